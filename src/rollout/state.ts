import type { JournalDocument } from '../ports/journal.ts';

/** The state of a service: the rows of the table of what each action does. */
export type State = 'empty' | 'idle' | 'prepared' | 'canary' | 'switched' | 'rolling' | 'going-back' | 'paused' | 'stuck';

/**
 * The state as the journal tells it.
 * @param deployed whether the platform shows anything that runs
 */
export function stateOf(document: JournalDocument, deployed: boolean): State {
  const { rollout } = document;
  if (!rollout) return document.live || deployed ? 'idle' : 'empty';
  if (rollout.stuck) return 'stuck';
  if (rollout.paused) return 'paused';
  if (rollout.direction === 'back') return 'going-back';
  if (rollout.kind === 'rolling') return 'rolling';
  if (rollout.weight === 0) return 'prepared';
  // On its way to all the traffic it is a canary until that shift was commanded.
  const last = rollout.goal.stage === 'switched' || rollout.goal.stage === 'retired';
  return last && rollout.weight === 100 ? 'switched' : 'canary';
}
