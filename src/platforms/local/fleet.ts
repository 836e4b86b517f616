import type { Fleet } from '../../ports/fleet.ts';
import { Refused } from '../../ports/reason.ts';
import { countOf } from '../../units/count.ts';
import { liveTrack } from './balancer/state.ts';
import { untilIdle } from './idle.ts';
import { endInstance, startInstance } from './instance.ts';
import { spareNames } from './records.ts';
import type { Site } from './site.ts';
import { look, runsAndReady } from './view.ts';

/** The instances of the track that has the traffic. */
export function localFleet(site: Site): Fleet {
  const { balancer, service } = site;
  return {
    async instances(signal) {
      const { state, records, instances } = await look(site, signal);
      const live = liveTrack(state?.config.weights ?? {});
      const present = instances.filter((instance) => instance.track === live).map(({ track, ...instance }) => instance);
      return { wanted: service.instances, instances: present, spare: spareNames(records, live, service.instances + surge(site)) };
    },
    async drain(name, signal) {
      await balancer.change({ servers: { [name]: { state: 'drain' } } }, signal);
      await untilIdle(site, (server) => server.name === name, signal);
    },
    async replace(name, target, signal) {
      const { instances } = await look(site, signal);
      const instance = instances.find((one) => one.name === name);
      if (!instance) throw new Refused('drift', `${name} is gone: somebody else removed it.`);
      if (runsAndReady(instance, target)) return;
      await startInstance(site, name, target, 'drain', signal);
    },
    async restore(name, signal) {
      await balancer.change({ servers: { [name]: { state: 'ready' } } }, signal);
    },
    async add(name, target, signal) {
      const { instances } = await look(site, signal);
      const instance = instances.find((one) => one.name === name);
      if (instance && runsAndReady(instance, target)) return;
      await startInstance(site, name, target, 'drain', signal);
    },
    remove: (name, signal) => endInstance(site, name, signal),
    changed: (signal) => changed(site, signal),
  };
}

/** Resolves when the balancer has something new to tell, or after a second: that a process ended, nobody tells. */
export async function changed(site: Site, signal: AbortSignal): Promise<void> {
  const state = await site.balancer.state(signal).catch(() => null);
  if (state) await site.balancer.changed(state, signal);
}

function surge(site: Site): number {
  const { instances, rollout } = site.service;
  return rollout.maxSurge ? countOf(rollout.maxSurge, instances, 'up') : 0;
}
