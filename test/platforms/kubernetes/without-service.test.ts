import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { nextName, TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { echoDeployment } from '../../fakes/kubernetes.ts';
import { step } from '../../fakes/step.ts';
import { withImage, written } from './compared.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

/** A Deployment that nobody calls, as the consumers of a queue, and what is done to it. */
async function consumers(name: string, replicas: number) {
  const [workload] = echoDeployment({ name, replicas, drain: 0 });
  await room.apply(workload);
  await room.whole(`deployment/${name}`);
  const before = await written(room, `deployment/${name}`);
  const workspace = await mkdtemp(join(room.folder, 'repository-'));
  const rollout = { 'progress-deadline': '40s', 'bake-time': '1s' };
  const service = {
    platform: 'kubernetes',
    image: 'sluice.test/echo:{version}',
    namespace: room.name,
    rollout,
    'smoke-test': { path: '/' },
  };
  await writeFile(join(workspace, 'sluice.yml'), JSON.stringify({ services: { [name]: service } }));
  let runs = 0;
  const left = (kinds: string) => room.list(kinds, `${TRACK}=${nextName(name)}`);
  return {
    /** Runs a built action on it, which ends as is said; its log. */
    async act(outcome: string, action: string, inputs: Readonly<Record<string, string>> = {}): Promise<string> {
      const env = { KUBECONFIG: room.kubeconfig, GITHUB_RUN_ID: `${9_000 + ++runs}`, GITHUB_RUN_NUMBER: `${runs}` };
      const { outputs, stdout } = await step(action, { workspace, inputs: { service: name, config: 'sluice.yml', ...inputs }, env });
      expect(outputs['outcome'], stdout).toBe(outcome);
      return stdout;
    },
    left,
    /** Fails unless it is as its user wrote it, but for the version, and nothing else is left. */
    async whole(version: string) {
      expect(await written(room, `deployment/${name}`)).toEqual(withImage(before, `sluice.test/echo:${version}`));
      expect(await left('deployments,services,poddisruptionbudgets')).toEqual([]);
    },
  };
}

test.concurrent('a share is that of the pods, more, fewer, and as many as home, which then gets the version; and that is taken back', async () => {
  const { act, left, whole } = await consumers('queue', 2);
  const first = await act('canary', 'canary-step', { version: 'v2', weight: '50' });
  expect(first).toContain('those of queue-next take work as soon as they run, before they are proven');
  expect(first).toMatch(/prove queue-next$/m);
  expect(first).toContain('queue-next serves 50 % (2 of 4 pods, 50 %); no metric was looked at');
  expect(await act('canary', 'canary-step', { weight: '33' })).toContain('queue-next serves 33 % (1 of 3 pods, 33 %)');
  expect(await left('services')).toEqual([]);
  const promoted = await act('promoted', 'promote');
  expect(promoted).toMatch(/scale queue-next to 2\n[\s\S]*shift queue-next 33 % → 100 %\n[\s\S]*bring queue to v2\n/);
  await whole('v2');
  await act('rolled-back', 'rollback', { to: 'previous' });
  await whole('v1');
});

test.concurrent('nothing is switched, and nothing is written for that; a canary is taken back', async () => {
  const { act, whole } = await consumers('jobs', 1);
  const refused = await act('refused', 'blue-green-switch', { version: 'v2' });
  expect(refused).toMatch(/nothing can be switched: .* use `canary-step` and `promote`, or `rolling`/);
  expect((await room.list('configmaps')).map(({ metadata }) => metadata.name)).not.toContain('sluice-jobs-production');
  await act('canary', 'canary-step', { version: 'v2', weight: '50' });
  expect(await act('rolled-back', 'rollback')).toMatch(/shift jobs 50 % → 100 %\n[\s\S]*retire jobs-next\n/);
  await whole('v1');
});

test.concurrent('a version whose pods answer wrongly goes before it gets its weight', async () => {
  const { act, whole } = await consumers('broken', 1);
  const log = await act('rolled-back', 'canary-step', { version: 'broken', weight: '50' });
  expect(log).toContain('smoke test failed: http://broken-next-');
  expect(log).not.toContain('shift broken-next');
  await whole('v1');
});
