import { byHand } from '../by-hand.ts';
import { kubectlLine } from '../kubectl-line.ts';
import { nextName, TRACK } from '../next.ts';
import { readPresent } from '../router/present.ts';
import { restoring } from '../router/route/change.ts';
import { readRoute, sceneOf } from '../router/route/scene.ts';
import { leadHome } from '../router/selector-switch.ts';
import { releasing } from '../scaling/floor.ts';
import { homeScaler } from '../scaling/scaler.ts';
import type { Site } from '../site.ts';
import { noteOf } from '../workload/note.ts';
import { readWorkload, type Workload } from '../workload/workload.ts';

/**
 * kubectl commands for a shell: home runs again what it ran before the rollout, all traffic goes there as it did, and what the rollout made is
 * deleted. In this order, so that somebody always serves.
 */
export async function tracksByHand(site: Site, signal: AbortSignal): Promise<readonly string[]> {
  const unread = () => null;
  const home = await readWorkload(site, signal).catch(unread);
  const lines = await Promise.all([selectorLine, routeLine, scalerLine].map((line) => line(site, signal).catch(unread)));
  const made = `${TRACK}=${nextName(site.service.workload.name)}`;
  return [
    ...told(site, home),
    ...lines.filter((line) => line !== null),
    kubectlLine(site.service, ['delete', 'deployment,service,poddisruptionbudget,horizontalpodautoscaler', '-l', made]),
  ];
}

/** What it was not told needs not be taken back. */
function told(site: Site, home: Workload | null): readonly string[] {
  const note = home && noteOf(home);
  return note === null ? [] : byHand(site, note, home?.spec.template ?? null);
}

async function selectorLine(site: Site, signal: AbortSignal): Promise<string | null> {
  const { backend } = await readPresent(site, signal);
  const operations = leadHome(site, backend);
  return operations && kubectlLine(site.service, ['patch', `service/${backend.name}`, '--type=json', '-p', JSON.stringify(operations)]);
}

async function routeLine(site: Site, signal: AbortSignal): Promise<string | null> {
  const { route: named } = site.service;
  if (named === null) return null;
  const scene = await sceneOf(site, signal);
  const route = await readRoute(site, scene, signal);
  const operations = route === null ? [] : restoring(route, scene.ends);
  if (operations.length === 0) return null;
  const patch = ['patch', `${named.kind}/${named.name}`, '--type=json', '-p', JSON.stringify(operations)];
  return kubectlLine(site.service, patch, named.namespace ?? site.service.namespace);
}

async function scalerLine(site: Site, signal: AbortSignal): Promise<string | null> {
  const scaler = await homeScaler(site, signal);
  const [, ...operations] = (scaler && releasing(scaler)) ?? [];
  if (scaler === null || operations.length === 0) return null;
  const patch = ['patch', `horizontalpodautoscaler/${scaler.metadata.name}`, '--type=json', '-p', JSON.stringify(operations)];
  return kubectlLine(site.service, patch);
}
