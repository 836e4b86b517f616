import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startOf } from './process.ts';

/** A unix socket's path may have 107 bytes; ours add a name of at most 32, the one that ssh has while it makes it another 19. */
const LONGEST = 107 - 32 - 19;

/** Makes a folder for sockets that only this user may enter, and removes those whose process has ended without doing so. */
export async function privateFolder(): Promise<string> {
  const base = await ownBase();
  for (const name of await readdir(base)) if (await isAbandoned(name)) await rm(join(base, name), { recursive: true, force: true });
  const folder = join(base, `${process.pid}-${await startOf(process.pid)}-${randomBytes(3).toString('hex')}`);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

async function ownBase(): Promise<string> {
  const runtime = process.env['XDG_RUNTIME_DIR'];
  const wanted = runtime ? join(runtime, 'sluice') : null;
  const uid = process.getuid?.();
  const base = wanted !== null && Buffer.byteLength(wanted) <= LONGEST ? wanted : `/tmp/sluice-${uid}`;
  await mkdir(base, { recursive: true, mode: 0o700 });
  const found = await lstat(base);
  // Another user of this machine may have been there first.
  if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return base;
  throw new Error(`${base} is not a folder that only you may enter: remove it, or set XDG_RUNTIME_DIR to one that is`);
}

async function isAbandoned(name: string): Promise<boolean> {
  const [, pid, started] = /^(\d+)-([^-]+)-/.exec(name) ?? [];
  return pid !== undefined && (await startOf(Number(pid))) !== started;
}
