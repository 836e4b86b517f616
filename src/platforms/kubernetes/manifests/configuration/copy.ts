import { digest } from '../../../../units/digest.ts';
import { journalName } from '../../journal-name.ts';
import type { Site } from '../../site.ts';
import { contentOf } from '../applied/content.ts';
import { asCopy } from '../files/stripped.ts';
import { jobMark } from '../jobs/job-object.ts';
import type { Manifest } from '../object.ts';

/** On each copy that may be deleted when no version of the service needs it: whose it is. */
export const COPY = 'sluice-actions.github.io/copy';
/** The annotation of each copy that says of what it is one. */
const COPY_OF = 'sluice-actions.github.io/copy-of';
/** What a name may be long. */
const LONGEST = 253;

/**
 * A copy named by its content, which nobody can change. Two services have each their own.
 * @param isShared whether others than the workload and its Jobs use it: it is then not to be deleted, so it has no label of ours
 */
export function copyOf(site: Site, object: Manifest, isShared: boolean): Manifest {
  const { service } = site;
  const { metadata, ...kept } = asCopy(object);
  const { name } = metadata;
  const whose = journalName(service.name, service.environment);
  const end = `-${digest([whose, object.kind, name, isShared, contentOf(object)]).slice(0, 8)}`;
  const copy = {
    ...metadata,
    name: `${name.slice(0, LONGEST - end.length).replace(/[^a-z0-9]+$/, '')}${end}`,
    labels: { ...metadata.labels, ...(!isShared && { [COPY]: jobMark(site) }) },
    annotations: { ...metadata.annotations, [COPY_OF]: name },
  };
  return { ...kept, metadata: copy, immutable: true } as unknown as Manifest;
}
