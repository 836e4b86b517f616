import type { Goal, Rollout, Run, Stage } from '../ports/journal.ts';
import type { RawService } from '../ports/service.ts';
import { contentOf } from '../units/digest.ts';

/** What an action was asked to do. */
export type Asked = {
  readonly action: 'rolling' | 'blue-green-switch' | 'canary-step' | 'promote' | 'rollback';
  /** null: the one in flight. */
  readonly version: string | null;
  readonly spec: string;
  readonly place: string;
  readonly service: RawService;
  /** For `blue-green-switch`. */
  readonly until: Exclude<Stage, 'canary'>;
  /** For `canary-step`; null: as it is. */
  readonly weight: number | null;
  readonly bakeTime: number;
  readonly keepOld: number;
  /** For `rollback`: a version that was live; null: the one before. */
  readonly to: string | null;
  /** For `rollback`: why the service is to be locked as well; null: it is not. */
  readonly lock: string | null;
  /** How the job stands that asks: `cancelled` and `failure` are why it has a rollback. */
  readonly jobStatus: string;
  readonly redeploy: boolean;
  readonly onOutdated: 'fail' | 'deploy';
  readonly onFailure: 'rollback' | 'pause';
  readonly run: Run;
  /** Names the step of the workflow. */
  readonly step: string;
  /** For the id of a new rollout. */
  readonly id: string;
  /** Wall milliseconds. */
  readonly now: number;
};

/** What the platform shows, as far as it matters for what may begin. */
export type Shown = {
  /** Whether anything runs. */
  readonly deployed: boolean;
  /** What runs with the traffic, where all agree and anybody knows. */
  readonly version: string | null;
  readonly spec: string | null;
  /** The tracks with and without the traffic, and the one that is the user's own; null where there are none. */
  readonly tracks: { readonly live: string; readonly idle: string; readonly home?: string } | null;
  /** Whether the weights are neither 0 nor 100. */
  readonly midway: boolean;
  /** Where traffic goes to nobody, and what somebody else changed in a rollout; null: neither. */
  readonly trouble: string | null;
};

/** What a rollout that begins now can go back to. What runs besides the version in an object of the user's own is whatever they make of it. */
export function liveNow(version: string | null, spec: string | null, { tracks }: Shown): Rollout['from'] {
  return { version, spec: tracks?.home === undefined ? spec : null, track: tracks?.live ?? null };
}

/** A new rollout from what is live to what was asked for. */
export function begin(asked: Asked, from: Rollout['from'], shown: Shown): Rollout {
  const version = asked.version as string;
  const spec = asked.redeploy ? `${asked.spec}+${asked.id}` : asked.spec;
  const kind = asked.action === 'rolling' || shown.tracks === null ? 'rolling' : 'tracks';
  const empty = from.version === null && from.spec === null && !shown.deployed;
  const { stage, weight } = wanted(asked, 0, empty);
  const goal: Goal = {
    version,
    spec,
    track: kind === 'rolling' ? (shown.tracks?.live ?? null) : (shown.tracks?.idle ?? null),
    weight,
    stage,
    // Nothing serves beside it, so there is nothing to watch for.
    bakeTime: empty ? 0 : asked.bakeTime,
    keepOld: empty ? 0 : asked.keepOld,
  };
  return {
    id: asked.id,
    kind,
    action: asked.action,
    goal,
    first: empty,
    from,
    attempted: { version, spec },
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
    broughtHome: false,
    accepted: null,
    progressAt: asked.now,
    passed: [],
    stages: [],
    judge: null,
    counters: [],
    requests: 0,
    failed: 0,
    samples: [],
    service: asked.service,
    place: asked.place,
    startedAt: asked.now,
    run: asked.run,
    lastHolder: '',
    pullRequest: null,
    commentId: null,
    commentAuthor: null,
    deploymentId: null,
  };
}

function wanted(asked: Asked, present: number, empty = false): { stage: Stage; weight: number } {
  if (asked.action === 'blue-green-switch') return { stage: asked.until, weight: asked.until === 'prepared' ? 0 : 100 };
  if (asked.action === 'canary-step' && !empty) return { stage: 'canary', weight: asked.weight ?? present };
  return { stage: 'retired', weight: 100 };
}

/** The same rollout, on its way to a later goal; its bake begins anew only if the shift is made again. */
export function onward(rollout: Rollout, asked: Asked, stage: Stage, weight: number, bakeTime = asked.bakeTime): Rollout {
  // It has baked and was kept: all that is left is to end where it began.
  if (rollout.broughtHome) return rollout;
  const again = rollout.goal.stage === stage && rollout.goal.weight === weight;
  const judgedAnew = stage === 'canary' && again;
  return {
    ...rollout,
    // Nothing served beside a first deployment, so there is nothing to watch for, and nothing to keep.
    goal: { ...rollout.goal, stage, weight, ...(rollout.first ? {} : { bakeTime, keepOld: asked.keepOld }) },
    watched: judgedAnew && asked.weight === null ? 0 : rollout.watched,
  };
}

/** Goes on after a pause. A verdict that a person has overruled is not held against the version again. */
export function unpaused(rollout: Rollout): Rollout {
  const { reason = null } = rollout.paused ?? {};
  const overruled = reason?.code.startsWith('analysis-') ?? false;
  return {
    ...rollout,
    paused: null,
    judge: overruled ? null : rollout.judge,
    accepted: reason?.code === 'drift' ? reason.message : rollout.accepted,
  };
}

/** Whether an action asks for what is in flight; a canary step that names no version does. */
export function sameContent(asked: Asked, rollout: Rollout): boolean {
  if (asked.version === null) return asked.action === 'canary-step';
  return asked.version === rollout.attempted.version && asked.spec === contentOf(rollout.attempted.spec);
}
