import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTime } from '../../src/rollout/in-time.ts';

const never = new AbortController().signal;

function late() {
  let isLate = false;
  const signal = inTime(never, () => isLate);
  return {
    signal,
    sleep: () => {
      isLate = true;
    },
  };
}

test('whoever is late is told so when they ask, and all that listen hear it then', () => {
  const { signal, sleep } = late();
  const derived = AbortSignal.any([signal, never]);
  expect(signal.aborted).toBe(false);
  expect(() => signal.throwIfAborted()).not.toThrow();
  sleep();
  expect(derived.aborted).toBe(false);
  expect(() => signal.throwIfAborted()).toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect([signal.aborted, derived.aborted]).toEqual([true, true]);
});

test('it stays so', () => {
  let isLate = true;
  const signal = inTime(never, () => isLate);
  expect(signal.aborted).toBe(true);
  isLate = false;
  expect(signal.aborted).toBe(true);
});

test('an abort is heard as before, with its reason', () => {
  const stop = new AbortController();
  const signal = inTime(stop.signal, () => false);
  stop.abort(new Error('enough'));
  expect(signal.aborted).toBe(true);
  expect(() => signal.throwIfAborted()).toThrow('enough');
});

test('Node begins no request and no wait with it', async ({ onTestFinished }) => {
  let asked = 0;
  const server = createServer((_, answer) => {
    asked++;
    answer.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { signal, sleep } = late();
  sleep();
  const request = get({ port: (server.address() as AddressInfo).port, signal });
  const failure = await new Promise<Error>((resolve) => request.once('error', resolve));
  expect(failure.name).toBe('AbortError');
  const other = inTime(never, () => true);
  const wait = pause(60_000, undefined, { signal: AbortSignal.any([other, never]) });
  await expect(wait).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(asked).toBe(0);
});
