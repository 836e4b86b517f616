import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { echoDeployment, type Namespace, newNamespace, newRepository } from '../../fakes/kubernetes.ts';
import { start } from '../../load/generator.ts';
import { withImage, written } from './compared.ts';
import { type Front, startFront } from './front.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
let front: Front;
beforeAll(async () => {
  room = await openRoom();
  front = await startFront();
});
afterAll(async () => {
  await front?.close();
  await room?.close();
});

type Fault = {
  readonly name: string;
  readonly meets: (request: IncomingMessage) => boolean;
  readonly fault: (request: IncomingMessage, response: ServerResponse) => unknown;
  /** What the log says where it begins. Left out: the first that is done to the cluster. */
  readonly at?: string;
  /** Milliseconds after which it is over; left out: it lasts until the step ends. */
  readonly lasts?: number;
};

const status =
  (code: number, reason: string, headers: Readonly<Record<string, string>> = {}) =>
  (_: IncomingMessage, response: ServerResponse) =>
    response
      .writeHead(code, { 'content-type': 'application/json', 'audit-id': '1', ...headers })
      .end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message: `it is a test of ${code}`, reason, code }));
const isWatch = ({ url = '' }: IncomingMessage) => url.includes('watch=1');
const isWrite = ({ method = '' }: IncomingMessage) => ['PUT', 'POST', 'PATCH', 'DELETE'].includes(method);

/** By chance, so that none of what is tried again always meets it; the same in every run. */
const oneOf = (number: number) => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % number === 0;
};
let seed = 1;
let calls = 0;

const FAULTS: readonly Fault[] = [
  { name: 'is too busy for one of three calls', meets: () => oneOf(3), fault: status(429, 'TooManyRequests', { 'retry-after': '1' }) },
  {
    name: 'says of one of two writes that somebody was faster',
    meets: (request) => isWrite(request) && oneOf(2),
    fault: status(409, 'Conflict'),
  },
  { name: 'fails at one of twelve calls', meets: () => oneOf(12), fault: status(500, 'InternalError') },
  {
    name: 'loses the answer to one of three writes',
    meets: (request) => isWrite(request) && oneOf(3),
    fault: (request, response) => front.forward(request, () => response.destroy()),
  },
  // Not by chance: a call takes 10 s then, and seven in a row would be as many as a rollout has patience for.
  { name: 'never answers one of forty-one calls', meets: () => ++calls % 41 === 0, fault: () => {} },
  { name: 'knows no version that a watch begins from', meets: isWatch, fault: status(410, 'Expired') },
  { name: 'cuts every watch', meets: isWatch, fault: (_, response) => response.writeHead(200).write('{', () => response.destroy()) },
  ...['bring up', 'shift', 'bring echo,'].map((at) => ({
    name: `is away for a while from \`${at}\` on`,
    meets: () => true,
    fault: ({ socket }: IncomingMessage) => socket.destroy(),
    at,
    lasts: 8_000,
  })),
];

/** Runs a step through an API server in trouble, which users must not notice; how it ended. */
async function troubled(namespace: Namespace, { meets, fault, at = 'bring up', lasts }: Fault, version: string) {
  front.pass();
  const { act } = await newRepository(namespace, { rollout: { 'progress-deadline': '60s', 'bake-time': '1s' } });
  const env = { KUBECONFIG: await room.kubeconfigOf({}, front.url) };
  let [begins, met] = [false, 0];
  const load = start({ url: await namespace.url('echo'), rate: 50 });
  const said = (line: string) => {
    if (begins || !line.includes(at)) return;
    begins = true;
    front.answer((request) => {
      const isMet = !request.url?.includes('/version?') && meets(request);
      if (isMet) met++;
      return isMet;
    }, fault);
    if (lasts !== undefined) void sleep(lasts).then(front.pass);
  };
  const result = await act('blue-green-switch', { version }, { said, env });
  front.pass();
  const { failed } = await load.stop();
  expect({ begins, failed, isMet: met > 0 }, result.stdout).toEqual({ begins: true, failed: 0, isMet: true });
  return result;
}

test.each(FAULTS)('where the API server $name, the version goes live, and nothing is left', { timeout: 300_000 }, async (fault) => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ replicas: 1, drain: 3 }));
  await namespace.whole('deployment/echo');
  const [deployment, service] = [await written(namespace, 'deployment/echo'), await written(namespace, 'service/echo')];
  const { outputs, stdout } = await troubled(namespace, fault, 'v2');
  expect(outputs, stdout).toMatchObject({ outcome: 'promoted', version: 'v2' });
  expect(await written(namespace, 'deployment/echo')).toEqual(withImage(deployment, 'sluice.test/echo:v2'));
  expect(await written(namespace, 'service/echo')).toEqual(service);
  expect(await namespace.list('deployments,services,poddisruptionbudgets', 'sluice-actions.github.io/track')).toEqual([]);
});

test('where it denies to delete the next track, the version stays live, and `promote` ends it when it may', {
  timeout: 300_000,
}, async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ replicas: 1, drain: 3 }));
  await namespace.whole('deployment/echo');
  const deployment = await written(namespace, 'deployment/echo');
  const meets = ({ method, url = '' }: IncomingMessage) => method === 'DELETE' && url.includes('/deployments/');
  const { outputs, stdout } = await troubled(namespace, { name: 'denies', meets, fault: status(403, 'Forbidden') }, 'v2');
  expect(outputs, stdout).toMatchObject({ outcome: 'paused', version: 'v2', weight: '100' });
  expect(outputs['message']).toContain('echo runs v2 and has all the traffic, and what served it meanwhile could not be taken away');
  const { act } = await newRepository(namespace);
  const last = await act('promote', {}, { env: { GITHUB_RUN_ID: '9100', GITHUB_RUN_NUMBER: '100' } });
  expect(last.outputs, last.stdout).toMatchObject({ outcome: 'promoted', version: 'v2' });
  expect(await written(namespace, 'deployment/echo')).toEqual(withImage(deployment, 'sluice.test/echo:v2'));
  expect(await namespace.list('deployments,services,poddisruptionbudgets', 'sluice-actions.github.io/track')).toEqual([]);
});
