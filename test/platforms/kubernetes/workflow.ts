import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { until } from '../../contracts/until.ts';
import { type StepResult, step } from '../../fakes/step.ts';
import type { Room } from './room.ts';

const run = promisify(execFile);
const EXAMPLE = join(import.meta.dirname, '../../../examples/kubernetes');

type Step = { readonly uses?: string; readonly run?: string; readonly with?: Values; readonly env?: Values };
type Values = Readonly<Record<string, string>>;

export type Example = {
  /** Runs the job of the workflow that deploys, with what GitHub would fill in; the result of its last action. */
  deploy(version: string): Promise<StepResult>;
  /** Runs another action as the same user. */
  act(action: string, inputs?: Values): Promise<StepResult>;
};

/** The example with its objects applied in a room: nothing in it is another than there, but the image and the namespace. */
export async function openExample(room: Room): Promise<Example> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-example-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(EXAMPLE, folder, { recursive: true });
  const here = async (name: string) => (await readFile(join(folder, name), 'utf8')).replaceAll('ghcr.io/acme/shop', 'sluice.test/echo');
  await mkdir(join(folder, '.github'));
  await writeFile(join(folder, '.github/sluice.yml'), (await here('sluice.yml')).replace('namespace: shop', `namespace: ${room.name}`));
  await writeFile(join(folder, 'shop.yml'), await here('shop.yml'));
  for (const name of ['shop.yml', 'access.yml']) await room.kubectl('apply', '--filename', join(folder, name));
  await room.whole('deployment/shop');
  await until(async () => (await room.read('secret/deploy-shop'))['data']?.token !== undefined);
  const admin = { ...process.env, KUBECONFIG: room.kubeconfig };
  const { stdout: kubeconfig } = await run('sh', [join(folder, 'kubeconfig.sh'), room.name], { env: admin });
  let runs = 0;

  async function steps(all: readonly Step[], facts: Values): Promise<StepResult> {
    runs++;
    const fill = (values: Values = {}) =>
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, value.replaceAll(/\$\{\{ (\S+) \}\}/g, (_, name: string) => facts[name] ?? '')]),
      );
    let last: StepResult | undefined;
    for (const one of all) {
      const env = fill(one.env);
      if (one.run !== undefined) await run('bash', ['-e', '-c', one.run], { cwd: folder, env: { ...process.env, ...env } });
      const action = /^sluice-actions\/sluice\/actions\/([\w-]+)@v1$/.exec(one.uses ?? '')?.[1];
      const about = { GITHUB_RUN_ID: `${4_710 + runs}`, GITHUB_RUN_NUMBER: `${runs}` };
      if (action !== undefined) last = await step(action, { workspace: folder, inputs: fill(one.with), env: { ...env, ...about } });
    }
    if (last === undefined) throw new Error('the workflow has no step of Sluice');
    return last;
  }
  const facts = { 'secrets.KUBECONFIG': kubeconfig, 'runner.temp': folder };
  return {
    async deploy(version) {
      const workflow = parse(await readFile(join(folder, 'deploy.yml'), 'utf8'));
      return steps(workflow.jobs.rolling.steps, { ...facts, 'github.sha': version });
    },
    async act(action, inputs = {}) {
      const path = join(folder, 'kubeconfig');
      await writeFile(path, kubeconfig, { mode: 0o600 });
      return steps([{ uses: `sluice-actions/sluice/actions/${action}@v1`, with: inputs, env: { KUBECONFIG: path } }], facts);
    },
  };
}
