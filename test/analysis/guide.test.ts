import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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
