import { isMapping, type Mapping } from '../../../../units/mapping.ts';
import { quoted } from '../../../../units/problem.ts';
import { podSpecsIn, textsProblem } from './pods.ts';
import { unrendered } from './unrendered.ts';

const API_VERSION = /^([a-z0-9.-]{1,253}\/)?[a-z0-9]{1,63}$/;
const KIND = /^[A-Za-z][A-Za-z0-9]{0,62}$/;
/** What can be the end of a path. */
const NAME = /^[^\s/%\p{C}]{1,253}$/u;
const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Why a value is no object of Kubernetes that could be told from others, with what to write; none: it is one. */
export function shapeProblems(value: unknown): readonly string[] {
  if (!isMapping(value)) return ['this is no object: write `apiVersion`, `kind` and `metadata`, or take it out'];
  const metadata = value['metadata'];
  const template = templateIn(value);
  if (template !== null) return [unrendered(template)];
  if (String(value['apiVersion']).startsWith('kustomize.config.k8s.io/'))
    return ['this is a kustomization: run `kubectl kustomize` before, with its output in a file, and name that file in `manifests`'];
  return [
    ...textProblem(value, 'apiVersion', API_VERSION, 'apps/v1'),
    ...textProblem(value, 'kind', KIND, 'Deployment'),
    ...(isMapping(metadata) ? metadataProblems(metadata) : ['this has no metadata: write `metadata: { name: … }`']),
  ];
}

function metadataProblems(metadata: Mapping): readonly string[] {
  const { name, namespace, generateName } = metadata;
  const texts = textsProblem(metadata, 'metadata');
  const named = typeof name === 'string' && name !== '';
  const isOdd = named && (!NAME.test(name) || name === '.' || name === '..');
  return [
    ...(generateName === undefined ? [] : ['`generateName` makes another object each time: write `metadata.name` instead']),
    ...(named || generateName !== undefined ? [] : ['this has no name: write `metadata.name`, in quotes where it is a number']),
    ...(isOdd ? [`metadata.name ${quoted(name)} cannot be a name: write one of small letters, digits, dots and dashes`] : []),
    ...(namespace === undefined || (typeof namespace === 'string' && NAMESPACE.test(namespace))
      ? []
      : ['metadata.namespace is no name of a namespace: write one of small letters, digits and dashes, or take it out']),
    ...(texts === null ? [] : [texts]),
  ];
}

function textProblem(object: Mapping, key: string, form: RegExp, example: string): readonly string[] {
  const value = object[key];
  if (value === undefined || value === null) return [`this has no ${key}: write it, like \`${key}: ${example}\``];
  return typeof value === 'string' && form.test(value) ? [] : [`${key} is ${quoted(shown(value))}: write it like \`${key}: ${example}\``];
}

function shown(value: unknown): string {
  return typeof value === 'object' ? 'a list or a mapping' : String(value);
}

/** A template in quotes is YAML: looked for where an object has its names, and its images. null: none. */
function templateIn(object: Mapping): string | null {
  const { name, namespace } = isMapping(object['metadata']) ? object['metadata'] : {};
  const images = podSpecsIn(object).flatMap((pod) =>
    [pod['containers'], pod['initContainers']].flat().map((one) => isMapping(one) && one['image']),
  );
  const texts = [object['apiVersion'], object['kind'], name, namespace, ...images];
  return texts.find((text): text is string => typeof text === 'string' && text.includes('{{')) ?? null;
}
