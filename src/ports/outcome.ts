/** How an action ended: the output `outcome`. */
export const OUTCOMES = [
  'promoted',
  'prepared',
  'switched',
  'canary',
  'unchanged',
  'planned',
  'locked',
  'unlocked',
  'idle',
  'empty',
  'rolling',
  'going-back',
  'rolled-back',
  'paused',
  'interrupted',
  'refused',
  'stuck',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** What a strategy may finish with. */
export type Finished = Extract<Outcome, 'promoted' | 'prepared' | 'switched' | 'canary'>;
