import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CLUSTER } from '../../cluster.ts';

const script = join(import.meta.dirname, '../../../test/cluster/cluster.sh');

export type Cluster = {
  /** Takes the cluster down, if it was brought up here. */
  close(): Promise<void>;
};

/** What our own cluster has where it is asked for: the command that adds it, the object by which it is seen, and what another one lacks without it. */
const ADDITIONS = {
  gateway: {
    object: 'gatewayclass/traefik',
    wanted: 'GatewayClass `traefik`: install the Gateway API and Traefik, with its entry point on port 8000',
  },
  kwok: { object: 'node/fake-1', wanted: 'fake nodes: install KWOK, with nodes as test/cluster/kwok.sh makes them' },
} as const;

/** The cluster that SLUICE_KUBECONFIG names, or else one as the tests have it; with what is asked for. This process, and what it starts, then uses it. */
export async function openCluster(...additions: readonly (keyof typeof ADDITIONS)[]): Promise<Cluster> {
  const own = process.env['SLUICE_KUBECONFIG'] ? null : await start();
  const close = async () => {
    if (own) await end(own);
  };
  try {
    for (const name of additions) await need(name);
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A process that has a cluster until its input ends, also where this one is killed; in a group of its own, so that Ctrl-C leaves the end to us. */
async function start(): Promise<ChildProcess> {
  const hold = 'echo "cluster: $SLUICE_KUBECONFIG:$PATH"; cat';
  const child = spawn('bash', [script, 'run', 'sh', '-c', hold], { detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    const [, kubeconfig, path] = /^cluster: ([^:]+):(.+)$/.exec(line) ?? [];
    if (kubeconfig === undefined) continue;
    process.env['SLUICE_KUBECONFIG'] = kubeconfig;
    process.env['PATH'] = path;
    return child;
  }
  throw new Error(`No cluster could be brought up (see above). Another way to one: ${CLUSTER.command}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.stdin?.end();
  await once(child, 'exit');
}

async function need(name: keyof typeof ADDITIONS): Promise<void> {
  const { object, wanted } = ADDITIONS[name];
  if (await runs('ignore', 'kubectl', 'get', object)) return;
  if (await runs('inherit', 'bash', script, name)) return;
  throw new Error(`The cluster has no ${wanted}`);
}

/** A folder with the oldest kubectl that has to work; it is built where it is not yet. */
export function oldKubectl(): string {
  return execFileSync('bash', [script, 'old-kubectl'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

async function runs(stderr: 'ignore' | 'inherit', command: string, ...args: string[]): Promise<boolean> {
  const env = { ...process.env, KUBECONFIG: process.env['SLUICE_KUBECONFIG'] };
  const [code] = await once(spawn(command, args, { env, stdio: ['ignore', 'ignore', stderr] }), 'exit');
  return code === 0;
}
