import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { actions, sshSite } from './site.ts';
import { build, uploading } from './uploaded.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

const TOKEN = 'token-that-nobody-shall-see';

test('shows neither the key nor a value of env in a log, a file or a list of processes, on either side', async () => {
  const site = await sshSite();
  const parts = uploading(site);
  const hash = createHash('sha256').update(TOKEN).digest('hex');
  const update = `[ "$(printf %s "$TOKEN" | sha256sum | cut -c 1-64)" = ${hash} ] || exit 1; ${parts.update}`;
  const act = await actions(site, { ...parts, update, env: { TOKEN: '$TOKEN' } });
  await build(site, 'v1');
  const [{ key }] = site.machines;
  // A line of its body, so that it is found in part as well.
  const secrets = [TOKEN, key.split('\n')[2] ?? key];
  const shown = new Set<string>();
  let isOver = false;
  const watching = (async () => {
    while (!isOver) for (const line of await commandLines()) shown.add(line);
  })();
  const temporary = await filesIn(`/tmp/sluice-${process.getuid?.()}`);
  const result = await act('rolling', { version: 'v1', 'on-failure': 'pause' }, { env: { TOKEN } });
  isOver = true;
  await watching;
  expect(result.outputs['outcome'], result.stdout).toBe('promoted');
  expect([...shown].some((line) => line.startsWith('ssh\0'))).toBe(true);
  const files = [
    ...temporary,
    ...(await filesIn(site.folder)),
    ...(await Promise.all(site.machines.map(({ folder }) => filesIn(folder)))).flat(),
  ];
  // The throwaway sshd's own copy of it.
  const texts = files.filter(({ path }) => path !== join(site.machines[0].folder, 'user')).map(({ text }) => text);
  expect(texts.length).toBeGreaterThan(20);
  for (const secret of secrets) {
    expect([...shown, ...texts, result.stdout, JSON.stringify(result)].filter((text) => text.includes(secret))).toEqual([]);
  }
});

async function commandLines(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
}

async function filesIn(folder: string): Promise<{ path: string; text: string }[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, 'utf8').catch(() => '') })));
}
