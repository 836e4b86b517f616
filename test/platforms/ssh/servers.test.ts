import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, onTestFinished, vi } from 'vitest';
import { fileJournal } from '../../../src/platforms/file-journal.ts';
import { sshHost } from '../../../src/platforms/servers/host/ssh.ts';
import { fleetContract } from '../../contracts/fleet.ts';
import { journalContract } from '../../contracts/journal.ts';
import { tracksContract } from '../../contracts/tracks.ts';
import { type Sshd, startSshd } from '../../fakes/sshd.ts';
import { madeFleet, madeTracks } from '../servers/made.ts';
import { sshSite } from './site.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 });

let sshd: Sshd;
beforeAll(async () => {
  sshd = await startSshd();
});
afterAll(() => sshd.close());

journalContract('over ssh', () => {
  // Each looks over a connection of its own, as runs do.
  const [folder, mine, theirs] = [`~/journals/${randomUUID()}`, sshHost(sshd.destination, sshd), sshHost(sshd.destination, sshd)];
  onTestFinished(async () => void (await Promise.all([mine.close(), theirs.close()])));
  return { journal: fileJournal(mine.files, folder), again: () => fileJournal(theirs.files, folder) };
});

fleetContract('servers over ssh', async () => madeFleet(await sshSite()));
tracksContract('servers over ssh', async () => madeTracks(await sshSite({ tracked: true })));
