import { readFileSync } from 'node:fs';
import { readComment } from '../commands/comment-event.ts';
import { repositoryOf, repositoryUrl } from '../github/api/repository.ts';
import { readInputs } from '../github/inputs.ts';
import { annotate, fail, setOutputs } from '../github/outputs.ts';
import { obey } from './obey.ts';

/** The comment that started this run, as a command; nothing is done, nor said, for any other event. */
async function command(env: NodeJS.ProcessEnv): Promise<void> {
  const at = repositoryOf(env);
  const commanded = readComment(env['GITHUB_EVENT_NAME'], eventOf(env));
  if (at === null || commanded === null) return setOutputs({ outcome: 'ignored', reason: 'no-command', message: '' });
  const { workflow = '', forks = '', 'github-token': token = '' } = readInputs(['workflow', 'forks', 'github-token']);
  const problems = [
    /^[\w.-]+\.ya?ml$/.test(workflow) ? '' : 'input workflow: write the name of a file in .github/workflows, like promote.yml',
    forks === 'refuse' || forks === 'allow' ? '' : 'input forks: write refuse or allow',
    token !== '' ? '' : 'input github-token is empty: leave it out, so that the token of the job is taken',
  ].filter((problem) => problem !== '');
  if (problems.length > 0) return end({ outcome: 'refused', reason: 'invalid-input', message: problems.join('\n') }, true);
  const url = `${repositoryUrl(env)}/actions/workflows/${workflow}`;
  const { isBroken, ...obeyed } = await obey({
    at,
    commanded,
    workflow: { file: workflow, branch: commanded.defaultBranch, url },
    forks: forks === 'allow' ? 'allow' : 'refuse',
    token,
    env,
  });
  end(obeyed, isBroken);
}

/** The text of a comment comes from this file and goes through no shell and no expression. */
function eventOf(env: NodeJS.ProcessEnv): unknown {
  try {
    return JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
  } catch {
    return null;
  }
}

const TITLES: Record<string, string> = { dispatched: 'Started the promotion workflow', refused: 'Command not carried out' };

function end(outputs: { readonly outcome: string; readonly reason: string; readonly message: string }, isBroken: boolean): void {
  setOutputs(outputs);
  annotate(isBroken ? 'error' : 'notice', TITLES[outputs.outcome] ?? 'Nothing to do', outputs.message);
  if (isBroken) fail();
}

try {
  await command(process.env);
} catch (error) {
  annotate('error', 'Failed', error instanceof Error ? (error.stack ?? error.message) : String(error));
  fail();
}
// A request that still hangs must not keep the job.
process.exit();
