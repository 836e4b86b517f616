import { thisRun } from '../github/inputs.ts';
import { info } from '../github/outputs.ts';
import { githubReporter } from '../github/reporter.ts';
import type { RolloutEvent } from '../ports/event.ts';
import type { Platform } from '../ports/platform.ts';
import type { Ending, Marks } from '../ports/reporter.ts';
import type { Request } from './ask.ts';
import { logger, narrator, tellEnding } from './tell.ts';

/** All who tell of one step: log, comment, deployment record, summary, outputs. */
export type Announcer = {
  see(event: RolloutEvent): void;
  /** What has become known at GitHub, to be journaled. */
  marks(): Partial<Marks>;
  /** Tells the end; the journal forgets what was told. `failed`: what comes next in the chain must not run. */
  end(ending: Ending, failed: boolean): Promise<void>;
};

export function announcer(request: Request, platform: Platform, env: NodeJS.ProcessEnv): Announcer {
  const { service, inputs } = request;
  const url = service.url ?? platform.url ?? null;
  const about = { service: service.name, environment: service.environment };
  const view = narrator({ ...about, version: inputs.version || null, url, run: thisRun(env) });
  const log = logger();
  const reporter = githubReporter({
    ...about,
    token: request.dryRun ? null : inputs['github-token'] || null,
    env,
    comment: service.rollout.comment,
    deployment: service.rollout.deployment,
    pullRequest: inputs['pull-request'],
    url,
    secrets: secretsOf(request),
    view,
    info,
  });
  return {
    see(event) {
      log.see(event);
      reporter.see(event);
    },
    marks: () => reporter.marks(),
    async end(ending, failed) {
      log.close();
      const closed = await reporter.finish(ending);
      if (closed && ending.journal?.unreported) await forget(platform);
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

/** Record and comment are closed: the journal need not remember it any more. */
async function forget({ journal }: Platform): Promise<void> {
  const signal = new AbortController().signal;
  const document = await journal.load(signal).catch(() => null);
  // Whoever wrote meanwhile reports it with its own end.
  if (document?.unreported)
    await journal.save({ ...document, unreported: null, seq: document.seq + 1 }, document.seq, signal).catch(() => {});
}

function secretsOf({ service, inputs }: Request): string[] {
  const preview = service.preview && service.preview.kind !== 'url' ? [service.preview.value] : [];
  return [inputs['github-token'], ...Object.values(service.env), ...preview].filter((secret) => secret.length > 3);
}
