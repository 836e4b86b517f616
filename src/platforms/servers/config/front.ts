import type { HaproxyBalancer, ServersService } from '../../../ports/service.ts';
import type { ConfigLine } from './file.ts';
import { NAMES, type Names } from './lines.ts';
import { type Call, callsOf, compare, type Rule, rulesOf, type Test } from './rules.ts';

/** What a variable is set to. */
export type Assignment = {
  readonly variable: string;
  readonly calls: readonly Call[];
  /** Not for every request. */
  readonly conditional: boolean;
};

/** A frontend as far as it chooses between the two tracks. */
export type Front = {
  readonly names: Names;
  readonly assignments: readonly Assignment[];
  /** Where a request's number comes from, in order. */
  readonly draws: readonly Assignment[];
  /** The number is drawn where it is compared, without a variable. */
  readonly inline: boolean;
  /** Those that lead to one of the tracks. */
  readonly rules: readonly Rule[];
  /** The test that compares a request's number with green's percent; null where no rule uses one. */
  readonly dice: Test | null;
  /** It has a name. */
  readonly diceNamed: boolean;
  /** Some rule tests what `preview` of the service file names. */
  readonly asks: boolean;
};

/** What a request meets. */
export type World = {
  /** Its number is below green's percent. */
  readonly dice: boolean;
  readonly up: { readonly blue: boolean; readonly green: boolean };
  /** The map's entry for previews. */
  readonly pointed: 0 | 1 | 2;
  /** It carries what `preview` names. */
  readonly asked: boolean;
};

/** Reads a frontend; its variables and ACLs have the recommended names where it has none of its own. */
export function frontOf(lines: readonly ConfigLine[], service: ServersService, balancer: HaproxyBalancer): Front {
  const { blue, green } = balancer.backend as { blue: string; green: string };
  const assignments = assignmentsOf(lines);
  const percent = lookedUp(assignments, balancer.map, balancer.key) ?? NAMES.percent;
  const pointed = lookedUp(assignments, balancer.map, `${balancer.key}.preview`) ?? NAMES.pointed;
  const toTracks = ({ backend }: Rule) => backend === blue || backend === green;
  const tests = rulesOf(lines).filter(toTracks).flatMap(testsOf);
  const dice = tests.find((test) => signOf(test, percent) !== 0) ?? null;
  const drawn = callsOf(dice?.slice(0, 1) ?? []);
  const own = drawn.find(({ name, args }) => (name === 'var' || name === 'sub') && args[0] !== percent)?.args[0];
  const roll = own ?? NAMES.roll;
  const inline = dice !== null && own === undefined;
  const sources = inline ? [{ variable: roll, calls: drawn, conditional: false }] : assignments;
  const aclWith = (holds: (test: Test) => boolean) => lines.find(({ words }) => words[0] === 'acl' && holds(words.slice(2)))?.words[1];
  const diceName = aclWith((test) => signOf(test, percent) !== 0);
  const asked = aclWith((test) => asksPreview(test, service)) ?? NAMES.asked;
  const names = { percent, roll, pointed, dice: diceName ?? NAMES.dice, asked };
  // A rule may use an ACL that is missing: it is judged as if the line that is asked for were there.
  const assumed = diceName ? [] : [assumedDice(names)];
  return {
    names,
    assignments,
    draws: sources.filter(({ variable, calls }) => variable === roll && calls.some(isOf100)),
    inline,
    rules: rulesOf([...assumed, ...lines]).filter(toTracks),
    dice,
    diceNamed: diceName !== undefined,
    asks: tests.some((test) => asksPreview(test, service)),
  };
}

/** The variable that holds an entry of a map, null where nothing looks it up. */
export function lookedUp(assignments: readonly Assignment[], map: string | null, key: string | null): string | null {
  const isLookup = ({ calls }: Assignment) =>
    calls.some(({ name, args }) => name === 'str' && args[0] === key) &&
    calls.some(({ name, args }) => name === 'map_str_int' && args[0] === map);
  return assignments.find(isLookup)?.variable ?? null;
}

/** What the lines set variables to, in order. */
export function assignmentsOf(lines: readonly ConfigLine[]): Assignment[] {
  return lines.flatMap(({ words }) => {
    const end = words.findIndex((word) => word === 'if' || word === 'unless');
    const calls = callsOf(end < 0 ? words : words.slice(0, end));
    const at = calls.findIndex(({ name }) => name === 'set-var');
    const [variable = '', ...conditions] = calls[at]?.args ?? [];
    return at < 0 ? [] : [{ variable, calls: calls.slice(at + 1), conditional: end >= 0 || conditions.length > 0 }];
  });
}

/** Whether a call fetches the header or cookie of this name. */
export function fetches({ name, args }: Call, wanted: { readonly kind: string; readonly name: string }): boolean {
  const [own = ''] = args;
  if (wanted.kind === 'cookie') return /^(req\.)?cook(_val)?$/.test(name) && own === wanted.name;
  return wanted.kind === 'header' && /^(req\.f?)?hdr$/.test(name) && own.toLowerCase() === wanted.name.toLowerCase();
}

/** Whether a test holds in a world; null where this has nothing to do with the tracks. */
export function truthIn(world: World, test: Test, { names }: Front, service: ServersService, balancer: HaproxyBalancer): boolean | null {
  const { blue, green } = balancer.backend as { blue: string; green: string };
  const [first] = callsOf(test.slice(0, 1));
  const pattern = test.slice(1);
  const sign = signOf(test, names.percent);
  if (sign !== 0) return compare(world.dice ? -50 * sign : 50 * sign, pattern);
  if (first?.name === 'nbsrv' && first.args[0] === green) return compare(world.up.green ? 1_000 : 0, pattern);
  if (first?.name === 'nbsrv' && first.args[0] === blue) return compare(world.up.blue ? 1_000 : 0, pattern);
  if (first?.name === 'var' && first.args[0] === names.pointed) return compare(world.pointed, pattern);
  return asksPreview(test, service) ? world.asked : null;
}

/** 1 where a test subtracts green's percent from a number, -1 where it subtracts a number from it, 0 where it does neither. */
function signOf(test: Test, percent: string): -1 | 0 | 1 {
  const calls = callsOf(test.slice(0, 1));
  const sub = calls.find(({ name }) => name === 'sub');
  if (sub?.args[0] === percent) return 1;
  return sub && calls[0]?.name === 'var' && calls[0].args[0] === percent ? -1 : 0;
}

function asksPreview(test: Test, { preview }: ServersService): boolean {
  return preview !== null && preview.kind !== 'url' && callsOf(test.slice(0, 1)).some((call) => fetches(call, preview));
}

function isOf100({ name, args }: Call): boolean {
  return (name === 'rand' || name === 'mod') && args[0] === '100';
}

function testsOf({ alternatives }: Rule): readonly Test[] {
  return alternatives.flat().flatMap((term) => term.tests);
}

function assumedDice({ dice, roll, percent }: Names): ConfigLine {
  return { words: ['acl', dice, `var(${roll}),sub(${percent})`, 'lt', '0'], raw: '', section: '' };
}
