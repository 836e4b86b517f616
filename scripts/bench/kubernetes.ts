import type { Echo } from '../../test/fakes/kubernetes.ts';
import type { Figure, Part } from './figure.ts';
import { openCluster } from './kubernetes/cluster.ts';
import { type Delivery, inOrderOfK8sDeploy, kubectlWithoutDrain, ours, withoutDrain } from './kubernetes/deliveries.ts';
import { rowOf } from './kubernetes/row.ts';

/** A second, in all: one client address has not the ports for many more new connections to one other. */
const RATE = 500;
/** Drains for longer than Traefik takes to notice, and gets ready as slowly as the pods on which k8s-deploy was measured. */
const POD: Echo = { drain: 5, readyAfter: 5 };

const ROWS: readonly (readonly [delivery: Delivery, hasRoute: boolean])[] = [
  ...ours(POD).flatMap((delivery) => [[delivery, false] as const, [delivery, true] as const]),
  [withoutDrain(POD), true],
  [kubectlWithoutDrain(POD), false],
  [kubectlWithoutDrain(POD), true],
  ...inOrderOfK8sDeploy(POD).map((delivery) => [delivery, false] as const),
];

/** Every way to deliver on a real cluster, over and over under constant load at all addresses of the service at once. */
export const kubernetes: Part = async (options) => {
  const cluster = await openCluster('gateway');
  try {
    const rate = Math.min(options.rate, RATE);
    options.say(`At least ${options.requests} requests each, ${rate} a second whatever comes back, none sent twice.\n`);
    const figures: Figure[] = [];
    for (const [delivery, hasRoute] of ROWS) figures.push(...(await rowOf(delivery, hasRoute, { ...options, rate })));
    return figures;
  } finally {
    await cluster.close();
  }
};
