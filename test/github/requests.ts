import type { GithubReporterOptions } from '../../src/github/options.ts';
import { type GithubReporter, githubReporter } from '../../src/github/reporter.ts';
import type { Rollout } from '../../src/ports/journal.ts';
import type { Ending } from '../../src/ports/reporter.ts';
import { startJob } from '../fakes/github/job.ts';
import type { FakeGithub } from '../fakes/github/server.ts';
import { ending, event, reporterOptions, rollout, runnerEnv, until } from './rollouts.ts';

/** Something whose requests are counted, and how many they may be. A token has 1,000 an hour for all that a repository does. */
export type Counted = { readonly name: string; readonly most: number; readonly work: Work };
/** Tells a GitHub, which nobody else uses, what a rollout goes through. */
type Work = (github: FakeGithub, change?: Partial<GithubReporterOptions>) => Promise<void>;

const WEIGHTS = [1, 2, 5, 10, 20, 30, 40, 50, 70, 90];
const INSTANCES = 100;
/** How often is looked in each stage. */
const LOOKS = 30;

const canaryInOneStep: Work = async (github, change) => {
  const start = await live(github, change);
  await step(github, start(), canary(100), ['prepare', ...WEIGHTS.map((weight) => `canary ${weight} %`)], 'canary');
};

/** Each weight by a process of its own, which knows what the journal says. */
const canaryInTenSteps: Work = async (github, change) => {
  const start = await live(github, change);
  let journaled = canary(0);
  for (const weight of WEIGHTS) {
    const { goal, passed } = journaled;
    const stages = [...(passed.length === 0 ? ['prepare'] : []), `canary ${weight} %`];
    const reached = await step(github, start(), { ...journaled, goal: { ...goal, weight } }, stages, 'canary');
    journaled = { ...reached, passed: [...passed, `500:${weight}`] };
  }
};

const rollingUpdate: Work = async (github, change) => {
  const start = await live(github, change);
  await step(github, start(), rollout(), ['rolling'], 'promoted');
};

const unchanged: Work = async (github, change) => {
  const start = await live(github, change);
  await finish(start(), ending('unchanged', null));
};

export const COUNTED: readonly Counted[] = [
  { name: `a rolling update of ${INSTANCES} instances`, most: 12, work: rollingUpdate },
  { name: 'a canary of ten weights in one step', most: 30, work: canaryInOneStep },
  { name: 'a canary of ten weights in ten steps', most: 30, work: canaryInTenSteps },
  { name: 'a run that finds its version live', most: 4, work: unchanged },
];

/** The requests that it made, after another version was made live. */
export async function requestsOf(work: Work, github: FakeGithub, change?: Partial<GithubReporterOptions>): Promise<readonly string[]> {
  await work(github, change);
  return github.requests.map(({ operation }) => operation);
}

const canary = (weight: number) => rollout({ kind: 'tracks', goal: { ...rollout().goal, stage: 'canary', weight } });

/** Where a push of a commit that came in by a pull request is deployed, and another version was live before. */
async function live(github: FakeGithub, change: Partial<GithubReporterOptions> = {}): Promise<() => GithubReporter> {
  const sha = 'b'.repeat(40);
  github.state.pulls = [{ number: 7, sha, branch: 'topic', state: 'closed', merged: true, commits: [sha] }];
  const { checkRun } = startJob(github, null);
  // Between two stages are minutes. Who ends leaves the journal to nobody else.
  const options = { env: runnerEnv(github, {}), checkRun, editGap: 0, isLatest: async () => true, ...change };
  const start = () => githubReporter(reporterOptions(github, options));
  await finish(start(), ending('promoted', rollout({ id: 'r0' })));
  github.requests.length = 0;
  return start;
}

/**
 * Tells of each stage when that before has arrived, with many looks in each and something done to each instance, and of the end.
 * @returns the rollout as it is journaled then
 */
async function step(
  github: FakeGithub,
  reporter: GithubReporter,
  begun: Rollout,
  stages: readonly string[],
  outcome: Ending['outcome'],
): Promise<Rollout> {
  const recorded = () => github.state.deployments.at(-1)?.statuses.at(-1)?.description;
  const isCommented = (stage: string) => github.state.comments[0]?.body.includes(`doing ${stage}`) === true;
  // The text that one of many steps begins with waits longer than this one lasts.
  const waits = begun.passed.length > 2;
  for (const stage of stages) {
    const isFirst = begun.deploymentId === null && stage === stages[0];
    reporter.see(event(stage, { kind: isFirst ? 'began' : 'step', rollout: begun }));
    await until(() => recorded() === stage && (waits || isCommented(stage)));
    for (let look = 0; look < LOOKS; look++) reporter.see(event(stage, { kind: 'evidence', text: `look ${look}`, rollout: begun }));
    for (let at = 0; at < INSTANCES; at++) reporter.see(event(stage, { text: `replace web${at}`, rollout: begun }));
    // What they would cause begins before the next stage does.
    await new Promise(setImmediate);
  }
  await finish(reporter, ending(outcome, { ...begun, ...reporter.marks() }));
  return { ...begun, ...reporter.marks() };
}

async function finish(reporter: GithubReporter, end: Ending): Promise<void> {
  if (!(await reporter.finish(end))) throw new Error(`GitHub was not told of ${end.outcome}`);
}
