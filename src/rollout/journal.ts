import type { Instant } from '../ports/clock.ts';
import type { JournalDocument, Past, Rollout, Run, StageRecord } from '../ports/journal.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { Reason } from '../ports/reason.ts';

// What keeps a document under the 64 kB it may have: each list has its share, and the rest is short.
const MOST_PAST = 20;
const MOST_PAST_BYTES = 24 * 1024;
const MOST_STAGES = 40;
const MOST_PASSED = 40;
const MOST_MESSAGE = 600;
const MOST_COMMANDS = 20;

/** The journal of a service that has none yet. */
export function emptyJournal(service: string, environment: string, place: string): JournalDocument {
  return {
    schema: 1,
    epoch: 0,
    seq: 0,
    service,
    environment,
    place,
    live: null,
    history: [],
    rollout: null,
    holder: null,
    request: null,
    lock: null,
    unreported: null,
  };
}

/** Turns a rollout round: the version before becomes its goal, to be reached as soon as it can. */
export function turnBack(rollout: Rollout, reason: Reason): Rollout {
  const { version, spec, track } = rollout.from;
  return {
    ...rollout,
    direction: 'back',
    reason: short(reason),
    paused: null,
    goal: { version, spec, track, weight: 100, stage: 'retired', bakeTime: 0, keepOld: 0 },
    replaced: {},
    // In place nothing was stopped that the way back would need; a track's instances may be gone, but for those of the user's own.
    retiring: rollout.kind === 'tracks' && rollout.retiring && !rollout.broughtHome,
    proved: null,
    accepted: null,
    watched: 0,
  };
}

/** Notes which stage the rollout is in now, closing the one before. `by`: who started or approved the step that is at work. */
export function enterStage(rollout: Rollout, name: string, now: Instant, by: string): Rollout {
  const last = rollout.stages.at(-1);
  if (last?.name === name && last.result === 'running') return rollout;
  const failed = rollout.direction === 'back' && last?.result === 'running';
  const closed = closeStage(rollout, failed ? 'failed' : 'passed', now);
  const none = isCounted(rollout) ? 0 : null;
  const opened: StageRecord = { name, result: 'running', from: now.wall, to: null, requests: none, failed: none, by };
  return { ...closed, stages: folded([...closed.stages, opened]) };
}

/** Whether anybody counts what is served. */
function isCounted({ counters, requests }: Rollout): boolean {
  return counters.length > 0 || requests > 0;
}

/** The oldest lines become one where there are too many: what was served in all of them stays. */
function folded(stages: readonly StageRecord[]): readonly StageRecord[] {
  const [a, b, ...others] = stages;
  if (!a || !b || stages.length <= MOST_STAGES) return stages;
  return [{ ...b, from: a.from, requests: (a.requests ?? 0) + (b.requests ?? 0), failed: (a.failed ?? 0) + (b.failed ?? 0) }, ...others];
}

/** Closes the stage that runs, with what was served in it. */
export function closeStage(rollout: Rollout, result: StageRecord['result'], now: Instant): Rollout {
  const last = rollout.stages.at(-1);
  if (last?.result !== 'running') return rollout;
  const earlier = rollout.stages.slice(0, -1);
  const total = (key: 'requests' | 'failed') =>
    isCounted(rollout) ? rollout[key] - earlier.reduce((sum, stage) => sum + (stage[key] ?? 0), 0) : null;
  return { ...rollout, stages: [...earlier, { ...last, result, to: now.wall, requests: total('requests'), failed: total('failed') }] };
}

/** What the journal says once an action's work on a rollout has ended. The holder lets go. */
export function settle(document: JournalDocument, ended: Rollout, outcome: Outcome, reason: Reason, now: Instant): JournalDocument {
  const rollout = withShortReasons(ended);
  // To close record and comment its numbers are not needed, and they are what is large.
  const rest = { ...rollout, judge: null, samples: [], counters: [], stages: [], service: {} };
  const over = outcome === 'promoted' || outcome === 'rolled-back';
  const free: JournalDocument = {
    ...document,
    holder: null,
    request: null,
    unreported: { rollout: rest, outcome, reason: short(reason), at: now.wall },
  };
  if (outcome === 'canary' && document.holder) {
    const passed = passedKey(document.holder.run, rollout.goal.weight);
    return { ...free, rollout: { ...rollout, passed: [...new Set([...rollout.passed, passed])].slice(-MOST_PASSED) } };
  }
  if (!over) return { ...free, rollout };
  const { goal } = rollout;
  if (outcome === 'promoted') {
    const live = { version: goal.version, spec: goal.spec, track: goal.track, since: now.wall, run: rollout.run, how: rollout.action };
    const known = adopt(document, rollout);
    const left = rollout.action === 'rollback' ? withdraw(known, rollout.from.version) : known;
    return { ...free, rollout: null, live, history: past(left, rollout, 'live', goal.version, goal.spec, now) };
  }
  const { attempted } = rollout;
  const end = rollout.reason?.code === 'superseded' ? 'superseded' : 'rejected';
  return { ...free, rollout: null, history: past(document, rollout, end, attempted.version, attempted.spec, now) };
}

/** A version that somebody else had made live is one to go back to as well, deployed as the service file said when it was replaced. */
function adopt(document: JournalDocument, rollout: Rollout): JournalDocument {
  const { version } = rollout.from;
  const isKnown = document.history.some((entry) => entry.end === 'live' && entry.version === version);
  if (version === null || version === document.live?.version || isKnown) return document;
  const { attempted, run, service, startedAt } = rollout;
  return { ...document, history: [{ version, spec: attempted.spec, run, end: 'live', service, at: startedAt }, ...document.history] };
}

/** A version that a rollback left is not what `previous` means from now on. */
function withdraw(document: JournalDocument, version: string | null): JournalDocument {
  const history = document.history.map((entry) =>
    entry.version === version && entry.end === 'live' ? { ...entry, end: 'withdrawn' as const } : entry,
  );
  return { ...document, history };
}

/** What the journal keeps of a canary step that passed, so that the same run does not walk it twice. */
export function passedKey(run: Run, weight: number): string {
  return `${run.id}:${weight}`;
}

function past(
  document: JournalDocument,
  rollout: Rollout,
  end: Past['end'],
  version: string | null,
  spec: string | null,
  now: Instant,
): readonly Past[] {
  if (version === null || spec === null) return document.history;
  // Only what was live is ever deployed again, with the service file's part of its time.
  const service = end === 'rejected' || end === 'superseded' ? {} : rollout.service;
  const all = [{ version, spec, run: rollout.run, end, service, at: now.wall }, ...document.history].slice(0, MOST_PAST);
  // Two that were live are kept whatever their size: the one that is, and one to go back to.
  const lives = () => all.filter((entry) => entry.end === 'live').length;
  while (lives() > 2 && Buffer.byteLength(JSON.stringify(all)) > MOST_PAST_BYTES) all.pop();
  return all;
}

function withShortReasons(rollout: Rollout): Rollout {
  const { reason, paused, stuck } = rollout;
  return {
    ...rollout,
    reason: reason && short(reason),
    paused: paused && { ...paused, reason: short(paused.reason) },
    stuck: stuck && { reason: short(stuck.reason), commands: few(stuck.commands) },
  };
}

/** Of many servers each has its own; the log of the run that got stuck has all of them. */
function few(commands: readonly string[]): readonly string[] {
  const more = commands.length - MOST_COMMANDS;
  return more <= 0 ? commands : [...commands.slice(0, MOST_COMMANDS), `# and ${more} more of this kind: run rollback to print them`];
}

/** Keeps both ends of what may be all that a program printed: what was done, and what it said last. */
function short(reason: Reason): Reason {
  const text = reason.message.replace(/[^\P{Cc}\n]/gu, ' ');
  if (text.length <= MOST_MESSAGE) return { ...reason, message: text };
  const half = MOST_MESSAGE / 2;
  return { ...reason, message: `${text.slice(0, half)} … ${text.slice(-half)}`.toWellFormed() };
}
