import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Api } from '../../../src/platforms/kubernetes/api/api.ts';
import { nextName } from '../../../src/platforms/kubernetes/next.ts';
import { lettingGo } from '../../../src/platforms/kubernetes/router/route/let-go.ts';
import { serviceRouter } from '../../../src/platforms/kubernetes/router/service-router.ts';
import type { Manifest } from '../../fakes/kubernetes.ts';
import { bothTracks } from './both-tracks.ts';
import { never, newName, siteOf } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

/** Who has the selector of a Service for theirs, as the API server notes it. */
async function owners(service: string): Promise<readonly string[]> {
  const { metadata } = JSON.parse(await room.kubectl('get', service, '--show-managed-fields', '--output=json')) as Manifest;
  const entries = metadata['managedFields'] as readonly { manager: string; fieldsV1: Record<string, Record<string, unknown>> }[];
  return entries.filter(({ fieldsV1 }) => fieldsV1['f:spec']?.['f:selector'] !== undefined).map(({ manager }) => manager);
}

/** A Service that its user applies on the server's side, before both tracks. */
async function applied() {
  const name = newName();
  const [, service] = await bothTracks(room, name, { home: 1, next: 1 });
  const path = join(room.folder, `${name}.json`);
  const apply = async (selector: Readonly<Record<string, string>>) => {
    await writeFile(path, JSON.stringify({ ...service, spec: { ...service['spec'], selector } }));
    return room.kubectl('apply', '--server-side', '--field-manager=gitops', `--filename=${path}`);
  };
  await room.kubectl('delete', `service/${name}`);
  await apply({ app: name });
  const of = (weight: number) => ({ [name]: 100 - weight, [nextName(name)]: weight });
  return { name, service: `service/${name}`, apply, of, site: siteOf(room.name, name) };
}

test('whoever applies the Service on the server is told of a conflict while it is switched, and of none afterwards', async () => {
  const { name, service, apply, of, site } = await applied();
  const router = serviceRouter(site);
  await router.shift(of(100), never);
  expect(await owners(service)).toEqual(['sluice']);
  await expect(apply({ app: name })).rejects.toThrow(/conflict with "sluice"[\s\S]*\.spec\.selector/);
  await router.shift(of(50), never);
  expect(await owners(service)).toEqual([]);
  await router.shift(of(100), never);
  await router.shift(of(0), never);
  expect(await owners(service)).toEqual([]);
  await apply({ app: name, tier: 'web' });
  expect(await owners(service)).toEqual(['gitops']);
  expect((await room.read(service))['spec'].selector).toEqual({ app: name, tier: 'web' });
});

test('a run that is lost before it gave the selector back leaves that to the next one', async () => {
  const { name, service, apply, of, site } = await applied();
  await serviceRouter(site).shift(of(100), never);
  let writes = 0;
  const patch: Api['patch'] = async (...call) => {
    if (++writes === 2) throw new Error('lost');
    return site.api.patch(...call);
  };
  await expect(serviceRouter({ ...site, api: { ...site.api, patch } }).shift(of(0), never)).rejects.toThrow('lost');
  expect((await room.read(service))['spec'].selector).toEqual({ app: name });
  expect(await owners(service)).toEqual(['sluice']);
  await serviceRouter(site).shift(of(0), never);
  expect(await owners(service)).toEqual([]);
  await apply({ app: name, tier: 'web' });
});

test('what was applied from manifests stays ours where what a rollout changed is given back', () => {
  const managedFields = [
    { manager: 'sluice', operation: 'Apply' },
    { manager: 'sluice', operation: 'Update' },
  ];
  expect(lettingGo({ metadata: { name: 'echo', managedFields } })).toEqual([{ op: 'remove', path: '/metadata/managedFields/1' }]);
});
