import type { Outcome } from '../ports/outcome.ts';
import type { Ending } from '../ports/reporter.ts';
import type { DeploymentState } from './deployment.ts';

/** Outcomes that are about no rollout of this run: what others wrote there stays. */
const SILENT: readonly Outcome[] = ['refused', 'planned', 'unchanged', 'idle', 'empty'];

/** Whether the comment and the record are to show this end. */
export function isShown(ending: Ending): boolean {
  return ending.rollout !== null && !SILENT.includes(ending.outcome);
}

/** Whether a person should look: what `comment: on-failure` writes for. */
export function isFailure(ending: Ending): boolean {
  if (ending.outcome === 'rolled-back') return ending.rollout?.direction === 'back';
  return ['stuck', 'paused', 'interrupted'].includes(ending.outcome);
}

/** The last status of the record; `stage` is the last one that was shown. */
export function statusOf({ outcome, reason, rollout }: Ending, stage: string): { state: DeploymentState; text: string } {
  const message = reason.message.replaceAll(/\s+/g, ' ').trim();
  switch (outcome) {
    case 'promoted':
      return { state: 'success', text: `${rollout?.goal.version ?? 'It'} is live` };
    case 'rolled-back':
      // Where the version before was deployed as a rollout of its own, this rollout went as asked.
      return rollout?.direction === 'back' ? { state: 'failure', text: `Rolled back: ${message}` } : { state: 'success', text: message };
    case 'stuck':
      return { state: 'failure', text: `Stuck: ${message}` };
    case 'locked':
    case 'unlocked':
      return { state: 'in_progress', text: `${outcome === 'locked' ? 'Locked' : 'Unlocked'}: ${message}` };
    case 'paused':
    case 'interrupted':
      return { state: 'in_progress', text: `${outcome === 'paused' ? 'Paused' : 'Interrupted'}: ${message}` };
    default:
      return { state: 'in_progress', text: stage || outcome };
  }
}
