import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { workspaceOf } from '../github/inputs.ts';
import { annotate, getState } from '../github/outputs.ts';
import { openPlatform } from '../platforms/index.ts';
import type { JournalDocument, Rollout } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import type { Ending } from '../ports/reporter.ts';
import { takeHold } from '../rollout/holder.ts';
import { turnBack } from '../rollout/journal.ts';
import { type Announcer, announcer } from './announce.ts';
import { type Request, readRequest } from './ask.ts';
import { systemClock } from './clock.ts';
import { drive } from './drive.ts';
import { staySmall } from './stay-small.ts';

/** The runner gives `post` a few minutes. What is not done by then is in the journal. */
const WITHIN = 240_000;

/** Goes back, or leaves the rollout paused, as the service file says; nothing where it ended, or somebody else is at work on it. Throws nothing. */
export async function cleanUp(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  try {
    await afterStep(env);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    annotate('warning', 'Could not clean up', `${message}. Run the action rollback to go back, or re-run the job to go on`);
  }
}

async function afterStep(env: NodeJS.ProcessEnv): Promise<void> {
  staySmall();
  const [rolloutId, holderId] = [getState('rollout'), getState('holder')];
  const workspace = workspaceOf(env);
  const request = await readRequest('rollback', workspace, env);
  const platform = await openPlatform(request.service, { workspace, balancerScript: join(import.meta.dirname, 'local-balancer.js') });
  const signal = AbortSignal.timeout(WITHIN);
  try {
    const present = await platform.journal.load(signal);
    const rollout = present?.rollout;
    if (!present || rollout?.id !== rolloutId || rollout.lastHolder !== holderId || rollout.paused || rollout.stuck) return;
    if (present.holder && present.holder.id !== holderId) return;
    const announce = announcer(request, platform, env);
    const ending = await turnOrPause(request, present, rollout, platform, announce, signal);
    if (ending) await announce.end(ending, ending.outcome !== 'rolled-back');
  } finally {
    await platform.close();
  }
}

async function turnOrPause(
  { service, steps: [asked] }: Request,
  present: JournalDocument,
  rollout: Rollout,
  platform: Platform,
  announce: Announcer,
  signal: AbortSignal,
): Promise<Ending | null> {
  const run = asked?.run ?? rollout.run;
  const reason = { code: 'cancelled' as const, message: 'the job was cancelled' };
  if (service.rollout.onCancel === 'pause' && rollout.direction === 'forward') {
    const paused: Rollout = { ...rollout, paused: { reason, step: getState('step'), run } };
    const journal = { ...present, holder: null, rollout: paused, epoch: present.epoch + 1, seq: present.seq + 1 };
    if ((await platform.journal.save(journal, present.seq, signal)) === 'lost') return null;
    return { outcome: 'paused', reason, journal, rollout: paused, commands: [] };
  }
  const holder = { id: randomUUID(), run, beat: 0 };
  const next = { ...(rollout.direction === 'back' ? rollout : turnBack(rollout, reason)), lastHolder: holder.id };
  const hold = await takeHold(platform.journal, present, { ...present, rollout: next, holder, request: null }, signal);
  if (!hold) return null;
  await platform.start?.(signal, null);
  const site = { service, platform, clock: systemClock, see: announce.see, marks: announce.marks };
  return drive(next, 'resumed', hold, site, { onFailure: 'rollback', step: '', patience: WITHIN }, signal);
}
