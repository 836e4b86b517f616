import { beforeAll, expect, test, vi } from 'vitest';
import { applyObjects } from '../../../../src/platforms/kubernetes/manifests/applied/apply.ts';
import { copyOf } from '../../../../src/platforms/kubernetes/manifests/configuration/copy.ts';
import { removeUnused } from '../../../../src/platforms/kubernetes/manifests/configuration/unused.ts';
import type { Manifest } from '../../../../src/platforms/kubernetes/manifests/object.ts';
import { nextName } from '../../../../src/platforms/kubernetes/next.ts';
import type { Site } from '../../../../src/platforms/kubernetes/site.ts';
import { echoDeployment } from '../../../fakes/kubernetes.ts';
import { accountWith, type Rule } from '../account.ts';
import { never, newName, parked, siteOf } from '../looked-at.ts';
import { openRoom, type Room } from '../room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

const KINDS = 'configmaps,secrets';
const object = (kind: string, name: string, a: string) =>
  ({ apiVersion: 'v1', kind, metadata: { name }, [kind === 'Secret' ? 'stringData' : 'data']: { a } }) as Manifest;
const reading = (name: string, kind: 'Deployment' | 'StatefulSet' | 'DaemonSet', config: string) =>
  parked(
    echoDeployment({
      name,
      kind,
      replicas: 0,
      spec: { revisionHistoryLimit: 1 },
      container: { envFrom: [{ configMapRef: { name: config } }] },
    })[0],
  );
const left = async (name: string) =>
  (await room.list(KINDS))
    .map(({ metadata }) => metadata.name)
    .filter((one) => one.startsWith(name))
    .sort();

/** Makes copies of a ConfigMap with these contents; their names. */
async function copied(site: Site, name: string, contents: readonly string[]): Promise<readonly string[]> {
  const copies = contents.map((a) => copyOf(site, object('ConfigMap', name, a), false));
  await applyObjects(site, [object('ConfigMap', name, '0'), ...copies], never);
  return copies.map(({ metadata }) => metadata.name);
}

test.each(['Deployment', 'StatefulSet', 'DaemonSet'] as const)('deletes copies that no revision of a %s needs', async (kind) => {
  const name = newName();
  const workload = `${kind.toLowerCase()}/${name}`;
  const site = siteOf(room.name, name, { workload });
  const [first, second, third, kept, unused] = (await copied(site, name, ['1', '2', '3', '4', '5'])) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const others = [
    copyOf(siteOf(room.name, newName()), object('ConfigMap', name, '1'), false),
    copyOf(site, object('ConfigMap', name, '1'), true),
  ];
  const secret = copyOf(site, object('Secret', name, '1'), false);
  await applyObjects(site, [...others, secret], never);
  const remaining = [name, ...others.map(({ metadata }) => metadata.name)];
  const revisions = async () =>
    JSON.stringify(await room.list(kind === 'Deployment' ? 'replicasets' : 'controllerrevisions', `app=${name}`));
  for (const copy of [first, second]) {
    await room.apply(reading(name, kind, copy));
    await expect.poll(revisions).toContain(copy);
  }
  expect(await left(name)).toEqual([...remaining, first, second, third, kept, unused, secret.metadata.name].sort());
  await removeUnused(site, new Set([`ConfigMap/${kept}`]), never);
  expect(await left(name)).toEqual([...remaining, first, second, kept].sort());
  // Its controller keeps one revision besides the present one.
  await room.apply(reading(name, kind, name));
  await expect.poll(revisions).not.toContain(first);
  await removeUnused(site, new Set(), never);
  expect(await left(name)).toEqual([...remaining, second].sort());
});

test('keeps what the next track reads, and needs no right for what the service does not have', async () => {
  const name = newName();
  const next = nextName(name);
  const [mine, theirs, unused] = (await copied(siteOf(room.name, name), name, ['1', '2', '3'])) as [string, string, string];
  await room.apply(reading(name, 'Deployment', mine), { ...reading(next, 'Deployment', theirs), metadata: { name: next } });
  const rules = [
    { apiGroups: [''], resources: ['configmaps'], verbs: ['list', 'delete'] },
    { apiGroups: ['apps'], resources: ['deployments'], resourceNames: [name, next], verbs: ['get'] },
    { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['list'] },
  ];
  const asUser = async (all: readonly Rule[]) => {
    vi.stubEnv('KUBECONFIG', await accountWith(room, all));
    await removeUnused(siteOf(room.name, name), new Set(), never);
    vi.unstubAllEnvs();
    return left(name);
  };
  expect(await left(name)).toEqual([name, mine, theirs, unused].sort());
  expect(await asUser(rules)).toEqual([name, mine, theirs].sort());
  await room.kubectl('delete', `deployment/${next}`);
  expect(await asUser(rules.map((rule) => ('resourceNames' in rule ? { ...rule, resourceNames: [name] } : rule)))).toEqual(
    [name, mine].sort(),
  );
});
