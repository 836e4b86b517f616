import { Refused } from '../../ports/reason.ts';
import type { ServersService } from '../../ports/service.ts';
import { withoutSecrets } from '../../units/secrets.ts';
import { HostError } from './host/host.ts';
import type { PlacedServer } from './placed.ts';
import type { Site } from './site.ts';
import { versionFolder } from './upload.ts';

const LINES_TOLD = 5;
const MOST_SHOWN = 60;

/**
 * Runs a shell line of the service file for one server, on its machine. Returns when the shell has ended, whatever it left in the
 * background. Refused (`update-failed`) where it ends with anything but 0, or not within `progress-deadline`.
 */
export async function runLine(
  site: Site,
  server: PlacedServer,
  line: string,
  versions: { readonly version: string; readonly previous: string },
  signal: AbortSignal,
): Promise<void> {
  const { service } = site;
  const name = `${site.folder}/${encodeURIComponent(server.name)}`;
  const uploaded = service.upload !== null && versions.version !== '';
  const folder = uploaded ? versionFolder(site, versions.version) : server.machine.name === null ? site.workspace : null;
  const env = {
    SLUICE_SERVICE: service.name,
    SLUICE_ENVIRONMENT: service.environment,
    SLUICE_VERSION: versions.version,
    SLUICE_PREVIOUS_VERSION: versions.previous,
    SLUICE_INSTANCE: server.name,
    SLUICE_HOST: server.host ?? 'localhost',
    SLUICE_TRACK: server.track ?? '',
    SLUICE_DIR: uploaded ? '' : (folder ?? ''),
    ...service.env,
  };
  const options = { env, folder, lock: `${name}.lock`, log: `${name}.log`, time: service.rollout.progressDeadline };
  // Where the home is, only the machine knows.
  const { code, lines } = await server.machine.run(uploaded ? `SLUICE_DIR=$PWD\n${line}` : line, options, signal).catch((error) => {
    throw error instanceof HostError && error.why === 'no-folder' && uploaded ? new Refused('update-failed', gone(error, versions)) : error;
  });
  if (code === 0) return;
  const why = code === null ? 'was ended, or took longer than progress-deadline' : `ended with ${code}`;
  throw new Refused('update-failed', `On ${server.name}, \`${clipped(line)}\` ${why}. ${told(lines, service)}`.trim());
}

function gone({ message }: Error, { version }: { readonly version: string }): string {
  return `${message}. The files of ${version} were removed there: put them back, or deploy another version.`;
}

/** The line is in the service file: here it only shows which one it was. */
function clipped(line: string): string {
  const first = line.trim().split('\n', 1)[0] ?? '';
  return first.length < line.trim().length || first.length > MOST_SHOWN ? `${first.slice(0, MOST_SHOWN)} …` : first;
}

/** What it printed may hold what it was given. */
function told(lines: readonly string[], service: ServersService): string {
  const last = withoutSecrets(lines.slice(-LINES_TOLD).join(' / '), service);
  return last === '' ? '' : `Its last lines: ${last}`;
}
