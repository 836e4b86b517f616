import { Refused } from '../../../../ports/reason.ts';
import { ApiError, type List, type Resource } from '../../api/api.ts';
import type { Site } from '../../site.ts';
import type { Manifest } from '../object.ts';
import { endOfJob } from './job-end.ts';
import { JOB, type Job, jobMark, jobObject, jobPath, jobsPath } from './job-object.ts';

/**
 * Runs a Job to its end, once for each `id` (8 hex digits): where it is there already, this goes on with it. null: it completed, and stays until
 * {@link removeJobs}; else why not, with the last lines of its last pod. One that failed is deleted, so that the next run makes it anew.
 * On abort it runs on, for whoever comes next.
 */
export async function runJob(site: Site, job: Manifest, id: string, signal: AbortSignal): Promise<string | null> {
  const made = await jobFor(site, jobObject(site, job, id), signal);
  if (typeof made === 'string') return made;
  const end = await endOfJob(site, made, signal);
  if (end === 'completed') return null;
  const { name } = made.metadata;
  if (end === 'deleted') return `Job ${name} was deleted by somebody before it had ended: let it end, and deploy again.`;
  await removeJob(site, made, signal);
  return end.failed;
}

/** Deletes all Jobs of the service that were made by {@link runJob}, with their pods, also those that still run. Done also where there is none. */
export async function removeJobs(site: Site, signal: AbortSignal): Promise<void> {
  const query = { labelSelector: `${JOB}=${jobMark(site)}` };
  const list = await site.api.get<List<Resource>>(await jobsPath(site, signal), signal, query);
  await Promise.all((list?.items ?? []).map((job) => removeJob(site, job, signal)));
}

async function removeJob(site: Site, { metadata: { name } }: Resource, signal: AbortSignal): Promise<void> {
  await site.api.remove(await jobPath(site, name, signal), signal);
}

/** The Job that is there, else one that is made; a sentence where there can be none. */
async function jobFor(site: Site, object: Manifest, signal: AbortSignal): Promise<Job | string> {
  const { name } = object.metadata;
  // Looked for before it is made: a quota says no to one more also where it is there already.
  const found = await site.api.get<Job>(await jobPath(site, name, signal), signal);
  if (found === null) return make(site, object, signal);
  if (found.metadata.labels?.[JOB] !== jobMark(site)) {
    const whose = `There is a Job ${name} without the label ${JOB}=${jobMark(site)}: no rollout of this service made it`;
    return `${whose}. Run \`kubectl delete job ${name}\`, or give one of both another name.`;
  }
  if (found.metadata.deletionTimestamp !== undefined) throw new Error(`Job ${name} is still being deleted, and cannot be made anew before`);
  return found;
}

async function make(site: Site, object: Manifest, signal: AbortSignal): Promise<Job | string> {
  try {
    const made = await site.api.create<Job>(await jobsPath(site, signal), object, signal);
    // Since it was looked for: by a call that was given up, or by somebody else.
    return made === 'exists' ? jobFor(site, object, signal) : made;
  } catch (error) {
    if (error instanceof ApiError || error instanceof Refused) return `Job ${object.metadata.name} cannot be made: ${error.message}`;
    throw error;
  }
}
