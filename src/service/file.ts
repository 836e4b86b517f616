import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../ports/service.ts';
import { isMapping, type Mapping } from '../units/mapping.ts';
import { InvalidServiceFile } from '../units/problem.ts';
import { type Position, readYaml, type YamlDocument } from '../units/yaml.ts';
import type { Finding, Path } from './finding.ts';
import { schemaFindings } from './schema.ts';

const MAX_BYTES = 1024 * 1024;

/** A service file. What it says may be of any shape where there are problems. */
export type ServiceFile = {
  readonly path: string;
  readonly defaults: Mapping;
  readonly services: Mapping;
  /** Where it does not keep to the schema. */
  readonly problems: readonly Problem[];
  /** The line and column of what stands at a path, or of `key` in the mapping there; undefined where nothing does. */
  locate(path: Path, key?: string): Position | undefined;
};

/** Reads the service file. Throws {@link InvalidServiceFile} where it holds no services at all, `path` as the problems' file. */
export function loadServiceFile(path: string, root = '.'): ServiceFile {
  return parseServiceFile(readText(path, resolve(root, path)), path);
}

/** At once: to have a thread read a small file takes an action 2 ms more. */
function readText(path: string, absolute: string): string {
  const fail = (message: string) => new InvalidServiceFile([{ file: path, message }]);
  try {
    const found = statSync(absolute);
    // A device or a pipe may have no end.
    if (!found.isFile()) throw fail('this is no file: name the service file with the input config');
    if (found.size > MAX_BYTES) throw fail('the file is larger than 1 MB: keep only services in it');
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    if (error instanceof InvalidServiceFile) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : message;
    throw fail(
      `cannot read the service file (${why}): check out the repository before this step, write the file, or name another with the input config`,
    );
  }
}

/** Reads the text of a service file; errors as {@link loadServiceFile}. */
export function parseServiceFile(text: string, path: string): ServiceFile {
  const { documents, next } = readYaml(text, 1);
  const [{ value, locate, problems: wrong }] = documents as [YamlDocument];
  const second = next === null ? [] : [{ message: 'a second document starts here: keep one, without ---', ...next }];
  const all = [...wrong, ...second];
  if (all.length > 0) throw new InvalidServiceFile(all.map((problem) => ({ file: path, ...problem })));
  const problems = schemaFindings(value, 'file').map((finding) => inFile(finding, path, locate));
  const { defaults, services } = isMapping(value) ? value : {};
  if (!isMapping(services) || Object.keys(services).length === 0) throw new InvalidServiceFile(problems);
  return { path, defaults: isMapping(defaults) ? defaults : {}, services, problems, locate };
}

/** A finding with the file, and the nearest line that is known. */
function inFile(finding: Finding, file: string, locate: ServiceFile['locate']): Problem {
  return {
    file,
    message: finding.message,
    ...(locate(finding.path, finding.key) ?? locate(finding.path.slice(0, -1))),
  };
}
