import { readFile, writeFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import type { Told } from './told.ts';

type Outputs = Readonly<Record<string, string>>;

/**
 * Makes the jobs that did well do nothing and answer as they did, as where only the failed jobs of a run are run again.
 * A matrix is kept or run as a whole. @returns which it kept, a line each
 */
export async function keepFinished(path: string, { jobs, steps }: Told): Promise<string[]> {
  const document = parseDocument(await readFile(path, 'utf8'));
  const kept = Object.keys(jobs).filter((id) => jobs[id] === 'success' && document.hasIn(['jobs', id]));
  for (const id of kept) {
    for (const key of ['if', 'strategy', 'uses', 'with']) document.deleteIn(['jobs', id, key]);
    document.setIn(['jobs', id, 'runs-on'], 'ubuntu-latest');
    document.setIn(['jobs', id, 'steps'], [{ run: 'true' }]);
    const outputs = (document.toJS() as { jobs: Record<string, { outputs?: Outputs }> }).jobs[id]?.outputs ?? {};
    for (const [name, value] of Object.entries(outputs)) {
      const found = /steps\.([\w-]+)\.outputs\.([\w-]+)/.exec(value);
      const step = steps.find((one) => one.job === id && one.id === found?.[1]);
      document.setIn(['jobs', id, 'outputs', name], step?.outputs[found?.[2] ?? ''] ?? '');
    }
  }
  await writeFile(path, document.toString({ lineWidth: 0 }));
  return kept.map((id) => `jobs.${id} stays as it was`);
}
