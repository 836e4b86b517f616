import type { Preview, Router, RouterView, Weights } from '../../ports/tracks.ts';
import { every } from './every.ts';
import { within } from './idle.ts';
import { mapOf, readEntry, writeEntry } from './map.ts';
import type { Site } from './site.ts';

const PATIENCE = 5_000;
const POINTED = { none: 0, green: 1, blue: 2 } as const;

/** Two backends and, on each balancer, one map entry: the percent of requests that green gets. */
export function serversRouter(site: Site): Router {
  const preview = previewOf(site);
  return {
    read: (signal) => weightsOf(site, signal),
    async shift(weights, signal) {
      const green = weights['green'] ?? 0;
      await every(site, (balancer) => writeEntry(balancer, mapOf(balancer).key, green, signal), signal);
    },
    async verify(weights, signal) {
      let green: number | undefined;
      const isSo = async () => {
        const now = await weightsOf(site, signal);
        green = now.weights['green'];
        return now.agreed && green === weights['green'];
      };
      if (await within(PATIENCE, isSo, signal)) return;
      throw new Error(`After 5s the balancers send ${green} % to green, not ${weights['green']} %`);
    },
    ...(preview ? { preview } : {}),
  };
}

/** What the balancers' own lookups say. Throws where none can be asked. */
export async function weightsOf(site: Site, signal: AbortSignal): Promise<RouterView> {
  const { answers, silent } = await every(site, (balancer) => readEntry(balancer, mapOf(balancer).key, signal), signal);
  const [green = 0, ...others] = answers.map((percent) => percent ?? 0);
  return { weights: weightsFor(green), agreed: others.every((one) => one === green), silent };
}

function weightsFor(green: number): Weights {
  return { blue: 100 - green, green };
}

function previewOf(site: Site): Preview | null {
  const { preview } = site.service;
  if (!preview) return null;
  return {
    async point(track, signal) {
      const value = POINTED[track === 'green' || track === 'blue' ? track : 'none'];
      await every(site, (balancer) => writeEntry(balancer, `${mapOf(balancer).key}.preview`, value, signal), signal);
    },
    ...(preview.kind === 'url' ? { url: preview.url } : {}),
    ...(preview.kind === 'header' ? { header: `${preview.name}: ${preview.value}` } : {}),
    ...(preview.kind === 'cookie' ? { header: `Cookie: ${preview.name}=${preview.value}` } : {}),
  };
}
