import { expect, vi } from 'vitest';
import { test } from './emulated.ts';
import { COUNTED, requestsOf } from './requests.ts';

// The client leaves GitHub a second between two writes.
vi.setConfig({ testTimeout: 90_000 });

test.concurrent.for(COUNTED)('$name makes at most $most requests', async ({ work, most }, { github }) => {
  const requests = await requestsOf(work, github);
  expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(most);
});
