import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Manifest, Namespace } from '../../fakes/kubernetes.ts';

const execute = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '../../cluster/cluster.sh');

/** Where Traefik answers for IngressRoutes of all namespaces. Where the cluster does not have these yet, it gets them, and VirtualService too. */
export async function openTraefik(namespace: Namespace): Promise<string> {
  if (!(await hasTraefikServices(namespace))) {
    await execute('bash', [SCRIPT, 'routes']).catch((error) => {
      throw new Error(`These tests need the routes of Traefik and Istio, as test/cluster/README.md says: ${error.stderr}`);
    });
  }
  const ip = '{.items[*].status.addresses[?(@.type=="InternalIP")].address}';
  const [first] = (await namespace.kubectl('get', 'nodes', '--selector=!sluice.test/node', `--output=jsonpath=${ip}`)).split(' ');
  return `http://${first}:8002`;
}

async function hasTraefikServices(namespace: Namespace): Promise<boolean> {
  return namespace.kubectl('get', 'crd/traefikservices.traefik.io').then(
    () => true,
    () => false,
  );
}

/** Leads the requests for `/NAME` to the TraefikService of that name. */
export function ingressRoute(name: string): Manifest {
  const services = [{ name, kind: 'TraefikService' }];
  return {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'IngressRoute',
    metadata: { name },
    spec: { entryPoints: ['web'], routes: [{ match: `PathPrefix(\`/${name}\`)`, kind: 'Rule', services }] },
  };
}

/** A TraefikService with all that its user may say of home, and two backends that are not home. */
export function traefikServiceOf(name: string): Manifest {
  const services = [
    { name: `${name}-steady`, port: 80, weight: 10 },
    { name, port: 80, weight: 30, passHostHeader: false, responseForwarding: { flushInterval: '50ms' } },
  ];
  return { apiVersion: 'traefik.io/v1alpha1', kind: 'TraefikService', metadata: { name }, spec: { weighted: { services } } };
}
