import { dirname } from 'node:path/posix';
import type { Problem, Server } from '../../ports/service.ts';
import { configProblems, recommendedFrontend } from './config/check.ts';
import { latencyOf } from './config/latency.ts';
import { sectionsAt } from './config/read.ts';
import { backendOf, serverStates } from './haproxy.ts';
import { mapOf, readEntry } from './map.ts';
import type { Balancer } from './placed.ts';
import type { Site } from './site.ts';
import { ask, CommandError, placeOf, titleOf } from './socket.ts';
import { stateFileOf } from './state-file.ts';
import { unreachable } from './unreachable.ts';
import { uploadProblem } from './upload.ts';

/** What would fail later, found without writing. */
export async function check(site: Site, kind: 'rolling' | 'tracks', signal: AbortSignal, brings = false): Promise<readonly Problem[]> {
  const found: string[] = [];
  const { previewSize } = site.service.rollout;
  const tracked = site.servers.some((server) => server.track !== null);
  if (kind === 'tracks' && !tracked)
    found.push(`${site.service.name} has no tracks: give each server \`track: blue\` or \`track: green\`.`);
  if (kind === 'tracks' && !(previewSize.unit === 'percent' && previewSize.value === 100))
    found.push('`preview-size` below 100% needs instances that can be made: a track has the servers of the service file. Leave it out.');
  if (kind === 'tracks' && site.service.smokeTest && site.service.url === null)
    found.push(`${site.service.name} has a smoke-test and no address to ask through the balancer: write \`url: http://…\`.`);
  const away = await unreachable(site, signal);
  const there = site.balancers.filter(({ machine }) => !away.has(machine));
  const each = await Promise.all(
    there.map(async (balancer) => [
      ...(await balancerProblems(site, balancer, tracked, signal).catch((error: Error) => {
        signal.throwIfAborted();
        return [`${error.message}. Check \`socket\` and that HAProxy runs.`];
      })),
      ...(await configProblems(site.service, balancer, kind, signal)),
      ...(kind === 'tracks' ? await latencyProblems(site, balancer, signal) : []),
    ]),
  );
  const unchecked = (await Promise.all(there.map((balancer) => uncheckedOf(site, balancer, signal)))).flat();
  const upload = brings ? await uploadProblem(site) : null;
  return [
    ...[...found, ...away.values(), ...each.flat(), ...(upload === null ? [] : [upload])].map((message) => ({ message })),
    ...unchecked.map((message) => ({ message, unchecked: true })),
  ];
}

/** Backends whose slow requests are to be judged and are not counted, or not by the same bounds. */
async function latencyProblems({ service }: Site, balancer: Balancer, signal: AbortSignal): Promise<string[]> {
  const { latencyThreshold, metrics } = service.analysis;
  // What the balancer counts is judged where no metric of the service file decides.
  if (latencyThreshold === null || metrics.some(({ decides }) => decides)) return [];
  const mend = 'leave `latency-threshold` out, or name metrics that have a histogram';
  if (balancer.config === null) {
    return [`It is not known whether ${titleOf(balancer)} counts slow requests: say \`config\` of this balancer, ${mend}.`];
  }
  const sections = await sectionsAt(balancer, signal);
  const [blue, green] = [backendOf(balancer, 'blue'), backendOf(balancer, 'green')];
  const [edges, others] = [blue, green].map((backend) => latencyOf(sections, backend)?.edges.join());
  if (edges !== undefined && edges === others) return [];
  const lines = 'the lines with `track-sc2` and `sc-inc-gpc` of examples/haproxy/haproxy.cfg';
  return [
    `${titleOf(balancer)} does not count slow requests by the same bounds in ${blue} and ${green}, as \`latency-threshold\` needs it: write ${lines} there, ${mend}.`,
  ];
}

/** What the socket does not show, and the configuration does not either. */
async function uncheckedOf({ service }: Site, balancer: Balancer, signal: AbortSignal): Promise<string[]> {
  const { config, machine } = balancer;
  if (config === null) {
    const settings = ['option idle-close-on-response', service.sticky && 'sticky', service.preview && 'preview'].filter(Boolean);
    return [`${titleOf(balancer)} does not show its rules: say \`config\` of this balancer to have ${settings.join(', ')} checked.`];
  }
  const path = stateFileOf(await sectionsAt(balancer, signal));
  if (path === null || (await machine.files.isWritable(dirname(path), signal))) return [];
  return [`${path} cannot be written: a reload of HAProxy brings back the states that somebody else saved there.`];
}

async function balancerProblems(site: Site, balancer: Balancer, tracked: boolean, signal: AbortSignal): Promise<string[]> {
  const level = await ask(balancer, 'show cli level', signal);
  if (!level.includes('admin'))
    return [`HAProxy's socket ${placeOf(balancer)} does not have level admin: write \`stats socket … level admin\`.`];
  const found: string[] = [];
  for (const track of tracked ? (['blue', 'green'] as const) : [null]) {
    found.push(...(await backendProblems(site, balancer, track, signal)));
  }
  return tracked ? [...found, ...(await mapProblems(site, balancer, signal))] : found;
}

async function backendProblems(site: Site, balancer: Balancer, track: Server['track'], signal: AbortSignal): Promise<string[]> {
  const backend = backendOf(balancer, track);
  const states = await serverStates(balancer, backend, signal).catch((error: Error) => {
    signal.throwIfAborted();
    return error.message;
  });
  if (typeof states === 'string') return [`${states}: check the name ${backend} under \`backend\`.`];
  return site.servers.flatMap((server) => {
    if (server.track !== track) return [];
    const state = states.get(server.name);
    if (!state)
      return [`The backend ${backend} at ${placeOf(balancer)} has no server ${server.name}; it has ${[...states.keys()].join(', ')}.`];
    if (state.status === 'no check') return [`${backend}/${server.name} has no health check in HAProxy: add \`check\` to its line.`];
    // After one good check its health is full either way, so that a check from before the update cannot be told from a new one.
    if (state.fall === 1) return [`${backend}/${server.name} has \`fall 1\` in HAProxy: write \`fall 2\` or more.`];
    return state.weight === 100 ? [] : [`${backend}/${server.name} has weight ${state.weight} in HAProxy: write \`weight 100\`.`];
  });
}

async function mapProblems(site: Site, balancer: Balancer, signal: AbortSignal): Promise<string[]> {
  const { path, key } = mapOf(balancer);
  const keys = site.service.preview ? [key, `${key}.preview`] : [key];
  const found: string[] = [];
  for (const one of keys) {
    const entry = await readEntry(balancer, one, signal).catch((error: Error) => {
      if (error instanceof CommandError) return 'no map';
      throw error;
    });
    if (entry === 'no map') {
      const lines = recommendedFrontend(site.service, balancer);
      return [`${titleOf(balancer)} does not load the map ${path}: correct \`map\`, or write in its frontend:\n${lines}`];
    }
    if (entry === null) found.push(`The map ${path} has no number for ${one}: write the line \`${one} 0\`.`);
  }
  if (await balancer.machine.files.isWritable(dirname(path), signal)) return found;
  return [...found, `The folder of ${path} cannot be written to: keep the map in one that the deploying user may write.`];
}
