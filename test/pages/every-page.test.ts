import { describe, expect, it } from 'vitest';
import { STORIES } from '../report/stories.ts';
import { useBrowser } from './browser.ts';
import { PAPERS, type Paper, READERS } from './papers.ts';

const browser = useBrowser();

/** What happened, as the first line says it. */
const FIRST = {
  canaryAtWork: 'Rolling out 9ab41d0, now at 25 %',
  rollingAtWork: 'Rolling 2 of 4 to v2',
  canary: 'Canary 9ab41d0 at 25 %',
  goingBack: 'Going back to 3f2a9c1',
  locked: 'Locked, 9ab41d0 stays at 25 %',
  refusedByLock: 'Refused 9ab41d0',
  promoted: 'Promoted 9ab41d0',
  rolledBack: 'Rolled back to 3f2a9c1',
  paused: 'Paused 9ab41d0 at 25 %',
  stuck: 'Stuck with 9ab41d0 at 25 %: finish by hand',
  refused: 'Refused 9ab41d0',
} as const satisfies Record<keyof typeof STORIES, string>;

describe.each(Object.keys(PAPERS) as Paper[])('the %s', (paper) => {
  it.each(Object.keys(STORIES) as (keyof typeof STORIES)[])(
    'can be read on a desktop and on a phone, by day and by night: %s',
    async (story) => {
      const html = await PAPERS[paper](STORIES[story]());
      for (const reader of READERS) {
        const page = await browser.open(html, reader);
        const first = await page.see<string>('look.first()');
        expect(first.startsWith(FIRST[story]), first).toBe(true);
        expect(await page.see('look.overflow()')).toEqual([]);
        const { measured, weak } = await page.see<{ measured: number; weak: string[] }>('look.pale(4.5)');
        expect(weak).toEqual([]);
        expect(measured).toBeGreaterThan(4);
        expect(page.said).toEqual([]);
        expect(page.asked).toEqual([]);
      }
    },
  );
});

describe('the report', () => {
  it.each(Object.keys(STORIES) as (keyof typeof STORIES)[])('hides no column on a phone: %s', async (story) => {
    const page = await browser.open(await PAPERS.report(STORIES[story]()), { width: 390, scheme: 'light' });
    expect(await page.see('look.cut()')).toEqual([]);
  });

  it('has the outcome in the title of its tab', async () => {
    const page = await browser.open(await PAPERS.report(STORIES.rolledBack()), { width: 1280, scheme: 'light' });
    expect(await page.see('document.title')).toBe('Rolled back to 3f2a9c1 · shop');
  });
});
