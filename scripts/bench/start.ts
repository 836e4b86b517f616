import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carryOut } from '../../test/fakes/step.ts';
import { open } from '../../test/load/live.ts';
import { atMost, beside, median, type Part } from './figure.ts';

const ROUNDS = 25;
/** How much longer an action may take than a script that only imports what every action needs. */
const MOST = 1.3;

const BARE = 'node';
const LEAST = 'a script that imports node:http';
const SCRIPTS: Readonly<Record<string, string>> = { [BARE]: '', [LEAST]: "import 'node:http';\n" };
const ACTIONS: Readonly<Record<string, Record<string, string>>> = {
  rolling: { version: 'v1' },
  'blue-green-switch': { version: 'v1' },
  'canary-step': { version: 'v1', weight: '25' },
  promote: { version: 'v1' },
  rollback: {},
  status: {},
};

/**
 * How long each action takes that finds nothing to do, from its start to its end, and scripts that do nothing: started in the same way,
 * and one of each in every round, because the speed of a machine wavers.
 */
export const start: Part = async ({ signal }) => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-start-'));
  const live = await open({ platform: 'local', tracked: false, settings: {} });
  try {
    const runs = new Map<string, () => Promise<{ took: number }>>();
    for (const [name, text] of Object.entries(SCRIPTS)) {
      const file = join(folder, `${runs.size}.mjs`);
      await writeFile(file, text);
      runs.set(name, () => carryOut([process.execPath, file], { workspace: folder, inputs: {} }));
    }
    for (const [action, inputs] of Object.entries(ACTIONS)) runs.set(action, () => live.act(action, 1, inputs));
    const times = new Map([...runs.keys()].map((name) => [name, [] as number[]]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, run] of runs) {
        signal.throwIfAborted();
        times.get(name)?.push((await run()).took);
      }
    }
    const middle = (name: string) => median(times.get(name) ?? []);
    return [
      ...Object.keys(SCRIPTS).map((name) => beside(`start of ${name}`, middle(name), 'ms')),
      ...Object.keys(ACTIONS).flatMap((action) => [
        beside(`${action} with nothing to do`, middle(action), 'ms'),
        atMost(`${action} beside that script`, middle(action) / middle(LEAST), '×', MOST),
      ]),
    ];
  } finally {
    await live.close();
    await rm(folder, { recursive: true, force: true });
  }
};
