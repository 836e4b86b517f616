import { runOf, type Scenario } from './scenarios.ts';
import { start, words } from './walk.ts';
import { type State, World } from './world.ts';

export type Place = { readonly at: number; readonly call: string; readonly writes: boolean };

/**
 * The boundaries of a scenario's command, from a run without fault. Between two writes the same look again and again finds nothing
 * new but the time: the first and the last of them are taken.
 */
export async function boundariesOf(scenario: Scenario, state: State): Promise<Place[]> {
  const world = new World(scenario.plan, structuredClone(state));
  const told = await start(world, 'first', scenario.command, runOf(2)).over;
  if (told.ending?.outcome !== scenario.ends) throw new Error(`${scenario.name}: ${words(told)}, not ${scenario.ends}`);
  if (world.violations.length > 0) throw new Error(`${scenario.name}: ${world.violations.join('\n')}`);
  const places = told.process.crossed.map(({ call, writes }, at) => ({ at, call, writes }));
  const changes = places.filter(({ call, writes }) => writes && call !== 'journal.save').map(({ at }) => at);
  const gap = (at: number) => changes.filter((change) => change < at).length;
  const alike = (a: Place, b: Place) => a.call === b.call && gap(a.at) === gap(b.at);
  return places.filter((place, i) => {
    const repeats = place.call === 'journal.save' || !place.writes;
    return (
      !repeats || !places.slice(0, i).some((other) => alike(other, place)) || !places.slice(i + 1).some((other) => alike(other, place))
    );
  });
}
