import type { Octokit } from '@octokit/rest';
import { isOurs } from './authorship.ts';
import { readBody, type Sections } from './comment-body.ts';
import { together } from './comment-search.ts';
import type { Repository } from './repository.ts';

/** What our comments show of a service: the version in flight, by environment; null where none is. */
export type Told = { readonly service: string; readonly inFlight: ReadonlyMap<string, string | null> };

/** What our comments on a pull request or issue show, service by service. Throws what the API throws. */
export async function toldOn(octokit: Octokit, at: Repository, issue: number): Promise<readonly Told[]> {
  const all = await octokit.paginate(octokit.rest.issues.listComments, { ...at, issue_number: issue, per_page: 100 });
  const pages = all.flatMap(({ body = '', user, node_id: nodeId }) => {
    const service = serviceOf(body);
    const sections = service === null ? null : readBody(service, body);
    return service === null || sections === null ? [] : [{ service, sections, login: user?.login ?? '', nodeId }];
  });
  // Anyone can paste a marker. Asked once of each author, however many somebody pastes.
  const ours = new Map<string, boolean>();
  for (const { login, nodeId } of pages) if (!ours.has(login)) ours.set(login, await isOurs(octokit, { login, nodeId }));
  const byService = Map.groupBy(
    pages.filter(({ login }) => ours.get(login)),
    ({ service }) => service,
  );
  return [...byService].map(([service, ofIt]) => ({ service, inFlight: versionsOf(together(ofIt)) }));
}

const versionsOf = (sections: Sections) => new Map([...sections].map(([environment, { version }]) => [environment, version]));

function serviceOf(body: string): string | null {
  try {
    return decodeURIComponent(/^<!-- sluice:(\S{1,200}) /.exec(body)?.[1] ?? '') || null;
  } catch {
    return null;
  }
}
