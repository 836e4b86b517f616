import type { PreviewSettings } from '../../../../ports/service.ts';
import type { Preview } from '../../../../ports/tracks.ts';
import { digest } from '../../../../units/digest.ts';
import type { Operation } from '../../api/api.ts';
import { nextName } from '../../next.ts';
import { pointer } from '../../pointer.ts';
import type { Site } from '../../site.ts';
import { withoutOurs } from './change.ts';
import type { Match, Route, Rule } from './object.ts';
import { type Ends, isOfOurs, isTo, namesHome } from './rule.ts';
import { editRoute, sceneOf } from './scene.ts';
import type { InUse } from './taken.ts';

/** How a preview request is told apart. */
type Mark = Exclude<PreviewSettings, { readonly kind: 'url' }>;

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
 * For each rule that sends requests to home, one of our own before all others: the same, for requests with the mark, to the next track. A
 * Gateway takes the rule with the more special path first, so that one for all paths would not do.
 */
function previewing(route: Route, ends: Ends, mark: Mark): readonly Operation[] {
  const { rules = [] } = route.spec;
  const wanted = rules.filter((rule) => namesHome(rule, ends)).map((rule) => previewOf(rule, ends, mark));
  if (digest(rules.filter((rule) => isOfOurs(rule, ends))) === digest(wanted)) return [];
  const adding = wanted.map((rule, at): Operation => ({ op: 'add', path: pointer('spec', 'rules', at), value: rule }));
  return [...withoutOurs(route, ends), ...adding];
}

/** Its name is left out: a name is there once only. */
function previewOf({ name: _name, matches = [{}], backendRefs = [], ...rule }: Rule, ends: Ends, mark: Mark): Rule {
  const [next] = backendRefs.filter((ref) => isTo(ref, ends.home, ends));
  return {
    ...rule,
    matches: matches.map((match) => marked(match, mark)),
    backendRefs: next === undefined ? [] : [{ ...next, name: ends.next, weight: 1 }],
  };
}

function marked(match: Match, { kind, name, value }: Mark): Match {
  const header =
    kind === 'header'
      ? { type: 'Exact', name, value }
      : // Some take a part for a match, others want all of it.
        { type: 'RegularExpression', name: 'Cookie', value: `^(.*;\\s*)?${escaped(name)}=${escaped(value)}(\\s*;.*)?$` };
  return { ...match, headers: [...(match.headers ?? []), header] };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
