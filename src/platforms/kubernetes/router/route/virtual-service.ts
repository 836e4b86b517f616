import { Refused } from '../../../../ports/reason.ts';
import type { Dialect, Ends, RawRule, Ref } from './dialect.ts';
import { cookiePattern, type Mark } from './mark.ts';
import type { Route } from './object.ts';
import { rulesOf } from './rule.ts';

type Destination = { readonly host?: string; readonly subset?: string; readonly port?: { readonly number?: number } };
type Match = { readonly headers?: Readonly<Record<string, unknown>> };

/** Istio's VirtualService, of which `http` only: what `tcp` and `tls` lead to home stays there until the Service follows. */
export const virtualService: Dialect = {
  api: 'networking.istio.io/v1',
  at: ['spec', 'http'],
  list: 'route',
  unwritten: 'all',
  // Nobody says when it was seen: where much changes, istiod gathers changes for up to 10 s (PILOT_DEBOUNCE_MAX) before it sends them.
  lag: 11_000,
  needsPods: false,
  isTo(ref, service, { namespace, routeNamespace, ports }) {
    const { host = '', port } = destinationOf(ref);
    const isHost = host === service ? routeNamespace === namespace : host.startsWith(`${service}.${namespace}.svc.`);
    return isHost && (port?.number === undefined || ports.includes(port.number));
  },
  withService(ref, service) {
    const { host = '', ...destination } = destinationOf(ref);
    return { ...ref, destination: { ...destination, host: host.replace(/^[^.]*/, service) } };
  },
  nameOf: (ref) => destinationOf(ref).host ?? 'nobody',
  wrong,
  marked,
};

function destinationOf({ destination = {} }: Ref): Destination {
  return destination as Destination;
}

/** What a DestinationRule says of home it does not say of the next track. */
function wrong(route: Route, title: string, ends: Ends): string | null {
  const refs = rulesOf(route, virtualService).flatMap((rule) => rule.refs);
  const subset = refs.filter((ref) => virtualService.isTo(ref, ends.home, ends)).find((ref) => destinationOf(ref).subset !== undefined);
  if (subset === undefined) return null;
  const { host, subset: name } = destinationOf(subset);
  return `${title} sends requests to the subset ${name} of ${host}, which is not there for ${ends.next}: take \`subset: ${name}\` out, so that it names all pods of the Service.`;
}

/** Its name is left out: the two would not be told apart by it. */
function marked({ name: _name, ...rule }: RawRule, { weight: _weight, ...next }: Ref, mark: Mark): RawRule {
  // Istio wants names of headers in small letters.
  const name = mark.kind === 'header' ? mark.name.toLowerCase() : 'cookie';
  const wanted = mark.kind === 'header' ? { exact: mark.value } : { regex: cookiePattern(mark) };
  const match = ((rule['match'] ?? [{}]) as readonly Match[]).map((one) => {
    if (one.headers?.[name] === undefined) return { ...one, headers: { ...one.headers, [name]: wanted } };
    const why = `a rule of the virtualservice matches the header ${name} already, so that preview requests cannot be told apart by it`;
    throw new Refused('precondition', `${why}: write another \`preview\`.`);
  });
  return { ...rule, match, route: [next] };
}
