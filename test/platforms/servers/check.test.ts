import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { ServersService } from '../../../src/ports/service.ts';
import { never, newSite, open } from './site.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const preview = { kind: 'header', name: 'X-Preview', value: 'key' } as const;

/** What `check` says of a tracked service, changed and with changed balancers. */
async function said(changes: Partial<ServersService> = {}, balancer: object = {}) {
  const { service } = await newSite({ tracked: true, changes });
  const changed = { ...service, balancers: service.balancers.map((one) => ({ ...one, ...balancer })) };
  return open(changed).check('tracks', never);
}

test('finds nothing to change where everything is there', async () => {
  expect(await said({ preview })).toEqual([]);
});

test('says what cannot be checked without the configuration, and goes on', async () => {
  expect(await said({ preview, sticky: { kind: 'cookie', name: 'uid' } }, { config: null })).toEqual([
    {
      message: expect.stringContaining('say `config` of this balancer to have option idle-close-on-response, sticky, preview checked'),
      unchecked: true,
    },
  ]);
});

test('prints the lines for a map that HAProxy does not load', async () => {
  const [problem] = await said({ preview }, { map: '/nowhere.map', config: null });
  expect(problem?.message).toContain('does not load the map /nowhere.map');
  expect(problem?.message).toContain('http-request set-var(txn.pct) str(api),map_str_int(/nowhere.map,0)');
});

test('prints the lines that sticky needs and the configuration lacks', async () => {
  const [problem, ...others] = await said({ sticky: { kind: 'cookie', name: 'uid' } });
  expect(problem?.message).toContain('http-request set-var(txn.roll) req.cook(uid),crc32,mod(100)');
  expect(others).toEqual([]);
});

test('refuses a preview of another size than all servers of a track', async () => {
  const rollout = { previewSize: { value: 50, unit: 'percent' } } as never;
  const [problem] = await said({ rollout });
  expect(problem?.message).toContain('`preview-size` below 100%');
});

test('names a map entry that is missing', async () => {
  const messages = (await said({}, { key: 'shop', config: null })).map(({ message }) => message);
  expect(messages[0]).toContain('has no number for shop: write the line `shop 0`');
});

test('names a balancer that does not count the slow requests that are to be judged', async () => {
  const analysis = { latencyThreshold: 500, metrics: [] as const } as unknown as ServersService['analysis'];
  const { service, folder } = await newSite({ tracked: true, changes: { preview, analysis } });
  expect(await open(service).check('tracks', never)).toEqual([]);
  const [balancer] = service.balancers as [ServersService['balancers'][number]];
  const counted = await readFile(balancer.config as string, 'utf8');
  const config = join(folder, 'uncounted.cfg');
  await writeFile(config, counted.replace(/^.*track-sc2 str\(api_green\).*\n/m, ''));
  const problems = await open({ ...service, balancers: [{ ...balancer, config }] }).check('tracks', never);
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining('does not count slow requests by the same bounds in api_blue and api_green, as `latency-threshold` needs it'),
  ]);
  const unread = await open({ ...service, balancers: [{ ...balancer, config: null }] }).check('tracks', never);
  expect(unread.filter((problem) => !problem.unchecked).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^It is not known whether .* counts slow requests: say `config` of this balancer/),
  ]);
  const beside = (decides: boolean) => {
    const elsewhere = { ...analysis, metrics: [{ name: 'users', decides }] } as unknown as ServersService['analysis'];
    return open({ ...service, analysis: elsewhere, balancers: [{ ...balancer, config }] }).check('tracks', never);
  };
  expect(await beside(true)).toEqual([]);
  expect(await beside(false)).toHaveLength(1);
});
