import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ask } from '../../../src/platforms/servers/socket.ts';
import { IMPATIENT } from '../../actions/shop.ts';
import { type Haproxy, startHaproxies, writeServiceFile } from '../../fakes/haproxy.ts';
import { runtimeSocket } from '../../fakes/runtime-socket.ts';
import { step } from '../../fakes/step.ts';
import { start } from '../../load/generator.ts';

vi.setConfig({ testTimeout: 120_000 });

const never = new AbortController().signal;

/** Two tracks behind two balancers, with v1 live. */
async function opened() {
  const haproxy = await startHaproxies({ balancers: 2, tracked: true });
  onTestFinished(haproxy.close);
  await writeServiceFile(haproxy, IMPATIENT);
  let run = 0;
  const act = (action: string, inputs: Record<string, string> = {}) => {
    const env = { GITHUB_RUN_ID: `${4_711 + ++run}`, GITHUB_RUN_NUMBER: `${run}` };
    return step(action, { workspace: haproxy.folder, inputs, env });
  };
  const first = await act('blue-green-switch', { version: 'v1' });
  expect(first.outputs['outcome'], first.stdout).toBe('promoted');
  return { haproxy, act };
}

/** All that a rollout could have written while only the first balancer runs: its states and weights, records, journal, servers. */
async function picture({ folder, balancers: [first] }: Haproxy): Promise<unknown> {
  const tell = (command: string) => ask(runtimeSocket(first?.socket ?? ''), command, never);
  const states = (await tell('show servers state')).split('\n').map((line) => line.split(' ').slice(0, 9).toSpliced(5, 1));
  const names = (await readdir(join(folder, 'state'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).sort();
  const pids = (await readdir(folder)).filter((name) => name.endsWith('.pid')).sort();
  const files = [...paths, ...pids.map((name) => join(folder, name))];
  const texts = await Promise.all(files.map(async (path) => [path, await readFile(path, 'utf8')]));
  return { states, map: await tell(`show map ${first?.map}`), texts };
}

test.each(['blue-green-switch', 'canary-step'])('one of two balancers that is away stops a %s before the first write', async (action) => {
  const { haproxy, act } = await opened();
  await haproxy.end(1);
  const before = await picture(haproxy);
  const { code, outputs, stdout } = await act(action, { version: 'v2', ...(action === 'canary-step' && { weight: '50' }) });
  expect(await picture(haproxy)).toEqual(before);
  expect(`${outputs['outcome']} ${code}`, stdout).toBe('refused 1');
  expect(outputs['message']).toContain('1.sock cannot be asked');
});

test('one of two balancers that is away does not stop the way back on the other, and what it may still use goes on', async () => {
  const { haproxy, act } = await opened();
  const canary = await act('canary-step', { version: 'v2', weight: '50' });
  expect(canary.outputs['outcome'], canary.stdout).toBe('canary');
  await haproxy.end(1);
  const load = start({ url: haproxy.urls[0] ?? '', rate: 40 });
  const back = await act('rollback');
  expect(`${back.outputs['outcome']} ${back.outputs['reason']} ${back.code}`, back.stdout).toBe('stuck balancer-unreachable 1');
  expect(back.outputs['message']).toContain('1.sock');
  const served = load.seen();
  await expect.poll(() => load.seen().requests - served.requests).toBeGreaterThan(40);
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
  expect(byVersion['v2']?.requests ?? 0).toBe(served.byVersion['v2']?.requests ?? 0);
  for (const { address } of haproxy.servers.filter(({ track }) => track === 'blue')) {
    expect((await (await fetch(`http://${address}/`)).text()).trim()).toBe('v2');
  }
  await haproxy.restart(1);
  const again = await act('rollback');
  expect(again.outputs['outcome'], again.stdout).toBe('rolled-back');
  for (const url of haproxy.urls) expect((await (await fetch(url)).text()).trim()).toBe('v1');
});
