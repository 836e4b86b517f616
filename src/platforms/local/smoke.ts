import type { SmokeTest } from '../../ports/smoke-test.ts';
import { askedOf, askHttp } from '../smoke-test.ts';
import type { Site } from './site.ts';

/** Asks instances at their ports, a track at the preview port, the service at its own. Passes where the service file has no `smoke-test`. */
export function localSmokeTest({ balancer, service }: Site): SmokeTest {
  return {
    async ask(whom, signal) {
      const { smokeTest, port } = service;
      if (!smokeTest) return null;
      if (whom === 'service') return askHttp({ url: `http://127.0.0.1:${port}` }, smokeTest, signal);
      const state = await balancer.state(signal);
      if ('track' in whom && state?.config.previewTrack === whom.track)
        return askHttp({ url: `http://127.0.0.1:${port + 1}` }, smokeTest, signal);
      const all = state?.servers ?? [];
      // One that still starts serves no user.
      const { servers, settings } = askedOf(whom, 'oneOf' in whom ? all.filter(({ healthy }) => healthy) : all, smokeTest);
      if (servers.length === 0) return 'There is no instance to be asked.';
      for (const server of servers) {
        const wrong = await askHttp({ url: `http://${server.address}` }, settings, signal);
        if (wrong !== null) return `${server.name}: ${wrong}`;
      }
      return null;
    },
  };
}
