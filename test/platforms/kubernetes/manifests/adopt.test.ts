import { expect, test } from 'vitest';
import { ownFields } from '../../../../src/platforms/kubernetes/manifests/applied/adopt.ts';

type Entry = NonNullable<Parameters<typeof ownFields>[0]['metadata']['managedFields']>[number];

const entry = (manager: string, operation: string, fieldsV1: object, more: object = {}): Entry => ({
  manager,
  operation,
  apiVersion: 'v1',
  fieldsV1,
  ...more,
});
const client = (fieldsV1: object, more: object = {}) => entry('kubectl-client-side-apply', 'Update', fieldsV1, more);
const isApplied = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
const adopt = (managedFields: readonly Entry[], annotations: Readonly<Record<string, string>> = isApplied) =>
  ownFields({ metadata: { name: 'it', annotations, managedFields } });

const other = entry('argocd-controller', 'Apply', { 'f:data': { 'f:z': {} } });
const a = { 'f:data': { '.': {}, 'f:a': {} } };

test("makes kubectl's fields ours, and leaves those of others", () => {
  expect(adopt([client(a), other])).toEqual([other, entry('sluice', 'Apply', a)]);
  expect(adopt([entry('kubectl', 'Apply', a), other], {})).toEqual([other, entry('sluice', 'Apply', a)]);
  // Another part of the object is another matter.
  expect(adopt([client(a, { subresource: 'status' }), other])).toBeNull();
});

test.each([
  ['none of these', [other, entry('kubectl-create', 'Update', a), entry('kubectl', 'Update', a), entry('sluice', 'Apply', a)], isApplied],
  ['nothing applied', [client(a), other], {}],
])('has nothing to take where there is %s', (_, managedFields, annotations: Readonly<Record<string, string>>) => {
  expect(adopt(managedFields, annotations)).toBeNull();
});

test('joins them with what is ours already, as far as it is of the same version of the API', () => {
  const ours = entry('sluice', 'Apply', { 'f:data': { 'f:b': { 'f:d': {} } }, 'f:metadata': { 'f:labels': {} } });
  const theirs = { 'f:data': { '.': {}, 'f:a': {}, 'f:b': {} }, 'f:metadata': { 'f:labels': { 'f:x': {} } } };
  const both = {
    'f:data': { '.': {}, 'f:a': {}, 'f:b': { '.': {}, 'f:d': {} } },
    'f:metadata': { 'f:labels': { '.': {}, 'f:x': {} } },
  };
  expect(adopt([client(theirs), ours])).toEqual([{ ...ours, fieldsV1: both }]);
  expect(adopt([client(theirs, { apiVersion: 'v1beta1' }), ours])).toEqual([ours]);
});
