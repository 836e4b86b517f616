import { describe, test } from 'vitest';
import { openSite, outcomes } from './site.ts';

describe.concurrent('at the gate of canary.yml', () => {
  test('a rejected review fails the job without running it, and undo takes the canary back', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('canary.yml');
    await run.waiting('promote');
    run.review('promote', 'rejected');
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({ canary: 'success', promote: 'failure', undo: 'success' });
    expect(outcomes(ended)).toEqual({ 'canary 1': 'canary done', 'canary 2': 'canary done', 'undo 1': 'rolled-back requested' });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual({ records: ['failure'], comment: ['**Rolled back to v1**: taken back as alice asked'] });
  });

  test('an approved review gives all users the version', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('canary.yml');
    await run.waiting('promote');
    run.review('promote', 'approved');
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({ canary: 'success', promote: 'success', undo: 'skipped' });
    expect(outcomes(ended)).toEqual({ 'canary 1': 'canary done', 'canary 2': 'canary done', 'promote 1': 'promoted done' });
    await site.expectServed(run.version);
    expect(site.shown(run.version)).toEqual({
      records: ['success'],
      comment: [expect.stringContaining(`**Promoted ${run.version.slice(0, 7)}**`)],
    });
  });
});
