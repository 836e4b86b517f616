import type { Sample } from '../ports/journal.ts';
import { elapsed } from './log.ts';

const WIDTH = 720;
const LEFT = 52;
const RIGHT = 12;
const PANEL = 90;
const GAP = 34;
const MOST_POINTS = 300;

type Panel = {
  readonly title: string;
  readonly name: string;
  readonly top: number;
  readonly most: number;
  readonly value: (sample: Sample) => number;
};

/** Weight, requests and errors over time, one below the other, as an SVG element; '' where there are fewer than two samples. */
export function trafficChart(all: readonly Sample[]): string {
  const samples = thin(all);
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || samples.length < 2) return '';
  const most = (key: 'requests' | 'failed') => Math.max(1, ...samples.map((sample) => sample[key]));
  const panels: Panel[] = [
    { title: 'Traffic of the new version, %', name: 'weight', most: 100, value: (sample: Sample) => sample.weight },
    { title: 'Requests between two looks', name: 'requests', most: most('requests'), value: (sample: Sample) => sample.requests },
    { title: 'Failed requests between two looks', name: 'failed', most: most('failed'), value: (sample: Sample) => sample.failed },
  ].map((panel, index) => ({ ...panel, top: 22 + index * (PANEL + GAP) }));
  const height = 22 + panels.length * (PANEL + GAP);
  const span = Math.max(1, last.at - first.at);
  const x = (at: number) => LEFT + ((at - first.at) / span) * (WIDTH - LEFT - RIGHT);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const anchor = part === 0 ? 'start' : part === 1 ? 'end' : 'middle';
    return `<text x="${round(x(first.at + part * span))}" y="${height - 14}" text-anchor="${anchor}">+${elapsed(part * span)}</text>`;
  });
  const about = `From ${first.weight} to ${last.weight} percent of the traffic in ${elapsed(span)}`;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="chart-title chart-text">`,
    '<title id="chart-title">Traffic and errors over time</title>',
    `<desc id="chart-text">${about}; the highest number of failed requests between two looks was ${Math.max(...samples.map((s) => s.failed))}.</desc>`,
    ...panels.map((panel) => drawn(panel, samples, x)),
    ...ticks,
    '</svg>',
  ].join('\n');
}

function drawn(panel: Panel, samples: readonly Sample[], x: (at: number) => number): string {
  const bottom = panel.top + PANEL;
  const y = (value: number) => bottom - (Math.min(value, panel.most) / panel.most) * (PANEL - 12);
  const points = samples.map((sample) => ({ x: round(x(sample.at)), y: round(y(panel.value(sample))) }));
  const line = points.map(
    (point, index) =>
      `${index === 0 ? 'M' : panel.name === 'weight' ? `H${point.x}V` : 'L'}${index === 0 || panel.name !== 'weight' ? `${point.x} ` : ''}${point.y}`,
  );
  const [from, to] = [points[0]?.x ?? LEFT, points.at(-1)?.x ?? LEFT];
  return [
    `<g class="${panel.name}"><text class="title" x="${LEFT}" y="${panel.top}">${panel.title}</text>`,
    `<text x="${LEFT - 6}" y="${round(y(panel.most)) + 4}" text-anchor="end">${panel.most.toLocaleString('en-US')}</text>`,
    `<text x="${LEFT - 6}" y="${bottom + 4}" text-anchor="end">0</text>`,
    `<path class="grid" d="M${LEFT} ${bottom}H${WIDTH - RIGHT}M${LEFT} ${round(y(panel.most))}H${WIDTH - RIGHT}"/>`,
    `<path class="area" d="${line.join('')}L${to} ${bottom}L${from} ${bottom}Z"/><path class="line" d="${line.join('')}"/></g>`,
  ].join('');
}

/** Sums neighbours until the points fit the width. */
function thin(samples: readonly Sample[]): readonly Sample[] {
  const size = Math.ceil(samples.length / MOST_POINTS);
  if (size <= 1) return samples;
  return Array.from({ length: Math.ceil(samples.length / size) }, (_, index) => {
    const part = samples.slice(index * size, (index + 1) * size);
    const last = part.at(-1) as Sample;
    const total = (key: 'requests' | 'failed') => part.reduce((sum, sample) => sum + sample[key], 0);
    return { ...last, requests: total('requests'), failed: total('failed') };
  });
}

const round = (value: number) => Math.round(value * 10) / 10;
