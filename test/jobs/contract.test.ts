import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, type onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { openRepository, type Repository } from '../workflows/repository.ts';
import { readWorkflow } from './definition.ts';
import { newQueues } from './queue.ts';
import { openWorkflows, type Run } from './runs.ts';

type Jobs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Starts a workflow of these jobs; what they write in their home folder stays. */
async function start(jobs: Jobs, finished: typeof onTestFinished): Promise<Run & { readonly repository: Repository }> {
  const repository = await openRepository({ onTestFinished: finished });
  const all = Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, { 'runs-on': 'self-hosted', ...job }]));
  const sha = await repository.commit({ '.github/workflows/test.yml': stringify({ on: 'push', permissions: {}, jobs: all }) });
  repository.github.state.environments.push({ name: 'reviewed', reviewers: 1 });
  return { ...(await openWorkflows(repository, finished).start('test.yml', { sha })), repository };
}

/** An expression in a workflow. */
const value = (expression: string) => `\${{ ${expression} }}`;
const passes = [{ run: 'true' }];
const fails = [{ run: 'false' }];
const hangs = [{ run: 'echo at work; exec sleep 300' }];
const asked = (needs: string, condition: string) => ({ needs, if: condition, steps: passes });
const conditions = {
  plain: { needs: 'first', steps: passes },
  success: asked('first', 'success()'),
  failure: asked('first', 'failure()'),
  cancelled: asked('first', 'cancelled()'),
  either: asked('first', value('failure() || cancelled()')),
  always: asked('first', 'always()'),
  result: asked('first', "always() && needs.first.result == 'failure'"),
  // Without a function of its own, what it needs must have done well.
  other: asked('first', "needs.first.result == 'failure'"),
  after: asked('plain', 'failure()'),
};
const all = Object.keys(conditions);
const skippedBut = (...names: string[]) => Object.fromEntries(all.map((name) => [name, names.includes(name) ? 'success' : 'skipped']));

describe.concurrent('a job that needs another runs', () => {
  test('after a success', async ({ expect, onTestFinished }) => {
    const run = await start({ first: { steps: passes }, ...conditions }, onTestFinished);
    expect((await run.ended).jobs).toEqual({ first: 'success', ...skippedBut('plain', 'success', 'always') });
  });

  test('after a failure, also of one before', async ({ expect, onTestFinished }) => {
    const run = await start({ first: { steps: fails }, ...conditions }, onTestFinished);
    expect((await run.ended).jobs).toEqual({ first: 'failure', ...skippedBut('failure', 'either', 'always', 'result', 'after') });
  });

  test('after a rejected review as after a failure', async ({ expect, onTestFinished }) => {
    const run = await start({ first: { environment: 'reviewed', steps: passes }, ...conditions }, onTestFinished);
    await run.waiting('first');
    run.review('first', 'rejected');
    const { jobs, steps } = await run.ended;
    expect(jobs).toEqual({ first: 'failure', ...skippedBut('failure', 'either', 'always', 'result', 'after') });
    expect(steps.filter(({ job }) => job === 'first')).toEqual([]);
  });

  test.for([
    ['at work', { steps: hangs }, (run: Run) => run.printed('at work')],
    ['that waits for its reviewers', { environment: 'reviewed', steps: passes }, (run: Run) => run.waiting('first')],
  ] as const)('after the cancel of one %s', async ([, first, reached], { expect, onTestFinished }) => {
    const run = await start({ first, ...conditions }, onTestFinished);
    await reached(run);
    run.cancel();
    expect((await run.ended).jobs).toEqual({ first: 'cancelled', ...skippedBut('cancelled', 'either', 'always') });
  });
});

describe.concurrent('a job', () => {
  test('that is to run always is not cancelled', async ({ expect, onTestFinished }) => {
    const steps = [{ run: 'echo at work; until [ -f "$HOME/go" ]; do sleep 0.1; done' }];
    const run = await start({ first: { if: 'always()', steps }, second: { steps: hangs } }, onTestFinished);
    await run.printed('first: at work');
    await run.printed('second: at work');
    run.cancel();
    await writeFile(join(run.repository.home, 'go'), '');
    expect((await run.ended).jobs).toEqual({ first: 'success', second: 'cancelled' });
  });

  test('that runs out of its time is cancelled, but not its run', async ({ expect, onTestFinished }) => {
    const run = await start({ first: { 'timeout-minutes': 0.01, steps: hangs }, ...conditions }, onTestFinished);
    expect((await run.ended).jobs).toEqual({ first: 'cancelled', ...skippedBut('always') });
  });

  test('takes its fellows of the matrix with it, or not', async ({ expect, onTestFinished }) => {
    const steps = (seconds: number) => [{ run: `echo at work; [ ${value('matrix.region')} != eu ] || exit 1; exec sleep ${seconds}` }];
    const legs = { matrix: { region: ['eu', 'us'] } };
    const run = await start(
      { fast: { strategy: legs, steps: steps(300) }, slow: { strategy: { ...legs, 'fail-fast': false }, steps: steps(1) } },
      onTestFinished,
    );
    expect((await run.ended).jobs).toEqual({
      ...{ 'fast (eu)': 'failure', 'fast (us)': 'cancelled' },
      ...{ 'slow (eu)': 'failure', 'slow (us)': 'success' },
    });
  });

  test('starts on a fresh machine, and nothing that it started outlives it but what has shed its mark', async ({
    expect,
    onTestFinished,
  }) => {
    const begin = (name: string) => `sleep 300 >/dev/null 2>&1 & echo $! > "$HOME/${name}"`;
    const steps = [{ run: `touch here; touch "$RUNNER_TEMP/here"; ${begin('child')}; unset RUNNER_TRACKING_ID; ${begin('free')}` }];
    const looks = {
      needs: 'first',
      steps: [{ run: '! [ -e here ] && ! [ -e "$RUNNER_TEMP/here" ]' }, { uses: 'actions/checkout@v6' }, { run: 'ls server.ts' }],
    };
    const run = await start({ first: { steps }, second: looks }, onTestFinished);
    const { jobs, log } = await run.ended;
    expect(jobs, log).toEqual({ first: 'success', second: 'success' });
    const pid = async (name: string) => Number(await readFile(join(run.repository.home, name), 'utf8'));
    const free = await pid('free');
    onTestFinished(() => void process.kill(free));
    await expect.poll(() => isAlive(pid('child'))).toBe(false);
    expect(await isAlive(Promise.resolve(free))).toBe(true);
  });

  test('hands outputs from step to step and from job to job, and forgives what may fail', async ({ expect, onTestFinished }) => {
    const steps = [
      {
        id: 'made',
        run: 'echo "word=$WORD" >> "$GITHUB_OUTPUT"; exit 1',
        'continue-on-error': true,
        env: { WORD: `sluice ${value('github.run_attempt')}` },
      },
      { id: 'seen', run: `echo "both=${value('steps.made.outcome')} ${value('steps.made.conclusion')}" >> "$GITHUB_OUTPUT"` },
      { id: 'never', if: 'failure()', run: 'exit 1' },
    ];
    const outputs = { all: `${value('steps.made.outputs.word')}: ${value('steps.seen.outputs.both')}, ${value('steps.never.outcome')}` };
    const second = { needs: 'first', steps: [{ run: 'echo "got $ALL"' }], env: { ALL: value('needs.first.outputs.all') } };
    const run = await start({ first: { steps, outputs }, second }, onTestFinished);
    expect((await run.ended).log).toContain('got sluice 1: failure success, skipped');
  });

  test('runs the post of each action that began, last in first out', async ({ expect, onTestFinished }) => {
    const act = (id: string, more = {}) => ({ id, uses: 'sluice-actions/sluice/actions/promote@v1', ...more });
    const run = await start(
      { first: { steps: [act('one', { 'continue-on-error': true }), act('none', { if: 'false' }), act('two'), act('late')] } },
      onTestFinished,
    );
    const { steps } = await run.ended;
    expect(steps.map(({ id }) => id)).toEqual(['one', 'two', 'post two', 'post one']);
  });
});

test('a cancelled step is asked twice, then killed with what it started; what is wanted then still runs', async ({ onTestFinished }) => {
  const now = 'date +%s%3N';
  const stubborn = `sleep 300 & echo $! > "$HOME/child"; trap 'echo INT $(${now})' INT; trap 'echo TERM $(${now})' TERM; echo at work; while :; do sleep 0.1; done`;
  const steps = [
    { run: stubborn },
    { run: 'echo plain' },
    { if: 'cancelled()', run: 'echo cancelled' },
    { if: 'always()', run: 'echo always' },
  ];
  const run = await start({ first: { steps } }, onTestFinished);
  await run.printed('at work');
  run.cancel();
  const { jobs, log, steps: done } = await run.ended;
  expect(jobs).toEqual({ first: 'cancelled' });
  expect(done.map(({ outcome }) => outcome)).toEqual(['cancelled', 'success', 'success']);
  const [, int, term] = /INT (\d+)[\s\S]*TERM (\d+)[\s\S]*: cancelled[\s\S]*: always/.exec(log) ?? [];
  expect(Number(term) - Number(int), log).toBeGreaterThan(7_000);
  expect(await isAlive(readFile(join(run.repository.home, 'child'), 'utf8').then(Number))).toBe(false);
});

test('a re-run of the failed jobs takes along those that need them, and leaves the others as they were', async ({ onTestFinished }) => {
  const once = [{ run: 'if [ -e "$HOME/been" ]; then exit 0; fi; touch "$HOME/been"; exit 1' }];
  const kept = {
    steps: [{ id: 'made', run: `echo "attempt=${value('github.run_attempt')}" >> "$GITHUB_OUTPUT"` }],
    outputs: { by: value('steps.made.outputs.attempt') },
  };
  const last = { needs: ['kept', 'broken'], steps: [{ run: `echo "kept of ${value('needs.kept.outputs.by')}"` }] };
  const run = await start({ kept, broken: { steps: once }, last, undo: { ...last, if: 'failure()' } }, onTestFinished);
  expect((await run.ended).jobs).toEqual({ kept: 'success', broken: 'failure', last: 'skipped', undo: 'success' });
  const again = await (await run.again('failed')).ended;
  expect(again.jobs).toEqual({ kept: 'success', broken: 'success', last: 'success', undo: 'skipped' });
  expect(again.log).toContain('kept of 1');
  const all = await (await run.again('all')).ended;
  expect(all.log).toContain('kept of 2');
});

describe('of a group of concurrency', () => {
  /** Jobs that enter one after the other. @returns who is at work now, who was cancelled, and what lets the next one in */
  function group(rules: Parameters<ReturnType<typeof newQueues>['enter']>[1]) {
    const queues = newQueues();
    const atWork: string[] = [];
    const cancelled: string[] = [];
    const leave: Record<string, () => void> = {};
    const enter = async (name: string) => {
      const stop = new AbortController();
      const cancel = () => {
        cancelled.push(name);
        stop.abort();
      };
      void queues.enter('deploy', rules, cancel, stop.signal).then((left) => {
        if (!left) return;
        atWork.push(name);
        leave[name] = left;
      });
      await Promise.resolve();
    };
    return { atWork, cancelled, leave, enter };
  }

  test('one job is at work and one waits, in whose place a newer one comes', async () => {
    const { atWork, cancelled, leave, enter } = group({});
    for (const name of ['a', 'b', 'c']) await enter(name);
    expect({ atWork, cancelled }).toEqual({ atWork: ['a'], cancelled: ['b'] });
    leave['a']?.();
    await expect.poll(() => atWork).toEqual(['a', 'c']);
  });

  test('with queue: max none is left out', async () => {
    const { atWork, cancelled, leave, enter } = group({ queue: 'max' });
    for (const name of ['a', 'b', 'c']) await enter(name);
    leave['a']?.();
    await expect.poll(() => leave['b']).toBeDefined();
    leave['b']?.();
    await expect.poll(() => ({ atWork, cancelled })).toEqual({ atWork: ['a', 'b', 'c'], cancelled: [] });
  });

  test('with cancel-in-progress the one at work is cancelled, and the next waits until it has ended', async () => {
    const { atWork, cancelled, leave, enter } = group({ 'cancel-in-progress': true });
    for (const name of ['a', 'b', 'c']) await enter(name);
    expect({ atWork, cancelled }).toEqual({ atWork: ['a'], cancelled: ['a', 'b', 'a'] });
    leave['a']?.();
    await expect.poll(() => atWork).toEqual(['a', 'c']);
  });
});

test('what this runner does not know is an error, not passed over', () => {
  expect(() => readWorkflow(stringify({ jobs: { first: { steps: [], services: {} } } }))).toThrow(
    'job first: this runner does not know services',
  );
});

async function isAlive(pid: Promise<number>): Promise<boolean> {
  const stat = await readFile(`/proc/${await pid}/stat`, 'utf8').catch(() => ') Z');
  return !/\) Z/.test(stat);
}
