import type { ManagedFleet, ManagedView } from '../../ports/managed-fleet.ts';
import { Refused } from '../../ports/reason.ts';
import { isEqual } from '../../units/digest.ts';
import { ApiError, type Operation } from './api/api.ts';
import { aborted, changedSince, type Seen } from './changed.ts';
import { endManifests, runBefore } from './manifests/around.ts';
import { renderedOf } from './manifests/kept.ts';
import { makeWorkload } from './manifests/make.ts';
import { clearBroken } from './pods/broken.ts';
import { isCrowd, stragglers } from './pods/crowd.ts';
import { hopeless, type Look } from './pods/hopeless.ts';
import { lasting } from './pods/lasting.ts';
import { isAvailable, isEnding, isReady, listPods, type Pod, podsOf } from './pods/pods.ts';
import { waitsFor } from './pods/waiting.ts';
import { type Site, workloadName, workloadPath } from './site.ts';
import { driftOf, lastWriter } from './workload/drift.ts';
import { versionOf } from './workload/image.ts';
import { NOTE, type Note, noteOf } from './workload/note.ts';
import { noteFor, operations } from './workload/plan.ts';
import { type Counts, countsOf } from './workload/progress.ts';
import { availableOf, type Revision, revisions } from './workload/revision.ts';
import { settling } from './workload/settle.ts';
import { annotate, isSame, leadsBack, unchanged } from './workload/update.ts';
import { readWorkload, type Workload } from './workload/workload.ts';

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

/** Of the revision: how many pods are available, and those that are not and might be; null: they were not looked at. */
type Found = { readonly available: number; readonly unready: readonly Pod[] | null };

/** What was seen at the last look. */
type Last = {
  readonly found: () => Workload | null;
  /** What was noted on it, for the commands that finish by hand. */
  readonly note: () => Note | null;
};

/**
 * A workload, which its controller rolls.
 * @param first what has to have happened before a version with manifests has its first pod
 */
export function workloadFleet(site: Site, first: typeof runBefore = runBefore): ManagedFleet & Last {
  const { api, service } = site;
  const times = lasting();
  const revisionOf = revisions(site);
  const behind = stragglers(site, times);
  /** As it was when the next step was decided: a write is made from that, or not at all. */
  let workload: Workload | null = null;
  let pods: Seen['pods'] = null;
  let count = 0;
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
    count = Math.max(counts.wanted, counts.existing);
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
    const among = isCrowd(count) ? inCrowd : inAll;
    const { available, unready } = await among(found, counts, revision, signal);
    const seen: Look = { site, workload: found, counts, revision, unready: unready ?? [], lasting: times, isBack: note?.back === true };
    const failed = unready && (await hopeless(seen, signal));
    const waits = await waitsFor(seen, signal);
    return { ...view, available, ...(waits !== null && { note: waits }), ...(failed !== null && { failed }) };
  }

  async function inAll(found: Workload, _counts: Counts, revision: Revision, signal: AbortSignal): Promise<Found> {
    const query = podsOf(found, revision.labels);
    const { metadata, items } = await listPods(site, query, signal);
    pods = { query, version: metadata.resourceVersion, count: items.length };
    const available = items.filter((pod) => isAvailable(pod, found.spec.minReadySeconds ?? 0)).length;
    return { available, unready: items.filter((pod) => !isReady(pod) && !isEnding(pod)) };
  }

  async function inCrowd(found: Workload, counts: Counts, revision: Revision, signal: AbortSignal): Promise<Found> {
    const available = await availableOf(site, revision, counts, signal);
    return { available, unready: await behind(found, revision, { ...counts, available }, signal) };
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
    found: () => workload,
    note: () => noted?.note ?? null,
    async progress(signal) {
      times.next();
      pods = null;
      workload = await readWorkload(site, signal);
      return workload === null ? NOTHING : look(workload, signal);
    },
    async update(target, signal) {
      const rendered = await renderedOf(site, target, signal);
      workload ??= await readWorkload(site, signal);
      if (workload === null && rendered !== null) {
        await first(site, rendered, signal);
        workload = await makeWorkload(site, target, rendered, signal);
        return;
      }
      let from = await present(signal);
      const before = noteOn(from);
      const isTold = before !== null && isSame(before.to, target) && driftOf(site, from, before) === null;
      if (!isTold) {
        const isBack = before !== null && leadsBack(before, target);
        if (rendered !== null && !isBack) await first(site, rendered, signal);
        await write(from, (of) => operations(of, noteFor(site, of, target, before, rendered), before, rendered), signal);
      }
      from = await present(signal);
      const note = noteOn(from);
      if (!note?.clearing) return;
      await clearBroken(site, signal);
      const { clearing: _done, ...cleared } = note;
      from = await present(signal);
      await write(from, (of) => [...unchanged(of), annotate(of, cleared)], signal);
    },
    async settle(signal, warn = () => {}) {
      let from = await readWorkload(site, signal);
      const note = from && noteOn(from);
      await endManifests(site, note, warn, signal);
      // It may have lasted.
      if (note !== null) from = await readWorkload(site, signal);
      if (from !== null && note !== null) await write(from, (of) => settling(of, note), signal);
      noted = null;
    },
    async changed(signal) {
      const { name, resourceVersion } = workload?.metadata ?? {};
      if (name === undefined || resourceVersion === undefined) return aborted(signal);
      return changedSince(site, { name, version: resourceVersion, pods, count }, signal);
    },
  };
}

/** Whether people say the same in both. */
function isTheSame(a: Workload, b: Workload): boolean {
  const said = ({ metadata, spec }: Workload) => [metadata.uid, spec, metadata.annotations?.[NOTE] ?? null];
  return isEqual(said(a), said(b));
}
