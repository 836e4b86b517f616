import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';
import * as core from '@actions/core';
import { logLines, logText } from '../report/log.ts';

export type Place = { readonly file?: string; readonly line?: number; readonly column?: number };

export type Outputs = Readonly<Record<string, string>>;

/** Sets outputs of the step, in the order given; there are none outside GitHub. What is set again replaces what was. */
export function setOutputs(values: Outputs): void {
  const file = process.env['GITHUB_OUTPUT'];
  if (!file) return;
  appendFileSync(
    file,
    Object.entries(values)
      .map(([name, value]) => entry(name, value))
      .join(''),
  );
}

/** Hands text from `main` to `post`, which there is on GitHub only. Never a token: inputs are there again. */
export function saveState(name: string, value: string): void {
  const file = process.env['GITHUB_STATE'];
  if (file) appendFileSync(file, entry(name, value));
}

/**
 * What is handed over in a file, ended by a line that the value does not have (GitHub, "Workflow commands", *Multiline strings*). The
 * library takes a random one, for which it loads all of Node's cryptography, 3 ms at every start.
 */
function entry(name: string, value: string): string {
  let end = 'end';
  while (value.includes(end)) end += '.';
  return `${name}<<${end}${EOL}${value}${EOL}${end}${EOL}`;
}

/** What `main` saved; '' if it did not. */
export function getState(name: string): string {
  return core.getState(name);
}

/** An annotation, at a place in a file where there is one. Title and message may be any text. */
export function annotate(level: 'error' | 'warning' | 'notice', title: string, message: string, place: Place = {}): void {
  const say = { error: core.error, warning: core.warning, notice: core.notice };
  say[level](logLines(message), {
    title: logText(title),
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(place.line === undefined ? {} : { startLine: place.line }),
    ...(place.column === undefined ? {} : { startColumn: place.column }),
  });
}

/** Adds to the job summary; does nothing where there is none, and throws nothing: a summary is never worth a rollout. */
export function writeSummary(markdown: string): void {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (!file) return;
  try {
    appendFileSync(file, `${markdown}${EOL}`);
  } catch (error) {
    core.info(`The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Lets the step end as failed, once everything else is done. */
export function fail(): void {
  process.exitCode = 1;
}

export function group(title: string): void {
  core.startGroup(logText(title));
}

export function endGroup(): void {
  core.endGroup();
}

/** Any text as lines of the log. */
export function info(text: string): void {
  core.info(logLines(text));
}
