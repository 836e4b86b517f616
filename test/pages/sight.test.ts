import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { useBrowser } from './browser.ts';

const browser = useBrowser();

// What the other tests find nowhere: a page that has all of it.
it('sees what a page does by itself, what stands out of it, and what nobody can read', async () => {
  const server = createServer((_, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.css`;
  const page = await browser.open(
    `<!doctype html><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="${address}">
    <main><b onclick="x()">First</b><br>second</main><script>console.log('said'); alert('asked'); nothing()</script>
    <p style="width: 900px; background: #777; color: #888">pale and wide</p><div style="overflow-x: auto; width: 9px">Long</div>`,
    { width: 390, scheme: 'light' },
  );
  expect(page.said).toEqual(['console: said', 'dialog: asked', expect.stringMatching(/^thrown: Uncaught/)]);
  expect(page.asked).toEqual([address]);
  expect(await page.see('look.overflow()')).toContain('p: pale and wide');
  expect(await page.see('look.cut()')).toEqual(['Long']);
  expect(await page.see('look.pale(4.5)')).toEqual({ measured: 4, weak: ['1.3: pale and wide'] });
  expect(await page.see('look.handlers()')).toEqual(['onclick', 'style', 'style']);
  expect(await page.see('look.first()')).toBe('First');
});
