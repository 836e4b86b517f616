import type { SmokeTest } from '../../ports/smoke-test.ts';
import { askedOf, askHttp } from '../smoke-test.ts';
import { doorOf } from './health.ts';
import type { Site } from './site.ts';

/** Asks servers at their addresses, a track by `preview` where that can be, the service at its `url`. Passes without `smoke-test`. */
export function serversSmokeTest({ service, servers }: Site): SmokeTest {
  const { smokeTest, preview, url } = service;
  return {
    async ask(whom, signal) {
      if (!smokeTest) return null;
      if (whom === 'service' && url !== null) return askHttp({ url }, smokeTest, signal);
      if (whom !== 'service' && 'track' in whom && preview?.kind === 'url') return askHttp({ url: preview.url }, smokeTest, signal);
      if (whom !== 'service' && 'track' in whom && preview && preview.kind !== 'url' && url !== null) {
        const { kind, name, value } = preview;
        return askHttp({ url, headers: kind === 'header' ? { [name]: value } : { Cookie: `${name}=${value}` } }, smokeTest, signal);
      }
      // Without an address of the service, there is nothing to be asked through the balancer.
      if (whom === 'service') return null;
      const { servers: meant, settings } = askedOf(whom, servers, smokeTest);
      for (const server of meant) {
        const wrong = await askHttp(await doorOf(server, signal), settings, signal);
        if (wrong !== null) return `${server.name}: ${wrong}`;
      }
      return meant.length === 0 ? 'There is no instance to be asked.' : null;
    },
  };
}
