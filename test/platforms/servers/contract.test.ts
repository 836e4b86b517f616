import { vi } from 'vitest';
import { serverStates } from '../../../src/platforms/servers/haproxy.ts';
import { fleetContract } from '../../contracts/fleet.ts';
import { until } from '../../contracts/until.ts';
import { never, serving, v1, v2 } from './site.ts';

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
      const states = [...(await serverStates(balancer, 'api', never)).values()];
      return states.reduce((sum, state) => sum + state.inFlight, 0) >= mine;
    });
    return { arrived, status };
  };
  return { fleet: platform.fleet, before: v1, next: v2, slow };
});
