import { join } from 'node:path';
import { thisRun, workspaceOf } from '../github/inputs.ts';
import { jobEnded } from '../github/job-ended.ts';
import { annotate, fail, info, type Outputs, saveState, setOutputs } from '../github/outputs.ts';
import { unprotected } from '../github/protection.ts';
import { openPlatform } from '../platforms/index.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { Platform } from '../ports/platform.ts';
import { Refused } from '../ports/reason.ts';
import type { Ending } from '../ports/reporter.ts';
import { NO_WAYS } from '../report/index.ts';
import { admit } from '../rollout/admission.ts';
import { lockedBy } from '../rollout/lock.ts';
import { stateOf } from '../rollout/state.ts';
import { type Announcer, announcer } from './announce.ts';
import { type ActionName, InvalidRequest, type Request, readRequests } from './ask.ts';
import { carryOut, supplyOf } from './carry-out.ts';
import { systemClock } from './clock.ts';
import { ended, refused } from './ended.ts';
import { journalOf } from './journal-of.ts';
import { isGone, leftBy, tellLate, tellLeft } from './late.ts';
import { changeLock } from './locking.ts';
import { plan } from './plan.ts';
import { precheck } from './precheck.ts';
import { kindOf, look } from './shown.ts';
import { staySmall } from './stay-small.ts';
import { narrator, type Told, tellEnding } from './tell.ts';

const NOTHING_TOLD: Told = { url: '', previewUrl: '', previewHeader: '', commentUrl: '', deploymentId: '' };

/** An action from its inputs to its outputs. Everything is put together here, and only here. */
export async function run(action: ActionName, env: NodeJS.ProcessEnv = process.env): Promise<never> {
  staySmall();
  try {
    await act(action, env);
  } catch (error) {
    annotate('error', 'Failed', error instanceof Error ? (error.stack ?? error.message) : String(error));
    fail();
  }
  // A request to GitHub that still hangs must not keep the job: what mattered has been waited for.
  process.exit();
}

async function act(action: ActionName, env: NodeJS.ProcessEnv): Promise<void> {
  const cancel = cancelled();
  const workspace = workspaceOf(env);
  let requests: Request[];
  try {
    requests = await readRequests(action, workspace, env);
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    for (const problem of error.problems) {
      const { message, ...place } = problem;
      annotate('error', 'Refused: invalid input', message, place);
    }
    const ending = ended('refused', { code: 'invalid-input', message: error.message });
    const view = narrator({ service: '', environment: '', version: null, url: null, run: thisRun(env) }, NO_WAYS);
    view.see(ending);
    tellEnding(ending, view, NOTHING_TOLD, true);
    return fail();
  }
  const endings: { readonly outcome: Outcome; readonly outputs: Outputs }[] = [];
  for (const request of requests) {
    const platform = await openPlatform(request.service, { workspace, balancerScript: join(import.meta.dirname, 'local-balancer.js') });
    try {
      if (requests.length > 1) info(`${request.service.name} in ${request.service.environment}`);
      endings.push(await serve(request, platform, env, cancel));
    } finally {
      await platform.close();
    }
  }
  // Of several services the outputs are of the one that needs a person most.
  const [most] = endings.toSorted((a, b) => urgency(b.outcome) - urgency(a.outcome));
  if (most && requests.length > 1) setOutputs(most.outputs);
}

/** What `status` may find, the least urgent first. */
const URGENCY: readonly Outcome[] = [
  'empty',
  'idle',
  'prepared',
  'canary',
  'switched',
  'rolling',
  'going-back',
  'paused',
  'stuck',
  'refused',
];

function urgency(outcome: Outcome): number {
  return URGENCY.indexOf(outcome);
}

async function serve(request: Request, platform: Platform, env: NodeJS.ProcessEnv, cancel: AbortSignal) {
  const announce = announcer(request, platform, env);
  const late = tellLate(request, platform, env, cancel);
  const ending = await endingOf(request, platform, announce, env, cancel);
  saveState('done', ending.outcome === 'interrupted' ? '' : 'yes');
  const bad = failed(request.action, ending);
  const outputs = await announce.end(ending, bad);
  await late;
  await tellLeft(ending, request, platform, env);
  if (bad) fail();
  return { outcome: ending.outcome, outputs };
}

async function endingOf(
  request: Request,
  platform: Platform,
  announce: Announcer,
  env: NodeJS.ProcessEnv,
  cancel: AbortSignal,
): Promise<Ending> {
  const { service, inputs } = request;
  try {
    if (request.action === 'status') return await status(request, platform, env, cancel);
    const gate = inputs['require-protection'];
    const lacking = gate === '' ? null : await unprotected(gate, { token: inputs['github-token'], env });
    if (lacking) throw new Refused('precondition', lacking);
    if (request.dryRun && request.action !== 'lock') return await planned(request, platform, env, cancel);
    let ending: Ending | null = null;
    const site = {
      service,
      platform,
      workspace: workspaceOf(env),
      clock: systemClock,
      say: info,
      see: announce.see,
      marks: announce.marks,
      over: announce.over,
      jobEnded: jobEnded({ token: inputs['github-token'], env, info }),
      remember(rollout: { id: string }, holder: string) {
        saveState('rollout', rollout.id);
        saveState('holder', holder);
      },
    };
    if (request.action === 'lock') return await changeLock(request, site, env, cancel);
    for (const step of request.steps) {
      saveState('step', step.step);
      ending = await carryOut({ ...step, now: Date.now() }, site, cancel);
      if (ending.outcome !== 'canary' && ending.outcome !== 'unchanged') break;
    }
    return ending as Ending;
  } catch (error) {
    if (cancel.aborted) return ended('interrupted', { code: 'cancelled', message: 'cancelled before anything was written' });
    const reason =
      error instanceof Refused
        ? error.reason
        : { code: 'platform-error' as const, message: error instanceof Error ? error.message : String(error) };
    return ended('refused', reason);
  }
}

async function status(request: Request, platform: Platform, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Ending> {
  const { service } = request;
  const journal = await journalOf(service, platform, signal);
  const shown = await look(platform, kindOf(journal, null), signal);
  const outcome = stateOf(journal, shown.deployed);
  const { rollout, live } = journal;
  const now = rollout
    ? `${rollout.attempted.version} is in flight, at ${rollout.weight} %`
    : `${live?.version ?? shown.version ?? (shown.deployed ? 'a version that nobody knows' : 'nothing')} is live`;
  const left = rollout && journal.holder && (await isGone(journal.holder, request, env)) ? leftBy(journal.holder) : undefined;
  const reason = rollout?.stuck?.reason ?? rollout?.paused?.reason ?? left;
  return {
    outcome,
    reason: {
      code: reason?.code ?? 'done',
      message: [reason?.message ?? now, journal.lock && lockedBy(journal.lock), shown.trouble].filter((text) => text !== null).join('; '),
    },
    journal,
    rollout,
    commands: rollout?.stuck?.commands ?? [],
  };
}

async function planned(request: Request, platform: Platform, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Ending> {
  const { service, steps } = request;
  const journal = await journalOf(service, platform, signal);
  const asked = steps[0] as (typeof steps)[number];
  const shown = await look(platform, kindOf(journal, asked.action), signal, journal.rollout === null);
  const admission = admit(asked, journal, shown);
  if (admission.do === 'refuse') return refused(admission.reason, journal, shown, platform, signal);
  if (admission.do === 'nothing') {
    info(`nothing to do: ${admission.reason.message}`);
  } else {
    const { rollout } = admission;
    const begins = journal.rollout?.id !== rollout.id;
    if (rollout.direction === 'forward')
      await precheck(asked, { rollout, begins }, shown, { service, platform, workspace: workspaceOf(env), say: info }, signal);
    const supply = supplyOf(asked, rollout, { say: info });
    const supplied = begins && supply?.bring ? await platform.foresee?.(signal, supply) : [];
    const { strategyFor } = await import('./assemble.ts');
    const lines = await plan(strategyFor(rollout, platform, service), rollout, systemClock, signal);
    for (const line of [...(supplied ?? []), ...lines]) info(`would ${line}`);
  }
  return { outcome: 'planned', reason: { code: 'dry-run', message: 'nothing was written' }, journal, rollout: null, commands: [] };
}

/** Whether the step failed: what comes next in the chain must not run. */
function failed(action: ActionName, { outcome, reason, rollout }: Ending): boolean {
  if (action === 'status') return outcome === 'refused' || outcome === 'interrupted';
  // A rollback to a certain version deploys it, and may fail like any other.
  if (outcome === 'rolled-back')
    return action !== 'rollback' || (rollout?.action === 'rollback' && !['done', 'requested'].includes(reason.code));
  return outcome === 'paused' || outcome === 'interrupted' || outcome === 'refused' || outcome === 'stuck';
}

/** The runner cancels by SIGINT, 7.5 s later SIGTERM, 2.5 s later it kills; each means the same to us. */
function cancelled(): AbortSignal {
  const cancel = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => cancel.abort());
  return cancel.signal;
}
