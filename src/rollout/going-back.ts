import type { JournalDocument, Rollout, Run } from '../ports/journal.ts';
import type { Reason } from '../ports/reason.ts';
import { contentOf } from '../units/digest.ts';
import { type Admission, inFlight, nothing, refuse } from './answer.ts';
import { type Asked, begin, liveNow, type Shown } from './begin.ts';
import { turnBack } from './journal.ts';
import type { State } from './state.ts';

/** `rollback` while a rollout is in flight. */
export function back(asked: Asked, rollout: Rollout, state: State): Admission {
  if (asked.version !== null && asked.version !== rollout.attempted.version) {
    return nothing('other-version-in-flight', `${asked.version} is not in flight: ${inFlight(rollout)}`);
  }
  if (state === 'going-back' || (state === 'stuck' && rollout.direction === 'back'))
    return { do: 'work', rollout: { ...rollout, stuck: null, paused: null, replaced: rollout.stuck ? {} : rollout.replaced } };
  if (asked.to !== null && rollout.action === 'rollback' && (asked.to === 'previous' || meant(asked.to, rollout.attempted.version))) {
    // The same rollback again, after its job was killed: it has not arrived yet.
    return { do: 'work', rollout: { ...rollout, stuck: null, paused: null } };
  }
  if (noWayBack(rollout)) {
    return refuse('no-previous-version', `there is no version before ${rollout.attempted.version} to go back to; run \`promote\` to go on`);
  }
  return { do: 'work', rollout: turnBack({ ...rollout, stuck: null }, whyBack(asked, rollout)) };
}

/** Nobody asks for the rollback that a job has for its own failure or cancel, or for the end of an earlier job of its run. */
function whyBack({ jobStatus, run }: Asked, rollout: Rollout): Reason {
  if (jobStatus === 'cancelled') return { code: 'cancelled', message: 'the job was cancelled' };
  if (jobStatus === 'failure') return { code: 'requested', message: 'the job failed' };
  const job = jobOfSameRun(run, rollout);
  if (job === null) return { code: 'requested', message: `taken back as ${whoStarted(run)} asked` };
  // It is this that people look for, and nobody who has asked can tell them.
  const paused = rollout.paused ? `, after it had paused: ${rollout.paused.reason.message}` : '';
  return { code: 'requested', message: `taken back by ${job}${paused}` };
}

/** Who wants a rollout to end, as whoever is at work on it reads it. */
export function whoAsks({ run }: Asked, rollout: Rollout | null): string {
  return jobOfSameRun(run, rollout) ?? whoStarted(run);
}

/** The job of a run, where that run has begun the rollout: whoever started it wanted the version, and not that it be taken back. */
function jobOfSameRun({ id, job }: Run, rollout: Rollout | null): string | null {
  return id !== '' && id === rollout?.run.id ? `the job \`${job}\` of the same run` : null;
}

function whoStarted({ actor }: Run): string {
  return actor || 'somebody';
}

/** In place, and from a track that is being stopped, only a known version can be brought back. */
export function noWayBack({ kind, from, first, retiring }: Rollout): boolean {
  return from.version === null && (kind === 'rolling' || (retiring && !first));
}

/** `rollback` while none is in flight: to a version that was live before. */
export function backTo(asked: Asked, document: JournalDocument, shown: Shown): Admission {
  const { live, history } = document;
  if (asked.to === null) return nothing('nothing-to-take-back', `no rollout is in flight${offered(document)}`);
  if (asked.to === 'previous' && live?.how === 'rollback' && live.run?.id === asked.run.id && asked.run.id !== '') {
    return nothing('already-live', `${live.version} is live: this run has gone back to it already`);
  }
  const to = asked.to;
  const before = history.filter(
    (entry) => (entry.end === 'live' || (entry.end === 'withdrawn' && to !== 'previous')) && entry.version !== live?.version,
  );
  const exact = before.filter((entry) => entry.version === to);
  const matching = exact.length > 0 ? exact : before.filter((entry) => meant(to, entry.version));
  const distinct = [...new Set(matching.map((entry) => entry.version))];
  if (to !== 'previous' && live?.version === to) return nothing('already-live', `${to} is live`);
  if (distinct.length > 1) return refuse('nothing-before', `${to} could be any of ${distinct.join(', ')}; write more of it`);
  const goal = to === 'previous' ? before[0] : matching[0];
  if (!goal || !live)
    return refuse('nothing-before', `no version ${to === 'previous' ? 'before the live one' : to} was live here${offered(document)}`);
  const as: Asked = {
    ...asked,
    version: goal.version,
    spec: contentOf(goal.spec),
    service: goal.service,
    bakeTime: 0,
    keepOld: 0,
    until: 'retired',
  };
  const action = shown.tracks ? 'blue-green-switch' : 'rolling';
  const from = liveNow(live.version, live.spec, shown);
  return { do: 'work', rollout: { ...begin({ ...as, action }, from, shown), action: 'rollback' } };
}

/** Whether `to` names this version: in full, or by a prefix of 7 characters or more. */
export function meant(to: string, version: string): boolean {
  return to === version || (to.length >= 7 && version.startsWith(to));
}

function offered(document: JournalDocument): string {
  const versions = [...new Set(document.history.filter((entry) => entry.end === 'live').map((entry) => entry.version))]
    .filter((version) => version !== document.live?.version)
    .slice(0, 5);
  return versions.length > 0 ? `; live before: ${versions.join(', ')} (run \`rollback\` with \`to:\` one of them)` : '';
}
