import { choose, needsTold, type Target, workflowInputs } from '../commands/choose.ts';
import type { Commanded } from '../commands/comment-event.ts';
import { type Command, readCommand } from '../commands/grammar.ts';
import { repair, repairReply, repairText } from '../commands/repair.ts';
import { FROM_A_FORK, NOT_ALLOWED, notAsked, notUnderstood, noVersion, type Workflow, whichService } from '../commands/reply.ts';
import { githubClient } from '../github/api/client.ts';
import type { Repository } from '../github/api/repository.ts';
import { type Answer, answering, type Reaction } from '../github/command/answer.ts';
import { startWorkflow } from '../github/command/dispatch.ts';
import { isCarriedOut, isFromFork, mayWrite } from '../github/command/facts.ts';
import { toldOn } from '../github/command/told.ts';
import { info } from '../github/outputs.ts';

export type Obeying = {
  readonly at: Repository;
  readonly commanded: Commanded;
  readonly workflow: Workflow;
  readonly forks: 'refuse' | 'allow';
  readonly token: string;
  readonly env: NodeJS.ProcessEnv;
};

/** How a command ended. `isBroken`: not the person, but the repository has to change something. */
export type Obeyed = {
  readonly outcome: 'dispatched' | 'refused' | 'ignored';
  readonly reason: string;
  readonly message: string;
  readonly isBroken: boolean;
};

/** Why a command is not carried out, and how that is answered. */
class NotDone extends Error {
  override name = 'NotDone' as const;
  readonly as: { readonly reason: string; readonly reaction: Reaction; readonly reply: string; readonly isBroken?: true };
  constructor(message: string, as: NotDone['as']) {
    super(message);
    this.as = as;
  }
}

type Site = Obeying & { readonly octokit: Awaited<ReturnType<typeof githubClient>>; readonly answer: Answer };

/** Answers a comment, and starts the promotion workflow where its author may command that. Throws nothing that GitHub answers. */
export async function obey(obeying: Obeying): Promise<Obeyed> {
  const { at, commanded, token, env } = obeying;
  const { issue, comment, isPull } = commanded;
  const octokit = await githubClient(token, env);
  const answer = answering(octokit, { ...at, issue, comment }, isPull ? 'pull-requests: write' : 'issues: write', info);
  try {
    return await carryOut({ ...obeying, octokit, answer });
  } catch (error) {
    if (!(error instanceof NotDone)) throw error;
    const { reason, reaction, reply, isBroken = false } = error.as;
    await answer.react(reaction);
    await answer.reply(reply);
    return { outcome: 'refused', reason, message: error.message, isBroken };
  }
}

async function carryOut(site: Site): Promise<Obeyed> {
  const { octokit, at, commanded, workflow, answer } = site;
  const { author, issue } = commanded;
  if (!(await asked('whether you may command', () => mayWrite(octokit, at, author))))
    throw new NotDone(`${author} may not write to this repository`, { reason: 'not-allowed', reaction: '-1', reply: NOT_ALLOWED });
  // Run again later, the same comment could take back, or lock, what nobody meant.
  if (Number(site.env['GITHUB_RUN_ATTEMPT']) > 1 && (await asked('what was done', () => isCarriedOut(octokit, at, commanded.comment))))
    return {
      outcome: 'ignored',
      reason: 'carried-out',
      message: 'an earlier attempt has carried this command out, or the comment is gone; write a new comment',
      isBroken: false,
    };
  const command = readCommand(commanded.line);
  if ('mistake' in command)
    throw new NotDone(command.mistake, { reason: 'not-understood', reaction: 'confused', reply: notUnderstood(command.mistake) });
  await answer.react('eyes');
  await refuseForks(site);
  const target = await targetOf(command, site);
  const inputs = workflowInputs(command, target, `${author} in #${issue}`);
  const obstacle = await startWorkflow(octokit, at, { workflow: workflow.file, ref: workflow.branch, inputs });
  if (obstacle) {
    const mend = repair(obstacle.why, workflow, obstacle.message);
    const as = { reason: `workflow-${obstacle.why}`, reaction: 'confused', reply: repairReply(mend, workflow), isBroken: true } as const;
    throw new NotDone(repairText(mend), as);
  }
  await answer.react('rocket');
  const said = Object.entries(inputs).map(([name, value]) => `${name}: ${value}`);
  return { outcome: 'dispatched', reason: 'done', message: `${author} asked for ${said.join(', ')}`, isBroken: false };
}

async function refuseForks({ octokit, at, commanded: { isPull, issue }, forks }: Site): Promise<void> {
  if (forks === 'allow' || !isPull || !(await asked('where the pull request comes from', () => isFromFork(octokit, at, issue)))) return;
  throw new NotDone('the pull request comes from a fork', { reason: 'fork', reaction: '-1', reply: FROM_A_FORK });
}

async function targetOf(command: Command, { octokit, at, commanded, workflow }: Site): Promise<Target> {
  if (!needsTold(command)) return { service: command.service, version: null };
  const unknown =
    command.service === null ? 'which service is meant; name it, as in `/sluice shop rollback`' : 'which version you have seen';
  const told = asked(unknown, () => toldOn(octokit, at, commanded.issue));
  // Going back, and a lock, do not wait until a comment can be read, where they say of what.
  const canDoWithout = command.action !== 'promote' && command.service !== null;
  const target = choose(command, canDoWithout ? await told.catch(() => []) : await told);
  if ('services' in target) {
    const message = `several services are told of here: ${target.services.join(', ')}`;
    throw new NotDone(message, { reason: 'which-service', reaction: 'confused', reply: whichService(target.services, command) });
  }
  if (command.action === 'promote' && target.version === null) {
    const message = `nothing tells which version is to be promoted in ${command.environment}`;
    throw new NotDone(message, { reason: 'no-version', reaction: 'confused', reply: noVersion({ ...command, ...target }, workflow) });
  }
  return target;
}

/** What GitHub has to say first; the command is not carried out where it does not. */
async function asked<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { message } = error as Error;
    const as = { reason: 'github-error', reaction: 'confused', reply: notAsked(what, message), isBroken: true } as const;
    throw new NotDone(`GitHub did not say ${what}: ${message}`, as);
  }
}
