import type { Ahead } from '../../../ports/platform.ts';
import { Refused } from '../../../ports/reason.ts';
import type { Problem } from '../../../ports/service.ts';
import type { Backend } from '../backend.ts';
import { nextName } from '../next.ts';
import { shifting } from '../router/route/change.ts';
import { namelessness } from '../router/route/route-router.ts';
import { readRoute, sceneOf } from '../router/route/scene.ts';
import { MOST_SHARED } from '../router/service-router.ts';
import { type Site, workloadName } from '../site.ts';
import type { Workload } from '../workload/workload.ts';
import { readable } from './installed.ts';
import { trafficOwners } from './owners.ts';
import { policies } from './policies.ts';
import { missingAtBackend } from './rights.ts';
import { scalers } from './scalers.ts';
import { otherServices } from './services.ts';
import { shareProblems } from './share-check.ts';

/**
 * What two tracks need beside what a rolling update does: of the workload itself, and of the Service before it.
 * @param backend null where it is not known; `none` where nobody calls the workload
 */
export async function tracksProblems(
  site: Site,
  home: Workload,
  backend: Backend | 'none' | null,
  ahead: Ahead | undefined,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  return [
    ...sizeProblems(site, home),
    ...(backend === 'none' ? shareProblems(site, ahead) : weightProblems(site, ahead)),
    ...(backend === null || backend === 'none' ? [] : await backendProblems(site, home, backend, ahead, signal)),
    ...(await scalers(site, home, signal)),
  ];
}

function sizeProblems(site: Site, { spec }: Workload): readonly Problem[] {
  if (spec.replicas !== 0) return [];
  const { kind, name } = site.service.workload;
  const scale = `\`kubectl scale ${kind}/${name} --replicas=2\``;
  return [{ message: `${workloadName(site)} is scaled to 0, so that there is no traffic to be moved: scale it up first (${scale}).` }];
}

/** All that a canary is to be given; of others none. */
function askedWeights({ service }: Pick<Site, 'service'>, ahead: Ahead | undefined): readonly number[] {
  return ahead?.goal.stage === 'canary' ? [...new Set([ahead.goal.weight, ...(service.rollout.weights ?? [])])] : [];
}

/** Where only the number of pods gives a share, the next track cannot have more than home. */
function weightProblems({ service }: Site, ahead: Ahead | undefined): readonly Problem[] {
  if (service.route !== null) return [];
  const beyond = askedWeights({ service }, ahead).filter((weight) => weight > MOST_SHARED && weight < 100);
  if (beyond.length === 0) return [];
  const write = `write weights up to ${MOST_SHARED}, and 100, or a \`route\` that can give any share`;
  const message = `The Service alone gives each pod the same share, and home keeps its pods, so that ${beyond.join(', ')} % cannot be given: ${write}.`;
  return [{ message }];
}

async function backendProblems(
  site: Site,
  home: Workload,
  backend: Backend,
  ahead: Ahead | undefined,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const found = await Promise.all([
    missingAtBackend(site, backend, signal),
    policies(site, home, backend, signal),
    otherServices(site, home, backend, signal),
    routeProblems(site, ahead, signal),
  ]);
  return [...keyProblems(site, backend), ...found.flat(), ...serviceOwners(site, backend)];
}

function keyProblems(site: Site, { name, key, selector }: Backend): readonly Problem[] {
  if (selector[key] !== nextName(site.service.workload.name)) return [];
  const message = `The Service ${name} selects by \`${key}: ${selector[key]}\`, which is the label of the next track: give the pods of ${workloadName(site)}, and this selector, another value of ${key}.`;
  return [{ message }];
}

/** The route itself, and who else writes it. */
async function routeProblems(site: Site, ahead: Ahead | undefined, signal: AbortSignal): Promise<readonly Problem[]> {
  if (site.service.route === null) return [];
  const read = await readable(async () => {
    const scene = await sceneOf(site, signal);
    return { scene, route: await readRoute(site, scene, signal) };
  });
  if (read === 'forbidden') return [];
  const { scene, route } = read;
  const wrong = namelessness(scene, route);
  const undone = `brings back its weights, and with them the traffic to ${workloadName(site)}`;
  return [
    ...(wrong === null ? [] : [{ message: wrong }]),
    ...(route === null ? [] : askedWeights(site, ahead).flatMap((weight) => shareProblem(() => shifting(route, scene.ends, weight)))),
    ...(route === null ? [] : trafficOwners(route, scene.place.title, undone)).map((message) => ({ message, unchecked: true })),
  ];
}

/** What would be refused in the middle of a rollout: a share that weights of whole numbers cannot give. */
function shareProblem(shift: () => unknown): readonly Problem[] {
  try {
    shift();
    return [];
  } catch (error) {
    if (error instanceof Refused) return [{ message: error.message }];
    throw error;
  }
}

function serviceOwners(site: Site, { name, object }: Backend): readonly Problem[] {
  const undone = `brings back its selector, and with it all callers to ${workloadName(site)}`;
  return trafficOwners(object, `service ${name}`, undone).map((message) => ({ message, unchecked: true }));
}
