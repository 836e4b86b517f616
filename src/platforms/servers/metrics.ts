import type { MetricSource, RawCounters, TrackCounters } from '../../ports/metrics.ts';
import { latencyOf, slowerOf } from './config/latency.ts';
import { sectionsOfProcess } from './config/read.ts';
import { every } from './every.ts';
import { backendCounters, backendOf, processOf, serverCounters } from './haproxy.ts';
import type { Balancer } from './placed.ts';
import type { Site } from './site.ts';

/** The counters of the backends, of every balancer that answers. HAProxy does not tell requests by `preview` from users': it counts both. */
export function metricsOf(site: Site): MetricSource {
  return {
    read: async (signal) => (await every(site, (balancer) => countersOf(balancer, signal), signal)).answers,
    byInstance: async (signal) => (await every(site, (balancer) => ofServers(balancer, signal), signal)).answers,
  };
}

async function ofServers(balancer: Balancer, signal: AbortSignal): Promise<RawCounters> {
  const counted = backendsOf(balancer).map(({ backend }) => serverCounters(balancer, backend, signal));
  const [process, ...servers] = await Promise.all([processOf(balancer, signal), ...counted]);
  return { process, tracks: Object.assign({}, ...servers) };
}

function backendsOf(balancer: Balancer): readonly { readonly track: 'blue' | 'green' | null; readonly backend: string }[] {
  const tracks = typeof balancer.backend === 'string' ? [null] : (['blue', 'green'] as const);
  return tracks.map((track) => ({ track, backend: backendOf(balancer, track) }));
}

async function countersOf(balancer: Balancer, signal: AbortSignal): Promise<RawCounters> {
  const backends = backendsOf(balancer);
  const process = await processOf(balancer, signal);
  const sections = await sectionsOfProcess(balancer, process, signal);
  const tables = backends.map(({ backend }) => latencyOf(sections, backend));
  const [edges, ...others] = tables.map((table) => table?.edges);
  // Numbers of different edges cannot be compared.
  const latency = edges !== undefined && others.every((one) => String(one) === String(edges));
  const counted = backends.map(async ({ track, backend }, at): Promise<[string, TrackCounters]> => {
    const table = tables[at];
    const counters = await backendCounters(balancer, backend, signal);
    const slower = latency && table ? { slower: await slowerOf(balancer, table, signal) } : {};
    return [track ?? backend, { ...counters, ...slower }];
  });
  return { process, ...(latency ? { edges } : {}), tracks: Object.fromEntries(await Promise.all(counted)) };
}
