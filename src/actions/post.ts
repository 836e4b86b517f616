import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { annotate, getState, info } from '../github/outputs.ts';
import { openPlatform } from '../platforms/index.ts';
import type { JournalDocument, Rollout } from '../ports/journal.ts';
import { logLine } from '../report/index.ts';
import { work } from '../rollout/engine.ts';
import { takeHold } from '../rollout/holder.ts';
import { turnBack } from '../rollout/journal.ts';
import { InvalidRequest, type Request, readRequest } from './ask.ts';
import { INTERVAL, strategyFor } from './assemble.ts';
import { systemClock } from './clock.ts';

/** The runner gives `post` a few minutes. What is not done by then is in the journal. */
const WITHIN = 240_000;

/**
 * Cleans up after a step that was cancelled or killed: only while its own rollout is in flight, and it was the last to work on it.
 * A failure elsewhere in the job changes nothing.
 */
async function post(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const [rolloutId, holderId] = [getState('rollout'), getState('holder')];
  const cancelled = env['INPUT_JOB-STATUS'] === 'cancelled';
  if (rolloutId === '' || (getState('done') === 'yes' && !cancelled)) return;
  const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
  const request = await readRequest('status', workspace, env);
  const platform = await openPlatform(request.service, { workspace, balancerScript: join(import.meta.dirname, 'local-balancer.js') });
  const signal = AbortSignal.timeout(WITHIN);
  try {
    const present = await platform.journal.load(signal);
    const rollout = present?.rollout;
    if (!present || rollout?.id !== rolloutId || rollout.lastHolder !== holderId || rollout.paused || rollout.stuck) return;
    if (present.holder && present.holder.id !== holderId) return;
    await cleanUp(request, present, rollout, platform, signal);
  } finally {
    await platform.close();
  }
}

async function cleanUp(
  { service, steps: [asked] }: Request,
  present: JournalDocument,
  rollout: Rollout,
  platform: Awaited<ReturnType<typeof openPlatform>>,
  signal: AbortSignal,
): Promise<void> {
  const run = asked?.run ?? rollout.run;
  const reason = { code: 'cancelled' as const, message: 'the job was cancelled' };
  const holder = { id: randomUUID(), run, beat: 0 };
  const pausing = service.rollout.onCancel === 'pause' && rollout.direction === 'forward';
  if (pausing) {
    const paused: JournalDocument = { ...present, holder: null, rollout: { ...rollout, paused: { reason, step: asked?.step ?? '', run } } };
    await platform.journal.save({ ...paused, epoch: present.epoch + 1, seq: present.seq + 1 }, present.seq, signal);
    return annotate('warning', 'Paused', `${rollout.attempted.version} stays as it is: run promote to go on, or rollback`);
  }
  const next = { ...(rollout.direction === 'back' ? rollout : turnBack(rollout, reason)), lastHolder: holder.id };
  const hold = await takeHold(platform.journal, present, { ...present, rollout: next, holder, request: null }, signal);
  if (!hold) return;
  await platform.start?.(signal);
  const job = work(
    {
      strategy: strategyFor(next, platform, service),
      hold,
      clock: systemClock,
      onFailure: 'rollback',
      step: '',
      interval: INTERVAL,
      patience: WITHIN,
      byHand: (of) => platform.byHand(of.goal.track),
    },
    signal,
  );
  const start = performance.now();
  for (;;) {
    const { value, done } = await job.next();
    if (done) return annotate('warning', `After the cancel: ${value.outcome}`, value.reason.message);
    info(logLine(value, value.at.mono - start));
  }
}

try {
  await post();
} catch (error) {
  const message = error instanceof InvalidRequest ? error.message : error instanceof Error ? error.message : String(error);
  annotate('warning', 'Could not clean up', `${message}. Run the action rollback to go back, or re-run the job to go on`);
}
