import type { Counts, Served } from '../../../test/load/generator.ts';
import { atMost, beside, type Figure } from '../figure.ts';
import type { Loss } from './deliveries.ts';
import type { Asked, Row } from './measure.ts';

/** Megabytes. */
const MOST_MEMORY = 120;

/** What was lost at each address, on new connections and on kept ones apart, and what else was seen. */
export function figuresOf(title: string, loses: Loss, { asked, p99, peakMegabytes }: Row): Figure[] {
  return [
    ...(loses === 'something' ? [inAll(title, asked)] : []),
    ...asked.flatMap((one) =>
      at(title, one, loses === 'nothing' || (loses === 'behind the gateway, nothing' && one.address === 'gateway')),
    ),
    ...(peakMegabytes > 0 ? [atMost(`${title}: peak memory of an action`, peakMegabytes, 'MB', MOST_MEMORY)] : []),
    beside(`${title}: p99 while it works`, p99, 'ms'),
  ];
}

function at(title: string, { address, counts }: Asked, isBound: boolean): Figure[] {
  const figure = (kind: string, { requests, failed }: Served) => {
    const name = `${title}, ${address}: failed of ${requests} requests on ${kind}`;
    if (!isBound) return beside(name, failed, 'requests');
    return atMost(failed > 0 ? `${name} (${JSON.stringify(failures(counts))})` : name, failed, 'requests', 0);
  };
  return [
    figure('new connections', total(counts.map(({ newConnections }) => newConnections))),
    figure('kept connections', total(counts.map(({ kept }) => kept))),
  ];
}

function inAll(title: string, asked: readonly Asked[]): Figure {
  const { requests, failed } = total(asked.flatMap(({ counts }) => counts));
  return { name: `${title}: failed of ${requests} requests`, value: failed, unit: 'requests', bound: '> 0', holds: failed > 0 };
}

function total(all: readonly Served[]): Served {
  const sum = (one: (served: Served) => number) => all.reduce((before, served) => before + one(served), 0);
  return { requests: sum(({ requests }) => requests), failed: sum(({ failed }) => failed) };
}

/** Failures on either kind of connection, by the version that answered, or by the error where none did. */
function failures(counts: readonly Counts[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [who, { failed }] of counts.flatMap(({ byVersion }) => Object.entries(byVersion))) {
    if (failed > 0) all[who] = (all[who] ?? 0) + failed;
  }
  return all;
}
