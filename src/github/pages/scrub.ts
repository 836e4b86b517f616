import { escapeMarkdown, inlineCode } from '../../report/escape.ts';
import { linesOf, without } from '../../units/secrets.ts';

/**
 * Replaces each secret by `***`. The runner masks secrets in logs and summaries, but not in what goes to the API.
 * The lines of a secret are secrets too, as for the runner; below four characters a line would blacken ordinary text.
 */
export function scrub(text: string, secrets: readonly string[]): string {
  return without(text, linesOf(secrets));
}

/** The same for Markdown of ours, in which a secret stands as it was escaped. */
export function scrubMarkdown(text: string, secrets: readonly string[]): string {
  const code = (line: string) => inlineCode(line).replace(/^<code>|<\/code>$/g, '');
  return without(
    text,
    linesOf(secrets).flatMap((line) => [line, escapeMarkdown(line), code(line)]),
  );
}
