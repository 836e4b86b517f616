// Cuts GitHub's API description down to the operations that the emulator knows:
//   node scripts/extract-openapi.ts <path of api.github.com.json of @octokit/openapi>
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const OPERATIONS: readonly string[] = [
  'issues/list-comments',
  'issues/create-comment',
  'issues/get-comment',
  'issues/update-comment',
  'issues/delete-comment',
  'repos/list-deployments',
  'repos/create-deployment',
  'repos/get-deployment',
  'repos/list-deployment-statuses',
  'repos/create-deployment-status',
  'repos/list-pull-requests-associated-with-commit',
  'pulls/list',
  'pulls/get',
  'actions/get-workflow-run-attempt',
  'actions/get-job-for-workflow-run',
  'actions/create-workflow-dispatch',
  'checks/get',
  'repos/get-environment',
  'repos/get-collaborator-permission-level',
  'repos/delete-deployment',
  'reactions/create-for-issue-comment',
  'issues/get',
];

type Json = Record<string, unknown>;
const OUT = new URL('../test/fakes/github/openapi.json.gz', import.meta.url);
/** Prose, which validates nothing. Only dropped where it is no property's name. */
const PROSE = new Set([
  'description',
  'summary',
  'externalDocs',
  'tags',
  'x-github',
  'example',
  'examples',
  'x-multi-segment',
  'deprecated',
]);

const source = process.argv[2];
if (source === undefined) throw new Error('Say where api.github.com.json of @octokit/openapi lies: node scripts/extract-openapi.ts <path>');
const api = JSON.parse(readFileSync(source, 'utf8')) as {
  openapi: string;
  info: Json;
  paths: Record<string, Record<string, Json>>;
  components: Json;
};

const paths: Record<string, Json> = {};
for (const [path, methods] of Object.entries(api.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    if (OPERATIONS.includes(operation['operationId'] as string)) paths[path] = { ...paths[path], [method]: withoutProse(operation) };
  }
}
const found = Object.values(paths).flatMap((methods) => Object.values(methods)).length;
if (found !== OPERATIONS.length)
  throw new Error(`${source} has ${found} of the ${OPERATIONS.length} operations: another version of @octokit/openapi?`);

const components: Record<string, Json> = {};
collect(paths);
writeFileSync(
  OUT,
  gzipSync(JSON.stringify({ openapi: api.openapi, info: { version: api.info['version'] }, paths, components }), { level: 9 }),
);

function withoutProse(value: unknown, names = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => names || !PROSE.has(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutProse(item, key === 'properties' && !names)]));
}

/** Copies every component that `value` refers to, and what those refer to. */
function collect(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (key !== '$ref' || typeof item !== 'string') {
      collect(item);
      continue;
    }
    const [kind = '', name = ''] = item.replace('#/components/', '').split('/');
    if (components[kind]?.[name] !== undefined) continue;
    const component = withoutProse((api.components[kind] as Json)[name]);
    components[kind] = { ...components[kind], [name]: component };
    collect(component);
  }
}
