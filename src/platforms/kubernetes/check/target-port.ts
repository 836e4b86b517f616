import type { ServicePort, ServiceResource } from '../backend.ts';
import type { PodTemplate } from '../workload/workload.ts';

/**
 * Ports of a Service that would lead where the pods that run now do not listen: it is applied before the first new pod, so that their users would be
 * refused. A target without a name counts as listened to where a container declares it.
 * @param present as it is in the cluster
 * @param said as the manifests say it
 */
export function targetProblems(said: ServiceResource, present: ServiceResource, pods: PodTemplate): string[] {
  const before = present.spec?.ports ?? [];
  return (said.spec?.ports ?? []).flatMap((port) => {
    const was = before.find((one) => one.port === port.port && protocolOf(one) === protocolOf(port));
    if (was === undefined) return [];
    const [from, to] = [targetOf(was, pods), targetOf(port, pods)];
    if (from === undefined || from === to || (to !== undefined && declared(pods).some(({ containerPort }) => containerPort === to)))
      return [];
    return [sentence(said.metadata.name, port, from)];
  });
}

function sentence(name: string, { port, targetPort = port }: ServicePort, from: number): string {
  const why = typeof targetPort === 'string' ? `they have no port named ${targetPort}` : `they listen on ${from}`;
  const first = `Give the port of the containers a name first, with the Service as it is (\`ports: [{ name: http, containerPort: ${from} }]\`)`;
  return `Service ${name}: port ${port} would lead to ${targetPort}, where the pods that run now do not answer: ${why}. ${first}; then write \`targetPort: http\`, so that each version has a port of its own.`;
}

/** The number of the port on these pods; undefined where they have none of that name. */
function targetOf({ port, targetPort = port, protocol }: ServicePort, pods: PodTemplate): number | undefined {
  if (typeof targetPort === 'number') return targetPort;
  return declared(pods).find((one) => one.name === targetPort && protocolOf(one) === protocolOf({ protocol }))?.containerPort;
}

function declared({ spec }: PodTemplate) {
  return spec.containers.flatMap(({ ports = [] }) => ports);
}

function protocolOf({ protocol = 'TCP' }: { readonly protocol?: string | undefined }): string {
  return protocol;
}
