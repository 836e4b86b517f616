import { isMapping, type Mapping } from '../../../../units/mapping.ts';
import { quoted } from '../../../../units/problem.ts';

/** Where the containers of a pod stand. */
export const CONTAINERS: readonly string[] = ['containers', 'initContainers', 'ephemeralContainers'];

const NAME = /^[a-z0-9-]{1,63}$/;
const IMAGE = /^[^\s\p{C}]{0,1000}$/u;

/** All pod specs in an object, wherever they stand: in a template, in that of a Job of a CronJob, in a kind that we do not know. */
export function podSpecsIn(part: unknown): readonly Mapping[] {
  if (Array.isArray(part)) return part.flatMap(podSpecsIn);
  if (!isMapping(part)) return [];
  const inner = Object.values(part).flatMap(podSpecsIn);
  return Array.isArray(part['containers']) ? [part, ...inner] : inner;
}

/** What is wrong with the pods of a workload or a Job, so far that nobody could run them; null: nothing. */
export function podProblem(object: Mapping): string | null {
  const spec = mappingIn(object, 'spec');
  const template = mappingIn(spec, 'template');
  const pod = mappingIn(template, 'spec');
  const metadata = template?.['metadata'] ?? {};
  if (spec === null || template === null || pod === null || !Array.isArray(pod['containers']) || pod['containers'].length === 0)
    return 'it has no pods: write containers under `spec.template.spec.containers`';
  if (!isMapping(metadata)) return '`spec.template.metadata` is no mapping: write `labels` under it';
  return textsProblem(metadata, 'spec.template.metadata') ?? containersProblem(pod);
}

function containersProblem(pod: Mapping): string | null {
  for (const key of ['initContainers', 'containers']) {
    const all = pod[key] ?? [];
    const where = `\`spec.template.spec.${key}\``;
    if (!Array.isArray(all)) return `${where} is no list: write one, with \`- name: …\` for each`;
    const nameless = all.findIndex((one) => !isMapping(one) || typeof one['name'] !== 'string' || !NAME.test(one['name']));
    if (nameless !== -1) return `number ${nameless + 1} of ${where} has no name: write \`name: …\` with small letters, digits and dashes`;
    const wrong = all.find(({ image = '' }) => typeof image !== 'string' || !IMAGE.test(image));
    if (wrong !== undefined)
      return `the image of the container ${wrong['name']} cannot be one: write it like \`image: ghcr.io/acme/shop:1.2\``;
  }
  return null;
}

/** A label or an annotation that is no text, of what is called `where`; null: all are. */
export function textsProblem(metadata: Mapping, where: string): string | null {
  for (const key of ['labels', 'annotations']) {
    const all = metadata[key] ?? {};
    if (!isMapping(all)) return `\`${where}.${key}\` is no mapping: write \`name: value\` under it`;
    const wrong = Object.keys(all).find((name) => typeof all[name] !== 'string');
    if (wrong !== undefined) return `the value of ${quoted(wrong)} in \`${where}.${key}\` is no text: put it in quotes`;
  }
  return null;
}

function mappingIn(object: Mapping | null, key: string): Mapping | null {
  const value = object?.[key];
  return isMapping(value) ? value : null;
}
