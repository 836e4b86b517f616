import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Target } from '../../ports/fleet.ts';
import { Refused } from '../../ports/reason.ts';
import { lastingEnvironment } from '../../units/child-process.ts';
import { contentOf } from '../../units/digest.ts';
import { readJson, writeJson } from '../durable-file.ts';
import { spawnDetached, startedWith, stopGroup } from '../process.ts';
import type { ServerEntry } from './balancer/state.ts';
import { headLog, logPath } from './instance-log.ts';
import { freePort, portsIn } from './port.ts';
import { forgetRecord, type InstanceRecord, readRecords, writeRecord } from './records.ts';
import type { Site } from './site.ts';

/** Stops what ran under a name, starts `target` there, and tells the balancer, which sends it requests as soon as `state` allows. */
export async function startInstance(
  site: Site,
  name: string,
  target: Target,
  state: ServerEntry['state'],
  signal: AbortSignal,
): Promise<void> {
  const { folder, service } = site;
  const { version, spec } = target;
  if (version === null || spec === null) {
    throw new Refused('no-previous-version', `Nobody knows what ran as ${name} before: deploy a version that you know.`);
  }
  const run = await commandOf(site, spec);
  const records = await readRecords(folder);
  const before = records.find((record) => record.name === name);
  const previous = before?.version ?? records.find((record) => record.version !== version)?.version ?? '';
  const track = name.slice(0, name.lastIndexOf('-'));
  const port = await freePort(new Set(await portsIn(service.state)), signal);
  let record: InstanceRecord = { name, track, version, spec, run, port, phase: 'updating', process: before?.process ?? null };
  await writeRecord(folder, record);
  if (before) await stopAll(site, before, signal);
  signal.throwIfAborted();
  const [command = '', ...args] = run;
  const env = { ...lastingEnvironment(), ...service.env, ...told(site, record, previous) };
  await headLog(folder, record);
  const mark = await spawnDetached(command, args, { cwd: site.workspace, env, log: logPath(folder, name) }).catch((error: Error) => {
    throw new Refused('update-failed', `${name} cannot be started by \`${run.join(' ')}\` in ${site.workspace}: ${error.message}`, {
      cause: error,
    });
  });
  record = { ...record, process: mark };
  await writeRecord(folder, record);
  const entry: ServerEntry = { name, track, address: `127.0.0.1:${port}`, start: `${mark.pid} ${mark.started}`, state };
  await site.balancer.change({ servers: { [name]: entry } }, signal);
  await writeRecord(folder, { ...record, phase: 'done' });
}

/** Ends an instance and forgets it. It must be out of use. */
export async function endInstance(site: Site, name: string, signal: AbortSignal): Promise<void> {
  const record = (await readRecords(site.folder)).find((one) => one.name === name);
  if (record) {
    await writeRecord(site.folder, { ...record, phase: 'updating' });
    await stopAll(site, record, signal);
  }
  await site.balancer.change({ servers: { [name]: null } }, signal);
  await forgetRecord(site.folder, name);
}

/** Stops what runs as an instance; also what somebody started who was killed before it could be written down. */
async function stopAll({ service }: Site, record: InstanceRecord, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (record.process) await stopGroup(record.process);
  if (record.phase === 'done') return;
  const env = {
    PORT: `${record.port}`,
    SLUICE_SERVICE: service.name,
    SLUICE_ENVIRONMENT: service.environment,
    SLUICE_INSTANCE: record.name,
  };
  await Promise.all((await startedWith(env)).map(stopGroup));
}

function told(site: Site, record: InstanceRecord, previous: string): NodeJS.ProcessEnv {
  const { service, workspace } = site;
  return {
    PORT: String(record.port),
    SLUICE_SERVICE: service.name,
    SLUICE_ENVIRONMENT: service.environment,
    SLUICE_VERSION: record.version,
    SLUICE_PREVIOUS_VERSION: previous,
    SLUICE_INSTANCE: record.name,
    SLUICE_HOST: hostname(),
    SLUICE_TRACK: record.track,
    SLUICE_DIR: workspace,
  };
}

/** What a digest stands for: the service file's own `run`, kept for the way back, or one kept before. */
async function commandOf(site: Site, spec: string): Promise<readonly string[]> {
  const content = contentOf(spec);
  const path = join(site.folder, 'specs', `${encodeURIComponent(content)}.json`);
  if (content === site.service.spec) {
    await writeJson(path, { run: site.service.run });
    return site.service.run;
  }
  const kept = await readJson<{ run: readonly string[] }>(path);
  if (kept) return kept.run;
  throw new Refused('no-previous-version', `${path} is missing, so nobody knows how to start what ran before: deploy a version again.`);
}
