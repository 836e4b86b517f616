import type { Plugin } from 'rolldown';

/**
 * Writes every character beyond Latin-1 as an escape, which means the same in a text, a pattern and a name. One such character has V8 keep
 * the whole file in two bytes a character, and read it slower.
 */
export function oneByte(): Plugin {
  return { name: 'one-byte', renderChunk: (code) => code.replace(BEYOND, escaped) };
}

const BEYOND = /[^\0-\xff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
