/** Who wrote a section, and when: a later one is never overwritten by an earlier one. */
export type Edition = {
  /** When the rollout that it tells of began, wall milliseconds: a re-run of an older run may begin a newer rollout. */
  readonly began: number;
  readonly run: string;
  readonly attempt: number;
  readonly seq: number;
};

export type Section = {
  readonly edition: Edition;
  /** The version in flight that the text shows; null where it shows none. */
  readonly version: string | null;
  readonly text: string;
};

/** The sections of a comment by environment, in the order they are shown. */
export type Sections = ReadonlyMap<string, Section>;

/** What the first line of a comment of ours says. */
export type Marker = {
  readonly service: string;
  /** The version in flight that the comment shows, by environment; null where it shows none. */
  readonly inFlight: ReadonlyMap<string, string | null>;
};

/** GitHub takes 65,536 characters. */
export const BUDGET = 65_000;
const CUT = '\n\n*Cut: too long for a comment. The job summary has all of it.*';
const END = ' -->';

/** The first line's beginning: what a comment of ours for `service` is known by. */
export function markerOf(service: string): string {
  return `<!-- sluice:${safe(service)} `;
}

/** The text of the comment: a marker with the editions first, then a section for each environment; at most 65,000 characters. */
export function writeBody(service: string, sections: Sections): string {
  const state = Object.fromEntries([...sections].map(([name, { edition, version }]) => [name, { ...edition, version }]));
  const head = `${markerOf(service)}${hidden(state)}${END}`;
  const frames = [...sections].map(([environment, { text }]) => ({ open: opening(environment), text: unmarked(text) }));
  const fixed = head.length + frames.reduce((sum, { open }) => sum + open.length + CLOSING.length + RULE.length + 3, 0);
  // Each may have the same share, and what a short one leaves goes to the longer ones.
  let left = BUDGET - fixed;
  const texts = new Map<string, string>();
  frames
    .toSorted((a, b) => a.text.length - b.text.length)
    .forEach(({ open, text }, index) => {
      const share = Math.max(CUT.length, Math.floor(left / (frames.length - index)));
      const fitting = cut(text, share);
      left -= fitting.length;
      texts.set(open, fitting);
    });
  const shown = frames.map(({ open }) => [open, texts.get(open) ?? '', CLOSING].join('\n'));
  const body = [head, shown.join(RULE)].join('\n');
  // The names alone can be too long.
  return body.length <= BUDGET || sections.size < 2 ? body : writeBody(service, withoutOldest(sections));
}

/** The sections of a comment's text; null if it is not a comment of ours for `service`. */
export function readBody(service: string, body: string): Sections | null {
  const head = readHead(body);
  if (head?.service !== service) return null;
  const sections = new Map<string, Section>();
  for (const [environment, { version, ...edition }] of head.state) {
    const from = body.indexOf(opening(environment));
    const to = body.indexOf(CLOSING, from);
    const text = from < 0 || to < 0 ? '' : body.slice(from + opening(environment).length, to).trim();
    sections.set(environment, { edition, version, text });
  }
  return sections;
}

/**
 * The service and the versions in flight that a comment shows; null if it has no marker of ours.
 * Anyone can paste a marker: look first who wrote the comment.
 */
export function readMarker(body: string): Marker | null {
  const head = readHead(body);
  return head && { service: head.service, inFlight: new Map([...head.state].map(([name, { version }]) => [name, version])) };
}

/** Whether `a` was written after `b`, or is it. */
export function notBefore(a: Edition, b: Edition): boolean {
  const run = Number(a.run) - Number(b.run);
  return (a.began - b.began || run || a.attempt - b.attempt || a.seq - b.seq) >= 0;
}

function withoutOldest(sections: Sections): Sections {
  const [oldest] = [...sections].toSorted(([, a], [, b]) => (notBefore(a.edition, b.edition) ? 1 : -1));
  return new Map([...sections].filter(([name]) => name !== oldest?.[0]));
}

type Told = Edition & Pick<Section, 'version'>;

function readHead(body: string): { service: string; state: ReadonlyMap<string, Told> } | null {
  const [, name, json] = /^<!-- sluice:(\S+) (.*) -->$/s.exec(body.split(/\r?\n/, 1)[0] ?? '') ?? [];
  if (name === undefined || json === undefined) return null;
  try {
    const service = decodeURIComponent(name);
    return safe(service) === name ? { service, state: readState(json) } : null;
  } catch {
    return null;
  }
}

/** A section of a version of ours that did not say these yet: it is older than all that do, and nobody knows what is in flight. */
const UNSAID = { began: 0, version: null } as const;

/** What somebody edited is left out: the comment is still ours, what it said there is lost. */
function readState(json: string): ReadonlyMap<string, Told> {
  try {
    const state = Object.entries(JSON.parse(json) as Record<string, Partial<Told> | null>);
    const all = state.map(([name, one]) => [name, one && { ...UNSAID, ...one }] as const);
    return new Map(all.flatMap(([name, one]) => (isTold(one) ? [[name, one] as const] : [])));
  } catch {
    return new Map();
  }
}

function isTold(one: Partial<Told> | null): one is Told {
  const isWhole = [one?.began, one?.attempt, one?.seq].every((number) => Number.isSafeInteger(number));
  return isWhole && /^\d{0,20}$/.test(String(one?.run)) && (one?.version === null || typeof one?.version === 'string');
}

const CLOSING = '<!-- sluice-end -->';
const RULE = '\n\n---\n\n';
const opening = (environment: string) => `<!-- sluice-section:${safe(environment)} -->`;
/** Text that cannot end an HTML comment. */
const safe = (text: string) => encodeURIComponent(text).replaceAll('--', '%2D%2D');
/** The same for JSON; mails show the comment's text as it is, so nobody is mentioned in it either. */
const hidden = (state: object) =>
  JSON.stringify(state).replaceAll(/[<>@]|--/g, (found) =>
    [...found].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );
/** What is told may hold untrusted text; it must not pass for a marker. */
const unmarked = (text: string) => text.replaceAll(/<!--(?=\s*sluice)/g, '&lt;!--').trim();

/** Whole lines from the beginning, as many as fit; never half of a block of code or of a part that folds: what follows would be in it. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let [at, end, fence, folds] = [0, 0, '', 0];
  for (const line of text.split('\n')) {
    at += line.length + 1;
    if (at - 1 > most - CUT.length) break;
    const ticks = /^`{3,}/.exec(line)?.[0] ?? '';
    if (fence === '') {
      fence = ticks;
      folds += count(line, '<details') - count(line, '</details');
    } else if (line === fence) fence = '';
    if (fence === '' && folds <= 0) end = at - 1;
  }
  return text.slice(0, end).trimEnd() + CUT;
}

const count = (line: string, word: string) => line.split(word).length - 1;
