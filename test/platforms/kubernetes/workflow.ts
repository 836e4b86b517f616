import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { until } from '../../contracts/until.ts';
import { type StepOptions, type StepResult, step } from '../../fakes/step.ts';
import type { Room } from './room.ts';

const run = promisify(execFile);
let runs = 0;
const EXAMPLES = join(import.meta.dirname, '../../../examples');

type Step = { readonly uses?: string; readonly run?: string; readonly with?: Values; readonly env?: Values };
type Values = Readonly<Record<string, string | number>>;

export type Example = {
  /** With all its files. */
  readonly folder: string;
  /**
   * Runs a job of one of its workflows, with what GitHub would fill in; the results of its actions. Those after one that failed are left out.
   * The jobs of a workflow for one commit are of one run, until one of them comes again.
   */
  job(file: string, job: string, facts?: Values): Promise<readonly [StepResult, ...StepResult[]]>;
  /** Runs the job of the workflow that deploys by `rolling`. */
  deploy(version: string): Promise<StepResult>;
  /** Runs another action as the same user. */
  act(action: string, inputs?: Values, more?: Partial<StepOptions>): Promise<StepResult>;
  /** Changes its service file. */
  configure(change: (text: string) => string): Promise<void>;
  /** Applies one of its manifests, once more or for the first time. */
  apply(manifest: string): Promise<void>;
};

/**
 * The example with its objects applied in a room, and the rights of `access`. Nothing in it is another than there, but the image, the namespace,
 * and that nothing is watched for minutes.
 */
export async function openExample(room: Room, access = 'access.yml'): Promise<Example> {
  return openFolder(room, 'kubernetes', ['shop.yml', access]);
}

/** The example whose manifests Sluice applies; nothing but the rights is there before. */
export async function openManifestExample(room: Room): Promise<Example> {
  return openFolder(room, 'kubernetes-manifests', ['access.yml']);
}

/** An example, with these of its files applied. */
async function openFolder(room: Room, example: string, applied: readonly string[]): Promise<Example> {
  const folder = await mkdtemp(join(room.folder, 'example-'));
  await cp(join(EXAMPLES, example), folder, { recursive: true });
  await cp(join(EXAMPLES, 'kubernetes/kubeconfig.sh'), join(folder, 'kubeconfig.sh'));
  const here = async (name: string) => (await readFile(join(folder, name), 'utf8')).replaceAll('ghcr.io/acme/shop', 'sluice.test/echo');
  await mkdir(join(folder, '.github'));
  const configure = (text: string) => writeFile(join(folder, '.github/sluice.yml'), text);
  await configure((await here('sluice.yml')).replace('namespace: shop', `namespace: ${room.name}`));
  const manifests = ['shop.yml', 'k8s/shop.yml', 'k8s/migrate.yml'].filter((name) => existsSync(join(folder, name)));
  for (const name of manifests) await writeFile(join(folder, name), (await here(name)).replace('args: [migrate]', 'args: [exit, "0"]'));
  const apply = async (manifest: string) => void (await room.kubectl('apply', '--filename', join(folder, manifest)));
  for (const name of applied) await apply(name);
  if (applied.includes('shop.yml')) await room.whole('deployment/shop');
  await until(async () => (await room.read('secret/deploy-shop'))['data']?.token !== undefined);
  const admin = { ...process.env, KUBECONFIG: room.kubeconfig };
  const { stdout: kubeconfig } = await run('sh', [join(folder, 'kubeconfig.sh'), room.name], { env: admin });
  const known = { 'secrets.KUBECONFIG': kubeconfig, 'runner.temp': folder };

  async function steps(
    all: readonly Step[],
    facts: Values,
    more: Partial<StepOptions> = {},
  ): Promise<readonly [StepResult, ...StepResult[]]> {
    const fill = (values: Values = {}) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, filled(`${value}`, facts)]));
    const results: StepResult[] = [];
    for (const one of all) {
      const env = fill(one.env);
      if (one.run !== undefined) await run('bash', ['-e', '-c', one.run], { cwd: folder, env: { ...process.env, ...env } });
      const action = /^sluice-actions\/sluice\/actions\/([\w-]+)@v1$/.exec(one.uses ?? '')?.[1];
      if (action === undefined) continue;
      const inputs = { ...fill(one.with), ...(one.with?.['bake-time'] !== undefined && { 'bake-time': '1s' }) };
      const result = await step(action, { workspace: folder, ...more, inputs, env: { ...env, ...more.env } });
      results.push(result);
      if (result.code !== 0) break;
    }
    const [first, ...rest] = results;
    if (first === undefined) throw new Error('the workflow has no step of Sluice');
    return [first, ...rest];
  }

  const begun = new Map<string, { readonly run: Readonly<Record<string, string>>; readonly jobs: Set<string> }>();
  const job: Example['job'] = async (file, name, facts = {}) => {
    const workflow = parse(await readFile(join(folder, file), 'utf8'));
    const key = `${file} ${facts['github.sha']}`;
    const before = begun.get(key);
    const { run, jobs } = before && !before.jobs.has(name) ? before : { run: nextRun(), jobs: new Set<string>() };
    begun.set(key, { run, jobs: jobs.add(name) });
    return steps(workflow.jobs[name].steps, { ...known, ...facts }, { env: { ...run, GITHUB_JOB: name } });
  };
  return {
    folder,
    job,
    deploy: async (version) => (await job('deploy.yml', 'rolling', { 'github.sha': version }))[0],
    async act(action, inputs = {}, more = {}) {
      const path = join(folder, 'kubeconfig');
      await writeFile(path, kubeconfig, { mode: 0o600 });
      const one = { uses: `sluice-actions/sluice/actions/${action}@v1`, with: inputs, env: { KUBECONFIG: path } };
      return (await steps([one], known, { ...more, env: { ...nextRun(), ...more.env } }))[0];
    },
    configure: async (change) => configure(change(await readFile(join(folder, '.github/sluice.yml'), 'utf8'))),
    apply,
  };
}

/** A workflow run, newer than all before. */
function nextRun() {
  return { GITHUB_RUN_ID: `${4_710 + ++runs}`, GITHUB_RUN_NUMBER: `${runs}` };
}

/** As GitHub fills in its expressions. */
function filled(text: string, facts: Values): string {
  return text.replaceAll(/\$\{\{ (\S+) \}\}/g, (_, name: string) => `${facts[name] ?? ''}`);
}
