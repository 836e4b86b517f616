import type { Problem } from '../ports/service.ts';

export type Path = readonly (string | number)[];

/** Something wrong in a value, before it is known which line of the file it came from. */
export type Finding = {
  readonly path: Path;
  /** A key of the mapping at `path` that is wrong itself. */
  readonly key?: string;
  readonly message: string;
};

/** Thrown with everything that must be changed in the service file, or in the inputs that win over it. */
export class InvalidServiceFile extends Error {
  override name = 'InvalidServiceFile' as const;
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(problemLine).join('\n'));
    this.problems = problems;
  }
}

function problemLine({ file, line, column, message }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return place === '' ? message : `${place}: ${message}`;
}

/** Writes a path as people do: `servers[0].address`; the whole value is `the file`. */
export function showPath(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}
