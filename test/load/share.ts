import type { Counts } from './generator.ts';

/** By how many standard deviations `hits` of `requests` differ from the share of `weight` percent. */
export function deviations(hits: number, requests: number, weight: number): number {
  const share = weight / 100;
  return Math.abs(hits - share * requests) / Math.sqrt(requests * share * (1 - share));
}

/** What `version`, and all versions together, answered between two looks. */
export function between(before: Counts, after: Counts, version: string): { readonly hits: number; readonly requests: number } {
  const hits = ({ byVersion }: Counts) => byVersion[version]?.requests ?? 0;
  return { hits: hits(after) - hits(before), requests: after.requests - before.requests };
}
