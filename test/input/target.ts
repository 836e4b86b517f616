import type fc from 'fast-check';

/** Something that takes input from outside, with the input that is thrown at it. */
export type Target<T> = {
  readonly name: string;
  readonly cases: fc.Arbitrary<T>;
  /** Tries one. @returns what was wrong; null where it was taken, or refused with a sentence */
  attempt(one: T): Promise<string | null>;
  close(): Promise<void>;
};

/** What no message may hold: it comes from a mistake of ours. */
const OURS =
  /\[object Object\]|TypeError|RangeError|SyntaxError|Cannot read prop|is not a function|is not iterable|Maximum call stack|Invalid time value/;

/** What is wrong with a message that a person gets. */
export function wrongMessage(message: string): string | null {
  if (!/\S/.test(message)) return 'it is refused without a message';
  if (message.length > 60_000) return `its message has ${message.length} characters`;
  return OURS.exec(message) ? `its message is none: ${message.slice(0, 200)}` : null;
}

/** What is wrong with something that was thrown. */
export function wrongError(error: unknown): string | null {
  if (!(error instanceof Error)) return `it throws ${String(error)}`;
  const ours = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  return ours ? `it crashes: ${error.stack?.slice(0, 400)}` : wrongMessage(error.message);
}
