import { Refused } from '../../ports/reason.ts';
import type { PlacedServer, Site } from './site.ts';

const LINES_TOLD = 5;

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
  const folder = server.machine.name === null ? site.workspace : null;
  const env = {
    SLUICE_SERVICE: service.name,
    SLUICE_ENVIRONMENT: service.environment,
    SLUICE_VERSION: versions.version,
    SLUICE_PREVIOUS_VERSION: versions.previous,
    SLUICE_INSTANCE: server.name,
    SLUICE_HOST: server.host ?? 'localhost',
    SLUICE_TRACK: server.track ?? '',
    SLUICE_DIR: folder ?? '',
    ...service.env,
  };
  const options = { env, folder, lock: `${name}.lock`, log: `${name}.log`, time: service.rollout.progressDeadline };
  const { code, lines } = await server.machine.run(line, options, signal);
  if (code === 0) return;
  const why = code === null ? 'was ended, or took longer than progress-deadline' : `ended with ${code}`;
  throw new Refused('update-failed', `On ${server.name}, \`${line}\` ${why}. ${told(lines)}`.trim());
}

function told(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `Its last lines: ${lines.slice(-LINES_TOLD).join(' / ')}`;
}
