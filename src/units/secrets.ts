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

/** The lines of secrets that are worth to be hidden, however they are indented: below four characters one would blacken ordinary text. */
export function linesOf(secrets: readonly string[]): string[] {
  return secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)].map((line) => line.trim())).filter((line) => line.length >= 4);
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
