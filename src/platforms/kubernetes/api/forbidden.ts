import { Refused } from '../../../ports/reason.ts';

const SAID = /cannot ([\w-]+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?/;

/** What a 403 of the API server means: its own sentence, and where a right is missing the rule that gives it. */
export function forbidden(message: string): Refused {
  const [, verb, resource, group, namespace] = SAID.exec(message) ?? [];
  // An admission policy or a quota says no in other words, and no rule helps.
  if (verb === undefined || resource === undefined) return new Refused('precondition', `The API server does not allow it: ${message}`);
  const role = namespace === undefined ? 'a ClusterRole of that user' : `a Role of that user in namespace ${namespace}`;
  const rule = [`- apiGroups: ["${group}"]`, `  resources: ["${resource}"]`, `  verbs: ["${verb}"]`];
  return new Refused('precondition', [`${message}. Add this rule to ${role}:`, ...rule].join('\n'));
}
