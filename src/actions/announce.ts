import { isShown } from '../github/ending.ts';
import { thisRun } from '../github/inputs.ts';
import { info, type Outputs } from '../github/outputs.ts';
import { githubReporter } from '../github/reporter.ts';
import type { RolloutEvent } from '../ports/event.ts';
import type { Run } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import type { Ending, Marks } from '../ports/reporter.ts';
import type { Service } from '../ports/service.ts';
import { secretsOf } from '../units/secrets.ts';
import type { Request } from './ask.ts';
import { logger, type Narrator, narrator, tellEnding } from './tell.ts';

/** All who tell of one step: log, comment, deployment record, summary, outputs. */
export type Announcer = {
  see(event: RolloutEvent): void;
  /** What has become known at GitHub, to be journaled. */
  marks(): Partial<Marks>;
  /** Tells the end of a rollout after which the action goes on with another. */
  over(ending: Ending): void;
  /** Tells the end, and gives the outputs; the journal forgets what was told. `failed`: what comes next in the chain must not run. */
  end(ending: Ending, failed: boolean): Promise<Outputs>;
};

export function announcer(request: Request, platform: Platform, env: NodeJS.ProcessEnv): Announcer {
  const url = request.service.url ?? platform.url ?? null;
  const view = narratorOf(request, url, request.inputs.version || null, thisRun(env));
  const log = logger();
  const reporter = reporterOf(request, env, url, view, request.service.rollout.comment);
  return {
    see(event) {
      log.see(event);
      reporter.see(event);
    },
    marks: () => reporter.marks(),
    over(ending) {
      const { rollout } = ending;
      if (rollout) reporter.over(ending, narratorOf(request, url, rollout.attempted.version, rollout.run));
    },
    async end(ending, failed) {
      log.close();
      const closed = await reporter.finish(ending);
      if (closed && ending.rollout && isShown(ending)) await forget(platform, ending.rollout.id);
      const told = {
        url: url ?? '',
        previewUrl: platform.router?.preview?.url ?? '',
        previewHeader: platform.router?.preview?.header ?? '',
        commentUrl: reporter.commentUrl(),
        deploymentId: String(reporter.marks().deploymentId ?? ''),
      };
      return tellEnding(ending, view.record(), told, failed);
    },
  };
}

/**
 * Closes what an earlier step could not, because GitHub did not answer or the job was killed: the deployment record of a rollout that is
 * over, by what the journal kept. `status`, after which nothing comes, writes the comment too.
 */
export async function tellLate(request: Request, platform: Platform, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const journal = await platform.journal.load(signal).catch(() => null);
  // What is still in flight is told by whoever works on it; a word of mine could come after theirs.
  if (!journal?.unreported || journal.holder || journal.rollout?.id === journal.unreported.rollout.id) return;
  await tellInstead(request, platform, env, { ...journal.unreported, journal });
}

/**
 * Tells of a rollout that is left in flight by an action that did nothing: what an earlier step could not, and that nobody is at work
 * where that is so. `isGone`: whether a run has ended.
 */
export async function tellLeft(
  request: Request,
  platform: Platform,
  env: NodeJS.ProcessEnv,
  { journal }: Ending,
  isGone: (run: Run) => Promise<boolean>,
): Promise<void> {
  const { rollout, holder, unreported } = journal ?? {};
  if (!journal || !rollout) return;
  if (holder) {
    if (await isGone(holder.run)) await tellInstead(request, platform, env, { outcome: 'interrupted', reason: leftBy(holder), rollout, journal });
    return;
  }
  if (unreported?.rollout.id === rollout.id) await tellInstead(request, platform, env, { ...unreported, journal });
}

/** Why a rollout stands where it is when the run that was at work has ended. */
export function leftBy({ run }: Holder): Reason {
  return { code: 'cancelled', message: `${addressOf(run)} has ended in the middle; run it again, or \`rollback\`` };
}

async function tellInstead(request: Request, platform: Platform, env: NodeJS.ProcessEnv, told: Omit<Ending, 'commands'>): Promise<void> {
  const { rollout } = told;
  if (request.dryRun || request.inputs['github-token'] === '' || rollout === null) return;
  const url = request.service.url ?? platform.url ?? null;
  const view = narratorOf(request, url, rollout.attempted.version, rollout.run);
  const comment = request.action === 'status' ? request.service.rollout.comment : 'never';
  const known = { ...request, inputs: { ...request.inputs }, action: 'status' as const };
  const closed = await reporterOf(known, env, url, view, comment).finish({ ...told, commands: rollout.stuck?.commands ?? [] });
  if (closed) await forget(platform, rollout.id);
}

function narratorOf({ service }: Request, url: string | null, version: string | null, run: Run): Narrator {
  return narrator({ service: service.name, environment: service.environment, version, url, run });
}

function reporterOf(request: Request, env: NodeJS.ProcessEnv, url: string | null, view: Narrator, comment: Service['rollout']['comment']) {
  const { service, inputs } = request;
  return githubReporter({
    token: request.dryRun ? null : inputs['github-token'] || null,
    env,
    service: service.name,
    environment: service.environment,
    comment,
    deployment: service.rollout.deployment,
    pullRequest: inputs['pull-request'],
    url,
    secrets: [inputs['github-token'], ...secretsOf(service)],
    view,
    info,
  });
}

/** Record and comment are closed: the journal need not remember it any more. */
async function forget({ journal }: Platform, rollout: string): Promise<void> {
  const signal = new AbortController().signal;
  const document = await journal.load(signal).catch(() => null);
  // Whoever wrote meanwhile reports it with its own end.
  if (document?.unreported?.rollout.id !== rollout) return;
  await journal.save({ ...document, unreported: null, seq: document.seq + 1 }, document.seq, signal).catch(() => {});
}
