import { beforeAll, expect, test } from 'vitest';
import { JOB, jobMark } from '../../../../src/platforms/kubernetes/manifests/jobs/job-object.ts';
import { removeJobs, runJob } from '../../../../src/platforms/kubernetes/manifests/jobs/jobs.ts';
import type { Manifest } from '../../../../src/platforms/kubernetes/manifests/object.ts';
import type { Site } from '../../../../src/platforms/kubernetes/site.ts';
import { never, newName, siteOf } from '../looked-at.ts';
import { openRoom, type Room } from '../room.ts';

const ID = '1a2b3c4d';
/** Long enough for a pod to start, and to go, on a busy machine. */
const soon = { timeout: 60_000 };

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

type Settings = Readonly<Record<string, unknown>>;

/** A Job as a user writes it: its container ends with a code, or serves until it is told to end. */
function jobOf(name: string, code: number | 'serves', spec: Settings = {}, container: Settings = {}): Manifest {
  const template = { spec: podOf(code, container) };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { backoffLimit: 0, template, ...spec } } as Manifest;
}

function podOf(code: number | 'serves', container: Settings = {}): Settings {
  const args = code === 'serves' ? {} : { args: ['exit', `${code}`] };
  const main = { name: 'echo', image: 'sluice.test/echo:v1', ...args, ...container };
  return { restartPolicy: 'Never', terminationGracePeriodSeconds: 1, containers: [main] };
}

/** A Job of a service of its own. */
function opened(code: number | 'serves', spec: Settings = {}, container: Settings = {}) {
  const plain = newName();
  const name = `${plain}-${ID}`;
  const site = siteOf(room.name, plain);
  const run = (signal = never, of: Site = site) => runJob(of, jobOf(plain, code, spec, container), ID, signal);
  const pods = () => room.list('pods', `batch.kubernetes.io/job-name=${name}`);
  const read = async () => (await room.list('jobs')).find(({ metadata }) => metadata.name === name);
  const running = () => expect.poll(async () => (await pods()).map(({ status }) => status.phase), soon).toEqual(['Running']);
  return {
    site,
    name,
    run,
    pods,
    read,
    running,
    /** Begins to run it, and is aborted as soon as its pod runs. */
    async abandoned() {
      const abort = new AbortController();
      const end = run(abort.signal).then(String, String);
      await running();
      abort.abort(new Error('enough'));
      expect(await end).toBe('Error: enough');
    },
    /** Its own deadline is over. */
    late: () => room.kubectl('patch', `job/${name}`, '--type=merge', '--patch', '{"spec":{"activeDeadlineSeconds":1}}'),
    gone: () => expect.poll(async () => [await read(), ...(await pods())], soon).toEqual([undefined]),
  };
}

test('runs a Job to its end, and once however often it is asked for', async () => {
  const { run, read, pods } = opened(0, { ttlSecondsAfterFinished: 0 });
  expect(await run()).toBeNull();
  const [job, made] = [await read(), await pods()];
  expect(job?.['spec']).toMatchObject({ backoffLimit: 0 });
  expect(job?.['spec']).not.toHaveProperty('ttlSecondsAfterFinished');
  expect(made).toHaveLength(1);
  expect(await run()).toBeNull();
  expect((await read())?.metadata['uid']).toBe(job?.metadata['uid']);
  expect((await pods()).map(({ metadata }) => metadata.name)).toEqual(made.map(({ metadata }) => metadata.name));
});

test('tells how a Job failed, with what its pod printed last, and runs it anew the next time', async () => {
  const { run, gone, name } = opened(3);
  const told = new RegExp(
    `^Job ${name} failed: BackoffLimitExceeded: .+\\npod ${name}-\\w+, container echo: Error: it ended with 3\\nv1 ends at once with 3, as it was told$`,
  );
  const first = await run();
  expect(first).toMatch(told);
  await gone();
  const second = await run();
  expect(second).toMatch(told);
  expect(second).not.toBe(first);
});

test('tells what a pod printed also where it went as the Job failed', async () => {
  const made = opened(4, { backoffLimit: 2, template: { spec: { ...podOf(4), restartPolicy: 'OnFailure' } } });
  const { api } = made.site;
  let read = false;
  const text: typeof api.text = async (...call) => {
    const lines = read ? null : await api.text(...call);
    read ||= lines !== null;
    return lines;
  };
  expect(await made.run(never, { ...made.site, api: { ...api, text } })).toMatch(
    /BackoffLimitExceeded.+\npod .+, container echo: Error: it ended with 4\nv1 ends at once with 4/,
  );
});

test('tells what ran where the Job itself was ended for its time', async () => {
  const pod = { ...podOf('serves', { env: [{ name: 'DRAIN', value: '8s' }] }), terminationGracePeriodSeconds: 20 };
  const { run, running, late } = opened('serves', { template: { spec: pod } });
  const end = run();
  await running();
  await late();
  expect(await end).toMatch(/failed: DeadlineExceeded: .+\npod .+, container echo: .+\nv1 serves$/);
});

test('does not wait for an image that cannot be pulled, for what a pod is configured by, nor for a pod that cannot be made', async () => {
  const env = [{ name: 'DRAIN', valueFrom: { configMapKeyRef: { name: 'settings', key: 'drain' } } }];
  const [image, settings] = [opened(0, {}, { image: 'sluice.test/echo:v9' }), opened(0, {}, { env })];
  const account = opened(0, { template: { spec: { ...podOf(0), serviceAccountName: 'nobody' } } });
  const said = await Promise.all([image, settings, account].map(({ run }) => run()));
  expect(said).toEqual([
    expect.stringMatching(new RegExp(`^Job ${image.name} cannot run: pod ${image.name}-\\w+, container echo: \\w*Image\\w*: .*echo:v9`)),
    expect.stringMatching(/cannot run: pod \S+, container echo: CreateContainerConfigError: configmap "settings" not found$/),
    expect.stringMatching(new RegExp(`cannot run: no pod of job ${account.name} can be made: FailedCreate: .*nobody`)),
  ]);
  await Promise.all([image.gone(), settings.gone(), account.gone()]);
});

test('leaves a Job running where it is aborted, and goes on with it', async () => {
  const { run, abandoned, read, pods, late, gone } = opened('serves');
  await abandoned();
  const [job, made] = [await read(), await pods()];
  const again = run();
  await abandoned();
  expect((await read())?.metadata['uid']).toBe(job?.metadata['uid']);
  expect((await pods()).map(({ metadata }) => metadata.name)).toEqual(made.map(({ metadata }) => metadata.name));
  await late();
  expect(await again).toMatch(/DeadlineExceeded/);
  await gone();
});

test('ends what does not complete within the progress deadline', async () => {
  const { site, run, abandoned, gone, name } = opened('serves');
  // The deadline of each process is its own.
  await abandoned();
  const rollout = { ...site.service.rollout, progressDeadline: 3_000 };
  expect(await run(never, { ...site, service: { ...site.service, rollout } })).toMatch(
    new RegExp(`^Job ${name} did not complete within 3 s; .+ \`progress-deadline\` .+\\npod .+, container echo: it runs\\nv1 serves$`),
  );
  await gone();
});

test('tells that somebody deleted it', async () => {
  const { run, running, name } = opened('serves');
  const end = run();
  await running();
  await room.kubectl('delete', `job/${name}`);
  expect(await end).toMatch(new RegExp(`^Job ${name} was deleted by somebody before it had ended`));
});

test('takes no Job of somebody else for its own', async () => {
  const { run, read, name } = opened(0);
  await room.apply(jobOf(name, 'serves', { suspend: true }) as never);
  expect(await run()).toMatch(new RegExp(`^There is a Job ${name} without the label ${JOB}=`));
  expect(await read()).toBeDefined();
});

test('says why a Job cannot be made', async () => {
  const { run, name } = opened(0, { parallelism: -1 });
  expect(await run()).toMatch(new RegExp(`^Job ${name} cannot be made: .*spec.parallelism`));
});

test('removes all Jobs of the service with their pods, also one that runs, and no others', async () => {
  const { site, run, running, gone } = opened('serves');
  const other = opened(0);
  const theirs = newName();
  await room.apply(jobOf(theirs, 'serves', { suspend: true }) as never);
  expect(await other.run()).toBeNull();
  const end = run();
  await running();
  await removeJobs(site, never);
  await gone();
  expect(await end).toMatch(/was deleted by somebody/);
  expect(await other.read()).toBeDefined();
  expect((await room.read(`job/${theirs}`)).metadata.name).toBe(theirs);
  expect(jobMark(site)).not.toBe(jobMark(other.site));
  await removeJobs(site, never);
});
