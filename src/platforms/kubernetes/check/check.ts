import type { Rollout } from '../../../ports/journal.ts';
import type { Ahead } from '../../../ports/platform.ts';
import type { Problem } from '../../../ports/service.ts';
import { backendOf } from '../backend.ts';
import { door } from '../door.ts';
import { type Site, workloadName } from '../site.ts';
import { isUncalled } from '../uncalled.ts';
import type { Workload } from '../workload/workload.ts';
import { absent } from './absent.ts';
import { containerProblems } from './containers.ts';
import { drainHint } from './drain.ts';
import { readable } from './installed.ts';
import { leftOver } from './left-over.ts';
import { asManifested, manifested, manifestProblems } from './manifests.ts';
import { neighbours } from './neighbours.ts';
import { others } from './others.ts';
import { owners } from './owners.ts';
import { missingAtDoor, missingRights } from './rights.ts';
import { servingProblems } from './serving.ts';
import { tracksProblems } from './tracks-check.ts';
import { readObserved, underway } from './underway.ts';

/**
 * What would fail later, or would be undone by others, found without writing. What cannot be seen for want of a right is left out: the right is
 * named.
 */
export async function check(site: Site, kind: Rollout['kind'], signal: AbortSignal, ahead?: Ahead): Promise<readonly Problem[]> {
  if (kind === 'tracks' && site.service.workload.kind !== 'deployment') return [{ message: noTracks(site) }];
  const { problems, blind } = await missingRights(site, kind, signal);
  if (blind) return problems;
  const workload = await readObserved(site, signal);
  const version = ahead?.goal.version ?? null;
  const brings = site.service.objects !== null && version !== null && ahead?.begins;
  if (workload === null && brings) return [...problems, ...(await firstProblems(site, version, signal))];
  if (workload === null) return [...problems, { message: await absent(site, signal) }];
  const backend = await readable(() => backendOf(site, workload, signal));
  const known = typeof backend === 'string' ? null : backend;
  const isWithout = kind === 'tracks' && known === null && (await readable(() => isUncalled(site, workload, signal))) === true;
  return [
    ...problems,
    ...workloadProblems(site, kind, workload),
    ...(brings ? await manifestProblems(site, workload, known?.selector ?? null, version, signal) : []),
    ...(kind === 'tracks' && typeof backend === 'string' && backend !== 'forbidden' && !isWithout ? [{ message: backend }] : []),
    ...(await doorProblems(site, kind, workload, signal)),
    ...(known === null ? [] : await neighbours(site, known, signal)),
    ...(await leftOver(site, kind, known, ahead, signal)),
    ...(kind === 'tracks' ? await tracksProblems(site, workload, isWithout ? 'none' : known, ahead, signal) : []),
    ...(await others(site, workload.spec.template.metadata?.labels ?? {}, signal)),
    ...owners(workload, workloadName(site)).map(unchecked),
    // Once in a rollout.
    ...(isWithout || ahead?.begins === false ? [] : hints(asManifested(site, workload))),
  ];
}

/** Of a workload that the rollout makes. */
async function firstProblems(site: Site, version: string, signal: AbortSignal): Promise<readonly Problem[]> {
  const made = manifested(site);
  const paused = `${workloadName(site)} says \`paused: true\`, so that no pod would be made: take it out of the manifest.`;
  return [
    ...(made?.spec.paused ? [{ message: paused }] : []),
    ...(await manifestProblems(site, null, null, version, signal)),
    ...(made === null ? [] : hints(made)),
  ];
}

function noTracks(site: Site): string {
  const name = workloadName(site);
  return `${name} has no two tracks, which only a deployment can have: use \`rolling\`, or write \`workload: deployment/NAME\`.`;
}

function workloadProblems(site: Site, kind: Rollout['kind'], workload: Workload): readonly Problem[] {
  const name = workloadName(site);
  const rolling = underway(site.service, workload);
  const made = asManifested(site, workload);
  return [
    ...containerProblems(site, made.spec.template).map((message) => ({ message })),
    ...servingProblems(site, kind, made),
    ...(rolling === null ? [] : [elsewhere(site, `${name} is being rolled, and Sluice did not begin that (${rolling})`)]),
  ];
}

/** Where the smoke test asks the service. With tracks the same Service was asked for already. */
async function doorProblems(site: Site, kind: Rollout['kind'], { spec }: Workload, signal: AbortSignal): Promise<readonly Problem[]> {
  if (!site.service.smokeTest) return [];
  const found = await readable(() => door(site, spec.template.metadata?.labels ?? {}, signal));
  if (typeof found !== 'string') return missingAtDoor(site, found, signal);
  return found === 'forbidden' || kind === 'tracks' ? [] : [{ message: found }];
}

/** What its callers would lose. */
function hints(workload: Workload): readonly Problem[] {
  const hint = drainHint(workload.spec.template.spec);
  return hint === null ? [] : [unchecked(hint)];
}

function unchecked(message: string): Problem {
  return { message, unchecked: true };
}

function elsewhere({ service }: Site, message: string): Problem {
  const { kind, name } = service.workload;
  const wait = `wait for its end (\`kubectl rollout status ${kind}/${name}\`), or put back what was there before`;
  return { code: 'managed-elsewhere', message: `${message}: ${wait}.` };
}
