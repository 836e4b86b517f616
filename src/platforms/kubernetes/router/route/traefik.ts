import type { Dialect } from './dialect.ts';

/** TraefikService, whose `weighted.services` is one rule for all requests that lead to it. */
export const traefik: Dialect = {
  api: 'traefik.io/v1alpha1',
  at: ['spec', 'weighted'],
  list: 'services',
  unwritten: 'one',
  // Nobody says when it was seen. Measured: 0.5 s at most where nothing else changes; a new configuration is taken at most every 2 s.
  lag: 4_000,
  // Unless it is told `allowEmptyServices`, Traefik drops a TraefikService of which one Service has no endpoints.
  needsPods: true,
  isTo({ kind = 'Service', namespace, name, port }, service, ends) {
    const isService = kind === 'Service' && name === service;
    return isService && (namespace ?? ends.routeNamespace) === ends.namespace && ends.ports.includes(port as number | string);
  },
  withService: (ref, name) => ({ ...ref, name }),
  nameOf: ({ name }) => String(name),
  wrong(route, title, ends) {
    const { weighted } = (route.spec ?? {}) as { readonly weighted?: { readonly services?: readonly object[] } };
    const entry = `\`weighted: { services: [{ name: ${ends.home}, port: ${ends.ports[0]} }] }\``;
    if (weighted !== undefined) {
      const isNamed = (weighted.services ?? []).some((ref) => traefik.isTo(ref as never, ends.home, ends));
      if (isNamed) return null;
      const where = `the Service ${ends.home} at port ${ends.ports.join(' or ')}`;
      return `${title} does not name ${where}: add it to its \`weighted.services\`, or change \`route\` of the service.`;
    }
    const [kind = 'nothing'] = Object.keys(route.spec ?? {});
    const write = `write another TraefikService with ${entry}, name that one there (\`kind: TraefikService\`), and as \`route\` of the service`;
    return `${title} has no \`weighted\`, but ${kind}, which has no shares: ${write}.`;
  },
};
