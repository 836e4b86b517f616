import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { hasTests } from './vitest.ts';

// The Kubernetes cluster that `npm test` brings up for the suites that need one, unless SLUICE_KUBECONFIG names another.

const script = join(import.meta.dirname, '../test/cluster/cluster.sh');
const isGiven = () => Boolean(process.env['SLUICE_KUBECONFIG']);

export const CLUSTER = {
  name: 'kubernetes',
  suites: ['test/platforms/kubernetes'],
  /** How to get one where none can be made. */
  command: 'npm test as root on Linux, or `kind create cluster` and SLUICE_KUBECONFIG=~/.kube/config, as test/cluster/README.md says',
  isPossible: () => isGiven() || (process.platform === 'linux' && process.getuid?.() === 0),
};

/**
 * Makes ready what starts a cluster, if it is ours to start and one of the tests that `args` choose needs it; waits for a build that runs.
 * The command before the one that runs the tests; null where it could not be built.
 */
export function prepareCluster(args: readonly string[]): readonly string[] | null {
  if (isGiven() || !hasTests('cluster', args)) return [];
  const { status } = spawnSync('bash', [script, 'build'], { stdio: 'inherit' });
  return status === 0 ? ['bash', script, 'run'] : null;
}
