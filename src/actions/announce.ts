import { thisRun } from '../github/inputs.ts';
import { info } from '../github/outputs.ts';
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
  /** Tells the end; the journal forgets what was told. `failed`: what comes next in the chain must not run. */
  end(ending: Ending, failed: boolean): Promise<void>;
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
    async end(ending, failed) {
      log.close();
      const closed = await reporter.finish(ending);
      if (closed && ending.rollout) await forget(platform, ending.rollout.id);
      const told = {
        url: url ?? '',
        previewUrl: platform.router?.preview?.url ?? '',
        previewHeader: platform.router?.preview?.header ?? '',
        commentUrl: reporter.commentUrl(),
        deploymentId: String(reporter.marks().deploymentId ?? ''),
      };
      await tellEnding(ending, view.record(), told, failed);
    },
  };
}

/**
 * Closes what an earlier step could not, because GitHub did not answer: its deployment record, by what the journal kept.
 * `status`, after which nothing comes, writes the comment too.
 */
export async function tellLate(request: Request, platform: Platform, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  if (request.dryRun || request.inputs['github-token'] === '') return;
  const journal = await platform.journal.load(signal).catch(() => null);
  if (!journal?.unreported || journal.holder) return;
  const { rollout, outcome, reason } = journal.unreported;
  const url = request.service.url ?? platform.url ?? null;
  const view = narratorOf(request, url, rollout.attempted.version, rollout.run);
  const comment = request.action === 'status' ? request.service.rollout.comment : 'never';
  const commands = rollout.stuck?.commands ?? [];
  const closed = await reporterOf(request, env, url, view, comment).finish({ outcome, reason, journal, rollout, commands });
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
