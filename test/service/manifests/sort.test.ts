import { expect, test } from 'vitest';
import { withVersion } from '../../../src/platforms/kubernetes/manifests/files/images.ts';
import { usedBy } from '../../../src/platforms/kubernetes/manifests/files/references.ts';
import { brought, configMap, deployment, job, names, shop, sorted, type Written, yaml } from './shop.ts';

const RUN = 'sluice-actions.github.io/run';
const object = (kind: string, apiVersion = 'v1', name = 'x', spec: Written = {}): Written => ({
  apiVersion,
  kind,
  metadata: { name },
  spec,
});
const hook = (value: string, weight?: string) => ({
  'helm.sh/hook': value,
  ...(weight !== undefined && { 'helm.sh/hook-weight': weight }),
});

test('Jobs run at their moment, by weight and then by name', async () => {
  const { before, after, rest } = await sorted(
    job('z', { [RUN]: 'before' }),
    job('b', hook('pre-install, pre-upgrade', '5')),
    job('a', hook('pre-upgrade', '5')),
    job('first', hook('pre-upgrade', '-1')),
    deployment(),
    job('last', hook('post-install,post-upgrade,test')),
    job('ours', { [RUN]: 'after', ...hook('test') }),
  );
  expect(names(before)).toEqual(['Job/first', 'Job/z', 'Job/a', 'Job/b']);
  expect(names(after)).toEqual(['Job/last', 'Job/ours']);
  expect(rest).toEqual([]);
});

test('what Helm does neither with an install nor with an upgrade is left out, and hooks that are no Jobs are applied', async () => {
  const { rest, before, after } = await sorted(
    deployment(),
    job('test', hook('test')),
    job('gone', hook('pre-delete,post-rollback')),
    { ...object('Pod'), metadata: { name: 'try', annotations: hook('test-success') } },
    configMap('seed', { annotations: hook('pre-install') }),
    object('Job', 'batch.volcano.sh/v1alpha1', 'other'),
  );
  expect(names([...before, ...after, ...rest])).toEqual(['ConfigMap/seed', 'Job/other']);
  expect(rest[0]?.metadata.annotations).toEqual(hook('pre-install'));
});

test('all others are applied in the order of Helm, and unknown kinds last, as they were written', async () => {
  const kinds = [
    'Widget',
    'Ingress',
    'CronJob',
    'Gadget',
    'Service',
    'Role',
    'ConfigMap',
    'ServiceAccount',
    'CustomResourceDefinition',
    'Namespace',
  ];
  const { rest } = await sorted(deployment(), ...kinds.map((kind) => object(kind)), object('Service', 'v1', 'a'));
  const order = 'Namespace ServiceAccount ConfigMap CustomResourceDefinition Role Service Service CronJob Ingress Widget Gadget';
  expect(rest.map(({ kind }) => kind).join(' ')).toBe(order);
  expect(rest.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name)).toEqual(['x', 'a']);
});

test('configuration is what the pods of the workload and of its Jobs use', async () => {
  const secret = (name: string) => object('Secret', 'v1', name);
  const env = [
    { name: 'A', valueFrom: { configMapKeyRef: { name: 'by-key', key: 'a' } } },
    { name: 'B', valueFrom: { secretKeyRef: { name: 's-key', key: 'b' } } },
  ];
  const envFrom = [{ configMapRef: { name: 'all' } }, { secretRef: { name: 's-all' } }];
  const volumes = [
    { name: 'a', configMap: { name: 'mounted' } },
    { name: 'b', secret: { secretName: 's-mounted' } },
    { name: 'c', projected: { sources: [{ configMap: { name: 'projected' } }, { secret: { name: 's-projected' } }] } },
  ];
  const container = { name: 'shop', image: 'ghcr.io/acme/shop:1' };
  const { configuration, rest } = await sorted(
    deployment({
      containers: [{ ...container, env }],
      initContainers: [{ name: 'i', envFrom }],
      volumes,
      imagePullSecrets: [{ name: 'registry' }],
    }),
    job('migrate', { [RUN]: 'before' }, { containers: [{ ...container, envFrom: [{ configMapRef: { name: 'of-job' } }] }] }),
    job('try', hook('test'), { containers: [{ ...container, envFrom: [{ configMapRef: { name: 'of-test' } }] }] }),
    ...['by-key', 'all', 'mounted', 'projected', 'of-job', 'of-test', 'unused'].map((name) => configMap(name)),
    ...['s-key', 's-all', 's-mounted', 's-projected', 'registry', 'all'].map(secret),
    { ...object('ConfigMap', 'other.io/v1', 'mounted') },
  );
  const used = ['by-key', 'all', 'mounted', 'projected', 'of-job'].map((name) => `ConfigMap/${name}`);
  expect(names(configuration)).toEqual([...used, ...['s-key', 's-all', 's-mounted', 's-projected'].map((name) => `Secret/${name}`)]);
  expect(names(rest)).toEqual(['Secret/registry', 'Secret/all', 'ConfigMap/of-test', 'ConfigMap/unused', 'ConfigMap/mounted']);
});

test('what others use of it is known: in pods of any kind, and by its name', () => {
  const pods = { template: { spec: { containers: [{ name: 'w', envFrom: [{ secretRef: { name: 'a' } }] }] } } };
  const others = [
    object('CronJob', 'batch/v1', 'w', { jobTemplate: { spec: pods } }),
    object('Ingress', 'networking.k8s.io/v1', 'w', { tls: [{ secretName: 'b' }] }),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'w' }, imagePullSecrets: [{ name: 'c' }] },
    { ...configMap('d'), data: { secretRef: 'e' } },
  ];
  expect(usedBy(others)).toEqual(['Secret/a', 'Secret/b', 'Secret/c']);
});

const MARKED = {
  uid: 'u',
  resourceVersion: '1',
  generation: 2,
  creationTimestamp: null,
  managedFields: [],
  ownerReferences: [],
  finalizers: [],
  labels: { app: 'shop', 'app.kubernetes.io/instance': 'shop', 'app.kubernetes.io/managed-by': 'Helm', 'helm.sh/chart': 'shop-1' },
  annotations: {
    own: 'x',
    'kubectl.kubernetes.io/last-applied-configuration': '{}',
    'meta.helm.sh/release-name': 'shop',
    'helm.sh/hook': 'pre-install',
    'helm.sh/hook-weight': '1',
    'argocd.argoproj.io/tracking-id': 'shop:a',
    'deployment.kubernetes.io/revision': '3',
  },
};

test('what others know an object by is never copied', async () => {
  const home = deployment({ volumes: [{ name: 'a', configMap: { name: 'a' } }] }, MARKED) as { spec: { template: Written } };
  const template = { ...home.spec.template, metadata: { creationTimestamp: null, labels: MARKED.labels } };
  const marked = { ...home, status: { replicas: 1 }, spec: { ...home.spec, template } };
  const all = await sorted(
    marked,
    { ...configMap('a'), metadata: { name: 'a', ...MARKED } },
    { ...configMap('b'), metadata: { name: 'b', ...MARKED }, status: {} },
    {
      ...job('c'),
      metadata: { name: 'c', ...MARKED },
    },
  );
  const { labels, annotations } = MARKED;
  expect(all.workload.metadata).toEqual({ name: 'shop', labels, annotations: { own: 'x' } });
  expect(all.workload.spec.template.metadata).toEqual({ labels });
  expect(all.workload).not.toHaveProperty('status');
  const copied = { labels: { app: 'shop', 'helm.sh/chart': 'shop-1' }, annotations: { own: 'x' } };
  expect(all.configuration[0]).toEqual({ ...configMap('a'), metadata: { name: 'a', ...copied } });
  expect(all.before[0]?.metadata).toEqual({ name: 'c', ...copied });
  expect(all.rest[0]).toEqual({ ...configMap('b'), metadata: { name: 'b', labels, annotations, ownerReferences: [], finalizers: [] } });
});

test('is the same content in other files, in another order and as others left it, and other content with any other value', async () => {
  const spec = async (files: Readonly<Record<string, string>>, service = shop()) => (await brought(files, service)).spec;
  const one = await spec({ 'k8s/a.yaml': yaml(deployment(), configMap('a'), object('Widget'), object('Gadget')) });
  const backwards = Object.fromEntries(Object.entries(deployment()).reverse());
  const two = {
    'k8s/1.json': JSON.stringify({ ...object('Gadget'), status: {} }),
    'k8s/2.yaml': yaml(object('Widget'), configMap('a')),
    'k8s/3.yaml': yaml(backwards),
  };
  expect(await spec(two)).toBe(one);
  expect(await spec({ ...two, 'k8s/4.yaml': yaml(job('try', hook('test'))) })).toBe(one);
  expect(one).not.toBe(shop().spec);
  expect(await spec({ ...two, 'k8s/4.yaml': yaml(configMap('b')) })).not.toBe(one);
  expect(await spec({ ...two, 'k8s/3.yaml': yaml(deployment({ hostNetwork: true })) })).not.toBe(one);
  expect(await spec(two, shop({ image: ['ghcr.io/acme/shop:{version}', 'ghcr.io/acme/shop:x-{version}'] })).catch(() => null)).not.toBe(
    one,
  );
});

test('the images of a version go into all pods, and nothing else is filled in', () => {
  const containers = [
    { name: 'web', image: 'ghcr.io/acme/shop:old', args: ['{version}'] },
    { name: 'side', image: 'ghcr.io/acme/side:{version}' },
    { name: 'db', image: 'postgres:17' },
    { name: 'none' },
  ];
  const images = (version: string, ...rest: readonly (string | undefined)[]) => [`ghcr.io/acme/${version}`, ...rest];
  const imagesOf = (all: unknown) => (all as readonly { image?: string }[]).map(({ image }) => image);
  const home = deployment({ containers, initContainers: containers });
  const made = withVersion(shop(), home, 'v2') as { spec: { template: { spec: Written } } };
  const expected = images('shop:v2', 'ghcr.io/acme/side:v2', 'postgres:17', undefined);
  expect(imagesOf(made.spec.template.spec['containers'])).toEqual(expected);
  expect(imagesOf(made.spec.template.spec['initContainers'])).toEqual(expected);
  expect(made.spec.template.spec['containers']).toMatchObject([{ args: ['{version}'] }, {}, {}, {}]);
  expect(home).toEqual(deployment({ containers, initContainers: containers }));
  const cron = object('CronJob', 'batch/v1', 'w', { jobTemplate: { spec: { template: { spec: { containers } } } } });
  expect(JSON.stringify(withVersion(shop(), cron, 'v2'))).toContain('"ghcr.io/acme/shop:v2"');
  const list = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '{version}' }, data: { image: '{version}' } };
  expect(withVersion(shop(), list, 'v2')).toEqual(list);
});

test('the named container of the workload gets the image, and Jobs by the repository', () => {
  const containers = [
    { name: 'web', image: 'placeholder' },
    { name: 'shop', image: 'ghcr.io/acme/shop:old' },
  ];
  const service = shop({ container: 'web' });
  const text = (one: Written) => JSON.stringify(withVersion(service, one, 'v2'));
  expect(text(deployment({ containers }))).toContain('"image":"ghcr.io/acme/shop:v2"},{"name":"shop","image":"ghcr.io/acme/shop:old"}');
  expect(text(job('web', {}, { containers }))).toContain('"image":"placeholder"},{"name":"shop","image":"ghcr.io/acme/shop:v2"}');
});
