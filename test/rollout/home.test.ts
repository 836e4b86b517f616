import { expect, test } from 'vitest';
import type { Goal, Journal, Rollout } from '../../src/ports/journal.ts';
import { Refused } from '../../src/ports/reason.ts';
import { unpaused } from '../../src/rollout/begin.ts';
import { turnBack } from '../../src/rollout/journal.ts';
import type { TracksPorts } from '../../src/strategies/track-perform.ts';
import type { TracksSettings } from '../../src/strategies/track-step.ts';
import { tracks } from '../../src/strategies/tracks.ts';
import { memoryJournal } from '../fakes/journal.ts';
import { someRollout } from '../fakes/rollout.ts';
import { thresholdJudge } from '../fakes/threshold-judge.ts';
import { type SimulatedTracks, simulatedTracks } from '../fakes/tracks.ts';
import { type Jobs, Killed, run } from './jobs.ts';

const usual: Goal = { version: 'v2', spec: 's', track: 'green', weight: 100, stage: 'retired', bakeTime: 10_000, keepOld: 0 };

function goalOf(change: Partial<Goal> = {}): Rollout {
  return someRollout({ kind: 'tracks', goal: { ...usual, ...change }, from: { version: 'v1', spec: null, track: 'blue' } });
}

/** Blue is the user's own. */
function shift(
  world: SimulatedTracks,
  rollout: Rollout,
  journal?: Journal,
  more: Partial<TracksSettings & TracksPorts> = {},
): Promise<Jobs> {
  const judge = thresholdJudge({ maxErrorRate: 0.01, maxErrorRatio: 2, minPolls: 3, onNoData: 'wait' });
  const sizes = { previewSize: (full: number) => full, alwaysFull: false, home: 'blue' };
  const times = { minReady: 0, progressDeadline: 60_000, interval: 1_000, pollInterval: 2_000, initialDelay: 0, analysisTimeout: 60_000 };
  return run(() => tracks({ ...world, judge, ...more }, { ...sizes, ...times, onInconclusive: 'pause', ...more }), world, rollout, journal);
}

const home = (bad?: (version: string | null, track: string) => boolean) =>
  simulatedTracks({ full: 4, version: 'v1', home: true, ...(bad && { bad }) });

/** Does something to the world at a look, as soon as `when` is so. */
function interfere(world: SimulatedTracks, when: () => boolean, change: () => void): void {
  const read = world.tracks.read;
  let done = false;
  world.tracks.read = async (signal) => {
    if (!done && when()) {
      done = true;
      change();
    }
    return read(signal);
  };
}

test('what was proven takes the traffic, then the object of the user gets the version without any, and the other goes', async () => {
  const world = home();
  const { events, result } = await shift(world, goalOf());
  expect(events.map((event) => event.text)).toEqual([
    'bring up 4 of v2 on green',
    'prove green before it gets traffic',
    'shift green 0 % → 100 %',
    'baking for 10 s',
    'bring blue, which has no traffic, to v2',
    'prove blue before it gets traffic',
    'shift blue 0 % → 100 %',
    'retire green',
  ]);
  expect(events.map((event) => event.picture?.weight)).toEqual([0, 0, 0, 100, 100, 100, 100, 100]);
  expect(result).toMatchObject({ outcome: 'promoted', rollout: { goal: { track: 'blue' } } });
  // Nobody counts here, and none is not nothing.
  expect(result.rollout.stages.map(({ name, requests, failed }) => [name, requests, failed])).toEqual([
    ['prepare', null, null],
    ['switch', null, null],
    ['bring home', null, null],
  ]);
  expect(world.state).toMatchObject({ weights: { blue: 100, green: 0 }, blue: { version: 'v2' }, green: { wanted: 0 } });
});

test('a version that cannot become ready at home goes back, and what serves it keeps the traffic until the old one is there again', async () => {
  const world = home((version, track) => version === 'v2' && track === 'blue');
  const { events, result } = await shift(world, goalOf());
  expect(result).toMatchObject({ outcome: 'rolled-back', reason: { code: 'progress-deadline' } });
  expect(events.map((event) => event.text).slice(-4)).toEqual([
    'going back: blue: 0 of 4 ready, for 60 s',
    'bring up 4 of v1 on blue',
    'shift blue 0 % → 100 %',
    'retire green',
  ]);
  expect(world.state).toMatchObject({ weights: { blue: 100, green: 0 }, blue: { version: 'v1', ready: 4 }, green: { wanted: 0 } });
});

test('a version that is home stays there where what served it meanwhile cannot be taken away', async () => {
  const world = home();
  const journal = memoryJournal();
  const { retire } = world.tracks;
  world.tracks.retire = async () => {
    throw new Refused('update-failed', 'a policy denies it');
  };
  const first = await shift(world, goalOf(), journal);
  const message = 'blue runs v2 and has all the traffic, and what served it meanwhile could not be taken away: a policy denies it';
  expect(first.result).toMatchObject({ outcome: 'paused', reason: { code: 'update-failed', message } });
  expect(world.state).toMatchObject({ weights: { blue: 100, green: 0 }, blue: { version: 'v2' }, green: { wanted: 4 } });
  world.tracks.retire = retire;
  const second = await shift(world, unpaused(first.result.rollout), journal);
  expect(second.events.map((event) => event.text)).toEqual(['retire green']);
  expect(second.result.outcome).toBe('promoted');
});

test('on the way back from a canary the object of the user is left as they made it', async () => {
  const world = home();
  const journal = memoryJournal();
  const canary = await shift(world, goalOf({ stage: 'canary', weight: 25 }), journal);
  expect(canary.result).toMatchObject({ outcome: 'canary', reason: { message: 'green serves 25 %; no metric was looked at' } });
  world.state.blue = { ...world.state.blue, version: 'v7', drift: 'alice set the image to v7' };
  const back = await shift(world, turnBack(canary.result.rollout, { code: 'requested', message: 'as asked' }), journal);
  expect(back.result.outcome).toBe('rolled-back');
  expect(back.events.map((event) => event.text)).toEqual(['shift blue 75 % → 100 % · alice set the image to v7', 'retire green']);
  expect(world.state.blue.version).toBe('v7');
});

test('what somebody made of home meanwhile is replaced only where a person says so', async () => {
  const world = home();
  const journal = memoryJournal();
  interfere(
    world,
    () => world.state.weights['green'] === 100,
    () => {
      world.state.blue = { ...world.state.blue, version: 'v7', drift: 'alice set the image to v7' };
    },
  );
  const first = await shift(world, goalOf(), journal);
  expect(first.events.map((event) => event.text)).toContain('baking for 10 s (alice set the image to v7)');
  expect(first.result).toMatchObject({ outcome: 'paused', reason: { code: 'drift' } });
  expect(first.result.reason.message).toBe(
    'alice set the image to v7. `promote` replaces that by v2; `rollback` sends the traffic to it and takes green away',
  );
  expect(world.state.blue.version).toBe('v7');
  const { drift: _told, ...rest } = world.state.blue;
  interfere(
    world,
    () => world.state.blue.version === 'v2',
    () => {
      world.state.blue = { ...rest, ...world.state.blue };
      delete (world.state.blue as { drift?: string }).drift;
    },
  );
  const second = await shift(world, unpaused(first.result.rollout), journal);
  expect(second.result.outcome).toBe('promoted');
});

test('home that somebody changes after it was told is left alone, with the traffic where it is', async () => {
  const world = home((version, track) => version === 'v2' && track === 'blue');
  interfere(
    world,
    () => world.state.blue.version === 'v2',
    () => {
      world.state.blue = { ...world.state.blue, version: 'v7', drift: 'alice set the image to v7' };
    },
  );
  const { result } = await shift(world, goalOf());
  expect(result).toMatchObject({
    outcome: 'stuck',
    reason: { code: 'drift', message: 'alice set the image to v7; nothing more was done to it' },
  });
  expect(world.state).toMatchObject({ weights: { blue: 0, green: 100 }, blue: { version: 'v7' } });
});

test('traffic that somebody sent home is not sent away again', async () => {
  const world = home();
  interfere(
    world,
    () => world.state.weights['green'] === 100,
    () => {
      world.state.weights = { blue: 100, green: 0 };
      world.state.drift = 'alice put the selector back';
    },
  );
  const { events, result } = await shift(world, goalOf());
  expect(result).toMatchObject({ outcome: 'rolled-back', reason: { code: 'drift', message: 'alice put the selector back' } });
  expect(events.filter(({ text }) => text.startsWith('shift')).length).toBe(1);
});

test('where what serves was deleted, the traffic goes back at once; while home is being brought to the version, to whatever is ready there', async () => {
  const gone = { version: null, spec: null, mixed: false, wanted: 0, ready: 0 };
  for (const [stage, outcome, when] of [
    ['baking', 'rolled-back', (world: SimulatedTracks) => world.state.weights['green'] === 100],
    ['coming home', 'promoted', (world: SimulatedTracks) => world.state.blue.version === 'v2'],
  ] as const) {
    // That a single instance gets all the traffic for a moment is meant here.
    const world = { ...home((version, track) => version === 'v2' && track === 'blue'), violations: [] };
    interfere(
      world,
      () => when(world),
      () => {
        world.state.green = { name: 'green', ...gone };
        world.state.blue = { ...world.state.blue, ready: Math.max(1, world.state.blue.ready) };
      },
    );
    interfere(
      world,
      () => world.state.blue.version === 'v2' && world.state.weights['blue'] === 100,
      () => {
        world.state.blue = { ...world.state.blue, ready: 4 };
      },
    );
    const { result, events } = await shift(world, goalOf());
    expect([stage, result.outcome]).toEqual([stage, outcome]);
    expect(events.map(({ text }) => text)).toContain('shift blue 0 % → 100 %');
    expect(world.state.weights).toEqual({ blue: 100, green: 0 });
  }
});

test('a version whose instances end again and again is taken back, one that lost some which come again is not', async () => {
  const crashing = home();
  interfere(
    crashing,
    () => crashing.state.weights['green'] === 100,
    () => {
      let restarts = 0;
      const { read } = crashing.tracks;
      crashing.tracks.read = async (signal) => {
        crashing.state.green = { ...crashing.state.green, restarts: restarts++ };
        return read(signal);
      };
    },
  );
  crashing.state.green = { ...crashing.state.green, restarts: 0 };
  const { result } = await shift(crashing, goalOf());
  expect(result).toMatchObject({ outcome: 'rolled-back', reason: { code: 'unready' } });
  expect(result.reason.message).toContain('instances of green ended 2 times since they were proven');

  const evicted = home();
  let looks = 0;
  const { read } = evicted.tracks;
  evicted.tracks.read = async (signal) => {
    if (evicted.state.weights['green'] === 100 && evicted.state.green.wanted > 0) {
      looks++;
      evicted.state.green = { ...evicted.state.green, ready: looks > 2 && looks < 6 ? 3 : 4 };
    }
    return read(signal);
  };
  const whole = await shift(evicted, goalOf(), memoryJournal(), { spare: () => 1 });
  expect(whole.result.outcome).toBe('promoted');
  expect(whole.events.map(({ text }) => text)).toContain('green: 3 of 4 ready');
});

test('a smoke test is asked again after the bake where nothing is measured, and what fails it then goes back', async () => {
  const asked: string[] = [];
  const asking = (wrongAt: number) => ({
    provesAgain: true,
    smokeTest: {
      ask: async (whom: { instances: readonly string[] } | { track: string } | 'service') => {
        asked.push(typeof whom === 'object' && 'track' in whom ? whom.track : 'service');
        return asked.length === wrongAt ? 'it answered 500' : null;
      },
    },
  });
  const good = await shift(home(), goalOf(), memoryJournal(), asking(0));
  expect(good.result.outcome).toBe('promoted');
  expect(asked).toEqual(['green', 'service', 'green', 'blue', 'service']);
  expect(good.events.map(({ text }) => text)).toContain('ask green again after its bake');
  asked.length = 0;
  const bad = await shift(home(), goalOf({ stage: 'canary', weight: 25 }), memoryJournal(), asking(3));
  expect(bad.result).toMatchObject({ outcome: 'rolled-back', reason: { code: 'smoke-test-failed' } });
});

test('a smoke test is asked every half minute of a bake in which nothing is measured, and what fails it then goes back at once', async () => {
  const asked: number[] = [];
  const asking = (wrongAt: number) => ({
    provesAgain: true,
    smokeTest: { ask: async () => (asked.push(asked.length) === wrongAt ? 'it answered 500' : null) },
  });
  const bakeTime = 150_000;
  const good = await shift(home(), goalOf({ stage: 'canary', weight: 25, bakeTime }), memoryJournal(), asking(0));
  expect(good.result.outcome).toBe('canary');
  const inBake = good.events.filter(({ text }) => text === 'ask green again in its bake');
  expect(inBake).toHaveLength(4);
  asked.length = 0;
  const bad = await shift(home(), goalOf({ stage: 'canary', weight: 25, bakeTime }), memoryJournal(), asking(3));
  expect(bad.result).toMatchObject({ outcome: 'rolled-back', reason: { code: 'smoke-test-failed' } });
  expect(bad.result.rollout.watched).toBeLessThan(bakeTime / 2);
});

test('a track that has to grow with home while it serves has lost nothing meanwhile', async () => {
  const world = { ...simulatedTracks({ full: 1, version: 'v1', home: true }), violations: [] };
  const { read } = world.tracks;
  let looks = 0;
  world.tracks.read = async (signal) => {
    const { tracks: both } = await read(signal);
    if (world.state.weights['green'] !== 100) return { full: 1, tracks: both };
    // Somebody made home three times as large; the pods of the other track come later.
    if (++looks === 8) world.state.green = { ...world.state.green, ready: 3 };
    return { full: 3, tracks: [world.state.blue, world.state.green] };
  };
  world.tracks.scale = async (_track, size) => {
    world.state.green = { ...world.state.green, wanted: size };
  };
  const { result, events } = await shift(world, goalOf());
  expect(events.map(({ text }) => text)).toContain('scale green to 3');
  expect(result.outcome).toBe('promoted');
});

test('what somebody applied again while home was coming is a whole way back, and nothing of it is written over', async () => {
  for (const [version, message] of [
    ['v1', 'alice put the selector back; alice set the image'],
    ['v7', 'alice put the selector back; alice set the image; blue has all the traffic; alice set the image'],
  ] as const) {
    const world = { ...home((_version, track) => track === 'blue'), violations: [] };
    interfere(
      world,
      () => world.state.blue.version === 'v2',
      () => {
        world.state.weights = { blue: 100, green: 0 };
        world.state.drift = 'alice put the selector back';
        world.state.blue = { ...world.state.blue, version, ready: 4, drift: 'alice set the image' };
      },
    );
    if (version === 'v1')
      interfere(
        world,
        () => world.state.green.wanted === 0 && world.state.blue.drift !== undefined,
        () => {
          const { drift: _gone, ...blue } = world.state.blue;
          world.state.blue = blue;
        },
      );
    const { result } = await shift(world, goalOf());
    expect(result).toMatchObject({ outcome: 'rolled-back', reason: { code: 'drift', message } });
    expect(world.state).toMatchObject({ weights: { blue: 100, green: 0 }, blue: { version }, green: { wanted: 0 } });
  }
});

test('ends after a kill at any boundary as it would have without', async () => {
  let boundaries = 0;
  for (const bad of [null, 'green', 'blue']) {
    for (let at = 0; ; at++) {
      const world = home((version, track) => version === 'v2' && track === bad);
      let passed = 0;
      world.at = () => {
        if (passed++ === at) throw new Killed('killed');
      };
      const { result, kills } = await shift(world, goalOf());
      if (kills === 0) break;
      boundaries++;
      expect(result.outcome).toBe(bad === null ? 'promoted' : 'rolled-back');
      expect(world.state).toMatchObject({ weights: { blue: 100 }, blue: { version: bad === null ? 'v2' : 'v1' }, green: { wanted: 0 } });
    }
  }
  expect(boundaries).toBeGreaterThan(20);
});
