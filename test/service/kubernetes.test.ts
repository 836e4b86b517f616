import { expect, test } from 'vitest';
import type { KubernetesService } from '../../src/ports/service.ts';
import { expandService } from '../../src/service/expand.ts';
import { InvalidServiceFile, problemLine } from '../../src/units/problem.ts';

const SHOP = { platform: 'kubernetes', image: 'ghcr.io/acme/shop:{version}' };

function read(raw: Record<string, unknown>, more: { inputs?: Record<string, string>; version?: string } = {}): KubernetesService {
  const { inputs = {}, ...version } = more;
  const expansion = { service: 'shop', environment: 'production', root: '/repo', variables: { OWNER: 'acme' }, inputs, ...version };
  return expandService(raw, expansion) as KubernetesService;
}

function problems(raw: Record<string, unknown>, inputs: Record<string, string> = {}): string {
  try {
    read(raw, { inputs });
  } catch (error) {
    if (error instanceof InvalidServiceFile) return error.problems.map(problemLine).join('\n');
    throw error;
  }
  return '';
}

test('needs no more than its image', () => {
  expect(read(SHOP)).toMatchObject({
    image: ['ghcr.io/acme/shop:{version}'],
    workload: { kind: 'deployment', name: 'shop' },
    container: null,
    context: null,
    namespace: null,
    backend: null,
    route: null,
    manifests: null,
    objects: null,
    preview: null,
    rollout: { maxUnavailable: null, maxSurge: null, minReady: null },
  });
});

test('leaves the version in the image open, and fills in what stands around it', () => {
  const raw = { ...SHOP, image: ['ghcr.io/$OWNER/{service}:{version}', 'ghcr.io/acme/migrate@{version}'], workload: 'statefulset/db' };
  const service = read(raw, { version: 'v2' });
  expect(service.image).toEqual(['ghcr.io/acme/shop:{version}', 'ghcr.io/acme/migrate@{version}']);
  expect(service.workload).toEqual({ kind: 'statefulset', name: 'db' });
});

test('sends shares of the requests by a route, also of another namespace', () => {
  const { backend, route, preview } = read({
    ...SHOP,
    backend: 'web',
    route: 'httproute/shop.example',
    preview: 'header:X-Preview=$OWNER',
  });
  expect({ backend, route }).toEqual({ backend: 'web', route: { kind: 'httproute', namespace: null, name: 'shop.example' } });
  expect(preview).toEqual({ kind: 'header', name: 'X-Preview', value: 'acme' });
  expect(read({ ...SHOP, route: 'edge/grpcroute/shop' }).route).toEqual({ kind: 'grpcroute', namespace: 'edge', name: 'shop' });
  expect(read({ ...SHOP, route: 'traefikservice/shop' }).route).toEqual({ kind: 'traefikservice', namespace: null, name: 'shop' });
  expect(read({ ...SHOP, route: 'virtualservice/shop', preview: 'cookie:preview=1' }).route).toMatchObject({ kind: 'virtualservice' });
});

test('takes manifests of one path or several, and fills in what stands in them', () => {
  expect(read({ ...SHOP, manifests: 'k8s/{environment}/' }).manifests).toEqual(['k8s/production/']);
  expect(read({ ...SHOP, manifests: ['k8s', '$OWNER-{version}.yaml'] }, { version: 'v2' }).manifests).toEqual(['k8s', 'acme-v2.yaml']);
});

test('is another place in another namespace or with another workload, and the same by another context', () => {
  const { place } = read(SHOP);
  expect(read({ ...SHOP, context: 'prod' }).place).toBe(place);
  expect(read({ ...SHOP, namespace: 'shop' }).place).not.toBe(place);
  expect(read({ ...SHOP, workload: 'daemonset/shop' }).place).not.toBe(place);
  expect(read({ ...SHOP, backend: 'web' }).place).not.toBe(place);
  expect(read({ ...SHOP, route: 'httproute/shop' }).place).not.toBe(place);
});

test('is other content with another image', () => {
  expect(read({ ...SHOP, image: 'ghcr.io/acme/other:{version}' }).spec).not.toBe(read(SHOP).spec);
});

test('takes a limit of 0, as the other one is the workload’s own, and refuses two', () => {
  expect(problems(SHOP, { 'max-unavailable': '0' })).toBe('');
  expect(problems(SHOP, { 'max-unavailable': '0', 'max-surge': '0' })).toContain('are both 0');
});

test.each([
  ['no image', { platform: 'kubernetes' }, 'the service has no image'],
  ['an image without a version', { ...SHOP, image: 'ghcr.io/acme/shop:latest' }, 'has no {version}: write it where the version goes'],
  ['an unknown kind', { ...SHOP, workload: 'job/shop' }, 'deployment/, statefulset/ or daemonset/ with a name'],
  ['a route without its kind', { ...SHOP, route: 'shop' }, 'write httproute/, grpcroute/, traefikservice/ or virtualservice/ with a name'],
  [
    'a route of another kind',
    { ...SHOP, route: 'tcproute/shop' },
    'write httproute/, grpcroute/, traefikservice/ or virtualservice/ with a name',
  ],
  ['no name of a Service', { ...SHOP, backend: 'Web' }, 'write a name of small letters, digits and dashes'],
  [
    'a route for what has no tracks',
    { ...SHOP, workload: 'statefulset/db', route: 'httproute/db' },
    'route does nothing with workload: statefulset/db: take it out',
  ],
  [
    'a preview by a route that cannot tell requests apart',
    { ...SHOP, route: 'edge/traefikservice/shop', preview: 'cookie:preview=1' },
    'preview needs a route that can tell requests apart, which a TraefikService cannot',
  ],
  ['a preview without a route', { ...SHOP, preview: 'cookie:preview=1' }, 'preview needs a route that can tell requests apart: add route'],
  [
    'a preview at an address',
    { ...SHOP, route: 'httproute/shop', preview: 'https://preview.example.com' },
    'write header:<name>=<value> or cookie:<name>=<value>',
  ],
  ['a container for several images', { ...SHOP, image: ['a:{version}', 'b:{version}'], container: 'web' }, 'container goes with one image'],
  ['a key of another platform', { ...SHOP, port: 80 }, 'port does nothing with platform: kubernetes: take it out'],
  [
    'slow requests that nothing counts',
    { ...SHOP, analysis: { 'latency-threshold': '300ms' } },
    'latency-threshold does nothing here without a metric that decides',
  ],
  [
    'slow requests that only a metric with dry-run counts',
    {
      ...SHOP,
      analysis: { 'latency-threshold': '300ms', metrics: [{ name: 'orders', command: ['./orders'], 'dry-run': true }] },
    },
    'latency-threshold does nothing here without a metric that decides',
  ],
  ['a health check of its own', { ...SHOP, health: '/healthz' }, 'health does nothing with platform: kubernetes'],
  [
    'a key of kubernetes elsewhere',
    { platform: 'local', run: ['node'], port: 80, image: 'a:{version}' },
    'image does nothing with platform: local',
  ],
  [
    'manifests elsewhere',
    { platform: 'local', run: ['node'], port: 80, manifests: 'k8s' },
    'manifests does nothing with platform: local: take it out',
  ],
  ['no path of manifests', { ...SHOP, manifests: [] }, 'manifests is a list: write a file or folder, or a list of them, for example k8s/'],
])('refuses %s', (_what, raw, message) => expect(problems(raw)).toContain(message));
