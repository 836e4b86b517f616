import { readFile, stat } from 'node:fs/promises';
import { Refused } from '../../ports/reason.ts';
import type { HaproxyBalancer } from '../../ports/service.ts';
import { replaceFile } from '../durable-file.ts';
import { ask, plainName } from './socket.ts';

/** The map file and key of a balancer; refused where the service file names none. */
export function mapOf(balancer: HaproxyBalancer): { path: string; key: string } {
  const { map, key, socket } = balancer;
  if (map === null || key === null) throw new Refused('precondition', `The balancer at ${socket} has no map and key: add both.`);
  if (!/^[A-Za-z0-9_./-]+$/.test(map)) throw new Refused('precondition', `The map file ${map} has a name that HAProxy cannot be told.`);
  return { path: map, key: plainName(key) };
}

/** What the balancer's own lookup gives for a key; null where it has none. */
export async function readEntry(balancer: HaproxyBalancer, key: string, signal: AbortSignal): Promise<number | null> {
  const text = await ask(balancer.socket, `get map ${mapOf(balancer).path} ${plainName(key)}`, signal);
  const value = /found=yes/.test(text) ? /value="(\d+)"/.exec(text)?.[1] : undefined;
  return value === undefined ? null : Number(value);
}

/** Sets a key in the file first, so that a reload starts with it, then in the process, and reads it back. */
export async function writeEntry(balancer: HaproxyBalancer, key: string, value: number, signal: AbortSignal): Promise<void> {
  const { path } = mapOf(balancer);
  signal.throwIfAborted();
  await writeFileEntry(path, key, value);
  await ask(balancer.socket, `set map ${path} ${plainName(key)} ${value}`, signal);
  const now = await readEntry(balancer, key, signal);
  if (now !== value) throw new Error(`HAProxy at ${balancer.socket} has ${now} for ${key} instead of ${value}`);
}

async function writeFileEntry(path: string, key: string, value: number): Promise<void> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  const isIt = (line: string) => line.trim().split(/\s+/)[0] === key;
  const others = lines.filter((line) => !isIt(line));
  const { mode } = await stat(path);
  // HAProxy may run as another user.
  await replaceFile(path, `${[...others, `${key} ${value}`].join('\n')}\n`, mode & 0o777);
}
