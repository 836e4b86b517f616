import { setTimeout as sleep } from 'node:timers/promises';
import { corePath, type Site, workloadsPath } from './site.ts';

/** Milliseconds between two looks that changes ask for. */
const LONGEST = 1_000;

/** What the last look saw, as of which versions. */
export type Seen = {
  readonly name: string;
  readonly version: string;
  /** null where no pods were looked at. */
  readonly pods: { readonly query: Readonly<Record<string, string>>; readonly version: string; readonly count: number } | null;
  /** How many pods there are, where they were not looked at. */
  readonly count?: number;
};

/** Resolves when the workload or one of the pods that were looked at changed since, or on abort. What cannot be watched changes unseen. */
export async function changedSince(
  site: Site,
  { name, version, pods, count = pods?.count ?? 0 }: Seen,
  signal: AbortSignal,
): Promise<void> {
  // The more there are, the dearer is a look, and the more often one of them changes.
  await sleep(Math.min(count, LONGEST), undefined, { signal }).catch(() => {});
  if (signal.aborted) return;
  const watches: Watched[] = [[workloadsPath(site, signal), version, { fieldSelector: `metadata.name=${name}` }]];
  if (pods) watches.push([corePath(site, 'pods', signal), pods.version, pods.query]);
  await firstChange(site, watches, signal);
}

/** What to watch: the path of a list, as of which version, and which of it. */
export type Watched = readonly [path: Promise<string>, from: string, query: Readonly<Record<string, string>>];

/** Resolves when the first of these changed, with no watch left behind, or on abort. What cannot be watched changes unseen. */
export async function firstChange({ api }: Site, all: readonly Watched[], signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  const watches = all.map(async ([path, from, query]) => {
    try {
      await api.changed(await path, from, both, query);
    } catch {
      await aborted(both);
    }
  });
  await Promise.race(watches);
  over.abort();
  await Promise.all(watches);
}

/** Resolves on abort. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
