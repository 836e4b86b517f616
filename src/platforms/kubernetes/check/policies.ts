import type { Problem } from '../../../ports/service.ts';
import type { List, Resource } from '../api/api.ts';
import type { Backend, Labels } from '../backend.ts';
import { nextName } from '../next.ts';
import { type Site, workloadName } from '../site.ts';
import { matches } from '../tracks/matches.ts';
import { nextLabels } from '../tracks/template.ts';
import type { Selector, Workload } from '../workload/workload.ts';
import { readable } from './installed.ts';

type Peer = { readonly podSelector?: Selector; readonly namespaceSelector?: Selector };

type Policy = Resource & {
  readonly spec?: {
    readonly podSelector?: Selector;
    readonly ingress?: readonly { readonly from?: readonly Peer[] }[];
    readonly egress?: readonly { readonly to?: readonly Peer[] }[];
  };
};

/** NetworkPolicies that mean the pods of home and would not mean those of the next track, or the other way round. */
export async function policies(site: Site, home: Workload, backend: Backend, signal: AbortSignal): Promise<readonly Problem[]> {
  const path = `/apis/networking.k8s.io/v1/namespaces/${encodeURIComponent(await site.api.namespace(signal))}/networkpolicies`;
  const live = await readable(() => site.api.get<List<Policy>>(path, signal));
  const brought = (site.service.objects ?? [])
    .map(({ object }) => object as unknown as Policy)
    .filter(({ kind }) => kind === 'NetworkPolicy');
  const there = live === 'forbidden' ? [] : (live?.items ?? []);
  // Of those that the manifests change, only what they will be.
  const all = [...there.filter(({ metadata }) => !brought.some((one) => one.metadata.name === metadata.name)), ...brought];
  const next = nextName(site.service.workload.name);
  const [ofHome, ofNext] = [home.spec.template.metadata?.labels ?? {}, nextLabels(home, backend, next)];
  return all
    .filter((policy) => selectorsOf(policy).some((selector) => tells(selector, ofHome, ofNext)))
    .map(({ metadata }) => ({ message: told(site, metadata.name, backend, next) }));
}

/** All by which a policy means pods of its own namespace: whom it holds for, and whom it lets through. */
function selectorsOf({ spec }: Policy): readonly Selector[] {
  const peers = [...(spec?.ingress ?? []).flatMap(({ from = [] }) => from), ...(spec?.egress ?? []).flatMap(({ to = [] }) => to)];
  return [spec?.podSelector, ...peers.map(({ podSelector }) => podSelector)].filter((selector) => selector !== undefined);
}

function tells(selector: Selector, ofHome: Labels, ofNext: Labels): boolean {
  return matches(selector, ofHome) !== matches(selector, ofNext);
}

function told(site: Site, name: string, { key, selector }: Backend, next: string): string {
  const line = `matchExpressions: [{ key: ${key}, operator: In, values: [${selector[key]}, ${next}] }]`;
  return (
    `The NetworkPolicy ${name} tells pods apart by ${key}, which is ${selector[key]} on the pods of ${workloadName(site)} and ${next} on ` +
    `those of the next track, so that one of them would not be reached, or reach others: write \`${line}\` there in place of \`${key}: ${selector[key]}\`.`
  );
}
