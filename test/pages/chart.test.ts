import { describe, expect, it } from 'vitest';
import type { ReportRecord } from '../../src/report/index.ts';
import * as stories from '../report/stories.ts';
import { useBrowser } from './browser.ts';
import { PAPERS } from './papers.ts';

type Box = { left: number; right: number; top: number; bottom: number };

const browser = useBrowser();

/** The curves of the traffic and the panel they are in; then all that is drawn, and the page around it. */
async function drawn(record: ReportRecord, width: number) {
  const page = await browser.open(await PAPERS.report(record), { width, scheme: 'light' });
  const boxes = (selector: string) => page.see<Box[]>(`look.boxes('${selector}')`);
  const [panel] = await boxes('.panel.weight svg');
  if (panel === undefined) throw new Error('The report draws no traffic');
  const size = await page.see<{ width: number; height: number }>('look.size()');
  return { panel, curves: await boxes('.panel.weight path.line'), all: await boxes('svg, path, figure *'), size };
}

describe('the chart of the traffic', () => {
  it('has one curve for each track, and together they are all of the traffic', async () => {
    const { panel, curves } = await drawn(stories.rolledBack(), 1280);
    expect(curves).toHaveLength(2);
    const share = (y: number) => Math.round((100 * (panel.bottom - y)) / (panel.bottom - panel.top));
    const [before, version] = curves.map(({ top, bottom }) => [share(bottom), share(top)]);
    // Of 100 to 75 percent, and of 0 to 25; a border of one pixel is one percent.
    for (const [seen, wanted] of [
      [before, [75, 100]],
      [version, [0, 25]],
    ] as const) {
      expect(Math.abs((seen?.[0] ?? Number.NaN) - wanted[0])).toBeLessThanOrEqual(2);
      expect(Math.abs((seen?.[1] ?? Number.NaN) - wanted[1])).toBeLessThanOrEqual(2);
    }
    for (const { left, right } of curves) expect(right - left).toBeCloseTo(panel.right - panel.left, 0);
  });

  it('has one curve where nothing was live before', async () => {
    const record = { ...stories.promoted(), previousVersion: null, reason: 'first-deployment' } as const;
    expect((await drawn(record, 1280)).curves).toHaveLength(1);
  });

  it.each([1280, 390])('lies within the page of %d pixels, even where the clock was set back', async (width) => {
    const record = stories.rolledBack();
    const samples = record.samples.map((sample, index) => (index === 20 ? { ...sample, at: sample.at - 3_600_000 } : sample));
    const { all, size } = await drawn({ ...record, samples }, width);
    expect(all.length).toBeGreaterThan(10);
    expect(size.width).toBeGreaterThan(width - 20);
    for (const { left, right, top, bottom } of all) {
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(size.width);
      expect(bottom).toBeLessThanOrEqual(size.height);
    }
  });
});
