import { spawnSync } from 'node:child_process';
import { open } from '../../test/load/live.ts';
import { atMost, beside, median, type Part } from './figure.ts';

const TIMES = 15;
/** How much longer an action may take than a script that only imports what every action needs. */
const MOST = 1.3;

/** How long each action takes that finds nothing to do, from its start to its end. */
export const start: Part = async ({ signal }) => {
  const time = async (run: () => number | Promise<number>) => {
    const times: number[] = [];
    for (let round = 0; round < TIMES; round++) {
      signal.throwIfAborted();
      times.push(await run());
    }
    return median(times);
  };
  const node = (...args: string[]) =>
    time(() => {
      const began = performance.now();
      spawnSync(process.execPath, args, { stdio: 'ignore' });
      return performance.now() - began;
    });
  const bare = await node('-e', '0');
  const least = await node('--input-type=module', '-e', "import 'node:http'; import 'node:https';");
  const live = await open({ platform: 'local', tracked: false, settings: {} });
  try {
    const actions: Record<string, Record<string, string>> = {
      rolling: { version: 'v1' },
      'blue-green-switch': { version: 'v1' },
      'canary-step': { version: 'v1', weight: '25' },
      promote: { version: 'v1' },
      rollback: {},
      status: {},
    };
    const figures = [beside('start of node', bare, 'ms'), beside('start of a script that imports node:http', least, 'ms')];
    for (const [action, inputs] of Object.entries(actions)) {
      const took = await time(async () => (await live.act(action, 1, inputs)).took);
      figures.push(beside(`${action} with nothing to do`, took, 'ms'), atMost(`${action} beside that script`, took / least, '×', MOST));
    }
    return figures;
  } finally {
    await live.close();
  }
};
