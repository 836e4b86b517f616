import type { KubernetesService } from '../../../../ports/service.ts';
import { digest } from '../../../../units/digest.ts';
import { InvalidServiceFile } from '../../../../units/problem.ts';
import type { Manifests } from '../object.ts';
import { identityOf } from '../title.ts';
import { readManifestFiles } from './files.ts';
import { parseManifests } from './parse.ts';
import { objectProblems } from './problems.ts';
import { sortManifests } from './sort.ts';

/**
 * The service with what stands in its manifests, which is a part of its `spec` from then on; without manifests as it is. `root` is the folder
 * of the repository. Throws {@link InvalidServiceFile} with all that is wrong, each with its file and line.
 */
export async function bringManifests(service: KubernetesService, root: string): Promise<KubernetesService> {
  if (service.manifests === null) return service;
  const read = await readManifestFiles(service.manifests, root);
  const { objects, problems: wrong } = parseManifests(read.files);
  const unread = [...read.problems, ...wrong];
  // Whether the workload is missing is not known before all can be read.
  if (unread.length > 0) throw new InvalidServiceFile([...unread, ...objectProblems(service, objects)]);
  const { manifests, problems } = sortManifests(service, objects);
  if (manifests === null) throw new InvalidServiceFile(problems);
  return { ...service, objects, spec: digest({ spec: service.spec, manifests: contentOf(manifests) }) };
}

/** The same whatever file an object stands in, and in whatever order. */
function contentOf({ workload, before, after, configuration, rest }: Manifests): Readonly<Record<string, unknown>> {
  const all = Object.entries({ workload: [workload], before, after, configuration, rest });
  return Object.fromEntries(all.map(([use, objects]) => [use, Object.fromEntries(objects.map((one) => [identityOf(one, null), one]))]));
}
