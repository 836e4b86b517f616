import { describe, expect, it } from 'vitest';
import { trafficChart } from '../../src/report/chart.ts';
import { foldEvent, renderHtml } from '../../src/report/index.ts';
import * as stories from './stories.ts';
import { canaryAtWork, event, STORIES } from './stories.ts';

describe('the page', () => {
  it.each(Object.entries(STORIES))('needs nothing but itself: %s', (_, story) => {
    const html = renderHtml(story());
    expect(html).not.toMatch(/<script|<link|<img|url\(|@import|\ssrc=|\shref=/);
    expect(html).toContain("default-src 'none'");
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html.match(/<table/g)?.length ?? 0).toBe(html.match(/<caption>/g)?.length ?? 0);
  });

  it('draws traffic and errors, and says the same in words', () => {
    const html = renderHtml(stories.rolledBack());
    expect(html.match(/class="line"/g)).toHaveLength(3);
    expect(html).toContain('From 0 to 25 percent of the traffic in 12:00');
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('says in its header who locked, since when and why, once', () => {
    const lock = { why: '<why>', by: 'bob', at: stories.T0, url: '' };
    const said = '<p><strong>Locked</strong> by bob since 2030-01-02 03:04 UTC: &#60;why&#62;</p>';
    expect(renderHtml({ ...stories.stuck(), lock }).split('</header>')[0]).toContain(said);
    expect(renderHtml(stories.locked()).match(/by bob since/g)).toHaveLength(1);
    expect(renderHtml(stories.refusedByLock()).match(/by bob since/g)).toHaveLength(1);
  });

  it('has each choice in a block of its own, and a script in one', () => {
    expect(renderHtml(stories.canary()).match(/<pre>/g)).toHaveLength(2);
    expect(renderHtml(stories.stuck()).match(/<pre>.*\n.*<\/pre>/g)).toHaveLength(1);
  });

  it('shows text of others as text', () => {
    const html = renderHtml(foldEvent(canaryAtWork(), event(0, '<script>x</script>', { stage: '"><b>' })));
    expect(html).toContain('&#60;script&#62;');
    expect(html).not.toMatch(/<script|<b>/);
  });

  it('stays below 300 kB', () => {
    const record = Array.from({ length: 200 }, (_, n) => event(n, `${n} ${'<'.repeat(300)}`)).reduce(foldEvent, canaryAtWork());
    const html = renderHtml(record);
    expect(Buffer.byteLength(html)).toBeLessThan(300_000);
    expect(html).toContain('Timeline');
  });
});

it('a chart of what nobody counted does not say that no request failed', () => {
  const sides = { version: 'v2', before: 'v1' };
  const samples = [0, 1_000, 2_000].map((at) => ({ at, weight: 50, requests: 0, failed: 0 }));
  expect(trafficChart(samples, sides)).toContain('no request was counted.');
  expect(trafficChart(samples, sides)).not.toContain('Failed requests');
  const counted = samples.map((sample) => ({ ...sample, requests: 10 }));
  expect(trafficChart(counted, sides)).toContain('no request failed.');
});
