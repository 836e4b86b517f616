import { run } from './run.ts';

await run('canary-step');
