import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CHECKERS } from './checkers.ts';
import { EXCEPTIONS, excepts } from './exceptions.ts';
import { type Finding, lint, shown } from './lint.ts';
import { findPieces } from './pieces.ts';

const ROOT = join(import.meta.dirname, '../..');
const MISTAKES = join(import.meta.dirname, 'mistakes');
const PATIENCE = 60_000;

describe('this repository', () => {
  let findings: readonly Finding[];

  beforeAll(async () => {
    findings = await lint(ROOT);
  }, PATIENCE);

  test('has no workflow, action or example that a checker finds anything in', () => {
    const left = findings.filter((finding) => !EXCEPTIONS.some((exception) => excepts(exception, finding)));
    expect(left.map(shown)).toEqual([]);
  });

  test.each(EXCEPTIONS)('needs the exception of $checker for $rule', (exception) => {
    expect(findings.some((finding) => excepts(exception, finding))).toBe(true);
  });

  test('uses its actions nowhere but where the checkers look', () => {
    const pieces = findPieces(ROOT).filter(({ path, file }) => path === file || file.endsWith('.md'));
    const checked = pieces.flatMap(({ file, text }) => usesIn(text).map((line) => `${file}: ${line}`));
    const files = globSync('{*,{.github,actions,docs,examples}/**/*}.{md,yml,yaml}', { cwd: ROOT });
    // A block with the name of a file is a part of it.
    const all = files.flatMap((file) =>
      usesIn(readFileSync(join(ROOT, file), 'utf8').replaceAll(/^```yaml \S+\.yml\n[\s\S]*?^```/gm, '')).map((line) => `${file}: ${line}`),
    );
    expect(checked.sort()).toEqual(all.sort());
    expect(all.length).toBeGreaterThan(30);
  });

  test('shows under the name of a file what stands in an example of that name', () => {
    const examples = globSync('examples/**/*.yml', { cwd: ROOT }).map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
    const blocks = globSync('{*,{actions,docs,examples}/**/*}.md', { cwd: ROOT }).flatMap((page) =>
      [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```yaml (\S+\.yml)\n([\s\S]*?)^```/gm)].map(([, name = '', text = '']) => ({
        page,
        name,
        text,
      })),
    );
    expect(blocks.length).toBeGreaterThan(3);
    const found = ({ name, text }: (typeof blocks)[number]) =>
      examples.some((one) => one.file.endsWith(`/${name}`) && one.text.includes(text));
    expect(blocks.filter((block) => !found(block))).toEqual([]);
  });
});

describe('the checkers', () => {
  /** Lines that end with `# ! message`. */
  const marked = globSync('{.github,*}/**/*.yml', { cwd: MISTAKES })
    .concat('README.md')
    .flatMap((file) =>
      readFileSync(join(MISTAKES, file), 'utf8')
        .split('\n')
        .flatMap((text, index) => [...text.matchAll(/# ! (.+)$/g)].map(([, message = '']) => ({ file, line: index + 1, message }))),
    );
  let findings: readonly Finding[];
  // One of them tells no lines.
  const isFound =
    ({ file, line, message }: (typeof marked)[number]) =>
    (finding: Finding) =>
      finding.file === file && (finding.line === line || finding.checker === 'check-jsonschema') && finding.message.includes(message);

  beforeAll(async () => {
    findings = (await lint(MISTAKES)).filter((finding) => !EXCEPTIONS.some((exception) => excepts(exception, finding)));
  }, PATIENCE);

  test.each(marked)('find in $file, line $line: $message', (mistake) => {
    expect(findings.filter(isFound(mistake)).map(shown), findings.map(shown).join('\n')).not.toEqual([]);
  });

  test.each(Object.keys(CHECKERS))('%s finds what no other one does', (checker) => {
    const by = marked.map((mistake) => new Set(findings.filter(isFound(mistake)).map((finding) => finding.checker)));
    expect(by.some((found) => found.size === 1 && found.has(checker))).toBe(true);
  });
});

function usesIn(text: string): string[] {
  return [...text.matchAll(/^[ -]*(uses: sluice-actions\S+)/gm)].map(([, uses = '']) => uses);
}
