import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { down } from '../../src/platforms/local/down.ts';
import { startGithub } from '../fakes/github/server.ts';
import { type StepOptions, type StepResult, step } from '../fakes/step.ts';
import { twoFreePorts } from '../platforms/local-service.ts';

export const sha = '3f2a9c13f2a9c13f2a9c13f2a9c13f2a9c13f2a9';

const app = join(import.meta.dirname, '../fakes/app.ts');

export type Shop = {
  readonly port: number;
  readonly github: Awaited<ReturnType<typeof startGithub>>;
  /** Runs a built action on the service `shop`. */
  act(action: string, inputs?: Record<string, string>, more?: Partial<StepOptions>): Promise<StepResult>;
};

/** A repository with the service `shop` on the platform local, nothing deployed yet; ended with the test. */
export async function openShop(): Promise<Shop> {
  const workspace = await mkdtemp(join(tmpdir(), 'sluice-workspace-'));
  const state = join(workspace, 'state');
  const port = await twoFreePorts();
  const service = { platform: 'local', run: ['node', app], port, instances: 3, health: '/healthz', state };
  const file = { services: { shop: { ...service, rollout: { 'progress-deadline': '4s' }, analysis: { interval: '1s' } } } };
  await mkdir(join(workspace, '.github'));
  await writeFile(join(workspace, '.github/sluice.yml'), JSON.stringify(file));
  const github = await startGithub({ pulls: [{ number: 7, sha, branch: 'feature', state: 'open', merged: false, commits: [sha] }] });
  onTestFinished(async () => {
    await down(state);
    await github.close();
    await rm(workspace, { recursive: true, force: true });
  });
  return {
    port,
    github,
    act: (action, inputs = {}, more = {}) =>
      step(action, {
        workspace,
        ...more,
        inputs: { service: 'shop', ...inputs },
        env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/shop', ...more.env },
      }),
  };
}
