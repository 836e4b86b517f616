import { describe, expect, it } from 'vitest';
import { elapsed, logLine, logText, percent, weights } from '../../src/report/index.ts';
import { logLines } from '../../src/report/log.ts';
import { event } from './stories.ts';

describe('a line of the log', () => {
  it('begins with the time since the start', () => {
    expect(logLine(event(0, 'drain web1 · keeps 3 of 4 serving'), 12_000)).toBe('+0:12  drain web1 · keeps 3 of 4 serving');
  });

  it.each([
    ['::error::x', ': :error::x'],
    ['\u0007\n ::error::x', ': :error::x'],
    ['##[error]x', '## [error]x'],
    ['a ##[group]x', 'a ## [group]x'],
    ['a\r\n::set-output name=x::y', 'a ::set-output name=x::y'],
    ['\u001b[31mred\u001b[0m', 'red'],
  ])('is no command to the runner: %j', (text, shown) => {
    expect(logText(text)).toBe(shown);
  });

  it('is one of several, each with its indentation and none a command', () => {
    expect(logLines('Add:\n  permissions:\n  ::error::x\r\n\u001b[2J##[group]y\u202e\0')).toBe(
      'Add:\n  permissions:\n  : :error::x\n## [group]y',
    );
  });

  it('shows a change of weights always the same way', () => {
    expect(weights(5, 25)).toBe('5 % → 25 %');
    expect(percent(33.333)).toBe('33.3 %');
  });

  it.each([
    [-5, '0:00'],
    [725_999, '12:05'],
    [3_723_000, '1:02:03'],
  ])('shows %d ms as %s', (ms, text) => expect(elapsed(ms)).toBe(text));
});
