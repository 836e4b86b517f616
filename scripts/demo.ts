import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { down } from '../src/platforms/local/down.ts';
import { startGithub } from '../test/fakes/github/server.ts';
import { twoFreePorts } from '../test/fakes/ports.ts';
import { type StepResult, step } from '../test/fakes/step.ts';
import { type Counts, type Load, start } from '../test/load/generator.ts';
import { markdownPage } from './markdown-page.ts';

// `npm run demo`: five rollouts of a service under constant load, driven through the built actions as a runner starts them.

const RATE = 200;
const port = await twoFreePorts();
const json = process.argv.includes('--json');
const folder = await mkdtemp(join(tmpdir(), 'sluice-demo-'));
const state = join(folder, 'state');

type Row = { name: string; outcome: string; requests: number; failed: number; seconds: number };
type Act = (action: string, inputs: Record<string, string>) => Promise<StepResult>;
type Rollout = { name: string; expected: string; bad?: string; run(act: Act): Promise<StepResult> };

const rollouts: readonly Rollout[] = [
  { name: 'rolling update', expected: 'promoted', run: (act) => act('rolling', { version: 'v2', 'bake-time': '500ms' }) },
  {
    name: 'blue/green: prepared, smoke-tested, switched, retired',
    expected: 'promoted',
    async run(act) {
      for (const until of ['prepared', 'switched']) await act('blue-green-switch', { version: 'v3', until, 'bake-time': '2s' });
      return act('blue-green-switch', { version: 'v3', 'bake-time': '2s' });
    },
  },
  {
    name: 'canary 5 % → 25 % → promote',
    expected: 'promoted',
    async run(act) {
      await act('canary-step', { version: 'v4', weight: '5, 25', 'bake-time': '4s' });
      return act('promote', { version: 'v4', 'bake-time': '2s' });
    },
  },
  {
    name: 'canary that fails 5 % of its requests',
    expected: 'rolled-back',
    bad: 'v5-bad5',
    run: (act) => act('canary-step', { version: 'v5-bad5', weight: '25', 'bake-time': '90s' }),
  },
  { name: 'rolling update that never gets ready', expected: 'rolled-back', run: (act) => act('rolling', { version: 'v6-never' }) },
];

async function main(): Promise<void> {
  await mkdir(join(folder, '.github'));
  const app = join(import.meta.dirname, '../test/fakes/app.ts');
  const shop = {
    platform: 'local',
    run: [process.execPath, app],
    port,
    instances: 4,
    health: '/healthz',
    // Not a page that the bad canary fails: a smoke test may meet its errors before any user does.
    'smoke-test': { path: '/healthz', times: 2 },
    state,
    rollout: { 'progress-deadline': '8s' },
    // What is called unacceptable is much here, so that little traffic shows that a version is not.
    analysis: { interval: '1s', 'max-error-rate': '5%' },
  };
  await writeFile(join(folder, '.github/sluice.yml'), stringify({ services: { shop } }));
  const github = await startGithub({
    pulls: [{ number: 7, sha: '3f2a9c1'.padEnd(40, '0'), branch: 'feature', state: 'open', merged: false, commits: [] }],
  });
  let run = 1;
  let last: StepResult | null = null;
  const act: Act = async (action, inputs) => {
    const env = {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_RUN_ID: `${run}`,
      GITHUB_RUN_NUMBER: `${run}`,
      RUNNER_TEMP: folder,
    };
    const told = { 'github-token': github.token, 'pull-request': '7' };
    last = await step(action, { workspace: folder, inputs: { service: 'shop', ...told, ...inputs }, env });
    return last;
  };
  const rows: Row[] = [];
  const broken: string[] = [];
  try {
    say('Starts four instances of v1 behind a small balancer, then replaces them under load.');
    await act('rolling', { version: 'v1' });
    for (const rollout of rollouts) {
      run++;
      const { row, counts, result } = await watched(rollout, act);
      rows.push(row);
      const excused = rollout.bad === undefined ? 0 : (counts.byVersion[rollout.bad]?.failed ?? 0);
      if (row.outcome !== rollout.expected) broken.push(`${row.name}: ${row.outcome} instead of ${rollout.expected}\n${result.stdout}`);
      if (row.failed !== excused) broken.push(`${row.name}: ${row.failed - excused} requests failed`);
      if (rollout.bad !== undefined && excused === 0) broken.push(`${row.name}: it failed nothing, so nothing was caught`);
    }
    const pages = await writePages(last as StepResult | null, github.state.comments.find((comment) => comment.issue === 7)?.body ?? '');
    table(rows);
    for (const page of pages) say(`page  ${page}`);
    for (const line of broken) console.error(`BROKEN  ${line}`);
    if (json) console.log(JSON.stringify({ rollouts: rows, pages }));
  } finally {
    await down(state);
    await github.close();
  }
  if (broken.length > 0) process.exitCode = 1;
}

/** One rollout with a live line under it: requests a second, failures, and the share of each version. */
async function watched(rollout: Rollout, act: Act): Promise<{ row: Row; counts: Counts; result: StepResult }> {
  say(`\n${rollout.name}`);
  const began = performance.now();
  const load = start({ url: `http://127.0.0.1:${port}`, rate: RATE });
  const live = liveLine(load);
  const result = await rollout.run(act);
  clearInterval(live);
  const counts = await load.stop();
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const outcome = result.outputs['outcome'] ?? '';
  say(`  ${outcome}: ${result.outputs['message']}`);
  return { row: { name: rollout.name, outcome, requests: counts.requests, failed: counts.failed, seconds }, counts, result };
}

function liveLine(load: Load): NodeJS.Timeout {
  let before = load.seen();
  return setInterval(() => {
    const now = load.seen();
    const requests = now.requests - before.requests;
    const share = (version: string) => (now.byVersion[version]?.requests ?? 0) - (before.byVersion[version]?.requests ?? 0);
    const shares = Object.keys(now.byVersion)
      .filter((version) => share(version) > 0)
      .map((version) => `${version} ${Math.round((100 * share(version)) / requests)} %`);
    say(`  ${requests} requests/s · ${now.failed} failed · ${shares.join(' · ')}`);
    before = now;
  }, 1_000);
}

/** The comment, the job summary and the report of the last rollout, as pages to open. */
async function writePages(last: StepResult | null, comment: string): Promise<string[]> {
  const pages = [join(folder, 'comment.html'), join(folder, 'summary.html')];
  await writeFile(pages[0] as string, await markdownPage('The comment on the pull request', comment));
  await writeFile(pages[1] as string, await markdownPage('The job summary', last?.summary ?? ''));
  const report = last?.outputs['report']?.replace(/json$/, 'html');
  return report ? [...pages, report] : pages;
}

function table(rows: readonly Row[]): void {
  const width = Math.max(...rows.map((row) => row.name.length));
  say(`\n${'rollout'.padEnd(width)}  ${'outcome'.padEnd(11)}  requests  failed  seconds`);
  for (const row of rows) {
    say(
      `${row.name.padEnd(width)}  ${row.outcome.padEnd(11)}  ${`${row.requests}`.padStart(8)}  ${`${row.failed}`.padStart(6)}  ${row.seconds.toFixed(1).padStart(7)}`,
    );
  }
  const caught = rollouts.filter((rollout) => rollout.bad !== undefined).map((rollout) => rollout.name);
  say(`\nAll failures are answers of the bad canary itself (${caught.join(', ')}); every other request was served.`);
}

function say(line: string): void {
  if (!json) console.log(line);
}

// Ctrl-C leaves nothing running.
process.once('SIGINT', () => void down(state).finally(() => process.exit(130)));
await main();
process.exit();
