import { beforeAll, expect, test } from 'vitest';
import { applyObjects } from '../../../../src/platforms/kubernetes/manifests/applied/apply.ts';
import { versioned, withNames } from '../../../../src/platforms/kubernetes/manifests/configuration/versioned.ts';
import type { Manifest, Manifests } from '../../../../src/platforms/kubernetes/manifests/object.ts';
import type { Site } from '../../../../src/platforms/kubernetes/site.ts';
import { echoDeployment } from '../../../fakes/kubernetes.ts';
import { never, newName, parked, siteOf } from '../looked-at.ts';
import { openRoom, type Room } from '../room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

const configMap = (name: string, data: object, more: object = {}) =>
  ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data, ...more }) as Manifest;
const secret = (name: string, more: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, ...more }) as Manifest;
const reading = (name: string, config: string) =>
  parked(echoDeployment({ name, replicas: 1, container: { envFrom: [{ configMapRef: { name: config } }] } })[0]) as unknown as Manifest;

/** The manifests of a workload that reads `config`, beside others. */
function manifestsOf(name: string, config: string, configuration: readonly Manifest[], rest: readonly Manifest[] = []): Manifests {
  const workload = reading(name, config) as Manifests['workload'];
  return { workload, before: [], after: [], configuration, rest };
}

/** What a rollout does with it. */
async function bring(site: Site, manifests: Manifests) {
  const found = await versioned(site, manifests, never);
  await applyObjects(site, found.missing, never);
  await applyObjects(site, withNames(manifests.rest, found.shared), never);
  return found;
}

const dataOf = async (name: string) => (await room.read(`configmap/${name}`))['data'];

test('makes the plain one where there is none, uses it as long as it is the same, and copies it where it is not', async () => {
  const name = newName();
  const site = siteOf(room.name, name);
  const key = `ConfigMap/${name}`;
  const of = (data: object, more: object = {}) => manifestsOf(name, name, [configMap(name, data, more)]);
  const before = await versioned(site, of({ a: '1' }), never);
  expect(before).toEqual({ names: { [key]: name }, shared: { [key]: name }, missing: [configMap(name, { a: '1' })] });
  await expect(room.read(key)).rejects.toThrow('not found');
  await bring(site, of({ a: '1' }));
  expect(await versioned(site, of({ a: '1' }, { immutable: true }), never)).toEqual({ ...before, missing: [] });

  const second = await bring(site, of({ a: '2' }));
  const copy = second.names[key] as string;
  expect(copy).toMatch(new RegExp(`^${name}-[0-9a-f]{8}$`));
  expect([await dataOf(name), await dataOf(copy)]).toEqual([{ a: '1' }, { a: '2' }]);
  expect(await room.read(`configmap/${copy}`)).toMatchObject({
    immutable: true,
    metadata: {
      labels: { 'sluice-actions.github.io/copy': `sluice-${name}-production` },
      annotations: { 'sluice-actions.github.io/copy-of': name },
    },
  });
  expect(await versioned(site, of({ a: '2' }), never)).toEqual({ ...second, missing: [] });
  expect((await versioned(site, of({ a: '3' }), never)).names[key]).not.toBe(copy);
  expect((await versioned(site, of({ a: '1' }), never)).names[key]).toBe(name);
  // Another service has its own.
  const other = siteOf(room.name, newName(), { workload: `deployment/${name}` });
  expect((await versioned(other, of({ a: '2' }), never)).names[key]).not.toBe(copy);
});

test('compares a Secret as the API server stores it', async () => {
  const name = newName();
  const site = siteOf(room.name, name);
  const key = `Secret/${name}`;
  const of = (more: object) => manifestsOf(name, name, [secret(name, more)]);
  const encoded = Buffer.from('one two three').toString('base64');
  await bring(site, of({ stringData: { a: 'one two three' }, data: { a: 'AAAA', b: encoded } }));
  const nameOf = async (more: object) => (await versioned(site, of(more), never)).names[key];
  expect(await nameOf({ data: { a: encoded, b: `${encoded.slice(0, 8)}\n${encoded.slice(8)}` }, type: 'Opaque' })).toBe(name);
  expect(await nameOf({ stringData: { a: 'one two three', b: 'one two three' } })).toBe(name);
  expect(await nameOf({ stringData: { a: 'one two three', b: 'four' } })).not.toBe(name);
  expect(await nameOf({ data: { a: encoded } })).not.toBe(name);
  expect(await nameOf({ data: { a: encoded, b: encoded }, type: 'example/other' })).not.toBe(name);
  const copy = await bring(site, of({ stringData: { a: 'other' } }));
  expect((await room.read(`secret/${copy.names[key]}`))['data']).toEqual({ a: Buffer.from('other').toString('base64') });
});

test('keeps a name within what the API server takes, and apart from others', async () => {
  const long = `${'a'.repeat(243)}.`;
  const site = siteOf(room.name, newName());
  const names = await Promise.all(
    ['b'.repeat(9), 'c'.repeat(9)].map(async (end) => {
      const plain = configMap(`${long}${end}`, { a: '1' });
      await applyObjects(site, [plain], never);
      const { names } = await bring(site, manifestsOf('x', 'x', [configMap(`${long}${end}`, { a: '2' })]));
      return Object.values(names)[0] as string;
    }),
  );
  expect(names.every((name) => name.length <= 253 && /^a+-[0-9a-f]{8}$/.test(name))).toBe(true);
  expect(names[0]).not.toBe(names[1]);
});

test('what others use too is applied as it is, and the workload has its own', async () => {
  const [name, worker, config] = [newName(), newName(), newName()];
  const site = siteOf(room.name, name);
  const key = `ConfigMap/${config}`;
  const of = (a: string) => manifestsOf(name, config, [configMap(config, { a })], [reading(worker, config)]);
  const first = await bring(site, of('1'));
  expect(first.names[key]).not.toBe(config);
  const second = await bring(site, of('2'));
  expect(second.names[key]).not.toBe(first.names[key]);
  expect(second.shared[key]).toBe(config);
  expect(await Promise.all([first.names[key], second.names[key], config].map((one) => dataOf(one as string)))).toEqual([
    { a: '1' },
    { a: '2' },
    { a: '2' },
  ]);
  // As after a kill.
  expect((await versioned(site, of('2'), never)).names).toEqual(second.names);
});

test('leaves what the present pods read as it is, and gives others that use it a copy', async () => {
  const [name, worker, config] = [newName(), newName(), newName()];
  await room.apply(configMap(config, { a: '1' }) as never, reading(name, config) as never, reading(worker, config) as never);
  const site = siteOf(room.name, name);
  const key = `ConfigMap/${config}`;
  const of = (a: string) => manifestsOf(name, config, [configMap(config, { a })], [reading(worker, config)]);
  expect(await versioned(site, of('1'), never)).toEqual({ names: { [key]: config }, shared: { [key]: config }, missing: [] });
  const found = await bring(site, of('2'));
  expect(found.shared).toEqual(found.names);
  const copy = found.names[key] as string;
  expect([await dataOf(config), await dataOf(copy)]).toEqual([{ a: '1' }, { a: '2' }]);
  expect((await room.read(`configmap/${copy}`)).metadata['labels']).toBeUndefined();
  const { spec } = await room.read(`deployment/${worker}`);
  expect(spec.template.spec.containers[0].envFrom).toEqual([{ configMapRef: { name: copy } }]);
});

test('does not use a copy to which somebody gave other content', async () => {
  const name = newName();
  const site = siteOf(room.name, name);
  await applyObjects(site, [configMap(name, { a: '1' })], never);
  const manifests = manifestsOf(name, name, [configMap(name, { a: '2' })]);
  const copy = (await bring(site, manifests)).names[`ConfigMap/${name}`] as string;
  await expect(room.kubectl('patch', `configmap/${copy}`, '-p', '{"data":{"a":"5"}}')).rejects.toThrow('immutable');
  await room.kubectl('delete', `configmap/${copy}`);
  await room.kubectl('create', 'configmap', copy, '--from-literal=a=5');
  await expect(versioned(site, manifests, never)).rejects.toThrow(`\`kubectl delete configmap ${copy}\` lets it be made again`);
});

test('renames in the pods of an object wherever they call their configuration, and nowhere else', () => {
  const names = { 'ConfigMap/a': 'a-1', 'Secret/a': 'a-2', 'Secret/b': 'b' };
  const pods = (a: string, s: string) => ({
    volumes: [
      { name: 'a', configMap: { name: a, items: [{ key: 'a', path: 'a' }] } },
      { name: 's', secret: { secretName: s } },
      { name: 'p', projected: { sources: [{ configMap: { name: a } }, { secret: { name: s } }, { configMap: { name: 'c' } }] } },
    ],
    imagePullSecrets: [{ name: s }, { name: 'b' }],
    initContainers: [{ name: 'a', envFrom: [{ configMapRef: { name: a } }, { secretRef: { name: s } }] }],
    containers: [
      {
        name: 'a',
        command: ['a'],
        env: [
          { name: 'a', value: 'a' },
          { name: 'b', valueFrom: { configMapKeyRef: { name: a, key: 'a' } } },
          { name: 'c', valueFrom: { secretKeyRef: { name: s, key: 'a' } } },
        ],
      },
    ],
  });
  const job = (a: string, s: string) => ({
    kind: 'CronJob',
    metadata: { name: 'a', annotations: { configMap: 'a' } },
    spec: { configMap: { name: 'a' }, jobTemplate: { spec: { template: { spec: pods(a, s) } } } },
  });
  const before = job('a', 'a');
  expect(withNames(before, names)).toEqual(job('a-1', 'a-2'));
  expect(before).toEqual(job('a', 'a'));
});
