import { homedir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandService } from '../../src/service/expand.ts';
import { parseServiceFile } from '../../src/service/file.ts';
import { readService } from '../../src/service/read.ts';
import { InvalidServiceFile } from '../../src/units/problem.ts';
import { useServiceFile } from './service-file.ts';

const { root, read, problems } = useServiceFile();

const HELLO = 'services:\n  hello:\n    platform: local\n    run: [node, server.js, $HOME]\n    port: 8080\n';
const API = `services:
  api:
    platform: servers
    health: /healthz
    update: sudo api-install "$SLUICE_DIR"
    reports: /version
    servers:
      - { name: web1, host: deploy@web1.example.com, address: 10.0.0.11:8080 }
      - { name: web2, address: 10.0.0.12:8080 }
    balancers:
      - { kind: haproxy, host: deploy@lb1.example.com, socket: /run/haproxy/admin.sock, config: /etc/haproxy/haproxy.cfg, backend: api }
`;
const TRACKED = API.replace('8080 }', '8080, track: blue }').replace('12:8080 }', '12:8080, track: green }');

describe('a service of the file', () => {
  it('has the defaults where the file says nothing', async () => {
    const service = await read(HELLO);
    expect(service).toMatchObject({
      platform: 'local',
      instances: 2,
      health: '/',
      state: join(homedir(), '.local/state/sluice'),
    });
    expect(service.rollout).toMatchObject({
      maxUnavailable: null,
      maxSurge: null,
      minReady: null,
      bakeTime: null,
      drainTimeout: 30_000,
    });
    expect(service.analysis).toMatchObject({
      interval: 10_000,
      maxErrorRate: 0.005,
      minPolls: 3,
      onInconclusive: 'pause',
    });
  });

  it('leaves commands unexpanded', async () =>
    expect(await read(HELLO)).toMatchObject({
      run: ['node', 'server.js', '$HOME'],
    }));

  it('is read for servers, without and with tracks', async () => {
    expect(await read(API)).toMatchObject({
      reports: { kind: 'path', name: '/version' },
      servers: [{ track: null }, { name: 'web2', host: null }],
    });
    const tracked = TRACKED.replace('backend: api }', 'backend: { blue: b, green: g }, map: /m, key: api }');
    expect(await read(tracked)).toMatchObject({
      balancers: [{ backend: { blue: 'b', green: 'g' }, map: '/m', key: 'api' }],
    });
  });

  it('takes inputs before the file, and empty inputs not at all', async () => {
    const text = `${HELLO}    rollout: { max-unavailable: 2, keep-old: 1m }\n`;
    const { rollout } = await read(text, {
      inputs: { 'max-unavailable': '25%', 'keep-old': '', 'bake-time': '5m' },
    });
    expect(rollout).toMatchObject({
      maxUnavailable: { value: 25, unit: 'percent' },
      keepOld: 60_000,
      bakeTime: 300_000,
    });
  });

  it('merges mappings of defaults and environment, and replaces lists', async () => {
    const text = `defaults: { rollout: { on-cancel: pause } }\n${HELLO}    rollout: { keep-old: 1m }\n    environments: { "pr-*": { run: [other], rollout: { keep-old: 2m } } }\n`;
    const service = await read(text, { environment: 'pr-7' });
    expect(service).toMatchObject({
      run: ['other'],
      rollout: { onCancel: 'pause', keepOld: 120_000 },
    });
    expect(service.raw).not.toHaveProperty('environments');
  });

  it('prefers an exact environment to a glob', async () => {
    const text = `${HELLO}    environments: { "*": { port: 1 }, production: { port: 2 } }\n`;
    expect(await read(text)).toMatchObject({ port: 2 });
    expect(await read(text, { environment: 'x' })).toMatchObject({ port: 1 });
  });

  it.each([
    ['alone where the file lists none', '', false],
    ['alone where the file lists only this one', '    environments: { production: {} }\n', false],
    ['elsewhere too where the file lists another', '    environments: { production: {}, staging: {} }\n', true],
    ['elsewhere too where the file lists a glob', '    environments: { "pro*": {} }\n', true],
    ['elsewhere too where something depends on it', '    url: https://{environment}.example\n', true],
  ])('is %s', async (_, more, elsewhere) => expect(await read(HELLO + more)).toMatchObject({ elsewhere }));

  it('expands names once and keeps them out of what is journaled', async () => {
    const text = `${HELLO}    preview: header:X-Preview=$KEY\n    url: https://{environment}.{service}/$$KEY/{version}\n`;
    const service = await read(text, {
      variables: { KEY: '$s{version}' },
      version: 'v1',
    });
    expect(service.preview).toEqual({
      kind: 'header',
      name: 'X-Preview',
      value: '$s{version}',
    });
    expect(service.url).toBe('https://production.hello/$KEY/v1');
    expect(JSON.stringify(service.raw)).not.toContain('$s{');
    expect(
      expandService(service.raw, {
        service: 'hello',
        environment: 'production',
        version: 'v1',
        variables: { KEY: '$s{version}' },
        inputs: {},
        root: root(),
      }),
    ).toEqual(service);
  });

  it('has a place that changes with the port, and a spec that does not change with values of variables', async () => {
    const withEnv = `${HELLO}    env: { TOKEN: $TOKEN }\n`;
    const [a, b, c] = [
      await read(withEnv, { variables: { TOKEN: '1' } }),
      await read(withEnv, { variables: { TOKEN: '2' } }),
      await read(HELLO.replace('8080', '81')),
    ];
    expect(a.spec).toBe(b.spec);
    expect(a.spec).not.toBe(c.spec);
    expect(a.place).not.toBe(c.place);
  });
});

describe('what is wrong', () => {
  it('is told all at once, with lines and columns', async () => {
    expect(await problems(`${HELLO}    helth: /\n    rollout: { max-surge: 1x, keep-old: 5 }\n`)).toEqual([
      expect.stringMatching(/^sluice.yml:6:5: .*"helth".*did you mean health\?$/),
      expect.stringMatching(/^sluice.yml:7:27: .*max-surge is "1x": write .*25%/),
      expect.stringMatching(/^sluice.yml:7:41: .*keep-old is "5": write .*90s/),
    ]);
  });

  it('is told once of each key, however many there are', async () => {
    const many = Array.from({ length: 2_000 }, (_, at) => `    k${at}: 1\n`).join('');
    const told = await problems(HELLO + many);
    expect([told[0], told.at(-1)]).toEqual([
      expect.stringMatching(/^sluice.yml:6:5: .*"k0" is not a key that can stand here/),
      'and 1950 more: correct these first',
    ]);
  });

  it('is not told key by key where that would have no end', async () => {
    const keys = Array.from({ length: 105_000 }, (_, at) => `"${at.toString(36)}":1`).join(',');
    expect(await problems(`services: {"hello":{${keys}}}`)).toContainEqual(expect.stringMatching(/more is wrong here than can be told/));
  });

  it.each([
    [
      'an unknown platform',
      HELLO.replace('local', 'nomad'),
      '3:15: services.hello.platform is "nomad": write local or servers or kubernetes',
    ],
    ['a missing key', HELLO.replace('    port: 8080\n', ''), '2:3: the service has no port'],
    ['no platform', HELLO.replace('    platform: local\n', ''), '2:3: the service has no platform'],
    ['a key of another platform', `${HELLO}    stop: x\n`, '6:11: stop does nothing with platform: local'],
    ['a variable that is not set', `${HELLO}    url: https://$NOT\n`, '6:10: $NOT is not set'],
    [
      'no way to replace anything',
      `${HELLO}    rollout: { max-unavailable: 0, max-surge: 0% }\n`,
      '6:14: max-unavailable and max-surge are both 0',
    ],
    [
      'an environment that is not listed',
      `${HELLO}    environments: { staging: {}, "pr-*": {} }\n`,
      '6:19: hello has no environment "production": set the input environment to one of staging, pr-*',
    ],
    [
      'environments in environments',
      `${HELLO}    environments: { a: { environments: {} } }\n`,
      '6:26: services.hello.environments.a: an environment cannot have environments',
    ],
    ['several services', `${HELLO}  b: {}\n`, '1:1: the file has several services: set the input service to one of hello, b'],
    ['no YAML', 'services: [', '1:12: '],
    ['a key twice', `${HELLO}    port: 1\n`, '6:5: the key "port" stands twice here: take one out'],
    ['a key twice in a list of pairs', `${HELLO}    env: !!pairs\n      - x: { k: 1, k: 2 }\n`, '7:20: the key "k" stands twice here'],
    ['half of a character in a key', `${HELLO}    "\\ud83d": 1\n`, '6:5: this text has half of a character: write the character itself'],
    ['an empty file', '', 'the file is empty'],
    ['two servers of one name', API.replace('web2', 'web1'), '9:17: servers[1].name is "web1" as before'],
    ['tracks without backends for them', TRACKED, 'balancers[0].backend: write a backend for each track'],
    ['a track on some servers only', API.replace('8080 }', '8080, track: blue }'), '8:7: servers: give every server a track'],
    ['a map without tracks', API.replace('backend: api', 'backend: api, map: /m'), 'balancers[0].map does nothing without tracks'],
  ])('names %s', async (_what, text, message) => expect((await problems(text)).join('\n')).toContain(message));

  it('names the nearest service', async () => expect((await problems(HELLO, { service: 'helo' }))[0]).toContain('did you mean hello?'));
  it('names an input as an input', async () =>
    expect(await problems(HELLO, { inputs: { 'bake-time': '5' } })).toEqual([expect.stringMatching(/^input bake-time is "5"/)]));
  it('does not show the value of a variable', async () => {
    const found = await problems(`${HELLO}    preview: $KEY\n    sticky: $KEY\n`, { variables: { KEY: 'hush' } });
    expect(found).toHaveLength(2);
    expect(found.join()).not.toContain('hush');
  });
  it('is an expanded value that does not fit', async () => {
    expect(await problems(`${HELLO}    health: $PATH\n`, { variables: { PATH: 'a$b' } })).toEqual([
      expect.stringContaining(':6:13: health is "$PATH": write a path'),
    ]);
  });
  it('is told of a file that is not there', async () => {
    const options = {
      file: 'none.yml',
      root: root(),
      service: null,
      environment: 'production',
      variables: {},
      inputs: {},
    };
    await expect(readService(options)).rejects.toThrow(/^none.yml: cannot read the service file .*check out the repository/);
  });
  it('is a file larger than 1 MB', async () => expect((await problems(`#${' '.repeat(1024 * 1024)}`))[0]).toContain('larger than 1 MB'));
  it('is a file that grows without end through aliases', async () => {
    const levels = 'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]`);
    expect((await problems(['a: &a [x, x]', ...levels].join('\n')))[0]).toContain('aliases cannot be followed');
    expect((await problems('services: &a [*a]'))[0]).toMatch(/^sluice.yml:1:1: its aliases cannot be followed/);
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    'services:',
    '\n',
    '  ',
    'a:',
    '{',
    '}',
    '[',
    ']',
    '&x',
    '*x',
    '- ',
    '"',
    'platform',
    ': ',
    'local',
    '__proto__',
    '$',
    '!!',
    '|',
    '#',
    'environments:',
    'run',
    '<<',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(word).map((words) => words.join('')),
  );
  it('is a service file or has problems that say so', () => {
    fc.assert(
      fc.property(text, (any) => {
        try {
          parseServiceFile(any, 'f.yml');
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidServiceFile);
          expect((error as InvalidServiceFile).problems[0]?.message).toMatch(/\S/);
        }
      }),
      { numRuns: 1000 },
    );
  });
  it('nested too deeply has a problem that says so', () =>
    expect(() => parseServiceFile('['.repeat(100_000), 'f.yml')).toThrow(InvalidServiceFile));
});

describe('what an input may say and the file too', () => {
  const file = `${HELLO}    rollout: { until: switched, weight: '5, 25', on-outdated: deploy, comment: never, deployment: none }\n`;

  it('is taken from the file', async () => {
    const said = { until: 'switched', weights: [5, 25], onOutdated: 'deploy', comment: 'never', deployment: 'none' };
    expect((await read(file, { variables: { HOME: '/root' } })).rollout).toMatchObject(said);
  });

  it('is taken from the input where that is set', async () => {
    const inputs = { until: 'prepared', weight: '50', 'on-outdated': '', comment: 'on-failure', deployment: '' };
    const said = { until: 'prepared', weights: [50], onOutdated: 'deploy', comment: 'on-failure', deployment: 'none' };
    expect((await read(file, { variables: { HOME: '/root' }, inputs })).rollout).toMatchObject(said);
  });

  it('is refused by the name of the input', async () => {
    const [wrong] = await problems(file, { variables: { HOME: '/root' }, inputs: { until: 'done', weight: '' } });
    expect(wrong).toContain('input until');
  });
});
