import { describe, expect, it } from 'vitest';
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
