import type { Backend, Labels } from '../backend.ts';
import { TRACK } from '../next.ts';
import type { Container, PodTemplate, Selector, Workload } from '../workload/workload.ts';
import type { Images } from './made-for.ts';

/** The labels of the next track's pods: home's, but for the one by which the backend, if there is one, tells them apart, and the track's own. */
export function nextLabels({ spec }: Workload, backend: Backend | null, next: string): Labels {
  return { ...spec.template.metadata?.labels, ...(backend && { [backend.key]: next }), [TRACK]: next };
}

/** Home's pods with other images, under the labels of the next track; what they ask of pods like themselves, they ask of their own track's. */
export function nextTemplate(home: Workload, backend: Backend | null, next: string, images: Images): PodTemplate {
  const { metadata, spec }: { metadata?: PodTemplate['metadata']; spec: Placed } = home.spec.template;
  const { affinity, topologySpreadConstraints, initContainers } = spec;
  const withImages = (all: readonly Container[]) => all.map((one) => ({ ...one, ...(images[one.name] && { image: images[one.name] }) }));
  const rename = (selector: Selector) => (backend === null ? selector : renamed(selector, backend, next));
  return {
    metadata: { ...metadata, labels: nextLabels(home, backend, next) },
    spec: {
      ...spec,
      containers: withImages(spec.containers),
      ...(initContainers && { initContainers: withImages(initContainers) }),
      ...(affinity !== undefined && { affinity: following(affinity, rename) }),
      ...(topologySpreadConstraints !== undefined && { topologySpreadConstraints: following(topologySpreadConstraints, rename) }),
    },
  };
}

type Placed = PodTemplate['spec'] & { readonly affinity?: unknown; readonly topologySpreadConstraints?: unknown };

/** The same with every `labelSelector` in it renamed. */
function following(part: unknown, rename: (selector: Selector) => Selector): unknown {
  if (Array.isArray(part)) return part.map((one) => following(one, rename));
  if (typeof part !== 'object' || part === null) return part;
  const inner = Object.entries(part).map(([name, value]) => {
    return [name, name === 'labelSelector' ? rename(value as Selector) : following(value, rename)] as const;
  });
  return Object.fromEntries(inner);
}

function renamed(selector: Selector, { key, selector: home }: Backend, next: string): Selector {
  const { matchLabels, matchExpressions } = selector;
  const was = home[key];
  return {
    ...selector,
    ...(matchLabels?.[key] === was && was !== undefined && { matchLabels: { ...matchLabels, [key]: next } }),
    ...(matchExpressions && {
      matchExpressions: matchExpressions.map((one) =>
        one.key === key && one.values ? { ...one, values: one.values.map((value) => (value === was ? next : value)) } : one,
      ),
    }),
  };
}
