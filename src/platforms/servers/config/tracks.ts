import type { HaproxyBalancer, ServersService } from '../../../ports/service.ts';
import type { Section } from './file.ts';
import { assignmentsOf, type Front, fetches, frontOf, lookedUp, truthIn, type World } from './front.ts';
import { recommendedFrontend, type TrackLines, trackLines } from './lines.ts';
import { reached } from './rules.ts';

/** What is missing, as a sentence up to its colon, and the lines for it. */
export type Missing = { readonly what: string; readonly lines: readonly string[] };

/** One frontend that is judged. */
type Case = {
  readonly title: string;
  readonly service: ServersService;
  readonly balancer: HaproxyBalancer;
  readonly blue: string;
  readonly green: string;
  readonly front: Front;
  readonly lines: TrackLines;
};

/** What not every request has. */
const SOME_HAVE = /^((req\.f?)?hdr|(req\.)?cook(_val)?|urlp|url_param)$/;
const BOTH = { blue: true, green: true };

/** What the frontends lack to split requests between two tracks; nothing where the balancer has none. */
export function trackProblems(fronts: readonly Section[], service: ServersService, balancer: HaproxyBalancer): Missing[] {
  const { backend, key, map } = balancer;
  if (typeof backend === 'string' || key === null || map === null) return [];
  const having = (entry: string) => fronts.filter(({ lines }) => lookedUp(assignmentsOf(lines), map, entry) !== null);
  const splitting = having(key);
  if (splitting.length === 0) {
    const what = `no frontend chooses between ${backend.blue} and ${backend.green} by the entry ${key} of ${map}. Write in it, instead of its rules for the two:`;
    const block = recommendedFrontend(service, balancer);
    return [{ what, lines: block.split('\n').map((line) => line.trim()) }];
  }
  // The address of `preview` may have a frontend of its own.
  const previewing = service.preview?.kind === 'url' ? [...having(`${key}.preview`), ...splitting].slice(0, 1) : splitting;
  const cases = (sections: readonly Section[]) => sections.flatMap((section) => caseOf(section, service, balancer) ?? []);
  return [
    ...cases(splitting).flatMap((one) => [...drawProblems(one), ...splitProblems(one)]),
    ...cases(previewing).flatMap((one) => previewProblems(one)),
  ];
}

function caseOf(section: Section, service: ServersService, balancer: HaproxyBalancer): Case | null {
  const front = frontOf(section.lines, service, balancer);
  const lines = trackLines(service, balancer, front.names);
  if (!lines || typeof balancer.backend === 'string') return null;
  return { title: `${section.kind} ${section.name}`, service, balancer, ...balancer.backend, front, lines };
}

/** Each request needs a number from 0 to 99, and the same user the same one where the service file says so. */
function drawProblems({ title, service: { sticky }, green, front, lines }: Case): Missing[] {
  const { draws, inline } = front;
  const whole = [lines.draw, ...(lines.stick ? [lines.stick] : []), ...(inline ? [lines.dice] : [])];
  const how = (add: string) => (inline ? 'Write instead of the number that is compared now:' : add);
  if (draws.length === 0)
    return [{ what: `${title} draws no number from 0 to 99 for a request. ${how('Add before its rules:')}`, lines: whole }];
  const steady = draws.filter(({ calls }) => !calls.some(({ name }) => SOME_HAVE.test(name)));
  const overwritten = draws.findLastIndex((draw) => steady.includes(draw) && !draw.conditional);
  const sticks = !sticky || draws.some(({ calls }, at) => at > overwritten && calls.some((call) => fetches(call, sticky)));
  if (!sticks) {
    const what = `${title} does not keep users on their side by the ${sticky.kind} ${sticky.name}, as \`sticky\` says.`;
    return [{ what: `${what} ${how('Add after the line with rand(100):')}`, lines: inline ? whole : [lines.stick ?? ''] }];
  }
  if (steady.length > 0) return [];
  const what = `in ${title}, requests without the header or cookie that it keeps users by never reach ${green}, even at 100 %.`;
  return [{ what: `${what} ${how('Add before the line that reads it:')}`, lines: inline ? whole : [lines.draw] }];
}

function splitProblems(one: Case): Missing[] {
  const { title, blue, green, front, lines } = one;
  const found: Missing[] = [];
  const need = (met: boolean, what: string, line: string) => {
    const acl = front.dice && !front.diceNamed ? [lines.dice] : [];
    if (!met) found.push({ what: `${title} ${what}`, lines: [...acl, line] });
  };
  const goes = (dice: boolean, up: World['up']) => reachedIn(one, { dice, up, pointed: 0, asked: false });
  const greenDown = goes(true, { blue: true, green: false });
  const guarded = !greenDown.has(green) || greenDown.has(blue);
  const nowhere = `does not send what ${green} does not get to ${blue}. Write as the last rule for the two:`;
  need(front.dice !== null, `compares no request with the percent that ${green} gets. Add before its rules:`, lines.dice);
  need(goes(true, BOTH).has(green), `gives ${green} no share. Add before what leads to ${blue}:`, lines.green);
  need(guarded, `gives ${green} its share also while none of its servers is up. Write instead of that rule:`, lines.green);
  const greenAlone = goes(false, { blue: false, green: true }).has(green);
  need(greenAlone, `sends nobody to ${green} while no server of ${blue} is up. Add before what leads to ${blue}:`, lines.alone);
  need(goes(false, BOTH).has(blue), nowhere, lines.rest);
  return found;
}

/** Requests that ask for it reach the version not yet live, and no others do. */
function previewProblems(one: Case): Missing[] {
  const { title, service, balancer, blue, green, front, lines } = one;
  const { preview } = service;
  if (!preview || !lines.preview) return [];
  const goes = (pointed: World['pointed'], asked: boolean, dice: boolean) => reachedIn(one, { dice, up: BOTH, pointed, asked });
  const rules = [
    ...(goes(1, true, false).has(green) ? [] : [lines.preview.green]),
    ...(goes(2, true, true).has(blue) ? [] : [lines.preview.blue]),
  ];
  // By what a frontend tells an address is not known: the rules then come with an ACL of their own.
  const hasAcl = preview.kind === 'url' ? rules.length === 0 : front.asks;
  const missing = [
    ...(lookedUp(front.assignments, balancer.map, `${balancer.key}.preview`) ? [] : [lines.preview.lookup]),
    ...(hasAcl ? [] : [lines.preview.acl]),
    ...rules,
  ];
  const sign = preview.kind === 'url' ? 'the address of `preview`' : `the ${preview.kind} ${preview.name}`;
  if (missing.length > 0)
    return [
      { what: `${title} does not send requests with ${sign} to the version not yet live. Add before its other rules:`, lines: missing },
    ];
  // What shows the address is not known: whatever else a rule asks counts as not so. A frontend for previews only may ask nothing.
  if (preview.kind === 'url' && !front.dice) return [];
  const otherwise = preview.kind === 'url' ? false : null;
  const others = (pointed: World['pointed'], dice: boolean) => reachedIn(one, { dice, up: BOTH, pointed, asked: false }, otherwise);
  const toGreen = others(0, false).has(blue) && !others(1, false).has(blue);
  const toBlue = others(0, true).has(green) && !others(2, true).has(green);
  const leaks = [...(toGreen ? [lines.preview.green] : []), ...(toBlue ? [lines.preview.blue] : [])];
  const what = `${title} sends also requests without ${sign} to the version not yet live. Write instead of that rule:`;
  return leaks.length > 0 ? [{ what, lines: leaks }] : [];
}

/** The tracks that a request can reach; `otherwise` is what tests that have nothing to do with them give. */
function reachedIn({ front, service, balancer }: Case, world: World, otherwise: boolean | null = null): ReadonlySet<string> {
  return reached(front.rules, (test) => truthIn(world, test, front, service, balancer) ?? otherwise);
}
