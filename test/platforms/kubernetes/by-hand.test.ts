import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tracksByHand } from '../../../src/platforms/kubernetes/tracks/by-hand.ts';
import { workloadTracks } from '../../../src/platforms/kubernetes/tracks/tracks.ts';
import { echoDeployment, newRepository } from '../../fakes/kubernetes.ts';
import { written } from './compared.ts';
import { never, siteOf } from './looked-at.ts';
import { openRoom } from './room.ts';

const run = promisify(exec);

test('the commands that finish by hand bring all traffic home to what ran there, and leave nothing else', async () => {
  const room = await openRoom();
  try {
    await room.apply(...echoDeployment({ replicas: 1, drain: 1 }));
    await room.whole('deployment/echo');
    const before = { deployment: await written(room, 'deployment/echo'), service: await written(room, 'service/echo') };
    const { act } = await newRepository(room, { rollout: { 'bake-time': '0s' } });
    const switched = await act('blue-green-switch', { version: 'v2', until: 'switched' });
    expect(switched.outputs['outcome'], switched.stdout).toBe('switched');
    const site = siteOf(room.name, 'echo');
    await workloadTracks(site).deploy('echo', { version: 'v3', spec: 's' }, 1, never);
    const commands = await tracksByHand(site, never);
    expect(commands.map((line) => line.replace(` -n ${room.name}`, '').split(' ').slice(0, 3).join(' '))).toEqual([
      'kubectl set image',
      'kubectl annotate deployment/echo',
      'kubectl rollout status',
      'kubectl patch service/echo',
      'kubectl delete deployment,service,poddisruptionbudget,horizontalpodautoscaler',
    ]);
    for (const line of commands) await run(line);
    expect({ deployment: await written(room, 'deployment/echo'), service: await written(room, 'service/echo') }).toEqual(before);
    expect(await room.list('deployments,services', 'sluice-actions.github.io/track')).toEqual([]);
  } finally {
    await room.close();
  }
});
