import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { install, installCommand, isInstalled, neededPackages } from './install.ts';
import { type Result, runProject } from './vitest.ts';

// What `npm test` runs: dist, what the suites need of the system, all tests, and the numbers. Arguments are passed to vitest.

/** The suites that cannot run, with the reason; by choice (SLUICE_SKIP=haproxy,chromium) or because something is missing. */
function unable(): { suites: string[]; missing: string[] } {
  const chosen = (process.env['SLUICE_SKIP'] ?? '').split(',').map((name) => name.trim());
  const suites: string[] = [];
  const missing: string[] = [];
  for (const one of neededPackages()) {
    const skip = chosen.includes(one.name);
    if (!skip && (isInstalled(one) || install(one))) continue;
    suites.push(...one.suites);
    if (skip) console.log(`Left out, as SLUICE_SKIP says: ${one.suites.join(', ')}`);
    else missing.push(`${one.suites.join(', ')} cannot run without ${one.name}: ${installCommand(one)} (or SLUICE_SKIP=${one.name})`);
  }
  return { suites, missing };
}

function printMinutes(results: readonly Result[]): void {
  for (const [suite, milliseconds] of results.flatMap((result) => [...result.suites]).sort()) {
    console.log(`${(milliseconds / 60_000).toFixed(2).padStart(6)} min  test/${suite}`);
  }
}

const total = (results: readonly Result[], key: 'passed' | 'failed' | 'skipped') => results.reduce((sum, result) => sum + result[key], 0);

function main(): void {
  const built = spawnSync(process.execPath, [join(import.meta.dirname, 'build.ts')], { stdio: 'inherit' });
  const { suites, missing } = unable();
  const args = [...process.argv.slice(2), ...suites.map((suite) => `--exclude=${suite}/**`)];
  // The suites with real servers count time and requests: nothing runs beside them.
  const results = ['unit', 'real'].map((project) => runProject(project, args));
  printMinutes(results);
  const problems = built.status === 0 ? missing : ['dist could not be built', ...missing];
  for (const line of problems) console.log(line);
  const [passed, skipped] = [total(results, 'passed'), total(results, 'skipped')];
  const failed = total(results, 'failed') + problems.length;
  if (failed > 0 || passed === 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

main();
