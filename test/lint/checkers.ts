import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { linter } from '../../scripts/linters.ts';
import type { diagnose as Diagnose } from './language-service.ts';
import type { Piece } from './pieces.ts';

/** What a checker says of a piece, by the path of the piece. `rule` is a word where the checker has one. */
export type Said = { readonly path: string; readonly line: number; readonly rule: string; readonly message: string };

/** Runs on pieces that were written to their paths in `folder`, a repository. It asks nobody. */
export type Checker = (folder: string, pieces: readonly Piece[]) => Promise<Said[]>;

/** Without shellcheck and pyflakes, which would be used where they happen to be. */
const actionlint: Checker = async (folder, pieces) => {
  const paths = pieces.filter(({ kind }) => kind !== 'action').map(({ path }) => path);
  const { stdout } = run('actionlint', ['-shellcheck=', '-pyflakes=', '-format', '{{json .}}', ...paths], folder);
  const found = JSON.parse(stdout) as { filepath: string; line: number; kind: string; message: string }[];
  return found.map(({ filepath, line, kind, message }) => ({ path: filepath, line, rule: kind, message }));
};

/** GitHub's own. It imports JSON as only bundlers allow. */
const languageService: Checker = async (folder, pieces) => {
  const file = join(folder, 'language-service.mjs');
  const input = join(import.meta.dirname, 'language-service.ts');
  await build({ input, platform: 'node', output: { file, format: 'esm', codeSplitting: false } });
  const { diagnose } = (await import(/* @vite-ignore */ file)) as { diagnose: typeof Diagnose };
  rmSync(file);
  const found = pieces.map(async ({ path, text }) =>
    (await diagnose(path, text)).map(({ line, message }) => ({ path, line, rule: '', message })),
  );
  return (await Promise.all(found)).flat();
};

type SchemaError = { filename: string; path?: string; message: string; best_deep_match?: { path: string; message: string } };

/** It tells no lines. */
const checkJsonschema: Checker = async (folder, pieces) =>
  (['workflow', 'action'] as const).flatMap((kind) => {
    const paths = pieces.filter((piece) => (piece.kind === 'action') === (kind === 'action')).map(({ path }) => path);
    if (paths.length === 0) return [];
    const schema = `vendor.github-${kind}s`;
    const { stdout } = run('python', ['-m', 'check_jsonschema', '--builtin-schema', schema, '--output-format', 'json', ...paths], folder);
    const { errors = [], parse_errors = [] } = JSON.parse(stdout) as { errors?: SchemaError[]; parse_errors?: SchemaError[] };
    return [...errors, ...parse_errors].map(({ filename, best_deep_match: best, ...error }) => ({
      path: filename,
      line: 1,
      rule: best?.path ?? error.path ?? '',
      message: best?.message ?? error.message,
    }));
  });

type Place = {
  symbolic: { key: { Local: { verbatim_path: string } }; annotation: string; kind: string };
  concrete: { location: { start_point: { row: number } } };
};
type Audited = { ident: string; desc: string; locations: Place[] };

/** What it cannot read it leaves out with a warning: that is said, too. */
const zizmor: Checker = async (folder, pieces) => {
  const paths = pieces.map(({ path }) => path);
  const { stdout, stderr } = run('zizmor', ['--offline', '--no-config', '--persona=pedantic', '--format=json', ...paths], folder);
  const found = (JSON.parse(stdout) as Audited[]).flatMap(({ ident, desc, locations }) =>
    locations
      .filter(({ symbolic }) => symbolic.kind === 'Primary')
      .map(({ symbolic, concrete }) => ({
        path: symbolic.key.Local.verbatim_path,
        line: concrete.location.start_point.row + 1,
        rule: ident,
        message: `${desc}: ${symbolic.annotation}`,
      })),
  );
  const read = new Set([...stderr.matchAll(/completed (.+)$/gm)].map(([, path]) => path));
  const unread = paths.filter((path) => !read.has(path));
  return [...found, ...unread.map((path) => ({ path, line: 1, rule: 'unread', message: 'could not be read' }))];
};

/** actionlint says nothing of a local action that is not there: a checkout could bring it. */
const uses: Checker = async (folder, pieces) =>
  pieces.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const used = /\buses: \.\/(\S*)/.exec(line)?.[1];
      if (used === undefined || existsSync(join(folder, used, used.endsWith('.yml') ? '' : 'action.yml'))) return [];
      return [{ path, line: index + 1, rule: '', message: `there is no ${used}` }];
    }),
  );

export const CHECKERS: Readonly<Record<string, Checker>> = {
  actionlint,
  'GitHub’s language service': languageService,
  'check-jsonschema': checkJsonschema,
  zizmor,
  uses,
};

/** @throws what it wrote, where it did not come to an answer */
function run(name: Parameters<typeof linter>[0], args: readonly string[], cwd: string): { stdout: string; stderr: string } {
  const env = { PATH: process.env['PATH'], HOME: cwd, NO_COLOR: '1' };
  const { stdout, stderr, error } = spawnSync(linter(name), args, { cwd, encoding: 'utf8', env, maxBuffer: 1e8 });
  if (error !== undefined) throw new Error(`${name} is not there: \`npm test -- test/lint\` installs it`, { cause: error });
  if (stdout.trim() === '') throw new Error(`${name} gave no answer: ${stderr}`);
  return { stdout, stderr };
}
