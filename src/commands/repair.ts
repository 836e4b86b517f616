import { codeBlock, escapeMarkdown } from '../report/index.ts';
import { linked, type Workflow } from './reply.ts';

/** Why the promotion workflow was not started. */
export type Obstacle = 'missing' | 'no-trigger' | 'inputs' | 'permission' | 'unknown';

/** What to change, as a sentence and lines to write. */
export type Repair = { readonly text: string; readonly lines: readonly string[] };

const INPUTS = 'action, service, environment, version, to, reason';

/** What to change so that the promotion workflow can be started. `message` is what GitHub said. */
export function repair(obstacle: Obstacle, { file, branch, url }: Workflow, message: string): Repair {
  const name = `.github/workflows/${file} on ${branch}`;
  switch (obstacle) {
    case 'missing':
      return { text: `There is no ${name}. Copy examples/workflows/promote.yml there, or set the input workflow to its name.`, lines: [] };
    case 'no-trigger':
      return {
        text: `${name} cannot be started by hand (${message}). Add to it, with the inputs ${INPUTS}:`,
        lines: ['on:', '  workflow_dispatch:', '    inputs:'],
      };
    case 'inputs':
      return { text: `${name} does not take this command (${message}). It must have the inputs ${INPUTS}.`, lines: [] };
    case 'permission':
      return {
        text: `The token may not start ${name}. Add to the job that reads the commands:`,
        lines: ['permissions:', '  actions: write'],
      };
    case 'unknown':
      return {
        text: `GitHub did not say whether ${name} was started (${message}). Look at ${url} before you write the command again.`,
        lines: [],
      };
  }
}

/** As text for the log. */
export function repairText({ text, lines }: Repair): string {
  return [text, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** As a reply. */
export function repairReply({ text, lines }: Repair, workflow: Workflow): string {
  const code = lines.length === 0 ? [] : [codeBlock(lines)];
  return [`**Not done.** ${escapeMarkdown(text)}`, ...code, `The workflow: ${linked(workflow)}`].join('\n\n');
}
