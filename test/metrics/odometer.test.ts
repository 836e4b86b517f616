import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Count, Odometer } from '../../src/metrics/odometer.ts';

const one = (value: number, more: Partial<Count> = {}): Count => ({
  name: 'a',
  process: 'job/web1',
  began: null,
  track: 'green',
  what: 'requests',
  value,
  ...more,
});

/** What green has after these readings, ten seconds apart. */
function sumAfter(...readings: readonly (readonly Count[])[]): number {
  const odometer = new Odometer();
  const shown = readings.map((counts, at) => odometer.add(counts, ['blue', 'green'], null, 1_000 + 10 * at));
  expect(new Set(shown.map(({ process }) => process)).size).toBe(1);
  return shown.at(-1)?.tracks['green']?.requests ?? Number.NaN;
}

describe('growth', () => {
  it('begins with the first reading', () => expect(sumAfter([one(500)])).toBe(0));
  it('is added up', () => expect(sumAfter([one(500)], [one(510)], [one(525)])).toBe(25));
  it('of a process that began again is what it counted since', () => expect(sumAfter([one(500)], [one(510)], [one(3)])).toBe(13));
  it('of a process that began again and is over the old count already is the whole count', () =>
    expect(sumAfter([one(5, { began: 900 })], [one(9, { began: 1_005 })])).toBe(9));
  it('where nobody knows which process counts is nothing after a decrease', () =>
    expect(sumAfter([one(500, { process: null })], [one(30, { process: null })], [one(40, { process: null })])).toBe(10));
  it('of a label that was not there yet in a known process is all of it', () =>
    expect(sumAfter([one(5)], [one(6), one(2, { name: 'b' })])).toBe(3));
  it('of a process seen for the first time is nothing, as it may be old', () =>
    expect(sumAfter([one(5)], [one(6), one(7_000, { name: 'b', process: 'job/web2' })])).toBe(1));
  it('of a process that began since the last reading is all of it', () =>
    expect(sumAfter([one(5)], [one(6), one(7, { name: 'b', process: 'job/web2', began: 1_005 })])).toBe(8));
  it('goes on where a process was silent for some readings', () => expect(sumAfter([one(5)], [], [], [one(25)])).toBe(20));
  it('is not made by one of many series that ends', () =>
    expect(sumAfter([one(500), one(9_000, { name: 'b' })], [one(501), one(9_000, { name: 'b' })], [one(502)])).toBe(2));
});

describe('the counters that are shown', () => {
  it('have every track, and no more bad ones than there are requests', () => {
    const odometer = new Odometer();
    const bad = (value: number) => one(value, { name: 'bad', what: 'errors' });
    odometer.add([one(0), bad(0)], ['blue', 'green'], null, 0);
    const { tracks } = odometer.add([one(3), bad(5)], ['blue', 'green'], null, 10);
    expect(tracks).toEqual({ blue: { requests: 0, errors: 0 }, green: { requests: 3, errors: 3 } });
  });

  it('are those of another process, from 0, once the edges are others', () => {
    const odometer = new Odometer();
    const slow = (value: number, what: number) => one(value, { name: `${what}`, what });
    odometer.add([one(0), slow(0, 100)], ['green'], [100], 0);
    const before = odometer.add([one(9), slow(4, 100)], ['green'], [100], 10);
    const { process, edges, tracks } = odometer.add([one(12), slow(5, 200)], ['green'], [200], 20);
    expect(before.tracks).toEqual({ green: { requests: 9, errors: 0, slower: [4] } });
    expect(process).not.toBe(before.process);
    expect({ edges, tracks }).toEqual({ edges: [200], tracks: { green: { requests: 3, errors: 0, slower: [3] } } });
  });

  it('never fall, and never grow by more than was counted, whatever is silent or begins again', () => {
    const step = fc.record({ served: fc.nat(50), silent: fc.boolean(), restarts: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.tuple(step, step, step), { minLength: 2, maxLength: 30 }), fc.boolean(), (steps, knows) => {
        const odometer = new Odometer();
        const lives = [0, 1, 2].map(() => ({ count: 1_000, began: 0 }));
        let [all, last] = [0, 0];
        odometer.add([], ['green'], null, 0);
        for (const [at, processes] of steps.entries()) {
          const counts = processes.flatMap(({ served, silent, restarts }, who) => {
            const life = lives[who] as { count: number; began: number };
            if (restarts) Object.assign(life, { count: 0, began: 10 * at + 5 });
            life.count += served;
            all += served;
            return silent ? [] : [one(life.count, { name: `${who}`, process: `${who}`, began: knows ? life.began : null })];
          });
          const now = odometer.add(counts, ['green'], null, 10 * (at + 1)).tracks['green']?.requests ?? 0;
          expect(now).toBeGreaterThanOrEqual(last);
          expect(now).toBeLessThanOrEqual(all);
          last = now;
        }
      }),
    );
  });
});
