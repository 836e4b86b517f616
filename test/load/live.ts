import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { down } from '../../src/platforms/local/down.ts';
import { readRecords } from '../../src/platforms/local/records.ts';
import { startHaproxies, writeServiceFile } from '../fakes/haproxy.ts';
import { twoFreePorts } from '../fakes/ports.ts';
import { type StepOptions, type StepResult, step } from '../fakes/step.ts';

export const PLATFORMS = ['local', 'servers'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

export type Live = {
  /** Where users ask, one a balancer. */
  readonly urls: readonly string[];
  /** Runs a built action in workflow run number `run`. */
  act(action: string, run: number, inputs: Record<string, string>, more?: Pick<StepOptions, 'started' | 'said'>): Promise<StepResult>;
  /** Ends all instances at once and starts `version` in their place, without a word to any balancer. */
  restart(version: string): Promise<void>;
  /** Ends all that runs. */
  close(): Promise<void>;
};

export type Shape = {
  readonly platform: PlatformName;
  /** On servers: two tracks behind one balancer instead of one set behind two. */
  readonly tracked: boolean;
  /** Into the service file. */
  readonly settings: Record<string, unknown>;
};

const app = join(import.meta.dirname, '../fakes/app.ts');

/** A service of some instances of `v1`, deployed by a built action in run 1. Whoever opens it closes it. */
export async function open({ platform, tracked, settings }: Shape): Promise<Live> {
  const live = platform === 'local' ? await openLocal(settings) : await openServers(tracked, settings);
  const tracks = platform === 'servers' && tracked;
  // Nobody knows what ran before on servers: it might be something, so that there is no way back, and the first one is baked.
  const inputs = { version: 'v1', 'on-failure': 'pause', 'bake-time': '0s' };
  const first = await live.act(tracks ? 'blue-green-switch' : 'rolling', 1, inputs);
  if (first.outputs['outcome'] === 'promoted') return live;
  await live.close();
  throw new Error(`v1 could not be deployed:\n${first.stdout}`);
}

function actIn(workspace: string): Live['act'] {
  return (action, run, inputs, more) => {
    const env = { GITHUB_RUN_ID: `${4_710 + run}`, GITHUB_RUN_NUMBER: `${run}` };
    return step(action, { workspace, inputs, env, ...more });
  };
}

async function openLocal(settings: Record<string, unknown>): Promise<Live> {
  const workspace = await mkdtemp(join(tmpdir(), 'sluice-load-'));
  const state = join(workspace, 'state');
  const port = await twoFreePorts();
  const hello = { platform: 'local', run: [process.execPath, app], port, instances: 4, health: '/healthz', state, ...settings };
  await mkdir(join(workspace, '.github'));
  await writeFile(join(workspace, '.github/sluice.yml'), stringify({ services: { hello } }));
  const restarted = new Map<string, ChildProcess>();
  return {
    urls: [`http://127.0.0.1:${port}`],
    act: actIn(workspace),
    async restart(version) {
      const records = await readRecords(join(state, 'hello-production'));
      await Promise.all(
        records.map(async ({ name, port, process: mark }) => {
          const before = restarted.get(name);
          if (before) await end(before);
          else if (mark) process.kill(mark.pid);
          restarted.set(name, spawn(process.execPath, [app], { env: { PORT: `${port}`, SLUICE_VERSION: version }, stdio: 'ignore' }));
        }),
      );
    },
    async close() {
      await Promise.all([...restarted.values()].map(end));
      await down(state);
      await rm(workspace, { recursive: true, force: true });
    },
  };
}

async function openServers(tracked: boolean, settings: Record<string, unknown>): Promise<Live> {
  const haproxy = await startHaproxies({ balancers: tracked ? 1 : 2, tracked });
  await writeServiceFile(haproxy, settings);
  return {
    urls: haproxy.urls,
    act: actIn(haproxy.folder),
    async restart(version) {
      const env = (name: string) => ({ ...process.env, SLUICE_INSTANCE: name, SLUICE_VERSION: version });
      const lines = haproxy.servers.map(({ name }) => spawn('/bin/sh', ['-c', haproxy.update], { env: env(name), stdio: 'ignore' }));
      await Promise.all(lines.map((line) => once(line, 'exit')));
    },
    close: haproxy.close,
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
