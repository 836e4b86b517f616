import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { kubeconfig } from '../../../fakes/kubernetes.ts';
import { runWorkflow } from '../../../workflows/act.ts';
import { openGuide } from '../../../workflows/guide.ts';
import { openRepository } from '../../../workflows/repository.ts';
import { openRoom } from '../room.ts';

test('preview.yml gives each pull request its own namespace with its own version, and takes it away', { timeout: 300_000 }, async () => {
  const room = await openRoom();
  onTestFinished(() => room.close());
  const guide = await openGuide();
  const shop = {
    platform: 'kubernetes',
    image: 'sluice.test/echo:{version}',
    namespace: room.name,
    ...parse(guide.block('previews')),
  };
  const manifest = (await readFile('examples/kubernetes-manifests/k8s/shop.yml', 'utf8'))
    .replace('ghcr.io/acme/shop', 'sluice.test/echo')
    .replace('envFrom: [{ configMapRef: { name: shop } }]', '');
  const repository = await openRepository({
    files: {
      '.github/workflows/preview.yml': await readFile('examples/workflows/preview.yml', 'utf8'),
      '.github/sluice.yml': stringify({ services: { shop } }),
      'k8s/shop.yml': manifest,
    },
  });
  const number = randomInt(10 ** 6, 10 ** 9);
  const namespace = `shop-pr-${number}`;
  onTestFinished(async () => void (await room.kubectl('delete', 'namespace', namespace, '--wait=false', '--ignore-not-found')));
  const change = async (action: string, sha: string) => {
    const head = { sha, repo: { full_name: 'acme/shop' } };
    const payload = { action, number, pull_request: { number, head } };
    // For act there is no way out of this machine but to what is named so.
    const env = { KUBECONFIG: kubeconfig(), PATH: process.env['PATH'] ?? '', NO_PROXY: '*' };
    const { jobs, log } = await runWorkflow(repository, 'preview.yml', { event: 'pull_request', payload, env });
    expect(jobs, log).toEqual(action === 'closed' ? { close: 'success' } : { deploy: 'success' });
  };
  const there = async () => (await room.kubectl('get', 'namespace', namespace, '--ignore-not-found', '--output=name')).trim();
  const version = async () =>
    (await room.kubectl('get', 'deployment/shop', `--namespace=${namespace}`, '--output=jsonpath={..image} {..readyReplicas}')).trim();

  await change('opened', 'v1');
  expect(await version()).toBe('sluice.test/echo:v1 2');
  await change('synchronize', 'v2');
  expect(await version()).toBe('sluice.test/echo:v2 2');
  expect(repository.github.state.deployments.map(({ environment, transient }) => [environment, transient])).toEqual(
    Array(2).fill([`pr-${number}`, true]),
  );
  await change('closed', 'v2');
  expect(await there()).toBe('');
  expect(repository.github.state.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['inactive', 'inactive']);
  expect(repository.github.violations).toEqual([]);
});
