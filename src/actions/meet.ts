import type { Holder, JournalDocument, Rollout } from '../ports/journal.ts';
import type { Reason } from '../ports/reason.ts';
import type { Ending } from '../ports/reporter.ts';
import { addressOf } from '../rollout/answer.ts';
import type { Asked } from '../rollout/begin.ts';
import { whoAsks } from '../rollout/going-back.ts';
import { type Watched, watchHolder } from '../rollout/holder.ts';
import { turnBack } from '../rollout/journal.ts';
import { withLock } from '../rollout/lock.ts';
import { ended } from './ended.ts';
import type { Site } from './site.ts';

/** Milliseconds between two looks at what is in the way. */
const LOOK = 1_000;

/** To look again, knowing who is not at work any more. */
type Again = { readonly gone: Holder | null };

/** Who is at work, or seems to be. A newer attempt of a run begins only when the one before has ended. `gone`: who was seen not to beat. */
export function holderOf({ run }: Asked, { holder }: JournalDocument, gone: Holder | null): Holder | null {
  const over = holder && holder.run.id !== '' && holder.run.id === run.id && holder.run.attempt < run.attempt;
  return over || (holder?.id === gone?.id && holder?.beat === gone?.beat) ? null : holder;
}

/** Somebody is at work on what is asked for: waits for them, or has them go back. */
export async function meetHolder(
  asked: Asked,
  present: JournalDocument,
  holder: Holder,
  site: Site,
  signal: AbortSignal,
): Promise<Ending | Again> {
  const { rollout } = present;
  const who = addressOf(holder.run);
  if (asked.action === 'rollback' && rollout?.direction === 'forward') {
    const { end, document } = await sendBack('rollback', asked, present, holder, site, signal);
    if (end === 'gone' || !document || document.rollout) return goneBy(end, document);
    const back = document.history[0]?.end === 'rejected';
    const reason: Reason = { code: back ? 'requested' : 'nothing-to-take-back', message: `${who} has ended it` };
    return ended(back ? 'rolled-back' : 'unchanged', reason, document);
  }
  const { progressDeadline } = site.service.rollout;
  site.say(`waits for ${who}, which is at work, at most ${progressDeadline / 1000} s`);
  const until = site.clock.now().mono + progressDeadline;
  const { end, document } = await follow(holder, until, site, signal);
  return end === 'alive' ? ended('refused', { code: 'busy', message: `${who} is still at work` }, present) : goneBy(end, document);
}

/** What was refused has another rollout in its way: does what `on-busy` says. Gives what is to be taken back first; null: it stays refused. */
export async function makeRoom(
  asked: Asked,
  present: JournalDocument,
  gone: Holder | null,
  { code, message }: Reason,
  deadline: number,
  site: Site,
  signal: AbortSignal,
): Promise<{ readonly first: Rollout } | Again | null> {
  const { onBusy } = site.service.rollout;
  const { rollout } = present;
  if (code !== 'busy' || !rollout) return null;
  if (onBusy === 'wait') {
    const left = deadline - site.clock.now().mono;
    if (left <= 0 || signal.aborted) return null;
    site.say(`waits, at most ${Math.ceil(left / 1000)} s more: ${message}`);
    await watchRollout(present, deadline, site, signal);
    return { gone };
  }
  if (onBusy !== 'supersede') return null;
  const holder = holderOf(asked, present, gone);
  if (holder) {
    const { end, document } = await sendBack('supersede', asked, present, holder, site, signal);
    return goneBy(end, document);
  }
  site.say(`takes ${rollout.attempted.version} back first: superseded by ${asked.version}`);
  return { first: turnBack(rollout, { code: 'superseded', message: `superseded by ${asked.version}` }) };
}

/** Leaves a request for whoever is at work, and follows until that is obeyed or they are gone. */
async function sendBack(
  what: 'rollback' | 'supersede',
  asked: Asked,
  present: JournalDocument,
  holder: Holder,
  site: Site,
  signal: AbortSignal,
): Promise<Watched> {
  const { journal } = site.platform;
  const request = { what, by: whoAsks(asked, present.rollout) };
  const next = asked.lock === null ? present : withLock(present, asked.lock, asked);
  const saved = await journal.save({ ...next, request, seq: present.seq + 1 }, present.seq, signal);
  // Somebody wrote in between: look again.
  if (saved === 'lost') return { end: 'free', ended: false, document: null };
  site.say(`${addressOf(holder.run)} is at work; asked it to go back`);
  return follow(holder, Number.POSITIVE_INFINITY, site, signal);
}

/** Watches who is at work, and says where they are gone. */
export async function follow(holder: Holder, until: number, site: Site, signal: AbortSignal): Promise<Watched> {
  const { platform, clock, jobEnded, say } = site;
  const seen = await watchHolder(platform.journal, clock, holder, until, signal, jobEnded);
  if (seen.end === 'gone') say(`${addressOf(holder.run)} is gone${seen.ended ? ': its job has ended, as GitHub says' : ''}; taking over`);
  return seen;
}

/** Waits until another rollout is in flight, this one is further, or the deadline. */
async function watchRollout({ rollout, holder }: JournalDocument, deadline: number, { platform, clock }: Site, signal: AbortSignal) {
  while (clock.now().mono < deadline && !signal.aborted) {
    await clock.sleep(LOOK, signal);
    const now = await platform.journal.load(signal);
    if (now?.rollout?.id !== rollout?.id || now?.holder?.id !== holder?.id) return;
  }
}

function goneBy(end: Watched['end'], document: JournalDocument | null): Again {
  return { gone: end === 'gone' ? (document?.holder ?? null) : null };
}
