import { readdirSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { fileJournal } from '../../src/platforms/file-journal.ts';
import { ownFiles } from '../../src/platforms/files.ts';
import { loaded, WHOLE } from './journal.ts';

/** Loads from a folder that holds the whole journal under number 7, and what `add` puts there. */
async function loadBeside(add: (folder: string) => Promise<unknown>): Promise<number | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-input-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'journal.7'), WHOLE);
  await add(folder);
  return (await fileJournal(ownFiles, folder).load(AbortSignal.timeout(3_000)))?.seq;
}

test.each(['journal.007', 'journal.0', 'journal.-8', 'journal.99999999999999999999', 'journal.8.tmp', 'journal.'])(
  'a file of the name %s is not taken for a journal, and nothing waits for it',
  async (name) => {
    expect(await loadBeside((folder) => writeFile(join(folder, name), WHOLE))).toBe(7);
  },
);

test('a link that leads nowhere is told, not waited for', async () => {
  await expect(loadBeside((folder) => symlink('nowhere', join(folder, 'journal.8')))).rejects.toThrow(
    'journal.8 is a name that leads to no file: remove it',
  );
});

test('a folder with the name of a journal is told', async () => {
  await expect(loadBeside((folder) => mkdir(join(folder, 'journal.8')))).rejects.toThrow('EISDIR');
});

test('a journal that says another number than its name is none: what is written next would always count as lost', async () => {
  await expect(loadBeside((folder) => writeFile(join(folder, 'journal.8'), WHOLE))).rejects.toThrow('is no journal that this version');
});

test('what a killed writer left is cleared away with the journals of its time, and what is yet to be made is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-input-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of ['journal.7', 'journal.5.0a-1b.tmp', 'journal.8.2c-3d.tmp', 'journal.9.4e-5f.tmp', 'other.5.tmp'])
    await writeFile(join(folder, name), WHOLE);
  const journal = fileJournal(ownFiles, folder);
  const document = await journal.load(AbortSignal.timeout(3_000));
  if (document === null) throw new Error('there is a journal');
  expect(await journal.save(document, 7, AbortSignal.timeout(3_000))).toBe('saved');
  expect((await readdir(folder)).sort()).toEqual(['journal.7', 'journal.8', 'journal.9.4e-5f.tmp', 'other.5.tmp']);
});

test('what somebody else clears away while it is being made is lost to them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-input-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const making = ownFiles.create(join(folder, 'journal.8'), WHOLE, AbortSignal.timeout(3_000));
  let made: string | undefined;
  for (; made === undefined; await nextTurn()) made = readdirSync(folder).find((name) => name.endsWith('.tmp'));
  rmSync(join(folder, made));
  expect(await making).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('a journal from before there were locks is that of a service that is not locked', async () => {
  const { lock: _lock, ...before } = JSON.parse(WHOLE);
  expect(await loaded(JSON.stringify(before))).toEqual({ ...before, lock: null });
  expect(await loaded(WHOLE)).toEqual(JSON.parse(WHOLE));
});
