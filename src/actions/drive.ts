import type { Rollout } from '../ports/journal.ts';
import type { Ending } from '../ports/reporter.ts';
import { type Work, work } from '../rollout/engine.ts';
import type { Hold } from '../rollout/holder.ts';
import type { Measuring } from './measuring.ts';
import type { Site } from './site.ts';

type Rules = Pick<Work<unknown, unknown>, 'onFailure' | 'step' | 'patience'>;

/** Works on a rollout that is held, to its end, and tells what happens. */
export async function drive(
  rollout: Rollout,
  began: 'began' | 'resumed',
  hold: Hold,
  site: Pick<Site, 'service' | 'platform' | 'clock' | 'see' | 'marks'>,
  { measuring = null, ...rules }: Rules & { readonly measuring?: Measuring | null },
  signal: AbortSignal,
): Promise<Ending> {
  const { platform, service, clock, see, marks } = site;
  // Loaded here: most runs of `status` and all that find nothing to do need no strategy.
  const { INTERVAL, strategyFor } = await import('./assemble.ts');
  const strategy = strategyFor(rollout, platform, service, measuring);
  see({
    at: clock.now(),
    kind: began,
    stage: strategy.stage(rollout),
    text: `${began === 'resumed' ? 'goes on with' : 'from'} ${rollout.from.version ?? 'nothing'} to ${rollout.attempted.version}${rollout.direction === 'back' ? ', going back' : ''}`,
    picture: null,
    evidence: [],
    rollout,
  });
  const byHand = (of: Rollout) => platform.byHand(of.kind === 'rolling' && platform.managed ? null : of.goal.track, signal);
  const events = work({ strategy, hold, clock, interval: INTERVAL, byHand, marks, ...rules }, signal);
  let last = rollout;
  try {
    for (;;) {
      const { value, done } = await events.next();
      if (done) return { ...value, journal: hold.document() };
      last = value.rollout;
      // A version that is taken back is not asked any more.
      if (last.direction === 'back') measuring?.close();
      see(value);
    }
  } catch (error) {
    // The journal still says where it was: whoever comes next goes on from there.
    const message = `The journal ${platform.journal.place} cannot be written (${(error as Error).message}): run this again once it can`;
    return {
      outcome: 'interrupted',
      reason: { code: 'journal-unreachable', message },
      rollout: last,
      journal: hold.document(),
      commands: [],
    };
  }
}
