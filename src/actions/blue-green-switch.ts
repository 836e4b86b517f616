import { run } from './run.ts';

await run('blue-green-switch');
