import { marked } from 'marked';
import { expect, test } from 'vitest';
import { BUDGET, type Edition, notBefore, readBody, readMarker, type Section, writeBody } from '../../src/github/comment/body.ts';

const edition: Edition = { began: 1000, run: '1', attempt: 1, seq: 1 };
const section = (text: string, change: Partial<Section> = {}): Section => ({ edition, version: 'v2', text, ...change });
const bodyOf = (texts: Readonly<Record<string, string>>) =>
  writeBody('api', new Map(Object.entries(texts).map(([name, text]) => [name, section(text)])));

test('what was written is read again', () => {
  const sections = new Map([
    ['eu -->', section('in the east', { edition: { began: 2000, run: '12345678901', attempt: 3, seq: 7 }, version: null })],
    ['__proto__', section('in the west', { version: '<a@b>--> --!> \u2028' })],
  ]);
  expect(readBody('api', writeBody('api', sections))).toEqual(sections);
});

test('nobody sees the marker, whatever the version is called, and nobody is mentioned in it', async () => {
  const version = 'a --> b --!> <script>c</script> @octo/team';
  const body = writeBody('api', new Map([['eu', section('in the east', { version })]]));
  const [marker = ''] = body.split('\n');
  expect(marker.slice(4, -3)).not.toMatch(/[<>@]|--/);
  expect((await marked.parse(body, { gfm: true })).replaceAll(/<!--.*?-->/gs, '').trim()).toBe('<p>in the east</p>');
});

test('the marker alone says which version is in flight where', () => {
  const body = writeBody('my--api', new Map([['eu', section('x')], ['us', section('y', { version: null })]])); // biome-ignore format: short
  const inFlight = new Map([['eu', 'v2'], ['us', null]]); // biome-ignore format: short
  expect(readMarker(body)).toEqual({ service: 'my--api', inFlight });
});

test.each(['', 'hello', '<!-- sluice:%E0%A4%A api {} -->', '<!-- sluice:a--b {} -->', ' <!-- sluice:api {} -->'])(
  '%j has no marker of ours',
  (body) => {
    expect(readMarker(body)).toBeNull();
  },
);

test.each([
  'nothing',
  '[1]',
  '{"production":null}',
  '{"production":{"began":1,"run":"x","attempt":1,"seq":1,"version":"v2"}}',
  '{"production":{"began":1,"run":"1","attempt":1,"seq":1e99,"version":"v2"}}',
  '{"production":{"began":1,"run":"1","attempt":1,"seq":1,"version":7}}',
])('a marker that somebody edited to %s is still ours, and tells nothing', (state) => {
  const body = bodyOf({ production: 'x' }).replace(/\{.*\}/, state);
  expect(readBody('api', body)?.size).toBe(0);
  expect(readMarker(body)).toEqual({ service: 'api', inFlight: new Map() });
});

test.each<[string, Partial<Edition>]>([
  ['rollout', { began: 1001, run: '1' }],
  ['run', { run: '10', attempt: 1 }],
  ['attempt', { attempt: 3, seq: 1 }],
  ['text', { seq: 6 }],
])('a later %s is newer', (_, change) => {
  const before: Edition = { began: 1000, run: '9', attempt: 2, seq: 5 };
  expect(notBefore({ ...before, ...change }, before)).toBe(true);
  expect(notBefore(before, { ...before, ...change })).toBe(false);
});

test('the text stays within what GitHub takes, each section has its share, and short ones stay whole', () => {
  const long = 'line\n'.repeat(20_000);
  const body = bodyOf({ long, short: 'short', longer: long + long });
  expect(body.length).toBeLessThanOrEqual(BUDGET);
  expect(body.length).toBeGreaterThan(BUDGET - 500);
  const sections = readBody('api', body);
  expect(sections?.get('short')?.text).toBe('short');
  for (const name of ['long', 'longer']) {
    const text = sections?.get(name)?.text ?? '';
    expect(text.length).toBeGreaterThan(32_000);
    expect(text).toContain('Cut: too long');
  }
});

test.each([
  ['a block of code', '````\n```\n', 'echo 1\n', '````'],
  ['a part that folds', '<details><summary>Timeline</summary>\n\n', '- a line\n', '</details>'],
])('what follows a section that was cut is not inside %s of it', async (_, begin, line, end) => {
  const cut = `first\n\n${begin}${line.repeat(20_000)}${end}`;
  const body = bodyOf({ eu: cut, us: 'the next one' });
  expect(readBody('api', body)?.get('eu')?.text).toMatch(/^first\n\n\*Cut: too long/);
  expect(await marked.parse(body, { gfm: true })).toContain('<p>the next one</p>');
});

test('so many environments that their names alone are too long leave out the oldest', () => {
  const names = Array.from({ length: 120 }, (_, index) => `${'長'.repeat(50)}${index}`);
  const sections = new Map(names.map((name, index) => [name, section('x', { edition: { ...edition, began: index } })]));
  const body = writeBody('api', sections);
  expect(body.length).toBeLessThanOrEqual(BUDGET);
  const left = [...(readBody('api', body)?.keys() ?? [])];
  expect(left.length).toBeGreaterThan(30);
  expect(left).toEqual(names.slice(-left.length));
});

test('sections are set apart', async () => {
  const html = await marked.parse(bodyOf({ eu: 'one', us: 'two' }), { gfm: true });
  expect(html.match(/<hr>/g)).toHaveLength(1);
  expect(html).not.toContain('<h2');
});

test('untrusted text cannot end a section or start another', () => {
  const text = 'a <!-- sluice-end --> b <!-- sluice-section:staging --> c <!--\nsluice-end --> d';
  const sections = readBody('api', bodyOf({ production: text, staging: 'its own' }));
  expect(sections?.get('production')?.text).toContain('d');
  expect(sections?.get('staging')?.text).toBe('its own');
});
