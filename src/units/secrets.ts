import type { Service } from '../ports/service.ts';

/** What of a service must be shown to nobody. */
export function secretsOf(service: Service): string[] {
  const preview = service.preview && service.preview.kind !== 'url' ? [service.preview.value] : [];
  const key = service.platform === 'servers' ? (service.ssh.key ?? '') : '';
  return [...Object.values(service.env), ...preview, key, ...ofMetrics(service)];
}

function ofMetrics({ analysis }: Service): string[] {
  const sources = analysis.metrics.flatMap((metric) => (metric.kind === 'threshold' ? [] : [metric.source]));
  const asked = sources.flatMap((source) => (source.from === 'http' ? source.secrets : []));
  return [...(analysis.prometheus?.secrets ?? []), ...asked];
}

/**
 * The lines of secrets that are worth to be hidden: below four characters one would blacken ordinary text, and so would a short word of a
 * structure once it is without its indentation.
 */
export function linesOf(secrets: readonly string[]): string[] {
  const lines = secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)]).filter((line) => line.trim().length >= 4);
  const indented = lines.filter((line) => line !== line.trim() && line.trim().length >= 8);
  return [...lines, ...indented.map((line) => line.trim())];
}

/** A text that a service printed, without what it was given. */
export function withoutSecrets(text: string, service: Service): string {
  return without(text, linesOf(secretsOf(service)));
}

/** Replaces each of the lines by `***`. */
export function without(text: string, lines: readonly string[]): string {
  // The longest first: one secret may be a part of another.
  return lines.toSorted((a, b) => b.length - a.length).reduce((rest, line) => rest.replaceAll(line, '***'), text);
}
