import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { stepOf, type WorkflowRun } from './act.ts';
import { openExample } from './example.ts';
import { type Guide, openGuide } from './guide.ts';

// They mostly wait for a bake to be over.
vi.setConfig({ maxConcurrency: 3 });

let guide: Guide;
beforeAll(async () => {
  guide = await openGuide();
});

/** Outcomes of the actions of a run, by job and step. */
function outcomes({ steps }: WorkflowRun): Record<string, string | undefined> {
  const ours = steps.filter(({ outputs }) => outputs['outcome'] !== undefined);
  return Object.fromEntries(ours.map(({ job, id, outputs }) => [`${job} ${id}`, `${outputs['outcome']} ${outputs['reason']}`]));
}

describe.concurrent('the example', () => {
  test('rolling.yml replaces what runs with each push, and takes back one that is broken', async ({ onTestFinished }) => {
    const example = await openExample(['production'], onTestFinished);
    const first = await example.push('rolling.yml');
    expect(first.jobs, first.log).toEqual({ rolling: 'success' });
    const second = await example.push('rolling.yml');
    expect(second.jobs, second.log).toEqual({ rolling: 'success' });
    expect(await example.served()).toEqual([second.version]);
    const broken = await example.push('rolling.yml', { fails: 'users' });
    expect(broken.jobs, broken.log).toEqual({ rolling: 'failure' });
    expect(broken.annotations.map(({ title }) => title)).toContain(`Rolled back to ${second.version.slice(0, 7)}`);
    guide.expectShown('broken', broken.log, { v2: second.version });
    expect(await example.served()).toEqual([second.version]);
    expect(example.github.state.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['inactive', 'success', 'failure']);
    expect(example.failed).toEqual([]);
  });

  test('canary.yml gives shares, promotes, and takes back what was stopped half-way', async ({ onTestFinished }) => {
    const example = await openExample(['production'], onTestFinished);
    const first = await example.push('canary.yml');
    expect(first.jobs, first.log).toEqual({ canary: 'success', promote: 'success' });
    const second = await example.push('canary.yml');
    expect(outcomes(second), second.log).toEqual({ 'canary 1': 'canary done', 'canary 2': 'canary done', 'promote 1': 'promoted done' });
    const broken = await example.push('canary.yml', { fails: 'users' });
    expect(broken.jobs, broken.log).toEqual({ canary: 'failure', undo: 'success' });
    expect(outcomes(broken)).toEqual({ 'canary 1': 'rolled-back smoke-test-failed', 'undo 1': 'unchanged nothing-to-take-back' });
    let locking: Promise<unknown> | null = null;
    const said = (line: string) => {
      if (line.includes('0 % → 5 %')) locking = example.act('lock', { reason: 'alice looks into it' });
    };
    const stopped = await example.push('canary.yml', { time: '60s', said });
    await locking;
    expect(stopped.jobs, stopped.log).toEqual({ canary: 'failure', undo: 'success' });
    expect(outcomes(stopped)).toMatchObject({ 'canary 1': 'paused locked', 'undo 1': 'rolled-back requested' });
    expect(await example.served()).toEqual([second.version]);
    expect(example.failed).toEqual([]);
  });

  test('blue-green.yml lets the own test ask the version before users get it, and goes back where that fails', async ({
    onTestFinished,
  }) => {
    const example = await openExample(['production'], onTestFinished);
    await example.push('blue-green.yml');
    const second = await example.push('blue-green.yml');
    expect(second.jobs, second.log).toEqual({ switch: 'success', retire: 'success' });
    expect(outcomes(second)).toEqual({ 'switch prepared': 'prepared done', 'switch 3': 'switched done', 'retire 1': 'promoted done' });
    expect(stepOf(second, 'switch', '2').log).toContain(`Hello from ${second.version}`);
    const third = await example.push('blue-green.yml', { fails: 'curl' });
    expect(third.jobs, third.log).toEqual({ switch: 'failure', undo: 'success' });
    expect(outcomes(third)).toEqual({ 'switch prepared': 'prepared done', 'undo 1': 'rolled-back requested' });
    guide.expectShown('undo', third.log, { v2: second.version });
    expect(await example.served()).toEqual([second.version]);
    expect(example.failed).toEqual([]);
  });

  test('regions.yml gives all regions the version, or none', async ({ onTestFinished }) => {
    const example = await openExample(['eu', 'us'], onTestFinished);
    const first = await example.push('regions.yml');
    expect(first.jobs, first.log).toEqual({ canary: 'success', switch: 'success', promote: 'success' });
    const second = await example.push('regions.yml');
    expect(outcomes(second), second.log).toEqual({
      ...{ 'canary (eu) 1': 'canary done', 'switch (eu) 1': 'switched done', 'promote (eu) 1': 'promoted done' },
      ...{ 'canary (us) 1': 'canary done', 'switch (us) 1': 'switched done', 'promote (us) 1': 'promoted done' },
    });
    await example.act('lock', { reason: 'the line to us is down', environment: 'us' });
    const third = await example.push('regions.yml');
    expect(third.jobs, third.log).toEqual({ canary: 'failure', undo: 'success' });
    expect(outcomes(third)).toEqual({
      ...{ 'canary (eu) 1': 'canary done', 'undo (eu) 1': 'rolled-back requested' },
      ...{ 'canary (us) 1': 'refused locked', 'undo (us) 1': 'unchanged nothing-to-take-back' },
    });
    expect([await example.served('eu'), await example.served('us')]).toEqual([[second.version], [second.version]]);
    expect(example.failed).toEqual([]);
  });

  test('preview.yml gives a pull request an environment, and takes its namespace away when it is closed', async ({ onTestFinished }) => {
    const example = await openExample([], onTestFinished);
    await example.commit({ 'server.mjs': await readFile('examples/workflows/server.mjs', 'utf8') });
    const asked = join(example.home, 'kubectl.log');
    await writeFile(join(example.home, 'kubectl'), `#!/bin/sh\necho "$@" >> ${asked}\n[ "$1" != get ]\n`);
    await chmod(join(example.home, 'kubectl'), 0o755);
    const pull = async (action: string, from: string) => {
      const head = { sha: await example.commit(), repo: { full_name: from } };
      const payload = { action, number: 7, pull_request: { number: 7, head } };
      const env = { PATH: `${example.home}:${process.env['PATH']}` };
      return { sha: head.sha, ...(await example.run('preview.yml', { event: 'pull_request', payload, env })) };
    };
    const opened = await pull('opened', 'acme/shop');
    expect(opened.jobs, opened.log).toEqual({ deploy: 'success' });
    expect(await example.served('pr-7')).toEqual([opened.sha]);
    const { deployments } = example.github.state;
    const shown = () => deployments.map(({ environment, statuses }) => `${environment} ${statuses.at(-1)?.state}`);
    const other = deployments.map((record) => ({ ...structuredClone(record), id: 70, environment: 'pr-70' }));
    deployments.push(...other);
    expect(shown()).toEqual(['pr-7 success', 'pr-70 success']);
    const closed = await pull('closed', 'acme/shop');
    expect(closed.jobs, closed.log).toEqual({ close: 'success' });
    expect(shown()).toEqual(['pr-7 inactive', 'pr-70 success']);
    expect(example.github.violations).toEqual([]);
    expect((await readFile(asked, 'utf8')).trim().split('\n')).toEqual([
      'get namespace shop-pr-7',
      'create namespace shop-pr-7',
      'delete namespace shop-pr-7 --ignore-not-found',
    ]);
    await expect(pull('opened', 'mallory/shop')).rejects.toThrow('no job ran');
  });

  test('promote.yml does by hand what is in flight asks for, and never more than was meant', async ({ onTestFinished }) => {
    const example = await openExample(['production'], onTestFinished);
    const hand = (inputs: Record<string, string>) => {
      const all = { service: 'shop', environment: 'production', version: '', to: '', reason: '', ...inputs };
      return example.run('promote.yml', { event: 'workflow_dispatch', inputs: all });
    };
    await example.act('rolling', { version: 'v1' });
    await example.act('canary-step', { version: 'v2', weight: '25', 'bake-time': '2s' });
    const status = await hand({ action: 'status' });
    expect(outcomes(status), status.log).toEqual({ 'status 1': 'canary done' });
    guide.expectShown('busy', (await example.act('canary-step', { version: 'v3', weight: '5' })).stdout);
    const other = await hand({ action: 'promote', version: 'v3' });
    expect([other.jobs, outcomes(other)]).toEqual([{ promote: 'failure' }, { 'promote 1': 'refused superseded' }]);
    const promoted = await hand({ action: 'promote', version: 'v2' });
    expect([promoted.jobs, outcomes(promoted)]).toEqual([{ promote: 'success' }, { 'promote 1': 'promoted done' }]);
    guide.expectShown('nothing', (await hand({ action: 'promote' })).log);
    const back = await hand({ action: 'rollback', to: 'previous', reason: 'v2 loses orders' });
    expect(outcomes(back), back.log).toEqual({ 'rollback 1': 'rolled-back done' });
    expect(await example.served()).toEqual(['v1']);
    const locked = await example.act('rolling', { version: 'v3' });
    expect(locked.stdout).toContain('v2 loses orders');
    expect(outcomes(await hand({ action: 'unlock' }))).toEqual({ 'lock 1': 'unlocked done' });
    expect(outcomes(await hand({ action: 'lock', reason: 'audit' }))).toEqual({ 'lock 1': 'locked done' });
    expect(example.failed).toEqual([]);
  });

  test('freeze.yml locks on Friday, and on Monday ends only its own lock', async ({ onTestFinished }) => {
    const example = await openExample([], onTestFinished);
    const at = (schedule: string) => example.run('freeze.yml', { event: 'schedule', payload: { schedule } });
    const [friday, monday] = ['0 16 * * 5', '0 7 * * 1'];
    await example.push('rolling.yml');
    expect(outcomes(await at(friday))).toEqual({ 'freeze 1': 'locked done' });
    const meanwhile = await example.push('rolling.yml');
    expect(outcomes(meanwhile), meanwhile.log).toEqual({ 'rolling 1': 'refused locked' });
    guide.expectShown('frozen', meanwhile.log, { v2: meanwhile.version });
    expect(outcomes(await at(monday))).toEqual({ 'freeze 1': 'unlocked done' });
    await example.act('lock', { reason: 'audit' });
    expect(outcomes(await at(friday))).toEqual({ 'freeze 1': 'unchanged already-locked' });
    expect(outcomes(await at(monday))).toEqual({ 'freeze 1': 'unchanged other-lock' });
  });

  test('judge.yml looks at a canary that waits, takes back one that does worse by now, and else does nothing', async ({
    onTestFinished,
  }) => {
    const example = await openExample(['production'], onTestFinished);
    const judge = () => example.run('judge.yml', { event: 'schedule' });
    await example.act('rolling', { version: 'v1' });
    const idle = await judge();
    expect([idle.jobs, outcomes(idle)]).toEqual([{ judge: 'success' }, { 'judge now': 'idle done' }]);
    await example.act('canary-step', { version: 'v2', weight: '50', 'bake-time': '2s' });
    expect(outcomes(await judge())).toEqual({ 'judge now': 'canary done', 'judge 2': 'canary done' });
    await example.fail('v2', 'users');
    const bad = await judge();
    expect([bad.jobs, outcomes(bad)]).toEqual([
      { judge: 'failure' },
      { 'judge now': 'canary done', 'judge 2': 'rolled-back analysis-failed' },
    ]);
    expect(await example.served()).toEqual(['v1']);
  });

  test('chat.yml says in the chat how it ended, whatever that is', async ({ onTestFinished }) => {
    const example = await openExample(['production'], onTestFinished);
    const messages: { text: string }[] = [];
    const chat = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      messages.push(JSON.parse(text));
      response.end();
    }).listen(0, '127.0.0.1');
    await once(chat, 'listening');
    onTestFinished(() => void chat.close());
    const secrets = { CHAT: `http://127.0.0.1:${(chat.address() as AddressInfo).port}/webhook` };
    const good = await example.push('chat.yml', { secrets });
    const broken = await example.push('chat.yml', { fails: 'users', secrets });
    expect([good.jobs, broken.jobs], broken.log).toEqual([{ rolling: 'success' }, { rolling: 'failure' }]);
    const run = (id: string) => `https://github.com/acme/shop/actions/runs/${id}`;
    expect(messages.map(({ text }) => text)).toEqual([
      `shop ${good.version.slice(0, 7)} promoted: 2 of 2 instances run it\n${run(good.run.id)}`,
      expect.stringMatching(
        new RegExp(`^shop ${broken.version.slice(0, 7)} rolled-back: smoke test failed: .*\n${run(broken.run.id)}$`, 's'),
      ),
    ]);
  });

  test('the variant for GitHub Enterprise Server has no key that an older server refuses', async ({ onTestFinished }) => {
    const example = await openExample(['production'], onTestFinished);
    const version = await example.commit({ '.github/workflows/ghes.yml': `on: push\n${guide.block('ghes')}` });
    const run = await example.run('ghes.yml');
    // act is as strict about keys; the check of a job, by which its record is found, it does not have.
    expect(run.changes).toEqual([]);
    expect(run.jobs, run.log).toEqual({ rolling: 'success' });
    expect([await example.served(), example.github.state.deployments]).toEqual([[version], []]);
  });
});

test('what the guide shows of them is in the files, and was printed', async () => {
  for (const { file, text } of guide.parts) expect(await readFile(join('examples/workflows', file), 'utf8'), file).toContain(text);
  expect(guide.unseen()).toEqual([]);
  const { inputs } = parse(await readFile('examples/workflows/promote.yml', 'utf8')).on.workflow_dispatch;
  const fields = guide.fields.filter(([name]) => name !== 'action').map(([name]) => name);
  expect([...new Set(fields)].filter((name) => inputs[name] === undefined)).toEqual([]);
  const actions = guide.fields.filter(([name]) => name === 'action').map(([, value]) => value);
  expect([...new Set(actions)].sort()).toEqual([...inputs.action.options].sort());
});
