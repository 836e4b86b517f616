import type { ManagedFleet, ManagedView } from '../../ports/managed-fleet.ts';
import { Refused } from '../../ports/reason.ts';
import { digest } from '../../units/digest.ts';
import { ApiError, type List, type Operation } from './api/api.ts';
import { clearBroken } from './broken.ts';
import { aborted, changedSince, type Seen } from './changed.ts';
import { driftOf, lastWriter } from './drift.ts';
import { hopeless, type Look } from './hopeless.ts';
import { versionOf } from './image.ts';
import { lasting } from './lasting.ts';
import { NOTE, type Note, noteOf } from './note.ts';
import { isAvailable, isEnding, isReady, listPods, type Pod, podsOf } from './pods.ts';
import { countsOf } from './progress.ts';
import { revisions } from './revision.ts';
import { settling } from './settle.ts';
import { type Site, workloadName, workloadPath } from './site.ts';
import { annotate, isSame, noteFor, operations, unchanged } from './update.ts';
import { waitsFor } from './waiting.ts';
import { readWorkload, type Workload } from './workload.ts';

/** Of more pods than this, a list is used for this many milliseconds per pod. */
const [MANY, FOR_EACH] = [200, 5];

const NOTHING: ManagedView = {
  wanted: 0,
  version: null,
  noted: null,
  drift: null,
  updated: 0,
  available: 0,
  existing: 0,
  serving: 0,
  settled: false,
};

/** A workload, which its controller rolls; and what was noted on it when it was looked at last, for the commands that finish by hand. */
export function workloadFleet(site: Site): ManagedFleet & { readonly note: () => Note | null } {
  const { api, service } = site;
  const times = lasting();
  const revisionOf = revisions(site);
  const listed = fewLists(site);
  /** As it was when the next step was decided: a write is made from that, or not at all. */
  let workload: Workload | null = null;
  let pods: Seen['pods'] = null;
  /** Also where the object lost it since: `kubectl rollout undo` of a Deployment brings back the annotations of that time as well. */
  let noted: { readonly note: Note; readonly uid: string | undefined } | null = null;

  function noteOn(found: Workload): Note | null {
    const { uid } = found.metadata;
    const note = noteOf(found);
    if (note !== null) noted = { note, uid };
    return noted?.uid === uid ? (noted?.note ?? null) : null;
  }

  async function look(found: Workload, signal: AbortSignal): Promise<ManagedView> {
    const note = noteOn(found);
    const counts = countsOf(service.workload.kind, found);
    const { available: _all, ...shown } = counts;
    const view = {
      ...shown,
      version: versionOf(service, found.spec.template),
      // Half of an update is none.
      noted: note === null || note.clearing ? null : note.to,
      drift: note && driftOf(site, found, note),
    };
    if (counts.settled) return { ...view, available: counts.wanted };
    const revision = await revisionOf(found, signal);
    if (revision === null) return { ...view, available: 0 };
    const query = podsOf(found, revision.labels);
    const list = await listed(query, signal);
    pods = { query, version: list.metadata.resourceVersion, count: list.items.length };
    const unready = list.items.filter((pod) => !isReady(pod) && !isEnding(pod));
    const seen: Look = { site, workload: found, counts, revision, unready, lasting: times, isBack: note?.back === true };
    const [failed, waits] = [await hopeless(seen, signal), await waitsFor(seen, signal)];
    const available = list.items.filter((pod) => isAvailable(pod, found.spec.minReadySeconds ?? 0)).length;
    return { ...view, available, ...(waits !== null && { note: waits }), ...(failed !== null && { failed }) };
  }

  /** Writes what is made from what was read, also where its controller wrote something of its own meanwhile. */
  async function write(from: Workload, changes: (from: Workload) => readonly Operation[], signal: AbortSignal): Promise<void> {
    workload = null;
    const done = await api.patch<Workload>(await workloadPath(site, signal), changes(from), signal).catch((error: unknown) => {
      if (error instanceof ApiError) throw new Refused('update-failed', error.message, { cause: error });
      throw error;
    });
    if (done !== null && done !== 'conflict') {
      workload = done;
      return;
    }
    const now = await readWorkload(site, signal);
    if (now === null) throw gone();
    if (isTheSame(from, now) && from.metadata.generation !== now.metadata.generation) return write(now, changes, signal);
    throw new Error(`somebody (${lastWriter(now)}) changed ${workloadName(site)} meanwhile, so that nothing was written to it`);
  }

  async function present(signal: AbortSignal): Promise<Workload> {
    workload ??= await readWorkload(site, signal);
    if (workload === null) throw gone();
    return workload;
  }

  function gone(): Refused {
    return new Refused('drift', `There is no ${workloadName(site)} any more in ${api.place}: create it again, then deploy`);
  }

  return {
    note: () => noted?.note ?? null,
    async progress(signal) {
      times.next();
      pods = null;
      workload = await readWorkload(site, signal);
      return workload === null ? NOTHING : look(workload, signal);
    },
    async update(target, signal) {
      let from = await present(signal);
      const before = noteOn(from);
      const isTold = before !== null && isSame(before.to, target) && driftOf(site, from, before) === null;
      if (!isTold) await write(from, (of) => operations(of, noteFor(site, of, target, before), before), signal);
      from = await present(signal);
      const note = noteOn(from);
      if (!note?.clearing) return;
      await clearBroken(site, signal);
      const { clearing: _done, ...cleared } = note;
      from = await present(signal);
      await write(from, (of) => [...unchanged(of), annotate(of, cleared)], signal);
    },
    async settle(signal) {
      const from = await readWorkload(site, signal);
      const note = from && noteOn(from);
      if (from !== null && note !== null) await write(from, (of) => settling(of, note), signal);
      noted = null;
    },
    async changed(signal) {
      const { name, resourceVersion } = workload?.metadata ?? {};
      if (name === undefined || resourceVersion === undefined) return aborted(signal);
      return changedSince(site, { name, version: resourceVersion, pods }, signal);
    },
  };
}

/** Lists pods; many of them not at each look: a list is then dear, and what one of them does can wait. */
function fewLists(site: Site) {
  let last: { readonly labels: string; readonly at: number; readonly list: List<Pod> } | null = null;
  return async (query: ReturnType<typeof podsOf>, signal: AbortSignal): Promise<List<Pod>> => {
    const now = performance.now();
    const count = last?.list.items.length ?? 0;
    if (last?.labels === query.labelSelector && count > MANY && now < last.at + count * FOR_EACH) return last.list;
    last = { labels: query.labelSelector, at: now, list: await listPods(site, query, signal) };
    return last.list;
  };
}

/** Whether people say the same in both. */
function isTheSame(a: Workload, b: Workload): boolean {
  const said = ({ metadata, spec }: Workload) => digest([metadata.uid, spec, metadata.annotations?.[NOTE] ?? null]);
  return said(a) === said(b);
}
