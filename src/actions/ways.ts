import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryUrl } from '../github/api/repository.ts';
import type { Ways } from '../report/index.ts';

/** What of our workflows to copy the checked-out repository has, under the names they are shown with. */
export function waysOf(workspace: string, env: NodeJS.ProcessEnv): Ways {
  const name = workflow(workspace, 'promote');
  const address = `${repositoryUrl(env)}/actions/workflows/${name}`;
  return { workflowUrl: name === null ? '' : address, byComment: workflow(workspace, 'commands') !== null };
}

/** The file's name; null where there is none, or somebody else's. */
function workflow(workspace: string, name: string): string | null {
  for (const file of [`${name}.yml`, `${name}.yaml`]) {
    try {
      if (readFileSync(join(workspace, '.github/workflows', file), 'utf8').includes('sluice-actions/sluice/')) return file;
    } catch {
      // Not there, or not checked out.
    }
  }
  return null;
}
