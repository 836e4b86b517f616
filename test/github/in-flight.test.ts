import { expect, vi } from 'vitest';
import { readMarker } from '../../src/github/comment/body.ts';
import { githubReporter } from '../../src/github/reporter.ts';
import type { Outcome } from '../../src/ports/outcome.ts';
import type { FakeGithub } from '../fakes/github/server.ts';
import { test } from './emulated.ts';
import { ending, event, reporterOptions, rollout, until } from './rollouts.ts';

// The client leaves GitHub a second between two writes, as GitHub asks.
vi.setConfig({ testTimeout: 30_000 });

const shown = (github: FakeGithub) => readMarker(github.state.comments[0]?.body ?? '');
const asked = (github: FakeGithub) =>
  github.requests.map(({ operation }) => operation).flatMap((operation) => /^issues\/(\w+)/.exec(operation)?.[1] ?? []);

test.concurrent.for<[Outcome, string | null]>([
  ['canary', '3f2a9c1'],
  ['stuck', '3f2a9c1'],
  ['promoted', null],
  ['rolled-back', null],
])('the marker says which version is in flight, while it is: %s', async ([outcome, version], { github }) => {
  const reporter = githubReporter(reporterOptions(github, { deployment: 'none' }));
  reporter.see(event('canary 5 %'));
  await until(() => shown(github) !== null);
  expect(shown(github)).toEqual({ service: 'api', inFlight: new Map([['production', '3f2a9c1']]) });
  await reporter.finish(ending(outcome));
  expect(shown(github)?.inFlight).toEqual(new Map([['production', version]]));
});

test.concurrent('a version that holds a secret is in no marker', async ({ github }) => {
  const reporter = githubReporter(reporterOptions(github, { deployment: 'none', secrets: ['hunter2hunter2'] }));
  await reporter.finish(ending('canary', rollout({ attempted: { version: 'v-hunter2hunter2', spec: 's' } })));
  expect(shown(github)?.inFlight).toEqual(new Map([['production', null]]));
  expect(JSON.stringify(github.state)).not.toContain('hunter2');
});

test.concurrent('who may not be alone reads before each text, and looks whether the last one stays, before the end is over', async ({
  github,
}) => {
  const reporter = githubReporter(reporterOptions(github, { deployment: 'none', shared: true, editGap: 0 }));
  for (const stage of ['one', 'two', 'three']) {
    reporter.see(event(stage));
    await until(() => github.state.comments[0]?.body.includes(`doing ${stage}`) === true);
  }
  expect(await reporter.finish(ending('promoted'))).toBe(true);
  expect(asked(github)).toEqual(['list', 'create', 'list', 'get', 'update', 'get', 'update', 'get', 'update', 'get']);
});

test.concurrent('who is alone reads before the first text and the last', async ({ github }) => {
  const reporter = githubReporter(reporterOptions(github, { deployment: 'none', editGap: 0 }));
  for (const stage of ['one', 'two', 'three']) {
    reporter.see(event(stage));
    await until(() => github.state.comments[0]?.body.includes(`doing ${stage}`) === true);
  }
  expect(await reporter.finish(ending('promoted'))).toBe(true);
  expect(asked(github)).toEqual(['list', 'create', 'update', 'update', 'get', 'update']);
});
