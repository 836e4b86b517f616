import { spawn } from 'node:child_process';
import { ownFiles } from '../../files.ts';
import { lastingEnvironment } from '../../process.ts';
import { type Host, HostError } from './host.ts';
import { runThrough } from './run.ts';
import { READER } from './script.ts';

/** The machine that we run on. */
export function thisMachine(): Host {
  return {
    name: null,
    files: ownFiles,
    async run(line, options, signal) {
      signal.throwIfAborted();
      const child = spawn('/bin/sh', ['-c', READER], { env: lastingEnvironment(), detached: true, stdio: 'pipe' });
      const result = await runThrough(child, 'this machine', line, options, signal);
      if (!('broken' in result)) return result;
      throw new HostError('failed', `A line cannot be run here: ${result.broken.errors || 'its shell was ended'}`);
    },
    socket: async (path) => path,
    reach: async (address) => ({ address }),
    close: async () => {},
  };
}
