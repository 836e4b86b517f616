import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { job } from './job.ts';
import { openShop, PLATFORMS, QUICK, type Shop } from './shop.ts';
import type { Settings } from './site.ts';
import { haproxyOf, wholeState } from './whole-state.ts';

vi.setConfig({ testTimeout: 120_000 });

/** What is wrong, and what is to be said of it: all of it, in one message. */
type Bad = {
  readonly does?: string;
  readonly inputs?: Record<string, string>;
  /** Keys that win over the service's own; a text is the whole file. */
  readonly file?: Settings | string;
  readonly says: readonly string[];
  /** Where the annotation points; '': it is about no place in a file. */
  readonly at?: string;
  /** `<outcome> <reason> <exit code>` where it is not that the input was refused. */
  readonly ends?: string;
};

const REFUSED = 'refused invalid-input 1';
const FILE = 'file=.github/sluice.yml,line=';
const weights = Object.fromEntries(
  ['101', '-1', 'abc', '12.5'].map((weight) => [
    `the weight ${weight}`,
    { does: 'canary-step v2', inputs: { weight }, says: [`input weight is "${weight}": write whole numbers from 0 to 100`], at: '' },
  ]),
);
const durations = Object.fromEntries(
  ['5', '5 minutes', '-5m', '1m1h', 'm'].map((time) => [
    `the duration ${time}`,
    { inputs: { 'bake-time': time }, says: [`input bake-time is "${time}": write a duration with its unit, for example 90s`], at: '' },
  ]),
);
const laughs = ['a: &a [x, x]', ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`)}]`)];

/** On each platform. */
const ANYWHERE: Record<string, Bad> = {
  'an unknown service': { inputs: { service: 'shpo' }, says: ['there is no service "shpo"'], at: FILE },
  'a service that is no name': { inputs: { service: '"x";\n::error::' }, says: ['there is no service "\\"x\\";\\n::error::"'], at: FILE },
  'an unknown platform': { file: { platform: 'nomad' }, says: ['"nomad": write local or servers or kubernetes'], at: FILE },
  'a track of another name': {
    file: { servers: [{ name: 'a', address: 'a:1', track: 'red' }] },
    says: ['is "red": write blue or green'],
    at: FILE,
  },
  'an unknown environment': {
    inputs: { environment: 'prodution' },
    file: { environments: { production: {}, 'pr-*': {} } },
    says: ['no environment "prodution": set the input environment to one of production, pr-*, or add it here'],
    at: FILE,
  },
  'an environment of any text': { inputs: { environment: 'a\nb' }, says: ['input environment holds a line end'], at: '' },
  'a version of two lines': { inputs: { version: 'v2\nv3' }, says: ['input version holds a line end or a control character'], at: '' },
  'a version of 10,000 characters': { inputs: { version: 'v'.repeat(10_000) }, says: ['input version has 10000 characters'], at: '' },
  'no version': { does: 'rolling', says: ['input version is empty: write what to deploy'], at: '' },
  ...weights,
  'weights that fall': { does: 'canary-step v2', inputs: { weight: '50, 5' }, says: ['"50, 5" does not grow: 5 comes after 50'], at: '' },
  ...durations,
  'nothing that may be out, and nothing beside it': {
    inputs: { 'max-unavailable': '0', 'max-surge': '0' },
    says: ['inputs max-unavailable and max-surge are both 0, so no instance could ever be replaced: set one to 1 or more'],
    at: '',
  },
  'the same in the file': {
    file: { rollout: { 'max-unavailable': 0, 'max-surge': '0%' } },
    says: ['max-unavailable and max-surge are both 0'],
    at: FILE,
  },
  'a word for yes or no': { inputs: { 'dry-run': 'maybe' }, says: ['input dry-run: "maybe" is not known; write false or true'], at: '' },
  'a pull request that is no number': { inputs: { 'pull-request': '#7' }, says: ['input pull-request is "#7": write the number'], at: '' },
  'a file that is not there': {
    inputs: { config: 'no.yml' },
    says: ['no.yml: ', 'there is no such file', 'check out the repository'],
    at: 'file=no.yml',
  },
  'a folder for a file': { inputs: { config: '.github' }, says: ['this is no file'], at: 'file=.github' },
  'a device for a file': { inputs: { config: '/dev/zero' }, says: ['this is no file'], at: 'file=/dev/zero' },
  'an empty file': { file: '', says: ['the file is empty: write a mapping with the key services'], at: 'file=.github/sluice.yml' },
  'a file that is no YAML': { file: 'services:\n  a: {', says: ['2:7: this is no YAML'], at: `${FILE}2,` },
  'a file of 30 MB': { file: `services: {}\n#${'x'.repeat(30_000_000)}`, says: ['larger than 1 MB: keep only services in it'] },
  'a file of 60,000 services': {
    file: `services:\n${Array.from({ length: 60_000 }, (_, at) => `  k${at}: {}\n`).join('')}`,
    says: ['there is no service'],
  },
  'a file of 100,000 mistakes': {
    file: 'a: 1\n'.repeat(100_000),
    says: ['the key "a" stands twice here', 'and 99949 more'],
    at: `${FILE}2,`,
  },
  'a file of aliases of aliases': { file: laughs.join('\n'), says: ['aliases cannot be followed'], at: FILE },
  'a file nested without end': { file: `services: ${'['.repeat(100_000)}`, says: ['nest less deeply'] },
  'a file with a NUL': { file: { env: { A: 'a\0b' } }, says: ['env.A holds a NUL character: take it out'], at: FILE },
  'a variable that is not set': {
    file: { url: 'https://$NOT_SET' },
    says: ['$NOT_SET is not set: hand it to the step with env:'],
    at: FILE,
  },
  'two services and none named': {
    inputs: { service: '' },
    file: '{"services":{"a":{},"b":{}}}',
    says: ['several services: set the input service to one of a, b'],
    at: FILE,
  },
  'a version to go back to that never was': {
    does: 'rollback to v9v9v9v9',
    says: ['no version v9v9v9v9 was live here'],
    ends: 'refused nothing-before 1',
  },
  'nothing that could be promoted': { does: 'promote', says: ['no rollout is in flight'], ends: 'refused nothing-in-flight 1' },
  'the version that is live': { does: 'blue-green-switch v1', says: ['v1 is live already'], ends: 'unchanged already-live 0' },
  'ten things at once': {
    inputs: {
      version: 'a\nb',
      'bake-time': '5',
      'max-surge': 'x',
      'dry-run': 'maybe',
      'pull-request': 'abc',
      environment: 'x'.repeat(300),
    },
    file: { helth: '/', sticky: '$NOT_SET', preview: 'header:X', rollout: { 'max-unavailable': 'half', weight: '50, 5' } },
    says: [
      'input version holds',
      'input bake-time is "5"',
      'input max-surge is "x"',
      'input dry-run: "maybe"',
      'input pull-request is "abc"',
      'input environment has 300',
      '"helth" is not a key that can stand here: did you mean health?',
      '$NOT_SET is not set',
      'preview is "header:X": write a header or cookie',
      'rollout.max-unavailable is "half"',
      'rollout.weight: "50, 5" does not grow',
    ],
    at: FILE,
  },
};

const LOCAL: Record<string, Bad> = {
  'one instance that cannot be replaced without a gap': {
    file: { instances: 1 },
    says: ['max-unavailable: 1 of 1 would leave nothing in rotation: set max-unavailable: 0 and max-surge: 1'],
    ends: 'refused no-spare-capacity 1',
  },
  'a port that is another now': { file: { port: 1 }, says: ['listens on port', 'write `port: '], ends: 'refused precondition 1' },
};

/** Of a shop on servers behind its HAProxy. */
function onServers(shop: Shop): Record<string, Bad> {
  const haproxy = haproxyOf(shop);
  const [first] = haproxy?.balancers ?? [];
  if (!haproxy || !first) return LOCAL;
  const { host, ...balancer } = first;
  const behind = (change: object) => ({ balancers: [{ ...balancer, ...change }] });
  const servers = haproxy.servers.map(({ host: _, ...server }, at) => (at === 0 ? { ...server, name: 'web9' } : server));
  const does = 'canary-step v2 25';
  return {
    'a server that HAProxy does not know': { does, file: { servers }, says: ['has no server web9'], ends: 'refused' },
    'four things that HAProxy does not know': {
      does,
      file: { servers, ...behind({ backend: { blue: 'api_blue', green: 'api_gren' }, key: 'nokey', config: '/nowhere.cfg' }) },
      says: ['has no server web9', 'check the name api_gren under `backend`', 'has no number for nokey: write the line', '/nowhere.cfg'],
      ends: 'refused precondition 1',
    },
    'a socket without level admin': {
      does,
      file: behind({ socket: join(haproxy.folder, 'operator.sock') }),
      says: ['does not have level admin: write `stats socket … level admin`'],
      ends: 'refused precondition 1',
    },
    'a socket that is not there': {
      does,
      file: behind({ socket: '/nowhere.sock' }),
      says: ['/nowhere.sock cannot be asked'],
      ends: 'refused',
    },
    'a backend that HAProxy does not know': {
      does,
      file: behind({ backend: { blue: 'api_bleu', green: 'api_green' } }),
      says: ['api_bleu'],
      ends: 'refused',
    },
    'a backend that is a command': {
      does,
      file: behind({ backend: { blue: 'api_blue; disable server api_blue/b1', green: 'x\ny' } }),
      says: ['backend.blue is "api_blue; disable', 'backend.green is "x\\ny": write a name of letters, digits'],
      at: FILE,
    },
    'a map and a key that are commands': {
      does,
      file: behind({ map: '/x;y', key: 'a b' }),
      says: ['map is "/x;y": write a path', 'key is "a b": write a name'],
      at: FILE,
    },
    'a key that the map has not': {
      does,
      file: behind({ key: 'nokey' }),
      says: ['has no number for nokey: write the line `nokey 0`', 'str(nokey),map_str_int('],
      ends: 'refused precondition 1',
    },
    'a map with a word': {
      does,
      file: behind({ map: join(haproxy.folder, 'word.map') }),
      says: ['word.map has no number for api: write the line `api 0`'],
      ends: 'refused precondition 1',
    },
    'a map that HAProxy does not load': { does, file: behind({ map: '/nowhere.map' }), says: ['/nowhere.map'], ends: 'refused' },
    'more instances than there are servers': {
      does: 'rolling v2',
      inputs: { 'max-surge': '1' },
      says: ['max-surge: 1 needs instances that can be made', 'set max-surge: 0'],
      ends: 'refused no-spare-capacity 1',
    },
  };
}

/** A service with v1 live, brought there without a token. */
async function openLive(platform: (typeof PLATFORMS)[number]): Promise<Shop> {
  const shop = await openShop(platform);
  const haproxy = haproxyOf(shop);
  if (haproxy) await writeFile(join(haproxy.folder, 'word.map'), 'api many\n');
  await haproxy?.configure(0, (text) =>
    text
      .replace('global\n', `global\n  stats socket ${haproxy.folder}/operator.sock level operator\n`)
      .replace('frontend front\n', `frontend front\n  http-request set-var(txn.word) str(api),map(${haproxy.folder}/word.map)\n`),
  );
  await haproxy?.restart(0);
  const first = await job(shop, 'blue-green-switch v1');
  expect(first.outputs['outcome'], first.stdout).toBe('promoted');
  expect(first.stdout).toContain('No comment and no deployment record: there is no `github-token`');
  return shop;
}

async function expectSaid(
  shop: Shop,
  name: string,
  { does = 'rolling v2', inputs = {}, file = {}, says, at, ends = REFUSED }: Bad,
): Promise<void> {
  if (typeof file === 'string') await writeFile(join(shop.workspace, '.github/sluice.yml'), file);
  else await shop.configure({ ...QUICK, ...file });
  const before = await wholeState(shop);
  const { code, outputs, stdout } = await job(shop, does, { inputs });
  expect.soft(await wholeState(shop), name).toEqual(before);
  expect.soft(`${outputs['outcome']} ${outputs['reason']} ${code}`, name).toContain(ends);
  for (const text of says) expect.soft(outputs['message'], name).toContain(text);
  const annotations = stdout.split('\n').filter((line) => line.startsWith('::error '));
  const titled = annotations.filter((line) => line.includes('title=Refused'));
  const placed = annotations.filter((line) => line.includes(',file='));
  // One with the outcome as its title; where it is about a file, one for each place in it.
  expect.soft(titled.length, name).toBeGreaterThanOrEqual(code === 0 ? 0 : 1);
  if (at !== undefined)
    expect.soft(at === '' ? placed.length === 0 : placed.some((line) => line.includes(at)), `${name}\n${placed}`).toBe(true);
  expect.soft(annotations.length, name).toBeLessThan(60);
  // Nothing of ours but sentences: no stack, no name of a class.
  expect.soft(outputs['message'], name).not.toMatch(/^\s+at |TypeError|Cannot read|undefined|\[object/m);
}

test.each(PLATFORMS)('on %s, bad input is told all at once, with what to write instead, and writes nothing', async (platform) => {
  const shop = await openLive(platform);
  const before = await wholeState(shop);
  for (const [name, bad] of Object.entries({ ...ANYWHERE, ...onServers(shop) })) {
    await expectSaid(shop, name, bad);
  }
  expect(await wholeState(shop)).toEqual(before);
  expect(await shop.users()).toEqual(['v1']);
});

test.each(PLATFORMS)('on %s, a version that is not there fails its update, and the version before serves all', async (platform) => {
  const shop = await openLive(platform);
  const nowhere = platform === 'local' ? { run: ['/nowhere/server'] } : { update: 'echo "there is no $SLUICE_VERSION" >&2; exit 3' };
  await shop.configure({ ...QUICK, ...nowhere });
  const { code, outputs } = await job(shop, 'canary-step v2 25');
  expect(`${outputs['outcome']} ${outputs['reason']} ${code}`).toBe('rolled-back update-failed 1');
  expect(outputs['message']).toMatch(
    platform === 'local' ? /cannot be started by `\/nowhere\/server`/ : /ended with 3\. Its last lines: there is no v2/,
  );
  expect(await shop.traffic()).toEqual({ v1: 100 });
  expect(await shop.users()).toEqual(['v1']);
});
