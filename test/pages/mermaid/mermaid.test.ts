import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { MERMAID } from '../../../scripts/mermaid.ts';
import { renderMarkdown } from '../../../src/report/index.ts';
import * as stories from '../../report/stories.ts';
import { useBrowser } from '../browser.ts';

type Box = { left: number; right: number; top: number; bottom: number };

const browser = useBrowser();

/** Of a comment, its diagram alone, drawn in the way and the colours of GitHub. */
async function drawn(scheme: 'light' | 'dark') {
  const comment = renderMarkdown(stories.rolledBack(), { kind: 'comment' });
  const [, diagram = ''] = /```mermaid\n([\s\S]*?)\n```/.exec(comment) ?? [];
  const script = (await readFile(MERMAID.path, 'utf8')).replaceAll('</script', '<\\/script');
  const settings = { startOnLoad: false, theme: scheme === 'dark' ? 'dark' : 'default', securityLevel: 'strict' };
  const page = await browser.open(
    `<!doctype html><html lang="en" style="color-scheme: ${scheme}"><meta charset="utf-8"><title>The diagram</title>
    <article><pre class="mermaid">${diagram.replaceAll('<', '&lt;')}</pre></article>
    <script>${script}</script>
    <script>mermaid.initialize(${JSON.stringify(settings)}); globalThis.drawn = mermaid.run();</script></html>`,
    { width: 920, scheme },
  );
  await page.see('drawn');
  return page;
}

it.each(['light', 'dark'] as const)('the diagram of a comment is drawn, and seen by %s', async (scheme) => {
  const page = await drawn(scheme);
  expect({ said: page.said, asked: page.asked }).toEqual({ said: [], asked: [] });
  expect(await page.see('look.text()')).toContain('Traffic of the new version');
  const boxes = (selector: string) => page.see<Box[]>(`look.boxes('${selector}')`);
  const [line, ...others] = await boxes('.plot path');
  expect(others).toEqual([]);
  // The marks of the axis, of 0 to 100 percent, are as far from one another as their texts.
  const marks = (await boxes('.left-axis .label text')).map(({ top, bottom }) => (top + bottom) / 2).sort((a, b) => b - a);
  expect(marks).toHaveLength(11);
  const [zero = 0, full = 0] = [marks[0], marks.at(-1)];
  const percent = (y = 0) => (100 * (zero - y)) / (zero - full);
  expect(percent(line?.bottom)).toBeCloseTo(0, 0);
  expect(percent(line?.top)).toBeCloseTo(25, 0);
  const seen = await page.see<Record<string, number>>(`look.contrasts('.background', { line: '.plot path', texts: 'svg text' })`);
  expect(seen['line']).toBeGreaterThan(3);
  expect(seen['texts']).toBeGreaterThan(4.5);
});
