import { describe, expect, test } from 'vitest';
import { journalText, parseJournal } from '../../src/platforms/journal-text.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { RolloutEvent } from '../../src/ports/event.ts';
import type { Holder, JournalDocument } from '../../src/ports/journal.ts';
import { type Result, work } from '../../src/rollout/engine.ts';
import { BEAT, beaten, GONE, type Hold, TakenOver, takeHold, watchHolder } from '../../src/rollout/holder.ts';
import { emptyJournal } from '../../src/rollout/journal.ts';
import { tracks } from '../../src/strategies/tracks.ts';
import { simulatedClock } from '../fakes/clock.ts';
import { memoryJournal } from '../fakes/journal.ts';
import { someRollout, someRun } from '../fakes/rollout.ts';
import { thresholdJudge } from '../fakes/threshold-judge.ts';
import { simulatedTracks } from '../fakes/tracks.ts';

const never = new AbortController().signal;
const request = { what: 'rollback', by: 'bob' } as const;

function holderOf(id: string): Holder {
  return { id, run: { ...someRun, url: `https://github.com/octo/app/actions/runs/${id}` }, beat: 0 };
}

const toGreen = someRollout({
  kind: 'tracks',
  goal: { version: 'v2', spec: 's', track: 'green', weight: 100, stage: 'retired', bakeTime: 600_000, keepOld: 0 },
  from: { version: 'v1', spec: 's', track: 'blue' },
});

async function take(
  journal: ReturnType<typeof memoryJournal>,
  id: string,
  present?: JournalDocument,
  rollout = toGreen,
): Promise<Hold | null> {
  const before = present ?? journal.document ?? emptyJournal('shop', 'production', 'p');
  return takeHold(journal, before, { ...before, rollout, holder: holderOf(id) }, never);
}

async function held(journal: ReturnType<typeof memoryJournal>, id: string, rollout = toGreen): Promise<Hold> {
  const hold = await take(journal, id, undefined, rollout);
  if (!hold) throw new Error('lost');
  return hold;
}

/** Writes as another process does, whatever the holder thinks. */
function meanwhile(journal: ReturnType<typeof memoryJournal>, change: (document: JournalDocument) => JournalDocument): void {
  const document = journal.document as JournalDocument;
  journal.document = { ...change(document), seq: document.seq + 1 };
}

test('who lost the answer to the save that lets go of a new journal knows it again when it is read', async () => {
  const journal = memoryJournal();
  const save = journal.save.bind(journal);
  journal.load = async () => journal.document && parseJournal(journalText(journal.document, journal.document.seq - 1, 'p'));
  const hold = await held(journal, 'a');
  journal.save = async (next, seq, signal) => {
    await save(next, seq, signal);
    throw new Error('no answer');
  };
  const letGo = () => hold.save((document) => ({ ...document, rollout: null, holder: null }));
  await expect(letGo()).rejects.toThrow('no answer');
  journal.save = save;
  await expect(letGo()).resolves.toBeUndefined();
});

describe('taking hold', () => {
  test('lets exactly one of twenty begin that start at once', async () => {
    const journal = memoryJournal();
    const present = emptyJournal('shop', 'production', 'p');
    const holds = await Promise.all(Array.from({ length: 20 }, (_, i) => take(journal, `h${i}`, present)));
    const [only, ...others] = holds.filter((hold) => hold !== null);
    expect(others).toEqual([]);
    expect(journal.document).toMatchObject({ holder: { id: only?.id }, epoch: 1, seq: 1 });
  });

  test('lets a holder that was taken over write nothing more, and says by whom', async () => {
    const journal = memoryJournal();
    const first = await held(journal, 'h1');
    await held(journal, 'h2');
    const before = structuredClone(journal.document);
    const error = await first.save(beaten).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TakenOver);
    expect(error.message).toContain('/runs/h2');
    await expect(first.save(beaten)).rejects.toThrow(TakenOver);
    expect(journal.document).toEqual(before);
  });

  test('takes the same holder in a later epoch for another', async () => {
    const journal = memoryJournal();
    const first = await held(journal, 'h1');
    await held(journal, 'h1');
    await expect(first.save(beaten)).rejects.toThrow(TakenOver);
  });

  test('keeps a request that others left, and what it saves itself', async () => {
    const journal = memoryJournal();
    const hold = await held(journal, 'h1');
    meanwhile(journal, (document) => ({ ...document, request }));
    await hold.save((document) => ({ ...beaten(document), place: 'moved' }));
    expect(journal.document).toMatchObject({ request, place: 'moved', holder: { beat: 1 } });
    expect(hold.document()).toEqual(journal.document);
  });

  test('saves in the order asked when two save at once', async () => {
    const journal = memoryJournal();
    const hold = await held(journal, 'h1');
    await Promise.all([1, 2, 3].map(() => hold.save(beaten)));
    expect(journal.document).toMatchObject({ holder: { beat: 3 }, seq: 4 });
  });
});

describe('watching a holder', () => {
  /** Does something to the journal at a moment of the simulated clock. */
  async function watch(until: number, act: (elapsed: number, journal: ReturnType<typeof memoryJournal>) => void) {
    const journal = memoryJournal();
    await held(journal, 'h1');
    const inner = simulatedClock();
    const clock: Clock = {
      now: () => inner.now(),
      async sleep(ms, signal) {
        await inner.sleep(ms, signal);
        act(inner.elapsed(), journal);
      },
    };
    const { end, document } = await watchHolder(journal, clock, holderOf('h1'), until, never);
    return { end, document, elapsed: inner.elapsed() };
  }

  test('calls it gone when it has not beaten for its time and one beat longer', async () => {
    const { end, elapsed, document } = await watch(600_000, () => {});
    expect({ end, elapsed, holder: document?.holder?.id }).toEqual({ end: 'gone', elapsed: GONE + BEAT, holder: 'h1' });
  });

  test('counts anew from its last beat', async () => {
    const { end, elapsed } = await watch(600_000, (now, journal) => now === 20_000 && meanwhile(journal, beaten));
    expect({ end, elapsed }).toEqual({ end: 'gone', elapsed: 20_000 + GONE + BEAT });
  });

  test('ends as soon as it lets go, or another holds', async () => {
    const freed = await watch(
      600_000,
      (now, journal) => now === 3_000 && meanwhile(journal, (document) => ({ ...document, holder: null })),
    );
    expect(freed).toMatchObject({ end: 'free', elapsed: 3_000, document: { holder: null } });
    const taken = await watch(
      600_000,
      (now, journal) => now === 3_000 && meanwhile(journal, (document) => ({ ...document, holder: holderOf('h2') })),
    );
    expect(taken).toMatchObject({ end: 'free', document: { holder: { id: 'h2' } } });
  });

  test('waits for one that beats no longer than the deadline', async () => {
    const { end, elapsed } = await watch(120_000, (now, journal) => now % BEAT === 0 && meanwhile(journal, beaten));
    expect({ end, elapsed }).toEqual({ end: 'alive', elapsed: 120_000 });
  });
});

describe('the job at work', () => {
  type Act = (event: RolloutEvent, journal: ReturnType<typeof memoryJournal>, clock: ReturnType<typeof simulatedClock>) => void;

  async function run(
    act: Act,
    signal: AbortSignal = never,
    world = simulatedTracks({ full: 2, version: 'v1' }),
    change: Partial<typeof toGreen> = {},
  ) {
    const journal = memoryJournal();
    const clock = simulatedClock();
    const hold = await held(journal, 'h1', { ...toGreen, ...change });
    const judge = thresholdJudge({ maxErrorRate: 0.01, maxErrorRatio: 2, minPolls: 3, onNoData: 'wait' });
    const settings = { previewSize: (full: number) => full, alwaysFull: false, minReady: 0, progressDeadline: 60_000, interval: 1_000 };
    const analysis = { pollInterval: 2_000, initialDelay: 0, analysisTimeout: 60_000, onInconclusive: 'pause' as const };
    const strategy = tracks({ ...world, judge }, { ...settings, ...analysis });
    const rules = { onFailure: 'rollback', step: 'switch', interval: 1_000, patience: 60_000, byHand: async () => [] } as const;
    const job = work({ strategy, hold, clock, ...rules }, signal);
    const events: RolloutEvent[] = [];
    for (;;) {
      const { value, done } = await job.next();
      if (done) return { result: value as Result, events, journal, world };
      events.push(value);
      act(value, journal, clock);
    }
  }

  /** Calls `then` after `ms` of simulated time, beside the job. */
  function soon(clock: Clock, ms: number, then: () => void): void {
    void clock.sleep(ms).then(then);
  }

  test.each([9_500, 11_500, 13_500, 15_500, 17_500, 19_500])(
    'obeys a rollback left while it bakes within 5 s, %i ms after the bake began',
    async (ms) => {
      let leftAt = 0;
      const { result, events, world, journal } = await run((event, theirs, clock) => {
        if (event.kind !== 'wait' || !event.text.startsWith('baking')) return;
        soon(clock, ms, () => {
          leftAt = clock.elapsed();
          meanwhile(theirs, (document) => ({ ...document, request }));
        });
      });
      const turned = events.find((event) => event.kind === 'back');
      expect(turned?.text).toBe('going back: asked by bob');
      expect((turned?.at.mono ?? 0) - leftAt).toBeLessThanOrEqual(5_000);
      expect(result).toMatchObject({ outcome: 'rolled-back', reason: { code: 'requested' } });
      expect(world.state.weights).toEqual({ blue: 100, green: 0 });
      expect(journal.document).toMatchObject({ request: null, holder: null, rollout: null, history: [{ version: 'v2', end: 'rejected' }] });
    },
  );

  test('obeys a rollback left during a long step within 5 s', async () => {
    const world = simulatedTracks({ full: 2, version: 'v1' });
    const deploy = world.tracks.deploy;
    world.tracks.deploy = async (track, target, size, signal) => {
      if (target.version === 'v2') await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      else await deploy(track, target, size, signal);
    };
    let leftAt = 0;
    const { result, events } = await run(
      (event, theirs, clock) => {
        if (event.kind !== 'step' || leftAt > 0) return;
        soon(clock, 6_500, () => {
          leftAt = clock.elapsed();
          meanwhile(theirs, (document) => ({ ...document, request }));
        });
      },
      never,
      world,
    );
    expect((events.find((event) => event.kind === 'back')?.at.mono ?? 0) - leftAt).toBeLessThanOrEqual(5_000);
    expect(result.outcome).toBe('rolled-back');
  });

  const lock = { why: 'an incident', by: 'alice', at: 0, url: '' };

  test.each([9_500, 11_500, 13_500])('stops where it is within 5 s when the service is locked, %i ms after the bake began', async (ms) => {
    let leftAt = 0;
    const clocks: ReturnType<typeof simulatedClock>[] = [];
    const { result, world, journal } = await run((event, theirs, clock) => {
      if (event.kind !== 'wait' || !event.text.startsWith('baking')) return;
      clocks.push(clock);
      soon(clock, ms, () => {
        leftAt = clock.elapsed();
        meanwhile(theirs, (document) => ({ ...document, lock }));
      });
    });
    expect((clocks[0]?.elapsed() ?? 0) - leftAt).toBeLessThanOrEqual(5_000);
    expect(result).toMatchObject({ outcome: 'paused', reason: { code: 'locked', message: expect.stringContaining('alice') } });
    expect(world.state.weights).toEqual({ blue: 0, green: 100 });
    expect(journal.document).toMatchObject({
      lock,
      holder: null,
      rollout: { direction: 'forward', weight: 100, paused: { step: 'switch' } },
    });
  });

  test('makes no shift of which it knows, as soon as it has written it down, that the service is locked', async () => {
    const world = simulatedTracks({ full: 2, version: 'v1' });
    let journal: ReturnType<typeof memoryJournal> | null = null;
    let looks = 0;
    const read = world.router.read;
    world.router.read = async (signal) => {
      const now = await read(signal);
      const isUp = (await world.tracks.read(signal)).tracks.some(({ version, ready }) => version === 'v2' && ready === 2);
      // At the first look after it is up it is proven, at the second it gets its traffic.
      if (isUp) looks++;
      if (journal && looks === 2) meanwhile(journal, (document) => ({ ...document, lock }));
      return now;
    };
    const { result } = await run(
      (_event, theirs) => {
        journal = theirs;
      },
      never,
      world,
    );
    expect(result).toMatchObject({ outcome: 'paused', reason: { code: 'locked' }, rollout: { weight: 0 } });
    expect(world.state.weights).toEqual({ blue: 100, green: 0 });
  });

  test('stops a long step when the service is locked, within 5 s', async () => {
    const world = simulatedTracks({ full: 2, version: 'v1' });
    world.tracks.deploy = (_track, _target, _size, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    let leftAt = 0;
    const clocks: ReturnType<typeof simulatedClock>[] = [];
    const { result } = await run(
      (event, theirs, clock) => {
        if (event.kind !== 'step' || clocks.length > 0) return;
        clocks.push(clock);
        soon(clock, 6_500, () => {
          leftAt = clock.elapsed();
          meanwhile(theirs, (document) => ({ ...document, lock }));
        });
      },
      never,
      world,
    );
    expect((clocks[0]?.elapsed() ?? 0) - leftAt).toBeLessThanOrEqual(5_000);
    expect(result).toMatchObject({ outcome: 'paused', reason: { code: 'locked' } });
  });

  test('goes back, and stays locked, where somebody asked for both at once', async () => {
    const { result, world, journal } = await run((event, theirs, clock) => {
      if (event.kind === 'wait') soon(clock, 3_000, () => meanwhile(theirs, (document) => ({ ...document, request, lock })));
    });
    expect(result).toMatchObject({ outcome: 'rolled-back', reason: { code: 'requested' } });
    expect(world.state.weights).toEqual({ blue: 100, green: 0 });
    expect(journal.document).toMatchObject({ lock, rollout: null });
  });

  test('brings back a version of before although the service is locked', async () => {
    const { result, journal } = await run(
      (_event, theirs) => {
        if (theirs.document?.lock) return;
        meanwhile(theirs, (document) => ({ ...document, lock }));
      },
      never,
      undefined,
      { action: 'rollback', goal: { ...toGreen.goal, bakeTime: 0 } },
    );
    expect(result).toMatchObject({ outcome: 'promoted' });
    expect(journal.document).toMatchObject({ lock, live: { version: 'v2' } });
  });

  test('stops when cancelled and leaves the rollout where it is, for anybody to go on', async () => {
    const cancel = new AbortController();
    const { result, journal, world } = await run((event, _journal, clock) => {
      if (event.kind === 'wait') soon(clock, 3_000, () => cancel.abort());
    }, cancel.signal);
    expect(result).toMatchObject({ outcome: 'interrupted', reason: { code: 'cancelled' } });
    expect(journal.document).toMatchObject({ holder: null, rollout: { id: 'r1', direction: 'forward', paused: null, weight: 100 } });
    expect(world.state.weights).toEqual({ blue: 0, green: 100 });
  });

  test('writes nothing more once it was taken over', async () => {
    let before: JournalDocument | null = null;
    const { result, journal } = await run((event, theirs, clock) => {
      if (event.kind !== 'wait') return;
      soon(clock, 3_000, () => {
        meanwhile(theirs, (document) => ({ ...document, epoch: document.epoch + 1, holder: holderOf('h2') }));
        before = structuredClone(theirs.document);
      });
    });
    expect(result).toMatchObject({ outcome: 'interrupted', reason: { code: 'taken-over' } });
    expect(journal.document).toEqual(before);
  });
});
