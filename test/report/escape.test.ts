import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, codeBlock, escapeHtml, escapeMarkdown, inlineCode, shorten } from '../../src/report/index.ts';

const HOSTILE = {
  semicolon: ['a; rm -rf b', 'a; rm -rf b'],
  substitution: ['$(id)', '&#36;(id)'],
  command: ['x\n::error::y', 'x ::error::y'],
  html: ['<script>alert(1)</script>', '&#60;script&#62;alert(1)&#60;/script&#62;'],
  mention: ['@everyone', '&#64;&#8203;everyone'],
  backticks: ['```x', '&#96;&#96;&#96;x'],
  pipe: ['a|b', 'a&#124;b'],
  'own marker': ['<!-- sluice:x -->', '&#60;!-- sluice:x --&#62;'],
  'right to left': ['a\u202eb\u200fc\u2066d', 'abcd'],
  terminal: ['\u001b[31mred\u001b]8;;http://x\u0007', 'red'],
  link: ['[a](https://b)', '&#91;a&#93;(https&#58;//b)'],
  entity: ['&lt;', '&#38;lt;'],
  'half a character': ['a\ud800b', 'a\ufffdb'],
} as const;

describe('text of others', () => {
  it.each(Object.entries(HOSTILE))('is shown as it is: %s', (_, [text, escaped]) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('never becomes markup, a cell or a mention', () => {
    const nasty = fc.string({ unit: fc.constantFrom('<', '|', '@', '\\', '`', '\n', '\u202e', '&', '#', 'a', '[', '://'), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
        expect(escapeMarkdown(text)).not.toMatch(/[<>|@`[\]\\\n\r\u202e]/);
        expect(inlineCode(text).slice('<code>'.length, -'</code>'.length)).not.toMatch(/[<>|@`[\]\\\n\r\u202e]/);
        expect(escapeHtml(text)).not.toMatch(/[<>"'`\n\u202e]/);
      }),
    );
  });

  it('cannot end a block of code', () => {
    expect(codeBlock(['a', '````', 'b\n```'])).toBe('`````\na\n````\nb ```\n`````');
  });

  it('is cut between characters', () => {
    expect(clip('ab😀c', 4)).toBe('ab…');
    expect(clip('abcd', 4)).toBe('abcd');
    expect(clip('x'.repeat(10_000), 60)).toHaveLength(60);
  });
});

describe('a version', () => {
  it.each([
    ['3f2a9c1b00112233445566778899aabbccddeeff', '3f2a9c1'],
    ['ghcr.io/octo/shop:1.4.0', 'ghcr.io/octo/shop:1.4.0'],
    ['v'.repeat(10_000), `${'v'.repeat(59)}…`],
  ])('is short enough for a title: %.30s', (version, short) => {
    expect(shorten(version)).toBe(short);
  });
});
