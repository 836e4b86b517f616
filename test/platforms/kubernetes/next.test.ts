import { beforeAll, expect, test } from 'vitest';
import { nextName, nextSite } from '../../../src/platforms/kubernetes/next.ts';
import type { Manifest } from '../../fakes/kubernetes.ts';
import { type Beside, beside, besideOf } from './beside.ts';
import { written } from './compared.ts';
import { never, parked } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';

const TRACK = 'sluice-actions.github.io/track';
const v2 = { version: 'v2', spec: 'spec' };

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

const merged = (workload: Manifest, metadata: Record<string, unknown>, template: Record<string, unknown>, pod: Record<string, unknown>) => {
  const { spec } = workload;
  const own = spec.template;
  const labels = { ...(workload.metadata['labels'] as object), ...(metadata['labels'] as object) };
  return {
    ...workload,
    metadata: { ...workload.metadata, ...metadata, labels },
    spec: {
      ...spec,
      template: {
        metadata: { labels: { ...own.metadata.labels, ...(template['labels'] as object) }, annotations: template['annotations'] },
        spec: { ...own.spec, ...pod },
      },
    },
  } as Manifest;
};

function ofHelm(workload: Manifest): Manifest {
  const app = workload.metadata.name;
  const like = (labels: object) => ({ topologyKey: 'kubernetes.io/hostname', labelSelector: labels });
  return merged(
    parked(workload),
    {
      labels: { 'app.kubernetes.io/managed-by': 'Helm', 'helm.sh/chart': 'echo-1.0.0', 'app.kubernetes.io/instance': 'theirs' },
      annotations: {
        'meta.helm.sh/release-name': 'theirs',
        'argocd.argoproj.io/tracking-id': 'theirs:apps/Deployment:a/b',
        'their/own': 'x',
      },
    },
    { labels: { 'app.kubernetes.io/instance': 'theirs', tier: 'web' }, annotations: { 'prometheus.io/scrape': 'true' } },
    {
      initContainers: [
        { name: 'first', image: 'sluice.test/echo:v1' },
        { name: 'wait', image: 'sluice.test/other:1' },
      ],
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            like({ matchExpressions: [{ key: 'app', operator: 'In', values: [app, 'x'] }] }),
          ],
        },
        podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [like({ matchLabels: { app: 'cache' } })] },
      },
      topologySpreadConstraints: [{ maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', ...like({ matchLabels: { app, tier: 'web' } }) }],
    },
  );
}

test('the name fits a Deployment, a Service and a label, and is another one for each workload', () => {
  expect(nextName('shop')).toBe('shop-next');
  expect(nextName('a'.repeat(58))).toBe(`${'a'.repeat(58)}-next`);
  const odd = ['a'.repeat(59), `${'a'.repeat(59)}b`, 'shop.eu', 'shop-eu.', '1st', 'a'.repeat(253)].map(nextName);
  for (const name of odd) expect(name).toMatch(/^[a-z][a-z0-9-]{0,57}-next$/);
  expect(new Set(odd).size).toBe(odd.length);
});

test('is made from home: its pods, under labels of their own, and nothing by which others know home', async () => {
  const made = await beside(room, { replicas: 4, spec: { minReadySeconds: 3 } }, ofHelm);
  const { name, next, tracks } = made;
  const home = await written(room, `deployment/${name}`);
  await tracks.deploy(next, v2, 2, never);
  const [deployment, service, ...others] = await besideOf(room, made);
  expect(others).toEqual([]);
  expect(deployment?.metadata).toMatchObject({ name: next, labels: { [TRACK]: next } });
  expect(Object.keys(deployment?.metadata['labels'] as object)).toEqual([TRACK]);
  const annotations = (await written(room, `deployment/${next}`)).annotations;
  expect(annotations).toEqual({ 'sluice-actions.github.io/next': expect.any(String) });
  const said = JSON.parse(annotations['sluice-actions.github.io/next'] ?? '');
  expect(said).toMatchObject({ to: v2, home: { echo: 'sluice.test/echo:v1', first: 'sluice.test/echo:v1' } });

  const { template, selector, replicas, ...spec } = deployment?.['spec'] ?? {};
  const { template: own, selector: _own, replicas: _all, ...ownSpec } = home.spec as Manifest;
  expect([replicas, selector, spec]).toEqual([2, { matchLabels: { [TRACK]: next } }, ownSpec]);
  const labels = { app: next, tier: 'web', 'app.kubernetes.io/instance': 'theirs', [TRACK]: next };
  expect(template.metadata).toEqual({ ...own.metadata, labels });
  const at = (pod: Manifest) => JSON.parse(JSON.stringify(pod).replaceAll('sluice.test/echo:v1', 'sluice.test/echo:v2'));
  const { affinity, topologySpreadConstraints, ...rest } = template.spec;
  const { affinity: _a, topologySpreadConstraints: _t, ...ownRest } = at(own.spec);
  expect(rest).toEqual(ownRest);
  const [apart] = affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  expect(apart.labelSelector).toEqual({ matchExpressions: [{ key: 'app', operator: 'In', values: [next, 'x'] }] });
  expect(affinity.podAffinity).toEqual(own.spec.affinity.podAffinity);
  expect(topologySpreadConstraints[0].labelSelector).toEqual({ matchLabels: { app: next, tier: 'web' } });

  expect(service?.['spec']).toMatchObject({ type: 'ClusterIP', selector: { [TRACK]: next }, ports: [{ port: 80, targetPort: 8080 }] });
  expect(service?.metadata['annotations']).toBeUndefined();
  expect(await written(room, `deployment/${name}`)).toEqual(home);
});

test('has no port of its own on the nodes where the backend has', async () => {
  const made = await beside(room, { replicas: 1 }, parked);
  await room.kubectl('patch', `service/${made.name}`, '-p', '{"spec":{"type":"NodePort"}}');
  await made.tracks.deploy(made.next, v2, 1, never);
  const { spec } = await room.read(`service/${made.next}`);
  expect([spec.type, spec.ports[0].nodePort]).toEqual(['ClusterIP', undefined]);
});

async function budgetOf(spec: (made: Beside) => Record<string, unknown>) {
  const made = await beside(room, { replicas: 5 }, parked);
  const metadata = { name: made.name };
  await room.apply({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: spec(made) });
  await made.tracks.deploy(made.next, v2, 2, never);
  // It ends with its test: an empty selector is for all pods of the namespace.
  await room.kubectl('delete', `pdb/${made.name}`);
  const copy = (await besideOf(room, made)).find(({ kind }) => kind === 'PodDisruptionBudget');
  return { spec: copy?.['spec'], selector: { matchLabels: { [TRACK]: made.next, app: made.next } } };
}

test('has the budget of home, in its own size, and only where home has one that its pods are not in', async () => {
  const own = ({ name }: Beside) => ({ selector: { matchLabels: { app: name } } });
  const byWords = ({ name }: Beside) => ({ selector: { matchExpressions: [{ key: 'app', operator: 'In', values: [name] }] } });
  const [least, share, most, other] = await Promise.all([
    budgetOf((made) => ({ ...own(made), minAvailable: 4, unhealthyPodEvictionPolicy: 'AlwaysAllow' })),
    budgetOf((made) => ({ ...own(made), minAvailable: '50%' })),
    budgetOf((made) => ({ ...byWords(made), maxUnavailable: 2 })),
    budgetOf(() => ({ maxUnavailable: 1, selector: { matchLabels: { app: 'other' } } })),
  ]);
  expect(least.spec).toEqual({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: least.selector });
  expect(share.spec).toEqual({ minAvailable: '50%', selector: share.selector });
  expect(most.spec).toEqual({ maxUnavailable: 2, selector: most.selector });
  expect(other.spec).toBeUndefined();
  const ofAll = await budgetOf(() => ({ maxUnavailable: 1, selector: {} }));
  expect(ofAll.spec).toBeUndefined();
});

test('is reached as the same service with another workload', async () => {
  const { site, next } = await beside(room, { replicas: 0 });
  expect(nextSite(site).service).toEqual({ ...site.service, workload: { kind: 'deployment', name: next } });
});
