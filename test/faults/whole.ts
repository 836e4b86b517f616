import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { job } from '../actions/job.ts';
import type { Shop } from '../actions/shop.ts';
import { processesIn } from '../actions/whole-state.ts';

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
  const app = join(shop.workspace, 'app.ts');
  const processes = (await processesIn([shop.workspace])).map(([, line]) => line);
  // The shell that started one has the file in its line too.
  expect('instances that run', processes.filter((line) => line.split(' ')[1] === app).length, instances);
  expect(
    'processes left over',
    processes.filter((line) => !line.includes(app) && !STAYS.test(line)),
    [],
  );
  return wrong;
}

/** What an outcome says of a version, and is not so. */
export async function lieIn(shop: Shop, version: string, outcome: string): Promise<string[]> {
  const journal = await shop.journal();
  const traffic = await shop.traffic();
  const is = `${outcome}, with ${JSON.stringify(traffic)} and ${journal?.rollout ? 'a rollout in flight' : 'nothing in flight'}`;
  const isSo: Record<string, boolean> = {
    promoted: traffic[version] === 100 && journal?.rollout === null,
    canary: traffic[version] === 50 && journal?.rollout?.attempted.version === version,
    'rolled-back': traffic[version] === undefined && journal?.rollout === null,
    unchanged: journal?.holder === null,
    stuck: journal?.rollout?.stuck != null,
    interrupted: journal?.rollout != null,
    refused: traffic[version] === undefined && journal?.rollout === null,
  };
  return isSo[outcome] === true ? [] : [`it ends as ${is}`];
}

/** Balancers, which go on between two rollouts. */
const STAYS = /local-balancer\.js|haproxy/;

/** Temporary files and sockets below a folder, but for that of the balancer of local. */
async function leftOver(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const left = found.filter((entry) => entry.name.endsWith('.tmp') || (entry.isSocket() && entry.name !== 'balancer.sock'));
  return left.map(({ parentPath, name }) => join(parentPath, name));
}
