import { expect, test } from 'vitest';
import { lane } from '../../../src/platforms/servers/host/lane.ts';

const never = new AbortController().signal;

/** Works that go on until they are let go, with how many went on at once. */
function works() {
  const open: (() => void)[] = [];
  const seen = { now: 0, most: 0, begun: [] as number[] };
  const work = (name: number) => async () => {
    seen.begun.push(name);
    seen.most = Math.max(seen.most, ++seen.now);
    await new Promise<void>((resolve) => void open.push(resolve));
    seen.now--;
  };
  return { seen, work, letOneGo: () => open.shift()?.() };
}

test('lets so many works go on at once and no more, the others in the order they came', async () => {
  const inTurn = lane(8);
  const { seen, work, letOneGo } = works();
  const all = Array.from({ length: 20 }, (_, name) => inTurn(work(name), never));
  for (let done = 0; done < 20; done++) {
    await expect.poll(() => seen.begun.length).toBe(Math.min(20, 8 + done));
    letOneGo();
  }
  await Promise.all(all);
  expect(seen).toEqual({ now: 0, most: 8, begun: Array.from({ length: 20 }, (_, name) => name) });
});

test('who gives up while it waits takes no place of those behind it, and a work that fails gives its own back', async () => {
  const inTurn = lane(1);
  const { seen, work, letOneGo } = works();
  const gone = new AbortController();
  const first = inTurn(work(1), never);
  const waits = inTurn(work(2), gone.signal);
  const fails = inTurn(() => Promise.reject(new Error('lost')), never);
  const last = inTurn(work(4), never);
  gone.abort();
  await expect(waits).rejects.toThrow('aborted');
  letOneGo();
  await first;
  await expect(fails).rejects.toThrow('lost');
  await expect.poll(() => seen.begun).toEqual([1, 4]);
  letOneGo();
  await last;
});
