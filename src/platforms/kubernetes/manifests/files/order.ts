/** Kinds that others need, or that need others, in the order in which Helm installs them. */
const KINDS = [
  'PriorityClass',
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];

/** As they are to be applied: what is of no kind that is known here comes last, all else stays as it was written. */
export function inOrder<T extends { readonly kind: string }>(objects: readonly T[]): readonly T[] {
  const rank = ({ kind }: T) => (KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length);
  return objects.toSorted((a, b) => rank(a) - rank(b));
}
