import type { HaproxyBalancer, ServersService } from '../../../ports/service.ts';
import type { Balancer } from '../placed.ts';
import { type ConfigLine, hasOption, type Section, sectionsOf } from './file.ts';
import { indented, recommendedBackend } from './lines.ts';
import { textOf } from './read.ts';
import { type Missing, trackProblems } from './tracks.ts';

export { recommendedFrontend } from './lines.ts';

const IDLE = 'option idle-close-on-response';

/**
 * What the balancer's haproxy.cfg lacks, each with the lines to paste; nothing where the service file names no `config`.
 * Never throws: a file that cannot be read is a problem.
 */
export async function configProblems(
  service: ServersService,
  balancer: Balancer,
  kind: 'rolling' | 'tracks',
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { config } = balancer;
  if (config === null) return [];
  try {
    return missingLines(await textOf(balancer, config, signal), service, balancer, kind);
  } catch (error) {
    return [`${config} cannot be read (${(error as Error).message}): let the deploying user read it, or leave out \`config\`.`];
  }
}

/** What the text of a haproxy.cfg lacks for this balancer. A problem is a sentence and the lines below it, indented. */
export function missingLines(text: string, service: ServersService, balancer: HaproxyBalancer, kind: 'rolling' | 'tracks'): string[] {
  const sections = sectionsOf(text);
  const fronts = sections.filter(isFront);
  const backends = backendsOf(balancer);
  const found: Missing[] = [
    ...socketProblems(sections, balancer.socket),
    ...idleProblems(fronts, Object.values(backends)),
    ...(kind === 'tracks' ? trackProblems(fronts, service, balancer) : []),
    ...shutdownProblems(sections, Object.values(backends)),
  ];
  const file = balancer.config ?? 'haproxy.cfg';
  const absent = Object.entries(backends).flatMap(([track, name]) => {
    if (sections.some((section) => isBack(section) && section.name === name)) return [];
    const lines = recommendedBackend(service, name, track === 'blue' || track === 'green' ? track : null);
    return [`${file}: there is no backend ${name}. Correct the name under \`backend\` in the service file, or add:\n${lines}`];
  });
  return [...new Set([...absent, ...found.map(({ what, lines }) => `${file}: ${what}\n${indented(lines)}`)])];
}

function backendsOf({ backend }: HaproxyBalancer): Readonly<Record<string, string>> {
  return typeof backend === 'string' ? { all: backend } : backend;
}

function isFront({ kind }: Section): boolean {
  return kind === 'frontend' || kind === 'listen';
}

function isBack({ kind }: Section): boolean {
  return kind === 'backend' || kind === 'listen';
}

/** The socket of the service file may be reached by another path than HAProxy's, as through a link: that is no problem. */
function socketProblems(sections: readonly Section[], path: string): Missing[] {
  const lines = sections.filter(({ kind }) => kind === 'global').flatMap((section) => section.lines);
  const own = lines.find(
    ({ words: [first, second, at] }) => first === 'stats' && second === 'socket' && at?.replace(/^unix@/, '') === path,
  );
  if (!own) return [];
  const level = own.words.indexOf('level');
  if (level >= 0 && own.words[level + 1] === 'admin') return [];
  const others = own.words.filter((_, at) => level < 0 || (at !== level && at !== level + 1));
  return [
    { what: `the socket ${path} needs \`level admin\`, to be commanded. Write in global:`, lines: [`${others.join(' ')} level admin`] },
  ];
}

/** Without the option, a client's next request can meet a connection that a reload closes. */
function idleProblems(fronts: readonly Section[], backends: readonly string[]): Missing[] {
  const leads = ({ words: [keyword, to = ''] }: ConfigLine) => /^(use|default)_backend$/.test(keyword ?? '') && backends.includes(to);
  const leading = fronts.filter(({ name, lines }) => backends.includes(name) || lines.some(leads));
  const isHttp = ({ lines }: Section) => lines.findLast(({ words }) => words[0] === 'mode')?.words[1] === 'http';
  // Where backends are chosen by an expression, any frontend may lead to them.
  const open = (leading.length > 0 ? leading : fronts).filter(
    (front) => isHttp(front) && !hasOption(front.lines, IDLE.slice('option '.length)),
  );
  if (open.length === 0) return [];
  const names = open.map(({ kind, name }) => `${kind} ${name}`).join(' and ');
  return [{ what: `clients lose requests on a reload. Add to defaults, or to ${names}:`, lines: [IDLE] }];
}

/** Fires also on the maintenance in which a server is replaced. */
function shutdownProblems(sections: readonly Section[], backends: readonly string[]): Missing[] {
  const lines = sections.filter((section) => isBack(section) && backends.includes(section.name)).flatMap((section) => section.lines);
  const cutting = lines.filter(
    ({ words }) => /^(default-server|server|server-template)$/.test(words[0] ?? '') && words.includes('on-marked-down'),
  );
  return cutting.map(({ section, raw }) => ({
    what: `\`on-marked-down shutdown-sessions\` in ${section} drops requests whenever a server is replaced. Write instead:`,
    lines: [raw.replace(/\s+on-marked-down\s+shutdown-sessions\b/, '')],
  }));
}
