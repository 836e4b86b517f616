import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { serverStates } from '../../../src/platforms/servers/haproxy.ts';
import { newFolder } from '../../contracts/folder.ts';
import { here } from '../../fakes/runtime-socket.ts';
import { newKey } from '../../fakes/sshd.ts';
import type { StepOptions } from '../../fakes/step.ts';
import { never, open } from '../servers/site.ts';
import { actions, type SshSite, sshSite, written } from './site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

/** What each balancer says of the servers, and every file on the machines. */
async function picture(site: SshSite) {
  const states = site.haproxy.balancers.map(async (balancer) => [...(await serverStates(here(balancer), 'api', never)).values()]);
  const admitted = (await Promise.all(states)).flat().map(({ name, admitted: isIn }) => ({ name, isIn }));
  return { admitted, files: await Promise.all((await written(site)).map(async (path) => [path, await readFile(path, 'utf8')])) };
}

/** Deploys v1, then expects the next version to be refused with nothing written. @returns what was said */
async function refused(site: SshSite, unmake: () => Promise<Partial<StepOptions>>): Promise<string> {
  const act = await actions(site);
  const first = await act('rolling', { version: 'v1', 'on-failure': 'pause' });
  expect(first.outputs['outcome'], first.stdout).toBe('promoted');
  const before = await picture(site);
  const result = await act('rolling', { version: 'v2' }, await unmake());
  expect(await picture(site)).toEqual(before);
  expect({ code: result.code, outcome: result.outputs['outcome'] }, result.stdout).toEqual({ code: 1, outcome: 'refused' });
  return result.outputs['message'] ?? '';
}

test('names every machine that refuses or does not answer, with what ssh said, and writes nothing', async () => {
  const site = await sshSite();
  const silent = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void silent.close());
  const message = await refused(site, async () => {
    await site.machine('s1').kill();
    const path = join(site.folder, '.github/sluice.yml');
    const nowhere = `ssh://root@127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await writeFile(path, (await readFile(path, 'utf8')).replace(site.machine('s3').destination, nowhere));
    return {};
  });
  const [s1, s3, ...others] = message.split('\n');
  expect(s1).toContain(`${site.machine('s1').destination} refused the connection: start sshd there`);
  expect(s3).toMatch(/cannot be reached \(ssh: .*timed out/);
  expect(others).toEqual([]);
});

test('says which key no machine accepts, and writes nothing', async () => {
  const site = await sshSite();
  const path = join(newFolder(), 'other');
  await newKey(path);
  const message = await refused(site, async () => ({ env: { DEPLOY_KEY: await readFile(path, 'utf8') } }));
  for (const { destination } of site.machines)
    expect(message).toMatch(new RegExp(`${destination} accepts not the key SHA256:\\S+ throwaway`));
});

test('says which host key is not known, and writes nothing', async () => {
  const site = await sshSite();
  const { port } = site.machine('s2');
  const message = await refused(site, async () => {
    const known = await readFile(site.machines[0].knownHosts, 'utf8');
    await writeFile(
      site.machines[0].knownHosts,
      known.replace(/.*\n/g, (line) => (line.includes(`:${port} `) ? '' : line)),
    );
    return {};
  });
  expect(message.split('\n')).toEqual([expect.stringContaining(`add the line by what \`ssh-keyscan -p ${port} 127.0.0.1\` prints`)]);
});

test('a balancer whose machine is away does not hide what is wrong elsewhere', async () => {
  const site = await sshSite({ balancers: 2 });
  const [first, second] = site.service.balancers;
  if (!first || !second) throw new Error('there are no two balancers');
  await site.machine('s1').kill();
  const balancers = [
    { ...first, host: site.machine('s1').destination },
    { ...second, socket: '/nowhere.sock' },
  ];
  const problems = (await open({ ...site.service, balancers }).check('rolling', never)).map(({ message }) => message);
  expect(problems).toEqual([
    expect.stringContaining(`${site.machine('s1').destination} refused the connection`),
    expect.stringContaining('there is no socket at /nowhere.sock'),
  ]);
});
