import { expect, test, vi } from 'vitest';
import { repository } from './repository.ts';

// Dozens of processes of git.
vi.setConfig({ testTimeout: 60_000 });

test('a release is one commit on top of HEAD, in which an action uses others of ours by the hash of HEAD', () => {
  const { head, git, release } = repository();
  expect(release('v1.2.3')).toMatchObject({ ok: true });
  expect(git('rev-parse', 'v1.2.3^')).toBe(head);
  expect(git('diff', '--name-only', head, 'v1.2.3')).toBe('actions/whole/action.yml');
  expect(git('show', 'v1.2.3:actions/whole/action.yml')).toBe(
    `runs:\n  using: composite\n  steps:\n    - uses: sluice-actions/sluice/actions/step@${head} # v1.2.3\n    - uses: actions/cache@v4`,
  );
  expect([git('rev-parse', 'HEAD'), git('status', '--porcelain')]).toEqual([head, '']);
  expect(release('--check', 'v1.2.3')).toMatchObject({ ok: true });
});

test('prints the commands that send the tag, with a branch that holds its workflows', () => {
  const { git, release } = repository();
  const { output } = release('v1.2.3');
  expect(output).toContain(`git push --atomic origin v1.2.3 ${git('rev-parse', 'v1.2.3^{commit}')}:refs/heads/release/v1.2.3`);
});

test('the notes are what the changelog says of that version', () => {
  const { release } = repository();
  release('v1.2.3');
  expect(release('--notes', 'v1.2.3').output).toBe('### Added\n\n- This.');
});

test.each([
  ['no version', '1.2.3', {}, '1.2.3 is no version: write v1.2.3'],
  ['another version', 'v1.2.4', {}, 'package.json says version 1.2.3: write 1.2.4'],
  ['nothing in the changelog', 'v1.2.3', { 'CHANGELOG.md': '## [Unreleased]\n\n- This.\n' }, 'CHANGELOG.md has nothing of v1.2.3'],
  [
    'an action whose uses would stay by version',
    'v1.2.3',
    { 'actions/all/action.yml': 'runs:\n  steps:\n    - uses: sluice-actions/sluice/actions/whole@v1\n' },
    'actions/all/action.yml uses actions/whole, which uses others',
  ],
])('refuses %s', (_what, tag, files, message) => {
  const { git, release } = repository(files);
  const { ok, output } = release(tag);
  expect(ok).toBe(false);
  expect(output).toContain(message);
  expect(git('tag')).toBe('');
});

test('refuses files that are not committed', () => {
  const { run, release } = repository();
  run('touch', ['more']);
  expect(release('v1.2.3')).toEqual({ ok: false, output: 'The working tree is not clean: commit what belongs to the release.' });
});

test('finds a tag that a person made of HEAD, or that holds something else', () => {
  const { head, git, commit, release } = repository();
  commit({ 'more.txt': 'more' });
  git('tag', 'v1.2.3');
  expect(release('--check', 'v1.2.3').output).toContain(`v1.2.3 holds something else than ${head}`);
});
