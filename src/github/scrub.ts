import { escapeMarkdown, inlineCode } from '../report/escape.ts';

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

function linesOf(secrets: readonly string[]): string[] {
  return secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)]).filter((line) => line.trim().length >= 4);
}

function without(text: string, lines: readonly string[]): string {
  // The longest first: one secret may be a part of another.
  return lines.toSorted((a, b) => b.length - a.length).reduce((rest, line) => rest.replaceAll(line, '***'), text);
}
