import { expect, test } from 'vitest';
import { until } from '../contracts/until.ts';
import { openShop, sha } from './shop.ts';

test('after a cancel, post takes the version back and tells so: comment, deployment record, summary', async () => {
  const shop = await openShop('local');
  await shop.act('rolling', { version: 'v1' });
  const inputs = { version: 'v2', 'bake-time': '5s', 'github-token': shop.github.token };
  const env = { GITHUB_SHA: sha };
  const isTold = async () => (shop.github.state.deployments[0]?.statuses.length ?? 0) > 0;
  const started = (pid: number) => void until(isTold).then(() => process.kill(pid, 'SIGINT'));
  const main = await shop.act('rolling', inputs, { started, env });
  expect(main).toMatchObject({ code: 1, outputs: { outcome: 'interrupted', reason: 'cancelled' } });
  const post = await shop.act('post', { ...inputs, 'job-status': 'cancelled' }, { state: main.state, env });
  expect(post.summary).toContain('Rolled back to v1');
  const { comments, deployments } = shop.github.state;
  expect(comments.map((comment) => comment.body)).toEqual([expect.stringContaining('Rolled back to v1')]);
  expect(deployments).toHaveLength(1);
  const states = deployments[0]?.statuses.map((status) => status.state);
  // What main could tell in the time that the runner leaves it may be missing.
  expect(states?.filter((state) => state !== 'error')).toEqual(['in_progress', 'in_progress', 'failure']);
  expect(await shop.act('status', {})).toMatchObject({ outputs: { outcome: 'idle', version: 'v1' } });
});
