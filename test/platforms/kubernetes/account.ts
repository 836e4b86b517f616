import type { Manifest } from '../../fakes/kubernetes.ts';
import { newName } from './looked-at.ts';
import type { Room } from './room.ts';

export type Rule = Readonly<Record<string, readonly string[]>>;

/** A ServiceAccount with these rules of a Role, where they have verbs, and nothing else; the path of a kubeconfig that logs in as it. */
export async function accountWith(room: Room, rules: readonly Rule[]): Promise<string> {
  const name = newName();
  const role: Manifest = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name },
    rules: rules.filter(({ verbs = [] }) => verbs.length > 0),
  };
  const binding: Manifest = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: room.name }],
  };
  await room.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }, role, binding);
  const token = (await room.kubectl('create', 'token', name)).trim();
  return room.kubeconfigOf({ token });
}
