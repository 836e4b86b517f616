import { digest } from '../../units/digest.ts';

/**
 * What the ConfigMap is called that holds the journal. Two services never have the same one: what could be read in two ways
 * (`a-b` in `c`, `a` in `b-c`), or is no name for the API server, becomes a digest.
 */
export function journalName(service: string, environment: string): string {
  const isPlain = /^[a-z0-9][a-z0-9-]*$/.test(service) && /^[a-z0-9]+$/.test(environment);
  return isPlain ? `sluice-${service}-${environment}` : `sluice-${digest([service, environment])}`;
}
