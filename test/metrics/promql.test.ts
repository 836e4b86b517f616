import { expect, it } from 'vitest';
import { counterProblems, queryProblems, renderQuery } from '../../src/units/promql.ts';

const values = { track: 'green', version: 'v1.2+"x"\\', backend: 'api_green', namespace: null };

it.each([
  ['a{track="{{track}}"}', 'a{track="green"}'],
  ["a{track='{{ track }}'}", "a{track='green'}"],
  ['a{version="{{version}}"}', String.raw`a{version="v1.2+\"x\"\\"}`],
  ["a{version='{{version}}'}", String.raw`a{version='v1.2+"x"\\'}`],
  ['a{version=~"{{version}}.*"}', String.raw`a{version=~"v1\\.2\\+\"x\"\\\\.*"}`],
  ['a{version !~ # not\n "{{version}}"}', `a{version !~ # not\n ${String.raw`"v1\\.2\\+\"x\"\\\\"`}}`],
  ['a{b="say \\"{{track}}\\""}', 'a{b="say \\"green\\""}'],
  ['a # {{track}}', 'a # {{track}}'],
])('%s is rendered with its values escaped', (query, rendered) => expect(renderQuery(query, values)).toBe(rendered));

it.each([
  'a_total{track="{{track}}"}',
  'rate_total{sum="{{version}}"} or increase{x="rate(y[5m])",z="{{track}}"}',
  'sum by (job, instance) (a{track="{{track}}"})',
  "{__name__=~'a|b', backend='{{backend}}'}",
])('%s is a counter by track', (query) => expect(counterProblems(query)).toEqual([]));

it.each([
  ['irate(a{track="{{track}}"}[1m])', 'irate()'],
  ['avg_over_time(a{track="{{track}}"}[1m])', 'avg_over_time()'],
  ['a{track="{{track}}"} [1m]', '[ ]'],
  ['sum(a{track="{{track}}"})', 'sum()'],
  ['sum without (instance) (a{track="{{track}}"})', 'sum()'],
  ['a{track="{{track}}', 'without an end'],
  ['a{track={{track}}}', 'outside of quotes'],
  ['a{track=`{{track}}`}', 'backquotes'],
  ['a', 'the same for both tracks'],
  ['a{track="{{tracks}}"}', '{{tracks}}'],
  ['a{namespace="{{namespace}}"}', 'the same for both tracks'],
])('%s is refused', (query, word) => expect(counterProblems(query).join('\n')).toContain(word));

it('a number may be made in any way', () => expect(queryProblems('sum(rate(a[5m])) / sum(rate(b{v="{{version}}"}[5m]))')).toEqual([]));
