import { readInputs, thisRun } from '../github/inputs.ts';
import { withFiles } from '../platforms/index.ts';
import type { Run } from '../ports/journal.ts';
import type { Problem, Service } from '../ports/service.ts';
import type { Ways } from '../report/index.ts';
import type { Asked } from '../rollout/begin.ts';
import { inputFindings } from '../service/expand.ts';
import { readService, servicesIn } from '../service/read.ts';
import { digest } from '../units/digest.ts';
import { isOneLine } from '../units/one-line.ts';
import { InvalidServiceFile, problemLine, quoted } from '../units/problem.ts';
import { brings } from './brings.ts';
import { waysOf } from './ways.ts';

export type ActionName = Asked['action'] | 'lock' | 'status';

/** Every input of every action; each action declares in its `action.yml` those that it knows. */
const NAMES = [
  'service',
  'environment',
  'config',
  'version',
  'on-failure',
  'on-cancel',
  'deployment',
  'comment',
  'pull-request',
  'dry-run',
  'github-token',
  'job-status',
  'check-run-id',
  'max-unavailable',
  'max-surge',
  'bake-time',
  'keep-old',
  'until',
  'weight',
  'to',
  'lock',
  'require-protection',
  'reason',
  'unlock',
  'redeploy',
  'on-outdated',
  'on-busy',
] as const;

type Inputs = Readonly<Record<(typeof NAMES)[number], string>>;

/** Inputs that win over the service file's `rollout` of the same name. */
const OVER_THE_FILE = [
  'max-unavailable',
  'max-surge',
  'bake-time',
  'keep-old',
  'on-failure',
  'on-cancel',
  'until',
  'weight',
  'on-outdated',
  'on-busy',
  'comment',
  'deployment',
] as const;

/** Milliseconds a step bakes where neither input nor service file says: INTERFACE of each action. */
const BAKE_TIME: Record<ActionName, number> = {
  rolling: 0,
  'blue-green-switch': 120_000,
  'canary-step': 300_000,
  promote: 120_000,
  rollback: 0,
  lock: 0,
  status: 0,
};

/** What a step was asked to do, one request a weight, with the service it is about; none for what moves no version. */
export type Request = {
  readonly action: ActionName;
  readonly service: Service;
  readonly steps: readonly Asked[];
  readonly inputs: Inputs;
  /** How people go on from what they read. */
  readonly ways: Ways;
  readonly dryRun: boolean;
  /** For `lock`: to end it. */
  readonly unlock: boolean;
};

/** Thrown with all that is wrong with what was asked, before anything was written. */
export class InvalidRequest extends Error {
  override name = 'InvalidRequest' as const;
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(problemLine).join('\n'));
    this.problems = problems;
  }
}

/** They are journaled many times, and stand in names of files and in titles. */
const LONGEST = { version: 200, to: 200, environment: 100, reason: 200, lock: 200, 'require-protection': 255 } as const;

const CONFIG = '.github/sluice.yml';
const ENVIRONMENT = 'production';

/** What is wrong with inputs that may be any text. */
function textProblems(inputs: Inputs): Problem[] {
  const problems = Object.entries(LONGEST).flatMap(([name, most]) => {
    const text = inputs[name as keyof typeof LONGEST];
    const wrong = !isOneLine(text) ? 'holds a line end or a control character' : text.length > most ? `has ${text.length} characters` : '';
    return wrong === '' ? [] : [{ message: `input ${name} ${wrong}: write one line of at most ${most} characters` }];
  });
  const pull = inputs['pull-request'];
  if (pull === '' || /^[1-9]\d{0,15}$/.test(pull)) return problems;
  return [...problems, { message: `input pull-request is ${quoted(pull)}: write the number of a pull request or an issue, like 12` }];
}

/** Whether an action brings a version somewhere. */
function isStep(action: ActionName): action is Asked['action'] {
  return action !== 'lock' && action !== 'status';
}

/** What is asked of each service: of one, but for `status`, which without a name is about all. Throws as {@link readRequest} does. */
export async function readRequests(action: ActionName, workspace: string, env: NodeJS.ProcessEnv): Promise<Request[]> {
  const names = action === 'status' ? await everyService(workspace) : [];
  if (names.length < 2) return [await readRequest(action, workspace, env)];
  const problems: Problem[] = [];
  const requests: Request[] = [];
  for (const name of names) {
    try {
      requests.push(await readRequest(action, workspace, env, name));
    } catch (error) {
      if (!(error instanceof InvalidRequest)) throw error;
      problems.push(...error.problems);
    }
  }
  // What is wrong with the file or the inputs is wrong for each of them.
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  if (distinct.size > 0) throw new InvalidRequest([...distinct.values()]);
  return requests;
}

/** The services that an action without a name is about; none where it has one, or where the file cannot be read, which is told later. */
async function everyService(root: string): Promise<string[]> {
  const { service, config, environment } = readInputs(['service', 'config', 'environment']);
  if (service !== '') return [];
  return servicesIn({ file: config || CONFIG, root, environment: environment || ENVIRONMENT }).catch(() => []);
}

/**
 * Inputs and service file → what is asked. Throws {@link InvalidRequest} with all problems at once.
 * @param name the service; without it the input says it
 */
export async function readRequest(action: ActionName, workspace: string, env: NodeJS.ProcessEnv, name?: string): Promise<Request> {
  const inputs = readInputs(NAMES) as Inputs;
  const problems: Problem[] = [];
  const yes = (name: keyof Inputs) => {
    const given = inputs[name];
    if (!['', 'false', 'true'].includes(given))
      problems.push({ message: `input ${name}: ${JSON.stringify(given)} is not known; write false or true` });
    return given === 'true';
  };
  const [redeploy, dryRun, unlock] = [yes('redeploy'), yes('dry-run'), yes('unlock')];
  if ((action === 'rolling' || action === 'blue-green-switch') && inputs.version === '') {
    problems.push({ message: 'input version is empty: write what to deploy, a tag or a commit' });
  }
  if (action === 'lock' && !unlock && inputs.reason === '') {
    problems.push({ message: 'input reason is empty: write why nobody may deploy; everyone who is refused reads it' });
  }
  problems.push(...textProblems(inputs));

  const overTheFile = Object.fromEntries(OVER_THE_FILE.map((name) => [name, inputs[name]]));
  let service: Service | null = null;
  try {
    service = await readService({
      file: inputs.config || CONFIG,
      root: workspace,
      service: name ?? (inputs.service || null),
      environment: inputs.environment || ENVIRONMENT,
      variables: env,
      // Going back and finishing may have to start something at any moment, if only because an instance has died: that is better
      // refused now than found out halfway. `lock` and `status` start nothing.
      starts: isStep(action),
      inputs: overTheFile,
      ...(inputs.version && { version: inputs.version }),
    });
    if (isStep(action) && brings({ action })) service = await withFiles(service, workspace);
  } catch (error) {
    if (!(error instanceof InvalidServiceFile)) throw error;
    const own = inputFindings(overTheFile).filter(
      ({ path }) => !error.problems.some(({ message }) => [' ', ':'].some((end) => message.startsWith(`input ${path[1]}${end}`))),
    );
    problems.push(...error.problems, ...own.map(({ message }) => ({ message })));
  }
  if (problems.length > 0 || service === null) throw new InvalidRequest(problems);

  const { rollout } = service;
  const common = {
    version: inputs.version || null,
    spec: service.spec,
    place: service.place,
    service: service.raw,
    until: action === 'blue-green-switch' ? rollout.until : ('retired' as const),
    bakeTime: rollout.bakeTime ?? BAKE_TIME[action],
    keepOld: rollout.keepOld,
    to: inputs.to || null,
    lock: inputs.lock || null,
    jobStatus: inputs['job-status'],
    redeploy,
    onOutdated: rollout.onOutdated,
    onFailure: rollout.onFailure,
    run: thisRun(env),
    now: Date.now(),
  };
  const request = { action, service, inputs, ways: waysOf(workspace, env), dryRun, unlock };
  if (!isStep(action)) return { ...request, steps: [] };
  const steps = ((action === 'canary-step' && rollout.weights) || [null]).map(
    (weight): Asked => ({
      ...common,
      action,
      weight,
      step: `${action} ${env['GITHUB_ACTION'] ?? ''} ${weight ?? ''}`.trim(),
      id: idOf(common.run, service.place, weight),
    }),
  );
  return { ...request, steps };
}

/** Names a rollout, short enough to be typed: by who asks for what, and when. */
function idOf({ id, attempt, job }: Run, place: string, weight: number | null): string {
  return `r-${digest([id, attempt, job, place, weight, process.pid, Date.now()]).slice(0, 8)}`;
}
