import { onTestFinished } from 'vitest';
import { until } from '../contracts/until.ts';
import { type Load, start } from './generator.ts';
import { type Live, open, type Shape } from './live.ts';

export type LiveSite = Live & {
  /** Load that is known to reach the service before anything is done to it; ends with the test. */
  load(rate?: number): Promise<Load>;
  /** The versions that answer requests sent from now on. */
  answering(): Promise<string[]>;
};

/** A live service that ends with the test. */
export async function liveSite(shape: Shape): Promise<LiveSite> {
  const opening = open(shape);
  // Also where the test runs out of time before it is open.
  onTestFinished(() =>
    opening.then(
      ({ close }) => close(),
      () => {},
    ),
  );
  const live = await opening;
  return {
    ...live,
    async load(rate = 200) {
      const load = start({ url: live.urls, rate });
      onTestFinished(async () => void (await load.stop()));
      await more(load, 100);
      return load;
    },
    async answering() {
      const load = start({ url: live.urls, rate: 200 });
      await more(load, 100);
      return Object.keys((await load.stop()).byVersion);
    },
  };
}

/** Waits for so many more answers. */
export async function more(load: Load, requests: number): Promise<void> {
  const before = load.seen().requests;
  await until(async () => load.seen().requests >= before + requests);
}
