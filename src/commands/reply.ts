import { codeBlock, escapeMarkdown, inlineCode } from '../report/index.ts';
import { type Command, GRAMMAR } from './grammar.ts';

// What a person reads under a command that was not carried out. Text of others is escaped; nothing of the comment is in it but names.

export const NOT_ALLOWED =
  '**Not done.** Only who may write to this repository can command a rollout. Ask one of them to write the same comment.';

export const FROM_A_FORK =
  '**Not done.** This pull request comes from a fork, and commands are refused there. To allow them, set the input `forks: allow` where the commands are read; or run the promotion workflow by hand.';

export function notUnderstood(mistake: string): string {
  return [
    `**Not done:** ${mistake}. Write a new comment whose first line is one of these:`,
    codeBlock(GRAMMAR),
    'A service, and its environment where that is not production, stand before the command: `/sluice shop@staging promote`.',
  ].join('\n\n');
}

/** Several services are told of, and the command names none. */
export function whichService(services: readonly string[], { action }: Command): string {
  const forms = services.slice(0, 20).map((service) => inlineCode(`/sluice ${service} ${action}`));
  return `**Not done:** several services are told of here. Write which one you mean: ${forms.join(' or ')}.`;
}

/** No comment of ours shows which version a `promote` is about. */
export function noVersion({ service, environment }: Command, workflow: Workflow): string {
  const of = service === null ? '' : ` of ${inlineCode(service)}`;
  return [
    `**Not done.** No comment of Sluice here shows a version${of} in flight in ${inlineCode(environment)}, so it is not known which one you have seen and mean.`,
    `Write the command in the pull request whose comment shows it, or run ${linked(workflow)} by hand. For another environment write \`/sluice <service>@<environment> promote\`.`,
  ].join(' ');
}

/** GitHub did not say what has to be known first. */
export function notAsked(what: string, message: string): string {
  return `**Not done:** GitHub did not say ${what} (${escapeMarkdown(message)}). Write the command again as a new comment.`;
}

export type Workflow = { readonly file: string; readonly branch: string; readonly url: string };

export function linked({ file, url }: Workflow): string {
  const name = inlineCode(file);
  return /^https?:\/\/[\w.:/-]+$/.test(url) ? `[${name}](${url})` : name;
}
