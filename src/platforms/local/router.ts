import type { Preview, Router, Weights } from '../../ports/tracks.ts';
import { TRACKS } from './balancer/state.ts';
import { untilNoUsers } from './idle.ts';
import type { Site } from './site.ts';

/** The weights of the one balancer. */
export function localRouter(site: Site): Router {
  const { balancer, service } = site;
  return {
    async read(signal) {
      const weights = (await balancer.state(signal))?.config.weights ?? { blue: 100, green: 0 };
      return { weights, agreed: true, silent: [] };
    },
    async shift(weights, signal) {
      await balancer.change({ weights }, signal);
    },
    async verify(weights, signal) {
      const now = (await balancer.state(signal))?.config.weights ?? {};
      const wrong = TRACKS.find((track) => (now[track] ?? 0) !== (weights[track] ?? 0));
      if (wrong) throw new Error(`the balancer gives ${wrong} ${now[wrong] ?? 0} % instead of ${weights[wrong] ?? 0} %`);
      // Requests that began before end on their side; one that stays longer (a WebSocket) holds up only the stop of its server.
      await untilNoUsers(site, (server) => isOut(weights, server.track), service.rollout.drainTimeout, signal);
    },
    preview: previewOf(site),
  };
}

function isOut(weights: Weights, track: string): boolean {
  return (weights[track] ?? 0) === 0;
}

function previewOf({ balancer, service }: Site): Preview {
  const { preview, port } = service;
  return {
    async point(track, signal) {
      await balancer.change({ previewTrack: track }, signal);
    },
    url: preview?.kind === 'url' ? preview.url : `http://127.0.0.1:${port + 1}`,
    ...(preview?.kind === 'header' ? { header: `${preview.name}: ${preview.value}` } : {}),
    ...(preview?.kind === 'cookie' ? { header: `Cookie: ${preview.name}=${preview.value}` } : {}),
  };
}
