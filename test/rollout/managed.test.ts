import { describe, expect, test } from 'vitest';
import { bad, DEADLINE, leaves, openShop, PACE, v2 } from './managed-shop.ts';

describe('a rolling update by the platform', () => {
  test('prints its whole sequence, and leaves nothing but the image', async () => {
    const shop = openShop();
    shop.platform.at(1, ({ state }) => expect(state.object.pace).toEqual(PACE));
    const { ending, said } = await shop.run('rolling', { ...v2, bakeTime: 10_000 });
    expect(said).toMatchInlineSnapshot(`
      [
        "set v2 instead of v1 · 3 of 3 serve",
        "0 of 3 ready (an instance is not ready)",
        "1 of 3 ready (an instance is not ready)",
        "2 of 3 ready (an instance is not ready)",
        "ask the service with the smoke test",
        "baking for 10 s",
        "put back what was set for the rollout only",
      ]
    `);
    expect(ending).toMatchObject({ outcome: 'promoted', reason: { code: 'done' } });
    expect(shop.platform.state.updates).toEqual(['v1 → v2']);
    leaves(shop, 'v2');
  });

  test('goes back at once where waiting cannot help, with what the platform said', async () => {
    const shop = openShop({ rules: bad('hopeless') });
    const { ending, said, took } = await shop.run('rolling', v2);
    expect(said).toMatchInlineSnapshot(`
      [
        "set v2 instead of v1 · 3 of 3 serve",
        "going back: cannot become ready: hopeless with v2",
        "set v1 instead of v2 · 3 of 3 serve",
        "put back what was set for the rollout only",
      ]
    `);
    expect(ending).toMatchObject({ outcome: 'rolled-back', reason: { code: 'unready', message: 'cannot become ready: hopeless with v2' } });
    expect(took).toBeLessThan(10_000);
    expect(shop.platform.state.updates).toEqual(['v1 → v2', 'v2 → v1']);
    leaves(shop, 'v1');
  });

  test('goes back a deadline after the last progress, not after the beginning', async () => {
    const shop = openShop({ wanted: 4, rules: { toReady: 50_000 } });
    const slow = await shop.run('rolling', v2);
    expect(slow.ending).toMatchObject({ outcome: 'promoted' });
    expect(slow.took).toBeGreaterThan(3 * DEADLINE);

    const never = openShop({ rules: bad('unready') });
    const { ending, took } = await never.run('rolling', v2);
    expect(ending).toMatchObject({ outcome: 'rolled-back', reason: { code: 'progress-deadline' } });
    expect(ending?.reason.message).toBe('1 of 3 updated, 0 ready, 3 serve (an instance is not ready), for 60 s');
    expect(took).toBeGreaterThanOrEqual(DEADLINE);
    expect(took).toBeLessThan(DEADLINE + 5_000);
    leaves(never, 'v1');
  });

  test('counts as progress what comes after more were wanted, too', async () => {
    const shop = openShop({ wanted: 2, rules: { toReady: 20_000, atOnce: 1 } });
    // Nearly done.
    shop.platform.at(39_000, ({ state }) => {
      state.object.wanted = 8;
    });
    const { ending, took } = await shop.run('rolling', v2);
    expect(ending).toMatchObject({ outcome: 'promoted' });
    expect(took).toBeGreaterThan(40_000 + DEADLINE);
    expect(shop.object().wanted).toBe(8);
    leaves(shop, 'v2');
  });

  test('does not wait for ever because somebody changes how many are wanted', async () => {
    const shop = openShop({ rules: bad('unready') });
    for (let i = 1; i < 20; i++) {
      shop.platform.at(i * 20_000, ({ state }) => {
        state.object.wanted = i % 2 ? 5 : 3;
      });
    }
    const { ending, took } = await shop.run('rolling', v2);
    expect(ending).toMatchObject({ outcome: 'rolled-back', reason: { code: 'progress-deadline' } });
    expect(took).toBeLessThan(2 * DEADLINE);
  });

  test.each([
    ['more', 5],
    ['fewer', 2],
  ])('takes %s that an autoscaler wants for no drift', async (_what, wanted) => {
    const shop = openShop();
    shop.platform.at(3_000, ({ state }) => {
      state.object.wanted = wanted;
    });
    const { ending } = await shop.run('rolling', { ...v2, bakeTime: 5_000 });
    expect(ending).toMatchObject({ outcome: 'promoted' });
    expect(shop.object().wanted).toBe(wanted);
    expect(shop.platform.state.updates).toEqual(['v1 → v2']);
    leaves(shop, 'v2');
  });

  test('begins anew to bake where an instance was lost meanwhile', async () => {
    const calm = openShop();
    const undisturbed = await calm.run('rolling', { ...v2, bakeTime: 30_000 });
    const settledAt = undisturbed.took - 30_000;
    const shop = openShop();
    shop.platform.at(settledAt + 20_000, (platform) => platform.lose());
    const { ending, took } = await shop.run('rolling', { ...v2, bakeTime: 30_000 });
    expect(ending).toMatchObject({ outcome: 'promoted' });
    expect(took).toBeGreaterThanOrEqual(settledAt + 20_000 + 2_000 + 30_000);
    leaves(shop, 'v2');
  });

  test('goes back a deadline after an instance stopped to answer in the bake, and not before', async () => {
    const shop = openShop();
    shop.platform.at(40_000, (platform) => platform.mute());
    const { ending, took } = await shop.run('rolling', { ...v2, bakeTime: 600_000 });
    expect(ending).toMatchObject({ outcome: 'rolled-back', reason: { code: 'progress-deadline' } });
    expect(took).toBeGreaterThanOrEqual(40_000 + DEADLINE - 1_000);
    expect(took).toBeLessThan(40_000 + DEADLINE + 10_000);
    leaves(shop, 'v1');
  });

  test('does not bake for ever what gets unready again and again', async () => {
    const flaps = (image: string | null, age: number) => (image === 'v2' && age % 30_000 > 20_000 ? 'unready' : null);
    const shop = openShop({ rules: { bad: flaps } });
    const { ending, took } = await shop.run('rolling', { ...v2, bakeTime: 60_000 });
    expect(ending).toMatchObject({ outcome: 'rolled-back', reason: { code: 'progress-deadline' } });
    // It was unready for 10 s of 30.
    expect(took).toBeGreaterThan(2 * DEADLINE);
    expect(took).toBeLessThan(4 * DEADLINE);
    leaves(shop, 'v1');
  });

  test('goes back where an instance crashes in the bake', async () => {
    const shop = openShop({ rules: bad('crashed', 30_000) });
    const { ending } = await shop.run('rolling', { ...v2, bakeTime: 60_000 });
    expect(ending).toMatchObject({ outcome: 'rolled-back', reason: { code: 'unready' } });
    leaves(shop, 'v1');
  });

  test('goes back where the smoke test fails, and asks it once only where it does not', async () => {
    const shop = openShop();
    let asked = 0;
    shop.smokeTest = async () => {
      asked++;
      return null;
    };
    await shop.run('rolling', { ...v2, bakeTime: 20_000 });
    expect(asked).toBe(1);
    shop.smokeTest = async () => 'got 500';
    const { ending } = await shop.run('rolling', { version: 'v3' });
    expect(ending).toMatchObject({ outcome: 'rolled-back', reason: { code: 'smoke-test-failed', message: 'smoke test failed: got 500' } });
    leaves(shop, 'v2');
  });

  test('is a first deployment where nothing runs', async () => {
    const shop = openShop({ image: null, wanted: 0 });
    shop.object().wanted = 0;
    shop.platform.at(1, ({ state }) => {
      state.object.wanted = 2;
    });
    const { ending } = await shop.run('rolling', v2);
    expect(ending).toMatchObject({ outcome: 'promoted', reason: { code: 'first-deployment' } });
    leaves(shop, 'v2');
  });

  test('tells the platform a version that is live already where its other settings changed', async () => {
    const shop = openShop();
    expect((await shop.run('rolling', { version: 'v1' })).ending).toMatchObject({ outcome: 'unchanged' });
    expect(shop.platform.state.updates).toEqual([]);
    const { ending } = await shop.run('rolling', { version: 'v1', spec: 's2' });
    expect(ending).toMatchObject({ outcome: 'promoted' });
    expect(shop.platform.state.updates).toEqual(['v1 → v1']);
    expect(shop.journal.document?.live).toMatchObject({ version: 'v1', spec: 's2' });
    leaves(shop, 'v1');
  });

  test('makes new instances of what is live where that is asked, and puts the old ones back where they fail', async () => {
    const shop = openShop();
    const { ending } = await shop.run('rolling', { version: 'v1', redeploy: true });
    expect(ending).toMatchObject({ outcome: 'promoted' });
    expect(shop.platform.state.made).toBe(3);
    const { restart } = shop.object().template;
    expect(restart).not.toBeNull();
    leaves(shop, 'v1', restart);
    shop.smokeTest = async () => 'got 500';
    const again = await shop.run('rolling', { version: 'v1', redeploy: true });
    expect(again.ending).toMatchObject({ outcome: 'rolled-back' });
    expect(shop.platform.state.made).toBe(3 + 3 + 3);
    leaves(shop, 'v1', restart);
  });
});
