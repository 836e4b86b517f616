import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPages } from '../guide-page.ts';
import { openRoom } from '../room.ts';
import { openManifestExample } from '../workflow.ts';

test('the example deploys all that goes with a version, and what the guide shows is printed', { timeout: 300_000 }, async () => {
  const room = await openRoom();
  try {
    const pages = await openPages(['kubernetes-manifests.md'], 'console');
    const example = await openManifestExample(room);
    const change = async (name: string, from: string, to: string) => {
      const path = join(example.folder, name);
      const before = await readFile(path, 'utf8');
      expect(before).toContain(from);
      await writeFile(path, before.replace(from, to));
    };
    const see = async (name: string, outcome: string, version: string) => {
      const { stdout, outputs } = (await example.job('deploy.yml', 'switch', { 'github.sha': version }))[0];
      expect(outputs['outcome'], stdout).toBe(outcome);
      expect(stdout).not.toContain('lacks rights');
      pages.expectShown(name, stdout, room.name);
    };
    await see('first', 'promoted', 'v1');
    await change('k8s/config.yml', 'EUR', 'CHF');
    await see('second', 'promoted', 'v2');
    const { spec } = await room.read('deployment/shop');
    const { name } = spec.template.spec.containers[0].envFrom[0].configMapRef;
    expect((await room.read(`configmap/${name}`))['data']).toEqual({ CURRENCY: 'CHF' });
    expect((await room.read('configmap/shop'))['data']).toEqual({ CURRENCY: 'EUR' });
    await change('k8s/migrate.yml', 'exit, "0"', 'exit, "1"');
    await see('migrate', 'rolled-back', 'v3');
    await change('k8s/migrate.yml', 'annotations: { sluice-actions.github.io/run: before }', 'annotations: {}');
    await see('wrong', 'refused', 'v3');
    await change('k8s/migrate.yml', 'annotations: {}', 'annotations: { sluice-actions.github.io/run: before }');
    await change('k8s/shop.yml', 'replicas: 2', 'replicas: two');
    await see('refused', 'refused', 'v3');
    expect(pages.unseen()).toEqual([]);
  } finally {
    await room.close();
  }
});
