import { expect, test } from 'vitest';
import { carryOut } from '../../src/actions/carry-out.ts';
import type { Platform } from '../../src/ports/platform.ts';
import { emptyJournal } from '../../src/rollout/journal.ts';
import { expandService } from '../../src/service/expand.ts';
import { simulatedClock } from '../fakes/clock.ts';
import { memoryJournal } from '../fakes/journal.ts';
import { simulatedTracks } from '../fakes/tracks.ts';
import { ask, v1 } from './situations.ts';

const never = new AbortController().signal;

test('where the tracks cannot be read when the metrics are opened, nothing has begun and nobody holds the journal', async () => {
  const { tracks, router } = simulatedTracks({ full: 2, version: 'v1' });
  const journal = memoryJournal();
  journal.document = { ...emptyJournal('shop', 'production', 'p'), seq: 1, live: v1 };
  const platform: Platform = {
    journal,
    router,
    tracks: {
      ...tracks,
      async read(signal) {
        if (journal.document?.holder) throw new Error('the platform does not answer');
        return tracks.read(signal);
      },
    },
    check: async () => [],
    byHand: async () => [],
    close: async () => {},
  };
  const metrics = [{ name: 'orders', command: ['/no/such/program'] }];
  const raw = { platform: 'local', run: ['node'], port: 8080, analysis: { metrics } };
  const service = expandService(raw, { service: 'shop', environment: 'production', root: '/', inputs: {}, variables: {} });
  const site = {
    service,
    platform,
    workspace: '/',
    clock: simulatedClock(),
    see: () => {},
    say: () => {},
    marks: () => ({}),
    remember: () => {},
  };
  await expect(carryOut(ask('canary-step'), site, never)).rejects.toThrow('the platform does not answer');
  expect(journal.document).toMatchObject({ rollout: null, holder: null, live: { version: 'v1' } });
});
