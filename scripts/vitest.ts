import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

type Status = 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled';
type File = { name: string; status: string; startTime: number; endTime: number; assertionResults: { status: Status }[] };

/** Numbers of tests, and milliseconds by suite (the folder in test/). */
export type Result = { passed: number; failed: number; skipped: number; suites: Map<string, number> };

const root = join(import.meta.dirname, '..');
const program = join(root, 'node_modules/vitest/vitest.mjs');

/** Whether a project has a test file of those that are chosen. */
export function hasTests(project: string, args: readonly string[]): boolean {
  const { stdout } = spawnSync(process.execPath, [program, 'list', '--filesOnly', '--project', project, ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return stdout.trim() !== '';
}

/**
 * Runs one project of vitest.config.ts, its output shown as it comes; `through` is a command that runs the one after it.
 * A file that cannot be read, or a crash, is a failed test.
 */
export function runProject(project: string, args: readonly string[], through: readonly string[] = []): Result {
  const report = join(root, '.out', `tests-${project}.json`);
  mkdirSync(join(root, '.out'), { recursive: true });
  rmSync(report, { force: true });
  const options = [
    'run',
    '--project',
    project,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const [command, ...rest] = [...through, process.execPath, program, ...options, ...args] as [string, ...string[]];
  const { status } = spawnSync(command, rest, { cwd: root, stdio: 'inherit' });
  const result = read(report);
  if (status !== 0 && result.failed === 0) result.failed = 1;
  return result;
}

function read(report: string): Result {
  const result: Result = { passed: 0, failed: 0, skipped: 0, suites: new Map() };
  if (!existsSync(report)) return result;
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as { testResults: File[] };
  for (const file of testResults) {
    const suite = relative(join(root, 'test'), file.name).split('/')[0] ?? '';
    result.suites.set(suite, (result.suites.get(suite) ?? 0) + file.endTime - file.startTime);
    if (file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed')) result.failed += 1;
    for (const { status } of file.assertionResults) result[status === 'passed' || status === 'failed' ? status : 'skipped'] += 1;
  }
  return result;
}
