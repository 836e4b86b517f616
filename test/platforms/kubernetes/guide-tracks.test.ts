import { exec } from 'node:child_process';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { type Written, withImage, written } from './compared.ts';
import { openGateway } from './gateway.ts';
import { openPages, type Pages } from './guide-page.ts';
import { openRoom, type Room } from './room.ts';
import { type Example, openExample } from './workflow.ts';

const run = promisify(exec);

let pages: Pages;
beforeAll(async () => {
  pages = await openPages(['kubernetes-tracks.md', 'when-things-go-wrong.md'], 'console');
});

const rooms: Room[] = [];
afterAll(() => Promise.all(rooms.map((room) => room.close())));

type Printed = { readonly stdout: string; readonly outputs: Readonly<Record<string, string>> };

type Scene = Example & {
  readonly room: Room;
  /** Expects how an action, or the last one of a job, ended, and of all what the pages show under a name. */
  see(name: string, outcome: string, results: Promise<Printed | readonly Printed[]>): Promise<void>;
  /** Types the command of a block, as somebody with all rights, and expects the output that is shown of it. */
  type(name: string): Promise<void>;
  /** Fails unless all is as it was written, with the image of a version, and the journal beside it. */
  atRest(version: string): Promise<void>;
};

/** What they say of an object, without what kubectl keeps for itself. */
async function ofUser(room: Room, object: string): Promise<Written> {
  const { spec, annotations } = await written(room, object);
  const { 'kubectl.kubernetes.io/last-applied-configuration': _kept, ...rest } = annotations;
  return { spec, annotations: rest };
}

async function setImage(room: Room, version: string): Promise<void> {
  await room.kubectl('set', 'image', 'deployment/shop', `shop=sluice.test/echo:${version}`);
}

/** The example with just the rights that it gives. */
async function openScene(): Promise<Scene> {
  const room = await openRoom();
  rooms.push(room);
  const example = await openExample(room, 'tracks-access.yml');
  const all = async () => ({ deployment: await ofUser(room, 'deployment/shop'), service: await ofUser(room, 'service/shop') });
  const before = await all();
  return {
    ...example,
    room,
    async see(name, outcome, results) {
      const some = [await results].flat();
      const printed = some.map(({ stdout }) => stdout).join('\n');
      expect(some.at(-1)?.outputs['outcome'], printed).toBe(outcome);
      expect(printed).not.toContain('lacks rights');
      pages.expectShown(name, printed, room.name);
    },
    async type(name) {
      const command = pages.block(name).replaceAll('--namespace shop', `--namespace ${room.name}`);
      const options = { cwd: example.folder, env: { ...process.env, KUBECONFIG: room.kubeconfig } };
      const { stdout, stderr } = await run(command, options).catch((error: { stdout: string; stderr: string }) => error);
      pages.expectShown(`${name}-output`, stdout + stderr, room.name);
    },
    async atRest(version) {
      expect(await all()).toEqual({ ...before, deployment: withImage(before.deployment, `sluice.test/echo:${version}`) });
      expect(await room.list('deployments,services,poddisruptionbudgets', TRACK)).toEqual([]);
      const configMaps = (await room.list('configmaps')).map(({ metadata }) => metadata.name);
      expect(configMaps.toSorted()).toEqual(['kube-root-ca.crt', 'sluice-shop-production']);
    },
  };
}

const BRIEF = { version: 'v2', 'bake-time': '1s' };

describe('the workflows of the example', () => {
  test.concurrent('the example of a canary is promoted when somebody says so, and taken back when not', async () => {
    const { job, see, type, atRest } = await openScene();
    const canary = (name: string, version: string) => job('canary.yml', name, { 'github.sha': version });
    await see('canary', 'canary', canary('canary', 'v2'));
    await type('beside');
    await type('made');
    await see('promote', 'promoted', canary('promote', 'v2'));
    await atRest('v2');
    await see('crash', 'rolled-back', canary('canary', 'crash'));
    await see('crash-undo', 'unchanged', canary('undo', 'crash'));
    await canary('canary', 'v3');
    await see('undo', 'rolled-back', canary('undo', 'v3'));
    await atRest('v2');
    await see('blue-green', 'promoted', job('blue-green.yml', 'blue-green', { 'github.sha': 'v3' }));
    await atRest('v3');
  });

  test.concurrent('the example with a route gives an exact share, and leaves the route as it was written', async () => {
    const { room, act, apply, configure, see, type, atRest } = await openScene();
    const gateway = await openGateway(room);
    await apply('route.yml');
    const before = await written(room, 'httproute/shop');
    const line = pages.block('route');
    await configure((file) => file.replace(/ +# route: .*\n/, line));
    const options = { env: { PREVIEW_KEY: 'k-4711' } };
    const canary = () => act('canary-step', { version: 'v2', weight: 10, 'bake-time': '1s' }, options);
    const answer = async (headers: Readonly<Record<string, string>>) =>
      new Promise<string>((resolve, reject) => {
        const asked = request(gateway, { agent: false, headers: { Host: 'shop.example.com', ...headers } });
        asked
          .once('error', reject)
          .once('response', (response) => text(response).then(resolve, reject))
          .end();
      });

    await see('routed', 'canary', canary());
    await type('weights');
    expect(await answer({ 'X-Preview': 'k-4711' })).toContain('v2');
    await apply('route.yml');
    await see('route-applied', 'rolled-back', act('promote', {}, options));
    await canary();
    const promoted = await act('promote', { 'bake-time': '1s' }, options);
    expect(promoted.outputs['outcome'], promoted.stdout).toBe('promoted');
    expect(await answer({ 'X-Preview': 'k-4711' })).toContain('v2');
    expect(await written(room, 'httproute/shop')).toEqual(before);
    await atRest('v2');
  });
});

describe('the pages show', () => {
  test.concurrent('what follows where somebody moves the traffic, or takes it from all', async () => {
    const { room, act, apply, see, type, atRest } = await openScene();
    const blueGreen = () => act('blue-green-switch', { ...BRIEF, until: 'switched' });
    await blueGreen();
    await type('server-side');
    await room.kubectl('delete', 'deployment/shop-next');
    await see('dark', 'switched', act('status'));
    await see('dark-promote', 'rolled-back', act('promote'));
    await atRest('v1');

    const podSelector = { matchLabels: { app: 'shop' } };
    await room.apply({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'shop' }, spec: { podSelector } });
    await see('policy', 'refused', blueGreen());
    await room.kubectl('delete', 'networkpolicy/shop');

    await blueGreen();
    await apply('shop.yml');
    await see('back', 'rolled-back', act('promote'));
    await atRest('v1');
  });

  test.concurrent('what a share comes to, and that another image of home is asked about', async () => {
    const { room, act, see } = await openScene();
    await see('beyond', 'refused', act('canary-step', { ...BRIEF, weight: 75 }));
    await see('share', 'canary', act('canary-step', { ...BRIEF, weight: 10 }));
    await room.kubectl('delete', 'pods', '--selector', TRACK);
    await see('replaced', 'canary', act('canary-step', BRIEF));
    await setImage(room, 'v3');
    await room.whole('deployment/shop');
    await see('paused', 'paused', act('promote', BRIEF));
  });

  test.concurrent('what can be done where home was changed under it, and where no journal is left', async () => {
    const { room, act, job, see, type, atRest } = await openScene();
    let set: Promise<unknown> | null = null;
    const said = (line: string) => {
      if (line.includes('bring shop,')) set ??= setImage(room, 'v3');
    };
    await see('stuck-home', 'stuck', act('blue-green-switch', BRIEF, { said }));
    await set;
    await see('stuck-home-rollback', 'rolled-back', job('rollback.yml', 'rollback'));
    await atRest('v1');

    await act('blue-green-switch', { ...BRIEF, until: 'prepared' });
    await room.kubectl('delete', 'configmap/sluice-shop-production');
    await see('no-journal', 'refused', act('blue-green-switch', BRIEF));
    await type('left');
  });
});

test('each block of output on the pages is taken from one of these', () => {
  expect(pages.unseen()).toEqual([]);
});
