import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { down } from '../../src/platforms/local/down.ts';
import { type StepResult, step } from '../fakes/step.ts';
import { twoFreePorts } from '../platforms/local-service.ts';

export const app = join(import.meta.dirname, '../fakes/app.ts');

export type LiveSite = {
  readonly url: string;
  /** Where the service's records lie. */
  readonly folder: string;
  /** Runs a built action in workflow run number `run`. */
  act(action: string, run: number, inputs: Record<string, string>): Promise<StepResult>;
};

/** Four instances of `v1`, deployed by the built action in run 1; stopped when the test ends. `settings` go into the service file. */
export async function liveSite(settings: Record<string, unknown> = {}): Promise<LiveSite> {
  const workspace = await mkdtemp(join(tmpdir(), 'sluice-load-'));
  const state = join(workspace, 'state');
  onTestFinished(async () => {
    await down(state);
    await rm(workspace, { recursive: true, force: true });
  });
  const port = await twoFreePorts();
  const hello = { platform: 'local', run: [process.execPath, app], port, instances: 4, health: '/healthz', state, ...settings };
  await mkdir(join(workspace, '.github'));
  await writeFile(join(workspace, '.github/sluice.yml'), stringify({ services: { hello } }));
  const act: LiveSite['act'] = (action, run, inputs) =>
    step(action, { workspace, inputs, env: { GITHUB_RUN_ID: `${4_710 + run}`, GITHUB_RUN_NUMBER: `${run}` } });
  const first = await act('rolling', 1, { version: 'v1' });
  expect(first.outputs['outcome'], first.stdout).toBe('promoted');
  return { url: `http://127.0.0.1:${port}`, folder: join(state, 'hello-production'), act };
}
