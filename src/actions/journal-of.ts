import type { JournalDocument } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import { Refused } from '../ports/reason.ts';
import type { Service } from '../ports/service.ts';
import { emptyJournal } from '../rollout/journal.ts';

/** The journal of a service; an empty one where nothing was ever deployed. */
export async function journalOf(service: Service, { journal }: Platform, signal: AbortSignal): Promise<JournalDocument> {
  const found = await journal.load(signal);
  if (found === null) return emptyJournal(service.name, service.environment, service.place);
  if (found.service === service.name && found.environment === service.environment) return found;
  const other = `${found.service} in ${found.environment}`;
  throw new Refused('precondition', `${journal.place} holds the journal of ${other}: ${mending(service)}`);
}

/** `a-b` in `c` and `a` in `b-c` have the same folder; no two services have the same ConfigMap. */
function mending({ name, environment, platform }: Service): string {
  return platform === 'kubernetes'
    ? `somebody copied it there. Put that of ${name} in ${environment} back, or delete it, and the next rollout begins another`
    : `give ${name} another \`state\``;
}
