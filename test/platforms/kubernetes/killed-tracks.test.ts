import type { IncomingMessage } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { until } from '../../contracts/until.ts';
import { echoDeployment, newRepository, type Repository } from '../../fakes/kubernetes.ts';
import { start } from '../../load/generator.ts';
import { withImage, written } from './compared.ts';
import { startFront } from './front.ts';
import { killedAt, WAYS } from './killed-at.ts';
import { openRoom } from './room.ts';

const SETTINGS = { rollout: { 'progress-deadline': '40s', 'bake-time': '0s' } };
/** Requests a second; the pods serve on for long enough after they were told to end. */
const RATE = 50;
/** The runs of the workflow begin here; each step that is killed is one of its own, and what comes then is its second attempt. */
let run = 100;
/** Milliseconds for all writes of one step: each is a rollout and a half. */
const PATIENCE = 400_000;
let boundaries = 0;
afterAll(() => console.log(`killed at ${boundaries} writes`));

const room = await openRoom();
const front = await startFront();
afterAll(async () => {
  await front.close();
  await room.close();
});
await room.apply(...echoDeployment({ replicas: 1, drain: 2 }));
await room.whole('deployment/echo');
const service = await written(room, 'service/echo');

type Step = readonly [action: string, inputs: Record<string, string>];
/** Each write in one of four ways; another way where it is begun with another one. What the journal writes is walked in a rolling update. */
async function walk(first: number, before: (next: string) => readonly Step[], step: (next: string) => Step): Promise<void> {
  const through = { KUBECONFIG: await room.kubeconfigOf({}, front.url) };
  const { act } = await newRepository(room, SETTINGS);
  for (let [write, isOver] = [1, false]; !isOver; write++) {
    const [when, then] = WAYS[(write + first) % WAYS.length] as (typeof WAYS)[number];
    const was = await written(room, 'deployment/echo');
    const next = imageOf(was).endsWith(':v1') ? 'v2' : 'v1';
    const env = { GITHUB_RUN_ID: `${++run}`, GITHUB_RUN_NUMBER: `${run}` };
    const again = { ...env, GITHUB_RUN_ATTEMPT: '2' };
    for (const [action, inputs] of before(next)) await done(act, action, inputs, env);
    const load = start({ url: await room.url('echo'), rate: RATE });
    const [action, inputs] = step(next);
    const boundary = { write, when, counts: isOfPlatform };
    isOver = !(await killedAt(front, boundary, (started) => act(action, inputs, { started, env: { ...env, ...through } })));
    const where = `${action} killed ${when} write ${write}, then ${then}`;
    if (isOver) {
      await done(act, 'rollback', {}, again);
    } else {
      boundaries++;
      await done(act, ...(then === 'again' ? ([action, inputs] as const) : (['rollback', {}] as const)), again, where);
    }
    expect((await load.stop()).failed, where).toBe(0);
    const { live, rollout, holder } = await journaled();
    expect({ rollout, holder }, where).toEqual({ rollout: null, holder: null });
    if (then === 'again' && action !== 'rollback') expect(live?.version, where).toBe(next);
    const version = live?.version ?? imageOf(was).split(':').at(-1);
    expect(await written(room, 'deployment/echo'), where).toEqual(withImage(was, `sluice.test/echo:${version}`));
    expect(await written(room, 'service/echo'), where).toEqual(service);
    for (const kind of ['deployments', 'services']) expect(await room.list(kind, 'sluice-actions.github.io/track'), where).toEqual([]);
    await until(async () => (await room.list('pods', 'sluice-actions.github.io/track')).length === 0);
    expect(write).toBeLessThan(30);
  }
}

test('a blue/green switch that is killed at any of its writes goes on when it is run again, or goes back', { timeout: PATIENCE }, () =>
  walk(
    0,
    () => [],
    (next) => ['blue-green-switch', { version: next }],
  ),
);

test('a rollback of what is switched goes on when it is run again', { timeout: PATIENCE }, () =>
  walk(
    1,
    (next) => [['canary-step', { version: next, weight: '100' }]],
    () => ['rollback', {}],
  ),
);

function isOfPlatform({ url = '' }: IncomingMessage): boolean {
  return !/configmaps|selfsubjectaccessreviews/.test(url);
}

async function done(
  act: Repository['act'],
  action: string,
  inputs: Record<string, string>,
  env: Record<string, string>,
  where = action,
): Promise<void> {
  const { code, stdout } = await act(action, inputs, { env });
  expect(code, `${where}\n${stdout}`).toBe(0);
}

function imageOf({ spec }: Awaited<ReturnType<typeof written>>): string {
  return spec['template'].spec.containers[0].image;
}

async function journaled() {
  const { data } = await room.read('configmap/sluice-echo-production');
  return JSON.parse(data['journal']);
}
