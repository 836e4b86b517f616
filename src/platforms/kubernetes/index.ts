import type { Platform, Supply } from '../../ports/platform.ts';
import type { KubernetesService } from '../../ports/service.ts';
import { openApi } from './api/client.ts';
import { byHand } from './by-hand.ts';
import { check } from './check/check.ts';
import { workloadFleet } from './fleet.ts';
import { configMapJournal } from './journal.ts';
import { foreseen, supplyManifests } from './manifests/supply.ts';
import { routerFor } from './router/router-for.ts';
import { heldRouter } from './scaling/held-router.ts';
import type { Site } from './site.ts';
import { kubernetesSmokeTest } from './smoke.ts';
import { tracksByHand } from './tracks/by-hand.ts';
import { workloadTracks } from './tracks/tracks.ts';

/** A workload of a cluster, which the user's kubectl reaches. Its controller replaces the pods. The journal lies in a ConfigMap beside it. */
export function kubernetes(service: KubernetesService): Platform {
  const api = openApi({ context: service.context, namespace: service.namespace });
  let say: (line: string) => void = () => {};
  const site: Site = { service, api, say: (line) => say(line) };
  const { note, found, ...managed } = workloadFleet(site);
  return {
    journal: configMapJournal(api, service.name, service.environment),
    managed,
    ...(service.workload.kind === 'deployment' && {
      tracks: workloadTracks(site),
      router: heldRouter(site, routerFor(site)),
    }),
    ...(service.smokeTest === null ? {} : { smokeTest: kubernetesSmokeTest(site) }),
    ...(service.manifests !== null && {
      async start(signal: AbortSignal, supply: Supply | null) {
        if (supply === null) return;
        ({ say } = supply);
        await supplyManifests(site, supply, signal);
      },
      foresee: (signal: AbortSignal, supply: Supply) => foreseen(site, supply, signal),
    }),
    ...(service.objects !== null && { makes: true }),
    check: (kind, signal, ahead) => check(site, kind, signal, ahead),
    byHand: async (track, signal) => (track === null ? byHand(site, note(), found()?.spec.template ?? null) : tracksByHand(site, signal)),
    close: () => api.close(),
  };
}
