import type { Condition } from '../../condition.ts';
import type { Dialect, RawRule, Ref } from './dialect.ts';
import { cookiePattern, type Mark } from './mark.ts';
import type { Place, Route } from './object.ts';

/** A Gateway, mostly. */
type Parent = {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
};

/** What we look at is the same in an HTTPRoute and in a GRPCRoute. */
type GatewayRoute = Route & {
  readonly spec?: { readonly parentRefs?: readonly Parent[] };
  readonly status?: {
    readonly parents?: readonly {
      readonly parentRef: Parent;
      readonly conditions?: readonly (Condition & { readonly observedGeneration?: number })[];
    }[];
  };
};

type Match = { readonly headers?: readonly unknown[] };

/** HTTPRoute and GRPCRoute of the Gateway API. */
export const gateway: Dialect = {
  api: 'gateway.networking.k8s.io/v1',
  at: ['spec', 'rules'],
  list: 'backendRefs',
  unwritten: 'one',
  // Nobody outside can ask a proxy what it has; measured: Traefik takes a new configuration at most every 2 s.
  lag: 2_500,
  needsPods: false,
  isTo({ group = '', kind = 'Service', namespace, name, port }, service, ends) {
    const isService = group === '' && kind === 'Service' && name === service;
    return isService && (namespace ?? ends.routeNamespace) === ends.namespace && ends.ports.includes(port as number);
  },
  withService: (ref, name) => ({ ...ref, name }),
  nameOf: ({ name }) => String(name),
  lacking,
  marked,
};

function lacking(route: Route, { title, namespace }: Place, wholly: boolean): string | null {
  const { metadata, spec, status } = route as GatewayRoute;
  const all = status?.parents ?? [];
  for (const parent of spec?.parentRefs ?? []) {
    const who = `${parent.kind ?? 'Gateway'} ${parent.name}`;
    const said = all.filter(({ parentRef }) => nameOf(parentRef, namespace) === nameOf(parent, namespace));
    if (said.length === 0) return `no controller of ${who} has looked at ${title}: does its GatewayClass have one, and does it run?`;
    for (const type of ['Accepted', 'ResolvedRefs']) {
      for (const { conditions = [] } of said) {
        const condition = conditions.find((one) => one.type === type);
        if ((condition?.observedGeneration ?? -1) < (metadata.generation ?? 0)) return `${who} has not seen the change of ${title}`;
        if (wholly && condition?.status !== 'True')
          return `${title} is not ${type} by ${who}: ${[condition?.reason, condition?.message].filter(Boolean).join(': ')}`;
      }
    }
  }
  return null;
}

function nameOf({ group, kind, namespace: own, name, sectionName, port }: Parent, namespace: string): string {
  return JSON.stringify([
    group ?? 'gateway.networking.k8s.io',
    kind ?? 'Gateway',
    own ?? namespace,
    name,
    sectionName ?? null,
    port ?? null,
  ]);
}

/** Its name is left out: a name is there once only. */
function marked({ name: _name, ...rule }: RawRule, next: Ref, mark: Mark): RawRule {
  const { kind, name, value } = mark;
  const header =
    kind === 'header' ? { type: 'Exact', name, value } : { type: 'RegularExpression', name: 'Cookie', value: cookiePattern(mark) };
  const matches = ((rule['matches'] ?? [{}]) as readonly Match[]).map((match) => ({
    ...match,
    headers: [...(match.headers ?? []), header],
  }));
  return { ...rule, matches, backendRefs: [{ ...next, weight: 1 }] };
}
