import type { Outcome } from '../ports/outcome.ts';
import { oneLine } from './escape.ts';
import type { ReportRecord } from './record.ts';

/** What a person can do now: a sentence, and the steps that do it, to be copied. Both hold untrusted text. */
export type Next = { readonly text: string; readonly commands: readonly string[] };

/** What there is to do after the record's outcome; null where nothing is. */
export function nextSteps(record: ReportRecord): Next | null {
  const next = whenUnlocked(record);
  if (record.lock === null || record.outcome === null || record.outcome === 'stuck') return next;
  const unlock = command(record, 'lock', { unlock: true });
  return { text: 'Until it is unlocked only a rollback works. To unlock it:', commands: [unlock, ...(next?.commands ?? [])] };
}

function whenUnlocked(record: ReportRecord): Next | null {
  const { promote, rollback } = { promote: command(record, 'promote'), rollback: command(record, 'rollback') };
  switch (record.outcome) {
    case 'canary':
    case 'prepared':
    case 'switched':
      return { text: 'Promote it, or take it back:', commands: [promote, rollback] };
    case 'locked':
    case 'unlocked':
      return record.rollout === null ? null : { text: 'Promote it, or take it back:', commands: [promote, rollback] };
    case 'paused':
    case 'interrupted':
      return { text: 'Run the failed job again to go on from here, or end it:', commands: [promote, rollback] };
    case 'stuck':
      return { text: 'Finish by hand with these commands, then run the job again:', commands: record.commands };
    case 'rolled-back':
      return record.reason === 'requested'
        ? null
        : { text: 'Mend the version and deploy again; the version before serves all requests.', commands: [] };
    case 'refused':
      return { text: 'Nothing was changed. Do what the message says, then run the job again.', commands: record.commands };
    default:
      return inFlight(record.outcome) ? { text: 'To take it back:', commands: [rollback] } : null;
  }
}

/** The step that makes a version live again. */
export function wayBack(record: ReportRecord, version: string): string {
  return command(record, 'rollback', { to: version });
}

/** Whether the version has a share of the traffic that is worth a bar. */
export function hasTraffic(record: ReportRecord): boolean {
  return record.rollout !== null && record.outcome !== 'refused';
}

const inFlight = (outcome: Outcome | null) => outcome === null || outcome === 'rolling';

/** The step that does it, to be pasted into a workflow. */
function command(
  record: ReportRecord,
  action: 'lock' | 'promote' | 'rollback',
  more: { readonly to?: string; readonly unlock?: true } = {},
): string {
  const inputs: Record<string, string | true> = { service: record.service, environment: record.environment, ...more };
  const pairs = Object.entries(inputs).map(([name, value]) => `${name}: ${value === true ? value : JSON.stringify(oneLine(value))}`);
  return `uses: sluice-actions/sluice/actions/${action}@v1, with: { ${pairs.join(', ')} }`;
}
