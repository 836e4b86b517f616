import type { Job } from './yaml.ts';

/** How a job or step ended; a job that was skipped is not there. */
export type Result = 'success' | 'failure' | 'cancelled' | 'skipped';

export type Step = {
  /** The job as GitHub shows it: `canary`, `canary (eu)` in a matrix, `call / canary` in a workflow that `call` uses. */
  readonly job: string;
  /** Its id in the file, or its number; within a composite action `outer/inner`. */
  readonly id: string;
  readonly name: string;
  readonly result: Result | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** What it printed. */
  readonly log: string;
  readonly summary: string;
};

export type Annotation = { readonly level: string; readonly title: string; readonly message: string; readonly file?: string };

/** What a workflow run did. */
export type Told = {
  /** The result of each job that ran: of a matrix one for all. */
  readonly jobs: Readonly<Record<string, Result>>;
  readonly steps: readonly Step[];
  readonly annotations: readonly Annotation[];
  /** What all steps printed, in order. */
  readonly log: string;
};

/** A line of act's log. */
export type Line = {
  readonly job?: string;
  readonly jobID?: string;
  readonly matrix?: Readonly<Record<string, unknown>>;
  readonly step?: string;
  readonly stepID?: readonly string[];
  readonly stage?: string;
  readonly stepResult?: Result;
  readonly jobResult?: Result;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly kvPairs?: Readonly<Record<string, string>>;
  readonly raw_output?: boolean;
  readonly msg?: string;
};

/** Folds act's log into what happened; `ids` are the jobs of the file that was run. */
export function told(lines: readonly Line[], ids: Readonly<Record<string, Job>>): Told {
  const jobs: Record<string, Result> = {};
  const steps = new Map<string, { -readonly [key in keyof Step]: Step[key] } & { outputs: Record<string, string> }>();
  const annotations: Annotation[] = [];
  let log = '';
  for (const line of lines) {
    if (line.jobResult) jobs[jobName({ ...line, matrix: {} }, ids)] = line.jobResult;
    if (['error', 'warning', 'notice'].includes(line.command ?? '')) annotations.push(annotation(line));
    const printed = line.raw_output ? (line.msg ?? '') : '';
    log += printed;
    // What runs after the job is told with names that no step has.
    if (line.stepID === undefined || line.stage !== 'Main') continue;
    const [job, id] = [jobName(line, ids), line.stepID.join('/')];
    const key = `${job} ${id}`;
    const step = steps.get(key) ?? { job, id, name: line.step ?? '', result: null, outputs: {}, log: '', summary: '' };
    steps.set(key, step);
    step.log += printed;
    if (line.stepResult) step.result = line.stepResult;
    if (line.command === 'set-output') step.outputs[line.name ?? ''] = line.arg ?? '';
    else if (line.command === 'summary') step.summary += line.content ?? '';
  }
  return { jobs, steps: [...steps.values()], annotations, log };
}

/** The job of a line; act says `<workflow>/<job>`, and `<caller>/<workflow>/<job>` in a workflow that is called. */
export function jobName({ job = '', jobID = '', matrix = {} }: Line, ids: Readonly<Record<string, Job>>): string {
  const values = Object.values(matrix).map(String);
  const name = values.length > 0 ? `${jobID} (${values.join(', ')})` : jobID;
  const caller = callerOf({ job, jobID }, ids);
  return caller === null ? name : `${caller} / ${name}`;
}

/** The job that calls the workflow of a line; null: it is of the file that was run. */
export function callerOf({ job = '', jobID = '' }: Line, ids: Readonly<Record<string, Job>>): string | null {
  const caller = job.split('/')[0] ?? '';
  return ids[jobID] === undefined && ids[caller]?.uses ? caller : null;
}

function annotation({ command = '', arg = '', kvPairs = {} }: Line): Annotation {
  return { level: command, title: kvPairs['title'] ?? '', message: arg, ...(kvPairs['file'] && { file: kvPairs['file'] }) };
}
