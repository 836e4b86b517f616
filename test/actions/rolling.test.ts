import { describe, expect, test } from 'vitest';
import { IMPATIENT, openShop } from './shop.ts';

/** What a step needs to tell GitHub. */
const told = { 'github-token': 'ghs_emulated', 'pull-request': '7' };

describe('the action rolling, as a runner starts it', () => {
  test('deploys, then replaces batch by batch, and tells the pull request and the deployment record', async () => {
    const shop = await openShop('local');
    expect(await shop.act('rolling', { version: 'v1' })).toMatchObject({
      code: 0,
      outputs: { outcome: 'promoted', reason: 'first-deployment' },
    });
    const second = await shop.act('rolling', { version: 'v2', ...told });
    expect(second).toMatchObject({ code: 0, outputs: { outcome: 'promoted', version: 'v2', 'previous-version': 'v1', weight: '100' } });
    expect(second.stdout).toContain('drain blue-1 · 1 of 2 serve');
    expect(second.summary).toContain('Promoted v2');
    expect(second.outputs['comment-url']).not.toBe('');
    const comments = shop.github.state.comments.filter((comment) => comment.issue === 7);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/^<!-- sluice:shop /);
    expect(comments[0]?.body).toContain('Promoted v2');
    expect(shop.github.violations).toEqual([]);
  });

  test('goes back from a version that never gets ready, and a rollback after it changes nothing', async () => {
    const shop = await openShop('local', { settings: IMPATIENT });
    await shop.act('rolling', { version: 'v1' });
    const bad = await shop.act('rolling', { version: 'v2-never' });
    expect(bad).toMatchObject({
      code: 1,
      outputs: { outcome: 'rolled-back', reason: 'progress-deadline', version: 'v2-never', 'previous-version': 'v1' },
    });
    expect(await shop.act('rollback', {})).toMatchObject({ code: 0, outputs: { outcome: 'unchanged', reason: 'nothing-to-take-back' } });
    expect(await shop.act('status', {})).toMatchObject({ code: 0, outputs: { outcome: 'idle', version: 'v1' } });
  });

  test('prints the plan and writes nothing on a dry run', async () => {
    const shop = await openShop('local');
    const { code, stdout, outputs } = await shop.act('rolling', { version: 'v1', 'dry-run': 'true' });
    expect({ code, outcome: outputs['outcome'] }).toEqual({ code: 0, outcome: 'planned' });
    expect(stdout).toContain('would start blue-1, blue-2');
    expect(await shop.act('status', {})).toMatchObject({ outputs: { outcome: 'empty' } });
  });

  test('names all that is wrong with its inputs at once, before anything is written', async () => {
    const shop = await openShop('local');
    const { code, stdout, outputs } = await shop.act('rolling', { service: 'shpo', version: '', comment: 'sometimes' });
    expect({ code, outcome: outputs['outcome'], reason: outputs['reason'] }).toEqual({
      code: 1,
      outcome: 'refused',
      reason: 'invalid-input',
    });
    expect(stdout).toContain('shpo');
    expect(stdout).toContain('input version is empty');
    expect(stdout).toContain('"sometimes" is not known: write on-change or on-failure or never');
  });

  test('refuses to leave nothing in rotation, with the line to change', async () => {
    const shop = await openShop('local');
    await shop.act('rolling', { version: 'v1' });
    const { outputs } = await shop.act('rolling', { version: 'v2', 'max-unavailable': '2' });
    expect(outputs).toMatchObject({ outcome: 'refused', reason: 'no-spare-capacity' });
    expect(outputs['message']).toContain('set max-unavailable: 0 and max-surge: 1');
  });

  test('deploys all the same when GitHub is dead', async () => {
    const shop = await openShop('local');
    shop.github.fail('*', 'drop');
    expect(await shop.act('rolling', { version: 'v1', ...told })).toMatchObject({ code: 0, outputs: { outcome: 'promoted' } });
  });

  test('journals where it stopped when cancelled, and post takes it back', async () => {
    const shop = await openShop('local');
    await shop.act('rolling', { version: 'v1' });
    const inputs = { version: 'v2', 'bake-time': '5s' };
    let pid = 0;
    const started = (mine: number) => (pid = mine);
    const said = (line: string) => line.includes('baking') && process.kill(pid, 'SIGINT');
    const main = await shop.act('rolling', inputs, { started, said });
    expect(main).toMatchObject({ code: 1, outputs: { outcome: 'interrupted', reason: 'cancelled' } });
    await shop.act('post', { ...inputs, 'job-status': 'cancelled' }, { state: main.state });
    expect(await shop.act('status', {})).toMatchObject({ outputs: { outcome: 'idle', version: 'v1' } });
  });
});
