import { setTimeout as sleep } from 'node:timers/promises';
import { step } from '../../../test/fakes/step.ts';
import { type Counts, type Load, start } from '../../../test/load/generator.ts';
import { percentile } from '../percentile.ts';
import { watched } from '../watched.ts';
import type { Delivery, Site } from './deliveries.ts';
import { type Address, openShop, type Shop } from './shop.ts';

/** One address, what was asked there. */
export type Asked = { readonly address: Address['name']; readonly counts: readonly Counts[] };

/** Times in milliseconds. */
export type Row = {
  readonly rounds: number;
  readonly asked: readonly Asked[];
  readonly p99: number;
  /** The most memory that an action's process had; 0 where none ran. */
  readonly peakMegabytes: number;
  /** By how much the generators sent 99 of 100 requests too late at most. */
  readonly late: number;
};

export type Wanted = { readonly requests: number; readonly rate: number; readonly signal: AbortSignal };

const VERSIONS = ['v1', 'v2', 'v3'] as const;
/** For what comes after the end of a delivery: pods that drain, a router that notices late, and requests that get no answer. */
const AFTERWARDS = 8_000;

/** Repeats a delivery under load until so many requests were sent, at all addresses at once. Ends all it started, also on abort. */
export async function measure({ objects, round, fresh }: Delivery, hasRoute: boolean, { requests, rate, signal }: Wanted): Promise<Row> {
  const asked = new Map<Address['name'], Counts[]>();
  const times = { took: [] as number[], late: [] as number[] };
  let [rounds, sent, peak] = [0, 0, 0];
  const note = (megabytes: number) => {
    peak = Math.max(peak, megabytes);
  };
  while (sent < requests) {
    const shop = await openShop(objects, hasRoute);
    const loads: Load[] = [];
    try {
      for (const address of shop.addresses) loads.push(start({ ...address, rate: rate / shop.addresses.length }));
      const site = siteOf(shop, note, signal);
      do {
        signal.throwIfAborted();
        await round(site);
        rounds++;
      } while (!fresh && sent + sum(loads.map((load) => load.seen().requests)) < requests);
      await sleep(AFTERWARDS, undefined, { signal });
      for (const [at, { name }] of shop.addresses.entries()) {
        const load = loads[at] as Load;
        const counts = await load.stop();
        asked.set(name, [...(asked.get(name) ?? []), counts]);
        sent += counts.requests;
        const { took, late } = load.times();
        times.took = times.took.concat(took);
        times.late = times.late.concat(late);
      }
    } finally {
      await Promise.all(loads.map((load) => load.stop()));
      await shop.close();
    }
  }
  return {
    rounds,
    asked: [...asked].map(([address, counts]) => ({ address, counts })),
    p99: percentile(times.took, 0.99),
    peakMegabytes: Math.round(peak),
    late: percentile(times.late, 0.99),
  };
}

function siteOf({ namespace, workspace }: Shop, note: (megabytes: number) => void, signal: AbortSignal): Site {
  let runs = 0;
  return {
    namespace,
    async next() {
      const image = await namespace.kubectl('get', 'deployment/echo', '--output=jsonpath={.spec.template.spec.containers[0].image}');
      const now = VERSIONS.findIndex((version) => image.endsWith(`:${version}`));
      return VERSIONS[(now + 1) % VERSIONS.length] ?? 'v1';
    },
    async act(action, inputs, outcome) {
      signal.throwIfAborted();
      runs++;
      const memory = watched(signal);
      const env = { KUBECONFIG: namespace.kubeconfig, GITHUB_RUN_ID: `${9_000 + runs}`, GITHUB_RUN_NUMBER: `${runs}` };
      const { outputs, stdout } = await step(action, { workspace, inputs, env, started: memory.follow });
      note(memory.end());
      if (outputs['outcome'] !== outcome) throw new Error(`${action} ended with ${outputs['outcome']}, not ${outcome}:\n${stdout}`);
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
