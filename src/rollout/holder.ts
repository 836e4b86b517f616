import type { Clock } from '../ports/clock.ts';
import type { Holder, Journal, JournalDocument, Run } from '../ports/journal.ts';
import { inTime } from './in-time.ts';
import { isToStop } from './lock.ts';

/** Milliseconds between two beats of a holder; with each it reads requests, which it is to obey within 5 s. */
export const BEAT = 4_000;
/** A holder whose beat has not changed for so many milliseconds is gone. */
export const GONE = 30_000;
/** The same where somebody else knows that its job has ended: two beats. */
export const GONE_WITH_ITS_JOB = 10_000;

/** Thrown when somebody else took the rollout over: whoever fails to save writes nothing more. */
export class TakenOver extends Error {
  override name = 'TakenOver' as const;
  readonly by: Holder | null;
  constructor(by: Holder | null) {
    super(by ? `taken over by run ${by.run.url}` : 'the journal was changed by somebody else');
    this.by = by;
  }
}

/** The right to write on one rollout, until it is let go or taken over. */
export interface Hold {
  readonly id: string;
  document(): JournalDocument;
  /** Changes the journal; keeps what others left in it for us (`request`, `lock`). Throws {@link TakenOver}. */
  save(change: (document: JournalDocument) => JournalDocument): Promise<void>;
}

/** Tries to save `next` as the new holder; null when somebody else wrote in between: load, and think again. */
export async function takeHold(
  journal: Journal,
  present: JournalDocument,
  next: JournalDocument,
  signal: AbortSignal,
): Promise<Hold | null> {
  if (!next.holder) throw new Error('a hold needs a holder');
  const taken = { ...next, epoch: present.epoch + 1, seq: present.seq + 1 };
  if ((await journal.save(taken, present.seq, signal)) === 'lost') return null;
  return holding(journal, taken, next.holder.id);
}

function holding(journal: Journal, taken: JournalDocument, id: string): Hold {
  let document = taken;
  /** What was sent, and no answer came. */
  let unsure: string | null = null;
  let turn: Promise<void> = Promise.resolve();
  // Once work has been given up the last save must still go through, so a save does not listen to the action's signal.
  const always = new AbortController().signal;

  async function write(change: (document: JournalDocument) => JournalDocument): Promise<void> {
    for (;;) {
      const next = { ...change(document), seq: document.seq + 1 };
      const saved = await journal.save(next, document.seq, always).catch((error) => {
        unsure = JSON.stringify(next);
        throw error;
      });
      if (saved === 'saved') {
        document = next;
        return;
      }
      const theirs = await journal.load(always);
      // Our own, whose reply was lost: what it settled is settled.
      if (theirs && unsure === JSON.stringify(theirs)) {
        document = theirs;
        if (theirs.holder?.id !== id) return;
        continue;
      }
      if (theirs?.holder?.id !== id || theirs.epoch !== document.epoch) throw new TakenOver(theirs?.holder ?? null);
      // Others leave nothing but a request and a lock in a journal that is held.
      document = { ...document, seq: theirs.seq, request: theirs.request, lock: theirs.lock };
    }
  }

  return {
    id,
    document: () => document,
    save(change) {
      turn = turn.then(
        () => write(change),
        () => write(change),
      );
      return turn;
    },
  };
}

/** The document with the holder's beat counted up. */
export function beaten(document: JournalDocument): JournalDocument {
  const { holder } = document;
  return holder ? { ...document, holder: { ...holder, beat: holder.beat + 1 } } : document;
}

/**
 * Does, under a hold, what may last: `save` beats meanwhile. An abort ends it, and so does a request to go back, or a lock; and whoever
 * has saved no beat since `beatAt` for so long that they may have been replaced, as they were asleep or the journal cannot be reached.
 * @returns whether it was done; false where it was ended so: before anything else is written, a beat is to be saved
 * @throws {@link TakenOver} where somebody else took over, and what `work` throws
 */
export async function besideBeats(
  {
    hold,
    clock,
    save,
    beatAt,
  }: { readonly hold: Hold; readonly clock: Clock; readonly save: () => Promise<void>; readonly beatAt: number },
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const [stop, over] = [new AbortController(), new AbortController()];
  let savedAt = beatAt;
  const until = inTime(AbortSignal.any([signal, stop.signal]), () => clock.now().mono - savedAt >= GONE_WITH_ITS_JOB);
  let lost: TakenOver | null = null;
  const beats = (async () => {
    while (!over.signal.aborted) {
      await clock.sleep(BEAT, over.signal);
      if (over.signal.aborted) return;
      // A journal that cannot be reached now may be with the next beat.
      const began = clock.now().mono;
      await save().then(
        () => {
          savedAt = began;
        },
        (error) => {
          if (error instanceof TakenOver) lost = error;
        },
      );
      if (lost || isToStop(hold.document())) stop.abort();
    }
  })();
  let isDone = false;
  try {
    await work(until);
    isDone = true;
  } catch (error) {
    // What was ended so has not failed.
    if (!until.aborted) throw error;
  } finally {
    over.abort();
    await beats;
  }
  if (lost) throw lost;
  return isDone;
}

/** How a holder was seen last. */
export type Watched = {
  /** `gone`: the same holder is still written there. */
  readonly end: 'free' | 'gone' | 'alive';
  /** Whether it was taken for gone so soon because its job has ended. */
  readonly ended: boolean;
  readonly document: JournalDocument | null;
};

/**
 * Watches a holder until it lets go, changes, or is gone: its beat unchanged for {@link GONE} milliseconds on our own clock,
 * and one beat longer, so that one that wakes up fails to save before we write; for {@link GONE_WITH_ITS_JOB} where `ended` says
 * that its job has ended. A holder that beats is never gone, whatever `ended` says.
 */
export async function watchHolder(
  journal: Journal,
  clock: Clock,
  watched: Holder,
  until: number,
  signal: AbortSignal,
  ended: (run: Run) => Promise<boolean> = async () => false,
): Promise<Watched> {
  let { beat } = watched;
  let changedAt = clock.now().mono;
  let isOver = false;
  let asking: Promise<void> | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    const document = await journal.load(signal);
    if (document?.holder?.id !== watched.id) return { end: 'free', ended: false, document };
    const now = clock.now().mono;
    if (document.holder.beat !== beat) [beat, changedAt, isOver] = [document.holder.beat, now, false];
    const still = now - changedAt;
    if (still >= GONE + BEAT || (isOver && still >= GONE_WITH_ITS_JOB)) return { end: 'gone', ended: isOver, document };
    if (now >= until) return { end: 'alive', ended: false, document };
    if (still >= GONE_WITH_ITS_JOB && asking === null && now - askedAt >= BEAT) {
      askedAt = now;
      // Beside the watch: an answer that never comes must not make anybody wait.
      asking = ended(watched.run).then((isSo) => {
        [isOver, asking] = [isSo, null];
      });
    }
    await clock.sleep(1_000, signal);
  }
  return { end: 'alive', ended: false, document: null };
}
