import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { until } from '../../contracts/until.ts';
import { start } from '../../load/generator.ts';
import { actions, type SshSite, sshSite } from './site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

/** Has a supervisor keep a process for each server, which reads its version from a file when it starts. @returns the `update` for it */
async function supervised({ folder, service }: SshSite): Promise<string> {
  const programs = await Promise.all(
    service.servers.map(async ({ name }) => {
      await writeFile(join(folder, `${name}.env`), 'export SLUICE_VERSION=v0\n');
      const command = `/bin/sh -c '. ${folder}/${name}.env; exec ${process.execPath} ${resolve('test/fakes/app.ts')}'`;
      const port = await readFile(join(folder, `${name}.port`), 'utf8');
      return `[program:${name}]\ncommand=${command}\nenvironment=PORT="${port}"\nstartsecs=0\n`;
    }),
  );
  const [file, socket] = [join(folder, 'supervisor.conf'), join(folder, 'supervisor.sock')];
  const own = [
    `[supervisord]\nlogfile=${folder}/supervisor.log\npidfile=${folder}/supervisor.pid\nchildlogdir=${folder}\n`,
    '[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface\n',
    `[unix_http_server]\nfile=${socket}\n[supervisorctl]\nserverurl=unix://${socket}\n`,
  ];
  await writeFile(file, [...own, ...programs].join('\n'));
  const daemon = spawn('supervisord', ['-n', '-c', file], { stdio: 'ignore' });
  onTestFinished(async () => {
    daemon.kill('SIGTERM');
    await once(daemon, 'exit');
  });
  const serves = async () =>
    (await readFile(join(folder, 'supervisor.log'), 'utf8').catch(() => '')).match(/entered RUNNING/g)?.length === 3;
  await until(serves);
  return `echo "export SLUICE_VERSION=$SLUICE_VERSION" >${folder}/$SLUICE_INSTANCE.env && supervisorctl -c ${file} restart $SLUICE_INSTANCE`;
}

test('rolls processes that a supervisor keeps, restarted over ssh, and loses no request', async () => {
  const site = await sshSite();
  const act = await actions(site, { update: await supervised(site), stop: undefined });
  const load = start({ url: site.urls, rate: 100 });
  const first = await act('rolling', { version: 'v1', 'on-failure': 'pause' });
  expect(first.outputs['outcome'], first.stdout).toBe('promoted');
  const second = await act('rolling', { version: 'v2' });
  expect(second.outputs['outcome'], second.stdout).toBe('promoted');
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
  expect(Object.keys(byVersion).sort()).toEqual(['v0', 'v1', 'v2']);
});
