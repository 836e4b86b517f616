import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { job } from '../actions/job.ts';
import type { Shop } from '../actions/shop.ts';

/** What is not as it should be where a service is at rest on one version: traffic, instances, journal, files, processes. */
export async function wrongWith(shop: Shop, instances: number): Promise<string[]> {
  const wrong: string[] = [];
  const expect = (what: string, is: unknown, wanted: unknown) => {
    if (JSON.stringify(is) !== JSON.stringify(wanted)) wrong.push(`${what} is ${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`);
  };
  const { outputs, code } = await job(shop, 'status');
  const { outcome, version = '' } = outputs;
  expect('status', [code, outcome], [0, 'idle']);
  expect('the traffic', await shop.traffic(), { [version]: 100 });
  expect('what users get', await shop.users(), [version]);
  expect('what runs', await shop.running(), { [version]: instances });
  const weights = await shop.weights();
  const live = (await shop.instances()).filter(({ track }) => (weights[track] ?? 0) > 0);
  const out = await Promise.all(live.map(async ({ name }) => ((await shop.isOut(name)) ? [name] : [])));
  expect('out of rotation', out.flat(), []);
  const journal = await shop.journal();
  expect('the journal', [journal?.rollout, journal?.holder, journal?.request, journal?.live?.version], [null, null, null, version]);
  expect('files left over', await leftOver(join(shop.workspace, 'state')), []);
  expect('processes', await processesOf(join(shop.workspace, 'app.ts')), instances);
  return wrong;
}

/** Temporary files below a folder. */
async function leftOver(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.tmp'));
}

/** How many processes run a file. */
async function processesOf(file: string): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  // The shell that started one has the file in its line too.
  return lines.filter((line) => line.split('\0')[1] === file).length;
}
