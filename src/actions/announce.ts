import { isShown } from '../github/ending.ts';
import { thisRun } from '../github/inputs.ts';
import type { GithubReporterOptions } from '../github/options.ts';
import { info, type Outputs } from '../github/outputs.ts';
import { type GithubReporter, githubReporter } from '../github/reporter.ts';
import type { RolloutEvent } from '../ports/event.ts';
import type { Run } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import type { Ending, Marks } from '../ports/reporter.ts';
import { secretsOf } from '../units/secrets.ts';
import type { Request } from './ask.ts';
import { logger, type Narrator, narrator, tellEnding } from './tell.ts';

/** Milliseconds for a look at the journal before the last text. */
const LOOK_WITHIN = 3_000;

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
  const { comment, deployment } = request.service.rollout;
  // Who deploys nothing leaves the records of jobs alone, and makes none.
  const mode = deployment !== 'none' && ['status', 'lock'].includes(request.action) ? 'known' : deployment;
  const isLatest = (ending: Ending) => isAsLeft(platform, ending);
  const reporter = reporterOf(request, env, view, { url, comment, deployment: mode, isLatest });
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
      if (closed && ending.rollout && isShown(ending)) await forget(platform, ending.rollout.id, reporter.marks());
      const told = {
        url: url ?? '',
        previewUrl: platform.router?.preview?.url ?? '',
        previewHeader: platform.router?.preview?.header ?? '',
        commentUrl: reporter.commentUrl(),
        deploymentId: String(reporter.marks().deploymentId ?? ''),
      };
      return tellEnding(ending, view, told, failed);
    },
  };
}

/** The story of a rollout as the people of this service read it. */
export function narratorOf({ service, ways }: Request, url: string | null, version: string | null, run: Run): Narrator {
  return narrator({ service: service.name, environment: service.environment, version, url, run }, ways);
}

type Shows = Pick<GithubReporterOptions, 'url' | 'comment' | 'deployment' | 'isLatest'>;

export function reporterOf({ service, inputs, dryRun }: Request, env: NodeJS.ProcessEnv, view: Narrator, shows: Shows): GithubReporter {
  return githubReporter({
    token: dryRun ? null : inputs['github-token'] || null,
    env,
    service: service.name,
    environment: service.environment,
    shared: service.elsewhere,
    ...shows,
    checkRun: inputs['check-run-id'],
    pullRequest: inputs['pull-request'],
    secrets: [inputs['github-token'], ...secretsOf(service)],
    view,
    info,
  });
}

/** Whether a rollout is in flight as this end left it: nobody has worked on the service since, so nobody has told anything. */
async function isAsLeft({ journal }: Platform, { journal: left }: Ending): Promise<boolean> {
  if (left === null || left.rollout === null || left.holder !== null) return false;
  const present = await journal.load(AbortSignal.timeout(LOOK_WITHIN)).catch(() => null);
  return present?.seq === left.seq && present.epoch === left.epoch;
}

/**
 * Record and comment are closed: the journal need not remember it any more.
 * @param marks what GitHub knows it by, for who goes on with it
 */
export async function forget({ journal }: Platform, rollout: string, marks: Partial<Marks> = {}): Promise<void> {
  const signal = new AbortController().signal;
  const document = await journal.load(signal).catch(() => null);
  // Whoever wrote meanwhile reports it with its own end.
  if (document?.unreported?.rollout.id !== rollout) return;
  const inFlight = document.rollout?.id === rollout ? { ...document.rollout, ...marks } : document.rollout;
  await journal.save({ ...document, rollout: inFlight, unreported: null, seq: document.seq + 1 }, document.seq, signal).catch(() => {});
}
