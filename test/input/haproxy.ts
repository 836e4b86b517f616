import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { servers } from '../../src/platforms/servers/index.ts';
import type { Platform } from '../../src/ports/platform.ts';
import type { ServersService } from '../../src/ports/service.ts';
import { expandService } from '../../src/service/expand.ts';
import ANSWERS from './answers.json' with { type: 'json' };
import { startFake } from './fake-haproxy.ts';
import { type Edit, edited, edits } from './mutate.ts';
import { type Target, wrongError, wrongMessage } from './target.ts';

const WAYS = ['check', 'instances', 'tracks', 'router', 'metrics'] as const;
const PIECES = ['\n', ' ', ',', '# ', '0', '-1', '1e9', 'MAINT', 'no check', '[3]: ', 'value="', '"', '\0', '\ufffd', 'x'.repeat(100_000)];

type Case = {
  readonly way: (typeof WAYS)[number];
  /** By the command, in the order of the real answers. */
  readonly answers: Readonly<Record<string, readonly Edit[] | string>>;
};

const cases = fc.record({
  way: fc.constantFrom(...WAYS),
  answers: fc.dictionary(
    fc.constantFrom(...Object.keys(ANSWERS)),
    fc.oneof(
      { weight: 4, arbitrary: edits(PIECES) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('', '\n\n', '\n[3]: No such proxy.\n\n', '\nPermission denied\n\n', ...Object.values(ANSWERS)),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2_000 }) },
    ),
    { minKeys: 1, maxKeys: 3, noNullPrototype: true },
  ),
});

/** What a real HAProxy answered, changed: each look at it ends with what can be so, or with a sentence; and only looks. */
export async function haproxy(): Promise<Target<Case>> {
  const root = await mkdtemp(join(tmpdir(), 'sluice-input-'));
  await mkdir(join(root, 'state'));
  const fake = await startFake(join(root, 'h.sock'), join(root, 'api.map'));
  return {
    name: "HAProxy's answers",
    cases,
    async attempt({ way, answers }) {
      fake.answers = Object.fromEntries(
        Object.entries(ANSWERS).map(([command, real]) => {
          const change = answers[command];
          return [command, change === undefined ? real : typeof change === 'string' ? change : edited(real, change)];
        }),
      );
      fake.commands = [];
      const limit = AbortSignal.timeout(8_000);
      const platform = servers(serviceAt(root), { workspace: root });
      const wrong = await looked(platform, way, limit).catch((error) => (limit.aborted ? 'it takes longer than 8s' : wrongError(error)));
      await platform.close();
      const written = fake.commands.filter((command) => !/^(show|get) /.test(command));
      if (written.length > 0) return `it commands ${written}`;
      return wrong ?? ((await readdir(join(root, 'state'))).length === 0 ? null : 'it writes');
    },
    async close() {
      await fake.close();
      await rm(root, { recursive: true });
    },
  };
}

function serviceAt(root: string): ServersService {
  const raw = {
    platform: 'servers',
    update: 'true',
    state: join(root, 'state'),
    servers: ['b1', 'b2', 'g1', 'g2'].map((name) => ({ name, address: '127.0.0.1:1', track: name.startsWith('b') ? 'blue' : 'green' })),
    balancers: [
      {
        kind: 'haproxy',
        socket: join(root, 'h.sock'),
        backend: { blue: 'api_blue', green: 'api_green' },
        map: join(root, 'api.map'),
        key: 'api',
      },
    ],
  };
  return expandService(raw, { service: 'api', environment: 'production', variables: {}, inputs: {}, root }) as ServersService;
}

/** What cannot be so of what is seen. */
async function looked(platform: Platform, way: Case['way'], signal: AbortSignal): Promise<string | null> {
  switch (way) {
    case 'check': {
      const problems = await platform.check('tracks', signal);
      return problems.map(({ message }) => wrongMessage(message)).find((wrong) => wrong !== null) ?? null;
    }
    case 'instances': {
      const seen = (await platform.fleet?.instances(signal))?.instances ?? [];
      // Of the track with the traffic.
      return seen.length === 2 ? null : `it sees ${seen.length} instances of 2`;
    }
    case 'tracks': {
      const { tracks = [], full } = (await platform.tracks?.read(signal)) ?? {};
      return full === 2 && tracks.every(({ ready, wanted }) => ready <= wanted && wanted <= 2) ? null : `it sees ${JSON.stringify(tracks)}`;
    }
    case 'router': {
      const { blue = -1, green = -1 } = (await platform.router?.read(signal))?.weights ?? {};
      return blue >= 0 && green >= 0 && blue + green === 100 ? null : `it sees the weights ${blue} and ${green}`;
    }
    case 'metrics': {
      const counters = ((await platform.metrics?.read(signal)) ?? []).flatMap(({ tracks }) => Object.values(tracks));
      const numbers = counters.flatMap(({ requests, errors }) => [requests, errors]);
      return numbers.every((number) => Number.isFinite(number)) ? null : `it counts ${numbers}`;
    }
  }
}
