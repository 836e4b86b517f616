import { afterAll, describe, expect, test } from 'vitest';
import { echoDeployment, newRepository, type Repository } from '../../fakes/kubernetes.ts';
import { type Written, withImage, written } from './compared.ts';
import { startFront } from './front.ts';
import { killedAt } from './killed-at.ts';
import { openRoom, type Room } from './room.ts';

const SETTINGS = { rollout: { 'progress-deadline': '40s' } };
/** The runs of the workflow begin here; each step that is killed is one of its own. */
let run = 100;
let boundaries = 0;
afterAll(() => console.log(`killed at ${boundaries} writes`));

const room = await openRoom();
const front = await startFront();
afterAll(() => front.close());
await room.apply(...echoDeployment({ replicas: 2, drain: 0 }));
await room.whole('deployment/echo');

describe.each(['before', 'after'] as const)('a rolling update that is killed %s any of its writes', (when) => {
  test('goes on when it is run again, and ends as it would have', () =>
    atEveryWrite(when, async ({ before, next, env, act, where }) => {
      const { outputs, stdout } = await act('rolling', { version: next }, { env });
      expect(['promoted', 'unchanged'], `${where}\n${stdout}`).toContain(outputs['outcome']);
      expect(await written(room, 'deployment/echo'), where).toEqual(withImage(before, `sluice.test/echo:${next}`));
      expect(await journaled(room), where).toMatchObject({ rollout: null, holder: null, live: { version: next } });
    }));

  test('is taken back by rollback, unless it was over', () =>
    atEveryWrite(when, async ({ before, next, env, act, where }) => {
      const { code, outputs, stdout } = await act('rollback', {}, { env });
      expect(code, `${where}\n${stdout}`).toBe(0);
      const { live, rollout, holder } = await journaled(room);
      const isOver = outputs['outcome'] === 'unchanged' && live?.version === next;
      expect(await written(room, 'deployment/echo'), where).toEqual(isOver ? withImage(before, `sluice.test/echo:${next}`) : before);
      expect({ rollout, holder }, where).toEqual({ rollout: null, holder: null });
    }));
});

type Killed = {
  readonly before: Written;
  readonly next: string;
  /** Of the same run, started again. */
  readonly env: Record<string, string>;
  readonly act: Repository['act'];
  readonly where: string;
};

/** Rolls to the other version again and again, each time killed one write later, until it comes to its end before. */
async function atEveryWrite(when: 'before' | 'after', then: (killed: Killed) => Promise<void>): Promise<void> {
  const through = { KUBECONFIG: await room.kubeconfigOf({}, front.url) };
  const { act } = await newRepository(room, SETTINGS);
  for (let [write, isOver] = [1, false]; !isOver; write++) {
    const [before, next] = [await written(room, 'deployment/echo'), await other(room)];
    const env = { GITHUB_RUN_ID: `${++run}`, GITHUB_RUN_NUMBER: `${run}` };
    const step = (started: (pid: number) => void) => act('rolling', { version: next }, { started, env: { ...env, ...through } });
    isOver = !(await killedAt(front, { write, when }, step));
    if (!isOver) boundaries++;
    await then({ before, next, env: { ...env, GITHUB_RUN_ATTEMPT: '2' }, act, where: `killed ${when} write ${write}` });
    expect(write).toBeLessThan(60);
  }
}

async function other(room: Room): Promise<string> {
  const { spec } = await room.read('deployment/echo');
  return spec.template.spec.containers[0].image.endsWith(':v1') ? 'v2' : 'v1';
}

async function journaled(room: Room) {
  const { data } = await room.read('configmap/sluice-echo-production');
  return JSON.parse(data['journal']);
}
