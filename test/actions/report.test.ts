import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openShop } from './shop.ts';

vi.setConfig({ testTimeout: 60_000 });

test('the output `report` is a file as its schema says, about all of the rollout, with a page beside it', async () => {
  const shop = await openShop('local', { onTestFinished });
  await shop.act('rolling', { version: 'v1' });
  await shop.act('canary-step', { version: 'v2', weight: '25' });
  const { outputs, stdout } = await shop.act('promote', {}, { env: { RUNNER_TEMP: shop.workspace } });
  const path = outputs['report'] ?? '';
  expect(path, stdout).toMatch(/\.json$/);
  const [text = '', page = '', schema = ''] = await Promise.all(
    [path, path.replace(/json$/, 'html'), 'schema/report.schema.json'].map((file) => readFile(file, 'utf8')),
  );
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(schema));
  const record = JSON.parse(text);
  expect([validate(record), validate.errors]).toEqual([true, null]);
  expect(record).toMatchObject({ service: 'shop', version: 'v2', previousVersion: 'v1', outcome: 'promoted' });
  const stages = record.stages.map(({ name }: { name: string }) => name);
  expect(stages).toEqual(expect.arrayContaining(['canary 25 %', 'retire']));
  for (const shown of ['Promoted v2', ...stages]) expect(page.replaceAll('&nbsp;', ' ')).toContain(shown);
});
