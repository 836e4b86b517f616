import type { Operation } from '../../../src/platforms/kubernetes/api/api.ts';
import type { Route } from '../../../src/platforms/kubernetes/router/route/object.ts';

/** What the API server makes of it; tests of what was read are not its matter here. */
export function applied(route: Route, operations: readonly Operation[]): Route {
  const now = structuredClone(route);
  for (const operation of operations) {
    const keys = operation.path
      .split('/')
      .slice(1)
      .map((key) => key.replaceAll('~1', '/'));
    const last = keys.pop() as string;
    const parent = keys.reduce((part, key) => part[key] as Record<string, unknown>, now as unknown as Record<string, unknown>);
    if (operation.op === 'add' && Array.isArray(parent)) parent.splice(Number(last), 0, operation.value);
    else if ('value' in operation) parent[last] = operation.value;
    else if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
  }
  return now;
}
