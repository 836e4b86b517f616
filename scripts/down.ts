import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { down } from '../src/platforms/local/down.ts';

// `npm run down [folder]`: ends every process that the platform local left running, and its balancers.

const ended = await down(resolve(process.argv[2] ?? join(homedir(), '.local/state/sluice')));
for (const line of ended) console.log(line);
