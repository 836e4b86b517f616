import type { Sample } from '../ports/journal.ts';
import { grouped } from '../units/grouped.ts';
import { escapeHtml } from './escape.ts';
import { elapsed } from './log.ts';

/** Of the drawing; the page stretches it to the panel, so that text beside it stays readable on a phone. */
const WIDTH = 1000;
const HEIGHT = 100;
const MOST_POINTS = 300;

/** What the two sides of the traffic are called; `before` is null where nothing was live. Not escaped. */
export type Sides = { readonly version: string; readonly before: string | null };

/** A moment as the panels show it: percent of the traffic, requests a second, percent of the requests that failed. */
type Point = { readonly at: number; readonly weight: number; readonly rate: number; readonly failed: number };

type Panel = { readonly title: string; readonly name: string; readonly most: number; readonly paths: readonly string[] };

/** Traffic by version, requests and errors over time, one below the other; '' where there are fewer than two samples. */
export function trafficChart(samples: readonly Sample[], sides: Sides): string {
  const points = measured(thin(samples));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return '';
  const span = Math.max(1, last.at - first.at);
  const highest = (key: 'rate' | 'failed') => Math.max(1, ...points.map((point) => point[key]));
  // A clock that was set back must not draw beyond the panel.
  const x = ({ at }: Point) => round(Math.min(1, Math.max(0, (at - first.at) / span)) * WIDTH);
  const curve = (most: number, value: (point: Point) => number, steps = false) => {
    const y = (point: Point) => round(HEIGHT - (Math.min(value(point), most) / most) * HEIGHT);
    return points
      .map((point, i) => (i === 0 ? `M${x(point)} ${y(point)}` : steps ? `H${x(point)}V${y(point)}` : `L${x(point)} ${y(point)}`))
      .join('');
  };
  const [rate, failed] = [highest('rate'), highest('failed')];
  const version = curve(100, (point) => point.weight, true);
  const before =
    sides.before === null
      ? ''
      : line(
          'line before',
          curve(100, (point) => 100 - point.weight, true),
        );
  const panels: Panel[] = [
    { title: 'Traffic, %', name: 'weight', most: 100, paths: [area(version), before, line('line', version)] },
    { title: 'Requests a second', name: 'requests', most: rate, paths: filled(curve(rate, (point) => point.rate)) },
    { title: 'Failed requests, %', name: 'failed', most: failed, paths: filled(curve(failed, (point) => point.failed)) },
  ];
  const worst = Math.max(...points.map((point) => point.failed));
  // Where nobody counts, nobody can say that none failed.
  const isCounted = points.some((point) => point.rate > 0);
  const errors = worst === 0 ? 'no request failed' : `at worst ${shown(worst)} % of the requests failed`;
  const about = `From ${first.weight} to ${last.weight} percent of the traffic in ${elapsed(span)}`;
  return [
    `<figcaption>${about}; ${isCounted ? errors : 'no request was counted'}.</figcaption>`,
    legend(sides),
    ...panels.slice(0, isCounted ? panels.length : 1).map(drawn),
    `<div class="ticks">${[0, 0.25, 0.5, 0.75, 1].map((part) => `<span>+${elapsed(part * span)}</span>`).join('')}</div>`,
  ].join('\n');
}

function legend({ version, before }: Sides): string {
  return `<p class="legend"><span class="now">${escapeHtml(version)}</span>${before === null ? '' : ` <span class="before">${escapeHtml(before)}</span>`}</p>`;
}

function drawn({ title, name, most, paths }: Panel): string {
  const svg = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${paths.join('')}</svg>`;
  return `<div class="panel ${name}"><h3>${title}</h3><span>${shown(most)}</span><span>0</span>${svg}</div>`;
}

const line = (name: string, path: string) => `<path class="${name}" d="${path}"/>`;
const area = (path: string) => line('area', `${path}V${HEIGHT}H0Z`);
const filled = (path: string) => [area(path), line('line', path)];

/** Samples count since the one before, at any distance: rates can be compared with each other. */
function measured(samples: readonly Sample[]): readonly Point[] {
  return samples.map(({ at, weight, requests, failed }, index) => {
    // Nobody knows since when the first one counts; its neighbour is as long.
    const later = Math.max(1, index);
    const seconds = ((samples[later]?.at ?? at) - (samples[later - 1]?.at ?? at)) / 1000;
    return { at, weight, rate: seconds > 0 ? requests / seconds : 0, failed: requests > 0 ? (100 * failed) / requests : 0 };
  });
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
const shown = grouped;
