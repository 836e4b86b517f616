import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type Api, ApiError, type List, type Resource } from '../../../src/platforms/kubernetes/api/api.ts';
import { openApi } from '../../../src/platforms/kubernetes/api/client.ts';
import { Refused } from '../../../src/ports/reason.ts';
import { echoDeployment } from '../../fakes/kubernetes.ts';
import { openRoom, type Room } from './room.ts';

type ConfigMap = Resource & { readonly data?: Readonly<Record<string, string>> };

const never = new AbortController().signal;

let room: Room;
let api: Api;
beforeAll(async () => {
  room = await openRoom();
  api = openApi({ context: null, namespace: room.name });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await api?.close();
  await room?.close();
});

const newName = () => `it-${randomBytes(4).toString('hex')}`;
const configMap = (name: string, data: Record<string, string>) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });

async function made(data: Record<string, string> = { a: '1' }): Promise<{ path: string; object: ConfigMap }> {
  const name = newName();
  const object = await api.create<ConfigMap>(room.configMaps, configMap(name, data), never);
  if (object === 'exists') throw new Error(`${name} is there already`);
  return { path: `${room.configMaps}/${name}`, object };
}

/** Another one, which looks at `kubeconfig`. */
function apiWith(kubeconfig: string, context: string | null = null): Api {
  vi.stubEnv('KUBECONFIG', kubeconfig);
  const other = openApi({ context, namespace: null });
  onTestFinished(() => other.close());
  return other;
}

test('what is not there is null, and is removed', async () => {
  const path = `${room.configMaps}/nothing`;
  expect(await api.get(path, never)).toBeNull();
  expect(await api.text(path, never)).toBeNull();
  expect(await api.patch(path, [{ op: 'add', path: '/data', value: {} }], never)).toBeNull();
  await api.remove(path, never);
});

test('a name is made once', async () => {
  const { path, object } = await made();
  expect(await api.create(room.configMaps, configMap(object.metadata.name, { a: '2' }), never)).toBe('exists');
  expect(await api.get(path, never)).toMatchObject({ data: { a: '1' } });
  await api.remove(path, never);
  expect(await api.get(path, never)).toBeNull();
});

test('replaces what was read, and nothing newer', async () => {
  const { path, object } = await made();
  const next = await api.replace<ConfigMap>(path, { ...object, data: { a: '2' } } as Resource, never);
  expect(next).toMatchObject({ data: { a: '2' } });
  expect(await api.replace(path, { ...object, data: { a: '3' } } as Resource, never)).toBe('conflict');
  expect(await api.get(path, never)).toMatchObject({ data: { a: '2' } });
  await api.remove(path, never);
  expect(await api.replace(path, next as Resource, never)).toBe('conflict');
});

test('patches only where the test holds', async () => {
  const { path } = await made();
  const change = (from: string, to: string) =>
    api.patch<ConfigMap>(
      path,
      [
        { op: 'test', path: '/data/a', value: from },
        { op: 'replace', path: '/data/a', value: to },
      ],
      never,
    );
  expect(await change('1', '2')).toMatchObject({ data: { a: '2' } });
  expect(await change('1', '3')).toBe('conflict');
  expect(await api.get(path, never)).toMatchObject({ data: { a: '2' } });
});

test('what the API server finds wrong is told in its words, and is no conflict', async () => {
  const { path } = await made();
  const wrong = api.patch(path, [{ op: 'add', path: '/metadata/labels', value: { a: 'not a value!' } }], never);
  await expect(wrong).rejects.toThrow(ApiError);
  await expect(wrong).rejects.toMatchObject({ status: 422, message: expect.stringContaining('Invalid value') });
  await expect(api.create('/api/v1/namespaces/no-such/configmaps', configMap('a', {}), never)).rejects.toMatchObject({
    status: 404,
    message: expect.stringContaining('namespaces "no-such" not found'),
  });
});

test('values of a query arrive as they are', async () => {
  const { object } = await made();
  const query = { fieldSelector: `metadata.name=${object.metadata.name}` };
  expect((await api.get<List<ConfigMap>>(room.configMaps, never, query))?.items.map(({ metadata }) => metadata.name)).toEqual([
    object.metadata.name,
  ]);
});

test('hears of a change, and of none before it', async () => {
  const { path } = await made();
  const { metadata } = (await api.get<List<ConfigMap>>(room.configMaps, never)) as List<ConfigMap>;
  let heard = false;
  const changed = api.changed(room.configMaps, metadata.resourceVersion, never).then(() => {
    heard = true;
  });
  // As long as a few answers take.
  for (let asked = 0; asked < 20; asked++) await api.get(path, never);
  expect(heard).toBe(false);
  await api.patch(path, [{ op: 'add', path: '/data/b', value: 'x' }], never);
  await changed;
});

test('waits no longer for a change when it is aborted', async () => {
  const { metadata } = (await api.get<List<ConfigMap>>(room.configMaps, never)) as List<ConfigMap>;
  const waiting = new AbortController();
  const changed = api.changed(room.configMaps, metadata.resourceVersion, waiting.signal);
  await api.get(room.configMaps, never);
  waiting.abort();
  await changed;
  await api.changed(room.configMaps, metadata.resourceVersion, waiting.signal);
});

test('a call is aborted with the reason of its signal', async () => {
  const reason = new Error('enough');
  await expect(api.get(room.configMaps, AbortSignal.abort(reason))).rejects.toBe(reason);
  const stop = new AbortController();
  const answer = api.get(room.configMaps, stop.signal);
  stop.abort(reason);
  await expect(answer).rejects.toBe(reason);
});

test('a right that is missing is told with the rule that gives it, and with that rule it works', async () => {
  const { name, kubectl } = room;
  await kubectl('create', 'serviceaccount', 'nobody');
  const token = (await kubectl('create', 'token', 'nobody')).trim();
  const theirs = apiWith(await room.kubeconfigOf({ token }));
  const refused = await theirs.get(`${room.configMaps}/a`, never).catch((error: Error) => error);
  expect(refused).toBeInstanceOf(Refused);
  const who = `User "system:serviceaccount:${name}:nobody" cannot get resource "configmaps" in API group ""`;
  expect((refused as Refused).message).toBe(
    `configmaps "a" is forbidden: ${who} in the namespace "${name}". Add this rule to a Role of that user in namespace ${name}:
- apiGroups: [""]
  resources: ["configmaps"]
  verbs: ["get"]`,
  );
  const watch = theirs.changed('/apis/apps/v1/deployments', '1', never);
  await expect(watch).rejects.toThrow(`a ClusterRole of that user:
- apiGroups: ["apps"]
  resources: ["deployments"]
  verbs: ["watch"]`);
  await expect(theirs.text(`/api/v1/namespaces/${name}/pods/a/log`, never)).rejects.toThrow('resources: ["pods/log"]');
  await expect(theirs.ask(`/api/v1/namespaces/${name}/pods/a:80/proxy/`, never)).rejects.toThrow('resources: ["pods/proxy"]');
  await kubectl('create', 'role', 'reader', '--resource=configmaps', '--verb=get');
  await kubectl('create', 'rolebinding', 'reader', '--role=reader', `--serviceaccount=${name}:nobody`);
  await vi.waitFor(async () => expect(await theirs.get(`${room.configMaps}/nothing`, never)).toBeNull(), 40_000);
});

test('what a policy forbids is told without a rule, which would not help', async () => {
  const { name, kubectl } = room;
  await kubectl('label', 'namespace', name, 'pod-security.kubernetes.io/enforce=restricted');
  onTestFinished(async () => void (await kubectl('label', 'namespace', name, 'pod-security.kubernetes.io/enforce-')));
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { hostNetwork: true, containers: [{ name: 'a', image: 'a' }] },
  };
  const refused = await api.create(`/api/v1/namespaces/${name}/pods`, pod, never).catch((error: Error) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect((refused as Refused).message).toContain('violates PodSecurity');
  expect((refused as Refused).message).not.toContain('Role');
});

test('a login that is not accepted is refused, and its token shown to nobody', async () => {
  const refused = await apiWith(await room.kubeconfigOf({ token: 'not-a-good-token' }))
    .get(room.configMaps, never)
    .catch((error: Error) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect((refused as Refused).message).toContain('does not accept the login of kubectl (Unauthorized): log in again before this step');
  expect((refused as Refused).message).not.toContain('not-a-good-token');
});

test('a login that got old is asked for anew', async () => {
  const token = (await room.kubectl('create', 'token', 'default')).trim();
  // The first time it gives one that is not accepted.
  const line = `token=${token}; mkdir "$0" 2>/dev/null && token=old; echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"'$token'"}}'`;
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: '/bin/sh',
    args: ['-c', line, `${room.folder}/first`],
    interactiveMode: 'Never',
  };
  const refused = apiWith(await room.kubeconfigOf({ exec })).get(room.configMaps, never);
  // With the second one the API server knows who asks.
  await expect(refused).rejects.toThrow(`"system:serviceaccount:${room.name}:default" cannot list resource "configmaps"`);
});

test('a login that fails is told with what it said, and may come back', async () => {
  const args = ['-c', 'echo "the session has expired, run az login" >&2; exit 3'];
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: '/bin/sh', args, interactiveMode: 'Never' };
  const failed = await apiWith(await room.kubeconfigOf({ exec }))
    .get(room.configMaps, never)
    .catch((error: Error) => error);
  expect(failed).not.toBeInstanceOf(Refused);
  expect((failed as Error).message).toContain('kubectl cannot log in to the current context');
  expect((failed as Error).message).toContain('the session has expired, run az login');
});

test('an API server that is not there is told, and may come back', async () => {
  const failed = await apiWith(await room.kubeconfigOf({}, 'http://127.0.0.1:9'))
    .get(room.configMaps, never)
    .catch((error: Error) => error);
  expect(failed).not.toBeInstanceOf(Refused);
  expect((failed as Error).message).toContain(
    'cannot be reached (kubectl: dial tcp 127.0.0.1:9: connect: connection refused): look at `server`',
  );
});

test('a certificate of somebody else is told', async () => {
  const { clusters } = JSON.parse(await room.kubectl('config', 'view', '--minify', '--output=json'));
  const other = apiWith(await room.kubeconfigOf({ token: 'any' }, clusters[0].cluster.server));
  await expect(other.get(room.configMaps, never)).rejects.toThrow('look at `certificate-authority`');
});

test('a context that is not there, and no kubeconfig, are refused with what to change', async () => {
  const there = await room.kubeconfigOf({});
  for (const [kubeconfig, context, said] of [
    [there, 'nowhere', 'There is no context nowhere in the kubeconfig (kubectl: error: cannot locate context nowhere)'],
    [`${room.folder}/none`, null, 'No kubeconfig says which cluster is meant'],
    [`${room.folder}/none`, 'nowhere', 'There is no context nowhere'],
  ] as const) {
    const refused = await apiWith(kubeconfig, context)
      .get(room.configMaps, never)
      .catch((error: Error) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).message).toContain(said);
  }
});

test('a missing kubectl is refused with how to get it', async () => {
  vi.stubEnv('PATH', dirname(process.execPath));
  const other = openApi({ context: null, namespace: 'any' });
  const refused = await other.get(room.configMaps, never).catch((error: Error) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect((refused as Refused).message).toContain('kubectl cannot be run (ENOENT): install it before this step (uses: azure/setup-kubectl)');
});

test('the namespace is that of the service file, else of the context, else default', async () => {
  const kubeconfig = await room.kubeconfigOf({});
  expect(await apiWith(kubeconfig, 'there').namespace(never)).toBe(room.name);
  expect(await openApi({ context: null, namespace: 'mine' }).namespace(never)).toBe('mine');
  await room.kubectl('--kubeconfig', kubeconfig, 'config', 'set-context', 'there', '--namespace=');
  expect(await apiWith(kubeconfig).namespace(never)).toBe('default');
});

test('gives what a pod says of itself, whatever that is', async () => {
  await room.apply(...echoDeployment({ replicas: 1 }));
  await room.whole('deployment/echo');
  const [pod] = await room.list('pods', 'app=echo');
  const door = (port: number) => api.ask(`/api/v1/namespaces/${room.name}/pods/${pod?.metadata.name}:${port}/proxy/`, never);
  expect(await door(8080)).toEqual({ status: 200, text: expect.stringContaining('v1') });
  // Nobody answers there, which is the API server's word for it.
  expect(await door(9)).toMatchObject({ status: 503 });
  expect(await api.text(`/api/v1/namespaces/${room.name}/pods/${pod?.metadata.name}/log`, never, { tailLines: '1' })).toBeTypeOf('string');
});
