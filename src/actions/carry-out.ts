import { randomUUID } from 'node:crypto';
import type { Holder, JournalDocument, Rollout, Run } from '../ports/journal.ts';
import type { Ending } from '../ports/reporter.ts';
import { admit } from '../rollout/admission.ts';
import type { Asked } from '../rollout/begin.ts';
import { meant } from '../rollout/going-back.ts';
import { takeHold, watchHolder } from '../rollout/holder.ts';
import { drive } from './drive.ts';
import { journalOf } from './journal-of.ts';
import { precheck } from './precheck.ts';
import { look } from './shown.ts';
import type { Site } from './site.ts';

/** Brings one request to its end: asks the table, takes the journal, works; again where somebody else wrote in between. */
export async function carryOut(asked: Asked, site: Site, signal: AbortSignal): Promise<Ending> {
  const { platform, service } = site;
  let checked = false;
  for (;;) {
    const present = await journalOf(service, platform, signal);
    const { holder } = present;
    const shown = await look(platform, signal);
    const admission = admit(asked, present, shown);
    if (admission.do === 'refuse' || admission.do === 'nothing') {
      return ended(admission.do === 'refuse' ? 'refused' : 'unchanged', admission.reason, present);
    }
    if (holder && !isOver(holder.run, asked.run)) {
      const answer = await meetHolder(asked, present, holder, site, signal);
      if (answer === 'again') continue;
      if (answer) return answer;
    }
    const { rollout } = admission;
    const forward = rollout.direction === 'forward';
    if (!checked && forward) {
      await precheck(rollout, shown, site, signal);
      checked = true;
    }
    const ending = await begin(asked, present, rollout, site, signal);
    if (ending === null || (admission.do === 'first' && ending.outcome !== 'stuck' && ending.outcome !== 'interrupted')) continue;
    if (goesFurther(asked, rollout, ending)) continue;
    // Going back to an earlier version is a rollout like any other, but it is a rollback that was asked for.
    return asked.action === 'rollback' && ending.outcome === 'promoted' ? { ...ending, outcome: 'rolled-back' } : ending;
  }
}

/** What was in flight is back; a rollback to a certain version then goes on to that one. */
function goesFurther({ action, to }: Asked, rollout: Rollout, { outcome, journal }: Ending): boolean {
  if (action !== 'rollback' || to === null || to === 'previous' || outcome !== 'rolled-back' || rollout.action === 'rollback') return false;
  return !meant(to, journal?.live?.version ?? '');
}

/** A newer attempt of a run begins only when the one before has ended. */
function isOver(theirs: Run, mine: Run): boolean {
  return theirs.id !== '' && theirs.id === mine.id && theirs.attempt < mine.attempt;
}

/** Somebody is at work, or seems to be. null: the holder is gone, go on. */
async function meetHolder(
  asked: Asked,
  present: JournalDocument,
  holder: Holder,
  site: Site,
  signal: AbortSignal,
): Promise<Ending | 'again' | null> {
  const { platform, clock, service } = site;
  const { rollout } = present;
  let deadline = clock.now().mono + service.rollout.progressDeadline;
  if (asked.action === 'rollback' && rollout?.direction === 'forward') {
    const request = { what: 'rollback' as const, by: asked.run.actor || 'somebody' };
    const saved = await platform.journal.save({ ...present, request, seq: present.seq + 1 }, present.seq, signal);
    if (saved === 'lost') return 'again';
    // Whoever asked follows until it is done, or the holder is gone.
    deadline = Number.POSITIVE_INFINITY;
    site.say(`${holder.run.url || 'another process'} is at work; asked it to go back`);
  } else {
    site.say(`waits for ${holder.run.url || 'another process'}, which is at work, at most ${service.rollout.progressDeadline / 1000} s`);
  }
  const { end, document } = await watchHolder(platform.journal, clock, holder, deadline, signal);
  if (end === 'gone') {
    site.say(`${holder.run.url || 'the process at work'} is gone; taking over`);
    return null;
  }
  if (end === 'alive')
    return ended('refused', { code: 'busy', message: `${holder.run.url || 'another process'} is still at work` }, present);
  if (asked.action === 'rollback' && document && !document.rollout) {
    const back = document.history[0]?.end === 'rejected';
    return ended(
      back ? 'rolled-back' : 'unchanged',
      { code: back ? 'requested' : 'nothing-to-take-back', message: `${holder.run.url} has ended it` },
      document,
    );
  }
  return 'again';
}

async function begin(asked: Asked, present: JournalDocument, rollout: Rollout, site: Site, signal: AbortSignal): Promise<Ending | null> {
  const { platform, service } = site;
  const holder: Holder = { id: randomUUID(), run: asked.run, beat: 0 };
  const resumed = present.rollout?.id === rollout.id;
  const taken: Rollout = { ...rollout, lastHolder: holder.id };
  site.remember(taken, holder.id);
  const next: JournalDocument = { ...present, place: service.place, rollout: taken, holder, request: null };
  const hold = await takeHold(platform.journal, present, next, signal);
  if (!hold) return null;
  try {
    await platform.start?.(signal);
  } catch (error) {
    // Nothing was begun, so the journal says again what it said before.
    await hold.save((document) => ({ ...document, place: present.place, rollout: present.rollout, holder: null }));
    throw error;
  }
  const { onFailure, progressDeadline: patience } = service.rollout;
  return drive(taken, resumed ? 'resumed' : 'began', hold, site, { onFailure, step: asked.step, patience }, signal);
}

function ended(outcome: Ending['outcome'], reason: Ending['reason'], journal: JournalDocument): Ending {
  return { outcome, reason, journal, rollout: journal.rollout, commands: journal.rollout?.stuck?.commands ?? [] };
}
