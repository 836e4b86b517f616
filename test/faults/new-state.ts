import { newManaged } from './managed.ts';
import { type Machine, type Plan, type State, TO_READY } from './world.ts';

/** A service before the first command: v1 serves, or nothing. */
export function newState(plan: Plan): State {
  const both = () => ({ blue: { requests: 0, errors: 0 }, green: { requests: 0, errors: 0 } });
  const names = plan.empty || plan.managed ? [] : Array.from({ length: plan.full }, (_, i) => `blue${i + 1}`);
  const machine = (name: string): Machine => ({
    name,
    track: 'blue',
    version: 'v1',
    spec: 's',
    startedAt: -TO_READY,
    inRotation: true,
    proved: true,
  });
  return {
    now: 0,
    machines: names.map(machine),
    managed: newManaged(plan),
    balancers: Array.from({ length: plan.balancers }, () => ({ blue: 100, green: 0 })),
    weightsSince: 0,
    preview: null,
    noted: false,
    wired: false,
    counters: Array.from({ length: plan.balancers }, both),
    countedAt: 0,
    served: !plan.empty,
    journal: null,
    beat: { id: null, beat: 0, at: 0 },
  };
}
