import type { Picture, RolloutEvent } from '../ports/event.ts';
import type { JournalDocument, Lock, Rollout, Run, Sample, StageRecord } from '../ports/journal.ts';
import type { Evidence } from '../ports/metrics.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { ReasonCode } from '../ports/reason.ts';
import type { Ending } from '../ports/reporter.ts';
import { clip, oneLine } from './escape.ts';

/** A line of the timeline; `at` in wall milliseconds. */
export type Line = { readonly at: number; readonly kind: RolloutEvent['kind']; readonly stage: string; readonly text: string };

/** A version that was live before; `at`: when it ended, wall milliseconds. */
export type Former = { readonly version: string; readonly at: number; readonly runUrl: string; readonly by: string };

/** All that is told of a rollout: the output `report`, described in `schema/report.schema.json`. Moments are wall milliseconds. */
export type ReportRecord = {
  readonly schema: 1;
  readonly service: string;
  readonly environment: string;
  /** null: it was about no rollout. */
  readonly rollout: string | null;
  readonly kind: Rollout['kind'] | null;
  readonly direction: Rollout['direction'];
  readonly version: string | null;
  readonly previousVersion: string | null;
  /** null while it is being worked on, as are `reason` and `message` then. */
  readonly outcome: Outcome | null;
  readonly reason: ReasonCode | null;
  readonly message: string | null;
  /** The group of steps it is in: `batch 2 of 4`. */
  readonly stage: string;
  readonly url: string | null;
  readonly run: Run | null;
  /** Percent of the traffic the version in flight has. */
  readonly weight: number;
  readonly stages: readonly StageRecord[];
  /** Of the last poll. */
  readonly evidence: readonly Evidence[];
  /** At most 200. */
  readonly timeline: readonly Line[];
  readonly samples: readonly Sample[];
  /** The last five that were live before the one that is live now, the newest first. */
  readonly history: readonly Former[];
  readonly requests: number;
  readonly failed: number;
  /** Instances beyond the usual number × minutes. */
  readonly extraInstanceMinutes: number;
  readonly picture: Picture | null;
  /** null: not locked, or nobody knows. */
  readonly lock: Lock | null;
  /** Commands that finish by hand. */
  readonly commands: readonly string[];
  readonly startedAt: number | null;
  readonly updatedAt: number | null;
  readonly endedAt: number | null;
};

/** Whether anybody counted what was served. */
export function isCounted({ requests, stages }: ReportRecord): boolean {
  return requests > 0 || stages.some((stage) => stage.requests !== null);
}

export type EndingContext = {
  readonly service: string;
  readonly environment: string;
  /** The version asked for, where no rollout tells it. */
  readonly version: string | null;
  readonly url: string | null;
  readonly run: Run;
  /** Wall milliseconds. */
  readonly at: number;
};

/** A record of nothing yet; events do not say whose they are, so begin with it. */
export function emptyRecord(service: string, environment: string): ReportRecord {
  return {
    schema: 1,
    service,
    environment,
    rollout: null,
    kind: null,
    direction: 'forward',
    version: null,
    previousVersion: null,
    outcome: null,
    reason: null,
    message: null,
    stage: '',
    url: null,
    run: null,
    weight: 0,
    stages: [],
    evidence: [],
    timeline: [],
    samples: [],
    history: [],
    requests: 0,
    failed: 0,
    extraInstanceMinutes: 0,
    picture: null,
    lock: null,
    commands: [],
    startedAt: null,
    updatedAt: null,
    endedAt: null,
  };
}

/** The record with what the event tells; null: the first event of a service that has no name here yet. */
export function foldEvent(record: ReportRecord | null, event: RolloutEvent): ReportRecord {
  const before = withRollout(passTime(record ?? emptyRecord('', ''), event.at.wall), event.rollout);
  const picture = event.picture ?? before.picture;
  return {
    ...before,
    stage: event.stage || before.stage,
    weight: picture?.weight ?? event.rollout.weight,
    picture,
    evidence: event.evidence.length > 0 ? event.evidence : before.evidence,
    timeline: append(before.timeline, {
      at: event.at.wall,
      kind: event.kind,
      stage: event.stage,
      text: clip(oneLine(event.text), MOST_TEXT),
    }),
  };
}

/** The record of an action that ended, whether or not it was about a rollout. */
export function foldEnding(record: ReportRecord | null, ending: Ending, context: EndingContext): ReportRecord {
  const passed = passTime(record ?? emptyRecord(context.service, context.environment), context.at);
  const rollout = subject(ending, context.version);
  const before = rollout === null ? passed : withRollout(passed, rollout);
  return {
    ...before,
    service: context.service,
    environment: context.environment,
    version: rollout?.attempted.version ?? context.version ?? (ending.outcome === 'idle' ? (ending.journal?.live?.version ?? null) : null),
    outcome: ending.outcome,
    reason: ending.reason.code,
    message: clip(oneLine(ending.reason.message), MOST_MESSAGE),
    url: context.url,
    run: context.run,
    weight: weightAt(ending, before),
    history: former(ending.journal),
    lock: ending.journal?.lock ?? null,
    commands: ending.commands.length > 0 ? ending.commands : (rollout?.stuck?.commands ?? []),
    endedAt: context.at,
  };
}

const MOST_TEXT = 300;
const MOST_MESSAGE = 2000;
const MOST_LINES = 200;
/** The beginning is kept when the timeline is too long, what follows it goes first. */
const FIRST_LINES = 20;
const MOST_FORMER = 5;

function withRollout(record: ReportRecord, rollout: Rollout): ReportRecord {
  return {
    ...record,
    rollout: rollout.id,
    kind: rollout.kind,
    direction: rollout.direction,
    version: rollout.attempted.version,
    previousVersion: rollout.from.version,
    run: rollout.run,
    weight: record.picture?.weight ?? rollout.weight,
    stages: rollout.stages,
    samples: rollout.samples,
    requests: rollout.requests,
    failed: rollout.failed,
    startedAt: rollout.startedAt,
  };
}

function passTime(record: ReportRecord, at: number): ReportRecord {
  // Somebody may have set the clock back.
  const minutes = Math.max(0, at - (record.updatedAt ?? at)) / 60_000;
  return {
    ...record,
    updatedAt: at,
    extraInstanceMinutes: record.extraInstanceMinutes + minutes * Math.max(0, record.picture?.extra ?? 0),
  };
}

/** What is polled again and again is told once, with its latest text. */
function append(timeline: readonly Line[], line: Line): readonly Line[] {
  const last = timeline.at(-1);
  const again = last !== undefined && last.kind === line.kind && last.stage === line.stage;
  const repeats = again && (line.kind === 'evidence' || last.text === line.text);
  const lines = [...(repeats ? timeline.slice(0, -1) : timeline), line];
  return lines.length <= MOST_LINES ? lines : lines.toSpliced(FIRST_LINES, lines.length - MOST_LINES);
}

/** The rollout to tell of; not the one that was only in the way of another version. */
function subject({ outcome, rollout }: Ending, asked: string | null): Rollout | null {
  const untouched = outcome === 'refused' || outcome === 'unchanged';
  return untouched && asked !== null && rollout?.attempted.version !== asked ? null : rollout;
}

function weightAt(ending: Ending, record: ReportRecord): number {
  if (ending.outcome === 'promoted' || ending.outcome === 'switched') return 100;
  // The last look may be from before the last shift; the journal is not.
  if (ending.outcome !== 'rolled-back') return ending.rollout?.kind === 'tracks' ? ending.rollout.weight : record.weight;
  // Going back to a version of before is a rollout of its own, which ends with all the traffic.
  return ending.rollout?.direction === 'forward' ? 100 : 0;
}

function former(journal: JournalDocument | null): readonly Former[] {
  const seen = new Set<string | null>([journal?.live?.version ?? null]);
  return (journal?.history ?? [])
    .filter(({ version, end }) => end === 'live' && !seen.has(version) && seen.add(version))
    .slice(0, MOST_FORMER)
    .map(({ version, at, run }) => ({ version, at, runUrl: run.url, by: run.actor }));
}
