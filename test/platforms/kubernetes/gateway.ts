import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../../contracts/until.ts';
import type { Manifest, Namespace } from '../../fakes/kubernetes.ts';

const execute = promisify(execFile);
const SCRIPT = join(import.meta.dirname, '../../cluster/cluster.sh');

/** A Gateway of its own for a namespace; its address, as soon as its controller has seen it. Where the cluster has no Gateway API yet, it gets it. */
export async function openGateway(namespace: Namespace): Promise<string> {
  if (!(await hasGateways(namespace))) {
    await execute('bash', [SCRIPT, 'gateway']).catch((error) => {
      throw new Error(`These tests need the Gateway API with Traefik, as test/cluster/README.md says: ${error.stderr}`);
    });
  }
  const listeners = [{ name: 'web', protocol: 'HTTP', port: 8000 }];
  await namespace.apply({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'web' },
    spec: { gatewayClassName: 'traefik', listeners },
  });
  let address: string | undefined;
  await until(async () => {
    const { status } = await namespace.read('gateway/web');
    address = (status as Manifest | undefined)?.['addresses']?.[0]?.value;
    return address !== undefined;
  });
  return `http://${address}:8000`;
}

async function hasGateways(namespace: Namespace): Promise<boolean> {
  return namespace.kubectl('get', 'gatewayclass/traefik').then(
    () => true,
    () => false,
  );
}
