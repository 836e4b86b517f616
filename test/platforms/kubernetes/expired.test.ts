import { expect, test } from 'vitest';
import { type Api, ApiError } from '../../../src/platforms/kubernetes/api/api.ts';
import { listPods } from '../../../src/platforms/kubernetes/pods/pods.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import { fakeCluster, fakePod } from './fake-api.ts';
import { never } from './looked-at.ts';

/** An API server with two pages of pods, that forgets where a list was so many times. */
function forgetful(times: number): { readonly site: Site; readonly asked: string[] } {
  const { site } = fakeCluster([]);
  const asked: string[] = [];
  const get = async (_path: string, _signal: AbortSignal, query: Readonly<Record<string, string>> = {}) => {
    const from = query['continue'] ?? '';
    asked.push(from);
    if (from !== '' && asked.filter((one) => one !== '').length <= times)
      throw new ApiError(410, 'The provided continue parameter is too old to display a consistent list result');
    // Before it forgot, and after: another moment.
    const moment = `${asked.length}`;
    const pod = fakePod(from === '' ? `first-${moment}` : `second-${moment}`, {});
    return { metadata: { resourceVersion: moment, ...(from === '' && { continue: 'next' }) }, items: [pod] };
  };
  return { site: { ...site, api: { ...site.api, get: get as Api['get'] } }, asked };
}

test('a list whose next page has expired is asked for anew, and is of one moment', async () => {
  const { site, asked } = forgetful(1);
  const { items } = await listPods(site, {}, never);
  expect(items.map(({ metadata }) => metadata.name)).toEqual(['first-3', 'second-4']);
  expect(asked).toEqual(['', 'next', '', 'next']);
});

test('where each expires, that is told', async () => {
  const { site, asked } = forgetful(100);
  await expect(listPods(site, {}, never)).rejects.toThrow('too old to display a consistent list result');
  expect(asked.length).toBeLessThan(10);
});
