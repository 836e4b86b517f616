import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Api, Resource } from '../../../src/platforms/kubernetes/api/api.ts';
import { openApi } from '../../../src/platforms/kubernetes/api/client.ts';
import { configMapJournal } from '../../../src/platforms/kubernetes/journal.ts';
import { Refused } from '../../../src/ports/reason.ts';
import { emptyJournal } from '../../../src/rollout/journal.ts';
import { until } from '../../contracts/until.ts';
import { type Front, startFront } from './front.ts';
import { openRoom, proxyOf, type Room } from './room.ts';

const never = new AbortController().signal;

let room: Room;
let front: Front;
let api: Api;
beforeAll(async () => {
  room = await openRoom();
  front = await startFront();
  process.env['KUBECONFIG'] = await room.kubeconfigOf({}, front.url);
  api = openApi({ context: null, namespace: null });
});
beforeEach(() => front.pass());
afterAll(async () => {
  await api?.close();
  await front?.close();
  await room?.close();
});

const status =
  (code: number, message: string, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse) =>
    response
      .writeHead(code, { 'content-type': 'application/json', 'audit-id': '1', ...headers })
      .end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code }));
const isWatch = ({ url = '' }: IncomingMessage) => url.includes('watch=1');

async function failure(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => null,
    (thrown: Error) => thrown,
  );
  if (error === null) throw new Error('it did not fail');
  return error;
}

async function newest(): Promise<string> {
  const list = await api.get<{ metadata: { resourceVersion: string } }>(room.configMaps, never);
  return list?.metadata.resourceVersion as string;
}

test.each([
  [429, 'too many requests', { 'retry-after': '3' }, 'answers 429 to PUT PATH: too many requests; it wants to be asked again after 3s'],
  [500, 'etcdserver: request timed out', {}, 'answers 500 to PUT PATH: etcdserver: request timed out'],
  [503, 'the server is starting', {}, 'answers 503 to PUT PATH: the server is starting'],
])('a write that is answered %i is sent once, and may be tried again', async (code, message, headers, said) => {
  const path = `${room.configMaps}/any`;
  front.answer(() => true, status(code, message, headers));
  const error = await failure(api.replace(path, { metadata: { name: 'any', resourceVersion: '1' } }, never));
  expect(error).not.toBeInstanceOf(Refused);
  expect(error.message).toBe(`The API server of the current context ${said.replace('PATH', path)}`);
  expect(front.asked).toEqual([`PUT ${path}?fieldManager=sluice`]);
});

test('a read is asked again when a busy server says, and not for ever', async () => {
  let asked = 0;
  front.answer(() => ++asked === 1, status(429, 'storage is initializing', { 'retry-after': '1' }));
  const began = performance.now();
  expect(await api.get(`${room.configMaps}/none`, never)).toBeNull();
  expect(performance.now() - began).toBeGreaterThanOrEqual(1_000);
  front.answer(() => true, status(429, 'too many requests', { 'retry-after': '0' }));
  expect((await failure(api.get(room.configMaps, never))).message).toContain('answers 429');
  expect(front.asked).toHaveLength(4);
});

test('a read that fails once is asked again: a look needs many of them', async () => {
  let asked = 0;
  front.answer(() => ++asked === 1, status(500, 'etcdserver: leader changed', {}));
  expect(await api.get(`${room.configMaps}/none`, never)).toBeNull();
  expect(asked).toBe(2);
});

test('a service that is busy itself is not asked again: that is its answer', async () => {
  front.answer(
    () => true,
    (_, response) => response.writeHead(429, { 'content-type': 'text/plain', 'audit-id': '1', 'retry-after': '1' }).end('slow down'),
  );
  expect(await api.ask(`/api/v1/namespaces/${room.name}/services/shop:80/proxy/`, never)).toEqual({ status: 429, text: 'slow down' });
  expect(front.asked).toHaveLength(1);
});

test('a load balancer that is not the API server is a passing fault as well', async () => {
  front.answer(
    () => true,
    (_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
  );
  const error = await failure(api.get(room.configMaps, never));
  expect(error).not.toBeInstanceOf(Refused);
  expect(error.message).toContain('answers 502');
});

test('an answer that is no JSON is told', async () => {
  front.answer(
    () => true,
    (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in to the Wi-Fi</h1>'),
  );
  expect((await failure(api.get(room.configMaps, never))).message).toBe(
    `The API server of the current context answers GET ${room.configMaps} with what is no JSON`,
  );
});

test('a write that lost to another one is not sent again', async () => {
  const object = await api.create<Resource>(room.configMaps, { metadata: { name: 'raced' } }, never);
  if (object === 'exists') throw new Error('it is there already');
  const path = `${room.configMaps}/raced`;
  await api.patch(path, [{ op: 'add', path: '/data', value: { a: '1' } }], never);
  front.pass();
  expect(await api.replace(path, object, never)).toBe('conflict');
  expect(await api.patch(path, [{ op: 'test', path: '/data/a', value: '2' }], never)).toBe('conflict');
  expect(front.asked).toEqual([`PUT ${path}?fieldManager=sluice`, `PATCH ${path}?fieldManager=sluice`]);
});

test('an answer that is cut is no answer', async () => {
  front.answer(
    () => true,
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"items":[');
      setImmediate(() => response.destroy());
    },
  );
  expect((await failure(api.get(room.configMaps, never))).message).toContain('gave no answer to GET');
});

test('a save whose answer is lost was done once, and the same save then loses', async () => {
  const journal = configMapJournal(api, 'shop', 'lost');
  const document = emptyJournal('shop', 'lost', 'here');
  await journal.save(document, 0, never);
  front.answer(
    ({ method }) => method === 'PUT',
    (request, response) => front.forward(request, () => response.destroy()),
  );
  await failure(journal.save(document, 1, never));
  expect(front.asked.filter((line) => line.startsWith('PUT'))).toHaveLength(1);
  front.pass();
  expect(await journal.load(never)).toMatchObject({ seq: 2 });
  expect(await journal.save(document, 1, never)).toBe('lost');
});

test('who does not answer is given up after 10 s, a watch that does not begin has ended, and one that has nothing to tell goes on', async () => {
  const from = await newest();
  let isQuiet = true;
  const quiet = api.changed(room.configMaps, from, never).then(() => {
    isQuiet = false;
  });
  await until(async () => front.open() === 1);
  front.answer(
    () => true,
    () => {},
  );
  const began = performance.now();
  const [error] = await Promise.all([failure(api.get(room.configMaps, never)), api.changed(room.configMaps, from, never)]);
  expect(error.message).toBe(`The API server of the current context gave no answer to GET ${room.configMaps}: there was no answer for 10s`);
  expect(performance.now() - began).toBeLessThan(15_000);
  // The quiet one began a little later than it was asked for.
  await failure(api.get(room.configMaps, AbortSignal.timeout(500)));
  expect(isQuiet).toBe(true);
  front.pass();
  await api.create(room.configMaps, { metadata: { name: 'news' } }, never);
  await quiet;
});

test.each([
  ['is cut', (_: IncomingMessage, response: ServerResponse) => response.writeHead(200).write('{', () => response.destroy())],
  ['ends', (_: IncomingMessage, response: ServerResponse) => response.writeHead(200).end()],
  ['began too far back', status(410, 'too old resource version')],
  [
    'finds out that it began too far back',
    (_: IncomingMessage, response: ServerResponse) =>
      response.writeHead(200).write('{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","code":410,"reason":"Expired"}}\n'),
  ],
])('a watch that %s is over, and lasts long enough for nobody to run in circles', async (_, fault) => {
  const from = await newest();
  front.answer(isWatch, fault as never);
  const began = performance.now();
  await api.changed(room.configMaps, from, never);
  expect(performance.now() - began).toBeGreaterThan(900);
});

test('a watch that is forbidden, or fails, throws as other calls do', async () => {
  const from = await newest();
  front.answer(isWatch, status(403, 'User "a" cannot watch resource "configmaps" in API group "" in the namespace "b"'));
  expect((await failure(api.changed(room.configMaps, from, never))).message).toContain('verbs: ["watch"]');
  front.answer(isWatch, status(500, 'no'));
  expect((await failure(api.changed(room.configMaps, from, never))).message).toContain('answers 500');
});

test('a watch that is aborted, or heard of something, is not left open', async () => {
  const from = await newest();
  const stop = new AbortController();
  const watch = api.changed(room.configMaps, from, stop.signal);
  await until(async () => front.open() === 1);
  stop.abort();
  await watch;
  await until(async () => front.open() === 0);
  const heard = api.changed(room.configMaps, from, never);
  await api.create(room.configMaps, { metadata: { name: 'heard' } }, never);
  await heard;
  await until(async () => front.open() === 0);
});

test('a cluster whose address has a path is asked below it', async () => {
  vi.stubEnv('KUBECONFIG', await room.kubeconfigOf({}, `${front.url}/k8s/clusters/c-1`));
  onTestFinished(() => void vi.unstubAllEnvs());
  const below = openApi({ context: null, namespace: null });
  onTestFinished(() => below.close());
  front.answer(() => true, status(404, 'none'));
  expect(await below.get('/apis/none', never)).toBeNull();
  expect(front.asked).toEqual([expect.stringMatching(/^GET \/k8s\/clusters\/c-1\/apis\/none\b/)]);
});

test('what is under way when kubectl ends fails, a watch ends, and the next call has another kubectl', async () => {
  const from = await newest();
  front.answer(
    ({ method }) => method === 'POST',
    () => {},
  );
  const write = failure(api.create(room.configMaps, { metadata: { name: 'any' } }, never));
  const watch = api.changed(room.configMaps, from, never);
  await until(async () => front.open() === 2);
  process.kill((await proxyOf(process.pid, front.socket))?.pid as number, 'SIGKILL');
  expect((await write).message).toContain('gave no answer to POST');
  await watch;
  front.pass();
  expect(await api.get(`${room.configMaps}/any`, never)).toBeNull();
});
