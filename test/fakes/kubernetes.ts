import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { until } from '../contracts/until.ts';
import { type StepOptions, type StepResult, step } from './step.ts';

/** An object of Kubernetes as a user writes it; what is read back is taken as it comes. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at what they expect, and a wrong path fails them
export type Manifest = { apiVersion: string; kind: string; metadata: { name: string } & Record<string, unknown> } & Record<string, any>;

export type Namespace = {
  readonly name: string;
  /** Path of the cluster's kubeconfig. */
  readonly kubeconfig: string;
  /** Runs the user's kubectl in the namespace; what it printed. Fails with what it said. */
  kubectl(...args: string[]): Promise<string>;
  /** `kubectl apply`: creates what is not there, changes what is. */
  apply(...objects: readonly Manifest[]): Promise<void>;
  /** One object, such as `deployment/echo`. */
  read(object: string): Promise<Manifest>;
  /** All of a kind, such as `pods`, where wanted by label (`app=echo`). */
  list(kind: string, selector?: string): Promise<Manifest[]>;
  /** Waits until a workload, such as `deployment/echo`, runs whole what it was told. */
  whole(workload: string): Promise<void>;
  /** Where this machine reaches a Service by its ClusterIP, as soon as it answers there. */
  url(service: string): Promise<string>;
  /** Deletes it, and does not wait for that; for namespaces that end with no test. */
  close(): Promise<void>;
};

/** The cluster to test on. `npm test` brings it up; by hand, somebody has to. */
export function kubeconfig(): string {
  const path = process.env['SLUICE_KUBECONFIG'];
  if (path) return path;
  throw new Error(
    'These tests need a cluster. Type `npm run cluster up`, then `eval "$(npm run --silent cluster env)"`; or set SLUICE_KUBECONFIG to the kubeconfig of another one (test/cluster/README.md).',
  );
}

/** A namespace of a random name, deleted at the end of the test, or of the file with `newNamespace(afterAll)`. */
export async function newNamespace(atEnd: (close: () => Promise<void>) => unknown = onTestFinished): Promise<Namespace> {
  const name = `sluice-${randomBytes(4).toString('hex')}`;
  const config = kubeconfig();
  const run = (input: string | null, ...args: string[]) => kubectl(input, '--kubeconfig', config, '--namespace', name, ...args);
  const close = async () => void (await run(null, 'delete', 'namespace', name, '--wait=false', '--ignore-not-found'));
  await run(null, 'create', 'namespace', name);
  atEnd(close);
  // No pod is taken before it is there, and controllers try again only after a while.
  await run(null, 'wait', '--for=create', 'serviceaccount/default', '--timeout=60s');
  const read = async (...args: string[]) => JSON.parse(await run(null, 'get', '--output=json', ...args));
  return {
    name,
    kubeconfig: config,
    kubectl: (...args) => run(null, ...args),
    apply: async (...objects) =>
      void (await run(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }), 'apply', '--filename=-')),
    read,
    list: async (kind, selector = '') => (await read(kind, `--selector=${selector}`)).items,
    whole: async (workload) => void (await run(null, 'rollout', 'status', workload, '--timeout=60s')),
    async url(service) {
      const url = `http://${(await read(`service/${service}`))['spec'].clusterIP}`;
      await until(() => answers(url)).catch(() => {
        throw new Error(`The Service ${service} does not answer this machine at ${url}: do its pods run, and is there a route to it?`);
      });
      return url;
    },
    close,
  };
}

async function kubectl(input: string | null, ...args: string[]): Promise<string> {
  const child = spawn('kubectl', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  // Where it ends before it has read all, its status says so.
  child.stdin.on('error', () => {}).end(input ?? '');
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (code === 0) return stdout;
  throw new Error(`kubectl ${args.join(' ')} ended with ${code}: ${stderr.trim()}`);
}

/** Each try on a connection of its own: one that was begun before the cluster knew the Service hangs for good. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, signal: AbortSignal.timeout(1_000) }, (answer) => {
      answer.resume();
      answer.once('error', () => resolve(false)).once('end', () => resolve(true));
    });
    request.once('error', () => resolve(false));
  });
}

export type Echo = {
  /** Of the workload and of its Service. Left out: `echo`. */
  readonly name?: string;
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  /** `v1`, `v2`, `v3`; or `unready`, `broken` (answers 500) and `crash`, which are what they say. Any other cannot be pulled. */
  readonly version?: string;
  /** Left out: 3. Nothing to a DaemonSet. */
  readonly replicas?: number;
  /** Seconds that a pod goes on serving after it was told to end. Left out: 2, which is enough behind a ClusterIP. */
  readonly drain?: number;
  /** Seconds until a pod is ready. */
  readonly readyAfter?: number;
  /** More of the workload's own spec, such as `strategy`. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** More of the container, such as `resources`. */
  readonly container?: Readonly<Record<string, unknown>>;
};

/** A workload that serves its version, ready by `/ready`, and the Service before it; both as a user writes them. */
export function echoDeployment(echo: Echo = {}): [workload: Manifest, service: Manifest] {
  const { name = 'echo', kind = 'Deployment', version = 'v1', replicas = 3, drain = 2, readyAfter = 0, spec = {}, container = {} } = echo;
  const labels = { app: name };
  // What is not said stays as the image has it.
  const environment = { DRAIN: `${drain}s`, ...(readyAfter > 0 && { READY_AFTER: `${readyAfter}s` }) };
  const serving = {
    name: 'echo',
    image: `sluice.test/echo:${version}`,
    ports: [{ containerPort: 8080 }],
    env: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
    readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1 },
    ...container,
  };
  const number = kind === 'DaemonSet' ? {} : { replicas };
  const governing = kind === 'StatefulSet' ? { serviceName: name } : {};
  const template = { metadata: { labels }, spec: { containers: [serving] } };
  return [
    {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, labels },
      spec: { ...number, ...governing, selector: { matchLabels: labels }, template, ...spec },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name, labels }, spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] } },
  ];
}

export type Repository = {
  readonly workspace: string;
  /** Writes the service file again; `settings` win. */
  configure(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Runs a built action on the service, each time in a workflow run of its own, newer than all before. */
  act(action: string, inputs?: Record<string, string>, more?: Partial<StepOptions>): Promise<StepResult>;
};

/** A repository whose service is the workload `name` of a namespace; ended with the test. */
export async function newRepository(
  namespace: Namespace,
  settings: Readonly<Record<string, unknown>> = {},
  name = 'echo',
): Promise<Repository> {
  const workspace = await mkdtemp(join(tmpdir(), 'sluice-kubernetes-'));
  onTestFinished(() => rm(workspace, { recursive: true, force: true }));
  await mkdir(join(workspace, '.github'));
  const usual = { platform: 'kubernetes', image: 'sluice.test/echo:{version}', namespace: namespace.name };
  // JSON is YAML as well.
  const configure = (changed: typeof settings) =>
    writeFile(join(workspace, '.github/sluice.yml'), JSON.stringify({ services: { [name]: { ...usual, ...changed } } }));
  await configure(settings);
  let runs = 0;
  return {
    workspace,
    configure,
    act(action, inputs = {}, more = {}) {
      runs++;
      const run = { GITHUB_RUN_ID: `${9_000 + runs}`, GITHUB_RUN_NUMBER: `${runs}` };
      return step(action, {
        workspace,
        ...more,
        inputs: { service: name, ...inputs },
        env: { KUBECONFIG: namespace.kubeconfig, ...run, ...more.env },
      });
    },
  };
}
