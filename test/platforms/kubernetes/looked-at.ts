import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { openApi } from '../../../src/platforms/kubernetes/api/client.ts';
import { check } from '../../../src/platforms/kubernetes/check/check.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import type { Rollout } from '../../../src/ports/journal.ts';
import type { Ahead } from '../../../src/ports/platform.ts';
import type { KubernetesService, Problem } from '../../../src/ports/service.ts';
import { expandService } from '../../../src/service/expand.ts';
import type { Manifest } from '../../fakes/kubernetes.ts';

export const never = new AbortController().signal;

/** A name that no other test has. */
export function newName(): string {
  return `it-${randomBytes(4).toString('hex')}`;
}

/** The service `name` in a namespace, reached as the current kubeconfig says; closed with the test. */
export function siteOf(namespace: string, name: string, settings: Readonly<Record<string, unknown>> = {}): Site {
  const raw = { platform: 'kubernetes', image: 'sluice.test/echo:{version}', namespace, ...settings };
  const expansion = { service: name, environment: 'production', root: '/repository', variables: {}, inputs: {} };
  const service = expandService(raw, expansion) as KubernetesService;
  const api = openApi({ context: service.context, namespace: service.namespace });
  onTestFinished(() => api.close());
  return { service, api };
}

/** What is found, by whether it forbids. */
export async function found(
  site: Site,
  kind: Rollout['kind'] = 'rolling',
  ahead?: Ahead,
): Promise<{ readonly wrong: readonly Problem[]; readonly said: readonly string[] }> {
  const problems = await check(site, kind, never, ahead);
  return {
    wrong: problems.filter(({ unchecked }) => !unchecked),
    said: problems.filter(({ unchecked }) => unchecked).map(({ message }) => message),
  };
}

/** A workload whose pods are made and never run: for what is read from its specification only. */
export function parked(workload: Manifest): Manifest {
  const template = workload['spec'].template;
  const spec = { ...template.spec, nodeSelector: { 'sluice.test/node': 'none' } };
  return { ...workload, spec: { ...workload['spec'], template: { ...template, spec } } };
}
