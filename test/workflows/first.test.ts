import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runWorkflow } from './act.ts';
import { openRepository } from './repository.ts';

/** The workflow in the README's chapter about workflows. */
async function readmeWorkflow(): Promise<string> {
  const [, chapter = ''] = (await readFile(resolve('README.md'), 'utf8')).split('## In a workflow\n');
  return /```yaml\n(name:.*?)```/s.exec(chapter)?.[1] ?? '';
}

test('the first workflow of the README deploys into an empty repository as it is, and brings a second version by a canary', async () => {
  const repository = await openRepository({ service: 'hello', files: { '.github/workflows/deploy.yml': await readmeWorkflow() } });
  const first = await repository.commit();
  const run = await runWorkflow(repository, 'deploy.yml');
  expect(run.changes).toEqual([]);
  expect(run.jobs, run.log).toEqual({ canary: 'success' });
  expect(await repository.ask()).toBe(first);
  const second = await repository.commit();
  const next = await runWorkflow(repository, 'deploy.yml', { time: '1s' });
  expect(next.changes).toEqual(['jobs.canary.steps.1.with.bake-time 1s instead of 5m']);
  expect(next.jobs, next.log).toEqual({ canary: 'success' });
  expect(next.log).toMatch(/0 % → 5 %.*5 % → 25 %.*25 % → 100 %/s);
  expect(await repository.ask()).toBe(second);
  const { deployments } = repository.github.state;
  expect(deployments.map(({ ref, statuses }) => [ref, statuses.at(-1)?.state])).toEqual([
    [first, 'inactive'],
    [second, 'success'],
  ]);
  expect(repository.github.violations).toEqual([]);
});
