import { oneLine } from '../report/escape.ts';
import { nearest } from '../units/nearest.ts';

/** What a comment can ask for. */
export type Command = {
  readonly action: Action;
  /** null where the comment names none. */
  readonly service: string | null;
  readonly environment: string;
  /** For `rollback`: the version to bring back; null takes back what is in flight. */
  readonly to: string | null;
  /** For `lock`: why, as one line. */
  readonly reason: string | null;
};

/** What is wrong with a line that is meant as a command. Holds no text of the comment. */
export type Mistake = { readonly mistake: string };

const ACTIONS = ['promote', 'rollback', 'lock', 'unlock', 'status'] as const;
export type Action = (typeof ACTIONS)[number];

/** Every form of a command, a line each. */
export const GRAMMAR = [
  '/sluice promote',
  '/sluice rollback',
  '/sluice rollback to <version>',
  '/sluice lock <reason>',
  '/sluice unlock',
  '/sluice status',
] as const;

const MOST_REASON = 120;
const SERVICE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const ENVIRONMENT = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/;
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._+:/-]{0,199}$/;
const isAction = (word: string | undefined): word is Action => (ACTIONS as readonly (string | undefined)[]).includes(word);

/** The first line of a comment if it is meant for us; null for all other comments. */
export function lineForUs(body: string): string | null {
  const [line = ''] = body.split(/[\r\n]/, 1);
  return /^\/sluice(?=\s|$)/i.test(line) ? line : null;
}

/** The command of a line that is meant for us, or what is wrong with it. Throws for no text. */
export function readCommand(line: string): Command | Mistake {
  const [first = '', ...words] = line.trim().split(/\s+/);
  if (first !== '/sluice') return wrong('write `/sluice` in small letters');
  // A service that is named like a command is one only with its environment.
  const target = isAction(words[0]) ? null : words.shift();
  if (target === undefined) return wrong('there is no command');
  const [action, ...rest] = words;
  if (!isAction(action)) return unknown(target ?? '', action);
  const [service = null, environment = 'production', ...more] = target?.split('@') ?? [];
  if (service !== null && !SERVICE.test(service))
    return wrong('before the command stands the name of a service, like `shop` or `shop@staging`');
  if (!ENVIRONMENT.test(environment) || more.length > 0) return wrong('what stands after `@` is no name of an environment');
  const command = { action, service, environment, to: null, reason: null };
  if (action === 'lock') return locking(command, rest);
  if (action === 'rollback' && rest.length > 0) return goingBackTo(command, rest);
  return rest.length === 0
    ? command
    : wrong(`nothing stands after \`${action}\`; a service stands before it, as in \`/sluice shop@staging ${action}\``);
}

function locking(command: Command, words: readonly string[]): Command | Mistake {
  const reason = oneLine(words.join(' '));
  if (reason === '') return wrong('`lock` needs a reason: everyone who is refused reads it');
  return reason.length > MOST_REASON ? wrong(`the reason is longer than ${MOST_REASON} characters`) : { ...command, reason };
}

function goingBackTo(command: Command, [preposition, version = '', ...more]: readonly string[]): Command | Mistake {
  if (preposition !== 'to' || more.length > 0) return wrong('after `rollback` stands nothing, or `to` and one version');
  return VERSION.test(version) ? { ...command, to: version } : wrong('what stands after `to` is no version');
}

function unknown(first: string, second: string | undefined): Mistake {
  const meant = nearest(first, ACTIONS) ?? (second === undefined ? null : nearest(second, ACTIONS));
  return wrong(meant === null ? 'there is no such command' : `there is no such command (did you mean \`${meant}\`?)`);
}

const wrong = (mistake: string): Mistake => ({ mistake });
