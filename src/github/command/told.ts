import type { Octokit } from '@octokit/rest';
import type { Repository } from '../api/repository.ts';
import { writtenByUs } from '../comment/authorship.ts';
import { readBody, readMarker, type Sections } from '../comment/body.ts';
import { together } from '../comment/search.ts';

/** What our comments show of a service: the version in flight, by environment; null where none is. */
export type Told = { readonly service: string; readonly inFlight: ReadonlyMap<string, string | null> };

/** What our comments on a pull request or issue show, service by service. Throws what the API throws. */
export async function toldOn(octokit: Octokit, at: Repository, issue: number): Promise<readonly Told[]> {
  const all = await octokit.paginate(octokit.rest.issues.listComments, { ...at, issue_number: issue, per_page: 100 });
  const pages = all.flatMap(({ body = '', user, node_id: nodeId }) => {
    const service = readMarker(body)?.service ?? null;
    const sections = service === null ? null : readBody(service, body);
    return service === null || sections === null ? [] : [{ service, sections, login: user?.login ?? '', nodeId }];
  });
  // Anyone can paste a marker.
  const byService = Map.groupBy(await writtenByUs(octokit, pages), ({ service }) => service);
  return [...byService].map(([service, ofIt]) => ({ service, inFlight: versionsOf(together(ofIt)) }));
}

const versionsOf = (sections: Sections) => new Map([...sections].map(([environment, { version }]) => [environment, version]));
