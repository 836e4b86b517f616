import { describe, expect, it } from 'vitest';
import { secretsOf } from '../../src/units/secrets.ts';
import { SETTINGS } from '../analysis/settings.ts';
import { useServiceFile } from './service-file.ts';

const file = useServiceFile({ TOKEN: 'hush-hush' });
const { read } = file;
/** What is wrong, with the line. */
const problems = async (text: string) => (await file.problems(text)).map((line) => line.replace(/^sluice\.yml:(\d+):\d+/, '$1'));

const HELLO = `services:
  hello:
    platform: local
    run: [node, server.js]
    port: 8080
    smoke-test: { path: / }
    analysis:
`;
const PROMETHEUS =
  '      prometheus: { address: "http://prometheus:9090", headers: { Authorization: Bearer $TOKEN, X-Scope-OrgID: shop } }\n';
/** With these metrics, the first of them in line 10. */
const judged = (...metrics: string[]) => `${HELLO}${PROMETHEUS}      metrics:\n${metrics.map((one) => `        - { ${one} }\n`).join('')}`;

describe('the settings of analysis', () => {
  it('have the defaults of the judge where the file says nothing', async () => {
    const { analysis } = await read(`${HELLO}      min-polls: 3\n`);
    expect(analysis).toEqual({ ...SETTINGS, minPolls: 3 });
  });

  it('are taken as they are written', async () => {
    const { analysis } = await read(
      `${HELLO}      { false-alarm-rate: 0.001, confidence: 0.99, tolerance: { latency: 1.5 }, latency-threshold: 500ms, burst: 5, early-pass: true }\n`,
    );
    expect(analysis).toMatchObject({
      falseAlarmRate: 0.001,
      confidence: 0.99,
      tolerance: { errors: 1, latency: 1.5 },
      latencyThreshold: 500,
      burst: 5,
      earlyPass: true,
    });
  });

  it('look every 15 seconds where Prometheus is asked, and never more often than each second', async () => {
    expect((await read(judged('name: users, queries: local'))).analysis.interval).toBe(15_000);
    expect(await problems(`${HELLO}      interval: 500ms\n`)).toEqual([
      '8: analysis.interval: "500ms" is under a second: write 1s or more',
    ]);
  });
});

describe('metrics', () => {
  it('are a list, each with its source', async () => {
    const { analysis } = await read(
      judged(
        'name: users, queries: local',
        `name: own, weight: 2, queries: { requests: 'all_total{version="{{version}}"}', bad: 'bad_total{track="{{track}}"}', histogram: 'took_bucket{track="{{track}}"}', unit: ms }`,
        'name: orders, kind: compare, command: [node, $HOME/orders.js]',
        'name: carts, dry-run: true, http: { address: "https://carts/{{canary.version}}", headers: { X-Key: $TOKEN } }',
        'name: smoke, smoke-test: { rate: 2 }',
        `name: share, kind: threshold, query: 'vector(1)', success: ">= 0.9, < 1.1", interval: 1m, failure-limit: 2`,
      ),
    );
    const judge = { kind: 'judge', weight: 1, decides: true };
    expect(analysis.metrics).toEqual([
      { ...judge, name: 'users', source: { from: 'prometheus', queries: 'local' } },
      {
        ...judge,
        name: 'own',
        weight: 2,
        source: {
          from: 'prometheus',
          queries: {
            all: { what: 'requests', query: 'all_total{version="{{version}}"}' },
            bad: 'bad_total{track="{{track}}"}',
            histogram: 'took_bucket{track="{{track}}"}',
            unit: 'ms',
          },
        },
      },
      { ...judge, name: 'orders', kind: 'compare', decides: false, source: { from: 'command', command: ['node', '$HOME/orders.js'] } },
      {
        ...judge,
        name: 'carts',
        decides: false,
        source: {
          from: 'http',
          address: 'https://carts/{{canary.version}}',
          headers: { 'X-Key': 'hush-hush' },
          secrets: ['hush-hush', 'hush-hush'],
        },
      },
      { ...judge, name: 'smoke', source: { from: 'smoke-test', rate: 2 } },
      {
        ...judge,
        name: 'share',
        kind: 'threshold',
        query: 'vector(1)',
        success: [
          { is: '>=', than: 0.9 },
          { is: '<', than: 1.1 },
        ],
        interval: 60_000,
        failureLimit: 2,
        consecutiveErrorLimit: 4,
      },
    ]);
  });

  it('keep to the environment: a list replaces, the address of Prometheus is merged', async () => {
    const text = `${judged('name: users, queries: local')}    environments: { staging: { analysis: { prometheus: { address: "http://other" }, metrics: [{ name: other, queries: local }] } } }\n`;
    const { analysis } = await read(text, { environment: 'staging' });
    expect(analysis.prometheus).toMatchObject({ address: 'http://other', headers: { 'X-Scope-OrgID': 'shop' } });
    expect(analysis.metrics.map(({ name }) => name)).toEqual(['other']);
  });

  it('keep what came from the environment secret, and nothing else', async () => {
    const service = await read(judged('name: users, queries: local'));
    expect(secretsOf(service)).toEqual(['', 'Bearer hush-hush', 'hush-hush']);
    expect(JSON.stringify(service.raw)).not.toContain('hush-hush');
  });

  it('need no secret where nothing is started', async () => {
    const service = await read(judged('name: users, queries: local'), { variables: {}, starts: false });
    expect(service.analysis).toMatchObject({ prometheus: null, metrics: [] });
  });

  it.each([
    [
      'a query with rate()',
      `name: own, queries: { requests: 'sum(rate(a{track="{{track}}"}[5m]))', bad: 'b{track="{{track}}"}' }`,
      [
        '10: metric own: requests holds rate(): write the counter itself, like shop_requests_total{…}; what it grew by is found out here',
        '10: metric own: requests holds sum(): leave it out; series are added up here, each by itself, so that one that begins again is noticed',
      ],
    ],
    [
      'a query with a range',
      `name: own, queries: { requests: 'a{track="{{track}}"}[5m]', bad: 'b{track="{{track}}"}' }`,
      [
        '10: metric own: requests holds a range in [ ]: write the counter itself, like shop_requests_total{…}; what it grew by is found out here',
      ],
    ],
    [
      'queries that do not tell the tracks apart',
      `name: own, queries: { requests: 'a', bad: 'b{track="{{trak}}"}' }`,
      [
        '10: metric own: requests is the same for both tracks: put {{track}}, {{version}} or {{backend}} in it, like {version="{{version}}"}',
        '10: metric own: bad holds {{trak}}, which stands for nothing: write {{track}}, {{version}}, {{backend}}, {{namespace}}',
      ],
    ],
    [
      'queries without a part',
      `name: own, queries: { histogram: 'a{track="{{track}}"}' }`,
      [
        '10: metric own: queries needs either requests or good, beside bad',
        '10: metric own: queries has no bad: add the query that counts the bad ones',
      ],
    ],
    [
      'ready-made queries of another platform',
      'name: own, queries: haproxy',
      ['10: metric own: haproxy is for platform servers: write queries of your own, with requests and bad'],
    ],
    [
      'an unknown name of queries',
      'name: own, queries: nginx',
      [
        '10: services.hello.analysis.metrics[0].queries is "nginx": write haproxy, local, traefik, envoy-gateway, nginx-gateway-fabric or istio, or a mapping of queries, for example haproxy',
      ],
    ],
    ['a metric without a source', 'name: own', ['10: metric own: it has no source: write one of queries, command, http, smoke-test']],
    [
      'a metric with two sources',
      'name: own, queries: local, command: [x]',
      ['10: metric own: it has queries and command: write one of queries, command, http, smoke-test'],
    ],
    [
      'a threshold without its comparison',
      'name: own, kind: threshold, query: up',
      ['10: metric own: it has no success: add the key success'],
    ],
    [
      'a condition of Argo',
      'name: own, kind: threshold, query: up, success: "result[0] >= 0.95"',
      ['10: metric own: success is no comparison with a number: write it like ">= 0.99", or ">= 0.9, < 1.1" for a range'],
    ],
    [
      'keys of the other kind',
      'name: own, kind: threshold, query: up, success: "> 1", command: [x]',
      ['10: metric own: command cannot stand here: kind: threshold is asked with query'],
    ],
    [
      'a threshold that is to be asked more often than all',
      'name: own, kind: threshold, query: up, success: "> 1", interval: 5s',
      ['10: metric own: interval is shorter than that of analysis, at which all metrics are asked: write 15s or more'],
    ],
    [
      'an interval under a second',
      'name: own, kind: threshold, query: up, success: "> 1", interval: 10ms',
      ['10: metric own: interval is under a second: write 1s or more'],
    ],
    [
      'the same name twice',
      'name: own, queries: local }\n        - { name: own, queries: local',
      ['11: metric own stands twice: give each metric a name of its own'],
    ],
    [
      'a secret that stands in the file',
      'name: own, http: { address: "http://x/{{version}}", headers: { authorization: Bearer x } }',
      [
        '10: metric own: address holds {{version}}, which stands for nothing: write {{stable.track}}, {{stable.version}}, {{canary.track}}, {{canary.version}}',
        '10: authorization stands in the file: keep its value as a secret, and write its name here, such as Bearer $PROMETHEUS_TOKEN',
      ],
    ],
    [
      'an address with a password',
      'name: own, http: { address: "http://user:pass@x/" }',
      [
        '10: services.hello.analysis.metrics[0].http.address is "http://user:pass@x/": write an address without a user name, for example http://prometheus.example.com:9090',
      ],
    ],
  ])('refuse %s', async (_, metric, wanted) => {
    expect(await problems(judged(metric))).toEqual(wanted);
  });

  it.each([
    ['one backend for both tracks', 'api', 'api', 'is one for each track: write balancers with backend: { blue: …, green: … }'],
    [
      'backends of different names',
      '{ blue: api_blue, green: api_green }',
      '{ blue: blue, green: green }',
      'is one for all balancers, and these have backends of different names: name them alike, or write queries with {{track}}',
    ],
  ])('refuse to fill in %s', async (_, first, second, wanted) => {
    const text = `services:
  hello:
    platform: servers
    update: x
    servers:
      - { name: web1, address: "10.0.0.1:80", track: blue }
      - { name: web2, address: "10.0.0.2:80", track: green }
    balancers:
      - { kind: haproxy, socket: /a, backend: ${first}, map: /m, key: hello }
      - { kind: haproxy, socket: /b, backend: ${second}, map: /m, key: hello }
    analysis:
${PROMETHEUS}      metrics:
        - { name: users, queries: haproxy }
`;
    expect(await problems(text)).toContain(`14: metric users: {{backend}} ${wanted}`);
  });

  it('tell everything that is wrong at once', async () => {
    const text = judged('name: own, queries: haproxy', 'name: other', 'name: share, kind: threshold, query: up').replace(PROMETHEUS, '');
    expect((await problems(text)).map((line) => line.replace(/^.*metric /, '').replace(/:.*/, ''))).toEqual([
      'own',
      'own',
      'other',
      'share',
      'share',
    ]);
  });

  it('that repeat the smoke test need one', async () => {
    const text = judged('name: smoke, smoke-test: { rate: 1 }').replace('    smoke-test: { path: / }\n', '');
    expect(await problems(text)).toEqual(['9: metric smoke: the service has no smoke-test to be repeated: write one, with its path']);
  });
});
