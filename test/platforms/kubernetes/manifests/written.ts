import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { echoDeployment, type Manifest, type Namespace, newRepository, type Repository } from '../../../fakes/kubernetes.ts';

/** How the application is configured, by a ConfigMap that its pods take variables from; what users see of it is `FAIL_RATE`. */
export type Settings = Readonly<Record<string, string>>;

export type Written = Repository & {
  /** Writes the manifests again: all that a service needs, with these settings, and more objects. */
  write(settings: Settings, ...more: readonly Manifest[]): Promise<void>;
};

/** A repository with the manifests of its service beside the service file; nothing is applied. */
export async function manifestRepository(namespace: Namespace, settings: Readonly<Record<string, unknown>> = {}): Promise<Written> {
  const repository = await newRepository(namespace, {
    manifests: 'k8s',
    'smoke-test': { path: '/', times: 3 },
    rollout: { 'progress-deadline': '40s', 'bake-time': '1s' },
    ...settings,
  });
  const folder = join(repository.workspace, 'k8s');
  return {
    ...repository,
    async write(config, ...more) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
      const all = [...withSettings(config), ...more];
      await writeFile(join(folder, 'all.yml'), all.map((object) => JSON.stringify(object)).join('\n---\n'));
    },
  };
}

function withSettings(data: Settings): readonly Manifest[] {
  const [workload, service] = echoDeployment({ replicas: 2, drain: 6, version: '{version}' });
  const [container] = workload['spec'].template.spec.containers;
  container.envFrom = [{ configMapRef: { name: 'echo' } }];
  return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'echo' }, data }, workload, service];
}

/** A Job of the manifests that ends at once with `code`, having said so. */
export function job(name: string, run: 'before' | 'after', code: number): Manifest {
  const pod = { restartPolicy: 'Never', containers: [{ name: 'it', image: 'sluice.test/echo:{version}', args: ['exit', `${code}`] }] };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, annotations: { 'sluice-actions.github.io/run': run } },
    spec: { backoffLimit: 0, template: { spec: pod } },
  };
}
