import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { down } from '../../src/platforms/local/down.ts';
import type { JournalDocument } from '../../src/ports/journal.ts';
import { readJournal } from '../actions/journal-file.ts';
import { type FakeGithub, startGithub } from '../fakes/github/server.ts';
import { twoFreePorts } from '../fakes/ports.ts';
import { ask } from '../platforms/local-service.ts';

const root = join(import.meta.dirname, '../..');

/** A repository `acme/shop` with a service, the machine that serves it, and an emulated GitHub. */
export type Repository = {
  /** The working tree, a Git repository on the branch main. */
  readonly folder: string;
  /** The home folder of the machine that runs all jobs; `platform: local` keeps its journals in it. Nothing else outlives a job. */
  readonly home: string;
  /** Where `uses: sluice-actions/sluice/…` comes from: what a release has of this tree. */
  readonly suite: string;
  readonly github: FakeGithub;
  /** Where users ask for the service; the next port is free as well. */
  readonly port: number;
  /** Writes files and commits them. @returns the commit */
  commit(files?: Readonly<Record<string, string>>): Promise<string>;
  /** The version that answers a user; null: nobody does. */
  ask(port?: number): Promise<string | null>;
  /** The journal of a service; null: none yet. */
  journal(service?: string, environment?: string): Promise<JournalDocument | null>;
};

export type Settings = Readonly<Record<string, unknown>>;

/** Quick, and with little traffic nothing to judge. */
const QUICK: Settings = {
  rollout: { 'progress-deadline': '20s', 'bake-time': '0s', 'drain-timeout': '2s' },
  analysis: { interval: '1s', 'on-no-data': 'pass', 'analysis-timeout': '1s', 'on-inconclusive': 'pass' },
};

/**
 * Opens a repository with nothing deployed; all of it ends with the test. `service` is the name in its file, `settings` win;
 * `files` lie beside it. What runs is `server.ts`: a version with `never` in its name is never healthy, one with `bad5` fails 5 %.
 */
export async function openRepository(
  options: {
    readonly service?: string;
    readonly settings?: Settings;
    readonly files?: Readonly<Record<string, string>>;
    readonly onTestFinished?: (close: () => Promise<void>) => void;
  } = {},
): Promise<Repository> {
  const { service = 'shop', settings = {}, files = {} } = options;
  const place = await mkdtemp(join(tmpdir(), 'sluice-act-'));
  const [folder, home, suite] = [join(place, 'shop'), join(place, 'home'), join(place, 'suite')];
  const states = join(home, '.local/state/sluice');
  for (const one of [folder, home, suite]) await mkdir(one);
  const github = await startGithub();
  (options.onTestFinished ?? onTestFinished)(async () => {
    await down(states);
    await github.close();
    await rm(place, { recursive: true, force: true });
  });
  const parts = ['actions', 'dist', 'package.json', '.github/workflows'].filter((part) => existsSync(join(root, part)));
  for (const part of parts) await cp(join(root, part), join(suite, part), { recursive: true });
  await cp(join(root, 'test/fakes/app.ts'), join(folder, 'server.ts'));
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'remote', 'add', 'origin', 'https://github.com/acme/shop.git');
  const port = await twoFreePorts();
  const local = { platform: 'local', run: ['node', 'server.ts'], port, instances: 2, health: '/healthz', ...QUICK, ...settings };
  const repository: Repository = {
    folder,
    home,
    suite,
    github,
    port,
    async commit(more = {}) {
      for (const [name, text] of Object.entries(more)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
      }
      git(folder, 'add', '--all');
      git(folder, 'commit', '--quiet', '--allow-empty', '--message=change');
      return git(folder, 'rev-parse', 'HEAD');
    },
    ask: (asked = port) =>
      ask(asked).then(
        ({ status, version }) => (status === 200 ? version : null),
        () => null,
      ),
    journal: (name = service, environment = 'production') => readJournal(join(states, `${name}-${environment}`)),
  };
  await repository.commit({ '.github/sluice.yml': JSON.stringify({ services: { [service]: local } }), ...files });
  return repository;
}

function git(folder: string, ...args: string[]): string {
  const author = ['-c', 'user.name=Alice', '-c', 'user.email=alice@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...author, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}
