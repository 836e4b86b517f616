import { oneLine } from './escape.ts';
import type { ReportRecord } from './record.ts';

/** What the repository offers to people who read this. */
export type Ways = {
  /** Page of the workflow that promotes and takes back by hand; '' where there is none. */
  readonly workflowUrl: string;
  /** Whether comments like `/sluice promote` are obeyed. */
  readonly byComment: boolean;
};

export const NO_WAYS: Ways = { workflowUrl: '', byComment: false };

/** What a person can do now. Holds untrusted text. */
export type Next = {
  readonly text: string;
  /** Of `commands` one is to be chosen; each is to be copied as it is. */
  readonly choice: boolean;
  readonly commands: readonly string[];
};

/** What there is to do after the record's outcome; null where nothing is. */
export function nextSteps(record: ReportRecord, ways: Ways): Next | null {
  const [promote, rollback] = [wayTo('promote', record, ways), wayTo('rollback', record, ways)];
  const choose = (text: string, ...commands: readonly string[]): Next => ({ text, choice: true, commands });
  const finish = (text: string, commands: readonly string[] = []): Next => ({ text, choice: false, commands });
  if (record.lock !== null && record.outcome !== null && record.outcome !== 'stuck') {
    const unlock = wayTo('unlock', record, ways);
    return record.rollout === null || record.outcome === 'promoted' || record.outcome === 'rolled-back'
      ? choose('Nothing can be deployed until it is unlocked. Unlock it', unlock)
      : choose('Nothing goes on until it is unlocked. Unlock it, or take the version back', unlock, rollback);
  }
  switch (record.outcome) {
    case 'canary':
    case 'prepared':
    case 'switched':
      return choose('Promote it, or take it back', promote, rollback);
    case 'unlocked':
      return record.rollout === null ? null : choose('Promote it, or take it back', promote, rollback);
    case 'paused':
    case 'interrupted':
      return choose('Run the failed job again to go on from here. Or promote it, or take it back', promote, rollback);
    case 'stuck':
      return finish('Finish by hand with these commands, then run the job again', record.commands);
    case 'rolled-back':
      return ['requested', 'cancelled'].includes(record.reason ?? '')
        ? null
        : finish('The version before serves all requests. Mend what the message names, then deploy again');
    case 'refused':
      return finish('Nothing was changed. Do what the message says, then run the job again', record.commands);
    case null:
    case 'rolling':
      return record.direction === 'back' ? null : choose('It goes on by itself. You can take it back', rollback);
    default:
      return null;
  }
}

/** How the commands of a choice are meant: a comment to write, or a step to run. */
export function howTo({ choice, commands }: Next): string {
  if (!choice) return '';
  return commands[0]?.startsWith('/') ? 'by a comment' : 'with a step of a workflow';
}

/** What makes a version live again. */
export function wayBack(record: ReportRecord, version: string, ways: Ways): string {
  return wayTo('rollback', record, ways, version);
}

/** Whether the version has a share of the traffic that is worth a bar. */
export function hasTraffic(record: ReportRecord): boolean {
  return record.rollout !== null && record.outcome !== 'refused';
}

type What = 'promote' | 'rollback' | 'unlock';

/** A comment, or a step of a workflow; what cannot be said in a comment is a step. */
function wayTo(what: What, { service, environment }: ReportRecord, { byComment }: Ways, to?: string): string {
  const isPlain = /^[A-Za-z0-9][\w.-]*@[A-Za-z0-9][\w./-]*$/.test(`${service}@${environment}`) && /^[A-Za-z0-9][\w.+:/-]*$/.test(to ?? 'v');
  if (byComment && isPlain) return `/sluice ${service}@${environment} ${what}${to === undefined ? '' : ` to ${to}`}`;
  const inputs = { service, environment, ...(to !== undefined && { to }) };
  const pairs = Object.entries(inputs).map(([name, value]) => `${name}: ${JSON.stringify(oneLine(value))}`);
  if (what === 'unlock') pairs.push('unlock: true');
  return `- { uses: sluice-actions/sluice/actions/${what === 'unlock' ? 'lock' : what}@v1, with: { ${pairs.join(', ')} } }`;
}
