import type { Ending } from '../ports/reporter.ts';
import type { DeploymentOptions } from './record/deployment.ts';
import type { View } from './view.ts';

export type GithubReporterOptions = {
  /** null: nothing is told on GitHub. */
  readonly token: string | null;
  readonly env: NodeJS.ProcessEnv;
  readonly service: string;
  readonly environment: string;
  readonly comment: 'on-change' | 'on-failure' | 'never';
  /** Whether jobs for other environments of the service may write into the comment at the same time. */
  readonly shared: boolean;
  readonly deployment: DeploymentOptions['mode'] | 'none';
  /** The input that names the check of the job; '' where the runner does not tell it. */
  readonly checkRun: string;
  /** The input: a number, or '' to have it found. */
  readonly pullRequest: string;
  /** What people open. */
  readonly url: string | null;
  /** Never to be seen in what goes to GitHub. */
  readonly secrets: readonly string[];
  readonly view: View;
  readonly info: (line: string) => void;
  /** Whether the journal is still as this end left it. Left out: nobody knows. */
  readonly isLatest?: (ending: Ending) => Promise<boolean>;
  /** Milliseconds that `finish` may last, 10,000 (3,000 after a cancel), and between two edits of the comment, 20,000. */
  readonly finishWithin?: number;
  readonly editGap?: number;
};
