export type Path = readonly (string | number)[];

/** Something wrong in a value, before it is known which line of the file it came from. */
export type Finding = {
  readonly path: Path;
  /** A key of the mapping at `path` that is wrong itself. */
  readonly key?: string;
  readonly message: string;
};

/** Writes a path as people do: `servers[0].address`; the whole value is `the file`. */
export function showPath(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}
