import type { RawCounters } from '../ports/metrics.ts';
import type { CounterSource, Service } from '../ports/service.ts';
import { askJson } from './ask.ts';
import { printedBy } from './command.ts';
import { countsIn } from './document.ts';
import { beginning, NoData } from './no-data.ts';
import { Odometer } from './odometer.ts';

/** A track and what it runs. */
export type TrackOf = { readonly name: string; readonly version: string };

/** Stable is what is live, canary what is in flight. */
export type Both = { readonly stable: TrackOf; readonly canary: TrackOf };

type Source = Extract<CounterSource, { from: 'command' | 'http' }>;

/** Reads what a program or a server of the user's own counts. */
export function customCounters(
  source: Source,
  { service, workspace, tracks }: { readonly service: Service; readonly workspace: string; readonly tracks: Both },
): (signal: AbortSignal) => Promise<readonly RawCounters[]> {
  const odometer = new Odometer();
  const { stable, canary } = tracks;
  const print = async (signal: AbortSignal): Promise<unknown> => {
    if (source.from === 'http') {
      const url = addressOf(source.address, tracks);
      return askJson(new URL(url).origin, url, source, signal);
    }
    const [program = ''] = source.command;
    const secrets = Object.values(service.env);
    return parsed(
      program,
      await printedBy(source.command, { cwd: workspace, env: environmentOf(service, tracks), secrets }, signal),
      secrets,
    );
  };
  return async (signal) => {
    const document = await print(signal);
    const names = { stable: stable.name, canary: canary.name };
    const { counts, edges } = countsIn(document, names, service.analysis.latencyThreshold);
    return [odometer.add(counts, Object.values(names), edges, Date.now() / 1_000)];
  };
}

function addressOf(address: string, tracks: Both): string {
  return address.replace(/\{\{\s*(stable|canary)\.(track|version)\s*\}\}/g, (_, role: keyof Both, what: 'track' | 'version') => {
    const { name, version } = tracks[role];
    return encodeURIComponent(what === 'track' ? name : version);
  });
}

function environmentOf({ name, environment, env }: Service, { stable, canary }: Both): Record<string, string> {
  return {
    SLUICE_SERVICE: name,
    SLUICE_ENVIRONMENT: environment,
    SLUICE_STABLE_TRACK: stable.name,
    SLUICE_STABLE_VERSION: stable.version,
    SLUICE_CANARY_TRACK: canary.name,
    SLUICE_CANARY_VERSION: canary.version,
    ...env,
  };
}

function parsed(program: string, text: string, secrets: readonly string[]): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoData(`${program} printed ${beginning(text, secrets)}`);
  }
}
