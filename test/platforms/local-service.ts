import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { down } from '../../src/platforms/local/down.ts';
import { local } from '../../src/platforms/local/index.ts';
import type { LocalService } from '../../src/ports/service.ts';
import { until } from '../contracts/until.ts';
import { twoFreePorts } from '../fakes/ports.ts';

const never = new AbortController().signal;
const balancerScript = resolve('src/platforms/local/balancer/main.ts');

export const v1 = { version: 'v1', spec: 'spec-1' };
export const v2 = { version: 'v2', spec: 'spec-1' };

/** A service in a folder of its own, nothing deployed yet; stopped when the test ends. */
export async function newService(changes: Partial<LocalService> = {}): Promise<{ service: LocalService; open: typeof reopen }> {
  const state = await mkdtemp(join(tmpdir(), 'sluice-local-'));
  onTestFinished(async () => {
    await down(state);
    await rm(state, { recursive: true, force: true });
  });
  const rollout = { maxSurge: { value: 0, unit: 'instances' }, drainTimeout: 5_000, onDrainTimeout: 'force' };
  const service = {
    platform: 'local',
    name: 'hello',
    environment: 'test',
    health: '/healthz',
    run: [process.execPath, resolve('test/fakes/app.ts')],
    port: await twoFreePorts(),
    instances: 2,
    smokeTest: null,
    preview: null,
    sticky: null,
    env: {},
    analysis: { prometheus: null, metrics: [] },
    state,
    spec: 'spec-1',
    rollout,
    ...changes,
  } as unknown as LocalService;
  return { service, open: reopen };
}

/** The platform as another run opens it. */
export function reopen(service: LocalService) {
  const platform = local(service, { workspace: resolve('.'), balancerScript });
  const { fleet, tracks, router, metrics, smokeTest } = platform;
  if (!fleet || !tracks || !router?.preview || !metrics || !smokeTest) throw new Error('local leaves something out');
  return { ...platform, fleet, tracks, router: { ...router, preview: router.preview }, metrics, smokeTest };
}

/** A service whose blue track runs `v1` and serves. */
export async function serving(changes: Partial<LocalService> = {}) {
  const { service } = await newService(changes);
  const platform = reopen(service);
  await platform.start?.(never, null);
  await platform.tracks.deploy('blue', v1, service.instances, never);
  await until(async () => (await platform.tracks.read(never)).tracks[0].ready === service.instances);
  return { service, platform };
}

/** One request on a connection of its own. */
export function ask(port: number, path = '/', headers: Record<string, string> = {}): Promise<{ status: number; version: string }> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, version: String(answer.headers['x-version']) }));
      answer.once('error', reject);
    });
    request.once('error', reject);
    request.setTimeout(NO_ANSWER, () => request.destroy(new Unanswered(`port ${port} did not answer ${path} within ${NO_ANSWER} ms`)));
  });
}

/** After so many milliseconds without a byte nobody answers. A refusal is normal while something starts; this is not. */
const NO_ANSWER = 6_000;

export class Unanswered extends Error {}
