/** Whether a value is what a place of the journal may hold. */
type Fits = (value: unknown) => boolean;

const text: Fits = (value) => typeof value === 'string';
const number: Fits = (value) => typeof value === 'number';
const flag: Fits = (value) => typeof value === 'boolean';
const mapping: Fits = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const oneOf =
  (...words: (string | number)[]): Fits =>
  (value) =>
    words.some((word) => word === value);
const orNull =
  (fits: Fits): Fits =>
  (value) =>
    value === null || fits(value);
const orNothing =
  (fits: Fits): Fits =>
  (value) =>
    value === undefined || fits(value);
const listOf =
  (fits: Fits): Fits =>
  (value) =>
    Array.isArray(value) && value.every(fits);
const mappingOf =
  (fits: Fits): Fits =>
  (value) =>
    mapping(value) && Object.values(value as object).every(fits);
const having =
  (parts: Readonly<Record<string, Fits>>): Fits =>
  (value) =>
    mapping(value) && Object.entries(parts).every(([key, fits]) => fits((value as Record<string, unknown>)[key]));

const run = having({
  id: text,
  attempt: number,
  number,
  workflow: text,
  ref: text,
  job: text,
  check: orNothing(text),
  actor: text,
  url: text,
});
const reason = having({ code: text, message: text });
const target = { version: orNull(text), spec: orNull(text) };
const tracked = { ...target, track: orNull(text) };
const stage = oneOf('prepared', 'canary', 'switched', 'retired');

const rollout = having({
  id: text,
  kind: oneOf('rolling', 'tracks'),
  action: text,
  goal: having({ ...tracked, weight: number, stage, bakeTime: number, keepOld: number }),
  first: flag,
  from: having(tracked),
  attempted: having({ version: text, spec: text }),
  direction: oneOf('forward', 'back'),
  reason: orNull(reason),
  paused: orNull(having({ reason, step: text, run })),
  stuck: orNull(having({ reason, commands: listOf(text) })),
  ours: listOf(text),
  replaced: mappingOf(number),
  weight: number,
  proved: orNull(text),
  watched: number,
  retiring: flag,
  broughtHome: flag,
  accepted: orNull(text),
  progressAt: number,
  passed: listOf(text),
  stages: listOf(
    having({ name: text, result: text, from: number, to: orNull(number), requests: orNull(number), failed: orNull(number), by: text }),
  ),
  judge: orNull(mapping),
  counters: listOf(having({ process: text, tracks: mappingOf(having({ requests: number, errors: number })) })),
  requests: number,
  failed: number,
  samples: listOf(having({ at: number, weight: number, requests: number, failed: number })),
  service: mapping,
  place: text,
  startedAt: number,
  run,
  lastHolder: text,
  pullRequest: orNull(number),
  commentId: orNull(number),
  commentAuthor: orNull(text),
  commentSeq: orNothing(orNull(number)),
  deploymentId: orNull(number),
});

/** Whether a value has all the parts of a journal's document, so that nothing that reads it meets what it cannot take. */
export const isJournal: Fits = having({
  schema: oneOf(1),
  epoch: number,
  seq: number,
  service: text,
  environment: text,
  place: text,
  live: orNull(having({ ...tracked, since: number, run: orNull(run) })),
  history: listOf(
    having({ version: text, spec: text, run, end: oneOf('live', 'withdrawn', 'rejected', 'superseded'), service: mapping, at: number }),
  ),
  rollout: orNull(rollout),
  holder: orNull(having({ id: text, run, beat: number })),
  request: orNull(having({ what: oneOf('rollback', 'supersede'), by: text })),
  lock: orNull(having({ why: text, by: text, at: number, url: text })),
  unreported: orNull(having({ rollout, outcome: text, reason, at: number })),
});
