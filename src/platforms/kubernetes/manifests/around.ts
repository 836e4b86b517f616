import { Refused } from '../../../ports/reason.ts';
import { digest } from '../../../units/digest.ts';
import type { Site } from '../site.ts';
import type { Note } from '../workload/note.ts';
import { removeUnused } from './configuration/unused.ts';
import { removeJobs, runJob } from './jobs/jobs.ts';
import { keep, kept, keptCopies } from './kept.ts';
import type { Rendered } from './rendered.ts';

/** What has to have happened before the first instance of a version: its Jobs, one after the other, once in a rollout. Throws `Refused` where one fails. */
export async function runBefore(site: Site, { rollout, before }: Rendered, signal: AbortSignal): Promise<void> {
  for (const job of before) {
    site.say?.(`run Job ${job.metadata.name} before ${site.service.workload.name}`);
    const wrong = await runJob(site, job, runOf(rollout), signal);
    if (wrong !== null) throw new Refused('update-failed', wrong);
  }
}

/**
 * What comes at the end of a rollout, while its note is still there: the Jobs after a promotion, of which a failure is said and changes nothing;
 * then what only the rollout needed is deleted.
 * @param note null where the workload was not told anything
 */
export async function endManifests(site: Site, note: Note | null, warn: (text: string) => void, signal: AbortSignal): Promise<void> {
  if (site.service.manifests === null) return;
  const rendered = note === null || note.back ? null : await kept(site, note.to, signal);
  for (const job of rendered?.after ?? []) {
    site.say?.(`run Job ${job.metadata.name} after ${site.service.workload.name}`);
    const wrong = await runJob(site, job, runOf(rendered?.rollout ?? ''), signal);
    if (wrong !== null) warn(wrong);
  }
  // Before they are deleted: they would run again where this ends only with another try, and with a way back to this version.
  if (note !== null && rendered !== null) await keep(site, note.to, { ...rendered, before: [], after: [], over: true }, signal);
  await removeJobs(site, signal);
  await removeUnused(site, await keptCopies(site, signal), signal);
}

/** Names a run of Jobs, short enough to be a part of their names. */
function runOf(rollout: string): string {
  return digest(rollout).slice(0, 8);
}
