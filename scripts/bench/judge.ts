import { type Counts, type Load, type Served, start } from '../../test/load/generator.ts';
import { type Live, open, PLATFORMS, type PlatformName } from '../../test/load/live.ts';
import { LIMITS } from '../simulate/compare.ts';
import { measure, typical, within } from '../simulate/measure.ts';
import { sluice } from '../simulate/tools.ts';
import { atLeast, atMost, beside, type Figure, median, type Part } from './figure.ts';

/** Requests a second. */
const RATE = 200;
const WEIGHT = { bad: 20, healthy: 50 };
/** Seconds between two polls: the least that is allowed. */
const INTERVAL = 1;
/** Of all requests, those that ask for a slow answer, which takes longer than the edge. */
const SLOW = 0.1;
/** What is not decided in a minute is not waited for. */
const SETTINGS = {
  analysis: { interval: `${INTERVAL}s`, 'latency-threshold': '250ms', 'analysis-timeout': '60s', 'on-inconclusive': 'rollback' },
};

const RUNS = { bad: 5, healthy: 20, simulated: 1_000 };
/** Milliseconds between two looks at who answers. */
const LOOK = 20;

type Bad = {
  readonly name: string;
  /** As `test/fakes/app.ts` reads it. */
  readonly version: string;
  readonly errors: number;
  readonly slow: number;
  /** The requests that its users would not have had with stable. */
  readonly cost: (served: Served) => number;
};

const BAD: readonly Bad[] = [
  { name: '5 % errors', version: 'bad5', errors: 0.05, slow: SLOW, cost: ({ failed }) => failed },
  { name: '100 % errors', version: 'bad100', errors: 1, slow: SLOW, cost: ({ failed }) => failed },
  { name: '300 ms slower', version: 'slower300', errors: 0, slow: 1, cost: ({ requests }) => requests },
];

/**
 * Real canaries under load, bad ones and healthy ones: how soon a bad one is taken back, beside what the simulation says of the same traffic, and that no
 * healthy one is.
 */
export const judge: Part = async ({ portion, signal, say }) => {
  const runs = (all: number) => Math.max(1, Math.round(all * portion));
  const platforms = PLATFORMS.map((platform) => judged(platform, { bad: runs(RUNS.bad), healthy: runs(RUNS.healthy), signal, say }));
  return (await Promise.all(platforms)).flat();
};

type Wanted = { readonly bad: number; readonly healthy: number; readonly signal: AbortSignal; readonly say: (line: string) => void };

async function judged(platform: PlatformName, { bad, healthy, signal, say }: Wanted): Promise<Figure[]> {
  const live = await open({ platform, tracked: true, settings: SETTINGS });
  const load = start({ url: live.urls, rate: RATE, slow: SLOW });
  let run = 1;
  try {
    const figures: Figure[] = [];
    for (const canary of BAD) {
      const all: Caught[] = [];
      for (let i = 0; i < bad; i++) {
        signal.throwIfAborted();
        const one = await caught(live, load, canary, ++run);
        say(
          `${platform}, ${canary.name}: after ${one.after.toFixed(1)} s, gone in ${one.gone.toFixed(2)} s more, at the cost of ${one.cost} requests`,
        );
        all.push(one);
      }
      figures.push(...figuresOf(`${platform}, ${canary.name}`, canary, all));
    }
    let promoted = 0;
    for (let i = 0; i < healthy; i++) {
      signal.throwIfAborted();
      if (await isPromoted(live, ++run, say)) promoted++;
    }
    return [...figures, atLeast(`${platform}, a healthy canary: promoted, of ${healthy} runs`, promoted, 'runs', healthy)];
  } finally {
    await load.stop();
    await live.close();
  }
}

/** Seconds from the shift to the verdict, and from there to the last answer; infinite where it was not taken back. */
type Caught = { readonly after: number; readonly gone: number; readonly cost: number };

async function caught(live: Live, load: Load, { version, cost }: Bad, run: number): Promise<Caught> {
  const name = `v${run}-${version}`;
  const answered = ({ byVersion }: Counts) => byVersion[name] ?? { requests: 0, failed: 0 };
  let [seen, shiftedAt, toldAt, lastAt] = [0, Number.NaN, Number.NaN, Number.NaN];
  const watch = setInterval(() => {
    const { requests } = answered(load.seen());
    if (requests > seen) lastAt = performance.now();
    seen = requests;
  }, LOOK);
  const said = (line: string) => {
    if (/shift \w+ 0 % → /.test(line)) shiftedAt = performance.now();
    if (line.includes('going back:')) toldAt = performance.now();
  };
  const { outputs, stdout } = await live.act('canary-step', run, { version: name, weight: `${WEIGHT.bad}`, 'bake-time': '60s' }, { said });
  clearInterval(watch);
  const isCaught = outputs['outcome'] === 'rolled-back' && !Number.isNaN(toldAt);
  if (!isCaught && (await live.act('rollback', run, {})).outputs['outcome'] !== 'rolled-back') throw new Error(stdout);
  const never = Number.POSITIVE_INFINITY;
  const times = isCaught ? { after: (toldAt - shiftedAt) / 1_000, gone: (lastAt - toldAt) / 1_000 } : { after: never, gone: never };
  return { ...times, cost: cost(answered(load.seen())) };
}

async function isPromoted(live: Live, run: number, say: (line: string) => void): Promise<boolean> {
  const inputs = { version: `v${run}`, 'bake-time': '1s' };
  for (const [action, more, outcome] of [
    ['canary-step', { weight: `${WEIGHT.healthy}` }, 'canary'],
    ['promote', {}, 'promoted'],
  ] as const) {
    const { outputs, stdout } = await live.act(action, run, { ...inputs, ...more });
    if (outputs['outcome'] === outcome) continue;
    say(stdout);
    if (outputs['outcome'] !== 'rolled-back') await live.act('rollback', run, {});
    return false;
  }
  return true;
}

function figuresOf(name: string, { errors, slow }: Bad, all: readonly Caught[]): Figure[] {
  const traffic = {
    rate: RATE,
    weight: WEIGHT.bad / 100,
    interval: INTERVAL,
    stable: 0,
    canary: errors,
    slow: { stable: SLOW, canary: slow },
  };
  const { judge: simulated } = measure(traffic, { judge: sluice(LIMITS) }, { runs: RUNS.simulated, seed: 1 });
  const polls = within(0.95, simulated);
  // The shift, and the poll in which it comes, are no poll of that traffic yet.
  const most = (polls + 1) * INTERVAL;
  return [
    atLeast(`${name}: taken back, of ${all.length} runs`, all.filter(({ after }) => Number.isFinite(after)).length, 'runs', all.length),
    atMost(
      `… after, in the middle; 95 of 100 simulated ones need at most ${polls} polls, and the first begins a poll late`,
      median(all.map(({ after }) => after)),
      's',
      most,
    ),
    beside('… in the middle of the simulated ones', typical(simulated) * INTERVAL, 's'),
    atMost('… from the poll that decided to the last request that it answered, at most', Math.max(...all.map(({ gone }) => gone)), 's', 1),
    beside("… users' requests that it cost, in the middle", median(all.map(({ cost }) => cost)), 'requests'),
  ];
}
