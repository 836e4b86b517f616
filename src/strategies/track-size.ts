import type { Goal } from '../ports/journal.ts';

export type Sizes = {
  /** How many instances a prepared track has, where the full size is so many. */
  readonly previewSize: (full: number) => number;
  /** Where a track always has its full size. */
  readonly alwaysFull: boolean;
  /** How many instances of so many a weight needs, where it is not {@link carrying}. */
  readonly sizeFor?: (weight: number, full: number) => number;
  /** How many of so many may be missing for a while, because the platform itself replaces what is lost. */
  readonly spare?: (size: number) => number;
};

/** How many ready instances can carry a weight: ⌈full × weight⌉, at least one. */
export function carrying(weight: number, full: number): number {
  return Math.max(1, Math.ceil((full * weight) / 100));
}

/** The fewest ready instances with which a track may go on serving a weight, where so many (`capacity`) were there to carry it. */
export function floorOf(weight: number, full: number, capacity: number, { spare }: Sizes): number {
  const size = Math.min(carrying(weight, full), capacity);
  return Math.max(1, size - (spare?.(size) ?? 0));
}

/** How many instances the goal's track is to have: all before a switch, else what its weight needs. It is never made smaller while it serves. */
export function sizeOf(goal: Goal, weight: number, full: number, sizes: Sizes): number {
  if (sizes.alwaysFull || goal.stage === 'switched' || goal.stage === 'retired') return full;
  if (goal.stage === 'prepared') return Math.max(1, sizes.previewSize(full));
  return (sizes.sizeFor ?? carrying)(Math.max(weight, goal.weight), full);
}
