import type { Rollout } from '../../../ports/journal.ts';
import type { Problem } from '../../../ports/service.ts';
import { valueAt } from '../pointer.ts';
import { type Site, workloadName } from '../site.ts';
import { paceOf } from '../workload/pace.ts';
import type { Workload } from '../workload/workload.ts';

/** JSON pointer to what `min-ready` sets. */
const MIN_READY = '/spec/minReadySeconds';

/**
 * What of a workload's own strategy, or of the pace of the service file, would not roll, or would leave nothing that serves. With tracks it is
 * rolled while it serves nobody.
 */
export function servingProblems(site: Site, rollout: Rollout['kind'], workload: Workload): readonly Problem[] {
  const { kind } = site.service.workload;
  return kind === 'deployment' ? deploymentProblems(site, rollout === 'rolling', workload) : otherProblems(site, workload);
}

function deploymentProblems(site: Site, serves: boolean, workload: Workload): readonly Problem[] {
  const { maxUnavailable, maxSurge } = site.service.rollout;
  const name = workloadName(site);
  const found: Problem[] = [];
  if (workload.spec.paused) {
    const resume = `\`kubectl rollout resume deployment/${site.service.workload.name}\``;
    found.push({ code: 'managed-elsewhere', message: `${name} is paused: whoever paused it is not done. Run ${resume} when they are.` });
  }
  if (valueAt(workload, '/spec/strategy/type') === 'Recreate') {
    if (maxUnavailable !== null || maxSurge !== null)
      found.push({
        message: `${name} has the strategy Recreate, which knows no max-unavailable and no max-surge: take them out, or write \`strategy: { type: RollingUpdate }\`.`,
      });
    else if (serves)
      found.push(said(`${name} has the strategy Recreate: all its pods end before new ones start, and nothing serves meanwhile.`));
    return found;
  }
  const wanted = workload.spec.replicas ?? 1;
  const surge = resolved(site, workload, 'strategy', 'maxSurge', '25%', wanted, Math.ceil);
  const asked = resolved(site, workload, 'strategy', 'maxUnavailable', '25%', wanted, Math.floor);
  if (surge.given === 0 && asked.given === 0)
    return [
      ...found,
      { message: `max-unavailable and max-surge of ${name} would both be 0, so that no pod could be replaced: write \`max-surge: 1\`.` },
    ];
  // Kubernetes does the same where both come to 0.
  const away = surge.pods === 0 && asked.pods === 0 ? 1 : asked.pods;
  if (serves && wanted > 0 && away >= wanted) {
    const pods = wanted === 1 ? 'its only pod' : `all its ${wanted} pods`;
    found.push({
      message: `${name} may end ${pods} before a new one is ready (max-unavailable ${asked.given}, max-surge ${surge.given}), and nothing would serve: write \`max-surge: 1\` and \`max-unavailable: 0\` under \`rollout\`.`,
    });
  }
  return found;
}

function otherProblems(site: Site, workload: Workload): readonly Problem[] {
  const { kind } = site.service.workload;
  const { maxSurge } = site.service.rollout;
  const name = workloadName(site);
  const found: Problem[] = [];
  if (valueAt(workload, '/spec/updateStrategy/type') === 'OnDelete')
    found.push({
      message: `${name} has the strategy OnDelete, which replaces no pod by itself: write \`updateStrategy: { type: RollingUpdate }\`.`,
    });
  const partition = Number(valueAt(workload, '/spec/updateStrategy/rollingUpdate/partition') ?? 0);
  if (partition > 0)
    found.push({
      message: `${name} has \`partition: ${partition}\`, so that pods below ${partition} would keep the old version: set it to 0.`,
    });
  if (kind === 'statefulset') {
    if (maxSurge !== null)
      found.push({ message: `max-surge does nothing for ${name}: a pod's name is free only when the pod has ended. Take it out.` });
    if (workload.spec.replicas === 1) found.push(said(`${name} has one pod: nothing serves from its end until the new one is ready.`));
    return found;
  }
  const wanted = workload.status?.desiredNumberScheduled ?? 0;
  const surge = resolved(site, workload, 'updateStrategy', 'maxSurge', 0, wanted, Math.ceil);
  const away = resolved(site, workload, 'updateStrategy', 'maxUnavailable', 1, wanted, Math.ceil);
  if (surge.pods > 0 && away.pods > 0)
    found.push({
      message: `${name} takes either max-surge or max-unavailable, and has ${surge.given} and ${away.given}: write \`max-unavailable: 0\` with \`max-surge\`.`,
    });
  if (surge.pods === 0 && away.pods === 0)
    found.push({
      message: `max-unavailable and max-surge of ${name} would both be 0, so that no pod could be replaced: write one of them.`,
    });
  if (surge.pods > 0) found.push(...stalls(site, workload));
  return found;
}

/** A surge never ends where the same write makes pods that served until then too young to count: seen in Kubernetes 1.37. */
function stalls({ service }: Site, workload: Workload): readonly Problem[] {
  const wanted = Number(paceOf(service)[MIN_READY] ?? 0);
  if (wanted <= (workload.spec.minReadySeconds ?? 0)) return [];
  const name = `${service.workload.kind} ${service.workload.name}`;
  const write = `write \`minReadySeconds: ${wanted}\` into the DaemonSet itself, apply it, and take \`min-ready\` out of the service file`;
  return [
    { message: `A DaemonSet that surges can stand still for ever where min-ready is raised together with the image of ${name}: ${write}.` },
  ];
}

/** As it will be during the roll: what the service file says, else the workload's own, else what Kubernetes takes; and in pods. */
function resolved(
  site: Site,
  workload: Workload,
  within: 'strategy' | 'updateStrategy',
  key: 'maxSurge' | 'maxUnavailable',
  usual: number | string,
  wanted: number,
  round: (exact: number) => number,
): { readonly given: number | string; readonly pods: number } {
  const path = `/spec/${within}/rollingUpdate/${key}`;
  const given = (paceOf(site.service)[path] ?? valueAt(workload, path) ?? usual) as number | string;
  return { given, pods: typeof given === 'number' ? given : round((Number.parseInt(given, 10) * wanted) / 100) };
}

function said(message: string): Problem {
  return { message, unchecked: true };
}
