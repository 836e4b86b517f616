import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { until } from '../../contracts/until.ts';
import { type Echo, echoDeployment, type Manifest, type Namespace, newNamespace, newRepository } from '../../fakes/kubernetes.ts';
import { written } from './compared.ts';

type Fails = {
  readonly actions: readonly string[];
  readonly version: string;
  readonly deadline: string;
  /** Of the workload that a user writes. */
  readonly change: (workload: Manifest) => Manifest;
  readonly echo?: Echo;
  /** What changed since home was rolled out. */
  readonly prepare?: (namespace: Namespace) => Promise<void>;
  /** Done while the step is at work. */
  readonly meanwhile?: (namespace: Namespace) => Promise<void>;
};

const settings = (data: Readonly<Record<string, string>>): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data,
});

/** Brings two pods of v1 to what fails, by one action after the other; each time home must be what it was, and whole. */
async function fails({ actions, version, deadline, change, echo = {}, prepare, meanwhile = async () => {} }: Fails) {
  const namespace = await newNamespace();
  const [workload, service] = echoDeployment({ replicas: 2, ...echo });
  await namespace.apply(settings({ do: 'exit', ready: '0s' }), change(workload), service);
  await namespace.whole('deployment/echo');
  await prepare?.(namespace);
  const before = await written(namespace, 'deployment/echo');
  const { act } = await newRepository(namespace, { rollout: { 'bake-time': '0s', 'progress-deadline': deadline } });
  const ends = [];
  for (const action of actions) {
    const [result] = await Promise.all([act(action, { version }), meanwhile(namespace)]);
    expect(result.outputs['outcome'], result.stdout).toBe('rolled-back');
    expect(await written(namespace, 'deployment/echo')).toEqual(before);
    await namespace.whole('deployment/echo');
    ends.push(result);
  }
  return ends;
}

/** With an init container that does what the ConfigMap says: `exit`, or anything else for ever. */
function withInit(code: string) {
  return (workload: Manifest): Manifest => {
    const { template } = workload['spec'];
    const env = ['do', 'code'].map((key) => ({
      name: key,
      valueFrom: { configMapKeyRef: { name: 'settings', key, optional: true } },
    }));
    const first = { name: 'migrate', image: 'sluice.test/echo:v1', args: ['$(do)', code], env };
    return { ...workload, spec: { ...workload['spec'], template: { ...template, spec: { ...template.spec, initContainers: [first] } } } };
  };
}

test('goes back from an init container that fails, with its name and what it said last', async () => {
  const ends = await fails({
    actions: ['rolling', 'blue-green-switch'],
    version: 'v2',
    deadline: '5m',
    change: withInit('$(code)'),
    prepare: (namespace) => namespace.apply(settings({ do: 'exit', code: '3' })),
  });
  for (const { outputs, stdout } of ends) {
    expect(outputs['reason'], stdout).toBe('unready');
    expect(stdout).toMatch(/pod echo-\S+, container migrate: CrashLoopBackOff: it ended with 3: back-off/);
    expect(stdout).toContain('v2 ends at once with 3, as it was told');
  }
});

test('goes back at the deadline from an init container that never ends', async () => {
  const ends = await fails({
    actions: ['blue-green-switch'],
    version: 'v2',
    deadline: '25s',
    change: withInit('0'),
    prepare: (namespace) => namespace.apply(settings({ do: 'wait' })),
  });
  for (const { outputs, stdout } of ends) {
    expect(outputs['reason'], stdout).toBe('progress-deadline');
    expect(stdout).toContain('runs, and has to end before the others start');
  }
});

test('goes back at the deadline from a version that starts too slowly', async () => {
  const env = [{ name: 'READY_AFTER', valueFrom: { configMapKeyRef: { name: 'settings', key: 'ready' } } }];
  const ends = await fails({
    actions: ['rolling'],
    version: 'v2',
    deadline: '25s',
    change: (workload) => workload,
    echo: { container: { env } },
    prepare: (namespace) => namespace.apply(settings({ ready: '60s' })),
  });
  for (const { outputs, stdout } of ends) {
    expect(outputs['reason'], stdout).toBe('progress-deadline');
    expect(stdout).toContain('Readiness probe failed');
  }
});

test('goes back from pods that use more memory than they may, long before the deadline', async () => {
  const ends = await fails({
    actions: ['rolling', 'blue-green-switch'],
    version: 'unready',
    deadline: '5m',
    change: (workload) => workload,
    echo: { container: { resources: { limits: { memory: '32Mi' } } } },
    async meanwhile(namespace) {
      let pod: Manifest | undefined;
      await until(async () => {
        const pods = await namespace.list('pods');
        pod = pods.find(
          ({ metadata, spec, status }) =>
            metadata['deletionTimestamp'] === undefined &&
            spec.containers[0].image.endsWith(':unready') &&
            status.containerStatuses?.[0].state.running,
        );
        return pod !== undefined;
      });
      await swell(pod?.['status'].podIP);
    },
  });
  for (const { outputs, stdout } of ends) {
    expect(outputs['reason'], stdout).toBe('unready');
    expect(stdout).toMatch(/pod echo-\S+, container echo: OOMKilled: it used more memory than its limit, and was ended with 137/);
  }
});

/** Makes a pod keep more and more: the heads of requests that never end. */
async function swell(ip: string): Promise<void> {
  const head = `GET / HTTP/1.1\r\nX-Large: ${'x'.repeat(900_000)}`;
  await Promise.all(
    Array.from({ length: 100 }, async () => {
      const sent = connect({ host: ip, port: 8080 });
      sent.on('error', () => {}).write(head);
      await once(sent, 'close').catch(() => {});
    }),
  );
}
