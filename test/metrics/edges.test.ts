import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chosenOf, edgesFor, histogramsOf } from '../../src/metrics/edges.ts';
import type { Series } from '../../src/metrics/prometheus.ts';

const bucket = (le: string, value: number, more: Record<string, string> = {}): Series => ({ labels: { ...more, le }, value });

it('buckets become those that were slower than each edge, by process', () => {
  const [web1, web2, ...others] = histogramsOf(
    [
      bucket('0.1', 5, { instance: 'web1' }),
      bucket('+Inf', 9, { instance: 'web1' }),
      bucket('2.5', 7, { instance: 'web1' }),
      bucket('+Inf', 4, { instance: 'web2' }),
      bucket('0.1', 4, { instance: 'web2' }),
    ],
    's',
  );
  expect(others).toEqual([]);
  expect(web1).toEqual({
    labels: { instance: 'web1' },
    slower: new Map([
      [100, 4],
      [2_500, 2],
    ]),
  });
  expect(web2).toEqual({ labels: { instance: 'web2' }, slower: new Map([[100, 0]]) });
  expect(
    edgesFor(
      [web1, web2].filter((one) => one !== undefined),
      null,
    ),
  ).toEqual([100]);
});

it.each([
  [[bucket('0.1', 1)], 'no bucket le="+Inf"'],
  [[{ labels: {}, value: 1 }], 'series without le'],
  [[bucket('fast', 1)], 'series without le'],
])('a histogram that is none is said to be so', (series, message) => expect(() => histogramsOf(series, 's')).toThrow(message));

it('of very many edges at most twelve are looked at, those that users feel and the one that is asked for', () => {
  const istio = [0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1e3, 2.5e3, 5e3, 1e4, 3e4, 6e4, 3e5, 6e5, 1.8e6, 3.6e6];
  expect(chosenOf(istio, null)).toEqual([5, 10, 25, 50, 100, 250, 500, 1e3, 2.5e3, 5e3, 1e4]);
  expect(chosenOf(istio, 55_000)).toEqual([5, 10, 25, 50, 100, 250, 500, 1e3, 2.5e3, 5e3, 1e4, 6e4]);
  const edges = fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(edges, fc.option(fc.integer({ min: 1, max: 100_000 })), (all, threshold) => {
      const sorted = all.toSorted((a, b) => a - b);
      const chosen = chosenOf(sorted, threshold);
      expect(chosen.length).toBeGreaterThan(0);
      expect(chosen.length).toBeLessThanOrEqual(12);
      expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
      if (threshold !== null && all.includes(threshold)) expect(chosen).toContain(threshold);
    }),
  );
});
