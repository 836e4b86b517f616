import { getEventListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { exchange } from '../../src/platforms/exchange.ts';
import { backendCounters, processOf, serverStates } from '../../src/platforms/servers/haproxy.ts';
import { mapOf, readEntry } from '../../src/platforms/servers/map.ts';
import { ask, CommandError, plainName } from '../../src/platforms/servers/socket.ts';
import { here } from '../fakes/runtime-socket.ts';
import ANSWERS from './answers.json' with { type: 'json' };
import { startFake } from './fake-haproxy.ts';
import { HOSTILE } from './mutate.ts';

const never = new AbortController().signal;

async function balancer() {
  const root = await mkdtemp(join(tmpdir(), 'sluice-input-'));
  const [socket, map] = [join(root, 'h.sock'), join(root, 'api.map')];
  const fake = await startFake(socket, map);
  onTestFinished(async () => {
    await fake.close();
    await rm(root, { recursive: true });
  });
  return { fake, at: here({ kind: 'haproxy', host: null, socket, config: null, backend: 'api_blue', map, key: 'api' }) };
}

test('an answer that breaks off anywhere is none: half a table would show servers without requests', async () => {
  const { fake, at } = await balancer();
  const reads = {
    'show stat api_blue 4 -1': () => serverStates(at, 'api_blue', never),
    'show servers state api_blue': () => serverStates(at, 'api_blue', never),
    'show stat api_blue 2 -1': () => backendCounters(at, 'api_blue', never),
    'get map MAP api': () => readEntry(at, 'api', never),
    'show info': () => processOf(at, never),
  } as const;
  for (const [command, read] of Object.entries(reads)) {
    fake.answers = ANSWERS;
    await expect(read()).resolves.toBeDefined();
    const whole = ANSWERS[command as keyof typeof reads];
    for (let length = 0; length < whole.length; length += 3) {
      fake.answers = { ...ANSWERS, [command]: whole.slice(0, length) };
      await expect(read(), `${command} to ${length}`).rejects.toThrow('broke off its answer');
    }
  }
});

test('a table without a column that counts is none', async () => {
  const { fake, at } = await balancer();
  const stat = ANSWERS['show stat api_blue 4 -1'];
  for (const [name, wrong] of [
    ['it has no header', stat.replace('# ', '')],
    ['scur is missing', stat.replace(',scur,', ',other,')],
    ['scur is many', stat.replace(/^(api_blue,b1,\d+,\d+),\d+/m, '$1,many')],
    [/it has \d+ columns of \d+/, stat.replace(/^api_blue,b1,/m, 'b1,')],
  ] as const) {
    fake.answers = { ...ANSWERS, 'show stat api_blue 4 -1': wrong };
    await expect(serverStates(at, 'api_blue', never)).rejects.toThrow(name);
  }
});

test.each([
  ['250', 100],
  ['7', 7],
  ['abc', null],
  ['-5', null],
])('the entry %s of a map is %s percent, as HAProxy takes it', async (value, percent) => {
  const { fake, at } = await balancer();
  fake.answers = { 'get map MAP api': ANSWERS['get map MAP api'].replace('value="0"', `value="${value}"`) };
  expect(await readEntry(at, 'api', never)).toBe(percent);
});

test('an answer without end is given up', async () => {
  const { fake, at } = await balancer();
  const part = 'x'.repeat(1024 * 1024);
  const flood = (socket: import('node:net').Socket) => {
    const more = () => {
      while (socket.write(part));
    };
    socket.on('drain', more);
    more();
  };
  fake.answers = { 'show info': flood };
  await expect(ask(at, 'show info', never)).rejects.toThrow('does not end its answer');
});

test('an answer leaves nothing at the signal that may still stop others', async () => {
  const { at } = await balancer();
  const { signal } = new AbortController();
  for (let asked = 0; asked < 3; asked++) await exchange(at.socket, 'show info\n', signal);
  // The last one ends the connection now.
  await expect.poll(() => getEventListeners(signal, 'abort')).toEqual([]);
});

test('what HAProxy refuses is told in one short line', async () => {
  const { fake, at } = await balancer();
  fake.answers = { 'show info': `\n[3]: no \u001b[2J${'x'.repeat(100_000)}\nmore\n\n` };
  const error = await ask(at, 'show info', never).catch((caught: Error) => caught);
  expect(error).toBeInstanceOf(CommandError);
  expect((error as Error).message).toMatch(/refused "show info": no {2}\[2Jx+$/);
  expect((error as Error).message.length).toBeLessThan(400);
});

test('a name, a key and a map are one word of a command, or are refused', async () => {
  const { fake, at } = await balancer();
  const any = fc.oneof(
    fc.constantFrom(...HOSTILE, 'a;b', 'a b', '', '#1', 'a\\b'),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[\w.:;# -]{1,9}$/),
  );
  fc.assert(
    fc.property(any, (text) => {
      for (const word of [() => plainName(text), () => mapOf({ ...at, map: text }).path, () => mapOf({ ...at, key: text }).key]) {
        try {
          expect(word()).toMatch(/^[\w.:/-]+$/);
        } catch (error) {
          expect((error as Error).message).toMatch(/HAProxy c(an|annot) be told/);
        }
      }
    }),
  );
  await expect(readEntry(at, 'api; disable server x', never)).rejects.toThrow('is no name that HAProxy can be told');
  expect(fake.commands).toEqual([]);
});
