import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { openApi } from '../../../src/platforms/kubernetes/api/client.ts';
import { workloadFleet } from '../../../src/platforms/kubernetes/fleet.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import type { ManagedFleet, ManagedView } from '../../../src/ports/managed-fleet.ts';
import type { KubernetesService } from '../../../src/ports/service.ts';
import { expandService } from '../../../src/service/expand.ts';
import type { Namespace } from '../../fakes/kubernetes.ts';

export const never = new AbortController().signal;

/** The workload `echo` of a namespace, told by the adapter itself; closed with the test. */
export type Told = ManagedFleet & {
  readonly site: Site;
  readonly note: ReturnType<typeof workloadFleet>['note'];
  /** Looks until it is as expected; fails after a minute. */
  until(expected: (view: ManagedView) => boolean): Promise<ManagedView>;
  /** Looks, then tells it, as a rollout does. */
  tell(version: string | null, spec?: string): Promise<void>;
};

export function toldOf(namespace: Namespace, settings: Readonly<Record<string, unknown>> = {}): Told {
  process.env['KUBECONFIG'] = namespace.kubeconfig;
  const raw = { platform: 'kubernetes', image: 'sluice.test/echo:{version}', namespace: namespace.name, ...settings };
  const expansion = { service: 'echo', environment: 'production', root: '/repository', variables: {}, inputs: {} };
  const service = expandService(raw, expansion) as KubernetesService;
  const site: Site = { service, api: openApi({ context: service.context, namespace: service.namespace }) };
  onTestFinished(() => site.api.close());
  const fleet = workloadFleet(site);
  return {
    ...fleet,
    site,
    async until(expected) {
      for (const end = performance.now() + 60_000; ; await sleep(50)) {
        const view = await fleet.progress(never);
        if (expected(view)) return view;
        if (performance.now() > end) throw new Error(`never: ${expected}; last: ${JSON.stringify(view)}`);
      }
    },
    async tell(version, spec = 'spec') {
      await fleet.progress(never);
      await fleet.update({ version, spec }, never);
    },
  };
}
