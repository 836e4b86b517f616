import type { Problem } from '../../../ports/service.ts';
import type { Resource } from '../api/api.ts';
import { selects } from '../selector.ts';
import { type Site, workloadName } from '../site.ts';
import { isIt, type Named } from '../workload/workload.ts';
import { type Groups, groups, listed } from './installed.ts';

/** What a controller's object says of the workload that it rolls. Only names and labels are read: other fields differ by version. */
type Claim = Resource & {
  readonly spec?: {
    readonly workloadRef?: Named;
    readonly targetRef?: Named;
    readonly objectRef?: { readonly workloadRef?: Named };
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  };
};
type Labels = Readonly<Record<string, string>>;
type Workload = { readonly kind: string; readonly name: string; readonly podLabels: Labels };

/** A controller that rolls workloads by objects of its own. */
type Other = {
  readonly group: string;
  readonly plural: string;
  readonly title: string;
  readonly claims: (claim: Claim, workload: Workload) => boolean;
};

const OTHERS: readonly Other[] = [
  {
    group: 'argoproj.io',
    plural: 'rollouts',
    title: 'the Argo Rollout',
    claims: ({ spec }, workload) => isIt(spec?.workloadRef, workload) || selects(spec?.selector?.matchLabels, workload.podLabels),
  },
  {
    group: 'flagger.app',
    plural: 'canaries',
    title: 'the Flagger Canary',
    // It serves from a copy that it makes and overwrites.
    claims: ({ spec }, workload) =>
      isIt(spec?.targetRef, workload) || isIt(spec?.targetRef, { ...workload, name: workload.name.replace(/-primary$/, '') }),
  },
  {
    group: 'rollouts.kruise.io',
    plural: 'rollouts',
    title: 'the OpenKruise Rollout',
    claims: ({ spec }, workload) => isIt(spec?.workloadRef ?? spec?.objectRef?.workloadRef, workload),
  },
];

/** Controllers that roll this workload themselves: a problem each, also where it cannot be looked at. */
export async function others(site: Site, podLabels: Labels, signal: AbortSignal): Promise<readonly Problem[]> {
  const known = await groups(site, signal);
  if (known === 'forbidden') return [unseen(site, [])];
  const each = await Promise.all(OTHERS.map((other) => ofOne(site, other, known, podLabels, signal)));
  const hidden = OTHERS.filter((_, at) => each[at] === 'forbidden');
  return [...each.filter((one) => one !== 'forbidden').flat(), ...(hidden.length === 0 ? [] : [unseen(site, hidden)])];
}

async function ofOne(site: Site, other: Other, known: Groups, podLabels: Labels, signal: AbortSignal): Promise<Problem[] | 'forbidden'> {
  const there = await listed<Claim>(site.api, other, known, signal);
  if (there === 'forbidden') return there;
  const workload = { ...site.service.workload, podLabels };
  return there
    .filter((claim) => other.claims(claim, workload))
    .map(({ metadata }) => ({
      code: 'managed-elsewhere',
      message: `${other.title} ${metadata.name} rolls ${workloadName(site)} by itself: deploy by changing what it refers to, or remove it first.`,
    }));
}

function unseen(site: Site, hidden: readonly Other[]): Problem {
  const rules = hidden.map(({ group, plural }) => `- { apiGroups: [${group}], resources: [${plural}], verbs: [list] }`);
  const message = `Whether another controller rolls ${workloadName(site)} too cannot be seen by kubectl's user.`;
  return { message: rules.length === 0 ? message : [`${message} Add to the rules of its Role:`, ...rules].join('\n'), unchecked: true };
}
