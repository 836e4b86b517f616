import { expect, test } from 'vitest';
import { journalOf } from '../../src/actions/journal-of.ts';
import type { Platform } from '../../src/ports/platform.ts';
import type { Service } from '../../src/ports/service.ts';
import { emptyJournal } from '../../src/rollout/journal.ts';

const never = new AbortController().signal;

/** What is said to the service `a-b` of `c` where the journal that it finds is that of `a` in `b-c`. */
function toldOn(platform: Service['platform'], place: string): Promise<unknown> {
  const journal: Platform['journal'] = { place, load: async () => emptyJournal('a', 'b-c', place), save: async () => 'lost' };
  return journalOf({ name: 'a-b', environment: 'c', platform } as Service, { journal } as Platform, never);
}

test.each([
  ['local', '/var/lib/sluice/a-b-c', 'give a-b another `state`'],
  [
    'kubernetes',
    'configmap/sluice-a-b-c in namespace shop',
    'somebody copied it there. Put that of a-b in c back, or delete it, and the next rollout begins another',
  ],
] as const)('the journal of another service is not gone on with, and what to do fits %s', async (platform, place, what) => {
  await expect(toldOn(platform, place)).rejects.toMatchObject({
    reason: { code: 'precondition', message: `${place} holds the journal of a in b-c: ${what}` },
  });
});
