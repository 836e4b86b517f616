import type { IncomingMessage } from 'node:http';
import { until } from '../../contracts/until.ts';
import type { Front } from './front.ts';

export type Boundary = {
  /** Which write of the step, from 1 on. */
  readonly write: number;
  readonly when: 'before' | 'after';
  /** Which writes count; left out: all. */
  readonly counts?: (request: IncomingMessage) => boolean;
};

/** In which of four ways a killed step is met: it is killed before or after the write, and then run again or taken back. */
export const WAYS = [
  ['before', 'again'],
  ['after', 'rollback'],
  ['after', 'again'],
  ['before', 'rollback'],
] as const;

/** Kills a step, as a lost runner does, at a write. False where it came to its end before. */
export async function killedAt(
  front: Front,
  { write, when, counts = () => true }: Boundary,
  step: (started: (pid: number) => void) => Promise<unknown>,
): Promise<boolean> {
  let [pid, writes, killed] = [0, 0, false];
  const kill = (request: IncomingMessage) => {
    killed = true;
    process.kill(pid, 'SIGKILL');
    request.socket.destroy();
  };
  front.answer(
    (request) => !['GET', 'HEAD'].includes(request.method ?? '') && counts(request) && ++writes === write,
    (request) => (when === 'before' ? kill(request) : front.forward(request, () => kill(request))),
  );
  await step((started) => {
    pid = started;
  });
  await until(async () => front.open() === 0);
  return killed;
}
