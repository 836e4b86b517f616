import type { Preview } from '../../../../ports/tracks.ts';
import { isEqual } from '../../../../units/digest.ts';
import type { Operation } from '../../api/api.ts';
import { nextName } from '../../next.ts';
import { pointer } from '../../pointer.ts';
import type { Site } from '../../site.ts';
import { withoutOurs } from './change.ts';
import type { Ends } from './dialect.ts';
import type { Mark } from './mark.ts';
import type { Route } from './object.ts';
import { isOfOurs, rulesOf } from './rule.ts';
import { editRoute, sceneOf } from './scene.ts';
import type { InUse } from './taken.ts';

/** Preview requests by rules of our own, which are there as long as they lead to the next track; home has no address of its own. */
export function routePreview(site: Site, mark: Mark, inUse: InUse): Preview {
  const { kind, name, value } = mark;
  return {
    async point(track, signal) {
      const isNext = track === nextName(site.service.workload.name);
      const scene = await sceneOf(site, signal);
      await editRoute(site, scene, (route) => (isNext ? previewing(route, scene.ends, mark) : withoutOurs(route, scene.ends)), signal);
      await inUse(scene.place, isNext, signal);
    },
    header: kind === 'header' ? `${name}: ${value}` : `Cookie: ${name}=${value}`,
  };
}

/**
 * Before each rule that sends requests to home one of our own: the same, for requests with the mark, to the next track. One before all others
 * would not do: a Gateway takes the rule with the more special path first, and Istio the first one that fits, also where it is not home's.
 */
function previewing(route: Route, ends: Ends, mark: Mark): readonly Operation[] {
  const { at, marked } = ends.dialect;
  const rules = rulesOf(route, ends.dialect);
  const wanted = rules
    .filter((rule) => !isOfOurs(rule, ends))
    .flatMap(({ raw, refs }) => {
      const home = refs.find((ref) => ends.dialect.isTo(ref, ends.home, ends));
      const own = home && marked?.(raw, ends.dialect.withService(home, ends.next), mark);
      return own === undefined
        ? [{ rule: raw, isOurs: false }]
        : [
            { rule: own, isOurs: true },
            { rule: raw, isOurs: false },
          ];
    });
  if (
    isEqual(
      rules.map(({ raw }) => raw),
      wanted.map(({ rule }) => rule),
    )
  )
    return [];
  const adding = wanted.flatMap(({ rule, isOurs }, place): Operation[] =>
    isOurs ? [{ op: 'add', path: pointer(...at, place), value: rule }] : [],
  );
  return [...withoutOurs(route, ends), ...adding];
}
