import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { BalancerConfig } from '../../src/platforms/local/balancer/state.ts';
import { until } from '../contracts/until.ts';
import { type Load, start } from '../load/generator.ts';
import { type Environment, type Example, openExample, type Users } from '../workflows/example.ts';
import { type Ended, openWorkflows, type Run } from './runs.ts';

type Finished = typeof onTestFinished;

type Pushed = {
  /** Instead of each bake time and the like that the file says. */
  readonly time?: string;
  /** What is different in the workflow's file. */
  readonly change?: (text: string) => string;
  /** Whom the version fails, or does not answer. */
  readonly fails?: Users;
  readonly hangs?: Users;
};

/** A repository with the examples' workflows, its service at `v1`, and users who ask all the time. */
export type Site = Omit<Example, 'push'> & {
  /** Makes a commit with a pull request of its own, and starts a workflow for it. */
  push(file: string, options?: Pushed): Promise<Run & { readonly version: string }>;
  /** Expects that all users got an answer, that this version serves all of them, in each environment, and that nothing is left half-way. */
  expectServed(version: string): Promise<void>;
  /** What GitHub shows of a version in the end: its records, and the headlines of the comment on its pull request, sorted. */
  shown(version: string): { readonly records: readonly string[]; readonly comment: readonly string[] };
};

/** What ends a rollout is told in the record. */
const OVER = ['success', 'failure', 'error', 'inactive'];

/** What the comment says where `undo` has taken a version back: nobody asked for that. */
export const UNDONE = '**Rolled back to v1**: taken back by the job &#96;undo&#96; of the same run';

/** Reviewers are asked for `production-full`. */
export async function openSite(environments: readonly Environment[] = ['production'], finished: Finished = onTestFinished): Promise<Site> {
  const example = await openExample([], finished);
  const { github } = example;
  github.state.environments.push({ name: 'production-full', reviewers: 1 }, { name: 'production' }, { name: 'production-undo' });
  const workflows = openWorkflows(example, finished);
  const loads: Record<string, Load> = {};
  for (const environment of environments) {
    const { code, stdout } = await example.act('rolling', { version: 'v1', environment });
    if (code !== 0) throw new Error(stdout);
    const load = start({ url: example.url(environment), rate: 50 });
    finished(async () => void (await load.stop()));
    await until(async () => load.seen().requests > 20);
    loads[environment] = load;
  }
  let pulls = 0;
  return {
    ...example,
    async push(file, { time = '1s', change = (text: string) => text, fails, hangs } = {}) {
      const text = change(await readFile(join('examples/workflows', file), 'utf8'));
      const version = await example.commit({ [`.github/workflows/${file}`]: text });
      if (fails) await example.fail(version, fails);
      if (hangs) await example.hang(version, hangs);
      const number = ++pulls;
      github.state.pulls.push({ number, sha: version, branch: `branch-${number}`, state: 'closed', merged: true, commits: [version] });
      return { ...(await workflows.start(file, { time, sha: version })), version };
    },
    async expectServed(version) {
      for (const [environment, load] of Object.entries(loads)) {
        expect(await example.served(environment as Environment), environment).toEqual([version]);
        const { failed, byVersion } = await load.stop();
        expect(failed, JSON.stringify(byVersion)).toBe(0);
        expect(await example.journal('shop', environment)).toMatchObject({ live: { version }, rollout: null, holder: null });
        const balancer = join(example.home, `.local/state/sluice/shop-${environment}/balancer.json`);
        const { servers } = JSON.parse(await readFile(balancer, 'utf8')) as BalancerConfig;
        expect(Object.values(servers).map(({ state }) => state)).toEqual(['ready', 'ready']);
      }
      const open = github.state.deployments.filter(({ statuses }) => !OVER.includes(statuses.at(-1)?.state ?? ''));
      expect(open).toEqual([]);
      expect(github.violations).toEqual([]);
    },
    shown(version) {
      const records = github.state.deployments.filter(({ ref }) => ref === version).map(({ statuses }) => statuses.at(-1)?.state ?? '');
      const number = github.state.pulls.find(({ sha }) => sha === version)?.number;
      const [comment, ...others] = github.state.comments.filter(({ issue }) => issue === number);
      expect(others).toEqual([]);
      return { records, comment: comment?.body.match(/^\*\*(?!Next).*/gm)?.sort() ?? [] };
    },
  };
}

/** Outcomes of the actions of a run, by job and step, `post` too where it did something. */
export function outcomes({ steps }: Ended): Record<string, string> {
  const ours = steps.filter(({ outputs }) => outputs['outcome'] !== undefined);
  return Object.fromEntries(ours.map(({ job, id, outputs }) => [`${job} ${id}`, `${outputs['outcome']} ${outputs['reason']}`]));
}
