import type { GithubReporterOptions } from '../../src/github/options.ts';
import type { View } from '../../src/github/view.ts';
import type { RolloutEvent } from '../../src/ports/event.ts';
import type { Rollout } from '../../src/ports/journal.ts';
import type { Outcome } from '../../src/ports/outcome.ts';
import type { Ending } from '../../src/ports/reporter.ts';
import type { FakeGithub } from '../fakes/github/server.ts';
import { someRollout } from '../fakes/rollout.ts';

export const AT = { owner: 'acme', repo: 'shop' };

/** A rollout of `3f2a9c1` over `1b2c3d4` that has just begun. */
export function rollout(change: Partial<Rollout> = {}): Rollout {
  const goal = { version: '3f2a9c1', spec: 's', track: null, weight: 100, stage: 'retired', bakeTime: 0, keepOld: 0 } as const;
  const from = { version: '1b2c3d4', spec: 's', track: null };
  return someRollout({ goal, from, attempted: { version: '3f2a9c1', spec: 's' }, ...change });
}

export function event(stage: string, change: Partial<RolloutEvent> = {}): RolloutEvent {
  return {
    at: { wall: 0, mono: 0 },
    kind: 'step',
    stage,
    text: `doing ${stage}`,
    picture: null,
    evidence: [],
    rollout: rollout(),
    ...change,
  };
}

export function ending(outcome: Outcome, of: Rollout | null = rollout(), message = 'as asked'): Ending {
  return { outcome, reason: { code: 'done', message }, journal: null, rollout: of, commands: [] };
}

/** Shows the last thing it saw, in one line. */
export function plainView(): View {
  let line = '';
  let stage = '';
  return {
    see(what) {
      line = 'stage' in what ? what.text : `${what.outcome}: ${what.reason.message}`;
      if ('stage' in what) stage = what.stage;
    },
    section: () => line,
    stage: () => stage,
  };
}

/** The environment of a run that pull request 7 caused, or the given payload. */
export function runnerEnv(
  github: FakeGithub,
  payload: unknown = { pull_request: { number: 7, head: { sha: 'a'.repeat(40) } } },
): NodeJS.ProcessEnv {
  return {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_SERVER_URL: 'https://github.test',
    GITHUB_EVENT_PATH: github.eventFile(payload),
    GITHUB_SHA: 'b'.repeat(40),
    GITHUB_REF: 'refs/heads/topic',
    GITHUB_RUN_ID: '500',
    GITHUB_RUN_ATTEMPT: '1',
  };
}

export function reporterOptions(
  github: FakeGithub,
  change: Partial<GithubReporterOptions> = {},
): GithubReporterOptions & { lines: string[] } {
  const lines: string[] = [];
  return {
    token: github.token,
    env: runnerEnv(github),
    service: 'api',
    environment: 'production',
    comment: 'on-change',
    shared: false,
    deployment: 'auto',
    checkRun: '',
    pullRequest: '',
    url: 'https://shop.test',
    secrets: [],
    view: plainView(),
    info: (line) => lines.push(line),
    lines,
    ...change,
  };
}

/** Resolves when `holds` does; fails after 40 s. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 40_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`Not within 40 s: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
