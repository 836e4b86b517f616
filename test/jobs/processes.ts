import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ends a step as the runner does when it is cancelled: asks its process twice, then ends all that it started. */
export async function endStep(pid: number, ended: Promise<unknown>): Promise<void> {
  if (await asked(pid, 'SIGINT', 7_500, ended)) return;
  if (await asked(pid, 'SIGTERM', 2_500, ended)) return;
  for (const one of await treeOf(pid)) send(one, 'SIGKILL');
}

async function asked(pid: number, signal: NodeJS.Signals, patience: number, ended: Promise<unknown>): Promise<boolean> {
  send(pid, signal);
  const over = new AbortController();
  const waited = sleep(patience, false, { signal: over.signal }).catch(() => true);
  const isOver = await Promise.race([ended.then(() => true), waited]);
  over.abort();
  return isOver;
}

/** At the end of a job the runner kills whatever carries the job's mark. */
export async function endMarked(mark: string): Promise<void> {
  for (const pid of await allPids()) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (environment.split('\0').includes(`RUNNER_TRACKING_ID=${mark}`)) send(pid, 'SIGKILL');
  }
}

async function treeOf(root: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const pid of await allPids()) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    parents.set(pid, Number(stat.split(') ').at(-1)?.split(' ')[1]));
  }
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
}

async function allPids(): Promise<readonly number[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** It may have ended by itself meanwhile. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {}
}
