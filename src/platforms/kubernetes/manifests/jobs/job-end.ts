import { firstChange, type Watched } from '../../changed.ts';
import { trueConditionOf } from '../../condition.ts';
import { eventsOf } from '../../pods/events.ts';
import { symptomOf } from '../../pods/failure.ts';
import { hopeless } from '../../pods/hopeless.ts';
import { type Lasting, lasting } from '../../pods/lasting.ts';
import { isEnding, listPods, type Pod } from '../../pods/pods.ts';
import { labelSelector } from '../../selector.ts';
import { corePath, type Site } from '../../site.ts';
import { type Job, jobPath, jobsPath } from './job-object.ts';
import { telling, wordsOf } from './job-words.ts';

/** `deleted`: by somebody else, while it ran. */
export type End = 'completed' | 'deleted' | { readonly failed: string };

/** Milliseconds between two looks where nothing changes: what lasts is told after a while. */
const AGAIN = 2_000;
/** What a Job's own controller tries again, as often as its `backoffLimit` says. */
const TRIED_AGAIN = new Set(['CrashLoopBackOff', 'OOMKilled']);

type Kept = { readonly key: string; readonly words: string; readonly whole: boolean; readonly atLast: boolean };
type Look = { readonly job: Job; readonly pods: readonly Pod[]; readonly version: string };

/** Watches a Job until it has ended, or waiting cannot help, or none of its pods completed within the service's progress deadline. */
export async function endOfJob(site: Site, { metadata: { name, uid } }: Job, signal: AbortSignal): Promise<End> {
  const { progressDeadline } = site.service.rollout;
  const tell = teller(site);
  const times = lasting();
  let nearest = { succeeded: 0, at: performance.now() };
  for (;;) {
    times.next();
    const job = await site.api.get<Job>(await jobPath(site, name, signal), signal);
    if (job === null || job.metadata.uid !== uid || job.metadata.deletionTimestamp !== undefined) return 'deleted';
    if (trueConditionOf(job, 'Complete')) return 'completed';
    const list = await listPods(site, podsOf(job), signal);
    const look: Look = { job, pods: list.items, version: list.metadata.resourceVersion };
    const failed = trueConditionOf(job, 'Failed');
    // Its pods, and with them what they printed, may go as soon as it has failed.
    const words = await tell(look, failed !== undefined || trueConditionOf(job, 'FailureTarget') !== undefined, signal);
    if (failed) return { failed: `Job ${name} failed: ${failed.reason}: ${failed.message}${below(words)}` };
    const why = await hopelessly(site, look, times, signal);
    if (why !== null) return { failed: `Job ${name} cannot run: ${why}` };
    const succeeded = job.status?.succeeded ?? 0;
    if (succeeded > nearest.succeeded) nearest = { succeeded, at: performance.now() };
    const left = nearest.at + progressDeadline - performance.now();
    if (left <= 0) return { failed: await late(site, look, await tell(look, true, signal), signal) };
    await changed(site, look, Math.min(Math.ceil(left), AGAIN), signal);
  }
}

/** What its pods tell, kept from before they went. Of what still runs only `atLast`: from then on they are being ended, and tell nothing else. */
function teller(site: Site): (look: Look, atLast: boolean, signal: AbortSignal) => Promise<string | null> {
  let kept: Kept | null = null;
  return async ({ pods }, atLast, signal) => {
    const now = telling(pods);
    if (kept?.atLast || now === null || (!now.ended && !atLast)) return kept?.words ?? null;
    const said = now.key === kept?.key ? kept : await wordsOf(site, now, signal);
    // What it printed an earlier time tells more than that it cannot be read any more.
    kept = { ...(kept?.whole && !said.whole ? kept : { words: said.words, whole: said.whole }), key: now.key, atLast };
    return kept.words;
  };
}

function hopelessly(site: Site, { job, pods }: Look, times: Lasting, signal: AbortSignal): Promise<string | null> {
  const waiting = pods.filter((pod) => !isEnding(pod) && !isOver(pod) && !TRIED_AGAIN.has(symptomOf(pod)?.reason ?? ''));
  const existing = pods.length;
  // One that is suspended makes no pod until somebody lets it.
  const counts = { wanted: job.spec.suspend ? 0 : 1, updated: existing, existing, serving: 0, available: 0, settled: false };
  const revision = { labels: {}, owner: { kind: 'Job', name: job.metadata.name } };
  return hopeless({ site, workload: job, counts, revision, unready: waiting, lasting: times, isBack: false }, signal);
}

async function late(site: Site, { job, pods }: Look, words: string | null, signal: AbortSignal): Promise<string> {
  const { name } = job.metadata;
  const head = `Job ${name} did not complete within ${site.service.rollout.progressDeadline / 1_000} s`;
  const longer = 'where it needs longer, write a longer `progress-deadline` under `rollout` of the service';
  if (job.spec.suspend) return `${head}: it is suspended, and nobody resumed it; ${longer}`;
  if (words !== null || pods.length > 0) return `${head}; ${longer}${below(words)}`;
  const [event] = await eventsOf(site, { kind: 'Job', name }, signal);
  return `${head}: it has no pod${event === undefined ? '' : ` (${event.reason}: ${event.message})`}; ${longer}`;
}

/** Resolves when the Job or one of its pods changed since, or after that time, or on abort. What cannot be watched changes unseen. */
async function changed(site: Site, { job, version }: Look, time: number, signal: AbortSignal): Promise<void> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(time)]);
  const ofJob = { fieldSelector: `metadata.name=${job.metadata.name}` };
  const watches: readonly Watched[] = [
    [jobsPath(site, until), job.metadata.resourceVersion ?? version, ofJob],
    [corePath(site, 'pods', until), version, podsOf(job)],
  ];
  await firstChange(site, watches, until);
  signal.throwIfAborted();
}

function podsOf({ spec }: Job): { readonly labelSelector: string } {
  return { labelSelector: labelSelector(spec.selector) };
}

function isOver({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

function below(words: string | null): string {
  return words === null ? '' : `\n${words}`;
}
