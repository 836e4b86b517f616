import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startBrowser } from '../test/pages/chromium.ts';
import { PAPERS, type Paper } from '../test/pages/papers.ts';
import { STORIES } from '../test/report/stories.ts';

// `npm run pictures -- [FOLDER]`: what people see of each state, by day and by night, to be looked at. The README shows some of them.

const folder = process.argv[2] ?? join(import.meta.dirname, '../docs/pictures');
/** Without a folder only what the README shows is made. */
const SHOWN: readonly string[] = ['comment-canary', 'comment-rolledBack'];

await mkdir(folder, { recursive: true });
const browser = await startBrowser();
try {
  for (const paper of Object.keys(PAPERS) as Paper[]) {
    for (const [story, tell] of Object.entries(STORIES)) {
      const name = `${paper}-${story}`;
      if (process.argv[2] === undefined && !SHOWN.includes(name)) continue;
      for (const scheme of ['light', 'dark'] as const) {
        const page = await browser.open(await PAPERS[paper](tell()), { width: 920, scheme });
        await page.picture(join(folder, `${name}-${scheme}.png`));
        console.log(join(folder, `${name}-${scheme}.png`));
      }
    }
  }
} finally {
  await browser.close();
}
