import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { waysOf } from '../../src/actions/ways.ts';

const OURS = 'steps: [{ uses: sluice-actions/sluice/actions/promote@v1 }]';
const env = { GITHUB_SERVER_URL: 'https://ghe.example', GITHUB_REPOSITORY: 'acme/shop' };

function workspace(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-ways-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, '.github/workflows', name), text);
  return folder;
}

test('the promotion workflow is linked where it is', () => {
  const url = 'https://ghe.example/acme/shop/actions/workflows';
  expect(waysOf(workspace({ 'promote.yml': OURS }), env)).toEqual({ workflowUrl: `${url}/promote.yml`, byComment: false });
  expect(waysOf(workspace({ 'promote.yaml': OURS }), env).workflowUrl).toBe(`${url}/promote.yaml`);
});

test('comments are offered where they are obeyed', () => {
  expect(waysOf(workspace({ 'commands.yml': OURS }), env)).toEqual({ workflowUrl: '', byComment: true });
});

test.each([
  ['no workflows', {}],
  ["others' workflows of these names", { 'promote.yml': 'run: npm publish', 'commands.yml': 'run: echo' }],
])('nothing is offered where there are %s', (_, files) => {
  expect(waysOf(workspace(files), env)).toEqual({ workflowUrl: '', byComment: false });
});

test('nothing is offered without a checkout', () => {
  expect(waysOf('/nonexistent', env)).toEqual({ workflowUrl: '', byComment: false });
});
