import { expect, test } from 'vitest';
import type { Target } from '../../src/ports/fleet.ts';
import type { Router, Tracks } from '../../src/ports/tracks.ts';
import { until } from './until.ts';

const never = new AbortController().signal;

type Made = { tracks: Tracks; router: Router; before: Target; next: Target; ask: () => Promise<string> };

/** What tracks and router keep. `make` gives `before` on blue with all the traffic; `ask` tells the version that answers a user. */
export function tracksContract(name: string, make: () => Promise<Made>): void {
  const green = async (tracks: Tracks) => (await tracks.read(never)).tracks[1];
  const deployed = async (made: Made) => {
    // Where a track is a fixed set of servers, it has them all whatever size is asked for: it cannot be scaled.
    const size = made.tracks.alwaysFull ? (await made.tracks.read(never)).full : 2;
    await made.tracks.deploy('green', made.next, 2, never);
    await until(async () => (await green(made.tracks)).ready === size);
    return size;
  };

  test(`${name}: shows one version on blue and nothing on green`, async () => {
    const { tracks, router, before } = await make();
    const { full, tracks: both } = await tracks.read(never);
    expect(both[0]).toMatchObject({ name: 'blue', ...before, mixed: false, wanted: full, ready: full });
    expect(both[1]).toMatchObject({ name: 'green', version: null, wanted: 0, ready: 0 });
    expect(await router.read(never)).toEqual({ weights: { blue: 100, green: 0 }, agreed: true, silent: [] });
  });

  test(`${name}: gives a deployed track no request before the shift and all after it`, async () => {
    const made = await make();
    await deployed(made);
    for (let time = 0; time < 20; time++) expect(await made.ask()).toBe(made.before.version);
    await made.router.shift({ blue: 0, green: 100 }, never);
    await made.router.verify({ blue: 0, green: 100 }, never);
    for (let time = 0; time < 20; time++) expect(await made.ask()).toBe(made.next.version);
  });

  test(`${name}: leaves alone what runs when deployed again, and scales both ways where it can`, async () => {
    const made = await make();
    const size = await deployed(made);
    await made.tracks.deploy('green', made.next, 2, never);
    expect(await green(made.tracks)).toMatchObject({ ready: size });
    await made.tracks.scale('green', 3, never);
    const more = made.tracks.alwaysFull ? size : 3;
    await until(async () => (await green(made.tracks)).ready === more);
    await made.tracks.scale('green', 1, never);
    const fewer = made.tracks.alwaysFull ? size : 1;
    expect(await green(made.tracks)).toMatchObject({ ...made.next, wanted: fewer, ready: fewer });
  });

  test(`${name}: retires a track without traffic, and refuses one with it`, async () => {
    const made = await make();
    await deployed(made);
    await made.tracks.retire('green', never);
    expect(await green(made.tracks)).toMatchObject({ version: null, wanted: 0, ready: 0 });
    await expect(made.tracks.retire('blue', never)).rejects.toMatchObject({ reason: { code: 'has-traffic' } });
  });
}
