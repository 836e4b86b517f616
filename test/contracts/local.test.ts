import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { fileJournal } from '../../src/platforms/file-journal.ts';
import { ownFiles } from '../../src/platforms/files.ts';
import { BalancerClient } from '../../src/platforms/local/balancer-client.ts';
import { stateFolder } from '../../src/platforms/local/site.ts';
import { ask, serving, v1, v2 } from '../platforms/local-service.ts';
import { fleetContract } from './fleet.ts';
import { journalContract } from './journal.ts';
import { tracksContract } from './tracks.ts';
import { until } from './until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });
const never = new AbortController().signal;

journalContract('file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { journal: fileJournal(ownFiles, folder), again: () => fileJournal(ownFiles, folder) };
});

fleetContract('local', async () => {
  const { service, platform } = await serving();
  const balancer = new BalancerClient(service, stateFolder(service), '');
  let begun = 0;
  const slow = () => {
    const mine = ++begun;
    const status = ask(service.port, '/slow/1500').then((answer) => answer.status);
    const arrived = until(async () => {
      const servers = (await balancer.state(never))?.servers ?? [];
      return servers.reduce((sum, server) => sum + server.inFlight, 0) >= mine;
    });
    return { arrived, status };
  };
  return { fleet: platform.fleet, before: v1, next: v2, slow };
});

tracksContract('local', async () => {
  const { service, platform } = await serving();
  return { tracks: platform.tracks, router: platform.router, before: v1, next: v2, ask: async () => (await ask(service.port)).version };
});
