import { type Echo, echoDeployment, type Manifest, type Namespace } from '../../../test/fakes/kubernetes.ts';

// The blue/green strategy of Azure/k8s-deploy v7 with a Service: the same kubectl commands in the same order.

type Color = 'None' | 'green';

/** What is there between two deliveries: the stable Deployment, and the Service that selects it. */
export function stable(echo: Echo): Manifest[] {
  return [deployment('None', echo), service('None')];
}

/** Deploys green. Fails where it does not get ready in so many seconds. */
export async function deploy(namespace: Namespace, echo: Echo, seconds: number): Promise<void> {
  await namespace.apply(deployment('green', echo));
  await namespace.apply(service('green'));
  await namespace.kubectl('rollout', 'status', 'deployment/echo-green', `--timeout=${seconds}s`);
}

/** Brings stable to the version too. */
export async function promote(namespace: Namespace, echo: Echo): Promise<void> {
  await namespace.apply(deployment('None', echo));
  await namespace.kubectl('rollout', 'status', 'deployment/echo');
  await reject(namespace);
}

/** Goes back to stable. */
export async function reject(namespace: Namespace): Promise<void> {
  await namespace.apply(service('None'));
  await namespace.kubectl('delete', 'deployment/echo-green');
}

function labels(color: Color) {
  return { app: 'echo', 'k8s.deploy.color': color };
}

function deployment(color: Color, echo: Echo): Manifest {
  const [{ spec, ...workload }] = echoDeployment(echo);
  const metadata = { name: color === 'None' ? 'echo' : `echo-${color}`, labels: labels(color) };
  const template = { ...spec.template, metadata: { labels: labels(color) } };
  return { ...workload, metadata, spec: { ...spec, selector: { matchLabels: labels(color) }, template } };
}

function service(color: Color): Manifest {
  const [, { spec, ...rest }] = echoDeployment();
  return { ...rest, spec: { ...spec, selector: labels(color) } };
}
