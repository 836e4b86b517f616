import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { nextName, TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { type Echo, echoDeployment, type Manifest } from '../../fakes/kubernetes.ts';
import { type StepResult, step } from '../../fakes/step.ts';
import { type Counts, start } from '../../load/generator.ts';
import { type Written, withImage, written } from './compared.ts';
import type { Room } from './room.ts';

/** What a user says of both objects. */
export type Said = { readonly deployment: Written; readonly service: Written };

/** A Deployment and a Service of their own, which users ask all the time; and what is done to them by rollouts, and by others. */
export type Shop = {
  /** The user's own Deployment, and that of its next track, as `kubectl` has them. */
  readonly home: string;
  readonly next: string;
  readonly own: readonly [workload: Manifest, service: Manifest];
  /** Runs a built action on it. Where its log says `at`, `meanwhile` is done, once, and waited for. */
  act(
    action: string,
    inputs?: Record<string, string>,
    then?: { readonly at: string; readonly meanwhile: () => Promise<unknown> },
  ): Promise<StepResult>;
  /** Runs one that is cancelled where its log says `at`, as the runner does it: `main` until it ends, then `post`. */
  cancel(action: string, inputs: Record<string, string>, at: string): Promise<{ readonly main: StepResult; readonly post: StepResult }>;
  /** Sets another image of home, and waits until it runs. */
  setImage(version: string): Promise<void>;
  /** Sets what the Service selects by, in place of what it did. */
  select(selector: Readonly<Record<string, string>>): Promise<void>;
  said(): Promise<Said>;
  /** Fails unless both objects are as they were, but for the image, and nothing is left of a next track. */
  whole(before: Said, version: string): Promise<void>;
  /** Its users go, and it closes. What they got. */
  close(): Promise<Counts>;
  /** The same; fails where one of them got nothing. */
  served(): Promise<Counts>;
};

/** Applies it, and waits until it serves. Its users come 50 times a second. */
export async function openShop(room: Room, name: string, echo: Echo = {}): Promise<Shop> {
  const own = echoDeployment({ name, replicas: 1, drain: 4, ...echo });
  await room.apply(...own);
  await room.whole(`deployment/${name}`);
  const workspace = await repository(room, name);
  const load = start({ url: await room.url(name), rate: 50 });
  const home = `deployment/${name}`;
  let runs = 0;
  const close = async () => {
    const counts = await load.stop();
    await room.kubectl('delete', home, `service/${name}`, '--wait=false');
    return counts;
  };
  const said = async () => ({ deployment: await written(room, home), service: await written(room, `service/${name}`) });
  return {
    home,
    next: `deployment/${nextName(name)}`,
    own,
    async act(action, inputs = {}, then) {
      const run = { GITHUB_RUN_ID: `${9_000 + ++runs}`, GITHUB_RUN_NUMBER: `${runs}` };
      let done: Promise<unknown> | null = null;
      const result = await step(action, {
        workspace,
        inputs: { service: name, config: 'sluice.yml', ...inputs },
        env: { KUBECONFIG: room.kubeconfig, ...run },
        said: (line) => {
          if (then && line.includes(then.at)) done ??= then.meanwhile();
        },
      });
      if (then) expect(done, `${then.at} was not said:\n${result.stdout}`).not.toBeNull();
      await done;
      return result;
    },
    async cancel(action, inputs, at) {
      const run = { GITHUB_RUN_ID: `${9_000 + ++runs}`, GITHUB_RUN_NUMBER: `${runs}` };
      const options = { workspace, env: { KUBECONFIG: room.kubeconfig, ...run } };
      const asked = { service: name, config: 'sluice.yml', ...inputs };
      let [pid, isOver] = [0, false];
      const main = await step(action, {
        ...options,
        inputs: asked,
        started: (id) => {
          pid = id;
        },
        said: (line) => {
          if (isOver || !line.includes(at)) return;
          isOver = true;
          process.kill(pid, 'SIGINT');
        },
      });
      expect(isOver, `${at} was not said:\n${main.stdout}`).toBe(true);
      return { main, post: await step('post', { ...options, inputs: { ...asked, 'job-status': 'cancelled' }, state: main.state }) };
    },
    async setImage(version) {
      await room.kubectl('set', 'image', home, `echo=sluice.test/echo:${version}`);
      await room.whole(home);
    },
    async select(selector) {
      const patch = [{ op: 'replace', path: '/spec/selector', value: selector }];
      await room.kubectl('patch', `service/${name}`, '--type=json', '--patch', JSON.stringify(patch));
    },
    said,
    async whole(before, version) {
      expect(await said()).toEqual({ ...before, deployment: withImage(before.deployment, `sluice.test/echo:${version}`) });
      expect(await room.list('deployments,services,poddisruptionbudgets,horizontalpodautoscalers', `${TRACK}=${nextName(name)}`)).toEqual(
        [],
      );
    },
    async served() {
      const counts = await close();
      expect(counts.failed, JSON.stringify(counts)).toBe(0);
      return counts;
    },
    close,
  };
}

async function repository(room: Room, name: string): Promise<string> {
  const workspace = await mkdtemp(join(room.folder, 'repository-'));
  const rollout = { 'progress-deadline': '40s', 'bake-time': '1s' };
  const service = { platform: 'kubernetes', image: 'sluice.test/echo:{version}', namespace: room.name, rollout };
  await writeFile(join(workspace, 'sluice.yml'), JSON.stringify({ services: { [name]: service } }));
  return workspace;
}
