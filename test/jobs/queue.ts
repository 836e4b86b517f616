/** A job in a group of `concurrency`. */
type Member = { readonly cancel: () => void; readonly start: () => void };

type Rules = { readonly 'cancel-in-progress'?: boolean; readonly queue?: string };

export type Queues = {
  /**
   * Waits until no other job of the group is at work, or until `signal`.
   * @returns what lets the next one in; null: it was cancelled before its turn
   */
  enter(group: string, rules: Rules, cancel: () => void, signal: AbortSignal): Promise<(() => void) | null>;
};

/**
 * The groups of `concurrency` of a repository: one at work, and one that waits, in whose place a newer one comes;
 * with `queue: max` all that come wait in turn.
 */
export function newQueues(): Queues {
  const groups = new Map<string, { atWork: Member | null; waiting: Member[] }>();
  return {
    enter(name, rules, cancel, signal) {
      const group = groups.get(name) ?? { atWork: null, waiting: [] };
      groups.set(name, group);
      return new Promise((resolve) => {
        const leave = () => {
          group.atWork = group.waiting.shift() ?? null;
          group.atWork?.start();
        };
        const member = { cancel, start: () => resolve(leave) };
        if (signal.aborted) return resolve(null);
        if (group.atWork === null) {
          group.atWork = member;
          return member.start();
        }
        if (rules['cancel-in-progress'] || rules.queue !== 'max') for (const older of [...group.waiting]) older.cancel();
        if (rules['cancel-in-progress']) group.atWork.cancel();
        group.waiting.push(member);
        signal.addEventListener('abort', () => {
          if (!group.waiting.includes(member)) return;
          group.waiting = group.waiting.filter((other) => other !== member);
          resolve(null);
        });
      });
    },
  };
}
