import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { type Echo, echoDeployment } from '../../test/fakes/kubernetes.ts';
import type { Figure, Options, Part } from './figure.ts';
import { oldKubectl, openCluster } from './kubernetes/cluster.ts';
import type { Delivery } from './kubernetes/deliveries.ts';
import { rowOf } from './kubernetes/row.ts';

/** What is wrong with a kubectl is seen at once, and not under much load. */
const LOAD = { requests: 300, rate: 50 };
const POD: Echo = { replicas: 2, drain: 3 };

/** A rolling update through the oldest kubectl that has to work, and through the one of the cluster: the user's is not ours to choose. */
export const kubectl: Part = async (options) => {
  const cluster = await openCluster();
  const path = process.env['PATH'] ?? '';
  try {
    const figures = await through(`${oldKubectl()}${delimiter}${path}`, options);
    return [...figures, ...(await through(path, options))];
  } finally {
    process.env['PATH'] = path;
    await cluster.close();
  }
};

/** This process, and what it starts, then uses this kubectl. */
async function through(path: string, options: Options): Promise<Figure[]> {
  process.env['PATH'] = path;
  const { clientVersion } = JSON.parse(execFileSync('kubectl', ['version', '--client', '--output=json'], { encoding: 'utf8' }));
  const delivery: Delivery = {
    name: `rolling through kubectl ${clientVersion.gitVersion}`,
    objects: echoDeployment(POD),
    loses: 'nothing',
    round: async ({ act, next }) => act('rolling', { version: await next() }, 'promoted'),
  };
  return rowOf(delivery, false, { ...options, ...LOAD });
}
