import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countsIn, documentProblems } from '../../src/metrics/document.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/metric.schema.json', import.meta.url), 'utf8'));
const keepsToSchema = new Ajv2020({ strict: false }).compile(schema);

const part = { good: 9, bad: 1 };
const full = { requests: 10, bad: 1, histogram: { '0.1': 7, '1': 9 } };

it('good and bad ones, or requests with their latency, are counters of both tracks', () => {
  const { counts, edges } = countsIn({ stable: full, canary: full }, { stable: 'blue', canary: 'green' }, null);
  expect(edges).toEqual([100, 1_000]);
  expect(counts.filter(({ track }) => track === 'green').map(({ what, value }) => [what, value])).toEqual([
    ['requests', 10],
    ['errors', 1],
    [100, 3],
    [1_000, 1],
  ]);
  const plain = countsIn({ stable: part, canary: part }, { stable: 'blue', canary: 'green' }, null);
  expect(plain.edges).toBe(null);
  expect(plain.counts.map(({ value }) => value)).toEqual([10, 1, 10, 1]);
});

it.each([
  ['a list', [], ['it is no object']],
  ['a version that is missing', { stable: part }, ['canary is missing']],
  ['a key too many', { stable: part, canary: part, blue: part }, ['it has the key "blue"']],
  ['numbers that are none', { stable: { good: '9', bad: -1 }, canary: part }, ['stable.good is', 'stable.bad is']],
  ['a number that is missing', { stable: { requests: 3 }, canary: part }, ['stable.bad is missing']],
  ['more bad ones than requests', { stable: { requests: 1, bad: 2 }, canary: part }, ['stable.bad is more than']],
  [
    'both ways at once',
    { stable: { ...full, good: 3 }, canary: part },
    ['stable has the key "requests"', 'stable has the key "histogram"'],
  ],
  ['edges that are none', { stable: { ...full, histogram: { fast: 1 } }, canary: part }, ['stable.histogram has the key "fast"']],
  ['a histogram that falls', { stable: { ...full, histogram: { '0.1': 7, '1': 6 } }, canary: part }, ['stable.histogram["1"] is less']],
  ['more in a histogram than requests', { stable: { ...full, histogram: { '1': 11 } }, canary: part }, ['is more than requests']],
])('%s is said', (_, document, wanted) => {
  const problems = documentProblems(document);
  expect(problems.length).toBe(wanted.length);
  for (const [at, problem] of problems.entries()) expect(problem).toContain(wanted[at]);
  expect(() => countsIn(document, { stable: 'a', canary: 'b' }, null)).toThrow('it does not keep to schema/metric.schema.json');
});

it('the schema takes what we take; only how numbers stand to each other it cannot say', () => {
  const number = fc.oneof(fc.nat(50), fc.constantFrom(-1, '1', null, 1.5, Number.MAX_VALUE, undefined));
  const histogram = fc.option(fc.dictionary(fc.constantFrom('0.1', '.5', '1', '0', '1e3', 'x'), number, { noNullPrototype: true }), {
    nil: undefined,
  });
  const onePart = fc.oneof(
    fc.record({ good: number, bad: number }, { noNullPrototype: true }),
    fc.record({ requests: number, bad: number, histogram }, { noNullPrototype: true }),
    fc.constantFrom(part, full, null, 1, { ...part, x: 1 }),
  );
  const documents = fc.record(
    { stable: onePart, canary: onePart, process: fc.constantFrom('a', '', 1, undefined), x: fc.constantFrom(undefined, 1) },
    { noNullPrototype: true },
  );
  const relations = /is more than|is less than/;
  let taken = 0;
  fc.assert(
    fc.property(documents, (document) => {
      const printed = JSON.parse(JSON.stringify(document));
      const problems = documentProblems(printed).filter((problem) => !relations.test(problem));
      expect(problems.length === 0, `${JSON.stringify(printed)}: ${problems}`).toBe(keepsToSchema(printed));
      if (problems.length === 0) taken++;
    }),
    { numRuns: 2_000, seed: 7 },
  );
  expect(taken).toBeGreaterThan(20);
});
