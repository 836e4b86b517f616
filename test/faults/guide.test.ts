import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { interrupt, job, kill } from '../actions/job.ts';
import { again, openShop, QUICK } from '../actions/shop.ts';
import { startHaproxies, writeServiceFile } from '../fakes/haproxy.ts';
import { step } from '../fakes/step.ts';

vi.setConfig({ testTimeout: 120_000 });

/** What docs/guide/when-things-go-wrong.md shows: blocks of output by their names. */
async function shown(): Promise<Map<string, string[]>> {
  const page = await readFile(join(import.meta.dirname, '../../docs/guide/when-things-go-wrong.md'), 'utf8');
  const blocks = [...page.matchAll(/```text (\S+)\n([\s\S]*?)```/g)];
  return new Map(blocks.map(([, name = '', text = '']) => [name, text.trim().split('\n')]));
}

/** The same for every run: without times, addresses of runs, and folders. */
function plain(line: string): string {
  return line
    .replace(/^\+\d+:\d\d/, '+0:00')
    .replace(/runs\/\d+/g, 'runs/4711')
    .replace(/\/tmp\/[^/\s]*/g, '/run/haproxy');
}

const seen = new Set<string>();

/** Expects every line that the guide shows under a name in what was really printed. */
async function expectShown(name: string, printed: string): Promise<void> {
  seen.add(name);
  const said = printed.split('\n').map(plain);
  for (const line of (await shown()).get(name) ?? ['the guide has no such block']) expect(said, printed).toContain(plain(line));
}

describe.concurrent('the guide shows', () => {
  test('what a cancel prints', async ({ onTestFinished }) => {
    const shop = await openShop('servers', { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const env = shop.newRun();
    const isSwitched = async () => (await shop.traffic())['v2'] === 100;
    const main = await interrupt(shop, 'blue-green-switch v2', isSwitched, 'SIGINT', { env, inputs: { 'bake-time': '60s' } });
    await expectShown('cancel', main.stdout);
    const post = await shop.act('post', { 'job-status': 'cancelled' }, { env, state: main.state });
    await expectShown('cancel-post', post.stdout);
  });

  test('what follows a lost runner, and another version meanwhile', async ({ onTestFinished }) => {
    const shop = await openShop('servers', { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const run = shop.newRun();
    await kill(shop, 'canary-step v2 25', (document) => (document.rollout?.weight ?? 0) > 0, { env: run, inputs: { 'bake-time': '60s' } });
    await expectShown('busy', (await job(shop, 'blue-green-switch v3')).stdout);
    await expectShown('lost-rollback', (await job(shop, 'rollback', { env: { GITHUB_ACTOR: 'alice' } })).stdout);
    await expectShown('again', (await job(shop, 'rollback')).stdout);
    await job(shop, 'rolling v2');
    await expectShown('previous', (await job(shop, 'rollback to previous')).stdout);
    const later = shop.newRun();
    await kill(shop, 'rolling v4', (document) => (document.rollout?.ours.length ?? 0) > 0, { env: later });
    await expectShown('lost-again', (await job(shop, 'rolling v4', { env: again(later) })).stdout);
  });

  test('a service that can go neither way, and its end', async ({ onTestFinished }) => {
    const shop = await openShop('servers', { onTestFinished });
    const file = join(shop.workspace, '.github/sluice.yml');
    const { services } = JSON.parse(await readFile(file, 'utf8')) as { services: { api: { update: string } } };
    const full = join(shop.workspace, 'disk-is-full');
    const lines = `[ ! -e ${full} ] || { echo "no space left on device"; exit 1; }\n${services.api.update}\n`;
    await writeFile(join(shop.workspace, 'install'), lines, { mode: 0o755 });
    await shop.configure({ ...QUICK, update: 'sh ./install' });
    await job(shop, 'rolling v1', { inputs: { 'on-failure': 'pause' } });
    await writeFile(full, '');
    await expectShown('stuck', (await job(shop, 'rolling v2')).stdout);
    await rm(full);
    await expectShown('stuck-rollback', (await job(shop, 'rollback')).stdout);
  });

  test('a version that ends at once', async ({ onTestFinished }) => {
    const shop = await openShop('local', { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await shop.configure({ ...QUICK, run: ['node', '-e', "console.log('starting'); throw new Error('DATABASE_URL is not set')"] });
    await expectShown('ended', (await job(shop, 'blue-green-switch v2')).stdout);
    // The other one may have been ended before it said anything.
    const logs = [1, 2].map((number) => join(shop.workspace, `state/shop-production/instances/blue-${number}.log`));
    const texts = await Promise.all(logs.map((log) => readFile(log, 'utf8')));
    expect(texts).toContainEqual(expect.stringMatching(/^\n--- sluice starts "v2" on port \d+ at \d{4}-\d\d-\d\dT\S+\nstarting\n/));
    for (const log of logs) expect((await stat(log)).mode & 0o777).toBe(0o600);
  });

  test('a balancer that does not answer', async ({ onTestFinished }) => {
    const haproxy = await startHaproxies({ balancers: 2 });
    onTestFinished(() => haproxy.close());
    await writeServiceFile(haproxy, { rollout: { 'progress-deadline': '15s' } });
    const act = (inputs: Record<string, string>) => step('rolling', { workspace: haproxy.folder, inputs });
    await act({ version: 'v1', 'on-failure': 'pause' });
    await haproxy.end(1);
    await expectShown('unreachable', (await act({ version: 'v2' })).stdout);
  });
});

test('each block of the guide is taken from one of these', async () => {
  expect([...(await shown()).keys()].filter((name) => !seen.has(name))).toEqual([]);
});
