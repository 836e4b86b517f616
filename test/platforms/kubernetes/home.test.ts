import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { until } from '../../contracts/until.ts';
import { echoDeployment, type Namespace, newNamespace, newRepository, type Repository } from '../../fakes/kubernetes.ts';
import { start } from '../../load/generator.ts';
import { withImage, written } from './compared.ts';

const SETTINGS = { rollout: { 'progress-deadline': '40s', 'bake-time': '1s' }, 'smoke-test': { path: '/' } };
/** A quarter of what one client address may open before it wears out its ports. */
const RATE = 150;

type Step = readonly [action: string, inputs: Record<string, string>, outcome: string];

/** Takes a Deployment through steps under load; fails at the first request that fails, or the first step that ends otherwise. */
async function walk(namespace: Namespace, act: Repository['act'], steps: readonly Step[]): Promise<void> {
  const load = start({ url: await namespace.url('echo'), rate: RATE });
  for (const [action, inputs, outcome] of steps) {
    const { outputs, stdout } = await act(action, inputs);
    expect([action, outputs['outcome']], stdout).toEqual([action, outcome]);
    expect(load.seen().failed, stdout).toBe(0);
  }
  const { requests, failed, byVersion } = await load.stop();
  console.log(`${failed} of ${requests} failed`, byVersion);
  expect(failed).toBe(0);
}

/** What users wrote is there, with another image at most; nothing of a rollout is left. */
async function expectAtRest(namespace: Namespace, before: Awaited<ReturnType<typeof both>>, version: string): Promise<void> {
  const { deployment, service } = await both(namespace);
  expect(deployment).toEqual(withImage(before.deployment, `sluice.test/echo:${version}`));
  expect(service).toEqual(before.service);
  for (const kind of ['deployments', 'services', 'replicasets', 'poddisruptionbudgets'])
    expect(await namespace.list(kind, 'sluice-actions.github.io/track'), kind).toEqual([]);
  await until(async () => (await namespace.list('pods', 'sluice-actions.github.io/track')).length === 0);
}

async function both(namespace: Namespace) {
  return { deployment: await written(namespace, 'deployment/echo'), service: await written(namespace, 'service/echo') };
}

test('a Deployment that already runs is adopted by blue/green, switched, taken back and promoted, and no request fails', async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ replicas: 2, drain: 3 }));
  await namespace.whole('deployment/echo');
  const [before, pods] = [await both(namespace), await names(namespace)];
  const { act } = await newRepository(namespace, SETTINGS);
  await walk(namespace, act, [
    ['blue-green-switch', { version: 'v2', until: 'prepared' }, 'prepared'],
    ['blue-green-switch', { version: 'v2', until: 'switched' }, 'switched'],
    ['rollback', {}, 'rolled-back'],
  ]);
  await expectAtRest(namespace, before, 'v1');
  expect(await names(namespace), 'not one pod of theirs was touched').toEqual(pods);
  await walk(namespace, act, [
    ['blue-green-switch', { version: 'v2', until: 'switched' }, 'switched'],
    ['blue-green-switch', { version: 'v2' }, 'promoted'],
    ['blue-green-switch', { version: 'broken' }, 'rolled-back'],
    ['blue-green-switch', { version: 'v2' }, 'unchanged'],
    ['rolling', { version: 'v3' }, 'promoted'],
    ['rollback', { to: 'v2' }, 'rolled-back'],
  ]);
  await expectAtRest(namespace, before, 'v2');
});

test('a canary grows by pods, is taken back, superseded and promoted, and its share is what its pods come to', async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ replicas: 3, drain: 3 }));
  await namespace.whole('deployment/echo');
  const before = await both(namespace);
  const { act } = await newRepository(namespace, SETTINGS);
  await walk(namespace, act, [
    ['canary-step', { version: 'v2', weight: '0' }, 'canary'],
    ['canary-step', { version: 'v2', weight: '25' }, 'canary'],
    ['canary-step', { version: 'v2', weight: '100' }, 'canary'],
    ['canary-step', { version: 'v2', weight: '25' }, 'canary'],
    ['rollback', {}, 'rolled-back'],
  ]);
  await expectAtRest(namespace, before, 'v1');
  await walk(namespace, act, [
    ['canary-step', { version: 'v2', weight: '25, 50' }, 'canary'],
    ['canary-step', { version: 'crash', weight: '25', 'on-busy': 'supersede' }, 'rolled-back'],
    ['canary-step', { version: 'v3', weight: '25' }, 'canary'],
    ['canary-step', { weight: '75' }, 'refused'],
    ['promote', {}, 'promoted'],
  ]);
  await expectAtRest(namespace, before, 'v3');
});

test('a canary gets as much as it is said to', async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ replicas: 3, drain: 1 }));
  await namespace.whole('deployment/echo');
  const { act } = await newRepository(namespace, SETTINGS);
  const { outputs, stdout } = await act('canary-step', { version: 'v2', weight: '25' });
  expect(outputs['message'], stdout).toBe('echo-next serves 25 % (1 of 4 pods, 25 %); no metric was looked at');
  const url = await namespace.url('echo');
  const asked = 400;
  let new2 = 0;
  for (let i = 0; i < asked; i++) if ((await answerOf(url)).includes('v2')) new2++;
  // Each connection goes to a pod by chance: four standard deviations.
  expect(Math.abs(new2 / asked - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / asked));
});

/** On a connection of its own. */
async function answerOf(url: string): Promise<string> {
  const [answer] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  return text(answer);
}

async function names(namespace: Namespace): Promise<string[]> {
  const pods = await namespace.list('pods', 'app=echo');
  return pods.map(({ metadata }) => metadata.name).sort();
}
