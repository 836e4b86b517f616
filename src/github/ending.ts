import type { Outcome } from '../ports/outcome.ts';
import type { Ending } from '../ports/reporter.ts';
import type { DeploymentState } from './record/deployments.ts';

/** Outcomes that are about no rollout of this run: what others wrote there stays. */
const SILENT: readonly Outcome[] = ['refused', 'planned', 'unchanged', 'idle', 'empty'];

/** Whether the comment and the record are to show this end. What somebody else took over, they tell. */
export function isShown({ rollout, outcome, reason }: Ending): boolean {
  return rollout !== null && !SILENT.includes(outcome) && reason.code !== 'taken-over';
}

/** Whether a person should look: what `comment: on-failure` writes for. */
export function isFailure(ending: Ending): boolean {
  if (ending.outcome === 'rolled-back') return ending.rollout?.direction === 'back';
  return ['stuck', 'paused', 'interrupted'].includes(ending.outcome);
}

/** The version that is in flight after it; null where none is. */
export function leftInFlight({ outcome, rollout }: Ending): string | null {
  return outcome === 'promoted' || outcome === 'rolled-back' ? null : (rollout?.attempted.version ?? null);
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
      return { state: 'error', text: `Stuck: ${message}` };
    case 'interrupted':
      return { state: 'error', text: `Interrupted: ${message}` };
    case 'locked':
    case 'unlocked':
      return { state: 'in_progress', text: `${outcome === 'locked' ? 'Locked' : 'Unlocked'}: ${message}` };
    case 'paused':
      return { state: 'in_progress', text: `Paused: ${message}` };
    default:
      // In flight, and whoever was at work is gone.
      if (reason.code === 'cancelled') return { state: 'error', text: `Interrupted: ${message}` };
      return { state: 'in_progress', text: stage || (outcome === 'canary' ? `canary ${rollout?.goal.weight ?? 0} %` : outcome) };
  }
}
