import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Longest path that a unix socket may have, in bytes. */
const LONGEST = 107;

/**
 * Where the balancer of a state folder listens for commands. Not in that folder itself: its path may be too long for a socket.
 * Makes the folder, for the user only. @throws where somebody else owns it, or others may write to it
 */
export function socketPath(stateFolder: string): string {
  const name = `${createHash('sha256').update(resolve(stateFolder)).digest('hex').slice(0, 24)}.sock`;
  const shared = join('/tmp', `sluice-${process.getuid?.()}`);
  const runtime = process.env.XDG_RUNTIME_DIR;
  const wished = runtime ? join(runtime, 'sluice') : shared;
  const folder = Buffer.byteLength(join(wished, name)) <= LONGEST ? wished : shared;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} must be a folder that only this user may open (chmod 700), and is not: remove it`);
  }
  return join(folder, name);
}
