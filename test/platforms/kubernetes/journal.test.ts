import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api, Resource } from '../../../src/platforms/kubernetes/api/api.ts';
import { openApi } from '../../../src/platforms/kubernetes/api/client.ts';
import { configMapJournal } from '../../../src/platforms/kubernetes/journal.ts';
import { journalName } from '../../../src/platforms/kubernetes/journal-name.ts';
import { emptyJournal } from '../../../src/rollout/journal.ts';
import { journalContract } from '../../contracts/journal.ts';
import { openRoom, type Room } from './room.ts';

type ConfigMap = Resource & { readonly data?: Readonly<Record<string, string>> };

const never = new AbortController().signal;
const document = emptyJournal('shop', 'production', 'here');
const NAME = 'sluice-shop-production';

let room: Room;
let mine: Api;
let theirs: Api;
beforeAll(async () => {
  room = await openRoom();
  const place = { context: null, namespace: room.name };
  [mine, theirs] = [openApi(place), openApi(place)];
});
afterAll(async () => {
  await Promise.all([mine?.close(), theirs?.close()]);
  await room?.close();
});

const journalOf = (api: Api, service = 'shop') => configMapJournal(api, service, 'production');

journalContract('ConfigMap', () => {
  const service = randomUUID();
  return { journal: journalOf(mine, service), again: () => journalOf(theirs, service) };
});

test('what somebody else keeps in the ConfigMap stays, and one without our key is an empty journal', async () => {
  await room.kubectl('create', 'configmap', NAME, '--from-literal=theirs=kept');
  await room.kubectl('label', 'configmap', NAME, 'team=shop');
  const journal = journalOf(mine);
  expect(await journal.load(never)).toBeNull();
  expect(await journal.save(document, 0, never)).toBe('saved');
  expect(await journal.save(document, 1, never)).toBe('saved');
  const { data, metadata } = (await mine.get<ConfigMap>(`${room.configMaps}/${NAME}`, never)) as ConfigMap;
  expect(data).toEqual({ theirs: 'kept', journal: JSON.stringify({ ...document, seq: 2 }) });
  expect(metadata.labels).toEqual({ team: 'shop', 'app.kubernetes.io/managed-by': 'sluice' });
});

test('a new ConfigMap says that it is ours, and our writes have our name', async () => {
  const journal = journalOf(mine, 'new');
  await journal.save(document, 0, never);
  await journal.save(document, 1, never);
  const { metadata } = (await mine.get<ConfigMap>(`${room.configMaps}/sluice-new-production`, never)) as ConfigMap;
  expect(metadata.labels).toEqual({ 'app.kubernetes.io/managed-by': 'sluice' });
  expect(metadata.managedFields?.map(({ manager }) => manager)).toEqual(['sluice']);
});

test('what is no journal is told with what to do, and not written over', async () => {
  const name = 'sluice-damaged-production';
  await room.kubectl('create', 'configmap', name, '--from-literal=journal={"schema":2}');
  const journal = journalOf(mine, 'damaged');
  const said = `configmap/${name} in namespace ${room.name} (the current context) is no journal that this version of Sluice can read`;
  await expect(journal.load(never)).rejects.toThrow(said);
  await expect(journal.save(document, 0, never)).rejects.toThrow(said);
  expect(await mine.get(`${room.configMaps}/${name}`, never)).toMatchObject({ data: { journal: '{"schema":2}' } });
});

test('loses when the ConfigMap was removed in the meantime', async () => {
  const journal = journalOf(mine, 'removed');
  await journal.save(document, 0, never);
  await mine.remove(`${room.configMaps}/sluice-removed-production`, never);
  expect(await journal.save(document, 1, never)).toBe('lost');
  expect(await journal.load(never)).toBeNull();
});

test('the place says the namespace as soon as it is known', async () => {
  const journal = journalOf(mine, 'placed');
  expect(journal.place).toBe('configmap/sluice-placed-production (the current context)');
  await journal.load(never);
  expect(journal.place).toBe(`configmap/sluice-placed-production in namespace ${room.name} (the current context)`);
});

test('the name is plain where it can be read in one way only', () => {
  expect(journalName('shop', 'production')).toBe('sluice-shop-production');
  expect(journalName('shop-api', 'production')).toBe('sluice-shop-api-production');
  for (const [service, environment] of [
    ['shop', 'api-production'],
    ['Shop', 'production'],
    ['shop', 'Production'],
    ['shop.api', 'production'],
    ['shop', 'mit Blank'],
    ['-', 'x'],
  ] as const) {
    expect(journalName(service, environment)).toMatch(/^sluice-[0-9a-f]{16}$/);
  }
  expect(journalName('shop', 'Production')).not.toBe(journalName('Shop', 'production'));
});
