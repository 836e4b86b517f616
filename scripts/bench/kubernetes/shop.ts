import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../../test/contracts/until.ts';
import { type Manifest, type Namespace, newNamespace } from '../../../test/fakes/kubernetes.ts';
import { start } from '../../../test/load/generator.ts';

/** Where users ask. */
export type Address = { readonly name: 'ClusterIP' | 'gateway'; readonly url: string; readonly host?: string };

export type Shop = {
  readonly namespace: Namespace;
  /** The gateway first, where there is a route. */
  readonly addresses: readonly Address[];
  /** A repository with the service file. */
  readonly workspace: string;
  close(): Promise<void>;
};

const SETTINGS = { rollout: { 'bake-time': '1s', 'on-cancel': 'pause', 'progress-deadline': '60s' } };
const PORT = 8_000;

/** The Deployment and Service `echo` in a namespace of their own, with an HTTPRoute where asked for; answering wherever users ask. */
export async function openShop(objects: readonly Manifest[], hasRoute: boolean): Promise<Shop> {
  const workspace = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  const closes = [() => rm(workspace, { recursive: true, force: true })];
  const close = async () => void (await Promise.all(closes.map((one) => one())));
  try {
    const namespace = await newNamespace((end) => closes.push(end));
    await namespace.apply(...objects, ...(hasRoute ? route(namespace.name) : []));
    await namespace.whole('deployment/echo');
    const service = { platform: 'kubernetes', image: 'sluice.test/echo:{version}', namespace: namespace.name, ...SETTINGS };
    const echo = hasRoute ? { ...service, route: 'httproute/echo' } : service;
    await mkdir(join(workspace, '.github'));
    // JSON is YAML as well.
    await writeFile(join(workspace, '.github/sluice.yml'), JSON.stringify({ services: { echo } }));
    const clusterIp = { name: 'ClusterIP', url: await namespace.url('echo') } as const;
    const addresses = hasRoute ? [await gatewayOf(namespace), clusterIp] : [clusterIp];
    return { namespace, addresses, workspace, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** All routes share the gateway's address: each has the host name of its namespace. */
function hostOf(namespace: string): string {
  return `${namespace}.sluice.test`;
}

function route(namespace: string): Manifest[] {
  const apiVersion = 'gateway.networking.k8s.io/v1';
  const metadata = { name: 'echo' };
  const listeners = [{ name: 'web', protocol: 'HTTP', port: PORT }];
  const rules = [{ backendRefs: [{ name: 'echo', port: 80 }] }];
  return [
    { apiVersion, kind: 'Gateway', metadata, spec: { gatewayClassName: 'traefik', listeners } },
    { apiVersion, kind: 'HTTPRoute', metadata, spec: { parentRefs: [{ name: 'echo' }], hostnames: [hostOf(namespace)], rules } },
  ];
}

async function gatewayOf(namespace: Namespace): Promise<Address> {
  await namespace.kubectl('wait', 'gateway/echo', '--for=condition=Programmed', '--timeout=30s');
  const { status } = await namespace.read('gateway/echo');
  const address = { name: 'gateway', url: `http://${status.addresses[0].value}:${PORT}`, host: hostOf(namespace.name) } as const;
  const load = start({ ...address, rate: 20 });
  try {
    await until(async () => load.seen().requests > load.seen().failed);
    return address;
  } finally {
    await load.stop();
  }
}
