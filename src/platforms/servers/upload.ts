import { stat } from 'node:fs/promises';
import type { Supply } from '../../ports/platform.ts';
import { Refused } from '../../ports/reason.ts';
import type { Host } from './host/host.ts';
import { lane } from './host/lane.ts';
import { versionsIn } from './records.ts';
import type { Site } from './site.ts';

/** Machines that are copied to at once. */
const WIDTH = 4;
/** Folders that stay beside those that the records name. */
const NEWEST = 5;

/** The folder of a version on the machines; its name never leads out of the folder, and never is one of ours. */
export function versionFolder(site: Site, version: string): string {
  return `${versionsFolder(site)}/${folderName(version)}`;
}

/**
 * Brings the files of a version to every machine with a server, or makes sure that they are there. Throws {@link Refused} or a HostError
 * that tells of all machines where that failed. Nothing without `upload`.
 */
export async function supply(site: Site, needed: Supply | null, signal: AbortSignal): Promise<void> {
  if (needed === null || site.service.upload === null) return;
  if (needed.bring) await upload(site, site.service.upload, needed, signal);
  else await refuseMissing(site, needed.version, signal);
}

/** What {@link supply} would copy, one line for each machine that has not got it. */
export async function foreseen(site: Site, { version }: Supply, signal: AbortSignal): Promise<readonly string[]> {
  const from = site.service.upload;
  const lines: string[] = [];
  if (from === null) return lines;
  await onEach(site, signal, async (machine) => {
    if (!(await isThere(site, machine, version, signal))) lines.push(`copy ${from} to ${nameOf(machine)}:${versionFolder(site, version)}`);
  });
  return lines;
}

/** What is wrong with the folder that is uploaded; null where it is there. */
export async function uploadProblem({ service: { upload: folder } }: Site): Promise<string | null> {
  const found = folder === null ? null : await stat(folder).catch(() => null);
  if (folder === null || found?.isDirectory()) return null;
  return `\`upload\`: there is no folder ${folder} on this machine: build it before this step, or correct the path.`;
}

async function upload(site: Site, from: string, { version, say }: Supply, signal: AbortSignal): Promise<void> {
  const wrong = await uploadProblem(site);
  if (wrong !== null) throw new Refused('precondition', wrong);
  const { progressDeadline } = site.service.rollout;
  const late = AbortSignal.timeout(progressDeadline);
  const turn = lane(WIDTH);
  await onEach(site, signal, async (machine) => {
    const until = AbortSignal.any([signal, late]);
    const to = versionFolder(site, version);
    if (await isThere(site, machine, version, until)) return;
    say(`copies ${from} to ${nameOf(machine)}:${to}`);
    const named = (await versionsIn(machine, site.folder, until)).map(folderName);
    await turn(() => machine.bring(from, to, { newest: NEWEST, named }, until), until).catch((error) => {
      if (!late.aborted) throw error;
      throw new Error(`On ${nameOf(machine)}, ${from} was not copied within ${progressDeadline / 1000}s: raise progress-deadline.`);
    });
  });
}

async function refuseMissing(site: Site, version: string, signal: AbortSignal): Promise<void> {
  await onEach(site, signal, async (machine) => {
    if (await isThere(site, machine, version, signal)) return;
    const again = 'deploy it again by `rolling`, `blue-green-switch` or `canary-step`, which copy it';
    throw new Refused(
      'precondition',
      `On ${nameOf(machine)}, ${versionFolder(site, version)} with the files of ${version} is not there any more: ${again}.`,
    );
  });
}

async function isThere(site: Site, machine: Host, version: string, signal: AbortSignal): Promise<boolean> {
  return (await machine.files.list(versionsFolder(site), signal)).includes(folderName(version));
}

/** Does it on each machine once, and throws of all that fail. */
async function onEach({ servers }: Site, signal: AbortSignal, work: (machine: Host) => Promise<void>): Promise<void> {
  const done = await Promise.allSettled([...new Set(servers.map(({ machine }) => machine))].map(work));
  signal.throwIfAborted();
  const [first, ...others] = done.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  if (!first) return;
  const message = [first, ...others].map((error) => error.message).join('\n');
  throw first instanceof Refused ? new Refused(first.reason.code, message) : new Error(message, { cause: first });
}

function nameOf({ name }: Host): string {
  return name ?? 'this machine';
}

function versionsFolder({ folder }: Site): string {
  return `${folder}/versions`;
}

function folderName(version: string): string {
  return encodeURIComponent(version).replace(/^\./, '%2E');
}
