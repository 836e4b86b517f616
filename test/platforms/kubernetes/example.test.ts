import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test, vi } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { accountWith, type Rule } from './account.ts';
import { found, siteOf } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';
import { openExample } from './workflow.ts';

type Job = { readonly needs?: string | readonly string[]; readonly environment: { readonly name: string }; readonly concurrency?: unknown };

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

/** What the user wrote, and what is left beside it. */
async function left() {
  const { spec, metadata } = await room.read('deployment/shop');
  const [container] = spec.template.spec.containers;
  const configMaps = (await room.list('configmaps')).map((each) => each.metadata.name);
  return { spec, annotations: Object.keys(metadata['annotations'] ?? {}), image: container.image, configMaps };
}

test('the example deploys, takes back what fails, and rolls back, with the rights that it gives', async () => {
  const { deploy, act } = await openExample(room);
  const before = await left();
  const second = await deploy('v2');
  expect(second.outputs, second.stdout).toMatchObject({ outcome: 'promoted', version: 'v2', 'previous-version': 'v1' });
  const bad = await deploy('crash');
  expect(bad.outputs, bad.stdout).toMatchObject({ outcome: 'rolled-back', reason: 'unready' });
  expect(bad.stdout).toContain('crash ends at once with 1, as it was told');
  const third = await deploy('v3');
  expect(third.outputs, third.stdout).toMatchObject({ outcome: 'promoted', 'previous-version': 'v2' });
  const back = await act('rollback', { service: 'shop', to: 'previous' });
  expect(back.outputs, back.stdout).toMatchObject({ outcome: 'rolled-back' });
  expect((await act('status', { service: 'shop' })).stdout).toContain('v2 is live');
  // All rights are there, and nothing is left but the image and the journal.
  for (const { stdout } of [second, bad, third, back]) expect(stdout).not.toContain('lacks rights');
  const after = await left();
  expect(after.image).toBe('sluice.test/echo:v2');
  before.spec.template.spec.containers[0].image = after.image;
  expect(after).toMatchObject({ spec: before.spec, annotations: before.annotations });
  expect(after.configMaps.toSorted()).toEqual(['kube-root-ca.crt', 'sluice-shop-production']);
});

test('the Role of the example has no verb too many', async () => {
  await openExample(room);
  const documents = parseAllDocuments(await readFile('examples/kubernetes/access.yml', 'utf8')).map((document) => document.toJS());
  const rules: Rule[] = documents.find(({ kind }) => kind === 'Role').rules;
  const one = (rule: Rule, verb: string) => ({ ...rule, verbs: (rule['verbs'] ?? []).filter((each) => each !== verb) });
  const look = async (some: readonly Rule[]) => {
    vi.stubEnv('KUBECONFIG', await accountWith(room, some));
    const { wrong, said } = await found(siteOf(room.name, 'shop', { 'smoke-test': { path: '/' } }));
    vi.unstubAllEnvs();
    return [...wrong.map(({ message }) => message), ...said].filter((message) => message.includes('lacks rights'));
  };
  expect(await look(rules)).toEqual([]);
  // Whoever made the journal already needs no right to make it.
  await room.kubectl('delete', 'configmap', 'sluice-shop-production', '--ignore-not-found');
  for (const rule of rules) {
    for (const verb of rule['verbs'] ?? []) {
      const without = rules.map((each) => (each === rule ? one(each, verb) : each));
      expect(await look(without), `${rule['resources']} without ${verb}`).toHaveLength(1);
    }
  }
});

test.each(['canary.yml', 'blue-green.yml'])('%s goes back after each job that could fail, and waits for nobody', async (name) => {
  const { jobs } = parse(await readFile(`examples/kubernetes/${name}`, 'utf8')) as { jobs: Record<string, Job> };
  const { undo, image: _image, ...deploying } = jobs;
  expect([undo?.needs].flat()).toEqual(Object.keys(deploying));
  expect(undo).toMatchObject({ if: 'failure() || cancelled()', environment: { name: 'production-undo' } });
  expect(undo).not.toHaveProperty('concurrency');
  // A job that waits for a reviewer would hold up all others of its group.
  for (const { environment, concurrency } of Object.values(deploying))
    expect(environment.name === 'production').toBe(concurrency !== undefined);
});
