import type { KubernetesService, ManifestObject, Problem } from '../../../../ports/service.ts';
import { isMapping } from '../../../../units/mapping.ts';
import { nearest } from '../../../../units/nearest.ts';
import { quoted } from '../../../../units/problem.ts';
import { containerProblems } from '../../check/containers.ts';
import { matches } from '../../tracks/matches.ts';
import { isIt, type Named, type Selector, type Workload } from '../../workload/workload.ts';
import type { Manifest } from '../object.ts';
import { identityOf, titleOf } from '../title.ts';
import { isJob, useOf } from './marks.ts';
import { namespaceIn, namespaceProblems } from './namespace.ts';
import { podProblem } from './pods.ts';

/** Names that are listed in a message. */
const MOST_NAMES = 10;
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** What is wrong with objects that are whole, but for the workload: where they are, what they say twice, and when they run. */
export function objectProblems(service: KubernetesService, objects: readonly ManifestObject[]): readonly Problem[] {
  const said = service.namespace ?? objects.map(({ object }) => namespaceIn(object)).find((one) => one !== null) ?? null;
  const own = objects.flatMap((one) => {
    const object = one.object as unknown as Manifest;
    const use = useOf(object);
    const pods = isJob(object) ? podProblem(one.object) : null;
    return [...(typeof use === 'object' ? [use.problem] : []), ...(pods === null ? [] : [pods])].map((message) => problem(one, message));
  });
  return [...(said === null ? [] : namespaceProblems(objects, said)), ...twice(objects, said), ...own];
}

function twice(objects: readonly ManifestObject[], namespace: string | null): readonly Problem[] {
  const first = new Map<string, ManifestObject>();
  return objects.flatMap((one) => {
    const identity = identityOf(one.object, namespace);
    const known = first.get(identity);
    if (known === undefined) first.set(identity, one);
    return known === undefined ? [] : [problem(one, `it stands in ${known.file}:${known.line} too: take one of them out`)];
  });
}

/** The service's workload among the objects; null where there is none. */
export function workloadIn({ workload }: KubernetesService, objects: readonly ManifestObject[]): ManifestObject | null {
  return objects.find(({ object }) => isIt(named(object), workload)) ?? null;
}

/** What is wrong with the service's workload, or what is there instead. */
export function workloadProblems(service: KubernetesService, objects: readonly ManifestObject[]): readonly Problem[] {
  const found = workloadIn(service, objects);
  if (found === null) return [missing(service, objects)];
  if (found.object['apiVersion'] !== 'apps/v1')
    return [problem(found, `it has apiVersion ${quoted(String(found.object['apiVersion']))}: write \`apiVersion: apps/v1\``)];
  const pods = podProblem(found.object);
  if (pods !== null) return [problem(found, pods)];
  const { spec } = found.object as unknown as Workload;
  const containers = containerProblems({ service }, spec.template).map((message) => ({ file: found.file, line: found.line, message }));
  const selector = selectorProblem(spec);
  return [...(selector === null ? [] : [problem(found, selector)]), ...containers];
}

function selectorProblem({ selector, template }: Workload['spec']): string | null {
  if (!isSelector(selector)) return 'it has no selector: write the labels of its pods under `spec.selector.matchLabels`';
  const labels = template.metadata?.labels ?? {};
  if (matches(selector, labels)) return null;
  const wrong = Object.entries(selector.matchLabels ?? {}).find(([key, value]) => labels[key] !== value);
  if (wrong !== undefined && typeof wrong[1] !== 'string')
    return `the value of ${quoted(wrong[0])} in \`spec.selector.matchLabels\` is no text: put it in quotes`;
  const label = wrong === undefined ? 'labels that `spec.selector` selects' : quoted(`${wrong[0]}: ${wrong[1]}`);
  return `it does not select its own pods: write ${label} under \`spec.template.metadata.labels\``;
}

/** An empty one would select all pods; the API server takes none. */
function isSelector(selector: unknown): selector is Selector {
  if (!isMapping(selector)) return false;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const isWhole = (one: unknown) => isMapping(one) && (one['values'] === undefined || Array.isArray(one['values']));
  if (!isMapping(matchLabels) || !Array.isArray(matchExpressions) || !matchExpressions.every(isWhole)) return false;
  return Object.keys(matchLabels).length + matchExpressions.length > 0;
}

function missing({ workload, manifests }: KubernetesService, objects: readonly ManifestObject[]): Problem {
  const wanted = `${workload.kind} ${workload.name}`;
  const there = objects.filter(({ object }) => WORKLOADS.includes(String(object['kind'])));
  const names = there.map(({ object }) => titleOf(object));
  const paths = (manifests ?? []).join(', ');
  if (names.length === 0)
    return { message: `there is no ${wanted} in the manifests (${paths}), and no other workload: name the file that has it` };
  const near = nearest(wanted, names) ?? (names[0] as string);
  const { file, line } = there[names.indexOf(near)] as ManifestObject;
  const [kind, name] = near.split(' ') as [string, string];
  const shown = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), '…'] : names;
  const message = `there is no ${wanted} in the manifests (${paths}), but ${shown.join(', ')}: correct its name, or write \`workload: ${kind.toLowerCase()}/${name}\``;
  return { file, line, message };
}

function named(object: ManifestObject['object']): Named {
  const { kind, metadata } = object as unknown as Manifest;
  return { kind, name: metadata.name };
}

function problem({ object, file, line }: ManifestObject, message: string): Problem {
  return { file, line, message: `${titleOf(object)}: ${message}` };
}
