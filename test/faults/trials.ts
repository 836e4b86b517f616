import { job } from '../actions/job.ts';
import { again, openShop, type PlatformName, QUICK, type Run, type Shop } from '../actions/shop.ts';
import type { StepResult } from '../fakes/step.ts';
import { start } from '../load/generator.ts';
import { lieIn, wrongWith } from './whole.ts';

/** A step of a service, to be stopped at each line that it says. `next` is a version that was never there. */
export type Trial = {
  readonly name: string;
  /** What comes before it, in the same run. */
  readonly before: (next: string) => readonly string[];
  readonly step: (next: string, live: string) => string;
};

const canary = (next: string) => [`canary-step ${next} 50`];

export const TRIALS: readonly Trial[] = [
  { name: 'a rolling update', before: () => [], step: (next) => `rolling ${next}` },
  { name: 'a rolling update that goes back', before: () => [], step: (next) => `rolling ${next}-never` },
  { name: 'a switch', before: () => [], step: (next) => `blue-green-switch ${next}` },
  { name: 'a canary', before: () => [], step: (next) => `canary-step ${next} 50` },
  { name: 'a promotion', before: canary, step: (next) => `promote ${next}` },
  { name: 'a rollback of a canary', before: canary, step: () => 'rollback' },
  { name: 'a rollback of a switch', before: (next) => [`blue-green-switch ${next} switched`], step: () => 'rollback' },
  {
    name: 'a rollback to a version from before',
    before: (next) => [`blue-green-switch ${next}`],
    step: (_, live) => `rollback to ${live}`,
  },
];

/** What is done to a step at its `at`-th line, and after it. Gives what it expects and did not see. */
export type Fault = (stopped: Stopped) => Promise<string[]>;

export type Stopped = {
  readonly shop: Shop;
  readonly step: string;
  /** The version that the step is about: that of a rollback is taken back. */
  readonly version: string;
  readonly run: Run;
  readonly at: number;
  /** Runs the step and sends it a signal at the line. `after`: milliseconds it went on then; null where it ended before. */
  readonly interrupt: (signal: 'SIGKILL' | 'SIGINT', inputs?: Record<string, string>) => Promise<StepResult & { after: number | null }>;
};

const INSTANCES = 2;
const RATE = 40;
const rollout = (step: string) => ({
  'progress-deadline': step.includes('-never') ? '10s' : '30s',
  'bake-time': '0s',
  'drain-timeout': '3s',
});

/** Stops a trial at every line of its log, one after the other, under load. Throws with all that was wrong; gives the number of lines. */
export async function atEveryLine(
  platform: PlatformName,
  { before, step }: Trial,
  fault: Fault,
  options: Pick<NonNullable<Parameters<typeof openShop>[1]>, 'onTestFinished'> = {},
): Promise<number> {
  const shop = await openShop(platform, { ...options, settings: { ...QUICK, rollout: rollout(step('v2', 'v1')) } });
  let versions = 1;
  await job(shop, 'blue-green-switch v1');
  const load = start({ url: `http://127.0.0.1:${shop.port}`, rate: RATE });
  const wrong: string[] = [];
  let at = 1;
  for (let reached = true; reached; at++) {
    const live = (await shop.journal())?.live?.version ?? '';
    const next = `v${++versions}`;
    const run = shop.newRun();
    for (const short of before(next)) await job(shop, short, { env: run });
    const line = step(next, live);
    let heard = 0;
    const interrupt: Stopped['interrupt'] = async (signal, inputs = {}) => {
      let pid = 0;
      let sent: number | null = null;
      const said = (text: string) => {
        if (!text.startsWith('+') || ++heard !== at) return;
        process.kill(pid, signal);
        sent = performance.now();
      };
      const result = await job(shop, line, { env: run, inputs, started: (started) => (pid = started), said });
      return { ...result, after: sent === null ? null : performance.now() - sent };
    };
    const version = line.startsWith('rollback') ? next : (line.split(' ')[1] ?? '');
    const found = await fault({ shop, step: line, version, run, at, interrupt });
    reached = heard >= at;
    wrong.push(...[...found, ...(await wrongWith(shop, INSTANCES))].map((what) => `${line}, stopped at line ${at}: ${what}`));
  }
  const counts = await load.stop();
  if (counts.failed > 0) wrong.push(`${counts.failed} of ${counts.requests} requests failed: ${JSON.stringify(counts.byVersion)}`);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return at - 2;
}

/** The step runs again as a newer attempt of its job would. */
function runAgain({ shop, step, run }: Stopped, inputs: Record<string, string> = {}) {
  return job(shop, step, { env: again(run), inputs });
}

/** How a step ends that was stopped and is run again. */
const ENDS: readonly (string | undefined)[] = ['promoted', 'canary', 'rolled-back', 'unchanged'];

/** Runs the step again, and then takes back what is in flight. Gives what is wrong with its end. */
export async function endedAgain(stopped: Stopped, inputs: Record<string, string> = {}): Promise<string[]> {
  const { shop, version } = stopped;
  const { outputs, stdout } = await runAgain(stopped, inputs);
  const { outcome } = outputs;
  const wrong = ENDS.includes(outcome) ? [] : [`run again, it is ${outcome}\n${stdout}`];
  wrong.push(...(await lieIn(shop, version, outcome ?? '')));
  await takeBack(shop);
  return wrong;
}

/** Takes back what is in flight, if anything is. */
async function takeBack(shop: Shop): Promise<void> {
  if ((await shop.journal())?.rollout) await job(shop, 'rollback');
}

/** Killed, and run again. */
export const killed: Fault = async (stopped) => {
  await stopped.interrupt('SIGKILL');
  return endedAgain(stopped);
};

/** Cancelled, and taken back: what was done before the cancel came stays until then. */
export const cancelled: Fault = async (stopped) => {
  const wrong = await cancel(stopped);
  await takeBack(stopped.shop);
  return wrong;
};

/** Milliseconds that the runner waits after SIGINT before it sends SIGTERM. */
const GRACE = 7_500;

/** Cancels a step as the runner does, and lets `post` follow. */
export async function cancel(stopped: Stopped, inputs: Record<string, string> = {}): Promise<string[]> {
  const main = await stopped.interrupt('SIGINT', inputs);
  const wrong = main.code < 0 ? [`it was ended by force\n${main.stdout}`] : [];
  if ((main.after ?? 0) > GRACE) wrong.push(`it went on for ${main.after} ms`);
  wrong.push(...(await lieIn(stopped.shop, stopped.version, main.outputs['outcome'] ?? '')));
  return [...wrong, ...(await postOf(stopped, main, inputs))];
}

/** Cancelled where it cannot hear it: ended by force, as the runner does after SIGINT and SIGTERM, and `post` follows. */
export const forced: Fault = async (stopped) => {
  const main = await stopped.interrupt('SIGKILL');
  const wrong = await postOf(stopped, main, {});
  const { rollout } = (await stopped.shop.journal()) ?? {};
  if (rollout && main.code < 0) wrong.push(`post left ${rollout.attempted.version} in flight`);
  await takeBack(stopped.shop);
  return wrong;
};

/** What the runner does after a step of a job that was cancelled. */
async function postOf({ shop, step, run }: Stopped, { state }: StepResult, inputs: Record<string, string>): Promise<string[]> {
  const { stdout } = await shop.act('post', { ...inputs, 'job-status': 'cancelled' }, { env: run, state });
  return /Could not clean up/.test(stdout) ? [`post of ${step}: ${stdout}`] : [];
}
