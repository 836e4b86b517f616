import { goodFor } from '../pods/crowd.ts';
import { rarely } from '../pods/rarely.ts';
import { homeScaler, type Scaler } from '../scaling/scaler.ts';
import type { Site } from '../site.ts';
import type { Workload } from '../workload/workload.ts';
import { type Owned, readOwned } from './owned.ts';

/** So many times as long as pods stay as they are. */
const SELDOM = 4;

/** Home's autoscaler, and what a rollout made beside home. */
export type Beside = { readonly owned: Owned; readonly scaler: Scaler | null };

/** The Deployments of home and of the next track as they were just looked at; and how many pods they have. */
export type Looked = { readonly home: Workload | null; readonly next: Workload | null; readonly pods: number };

/** Reads all of it at each look; where there are many pods, only now and again, and where a Deployment is another one or is told something else. */
export function readsBeside(site: Site) {
  const all = rarely<Beside>();
  return {
    async read({ home, next, pods }: Looked, signal: AbortSignal): Promise<Beside> {
      const key = [home, next].map((one) => `${one?.metadata.uid} ${one?.metadata.generation}`).join();
      const { owned, scaler } = await all.read(key, SELDOM * goodFor(pods), async () => {
        const [made, of] = await Promise.all([readOwned(site, signal), homeScaler(site, signal)]);
        return { owned: made, scaler: of };
      });
      const isSame = next !== null && next.metadata.uid === owned.deployment?.metadata.uid;
      return { owned: isSame ? { ...owned, deployment: { ...next, kind: 'Deployment' } } : owned, scaler };
    },
    /** Something of it was changed. */
    forget: all.forget,
  };
}
