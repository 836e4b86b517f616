import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson } from '../durable-file.ts';
import { isAlive, stopGroup } from '../process.ts';
import type { BalancerMark } from './balancer/state.ts';
import { readRecords } from './records.ts';

/** Stops every balancer and instance that runs from a state folder; journals and records stay. @returns the names of what was stopped */
export async function down(stateFolder: string): Promise<string[]> {
  const services = await readdir(stateFolder, { withFileTypes: true }).catch(() => []);
  const folders = services.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return (await Promise.all(folders.map((name) => stopService(join(stateFolder, name), decodeURIComponent(name))))).flat();
}

async function stopService(folder: string, service: string): Promise<string[]> {
  const balancer = await readJson<BalancerMark>(join(folder, 'balancer.process.json'));
  const records = await readRecords(folder);
  const marks = [
    { name: `${service} balancer`, process: balancer },
    ...records.map((record) => ({ name: `${service} ${record.name}`, process: record.process })),
  ];
  const stopped: string[] = [];
  for (const { name, process } of marks) {
    if (!process || !(await isAlive(process))) continue;
    await stopGroup(process);
    stopped.push(name);
  }
  await rm(join(folder, 'balancer.process.json'), { force: true });
  return stopped;
}
