import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFailed } from 'vitest';
import { type Browser, startBrowser } from './chromium.ts';

/** A browser for the tests of a file. Of a page whose test fails, a picture is left to be looked at. */
export function useBrowser(): Pick<Browser, 'open'> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  return {
    async open(html, reader) {
      const page = await browser.open(html, reader);
      onTestFailed(async () => {
        const path = join(await mkdtemp(join(tmpdir(), 'sluice-picture-')), 'page.png');
        await page.picture(path).then(
          () => console.log(`How the page looked: ${path}`),
          () => {}, // another page was opened since
        );
      });
      return page;
    },
  };
}
