import { expect, test } from 'vitest';
import { type Delivery, inOrderOfK8sDeploy, ours } from '../../../scripts/bench/kubernetes/deliveries.ts';
import { rowOf } from '../../../scripts/bench/kubernetes/row.ts';
import type { Echo } from '../../fakes/kubernetes.ts';

const POD: Echo = { replicas: 1, drain: 6, readyAfter: 1 };
const ROLLING = ours(POD)[0] as Delivery;

/** The figures of a short row, without the numbers that only time tells, and what was said. */
async function shortRow(delivery: Delivery) {
  const said: string[] = [];
  const options = {
    requests: 200,
    rate: 60,
    portion: 1,
    signal: new AbortController().signal,
    say: (line: string) => void said.push(line),
  };
  const figures = await rowOf(delivery, false, options);
  const about = (name: string) => name.replace(`kubernetes ${delivery.name}`, '').replace(/\d+ requests/, '# requests');
  return { figures: figures.map((figure) => ({ ...figure, name: about(figure.name) })), said: said.join('\n') };
}

const LOST = ', ClusterIP: failed of # requests on';

test.concurrent('a way to deliver is measured under load, with new and kept connections apart', async () => {
  const { figures, said } = await shortRow(ROLLING);
  expect(figures, said).toEqual([
    { name: `${LOST} new connections`, value: 0, unit: 'requests', bound: '≤ 0', holds: true },
    { name: `${LOST} kept connections`, value: 0, unit: 'requests', bound: '≤ 0', holds: true },
    { name: ': peak memory of an action', value: expect.any(Number), unit: 'MB', bound: '≤ 120', holds: true },
    { name: ': p99 while it works', value: expect.any(Number), unit: 'ms', bound: '', holds: true },
  ]);
});

// The Service leads to it long before it is ready, also where the machine is slow.
test.concurrent('the order of k8s-deploy is seen to lose requests, on new connections at least', async () => {
  const { figures, said } = await shortRow(inOrderOfK8sDeploy({ ...POD, readyAfter: 10 })[0] as Delivery);
  expect(
    figures.map(({ name, bound, holds }) => ({ name, bound, holds })),
    said,
  ).toEqual([
    { name: ': failed of # requests', bound: '> 0', holds: true },
    { name: `${LOST} new connections`, bound: '', holds: true },
    { name: `${LOST} kept connections`, bound: '', holds: true },
    { name: ': p99 while it works', bound: '', holds: true },
  ]);
  expect(figures[1]?.value).toBeGreaterThan(0);
});

test.concurrent('a row whose action does not end as it should is no row without losses', async () => {
  const refused: Delivery = { ...ROLLING, round: ({ act }) => act('rolling', { version: 'no such version' }, 'promoted') };
  const { figures, said } = await shortRow(refused);
  expect(figures).toEqual([{ name: ': could not be measured', value: 1, unit: 'times', bound: '≤ 0', holds: false }]);
  expect(said).toMatch(/rolling ended with \S+, not promoted:\n/);
});
