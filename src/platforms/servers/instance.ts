import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../ports/fleet.ts';
import { Refused } from '../../ports/reason.ts';
import { runLine } from './command.ts';
import { every } from './every.ts';
import { type AdminState, setState } from './haproxy.ts';
import { isThere } from './health.ts';
import { POLL, untilIdle, watch } from './idle.ts';
import type { Balancer, PlacedServer } from './placed.ts';
import { readRecord, writeRecord } from './records.ts';
import type { Site } from './site.ts';
import { saveStates } from './state-file.ts';
import { statesOf } from './view.ts';

/** Takes a server out of rotation on every balancer and waits for its requests. Nothing to do where it is out and idle. */
export async function drain(site: Site, server: PlacedServer, signal: AbortSignal): Promise<void> {
  const { answers } = await statesOf(site, server, signal);
  if (answers.every((state) => state.status === 'MAINT' && state.inFlight === 0)) return;
  await command(site, server, 'drain', signal);
  await untilIdle(site, server, signal);
  // Draining keeps sticky clients; only maintenance moves them.
  await command(site, server, 'maint', signal);
  await untilIdle(site, server, signal);
}

/** Runs `update` for a server, which must get no requests. The record says `updating` until the line has ended well. */
export async function update(site: Site, server: PlacedServer, target: Target, signal: AbortSignal): Promise<void> {
  const { version } = target;
  if (version === null) {
    throw new Refused(
      'no-previous-version',
      `What ran on ${server.name} before was not deployed by Sluice, so it cannot be started again.`,
    );
  }
  await refuseSilence(site, server, signal);
  const previous = (await readRecord(site, server, signal))?.version ?? '';
  await writeRecord(site, server, target, 'updating', signal);
  const work = () => runLine(site, server, site.service.update, { version, previous }, signal);
  await watchedOver(site, server, work, signal);
  await writeRecord(site, server, target, 'done', signal);
}

/** Runs `stop`, where there is one, for a server without requests, and notes that it is not to be counted on. */
export async function stop(site: Site, server: PlacedServer, signal: AbortSignal): Promise<void> {
  await refuseSilence(site, server, signal);
  const record = await readRecord(site, server, signal);
  const { version, spec } = record ?? { version: null, spec: null };
  if (site.service.stop !== null) {
    const versions = { version: version ?? '', previous: version ?? '' };
    await runLine(site, server, site.service.stop, versions, signal).catch(async (error) => {
      // What has ended already need not be stopped.
      if (!(error instanceof Refused) || (await isThere(site.service, server, signal))) throw error;
    });
  }
  await writeRecord(site, server, { version, spec }, 'stopped', signal);
}

/** Puts a server back into rotation on every balancer; returns when each has seen it healthy afresh and says `UP`. */
export async function restore(site: Site, server: PlacedServer, signal: AbortSignal): Promise<void> {
  const { answers } = await statesOf(site, server, signal);
  if (!answers.every((state) => state.admitted)) {
    // From maintenance, because a drained server keeps its last check, which may be of the process before.
    await command(site, server, 'maint', signal);
    await command(site, server, 'drain', signal);
    await reached(site, server, 'healthy', (state) => state.status === 'DRAIN' && state.checked, signal);
    await command(site, server, 'ready', signal);
  }
  await reached(site, server, 'UP', (state) => state.status === 'UP', signal);
}

/** Tells every balancer that answers, and makes it known to the one that starts after the next reload. */
export async function command(site: Site, server: PlacedServer, state: AdminState, signal: AbortSignal): Promise<void> {
  site.orders.note(server, state);
  const tell = async (balancer: Balancer) => {
    await setState(balancer, server, state, signal);
    await saveStates(balancer, signal);
  };
  await every(site, tell, signal);
}

/** A balancer that does not answer may still send requests to a server: it must not be stopped. */
async function refuseSilence(site: Site, server: PlacedServer, signal: AbortSignal): Promise<void> {
  const { silent } = await statesOf(site, server, signal);
  if (silent.length > 0) throw new Error(`${silent.join(', ')} cannot be asked, and may still use ${server.name}`);
}

/** A balancer that is restarted in the middle would send requests to a server that is being replaced. */
async function watchedOver(site: Site, server: PlacedServer, work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const watching = (async () => {
    // While none answers, none sends requests; the look after the work says so.
    while (!until.aborted) await watch(site, server, () => false, Number.POSITIVE_INFINITY, until).catch(() => sleep(POLL));
  })();
  try {
    await work();
  } finally {
    over.abort();
    await watching;
  }
}

async function reached(
  site: Site,
  server: PlacedServer,
  what: string,
  isSo: Parameters<typeof watch>[2],
  signal: AbortSignal,
): Promise<void> {
  const { progressDeadline } = site.service.rollout;
  if (await watch(site, server, isSo, progressDeadline, signal)) return;
  throw new Error(
    `${server.name} is not ${what} on every balancer after ${progressDeadline / 1000}s: look at its health check in HAProxy.`,
  );
}
