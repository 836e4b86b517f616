import { expect, test } from 'vitest';
import { kindOf, look } from '../../src/actions/shown.ts';
import type { Platform } from '../../src/ports/platform.ts';
import { admit } from '../../src/rollout/admission.ts';
import type { Shown } from '../../src/rollout/begin.ts';
import { turnBack } from '../../src/rollout/journal.ts';
import { simulatedTracks } from '../fakes/tracks.ts';
import { ask, journal, past, rolling, shown, switched, told, v1, why, worked } from './situations.ts';

/** Blue is an object of the user's own. */
const atHome: Shown = { ...shown, version: 'v1', tracks: { live: 'blue', idle: 'green', home: 'blue' } };
const comingHome = { ...switched, broughtHome: true, goal: { ...switched.goal, track: 'blue', bakeTime: 0, keepOld: 0 } };

test('goes back to a version only, for what runs besides it in an object of the user is theirs', () => {
  expect(worked(admit(ask('blue-green-switch'), journal(), atHome))).toMatchObject({
    goal: { version: 'v2', spec: 's', track: 'green' },
    from: { version: 'v1', spec: null, track: 'blue' },
  });
  const toPrevious = ask('rollback', { to: 'previous' });
  const history = [past('v1'), past('v0')];
  expect(worked(admit(toPrevious, journal({ history }), atHome)).from).toEqual({ version: 'v1', spec: null, track: 'blue' });
});

test('still knows what is live by content', () => {
  expect(told(admit(ask('blue-green-switch', { version: 'v1' }), journal(), atHome))).toBe('nothing already-live');
  expect(told(admit(ask('blue-green-switch', { version: 'v1', spec: 'other' }), journal(), atHome))).toBe('work new retired 100');
});

test('comes home whatever is asked of it but to go back, without another bake', () => {
  const document = journal({ rollout: comingHome });
  for (const until of ['switched', 'retired'] as const)
    expect(worked(admit(ask('blue-green-switch', { until }), document, atHome)).goal).toEqual(comingHome.goal);
  expect(worked(admit(ask('promote'), document, atHome)).goal).toEqual(comingHome.goal);
  expect(admit(ask('rolling', { version: 'v3' }), document, atHome)).toMatchObject({ do: 'first', rollout: { goal: comingHome.goal } });
  expect(told(admit(ask('canary-step'), document, atHome))).toBe('nothing already-switched');
  const { direction, goal, broughtHome } = worked(admit(ask('rollback'), document, atHome));
  expect({ direction, goal, broughtHome }).toMatchObject({
    direction: 'back',
    goal: { version: 'v1', track: 'blue' },
    broughtHome: true,
  });
});

test('begins the way back anew where the other track was being taken away', () => {
  expect(turnBack({ ...comingHome, retiring: true }, why)).toMatchObject({ retiring: false, broughtHome: true });
  expect(turnBack({ ...switched, retiring: true }, why)).toMatchObject({ retiring: true, broughtHome: false });
});

test('replaces what somebody else has made of it once a person goes on after that pause', () => {
  const reason = { code: 'drift', message: 'alice set the image to v7. `promote` replaces that' } as const;
  const paused = { ...switched, paused: { reason, step: 'promote', run: switched.run } };
  expect(worked(admit(ask('promote'), journal({ rollout: paused }), atHome)).accepted).toBe(reason.message);
  const other = { ...paused, paused: { ...paused.paused, reason: why } };
  expect(worked(admit(ask('promote'), journal({ rollout: other }), atHome)).accepted).toBe(null);
});

test('is looked at as tracks only where they are asked for or in use', () => {
  const byRolling = journal({ live: { ...v1, track: null } });
  expect(kindOf(byRolling, 'rolling')).toBe('rolling');
  expect(kindOf(byRolling, 'canary-step')).toBe('tracks');
  expect(kindOf(byRolling, 'rollback')).toBe('rolling');
  expect(kindOf(byRolling, null)).toBe('rolling');
  expect(kindOf(journal(), 'rollback')).toBe('tracks');
  expect(kindOf(journal(), 'rolling')).toBe('rolling');
  expect(kindOf(journal({ rollout: switched }), 'rolling')).toBe('tracks');
  expect(kindOf(journal({ rollout: rolling }), 'canary-step')).toBe('rolling');
});

test('is midway where something is beside home, or noted on it, and no journal tells why', async () => {
  const { signal } = new AbortController();
  const midway = async (change: (world: ReturnType<typeof simulatedTracks>) => void) => {
    const world = simulatedTracks({ full: 2, version: 'v1', home: true });
    change(world);
    return (await look({ ...world, check: async () => [] } as unknown as Platform, 'tracks', signal)).midway;
  };
  expect(await midway(() => {})).toBe(false);
  const left = { version: 'v2', wanted: 1 };
  expect(await midway(({ state }) => Object.assign(state, { green: { ...state.green, ...left } }))).toBe(true);
  expect(await midway(({ state }) => Object.assign(state, { blue: { ...state.blue, spec: 's' } }))).toBe(true);
  expect(await midway(({ state }) => Object.assign(state, { weights: { blue: 0, green: 100 } }))).toBe(true);
  const answer = admit(ask('blue-green-switch'), journal(), { ...atHome, midway: true });
  expect(answer).toMatchObject({ do: 'refuse', reason: { code: 'no-journal' } });
  expect(answer).toHaveProperty(
    'reason.message',
    expect.stringContaining('send all traffic to blue by hand, and delete what is named green'),
  );
});

test('is in an outage where all traffic goes to what is not ready, and says so', async () => {
  const { signal } = new AbortController();
  const world = simulatedTracks({ full: 2, version: 'v1', home: true });
  const platform = { ...world, check: async () => [] } as unknown as Platform;
  expect((await look(platform, 'tracks', signal)).trouble).toBe(null);
  Object.assign(world.state, { weights: { blue: 0, green: 100 } });
  const told = '100 % of the traffic goes to green, where no instance is ready: users see an outage';
  expect((await look(platform, 'tracks', signal)).trouble).toBe(told);
  Object.assign(world.state.green, { wanted: 2, ready: 1 });
  expect((await look(platform, 'tracks', signal)).trouble).toBe(null);
});
