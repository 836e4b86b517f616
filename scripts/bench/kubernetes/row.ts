import { atMost, type Figure, type Options } from '../figure.ts';
import type { Delivery } from './deliveries.ts';
import { figuresOf } from './figures.ts';
import { measure } from './measure.ts';

/** What others lose shows soon. */
const ENOUGH = 10_000;
/** Milliseconds: where 1 of 100 requests is sent later than this, the numbers are about this machine. */
const TOO_LATE = 100;

/** The figures of one row; where it cannot be measured, that is a bound that is not kept, and the reason is said at once. */
export async function rowOf(delivery: Delivery, hasRoute: boolean, { requests, rate, signal, say }: Options): Promise<Figure[]> {
  const title = `kubernetes ${delivery.name}${hasRoute ? ', with a route' : ''}`;
  const wanted = { requests: delivery.loses === 'something' ? Math.min(requests, ENOUGH) : requests, rate, signal };
  try {
    const row = await measure(delivery, hasRoute, wanted);
    const figures = figuresOf(title, delivery.loses, row);
    say(`  ${title}: ${row.rounds} rounds`);
    for (const { name, value, unit, holds } of figures) say(`${holds ? ' ' : '!'} ${name}: ${value} ${unit}`);
    if (row.late > TOO_LATE) say(`Too much for this machine now, try a lower --rate: 1 of 100 was sent ${row.late} ms too late`);
    return figures;
  } catch (error) {
    signal.throwIfAborted();
    say(`! ${title}: ${error instanceof Error ? error.message : error}`);
    return [atMost(`${title}: could not be measured`, 1, 'times', 0)];
  }
}
