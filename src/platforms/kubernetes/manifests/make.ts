import type { Target } from '../../../ports/fleet.ts';
import { type Site, workloadsPath } from '../site.ts';
import { accepted } from '../tracks/accepted.ts';
import { ourContainers } from '../workload/image.ts';
import { NOTE, type Note } from '../workload/note.ts';
import { readWorkload, type Workload } from '../workload/workload.ts';
import { type Rendered, templateOf } from './rendered.ts';

/** Makes the workload of a first deployment, with the note of its rollout; null where somebody made and deleted it meanwhile. */
export async function makeWorkload(site: Site, target: Target, rendered: Rendered, signal: AbortSignal): Promise<Workload | null> {
  const { metadata, ...object } = rendered.workload;
  const annotations = { ...metadata.annotations, [NOTE]: JSON.stringify(noteOf(site, target, rendered)) };
  const made = { ...object, metadata: { ...metadata, annotations } };
  const answer = await accepted(site.api.create<Workload>(await workloadsPath(site, signal), made, signal));
  // By a call that was given up, or by somebody else, whose workload is told like any other.
  return answer === 'exists' ? readWorkload(site, signal) : answer;
}

function noteOf({ service }: Site, target: Target, rendered: Rendered): Note {
  const images = ourContainers(service, templateOf(rendered, {})).map(({ name, image }) => [name, { was: image, set: image }] as const);
  return {
    to: target,
    from: { version: null, spec: null },
    images: Object.fromEntries(images),
    template: { was: null },
    restartedAt: { was: null, set: null },
    pace: {},
  };
}
