import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { twoFreePorts } from '../fakes/ports.ts';
import { openRepository, type Repository, type Settings } from './repository.ts';

type Options = {
  /** Each has a port of its own. */
  readonly environments?: readonly string[];
  readonly settings?: Settings;
  readonly onTestFinished: (close: () => Promise<void>) => void;
};

/** A repository with the service `shop` and workflows of the folder `files`, by the name that they have there. */
export async function openShop(workflows: Readonly<Record<string, string>>, options: Options): Promise<Repository> {
  const { environments = [], settings = {}, onTestFinished } = options;
  const files: Record<string, string> = {};
  for (const [name, source] of Object.entries(workflows)) {
    files[`.github/workflows/${name}`] = await readFile(join(import.meta.dirname, 'files', source), 'utf8');
  }
  const ports: Record<string, Settings> = {};
  for (const name of environments) ports[name] = { port: await twoFreePorts() };
  return openRepository({ files, settings: { ...(environments.length > 0 && { environments: ports }), ...settings }, onTestFinished });
}

/** Users who ask all the time. @returns what ends it */
export function use(repository: Repository): () => Promise<void> {
  let isOver = false;
  const ask = async () => {
    while (!isOver) await repository.ask();
  };
  const users = Array.from({ length: 4 }, ask);
  return async () => {
    isOver = true;
    await Promise.all(users);
  };
}
