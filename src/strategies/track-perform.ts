import type { Rollout } from '../ports/journal.ts';
import type { Judge, Measured, MetricSource } from '../ports/metrics.ts';
import { Refused } from '../ports/reason.ts';
import type { SmokeTest } from '../ports/smoke-test.ts';
import type { Router, Tracks } from '../ports/tracks.ts';
import type { Step } from './track-step.ts';

export type TracksPorts = {
  readonly tracks: Tracks;
  readonly router: Router;
  readonly metrics?: MetricSource;
  /** What the metrics of the service file said last; asks again beside the work. */
  readonly measured?: () => Measured;
  readonly smokeTest?: SmokeTest;
  readonly judge: Judge;
};

/** Does a step. Throws `Refused` where trying again is pointless. */
export async function perform(
  ports: TracksPorts,
  step: Step,
  rollout: Rollout,
  signal: AbortSignal,
  warn: (text: string) => void,
): Promise<void> {
  switch (step.kind) {
    case 'deploy':
    case 'home':
      return ports.tracks.deploy(step.track, step.goal, step.size, signal);
    case 'scale':
      return ports.tracks.scale(step.track, step.size, signal);
    case 'prove':
      if (!step.again) await present(ports, step.track, signal);
      return pass(ports, { track: step.track }, signal);
    case 'shift': {
      const weights = { [step.track]: step.to, [step.other]: 100 - step.to };
      await ports.router.shift(weights, signal);
      await ports.router.verify(weights, signal);
      if (rollout.direction === 'forward') await pass(ports, 'service', signal);
      return;
    }
    case 'retire':
      await ports.router.preview?.point(null, signal);
      await ports.router.unwire?.(signal);
      return ports.tracks.retire(step.track, signal, warn);
  }
}

/** Lets the router and preview requests know of a track. */
async function present({ tracks, router }: TracksPorts, track: string, signal: AbortSignal): Promise<void> {
  if (track !== tracks.home) await router.wire?.(track, signal);
  await router.preview?.point(track, signal);
}

async function pass(ports: TracksPorts, whom: { track: string } | 'service', signal: AbortSignal): Promise<void> {
  const wrong = await ports.smokeTest?.ask(whom, signal);
  if (wrong) throw new Refused('smoke-test-failed', `smoke test failed: ${wrong}`);
}
