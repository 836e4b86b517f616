import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

const DIST = join(import.meta.dirname, '../../dist');
const files = readdirSync(DIST).filter((name) => name.endsWith('.js'));
/** What each file loads with itself: an import or export of names, or of none. */
const loads = new Map(
  files.map((name) => {
    const code = readFileSync(join(DIST, name), 'utf8');
    return [name, [...code.matchAll(/(?:from|^import)\s*["'`]\.\/([^"'`]+)["'`]/gm)].map(([, file = '']) => file)];
  }),
);

function allOf(name: string, found = new Set<string>()): Set<string> {
  for (const file of loads.get(name) ?? []) {
    if (found.has(file)) continue;
    found.add(file);
    allOf(file, found);
  }
  return found;
}

test.each(['rolling', 'blue-green-switch', 'canary-step', 'promote', 'rollback', 'status', 'lock'])(
  '%s begins without what it may never need: strategies, judge, metrics, GitHub and platforms are loaded where they are used',
  (action) => {
    const late =
      /^(analysis|assemble|clean-up|commands?|github-(comment|command|pages|record)|kubernetes|local|metrics|platforms-.+|servers|strategies|vendor-(octokit|bottleneck).*)\.js$/;
    const first = [...allOf(`${action}.js`)];
    expect(first).toContain('first.js');
    expect(first.filter((file) => late.test(file))).toEqual([]);
  },
);

test('post begins with nothing, as there is nearly always nothing to do', () => {
  expect([...allOf('post.js')]).toEqual([]);
});

test.each(files)('%s has no character that would have it kept in two bytes each', (name) => {
  expect(readFileSync(join(DIST, name), 'utf8').match(/.*[^\0-\xff].*/gu)).toBeNull();
});

/** What does something by being loaded. */
const entries = [...readdirSync(join(import.meta.dirname, '../../actions')), 'post', 'local-balancer'].map((name) => `${name}.js`);

test.each(files.filter((name) => !entries.includes(name) && !name.startsWith('vendor-')))(
  '%s can be loaded first, whatever loads it back',
  async (name) => {
    const alone = new Worker(pathToFileURL(join(DIST, name)));
    const [code] = await once(alone, 'exit');
    expect(code).toBe(0);
  },
);
