import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { readInputs, thisRun } from '../../src/github/inputs.ts';
import { annotate, group, info, setOutputs, writeSummary } from '../../src/github/outputs.ts';
import { scrub, scrubMarkdown } from '../../src/github/pages/scrub.ts';
import { escapeMarkdown } from '../../src/report/index.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A file that the runner reads when the step ends. */
function runnerFile(variable: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-runner-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, variable);
  writeFileSync(file, '');
  vi.stubEnv(variable, file);
  return file;
}

test('inputs are read by the name that the runner gives them, and one that is not set is empty', () => {
  vi.stubEnv('INPUT_BAKE-TIME', ' 5m ');
  expect(readInputs(['bake-time', 'version'])).toEqual({ 'bake-time': '5m', version: '' });
});

test('a re-run is known by its attempt and by who asked for it', () => {
  const env = {
    GITHUB_RUN_ID: '500',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_RUN_NUMBER: '5',
    GITHUB_ACTOR: 'ada',
    GITHUB_TRIGGERING_ACTOR: 'bob',
    GITHUB_REPOSITORY: 'acme/shop',
  };
  expect(thisRun(env)).toMatchObject({
    id: '500',
    attempt: 2,
    number: 5,
    actor: 'bob',
    url: 'https://github.com/acme/shop/actions/runs/500/attempts/2',
  });
  expect(thisRun({ ...env, 'INPUT_CHECK-RUN-ID': '61' }).check).toBe('61');
  expect(thisRun({ ...env, 'INPUT_CHECK-RUN-ID': '' })).not.toHaveProperty('check');
});

test('outputs of many lines arrive whole', () => {
  const file = runnerFile('GITHUB_OUTPUT');
  setOutputs({ message: 'one\ntwo' });
  expect(readFileSync(file, 'utf8')).toMatch(/^message<<(\S+)\none\ntwo\n\1\n$/);
});

test('no text of an output ends it, or begins another one', () => {
  const file = runnerFile('GITHUB_OUTPUT');
  const message = 'one\nend\nversion<<end.\nv2\nend..';
  setOutputs({ message, version: 'v1' });
  const found = readFileSync(file, 'utf8').matchAll(/^(\w+)<<(.+)\n([\s\S]*?)\n\2\n/gm);
  expect([...found].map(([, name, , value]) => [name, value])).toEqual([
    ['message', message],
    ['version', 'v1'],
  ]);
});

test('a summary that cannot be written fails nothing', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', join(tmpdir(), 'sluice-nowhere', 'summary.md'));
  expect(() => writeSummary('# text')).not.toThrow();
});

test.each([
  ['a secret', 'the hunter2 word', ['hunter2'], 'the *** word'],
  ['a secret within another', 'abcdefgh abcd', ['abcd', 'abcdefgh'], '*** ***'],
  ['each line of a secret', 'begin-key middle', ['begin-key\nend-key'], '*** middle'],
  ['text that looks like a pattern', 'a.*b axxb', ['a.*b'], '*** axxb'],
])('%s is scrubbed', (_, text, secrets, clean) => {
  expect(scrub(text, secrets)).toBe(clean);
});

test('what is too short for a secret does not blacken ordinary text', () => {
  expect(scrub('an apple', ['', 'a', ' \n '])).toBe('an apple');
});

test('no line of the log and no annotation is a command of somebody else', () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => written.mockRestore());
  info('took ##[error]x back\n ::error::y');
  group('::warning::z');
  annotate('error', 'a\n::error::b', 'c\r\n::set-output name=d::e\u202e', { file: 'f,line=1::g', line: 2 });
  expect(written.mock.calls.join('')).toBe(
    [
      'took ## [error]x back',
      ' : :error::y',
      '::group::: :warning::z',
      '::error title=a %3A%3Aerror%3A%3Ab,file=f%2Cline=1%3A%3Ag,line=2::c%0A: :set-output name=d::e',
      '',
    ].join('\n'),
  );
});

test('a secret is scrubbed from Markdown, where it stands as it was escaped', () => {
  const secret = 'p@ss|w*rd_1://x';
  expect(scrubMarkdown(`- ${escapeMarkdown(`said ${secret}!`)}\n\`\`\`\n${secret}\n\`\`\``, [secret])).toBe('- said ***!\n```\n***\n```');
});
