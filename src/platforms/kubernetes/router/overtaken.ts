const MOST_TRIES = 5;

/**
 * Reads, decides and writes again as long as somebody else wrote in between: `attempt` says whether it is done. Throws a plain error where
 * somebody always does.
 */
export async function untilDone(what: string, attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) if (await attempt()) return;
  throw new Error(`somebody changed ${what} each of ${MOST_TRIES} times before it could be written, so that nothing was`);
}
