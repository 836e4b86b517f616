/** Who wrote a section: a later one is never overwritten by an earlier one. */
export type Edition = { readonly run: string; readonly attempt: number; readonly seq: number };

export type Section = { readonly edition: Edition; readonly text: string };

/** The sections of a comment by environment, in the order they are shown. */
export type Sections = ReadonlyMap<string, Section>;

/** GitHub takes 65,536 characters. */
export const BUDGET = 65_000;
const CUT = '\n\n*Cut: too long for a comment. The job summary has all of it.*';

/** The first line's beginning: what a comment of ours for `service` is known by. */
export function markerOf(service: string): string {
  return `<!-- sluice:${safe(service)} `;
}

/** The text of the comment: a marker with the editions first, then a section for each environment; at most 65,000 characters. */
export function writeBody(service: string, sections: Sections): string {
  const state = Object.fromEntries([...sections].map(([environment, { edition }]) => [environment, edition]));
  const head = `${markerOf(service)}${JSON.stringify(state).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')} -->`;
  const frames = [...sections].map(([environment, { text }]) => ({ open: opening(environment), text: unmarked(text) }));
  const fixed = head.length + frames.reduce((sum, { open }) => sum + open.length + CLOSING.length + 4, 0);
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
  return [head, ...frames.flatMap(({ open }) => [open, texts.get(open) ?? '', CLOSING])].join('\n');
}

/** The sections of a comment's text; null if it is not a comment of ours for `service`. */
export function readBody(service: string, body: string): Sections | null {
  const first = body.split(/\r?\n/, 1)[0] ?? '';
  if (!first.startsWith(markerOf(service)) || !first.endsWith(' -->')) return null;
  const sections = new Map<string, Section>();
  try {
    const state = JSON.parse(first.slice(markerOf(service).length, -' -->'.length)) as Record<string, Edition>;
    for (const [environment, edition] of Object.entries(state)) {
      const from = body.indexOf(opening(environment));
      const to = body.indexOf(CLOSING, from);
      const text = from < 0 || to < 0 ? '' : body.slice(from + opening(environment).length, to).trim();
      sections.set(environment, { edition, text });
    }
  } catch {
    // Somebody edited the marker: the comment is still ours, what it said is lost.
  }
  return sections;
}

/** Whether `a` was written after `b`, or is it. */
export function notBefore(a: Edition, b: Edition): boolean {
  const run = Number(a.run) - Number(b.run);
  return (run || a.attempt - b.attempt || a.seq - b.seq) >= 0;
}

const CLOSING = '<!-- sluice-end -->';
const opening = (environment: string) => `<!-- sluice-section:${safe(environment)} -->`;
/** Text that cannot end an HTML comment. */
const safe = (text: string) => encodeURIComponent(text).replaceAll('--', '%2D%2D');
/** What is told may hold untrusted text; it must not pass for a marker. */
const unmarked = (text: string) => text.replaceAll(/<!--(?=\s*sluice)/g, '&lt;!--').trim();

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const whole = text.slice(0, most - CUT.length);
  return whole.slice(0, Math.max(whole.lastIndexOf('\n'), 0)) + CUT;
}
