import { setTimeout as pause } from 'node:timers/promises';
import { jobEnded } from '../github/job-ended.ts';
import type { Holder } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import type { Reason } from '../ports/reason.ts';
import type { Ending } from '../ports/reporter.ts';
import { addressOf } from '../rollout/answer.ts';
import { forget, narratorOf, reporterOf } from './announce.ts';
import type { Request } from './ask.ts';

/** Milliseconds. */
const ANSWER_WITHIN = 5_000;

/**
 * Closes what an earlier step could not, because GitHub did not answer or the job was killed: the deployment record of a rollout that is
 * over, by what the journal kept. `status`, after which nothing comes, writes the comment too.
 */
export async function tellLate(request: Request, platform: Platform, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const journal = await platform.journal.load(signal).catch(() => null);
  // One that is still in flight is told by whoever works on it now: what is late could come after what they say.
  if (!journal?.unreported || journal.holder || journal.rollout?.id === journal.unreported.rollout.id) return;
  await tell({ ...journal.unreported, journal }, request, platform, env);
}

/** Tells of a rollout that an action left in flight as it was: what an earlier step could not, or that its job is gone. */
export async function tellLeft({ outcome, journal }: Ending, request: Request, platform: Platform, env: NodeJS.ProcessEnv): Promise<void> {
  const isLeft = outcome === 'refused' || outcome === 'unchanged';
  if (!isLeft || !journal?.rollout) return;
  const { rollout, holder, unreported } = journal;
  if (holder === null && unreported?.rollout.id === rollout.id) await tell({ ...unreported, journal }, request, platform, env);
  if (holder === null || !(await isGone(holder, request, env))) return;
  await tell({ outcome: 'interrupted', reason: leftBy(holder), rollout, journal }, request, platform, env);
}

/** Whether the job of who is at work has ended, as GitHub says. Nobody waits for it: a missing permission is no news, nor is no answer. */
export async function isGone({ run }: Holder, { inputs }: Request, env: NodeJS.ProcessEnv): Promise<boolean> {
  const ended = jobEnded({ token: inputs['github-token'], env, info: () => {} });
  return Promise.race([ended(run), pause(ANSWER_WITHIN, false)]);
}

/** Why a rollout stands where it is when the job that worked on it has ended. */
export function leftBy({ run }: Holder): Reason {
  return { code: 'cancelled', message: `the job of ${addressOf(run)} has ended in the middle: run it again, or \`rollback\`` };
}

async function tell(ending: Omit<Ending, 'commands'>, request: Request, platform: Platform, env: NodeJS.ProcessEnv): Promise<void> {
  const { rollout } = ending;
  if (request.dryRun || request.inputs['github-token'] === '' || rollout === null) return;
  const { service, action } = request;
  const url = service.url ?? platform.url ?? null;
  const view = narratorOf(request, url, rollout.attempted.version, rollout.run);
  const deployment = service.rollout.deployment === 'none' ? 'none' : 'known';
  const reporter = reporterOf(request, env, view, { url, deployment, comment: action === 'status' ? service.rollout.comment : 'never' });
  if (await reporter.finish({ ...ending, commands: rollout.stuck?.commands ?? [] })) await forget(platform, rollout.id);
}
