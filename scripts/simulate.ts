import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LIMITS, simulate, TOOLS } from './simulate/compare.ts';
import { FILE, GUIDE, wholeTable, withComparison, written } from './simulate/comparison.ts';
import { detected, measure, typical } from './simulate/measure.ts';
import { pictures } from './simulate/picture.ts';
import { oracle, sluice } from './simulate/tools.ts';

// `npm run simulate`: what the judge does with a service's traffic, so that settings can be chosen by looking. `-- --rate 50 --weight 10 --base 0.2 --bad 1`
// says how many requests a second there are, the canary's percent of them, and the percents of bad ones of stable and of a bad canary; settings are named as
// in the service file. `-- --grid` compares other tools on the same traffic instead: one hour, 32 healthy cells and 160 bad ones;
// with `--write` that table goes into the guide, and all that it was made of beside this script. `-- --pictures` draws those of the guide.

const { values } = parseArgs({
  options: {
    grid: { type: 'boolean' },
    write: { type: 'boolean' },
    pictures: { type: 'boolean' },
    runs: { type: 'string', default: '400' },
    'healthy-runs': { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '100' },
    weight: { type: 'string', default: '10' },
    base: { type: 'string', default: '1' },
    bad: { type: 'string', default: '2' },
    bursts: { type: 'string', default: '1' },
    interval: { type: 'string', default: '10' },
    minutes: { type: 'string', default: '60' },
    'false-alarm-rate': { type: 'string', default: String(LIMITS.falseAlarmRate) },
    'min-polls': { type: 'string', default: String(LIMITS.minPolls) },
  },
});

function number(name: Exclude<keyof typeof values, 'grid' | 'write' | 'pictures'>, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(values[name]);
  if (value >= 0 && value <= most) return value;
  throw new Error(`--${name} ${values[name]}: write a number from 0 to ${most}`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

async function grid(): Promise<void> {
  const runs = { bad: number('runs'), healthy: number('healthy-runs'), seed: number('seed') };
  const simulated = await simulate(TOOLS, runs, console.error);
  console.log(wholeTable(simulated));
  if (!values.write) return;
  writeFileSync(FILE, written({ runs, simulated }));
  writeFileSync(GUIDE, withComparison(readFileSync(GUIDE, 'utf8'), { runs, simulated }));
}

function own(): void {
  const share = (name: 'weight' | 'base' | 'bad') => number(name, 100) / 100;
  const limits = { ...LIMITS, falseAlarmRate: number('false-alarm-rate', 1), minPolls: number('min-polls') };
  const [interval, stable, canary] = [number('interval'), share('base'), share('bad')];
  const traffic = { rate: number('rate'), weight: share('weight'), interval, stable, canary, burst: number('bursts') };
  const options = { seed: number('seed'), polls: Math.round((60 * number('minutes')) / interval) };
  const { judge: healthy } = measure(
    { ...traffic, canary: stable },
    { judge: sluice(limits) },
    { ...options, runs: number('healthy-runs') },
  );
  const bad = measure(traffic, { judge: sluice(limits), best: oracle(limits.falseAlarmRate) }, { ...options, runs: number('runs') });
  const time = (polls: number) => (Number.isFinite(polls) ? `${((polls * interval) / 60).toFixed(1)} minutes` : 'more than all the time');
  console.log(`false alarms       ${percent(detected(healthy))} of ${healthy.runs} rollouts of a version that is as good as stable`);
  console.log(
    `detected           ${percent(detected(bad.judge))} of ${bad.judge.runs} rollouts of a version with ${percent(canary)} bad requests beside ${percent(stable)}`,
  );
  console.log(
    `time to detect     ${time(typical(bad.judge))} in the middle; ${time(typical(bad.best))} for a test that knows both rates beforehand`,
  );
  console.log(`bad requests       ${bad.judge.served.toFixed(0)} served by the canary until then`);
}

if (values.pictures) for (const [path, drawn] of Object.entries(pictures())) writeFileSync(path, drawn);
else if (values.grid) await grid();
else own();
