import { describe, expect, test, vi } from 'vitest';
import { startJob } from '../fakes/github/job.ts';
import { expectDone, job, kill } from './job.ts';
import { again, openShop, type Run, type Shop } from './shop.ts';

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 4 });

const slowly = { 'bake-time': '3s', comment: 'never' };

/** A shop with v1 live, told at GitHub. */
async function v1Live(onTestFinished: (close: () => Promise<void>) => void): Promise<Shop> {
  const shop = await openShop('local', { onTestFinished });
  await job(shop, 'rolling v1', withToken(shop));
  return shop;
}

const withToken = (shop: Shop, inputs = {}) => ({ inputs: { 'github-token': shop.github.token, comment: 'never', ...inputs } });
const statuses = (shop: Shop, index: number) => shop.github.state.deployments[index]?.statuses.map(({ state }) => state);
const last = (shop: Shop, index: number) => shop.github.state.deployments[index]?.statuses.at(-1);

/** Kills the job that deploys v2 when its rollout has a record, and lets GitHub know that its run has ended. */
async function killed(shop: Shop, isSo = () => statuses(shop, 1)?.length === 1): Promise<Run> {
  const run = shop.newRun();
  await kill(shop, 'rolling v2', isSo, { env: run, ...withToken(shop, slowly) });
  shop.github.state.runs.set(`${run.GITHUB_RUN_ID}/1`, 'completed');
  return run;
}

describe.concurrent('the record of a rollout whose job was killed', () => {
  test('is closed by `status`, and opened and closed again by who goes on', async ({ onTestFinished }) => {
    const shop = await v1Live(onTestFinished);
    const run = await killed(shop);
    const { outputs } = await expectDone(shop, 'status', 'rolling cancelled 0', withToken(shop));
    expect(outputs['message']).toContain('has ended in the middle');
    expect(last(shop, 1)).toMatchObject({
      state: 'error',
      description: expect.stringContaining('Interrupted: the job of https://github.com/'),
    });
    await expectDone(shop, 'rolling v2', 'promoted done 0', { env: again(run), ...withToken(shop, slowly) });
    expect(statuses(shop, 1)?.slice(-3)).toEqual(['error', 'in_progress', 'success']);
    expect(statuses(shop, 0)?.at(-1)).toBe('inactive');
    expect(shop.github.state.deployments).toHaveLength(2);
  });

  test('is closed by a run that is refused because of it, and by `rollback` of another run', async ({ onTestFinished }) => {
    const shop = await v1Live(onTestFinished);
    await killed(shop);
    await expectDone(shop, 'blue-green-switch v3', 'refused busy 1', withToken(shop));
    expect(last(shop, 1)?.state).toBe('error');
    await expectDone(shop, 'rollback', 'rolled-back requested 0', withToken(shop));
    expect(last(shop, 1)).toMatchObject({ state: 'failure', description: expect.stringContaining('Rolled back:') });
    expect(statuses(shop, 0)?.at(-1)).toBe('success');
    expect(shop.github.state.deployments).toHaveLength(2);
  });

  test('is closed by what supersedes it, which has a record of its own', async ({ onTestFinished }) => {
    const shop = await v1Live(onTestFinished);
    await killed(shop);
    await expectDone(shop, 'rolling v3', 'promoted done 0', withToken(shop, { 'on-busy': 'supersede' }));
    expect(last(shop, 1)).toMatchObject({ state: 'failure', description: 'Rolled back: superseded by v3' });
    expect(last(shop, 2)?.state).toBe('success');
    const { outputs } = await expectDone(shop, 'status', 'idle done 0', withToken(shop));
    expect([outputs['version'], statuses(shop, 0)?.at(-1)]).toEqual(['v3', 'inactive']);
  });

  test('is found again where its id was not saved', async ({ onTestFinished }) => {
    const shop = await v1Live(onTestFinished);
    // The answer that tells the id never comes.
    shop.github.fail('repos/create-deployment', 'lose', 1);
    const run = await killed(shop, () => shop.github.state.deployments.length === 2);
    expect((await shop.journal())?.rollout?.deploymentId).toBeNull();
    await expectDone(shop, 'rollback', 'rolled-back requested 0', { env: again(run), ...withToken(shop) });
    expect(last(shop, 1)?.state).toBe('failure');
    expect(shop.github.state.deployments).toHaveLength(2);
  });

  test('is closed by the next run where it was killed before it could tell the end', async ({ onTestFinished }) => {
    const shop = await v1Live(onTestFinished);
    const run = shop.newRun();
    const hangs = () => {
      if (statuses(shop, 1)?.length !== 1) return false;
      shop.github.fail('*', 'hang');
      return true;
    };
    let pid = 0;
    const work = job(shop, 'rolling v2', { env: run, ...withToken(shop, { 'bake-time': '1s' }), started: (started) => (pid = started) });
    await vi.waitUntil(hangs, 20_000);
    await vi.waitUntil(async () => (await shop.journal())?.unreported?.outcome === 'promoted', 20_000);
    process.kill(pid, 'SIGKILL');
    await work;
    shop.github.heal();
    await expectDone(shop, 'rolling v2', 'unchanged already-live 0', withToken(shop));
    expect(last(shop, 1)?.state).toBe('success');
    expect((await shop.journal())?.unreported).toBeNull();
  });
});

test('what GitHub did not hear of a canary it hears from a run that is refused because of it', async ({ onTestFinished }) => {
  const shop = await v1Live(onTestFinished);
  // Down as soon as the rollout has its record.
  const goesDown = async () => {
    await vi.waitUntil(() => statuses(shop, 1)?.length === 1, { timeout: 40_000, interval: 5 });
    shop.github.fail('*', { status: 503 });
  };
  await expectDone(shop, 'canary-step v2 25', 'canary done 0', { ...withToken(shop), started: goesDown });
  expect((await shop.journal())?.unreported?.outcome).toBe('canary');
  shop.github.heal();
  await expectDone(shop, 'rolling v3', 'refused busy 1', withToken(shop));
  expect((await shop.journal())?.unreported).toBeNull();
  expect(last(shop, 1)).toMatchObject({ state: 'in_progress', description: 'canary 25 %' });
  await expectDone(shop, 'promote', 'promoted done 0', withToken(shop));
  expect(last(shop, 1)?.state).toBe('success');
});

test('each later step of a canary tells it by two requests, as the journal knows where, and looks for the comment where it is gone', async ({
  onTestFinished,
}) => {
  const shop = await v1Live(onTestFinished);
  const commented = withToken(shop, { comment: 'on-change', 'pull-request': '7' });
  const asked = async (short: string, said: string) => {
    shop.github.requests.length = 0;
    await expectDone(shop, short, said, commented);
    return shop.github.requests.map(({ operation }) => operation);
  };
  for (const weight of [5, 10, 20]) await asked(`canary-step v2 ${weight}`, 'canary done 0');
  expect((await shop.journal())?.rollout).toMatchObject({ pullRequest: 7, commentId: shop.github.state.comments[0]?.id });
  expect(await asked('canary-step v2 40', 'canary done 0')).toEqual(['repos/create-deployment-status', 'issues/update-comment']);
  expect(shop.github.state.comments[0]?.body).toContain('40 %');
  shop.github.state.comments = [];
  await asked('canary-step v2 50', 'canary done 0');
  expect(shop.github.state.comments[0]?.body).toContain('50 %');
  // The end of the rollout looks first.
  expect(await asked('promote', 'promoted done 0')).toContain('issues/get-comment');
  expect(shop.github.state.comments[0]?.body).toContain('Promoted v2');
});

test('the record of the job is used where it has one for the environment', async ({ onTestFinished }) => {
  const shop = await v1Live(onTestFinished);
  const { checkRun, deployment } = startJob(shop.github, 'production');
  const { outputs } = await job(shop, 'rolling v2', withToken(shop, { deployment: 'attach', 'check-run-id': checkRun }));
  expect(outputs['deployment-id']).toBe(String(deployment?.id));
  expect(deployment?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'in_progress', 'success']);
});

test('`promote` with `require-protection` is refused before anything is written, unless somebody or a timer was waited for', async ({
  onTestFinished,
}) => {
  const shop = await v1Live(onTestFinished);
  await expectDone(shop, 'canary-step v2 25', 'canary done 0', withToken(shop));
  const before = await shop.journal();
  const gate = withToken(shop, { 'require-protection': 'production-full' });
  await expectDone(shop, 'promote', 'refused precondition 1', gate);
  await expectDone(shop, 'promote', 'refused precondition 1', { inputs: { ...gate.inputs, 'dry-run': 'true' } });
  shop.github.fail('repos/get-environment', { status: 503 });
  await expectDone(shop, 'promote', 'refused precondition 1', gate);
  shop.github.heal();
  expect(await shop.journal()).toEqual(before);
  shop.github.state.environments = [{ name: 'production-full', reviewers: 1 }];
  await expectDone(shop, 'promote', 'promoted done 0', gate);
});
