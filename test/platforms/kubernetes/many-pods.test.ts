import { expect, test } from 'vitest';
import { workloadFleet } from '../../../src/platforms/kubernetes/fleet.ts';
import { listPods } from '../../../src/platforms/kubernetes/pods.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import { fakeCluster, fakeDeployment, fakePod } from './fake-api.ts';

const never = new AbortController().signal;
const LABELS = { app: 'shop', 'pod-template-hash': 'abc' };
const REVISION = { 'deployment.kubernetes.io/revision': '1' };

/** A Deployment in the middle of a roll, whose pods come in parts as the API server gives them; and each question for pods. */
function manyPods(count: number): { readonly site: Site; readonly asked: Readonly<Record<string, string>>[] } {
  const home = fakeDeployment('shop', count, { app: 'shop' }, { app: 'shop' });
  const { site } = fakeCluster([
    { ...home, metadata: { ...home.metadata, annotations: REVISION }, status: { observedGeneration: 1, replicas: count } },
    {
      kind: 'replicasets',
      metadata: {
        name: 'shop-abc',
        labels: LABELS,
        annotations: REVISION,
        ownerReferences: [{ kind: 'Deployment', name: 'shop', uid: 'shop' }],
      },
    },
    ...Array.from({ length: count }, (_, at) => {
      const { metadata, ...pod } = fakePod(`shop-${at}`, LABELS);
      return { ...pod, metadata: { ...metadata, managedFields: [{ manager: 'kubelet' }] }, spec: { nodeName: 'node' } };
    }),
  ]);
  const asked: Readonly<Record<string, string>>[] = [];
  const { get } = site.api;
  const inParts = async <T>(path: string, signal: AbortSignal, query: Readonly<Record<string, string>> = {}): Promise<T | null> => {
    const whole = await get<T>(path, signal, query);
    if (!path.endsWith('/pods')) return whole;
    asked.push(query);
    const { metadata, items } = whole as { metadata: object; items: readonly unknown[] };
    const [from, limit] = [Number(query['continue'] ?? 0), Number(query['limit'])];
    const rest = from + limit < items.length ? { continue: `${from + limit}` } : {};
    return { metadata: { ...metadata, ...rest }, items: items.slice(from, from + limit) } as T;
  };
  return { site: { ...site, api: { ...site.api, get: inParts } }, asked };
}

test.each([0, 1, 100, 101, 350])('all of %i pods are listed, in parts, without what they are made from', async (count) => {
  const { site, asked } = manyPods(count);
  const { metadata, items } = await listPods(site, { labelSelector: 'app=shop' }, never);
  expect(metadata.resourceVersion).toBe('1');
  expect(new Set(items.map((pod) => pod.metadata.name)).size).toBe(count);
  expect(asked).toHaveLength(Math.max(1, Math.ceil(count / 100)));
  expect(asked.every((query) => query['labelSelector'] === 'app=shop')).toBe(true);
  for (const pod of items) expect(pod).toEqual(fakePodAsListed(pod.metadata.name));
});

function fakePodAsListed(name: string) {
  const { metadata, status } = fakePod(name, LABELS) as ReturnType<typeof fakePod> & { status: unknown };
  return { metadata, status };
}

test.each([
  [4, 3],
  [400, 1],
])('of three looks in a row at %i pods %i list them', async (count, lists) => {
  const { site, asked } = manyPods(count);
  const fleet = workloadFleet(site);
  for (let look = 0; look < 3; look++) expect(await fleet.progress(never)).toMatchObject({ available: count, settled: false });
  expect(asked.filter((query) => query['continue'] === undefined)).toHaveLength(lists);
});
