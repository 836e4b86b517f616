import { appendFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstanceRecord } from './records.ts';

/** What we write before each start. */
const START = /^--- sluice starts .*$/gm;
/** What Node.js, Bun, Rust, npm and Yarn say at the end of every crash. */
const REFRAIN = /^(?:Node\.js v\d|Bun v\d|\(Use `node |note: |npm (?:err|notice)|info Visit |error Command failed )/i;
/** How a line of a stack, or the end of an object that was printed, begins. */
const CONTINUES = /^[\s})\]]/;
/** Names an error, in the words of Node.js, Python, Java, .NET, Go, Rust, PHP, Ruby and most others. */
const ERROR = /^(?=\S).*?(?:error|exception|fatal|panic)(?: \[\w+\])?\)?(?::|$)|panicked at /i;
const MOST_READ = 16_384;

/** Where the output of an instance goes. */
export function logPath(folder: string, name: string): string {
  return join(folder, 'instances', `${name}.log`);
}

/** Says in the log of an instance which version writes from here on. What wrote before may have ended in the middle of a line. */
export async function headLog(folder: string, { name, version, port }: InstanceRecord): Promise<void> {
  const line = `\n--- sluice starts ${JSON.stringify(version)} on port ${port} at ${new Date().toISOString()}\n`;
  await appendFile(logPath(folder, name), line, { mode: 0o600 });
}

/**
 * The line that tells why an instance ended, as it was printed: its last one since its start; where that belongs to a stack, the last one
 * before it that names an error, or that begins it. Empty where it wrote nothing.
 */
export async function lastWords(folder: string, name: string): Promise<string> {
  const text = await endOf(logPath(folder, name));
  const lines = (text.split(START).at(-1) ?? '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !REFRAIN.test(line));
  const last = lines.at(-1) ?? '';
  if (!CONTINUES.test(last)) return last;
  return lines.findLast((line) => ERROR.test(line)) ?? lines.findLast((line) => !CONTINUES.test(line)) ?? last;
}

/** Whole lines only: of a part of one nobody could tell whether it is a part of a secret. */
async function endOf(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const length = Math.min(size, MOST_READ);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.toString('utf8');
    return size > length ? text.slice(text.indexOf('\n') + 1 || text.length) : text;
  } finally {
    await file.close();
  }
}
