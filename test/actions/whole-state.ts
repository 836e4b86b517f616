import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ask } from '../../src/platforms/servers/socket.ts';
import type { Haproxy } from '../fakes/haproxy.ts';
import { runtimeSocket } from '../fakes/runtime-socket.ts';
import type { Shop } from './shop.ts';

const never = new AbortController().signal;

/** What of `show servers state` only a command changes. */
const COMMANDED = ['be_name', 'srv_name', 'srv_addr', 'srv_port', 'srv_admin_state', 'srv_uweight', 'srv_iweight'];

/** The HAProxy of a shop on servers; null on local. */
export function haproxyOf(shop: Shop): Haproxy | null {
  return 'haproxy' in shop ? (shop.haproxy as Haproxy) : null;
}

/** Files by their path, with the moment they were written. */
type WholeState = {
  readonly files: Readonly<Record<string, string>>;
  readonly processes: readonly string[];
  readonly runtime: readonly unknown[];
};

/** All that an action could have written: every file of the platform, HAProxy's own state, and the processes. */
export async function wholeState(shop: Shop): Promise<WholeState> {
  const haproxy = haproxyOf(shop);
  const folders = [join(shop.workspace, 'state'), ...(haproxy ? [haproxy.folder] : [])];
  const files = await Promise.all(folders.map(filesIn));
  return {
    files: Object.fromEntries(files.flat()),
    processes: await processesOf([shop.workspace, ...folders]),
    runtime: await Promise.all((haproxy?.balancers ?? []).map(({ socket, map }) => runtimeOf(socket, map))),
  };
}

async function filesIn(folder: string): Promise<[string, string][]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(
    paths.sort().map(async (path): Promise<[string, string]> => [path, `${(await stat(path)).mtimeMs} ${await readFile(path, 'utf8')}`]),
  );
}

/** The command line of every process, by its number. */
export async function commandLines(): Promise<Map<string, string>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return new Map(pids.map((pid, at) => [pid, (lines[at] ?? '').replaceAll('\0', ' ')]));
}

/** The number and the command line of each process that works in one of the folders, or names it. */
export async function processesIn(folders: readonly string[]): Promise<[pid: string, line: string][]> {
  const all = [...(await commandLines())].map(async ([pid, line]): Promise<[string, string][]> => {
    const place = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    return folders.some((folder) => line.includes(folder) || place.startsWith(folder)) ? [[pid, line]] : [];
  });
  return (await Promise.all(all)).flat();
}

/** Each process that was started for the shop, by its number and the moment it began. */
async function processesOf(folders: readonly string[]): Promise<string[]> {
  const all = (await processesIn(folders)).map(async ([pid, line]) => {
    const began = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ').at(-1)?.split(' ')[19];
    return `${pid} ${began} ${line}`;
  });
  return (await Promise.all(all)).sort();
}

async function runtimeOf(socket: string, map: string | null): Promise<unknown> {
  const command = (text: string) => ask(runtimeSocket(socket), text, never);
  const [header = [], ...rows] = (await command('show servers state'))
    .split('\n')
    .filter((line) => line.includes(' '))
    .map((line) => line.replace(/^# /, '').split(' '));
  const servers = rows.map((row) => COMMANDED.map((name) => row[header.indexOf(name)]).join(' '));
  const entries = map === null ? '' : (await command(`show map ${map}`)).replaceAll(/^0x\w+ /gm, '');
  return { servers, entries, process: /^Pid: .*/m.exec(await command('show info'))?.[0] };
}
