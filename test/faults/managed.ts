import { ManagedPlatform, type ManagedState, managedState } from '../fakes/managed.ts';
import type { Plan } from './world.ts';

const TO_READY = 500;
/** As people wrote it. */
const PACE = { maxUnavailable: 1, maxSurge: 0 };

/** A platform that replaces the instances itself, before the first command; null where the plan has none. */
export function newManaged({ managed, empty, full }: Plan): ManagedState | null {
  if (!managed) return null;
  return empty ? managedState(0, null, PACE) : managedState(full, 'v1', PACE);
}

export function managedOf(plan: Plan, state: ManagedState | null, now: () => number): ManagedPlatform | null {
  const bad = (image: string | null, age: number) => {
    if (image !== 'v2') return null;
    if (plan.bad === 'unready') return 'unready';
    return plan.bad === 'dies' || (plan.bad === 'last dies' && age >= 2 * TO_READY) ? 'crashed' : null;
  };
  const { maxUnavailable, maxSurge } = plan;
  return state && new ManagedPlatform(state, { toReady: TO_READY, pace: { maxUnavailable, maxSurge }, bad }, now);
}

/** What users would have noticed; empty where nothing. */
export function seenByUsers(managed: ManagedPlatform, { empty, bad, full, maxUnavailable }: Plan): string[] {
  const { serving } = managed.progress();
  const { marks } = managed.state;
  // One that dies after it was ready takes its place with it, whatever we do.
  const floor = empty || bad === 'last dies' ? 0 : full - maxUnavailable;
  return [
    ...(serving < floor ? [`${serving} serve, needs ${floor}`] : []),
    ...(new Set(marks).size < marks.length ? [`all were made anew twice by one rollout: ${marks}`] : []),
  ];
}

/** What is not as people wrote it, but for the version. */
export function notAsWritten(managed: ManagedPlatform, { empty, full }: Plan, version: string | null): string[] {
  const view = managed.progress();
  const { pace, note } = managed.state.object;
  const wrong: string[] = [];
  if (view.version !== version) wrong.push(`it is told to run ${view.version} and ${version} is live in the journal`);
  if (!view.settled || view.serving !== (empty ? 0 : full)) wrong.push(`${view.serving} of ${view.wanted} serve`);
  if (note !== null) wrong.push('a note is left on it');
  if (JSON.stringify(pace) !== JSON.stringify(PACE)) wrong.push(`its pace is ${JSON.stringify(pace)}`);
  return wrong;
}
