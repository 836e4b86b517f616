import type { KubernetesService, ManifestObject, Problem } from '../../../../ports/service.ts';
import type { Workload } from '../../workload/workload.ts';
import type { Manifest, Manifests } from '../object.ts';
import { inTurn, useOf } from './marks.ts';
import { inOrder } from './order.ts';
import { objectProblems, workloadIn, workloadProblems } from './problems.ts';
import { configurationOf } from './references.ts';
import { asCopy, withoutMarks, withoutServerMade } from './stripped.ts';

/** Tells what is done with each object, or all that is wrong with them; each is without what only the API server or others say of it. */
export function sortManifests(
  service: KubernetesService,
  objects: readonly ManifestObject[],
): { readonly manifests: Manifests | null; readonly problems: readonly Problem[] } {
  const problems = [...objectProblems(service, objects), ...workloadProblems(service, objects)];
  const workload = workloadIn(service, objects);
  return { manifests: problems.length > 0 || workload === null ? null : sorted(workload, objects), problems };
}

function sorted(workload: ManifestObject, objects: readonly ManifestObject[]): Manifests {
  const own = workload.object as unknown as Workload & Manifest;
  const others = objects.filter((one) => one !== workload).map(({ object }) => object as unknown as Manifest);
  const usedAs = (use: string) => others.filter((object) => useOf(object) === use);
  const [before, after, plain] = [inTurn(usedAs('before')), inTurn(usedAs('after')), usedAs('rest')];
  const used = new Set([own, ...before, ...after].flatMap(configurationOf));
  const isUsed = ({ apiVersion, kind, metadata }: Manifest) => apiVersion === 'v1' && used.has(`${kind}/${metadata.name}`);
  return {
    workload: withoutMarks(own) as Workload & Manifest,
    before: before.map(asCopy),
    after: after.map(asCopy),
    configuration: plain.filter(isUsed).map(asCopy),
    rest: inOrder(plain.filter((object) => !isUsed(object)).map(withoutServerMade)),
  };
}
