import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ServersService } from '../../../src/ports/service.ts';
import { writeServiceFile } from '../../fakes/haproxy.ts';
import { type Sshd, startSshd } from '../../fakes/sshd.ts';
import { type StepOptions, type StepResult, step } from '../../fakes/step.ts';
import { newSite, type Site } from '../servers/site.ts';

/** Where the service's files lie on each machine, from its user's home on. */
export const STATE = 'state/api-production';

export type SshSite = Site & {
  /** The machine of the balancers, then one for each server. */
  readonly machines: readonly [Sshd, ...Sshd[]];
  /** The machine of a server. */
  machine(server: string): Sshd;
};

/** A site whose every server and balancer is on a machine of its own, each with a home of its own; ended with the test. */
export async function sshSite(shape: Parameters<typeof newSite>[0] = {}): Promise<SshSite> {
  const site = await newSite(shape);
  const first = await startSshd();
  onTestFinished(first.close);
  const others = await Promise.all(site.haproxy.servers.map(() => startSshd('', first)));
  onTestFinished(async () => void (await Promise.all(others.map((one) => one.close()))));
  const hostOf = (at: number) => others[at]?.destination ?? '';
  const service: ServersService = {
    ...site.service,
    environment: 'production',
    state: '~/state',
    ssh: first,
    servers: site.service.servers.map((server, at) => ({ ...server, host: hostOf(at) })),
    balancers: site.service.balancers.map((balancer) => ({ ...balancer, host: first.destination })),
  };
  return {
    ...site,
    service,
    machines: [first, ...others],
    machine(server) {
      const found = others[service.servers.findIndex(({ name }) => name === server)];
      if (!found) throw new Error(`there is no ${server}`);
      return found;
    },
  };
}

/** How a built action is run on a site. `settings` go into the service file, the rest as {@link step} takes it. */
export async function actions(site: SshSite, settings: Record<string, unknown> = {}) {
  const { servers, balancers } = site.service;
  const [{ key, knownHosts }] = site.machines;
  await writeServiceFile(
    { ...site.haproxy, servers, balancers },
    {
      state: '~/state',
      ssh: { key: '$DEPLOY_KEY', 'known-hosts': knownHosts },
      rollout: { 'bake-time': '1s', 'keep-old': '0s', 'min-ready': '0s', 'progress-deadline': '12s' },
      ...settings,
    },
  );
  let run = 0;
  return (action: string, inputs: Record<string, string> = {}, more: Partial<StepOptions> = {}): Promise<StepResult> => {
    run++;
    const env = { DEPLOY_KEY: key, GITHUB_RUN_ID: `${4_710 + run}`, GITHUB_RUN_NUMBER: `${run}`, ...more.env };
    return step(action, { workspace: site.folder, inputs, ...more, env });
  };
}

/** All files below the homes of the machines that Sluice wrote, by path. */
export async function written({ machines }: SshSite): Promise<string[]> {
  const each = machines.map(async ({ folder }) => {
    const found = await readdir(join(folder, 'state'), { recursive: true, withFileTypes: true }).catch(() => []);
    return found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  });
  return (await Promise.all(each)).flat().sort();
}
