import type { Problem } from '../ports/service.ts';

/** What a person reads at once, and GitHub shows; where there are more, something else is wrong than each of them. */
const MOST = 50;

/** Thrown with everything that must be changed in the service file, its manifests, or the inputs that win over it; of very many the first. */
export class InvalidServiceFile extends Error {
  override name = 'InvalidServiceFile' as const;
  readonly problems: readonly Problem[];
  constructor(all: readonly Problem[]) {
    const more = all.length - MOST;
    const problems = more <= 0 ? all : [...all.slice(0, MOST), { message: `and ${more} more: correct these first` }];
    super(problems.map(problemLine).join('\n'));
    this.problems = problems;
  }
}

/** A problem in one line, with where it is. */
export function problemLine({ file, line, column, message }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return place === '' ? message : `${place}: ${message}`;
}

const MOST_SHOWN = 80;

/** Text of others in quotes, without line ends and control characters, cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
}
