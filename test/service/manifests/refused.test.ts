import { expect, test } from 'vitest';
import { configMap, deployment, job, refused, shop, type Written, yaml } from './shop.ts';

const RUN = 'sluice-actions.github.io/run';

test('all problems are told at once, each with its file and line', async () => {
  const files = {
    'k8s/a.yaml': `${yaml(deployment())}---\nkind: Secret\nmetadata:\n  generateName: x-\n---\n- a\n`,
    'k8s/b.yaml': 'a: 1\na: 2\n',
    'k8s/c.yaml': yaml(job('migrate')),
  };
  const lines = yaml(deployment()).split('\n').length;
  expect(await refused(files)).toEqual([
    `k8s/a.yaml:${lines + 1}: this has no apiVersion: write it, like \`apiVersion: apps/v1\``,
    `k8s/a.yaml:${lines + 1}: \`generateName\` makes another object each time: write \`metadata.name\` instead`,
    `k8s/a.yaml:${lines + 5}: this is no object: write \`apiVersion\`, \`kind\` and \`metadata\`, or take it out`,
    'k8s/b.yaml:2:1: the key "a" stands twice here: take one out',
    'k8s/c.yaml:1: Job migrate: it does not say when it runs: add under its `metadata` `annotations: { sluice-actions.github.io/run: before }` (once in a rollout, before the first instance) or `annotations: { sluice-actions.github.io/run: after }` (once, after the promotion)',
  ]);
});

const shape = (metadata: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: ${metadata}\n`;

test.each([
  ['what is no YAML', 'a: [', 'a.yaml:1:5: this is no YAML ('],
  ['an alias to nothing', 'a: *b', 'Unresolved alias'],
  [
    'too many aliases',
    `a: &a [${'x,'.repeat(90)}]\nb: &b [${'*a,'.repeat(90)}]\nc: [${'*b,'.repeat(90)}]`,
    'its aliases cannot be followed',
  ],
  ['a tag of its own', 'a: !!binary aGVsbG8=', 'write the value without it'],
  ['a key that is no text', '{ a: { ? [b] : c } }', 'this key is no text: put it in quotes'],
  ['a key that is empty', 'a: { ~: b }', 'this key is no text: put it in quotes'],
  ['no number', 'a: .inf', 'is no number that JSON can hold'],
  ['nested too deeply', `a: ${'['.repeat(20_000)}`, 'nest less deeply'],
  ['a single text', 'hello', 'this is no object'],
  ['no metadata', 'apiVersion: v1\nkind: A', 'this has no metadata: write `metadata: { name: … }`'],
  ['no name', shape('{}'), 'this has no name: write `metadata.name`'],
  ['a name that is a number', shape('{ name: 12 }'), 'in quotes where it is a number'],
  ['a name with a line end', shape('{ name: "a\\n::error::b" }'), 'metadata.name "a\\n::error::b" cannot be a name'],
  ['a name that is a path', shape('{ name: .. }'), 'metadata.name ".." cannot be a name'],
  [
    'a label that is no text',
    shape('{ name: a, labels: { on: yes } }'),
    'the value of "true" in `metadata.labels` is no text: put it in quotes',
  ],
  ['no namespace', shape('{ name: a, namespace: }'), 'metadata.namespace is no name of a namespace'],
  [
    'an apiVersion that is none',
    'apiVersion: { a: 1 }\nkind: A\nmetadata: { name: a }',
    'apiVersion is "a list or a mapping": write it like',
  ],
  ['a kind that is none', 'apiVersion: v1\nkind: a b\nmetadata: { name: a }', 'kind is "a b": write it like `kind: Deployment`'],
  [
    'a kustomization',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
    'this is a kustomization: run `kubectl kustomize`',
  ],
])('refuses %s', async (_what, text, message) => {
  expect((await refused({ 'k8s/a.yaml': text })).join('\n')).toContain(message);
});

const RENDER = 'is a template that nobody has rendered: run `helm template` before';

test.each([
  ['a value', 'apiVersion: v1\nkind: A\nmetadata:\n  name: {{ .Values.name }}\n', 'a.yaml:4: "{{ .Values.name }}"'],
  ['a block', '{{- if .Values.on }}\napiVersion: v1\nkind: A\n{{- end }}\n', 'a.yaml:1: "{{- if .Values.on }}"'],
  [
    'labels',
    'apiVersion: v1\nkind: A\nmetadata:\n  labels:\n    {{- include "labels" . | nindent 4 }}\n  name: a\n',
    'a.yaml:5: "{{- include \\"labels\\"',
  ],
  ['a name in quotes', shape('{ name: "{{ .Release.Name }}" }'), 'a.yaml:1: "{{ .Release.Name }}"'],
  ['an image in quotes', yaml(deployment({ containers: [{ name: 'a', image: '{{ .Values.image }}:1' }] })), '"{{ .Values.image }}"'],
])('says once that nobody has rendered %s', async (_what, text, shown) => {
  const found = await refused({ 'k8s/a.yaml': text });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(shown);
  expect(found[0]).toContain(RENDER);
});

test('refuses the same object twice, also in another version of its API, and names both places', async () => {
  const other = { apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } };
  const grouped = { ...configMap('a'), apiVersion: 'other.io/v1' };
  const files = { 'k8s/a.yaml': yaml(configMap('a')), 'k8s/b.yaml': yaml(deployment(), grouped), 'k8s/c.yaml': yaml(configMap('a')) };
  expect(await refused(files)).toEqual(['k8s/c.yaml:1: ConfigMap a: it stands in k8s/a.yaml:1 too: take one of them out']);
  const sameGroup = [
    { ...grouped, apiVersion: 'other.io/v2' },
    { ...grouped, metadata: { name: 'a', namespace: 'shop' } },
  ];
  expect(await refused({ 'k8s/a.yaml': yaml(...sameGroup, deployment()) }, shop({ namespace: 'shop' }))).toHaveLength(1);
  expect(await refused({ 'k8s/a.yaml': yaml(other, deployment(), configMap('a')) })).toHaveLength(1);
});

test('refuses what belongs to another namespace than the service, or than the others where the service says none', async () => {
  const text = yaml(deployment(), configMap('a', { namespace: 'shop' }), configMap('b', { namespace: 'edge' }));
  const message =
    'ConfigMap b is of the namespace edge, and not of shop: take its `namespace` out, or write `namespace: edge` for the service';
  expect((await refused({ 'k8s/a.yaml': text }, shop({ namespace: 'shop' }))).join('\n')).toContain(message);
  expect((await refused({ 'k8s/a.yaml': text })).join('\n')).toContain(message);
});

const selecting = (selector: unknown) => ({ ...deployment(), spec: { ...(deployment()['spec'] as Written), selector } });

test.each([
  [
    'no workload at all',
    configMap('a'),
    'there is no deployment shop in the manifests (k8s/), and no other workload: name the file that has it',
  ],
  [
    'another workload',
    { ...deployment({}, { name: 'shopp' }) },
    'k8s/a.yaml:1: there is no deployment shop in the manifests (k8s/), but Deployment shopp: correct its name, or write `workload: deployment/shopp`',
  ],
  [
    'an old API',
    { ...deployment(), apiVersion: 'extensions/v1beta1' },
    'Deployment shop: it has apiVersion "extensions/v1beta1": write `apiVersion: apps/v1`',
  ],
  ['no pods', { ...deployment(), spec: {} }, 'Deployment shop: it has no pods: write containers under `spec.template.spec.containers`'],
  ['a container without a name', deployment({ containers: [{ image: 'a' }] }), 'number 1 of `spec.template.spec.containers` has no name'],
  [
    'a container whose name is none',
    deployment({ containers: [{ name: 'a\nb' }] }),
    'number 1 of `spec.template.spec.containers` has no name',
  ],
  ['an image that is none', deployment({ containers: [{ name: 'a', image: 'a b' }] }), 'the image of the container a cannot be one'],
  [
    'an image that is no text',
    deployment({ initContainers: [{ name: 'a', image: 1 }] }),
    'the image of the container a cannot be one: write it like',
  ],
  [
    'another image',
    deployment({ containers: [{ name: 'web', image: 'nginx:1' }] }),
    'No container runs ghcr.io/acme/shop; deployment shop has web (nginx:1)',
  ],
  [
    'a selector that is no text',
    selecting({ matchLabels: { app: 1 } }),
    'the value of "app" in `spec.selector.matchLabels` is no text: put it in quotes',
  ],
  ['no selector', selecting({}), 'it has no selector: write the labels of its pods'],
  ['a selector of others', selecting({ matchLabels: { app: 'other' } }), 'write "app: other" under `spec.template.metadata.labels`'],
  [
    'an expression of others',
    selecting({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['shop'] }] }),
    'write labels that `spec.selector` selects under',
  ],
])('refuses a workload with %s', async (_what, object, message) => {
  const found = await refused({ 'k8s/a.yaml': yaml(object) });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(message);
});

test('a workload that may only be missing as not all could be read is not called missing', async () => {
  expect((await refused({ 'k8s/a.yaml': 'a: [' })).join('\n')).not.toContain('there is no deployment');
});

test('refuses a container that is not there', async () => {
  const found = await refused({ 'k8s/a.yaml': yaml(deployment()) }, shop({ container: 'shp' }));
  expect(found.join('\n')).toContain(
    'There is no container shp; deployment shop has shop (ghcr.io/acme/shop:{version}): write `container: shop`',
  );
});

test.each([
  [
    'a mark that says no time',
    job('a', { [RUN]: 'later' }),
    `\`${RUN}: "later"\` says no time: write \`${RUN}: before\` or \`${RUN}: after\``,
  ],
  [
    'a mark on what is no Job',
    configMap('a', { annotations: { [RUN]: 'before' } }),
    `\`${RUN}\` does something on a Job only: take it out`,
  ],
  ['both moments', job('a', { 'helm.sh/hook': 'pre-install,post-upgrade' }), 'says both before and after a rollout: add'],
  [
    'marks that say otherwise',
    job('a', { [RUN]: 'after', 'helm.sh/hook': 'pre-upgrade' }),
    'says after the rollout, and `helm.sh/hook` says before it: take one out',
  ],
  ['an unknown hook', job('a', { 'helm.sh/hook': 'pre-instal' }), 'is no hook of Helm: write pre-install, or take it out'],
  ['no pods', { ...job('a', { [RUN]: 'after' }), spec: {} }, 'Job a: it has no pods'],
])('refuses a Job with %s', async (_what, object, message) => {
  const found = await refused({ 'k8s/a.yaml': yaml(object), 'k8s/b.yaml': yaml(deployment()) });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(message);
});

test('no message shows what a Secret holds', async () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'a', annotations: { note: 12345678 } },
    stringData: { a: 'hush-hush' },
  };
  const found = await refused({ 'k8s/a.yaml': `${yaml(secret)}\n---\n${yaml(secret)}  wrong: [hush-hush\n` });
  expect(found.join('\n')).not.toMatch(/hush|12345678/);
});
