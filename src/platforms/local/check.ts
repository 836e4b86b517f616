import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Problem } from '../../ports/service.ts';
import { isWritable } from '../durable-file.ts';
import { isFree } from './port.ts';
import type { Site } from './site.ts';

/** What would fail later, found without writing. */
export async function check(site: Site, signal: AbortSignal): Promise<readonly Problem[]> {
  const { service, folder } = site;
  const state = await site.balancer.state(signal);
  const problems: Problem[] = [];
  if (!(await isWritable(await firstPresent(folder))))
    problems.push({ message: `The folder ${folder} cannot be written to: change its rights, or \`state\`.` });
  if (state && state.config.port !== service.port) {
    problems.push({
      message: `The balancer of ${service.name} listens on port ${state.config.port}: write \`port: ${state.config.port}\`, or stop it first.`,
    });
  } else if (!state || state.process === 'none') {
    for (const [port, host] of [
      [service.port, undefined],
      [service.port + 1, '127.0.0.1'],
    ] as const) {
      if (!(await isFree(port, host)))
        problems.push({ message: `Port ${port} of this machine is in use: stop what listens there, or change \`port\`.` });
    }
  }
  return problems;
}

async function firstPresent(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => null);
  return found ? folder : firstPresent(dirname(folder));
}
