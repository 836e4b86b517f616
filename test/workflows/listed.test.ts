import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runWorkflow, stepOf } from './act.ts';
import { openRepository } from './repository.ts';

const WORKFLOW = `
on: workflow_dispatch
permissions: {}
jobs:
  look:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@v6
      - uses: sluice-actions/sluice@v1
        id: now
`;

test('the action of the root, which the Marketplace lists, says without inputs what is live', async () => {
  const repository = await openRepository({ files: { '.github/workflows/look.yml': WORKFLOW } });
  await cp(resolve('action.yml'), join(repository.suite, 'action.yml'));
  const run = await runWorkflow(repository, 'look.yml', { event: 'workflow_dispatch' });
  expect(run.jobs, run.log).toEqual({ look: 'success' });
  expect(stepOf(run, 'look', 'now').outputs['outcome'], run.log).toBe('empty');
  expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([]);
});
