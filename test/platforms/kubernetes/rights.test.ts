import { beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { journalName } from '../../../src/platforms/kubernetes/journal-name.ts';
import { echoDeployment, newRepository } from '../../fakes/kubernetes.ts';
import { accountWith, type Rule } from './account.ts';
import { found, newName, parked, siteOf } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

/** Looks as a user with these rules, and returns what is said. */
async function lookAs(rules: readonly Rule[], name: string, settings: Readonly<Record<string, unknown>> = {}) {
  vi.stubEnv('KUBECONFIG', await accountWith(room, rules));
  const { wrong, said } = await found(siteOf(room.name, name, settings));
  vi.unstubAllEnvs();
  return { messages: wrong.map(({ message }) => message), said };
}

/** The rules that a message says to add. */
function rulesIn([message = '']: readonly string[]): Rule[] {
  return parse(message.slice(message.indexOf('\n')));
}

test.each(['Deployment', 'StatefulSet', 'DaemonSet'] as const)('a %s lacks nothing with the rules that it said to add', async (kind) => {
  const name = newName();
  const [workload, service] = echoDeployment({ name, kind, replicas: 0 });
  await room.apply(parked(workload), service);
  const settings = { workload: `${kind.toLowerCase()}/${name}`, 'smoke-test': { path: '/' } };
  const nothing = await lookAs([], name, settings);
  expect(nothing.messages).toEqual([
    expect.stringContaining(`lacks rights in namespace ${room.name} to roll ${kind.toLowerCase()} ${name}`),
  ]);
  expect(nothing.said).toEqual([expect.stringContaining('to say at once how a pod is, and why')]);
  const needed = rulesIn(nothing.messages);
  const door = rulesIn((await lookAs(needed, name, settings)).messages);
  expect(door).toEqual([{ apiGroups: [''], resources: ['services/proxy'], resourceNames: [`${name}:80`], verbs: ['get'] }]);
  const some = await lookAs([...needed, ...door], name, settings);
  expect(some).toMatchObject({ messages: [], said: [nothing.said[0], expect.stringContaining('preStop')] });
  const all = await lookAs([...needed, ...door, ...rulesIn(nothing.said)], name, settings);
  expect(all).toMatchObject({ messages: [], said: [expect.stringContaining('preStop')] });
});

test('names only the verb that is missing, beside what else is wrong', async () => {
  const name = newName();
  await room.apply(parked(echoDeployment({ name, replicas: 1 })[0]));
  const all = rulesIn((await lookAs([], name)).messages);
  const without = all.map((rule) => ({ ...rule, verbs: (rule['verbs'] ?? []).filter((verb) => verb !== 'patch') }));
  const { messages } = await lookAs(without, name, { rollout: { 'max-surge': 0 } });
  expect(rulesIn(messages)).toEqual([{ apiGroups: ['apps'], resources: ['deployments'], resourceNames: [name], verbs: ['patch'] }]);
  expect(messages[1]).toContain('may end its only pod');
});

test('needs no right to make the ConfigMap of the journal where it is there', async () => {
  const name = newName();
  await room.apply(parked(echoDeployment({ name })[0]));
  const all = rulesIn((await lookAs([], name)).messages);
  const without = all.filter(({ verbs }) => !verbs?.includes('create'));
  const before = await lookAs(without, name);
  expect(rulesIn(before.messages)).toEqual([{ apiGroups: [''], resources: ['configmaps'], verbs: ['create'] }]);
  await room.kubectl('create', 'configmap', journalName(name, 'production'));
  expect((await lookAs(without, name)).messages).toEqual([]);
});

test.each(['StatefulSet', 'DaemonSet'] as const)('rolls a %s, and takes it back, with no more rights than it said to add', async (kind) => {
  const name = newName();
  const workload = `${kind.toLowerCase()}/${name}`;
  await room.apply(...echoDeployment({ name, kind, replicas: 2, drain: 0 }));
  await room.whole(workload);
  const nothing = await lookAs([], name, { workload });
  const KUBECONFIG = await accountWith(room, [...rulesIn(nothing.messages), ...rulesIn(nothing.said)]);
  const { act } = await newRepository(room, { workload }, name);
  const good = await act('rolling', { version: 'v2' }, { env: { KUBECONFIG } });
  expect(good.outputs, good.stdout).toMatchObject({ outcome: 'promoted' });
  const bad = await act('rolling', { version: 'crash' }, { env: { KUBECONFIG } });
  expect(bad.outputs, bad.stdout).toMatchObject({ outcome: 'rolled-back', reason: 'unready' });
  expect(bad.stdout).toContain('crash ends at once with 1, as it was told');
  expect(`${good.stdout}${bad.stdout}`).not.toMatch(/lacks rights|forbidden/);
});
