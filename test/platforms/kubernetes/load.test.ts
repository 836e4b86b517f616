import { expect, test } from 'vitest';
import { echoDeployment, newNamespace, newRepository } from '../../fakes/kubernetes.ts';
import { start } from '../../load/generator.ts';

/** A quarter of what one client address may open before it wears out its ports. */
const RATE = 300;

test('a rolling update, and one that is taken back, fail no request', async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ drain: 6 }));
  await namespace.whole('deployment/echo');
  const { act } = await newRepository(namespace, { rollout: { 'progress-deadline': '40s' } });
  const load = start({ url: await namespace.url('echo'), rate: RATE });
  try {
    const good = await act('rolling', { version: 'v2' });
    expect(good.outputs['outcome'], good.stdout).toBe('promoted');
    const bad = await act('rolling', { version: 'crash' });
    expect(bad.outputs['outcome'], bad.stdout).toBe('rolled-back');
  } finally {
    const counts = await load.stop();
    console.log(`${counts.failed} of ${counts.requests} failed`);
    expect(counts).toMatchObject({ failed: 0, byVersion: { v1: { failed: 0 }, v2: { failed: 0 } } });
    expect(counts.requests).toBeGreaterThan(1_000);
  }
});

test('the same pods without a drain, rolled by kubectl, lose requests: the load can tell', async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ drain: 0 }));
  await namespace.whole('deployment/echo');
  const load = start({ url: await namespace.url('echo'), rate: RATE });
  for (let roll = 0; roll < 10 && load.seen().failed === 0; roll++) {
    await namespace.kubectl('rollout', 'restart', 'deployment/echo');
    await namespace.whole('deployment/echo');
  }
  expect((await load.stop()).failed).toBeGreaterThan(0);
});
