import { digest } from '../../../../units/digest.ts';
import type { Resource } from '../../api/api.ts';
import type { Labels } from '../../backend.ts';
import type { Condition } from '../../condition.ts';
import { journalName } from '../../journal-name.ts';
import { labelSelector, selects } from '../../selector.ts';
import { groupPath, type Site } from '../../site.ts';
import type { PodTemplate, Selector } from '../../workload/workload.ts';
import { asCopy } from '../files/stripped.ts';
import type { Manifest } from '../object.ts';

/** On each Job that we make, never on its pods: whose it is, so that what is deleted is ours. */
export const JOB = 'sluice-actions.github.io/job';

/** A Job of `batch/v1`, as far as we look at it. */
export type Job = Resource & {
  readonly spec: { readonly suspend?: boolean; readonly selector: Selector; readonly template: PodTemplate };
  readonly status?: { readonly succeeded?: number; readonly conditions?: readonly Condition[] };
};

/** How long the value of a label may be. */
const LONGEST = 63;
/** The same of a Job's name, so that its name as a label, and that of a pod of it (`-abcde`), fit. */
const LONGEST_NAME = LONGEST - '-abcde'.length;

/** Path of all Jobs in the namespace. */
export function jobsPath(site: Site, signal: AbortSignal): Promise<string> {
  return groupPath(site, 'batch/v1', 'jobs', signal);
}

/** Path of one of them. */
export async function jobPath(site: Site, name: string, signal: AbortSignal): Promise<string> {
  return `${await jobsPath(site, signal)}/${encodeURIComponent(name)}`;
}

/** What the label of the service's Jobs says. */
export function jobMark({ service }: Site): string {
  const name = journalName(service.name, service.environment);
  return name.length <= LONGEST ? name : `sluice-${digest(name)}`;
}

/**
 * The Job as it is made for one run. All of its `spec` is as the user wrote it, but for `ttlSecondsAfterFinished`: how it ended must not vanish
 * before it was seen, and it is deleted with the rollout.
 */
export function jobObject(site: Site, job: Manifest, id: string): Manifest {
  const { metadata, spec, ...kept } = asCopy(job) as Manifest & { readonly spec?: Readonly<Record<string, unknown>> };
  const { ttlSecondsAfterFinished: _left, ...said } = spec ?? {};
  const labels = { ...metadata.labels, [JOB]: jobMark(site) };
  return { ...kept, metadata: { ...metadata, name: jobName(metadata.name, id), labels }, spec: said } as Manifest;
}

/** `<name>-<id>`. Of a name that is too long the digest tells it from others that begin as it does. */
export function jobName(name: string, id: string): string {
  const whole = `${name}-${id}`;
  if (whole.length <= LONGEST_NAME) return whole;
  const end = `-${digest(name).slice(0, 8)}-${id}`;
  return `${name.slice(0, LONGEST_NAME - end.length).replace(/[^a-z0-9]+$/, '')}${end}`;
}

/**
 * What is wrong where the pods of a Job would be taken for instances; null: nothing.
 * @param selector by which the Service before the workload, or the workload itself, selects its pods
 */
export function jobProblem(job: Manifest, selector: Labels): string | null {
  const { name } = job.metadata;
  const labels = (job as Partial<Job>).spec?.template?.metadata?.labels ?? {};
  if (!selects(selector, labels)) return null;
  const [[key, value] = []] = Object.entries(selector);
  const why = 'they would be sent requests, and counted as its instances';
  return `Job ${name}: its pods have the labels by which the pods of the service are selected (${labelSelector({ matchLabels: selector })}), so that ${why}. Write another value under its \`spec.template.metadata.labels\`, such as \`${key}: ${value}-${name}\`.`;
}
