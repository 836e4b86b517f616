import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { bringManifests } from '../../src/platforms/kubernetes/manifests/files/bring.ts';
import { withVersion } from '../../src/platforms/kubernetes/manifests/files/images.ts';
import { sortManifests } from '../../src/platforms/kubernetes/manifests/files/sort.ts';
import { InvalidServiceFile } from '../../src/units/problem.ts';
import { configMap, deployment, job, shop } from '../service/manifests/shop.ts';
import { changed, changes, edited, edits, HOSTILE } from './mutate.ts';
import { type Target, wrongError, wrongMessage } from './target.ts';

const SECRET = 'hush-hush-hush';
const ALL = [
  deployment({
    initContainers: [{ name: 'wait', image: 'busybox:1', envFrom: [{ configMapRef: { name: 'a' } }] }],
    volumes: [{ name: 's', projected: { sources: [{ secret: { name: 's' } }] } }],
  }),
  job('migrate', { 'helm.sh/hook': 'pre-install,pre-upgrade', 'helm.sh/hook-weight': '1' }),
  job('tell', { 'sluice-actions.github.io/run': 'after' }),
  configMap('a', { labels: { app: 'shop' }, namespace: 'shop' }),
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'shop' }, stringData: { token: SECRET } },
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'i' }, spec: { tls: [{ secretName: 's' }] } },
];
const PIECES = [
  '{{ .Values.x }}',
  '\n---\n',
  '&x ',
  '*x',
  '[',
  ']',
  '{',
  '}',
  ': ',
  '!!binary ',
  '0644',
  '<<',
  'generateName',
  '\t',
  '\0',
  '- ',
  '"',
  '|',
];

const documents = (all: unknown): string =>
  (Array.isArray(all) ? all : [all]).map((one) => JSON.stringify(one ?? null, null, 1)).join('\n---\n');
const cases = fc.oneof(
  { weight: 4, arbitrary: changes(4).map((all) => documents(changed(ALL, all))) },
  { weight: 2, arbitrary: changes().map((all) => documents(changed({ apiVersion: 'v1', kind: 'List', items: ALL }, all))) },
  { weight: 3, arbitrary: edits([...PIECES, ...HOSTILE]).map((all) => edited(documents(ALL), all)) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...PIECES, 'a', 'kind'), { maxLength: 60 }).map((words) => words.join('')) },
);

/** Manifests: each file gives objects of which it is known what is done with them, or problems that say what to write. */
export async function manifests(): Promise<Target<string>> {
  const root = await mkdtemp(join(tmpdir(), 'sluice-input-'));
  const service = shop({ manifests: 'all.yaml' });
  return {
    name: 'manifests',
    cases,
    async attempt(text) {
      await writeFile(join(root, 'all.yaml'), text);
      const began = performance.now();
      const wrong = await bringManifests(service, root).then(wrongObjects, wrongRefusal);
      const took = performance.now() - began;
      return wrong ?? (took > 2_000 ? `it takes ${Math.round(took)} ms` : null);
    },
    close: () => rm(root, { recursive: true }),
  };
}

function wrongRefusal(error: unknown): string | null {
  if (!(error instanceof InvalidServiceFile)) return wrongError(error) ?? `it is no list of problems: ${error}`;
  if (error.problems.length === 0) return 'it is refused without a problem';
  if (error.message.includes(SECRET)) return `it shows a secret: ${error.message}`;
  return error.problems.map(({ message }) => wrongMessage(message)).find((wrong) => wrong !== null) ?? null;
}

function wrongObjects(service: Awaited<ReturnType<typeof bringManifests>>): string | null {
  const before = JSON.stringify(service.objects);
  const { manifests: all } = sortManifests(service, service.objects ?? []);
  if (all === null) return 'it is taken, and cannot be sorted';
  const made = JSON.stringify(withVersion(service, all, 'v2'));
  if (/"image":"[^"]*\{version\}/.test(made.replace(/"(data|stringData)":\{.*?\}/g, ''))) return `an image has no version: ${made}`;
  return JSON.stringify(service.objects) === before ? null : 'it changes what was read';
}
