import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Something that a checker can read as a file, made so that a line has the number that it has in `file`.
 * `steps` are those of a composite action, or steps or jobs of a page, as the workflow that they could be in.
 */
export type Piece = { readonly file: string; readonly kind: 'workflow' | 'action' | 'steps'; readonly path: string; readonly text: string };

const WORKFLOWS = ['.github/workflows/*.{yml,yaml}', 'examples/**/*.{yml,yaml}'];
const ACTIONS = ['action.yml', 'actions/*/action.yml'];
const PAGES = ['*.md', 'actions/*/*.md', 'docs/**/*.md', 'examples/**/*.md'];

/** All workflows and actions under `root`: files, and blocks of pages that are a whole workflow, or jobs or steps of one. */
export function findPieces(root: string): Piece[] {
  const read = (patterns: readonly string[]) =>
    globSync(patterns, { cwd: root })
      .sort()
      .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
  return [
    ...read(WORKFLOWS)
      // Manifests and service files are there, too.
      .filter(({ file, text }) => file.startsWith('.github/') || IS_WORKFLOW.test(text))
      .map(({ file, text }): Piece => ({ file, kind: 'workflow', path: file, text })),
    ...read(ACTIONS).flatMap(({ file, text }) => fromAction(file, text)),
    ...read(PAGES).flatMap(({ file, text }) => fromPage(file, text)),
  ];
}

const IS_WORKFLOW = /^jobs:/m;
const HAS_TRIGGER = /^(on|"on"|'on'):/m;
const HAS_RUNNER = /^runs-on:/m;
const ARE_JOBS = /^[\w-]+:\n(?: {2}.*\n)*? {2}steps:/m;
const IS_JOB = /^steps:/m;
const ARE_STEPS = /^- (uses|run|name|id|if|env|with):/m;

function fromAction(file: string, text: string): Piece[] {
  const action: Piece = { file, kind: 'action', path: file, text };
  const steps = /^ {2}steps:\n(?:(?: .*)?\n)+/m.exec(text);
  if (!/^\s+using: ["']?composite/m.test(text) || steps === null) return [action];
  const inputs = [...(/^inputs:\n((?:(?: .*)?\n)+)/m.exec(text)?.[1] ?? '').matchAll(/^ {2}([\w-]+):/gm)];
  const typed = inputs.map(([, name]) => `${name}: { type: string }`).join(', ');
  const head = [`on: { workflow_call: { inputs: { ${typed} } } }`, 'permissions: {}', 'jobs:', ' composite:', '  runs-on: ubuntu-latest'];
  return [action, { file, kind: 'steps', path: `${file}.steps.yml`, text: below(lineOf(text, steps.index), head, steps[0]) }];
}

/** A block with the name of a file after its language is a part of that file. */
function fromPage(file: string, text: string): Piece[] {
  return [...text.matchAll(/^ *```ya?ml(?! \S+\.yml\n).*\n([\s\S]*?)^ *```/gm)].flatMap(({ index, 1: block = '' }): Piece[] => {
    const line = lineOf(text, index) + 1;
    const body = dedented(block);
    const path = `${file}.${line}.yml`;
    if (IS_WORKFLOW.test(body)) {
      return [{ file, kind: 'workflow', path, text: below(line, HAS_TRIGGER.test(body) ? [] : ['on: push'], body) }];
    }
    const head = ['on: push', 'permissions: {}', 'jobs:'];
    const steps = (lines: readonly string[], part: string): Piece[] => [
      { file, kind: 'steps', path, text: below(line, [...head, ...lines], indented(part)) },
    ];
    if (ARE_JOBS.test(body)) return steps([], body);
    const job = [' page:', ...(HAS_RUNNER.test(body) ? [] : ['  runs-on: ubuntu-latest'])];
    if (IS_JOB.test(body)) return steps(job, body);
    return ARE_STEPS.test(body) ? steps([...job, '  steps:'], body) : [];
  });
}

function dedented(block: string): string {
  const indent = /^ */.exec(block)?.[0] ?? '';
  return block.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
}

function indented(block: string): string {
  return block.replaceAll(/^(?=.)/gm, '  ');
}

/** The body from that line on, with these lines right above it. */
function below(line: number, head: readonly string[], body: string): string {
  return ['\n'.repeat(Math.max(0, line - 1 - head.length)), ...head.map((one) => `${one}\n`), body].join('');
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
