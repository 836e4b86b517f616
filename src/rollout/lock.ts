import type { JournalDocument, Lock } from '../ports/journal.ts';
import { moment } from '../units/moment.ts';
import type { Asked } from './begin.ts';

/** Whether whoever is at work is to stop going forward: somebody asked to go back, or has locked the service. What brings back a version goes on. */
export function isToStop({ request, lock, rollout }: JournalDocument): boolean {
  return rollout?.direction === 'forward' && (request !== null || (lock !== null && rollout.action !== 'rollback'));
}

/** The document locked for `why`, where it is not locked already: who locked first has the say. */
export function withLock(document: JournalDocument, why: string, { run, now }: Pick<Asked, 'run' | 'now'>): JournalDocument {
  return document.lock ? document : { ...document, lock: { why, by: run.actor, at: now, url: run.url } };
}

/** Who locked, since when, and why. */
export function lockedBy({ by, at, why }: Lock): string {
  return `locked by ${by || 'somebody'} since ${moment(at)} UTC: ${why}`;
}
