import { describe, expect, test } from 'vitest';
import { openSite, outcomes, UNDONE } from './site.ts';

const WHY = { reason: 'the line to us is down', environment: 'us' };
const TAKEN_BACK = [
  expect.stringContaining('**Locked** [by alice'),
  expect.stringContaining(`${UNDONE}, after it had paused: locked by alice`),
  '**Rolled back to v1**: the job was cancelled',
];

describe.concurrent('regions.yml, where one region fails,', () => {
  test('in its canary, gives no region the version and goes back in both', async ({ expect, onTestFinished }) => {
    const site = await openSite(['eu', 'us'], onTestFinished);
    const run = await site.push('regions.yml', { time: '10m' });
    for (const bakes of [/canary \(eu\): .*baking/, /canary \(us\): .*baking/]) await run.printed(bakes);
    await site.act('lock', WHY);
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({
      ...{ 'canary (eu)': 'cancelled', 'canary (us)': 'failure', switch: 'skipped', promote: 'skipped' },
      ...{ 'undo (eu)': 'success', 'undo (us)': 'success' },
    });
    expect(outcomes(ended), ended.log).toEqual({
      'canary (eu) 1': 'interrupted cancelled',
      'canary (eu) post 1': 'rolled-back cancelled',
      'canary (us) 1': 'paused locked',
      'undo (eu) 1': 'unchanged nothing-to-take-back',
      'undo (us) 1': 'rolled-back requested',
    });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual({ records: ['failure', 'failure'], comment: TAKEN_BACK });
  });

  test('at its switch, retires nothing and goes back in both', async ({ expect, onTestFinished }) => {
    const site = await openSite(['eu', 'us'], onTestFinished);
    // What is no literal is not shortened.
    const long = `until: switched, bake-time: "\${{ '10m' }}"`;
    const change = (text: string) => text.replace('until: switched, bake-time: 5m', long);
    const run = await site.push('regions.yml', { change });
    for (const bakes of [/switch \(eu\): .*baking/, /switch \(us\): .*baking/]) await run.printed(bakes);
    await site.act('lock', WHY);
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({
      ...{ 'canary (eu)': 'success', 'canary (us)': 'success', 'switch (eu)': 'cancelled', 'switch (us)': 'failure', promote: 'skipped' },
      ...{ 'undo (eu)': 'success', 'undo (us)': 'success' },
    });
    expect(outcomes(ended), ended.log).toEqual({
      'canary (eu) 1': 'canary done',
      'canary (us) 1': 'canary done',
      'switch (eu) 1': 'interrupted cancelled',
      'switch (eu) post 1': 'rolled-back cancelled',
      'switch (us) 1': 'paused locked',
      'undo (eu) 1': 'unchanged nothing-to-take-back',
      'undo (us) 1': 'rolled-back requested',
    });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual({ records: ['failure', 'failure'], comment: TAKEN_BACK });
  });
});
