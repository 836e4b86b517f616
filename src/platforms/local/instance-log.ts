import { appendFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstanceRecord } from './records.ts';

/** What we write before each start. */
const START = /^--- sluice starts .*$/gm;
/** A line that names an error, in the words of Node.js, Python, Java, .NET, Go, Rust, PHP and most others. */
const ERROR = /(?:error|exception|fatal|panic)(?: \[\w+\])?:|panicked at /i;
const MOST_READ = 16_384;

/** Where the output of an instance goes. */
export function logPath(folder: string, name: string): string {
  return join(folder, 'instances', `${name}.log`);
}

/** Says in the log of an instance which version writes from here on. */
export async function headLog(folder: string, { name, version, port }: InstanceRecord): Promise<void> {
  const line = `--- sluice starts ${JSON.stringify(version)} on port ${port} at ${new Date().toISOString()}\n`;
  await appendFile(logPath(folder, name), line, { mode: 0o600 });
}

/**
 * The line that tells best why an instance ended: the last one since its start that names an error, else the last one.
 * Many programs end with a stack or with their own version. Empty where it wrote nothing.
 */
export async function lastWords(folder: string, name: string): Promise<string> {
  const text = await endOf(logPath(folder, name));
  const lines = (text.split(START).at(-1) ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.findLast((line) => ERROR.test(line)) ?? lines.at(-1) ?? '';
}

async function endOf(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const length = Math.min(size, MOST_READ);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await file.close();
  }
}
