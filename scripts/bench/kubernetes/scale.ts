import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { echoDeployment, type Manifest } from '../../../test/fakes/kubernetes.ts';
import { step } from '../../../test/fakes/step.ts';
import { type Front, startFront } from '../../../test/platforms/kubernetes/front.ts';
import { openRoom, type Room } from '../../../test/platforms/kubernetes/room.ts';
import type { Options } from '../figure.ts';
import { watched } from '../watched.ts';
import { NOTHING, type Scaled, sum, type Taken } from './scale-figures.ts';

/** In this order: each roll of so many pods leaves the cluster slower for the next one, so that neither way may come first both times. */
const ROLLS = ['kubectl', 'rolling', 'rolling', 'kubectl'] as const;
const HOME = 'deployment/echo';
const TIMEOUT = '--timeout=600s';
const SETTINGS = { rollout: { 'bake-time': '0s', 'on-cancel': 'pause', 'progress-deadline': '10m' } };

/** Brings all pods to a version; what its process needed, where that is of interest. */
type Way = (version: string) => Promise<Pick<Taken, 'megabytes' | 'cpu'>>;

/**
 * Rolls so many pods by kubectl and by `rolling` in turn, then switches them, all through a proxy that counts. Their readiness is what KWOK says,
 * and nobody sends them requests. They are gone at the end.
 */
export async function measureScale(pods: number, { signal, say }: Pick<Options, 'signal' | 'say'>): Promise<Scaled> {
  const room = await openRoom();
  const front = await startFront();
  const kubeconfig = await room.kubeconfigOf({}, front.url);
  const ways = waysOf(room, kubeconfig, await repository(room), signal);
  const taken = async (name: keyof Scaled, version: string) => {
    signal.throwIfAborted();
    const one = await took(front, () => ways[name](version));
    say(`  ${name} to ${version}: ${one.seconds.toFixed(1)} s, ${one.cpu} s of CPU, ${one.requests} requests (${kinds(front.asked)})`);
    return one;
  };
  try {
    await room.apply(...onFakeNodes(pods));
    await room.kubectl('rollout', 'status', HOME, TIMEOUT);
    const rolled = { kubectl: NOTHING, rolling: NOTHING };
    for (const [at, way] of ROLLS.entries()) rolled[way] = sum(rolled[way], await taken(way, at % 2 === 0 ? 'v2' : 'v1'));
    return { ...rolled, blueGreen: await taken('blueGreen', 'v3') };
  } finally {
    // Waited for, so that none of it is in the way of what comes next.
    await room.kubectl('delete', 'deployments', '--all', '--cascade=foreground', TIMEOUT);
    await front.close();
    await room.close();
  }
}

function waysOf(room: Room, kubeconfig: string, workspace: string, signal: AbortSignal): Readonly<Record<keyof Scaled, Way>> {
  let runs = 0;
  const act = (action: string) => async (version: string) => {
    runs++;
    const memory = watched(signal);
    const env = { KUBECONFIG: kubeconfig, GITHUB_RUN_ID: `${9_000 + runs}`, GITHUB_RUN_NUMBER: `${runs}` };
    const { outputs, stdout } = await step(action, { workspace, inputs: { version }, env, started: memory.follow });
    const megabytes = memory.end();
    if (outputs['outcome'] !== 'promoted') throw new Error(`${action} ended with ${outputs['outcome']}, not promoted:\n${stdout}`);
    return { megabytes, cpu: memory.cpu() };
  };
  return {
    async kubectl(version) {
      await room.kubectl('set', 'image', HOME, `echo=sluice.test/echo:${version}`, `--kubeconfig=${kubeconfig}`);
      await room.kubectl('rollout', 'status', HOME, TIMEOUT, `--kubeconfig=${kubeconfig}`);
      return { megabytes: 0, cpu: 0 };
    },
    rolling: act('rolling'),
    blueGreen: act('blue-green-switch'),
  };
}

async function took(front: Front, way: () => ReturnType<Way>): Promise<Taken> {
  front.pass();
  const began = performance.now();
  const needed = await way();
  return { rounds: 1, seconds: (performance.now() - began) / 1_000, requests: front.asked.length, ...needed };
}

/** A Deployment whose pods come to the nodes of test/cluster/kwok.sh, and its Service. */
function onFakeNodes(replicas: number): Manifest[] {
  const [{ spec, ...workload }, service] = echoDeployment({ replicas, drain: 0 });
  const place = {
    nodeSelector: { 'sluice.test/node': 'fake' },
    tolerations: [{ key: 'sluice.test/node', value: 'fake', effect: 'NoSchedule' }],
  };
  const template = { ...spec.template, spec: { ...spec.template.spec, ...place } };
  return [{ ...workload, spec: { ...spec, template } }, service];
}

async function repository({ folder, name }: Room): Promise<string> {
  const workspace = await mkdtemp(join(folder, 'repository-'));
  const echo = { platform: 'kubernetes', image: 'sluice.test/echo:{version}', namespace: name, ...SETTINGS };
  await mkdir(join(workspace, '.github'));
  // JSON is YAML as well.
  await writeFile(join(workspace, '.github/sluice.yml'), JSON.stringify({ services: { echo } }));
  return workspace;
}

/** What was asked for most, as `40 GET pods, 20 watch pods`. */
function kinds(asked: readonly string[]): string {
  const all = Map.groupBy(asked, (one) => {
    const [, method, plural] = /^(\S+) \S*\/namespaces\/[^/]+\/(\w+)/.exec(one) ?? [one, ...one.split(' ')];
    return `${one.includes('watch=') ? 'watch' : method} ${plural}`;
  });
  const most = [...all].toSorted(([, a], [, b]) => b.length - a.length).slice(0, 6);
  return most.map(([kind, { length }]) => `${length} ${kind}`).join(', ');
}
