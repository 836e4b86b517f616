import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../test/contracts/until.ts';
import type { Load } from '../../test/load/generator.ts';
import type { Live } from '../../test/load/live.ts';
import { between } from '../../test/load/share.ts';

/** A live service under load, as one primitive uses it. */
export type Site = {
  readonly live: Live;
  readonly load: Load;
  /** Runs a built action; throws where it does not end with `outcome`. */
  act(action: string, inputs: Record<string, string>, outcome: string): Promise<void>;
  /** Notes how many of the requests a version with `weight` got. */
  note(weight: number, got: { readonly hits: number; readonly requests: number }): void;
  readonly signal: AbortSignal;
};

export type Primitive = {
  readonly name: string;
  /** Whether it works on two tracks. */
  readonly tracked: boolean;
  /** Replaces what is live by `version`, or tries to and goes back. */
  run(site: Site, version: string): Promise<void>;
};

const WATCHED = 1_000;

export const PRIMITIVES: readonly Primitive[] = [
  { name: 'rolling', tracked: false, run: ({ act }, version) => act('rolling', { version, 'bake-time': '0s' }, 'promoted') },
  { name: 'blue-green-switch', tracked: true, run: ({ act }, version) => act('blue-green-switch', { version }, 'promoted') },
  {
    name: 'canary',
    tracked: true,
    async run(site, version) {
      for (const weight of [5, 25, 50]) await canary(site, version, weight);
      await site.act('promote', { version }, 'promoted');
    },
  },
  {
    name: 'rollback',
    tracked: true,
    async run(site, version) {
      await canary(site, version, 25);
      await site.act('rollback', {}, 'rolled-back');
    },
  },
  {
    name: 'naive',
    tracked: false,
    async run({ live, load }, version) {
      const answered = () => load.seen().byVersion[version]?.requests ?? 0;
      await live.restart(version);
      await until(async () => answered() > 0);
      await sleep(WATCHED);
    },
  },
];

async function canary({ load, act, note, signal }: Site, version: string, weight: number): Promise<void> {
  await act('canary-step', { version, weight: `${weight}` }, 'canary');
  const before = load.seen();
  await sleep(WATCHED, undefined, { signal });
  note(weight, between(before, load.seen(), version));
}
