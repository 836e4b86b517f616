import { setTimeout as sleep } from 'node:timers/promises';
import type { SmokeTest, Whom } from '../../ports/smoke-test.ts';
import { anyOf, askTimes } from '../smoke-test.ts';
import type { Api } from './api/api.ts';
import { door } from './door.ts';
import { TRACK } from './next.ts';
import { isReady, listPods, podsOf } from './pods/pods.ts';
import { corePath, type Site, workloadName } from './site.ts';
import { isUncalled } from './uncalled.ts';
import { readWorkload } from './workload/workload.ts';

/** Asks through the API server, which reaches every pod and Service: the runner need not. Passes without `smoke-test`. */
export function kubernetesSmokeTest(site: Site): SmokeTest {
  const { smokeTest } = site.service;
  return {
    async ask(whom, signal) {
      if (!smokeTest) return null;
      const asked = whom === 'service' ? await servicePaths(site, signal) : await podPaths(site, await namesOf(site, whom, signal), signal);
      const settings = whom !== 'service' && 'oneOf' in whom ? { ...smokeTest, times: 1 } : smokeTest;
      for (const one of asked) {
        if (!('path' in one)) return one.wrong;
        const ask = (path: string, within: AbortSignal) => throughServer(site.api, `${one.path}/proxy${path}`, within);
        const wrong = await askTimes(ask, one.title, settings, signal);
        if (wrong !== null) return wrong;
      }
      return asked.length === 0 ? 'There is no instance to be asked.' : null;
    },
  };
}

/** Milliseconds until it is asked again for what the API server did not reach. */
const AGAIN = 200;

/**
 * What a pod answers. Where the API server itself answers that it reached none, it may know of a pod that has just ended, or not yet of
 * one that is ready: so it is asked again as long as there is time.
 */
async function throughServer(api: Api, path: string, signal: AbortSignal): ReturnType<Api['ask']> {
  for (;;) {
    const answer = await api.ask(path, signal);
    if (answer.status < 500 || !answer.text.startsWith('{"kind":"Status"')) return answer;
    await sleep(AGAIN, undefined, { signal });
  }
}

type Asked = { readonly path: string; readonly title: string } | { readonly wrong: string };

/** Where nobody calls it, the pods of both tracks are the service. */
async function servicePaths(site: Site, signal: AbortSignal): Promise<readonly Asked[]> {
  const workload = await readWorkload(site, signal);
  if (workload === null) return [{ wrong: `There is no ${workloadName(site)} any more.` }];
  const found = await door(site, workload.spec.template.metadata?.labels ?? {}, signal);
  if (typeof found === 'string') {
    const isWithout = await isUncalled(site, workload, signal);
    return isWithout ? podPaths(site, await readyPods(site, podsOf(workload), signal), signal) : [{ wrong: found }];
  }
  const path = `${await corePath(site, 'services', signal)}/${encodeURIComponent(`${found.name}:${found.port}`)}`;
  return [{ path, title: `http://${found.name}:${found.port}` }];
}

async function namesOf(site: Site, whom: Exclude<Whom, 'service'>, signal: AbortSignal): Promise<readonly string[]> {
  if ('instances' in whom) return whom.instances;
  return 'track' in whom ? readyOf(site, whom.track, signal) : anyOf(await readyOf(site, whom.oneOf, signal));
}

/** How many pods of a track are asked. */
const MOST_OF_TRACK = 3;

/** Ready pods of a track. Those of the next one may bear home's labels too while they get a share of its requests. */
async function readyOf(site: Site, track: string, signal: AbortSignal): Promise<readonly string[]> {
  const isHome = track === site.service.workload.name;
  const home = isHome ? await readWorkload(site, signal) : null;
  const query = isHome ? home && `${podsOf(home).labelSelector},!${TRACK}` : `${TRACK}=${track}`;
  return query === null ? [] : readyPods(site, { labelSelector: query }, signal);
}

async function readyPods(site: Site, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<readonly string[]> {
  const pods = (await listPods(site, query, signal)).items.filter(isReady).slice(0, MOST_OF_TRACK);
  return pods.map(({ metadata }) => metadata.name);
}

/** A pod's own first port, which is what the API server takes where none is named. */
async function podPaths(site: Site, names: readonly string[], signal: AbortSignal): Promise<readonly Asked[]> {
  const pods = await corePath(site, 'pods', signal);
  return names.map((name) => ({ path: `${pods}/${encodeURIComponent(name)}`, title: `http://${name}` }));
}
