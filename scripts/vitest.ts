import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

type Status = 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled';
type Test = { status: Status; fullName: string; failureMessages: string[] };
type File = { name: string; status: string; message: string; startTime: number; endTime: number; assertionResults: Test[] };

/** Numbers of tests, what failed (a text each, its first line says where), and milliseconds by suite (the folder in test/). */
export type Result = { passed: number; failures: string[]; skipped: number; suites: Map<string, number> };

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
  if (status !== 0 && result.failures.length === 0) result.failures.push(`${project}: no test failed, but it ended with ${status}`);
  return result;
}

function read(report: string): Result {
  const result: Result = { passed: 0, failures: [], skipped: 0, suites: new Map() };
  if (!existsSync(report)) return result;
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as { testResults: File[] };
  for (const file of testResults) {
    const path = relative(root, file.name);
    const suite = path.split('/')[1] ?? '';
    result.suites.set(suite, (result.suites.get(suite) ?? 0) + file.endTime - file.startTime);
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of failed) result.failures.push(`${path} > ${fullName}\n${failureMessages.join('\n')}`);
    if (file.status === 'failed' && failed.length === 0) result.failures.push(`${path}\n${file.message}`);
    for (const { status } of file.assertionResults) {
      if (status === 'passed') result.passed += 1;
      else if (status !== 'failed') result.skipped += 1;
    }
  }
  return result;
}
