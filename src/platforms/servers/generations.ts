import { pidOf } from './haproxy.ts';
import type { Host } from './host/host.ts';
import type { Balancer } from './placed.ts';

/**
 * Whether workers from before a reload still serve: they end their connections by the old state, and no command reaches them.
 * Known where HAProxy runs in master-worker mode (as Debian's does) and its processes can be seen; else false.
 */
export async function oldWorkers(balancer: Balancer, signal: AbortSignal): Promise<boolean> {
  const { machine } = balancer;
  const pid = await pidOf(balancer, signal);
  const worker = await statOf(machine, pid, signal);
  if (worker?.name !== 'haproxy') return false;
  const path = `${worker.parent}/task/${worker.parent}/children`;
  const [master, children] = await Promise.all([statOf(machine, worker.parent, signal), procOf(machine, path, signal)]);
  if (master?.name !== 'haproxy') return false;
  const others = children.split(' ').filter((child) => child !== '' && child !== pid);
  const all = await Promise.all(others.map((other) => statOf(machine, other, signal)));
  return all.some((one) => one?.name === 'haproxy' && !one.ended);
}

type Stat = { readonly name: string; readonly parent: string; readonly ended: boolean };

/** null where there is no such process, or it is not to be seen. */
async function statOf(machine: Host, pid: string, signal: AbortSignal): Promise<Stat | null> {
  const [, name, state, parent] = /^\d+ \((.*)\) (\S) (\d+)/s.exec(await procOf(machine, `${pid}/stat`, signal)) ?? [];
  return name === undefined || parent === undefined ? null : { name, parent, ended: state === 'Z' };
}

async function procOf({ files }: Host, path: string, signal: AbortSignal): Promise<string> {
  const text = await files.read(`/proc/${path}`, signal).catch(() => null);
  signal.throwIfAborted();
  return text?.trimEnd() ?? '';
}
