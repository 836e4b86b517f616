import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ended } from '../../src/actions/ended.ts';
import { fileJournal } from '../../src/platforms/file-journal.ts';
import { ownFiles } from '../../src/platforms/files.ts';
import type { JournalDocument } from '../../src/ports/journal.ts';
import { emptyRecord, foldEnding, headline, renderHtml, renderMarkdown } from '../../src/report/index.ts';
import { admit } from '../../src/rollout/admission.ts';
import { stateOf } from '../../src/rollout/state.ts';
import { someRollout, someRun } from '../fakes/rollout.ts';
import { changed, changes, edited, edits, HOSTILE } from './mutate.ts';
import { type Target, wrongError, wrongMessage } from './target.ts';

const reason = { code: 'analysis-inconclusive', message: 'Too few requests' } as const;
const rollout = someRollout({
  kind: 'tracks',
  weight: 25,
  paused: { reason, step: 'canary-step', run: someRun },
  stuck: { reason, commands: ['echo x'] },
  reason,
  passed: ['1:25'],
  stages: [{ name: 'canary 25 %', result: 'running', from: 1, to: null, requests: 5, failed: 1, by: 'alice' }],
  samples: [1, 2, 3].map((at) => ({ at, weight: 25, requests: 10 * at, failed: at })),
  counters: [{ process: 'p', edges: [100], tracks: { blue: { requests: 1, errors: 0, slower: [1] } } }],
  judge: { polls: 3 },
});
const past = { version: 'v0', spec: 's', run: someRun, end: 'live', service: { platform: 'local' }, at: 1 } as const;
const DOCUMENT: JournalDocument = {
  schema: 1,
  epoch: 3,
  seq: 7,
  service: 'shop',
  environment: 'production',
  place: 'p',
  live: { version: 'v1', spec: 's', track: 'blue', since: 1, run: someRun },
  history: [past, { ...past, end: 'rejected' }],
  rollout,
  holder: { id: 'h1', run: someRun, beat: 4 },
  request: { what: 'rollback', by: 'bob' },
  lock: { why: 'an incident', by: 'alice', at: 1, url: 'https://github.com/octo/app/actions/runs/3' },
  unreported: { rollout, outcome: 'paused', reason, at: 1 },
};
const NAMES = [
  'journal.7',
  'journal.6',
  'journal.8',
  'journal.0',
  'journal.007',
  'journal.99999999999999999999',
  'journal.7.tmp',
  'journal.-1',
];
const TEXT = ['{', '}', '"', ',', 'null', '1e999', '-', '[', ']', ...HOSTILE];

type Case = { readonly names: readonly string[]; readonly folders: readonly string[]; readonly text: string };

const cases = fc.record({
  names: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }),
  folders: fc.uniqueArray(fc.constantFrom('journal.9', 'journal.007', 'x'), { maxLength: 1 }),
  text: fc.oneof(
    changes().map((all) => JSON.stringify(changed(DOCUMENT, all)) ?? ''),
    edits(TEXT).map((all) => edited(JSON.stringify(DOCUMENT), all)),
    fc.jsonValue().map((any) => JSON.stringify(any)),
    fc.string({ unit: 'binary' }),
  ),
});

const never = new AbortController().signal;

/** Folders with damaged journals: each is told to be none, or can be decided on and shown. */
export async function journal(): Promise<Target<Case>> {
  const root = await mkdtemp(join(tmpdir(), 'sluice-input-'));
  const folder = join(root, 'shop-production');
  return {
    name: 'a journal',
    cases,
    async attempt({ names, folders, text }) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
      for (const name of names) await writeFile(join(folder, name), text);
      for (const name of folders) if (!names.includes(name)) await mkdir(join(folder, name));
      const before = await readdir(folder);
      const limit = AbortSignal.timeout(2_000);
      const wrong = await fileJournal(ownFiles, folder)
        .load(limit)
        .then(
          (document) => (document === null ? null : wrongDocument(document)),
          (error) => (limit.aborted ? 'it takes longer than 2s' : wrongError(error)),
        );
      return wrong ?? (String(await readdir(folder)) === String(before) ? null : 'it writes');
    },
    close: () => rm(root, { recursive: true }),
  };
}

/** What cannot be decided or shown of a document that was taken for one. */
function wrongDocument(document: JournalDocument): string | null {
  const shown = { deployed: true, version: 'v1', spec: 's', tracks: { live: 'blue', idle: 'green' }, midway: false, trouble: null };
  const asked = {
    version: 'v2',
    spec: 's',
    place: 'p',
    service: {},
    until: 'retired',
    weight: 25,
    bakeTime: 0,
    keepOld: 0,
    to: null,
    lock: null,
    jobStatus: '',
  } as const;
  const rest = {
    redeploy: false,
    onOutdated: 'fail',
    onFailure: 'rollback',
    run: { ...someRun, id: '9' },
    step: 's',
    id: 'r',
    now: 0,
  } as const;
  try {
    stateOf(document, true);
    for (const action of ['rolling', 'blue-green-switch', 'canary-step', 'promote', 'rollback'] as const) {
      for (const to of [null, 'previous', 'v0']) {
        const answer = admit({ ...asked, ...rest, action, to }, document, shown);
        const wrong = 'reason' in answer ? wrongMessage(answer.reason.message) : null;
        if (wrong) return wrong;
      }
    }
    const context = { service: 'shop', environment: 'production', version: 'v2', url: null, run: someRun, at: 5 };
    const record = foldEnding(emptyRecord('shop', 'production'), ended('idle', { code: 'done', message: 'x' }, document), context);
    headline(record);
    renderMarkdown(record, { kind: 'comment' });
    renderHtml(record);
    return null;
  } catch (error) {
    return wrongError(error) ?? `it cannot be shown: ${error}`;
  }
}

/** So that a test of tests can see that what is whole is taken. */
export async function loaded(text: string): Promise<JournalDocument | null> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-input-'));
  try {
    await writeFile(join(folder, 'journal.7'), text);
    return await fileJournal(ownFiles, folder).load(never);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const WHOLE = JSON.stringify(DOCUMENT);
