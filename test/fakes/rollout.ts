import type { Rollout, Run } from '../../src/ports/journal.ts';

export const someRun: Run = {
  id: '1',
  attempt: 1,
  number: 1,
  workflow: 'deploy',
  ref: 'refs/heads/main',
  job: 'deploy',
  actor: 'alice',
  url: 'https://github.com/octo/app/actions/runs/1',
};

/** A rolling rollout from v1 to v2 that has just begun. */
export function someRollout(change: Partial<Rollout> = {}): Rollout {
  return {
    id: 'r1',
    kind: 'rolling',
    action: 'rolling',
    goal: { version: 'v2', spec: 's', track: null, weight: 100, stage: 'retired', bakeTime: 0, keepOld: 0 },
    first: false,
    from: { version: 'v1', spec: 's', track: null },
    attempted: { version: 'v2', spec: 's' },
    direction: 'forward',
    reason: null,
    paused: null,
    stuck: null,
    ours: [],
    replaced: {},
    weight: 0,
    proved: null,
    watched: 0,
    retiring: false,
    progressAt: 0,
    passed: [],
    stages: [],
    judge: null,
    counters: [],
    requests: 0,
    failed: 0,
    samples: [],
    service: {},
    place: 'p',
    startedAt: 0,
    run: someRun,
    lastHolder: 'h1',
    pullRequest: null,
    commentId: null,
    commentAuthor: null,
    deploymentId: null,
    ...change,
  };
}
