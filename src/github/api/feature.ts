type Failure = { readonly status?: number; readonly message?: string };

/**
 * Something we tell on GitHub that a token may or may not be allowed to. Nothing it does throws: a missing permission switches it off
 * and says once what to add; anything else that fails is said once, and tried again the next time there is something to tell.
 */
export class Feature {
  readonly #what: string;
  readonly #permission: () => string;
  readonly #info: (line: string) => void;
  #off = false;
  #complained = false;

  /** @param permission what the token needs, as far as that is known by now */
  constructor(what: string, permission: () => string, info: (line: string) => void) {
    this.#what = what;
    this.#permission = permission;
    this.#info = info;
  }

  get off(): boolean {
    return this.#off;
  }

  /** True when `work` was done, or is not to be done because the token may not. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    if (this.#off) return true;
    try {
      await work();
      return true;
    } catch (error) {
      this.#off = lacksPermission(error);
      if (this.#off) this.#info(`${this.#what} is left out: the token lacks a permission. ${toAdd(this.#permission())}`);
      else if (!this.#complained)
        this.#info(`${this.#what} could not be written; the rollout goes on: ${(error as Failure).message ?? String(error)}`);
      this.#complained = true;
      return this.#off;
    }
  }
}

/** The lines that give a job a permission. One that has none of its own loses those of the repository by the first that it writes. */
export function toAdd(permission: string): string {
  return `Add to the job:\n  permissions:\n    ${permission}\n    contents: read # for the checkout`;
}

/** Whether GitHub said that there is no such thing (any more). */
export function isGone(error: unknown): boolean {
  return (error as Failure).status === 404 && !lacksPermission(error);
}

/** Whether GitHub said that this token may not, ever. */
export function lacksPermission(error: unknown): boolean {
  const { status, message } = error as Failure;
  return (status === 403 || status === 404) && /not accessible by/i.test(message ?? '');
}
