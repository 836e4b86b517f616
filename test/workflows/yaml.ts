import { type Document, isMap, isScalar, parseDocument } from 'yaml';

/** Keys that GitHub knows and act refuses a whole file for. They have no effect in it. `*` is any key. */
const UNKNOWN_TO_ACT = ['concurrency.queue', 'jobs.*.concurrency.queue', 'jobs.*.environment.deployment'];

/** How long a version is watched or kept; as users write it a test would take an hour. */
const TIMES = ['bake-time', 'keep-old'];

export type Permissions = Readonly<Record<string, string>> | string;

export type WorkflowFile = {
  /** What act is given. */
  readonly text: string;
  /** All that is different in it, one line each: `jobs.canary.environment.deployment left out`. */
  readonly changes: readonly string[];
};

/** The file as act can read it; with `time`, each literal bake time and the like is that. */
export function readable(text: string, time: string | null): WorkflowFile {
  const document = parseDocument(text);
  const changes = UNKNOWN_TO_ACT.flatMap((pattern) => places(document, pattern.split('.'))).map((place) => {
    document.deleteIn(place);
    return `${place.join('.')} left out`;
  });
  if (time !== null) changes.push(...shorten(document, time));
  return { text: changes.length > 0 ? document.toString({ lineWidth: 0 }) : text, changes };
}

/** The file with each literal bake time and the like as short as that. */
export function shortened(text: string, time: string): string {
  const document = parseDocument(text);
  shorten(document, time);
  return document.toString({ lineWidth: 0 });
}

function shorten(document: Document, time: string): string[] {
  const steps = places(document, ['jobs', '*', 'steps', '*', 'with', '*']);
  return steps.flatMap((place) => {
    const was = document.getIn(place);
    if (!TIMES.includes(String(place.at(-1))) || typeof was !== 'string' || !/^\d/.test(was)) return [];
    document.setIn(place, time);
    return [`${place.join('.')} ${time} instead of ${was}`];
  });
}

type Place = (string | number)[];

function places(document: Document, pattern: readonly string[]): Place[] {
  let found: Place[] = [[]];
  for (const key of pattern) found = found.flatMap((place) => keysAt(document, place, key).map((name) => [...place, name]));
  return found;
}

function keysAt(document: Document, place: Place, key: string): Place {
  const node = place.length === 0 ? document.contents : document.getIn(place, true);
  const plain = isMap(node) ? node.items.map(({ key: name }) => String(isScalar(name) ? name.value : name)) : [];
  const list = (node as { items?: unknown[] } | undefined)?.items;
  const names = isMap(node) ? plain : (list ?? []).map((_, at) => at);
  return key === '*' ? names : names.filter((name) => name === key);
}

/** A job as its file says. */
export type Job = {
  /** What its token may; null: neither the job nor the file says. */
  readonly permissions: Permissions | null;
  /** The workflow that it calls instead of having steps. */
  readonly uses: string | null;
  readonly label: string | null;
};

type Workflow = { permissions?: Permissions; jobs?: Record<string, { permissions?: Permissions; uses?: string; 'runs-on'?: unknown }> };

/** The jobs of a file, by id. */
export function jobsOf(text: string): Record<string, Job> {
  const { permissions, jobs } = parseDocument(text).toJS() as Workflow;
  const told = Object.entries(jobs ?? {}).map(([id, job]): [string, Job] => {
    const label = job['runs-on'];
    const own = { permissions: job.permissions ?? permissions ?? null, uses: job.uses ?? null };
    return [id, { ...own, label: typeof label === 'string' ? label : null }];
  });
  return Object.fromEntries(told);
}
