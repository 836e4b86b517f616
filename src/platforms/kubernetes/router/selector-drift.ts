import { type Backend, switchOf } from '../backend.ts';
import { labelSelector } from '../selector.ts';
import type { Site } from '../site.ts';
import { lastWriter } from '../workload/drift.ts';

/** Who made another selector of the one that leads to the next track, in one sentence; null: nobody. */
export function selectorDrift(site: Site, { name, switched, object }: Backend): string | null {
  const noted = switchOf(site, object);
  if (noted === null || switched) return null;
  const selector = object.spec?.selector ?? {};
  const [did, to] = selector[noted.key] === noted.was ? ['put', 'back to'] : ['set', 'to'];
  const who = lastWriter(object, ['f:spec', 'f:selector']);
  return `somebody (${who}) ${did} the selector of service ${name} ${to} ${labelSelector({ matchLabels: selector })}`;
}
