import type { Asked } from '../rollout/begin.ts';

/** Only these are told what to deploy, and have it in their workspace; `promote` and `rollback` may have another commit there. */
export function brings({ action }: Pick<Asked, 'action'>): boolean {
  return action !== 'promote' && action !== 'rollback';
}
