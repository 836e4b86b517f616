import { shorten } from './escape.ts';
import { percent } from './log.ts';
import type { ReportRecord } from './record.ts';

/** What happened or is happening, in a few words: the title of comment, summary, page and annotation. Holds untrusted text. */
export function headline(record: ReportRecord): string {
  const version = record.version === null ? 'the version' : shorten(record.version);
  const previous = record.previousVersion === null ? 'what ran before' : shorten(record.previousVersion);
  const at = `${version} at ${percent(record.weight)}`;
  switch (record.outcome) {
    case null:
    case 'rolling':
      return atWork(record, version, previous);
    case 'promoted':
      return `Promoted ${version}`;
    case 'prepared':
      return `Prepared ${version}, without traffic`;
    case 'switched':
      return `Switched to ${version}, ${previous} is kept`;
    case 'canary':
      return `Canary ${at}`;
    case 'unchanged':
      return 'Nothing changed';
    case 'planned':
      return `Planned ${version}, nothing was changed`;
    case 'locked':
      return record.rollout === null ? 'Locked' : `Locked, ${version} stays at ${percent(record.weight)}`;
    case 'unlocked':
      return record.rollout === null ? 'Unlocked' : `Unlocked, ${version} is at ${percent(record.weight)}`;
    case 'idle':
      return 'Nothing in flight';
    case 'empty':
      return 'Nothing deployed yet';
    case 'going-back':
      return `Going back to ${previous}`;
    case 'rolled-back':
      // Taken back, or brought back as asked: then the version before is the one that was the goal.
      return `Rolled back to ${record.direction === 'back' ? previous : version}`;
    case 'paused':
      return `Paused ${at}`;
    case 'interrupted':
      return `Interrupted ${at}`;
    case 'refused':
      return record.version === null ? 'Refused' : `Refused ${version}`;
    case 'stuck':
      return `Stuck with ${at}: finish by hand`;
  }
}

function atWork(record: ReportRecord, version: string, previous: string): string {
  if (record.direction === 'back') return `Going back to ${previous}`;
  const batch = /^batch (\d+ of \d+)$/.exec(record.stage)?.[1];
  if (record.kind !== 'tracks') return batch === undefined ? `Rolling to ${version}` : `Rolling ${batch} to ${version}`;
  return record.weight > 0 ? `Rolling out ${version}, now at ${percent(record.weight)}` : `Preparing ${version}`;
}
