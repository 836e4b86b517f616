import type { Rollout } from '../ports/journal.ts';
import { Refused } from '../ports/reason.ts';
import type { Problem } from '../ports/service.ts';
import type { Asked, Shown } from '../rollout/begin.ts';
import { brings } from './brings.ts';
import { type MeasuringSite, metricsFor } from './measuring.ts';

type Where = MeasuringSite & { readonly say: (line: string) => void };

/** Finds, before the first write, what would fail later. Throws `Refused` with all of it; what could not be checked is said. */
export async function precheck(
  asked: Asked,
  { rollout, begins }: { readonly rollout: Rollout; readonly begins: boolean },
  shown: Shown,
  where: Where,
  signal: AbortSignal,
): Promise<void> {
  const { service, platform, say } = where;
  const own = await platform.check(rollout.kind, signal, { brings: brings(asked), goal: rollout.goal, begins });
  const problems = [...own, ...(await metricProblems(rollout, where, signal))];
  for (const { message } of problems.filter((problem) => problem.unchecked)) say(message);
  const wrong = problems.filter((problem) => !problem.unchecked);
  const code = wrong.find((problem) => problem.code)?.code ?? 'precondition';
  if (wrong.length > 0) throw new Refused(code, wrong.map((problem) => problem.message).join('\n'));
  if (rollout.kind !== 'rolling' || !shown.deployed || !platform.fleet) return;
  const { spareCapacity } = await import('./assemble.ts');
  const lacking = spareCapacity(service, platform, await platform.fleet.instances(signal), rollout.ours);
  if (lacking) throw new Refused('no-spare-capacity', lacking);
}

/** Asks each metric of the service file once, where the rollout will. */
async function metricProblems(rollout: Rollout, where: Where, signal: AbortSignal): Promise<readonly Problem[]> {
  if (rollout.kind === 'rolling' && where.service.analysis.metrics.length > 0) {
    return [{ message: 'A rolling update does not look at the metrics of the service file; a canary or a switch does.', unchecked: true }];
  }
  const open = await metricsFor(rollout, where, signal);
  if (open === null) return [];
  try {
    return await open.check(signal);
  } finally {
    open.close();
  }
}
