import { expect, it } from 'vitest';
import type { ReportRecord } from '../../src/report/index.ts';
import { STORIES } from '../report/stories.ts';
import { useBrowser } from './browser.ts';
import { PAPERS } from './papers.ts';

const browser = useBrowser();
const open = async (record: ReportRecord, width = 1280) => browser.open(await PAPERS.report(record), { width, scheme: 'light' });

it('a screen reader is told of all parts of the report by their names, and of no drawing', async () => {
  const heard = await (await open(STORIES.rolledBack())).heard();
  const of = (role: string) => heard.filter((line) => line.startsWith(`${role} `));
  expect(heard).toContain('main');
  expect(of('heading 1')).toEqual(['heading 1 Rolled back to 3f2a9c1']);
  expect(of('heading 2').map((line) => line.slice(10))).toEqual([
    'Traffic and errors',
    'Stages',
    'Evidence',
    'Next',
    'Live before, each with its way back',
    'Timeline',
  ]);
  expect(of('table')).toEqual(['table What was done, in order, and what was served meanwhile', 'table Time since the rollout began']);
  expect(heard.filter((line) => line === 'figure')).toHaveLength(1);
  expect(heard).toContain('StaticText From 0 to 25 percent of the traffic in 12:00; at worst 10.9 % of the requests failed.');
  expect(of('rowheader')).toEqual(['rowheader canary 5 %', 'rowheader canary 25 %']);
  expect(of('columnheader')).toHaveLength(9);
  expect(heard.filter((line) => /^(image|graphics|button|link|textbox)/i.test(line))).toEqual([]);
});

it.each(Object.keys(STORIES) as (keyof typeof STORIES)[])('no level of headings is left out: %s', async (story) => {
  const levels = (await (await open(STORIES[story]())).heard()).flatMap((line) => /^heading (\d)/.exec(line)?.[1] ?? []).map(Number);
  expect(levels[0]).toBe(1);
  for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
});

it('all of the report can be reached by keyboard, on a narrow screen too', async () => {
  const page = await open(STORIES.rolledBack(), 320);
  expect(await page.see('look.overflow()')).toEqual([]);
  await page.press('End');
  const isSeen = `[...document.querySelectorAll('.timeline td')].at(-1).getBoundingClientRect().bottom <= innerHeight`;
  await expect.poll(() => page.see(isSeen)).toBe(true);
  await page.press('Tab');
  // What hides some of itself must be scrolled, and so must take the focus.
  const cut = await page.see<string[]>('look.cut()');
  const focused = await page.see<string>('document.activeElement.textContent.slice(0, 60)');
  expect(cut).toContain(focused);
});
