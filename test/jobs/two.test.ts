import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openGuide } from '../workflows/guide.ts';
import { openSite, outcomes } from './site.ts';

const promoted = { records: ['success'], comment: [expect.stringContaining('**Promoted')] };

const back = { records: ['failure'], comment: ['**Rolled back to v1**: the job was cancelled'] };

/** So that a job is at work until the test lets it go on. */
const builds = (text: string) => text.replace('    steps:\n', '    steps:\n      - run: until [ -e "$HOME/built" ]; do sleep 0.1; done\n');
const bakes = (text: string) => text.replace('service: shop,', 'service: shop, bake-time: 5m,');

describe.concurrent('of two runs', () => {
  test('the second waits in the group, and then replaces the first', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const first = await site.push('rolling.yml', { change: builds });
    const second = await site.push('rolling.yml');
    await second.queued('rolling');
    await writeFile(join(site.home, 'built'), '');
    expect([(await first.ended).jobs, (await second.ended).jobs]).toEqual([{ rolling: 'success' }, { rolling: 'success' }]);
    await site.expectServed(second.version);
    expect([site.shown(first.version), site.shown(second.version)]).toEqual([{ ...promoted, records: ['inactive'] }, promoted]);
  });

  test('without a group the second is refused while the first bakes, and changes nothing', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const change = (text: string) => text.replace(/ +concurrency: .*\n/, '');
    const first = await site.push('rolling.yml', { time: '10m', change: (text) => bakes(change(text)) });
    await first.printed('baking');
    const second = await site.push('rolling.yml', { change });
    const refused = await second.ended;
    expect(refused.jobs, refused.log).toEqual({ rolling: 'failure' });
    expect(outcomes(refused)).toEqual({ 'rolling 1': 'refused busy' });
    first.cancel();
    expect((await first.ended).jobs).toEqual({ rolling: 'cancelled' });
    await site.expectServed('v1');
    expect([site.shown(first.version), site.shown(second.version)]).toEqual([back, { records: [], comment: [] }]);
  });

  test('the second is refused while the first waits at its gate, its undo changes nothing, and the first goes on', async ({
    expect,
    onTestFinished,
  }) => {
    const site = await openSite(['production'], onTestFinished);
    const first = await site.push('canary.yml');
    await first.waiting('promote');
    const second = await (await site.push('canary.yml')).ended;
    expect(second.jobs, second.log).toEqual({ canary: 'failure', promote: 'skipped', undo: 'success' });
    expect(outcomes(second)).toEqual({ 'canary 1': 'refused busy', 'undo 1': 'unchanged other-version-in-flight' });
    first.review('promote', 'approved');
    expect((await first.ended).jobs).toEqual({ canary: 'success', promote: 'success', undo: 'skipped' });
    await site.expectServed(first.version);
    expect(site.shown(first.version)).toEqual(promoted);
  });

  test('with cancel-in-progress the second ends the first, which goes back, and takes over', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const change = (text: string) => text.replace('cancel-in-progress: false, queue: max', 'cancel-in-progress: true');
    const first = await site.push('rolling.yml', { time: '10m', change: (text) => bakes(change(text)) });
    await first.printed('baking');
    const second = await site.push('rolling.yml', { change });
    const ended = await first.ended;
    expect(ended.jobs, ended.log).toEqual({ rolling: 'cancelled' });
    expect(outcomes(ended)).toEqual({ 'rolling 1': 'interrupted cancelled', 'rolling post 1': 'rolled-back cancelled' });
    expect((await second.ended).jobs).toEqual({ rolling: 'success' });
    await site.expectServed(second.version);
    expect([site.shown(first.version), site.shown(second.version)]).toEqual([back, promoted]);
  });

  test('of the guide for GitHub Enterprise Server only the newest waits, and the record of each job ends', async ({
    expect,
    onTestFinished,
  }) => {
    const site = await openSite(['production'], onTestFinished);
    const shown = (await openGuide()).block('ghes');
    const first = await site.push('rolling.yml', { change: () => builds(shown) });
    const [second, third] = [
      await site.push('rolling.yml', { change: () => shown }),
      await site.push('rolling.yml', { change: () => shown }),
    ];
    await third.queued('rolling');
    await writeFile(join(site.home, 'built'), '');
    const jobs = (await Promise.all([first, second, third].map(({ ended }) => ended))).map(({ jobs }) => jobs['rolling']);
    expect(jobs).toEqual(['success', 'cancelled', 'success']);
    await site.expectServed(third.version);
    expect([first, second, third].map(({ version }) => site.shown(version).records)).toEqual([['success'], [], ['success']]);
  });
});
