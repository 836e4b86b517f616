import type { RolloutEvent } from '../ports/event.ts';
import { clip, oneLine } from './escape.ts';

/** GitHub shows no more of an annotation. */
const MOST = 64_000;

/** One line of the log, `+0:12  drain web1`; `sinceMs` are milliseconds since the action began. */
export function logLine(event: RolloutEvent, sinceMs: number): string {
  return `+${elapsed(sinceMs)}  ${logText(event.text)}`;
}

/** Any text as one line of the log that is no command to the runner. */
export function logText(text: string): string {
  // The runner looks for `::` at the beginning of a line, for `##[` anywhere in it.
  return oneLine(text)
    .replace(/##(?=\[)/g, '## ')
    .replace(/^::/, ': :');
}

/** Any text as lines of the log that are no commands to the runner; each keeps its indentation. */
export function logLines(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => `${/^ */.exec(line)?.[0] ?? ''}${logText(line)}`);
  return clip(lines.join('\n'), MOST);
}

/** A change of weights, in percent: `5 % → 25 %`. */
export function weights(from: number, to: number): string {
  return `${percent(from)} → ${percent(to)}`;
}

/** `25 %`, with at most one digit after the point. */
export function percent(value: number): string {
  return `${Math.round(value * 10) / 10} %`;
}

/** Milliseconds as `0:12`, `12:05`, `1:02:03`. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
