import type { KubernetesService } from '../../../ports/service.ts';
import { pointer } from '../pointer.ts';
import type { PodTemplate } from './workload.ts';

const VERSION = '{version}';
const DIGEST = '(?:@[a-z0-9+._-]+:[0-9a-f]+)?';

/** A container that gets the image of the version. */
export type OurContainer = {
  readonly name: string;
  readonly image: string;
  /** The line of the service file that it matches. */
  readonly template: string;
  /** JSON pointer to its image in the workload. */
  readonly path: string;
};

/** The image without tag and digest. */
export function repositoryOf(image: string): string {
  const [name] = image.split('@') as [string];
  const colon = name.lastIndexOf(':');
  // A colon before the last slash is that of a port.
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** The image of one version. */
export function imageFor(template: string, version: string): string {
  return template.replaceAll(VERSION, () => version);
}

/** Containers and init containers that the service file's `image` is for: the one that `container` names, else those of the same repository. */
export function ourContainers({ image, container }: KubernetesService, template: PodTemplate): readonly OurContainer[] {
  const matching = (name: string, present: string) =>
    container === null
      ? image.find((one) => repositoryOf(one) === repositoryOf(present) || versionIn(one, present) !== null)
      : image.find(() => container === name);
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    (template.spec[list] ?? []).flatMap(({ name, image: present = '' }, at) => {
      const line = matching(name, present);
      return line === undefined
        ? []
        : [{ name, image: present, template: line, path: pointer('spec', 'template', 'spec', list, at, 'image') }];
    }),
  );
}

/** The version that all of our containers agree on; null where they do not, or their images are not of the service file's form. */
export function versionOf(service: KubernetesService, template: PodTemplate): string | null {
  const versions = ourContainers(service, template).map((ours) => versionIn(ours.template, ours.image));
  const [first = null] = versions;
  return versions.every((version) => version === first) ? first : null;
}

/** What stands for `{version}`. A digest that somebody added behind it is no part of it. */
function versionIn(template: string, image: string): string | null {
  const [before = '', ...after] = template.split(VERSION).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return (
    new RegExp(`^${[before, ...after].reduce((all, part, at) => `${all}${at === 1 ? '(.+?)' : '\\1'}${part}`)}${DIGEST}$`).exec(
      image,
    )?.[1] ?? null
  );
}
