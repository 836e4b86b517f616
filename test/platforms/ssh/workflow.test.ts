import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runWorkflow } from '../../workflows/act.ts';
import { openRepository } from '../../workflows/repository.ts';
import { actions, sshSite } from './site.ts';
import { uploaded, uploading } from './uploaded.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

/** What the workflow of the example calls, where the build is a copy. */
const MAKEFILE = `dist:
	mkdir dist
	cp server.ts dist/app.ts
	echo "$$GITHUB_SHA" > dist/version
`;

test('the workflow of the example builds, and brings what it has built to every server', async () => {
  const site = await sshSite();
  await actions(site, uploading(site));
  const [{ key }] = site.machines;
  const repository = await openRepository({
    files: {
      '.github/workflows/deploy.yml': await readFile('examples/ssh/deploy.yml', 'utf8'),
      '.github/sluice.yml': await readFile(join(site.folder, '.github/sluice.yml'), 'utf8'),
      Makefile: MAKEFILE,
    },
  });
  const version = await repository.commit();
  const run = await runWorkflow(repository, 'deploy.yml', { secrets: { DEPLOY_KEY: key } });
  expect(run.jobs, run.log).toEqual({ rolling: 'success' });
  expect(run.changes).toEqual(['jobs.rolling.concurrency.queue left out', 'jobs.rolling.environment.deployment left out']);
  expect(await uploaded(site)).toEqual([version]);
  expect(repository.github.state.deployments.map(({ ref, statuses }) => [ref, statuses.at(-1)?.state])).toEqual([[version, 'success']]);
  expect(run.log).not.toContain(key.split('\n')[2]);
});
