import type { Instance, Target } from '../../ports/fleet.ts';
import { withoutSecrets } from '../../units/secrets.ts';
import { isAlive } from '../process.ts';
import type { BalancerState } from './balancer/state.ts';
import { lastWords } from './instance-log.ts';
import { type InstanceRecord, readRecords } from './records.ts';
import type { Site } from './site.ts';

/** Characters of a line that an instance wrote. */
const MOST_SHOWN = 200;

export type Seen = {
  /** null where nothing was ever deployed. */
  readonly state: BalancerState | null;
  readonly records: readonly InstanceRecord[];
  readonly instances: readonly (Instance & { readonly track: string })[];
};

/** Records, processes and the balancer's word put together. */
export async function look(site: Site, signal: AbortSignal): Promise<Seen> {
  const state = await site.balancer.state(signal);
  const records = state ? await readRecords(site.folder) : [];
  const instances = await Promise.all(records.map((record) => instanceOf(site, record, state)));
  return { state, records, instances };
}

/** Whether an instance needs nothing more to run `target`. */
export function runsAndReady(instance: Instance, target: Target): boolean {
  return instance.ready && instance.version === target.version && instance.spec === target.spec;
}

async function instanceOf(site: Site, record: InstanceRecord, state: BalancerState | null): Promise<Instance & { track: string }> {
  const server = state?.servers.find((one) => one.name === record.name);
  const done = record.phase === 'done';
  const alive = record.process !== null && (await isAlive(record.process));
  const shared = {
    name: record.name,
    track: record.track,
    version: done ? record.version : null,
    spec: done ? record.spec : null,
    ready: done && alive && server?.healthy === true,
    inRotation: server?.state === 'ready',
  };
  if (shared.ready) return shared;
  if (!done) return { ...shared, note: 'its last update did not end' };
  if (alive) return { ...shared, note: server?.note ?? 'the balancer does not know it' };
  const line = withoutSecrets(await lastWords(site.folder, record.name), site.service)
    .trim()
    .slice(0, MOST_SHOWN);
  return { ...shared, note: line ? `exited: ${line}` : 'exited', failed: true };
}
