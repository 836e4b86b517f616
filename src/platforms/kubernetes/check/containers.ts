import { nearest } from '../../../units/nearest.ts';
import { type Site, workloadName } from '../site.ts';
import { ourContainers, repositoryOf } from '../workload/image.ts';
import type { PodTemplate } from '../workload/workload.ts';

/** What to write where an image of the service file has no container, with what is there instead. */
export function containerProblems(site: Pick<Site, 'service'>, template: PodTemplate): readonly string[] {
  const { service } = site;
  const all = [...(template.spec.initContainers ?? []), ...template.spec.containers];
  const ours = ourContainers(service, template);
  const shown = all.map(({ name, image }) => `${name} (${image})`).join(', ');
  const there = `${workloadName(site)} has ${shown}`;
  if (service.container !== null && ours.length === 0) {
    const names = all.map(({ name }) => name);
    return [`There is no container ${service.container}; ${there}: write \`container: ${nearest(service.container, names) ?? names[0]}\`.`];
  }
  return service.image
    .filter((line) => !ours.some((one) => one.template === line))
    .map((line) => {
      const repository = repositoryOf(line);
      return `No container runs ${repository}; ${there}: correct \`image\`, or name the one that shall get it with \`container\`.`;
    });
}
