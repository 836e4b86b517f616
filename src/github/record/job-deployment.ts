import type { Octokit } from '@octokit/rest';
import { isGone, lacksPermission, toAdd } from '../api/feature.ts';
import type { Repository } from '../api/repository.ts';

/** The deployment record that GitHub wrote for a job that names an environment. */
export type JobDeployment = { readonly id: number; readonly environment: string };

/** Why it is not known: the runner does not tell the job's check, the token may not read it, or the job has no such record. */
export type Unknown = 'no-check' | 'no-permission' | 'no-record';

/** Finds the record of the job by its check, as the runner names that. Throws where GitHub does not answer. */
export async function jobDeployment(octokit: Octokit, at: Repository, checkRun: string): Promise<JobDeployment | Unknown> {
  if (!/^[1-9]\d*$/.test(checkRun)) return 'no-check';
  try {
    const { data } = await octokit.rest.checks.get({ ...at, check_run_id: Number(checkRun) });
    return data.deployment ? { id: data.deployment.id, environment: data.deployment.environment } : 'no-record';
  } catch (error) {
    if (lacksPermission(error)) return 'no-permission';
    if (isGone(error)) return 'no-record';
    throw error;
  }
}

/** What a person does about it where the record of the job is the one that was asked for. */
export const REMEDY: Readonly<Record<Unknown, string>> = {
  'no-check': 'this runner does not tell the check of the job (`job.check_run_id`): update the runner, or set `deployment: create`',
  'no-permission': `the token lacks a permission to find the record of the job. ${toAdd('checks: read')}`,
  'no-record': 'the job has no record of its own: give it an `environment` without `deployment: false`, or set `deployment: create`',
};
