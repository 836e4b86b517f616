import type { Rollout } from '../../../ports/journal.ts';
import type { Ahead } from '../../../ports/platform.ts';
import type { Problem } from '../../../ports/service.ts';
import type { Backend } from '../backend.ts';
import { nextName, nextSite, TRACK } from '../next.ts';
import type { Site } from '../site.ts';
import { readOwned } from '../tracks/owned.ts';
import { readWorkload } from '../workload/workload.ts';
import { readable } from './installed.ts';

/**
 * A next track of which no journal knows, where none may be there; and what somebody else has under its names, where it needs them.
 * @param backend null where it is not known
 */
export async function leftOver(
  site: Site,
  kind: Rollout['kind'],
  backend: Backend | null,
  ahead: Ahead | undefined,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const next = nextName(site.service.workload.name);
  if (kind === 'rolling') {
    const found = await readable(() => readWorkload(nextSite(site), signal));
    const isOurs = found !== null && found !== 'forbidden' && found.metadata.labels?.[TRACK] === next;
    return isOurs || backend?.switched ? [await left(site, next, backend, signal)] : [];
  }
  const foreign: string[] = [];
  const owned = await readable(() => readOwned(site, signal, (what) => foreign.push(what)));
  const isThere = (owned !== 'forbidden' && Object.values(owned).some((one) => one !== null)) || backend?.switched === true;
  return [
    ...foreign.sort().map((what) => taken(what.toLowerCase(), next)),
    ...(ahead?.begins && isThere ? [await left(site, next, backend, signal)] : []),
  ];
}

function taken(what: string, next: string): Problem {
  const message = `There is a ${what} ${next} that no rollout made, and the next track needs that name: give it another one, or delete it (\`kubectl delete ${what} ${next}\`).`;
  return { code: 'managed-elsewhere', message };
}

async function left(site: Site, next: string, backend: Backend | null, signal: AbortSignal): Promise<Problem> {
  const namespace = await site.api.namespace(signal);
  const home = backend?.switched ? { name: backend.name, patch: JSON.stringify({ spec: { selector: backend.selector } }) } : null;
  const commands = [
    ...(home ? [`kubectl patch service ${home.name} --namespace ${namespace} --patch '${home.patch}'`] : []),
    `kubectl delete deployment,service,poddisruptionbudget,horizontalpodautoscaler --namespace ${namespace} --selector ${TRACK}=${next}`,
  ];
  const serves = home ? `, and the Service ${home.name} leads to it` : '';
  const message = `${next} is there, left by a rollout of which no journal knows${serves}: delete it with \`${commands.join(' && ')}\`.`;
  return { code: 'managed-elsewhere', message };
}
