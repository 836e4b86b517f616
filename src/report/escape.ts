/** Control characters, and marks that change the direction of the text around them or are not seen at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal takes for colours and links is taken out whole
const TERMINAL = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g;

/** Any text as one line: line ends become spaces, control characters and marks of direction go. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(TERMINAL, '')
    .replace(/[\r\n\t\u0085\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, '')
    .trim();
}

/** At most `most` UTF-16 units; what was cut ends with `…`, never with half a character. */
export function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Any text as one line of Markdown that shows it literally: no markup, no HTML, no link, no mention. Fit for a cell of a table. */
export function escapeMarkdown(text: string): string {
  return (
    entities(oneLine(text))
      // GitHub looks for mentions and references after the entities are resolved: what cannot be seen keeps the name apart.
      .replace(/&#(?:64|35);/g, '$&&#8203;')
  );
}

/** Any text as code within a line, to be copied: GitHub finds no mentions in code, so nothing is added to it. */
export function inlineCode(text: string): string {
  return `<code>${entities(oneLine(text))}</code>`;
}

/** Lines of untrusted text as a block of code, to be copied. */
export function codeBlock(lines: readonly string[]): string {
  const shown = lines.map(oneLine);
  const longest = shown.flatMap((line) => line.match(/`+/g) ?? []).reduce((most, ticks) => Math.max(most, ticks.length), 2);
  const fence = '`'.repeat(longest + 1);
  return [fence, ...shown, fence].join('\n');
}

/** Any text as one line for an HTML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return oneLine(text).replace(/[&<>"'`]/g, entity);
}

/** A version for people: the first 7 of a commit's 40 hexadecimal digits, others at most 60 characters. Not escaped. */
export function shorten(version: string): string {
  const line = oneLine(version);
  return /^[0-9a-f]{40}$/i.test(line) ? line.slice(0, 7) : clip(line, 60);
}

function entities(line: string): string {
  return line
    .replace(/[&<>|`@[\]*_~#\\$]/g, entity)
    .replace(/:(?=\/\/)/g, entity)
    .replace(/(?<=www)\./gi, entity);
}

const entity = (character: string) => `&#${character.charCodeAt(0)};`;
