import { describe, expect, test } from 'vitest';
import { bad, leaves, openShop, PACE, type Shop, v2 } from './managed-shop.ts';

describe('what somebody else sets', () => {
  async function drifted(at = 5_000) {
    const shop = openShop();
    shop.platform.at(at, (platform) => platform.edit('v9', 'bob'));
    const { ending } = await shop.run('rolling', { ...v2, bakeTime: 20_000 });
    return { shop, ending };
  }

  test.each([1_000, 5_000, 15_000])('%d ms after it was told is not overwritten', async (at) => {
    const { shop, ending } = await drifted(at);
    expect(ending).toMatchObject({ outcome: 'stuck', reason: { code: 'drift' }, commands: ['by hand'] });
    expect(ending?.reason.message).toContain('bob set v9 meanwhile');
    expect(shop.object().template.image).toBe('v9');
    expect(shop.platform.state.updates).toEqual(['v1 → v2']);
  });

  test('is replaced where somebody asks to go back', async () => {
    const { shop } = await drifted();
    const { ending, said } = await shop.run('rollback');
    expect(said[0]).toContain('set v1 instead of v9 · bob set v9 meanwhile');
    expect(ending).toMatchObject({ outcome: 'rolled-back' });
    leaves(shop, 'v1');
  });

  test('is replaced where somebody asks to go on', async () => {
    const { shop } = await drifted();
    const { ending } = await shop.run('promote', { version: null, bakeTime: 0 });
    expect(ending).toMatchObject({ outcome: 'promoted' });
    leaves(shop, 'v2');
  });

  test('on the way back is not overwritten either, until somebody asks again', async () => {
    const shop = openShop({ rules: bad('crashed', 5_000) });
    let edited = false;
    shop.platform.at(0, function watch(platform) {
      const { note } = platform.state.object;
      if (note?.to.version === 'v1' && !edited) {
        edited = true;
        platform.edit('v9', 'bob');
      } else if (!edited) platform.at(platform.state.at + 100, watch);
    });
    const { ending } = await shop.run('rolling', v2);
    expect(ending).toMatchObject({ outcome: 'stuck', reason: { code: 'drift' } });
    expect(shop.object().template.image).toBe('v9');
    expect((await shop.run('rollback')).ending).toMatchObject({ outcome: 'rolled-back' });
    leaves(shop, 'v1');
  });

  test('while nothing is in flight is what the next rollout replaces, and goes back to', async () => {
    const shop = openShop();
    await shop.run('rolling', v2);
    shop.platform.edit('v3', 'bob');
    expect((await shop.run('rolling', { ...v2, onFailure: 'rollback' })).ending).toMatchObject({ outcome: 'promoted' });
    leaves(shop, 'v2');
    shop.platform.edit('v3', 'bob');
    shop.smokeTest = async () => 'got 500';
    expect((await shop.run('rolling', v2)).ending).toMatchObject({ outcome: 'rolled-back' });
    leaves(shop, 'v3');
  });

  test('where no journal tells of it is refused', async () => {
    const shop = openShop();
    await shop.run('rolling', v2, { killed: { call: 'managed.update', when: 'after' } });
    shop.journal.document = null;
    const before = structuredClone(shop.object());
    const { ending } = await shop.run('rolling', { version: 'v3' });
    expect(ending).toMatchObject({ outcome: 'refused', reason: { code: 'no-journal' } });
    expect(ending?.commands).toEqual(['by hand']);
    expect(shop.object()).toEqual(before);
  });
});

describe('whoever goes on after a kill', () => {
  const places = ['managed.update', 'managed.settle'].flatMap((call) => (['before', 'after'] as const).map((when) => ({ call, when })));

  test.each(places)('ends it as it would have ended: $call, $when', async (killed) => {
    const shop = openShop();
    const first = await shop.run('rolling', v2, { killed });
    expect(first.ending).toBeNull();
    const { ending } = await shop.run('rolling', v2, { run: { ...first.run, attempt: 2 } });
    expect(ending).toMatchObject({ outcome: 'promoted' });
    expect(shop.platform.state.updates).toEqual(['v1 → v2']);
    expect(shop.platform.state.made).toBe(3);
    leaves(shop, 'v2');
  });

  test.each(places)('goes back where that is asked: $call, $when', async (killed) => {
    const shop = openShop();
    const first = await shop.run('rolling', v2, { killed });
    const { ending } = await shop.run('rollback', {}, { run: { ...first.run, attempt: 2 } });
    expect(ending).toMatchObject({ outcome: 'rolled-back', reason: { code: 'requested' } });
    expect(shop.platform.progress()).toMatchObject({ version: 'v1', settled: true, serving: 3 });
    leaves(shop, 'v1');
  });

  test('leaves alone what somebody set after the end had begun', async () => {
    const shop = openShop();
    const first = await shop.run('rolling', v2, { killed: { call: 'managed.settle', when: 'before' } });
    shop.platform.edit('v9', 'bob');
    const { ending } = await shop.run('rolling', v2, { run: { ...first.run, attempt: 2 } });
    expect(ending).toMatchObject({ outcome: 'promoted' });
    await shop.clock.sleep(30_000, new AbortController().signal);
    leaves(shop, 'v9');
  });
});

describe('whoever is asked', () => {
  async function paused() {
    const shop = openShop({ rules: bad('hopeless') });
    const { ending } = await shop.run('rolling', { ...v2, onFailure: 'pause' });
    expect(ending).toMatchObject({ outcome: 'paused', reason: { code: 'unready' } });
    expect(shop.object()).toMatchObject({ template: { image: 'v2' }, pace: PACE });
    return shop;
  }

  test('goes back after a pause', async () => {
    const shop = await paused();
    expect((await shop.run('rollback')).ending).toMatchObject({ outcome: 'rolled-back' });
    leaves(shop, 'v1');
  });

  test('goes on after a pause, once what was wrong is mended', async () => {
    const shop = await paused();
    Object.assign(shop.platform.rules, { bad: undefined });
    expect((await shop.run('promote', { version: null })).ending).toMatchObject({ outcome: 'promoted' });
    expect(shop.platform.state.updates).toEqual(['v1 → v2']);
    leaves(shop, 'v2');
  });

  test('by another run to go back while it bakes obeys within 5 s', async () => {
    const shop = openShop();
    const asked: ReturnType<Shop['run']>[] = [];
    let seenAt = 0;
    shop.platform.at(60_000, () => {
      asked.push(shop.run('rollback'));
    });
    shop.platform.at(61_000, function watch(platform) {
      if (platform.state.object.note?.to.version === 'v1') seenAt = platform.state.at;
      else platform.at(platform.state.at + 100, watch);
    });
    const { ending } = await shop.run('rolling', { ...v2, bakeTime: 600_000 });
    expect(ending).toMatchObject({ outcome: 'rolled-back', reason: { code: 'requested' } });
    expect((await asked[0])?.ending).toMatchObject({ outcome: 'rolled-back' });
    expect(seenAt).toBeLessThanOrEqual(66_000);
    leaves(shop, 'v1');
  });

  test('to deploy another version while it bakes is refused, or sends it back first where that is wanted', async () => {
    const shop = openShop();
    const asked: ReturnType<Shop['run']>[] = [];
    shop.platform.at(30_000, () => {
      asked.push(shop.run('rolling', { version: 'v3' }));
    });
    shop.platform.at(60_000, () => {
      asked.push(shop.run('rolling', { version: 'v3', onBusy: 'supersede' }));
    });
    const { ending } = await shop.run('rolling', { ...v2, bakeTime: 600_000 });
    expect(ending).toMatchObject({ outcome: 'rolled-back', reason: { code: 'superseded' } });
    expect((await asked[0])?.ending).toMatchObject({ outcome: 'refused', reason: { code: 'busy' } });
    expect((await asked[1])?.ending).toMatchObject({ outcome: 'promoted' });
    expect(shop.platform.state.updates).toEqual(['v1 → v2', 'v2 → v1', 'v1 → v3']);
    leaves(shop, 'v3');
  });
});
