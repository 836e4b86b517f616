import { describe, expect, it } from 'vitest';
import { useBrowser } from './browser.ts';
import { HOSTILE, TAME, told } from './hostile.ts';
import { PAPERS, type Paper, READERS } from './papers.ts';

const browser = useBrowser();
const desktop = { width: 1280, scheme: 'light' } as const;

/** What the page has of others, and what it is made of. */
async function look(html: string) {
  const page = await browser.open(html, desktop);
  const links = await page.see<string[]>(`[...document.querySelectorAll('a')].map((link) => new URL(link.href).host)`);
  const [text, kinds, handlers] = [
    await page.see<string>('look.text()'),
    await page.see('look.kinds()'),
    await page.see('look.handlers()'),
  ];
  return { text, made: { kinds, handlers, links, said: page.said, asked: page.asked } };
}

describe.each(Object.keys(PAPERS) as Paper[])('text from outside in the %s', (paper) => {
  it('is shown letter by letter', async () => {
    const { text } = await look(await PAPERS[paper](told(HOSTILE)));
    // The report names the version before in its chart, the others nowhere; the page names no actor but that of a stage.
    const left = { comment: ['previous'], summary: ['previous'], report: ['actor'] }[paper];
    for (const [name, words] of Object.entries(HOSTILE)) if (!left.includes(name)) expect(text, name).toContain(words);
  });

  it('runs nothing, fetches nothing, links nothing, and makes the page of nothing else', async () => {
    const hostile = await look(await PAPERS[paper](told(HOSTILE)));
    const tame = await look(await PAPERS[paper](told(TAME)));
    expect(hostile.made).toEqual(tame.made);
    expect([...new Set(hostile.made.links)]).toEqual(paper === 'report' ? [] : ['github.com']);
    expect(tame.made).toMatchObject({ handlers: [], said: [], asked: [] });
  });

  it('does not stand out of the page, however long its words are', async () => {
    const long = Object.fromEntries(Object.keys(HOSTILE).map((name) => [name, name.repeat(300)])) as typeof TAME;
    const html = await PAPERS[paper](told(long));
    for (const reader of READERS) expect(await (await browser.open(html, reader)).see('look.overflow()')).toEqual([]);
  });
});
