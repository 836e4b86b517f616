import { isMapping } from '../../../units/mapping.ts';
import { pointer } from '../pointer.ts';
import type { PodTemplate, Workload } from '../workload/workload.ts';
import type { Manifest } from './object.ts';

/** What the manifests of one version come to on the cluster: with its images, and the names of its configuration. */
export type Rendered = {
  /** The rollout that brought it, or in which it comes back: its Jobs run once in that. */
  readonly rollout: string;
  readonly workload: RenderedWorkload;
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  /** Copies of ConfigMaps and Secrets that only this version has: `ConfigMap/shop-1a2b3c4d`. */
  readonly copies: readonly string[];
  /** That rollout has ended well, and its Jobs have run: who is told this again is on the way back. */
  readonly over?: boolean;
};

/** The workload as the manifests say it. Of one that was there before, only its pods. */
export type RenderedWorkload = Manifest & Pick<Workload, 'spec'>;

/** Never changed of a workload that is there, or not by these. */
const LEFT_ALONE = ['template', 'selector'];

/** Strategies that know no pace of a rolling update: the API server takes none with them. */
export const WITHOUT_PACE: readonly unknown[] = ['Recreate', 'OnDelete'];
/** By which keys of its spec a workload says it. */
export const STRATEGIES: readonly string[] = ['strategy', 'updateStrategy'];

/** What the manifests say of a workload besides its pods, by JSON pointer: only what they say. Lists are one value, and so is a strategy that takes the pace away. */
export function fieldsOf({ metadata, spec }: RenderedWorkload): Readonly<Record<string, unknown>> {
  const said = Object.fromEntries(Object.entries(spec).filter(([key]) => !LEFT_ALONE.includes(key)));
  return {
    ...leaves(['metadata', 'labels'], metadata.labels ?? {}),
    ...leaves(['metadata', 'annotations'], metadata.annotations ?? {}),
    ...Object.assign({}, ...Object.entries(said).map(([key, value]) => fieldsIn(key, value))),
  };
}

function fieldsIn(key: string, value: unknown): Readonly<Record<string, unknown>> {
  const takesAll = STRATEGIES.includes(key) && isMapping(value) && WITHOUT_PACE.includes(value['type']);
  return takesAll ? { [pointer('spec', key)]: { type: value['type'] } } : leaves(['spec', key], value);
}

function leaves(path: readonly string[], value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { [pointer(...path)]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, part]) => leaves([...path, key], part)));
}

/** The pods of the version, marked where they are to be new ones although nothing else of them is. */
export function templateOf({ workload }: Rendered, mark: Readonly<Record<string, string>>): PodTemplate {
  const { template } = workload.spec;
  const annotations = { ...template.metadata?.annotations, ...mark };
  return Object.keys(mark).length === 0 ? template : { ...template, metadata: { ...template.metadata, annotations } };
}
