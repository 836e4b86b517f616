import type { Ahead } from '../../../ports/platform.ts';
import type { Problem } from '../../../ports/service.ts';
import { nextName } from '../next.ts';
import { MOST_SHARED } from '../router/service-router.ts';
import { beyond } from '../router/share-router.ts';
import { type Site, workloadName } from '../site.ts';

/** What of a rollout cannot be done to a workload that nobody calls; and, before it begins, what is different there. */
export function shareProblems(site: Site, ahead: Ahead | undefined): readonly Problem[] {
  if (ahead === undefined) return [];
  const next = nextName(site.service.workload.name);
  const nobody = `No Service selects the pods of ${workloadName(site)}`;
  if (switches(ahead)) {
    const both = `both versions take work as soon as their pods run, and none can be kept from it`;
    const use = 'use `canary-step` and `promote`, or `rolling`; or, where users call it, make a Service';
    return [{ message: `${nobody}, so that nothing can be switched: ${both}. So ${use}.` }];
  }
  const said = `${nobody}, so that a share of its work is a share of its pods: those of ${next} take work as soon as they run, before they are proven.`;
  return [...weightProblems(site, next, ahead), ...(ahead.begins ? [{ message: said, unchecked: true }] : [])];
}

/** A rollback asks for all as well, and has no other way. */
function switches({ goal: { stage }, begins, brings }: Ahead): boolean {
  return stage === 'prepared' || stage === 'switched' || (stage === 'retired' && begins && brings);
}

function weightProblems({ service }: Site, next: string, { goal }: Ahead): readonly Problem[] {
  if (goal.stage !== 'canary') return [];
  const asked = [...new Set([goal.weight, ...(service.rollout.weights ?? [])])];
  const most = asked.filter((weight) => weight > MOST_SHARED && weight < 100);
  const none = `0 % cannot be given: pods of ${next} take work as soon as they run. Write a weight from 1 to ${MOST_SHARED}.`;
  return [...(asked.includes(0) ? [none] : []), ...(most.length > 0 ? [beyond(most)] : [])].map((message) => ({ message }));
}
