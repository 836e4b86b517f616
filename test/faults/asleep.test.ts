import { setTimeout as sleep } from 'node:timers/promises';
import { describe, test, vi } from 'vitest';
import { expectDone, job } from '../actions/job.ts';
import { openShop, PLATFORMS, QUICK } from '../actions/shop.ts';
import { wrongWith } from './whole.ts';

vi.setConfig({ testTimeout: 180_000 });

const patient = { ...QUICK, rollout: { 'progress-deadline': '90s', 'bake-time': '0s', 'drain-timeout': '4s' } };
/** Milliseconds that the machine of a job sleeps. */
const NAP = 60_000;

describe.concurrent.each(PLATFORMS)('on %s, a job whose machine sleeps for a minute', (platform) => {
  test('is replaced, and when it wakes up it writes nothing more', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished, settings: patient });
    await job(shop, 'blue-green-switch v1');
    let pid = 0;
    const sleeping = job(shop, 'canary-step v2 50', { inputs: { 'bake-time': '10m' }, started: (started) => (pid = started) });
    await expect.poll(() => shop.traffic()).toEqual({ v1: 50, v2: 50 });
    process.kill(pid, 'SIGSTOP');
    const woken = sleep(NAP).then(() => process.kill(pid, 'SIGCONT'));
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await expectDone(shop, 'rolling v3', 'promoted done 0');
    await woken;
    const { code, outputs, stdout } = await sleeping;
    expect(`${outputs['outcome']} ${outputs['reason']} ${code}`, stdout).toBe('interrupted taken-over 1');
    expect((await shop.journal())?.live?.version).toBe('v3');
    expect(await wrongWith(shop, 2)).toEqual([]);
  });
});
