import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { JournalDocument } from '../../src/ports/journal.ts';
import { type FakeGithub, startGithub } from '../fakes/github/server.ts';
import { type StepOptions, type StepResult, step } from '../fakes/step.ts';
import { ask, Unanswered } from '../platforms/local-service.ts';
import { readJournal } from './journal-file.ts';
import { localSite } from './local-site.ts';
import { serversSite } from './servers-site.ts';
import type { Settings, Site } from './site.ts';

export const sha = '3f2a9c13f2a9c13f2a9c13f2a9c13f2a9c13f2a9';

export const PLATFORMS = ['local', 'servers'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

export type Shop = Omit<Site, 'close'> & {
  readonly github: FakeGithub;
  /** Runs a built action on the service, in a workflow run of its own where `more.env` names none. */
  act(action: string, inputs?: Record<string, string>, more?: Partial<StepOptions>): Promise<StepResult>;
  /** A run that is newer than all before. */
  newRun(): Run;
  /** The version that answers a user; null: nobody does. */
  ask(): Promise<string | null>;
  /** The versions that answer forty users, in order. */
  users(): Promise<string[]>;
  /** Percent of the traffic by version; `v1+v2` where a track runs both. */
  traffic(): Promise<Record<string, number>>;
  /** How many instances answer, by version. */
  running(): Promise<Record<string, number>>;
  journal(): Promise<JournalDocument | null>;
};

/** Fast, and with little traffic nothing to judge: what is said in a test wins. As much time to start as a busy machine may need. */
export const QUICK: Settings = {
  rollout: { 'progress-deadline': '60s', 'bake-time': '0s', 'drain-timeout': '4s' },
  analysis: { interval: '1s', 'on-no-data': 'pass', 'analysis-timeout': '1s', 'on-inconclusive': 'pass' },
};

/** For a version that never gets ready. */
export const IMPATIENT: Settings = { ...QUICK, rollout: { 'progress-deadline': '12s', 'bake-time': '0s', 'drain-timeout': '4s' } };

/** The variables that tell one workflow run from another. */
export type Run = Record<'GITHUB_RUN_ID' | 'GITHUB_RUN_NUMBER' | 'GITHUB_RUN_ATTEMPT', string>;

/** The same run, started again by hand. */
export function again(run: Run): Run {
  return { ...run, GITHUB_RUN_ATTEMPT: `${Number(run.GITHUB_RUN_ATTEMPT) + 1}` };
}

type Options = {
  /** 2 in each of two tracks; 3 without tracks on servers. */
  readonly instances?: 2 | 3;
  readonly settings?: Settings;
  /** Needed where tests run side by side. */
  readonly onTestFinished?: (close: () => Promise<void>) => void;
};

/** A repository with a service on the platform, nothing deployed yet; ended with the test. */
export async function openShop(platform: PlatformName = 'local', options: Options = {}): Promise<Shop> {
  const { instances = 2, settings = QUICK } = options;
  const workspace = await mkdtemp(join(tmpdir(), 'sluice-shop-'));
  await mkdir(join(workspace, '.github'));
  const site = await (platform === 'local' ? localSite : serversSite)(workspace, instances);
  await site.configure(settings);
  const pull = { number: 7, sha, branch: 'feature', state: 'open' as const, merged: false, commits: [sha] };
  const github = await startGithub({ pulls: [pull] });
  (options.onTestFinished ?? onTestFinished)(async () => {
    await site.close();
    await github.close();
    await rm(workspace, { recursive: true, force: true });
  });
  let runs = 0;
  const newRun = (): Run => {
    runs++;
    return { GITHUB_RUN_ID: `${9_000 + runs}`, GITHUB_RUN_NUMBER: `${runs}`, GITHUB_RUN_ATTEMPT: '1' };
  };
  const asked = (port: number) =>
    ask(port).then(
      ({ status, version }) => (status === 200 ? version : null),
      (error: unknown) => {
        if (error instanceof Unanswered) throw error;
        return null;
      },
    );
  const versions = async () =>
    Promise.all((await site.instances()).map(async (instance) => ({ ...instance, version: await asked(instance.port) })));
  return {
    ...site,
    github,
    newRun,
    act(action, inputs = {}, more = {}) {
      const env = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/shop', ...newRun(), ...more.env };
      return step(action, { workspace, ...more, inputs: { service: site.name, ...inputs }, env });
    },
    ask: () => asked(site.port),
    async users() {
      const answers = await Promise.all(Array.from({ length: 40 }, () => asked(site.port)));
      return [...new Set(answers.map((version) => version ?? 'nobody'))].sort();
    },
    async traffic() {
      const seen = await versions();
      const shares: Record<string, number> = {};
      for (const [track, percent] of Object.entries(await site.weights())) {
        const names = new Set(seen.flatMap((one) => (one.track === track && one.version !== null ? [one.version] : [])));
        if (percent > 0) shares[[...names].sort().join('+') || 'nobody'] = percent;
      }
      return shares;
    },
    async running() {
      const counts: Record<string, number> = {};
      for (const { version } of await versions()) if (version !== null) counts[version] = (counts[version] ?? 0) + 1;
      return counts;
    },
    journal: () => readJournal(site.state),
  };
}
