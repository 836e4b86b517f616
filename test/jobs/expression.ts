import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** `github`, `needs`, `steps` and the like, as an expression sees them. */
export type Contexts = Readonly<Record<string, unknown>>;

/** What the functions of that name say. */
export type Status = { readonly success: boolean; readonly failure: boolean; readonly cancelled: boolean };

/** Those that an expression may name; one that is not there is empty. */
const NAMES = ['github', 'env', 'vars', 'secrets', 'inputs', 'matrix', 'needs', 'steps', 'job', 'runner', 'strategy'];

const STATUS = /\b(always|success|failure|cancelled)\s*\(/i;

/** Whether an `if` holds. Where it asks for no status, what came before must have done well. */
export function holds(condition: unknown, contexts: Contexts, status: Status): boolean {
  const text = String(condition ?? 'success()')
    .trim()
    .replace(/^\$\{\{(.*)\}\}$/s, '$1');
  const whole = STATUS.test(text) ? text : `success() && (${text})`;
  return evaluate(`!!(${whole})`, contexts, status) === 'true';
}

/** A text of a workflow with every `${{ }}` in it evaluated. */
export function filled(text: unknown, contexts: Contexts): string {
  return String(text ?? '').replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => evaluate(expression, contexts, null));
}

/** The same for each value of a mapping. */
export function allFilled(values: Readonly<Record<string, unknown>> | undefined, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, filled(value, contexts)]));
}

function evaluate(expression: string, contexts: Contexts, status: Status | null): string {
  const functions = Object.entries({ ...status, ...(status && { always: true }) }).map(([name, value]) => {
    return { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) };
  });
  const known = Object.fromEntries(NAMES.map((name) => [name, contexts[name] ?? {}]));
  const parsed = new Parser(new Lexer(expression.trim()).lex().tokens, NAMES, functions).parse();
  const context = JSON.parse(JSON.stringify(known), data.reviver) as data.Dictionary;
  return new Evaluator(parsed, context, new Map(functions.map((one) => [one.name, one]))).evaluate().coerceString();
}
