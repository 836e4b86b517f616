import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bringManifests } from '../../../src/platforms/kubernetes/manifests/files/bring.ts';
import { brought, configMap, deployment, inRepository, refused, shop, yaml } from './shop.ts';

const objectsOf = async (files: Readonly<Record<string, string>>, service = shop()) =>
  (await brought(files, service)).objects?.map(({ object, file, line }) => `${object['kind']} ${file}:${line}`);

test('a service without manifests stays as it is', async () => {
  const service = shop({ manifests: null });
  expect(await bringManifests(service, '/nowhere')).toBe(service);
});

test('a folder is what lies directly in it, by name', async () => {
  const files = {
    'k8s/b.yml': yaml(deployment()),
    'k8s/a.json': JSON.stringify(configMap('a'), null, '\t'),
    'k8s/B.yaml': yaml(configMap('b')),
    'k8s/README.md': '# no manifest',
    'k8s/deeper/c.yaml': 'no: manifest',
  };
  expect(await objectsOf(files)).toEqual(['ConfigMap k8s/B.yaml:1', 'ConfigMap k8s/a.json:1', 'Deployment k8s/b.yml:1']);
});

test('files and folders come in the order of the list, each once', async () => {
  const files = { 'k8s/a.yaml': yaml(configMap('a')), 'out/all.txt': yaml(deployment()) };
  const service = shop({ manifests: ['out/all.txt', './k8s', 'k8s/a.yaml'] });
  expect(await objectsOf(files, service)).toEqual(['Deployment out/all.txt:1', 'ConfigMap k8s/a.yaml:1']);
});

test('a file has several documents, also empty ones, and lists', async () => {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [configMap('a'), configMap('b')] }, null, 1);
  const text = `# nothing\n---\n---\n${yaml(deployment())}---\n# nothing\n---\n${list}\n---\n`;
  const found = await objectsOf({ 'k8s/all.yaml': text });
  const first = text.split('\n').findIndex((line) => line.startsWith('{'));
  expect(found?.[0]).toBe('Deployment k8s/all.yaml:4');
  expect(found?.slice(1)).toEqual([`ConfigMap k8s/all.yaml:${first + 5}`, `ConfigMap k8s/all.yaml:${first + 15}`]);
});

test.each([
  ['0644', 420],
  ['-0o17', -15],
  ['0x1F', 31],
  ['-0b11', -3],
  ['0899', 899],
  ['1_000', 1000],
  ['1e3', 1000],
  ['.5', 0.5],
  ['e5', 'e5'],
  ['1.2.3', '1.2.3'],
  ['8080:80', '8080:80'],
  ['12:30:45', '12:30:45'],
  ['2026-01-02', '2026-01-02'],
  ['yes', true],
  ['off', false],
  ['~', null],
  ['!!str 12', '12'],
  ['!!int 12', 12],
])('the value %s is what kubectl makes of it', async (text, value) => {
  const thing = `apiVersion: v1\nkind: Thing\nmetadata: { name: a }\nspec: { on: ${text}, <<: { b: 1 } }\n`;
  const { objects } = await brought({ 'k8s/a.yaml': thing, 'k8s/b.yaml': yaml(deployment()) });
  expect(objects?.[0]?.object['spec']).toEqual({ true: value, b: 1 });
});

test.each([
  ['nowhere', {}, 'nowhere: cannot be read (there is no such file or folder): correct `manifests`'],
  ['a\n::error::b', {}, 'manifests: "a\\n::error::b" holds a line end or a control character'],
  ['k8s', { 'k8s/a\nb.yaml': '' }, 'k8s: the name of "a\\nb.yaml" holds a line end or a control character: rename it'],
  ['../other', {}, '../other: this leads out of the repository: write a path in it'],
  ['k8s', { 'k8s/a.txt': '' }, 'k8s: no .yaml, .yml or .json file is directly in this folder'],
  [
    'k8s/',
    { 'k8s/kustomization.yaml': 'resources: []', 'k8s/a.yaml': '' },
    'k8s: this is a kustomization: run `kubectl kustomize k8s > k8s.yaml` before, and write `manifests: k8s.yaml`',
  ],
  ['k8s/kustomization.yml', { 'k8s/kustomization.yml': '' }, 'k8s: this is a kustomization: run `kubectl kustomize k8s > k8s.yaml`'],
  ['.', { Kustomization: '' }, '.: this is a kustomization: run `kubectl kustomize . > rendered.yaml`'],
  ['charts/shop', { 'charts/shop/Chart.yaml': '' }, 'run `helm template shop charts/shop > charts/shop.yaml`'],
  ['k8s', { 'k8s/a.yaml': `a: ${'x'.repeat(1024 * 1024)}` }, 'k8s/a.yaml: the file is larger than 1 MB: split it'],
  [
    'k8s',
    Object.fromEntries([...'abcdef'].map((name) => [`k8s/${name}.yaml`, `#${'x'.repeat(1_000_000)}`])),
    'k8s/f.yaml: the manifests have more than 5 MB',
  ],
  [
    'k8s',
    { 'k8s/a.yaml': 'apiVersion: v1\nkind: A\nmetadata: { name: a }\n---\n'.repeat(1_001) },
    'k8s/a.yaml:4000:1: the manifests have more than 1000 objects',
  ],
  [
    'k8s',
    Object.fromEntries(
      [...'abc'].map((name) => [`k8s/${name}.yaml`, yaml({ apiVersion: 'v1', kind: 'List', items: Array(400).fill(configMap('a')) })]),
    ),
    'the manifests have more than 1000 objects: name only those of this service',
  ],
])('refuses the path %s', async (manifests, files, message) => {
  expect((await refused(files as Readonly<Record<string, string>>, shop({ manifests }))).join('\n')).toContain(message);
});

test('refuses links out of the repository, and what is no file', async () => {
  const found = await inRepository({ 'repo/k8s/a.yaml': yaml(deployment()), 'secret/b.yaml': yaml(configMap('b')) }, async (root) => {
    const repository = join(root, 'repo');
    await symlink(join(root, 'secret/b.yaml'), join(repository, 'k8s/b.yaml'));
    await symlink(join(root, 'secret'), join(repository, 'linked'));
    await symlink('/dev/zero', join(repository, 'k8s/c.yaml'));
    await symlink('a.yaml', join(repository, 'k8s/d.yaml'));
    await mkdir(join(repository, 'empty'));
    await symlink('../empty', join(repository, 'k8s/e.yaml'));
    return bringManifests(shop({ manifests: ['k8s', 'linked', '/dev/zero'] }), repository).catch((error: Error) =>
      error.message.split('\n'),
    );
  });
  expect(found).toEqual([
    'linked: this leads out of the repository: write a path in it under `manifests`',
    '/dev/zero: this leads out of the repository: write a path in it under `manifests`',
    'k8s/b.yaml: this is a link that leads out of the repository: put the file itself here',
    'k8s/c.yaml: this is a link that leads out of the repository: put the file itself here',
    'k8s/e.yaml: this is no file: take it out of the manifests',
    'k8s/d.yaml:1: Deployment shop: it stands in k8s/a.yaml:1 too: take one of them out',
  ]);
});

test('the repository itself may be reached by a link', async () => {
  const { objects } = await inRepository({ 'repo/k8s/a.yaml': yaml(deployment()) }, async (root) => {
    await symlink('repo', join(root, 'link'));
    await writeFile(join(root, 'repo/x'), '');
    return bringManifests(shop(), join(root, 'link'));
  });
  expect(objects?.map(({ file }) => file)).toEqual(['k8s/a.yaml']);
});
