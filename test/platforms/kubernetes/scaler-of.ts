import type { Manifest } from '../../fakes/kubernetes.ts';

/** An autoscaler of a Deployment as a user writes it; what it measures does not matter where a cluster has no metrics. */
export function scalerOf(name: string, more: Readonly<Record<string, unknown>> = {}): Manifest {
  const resource = { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, labels: { 'app.kubernetes.io/managed-by': 'Helm' }, annotations: { 'meta.helm.sh/release-name': name } },
    spec: {
      minReplicas: 1,
      maxReplicas: 6,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      metrics: [{ type: 'Resource', resource }],
      behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
      ...more,
    },
  };
}
