import { expect, test } from 'vitest';
import { openShop, sha } from './shop.ts';

test('what could not be told because GitHub was down is told by the next step, once', async () => {
  const shop = await openShop('local');
  const inputs = { 'github-token': shop.github.token };
  const env = { GITHUB_SHA: sha };
  await shop.act('rolling', { ...inputs, version: 'v1' }, { env });
  // Dead as soon as the rollout has its record.
  const dies = () => {
    const watch = setInterval(() => {
      if (shop.github.state.deployments.length < 2 || shop.github.state.deployments[1]?.statuses.length === 0) return;
      clearInterval(watch);
      shop.github.fail('*', { status: 503 });
    }, 5);
  };
  const deployed = await shop.act('rolling', { ...inputs, version: 'v2', 'bake-time': '1s' }, { env, started: dies });
  expect(deployed).toMatchObject({ code: 0, outputs: { outcome: 'promoted' } });
  const last = () => shop.github.state.deployments[1]?.statuses.at(-1)?.state;
  expect(last()).toBe('in_progress');
  shop.github.heal();
  expect(await shop.act('status', inputs, { env })).toMatchObject({ code: 0, outputs: { outcome: 'idle' } });
  expect(last()).toBe('success');
  expect(shop.github.state.comments[0]?.body).toContain('Promoted v2');
  const told = shop.github.requests.length;
  await shop.act('status', inputs, { env });
  expect(
    shop.github.requests
      .slice(told)
      .map(({ operation }) => operation)
      .filter((id) => /create|update/.test(id)),
  ).toEqual([]);
});
