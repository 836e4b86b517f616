import { spawn } from 'node:child_process';
import { lastingEnvironment } from '../../../units/child-process.ts';
import type { Child } from '../../child.ts';
import { ownFiles } from '../../files.ts';
import { bringThrough, type Tell } from './bring.ts';
import { endingOf } from './conversation.ts';
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
      const result = await runThrough(shell(), 'this machine', line, options, signal);
      if (!('broken' in result)) return result;
      throw new HostError('failed', `A line cannot be run here: ${result.broken.errors || 'its shell was ended'}`);
    },
    bring: (from, to, kept, signal) => bringThrough('this machine', tell, from, to, kept, signal),
    socket: async (path) => path,
    reach: async (address) => ({ address }),
    close: async () => {},
  };
}

function shell(): Child {
  return spawn('/bin/sh', ['-c', READER], { env: lastingEnvironment(), detached: true, stdio: 'pipe' });
}

const tell: Tell = async (begin, signal) => {
  signal.throwIfAborted();
  const ending = await endingOf(begin(shell()), signal);
  if (ending.told !== null) return ending;
  throw new HostError('failed', `Nothing can be copied here: ${ending.errors || 'its shell was ended'}`);
};
