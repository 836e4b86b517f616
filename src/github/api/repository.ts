/** Names a repository in requests. */
export type Repository = { readonly owner: string; readonly repo: string };

/** The repository that the run belongs to; null outside a runner. */
export function repositoryOf(env: NodeJS.ProcessEnv): Repository | null {
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  return owner && repo ? { owner, repo } : null;
}

/** The page of the repository, where people look. */
export function repositoryUrl(env: NodeJS.ProcessEnv): string {
  return `${env['GITHUB_SERVER_URL'] || 'https://github.com'}/${env['GITHUB_REPOSITORY'] ?? ''}`;
}
