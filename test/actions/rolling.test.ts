import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { down } from '../../src/platforms/local/down.ts';
import { startGithub } from '../fakes/github/server.ts';
import { type StepResult, step } from '../fakes/step.ts';
import { twoFreePorts } from '../platforms/local-service.ts';

let workspace: string;
let state: string;
let github: Awaited<ReturnType<typeof startGithub>>;

const sha = '3f2a9c13f2a9c13f2a9c13f2a9c13f2a9c13f2a9';
const app = join(import.meta.dirname, '../fakes/app.ts');

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'sluice-workspace-'));
  state = join(workspace, 'state');
  await mkdir(join(workspace, '.github'));
  const service = { platform: 'local', run: ['node', app], port: await twoFreePorts(), instances: 3, health: '/healthz', state };
  const file = { services: { shop: { ...service, rollout: { 'progress-deadline': '4s' }, analysis: { interval: '1s' } } } };
  await writeFile(join(workspace, '.github/sluice.yml'), JSON.stringify(file));
  github = await startGithub({ pulls: [{ number: 7, sha, branch: 'feature', state: 'open', merged: false, commits: [sha] }] });
});

afterEach(async () => {
  await down(state);
  await github.close();
});

function act(action: string, inputs: Record<string, string>, env: Record<string, string> = {}): Promise<StepResult> {
  const given = { service: 'shop', 'github-token': github.token, 'pull-request': '7', ...inputs };
  return step(action, { workspace, inputs: given, env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/shop', ...env } });
}

describe('the action rolling, as a runner starts it', () => {
  test('deploys, then replaces batch by batch, and tells the pull request and the deployment record', async () => {
    expect(await act('rolling', { version: 'v1' })).toMatchObject({
      code: 0,
      outputs: { outcome: 'promoted', reason: 'first-deployment' },
    });
    const second = await act('rolling', { version: 'v2' });
    expect(second).toMatchObject({ code: 0, outputs: { outcome: 'promoted', version: 'v2', 'previous-version': 'v1', weight: '100' } });
    expect(second.stdout).toContain('drain blue-1 · 2 of 3 serve');
    expect(second.summary).toContain('Promoted v2');
    expect(second.outputs['comment-url']).not.toBe('');
    const comments = github.state.comments.filter((comment) => comment.issue === 7);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/^<!-- sluice:shop /);
    expect(comments[0]?.body).toContain('Promoted v2');
    expect(github.violations).toEqual([]);
  });

  test('changes nothing when the version is live already', async () => {
    await act('rolling', { version: 'v1' });
    expect(await act('rolling', { version: 'v1' })).toMatchObject({ code: 0, outputs: { outcome: 'unchanged', reason: 'already-live' } });
  });

  test('goes back from a version that never gets ready, and a rollback after it changes nothing', async () => {
    await act('rolling', { version: 'v1' });
    const bad = await act('rolling', { version: 'v2-never' });
    expect(bad).toMatchObject({
      code: 1,
      outputs: { outcome: 'rolled-back', reason: 'progress-deadline', version: 'v2-never', 'previous-version': 'v1' },
    });
    expect(await act('rollback', {})).toMatchObject({ code: 0, outputs: { outcome: 'unchanged', reason: 'nothing-to-take-back' } });
    expect(await act('status', {})).toMatchObject({ code: 0, outputs: { outcome: 'idle', version: 'v1' } });
  });

  test('prints the plan and writes nothing on a dry run', async () => {
    const { code, stdout, outputs } = await act('rolling', { version: 'v1', 'dry-run': 'true' });
    expect({ code, outcome: outputs['outcome'] }).toEqual({ code: 0, outcome: 'planned' });
    expect(stdout).toContain('would start blue-1, blue-2, blue-3');
    expect(await act('status', {})).toMatchObject({ outputs: { outcome: 'empty' } });
  });

  test('names all that is wrong with its inputs at once, before anything is written', async () => {
    const { code, stdout, outputs } = await act('rolling', { service: 'shpo', version: '', comment: 'sometimes' });
    expect({ code, outcome: outputs['outcome'], reason: outputs['reason'] }).toEqual({
      code: 1,
      outcome: 'refused',
      reason: 'invalid-input',
    });
    expect(stdout).toContain('shpo');
    expect(stdout).toContain('input version is empty');
    expect(stdout).toContain('"sometimes" is not known; write on-change or on-failure or never');
  });

  test('refuses to leave nothing in rotation, with the line to change', async () => {
    await act('rolling', { version: 'v1' });
    const { outputs } = await act('rolling', { version: 'v2', 'max-unavailable': '3' });
    expect(outputs).toMatchObject({ outcome: 'refused', reason: 'no-spare-capacity' });
    expect(outputs['message']).toContain('set max-unavailable: 0 and max-surge: 1');
  });

  test('deploys all the same when GitHub is dead', async () => {
    github.fail('*', 'drop');
    expect(await act('rolling', { version: 'v1' })).toMatchObject({ code: 0, outputs: { outcome: 'promoted' } });
  });

  test('goes on in a newer attempt after it was killed', async () => {
    await act('rolling', { version: 'v1' });
    const killed = step('rolling', {
      workspace,
      inputs: { service: 'shop', version: 'v2', 'bake-time': '2s' },
      started: (pid) => setTimeout(() => process.kill(pid, 'SIGKILL'), 1_500),
    });
    expect((await killed).code).toBe(-1);
    expect(await act('status', {})).toMatchObject({ outputs: { outcome: 'rolling', version: 'v2' } });
    const again = await act('rolling', { version: 'v2' }, { GITHUB_RUN_ATTEMPT: '2' });
    expect(again).toMatchObject({ code: 0, outputs: { outcome: 'promoted', version: 'v2' } });
    expect(again.stdout).toContain('goes on with v1 to v2');
  });

  test('journals where it stopped when cancelled, and post takes it back', async () => {
    await act('rolling', { version: 'v1' });
    const inputs = { service: 'shop', version: 'v2', 'bake-time': '5s' };
    const main = await step('rolling', { workspace, inputs, started: (pid) => setTimeout(() => process.kill(pid, 'SIGINT'), 1_500) });
    expect(main).toMatchObject({ code: 1, outputs: { outcome: 'interrupted', reason: 'cancelled' } });
    await step('post', { workspace, inputs: { ...inputs, 'job-status': 'cancelled' }, state: main.state });
    expect(await act('status', {})).toMatchObject({ outputs: { outcome: 'idle', version: 'v1' } });
  });
});
