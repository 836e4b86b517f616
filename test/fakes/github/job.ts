import type { FakeGithub } from './server.ts';
import type { Deployment, Status } from './state.ts';

export type Job = {
  /** What `job.check_run_id` is in it. */
  readonly checkRun: string;
  /** The record that GitHub wrote for it; null where it names no environment, or with `deployment: false`. */
  readonly deployment: Deployment | null;
  /** Ends it: GitHub's closing status replaces what was posted from inside; of it only `environment.url` is kept. */
  end(conclusion: 'success' | 'failure'): void;
};

/** Starts a job as GitHub does: with a check, and with a deployment record of its own where it names an environment. */
export function startJob({ state }: FakeGithub, environment: string | null, ref = 'b'.repeat(40), url = ''): Job {
  const status = (name: string): Status => ({
    id: state.nextId++,
    state: name,
    description: '',
    logUrl: '',
    environmentUrl: name === 'in_progress' ? '' : url,
    autoInactive: true,
  });
  const check = state.nextId++;
  let deployment: Deployment | null = null;
  if (environment !== null) {
    const kinds = { production: false, transient: false };
    const statuses = [status('in_progress')];
    deployment = { id: state.nextId++, ref, task: 'deploy', environment, payload: '', ...kinds, statuses };
    state.deployments.push(deployment);
  }
  state.checkRuns.push({ id: check, deployment: deployment?.id ?? null });
  state.jobs.set(String(check), { status: 'in_progress' });
  return {
    checkRun: String(check),
    deployment,
    end(conclusion) {
      state.jobs.set(String(check), { status: 'completed' });
      deployment?.statuses.push(status(conclusion));
    },
  };
}
