import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { freePort, HIGHEST, LOWEST, portsIn } from '../../src/platforms/local/port.ts';
import { readRecords } from '../../src/platforms/local/records.ts';
import { stateFolder } from '../../src/platforms/local/site.ts';
import type { LocalService } from '../../src/ports/service.ts';
import { until } from '../contracts/until.ts';
import { newService, reopen, v1 } from './local-service.ts';

vi.setConfig({ testTimeout: 60_000 });
const never = new AbortController().signal;

/** Starts `script` as the one instance of a service, waits until it has ended, and gives what is said of it. */
async function noteOfEnd(service: LocalService, script: string, spec = 'spec-1'): Promise<unknown> {
  const platform = reopen({ ...service, run: [process.execPath, '-e', script], spec });
  await platform.start?.(never, null);
  await platform.fleet.add?.('blue-1', { version: 'v1', spec }, never);
  await until(async () => (await platform.fleet.instances(never)).instances[0]?.failed === true);
  const { ready, inRotation, note } = (await platform.fleet.instances(never)).instances[0] ?? {};
  expect({ ready, inRotation }).toEqual({ ready: false, inRotation: false });
  return note;
}

/** As programs of other languages end. */
const printed = (...lines: string[]) => `console.log(${JSON.stringify(lines.join('\n'))}); process.exit(1)`;

test.each([
  ['its last line', printed('Error: no cache, going on without', 'no database'), 'exited: no database'],
  ['what was thrown', "throw new TypeError('no database')", 'exited: TypeError: no database'],
  ['what was thrown that is no error', "throw 'no database'", 'exited: no database'],
  ['the error that nobody heard', "require('net').createServer().listen('/not/there')", /^exited: Error: listen \w+: .*\/not\/there$/],
  [
    'the cause of an exception',
    printed('Exception in thread "main" a.B: x', '\tat a.B.c', 'Caused by: a.CException: no db', '\tat a.B.d'),
    /: no db$/,
  ],
  [
    'a panic',
    printed('panic: no database', '', 'goroutine 1 [running]:', 'main.main()', '\t/app/main.go:4 +0x18'),
    'exited: panic: no database',
  ],
  [
    'a panic of Rust',
    printed("thread 'main' panicked at src/main.rs:2:5:", 'no database', 'note: run with `RUST_BACKTRACE=1`'),
    'exited: no database',
  ],
  [
    'a panic of Rust with its stack',
    printed("thread 'main' panicked at src/main.rs:2:5:", 'stack backtrace:', '   0: main', 'note: Some details'),
    /panicked at src/,
  ],
  [
    'an exception of Ruby',
    printed("a.rb:1:in 'f': no database (RuntimeError)", "\tfrom a.rb:2:in '<main>'"),
    /no database \(RuntimeError\)$/,
  ],
  ['an error of Bun', printed('error: no database', '      at /a.ts:1:7', '', 'Bun v1.1.0 (Linux x64)'), 'exited: error: no database'],
  ['the head of a stack that names no error', printed('no database', '  at a.b'), 'exited: no database'],
  ['nothing where it said nothing', 'process.exit(3)', 'exited'],
  ['the beginning of a long line', "console.log('x'.repeat(300)); process.exit(1)", `exited: ${'x'.repeat(200)}`],
  ['nothing of a line without a beginning', "console.log('x'.repeat(30_000)); process.exit(1)", 'exited'],
])('an instance whose process ended is failed and says %s', async (_what, script, note) => {
  const { service } = await newService();
  expect(await noteOfEnd(service, script)).toEqual(typeof note === 'string' ? note : expect.stringMatching(note));
});

test.each(["throw new Error('no database')", "process.stdout.write('no database')"])(
  'an instance that ended without a word is not told by what ran there before: %s',
  async (before) => {
    const { service } = await newService();
    await noteOfEnd(service, before);
    expect(await noteOfEnd(service, 'process.exit(3)', 'spec-2')).toBe('exited');
  },
);

test.runIf(process.platform === 'linux')('nobody gets a port that another has chosen, whether it listens already or not', async () => {
  // Of 6,000 ports, 400 by chance are all different once in 600,000 times.
  const script = `import { freePort } from ${JSON.stringify(resolve('src/platforms/local/port.ts'))};
    const ports = await Promise.all(Array.from({ length: 200 }, () => freePort(new Set(), new AbortController().signal)));
    console.log(JSON.stringify(ports));
    setInterval(() => {}, 1000);`;
  const others = [1, 2].map(() => spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] }));
  onTestFinished(() => {
    for (const one of others) one.kill();
  });
  const chosen = await Promise.all(others.map(async ({ stdout }) => JSON.parse(String((await once(stdout, 'data'))[0])) as number[]));
  expect(new Set(chosen.flat()).size).toBe(400);
});

test('of a track the instance that ended tells why it is not ready, not the first that waits', async () => {
  const script = "if (process.env.SLUICE_INSTANCE === 'green-2') throw new Error('no database'); setInterval(() => {}, 1000)";
  const { service } = await newService({ run: [process.execPath, '-e', script] });
  const platform = reopen(service);
  await platform.start?.(never, null);
  await platform.tracks.deploy('green', v1, 2, never);
  await until(async () => (await platform.tracks.read(never)).tracks[1].failed === true);
  expect((await platform.tracks.read(never)).tracks[1]).toMatchObject({ ready: 0, note: 'exited: Error: no database' });
});

test('an instance does not get a port that the balancer of another service asks, or has', async () => {
  const { service } = await newService({ instances: 1 });
  const left = 200;
  const servers: Record<string, { address: string }> = {};
  for (let port = LOWEST + left; port < HIGHEST - 2; port++) servers[`blue-${port}`] = { address: `127.0.0.1:${port}` };
  mkdirSync(join(service.state, 'other-test'));
  writeFileSync(join(service.state, 'other-test', 'balancer.json'), JSON.stringify({ port: HIGHEST - 2, servers }));
  mkdirSync(join(service.state, 'broken-test'));
  writeFileSync(join(service.state, 'broken-test', 'balancer.json'), 'broken');
  mkdirSync(join(service.state, 'odd-test'));
  writeFileSync(join(service.state, 'odd-test', 'balancer.json'), '{}');
  mkdirSync(join(service.state, 'begun-test', 'instances'), { recursive: true });
  writeFileSync(join(service.state, 'begun-test', 'instances', 'blue-1.json'), JSON.stringify({ name: 'blue-1', port: 1 }));
  writeFileSync(join(service.state, 'a file of somebody'), '');
  expect(await portsIn(service.state)).toEqual(expect.arrayContaining([1, HIGHEST - 2, HIGHEST - 1, HIGHEST - 3]));
  expect(await portsIn(join(service.state, 'nowhere'))).toEqual([]);
  const platform = reopen(service);
  await platform.start?.(never, null);
  await platform.fleet.add?.('blue-1', v1, never);
  expect((await readRecords(stateFolder(service)))[0]?.port).toBeLessThan(LOWEST + left);
});

test('an instance is told who it is, and nothing that the runner would end it by', async () => {
  vi.stubEnv('RUNNER_TRACKING_ID', 'github_1');
  vi.stubEnv('INPUT_GITHUB-TOKEN', 'secret');
  const told =
    "['SLUICE_SERVICE','SLUICE_ENVIRONMENT','SLUICE_VERSION','SLUICE_INSTANCE','SLUICE_TRACK','TOKEN','RUNNER_TRACKING_ID','INPUT_GITHUB-TOKEN']";
  const script = `console.log(${told}.map((name) => process.env[name]).join(' '))`;
  const { service } = await newService({ env: { TOKEN: 'mine' } });
  expect(await noteOfEnd(service, script)).toBe('exited: hello test v1 blue-1 blue ***');
  vi.unstubAllEnvs();
});

test('a line of a secret is shown by nobody, however it is indented', async () => {
  const script = `console.log('wrong: ' + process.env.KEY.split('\\n')[1].trim())`;
  const { service } = await newService({ env: { KEY: '{\n  "id": "a1b2c3"\n}' } });
  expect(await noteOfEnd(service, script)).toBe('exited: wrong: ***');
});

test('where no port is left it is said, and whoever cancels is heard', async () => {
  const all = new Set(Array.from({ length: HIGHEST - LOWEST }, (_, at) => LOWEST + at));
  await expect(freePort(all, never)).rejects.toThrow('No port from 20000 to 25999 of this machine can be listened on');
  await expect(freePort(all, AbortSignal.timeout(1))).rejects.toThrow('timeout');
});
