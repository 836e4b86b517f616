import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

export type Step = {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
};

export type Job = {
  readonly permissions?: unknown;
  readonly environment?: string | { readonly name: string; readonly deployment?: boolean };
  readonly concurrency?: { readonly 'cancel-in-progress'?: boolean; readonly queue?: string };
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly steps?: readonly Step[];
};

/** A workflow that people see, or the jobs of one. */
export type Shown = {
  /** Where: a file, and the line of a block in it. */
  readonly place: string;
  /** Null where only a part is shown. */
  readonly permissions: unknown;
  readonly isWhole: boolean;
  readonly jobs: Readonly<Record<string, Job>>;
};

/** Where nobody copies from. */
const NOT_SHOWN = /^(node_modules|\.git|\.out|test|dist|docs\/decisions)(\/|$)/;

/** Every workflow in the repository's files and pages, with the jobs that a page shows without what stands around them. */
export async function shownWorkflows(): Promise<readonly Shown[]> {
  const root = resolve('.');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const files = paths.filter((path) => /\.(ya?ml|md)$/.test(path) && !NOT_SHOWN.test(path)).sort();
  return (await Promise.all(files.map(inFile))).flat();
}

async function inFile(path: string): Promise<readonly Shown[]> {
  const text = await readFile(path, 'utf8');
  if (!path.endsWith('.md')) return workflowOf(path, text);
  return [...text.matchAll(/^( *)```ya?ml.*\n([\s\S]*?)^ *```/gm)].flatMap(({ 1: indent = '', 2: block = '', index }) => {
    const line = text.slice(0, index).split('\n').length;
    return workflowOf(`${path}:${line}`, block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
  });
}

function workflowOf(place: string, text: string): readonly Shown[] {
  const value: unknown = /\n---\n/.test(text) ? null : parse(text);
  if (typeof value !== 'object' || value === null) return [];
  const { on, jobs, permissions = null, steps } = value as Record<string, unknown>;
  if (typeof jobs === 'object' && jobs !== null) {
    // One that is called takes the permissions of the job that calls it.
    const isCalled = typeof on === 'object' && on !== null && Object.keys(on).join() === 'workflow_call';
    return [{ place, permissions, isWhole: !isCalled && (on !== undefined || permissions !== null), jobs: jobs as Shown['jobs'] }];
  }
  // A page shows a job alone, or only its steps.
  const alone = Object.entries(value).filter(([, job]) => Array.isArray((job as Job | null)?.steps));
  if (alone.length > 0) return [{ place, permissions, isWhole: false, jobs: Object.fromEntries(alone) as Shown['jobs'] }];
  const own = Array.isArray(steps) ? (steps as Step[]) : Array.isArray(value) ? (value as Step[]) : [];
  return own.some(({ uses, run }) => uses ?? run) ? [{ place, permissions, isWhole: false, jobs: { '': { steps: own } } }] : [];
}

/** The name of one of our actions; null: somebody else's, or a script. */
export function ours({ uses = '' }: Step): string | null {
  return /^sluice-actions\/sluice\/actions\/([\w-]+)@v1$/.exec(uses)?.[1] ?? null;
}
