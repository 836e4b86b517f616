import type { Octokit } from '@octokit/rest';
import { ONCE } from './client.ts';
import { type Edition, markerOf, notBefore, readBody, type Sections, writeBody } from './comment-body.ts';
import type { Repository } from './repository.ts';

export type CommentOptions = {
  readonly at: Repository;
  /** Number of the pull request or issue. */
  readonly issue: number;
  readonly service: string;
  readonly environment: string;
  readonly run: { readonly id: string; readonly attempt: number };
  /** As journaled; null where nothing was yet. */
  readonly id: number | null;
  readonly author: string | null;
};

type Found = { readonly id: number; readonly author: string; readonly url: string; readonly body: string };

/** What the token of a workflow comments as; it may not ask who it is. */
const WORKFLOW = 'github-actions[bot]';

/** The one comment of a pull request about a service. Only our own environment's section is written; others are kept as they are. */
export class StickyComment {
  readonly #octokit: Octokit;
  readonly #options: CommentOptions;
  #known: { readonly id: number; readonly author: string; readonly url: string } | null = null;
  #seq: number | null = null;
  #text: string | null = null;

  constructor(octokit: Octokit, options: CommentOptions) {
    this.#octokit = octokit;
    this.#options = options;
  }

  /** The comment's id, author and address, once it was found or made. */
  get known(): { readonly id: number; readonly author: string; readonly url: string } | null {
    return this.#known;
  }

  /** Writes our section. `same`: it says so already; `outdated`: a newer run wrote there, so nothing was done. Throws what the API throws. */
  async write(text: string): Promise<'written' | 'same' | 'outdated'> {
    if (text === this.#text) return 'same';
    const { service, environment } = this.#options;
    // Read before each write: other environments' jobs write into the same comment.
    const found = await this.#find();
    const sections: Sections = (found && readBody(service, found.body)) ?? new Map();
    const there = sections.get(environment);
    const edition = this.#next(there?.edition);
    if (edition === null) return 'outdated';
    const body = writeBody(service, new Map([...sections, [environment, { edition, text }]]));
    await this.#put(found, body);
    this.#seq = edition.seq;
    this.#text = text;
    return 'written';
  }

  /** Our next edition; null if what is there is newer. A later job of the same run goes on counting where the one before ended. */
  #next(there: Edition | undefined): Edition | null {
    const { id: run, attempt } = this.#options.run;
    const last = this.#seq ?? (there?.run === run && there.attempt === attempt ? there.seq : 0);
    const mine: Edition = { run, attempt, seq: last };
    if (there !== undefined && !notBefore(mine, there)) return null;
    return { ...mine, seq: last + 1 };
  }

  async #put(found: Found | null, body: string): Promise<void> {
    const { at, issue } = this.#options;
    const { data } = found
      ? await this.#octokit.rest.issues.updateComment({ ...at, comment_id: found.id, body })
      : await this.#octokit.rest.issues.createComment({ ...at, issue_number: issue, body, ...ONCE });
    this.#known = { id: data.id, author: data.user?.login ?? '', url: data.html_url };
  }

  async #find(): Promise<Found | null> {
    const id = this.#known?.id ?? this.#options.id;
    const known = id === null ? null : await this.#get(id);
    return known ?? (await this.#search());
  }

  /** The comment with this id; null if it is gone, or was not written by whom we know. */
  async #get(id: number): Promise<Found | null> {
    try {
      const { data } = await this.#octokit.rest.issues.getComment({ ...this.#options.at, comment_id: id });
      const author = data.user?.login ?? '';
      const expected = this.#known?.author ?? this.#options.author ?? WORKFLOW;
      // The journal may be about another pull request than this run.
      const here = data.issue_url.endsWith(`/issues/${this.#options.issue}`);
      return here && author === expected ? { id, author, url: data.html_url, body: data.body ?? '' } : null;
    } catch (error) {
      if ((error as { status?: number }).status === 404) return null;
      throw error;
    }
  }

  /** The oldest comment with our marker that we wrote: anyone can paste a marker. */
  async #search(): Promise<Found | null> {
    const { at, issue, service, author } = this.#options;
    const all = await this.#octokit.paginate(this.#octokit.rest.issues.listComments, { ...at, issue_number: issue, per_page: 100 });
    for (const one of all.filter(({ body }) => body?.startsWith(markerOf(service)))) {
      const login = one.user?.login ?? '';
      const ours = login === WORKFLOW || login === author || (await this.#wrote(one.node_id));
      if (ours) return { id: one.id, author: login, url: one.html_url, body: one.body ?? '' };
    }
    return null;
  }

  /** Whether the token's owner wrote it: how a comment of an app or a person's token is known. */
  async #wrote(nodeId: string): Promise<boolean> {
    try {
      const query = 'query($id: ID!) { node(id: $id) { ... on IssueComment { viewerDidAuthor } } }';
      const { node } = await this.#octokit.graphql<{ node: { viewerDidAuthor?: boolean } | null }>(query, { id: nodeId });
      return node?.viewerDidAuthor === true;
    } catch {
      return false;
    }
  }
}
