import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export const SCRIPT = join(import.meta.dirname, '../../scripts/release.ts');

export type Ran = { readonly ok: boolean; readonly output: string };

/** A repository that can be released as v1.2.3, until the test ends; `files` are others, or what they hold instead. */
export function repository(files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-release-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const run = (program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Ran => {
    try {
      const all = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', ...PERSON, ...env };
      return { ok: true, output: execFileSync(program, args, { cwd: folder, encoding: 'utf8', env: all, stdio: 'pipe' }).trim() };
    } catch (error) {
      return { ok: false, output: (error as { stderr: string }).stderr.trim() };
    }
  };
  const git = (...args: string[]) => run('git', args).output;
  const commit = (changed: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(changed)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    git('add', '--all');
    git('commit', '--quiet', '--message', 'A change');
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch=main');
  const head = commit({ ...FILES, ...files });
  return { head, git, commit, run, release: (...args: string[]) => run(process.execPath, [SCRIPT, ...args]) };
}

const PERSON = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.com' };

const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "version": "1.2.3" }\n',
  'CHANGELOG.md':
    '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-02\n\n### Added\n\n- This.\n\n## [1.2.2] - 2026-01-01\n\n- That.\n\n[1.2.3]: https://example.com\n',
  'actions/step/action.yml': 'runs:\n  using: node24\n  main: step.js\n',
  'actions/whole/action.yml':
    'runs:\n  using: composite\n  steps:\n    - uses: sluice-actions/sluice/actions/step@v1\n    - uses: actions/cache@v4\n',
  'README.md': '- uses: sluice-actions/sluice/actions/step@v1\n',
};
