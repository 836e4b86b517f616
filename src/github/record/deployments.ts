import type { Octokit } from '@octokit/rest';
import { ONCE } from '../api/client.ts';
import type { Repository } from '../api/repository.ts';

/** `error`: nobody is at work and a person must act. */
export type DeploymentState = 'in_progress' | 'success' | 'failure' | 'error';

export type Where = {
  readonly at: Repository;
  readonly service: string;
  readonly environment: string;
  /** What people open. */
  readonly url: string | null;
  readonly logUrl: string;
};

type Listed = Awaited<ReturnType<Octokit['rest']['repos']['listDeployments']>>['data'][number];

/** How many of our own older records are looked at after a failure, which finds out about open ones only. */
const LOOK_BACK = 10;
const OPEN: readonly string[] = ['queued', 'pending', 'in_progress'];

/** GitHub does not tell environments apart by their case. */
export const sameEnvironment = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The deployment records of an environment, read at most once. All methods throw what the API throws. */
export class Deployments {
  readonly #octokit: Octokit;
  readonly #where: Where;
  #all: readonly Listed[] | null = null;

  constructor(octokit: Octokit, where: Where) {
    this.#octokit = octokit;
    this.#where = where;
  }

  /** They are read again when next needed. */
  forget(): void {
    this.#all = null;
  }

  /** The record with this task; null where there is none. */
  async find(task: string): Promise<number | null> {
    return (await this.#list()).find((one) => one.task === task)?.id ?? null;
  }

  /** Whether there is one for a commit that is not ours. */
  async hasOther(sha: string): Promise<boolean> {
    return (await this.#list()).some((one) => one.sha === sha && !one.task.startsWith('sluice:'));
  }

  async post(id: number, state: DeploymentState | 'inactive', description: string): Promise<void> {
    const { at, url, logUrl } = this.#where;
    await this.#octokit.rest.repos.createDeploymentStatus({
      ...at,
      deployment_id: id,
      state,
      description,
      log_url: logUrl,
      ...(url === null || state === 'inactive' ? {} : { environment_url: url }),
      // It would also mark the records of other services in the same environment.
      auto_inactive: false,
      ...ONCE,
    });
  }

  /** Whether that is what it says already. */
  async says(id: number, state: DeploymentState, description: string): Promise<boolean> {
    const last = await this.#last(id);
    return last?.state === state && last.description === description;
  }

  /**
   * Marks inactive what of this service is older and still open: only one rollout is in flight, so theirs is over, and whoever was to
   * tell it could not. After `success` the one that said so before is inactive too; what is older than that was closed with it.
   */
  async closeOlder(id: number, state: 'success' | 'failure'): Promise<void> {
    const { service } = this.#where;
    const ours = (await this.#list()).filter((one) => one.id < id && one.task.startsWith('sluice:') && serviceOf(one.payload) === service);
    for (const { id: older } of state === 'success' ? ours : ours.slice(0, LOOK_BACK)) {
      const last = (await this.#last(older))?.state ?? 'queued';
      if (OPEN.includes(last)) await this.post(older, 'inactive', 'Its rollout is over');
      if (last === 'success' && state === 'success') await this.post(older, 'inactive', 'Replaced by a newer rollout');
      if (last === 'success') return;
    }
  }

  async #last(id: number): Promise<{ readonly state: string; readonly description: string } | null> {
    const { data } = await this.#octokit.rest.repos.listDeploymentStatuses({ ...this.#where.at, deployment_id: id, per_page: 1 });
    return data[0] ?? null;
  }

  async #list(): Promise<readonly Listed[]> {
    const { at, environment } = this.#where;
    this.#all ??= (await this.#octokit.rest.repos.listDeployments({ ...at, environment, per_page: 100 })).data;
    return this.#all;
  }
}

/** GitHub hands a payload back as an object, or as the text it was. */
function serviceOf(payload: unknown): unknown {
  try {
    const value: unknown = typeof payload === 'string' ? JSON.parse(payload) : payload;
    return (value as { service?: unknown } | null)?.service;
  } catch {
    return undefined;
  }
}
