import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type ActionName, InvalidRequest, readRequest } from '../../src/actions/ask.ts';
import { changed, changes, edited, edits, HOSTILE, STRANGE } from './mutate.ts';
import { type Target, wrongError, wrongMessage } from './target.ts';

const SECRET = 'hush-hush-hush';
const LOCAL = {
  platform: 'local',
  run: ['node', 'server.js'],
  port: 8080,
  instances: 3,
  env: { TOKEN: '$TOKEN' },
  url: 'https://x/{version}',
};
const SERVERS = {
  platform: 'servers',
  health: '/healthz',
  update: 'install $SLUICE_VERSION',
  preview: 'header:X-Preview=$TOKEN',
  'smoke-test': { path: '/', contains: 'x', times: 2 },
  servers: [
    { name: 'web1', host: 'deploy@web1', address: '10.0.0.1:80', track: 'blue' },
    { name: 'web2', address: '10.0.0.2:80', track: 'green' },
  ],
  balancers: [{ kind: 'haproxy', socket: '/run/h.sock', backend: { blue: 'b', green: 'g' }, map: '/run/h.map', key: 'api' }],
  rollout: { 'max-unavailable': '25%', 'bake-time': '5m', weight: '5, 25', 'on-failure': 'pause' },
  analysis: {
    interval: '10s',
    'max-error-rate': '0.5%',
    'min-polls': 3,
    tolerance: { errors: 1, latency: 1.1 },
    burst: 'auto',
    prometheus: { address: 'http://x', headers: { Authorization: 'Bearer $TOKEN' } },
    metrics: [
      { name: 'users', queries: 'haproxy', weight: 2 },
      { name: 'own', queries: { requests: 'a{v="{{version}}"}', bad: 'b{v="{{version}}"}', histogram: 'c{v="{{version}}"}' } },
      { name: 'orders', kind: 'compare', command: ['node', 'x'] },
      { name: 'carts', http: { address: 'http://x/{{canary.version}}', headers: { 'X-Key': '$TOKEN' } } },
      { name: 'smoke', 'smoke-test': { rate: 2 } },
      { name: 'share', kind: 'threshold', query: 'up', success: '>= 0.99', interval: '1m' },
    ],
  },
  environments: { production: { rollout: { 'keep-old': '1m' } }, 'pr-*': {} },
};
const FILE = { defaults: { rollout: { 'on-cancel': 'pause' } }, services: { shop: LOCAL, api: SERVERS } };
const YAML = [
  'services:',
  '\n',
  '  ',
  '{',
  '}',
  '[',
  ']',
  '&x ',
  '*x',
  '- ',
  '"',
  ': ',
  '<<',
  '!!set',
  '%YAML 1.1\n---\n',
  '|',
  '#',
  '\t',
  '? ',
  '~',
  '\0',
];

type Case = {
  readonly text: string;
  readonly action: ActionName;
  readonly inputs: Readonly<Record<string, string>>;
};

const text = fc.oneof(
  { weight: 4, arbitrary: changes().map((all) => JSON.stringify(changed(FILE, all))) },
  { weight: 2, arbitrary: edits([...YAML, ...HOSTILE]).map((all) => edited(JSON.stringify(FILE, null, 1), all)) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...YAML, 'a', 'shop', 'platform', 'local'), { maxLength: 60 }).map((words) => words.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
const ACTIONS: readonly ActionName[] = ['rolling', 'blue-green-switch', 'canary-step', 'promote', 'rollback', 'status'];
const INPUTS = [
  'service',
  'environment',
  'version',
  'weight',
  'bake-time',
  'max-unavailable',
  'max-surge',
  'until',
  'on-busy',
  'dry-run',
  'pull-request',
  'to',
];
// The environment of a process holds no NUL, and what is no text becomes one.
const value = fc
  .oneof(
    fc.constantFrom(
      ...HOSTILE,
      ...STRANGE.filter((one) => typeof one === 'string'),
      '25',
      '5, 25',
      '50, 5',
      '1m',
      'shop',
      'v2',
      'true',
      '0',
    ),
    fc.string({ unit: 'binary' }),
  )
  .map((any) => any.toWellFormed().replaceAll('\0', ''));
const cases = fc.record({
  text,
  action: fc.constantFrom(...ACTIONS),
  inputs: fc.dictionary(fc.constantFrom(...INPUTS), value, { maxKeys: 2, noNullPrototype: true }),
});

/** Service files and inputs: each gives a request that can be carried out, or problems that say what to write. */
export async function serviceFile(): Promise<Target<Case>> {
  const root = await mkdtemp(join(tmpdir(), 'sluice-input-'));
  return {
    name: 'a service file with inputs',
    cases,
    async attempt({ text: file, action, inputs }) {
      await writeFile(join(root, 'sluice.yml'), file);
      const given = { config: 'sluice.yml', service: file.length % 2 === 0 ? 'shop' : 'api', version: 'v2', ...inputs };
      const began = performance.now();
      const wrong = await withInputs(given, () => readRequest(action, root, { TOKEN: SECRET }).then(wrongRequest, wrongRefusal));
      const took = performance.now() - began;
      return wrong ?? (took > 2_000 ? `it takes ${Math.round(took)} ms` : null);
    },
    close: () => rm(root, { recursive: true }),
  };
}

/** The runner hands inputs over in the environment of the process. */
async function withInputs<T>(inputs: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  const names = Object.entries(inputs).map(([name, input]) => {
    process.env[`INPUT_${name.toUpperCase()}`] = input;
    return `INPUT_${name.toUpperCase()}`;
  });
  try {
    return await work();
  } finally {
    for (const name of names) delete process.env[name];
  }
}

function wrongRefusal(error: unknown): string | null {
  if (!(error instanceof InvalidRequest)) return wrongError(error) ?? `it is no list of problems: ${error}`;
  if (error.problems.length === 0) return 'it is refused without a problem';
  if (error.message.includes(SECRET)) return `it shows a secret: ${error.message}`;
  return error.problems.map(({ message }) => wrongMessage(message)).find((wrong) => wrong !== null) ?? wrongMessage(error.message);
}

function wrongRequest({ service, steps }: Awaited<ReturnType<typeof readRequest>>): string | null {
  const { rollout, analysis } = service;
  const times = [
    rollout.keepOld,
    rollout.minReady ?? 0,
    rollout.drainTimeout,
    rollout.progressDeadline,
    analysis.interval,
    analysis.analysisTimeout,
  ];
  if (!times.every((time) => Number.isFinite(time) && time >= 0)) return `it has the times ${times}`;
  if (rollout.maxUnavailable?.value === 0 && (rollout.maxSurge?.value ?? 0) === 0) return 'it can replace nothing';
  if (steps.some(({ weight }) => weight !== null && !(Number.isInteger(weight) && weight >= 0 && weight <= 100)))
    return 'it has other weights';
  if (JSON.stringify(service.raw).includes(SECRET)) return 'it would journal a secret';
  return null;
}
