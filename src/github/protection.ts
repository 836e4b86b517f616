import { githubClient } from './api/client.ts';
import { lacksPermission, toAdd } from './api/feature.ts';
import { repositoryOf, repositoryUrl } from './api/repository.ts';

type Rule = { readonly wait_timer?: number; readonly reviewers?: readonly unknown[] };

/**
 * Whether an environment makes a job wait for a person or a timer. A gate that cannot be checked is none. Throws nothing.
 * @returns what is lacking and what to do, as a sentence; null where it is protected
 */
export async function unprotected(
  name: string,
  { token, env }: { readonly token: string; readonly env: NodeJS.ProcessEnv },
): Promise<string | null> {
  const at = repositoryOf(env);
  const asked = `environment ${name}, which \`require-protection\` names`;
  if (token === '' || at === null) return `${asked}, cannot be checked: there is no \`github-token\`, or this is no GitHub run`;
  const settings = `${repositoryUrl(env)}/settings/environments`;
  try {
    const octokit = await githubClient(token, env);
    const { data } = await octokit.rest.repos.getEnvironment({ ...at, environment_name: name });
    const isGate = ({ wait_timer: wait = 0, reviewers = [] }: Rule) => wait > 0 || reviewers.length > 0;
    if ((data.protection_rules as readonly Rule[] | undefined)?.some(isGate)) return null;
    return `${asked}, has neither required reviewers nor a wait timer, so nobody was asked: add one at ${settings}`;
  } catch (error) {
    const { status, message } = error as { status?: number; message?: string };
    if (lacksPermission(error)) return `${asked}, cannot be checked: the token lacks a permission. ${toAdd('actions: read')}`;
    if (status === 404)
      return `there is no ${asked}, and GitHub makes one without any rule for the first job that names it: make it at ${settings}, with required reviewers or a wait timer`;
    return `${asked}, could not be checked, as GitHub did not answer: ${message ?? String(error)}. Run this again`;
  }
}
