import { join } from 'node:path';
import { carried, harm, type Metric, polled, safety } from '../../src/analysis/judge.ts';
import { LIMITS } from './compare.ts';
import { random } from './random.ts';
import { drawn, type Traffic } from './traffic.ts';

const FOLDER = join(import.meta.dirname, '../../docs/pictures');

/** As GitHub's pages are coloured. */
const SCHEMES = {
  light: { text: '#1f2328', quiet: '#59636e', line: '#d1d9e0', harm: '#cf222e', safety: '#0969da' },
  dark: { text: '#f0f6fc', quiet: '#9198a1', line: '#3d444d', harm: '#f85149', safety: '#4493f8' },
} as const;
type Colours = (typeof SCHEMES)[keyof typeof SCHEMES];

/** 100 requests a second, a tenth of them to the canary, a look every 10 s. */
const SERVED = { rate: 100, weight: 0.1, interval: 10, stable: 0.01 };
const PANELS: readonly { readonly title: string; readonly traffic: Traffic; readonly end: string }[] = [
  { title: 'A bad version: 2 % fail, 1 % of the live one', traffic: { ...SERVED, canary: 0.02 }, end: 'taken back' },
  { title: 'A good version: 1 % fail, as of the live one', traffic: { ...SERVED, canary: 0.01 }, end: 'goes on' },
];
const SEED = 3;
const MOST_POLLS = 120;

/** Pixels. */
const PANEL = { left: 52, top: 44, width: 320, height: 210, gap: 68 };
const SIZE = { width: PANEL.left + 2 * PANEL.width + PANEL.gap + 30, height: 300 };
/** Evidence that is drawn; what is over or under it lies on the edge. */
const EVIDENCE = { least: 0.01, most: 1_000 };

type Curves = { readonly harm: readonly number[]; readonly safety: readonly number[] };

/** The pictures of the guide by their paths: what the evidence comes to, look by look, of a bad and of a good version. */
export function pictures(): Readonly<Record<string, string>> {
  const runs = PANELS.map(({ traffic }) => judged(traffic));
  return Object.fromEntries(
    Object.entries(SCHEMES).map(([scheme, colours]) => [join(FOLDER, `evidence-${scheme}.svg`), drawing(runs, colours)]),
  );
}

/** Look by look until the judge has decided. */
function judged(traffic: Traffic): Curves {
  const metric: Metric = { name: 'errors', weight: 1, tolerance: 1 };
  const next = random(SEED);
  const curves = { harm: [] as number[], safety: [] as number[] };
  let state = carried(null, LIMITS);
  for (let poll = 1; poll <= MOST_POLLS; poll++) {
    state = polled(state, [metric], { errors: [drawn(next, traffic, poll)] }, LIMITS);
    curves.harm.push(harm(state, [metric]));
    curves.safety.push(safety(state, [metric]));
    if (harm(state, [metric]) >= 1 / LIMITS.falseAlarmRate || safety(state, [metric]) >= 1 / (1 - LIMITS.confidence)) break;
  }
  return curves;
}

function drawing(runs: readonly Curves[], colours: Colours): string {
  const polls = Math.max(...runs.map(({ harm }) => harm.length));
  const panels = runs.map((run, at) => panel(run, at, polls, colours));
  const title = 'Evidence of harm and of safety, look by look, of a bad and of a good version';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    ...panels.flat(),
    '</svg>',
    '',
  ].join('\n');
}

function panel({ harm, safety }: Curves, at: number, polls: number, colours: Colours): string[] {
  const { title, traffic, end } = PANELS[at] as (typeof PANELS)[number];
  const left = PANEL.left + at * (PANEL.width + PANEL.gap);
  const right = left + PANEL.width;
  const bottom = PANEL.top + PANEL.height;
  const x = (poll: number) => round(left + (PANEL.width * poll) / polls);
  const y = (evidence: number) => {
    const cut = Math.min(EVIDENCE.most, Math.max(EVIDENCE.least, evidence));
    return round(bottom - (PANEL.height * Math.log(cut / EVIDENCE.least)) / Math.log(EVIDENCE.most / EVIDENCE.least));
  };
  const text = (words: string, [px, py]: readonly [number, number], fill: string, anchor = 'start', more = '') =>
    `<text x="${px}" y="${py}" fill="${fill}" text-anchor="${anchor}"${more}>${words}</text>`;
  const grid = [0.01, 0.1, 1, 10, 100, 1_000].flatMap((evidence) => [
    `<path d="M${left} ${y(evidence)}H${right}" stroke="${colours.line}"/>`,
    text(`${evidence}`, [left - 6, y(evidence) + 4], colours.quiet, 'end'),
  ]);
  const needed = [
    { evidence: 1 / LIMITS.falseAlarmRate, words: 'enough to take it back: 100', colour: colours.harm },
    { evidence: 1 / (1 - LIMITS.confidence), words: 'enough to go on: 20', colour: colours.safety },
  ].flatMap(({ evidence, words, colour }) => [
    `<path d="M${left} ${y(evidence)}H${right}" stroke="${colour}" stroke-dasharray="5 4"/>`,
    text(words, [left + 4, y(evidence) - 5], colour),
  ]);
  // All begins at 1: nothing is won or lost yet.
  const curve = (evidence: readonly number[], colour: string) => {
    const points = [1, ...evidence].map((value, poll) => `${x(poll)} ${y(value)}`);
    return `<path d="M${points.join('L')}" fill="none" stroke="${colour}" stroke-width="2.5" stroke-linejoin="round"/>`;
  };
  const minutes = Array.from({ length: Math.floor((polls * traffic.interval) / 60) + 1 }, (_, minute) => minute);
  const step = Math.ceil(minutes.length / 6);
  const axis = minutes
    .filter((minute) => minute % step === 0)
    .map((minute) => text(`${minute}`, [x((60 * minute) / traffic.interval), bottom + 17], colours.quiet, 'middle'));
  const isBad = at === 0;
  const last = isBad ? harm : safety;
  const [endX, endY] = [x(last.length), y(last.at(-1) ?? 1)];
  const after = `${round((last.length * traffic.interval) / 60)} minutes`;
  // Over or under the end of its curve.
  const named = (words: string, evidence: readonly number[], colour: string, side: 'over' | 'under') => {
    const late = evidence.slice(Math.floor((2 * evidence.length) / 3)).map(y);
    return text(words, [x(evidence.length), side === 'over' ? Math.min(...late) - 8 : Math.max(...late) + 18], colour, 'end');
  };
  return [
    text(title, [left, PANEL.top - 22], colours.text, 'start', ' font-weight="600"'),
    ...grid,
    ...axis,
    text('minutes', [right, bottom + 34], colours.quiet, 'end'),
    ...needed,
    curve(safety, colours.safety),
    curve(harm, colours.harm),
    `<circle cx="${endX}" cy="${endY}" r="4.5" fill="${isBad ? colours.harm : colours.safety}"/>`,
    text(`${end} after ${after}`, [endX, endY - 7], colours.text, 'end', ' font-weight="600"'),
    named('evidence of harm', harm, colours.harm, isBad ? 'under' : 'over'),
    named('evidence of safety', safety, colours.safety, isBad ? 'over' : 'under'),
  ];
}

function round(pixels: number): number {
  return Math.round(10 * pixels) / 10;
}
