import type { Clock, Instant } from '../ports/clock.ts';
import type { RolloutEvent } from '../ports/event.ts';
import type { Rollout } from '../ports/journal.ts';
import type { Outcome } from '../ports/outcome.ts';
import { type Reason, Refused } from '../ports/reason.ts';
import type { Marks } from '../ports/reporter.ts';
import { noWayBack } from './going-back.ts';
import { BEAT, beaten, besideBeats, GONE_WITH_ITS_JOB, type Hold, TakenOver } from './holder.ts';
import { closeStage, enterStage, settle, turnBack } from './journal.ts';
import { isToStop, lockedBy } from './lock.ts';
import { isOver, uncleared, withEnd, withWarnings } from './reasons.ts';
import { type Decision, remembering, type Strategy } from './strategy.ts';
import { Told } from './told.ts';

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
  /** The most milliseconds between two looks. */
  readonly interval: number;
  /** Milliseconds that the platform or the journal may fail without a break. */
  readonly patience: number;
  /** Commands that finish by hand, for `stuck`. */
  readonly byHand: (rollout: Rollout) => Promise<readonly string[]>;
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
  /** Why it is to go back, or to end, as soon as that can be written down. */
  let failing: Reason | null = null;
  let cancelledAt: number | null = null;
  /** What went wrong and changed nothing. */
  const warnings: string[] = [];
  const told = new Told();

  const tell = (kind: RolloutEvent['kind'], text: string): RolloutEvent => ({
    at: clock.now(),
    kind,
    stage: strategy.stage(memory.rollout),
    text,
    picture: view === null ? null : strategy.picture(view, memory),
    evidence: memory.evidence,
    rollout: memory.rollout,
  });

  /** Writes the rollout down together with a beat. Who slept since that began may have been replaced: only one that comes back in time tells. */
  async function save(): Promise<void> {
    do {
      memory = { ...memory, rollout: { ...memory.rollout, ...job.marks?.() } };
      const began = clock.now().mono;
      await hold.save((document) => ({ ...beaten(document), rollout: memory.rollout }));
      beatAt = began;
    } while (clock.now().mono - beatAt >= GONE_WITH_ITS_JOB);
  }

  async function end(outcome: Outcome, reason: Reason, commands: readonly string[] = []): Promise<Result> {
    const now = clock.now();
    const result = RESULT_OF_STAGE[outcome] ?? 'passed';
    memory = { ...memory, rollout: { ...closeStage(memory.rollout, result, now), ...job.marks?.() } };
    await hold.save((document) => settle(document, memory.rollout, outcome, reason, now));
    return { outcome, reason, rollout: memory.rollout, commands };
  }

  /** By what the journal says as of the last save. */
  function mustStop(): boolean {
    return isToStop({ ...hold.document(), rollout: memory.rollout });
  }

  /** Who started the run that is at work. */
  function actor(): string {
    return (hold.document().holder?.run ?? memory.rollout.run).actor;
  }

  function turn(reason: Reason): void {
    memory = remembering(turnBack(memory.rollout, reason), clock.now());
  }

  for (;;) {
    try {
      if (signal.aborted)
        return await end('interrupted', { code: 'cancelled', message: 'cancelled; the next run or `rollback` goes on from here' });
      if (failing) {
        const over = await (isOver(memory.rollout) ? pause(uncleared(failing, memory.rollout)) : fail(failing));
        if (over) return over;
        yield tell('back', `going back: ${failing.message}`);
        failing = null;
      }
      const { request, lock } = hold.document();
      if (request && memory.rollout.direction === 'forward') {
        if (noWayBack(memory.rollout)) {
          const message = `${request.by} asked to go back; there is no version before it to go back to`;
          return await pause({ code: 'no-previous-version', message });
        }
        turn(
          request.what === 'supersede'
            ? { code: 'superseded', message: `superseded by what ${request.by} deploys` }
            : { code: 'requested', message: `taken back as ${request.by} asked` },
        );
        yield tell('back', `going back: asked by ${request.by}`);
      }
      if (lock && mustStop()) return await pause({ code: 'locked', message: lockedBy(lock) });
      view = await strategy.observe(signal);
      const now = clock.now();
      memory = strategy.remember(memory, view, now);
      memory = { ...memory, rollout: enterStage(memory.rollout, strategy.stage(memory.rollout), now, actor()) };
      const decision: Decision<Step> = strategy.decide(view, memory, now);
      const { evidence } = memory;
      if (told.evidence(evidence, decision.do !== 'wait', now.mono))
        yield tell('evidence', evidence.map(({ metric, text }) => `${metric} ${text}`).join(' · '));
      switch (decision.do) {
        case 'step': {
          const before = memory;
          memory = strategy.intend(memory, decision.step);
          await save();
          // What was asked for since the last look is known now.
          if (mustStop()) {
            memory = before;
            break;
          }
          yield tell('step', strategy.say(decision.step, view, memory));
          const warn = (text: string) => warnings.push(text);
          const from = warnings.length;
          const isDone = await besideBeats({ hold, clock, save, beatAt }, signal, (until) =>
            strategy.perform(decision.step, memory, until, warn),
          );
          for (const text of warnings.slice(from)) yield tell('warning', text);
          if (isDone) memory = strategy.done(memory, decision.step);
          told.step();
          break;
        }
        case 'wait':
          if (now.mono - beatAt >= BEAT) await save();
          if (told.wait(decision, now.mono)) yield tell('wait', decision.why);
          await waitForNews(decision.until);
          break;
        case 'finish': {
          if (memory.rollout.direction === 'forward') return await end(decision.outcome, withWarnings(decision.reason, warnings));
          return await end('rolled-back', withEnd(memory.rollout.reason, decision.reason));
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
      const now = clock.now().mono;
      if (signal.aborted) {
        cancelledAt ??= now;
        if (now - cancelledAt >= CANCEL_PATIENCE) throw error;
        await clock.sleep(CANCEL_RETRY, new AbortController().signal);
        continue;
      }
      faultSince ??= now;
      const message = error instanceof Error ? error.message : String(error);
      const hopeless = error instanceof Refused;
      if (hopeless || now - faultSince >= job.patience) {
        // Not even the turn, the pause or the end could be written down.
        if (failing) throw error;
        failing = hopeless ? error.reason : { code: 'platform-error', message };
        faultSince = null;
        continue;
      }
      if (told.fault(message)) yield tell('warning', `${message}; trying again`);
      await clock.sleep(job.interval, signal);
    }
  }

  /** Turns round, or ends where there is no way back; null: it has turned round. */
  async function fail(reason: Reason): Promise<Result | null> {
    const { rollout } = memory;
    if (rollout.direction === 'back') return stuck(reason);
    // Two tracks need no version for the way back: it is weight 0.
    if (noWayBack(rollout)) {
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
    const commands = await job.byHand(memory.rollout);
    memory = { ...memory, rollout: { ...memory.rollout, stuck: { reason, commands } } };
    return end('stuck', reason, commands);
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

/** Milliseconds in which a cancelled action tries to write its end down: the runner gives it 7.5 s. */
const CANCEL_PATIENCE = 5_000;
const CANCEL_RETRY = 200;

const RESULT_OF_STAGE: Partial<Record<Outcome, 'failed' | 'paused' | 'stopped'>> = {
  paused: 'paused',
  interrupted: 'stopped',
  stuck: 'failed',
};
