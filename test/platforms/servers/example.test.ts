import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { configProblems } from '../../../src/platforms/servers/config/check.ts';
import { sectionsOf } from '../../../src/platforms/servers/config/file.ts';
import { latencyOf } from '../../../src/platforms/servers/config/latency.ts';
import { stateFileOf } from '../../../src/platforms/servers/state-file.ts';
import type { ServersService } from '../../../src/ports/service.ts';
import { readService } from '../../../src/service/read.ts';
import { here } from '../../fakes/runtime-socket.ts';

/** The example, with its files in a folder of the test. */
async function example() {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-example-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const here = (text: string) => text.replaceAll(/\/(var\/lib\/sluice|run\/haproxy|etc\/haproxy)/g, folder);
  for (const name of ['haproxy.cfg', 'sluice.yml'])
    await writeFile(join(folder, name), here(await readFile(`examples/haproxy/${name}`, 'utf8')));
  await copyFile('examples/haproxy/api.map', join(folder, 'api.map'));
  const about = { service: null, environment: 'production', variables: { PREVIEW_KEY: 'change-me' }, inputs: {} };
  return { folder, service: (await readService({ file: 'sluice.yml', root: folder, ...about })) as ServersService };
}

test('the example configuration is one that HAProxy starts with', async () => {
  const { folder } = await example();
  execFileSync('/usr/sbin/haproxy', ['-c', '-q', '-f', join(folder, 'haproxy.cfg')]);
});

test('the example configuration lacks nothing that its service file needs', async () => {
  const { folder, service } = await example();
  for (const balancer of service.balancers) {
    for (const kind of ['rolling', 'tracks'] as const)
      expect(await configProblems(service, here(balancer), kind, new AbortController().signal)).toEqual([]);
  }
  const sections = sectionsOf(await readFile(join(folder, 'haproxy.cfg'), 'utf8'));
  expect(stateFileOf(sections)).toBe(join(folder, 'server-state'));
  expect(latencyOf(sections, 'api_green')).toEqual({
    table: 'tracks',
    key: 'api_green',
    edges: [100, 250, 500, 1_000],
    counters: [0, 1, 2, 3],
  });
});
