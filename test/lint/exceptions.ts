import type { Finding } from './lint.ts';

/** Findings that are none, with the reason. */
export type Exception = {
  readonly checker: 'actionlint' | 'zizmor';
  readonly rule: string;
  /** In its message. */
  readonly says?: string;
  /** Everywhere, if there is none. */
  readonly file?: string;
  /** Not in what runs in this repository. */
  readonly onlyShown?: true;
  readonly because: string;
};

export const EXCEPTIONS: readonly Exception[] = [
  {
    checker: 'actionlint',
    rule: 'syntax-check',
    says: 'unexpected key "queue" for "concurrency" section',
    because: 'GitHub has it, and it keeps up to a hundred runs in the queue; actionlint 1.7.12 does not know it',
  },
  {
    checker: 'zizmor',
    rule: 'self-repository',
    because: 'they say sluice-actions/sluice/…@v1: the gate reads ./… for it, so that inputs and outputs are known',
  },
  {
    checker: 'zizmor',
    rule: 'unpinned-uses',
    onlyShown: true,
    because: 'an example names the major version: a hash in it would be old before it is copied',
  },
  {
    checker: 'zizmor',
    rule: 'artipacked',
    onlyShown: true,
    because: 'since v6 checkout keeps its credentials outside of the files that are checked out',
  },
  {
    checker: 'zizmor',
    rule: 'undocumented-permissions',
    onlyShown: true,
    because: 'the page around an example says what each is for',
  },
  {
    checker: 'zizmor',
    rule: 'concurrency-limits',
    onlyShown: true,
    because: 'it stands at the job that deploys, and never at one that goes back, which must not wait',
  },
  {
    checker: 'zizmor',
    rule: 'anonymous-definition',
    because: 'the id of a job is a name that says enough',
  },
  {
    checker: 'zizmor',
    rule: 'excessive-permissions',
    file: '.github/workflows/commands.yml',
    because: 'a workflow that is called gets what its caller gives, and may not ask for more',
  },
  {
    checker: 'zizmor',
    rule: 'dangerous-triggers',
    says: 'issue_comment',
    onlyShown: true,
    because: 'commands are comments: nothing is checked out, and their text gets into no script and no expression',
  },
];

/** Whether it means this finding. What runs here are workflows of this repository, and actions. */
export function excepts({ checker, rule, says, file, onlyShown }: Exception, finding: Finding): boolean {
  const runsHere = finding.file.startsWith('.github/') || finding.file.endsWith('action.yml');
  return (
    finding.checker === checker &&
    finding.rule === rule &&
    finding.message.includes(says ?? '') &&
    finding.file === (file ?? finding.file) &&
    !(onlyShown && runsHere)
  );
}
