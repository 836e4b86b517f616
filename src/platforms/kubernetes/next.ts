import { digest } from '../../units/digest.ts';
import type { Site } from './site.ts';

/** On everything that a rollout makes beside the user's own objects, with the name of the next track: its pods are selected by it, and it says what may be deleted. */
export const TRACK = 'sluice-actions.github.io/track';

const LONGEST = 63;
const SUFFIX = '-next';
/** Fits a Deployment, a Service and a value of a label. */
const FITTING = new RegExp(`^[a-z][a-z0-9-]{0,${LONGEST - SUFFIX.length - 1}}$`);

/** The name of the track beside a workload, and of its Deployment, Service and PodDisruptionBudget. */
export function nextName(workload: string): string {
  if (FITTING.test(workload)) return `${workload}${SUFFIX}`;
  // A Deployment's name may be longer than a Service's, have dots, and begin with a digit.
  const plain = workload.replaceAll('.', '-').replace(/^\d/, 'n$&');
  const end = `-${digest(workload).slice(0, 8)}${SUFFIX}`;
  return `${plain.slice(0, LONGEST - end.length)}${end}`;
}

/** The same service with the Deployment of its next track for a workload. */
export function nextSite({ service, api }: Site): Site {
  return { service: { ...service, workload: { kind: 'deployment', name: nextName(service.workload.name) } }, api };
}
