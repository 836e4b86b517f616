import { expect } from 'vitest';
import { carryOut } from '../../src/actions/carry-out.ts';
import type { RolloutEvent } from '../../src/ports/event.ts';
import type { JournalDocument, Run } from '../../src/ports/journal.ts';
import type { Platform } from '../../src/ports/platform.ts';
import type { Ending } from '../../src/ports/reporter.ts';
import type { Service } from '../../src/ports/service.ts';
import type { Asked } from '../../src/rollout/begin.ts';
import { emptyJournal } from '../../src/rollout/journal.ts';
import { simulatedClock } from '../fakes/clock.ts';
import { memoryJournal } from '../fakes/journal.ts';
import { ManagedPlatform, type ManagedRules, managedFleet, managedState } from '../fakes/managed.ts';
import { someRun } from '../fakes/rollout.ts';
import { ask } from './situations.ts';

export type Shop = ReturnType<typeof openShop>;
type Command = Partial<Pick<Asked, 'version' | 'spec' | 'to' | 'bakeTime' | 'redeploy' | 'onFailure'>> & { readonly onBusy?: 'supersede' };
type Job = {
  /** Kills it where it makes this call for the n-th time: before that takes effect, or before its reply. */
  readonly killed?: { readonly call: string; readonly when: 'before' | 'after' };
  readonly run?: Run;
};

const MOST_CALLS = 5_000;
export const DEADLINE = 60_000;
export const PACE = { maxUnavailable: 0, maxSurge: 1 };
/** What most rollouts here deploy. */
export const v2 = { version: 'v2' } as const;

/** What is wrong with v2, from an age on. */
export const bad = (what: 'unready' | 'hopeless' | 'crashed', from = 0) => ({
  bad: (image: string | null, age: number) => (image === 'v2' && age >= from ? what : null),
});

/** As somebody wrote it, but for the image; nothing of a rollout is left. */
export function leaves(shop: Shop, image: string | null, restart: unknown = null) {
  expect(shop.object()).toMatchObject({ template: { image, restart }, pace: { maxUnavailable: 1, maxSurge: 0 }, note: null });
  expect(shop.platform.progress()).toMatchObject({ settled: true, drift: null, noted: null });
  expect(shop.journal.document).toMatchObject({ rollout: null, holder: null, request: null });
}

/** A service of 3 on a simulated platform that replaces its instances itself; v1 is live, by the journal too. */
export function openShop(options: { wanted?: number; image?: string | null; live?: boolean; rules?: Partial<ManagedRules> } = {}) {
  const { wanted = 3, image = 'v1', live = image !== null } = options;
  const clock = simulatedClock();
  const platform = new ManagedPlatform(
    managedState(wanted, image),
    { toReady: 2_000, pace: PACE, ...options.rules },
    () => clock.now().mono,
  );
  const journal = memoryJournal();
  if (live) journal.document = { ...emptyJournal('shop', 'production', 'p'), seq: 1, ...liveSince(image as string) };
  const shop = {
    clock,
    platform,
    journal,
    smokeTest: async (): Promise<string | null> => null,
    run: command,
    object: () => platform.state.object,
  };
  let runs = 1;

  /** Gives how it ended, and all it said; `ending` is null where it was killed. */
  async function command(action: 'rolling' | 'rollback' | 'promote', given: Command = {}, job: Job = {}) {
    const run = job.run ?? { ...someRun, id: String(++runs), number: runs };
    const events: RolloutEvent[] = [];
    let dead = false;
    let calls = 0;
    let die: (value: null) => void = () => {};
    const killed = new Promise<null>((resolve) => {
      die = resolve;
    });
    async function cross<T>(call: string, _writes: boolean, _signal: AbortSignal, effect: () => T): Promise<T> {
      const isHere = job.killed?.call === call;
      // One that goes round in a circle ends here.
      if (dead || ++calls > MOST_CALLS || (isHere && job.killed?.when === 'before')) return kill();
      const value = effect();
      return isHere ? kill() : value;
    }
    function kill<T>(): Promise<T> {
      dead = true;
      die(null);
      return new Promise(() => {});
    }
    const ports: Platform = {
      journal: {
        place: 'memory',
        load: (signal) => (dead ? kill() : journal.load(signal)),
        save: (...a) => (dead ? kill() : journal.save(...a)),
      },
      managed: managedFleet(platform, cross),
      smokeTest: { ask: async (_whom, signal) => (await cross('smokeTest.ask', false, signal, shop.smokeTest)) ?? null },
      check: async () => [],
      byHand: async () => ['by hand'],
      close: async () => {},
    };
    const site = {
      service: serviceWith(given.onFailure ?? 'rollback', given.onBusy ?? 'fail'),
      platform: ports,
      workspace: '/',
      clock,
      see: (event: RolloutEvent) => void (event.kind === 'began' || event.kind === 'resumed' || events.push(event)),
      say: () => {},
      marks: () => ({}),
      remember: () => {},
    };
    const began = clock.now();
    const asked = ask(action, { run, bakeTime: 0, step: action, id: `r${run.id}`, now: began.wall, ...given });
    const ending: Ending | null = await Promise.race([carryOut(asked, site, new AbortController().signal), killed]);
    const said = events.map(({ text }) => text);
    return { ending, events, said, run, took: clock.now().mono - began.mono };
  }

  return shop;
}

function liveSince(version: string): Pick<JournalDocument, 'live' | 'history'> {
  return {
    live: { version, spec: 's', track: null, since: 0, run: null },
    history: [{ version, spec: 's', run: someRun, end: 'live', service: {}, at: 0 }],
  };
}

function serviceWith(onFailure: Asked['onFailure'], onBusy: 'fail' | 'supersede'): Service {
  return {
    name: 'shop',
    environment: 'production',
    place: 'p',
    spec: 's',
    raw: {},
    platform: 'kubernetes',
    rollout: {
      maxUnavailable: null,
      maxSurge: null,
      minReady: null,
      bakeTime: 0,
      keepOld: 0,
      progressDeadline: DEADLINE,
      previewSize: { value: 1, unit: 'instances' },
      onFailure,
      onCancel: 'rollback',
      onBusy,
    },
    analysis: { metrics: [] },
  } as unknown as Service;
}
