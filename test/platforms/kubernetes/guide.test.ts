import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { until } from '../../contracts/until.ts';
import { openRoom, type Room } from './room.ts';
import { openExample } from './workflow.ts';

const root = join(import.meta.dirname, '../../..');
const page = () => readFile(join(root, 'docs/guide/kubernetes.md'), 'utf8');

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

/** The blocks of the guide of one language, by what is written behind that. */
async function blocks(language: string): Promise<Map<string, string>> {
  const found = [...(await page()).matchAll(/```(\w+) (\S+)\n([\s\S]*?)```/g)].filter(([, one]) => one === language);
  return new Map(found.map(([, , name = '', text = '']) => [name, text]));
}

/** The same for every run and every namespace. */
function plain(text: string): string[] {
  return text.split('\n').map((line) =>
    line
      .replace(/^\+\d+:\d\d/, '+0:00')
      .replaceAll(room.name, 'shop')
      .replaceAll(/shop-[0-9a-z]{6,10}-[0-9a-z]{5}(?![0-9a-z])/g, 'shop-5d4f7c9b8-x7k2p')
      .replaceAll(/\([0-9a-f]{8}-[0-9a-f-]{27}\)/g, '(uid)'),
  );
}

test.each(['sluice.yml', 'deploy.yml', 'access.yml', 'shop.yml'])('what the guide shows of %s is in the example', async (name) => {
  const shown = (await blocks('yaml')).get(name) ?? 'the guide has no such block';
  expect(await readFile(join(root, 'examples/kubernetes', name), 'utf8')).toContain(shown);
});

test('the guide shows what is printed', async () => {
  const { deploy } = await openExample(room);
  const shown = await blocks('text');
  const seen = new Set<string>();
  const expectShown = (name: string, printed: string) => {
    seen.add(name);
    for (const line of plain(shown.get(name) ?? 'the guide has no such block'))
      if (line !== '') expect(plain(printed), printed).toContain(line);
  };
  expectShown('rolling', (await deploy('v2')).stdout);
  expectShown('crash', (await deploy('crash')).stdout);

  await room.kubectl('set', 'image', 'deployment/shop', 'shop=sluice.test/echo:none');
  await until(async () => (await room.read('deployment/shop'))['status'].updatedReplicas === 1);
  expectShown('underway', (await deploy('v3')).stdout);
  await room.kubectl('rollout', 'undo', 'deployment/shop');
  await room.whole('deployment/shop');

  const role = await room.read('role/deploy-shop');
  const rules = role['rules'].map((rule: { verbs: string[] }) => ({ ...rule, verbs: rule.verbs.filter((verb) => verb !== 'patch') }));
  await room.kubectl('patch', 'role/deploy-shop', '--type=merge', '--patch', JSON.stringify({ rules }));
  expectShown('rights', (await deploy('v3')).stdout);
  expect([...seen].sort()).toEqual([...shown.keys()].sort());
});
