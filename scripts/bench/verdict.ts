import { start as load } from '../../test/load/generator.ts';
import { open } from '../../test/load/live.ts';
import { atMost, type Part } from './figure.ts';

const RATE = 200;
const SETTINGS = { analysis: { interval: '1s' }, rollout: { 'bake-time': '60s' } };
/** Milliseconds between two looks at who still answers. */
const LOOK = 20;

/** From the verdict on a bad canary, as its log says it, to the last request that it answered. */
export const verdict: Part = async () => {
  const live = await open({ platform: 'local', tracked: true, settings: SETTINGS });
  const requests = load({ url: live.urls, rate: RATE });
  try {
    let toldAt = Number.POSITIVE_INFINITY;
    const said = (line: string) => {
      if (line.includes('going back:')) toldAt = performance.now();
    };
    let [seen, lastAt] = [0, 0];
    const watch = setInterval(() => {
      const answered = requests.seen().byVersion['v2-bad5']?.requests ?? 0;
      if (answered > seen) lastAt = performance.now();
      seen = answered;
    }, LOOK);
    const result = await live.act('canary-step', 2, { version: 'v2-bad5', weight: '50' }, { said });
    clearInterval(watch);
    if (result.outputs['outcome'] !== 'rolled-back') throw new Error(`the bad canary was not caught:\n${result.stdout}`);
    return [atMost('from the verdict to the last request that the bad canary answered', (lastAt - toldAt) / 1_000, 's', 1)];
  } finally {
    await requests.stop();
    await live.close();
  }
};
