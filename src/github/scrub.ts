/**
 * Replaces each secret by `***`. The runner masks secrets in logs and summaries, but not in what goes to the API.
 * The lines of a secret are secrets too, as for the runner; below four characters a line would blacken ordinary text.
 */
export function scrub(text: string, secrets: readonly string[]): string {
  const lines = secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)]).filter((line) => line.trim().length >= 4);
  // The longest first: one secret may be a part of another.
  return lines.sort((a, b) => b.length - a.length).reduce((rest, line) => rest.replaceAll(line, '***'), text);
}
