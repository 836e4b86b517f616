import { randomUUID } from 'node:crypto';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, get, type RequestOptions, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Host, HostError, type Run } from '../../src/platforms/servers/host/host.ts';
import { newFolder } from './folder.ts';
import { until } from './until.ts';

const never = new AbortController().signal;
const HOSTILE = `'"\`id\`$(id)\\ \\n%s\n\n-n 'ü' 日本 \t*;exit 9 #\n`;

/** What every machine does; it must share its files and loopback with the test. */
export function hostContract(title: string, hosted: () => Host): void {
  describe(`a machine: ${title}`, () => {
    test('reads nothing where there is no file, and no names where there is no folder', async () => {
      const { files } = hosted();
      const folder = newFolder();
      expect(await files.read(join(folder, 'none'), never)).toBeNull();
      expect(await files.list(join(folder, 'none'), never)).toEqual([]);
      await expect(files.read(folder, never)).rejects.toThrow(/directory/i);
    });
    test('keeps every character of a file', async () => {
      const { files } = hosted();
      const path = join(newFolder(), 'deep', "it's $(here)", 'file');
      for (const text of ['', '\n\n', HOSTILE, 'x'.repeat(300_000)]) {
        await files.replace(path, text, 0o600, never);
        expect(await readFile(path, 'utf8')).toBe(text);
        expect(await files.read(path, never)).toBe(text);
      }
      expect((await stat(join(path, '../..'))).mode & 0o777).toBe(0o700);
    });
    test('replaces a file at once, and keeps its rights', async () => {
      const { files } = hosted();
      const folder = newFolder();
      const path = join(folder, 'map');
      await files.replace(path, 'a'.repeat(100_000), null, never);
      expect((await stat(path)).mode & 0o777).toBe(0o644);
      await chmod(path, 0o640);
      let isDone = false;
      const seen = new Set<string>();
      const reader = (async () => {
        while (!isDone) seen.add(await readFile(path, 'utf8'));
      })();
      for (const letter of ['b', 'a', 'b']) await files.replace(path, letter.repeat(100_000), null, never);
      isDone = true;
      await reader;
      expect([...seen].filter((text) => !/^(a{100000}|b{100000})$/.test(text))).toEqual([]);
      expect((await stat(path)).mode & 0o777).toBe(0o640);
      await files.replace(path, '', 0o600, never);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect(await readdir(folder)).toEqual(['map']);
    });
    test('does not replace a folder', async () => {
      const { files } = hosted();
      const folder = newFolder();
      await files.replace(join(folder, 'taken', 'file'), '', null, never);
      await expect(files.replace(join(folder, 'taken'), '', null, never)).rejects.toThrow(/directory/i);
      expect(await files.list(join(folder, 'taken'), never)).toEqual(['file']);
    });
    test('lets exactly one of many make a file', async () => {
      const { files } = hosted();
      const folder = newFolder();
      const path = join(folder, 'new', 'journal.1');
      const made = await Promise.all(Array.from({ length: 20 }, (_, at) => files.create(path, `of ${at}`, never)));
      expect(made.filter((isMine) => isMine)).toHaveLength(1);
      expect(await files.read(path, never)).toBe(`of ${made.indexOf(true)}`);
      expect(await files.list(join(folder, 'new'), never)).toEqual(['journal.1']);
    });
    test('lists and removes files, also those that are not there', async () => {
      const { files } = hosted();
      const folder = newFolder();
      for (const name of ['a b', '.c', "d'$(id)"]) await writeFile(join(folder, name), '');
      expect([...(await files.list(folder, never))].sort()).toEqual(['.c', 'a b', "d'$(id)"]);
      await files.remove([join(folder, 'a b'), join(folder, 'none'), join(folder, "d'$(id)")], never);
      expect(await readdir(folder)).toEqual(['.c']);
    });
    test('tells whether files can be made in a folder', async () => {
      const { files } = hosted();
      const folder = newFolder();
      expect(await files.isWritable(folder, never)).toBe(true);
      expect(await files.isWritable(join(folder, 'none'), never)).toBe(false);
    });

    test.each([0, 1, 7, 255])('tells that a line ended with %i, and its last lines', async (code) => {
      const { folder, options } = newRun();
      const line = `echo early; seq 1 5000; echo wrong >&2; pwd; exit ${code}`;
      const ended = await hosted().run(line, { ...options, folder }, never);
      expect(ended.code).toBe(code);
      expect(ended.lines.slice(-3)).toEqual(['5000', 'wrong', folder]);
      expect((await readFile(options.log, 'utf8')).startsWith('early\n1\n2\n')).toBe(true);
      expect((await stat(options.log)).mode & 0o777).toBe(0o600);
    });
    test('says that a line has no folder to run in', async () => {
      const { folder, options } = newRun();
      const running = hosted().run('true', { ...options, folder: join(folder, 'none') }, never);
      await expect(running).rejects.toThrow(/a line cannot be run in .*none: /s);
    });
    test('begins the log anew, and has no input', async () => {
      const { options } = newRun();
      await hosted().run('echo old', options, never);
      expect(await hosted().run('cat; echo new', options, never)).toEqual({ code: 0, lines: ['new'] });
      expect(await readFile(options.log, 'utf8')).toBe('new\n');
    });
    test('hands values on as they are, and shows none of them to who lists processes', async () => {
      const { folder, options } = newRun();
      // Nobody else's on this machine.
      const secret = randomUUID();
      const env = {
        PLAIN: secret,
        HOSTILE: `${HOSTILE}${secret}`,
        line: 'a',
        pair: 'b',
        path: 'c',
        session: 'd',
        lock: 'e',
        code: 'f',
        EMPTY: '',
      };
      const line = `: ${secret}; for name in PLAIN HOSTILE line pair path session lock code EMPTY; do
        eval "printf %s \\"\\$$name\\"" >"$OUT/$name"
      done; echo "$__line" >"$OUT/rest"; until [ -e "$OUT/go" ]; do sleep 0.1; done`;
      const running = hosted().run(line, { ...options, env: { ...env, OUT: folder } }, never);
      await until(async () => (await readdir(folder)).includes('rest'));
      expect((await commandLines()).filter((text) => text.includes(secret))).toEqual([]);
      await writeFile(join(folder, 'go'), '');
      expect((await running).code).toBe(0);
      for (const [name, value] of Object.entries(env)) expect(await readFile(join(folder, name), 'utf8')).toBe(value);
      expect(await readFile(join(folder, 'rest'), 'utf8')).toBe('\n');
    });
    test('does not wait for what a line leaves in the background, nor does the lock', async () => {
      const { folder, options } = newRun();
      const running = hosted().run(`echo $$ >${folder}/shell; sleep 50 & echo $! >${folder}/left; echo done`, options, never);
      expect(await running).toEqual({ code: 0, lines: ['done'] });
      const left = await pidIn(join(folder, 'left'));
      onTestFinished(() => void process.kill(left, 'SIGKILL'));
      expect(await isRunning(left)).toBe(true);
      expect((await hosted().run('true', { ...options, time: 5_000 }, never)).code).toBe(0);
      expect(await isRunning(left)).toBe(true);
    });
    test('ends a line with all its processes on abort', async () => {
      const { folder, options } = newRun();
      const abort = new AbortController();
      const running = hosted().run(stubborn(folder), options, abort.signal);
      const pids = await begun(folder);
      abort.abort(new Error('enough'));
      await expect(running).rejects.toThrow('enough');
      for (const pid of pids) expect(await isRunning(pid)).toBe(false);
    });
    test('ends a line with all its processes after its time', async () => {
      const { folder, options } = newRun();
      const running = hosted().run(stubborn(folder), { ...options, time: 1_500 }, never);
      const pids = await begun(folder);
      expect(await running).toEqual({ code: null, lines: ['begun'] });
      for (const pid of pids) expect(await isRunning(pid)).toBe(false);
    });
    test('runs one line after the other where they have one lock', async () => {
      const { folder, options } = newRun();
      const line = `echo in >>${folder}/order; sleep 0.5; echo out >>${folder}/order`;
      await Promise.all(['1', '2', '3'].map((log) => hosted().run(line, { ...options, log: join(folder, log) }, never)));
      expect(await readFile(join(folder, 'order'), 'utf8')).toBe('in\nout\n'.repeat(3));
    });
    test('tells a lock that is not free in time from a line that is not done in time', async () => {
      const { folder, options } = newRun();
      const abort = new AbortController();
      const first = hosted().run(stubborn(folder), options, abort.signal);
      await begun(folder);
      const second = await hosted()
        .run(`touch ${folder}/never`, { ...options, log: join(folder, 'second'), time: 600 }, never)
        .catch((error) => error);
      expect(second).toBeInstanceOf(HostError);
      expect(second.why).toBe('busy');
      expect(second.message).toContain(options.lock);
      const waiting = new AbortController();
      const third = hosted().run(`touch ${folder}/never`, { ...options, log: join(folder, 'third') }, waiting.signal);
      setTimeout(() => waiting.abort(new Error('no more')), 300);
      await expect(third).rejects.toThrow('no more');
      abort.abort();
      await first.catch(() => {});
      expect((await hosted().run('true', options, never)).code).toBe(0);
      expect(await readdir(folder)).not.toContain('never');
    });

    test('leads to a unix socket and to an address there', async () => {
      const path = join(newFolder(), 'there.sock');
      await listening('at the socket', path);
      const socket = await hosted().socket(path, never);
      expect(await textAt({ socketPath: socket })).toBe('at the socket');
      expect(await hosted().socket(path, never)).toBe(socket);
      const { port } = (await listening('at the address', 0)).address() as AddressInfo;
      const reached = await hosted().reach(`127.0.0.1:${port}`, never);
      const [host, at] = 'address' in reached ? reached.address.split(':') : [];
      expect(await textAt('socket' in reached ? { socketPath: reached.socket } : { host: `${host}`, port: `${at}` })).toBe(
        'at the address',
      );
    });
    test('does nothing for who has aborted before', async () => {
      const { folder, options } = newRun();
      const aborted = AbortSignal.abort(new Error('before'));
      await expect(hosted().run(`touch ${folder}/never`, options, aborted)).rejects.toThrow('before');
      expect(await readdir(folder)).toEqual([]);
    });
  });
}

/** Processes that a polite signal does not end, one of them in another process group. */
function stubborn(folder: string): string {
  return `trap '' TERM HUP INT; echo $$ >${folder}/1; sleep 51 & echo $! >${folder}/2; bash -mc 'sleep 52 & echo $! >${folder}/3; echo begun; wait' 2>&-`;
}

async function begun(folder: string): Promise<number[]> {
  const paths = ['1', '2', '3'].map((name) => join(folder, name));
  await until(async () => (await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')))).every((text) => text !== ''));
  return Promise.all(paths.map(pidIn));
}

export function newRun(): { readonly folder: string; readonly options: Run } {
  const folder = newFolder();
  const state = newFolder();
  const [lock, log] = [join(state, 'state', 's1.lock'), join(state, 'state', 's1.log')];
  return { folder, options: { env: {}, folder: null, lock, log, time: 30_000 } };
}

export async function pidIn(path: string): Promise<number> {
  return Number(await readFile(path, 'utf8'));
}

export async function isRunning(pid: number): Promise<boolean> {
  const state = /^\d+ \(.*\) (\S)/s.exec(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))?.[1];
  return state !== undefined && state !== 'Z';
}

export function textAt(options: RequestOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ ...options, agent: false }, (response) => text(response).then(resolve, reject)).once('error', reject);
  });
}

/** What a list of processes shows. */
async function commandLines(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
}

async function listening(text: string, at: string | number): Promise<Server> {
  const server = createServer((_, response) => response.end(text));
  onTestFinished(() => void server.close().closeAllConnections());
  await new Promise<void>((resolve) => {
    if (typeof at === 'string') server.listen(at, resolve);
    else server.listen(at, '127.0.0.1', resolve);
  });
  return server;
}
