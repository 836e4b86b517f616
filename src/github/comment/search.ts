import type { Octokit } from '@octokit/rest';
import { isGone } from '../api/feature.ts';
import type { Repository } from '../api/repository.ts';
import { WORKFLOW, writtenByUs } from './authorship.ts';
import { markerOf, notBefore, readBody, type Sections } from './body.ts';

/** Whose comment is looked for, and where. */
export type Sought = {
  readonly at: Repository;
  /** Number of the pull request or issue. */
  readonly issue: number;
  readonly service: string;
  /** Who wrote it, as far as is known. */
  readonly author: string | null;
};

/** A comment of ours. */
export type Page = { readonly id: number; readonly author: string; readonly url: string; readonly sections: Sections };

type Data = Awaited<ReturnType<Octokit['rest']['issues']['getComment']>>['data'];

/** What an answer of GitHub says of a comment. */
export function pageOf(data: Data, service: string): Page {
  const sections = readBody(service, data.body ?? '') ?? new Map();
  return { id: data.id, author: data.user?.login ?? '', url: data.html_url, sections };
}

/** The comment with this id; null if it is gone, or is not the one that is sought. Throws what the API throws. */
export async function getPage(octokit: Octokit, sought: Sought, id: number): Promise<Page | null> {
  try {
    const { data } = await octokit.rest.issues.getComment({ ...sought.at, comment_id: id });
    // The journal may be about another pull request than this run.
    const here = data.issue_url.endsWith(`/issues/${sought.issue}`);
    return here && data.user?.login === (sought.author ?? WORKFLOW) ? pageOf(data, sought.service) : null;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** The comments with our marker that we wrote, the oldest first: anyone can paste a marker. Throws what the API throws. */
export async function listPages(octokit: Octokit, { at, issue, service, author }: Sought): Promise<readonly Page[]> {
  const all = await octokit.paginate(octokit.rest.issues.listComments, { ...at, issue_number: issue, per_page: 100 });
  const marked = all
    .filter(({ body }) => body?.startsWith(markerOf(service)))
    .toSorted((a, b) => a.id - b.id)
    .map((data) => ({ data, login: data.user?.login ?? '', nodeId: data.node_id }));
  return (await writtenByUs(octokit, marked, author)).map(({ data }) => pageOf(data, service));
}

/** The sections of several comments, of each environment the newest. */
export function together(pages: readonly Pick<Page, 'sections'>[]): Sections {
  const all = new Map<string, ReturnType<Sections['get']> & {}>();
  for (const [environment, section] of pages.flatMap(({ sections }) => [...sections])) {
    const there = all.get(environment);
    if (there === undefined || !notBefore(there.edition, section.edition)) all.set(environment, section);
  }
  return all;
}
