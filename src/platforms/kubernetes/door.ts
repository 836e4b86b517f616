import { serviceOf } from './backend.ts';
import { type Site, workloadName } from './site.ts';

/** Where the service is asked: a Service and its port; or, in a sentence, why there is none. */
export type Door = { readonly name: string; readonly port: number } | string;

/** The Service that leads to pods with these labels, also while it leads to those of the next track. */
export async function door(site: Site, podLabels: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Door> {
  const found = await serviceOf(site, podLabels, signal);
  if (!('names' in found)) return { name: found.metadata.name, port: found.spec?.ports?.[0]?.port as number };
  const { names } = found;
  const { backend, name } = site.service;
  const pods = `the pods of ${workloadName(site)}`;
  if (names.length === 0) {
    const none = backend === null ? 'No Service selects' : `There is no Service ${backend} that selects`;
    return `${none} ${pods}: make one, or take \`smoke-test\` out.`;
  }
  const several = `Several Services select ${pods} (${names.join(', ')}), and none is named ${name}`;
  return `${several}: name the one that users reach so, or take \`smoke-test\` out.`;
}
