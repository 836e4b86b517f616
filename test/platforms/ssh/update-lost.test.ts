import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { until } from '../../contracts/until.ts';
import { start } from '../../load/generator.ts';
import { actions, type SshSite, STATE, sshSite } from './site.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 30_000 });

/** A site on `v1`, where the update of s1 to `v2` lasts until it is let go. */
async function heldUp() {
  const site = await sshSite();
  const at = (name: string) => join(site.folder, 'held', name);
  await mkdir(at(''));
  const hold = `if [ $SLUICE_INSTANCE.$SLUICE_VERSION = s1.v2 ]; then
    mkdir ${at('alone')} || touch ${at('both')}; echo >>${at('begun')}; until [ -e ${at('go')} ]; do sleep 0.05; done; rmdir ${at('alone')}
  fi`;
  const act = await actions(site, { update: `${hold}\n${site.haproxy.update}` });
  const first = await act('rolling', { version: 'v1', 'on-failure': 'pause' });
  expect(first.outputs['outcome'], first.stdout).toBe('promoted');
  const times = async (name: string) => (await readFile(at(name), 'utf8').catch(() => '')).length;
  const isHeld = () => until(async () => (await times('begun')) > 0);
  return { site, act, begun: () => times('begun'), isHeld, letGo: () => writeFile(at('go'), ''), times };
}

const recordOf = async (site: SshSite, name: string) => readFile(join(site.machine(name).folder, STATE, `${name}.json`), 'utf8');

test('a machine that is lost in the middle of an update and comes back is updated again after that, and no request is lost', async () => {
  const { site, act, isHeld, letGo, begun, times } = await heldUp();
  const load = start({ url: site.urls, rate: 100 });
  const rolling = act('rolling', { version: 'v2' });
  await isHeld();
  await site.machine('s1').kill();
  await site.machine('s1').start();
  await letGo();
  const { outputs, stdout } = await rolling;
  expect(outputs['outcome'], stdout).toBe('promoted');
  expect(stdout).toMatch(/connection to .* broke in the middle.*; trying again/);
  expect(await begun()).toBe(2);
  expect(await times('both')).toBe(0);
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
});

test('a machine that stays away is named, and once it is back the way back and the same command end well', async () => {
  const { site, act, isHeld, letGo } = await heldUp();
  const load = start({ url: site.urls, rate: 100 });
  const rolling = act('rolling', { version: 'v2' });
  await isHeld();
  await site.machine('s1').kill();
  const { code, outputs, stdout } = await rolling;
  expect({ code, outcome: outputs['outcome'] }, stdout).toEqual({ code: 1, outcome: 'stuck' });
  expect(outputs['message']).toContain(`${site.machine('s1').destination} refused the connection`);
  expect(JSON.parse(await recordOf(site, 's1'))).toMatchObject({ version: 'v2', phase: 'updating' });
  await site.machine('s1').start();
  await letGo();
  const back = await act('rollback', {});
  expect(back.outputs['outcome'], back.stdout).toBe('rolled-back');
  const again = await act('rolling', { version: 'v2' });
  expect(again.outputs['outcome'], again.stdout).toBe('promoted');
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
  expect(Object.keys(byVersion).sort()).toEqual(['v1', 'v2']);
});

test('a run that meets the update of one that was killed waits for it, and never updates beside it', async () => {
  const { site, act, isHeld, letGo, begun, times } = await heldUp();
  let pid = 0;
  const run = { GITHUB_RUN_ID: '5000', GITHUB_RUN_NUMBER: '50' };
  const first = act('rolling', { version: 'v2' }, { env: run, started: (started) => (pid = started) });
  await isHeld();
  process.kill(pid, 'SIGKILL');
  await first;
  const before = await recordOf(site, 's1');
  const second = act('rolling', { version: 'v2' }, { env: { ...run, GITHUB_RUN_ATTEMPT: '2' } });
  // It writes that down before it waits for the lock.
  await until(async () => (await recordOf(site, 's1')) !== before);
  await letGo();
  const { outputs, stdout } = await second;
  expect(outputs['outcome'], stdout).toBe('promoted');
  expect(await begun()).toBe(2);
  expect(await times('both')).toBe(0);
});
