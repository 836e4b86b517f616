import { Refused } from '../../../ports/reason.ts';
import type { Problem } from '../../../ports/service.ts';
import { isEqual } from '../../../units/digest.ts';
import { ApiError } from '../api/api.ts';
import type { Labels } from '../backend.ts';
import { applyProblems } from '../manifests/applied/apply.ts';
import { versioned, withNames } from '../manifests/configuration/versioned.ts';
import { withVersion } from '../manifests/files/images.ts';
import { namespaceProblems } from '../manifests/files/namespace.ts';
import { sortManifests } from '../manifests/files/sort.ts';
import { jobObject, jobProblem } from '../manifests/jobs/job-object.ts';
import type { Manifest, Manifests } from '../manifests/object.ts';
import { onto } from '../manifests/onto.ts';
import { fieldsOf, STRATEGIES, WITHOUT_PACE } from '../manifests/rendered.ts';
import { titleOf } from '../manifests/title.ts';
import { sizeProblem } from '../manifests/told.ts';
import { valueAt } from '../pointer.ts';
import { type Site, workloadName, workloadPath } from '../site.ts';
import type { Workload } from '../workload/workload.ts';
import { ledProblems } from './led.ts';

/** The workload as the manifests say it; null where none are brought. */
export function manifested({ service }: Site): Manifests['workload'] | null {
  return sortManifests(service, service.objects ?? []).manifests?.workload ?? null;
}

/** What the manifests would make of the workload, with the images of now; itself where none are brought. */
export function asManifested(site: Site, workload: Workload): Workload {
  const said = manifested(site);
  return said === null ? workload : onto(workload, said.spec.template, fieldsOf(said));
}

/**
 * What the API server would not take of the manifests, asked for all of them without writing; nothing where none are brought.
 * @param workload null where it is not there yet
 * @param selector of the Service by which users reach it; null where that is not known
 */
export async function manifestProblems(
  site: Site,
  workload: Workload | null,
  selector: Labels | null,
  version: string,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const { manifests, problems } = sortManifests(site.service, site.service.objects ?? []);
  if (manifests === null) return problems;
  const jobs = [...manifests.before, ...manifests.after];
  const selectors = [selector, manifests.workload.spec.selector.matchLabels ?? null].filter((one) => one !== null);
  const dangerous = new Set(jobs.flatMap((job) => selectors.flatMap((one) => jobProblem(job, one) ?? [])));
  // Where the service file says none, only the cluster knows which it is.
  const elsewhere = site.service.namespace === null ? namespaceProblems(site.service.objects ?? [], await site.api.namespace(signal)) : [];
  return [
    ...problems,
    ...elsewhere,
    ...selectorProblems(site, workload, manifests.workload),
    ...sizeProblems(site, workload, manifests.workload),
    ...[...dangerous].map((message) => ({ message })),
    ...(workload === null ? [] : await ledProblems(site, manifests, workload, selector, signal)),
    ...(await refused(titleOf(manifests.workload), async () =>
      applyProblems(site, await brought(site, manifests, version, signal), signal),
    )),
    ...(await refused(titleOf(manifests.workload), async () => {
      // Whose its fields are does not matter: a rollout writes them whoever wrote them before, and puts them back.
      const own = withVersion(site.service, withoutSwitch(manifests.workload, workload), version);
      await site.api.apply(await workloadPath(site, signal), own, signal, { force: true, dryRun: true });
      return [];
    })),
  ];
}

/** All that a rollout would apply or make, but for the workload, under the names that it would have. */
async function brought(site: Site, manifests: Manifests, version: string, signal: AbortSignal): Promise<readonly Manifest[]> {
  const { names, shared, missing } = await versioned(site, manifests, signal);
  const { rest, before, after } = manifests;
  const jobs = [...before, ...after].map((job) => jobObject(site, withNames(job, names), '0'.repeat(8)));
  return [
    ...missing,
    ...[...rest.map((object) => withNames(object, shared)), ...jobs].map((one) => withVersion(site.service, one, version)),
  ];
}

/** Of the pods that run now, and of those that run then: the next version replaces these. */
function sizeProblems(site: Site, workload: Workload | null, made: Workload): readonly Problem[] {
  const all = [...(workload === null ? [] : [workload]), made].map(({ spec }) => sizeProblem(site, spec.template));
  return [...new Set(all.filter((one) => one !== null))].map((message) => ({ message }));
}

/** A change of the strategy's type takes the pace of before away with it, which an apply cannot say. */
function withoutSwitch(said: Manifests['workload'], workload: Workload | null): Manifests['workload'] {
  const isSwitch = (key: string) => {
    const type = valueAt(said, `/spec/${key}/type`);
    return WITHOUT_PACE.includes(type) && workload !== null && valueAt(workload, `/spec/${key}/type`) !== type;
  };
  const spec = Object.entries(said.spec).filter(([key]) => !STRATEGIES.includes(key) || !isSwitch(key));
  return { ...said, spec: Object.fromEntries(spec) as Workload['spec'] };
}

/** It says which pods are the workload's, for as long as there is one. */
function selectorProblems(site: Site, workload: Workload | null, { spec }: Workload): readonly Problem[] {
  if (workload === null || isEqual(workload.spec.selector, spec.selector)) return [];
  const [now, said] = [workload.spec.selector, spec.selector].map((selector) => JSON.stringify(selector.matchLabels ?? selector));
  const message = `The selector of ${workloadName(site)} cannot be changed: it is ${now}, and the manifests say ${said}. Write what it is, or give the workload another name.`;
  return [{ message }];
}

/** The problems that were found, or the refusal that came first. */
async function refused(title: string, find: () => Promise<readonly Problem[]>): Promise<readonly Problem[]> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Refused) return [{ message: error.message }];
    if (error instanceof ApiError) return [{ message: `${title}: ${error.message}` }];
    throw error;
  }
}
