import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { signalGroup } from '../units/child-process.ts';

/** A process that leads its own group. */
export type Child = ChildProcessWithoutNullStreams;

const GRACE = 2_000;

/** Ends a process and its group: closes its stdin, SIGTERM, at most 2 s, SIGKILL. Returns when it has ended. */
export async function endGroup(child: Child): Promise<void> {
  if (child.pid === undefined) return;
  child.stdin.on('error', () => {}).end();
  const ended = child.exitCode !== null || child.signalCode !== null ? null : once(child, 'exit');
  signalGroup(child.pid, 'SIGTERM');
  const late = setTimeout(signalGroup, GRACE, child.pid, 'SIGKILL');
  await ended;
  clearTimeout(late);
  signalGroup(child.pid, 'SIGKILL');
}
