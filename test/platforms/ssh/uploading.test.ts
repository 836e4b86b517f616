import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readJournal } from '../../actions/journal-file.ts';
import { newFolder } from '../../contracts/folder.ts';
import { until } from '../../contracts/until.ts';
import { actions, STATE, sshSite } from './site.ts';
import { build, uploaded, uploading } from './uploaded.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 30_000 });

/** A site on `v1`, and the next version whose upload lasts for minutes. */
async function slowly(deadline = '60s') {
  const site = await sshSite();
  const act = await actions(site, { ...uploading(site), rollout: { 'bake-time': '0s', 'progress-deadline': deadline } });
  await build(site, 'v1');
  const first = await act('rolling', { version: 'v1', 'on-failure': 'pause' });
  expect(first.outputs['outcome'], first.stdout).toBe('promoted');
  await build(site, 'v2');
  const bin = newFolder();
  await writeFile(join(bin, 'tar'), '#!/bin/sh\nsleep 120\n');
  await chmod(join(bin, 'tar'), 0o755);
  const journal = () => readJournal(join(site.machines[0].folder, STATE));
  let pid = 0;
  const upload = (inputs: Record<string, string> = {}) => {
    const env = { PATH: `${bin}:${process.env['PATH']}` };
    return act('rolling', { version: 'v2', ...inputs }, { env, started: (started) => (pid = started) });
  };
  const isCopying = () => until(async () => (await readdir(join(site.machine('s3').folder, STATE, 'versions'))).length === 2);
  return { site, act, journal, upload, isCopying, stop: (signal: NodeJS.Signals) => process.kill(pid, signal) };
}

test('a job beats while it copies, and a rollback ends the copying within seconds', async () => {
  const { site, act, journal, upload, isCopying } = await slowly();
  const copying = upload();
  await isCopying();
  await until(async () => ((await journal())?.holder?.beat ?? 0) > 0);
  const began = performance.now();
  const back = await act('rollback');
  expect(back.outputs['outcome'], back.stdout).toBe('rolled-back');
  const { outputs, stdout } = await copying;
  expect({ outcome: outputs['outcome'], reason: outputs['reason'] }, stdout).toEqual({ outcome: 'rolled-back', reason: 'requested' });
  expect(performance.now() - began).toBeLessThan(30_000);
  expect((await uploaded(site)).join()).not.toContain('v2');
});

test('a job that is cancelled while it copies has begun nothing', async () => {
  const { site, act, journal, upload, isCopying, stop } = await slowly();
  const before = await journal();
  const copying = upload();
  await isCopying();
  stop('SIGINT');
  const { outputs, stdout } = await copying;
  expect({ outcome: outputs['outcome'], reason: outputs['reason'] }, stdout).toEqual({ outcome: 'interrupted', reason: 'cancelled' });
  const after = await journal();
  expect({ rollout: after?.rollout, holder: after?.holder, live: after?.live }).toEqual({
    rollout: null,
    holder: null,
    live: before?.live,
  });
  const next = await act('rolling', { version: 'v2' });
  expect(next.outputs['outcome'], next.stdout).toBe('promoted');
  expect(await uploaded(site)).toEqual(['v1 v2']);
});

test('a job whose rollout was taken over while it copied ends, and leaves the rollout alone', async () => {
  const { journal, act, upload, isCopying, stop } = await slowly();
  const copying = upload();
  await isCopying();
  stop('SIGSTOP');
  const back = await act('rollback');
  expect(back.outputs['outcome'], back.stdout).toBe('rolled-back');
  const before = await journal();
  stop('SIGCONT');
  const { outputs, stdout } = await copying;
  expect({ outcome: outputs['outcome'], reason: outputs['reason'] }, stdout).toEqual({ outcome: 'interrupted', reason: 'taken-over' });
  expect(await journal()).toEqual(before);
});

test('a copying that takes too long is refused, naming every machine', async () => {
  const { site, upload } = await slowly('12s');
  const { outputs, stdout } = await upload();
  expect(outputs['outcome'], stdout).toBe('refused');
  for (const name of ['s1', 's2', 's3']) {
    expect(outputs['message']).toContain(`On ${site.machine(name).destination}, ${site.folder}/dist was not copied within 12s`);
  }
});

test('a full disk is told with its machine and folder before any server is touched', async ({ skip }) => {
  const site = await sshSite();
  const act = await actions(site, uploading(site));
  await build(site, 'v1');
  await writeFile(join(site.folder, 'dist/big'), 'x'.repeat(3_000_000));
  const { folder, destination } = site.machine('s2');
  await mkdir(join(folder, 'state'));
  const mount = promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'sluice', join(folder, 'state')]);
  const failed = await mount.then(
    () => null,
    (error: Error) => error.message,
  );
  if (failed !== null) return skip(`a small disk needs root: ${failed}`);
  const unmount = () => promisify(execFile)('umount', [join(folder, 'state')]);
  onTestFinished(async () => void (await unmount().catch(() => {})));
  const { outputs, stdout } = await act('rolling', { version: 'v1', 'on-failure': 'pause' });
  expect(outputs['outcome'], stdout).toBe('refused');
  expect(outputs['message']).toBe(
    `On ${destination}, there is no room left to copy ${site.folder}/dist to ~/${STATE}/versions/v1: make room on that disk.`,
  );
  for (const name of ['s1', 's2', 's3']) {
    expect((await readdir(join(site.machine(name).folder, STATE))).filter((file) => file.endsWith('.json'))).toEqual([]);
  }
  await unmount();
  const again = await act('rolling', { version: 'v1', 'on-failure': 'pause' });
  expect(again.outputs['outcome'], again.stdout).toBe('promoted');
});
