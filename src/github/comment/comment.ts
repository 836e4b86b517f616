import { setTimeout as pause } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import { ONCE } from '../api/client.ts';
import { isGone, lacksPermission } from '../api/feature.ts';
import { type Edition, notBefore, type Section, writeBody } from './body.ts';
import { getPage, listPages, type Page, pageOf, type Sought, together } from './search.ts';

export type CommentOptions = Sought & {
  readonly environment: string;
  readonly run: { readonly id: string; readonly attempt: number };
  /** As journaled; null where nothing was yet. */
  readonly id: number | null;
  /** Number of our last text there, as journaled, if only ours was there: then it is written without being read. Else null. */
  readonly seq: number | null;
  /** Whether jobs for other environments may write into it at the same time. */
  readonly shared: boolean;
  /** Milliseconds, at least and at most, until a look whether our section is still there, besides what GitHub's answers take: 500 and 2,000. */
  readonly settle?: readonly [number, number];
};

/** What our section is to say. */
export type Telling = {
  readonly text: string;
  /** The version in flight that the text shows. */
  readonly version: string | null;
  /** When its rollout began, wall milliseconds. */
  readonly began: number;
  /** Whether this process writes nothing after it. */
  readonly last: boolean;
  /** Whether it was put off: a process that slept meanwhile may have been replaced, and not know yet. Left out: it was not. */
  readonly waited?: boolean;
  /** Of the last one: whether nobody can have told anything newer, as far as the journal says. Left out: nobody knows. */
  readonly isLatest?: () => Promise<boolean>;
};

const SETTLE = [500, 2000] as const;
const MOST_ROUNDS = 10;
/** How often is looked whether a list shows by now what was made. */
const MOST_LOOKS = 5;
const MOST_FAILURES = 2;

/**
 * The one comment of a pull request about a service. Only our own environment's section is written; others are kept as they are.
 *
 * GitHub has no compare and swap for comments. Where others may write at the same time, each reads right before it writes, and after
 * its last text waits and looks whether that is still there. Whoever makes a comment looks whether there is an older one: the oldest
 * is the one, and what later ones say is moved there.
 */
export class StickyComment {
  readonly #octokit: Octokit;
  readonly #options: CommentOptions;
  /** As it was read or written last. */
  #page: Page | null = null;
  /** Later ones of ours, to be removed once the oldest says what they do. */
  #later: readonly Page[] = [];
  /** Whether an older one may be there, because no list showed ours yet. */
  #isDoubtful = false;
  #seq: number | null = null;
  /** As journaled, until that is known to be wrong. */
  #id: number | null;
  /** Milliseconds from the last reading to the end of the writing that followed. */
  #took = 0;
  #told: Telling | null = null;

  constructor(octokit: Octokit, options: CommentOptions) {
    this.#octokit = octokit;
    this.#options = options;
    const { id, author, seq, shared } = options;
    this.#id = id;
    // Whether it is still there the answer to a text tells.
    if (!shared && id !== null && author !== null && seq !== null) this.#page = { id, author, url: '', sections: new Map() };
  }

  /** The comment's id, author and address, once it was found or made. */
  get known(): { readonly id: number; readonly author: string; readonly url: string } | null {
    return this.#isDoubtful ? null : this.#page;
  }

  /** Number of our last text, where it is known that nobody else's is there; else null. */
  get seq(): number | null {
    return this.known === null || this.#isShared() ? null : (this.#seq ?? this.#options.seq);
  }

  /** Writes our section. `same`: it says so already; `outdated`: a newer one is there, so nothing was done. Throws what the API throws. */
  async write(telling: Telling): Promise<'written' | 'same' | 'outdated'> {
    const isSame = telling.text === this.#told?.text && telling.version === this.#told.version;
    if (isSame && !(telling.last && this.#isShared())) return 'same';
    const { environment } = this.#options;
    for (let round = 0, failures = 0; round < MOST_ROUNDS; round++) {
      const page = await this.#find(telling);
      const readAt = performance.now();
      const sections = together([...(page === null ? [] : [page]), ...this.#later]);
      const edition = this.#next(sections.get(environment)?.edition, telling.began);
      if (edition === null) return 'outdated';
      const section = { edition, version: telling.version, text: telling.text };
      try {
        await this.#put(page, new Map([...sections, [environment, section]]));
      } catch (error) {
        if (!this.#isToTryAgain(error, page) || ++failures > MOST_FAILURES) throw error;
        continue;
      }
      this.#seq = edition.seq;
      this.#took = performance.now() - readAt;
      const isDone = page === null ? await this.#isOldest() : !this.#isToBeProven(telling) || (await this.#holds(environment, section));
      if (!isDone) continue;
      await this.#removeLater();
      this.#told = telling;
      return 'written';
    }
    throw new Error('others write there all the time');
  }

  #isShared(): boolean {
    const others = [...(this.#page?.sections.keys() ?? [])].some((name) => name !== this.#options.environment);
    return this.#options.shared || others;
  }

  /** Our next edition; null if what is there is newer. A later job of the same run goes on counting where the one before ended. */
  #next(there: Edition | undefined, began: number): Edition | null {
    const { id: run, attempt } = this.#options.run;
    const isOurs = there?.began === began && there.run === run && there.attempt === attempt;
    const last = this.#seq ?? (isOurs ? there.seq : (this.#options.seq ?? 0));
    const mine: Edition = { began, run, attempt, seq: last };
    // Of one rollout several runs tell, one after the other, also a job of an older run whose time has come.
    const isOfOther = there?.began === began && there.run !== run;
    if (there !== undefined && !isOfOther && !notBefore(mine, there)) return null;
    return { ...mine, seq: last + 1 };
  }

  /**
   * The comment to write into; null where one is to be made. Who writes alone need not read before a text that is told at once: while
   * they hold the journal nobody tells anything newer, and before the last text, when they have let go, the journal is asked first.
   */
  async #find({ last, waited = false, isLatest }: Telling): Promise<Page | null> {
    const isAlone = this.#page !== null && !this.#isDoubtful && !this.#isShared();
    if (isAlone && !waited && (!last || (await isLatest?.()) === true)) return this.#page;
    const id = this.#page?.id ?? this.#id;
    const known = id === null || this.#isDoubtful ? null : await this.#get(id);
    this.#page = known ?? (await this.#search());
    return this.#page;
  }

  #get(id: number, author = this.#page?.author ?? this.#options.author): Promise<Page | null> {
    return getPage(this.#octokit, { ...this.#options, author }, id);
  }

  async #search(): Promise<Page | null> {
    const listed = await listPages(this.#octokit, this.#options);
    const made = this.#isDoubtful ? this.#page : null;
    this.#isDoubtful = made !== null && !listed.some(({ id }) => id === made.id);
    const pages = this.#isDoubtful && made !== null ? [...listed, made].toSorted((a, b) => a.id - b.id) : listed;
    for (const [index, page] of pages.entries()) {
      // A list may be late.
      const present = this.#isShared() || page.sections.size > 1 ? await this.#get(page.id, page.author) : page;
      if (present === null) continue;
      this.#later = [...this.#later, ...pages.slice(index + 1)];
      return present;
    }
    return null;
  }

  async #put(page: Page | null, sections: Page['sections']): Promise<void> {
    const { at, issue, service } = this.#options;
    const body = writeBody(service, sections);
    // What is tried again where others write was computed from what may have changed since.
    const { data } = page
      ? await this.#octokit.rest.issues.updateComment({ ...at, comment_id: page.id, body, ...(this.#isShared() ? ONCE : {}) })
      : await this.#octokit.rest.issues.createComment({ ...at, issue_number: issue, body, ...ONCE });
    this.#page = pageOf(data, service);
  }

  /** Whether a text that was not taken is to be written again, after another look. */
  #isToTryAgain(error: unknown, page: Page | null): boolean {
    if (page === null || lacksPermission(error)) return false;
    const { status = 500 } = error as { status?: number };
    if (status === 404) [this.#page, this.#id] = [null, null];
    return status === 404 || (status >= 500 && this.#isShared());
  }

  /** Nobody comes after the last text of this process, and what is removed must be elsewhere. */
  #isToBeProven({ last }: Telling): boolean {
    return this.#isShared() && (last || this.#later.length > 0);
  }

  /** Whether our section, and what later comments say, are in the comment after a while. */
  async #holds(environment: string, section: Section): Promise<boolean> {
    await this.#settle();
    this.#page = this.#page && (await this.#get(this.#page.id));
    const wanted = together([...this.#later, { sections: new Map([[environment, section]]) }]);
    return [...wanted].every(([name, { edition }]) => {
      const there = this.#page?.sections.get(name);
      return there !== undefined && notBefore(there.edition, edition);
    });
  }

  /** Whether the comment that was just made is the oldest; a list that shows it shows all that are older. Where it is not, that is known afterwards. */
  async #isOldest(): Promise<boolean> {
    const made = this.#page;
    if (made === null || !this.#isShared()) return true;
    this.#isDoubtful = true;
    for (let look = 0; look < MOST_LOOKS; look++) {
      await this.#settle();
      const pages = await listPages(this.#octokit, this.#options);
      const isListed = pages.some(({ id }) => id === made.id);
      if (!isListed && (await this.#get(made.id)) !== null) continue;
      // Or somebody has moved what it says to an older one.
      this.#isDoubtful = false;
      this.#page = pages[0] ?? null;
      if (isListed && this.#page?.id !== made.id) this.#later = [...this.#later, made];
      return this.#page?.id === made.id;
    }
    return true;
  }

  async #removeLater(): Promise<void> {
    const ids = new Set(this.#later.map(({ id }) => id));
    ids.delete(this.#page?.id ?? 0);
    for (const id of ids) {
      try {
        await this.#octokit.rest.issues.deleteComment({ ...this.#options.at, comment_id: id });
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
    this.#later = [];
  }

  /** What others had read before we wrote they have written by then, if GitHub is not much slower for them than for us. */
  #settle(): Promise<void> {
    const [least, most] = this.#options.settle ?? SETTLE;
    return pause(2 * this.#took + least + Math.random() * (most - least), undefined, { ref: false });
  }
}
