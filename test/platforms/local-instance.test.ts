import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { HIGHEST, isFree, LOWEST } from '../../src/platforms/local/port.ts';
import { readRecords } from '../../src/platforms/local/records.ts';
import { stateFolder } from '../../src/platforms/local/site.ts';
import { until } from '../contracts/until.ts';
import { newService, reopen, v1 } from './local-service.ts';

vi.setConfig({ testTimeout: 30_000 });
const never = new AbortController().signal;

/** What is said of an instance that ends with what `script` does. */
async function noteOfEnd(...scripts: string[]): Promise<unknown> {
  const { service } = await newService({ instances: 1 });
  for (const script of scripts) {
    const platform = reopen({ ...service, run: [process.execPath, '-e', script], spec: script });
    await platform.start?.(never, null);
    await platform.fleet.add?.('blue-1', { version: 'v1', spec: script }, never);
    await until(async () => (await platform.fleet.instances(never)).instances[0]?.failed === true);
  }
  const { ready, inRotation, note } = (await reopen(service).fleet.instances(never)).instances[0] ?? {};
  expect({ ready, inRotation }).toEqual({ ready: false, inRotation: false });
  return note;
}

test.each([
  ['its last line', "console.log('started'); console.log('no database'); process.exit(3)", 'exited: no database'],
  ['the line that names an error', "throw new TypeError('no database')", 'exited: TypeError: no database'],
  ['that a port is taken', "require('net').createServer().listen('/nowhere/at/all')", /^exited: Error: listen \w+: .*\/nowhere\/at\/all$/],
  ['nothing where it said nothing', 'process.exit(3)', 'exited'],
  ['the end of a long line', `console.log('x'.repeat(300)); process.exit(3)`, `exited: ${'x'.repeat(200)}`],
])('an instance whose process ended is failed and says %s', async (_what, script, note) => {
  expect(await noteOfEnd(script)).toEqual(typeof note === 'string' ? note : expect.stringMatching(note));
});

test('an instance that ended without a word is not told by what ran there before', async () => {
  expect(await noteOfEnd("throw new Error('no database')", 'process.exit(3)')).toBe('exited');
});

test('nobody gets a port that another has chosen, whether it listens already or not', async () => {
  // Of 6,000 ports, 400 by chance are all different once in 600,000 times.
  const script = `import { freePort } from ${JSON.stringify(resolve('src/platforms/local/port.ts'))};
    const ports = await Promise.all(Array.from({ length: 200 }, () => freePort(new Set())));
    console.log(JSON.stringify(ports));
    setInterval(() => {}, 1000);`;
  const others = [1, 2].map(() => spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] }));
  onTestFinished(() => {
    for (const one of others) one.kill();
  });
  const chosen = await Promise.all(others.map(async ({ stdout }) => JSON.parse(String((await once(stdout, 'data'))[0])) as number[]));
  expect(new Set(chosen.flat()).size).toBe(400);
});

test('an instance does not get the port of an instance of another service that has ended', async () => {
  const { service } = await newService({ instances: 1 });
  let left = LOWEST;
  while (!(await isFree(left))) left++;
  const folder = join(service.state, 'other-test', 'instances');
  mkdirSync(folder, { recursive: true });
  for (let port = LOWEST; port < HIGHEST; port++) {
    if (port !== left) writeFileSync(join(folder, `blue-${port}.json`), JSON.stringify({ name: `blue-${port}`, track: 'blue', port }));
  }
  writeFileSync(join(service.state, 'a file of somebody'), '');
  const platform = reopen(service);
  await platform.start?.(never, null);
  await platform.fleet.add?.('blue-1', v1, never);
  expect((await readRecords(stateFolder(service)))[0]?.port).toBe(left);
});

test('an instance is told who it is, and nothing that the runner would end it by', async () => {
  vi.stubEnv('RUNNER_TRACKING_ID', 'github_1');
  vi.stubEnv('INPUT_GITHUB-TOKEN', 'secret');
  const told =
    "['SLUICE_SERVICE','SLUICE_ENVIRONMENT','SLUICE_VERSION','SLUICE_INSTANCE','SLUICE_TRACK','TOKEN','RUNNER_TRACKING_ID','INPUT_GITHUB-TOKEN']";
  const script = `console.log(${told}.map((name) => process.env[name]).join(' '))`;
  const { service } = await newService({ run: [process.execPath, '-e', script], env: { TOKEN: 'mine' } });
  const platform = reopen(service);
  await platform.start?.(never, null);
  await platform.fleet.add?.('blue-1', v1, never);
  await until(async () => (await platform.fleet.instances(never)).instances[0]?.failed === true);
  expect((await platform.fleet.instances(never)).instances[0]?.note).toBe('exited: hello test v1 blue-1 blue ***');
  vi.unstubAllEnvs();
});
