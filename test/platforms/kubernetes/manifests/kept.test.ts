import { expect, test } from 'vitest';
import { keep, kept } from '../../../../src/platforms/kubernetes/manifests/kept.ts';
import type { Rendered } from '../../../../src/platforms/kubernetes/manifests/rendered.ts';
import { echoDeployment } from '../../../fakes/kubernetes.ts';
import { never, siteOf } from '../looked-at.ts';
import { openRoom } from '../room.ts';

function rendered(over: boolean): Rendered {
  return { rollout: 'r', workload: echoDeployment()[0] as never, before: [], after: [], copies: [], over };
}

test('tries that failed push out each other, and no version that could be gone back to', async () => {
  const room = await openRoom();
  try {
    await room.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'sluice-echo-production' } });
    const site = siteOf(room.name, 'echo');
    const came = ['v1', 'v2'].map((version) => ({ version, spec: version }));
    const tries = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((spec) => ({ version: 'v3', spec }));
    for (const target of came) await keep(site, target, rendered(true), never);
    for (const target of tries) await keep(site, target, rendered(false), never);
    const there = await Promise.all([...came, ...tries].map(async (target) => (await kept(site, target, never)) !== null));
    expect(there).toEqual([true, true, false, false, false, true, true, true, true]);
  } finally {
    await room.close();
  }
});
