import type { IncomingMessage } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { start } from '../../../load/generator.ts';
import { startFront } from '../front.ts';
import { killedAt, WAYS } from '../killed-at.ts';
import { openRoom } from '../room.ts';
import { job, manifestRepository } from './written.ts';

const room = await openRoom();
const front = await startFront();
afterAll(async () => {
  await front.close();
  await room.close();
});

/** What is asked for, and what the journal writes every other second, is nothing that is killed at here. */
function isOfPlatform({ url = '' }: IncomingMessage): boolean {
  return !/sluice-echo-production|selfsubjectaccessreviews|dryRun/.test(url);
}

/** What the pods are told to run, and the content of their configuration. */
async function present() {
  const [container] = (await room.read('deployment/echo'))['spec'].template.spec.containers;
  const { data } = await room.read(`configmap/${container.envFrom[0].configMapRef.name}`);
  return { version: container.image.split(':').at(-1), ...data };
}

test('a version with all that goes with it comes whole, or goes back whole, wherever its job is killed', { timeout: 600_000 }, async () => {
  const { act, write } = await manifestRepository(room, { 'smoke-test': undefined, rollout: { 'progress-deadline': '40s' } });
  await write({ MODE: '0' });
  const first = await act('rolling', { version: 'v1', 'on-failure': 'pause' });
  expect(first.code, first.stdout).toBe(0);
  const env = { KUBECONFIG: await room.kubeconfigOf({}, front.url) };
  let killed = 0;
  for (let isOver = false; !isOver; killed++) {
    const [when, then] = WAYS[killed % WAYS.length] as (typeof WAYS)[number];
    const before = await present();
    const next = { version: before.version === 'v1' ? 'v2' : 'v1', MODE: `${killed + 1}` };
    await write({ MODE: next.MODE }, job('migrate', 'before', 0), job('announce', 'after', 0));
    const load = start({ url: await room.url('echo'), rate: 50 });
    const run = { GITHUB_RUN_ID: `${500 + killed}`, GITHUB_RUN_NUMBER: `${500 + killed}` };
    const inputs = { version: next.version };
    const at = { write: killed + 1, when, counts: isOfPlatform };
    isOver = !(await killedAt(front, at, (started) => act('rolling', inputs, { started, env: { ...env, ...run } })));
    const again = { env: { ...run, GITHUB_RUN_ATTEMPT: '2' } };
    const goesOn = then === 'again' || isOver;
    const { code, stdout } = goesOn ? await act('rolling', inputs, again) : await act('rollback', {}, again);
    const where = `killed ${when} write ${at.write}, then ${then}\n${stdout}`;
    expect(code, where).toBe(0);
    expect(await present(), where).toEqual(goesOn ? next : before);
    expect((await load.stop()).failed, where).toBe(0);
    expect(await room.list('jobs'), where).toEqual([]);
    const { metadata } = await room.read('deployment/echo');
    expect(Object.keys(metadata['annotations'] ?? {}), where).not.toContain('sluice-actions.github.io/rollout');
    expect(killed).toBeLessThan(20);
  }
  console.log(`killed at ${killed - 1} writes`);
  expect(killed).toBeGreaterThan(6);
});
