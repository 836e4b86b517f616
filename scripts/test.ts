import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CLUSTER, prepareCluster } from './cluster.ts';
import { install, installCommand, isInstalled, neededPackages } from './install.ts';
import { LINTERS } from './linters.ts';
import { MERMAID } from './mermaid.ts';
import { type Result, runProject } from './vitest.ts';

// What `npm test` runs: dist, what the suites need of the system, all tests, and the numbers. Arguments are passed to vitest.

/** What some suites cannot run without. */
type Need = { readonly name: string; readonly suites: readonly string[]; readonly command: string; isThere(): boolean };

function needs(): Need[] {
  const packages = neededPackages().map((one) => ({
    name: one.name,
    suites: one.suites,
    command: installCommand(one),
    isThere: () => isInstalled(one) || install(one),
  }));
  return [...packages, LINTERS, MERMAID, { ...CLUSTER, isThere: CLUSTER.isPossible }];
}

/** The suites that cannot run, with the reason; by choice (SLUICE_SKIP=haproxy,chromium) or because something is missing. */
function unable(): { suites: string[]; chosen: string[]; missing: string[] } {
  const names = (process.env['SLUICE_SKIP'] ?? '').split(',').map((name) => name.trim());
  const suites: string[] = [];
  const chosen: string[] = [];
  const missing: string[] = [];
  for (const one of needs()) {
    const skip = names.includes(one.name);
    if (!skip && one.isThere()) continue;
    suites.push(...one.suites);
    if (skip) chosen.push(`Left out, as SLUICE_SKIP says: ${one.suites.join(', ')}`);
    else missing.push(`${one.suites.join(', ')} cannot run without ${one.name}: ${one.command} (or SLUICE_SKIP=${one.name})`);
  }
  return { suites, chosen, missing };
}

function printMinutes(results: readonly Result[]): void {
  const minutes = new Map<string, number>();
  for (const { suites } of results) {
    for (const [suite, milliseconds] of suites) minutes.set(suite, (minutes.get(suite) ?? 0) + milliseconds / 60_000);
  }
  for (const [suite, sum] of [...minutes].sort()) console.log(`${sum.toFixed(2).padStart(6)} min  test/${suite}`);
}

/** What failed stands among thousands of lines: here it is once more. */
function printFailures(failures: readonly string[]): void {
  for (const failure of failures) {
    const [where, ...why] = failure.split('\n');
    console.log(`failed: ${where}`);
    for (const line of why.slice(0, 20)) console.log(`  ${line}`);
  }
}

const total = (results: readonly Result[], key: 'passed' | 'skipped') => results.reduce((sum, result) => sum + result[key], 0);

function main(): void {
  const built = spawnSync(process.execPath, [join(import.meta.dirname, 'build.ts')], { stdio: 'inherit' });
  const { suites, chosen, missing } = unable();
  const args = [...process.argv.slice(2), ...suites.map((suite) => `--exclude=${suite}/**`)];
  const unit = runProject('unit', args);
  // The suites with real servers count time and requests: nothing runs beside them, neither a build nor a cluster that they do not need.
  const cluster = prepareCluster(args);
  const results = [unit, runProject('real', args), runProject('counted', args)];
  if (cluster) results.push(runProject('cluster', args, cluster));
  printMinutes(results);
  const failures = results.flatMap((result) => result.failures);
  printFailures(failures);
  const problems = [...missing];
  if (built.status !== 0) problems.unshift('dist could not be built');
  if (!cluster) problems.push(`${CLUSTER.suites.join(', ')} did not run: the programs of the cluster could not be built`);
  for (const line of [...chosen, ...problems]) console.log(line);
  const [passed, skipped] = [total(results, 'passed'), total(results, 'skipped')];
  const failed = failures.length + problems.length;
  if (failed > 0 || passed === 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

main();
