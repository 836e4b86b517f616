import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { converse, type Ending } from './conversation.ts';
import { HostError, type Run } from './host.ts';

/** How long the machine may take to tell how a line ended that was told to end. */
const PATIENCE = 10_000;
/** Milliseconds after which it is told again: what waits for a lock looks now and then, and what it reads in its last moment is lost. */
const AGAIN = 1_000;
/** A line that is on its own ends that much after its time, in seconds: while we attend to it, we end it better. */
const LATER = 5;

/**
 * Runs a line through a process that leads to a shell there, as {@link Host.run} says. Gives null where the answer broke off,
 * with what was said as errors.
 */
export async function runThrough(
  child: ChildProcessWithoutNullStreams,
  name: string,
  line: string,
  options: Run,
  signal: AbortSignal,
): Promise<{ readonly code: number | null; readonly lines: readonly string[] } | { readonly broken: Ending }> {
  const { env, folder, lock, log, time } = options;
  const seconds = (time / 1_000 + LATER).toFixed(3);
  const pairs = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const talk = converse(child, ['run', line, folder ?? '', lock, log, seconds, ...pairs], null, () => talk.say('go'));
  const timers: NodeJS.Timeout[] = [];
  const until = AbortSignal.any([signal, AbortSignal.timeout(time)]);
  const end = () => {
    talk.say('end');
    timers.push(
      setInterval(() => talk.say('end'), AGAIN),
      setTimeout(talk.hangUp, PATIENCE),
    );
  };
  if (until.aborted) end();
  else until.addEventListener('abort', end, { once: true });
  try {
    const ending = await talk.ending;
    signal.throwIfAborted();
    if (ending.told === null) return { broken: ending };
    if (ending.told === 'busy') throw new HostError('busy', busy(name, lock, time, ending.text.trim()));
    const lines = ending.text.split('\n').filter((text) => text.trim() !== '');
    if (ending.told === 'away') throw new HostError('no-folder', `On ${name}, a line cannot be run in ${folder}: ${ending.errors}`);
    if (ending.told === 'unfit') throw new HostError('failed', `On ${name}, a line cannot be run: ${ending.errors}`);
    // 137: by SIGKILL. One that had ended when it was told to has its own code.
    return { code: until.aborted && ending.told === '137' ? null : Number(ending.told), lines };
  } finally {
    until.removeEventListener('abort', end);
    timers.forEach(clearTimeout);
  }
}

function busy(name: string, lock: string, time: number, session: string): string {
  const what = session === '' ? 'what it runs' : `it (\`pkill -s ${session}\` as the same user)`;
  return `On ${name}, a line of an earlier run still holds ${lock} after ${Math.round(time / 1_000)}s: wait for it, or end ${what}.`;
}
