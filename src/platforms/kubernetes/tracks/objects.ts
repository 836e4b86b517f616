import type { Backend } from '../backend.ts';
import { nextName, TRACK } from '../next.ts';
import type { Site } from '../site.ts';
import type { Workload } from '../workload/workload.ts';
import { MADE_FOR, type MadeFor } from './made-for.ts';
import type { Made } from './owned.ts';
import { nextTemplate } from './template.ts';

/** A Deployment as home's is, of another size and with other images. Nothing by which others know home's object is on it. */
export function nextDeployment(site: Site, home: Workload, backend: Backend | null, made: MadeFor, size: number): Made {
  const name = nextName(site.service.workload.name);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { [TRACK]: name }, annotations: { [MADE_FOR]: JSON.stringify(made) } },
    spec: {
      ...home.spec,
      replicas: size,
      selector: { matchLabels: { [TRACK]: name } },
      template: nextTemplate(home, backend, name, made.images),
    },
  } as Made;
}

/** The Service of the next track's pods, with the ports that the backend has; reached within the cluster only. */
export function nextService(site: Site, { ports }: Backend): Made {
  const name = nextName(site.service.workload.name);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: { [TRACK]: name } },
    spec: { type: 'ClusterIP', selector: { [TRACK]: name }, ports },
  } as Made;
}
