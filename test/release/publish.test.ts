import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { type Ran, repository, SCRIPT } from './repository.ts';

// Dozens of processes of git.
vi.setConfig({ testTimeout: 60_000 });

type Step = { name?: string; run?: string };
type Workflow = { jobs: Record<string, { steps: Step[] }> };

const WORKFLOW = join(import.meta.dirname, '../../.github/workflows/release.yml');

const GH = `#!/bin/sh
case "$1 $2" in
  "release view") exit 1 ;;
  "api repos/o/r/releases/tags/"*) echo "\${IMMUTABLE:-true}" ;;
  "api repos/o/r/commits/"*"/check-runs?check_name=ci-ok") echo "$PASSED" ;;
  *) echo "$@" ;;
esac
`;
const MOVE = 'Move the tag of the major version';

/**
 * What a step of release.yml asks of GitHub after the last of these tags was pushed, by a `gh` that writes it down.
 * There is no release yet, and those that are made cannot be changed.
 */
function asked(name: string, tags: readonly string[]): string {
  const { ok, output } = ran(name, tags);
  expect(ok, output).toBe(true);
  return output;
}

function ran(name: string, tags: readonly string[], more: Readonly<Record<string, string>> = {}): Ran {
  const { head, git, run } = repository();
  for (const tag of tags) git('tag', tag);
  const { ok, output } = run('bash', ['-e', '-c', scriptOf(name)], { ...environment(tags.at(-1) ?? '', head), ...more });
  return { ok, output: output.replace(head, 'SHA') };
}

function scriptOf(name: string): string {
  const { jobs } = parse(readFileSync(WORKFLOW, 'utf8')) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const script = steps.find((step) => step.name === name)?.run;
  if (script === undefined) throw new Error(`release.yml has no step ${name}`);
  return script;
}

/** What a step gets that runs for a tag, with our script where that of the repository would be. */
function environment(tag: string, commit: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-gh-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const programs = { gh: GH, node: `#!/bin/sh\nshift\nexec '${process.execPath}' '${SCRIPT}' "$@"\n` };
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(folder, name), text, { mode: 0o755 });
  const PATH = `${folder}:${process.env['PATH']}`;
  return { PATH, GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: commit, GITHUB_REF_NAME: tag, RUNNER_TEMP: folder };
}

test('the first release of a major version makes its tag', () => {
  expect(asked(MOVE, ['v1.9.0', 'v1', 'v2.0.0'])).toBe(
    'api --silent --method POST repos/o/r/git/refs --raw-field ref=refs/tags/v2 --raw-field sha=SHA',
  );
});

test('the newest release of a major version moves its tag, by numbers and not by letters', () => {
  expect(asked(MOVE, ['v1', 'v1.9.0', 'v2.0.0', 'v1.10.0'])).toBe(
    'api --silent --method PATCH repos/o/r/git/refs/tags/v1 --raw-field sha=SHA --field force=true',
  );
});

test('a correction of an older release leaves it', () => {
  expect(asked(MOVE, ['v1', 'v1.10.0', 'v1.9.1'])).toBe('');
});

test.each([
  ['the highest release is the latest', ['v1.9.0', 'v1', 'v2.0.0'], true],
  ['a correction of an older major version is not', ['v2', 'v2.0.0', 'v1.9.0', 'v1.9.1'], false],
  ['nor is one of an older minor version, by numbers and not by letters', ['v1.10.0', 'v1.9.1'], false],
])('%s', (_rule, tags, isLatest) => {
  expect(asked('Publish', tags).split('\n')).toEqual([expect.stringMatching(`^release create ${tags.at(-1)} .*--latest=${isLatest} `)]);
});

test('a release that can be changed is none', () => {
  expect(ran('Publish', ['v1.0.0'], { IMMUTABLE: 'false' }).ok).toBe(false);
});

test.each([
  ['on top of one of main that passed all tests is released', 'main', '1', true],
  ['on top of another branch is refused', 'topic', '1', false],
  ['whose tests have not passed is refused', 'main', '0', false],
])('a commit %s', (_rule, branch, PASSED, isReleased) => {
  const { head, git, commit, run, release } = repository();
  git('update-ref', 'refs/remotes/origin/main', head);
  if (branch !== 'main') commit({ 'more.txt': 'more' });
  expect(release('v1.2.3')).toMatchObject({ ok: true });
  const env = environment('v1.2.3', git('rev-parse', 'v1.2.3^{commit}'));
  const name = 'The tag is one commit with exact uses, on top of one of main that passed all tests';
  const { ok, output } = run('bash', ['-e', '-c', scriptOf(name)], { ...env, PASSED });
  expect(ok, output).toBe(isReleased);
});
