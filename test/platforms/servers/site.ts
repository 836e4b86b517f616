import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { servers } from '../../../src/platforms/servers/index.ts';
import type { ServersService } from '../../../src/ports/service.ts';
import { until } from '../../contracts/until.ts';
import { type Haproxy, startHaproxies } from '../../fakes/haproxy.ts';

export const never = new AbortController().signal;
export const v1 = { version: 'v1', spec: 'spec-1' };
export const v2 = { version: 'v2', spec: 'spec-1' };

export type Site = {
  readonly service: ServersService;
  readonly haproxy: Haproxy;
  readonly folder: string;
  /** Where users ask, one a balancer. */
  readonly urls: readonly string[];
};

type Shape = { readonly balancers?: number; readonly tracked?: boolean; readonly changes?: Partial<ServersService> };

/** Three servers behind `balancers` HAProxies (four in two tracks where `tracked`), nothing running on them yet; ended with the test. */
export async function newSite({ balancers = 1, tracked = false, changes = {} }: Shape = {}): Promise<Site> {
  const haproxy = await startHaproxies({ balancers, tracked });
  onTestFinished(() => haproxy.close());
  const service = {
    platform: 'servers',
    name: 'api',
    environment: 'test',
    url: null,
    health: '/healthz',
    smokeTest: null,
    preview: null,
    sticky: null,
    reports: null,
    env: {},
    analysis: { latencyThreshold: null, prometheus: null, metrics: [] },
    state: join(haproxy.folder, 'state'),
    rollout: { drainTimeout: 5_000, onDrainTimeout: 'fail', progressDeadline: 15_000, previewSize: { value: 100, unit: 'percent' } },
    spec: 'spec-1',
    update: haproxy.update,
    stop: haproxy.stop,
    upload: null,
    ssh: { key: null, knownHosts: null },
    servers: haproxy.servers,
    balancers: haproxy.balancers,
    ...changes,
  } as unknown as ServersService;
  return { service, haproxy, folder: haproxy.folder, urls: haproxy.urls };
}

/** The platform as a run opens it. */
export function open(service: ServersService) {
  const platform = servers(service, { workspace: resolve('.') });
  onTestFinished(platform.close);
  const { fleet, metrics } = platform;
  if (!fleet || !metrics) throw new Error('servers leaves something out');
  return { ...platform, fleet, metrics };
}

/** A site without tracks where `v1` serves everywhere. */
export async function serving(shape: Shape = {}) {
  return served(await newSite(shape));
}

/** Has `v1` served everywhere on a site without tracks. */
export async function served(site: Site) {
  const platform = open(site.service);
  for (const { name } of site.service.servers) await platform.fleet.drain(name, never);
  for (const { name } of site.service.servers) await platform.fleet.replace(name, v1, never);
  for (const { name } of site.service.servers) {
    await until(async () => (await platform.fleet.instances(never)).instances.find((one) => one.name === name)?.ready === true);
    await platform.fleet.restore(name, never);
  }
  return { ...site, platform };
}
