import { describe, expect, test, vi } from 'vitest';
import type { Holder, JournalDocument } from '../../src/ports/journal.ts';
import { BEAT, beaten, GONE, GONE_WITH_ITS_JOB, takeHold, watchHolder } from '../../src/rollout/holder.ts';
import { emptyJournal } from '../../src/rollout/journal.ts';
import { simulatedClock } from '../fakes/clock.ts';
import { type Job, startJob } from '../fakes/github/job.ts';
import { memoryJournal } from '../fakes/journal.ts';
import { someRun } from '../fakes/rollout.ts';
import { expectDone, expectServed, job, kill } from './job.ts';
import { openShop } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 4 });

const never = new AbortController().signal;

/** Watches a holder that beats till `lastBeat`, for at most ten minutes, on a simulated clock. */
async function watch(lastBeat: number, ended: (elapsed: number) => Promise<boolean>) {
  const journal = memoryJournal();
  const before = emptyJournal('shop', 'production', 'p');
  const holder: Holder = { id: 'h1', run: someRun, beat: 0 };
  const hold = await takeHold(journal, before, { ...before, holder }, never);
  const clock = simulatedClock();
  const over = new AbortController();
  const beats = (async () => {
    for (; clock.elapsed() + BEAT <= lastBeat && !over.signal.aborted; await hold?.save(beaten)) await clock.sleep(BEAT, over.signal);
  })();
  const seen = await watchHolder(journal, clock, holder, 600_000, never, () => ended(clock.elapsed()));
  const elapsed = clock.elapsed();
  over.abort();
  await beats;
  return { end: seen.end, ended: seen.ended, elapsed };
}

describe('a holder whose job has ended', () => {
  test('is gone two beats after its last one, and not only when its time is over', async () => {
    const { end, ended, elapsed } = await watch(20_000, async () => true);
    expect({ end, ended }).toEqual({ end: 'gone', ended: true });
    expect(elapsed).toBeGreaterThanOrEqual(20_000 + GONE_WITH_ITS_JOB);
    expect(elapsed).toBeLessThan(20_000 + GONE_WITH_ITS_JOB + BEAT);
  });

  test('is gone as soon as that is known, where it ended while it was watched', async () => {
    const { end, elapsed } = await watch(0, async (now) => now >= 18_000);
    expect(end).toBe('gone');
    expect(elapsed).toBeGreaterThanOrEqual(18_000);
    expect(elapsed).toBeLessThan(18_000 + 2 * BEAT);
  });

  test('is alive while it beats, whatever is said of its job', async () => {
    expect(await watch(600_000, async () => true)).toEqual({ end: 'alive', ended: false, elapsed: 600_000 });
  });

  test('is alive again once it beats, and what was known of its job before counts no more', async () => {
    // Known after 10 s of silence, but it beats at 10.5 s: the answer is old.
    const journal = memoryJournal();
    const before = emptyJournal('shop', 'production', 'p');
    const holder: Holder = { id: 'h1', run: someRun, beat: 0 };
    const hold = await takeHold(journal, before, { ...before, holder }, never);
    const clock = simulatedClock();
    let asked = 0;
    const late = clock.sleep(10_500).then(() => hold?.save(beaten));
    const seen = await watchHolder(journal, clock, holder, 600_000, never, async () => ++asked === 1);
    await late;
    expect(seen).toMatchObject({ end: 'gone', ended: false });
    expect(clock.elapsed()).toBeGreaterThanOrEqual(10_500 + GONE + BEAT);
  });

  test('is gone after its time where nobody ever answers', async () => {
    const { end, ended, elapsed } = await watch(0, () => new Promise(() => {}));
    expect({ end, ended, elapsed }).toEqual({ end: 'gone', ended: false, elapsed: GONE + BEAT });
  });
});

describe.concurrent('one that asks GitHub', () => {
  test('takes over from one that was killed well before its time is over, and says why', async ({ onTestFinished, expect }) => {
    const shop = await openShop('local', { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const run = shop.newRun();
    const inputs = { 'bake-time': '5m' };
    await kill(shop, 'canary-step v2 25', (document) => (document.rollout?.watched ?? 0) > 0, { env: run, inputs });
    shop.github.state.runs.set(`${run.GITHUB_RUN_ID}/1`, 'completed');
    const began = performance.now();
    const { stdout } = await expectDone(shop, 'rollback', 'rolled-back requested 0', { inputs: { 'github-token': shop.github.token } });
    const seconds = (performance.now() - began) / 1000;
    expect(seconds).toBeGreaterThan(GONE_WITH_ITS_JOB / 1000);
    expect(seconds).toBeLessThan(GONE / 1000);
    expect(stdout).toContain(`/runs/${run.GITHUB_RUN_ID} is gone: its job has ended, as GitHub says; taking over`);
    await expectServed(shop, { v1: 100 }, { v1: 2 });
  });

  test('takes over from one that was killed in a run that goes on, also in that run, and `status` says that it is gone', async ({
    onTestFinished,
    expect,
  }) => {
    const shop = await openShop('local', { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const run = shop.newRun();
    const { github } = shop;
    const [lost, undo] = [startJob(github, null), startJob(github, null)];
    github.state.runs.set(`${run.GITHUB_RUN_ID}/1`, 'in_progress');
    const as = ({ checkRun }: Job) => ({ 'check-run-id': checkRun, 'github-token': github.token, comment: 'never', deployment: 'none' });
    const isBaking = ({ rollout }: JournalDocument) => rollout?.weight === 25 && rollout.watched > 0;
    await kill(shop, 'canary-step v2 25', isBaking, { env: run, inputs: { 'bake-time': '5m', ...as(lost) } });
    await expectDone(shop, 'status', 'canary done 0', { env: run, inputs: as(undo) });
    lost.end('failure');
    const { outputs } = await expectDone(shop, 'status', 'canary cancelled 0', { env: run, inputs: as(undo) });
    expect(outputs['message']).toContain(`the job of https://github.com/acme/shop/actions/runs/${run.GITHUB_RUN_ID} has ended`);
    const began = performance.now();
    const { stdout } = await expectDone(shop, 'rollback', 'rolled-back requested 0', { env: run, inputs: as(undo) });
    expect(performance.now() - began).toBeLessThan(GONE);
    expect(stdout).toContain('is gone: its job has ended, as GitHub says; taking over');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
  });

  test('waits the whole time where only the job was lost, by a runner that did not tell its check, and its run goes on', async ({
    onTestFinished,
    expect,
  }) => {
    const shop = await openShop('local', { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const run = shop.newRun();
    const inputs = { 'bake-time': '5m' };
    await kill(shop, 'canary-step v2 25', (document) => (document.rollout?.watched ?? 0) > 0, { env: run, inputs });
    shop.github.state.runs.set(`${run.GITHUB_RUN_ID}/1`, 'in_progress');
    const began = performance.now();
    const { stdout } = await expectDone(shop, 'rollback', 'rolled-back requested 0', { inputs: { 'github-token': shop.github.token } });
    expect(performance.now() - began).toBeGreaterThan(GONE);
    expect(stdout).toContain(`/runs/${run.GITHUB_RUN_ID} is gone; taking over`);
    expect(shop.github.requests.map(({ operation }) => operation)).toContain('actions/get-workflow-run-attempt');
  });

  test('never takes over from one that is at work, though GitHub says that its run has ended', async ({ onTestFinished, expect }) => {
    const shop = await openShop('local', { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const run = shop.newRun();
    shop.github.state.runs.set(`${run.GITHUB_RUN_ID}/1`, 'completed');
    const first = job(shop, 'blue-green-switch v2 switched', { env: run, inputs: { 'bake-time': '25s' } });
    await expect.poll(() => shop.traffic()).toEqual({ v2: 100 });
    const { stdout } = await expectDone(shop, 'promote v2', 'promoted done 0', { inputs: { 'github-token': shop.github.token } });
    expect(stdout).not.toContain('is gone');
    expect((await first).outputs['outcome']).toBe('switched');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });
});
