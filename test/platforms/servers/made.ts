import { serverStates } from '../../../src/platforms/servers/haproxy.ts';
import { until } from '../../contracts/until.ts';
import { here } from '../../fakes/runtime-socket.ts';
import { never, open, type Site, served, v1, v2 } from './site.ts';

/** What the contract of fleets needs, of a site without tracks. */
export async function madeFleet(site: Site) {
  const { platform } = await served(site);
  const [balancer] = site.haproxy.balancers;
  if (!balancer) throw new Error('no balancer');
  let begun = 0;
  const slow = () => {
    const mine = ++begun;
    const status = fetch(`${site.urls[0]}/slow/1500`).then((answer) => answer.status);
    const arrived = until(async () => {
      const states = [...(await serverStates(here(balancer), 'api', never)).values()];
      return states.reduce((sum, state) => sum + state.inFlight, 0) >= mine;
    });
    return { arrived, status };
  };
  return { fleet: platform.fleet, before: v1, next: v2, slow };
}

/** What the contract of tracks needs, of a site with tracks. */
export async function madeTracks({ service, urls }: Site) {
  const { tracks, router } = open(service);
  if (!tracks || !router) throw new Error('servers leaves something out');
  // Nothing is deployed to a track that has the traffic.
  await router.shift({ blue: 0, green: 100 }, never);
  await tracks.deploy('blue', v1, 2, never);
  await until(async () => (await tracks.read(never)).tracks[0].ready === 2);
  await router.shift({ blue: 100, green: 0 }, never);
  const ask = async () => (await (await fetch(`${urls[0]}/`)).text()).trim();
  return { tracks, router, before: v1, next: v2, ask };
}
