import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { SCRIPT } from './script.ts';

/** How the script ended. `told` is null where it did not tell: it never began, or was cut off. `code` is of the process that led there. */
export type Ending = {
  readonly code: number | null;
  readonly told: string | null;
  readonly text: string;
  readonly errors: string;
};

export type Conversation = {
  /** Says a line more to the script. */
  say(line: string): void;
  /** Ends the process here, and so the answer. */
  hangUp(): void;
  readonly ending: Promise<Ending>;
};

/** Sends the script and its values to a process that reads them, as {@link SCRIPT} says. `content` null: more will be said, once the script is ready. */
export function converse(
  child: ChildProcessWithoutNullStreams,
  values: readonly string[],
  content: string | null,
  onReady: () => void = () => {},
): Conversation {
  const nonce = randomBytes(16).toString('hex');
  const lines = [base64(SCRIPT), nonce, `${values.length}`, ...values.map(base64), content === null ? '' : base64(content)];
  // Who ended early tells it below.
  child.stdin.on('error', () => {});
  if (content === null) child.stdin.write(lines.join('\n'));
  else child.stdin.end(lines.join('\n'));
  const out: Buffer[] = [];
  let errors = '';
  let start = '';
  child.stdout.on('data', (part: Buffer) => {
    out.push(part);
    if (content !== null || start === 'ready') return;
    start += part.toString('latin1');
    if (!start.includes(`${nonce} ready\n`)) return;
    start = 'ready';
    onReady();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-8_192);
  });
  const ending = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...parse(Buffer.concat(out).toString('utf8'), nonce), code, errors: errors.trim() }));
  });
  return { say: (line) => child.stdin.write(`${line}\n`), hangUp: () => child.kill('SIGKILL'), ending };
}

/** How it ended, hung up on abort, which is thrown. */
export async function endingOf(talk: Conversation, signal: AbortSignal): Promise<Ending> {
  signal.addEventListener('abort', talk.hangUp);
  if (signal.aborted) talk.hangUp();
  const ending = await talk.ending.finally(() => signal.removeEventListener('abort', talk.hangUp));
  signal.throwIfAborted();
  return ending;
}

/** What a login prints by itself stands before the first nonce. */
function parse(all: string, nonce: string): { told: string | null; text: string } {
  const [, text, told] = new RegExp(`${nonce}\n(?:${nonce} ready\n)?([^]*)\n${nonce} = (\\w+)\n`).exec(all) ?? [];
  return { told: told ?? null, text: text ?? '' };
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
