import type { Sample } from '../ports/journal.ts';

const POINTS = 60;
/** Mermaid's own colour of a line is all but white; this one is seen by day and by night. */
const COLOUR = '%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#2f81f7"}}}}%%';

/** The traffic of the version in flight over time as a diagram for GitHub; null where there are fewer than two samples. */
export function weightChart(samples: readonly Sample[]): string | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || samples.length < 2) return null;
  const span = Math.max(1, last.at - first.at);
  const count = Math.min(POINTS, Math.max(2, samples.length));
  // The axis is a range of numbers, so the points must be equally far apart.
  const points = Array.from({ length: count }, (_, index) => weightWhen(samples, first.at + (span * index) / (count - 1)));
  return [
    '```mermaid',
    COLOUR,
    'xychart-beta',
    '  title "Traffic of the new version"',
    `  x-axis "minutes" 0 --> ${Math.max(0.1, Math.round(span / 6000) / 10)}`,
    '  y-axis "percent" 0 --> 100',
    `  line [${points.join(', ')}]`,
    '```',
  ].join('\n');
}

function weightWhen(samples: readonly Sample[], at: number): number {
  const weight = samples.findLast((sample) => sample.at <= at)?.weight ?? 0;
  return Math.round(weight * 10) / 10;
}
