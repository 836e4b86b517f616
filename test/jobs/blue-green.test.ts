import { readFile } from 'node:fs/promises';
import { describe, test } from 'vitest';
import { openSite, outcomes } from './site.ts';

const cancelled = { records: ['failure'], comment: ['**Rolled back to v1**: the job was cancelled'] };

describe.concurrent('blue/green that is cancelled', () => {
  test("in the workflow's own smoke test takes away what was prepared", async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('blue-green.yml', { hangs: 'curl' });
    await run.until(() => site.isHanging(run.version));
    run.cancel();
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({ switch: 'cancelled', retire: 'skipped', undo: 'success' });
    expect(outcomes(ended), ended.log).toEqual({
      'switch prepared': 'prepared done',
      'switch post prepared': 'rolled-back cancelled',
      'undo 1': 'unchanged nothing-to-take-back',
    });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual(cancelled);
  });

  test('in the smoke test of Sluice takes away what was brought up', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('blue-green.yml', { hangs: 'users' });
    await run.until(() => site.isHanging(run.version));
    run.cancel();
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({ switch: 'cancelled', retire: 'skipped', undo: 'success' });
    expect(outcomes(ended), ended.log).toEqual({
      'switch prepared': 'interrupted cancelled',
      'switch post prepared': 'rolled-back cancelled',
      'undo 1': 'unchanged nothing-to-take-back',
    });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual(cancelled);
  });

  test('after the switch gives all the traffic back', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('blue-green.yml', { time: '60s' });
    await run.printed('0 % → 100 %');
    run.cancel();
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({ switch: 'cancelled', retire: 'skipped', undo: 'success' });
    expect(outcomes(ended), ended.log).toEqual({
      'switch prepared': 'prepared done',
      'switch 3': 'interrupted cancelled',
      'switch post 3': 'rolled-back cancelled',
      'undo 1': 'unchanged nothing-to-take-back',
    });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual(cancelled);
  });

  test('in the smoke test of the whole action takes away what was prepared', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const page = await readFile('actions/blue-green/README.md', 'utf8');
    const shown = /```yaml\n(permissions[\s\S]*?)```/.exec(page)?.[1] ?? '';
    const run = await site.push('blue-green.yml', { hangs: 'curl', change: () => shown });
    await run.until(() => site.isHanging(run.version));
    run.cancel();
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({ deploy: 'cancelled' });
    expect(outcomes(ended), ended.log).toEqual({
      'deploy 1/prepare': 'prepared done',
      'deploy 1/rollback': 'rolled-back cancelled',
      'deploy 1': 'rolled-back cancelled',
    });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual(cancelled);
  });
});
