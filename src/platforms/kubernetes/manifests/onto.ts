import { isEqual } from '../../../units/digest.ts';
import type { Operation } from '../api/api.ts';
import { pointer } from '../pointer.ts';
import type { PodTemplate, Workload } from '../workload/workload.ts';
import { STRATEGIES, WITHOUT_PACE } from './rendered.ts';

type Mapping = Record<string, unknown>;

/** The workload with other pods and other values at these JSON pointers; null takes one away. `workload` itself stays as it is. */
export function onto(workload: Workload, template: PodTemplate, fields: Readonly<Record<string, unknown>>): Workload {
  const made = structuredClone({ ...workload, spec: { ...workload.spec, template } });
  const spec = made.spec as Mapping;
  for (const [path, value] of Object.entries(fields)) put(made as unknown as Mapping, path, value);
  for (const key of STRATEGIES) {
    const strategy = spec[key] as { readonly type?: string } | undefined;
    if (strategy !== undefined && WITHOUT_PACE.includes(strategy.type)) spec[key] = { type: strategy.type };
  }
  return made;
}

/** What makes of one state of a workload another, as long as nobody changed its spec since it was read. */
export function towards(from: Workload, to: Workload): Operation[] {
  return [
    ...mapped(['spec'], from.spec, to.spec),
    ...(['labels', 'annotations'] as const).flatMap((part) => {
      const [before, after] = [from.metadata[part], to.metadata[part] ?? {}];
      if (before === undefined) return Object.keys(after).length === 0 ? [] : [added(['metadata', part], after)];
      return mapped(['metadata', part], before, after);
    }),
  ];
}

function mapped(path: readonly string[], from: object, to: object): Operation[] {
  const [before, after] = [from as Mapping, to as Mapping];
  const gone = Object.keys(before).filter((key) => after[key] === undefined);
  const changed = Object.keys(after).filter((key) => after[key] !== undefined && !isEqual(before[key] ?? null, after[key]));
  return [
    ...gone.map((key) => ({ op: 'remove' as const, path: pointer(...path, key) })),
    ...changed.map((key) => added([...path, key], after[key])),
  ];
}

function added(path: readonly string[], value: unknown): Operation {
  return { op: 'add', path: pointer(...path), value };
}

function put(object: Mapping, path: string, value: unknown): void {
  const [part, last] = holderOf(object, path);
  if (value === null) delete part[last];
  else part[last] = value;
}

/** What has the value at a JSON pointer, and by which key; made where it is missing. */
export function holderOf(object: Mapping, path: string): readonly [holder: Mapping, key: string] {
  const keys = path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() as string;
  let part = object;
  for (const key of keys) {
    if (typeof part[key] !== 'object' || part[key] === null) part[key] = {};
    part = part[key] as Mapping;
  }
  return [part, last];
}
