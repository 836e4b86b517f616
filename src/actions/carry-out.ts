import { randomUUID } from 'node:crypto';
import type { Holder, JournalDocument, Rollout } from '../ports/journal.ts';
import type { Supply } from '../ports/platform.ts';
import type { Ending } from '../ports/reporter.ts';
import { admit } from '../rollout/admission.ts';
import { type Asked, sameContent } from '../rollout/begin.ts';
import { meant } from '../rollout/going-back.ts';
import { beaten, besideBeats, TakenOver, takeHold } from '../rollout/holder.ts';
import { isToStop, withLock } from '../rollout/lock.ts';
import { brings } from './brings.ts';
import { drive } from './drive.ts';
import { ended, refused } from './ended.ts';
import { journalOf } from './journal-of.ts';
import { type Measuring, measuring } from './measuring.ts';
import { holderOf, makeRoom, meetHolder } from './meet.ts';
import { precheck } from './precheck.ts';
import { kindOf, look } from './shown.ts';
import type { Site } from './site.ts';

/** Brings one request to its end: asks the table, takes the journal, works; again where somebody else wrote in between. */
export async function carryOut(given: Asked, site: Site, signal: AbortSignal): Promise<Ending> {
  const { platform, service } = site;
  const deadline = site.clock.now().mono + service.rollout.progressDeadline;
  let checked = false;
  let gone: Holder | null = null;
  for (;;) {
    // What begins after a wait begins then.
    const asked = { ...given, now: site.clock.now().wall };
    const present = await journalOf(service, platform, signal);
    const shown = await look(platform, kindOf(present, asked.action), signal, present.rollout === null);
    const holder = holderOf(asked, present, gone);
    const admission = admit(asked, present, shown);
    // Before all else, so that nothing new begins meanwhile; who is at work and can go back is told both at once.
    const isTold = holder !== null && present.rollout?.direction === 'forward' && admission.do === 'work';
    if (asked.lock !== null && !present.lock && !isTold) {
      const locked = withLock(present, asked.lock, asked);
      await platform.journal.save({ ...locked, seq: present.seq + 1 }, present.seq, signal);
      continue;
    }
    if (admission.do === 'refuse') {
      const room = await makeRoom(asked, present, gone, admission.reason, deadline, site, signal);
      if (room === null) return refused(admission.reason, present, shown, platform, signal);
      if ('gone' in room) {
        ({ gone } = room);
        continue;
      }
      const ending = await begin(asked, present, room.first, site, signal);
      if (ending === null) continue;
      if (ending.outcome !== 'rolled-back') return ending;
      site.over?.(ending);
      continue;
    }
    // What looks done may still go back while somebody is at work on it.
    const isOpen = asked.action !== 'rollback' && present.rollout !== null && sameContent(asked, present.rollout);
    if (holder && (admission.do !== 'nothing' || isOpen)) {
      const answer = await meetHolder(asked, present, holder, site, signal);
      if ('outcome' in answer) {
        if (present.rollout && goesFurther(asked, present.rollout, answer)) continue;
        return answer;
      }
      ({ gone } = answer);
      continue;
    }
    if (admission.do === 'nothing') return ended('unchanged', admission.reason, present);
    const { rollout } = admission;
    const forward = rollout.direction === 'forward';
    if (!checked && forward) {
      await precheck(asked, { rollout, begins: present.rollout?.id !== rollout.id }, shown, site, signal);
      checked = true;
    }
    const ending = await begin(asked, present, rollout, site, signal);
    if (ending === null) continue;
    const isFirst = admission.do === 'first' && ending.outcome !== 'stuck' && ending.outcome !== 'interrupted';
    if (isFirst || goesFurther(asked, rollout, ending)) {
      site.over?.(ending);
      continue;
    }
    // Going back to an earlier version is a rollout like any other, but it is a rollback that was asked for.
    return asked.action === 'rollback' && ending.outcome === 'promoted' ? { ...ending, outcome: 'rolled-back' } : ending;
  }
}

/** What was in flight is back; a rollback to a certain version then goes on to that one. */
function goesFurther({ action, to }: Asked, rollout: Rollout, { outcome, journal }: Ending): boolean {
  if (action !== 'rollback' || to === null || to === 'previous' || outcome !== 'rolled-back' || rollout.action === 'rollback') return false;
  return !meant(to, journal?.live?.version ?? '');
}

async function begin(asked: Asked, present: JournalDocument, rollout: Rollout, site: Site, signal: AbortSignal): Promise<Ending | null> {
  const { platform, service } = site;
  const holder: Holder = { id: randomUUID(), run: asked.run, beat: 0 };
  const resumed = present.rollout?.id === rollout.id;
  // A re-run carries on as its own what an earlier attempt of it began; what it only takes back first is not its own.
  const isOwn = rollout.run.id === asked.run.id && rollout.direction === 'forward';
  const run = isOwn ? asked.run : rollout.run;
  const taken: Rollout = { ...rollout, run, lastHolder: holder.id };
  site.remember(taken, holder.id);
  const next: JournalDocument = { ...present, place: service.place, rollout: taken, holder, request: null };
  let beatAt = site.clock.now().mono;
  const hold = await takeHold(platform.journal, present, next, signal);
  if (!hold) return null;
  let metrics: Measuring | null = null;
  const beating = { hold, clock: site.clock, save: () => hold.save(beaten) };
  const start = async (until: AbortSignal) => platform.start?.(until, supplyOf(asked, taken, site));
  try {
    while (!(await besideBeats({ ...beating, beatAt }, signal, start)) && !signal.aborted && !isToStop(hold.document())) {
      // Who slept meanwhile and was not replaced does it again.
      beatAt = site.clock.now().mono;
      await hold.save(beaten);
    }
    signal.throwIfAborted();
    metrics = await measuring(taken, site, signal);
  } catch (error) {
    if (error instanceof TakenOver) return ended('interrupted', { code: 'taken-over', message: error.message });
    // Nothing was begun, so the journal says again what it said before.
    await hold.save((document) => ({ ...document, place: present.place, rollout: present.rollout, holder: null }));
    throw error;
  }
  const { onFailure, progressDeadline: patience } = service.rollout;
  try {
    return await drive(
      taken,
      resumed ? 'resumed' : 'began',
      hold,
      site,
      { onFailure, step: asked.step, patience, measuring: metrics },
      signal,
    );
  } finally {
    metrics?.close();
  }
}

/** What the platform is to have of the version; null on the way back. */
export function supplyOf(asked: Asked, { id, action, direction, goal }: Rollout, { say }: Pick<Site, 'say'>): Supply | null {
  if (direction === 'back' || goal.version === null) return null;
  return { version: goal.version, spec: goal.spec, rollout: id, returns: action === 'rollback', bring: brings(asked), say };
}
