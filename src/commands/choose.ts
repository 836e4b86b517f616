import { isOneLine } from '../units/one-line.ts';
import type { Command } from './grammar.ts';

/** What our comment shows of a service: the version in flight, by environment; null where none is. */
type Told = { readonly service: string; readonly inFlight: ReadonlyMap<string, string | null> };

/** What a command is about. Without a service the workflow decides; without a version it is about what is in flight by then. */
export type Target = { readonly service: string | null; readonly version: string | null };

/** Whether a command is about the version that people have seen. */
const isOfVersion = ({ action, to }: Command) => action === 'promote' || (action === 'rollback' && to === null);

/** Whether what our comments show has to be known for a command. */
export const needsTold = (command: Command) => isOfVersion(command) || (command.service === null && command.action !== 'status');

/** What a command is about, by what is shown where it was written; the names of the services where it could be about several. */
export function choose(command: Command, told: readonly Told[]): Target | { readonly services: readonly string[] } {
  const named = command.service === null ? told : told.filter(({ service }) => service === command.service);
  const here = named.filter(({ inFlight }) => inFlight.has(command.environment));
  const meant = here.length > 0 ? here : named;
  if (meant.length > 1) return { services: meant.map(({ service }) => service) };
  const version = isOfVersion(command) ? valid(meant[0]?.inFlight.get(command.environment)) : null;
  return { service: command.service ?? meant[0]?.service ?? null, version };
}

/** The inputs that the promotion workflow gets; what is not known is left to its defaults. */
export function workflowInputs(command: Command, { service, version }: Target, by: string): Record<string, string> {
  const { action, environment, to } = command;
  // The run that does it is started by a bot: who asked stands nowhere else.
  const reason = command.reason === null ? null : `${command.reason} (${by})`;
  const all = { action, service, environment, version, to, reason };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null));
}

/** null for what can be no version, whoever wrote it there. */
function valid(version: string | null | undefined): string | null {
  return version && version.length <= 200 && isOneLine(version) ? version : null;
}
