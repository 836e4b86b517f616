import { vi } from 'vitest';
import { serverStates } from '../../../src/platforms/servers/haproxy.ts';
import { fleetContract } from '../../contracts/fleet.ts';
import { tracksContract } from '../../contracts/tracks.ts';
import { until } from '../../contracts/until.ts';
import { here } from '../../fakes/runtime-socket.ts';
import { never, newSite, open, serving, v1, v2 } from './site.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

fleetContract('servers', async () => {
  const { service, platform, urls } = await serving();
  const [balancer] = service.balancers;
  if (!balancer) throw new Error('no balancer');
  let begun = 0;
  const slow = () => {
    const mine = ++begun;
    const status = fetch(`${urls[0]}/slow`).then((answer) => answer.status);
    const arrived = until(async () => {
      const states = [...(await serverStates(here(balancer), 'api', never)).values()];
      return states.reduce((sum, state) => sum + state.inFlight, 0) >= mine;
    });
    return { arrived, status };
  };
  return { fleet: platform.fleet, before: v1, next: v2, slow };
});

tracksContract('servers', async () => {
  const { service, urls } = await newSite({ tracked: true });
  const { tracks, router } = open(service);
  if (!tracks || !router) throw new Error('servers leaves something out');
  // Nothing is deployed to a track that has the traffic.
  await router.shift({ blue: 0, green: 100 }, never);
  await tracks.deploy('blue', v1, 2, never);
  await until(async () => (await tracks.read(never)).tracks[0].ready === 2);
  await router.shift({ blue: 100, green: 0 }, never);
  const ask = async () => (await (await fetch(`${urls[0]}/`)).text()).trim();
  return { tracks, router, before: v1, next: v2, ask };
});
