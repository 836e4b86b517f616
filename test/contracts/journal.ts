import { expect, test } from 'vitest';
import type { Journal, JournalDocument } from '../../src/ports/journal.ts';

const never = new AbortController().signal;

const document = (service: string): JournalDocument => ({
  schema: 1,
  epoch: 0,
  seq: 0,
  service,
  environment: 'test',
  place: 'here',
  live: null,
  history: [],
  rollout: null,
  holder: null,
  request: null,
  lock: null,
  unreported: null,
});

/** What every journal keeps; `make` gives one that is empty, or another look at the same one. */
export function journalContract(name: string, make: () => { journal: Journal; again: () => Journal }): void {
  test(`${name}: is null before the first save`, async () => {
    expect(await make().journal.load(never)).toBeNull();
  });

  test(`${name}: gives back what was saved, one number higher`, async () => {
    const { journal, again } = make();
    expect(await journal.save(document('shop'), 0, never)).toBe('saved');
    expect(await again().load(never)).toEqual({ ...document('shop'), seq: 1 });
  });

  test(`${name}: loses when somebody else saved since`, async () => {
    const { journal, again } = make();
    for (let seq = 0; seq < 6; seq++) expect(await journal.save(document('first'), seq, never)).toBe('saved');
    for (let seq = 0; seq < 6; seq++) expect(await again().save(document('late'), seq, never)).toBe('lost');
    expect(await journal.load(never)).toMatchObject({ service: 'first', seq: 6 });
  });

  test(`${name}: saves exactly one of 20 that save at once`, async () => {
    const { journal, again } = make();
    for (let seq = 0; seq < 5; seq++) {
      const results = await Promise.all(Array.from({ length: 20 }, (_, at) => again().save(document(`writer ${at}`), seq, never)));
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      expect(await journal.load(never)).toMatchObject({ service: `writer ${results.indexOf('saved')}`, seq: seq + 1 });
    }
  });

  test(`${name}: refuses what is larger than 64 kB and keeps what it has`, async () => {
    const { journal } = make();
    await journal.save(document('shop'), 0, never);
    await expect(journal.save(document('x'.repeat(70_000)), 1, never)).rejects.toThrow('65536');
    expect(await journal.load(never)).toMatchObject({ service: 'shop', seq: 1 });
  });
}
