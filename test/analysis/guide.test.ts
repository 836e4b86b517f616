import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { inBad, inHealthy, TOOLS } from '../../scripts/simulate/compare.ts';
import { read, withComparison } from '../../scripts/simulate/comparison.ts';
import { pictures } from '../../scripts/simulate/picture.ts';
import type { Kind } from '../../scripts/simulate/tools.ts';
import { sequentialJudge } from '../../src/analysis/sequential.ts';
import type { JudgeState } from '../../src/ports/metrics.ts';
import { pollOf, SETTINGS } from './settings.ts';

const page = readFileSync('docs/guide/judging.md', 'utf8');

/** The verdict on a canary that got so many requests, in polls of the same size, beside nine times as many to stable. */
function judged(requests: number, errors: number, polls: number, maxErrorRate: number) {
  const judge = sequentialJudge({ ...SETTINGS, maxErrorRate });
  let state: JudgeState | null = null;
  for (let i = 1; ; i++) {
    const part = (all: number) => Math.floor((all * i) / polls) - Math.floor((all * (i - 1)) / polls);
    const canary = { requests: part(requests), errors: part(errors) };
    const stable = { requests: 9 * canary.requests, errors: part(9 * errors) };
    const { state: next, verdict } = judge.judge(state, pollOf({ canary, stable }), true);
    if (i === polls) return verdict;
    state = next;
  }
}

test('as many requests as the guide says are enough to pass, and fewer are not', () => {
  const rows = [...page.matchAll(/^\| ([\d.]+)%.* \| ([\d,]+) \|$/gm)].map(([, rate, requests]) => [
    Number(rate) / 100,
    Number(requests?.replaceAll(',', '')),
  ]);
  expect(rows).toHaveLength(5);
  for (const [rate, requests] of rows as [number, number][]) {
    expect(judged(requests, 0, 10, rate).result, `${rate}`).toBe('pass');
    expect(judged(Math.floor(0.98 * requests), 0, 10, rate).result, `${rate}`).toBe('undecided');
  }
});

test('the line of the guide is one that is printed', () => {
  const line = /```text line\n(.*)\n```/.exec(page)?.[1];
  expect(judged(1_200, 2, 12, 0.005).text).toBe(line);
});

test('the line of the guide on a batch is one that is printed', () => {
  const judge = sequentialJudge(SETTINGS);
  let state = judge.note(null, { own: { canary: { requests: 0, errors: 0 }, stable: { requests: 90_000, errors: 120 } }, counted: {} });
  const own = { canary: { requests: 200, errors: 11 }, stable: { requests: 600, errors: 1 } };
  const results = [1, 2, 3, 4].map(() => {
    const { state: next, verdict } = judge.judge(state, pollOf(own, { inPlace: true }), false);
    state = next;
    return verdict;
  });
  // In four polls, as the guide says.
  expect(results.map(({ result }) => result)).toEqual(['undecided', 'undecided', 'undecided', 'fail']);
  expect(results[3]?.text).toBe(/```text batch\n(.*)\n```/.exec(page)?.[1]);
});

test('the line of the guide on what is to be expected is one that is printed', () => {
  const judge = sequentialJudge(SETTINGS);
  const stable = { requests: 500_000, errors: 1_000 };
  const state = judge.note(null, { own: { canary: { requests: 0, errors: 0 }, stable }, counted: {} });
  const line = judge.foresee(state, { requestsPerMillisecond: 0.05, weight: 10, bakeTime: 300_000 });
  expect(`shift green 0 % → 10 % · ${line}`).toBe(/```text plan\n(.*)\n```/.exec(page)?.[1]);
});

test('the command of the guide prints what stands there', () => {
  const part = (name: string) => new RegExp(`\`\`\`${name}\\n([\\s\\S]*?)\\n\`\`\``).exec(page)?.[1] as string;
  const args = part('sh simulate').replace('npm run simulate -- ', '').split(' ');
  expect(execFileSync(process.execPath, ['scripts/simulate.ts', ...args], { encoding: 'utf8' }).trimEnd()).toBe(part('text simulated'));
}, 60_000);

test('the table beside other tools is that of what was kept of the simulation', () => {
  expect(withComparison(page, read())).toBe(page);
});

test('what was kept is what the simulation comes to', { timeout: 120_000 }, () => {
  const { runs, simulated } = read();
  const { Sluice, Flagger, 'Argo Rollouts': argo } = TOOLS as Record<string, Kind>;
  const some = { Sluice, Flagger, 'Argo Rollouts': argo } as Record<string, Kind>;
  // Traffic is drawn alike for any tools, and in each cell apart.
  for (const cell of [42, 87, 126]) expect(simulated.bad[cell], `${cell}`).toMatchObject(inBad(cell, some, runs));
  expect(simulated.bad[150]).toEqual(inBad(150, TOOLS, runs));
  expect(simulated.healthy[9]).toMatchObject(inHealthy(9, some, runs));
});

test('the pictures of the guide are drawn from what the judge says now', () => {
  for (const [path, drawn] of Object.entries(pictures())) {
    expect(readFileSync(path, 'utf8'), path).toBe(drawn);
    expect(page).toContain(`../pictures/${basename(path)}`);
  }
});
