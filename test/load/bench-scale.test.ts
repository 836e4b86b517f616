import { expect, test } from 'vitest';
import { NOTHING, scaleFigures, sum, type Taken } from '../../scripts/bench/kubernetes/scale-figures.ts';

const round: Taken = { rounds: 1, seconds: 20, requests: 40, megabytes: 100, cpu: 2 };
const twice = (...rounds: readonly Partial<Taken>[]) => rounds.map((one) => ({ ...round, ...one })).reduce(sum, NOTHING);

test('what many pods cost is said for one round and one pod, with the most memory of all rounds', () => {
  const kubectl = twice({}, {});
  const rolling = twice({ seconds: 21, requests: 60, cpu: 3 }, { seconds: 23, megabytes: 110 });
  const figures = scaleFigures(100, { kubectl, rolling, blueGreen: { ...round, seconds: 70, requests: 80 } });
  expect(figures.map(({ name, value, bound }) => [name.replace('kubernetes, 100 pods, ', ''), value, bound])).toEqual([
    ['kubectl set image and rollout status', 20, ''],
    ['rolling', 22, ''],
    ['rolling beside that', 1.1, '≤ 1.1'],
    ['rolling: its own CPU time', 2.5, ''],
    ['rolling: requests to the API server per pod', 0.5, '≤ 0.5'],
    ['rolling: peak memory', 110, '≤ 120'],
    ['blue-green-switch', 70, ''],
    ['blue-green-switch: its own CPU time', 2, ''],
    ['blue-green-switch: requests to the API server per pod', 0.8, '≤ 0.5'],
    ['blue-green-switch: peak memory', 100, '≤ 120'],
  ]);
  expect(figures.filter(({ holds }) => !holds).map(({ value }) => value)).toEqual([0.8]);
});

test.each<[Partial<Taken>, broken: string]>([
  [{ seconds: 23 }, 'rolling beside that'],
  [{ requests: 51 }, 'rolling: requests to the API server per pod'],
  [{ megabytes: 121 }, 'rolling: peak memory'],
])('a rolling update that takes %j for 100 pods breaks its bound', (taken, broken) => {
  const figures = scaleFigures(100, { kubectl: round, rolling: { ...round, ...taken }, blueGreen: round });
  expect(figures.filter(({ holds }) => !holds).map(({ name }) => name)).toEqual([`kubernetes, 100 pods, ${broken}`]);
});
