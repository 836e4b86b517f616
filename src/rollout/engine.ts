import type { Clock, Instant } from '../ports/clock.ts';
import type { RolloutEvent } from '../ports/event.ts';
import type { Rollout } from '../ports/journal.ts';
import type { Outcome } from '../ports/outcome.ts';
import { type Reason, Refused } from '../ports/reason.ts';
import type { Marks } from '../ports/reporter.ts';
import { BEAT, beaten, type Hold, TakenOver } from './holder.ts';
import { closeStage, enterStage, settle, turnBack } from './journal.ts';
import { type Decision, remembering, type Strategy } from './strategy.ts';

export type Result = {
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly rollout: Rollout;
  readonly commands: readonly string[];
};

export type Work<View, Step> = {
  readonly strategy: Strategy<View, Step>;
  readonly hold: Hold;
  readonly clock: Clock;
  /** What to do when the new version fails. */
  readonly onFailure: 'rollback' | 'pause';
  /** Names this step of the workflow: the only one that goes on by itself after a pause. */
  readonly step: string;
  /** Milliseconds between two looks. */
  readonly interval: number;
  /** Milliseconds that the platform or the journal may fail without a break. */
  readonly patience: number;
  /** Commands that finish by hand, for `stuck`. */
  readonly byHand: (rollout: Rollout) => readonly string[];
  /** Ids that have become known to the reporter meanwhile. */
  readonly marks?: () => Partial<Marks>;
};

/**
 * Works on the rollout in the journal until its goal is reached, it is back, or it can go neither way: looks, remembers,
 * decides, writes down what it is about to do, does it. There is no program counter: after a kill the next one looks and decides again.
 * @param signal cancels: the work stops where it is, journaled, with outcome `interrupted`
 */
export async function* work<View, Step>(job: Work<View, Step>, signal: AbortSignal): AsyncGenerator<RolloutEvent, Result> {
  const { strategy, hold, clock } = job;
  let memory = remembering(hold.document().rollout as Rollout, clock.now());
  let view: View | null = null;
  let beatAt = Number.NEGATIVE_INFINITY;
  let faultSince: number | null = null;
  let lastWhy = '';

  const tell = (kind: RolloutEvent['kind'], text: string): RolloutEvent => ({
    at: clock.now(),
    kind,
    stage: strategy.stage(memory.rollout),
    text,
    picture: view === null ? null : strategy.picture(view, memory),
    evidence: memory.evidence,
    rollout: memory.rollout,
  });

  /** Writes the rollout down together with a beat. */
  async function save(): Promise<void> {
    memory = { ...memory, rollout: { ...memory.rollout, ...job.marks?.() } };
    await hold.save((document) => ({ ...beaten(document), rollout: memory.rollout }));
    beatAt = clock.now().mono;
  }

  async function end(outcome: Outcome, reason: Reason, commands: readonly string[] = []): Promise<Result> {
    const now = clock.now();
    const result = RESULT_OF_STAGE[outcome] ?? 'passed';
    memory = { ...memory, rollout: { ...closeStage(memory.rollout, result, now), ...job.marks?.() } };
    await hold.save((document) => settle(document, memory.rollout, outcome, reason, now));
    return { outcome, reason, rollout: memory.rollout, commands };
  }

  function turn(reason: Reason): void {
    memory = remembering(turnBack(memory.rollout, reason), clock.now());
  }

  for (;;) {
    try {
      if (signal.aborted)
        return await end('interrupted', { code: 'cancelled', message: 'cancelled; the next run or `rollback` goes on from here' });
      const request = hold.document().request;
      if (request && memory.rollout.direction === 'forward') {
        turn(
          request.what === 'supersede'
            ? { code: 'superseded', message: `superseded by what ${request.by} deploys` }
            : { code: 'requested', message: `taken back as ${request.by} asked` },
        );
        yield tell('back', `going back: asked by ${request.by}`);
      }
      view = await strategy.observe(signal);
      const now = clock.now();
      memory = strategy.remember(memory, view, now);
      memory = { ...memory, rollout: enterStage(memory.rollout, strategy.stage(memory.rollout), now) };
      const decision: Decision<Step> = strategy.decide(view, memory, now);
      switch (decision.do) {
        case 'step': {
          memory = strategy.intend(memory, decision.step);
          await save();
          yield tell('step', strategy.say(decision.step, view));
          await performBesideBeats(decision.step);
          memory = strategy.done(memory, decision.step);
          lastWhy = '';
          break;
        }
        case 'wait':
          if (now.mono - beatAt >= BEAT) await save();
          // One line a reason: `until` moves, the words before it do not.
          if (decision.why !== lastWhy) yield tell('wait', decision.why);
          lastWhy = decision.why;
          await waitForNews(decision.until);
          break;
        case 'finish': {
          const back = memory.rollout.direction === 'back';
          return await end(back ? 'rolled-back' : decision.outcome, back ? (memory.rollout.reason ?? decision.reason) : decision.reason);
        }
        case 'back': {
          const over = await fail(decision.reason);
          if (over) return over;
          yield tell('back', `going back: ${decision.reason.message}`);
          break;
        }
        case 'pause':
          return await pause(decision.reason);
        case 'stuck':
          return await stuck(decision.reason);
      }
      faultSince = null;
    } catch (error) {
      if (error instanceof TakenOver) {
        return { outcome: 'interrupted', reason: { code: 'taken-over', message: error.message }, rollout: memory.rollout, commands: [] };
      }
      if (signal.aborted) continue;
      const now = clock.now().mono;
      faultSince ??= now;
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof Refused || now - faultSince >= job.patience) {
        const over = await fail(error instanceof Refused ? error.reason : { code: 'platform-error', message });
        if (over) return over;
        faultSince = null;
        yield tell('back', `going back: ${message}`);
        continue;
      }
      if (message !== lastWhy) yield tell('warning', `${message}; trying again`);
      lastWhy = message;
      await clock.sleep(job.interval, signal);
    }
  }

  /** Turns round, or ends where there is no way back; null: it has turned round. */
  async function fail(reason: Reason): Promise<Result | null> {
    const { rollout } = memory;
    if (rollout.direction === 'back') return stuck(reason);
    // Two tracks need no version for the way back: it is weight 0.
    if (rollout.kind === 'rolling' && rollout.from.version === null) {
      return pause({ code: 'no-previous-version', message: `${reason.message}; there is no version before it to go back to` });
    }
    if (job.onFailure === 'pause') return pause(reason);
    turn(reason);
    return null;
  }

  async function pause(reason: Reason): Promise<Result> {
    const run = hold.document().holder?.run ?? memory.rollout.run;
    memory = { ...memory, rollout: { ...memory.rollout, paused: { reason, step: job.step, run } } };
    return end('paused', reason);
  }

  async function stuck(reason: Reason): Promise<Result> {
    const commands = job.byHand(memory.rollout);
    memory = { ...memory, rollout: { ...memory.rollout, stuck: { reason, commands } } };
    return end('stuck', reason, commands);
  }

  /** A step may take long: the beat goes on beside it, and a request or a cancel ends it. */
  async function performBesideBeats(step: Step): Promise<void> {
    const stop = new AbortController();
    const over = new AbortController();
    const abort = () => stop.abort();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    let lost: unknown = null;
    const beats = (async () => {
      while (!over.signal.aborted) {
        await clock.sleep(BEAT, over.signal);
        if (over.signal.aborted) return;
        try {
          await save();
        } catch (error) {
          if (error instanceof TakenOver) lost = error;
        }
        if (lost || (hold.document().request && memory.rollout.direction === 'forward')) abort();
      }
    })();
    try {
      await strategy.perform(step, memory, stop.signal);
    } catch (error) {
      // What was stopped by a request has not failed: the next turn obeys it.
      if (!stop.signal.aborted || lost) throw lost ?? error;
    } finally {
      over.abort();
      await beats;
      signal.removeEventListener('abort', abort);
    }
    if (lost) throw lost;
  }

  async function waitForNews(until: Instant): Promise<void> {
    const over = new AbortController();
    const both = AbortSignal.any([signal, over.signal]);
    const left = Math.max(0, until.mono - clock.now().mono);
    const news = strategy.changed?.(both);
    await Promise.race([clock.sleep(Math.min(left, job.interval), both), ...(news ? [news] : [])]);
    over.abort();
    await news?.catch(() => {});
  }
}

const RESULT_OF_STAGE: Partial<Record<Outcome, 'failed' | 'paused' | 'stopped'>> = {
  paused: 'paused',
  interrupted: 'stopped',
  stuck: 'failed',
};
