import { describe, test, vi } from 'vitest';
import { runWorkflow, type WorkflowRun } from './act.ts';
import { openRepository } from './repository.ts';

vi.setConfig({ maxConcurrency: 4 });

/** The first workflow that somebody writes, with a mistake put in. */
function workflow(mistake: (text: string) => string = (text) => text): Record<string, string> {
  const text = `name: deploy
on: push
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-latest
    permissions: { contents: read, deployments: write, pull-requests: write }
    steps:
      - uses: actions/checkout@v6
      - uses: sluice-actions/sluice/actions/canary-step@v1
        with: { service: shop, version: "\${{ github.sha }}", weight: 5 }
`;
  return { '.github/workflows/deploy.yml': mistake(text) };
}

/** What a newcomer sees on the run's page. */
function page({ jobs, annotations }: WorkflowRun): string {
  const shown = annotations.map(({ level, file, title, message }) => `${level}: ${[file, title, message].filter(Boolean).join(': ')}`);
  return [`deploy: ${jobs['deploy']}`, ...shown].join('\n');
}

describe.concurrent('a first workflow with a mistake says what to change where', () => {
  test('the checkout is missing', async ({ expect, onTestFinished }) => {
    const files = workflow((text) => text.replace('      - uses: actions/checkout@v6\n', ''));
    const repository = await openRepository({ files, onTestFinished });
    expect(page(await runWorkflow(repository, 'deploy.yml'))).toMatchInlineSnapshot(`
      "deploy: failure
      error: .github/sluice.yml: Refused: invalid input: cannot read the service file (there is no such file): check out the repository before this step, write the file, or name another with the input config
      error: Refused: .github/sluice.yml: cannot read the service file (there is no such file): check out the repository before this step, write the file, or name another with the input config"
    `);
  });

  test('the service file is somewhere else', async ({ expect, onTestFinished }) => {
    const files = workflow((text) => text.replace('weight: 5', 'weight: 5, config: deploy/sluice.yml'));
    const repository = await openRepository({ files, onTestFinished });
    expect(page(await runWorkflow(repository, 'deploy.yml'))).toMatchInlineSnapshot(`
      "deploy: failure
      error: deploy/sluice.yml: Refused: invalid input: cannot read the service file (there is no such file): check out the repository before this step, write the file, or name another with the input config
      error: Refused: deploy/sluice.yml: cannot read the service file (there is no such file): check out the repository before this step, write the file, or name another with the input config"
    `);
  });

  test('the service has another name', async ({ expect, onTestFinished }) => {
    const repository = await openRepository({ service: 'shoop', files: workflow(), onTestFinished });
    expect(page(await runWorkflow(repository, 'deploy.yml'))).toMatchInlineSnapshot(`
      "deploy: failure
      error: .github/sluice.yml: Refused: invalid input: there is no service "shop": did you mean shoop?
      error: Refused: .github/sluice.yml:1:2: there is no service "shop": did you mean shoop?"
    `);
  });

  test('an input has another name', async ({ expect, onTestFinished }) => {
    const files = workflow((text) => text.replace('version:', 'verson:'));
    const repository = await openRepository({ files, onTestFinished });
    expect(page(await runWorkflow(repository, 'deploy.yml'))).toMatchInlineSnapshot(`
      "deploy: success
      warning: Unexpected input(s) 'verson', valid inputs are ['service', 'version', 'environment', 'config', 'weight', 'bake-time', 'redeploy', 'on-outdated', 'on-busy', 'on-failure', 'on-cancel', 'deployment', 'comment', 'pull-request', 'dry-run', 'github-token', 'job-status', 'check-run-id']
      notice: Nothing changed: no rollout is in flight; to begin one, write what to deploy into the input version"
    `);
  });

  test('an input that must be there has another name', async ({ expect, onTestFinished }) => {
    const files = workflow((text) => text.replace('canary-step', 'rolling').replace('version:', 'verson:').replace(', weight: 5', ''));
    const repository = await openRepository({ files, onTestFinished });
    expect(page(await runWorkflow(repository, 'deploy.yml'))).toMatchInlineSnapshot(`
      "deploy: failure
      warning: Unexpected input(s) 'verson', valid inputs are ['service', 'version', 'environment', 'config', 'max-unavailable', 'max-surge', 'bake-time', 'redeploy', 'on-outdated', 'on-busy', 'on-failure', 'on-cancel', 'deployment', 'comment', 'pull-request', 'dry-run', 'github-token', 'job-status', 'check-run-id']
      error: Refused: invalid input: input version is empty: write what to deploy, a tag or a commit
      error: Refused: input version is empty: write what to deploy, a tag or a commit"
    `);
  });

  test('a value is none of those that there are', async ({ expect, onTestFinished }) => {
    const files = workflow((text) => text.replace('weight: 5', 'weight: 500, bake-time: 5 minutes, on-failure: undo'));
    const repository = await openRepository({ files, onTestFinished });
    expect(page(await runWorkflow(repository, 'deploy.yml'))).toMatchInlineSnapshot(`
      "deploy: failure
      error: Refused: invalid input: input bake-time is "5 minutes": write a duration with its unit, for example 90s or 5m or 1h30m
      error: Refused: invalid input: input on-failure is "undo": write rollback or pause
      error: Refused: invalid input: input weight is "500": write whole numbers from 0 to 100, for example 25 or 5, 25, 50
      error: Refused: input bake-time is "5 minutes": write a duration with its unit, for example 90s or 5m or 1h30m
      input on-failure is "undo": write rollback or pause
      input weight is "500": write whole numbers from 0 to 100, for example 25 or 5, 25, 50"
    `);
  });

  test('the permissions are missing: it is deployed, and the lines to add are said', async ({ expect, onTestFinished }) => {
    const files = workflow((text) => text.replace(/ {4}permissions: \{ contents.*\n/, ''));
    const repository = await openRepository({ files, onTestFinished });
    const version = await repository.commit();
    const run = await runWorkflow(repository, 'deploy.yml');
    expect(run.jobs, run.log).toEqual({ deploy: 'success' });
    const lines = run.log.replaceAll(version.slice(0, 7), 'abcdef0').split('\n');
    const said = lines.map((line) => line.trimEnd()).filter((line) => !line.startsWith('+'));
    // What GitHub is told first is a matter of chance.
    expect(
      said
        .join('\n')
        .split(/^(?=The)/m)
        .sort()
        .join(''),
    ).toMatchInlineSnapshot(`
      "The comment on the pull request is left out: the token lacks a permission. Add to the job:
        permissions:
          pull-requests: write
          contents: read # for the checkout
      The deployment record is left out: the token lacks a permission. Add to the job:
        permissions:
          deployments: write
          contents: read # for the checkout
      Promoted abcdef0: green has all the traffic
      "
    `);
    expect(await repository.ask()).toBe(version);
    expect(repository.github.state.deployments).toEqual([]);
  });
});
