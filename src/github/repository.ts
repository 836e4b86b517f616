/** Names a repository in requests. */
export type Repository = { readonly owner: string; readonly repo: string };

/** The repository that the run belongs to; null outside a runner. */
export function repositoryOf(env: NodeJS.ProcessEnv): Repository | null {
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  return owner && repo ? { owner, repo } : null;
}
