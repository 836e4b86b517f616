import type { JournalDocument, Lock } from '../ports/journal.ts';
import { moment } from '../units/moment.ts';
import type { Asked } from './begin.ts';

/** Whether a lock keeps what is in flight from going forward. What brings back a version goes on. */
export function isHeld({ lock, rollout }: JournalDocument): boolean {
  return lock !== null && rollout?.direction === 'forward' && rollout.action !== 'rollback';
}

/** Whether whoever is at work is to stop going forward now: somebody asked to go back, or has locked the service. What was taken out of rotation is put back first. */
export function isToStop(document: JournalDocument): boolean {
  const { request, rollout } = document;
  return (request !== null && rollout?.direction === 'forward') || (isHeld(document) && rollout?.ours.length === 0);
}

/** The document locked for `why`, where it is not locked already: who locked first has the say. */
export function withLock(document: JournalDocument, why: string, { run, now }: Pick<Asked, 'run' | 'now'>): JournalDocument {
  return document.lock ? document : { ...document, lock: { why, by: run.actor, at: now, url: run.url } };
}

/** Who locked, since when, and why. */
export function lockedBy({ by, at, why }: Lock): string {
  return `locked by ${by || 'somebody'} since ${moment(at)} UTC: ${why}`;
}
