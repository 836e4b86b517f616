import type { Octokit } from '@octokit/rest';
import type { Rollout } from '../ports/journal.ts';
import { ONCE } from './client.ts';
import type { Repository } from './repository.ts';

export type DeploymentState = 'in_progress' | 'success' | 'failure';

export type DeploymentOptions = {
  readonly at: Repository;
  /** Commit that is deployed, as far as GitHub knows it. */
  readonly ref: string;
  readonly service: string;
  readonly environment: string;
  /** What people open. */
  readonly url: string | null;
  readonly logUrl: string;
  /** As journaled. */
  readonly id: number | null;
};

const DESCRIPTION = 140;
/** How many of our own older records are looked at for the one that is still marked active. */
const LOOK_BACK = 3;

/** The one deployment record of a rollout. */
export class DeploymentRecord {
  readonly #octokit: Octokit;
  readonly #options: DeploymentOptions;
  #id: number | null;
  #told = '';

  constructor(octokit: Octokit, options: DeploymentOptions) {
    this.#octokit = octokit;
    this.#options = options;
    this.#id = options.id;
  }

  /** The record's id, once it was found or made. */
  get id(): number | null {
    return this.#id;
  }

  /**
   * Posts a status if it differs from the last one; makes the record first where there is none. After `success`, what this rollout
   * replaced is marked inactive. Throws what the API throws.
   */
  async tell(rollout: Rollout, state: DeploymentState, text: string): Promise<void> {
    const description = text.length > DESCRIPTION ? `${text.slice(0, DESCRIPTION - 1)}…` : text;
    const status = `${state} ${description}`;
    if (status === this.#told) return;
    this.#id ??= (await this.#find(rollout)) ?? (await this.#create(rollout));
    await this.#post(this.#id, state, description);
    this.#told = status;
    if (state === 'success') await this.#retirePrevious(this.#id);
  }

  async #find(rollout: Rollout): Promise<number | null> {
    const { at, environment } = this.#options;
    const { data } = await this.#octokit.rest.repos.listDeployments({ ...at, task: taskOf(rollout), environment });
    return data[0]?.id ?? null;
  }

  async #create(rollout: Rollout): Promise<number> {
    const { at, ref, service, environment } = this.#options;
    const { data, status } = await this.#octokit.rest.repos.createDeployment({
      ...at,
      ref,
      task: taskOf(rollout),
      environment,
      description: `${service} ${rollout.goal.version ?? ''}`.trim().slice(0, DESCRIPTION),
      // True may merge the default branch into the ref and answer without an id.
      auto_merge: false,
      // Whether the checks passed is the workflow's business; here it would be a 409.
      required_contexts: [],
      production_environment: /^prod/i.test(environment),
      payload: {
        rollout: rollout.id,
        service,
        version: rollout.goal.version,
        previous: rollout.from.version,
        strategy: rollout.kind,
        run: rollout.run.url,
      },
      ...ONCE,
    });
    if (status !== 201) throw new Error(`GitHub answered ${status} instead of making a deployment`);
    return data.id;
  }

  async #post(id: number, state: DeploymentState | 'inactive', description: string): Promise<void> {
    const { at, url, logUrl } = this.#options;
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

  /** Marks the record that said `success` for this service before. */
  async #retirePrevious(id: number): Promise<void> {
    const { at, environment, service } = this.#options;
    const { data } = await this.#octokit.rest.repos.listDeployments({ ...at, environment, per_page: 30 });
    const ours = data.filter((one) => one.id < id && one.task.startsWith('sluice:') && serviceOf(one.payload) === service);
    for (const { id: older } of ours.slice(0, LOOK_BACK)) {
      const statuses = await this.#octokit.rest.repos.listDeploymentStatuses({ ...at, deployment_id: older, per_page: 1 });
      if (statuses.data[0]?.state !== 'success') continue;
      await this.#post(older, 'inactive', 'Replaced by a newer rollout');
      return;
    }
  }
}

const taskOf = (rollout: Rollout) => `sluice:${rollout.id}`;

/** GitHub hands a payload back as an object, or as the text it was. */
function serviceOf(payload: unknown): unknown {
  try {
    const value: unknown = typeof payload === 'string' ? JSON.parse(payload) : payload;
    return (value as { service?: unknown } | null)?.service;
  } catch {
    return undefined;
  }
}
