import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { bringManifests } from '../../../src/platforms/kubernetes/manifests/files/bring.ts';
import { sortManifests } from '../../../src/platforms/kubernetes/manifests/files/sort.ts';
import type { Manifests } from '../../../src/platforms/kubernetes/manifests/object.ts';
import type { KubernetesService } from '../../../src/ports/service.ts';
import { expandService } from '../../../src/service/expand.ts';
import { InvalidServiceFile } from '../../../src/units/problem.ts';

export type Written = Readonly<Record<string, unknown>>;

const LABELS = { app: 'shop' };
const SHOP = { name: 'shop', image: 'ghcr.io/acme/shop:{version}' };

/** A service whose manifests are in the folder `k8s`, if nothing else is said. */
export function shop({ manifests = 'k8s/', ...raw }: Written = {}): KubernetesService {
  const full = { platform: 'kubernetes', image: 'ghcr.io/acme/shop:{version}', ...(manifests === null ? {} : { manifests }), ...raw };
  return expandService(full, { service: 'shop', environment: 'production', root: '/repo', variables: {}, inputs: {} }) as KubernetesService;
}

/** The Deployment of the service; `pod` is laid over the spec of its pods. */
export function deployment(pod: Written = {}, metadata: Written = {}): Written {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop', ...metadata },
    spec: { selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec: { containers: [SHOP], ...pod } } },
  };
}

export function job(name: string, annotations: Written = {}, pod: Written = {}): Written {
  const spec = { template: { spec: { restartPolicy: 'Never', containers: [SHOP], ...pod } } };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, annotations }, spec };
}

export function configMap(name: string, metadata: Written = {}): Written {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data: { color: 'blue' } };
}

/** Documents of one file. */
export function yaml(...objects: readonly Written[]): string {
  return objects.map((one) => stringify(one, { aliasDuplicateObjects: false })).join('---\n');
}

/** A repository with these files, while `work` runs. */
export async function inRepository<T>(files: Readonly<Record<string, string>>, work: (root: string) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'sluice-manifests-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return await work(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

export function brought(files: Readonly<Record<string, string>>, service: KubernetesService = shop()): Promise<KubernetesService> {
  return inRepository(files, (root) => bringManifests(service, root));
}

/** What is said about files that are refused, a line each. */
export async function refused(files: Readonly<Record<string, string>>, service: KubernetesService = shop()): Promise<readonly string[]> {
  const error = await brought(files, service).then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof InvalidServiceFile)) throw new Error(`expected problems, got ${error}`);
  return error.message.split('\n');
}

/** What is done with the objects of one file. */
export async function sorted(...objects: readonly Written[]): Promise<Manifests> {
  const service = await brought({ 'k8s/all.yaml': yaml(...objects) });
  const { manifests } = sortManifests(service, service.objects ?? []);
  if (manifests === null) throw new Error('the manifests are not taken');
  return manifests;
}

export const names = (all: readonly { readonly kind: string; readonly metadata: { readonly name: string } }[]): readonly string[] =>
  all.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
