import type { KubernetesService } from '../../ports/service.ts';

/** A line for a shell that runs the user's kubectl where the service is, in its own namespace or another one. */
export function kubectlLine({ context, namespace }: KubernetesService, words: readonly string[], other: string | null = namespace): string {
  const where = [...(context === null ? [] : ['--context', context]), ...(other === null ? [] : ['-n', other])];
  return ['kubectl', ...where, ...words].map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
