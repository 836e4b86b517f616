import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

// `node scripts/release.ts v1.2.3` tags HEAD as that release, on a commit of its own in which our actions that use others of ours name them by
// the hash of HEAD: with `@v1` a release that somebody pinned would change with each later one. `--check` tells whether a tag is what this makes,
// `--notes` prints what the changelog says of it. In the repository of the working folder.

/** Files that run elsewhere and may use others of ours. */
const FILES = ['action.yml', 'actions/*/action.yml', '.github/workflows/*.yml'];
const USES = /\b(uses: sluice-actions\/sluice\/(\S+?)@)v\d+\b/gm;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' }, notes: { type: 'boolean' } } });

function main(): void {
  const [tag = ''] = positionals;
  if (!/^v\d+\.\d+\.\d+$/.test(tag)) throw new Error(`${tag} is no version: write v1.2.3`);
  if (values.notes) console.log(notes(git('show', `${tag}:CHANGELOG.md`), tag));
  else if (values.check) check(tag);
  else make(tag);
}

function make(tag: string): void {
  if (git('status', '--porcelain') !== '') throw new Error('The working tree is not clean: commit what belongs to the release.');
  const head = git('rev-parse', 'HEAD');
  expectReady(head, tag);
  const commit = git('commit-tree', releasedTree(head, tag), '-p', head, '-m', tag);
  git('tag', '--annotate', '--message', tag, tag, commit);
  // GitHub takes files of workflows from a workflow only if a branch has them: without it `v1` could not be moved to the tag.
  console.log(`${tag} is made. To release it: git push --atomic origin ${tag} ${commit}:refs/heads/release/${tag}`);
}

/** @throws where the tag is not what `make` gives of the commit before it */
function check(tag: string): void {
  const [parent, ...others] = git('rev-list', '--parents', '--max-count=1', `${tag}^{commit}`).split(' ').slice(1);
  if (parent === undefined || others.length > 0)
    throw new Error(`${tag} is not one commit on top of another: make it by node scripts/release.ts ${tag}`);
  expectReady(parent, tag);
  if (releasedTree(parent, tag) === git('rev-parse', `${tag}^{tree}`)) return;
  throw new Error(`${tag} holds something else than ${parent} with its uses by hash: make it by node scripts/release.ts ${tag}`);
}

function expectReady(commit: string, tag: string): void {
  const { version } = JSON.parse(git('show', `${commit}:package.json`)) as { version: string };
  if (`v${version}` !== tag) throw new Error(`package.json says version ${version}: write ${tag.slice(1)}`);
  notes(git('show', `${commit}:CHANGELOG.md`), tag);
}

/** What the changelog says of a version. */
function notes(changelog: string, tag: string): string {
  const [, section = ''] = changelog.split(new RegExp(`^## \\[${tag.slice(1).replaceAll('.', '\\.')}\\] - \\d{4}-\\d\\d-\\d\\d\n`, 'm'));
  const text = section.split(/^## |^\[.+\]: /m)[0]?.trim() ?? '';
  if (text === '')
    throw new Error(`CHANGELOG.md has nothing of ${tag}: write it below ## [${tag.slice(1)}] - ${new Date().toISOString().slice(0, 10)}`);
  return text;
}

/** The tree of a commit, its uses by hash. */
function releasedTree(commit: string, tag: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-release-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    run(['read-tree', commit], { env });
    for (const file of run(['ls-files', ...FILES], { env }).split('\n')) {
      const text = git('show', `${commit}:${file}`);
      const released = text.replaceAll(USES, (_, uses: string, path: string) => {
        expectAlone(commit, path, file);
        return `${uses}${commit} # ${tag}`;
      });
      if (released === text) continue;
      const blob = run(['hash-object', '-w', '--stdin'], { input: `${released}\n` });
      run(['update-index', '--cacheinfo', `100644,${blob},${file}`], { env });
    }
    return run(['write-tree'], { env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In that commit the uses are not by hash. */
function expectAlone(commit: string, path: string, user: string): void {
  const file = path.endsWith('.yml') ? path : `${path}/action.yml`;
  if (git('show', `${commit}:${file}`).search(USES) >= 0) throw new Error(`${user} uses ${path}, which uses others: use those in ${user}`);
}

/** Without the line break at its end. */
function git(...args: string[]): string {
  return run(args, {});
}

function run(args: readonly string[], { env = {}, input }: { env?: Record<string, string>; input?: string }): string {
  return execFileSync('git', args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    ...(input === undefined ? {} : { input }),
  }).replace(/\n$/, '');
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
