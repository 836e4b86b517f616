import { readdir, readFile } from 'node:fs/promises';
import type { HaproxyBalancer } from '../../ports/service.ts';
import { pidOf } from './haproxy.ts';

/**
 * Whether workers from before a reload still serve: they end their connections by the old state, and no command reaches them.
 * Known where HAProxy runs in master-worker mode (as Debian's does) and its processes can be seen; else false.
 */
export async function oldWorkers(balancer: HaproxyBalancer, signal: AbortSignal): Promise<boolean> {
  const worker = await statOf(await pidOf(balancer, signal));
  if (worker?.name !== 'haproxy' || (await statOf(worker.parent))?.name !== 'haproxy') return false;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(pids.map((pid) => statOf(pid)));
  return all.some((one) => one?.parent === worker.parent && one.pid !== worker.pid && one.name === 'haproxy' && !one.ended);
}

type Stat = { readonly pid: string; readonly name: string; readonly parent: string; readonly ended: boolean };

/** null where there is no such process, or it is not to be seen. */
async function statOf(pid: string): Promise<Stat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, name, state, parent] = /^\d+ \((.*)\) (\S) (\d+)/s.exec(text) ?? [];
  return name === undefined || parent === undefined ? null : { pid, name, parent, ended: state === 'Z' };
}
