import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { configProblems, missingLines, recommendedFrontend } from '../../../src/platforms/servers/config/check.ts';
import { sectionsOf, wordsOf } from '../../../src/platforms/servers/config/file.ts';
import type { HaproxyBalancer, ServersService } from '../../../src/ports/service.ts';
import { until } from '../../contracts/until.ts';
import { here } from '../../fakes/runtime-socket.ts';

const never = new AbortController().signal;
type Changes = Partial<Pick<ServersService, 'preview' | 'sticky'>>;

const SECRET = 'open-sesame';
const SHAPES: readonly (readonly [string, Changes])[] = [
  ['plain', {}],
  ['preview header', { preview: { kind: 'header', name: 'X-Preview', value: SECRET } }],
  ['preview cookie', { preview: { kind: 'cookie', name: 'preview', value: SECRET } }],
  ['preview url', { preview: { kind: 'url', url: 'http://preview.example.com:8080/' } }],
  ['sticky cookie', { sticky: { kind: 'cookie', name: 'uid' } }],
  ['sticky header', { sticky: { kind: 'header', name: 'X-User' } }],
  ['preview and sticky', { preview: { kind: 'header', name: 'X-Preview', value: SECRET }, sticky: { kind: 'cookie', name: 'uid' } }],
];

const rolling = { kind: 'haproxy', host: null, socket: '/run/a.sock', config: '/etc/a.cfg', backend: 'api', map: null, key: null } as const;
const tracked: HaproxyBalancer = { ...rolling, backend: { blue: 'api_blue', green: 'api_green' }, map: '/srv/api.map', key: 'api' };

function serviceWith(changes: Changes = {}): ServersService {
  const servers = [
    { name: 'b1', host: null, address: '127.0.0.1:9001', track: 'blue' },
    { name: 'g1', host: null, address: '127.0.0.1:9002', track: 'green' },
    { name: 's1', host: null, address: '127.0.0.1:9003', track: null },
  ];
  return { name: 'api', health: '/healthz', servers, preview: null, sticky: null, ...changes } as unknown as ServersService;
}

const HEAD = (socket: string) => `global
  stats socket ${socket} mode 660 level admin
defaults
  mode http
  option idle-close-on-response
  timeout connect 2s
  timeout client 2s
  timeout server 2s
`;

const BLUE = `backend api_blue
  server b1 127.0.0.1:9001 check
`;
const GREEN = `backend api_green
  server g1 127.0.0.1:9002 check
`;
const ROLLING = `${HEAD('/run/a.sock')}frontend web
  bind 127.0.0.1:8080
  default_backend api
backend api
  default-server check fall 2
  server s1 127.0.0.1:9003
`;

/** A whole haproxy.cfg with the recommended lines, the secret filled in. */
function configFor(changes: Changes = {}, balancer: HaproxyBalancer = tracked): string {
  const lines = recommendedFrontend(serviceWith(changes), balancer).replace('<the value of preview>', SECRET);
  return `${HEAD(balancer.socket)}frontend web\n  bind 127.0.0.1:8080\n${lines}\n${BLUE}${GREEN}`;
}

function judge(text: string, changes: Changes = {}) {
  return missingLines(text, serviceWith(changes), tracked, 'tracks');
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-config-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'api.map'), 'api 100\napi.preview 2\n');
  return folder;
}

describe('the recommended lines', () => {
  test.each(SHAPES)('are accepted by HAProxy and found complete (%s)', async (_, changes) => {
    const folder = await newFolder();
    const config = join(folder, 'haproxy.cfg');
    const balancer = { ...tracked, config, socket: join(folder, 'admin.sock'), map: join(folder, 'api.map') };
    await writeFile(config, configFor(changes, balancer));
    await promisify(execFile)('/usr/sbin/haproxy', ['-c', '-f', config]);
    expect(await configProblems(serviceWith(changes), here(balancer), 'tracks', never)).toEqual([]);
  });

  test.each(SHAPES)('are each missed when taken out (%s)', (_, changes) => {
    const text = configFor(changes);
    // How an address shows is the user's choice, and HAProxy itself refuses a rule whose ACL is missing.
    const isFree = (line: string) => changes.preview?.kind === 'url' && line.includes('acl preview');
    const lines = recommendedFrontend(serviceWith(changes), tracked)
      .split('\n')
      .filter((line) => !isFree(line));
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      const without = text.replace(`${line.replace('<the value of preview>', SECRET)}\n`, '');
      expect(without.length).toBeLessThan(text.length);
      expect(judge(without, changes), `without ${line}`).toEqual([expect.stringContaining(`\n${line}`)]);
    }
  });

  test.each([
    ['the socket level', ' level admin', 'level admin'],
    ['the idle connections', '  option idle-close-on-response\n', '\n  option idle-close-on-response'],
    ['the backend of blue', BLUE, 'backend api_blue\n    option httpchk GET /healthz'],
    ['the backend of green', GREEN, 'server g1 127.0.0.1:9002'],
  ])('need %s beside them', (_, part, named) => {
    expect(judge(configFor().replace(part, ''))).toEqual([expect.stringContaining(named)]);
  });

  test('send all to green at 100 %, also users without a cookie, and previews where they are pointed', async () => {
    const folder = await newFolder();
    const [config, socket, front] = ['haproxy.cfg', 'admin.sock', 'front.sock'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const shape: Changes = { preview: { kind: 'header', name: 'X-Preview', value: SECRET }, sticky: { kind: 'cookie', name: 'uid' } };
    const answer = (text: string) => `  http-request return status 200 content-type text/plain string ${text}\n  server`;
    const text = configFor(shape, { ...tracked, socket, map: join(folder, 'api.map') })
      .replace('bind 127.0.0.1:8080', `bind ${front}`)
      .replaceAll(' check\n', '\n')
      .replace(/(api_blue\n) {2}server/, (_, name) => name + answer('blue'))
      .replace(/(api_green\n) {2}server/, (_, name) => name + answer('green'));
    await writeFile(config, text);
    const child = spawn('/usr/sbin/haproxy', ['-db', '-f', config], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await until(async () => (await get(front, {}).catch(() => '')) !== '');
    const users = [{}, { cookie: 'uid=ann' }, { cookie: 'uid=bob' }, { 'x-preview': 'wrong' }];
    for (const headers of users) expect(await get(front, headers)).toBe('green');
    expect(await get(front, { 'x-preview': SECRET })).toBe('blue');
  });
});

describe('a frontend without the lookup', () => {
  const preview = { kind: 'header', name: 'X-Preview', value: SECRET } as const;

  test('gets the whole block once, without the secret', () => {
    const text = `${HEAD('/run/a.sock')}frontend web\n  bind :80\n  default_backend api_blue\n${BLUE}${GREEN}`;
    const problems = judge(text, { preview });
    expect(problems).toEqual([expect.stringContaining(`\n${recommendedFrontend(serviceWith({ preview }), tracked)}`)]);
    expect(problems[0]).toMatch(/^\/etc\/a\.cfg: no frontend chooses/);
    expect(problems[0]).not.toContain(SECRET);
  });

  test('counts as one where it looks in another map or for another key', () => {
    expect(judge(configFor().replace('/srv/api.map', 'virt@api.map'))).toHaveLength(1);
    expect(judge(configFor().replace('str(api)', 'str(shop)'))).toHaveLength(1);
  });
});

describe('a frontend of its own making', () => {
  test('may name variables and ACLs as it likes, invert conditions, and share the frontend', () => {
    const own = `
  http-request set-var(txn.share) "str(api),map_str_int(/srv/api.map,0)" # percent
  http-request set-var(txn.n) rand(100) if { hdr(host) -i api.example.com }
  acl is_api hdr(host) -i api.example.com
  acl stays var(txn.n),sub(txn.share) ge 0
  acl green_up nbsrv(api_green) ge 1
  acl blue_down nbsrv(api_blue) lt 1
  use_backend other if !is_api
  use_backend api_green if is_api !stays green_up or is_api blue_down
  use_backend api_blue if is_api
  default_backend other`;
    const text = `${HEAD('/run/a.sock')}frontend web\n  bind :80${own}\n${BLUE}${GREEN}backend other\n`;
    expect(judge(text)).toEqual([]);
    expect(judge(text.replace(' green_up or', ' or'))).toEqual([expect.stringContaining('while none of its servers is up')]);
    expect(judge(text.replace(' or is_api blue_down', ''))).toEqual([expect.stringContaining('no server of api_blue')]);
  });

  test('may keep users on their side though the service file does not ask for it', () => {
    expect(judge(configFor({ sticky: { kind: 'cookie', name: 'uid' } }))).toEqual([]);
  });

  test('does not keep them where a later draw overwrites their number', () => {
    const sticky = { kind: 'cookie', name: 'uid' } as const;
    const [draw, stick] = recommendedFrontend(serviceWith({ sticky }), tracked).split('\n').slice(1, 3);
    const text = configFor({ sticky }).replace(`${draw}\n${stick}`, `${stick}\n${draw}`);
    expect(judge(text, { sticky })).toEqual([expect.stringContaining('does not keep users on their side')]);
  });

  test('must guard green, ask before it previews, and look at previews first', () => {
    const preview = { kind: 'header', name: 'X-Preview', value: SECRET } as const;
    const text = configFor({ preview });
    expect(judge(text.replace('dice { nbsrv(api_green) gt 0 }', 'dice'), { preview })).toEqual([
      expect.stringContaining('while none of its servers is up'),
    ]);
    expect(judge(text.replace('api_green if preview {', 'api_green if {'), { preview })).toEqual([
      expect.stringContaining('also requests without the header X-Preview'),
    ]);
    const url = { kind: 'url', url: 'http://preview.example.com/' } as const;
    expect(judge(configFor({ preview: url }).replace('api_green if preview {', 'api_green if {'), { preview: url })).toEqual([
      expect.stringContaining('use_backend api_green if preview { var(txn.preview) -m int 1 }'),
    ]);
    const green = '  use_backend api_green if dice { nbsrv(api_green) gt 0 }\n';
    const late = text.replace(green, '').replace('  use_backend api_green if preview', `${green}  use_backend api_green if preview`);
    expect(judge(late, { preview })).toEqual([expect.stringContaining('use_backend api_blue if preview { var(txn.preview) -m int 2 }')]);
  });
});

test('the address of previews may have a frontend of its own', () => {
  const preview = { kind: 'url', url: 'http://preview.example.com/' } as const;
  const own = `frontend previews
  bind :81
  http-request set-var(txn.at) str(api.preview),map_str_int(/srv/api.map,0)
  use_backend api_green if { var(txn.at) -m int 1 }
  use_backend api_blue if { var(txn.at) -m int 2 }
`;
  expect(judge(configFor() + own, { preview })).toEqual([]);
  expect(judge(configFor() + own.replace('int 2', 'int 3'), { preview })).toEqual([
    expect.stringMatching(
      /frontend previews .*\n {2}acl preview req.hdr\(host\) .*\n {2}use_backend api_blue if preview \{ var\(txn\.at\) -m int 2 \}$/,
    ),
  ]);
});

describe('one backend', () => {
  const judgeRolling = (text: string) => missingLines(text, serviceWith(), rolling, 'rolling');

  test('needs no rules', () => {
    expect(judgeRolling(ROLLING)).toEqual([]);
  });

  test('must not end requests when a server is taken out, also by its defaults', () => {
    expect(judgeRolling(ROLLING.replace('check fall 2', 'check on-marked-down shutdown-sessions fall 2'))).toEqual([
      expect.stringMatching(/in backend api drops requests.*\n {2}default-server check fall 2$/),
    ]);
    const inDefaults = ROLLING.replace('  mode http\n', '  mode http\n  default-server on-marked-down shutdown-sessions\n');
    expect(judgeRolling(inDefaults)).toEqual([expect.stringContaining('in defaults drops')]);
  });

  test('may have a socket that the file does not name', () => {
    expect(judgeRolling(ROLLING.replace('/run/a.sock', '/run/other.sock mode 600 level user'))).toEqual([]);
  });

  test('gets the line of its socket with the right level', () => {
    expect(judgeRolling(ROLLING.replace('level admin', 'level operator'))).toEqual([
      expect.stringMatching(/\n {2}stats socket \/run\/a\.sock mode 660 level admin$/),
    ]);
  });

  test('names only the frontends that lead to it', () => {
    const more = `frontend admin\n  no option idle-close-on-response\n  default_backend other\nbackend other\n`;
    expect(judgeRolling(ROLLING + more)).toEqual([]);
    expect(judgeRolling(ROLLING.replace('frontend web\n', 'frontend web\n  no option idle-close-on-response\n') + more)).toEqual([
      expect.stringContaining('to frontend web:'),
    ]);
  });
});

describe('the file', () => {
  test('may be a folder of *.cfg', async () => {
    const folder = await newFolder();
    const [head, ...rest] = ROLLING.split(/(?=frontend)/);
    await writeFile(join(folder, '1.cfg'), head ?? '');
    await writeFile(join(folder, '2.cfg'), rest.join(''));
    await writeFile(join(folder, '3.txt'), 'backend api\n  default-server on-marked-down shutdown-sessions\n');
    expect(await configProblems(serviceWith(), here({ ...rolling, config: folder }), 'rolling', never)).toEqual([]);
  });

  test('is named where it cannot be read', async () => {
    const config = join(await newFolder(), 'none.cfg');
    expect(await configProblems(serviceWith(), here({ ...rolling, config }), 'rolling', never)).toEqual([
      expect.stringContaining(`${config} cannot be read`),
    ]);
  });

  test('is not asked for where the service file does not name it', async () => {
    expect(await configProblems(serviceWith(), here({ ...rolling, config: null }), 'rolling', never)).toEqual([]);
  });

  test('is read with quotes, escapes and comments', () => {
    expect(wordsOf(`  a "b c" 'd # "e' f\\ g h\\#i '' x\\.y # rest`)).toEqual(['a', 'b c', 'd # "e', 'f g', 'h#i', '', 'x\\.y']);
    expect(wordsOf('  # nothing')).toEqual([]);
  });

  test('gives a proxy the defaults that it names, or the last ones', () => {
    const text =
      'defaults a\n  mode tcp\ndefaults b from a\n  retries 1\ndefaults\n  mode http\nbackend x\nbackend y from b\n  retries 2\n';
    const lines = (at: number) => sectionsOf(text)[at]?.lines.map(({ words }) => words.join(' '));
    expect(lines(3)).toEqual(['mode http']);
    expect(lines(4)).toEqual(['mode tcp', 'retries 1', 'retries 2']);
  });
});

function get(socketPath: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, headers: { host: 'api', ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => resolve(text));
    });
    asked.once('error', reject).end();
  });
}
