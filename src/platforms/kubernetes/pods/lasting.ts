/** For how long what was seen at each look has been seen without a break, in milliseconds of this process. */
export type Lasting = {
  /** Milliseconds since this was seen first; 0 now. */
  seen(what: string): number;
  /** Begins the next look: what the last one did not see is over. */
  next(): void;
};

export function lasting(now: () => number = () => performance.now()): Lasting {
  let before = new Map<string, number>();
  let present = new Map<string, number>();
  return {
    seen(what) {
      const since = present.get(what) ?? before.get(what) ?? now();
      present.set(what, since);
      return now() - since;
    },
    next() {
      before = present;
      present = new Map();
    },
  };
}
