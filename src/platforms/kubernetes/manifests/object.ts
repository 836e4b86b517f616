import type { Resource } from '../api/api.ts';
import type { Workload } from '../workload/workload.ts';

/** One object of the manifests; all fields that we do not know stay in it. */
export type Manifest = Resource & { readonly apiVersion: string; readonly kind: string };

/** What goes with a version, by what is done with it. Images are as they were written, `{version}` and all. */
export type Manifests = {
  /** The workload itself: it goes to the track. */
  readonly workload: Workload & Manifest;
  /** Jobs that run before the first instance, and after the promotion, in order. */
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  /** ConfigMaps and Secrets that the workload's pods (or its Jobs) use. */
  readonly configuration: readonly Manifest[];
  /** All the others, in the order in which they are applied. */
  readonly rest: readonly Manifest[];
};
