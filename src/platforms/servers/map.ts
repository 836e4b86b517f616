import { Refused } from '../../ports/reason.ts';
import type { Balancer } from './placed.ts';
import { ask, plainName, titleOf } from './socket.ts';

/** The map file and key of a balancer; refused where the service file names none. */
export function mapOf(balancer: Balancer): { path: string; key: string } {
  const { map, key } = balancer;
  if (map === null || key === null) throw new Refused('precondition', `${titleOf(balancer)} has no map and key: add both.`);
  if (!/^[A-Za-z0-9_./-]+$/.test(map)) throw new Refused('precondition', `The map file ${map} has a name that HAProxy cannot be told.`);
  return { path: map, key: plainName(key) };
}

/** What the balancer's own lookup gives for a key, at most 100; null where it has none, or no number. */
export async function readEntry(balancer: Balancer, key: string, signal: AbortSignal): Promise<number | null> {
  const text = await ask(balancer, `get map ${mapOf(balancer).path} ${plainName(key)}`, signal);
  const value = /found=yes/.test(text) ? /value="(\d+)"/.exec(text)?.[1] : undefined;
  return value === undefined ? null : Math.min(100, Number(value));
}

/** Sets a key in the file first, so that a reload starts with it, then in the process, and reads it back. */
export async function writeEntry(balancer: Balancer, key: string, value: number, signal: AbortSignal): Promise<void> {
  const { path } = mapOf(balancer);
  await writeFileEntry(balancer, path, key, value, signal);
  await ask(balancer, `set map ${path} ${plainName(key)} ${value}`, signal);
  const now = await readEntry(balancer, key, signal);
  if (now !== value) throw new Error(`${titleOf(balancer)} has ${now} for ${key} instead of ${value}`);
}

async function writeFileEntry({ machine }: Balancer, path: string, key: string, value: number, signal: AbortSignal): Promise<void> {
  const text = await machine.files.read(path, signal);
  if (text === null) throw new Error(`${path} is not there any more: HAProxy would not start without it.`);
  const others = text.split('\n').filter((line) => line !== '' && line.trim().split(/\s+/)[0] !== key);
  await machine.files.replace(path, `${[...others, `${key} ${value}`].join('\n')}\n`, null, signal);
}
