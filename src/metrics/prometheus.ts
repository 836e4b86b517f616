import type { Endpoint } from '../ports/service.ts';
import { parseDuration } from '../units/duration.ts';
import { isMapping } from '../units/mapping.ts';
import { askJson } from './ask.ts';
import { NoData } from './no-data.ts';

/** One element of an instant vector. */
export type Series = { readonly labels: Readonly<Record<string, string>>; readonly value: number };

/** A server with the HTTP API of Prometheus (https://prometheus.io/docs/prometheus/latest/querying/api/). */
export class Prometheus {
  readonly #endpoint: Endpoint;
  readonly #base: string;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
    this.#base = endpoint.address.replace(/\/+$/, '');
  }

  get secrets(): readonly string[] {
    return this.#endpoint.secrets;
  }

  /** The time by its own clock, in seconds. */
  async now(signal: AbortSignal): Promise<number> {
    const [series] = await this.query('time()', null, signal);
    return series?.value ?? Date.now() / 1_000;
  }

  /** What an expression is at a time of its clock (null: now): a number without labels, or a vector. Throws `NoData`. */
  async query(query: string, time: number | null, signal: AbortSignal): Promise<Series[]> {
    const parameters = new URLSearchParams({ query, timeout: '5s', ...(time !== null && { time: String(time) }) });
    const { data } = await askJson(`Prometheus at ${this.#base}`, `${this.#base}/api/v1/query?${parameters}`, this.#endpoint, signal);
    const result = isMapping(data) ? data['result'] : undefined;
    if (!isMapping(data) || !Array.isArray(result))
      throw new NoData(`${this.#base} does not answer as Prometheus does: is address the right one?`);
    if (data['resultType'] === 'scalar') return [{ labels: {}, value: numberOf(result) }];
    if (data['resultType'] !== 'vector') throw new NoData(`\`${query}\` gives no numbers of one moment: leave out [ ] at its end`);
    return result.map((one) => seriesOf(one, query));
  }

  /** How often each target is scraped, in milliseconds, by `job/instance`. Throws `NoData` where that is not told. */
  async scrapeIntervals(signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
    const url = `${this.#base}/api/v1/targets?state=active`;
    const { data } = await askJson(`Prometheus at ${this.#base}`, url, this.#endpoint, signal);
    const targets: unknown = isMapping(data) ? data['activeTargets'] : undefined;
    if (!Array.isArray(targets)) throw new NoData(`Prometheus at ${this.#base} names no targets`);
    return new Map(
      targets.filter(isMapping).flatMap(({ labels, scrapeInterval }): [string, number][] => {
        const name = isMapping(labels) ? targetOf(labels as Series['labels']) : null;
        return name !== null && typeof scrapeInterval === 'string' && /^[\dhms]+$/.test(scrapeInterval)
          ? [[name, parseDuration(scrapeInterval)]]
          : [];
      }),
    );
  }
}

/** Who counted a series, as Prometheus names its targets; null where it does not say. */
export function targetOf({ job = '', instance }: Series['labels']): string | null {
  return instance === undefined ? null : `${job}/${instance}`;
}

function seriesOf(one: unknown, query: string): Series {
  const { metric, value, histogram } = isMapping(one) ? one : ({} as Record<string, unknown>);
  if (histogram !== undefined)
    throw new NoData(`\`${query}\` gives a native histogram: write the query for a classic one, which ends in _bucket`);
  const labels = Object.entries(isMapping(metric) ? metric : {}).map(([name, text]) => [name, String(text)]);
  return { labels: Object.fromEntries(labels), value: numberOf(value) };
}

/** `[time, "number"]`; NaN for what is something else. */
function numberOf(pair: unknown): number {
  const text: unknown = Array.isArray(pair) ? pair[1] : undefined;
  if (typeof text !== 'string') return Number.NaN;
  return /^[+-]?Inf$/.test(text) ? Number(text.replace('Inf', 'Infinity')) : Number.parseFloat(text);
}
