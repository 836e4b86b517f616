/** What was read, for as long as that is good enough. */
export type Rarely<T> = {
  /** As it was `milliseconds` ago at most, of the same `key`; else `read` again. */
  read(key: string, milliseconds: number, read: () => Promise<T>): Promise<T>;
  /** Has it read again: it was changed. */
  forget(): void;
};

export function rarely<T>(now: () => number = () => performance.now()): Rarely<T> {
  let last: { readonly key: string; readonly at: number; readonly value: T } | null = null;
  return {
    async read(key, milliseconds, read) {
      const at = now();
      if (last !== null && last.key === key && at < last.at + milliseconds) return last.value;
      const value = await read();
      last = { key, at, value };
      return value;
    },
    forget() {
      last = null;
    },
  };
}
