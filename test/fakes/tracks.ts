import type { Router, Track, Tracks, Weights } from '../../src/ports/tracks.ts';

export type SimulatedTracks = {
  tracks: Tracks;
  router: Router;
  state: { blue: Track; green: Track; weights: Weights; drift?: string };
  /** Traffic to a track that cannot carry it: must stay empty. */
  violations: string[];
  /** Called before and after each write; may throw to lose the reply or kill. */
  at?: (boundary: string) => void;
};

/** Two tracks and a router in memory; notes when traffic would reach a track that cannot answer. */
export function simulatedTracks(options: {
  full: number;
  version: string | null;
  bad?: (version: string | null, track: string) => boolean;
  /** Whether blue is an object of the user's own. */
  home?: boolean;
}): SimulatedTracks {
  const empty = { spec: null, mixed: false, wanted: 0, ready: 0, version: null };
  const live =
    options.version === null
      ? empty
      : { version: options.version, spec: options.home ? null : 's', mixed: false, wanted: options.full, ready: options.full };
  const state: SimulatedTracks['state'] = {
    blue: { name: 'blue', ...live },
    green: { name: 'green', ...empty },
    weights: { blue: 100, green: 0 },
  };
  const violations: string[] = [];
  const world: SimulatedTracks = {
    state,
    violations,
    tracks: {
      read: async () => ({ full: options.full, tracks: [state.blue, state.green] }),
      deploy: (track, target, size) =>
        write(`deploy ${track}`, () =>
          change(track, { ...target, mixed: false, wanted: size, ready: options.bad?.(target.version, track) ? 0 : size }),
        ),
      scale: (track, size) =>
        write(`scale ${track}`, () => change(track, { wanted: size, ready: options.bad?.(of(track).version, track) ? 0 : size })),
      retire: (track) =>
        write(`retire ${track}`, () => {
          change(track, empty);
          if (options.home) change('blue', { spec: null });
        }),
      ...(options.home && { home: 'blue' }),
    },
    router: {
      read: async () => ({ weights: state.weights, agreed: true, silent: [], ...(state.drift && { drift: state.drift }) }),
      shift: (weights) =>
        write('shift', () => {
          state.weights = weights;
          check();
        }),
      verify: async () => {},
    },
  };
  function of(track: string): Track {
    return track === 'blue' ? state.blue : state.green;
  }
  function change(track: string, patch: Partial<Track>): void {
    state[track === 'blue' ? 'blue' : 'green'] = { ...of(track), ...patch };
    check();
  }
  function check(): void {
    const { blue, green } = state.weights;
    if ((blue ?? 0) + (green ?? 0) !== 100) violations.push('weights do not add up to 100');
    for (const track of [state.blue, state.green]) {
      const weight = state.weights[track.name] ?? 0;
      const needed = Math.ceil((options.full * weight) / 100);
      if (track.ready < needed && options.version !== null) violations.push(`${track.name} has ${track.ready} ready for ${weight} %`);
    }
  }
  async function write(name: string, act: () => void): Promise<void> {
    world.at?.(`before ${name}`);
    act();
    world.at?.(`after ${name}`);
  }
  return world;
}
