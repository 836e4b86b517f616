import type { Problem, Service } from '../ports/service.ts';
import { isMapping, type Mapping } from '../units/mapping.ts';
import { nearest } from '../units/nearest.ts';
import { InvalidServiceFile, quoted } from '../units/problem.ts';
import { resolveService } from './environment.ts';
import { type Expansion, tryExpand } from './expand.ts';
import { loadServiceFile, type ServiceFile } from './file.ts';
import type { Finding, Path } from './finding.ts';

/** Names that are listed in a message. */
const MOST_NAMES = 30;

export type ReadOptions = Omit<Expansion, 'service' | 'version'> & {
  /** Path of the service file, relative to `root`. */
  readonly file: string;
  /** null: the only one in the file. */
  readonly service: string | null;
  /** The version about to be deployed; null or left out: `{version}` stays. */
  readonly version?: string | null;
};

/** Reads one service for one environment. Throws {@link InvalidServiceFile} with all problems and their lines. */
export async function readService(options: ReadOptions): Promise<Service> {
  const file = loadServiceFile(options.file, options.root);
  const name = chooseService(file, options.service);
  const { raw, unmatched, chosen, elsewhere } = resolveService(file.defaults, ownPart(file, name), options.environment);
  if (unmatched.length > 0) {
    const message = `${name} has no environment ${quoted(options.environment)}: set the input environment to one of ${list(unmatched)}, or add it here`;
    throw invalid(file, [{ file: file.path, message, ...sourceOf(file, name, null, ['environments']) }]);
  }
  const { service, findings } = tryExpand(raw, { ...options, service: name });
  if (service === null || file.problems.length > 0)
    throw invalid(
      file,
      findings.map((finding) => problemOf(finding, file, name, chosen)),
    );
  return elsewhere ? { ...service, elsewhere } : service;
}

/** The services of a file that are in the environment; all, where none is, so that each can say so. Throws as {@link readService} does. */
export async function servicesIn({ file: path, root, environment }: Pick<ReadOptions, 'file' | 'root' | 'environment'>): Promise<string[]> {
  const file = loadServiceFile(path, root);
  const names = Object.keys(file.services);
  const there = names.filter((name) => resolveService(file.defaults, ownPart(file, name), environment).unmatched.length === 0);
  return there.length > 0 ? there : names;
}

function ownPart({ services }: ServiceFile, name: string): Mapping {
  const own = services[name];
  return isMapping(own) ? own : {};
}

/** What is wrong by the schema, and what else is wrong, in the order of the file; of one place only what the schema says. */
function invalid({ problems }: ServiceFile, others: readonly Problem[]): InvalidServiceFile {
  const places = new Set(problems.map(({ line, column }) => `${line}:${column}`));
  const rest = others.filter(({ line, column }) => line === undefined || !places.has(`${line}:${column}`));
  return new InvalidServiceFile([...problems, ...rest].toSorted(byPlace));
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function chooseService(file: ServiceFile, wanted: string | null): string {
  const names = Object.keys(file.services);
  const [only] = names;
  const fail = (message: string) => invalid(file, [{ file: file.path, message, ...file.locate([], 'services') }]);
  if (wanted === null) {
    if (only !== undefined && names.length === 1) return only;
    throw fail(`the file has several services: set the input service to one of ${list(names)}`);
  }
  if (names.includes(wanted)) return wanted;
  const near = nearest(wanted, names);
  throw fail(
    `there is no service ${quoted(wanted)}: ${near === null ? `set the input service to one of ${list(names)}` : `did you mean ${near}?`}`,
  );
}

function list(names: readonly string[]): string {
  return names.length <= MOST_NAMES ? names.join(', ') : `${names.slice(0, MOST_NAMES).join(', ')} …`;
}

function problemOf(finding: Finding, file: ServiceFile, name: string, chosen: string | null): Problem {
  if (finding.path[0] === 'input') return { message: finding.message };
  return {
    file: file.path,
    message: finding.message,
    ...sourceOf(file, name, chosen, finding.path, finding.key),
  };
}

/** Where a value of a merged service was written: what wins is looked at first; without the value, the nearest that holds it. */
function sourceOf(
  file: ServiceFile,
  name: string,
  chosen: string | null,
  path: Path,
  key?: string,
): { line: number; column: number } | undefined {
  const own = ['services', name];
  const bases: Path[] = [own, ['defaults']].flatMap((base) => (chosen === null ? [base] : [[...base, 'environments', chosen], base]));
  for (let length = path.length; length >= 0; length--) {
    const part = path.slice(0, length);
    for (const base of bases) {
      const named = key === undefined ? undefined : file.locate([...base, ...part], key);
      // The service as a whole is shown by its name.
      const found = named ?? (length > 0 ? file.locate([...base, ...part]) : undefined);
      if (found !== undefined) return found;
    }
  }
  return file.locate(['services'], name);
}
