import { parse } from 'yaml';

type Values = Readonly<Record<string, unknown>>;

export type StepDefinition = {
  readonly id?: string;
  readonly name?: string;
  readonly if?: unknown;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Values;
  readonly env?: Values;
  readonly 'continue-on-error'?: boolean;
};

export type JobDefinition = {
  readonly needs?: string | readonly string[];
  readonly if?: unknown;
  readonly strategy?: { readonly matrix?: Readonly<Record<string, readonly unknown[]>>; readonly 'fail-fast'?: boolean };
  readonly environment?: string | { readonly name: string; readonly deployment?: boolean };
  readonly concurrency?: string | { readonly group: string; readonly 'cancel-in-progress'?: boolean; readonly queue?: string };
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly env?: Values;
  readonly outputs?: Values;
  readonly steps: readonly StepDefinition[];
  readonly 'timeout-minutes'?: number;
};

export type Workflow = {
  readonly name?: string;
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly env?: Values;
  readonly jobs: Readonly<Record<string, JobDefinition>>;
};

/** The `action.yml` of one of our actions. */
export type ActionDefinition = {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly outputs?: Readonly<Record<string, { readonly value?: string }>>;
  readonly runs: { readonly using: string; readonly main?: string; readonly post?: string; readonly steps?: readonly StepDefinition[] };
};

const KNOWN = 'needs if strategy environment concurrency permissions env outputs steps timeout-minutes runs-on name'.split(' ');

/** Fails at what this runner does not know: a key that it passed over would be tested by nobody. */
export function readWorkflow(text: string): Workflow {
  const workflow = parse(text) as Workflow;
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const unknown = Object.keys(job).filter((key) => !KNOWN.includes(key));
    if (unknown.length > 0) throw new Error(`job ${id}: this runner does not know ${unknown.join(', ')}`);
  }
  if ('concurrency' in workflow) throw new Error('this runner knows concurrency only in jobs');
  return workflow;
}

export function needsOf({ needs = [] }: JobDefinition): readonly string[] {
  return typeof needs === 'string' ? [needs] : needs;
}

/** The values of each leg of a matrix; without one, a single leg. */
export function legsOf({ strategy }: JobDefinition): readonly Values[] {
  const axes = Object.entries(strategy?.matrix ?? {});
  return axes.reduce<Values[]>((legs, [name, values]) => legs.flatMap((leg) => values.map((value) => ({ ...leg, [name]: value }))), [{}]);
}

/** A job as GitHub shows it: `canary`, `canary (eu)`. */
export function nameOf(id: string, leg: Values): string {
  const values = Object.values(leg);
  return values.length > 0 ? `${id} (${values.join(', ')})` : id;
}
