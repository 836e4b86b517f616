import { thisRun } from '../github/inputs.ts';
import type { JournalDocument } from '../ports/journal.ts';
import type { Ending } from '../ports/reporter.ts';
import { addressOf } from '../rollout/answer.ts';
import { isHeld, lockedBy, withLock } from '../rollout/lock.ts';
import type { Request } from './ask.ts';
import { ended } from './ended.ts';
import { journalOf } from './journal-of.ts';
import { follow } from './meet.ts';
import type { Site } from './site.ts';

/**
 * Locks a service, and waits until the job at work has stopped; or unlocks it. Needs nothing but the journal.
 * @throws where the journal cannot be read or written
 */
export async function changeLock(request: Request, site: Site, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Ending> {
  const { journal } = site.platform;
  for (;;) {
    const present = await journalOf(site.service, site.platform, signal);
    const nothing = request.unlock ? notToUnlock(present, request.inputs.reason) : notToLock(present);
    if (nothing) return nothing;
    const asked = { run: thisRun(env), now: site.clock.now().wall };
    const changed = request.unlock ? { ...present, lock: null } : withLock(present, request.inputs.reason, asked);
    const next = { ...changed, seq: present.seq + 1 };
    if (request.dryRun) return ended('planned', { code: 'dry-run', message: 'nothing was written' }, present);
    if ((await journal.save(next, present.seq, signal)) === 'lost') continue;
    if (request.unlock) return ended('unlocked', { code: 'done', message: `was ${told(present)}` }, next);
    const document = await stopped(next, site, signal).catch(() => null);
    const unseen = document === null ? '; whether the job at work has stopped could not be seen' : '';
    return ended('locked', { code: 'done', message: `${told(next)}${unseen}` }, document ?? next);
  }
}

function notToLock(present: JournalDocument): Ending | null {
  return present.lock && ended('unchanged', { code: 'already-locked', message: `already ${told(present)}` }, present);
}

/** `why`: of which lock it is the end; '' of any. */
function notToUnlock(present: JournalDocument, why: string): Ending | null {
  const { lock } = present;
  if (!lock)
    return ended('unchanged', { code: 'not-locked', message: `${present.service} in ${present.environment} is not locked` }, present);
  if (why === '' || why === lock.why) return null;
  return ended(
    'unchanged',
    { code: 'other-lock', message: `the lock stays, as it was made for another reason: ${told(present)}` },
    present,
  );
}

function told({ lock }: JournalDocument): string {
  return lock ? lockedBy(lock) : '';
}

/** The journal once whoever is at work has stopped, or is gone; null where it was not waited for to the end. Throws where it cannot be read. */
async function stopped(locked: JournalDocument, site: Site, signal: AbortSignal): Promise<JournalDocument | null> {
  const { holder } = locked;
  if (!holder || !isHeld(locked)) return locked;
  site.say(`${addressOf(holder.run)} is at work; it stops where it is`);
  return (await follow(holder, Number.POSITIVE_INFINITY, site, signal)).document;
}
