import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { down } from '../../src/platforms/local/down.ts';
import { twoFreePorts } from '../fakes/ports.ts';
import { step } from '../fakes/step.ts';
import { QUICK } from './shop.ts';

/** A repository with these services, each on this machine and with one instance. */
async function repository(services: Readonly<Record<string, object>>) {
  const workspace = await mkdtemp(join(tmpdir(), 'sluice-status-'));
  const state = join(workspace, 'state');
  onTestFinished(async () => {
    await down(state);
    await rm(workspace, { recursive: true, force: true });
  });
  await mkdir(join(workspace, '.github'));
  const app = join(workspace, 'app.ts');
  await copyFile(join(import.meta.dirname, '../fakes/app.ts'), app);
  const whole: Record<string, object> = {};
  for (const [name, own] of Object.entries(services)) {
    whole[name] = {
      platform: 'local',
      run: ['node', app],
      port: await twoFreePorts(),
      instances: 1,
      health: '/healthz',
      state,
      ...QUICK,
      ...own,
    };
  }
  await writeFile(join(workspace, '.github/sluice.yml'), JSON.stringify({ services: whole }));
  return (action: string, inputs: Record<string, string> = {}) => step(action, { workspace, inputs });
}

test('without a name it tells of every service of the environment, and its outputs are of the one that needs a person most', async () => {
  const act = await repository({ api: {}, shop: {}, tool: {}, elsewhere: { environments: { staging: {} } } });
  await act('rolling', { service: 'api', version: 'v1' });
  await act('rolling', { service: 'shop', version: 'v1' });
  await act('canary-step', { service: 'shop', version: 'v2', weight: '25', 'bake-time': '0s' });
  const { code, outputs, stdout, summary } = await act('status');
  expect(code, stdout).toBe(0);
  expect(outputs).toMatchObject({ outcome: 'canary', version: 'v2', weight: '25' });
  expect(stdout.match(/^(api|shop|tool|elsewhere) in production$/gm)).toEqual([
    'api in production',
    'shop in production',
    'tool in production',
  ]);
  expect(stdout.match(/^.*v1 is live.*$/gm)).toEqual(['Nothing in flight: v1 is live', '::notice title=Nothing in flight::v1 is live']);
  for (const [name, headline] of [
    ['api', 'Nothing in flight'],
    ['shop', 'Canary v2 at 25 %'],
    ['tool', 'Nothing deployed yet'],
  ]) {
    expect(summary).toContain(`**${headline}**`);
    expect(summary).toContain(`<code>${name}</code> in production`);
  }
});

test('a service that cannot be read fails it, and the others are told all the same', async () => {
  const act = await repository({ api: {}, shop: { state: '/dev/null/no-folder' } });
  await act('rolling', { service: 'api', version: 'v1' });
  const { code, outputs, summary } = await act('status');
  expect(code).toBe(1);
  expect(outputs['outcome']).toBe('refused');
  expect(summary).toContain('**Nothing in flight**: v1 is live');
  const alone = await act('status', { service: 'shop' });
  expect(`${alone.outputs['outcome']} ${alone.code}`).toBe('refused 1');
});

test('what is wrong in the file is told once, not once for each service', async () => {
  const act = await repository({ api: { helth: '/' }, shop: {} });
  const { code, stdout } = await act('status');
  expect(code).toBe(1);
  expect(stdout.match(/^::error .*file=.*did you mean health\?/gm)).toHaveLength(1);
});

test('any other action says which services there are to choose from', async () => {
  const act = await repository({ api: {}, shop: {} });
  const { code, outputs } = await act('promote');
  expect(`${outputs['reason']} ${code}`).toBe('invalid-input 1');
  expect(outputs['message']).toContain('set the input service to one of api, shop');
});
