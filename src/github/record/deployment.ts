import type { Octokit } from '@octokit/rest';
import type { Rollout } from '../../ports/journal.ts';
import { ONCE } from '../api/client.ts';
import { isGone, toAdd } from '../api/feature.ts';
import { type DeploymentState, Deployments, sameEnvironment, type Where } from './deployments.ts';
import { jobDeployment, REMEDY } from './job-deployment.ts';

export type DeploymentOptions = Where & {
  /** Commit that is deployed, as far as GitHub knows it. */
  readonly ref: string;
  /** Commit that the run is at. */
  readonly sha: string;
  /** As journaled. */
  readonly id: number | null;
  /** Whether nobody has told of the rollout before, so that it can have no record. */
  readonly isNew: boolean;
  /**
   * Which record is written: `auto`: the rollout's, else the one that GitHub wrote for the job, else one of our own ·
   * `attach`: only the job's · `create`: only our own · `known`: the rollout's, if it has one.
   */
  readonly mode: 'auto' | 'attach' | 'create' | 'known';
  /** Names the check of the job; '' where the runner does not tell it. */
  readonly checkRun: string;
  readonly info: (line: string) => void;
};

const DESCRIPTION = 140;

/**
 * The deployment record of a rollout: one of our own for all its jobs and runs, found again by the journaled id, else by its task.
 * The record of a job is different, as it is GitHub's: when the job ends, its closing status replaces what was told here, and of that
 * only the workflow's `environment.url` is kept. So a canary that passed reads as a success. With `attach` each job of a rollout
 * tells in its own, and marks the one of the job before inactive.
 */
export class DeploymentRecord {
  readonly #octokit: Octokit;
  readonly #options: DeploymentOptions;
  readonly #around: Deployments;
  #id: number | null = null;
  #journaled: number | null;
  /** Whether there can be one with the rollout's task. */
  #isToBeFound: boolean;
  #isLeftOut = false;
  #told = '';

  constructor(octokit: Octokit, options: DeploymentOptions) {
    this.#octokit = octokit;
    this.#options = options;
    this.#around = new Deployments(octokit, options);
    this.#journaled = options.id;
    this.#isToBeFound = !options.isNew;
  }

  /** The record's id, once it was found or made. */
  get id(): number | null {
    return this.#id ?? this.#journaled;
  }

  /**
   * Posts a status if it differs from the last one; finds or makes the record first. After the end, what is older and still open is
   * closed, and after `success` what was live before is marked inactive. Throws what the API throws.
   */
  async tell(rollout: Rollout, state: DeploymentState, text: string): Promise<void> {
    const description = text.length > DESCRIPTION ? `${text.slice(0, DESCRIPTION - 1)}…` : text;
    const status = `${state} ${description}`;
    if (status === this.#told || this.#isLeftOut) return;
    const id = await this.#post(rollout, state, description);
    this.#told = status;
    if (id !== null && (state === 'success' || state === 'failure')) await this.#around.closeOlder(id, state);
  }

  /** @returns the record that has the status now; null where there is none to write to */
  async #post(rollout: Rollout, state: DeploymentState, description: string): Promise<number | null> {
    this.#id ??= await this.#choose(rollout);
    if (this.#id === null) return null;
    try {
      // Who only looks does so again and again.
      const isSaid = this.#options.mode === 'known' && (await this.#around.says(this.#id, state, description));
      if (!isSaid) await this.#around.post(this.#id, state, description);
    } catch (error) {
      // Somebody deleted the one that the journal knows.
      if (!isGone(error) || this.#id !== this.#journaled) throw error;
      [this.#id, this.#journaled] = [null, null];
      return this.#post(rollout, state, description);
    }
    return this.#id;
  }

  async #choose(rollout: Rollout): Promise<number | null> {
    const { mode } = this.#options;
    if (mode === 'attach') return this.#attach();
    const known = this.#journaled ?? (this.#isToBeFound ? await this.#around.find(taskOf(rollout)) : null);
    if (known !== null || mode === 'known') return known;
    return (mode === 'auto' ? await this.#ofJob() : null) ?? (await this.#create(rollout));
  }

  async #attach(): Promise<number | null> {
    const { at, checkRun, info } = this.#options;
    const own = await jobDeployment(this.#octokit, at, checkRun);
    if (typeof own === 'string') {
      this.#isLeftOut = true;
      info(`The deployment record is left out, as \`deployment: attach\` was asked for and ${REMEDY[own]}`);
      return null;
    }
    if (this.#journaled !== null && this.#journaled !== own.id)
      await this.#around.post(this.#journaled, 'inactive', 'Goes on in the record of a later job');
    return own.id;
  }

  /** The job's own, if it is about this environment and not about one that is only a gate. */
  async #ofJob(): Promise<number | null> {
    const { at, checkRun, environment, sha, info } = this.#options;
    const own = await jobDeployment(this.#octokit, at, checkRun);
    if (own === 'no-permission' && (await this.#around.hasOther(sha)))
      info(
        `The job seems to have a deployment record of its own in ${environment}, beside that of the rollout. To have one, write \`deployment: false\` into its \`environment\`, or let it be found. ${toAdd('checks: read')}`,
      );
    return typeof own !== 'string' && sameEnvironment(own.environment, environment) ? own.id : null;
  }

  async #create(rollout: Rollout): Promise<number> {
    const { at, ref, service, environment } = this.#options;
    const { id, goal, from, kind, run } = rollout;
    // Where the answer is lost it may be there nevertheless: it is looked for before it is made again.
    this.#isToBeFound = true;
    const asked = this.#octokit.rest.repos.createDeployment({
      ...at,
      ref,
      task: taskOf(rollout),
      environment,
      description: `${service} ${goal.version ?? ''}`.trim().slice(0, DESCRIPTION),
      // True may merge the default branch into the ref and answer without an id.
      auto_merge: false,
      // Whether the checks passed is the workflow's business; here it would be a 409.
      required_contexts: [],
      production_environment: /^prod/i.test(environment),
      // It goes away again, as the preview of a pull request does.
      transient_environment: /^pr-/i.test(environment),
      payload: { rollout: id, service, version: goal.version, previous: from.version, strategy: kind, run: run.url },
      ...ONCE,
    });
    const { data, status } = await asked.catch((error) => {
      this.#around.forget();
      throw error;
    });
    if (status !== 201) throw new Error(`GitHub answered ${status} instead of making a deployment`);
    return data.id;
  }
}

const taskOf = (rollout: Rollout) => `sluice:${rollout.id}`;
