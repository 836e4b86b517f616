import { nextName, TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { type Echo, echoDeployment, type Manifest, type Namespace } from '../../fakes/kubernetes.ts';

/** The Deployment of the next track beside an echo, as a rollout makes it. */
export function echoNext(echo: Echo & { readonly name: string }): Manifest {
  const name = nextName(echo.name);
  const [workload] = echoDeployment(echo);
  const { template } = workload['spec'];
  const labels = { ...template.metadata.labels, app: name, [TRACK]: name };
  return {
    ...workload,
    metadata: { name, labels: { [TRACK]: name } },
    spec: { ...workload['spec'], selector: { matchLabels: { [TRACK]: name } }, template: { ...template, metadata: { labels } } },
  };
}

/** Home at v1 with its Service, as their user wrote them, and the next track at v2; all ready. */
export async function bothTracks(namespace: Namespace, name: string, { home, next }: { readonly home: number; readonly next: number }) {
  const own = echoDeployment({ name, replicas: home });
  await namespace.apply(...own, echoNext({ name, version: 'v2', replicas: next }));
  await Promise.all([name, nextName(name)].map((one) => namespace.whole(`deployment/${one}`)));
  return own;
}
