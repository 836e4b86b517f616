import { expect, test } from 'vitest';
import { byHand } from '../../../../src/platforms/kubernetes/by-hand.ts';
import type { Note } from '../../../../src/platforms/kubernetes/workload/note.ts';
import { siteOf } from '../looked-at.ts';

const template: NonNullable<Note['template']> = { was: { spec: { containers: [{ name: 'echo', image: 'sluice.test/echo:v1' }] } } };
const note: Note = {
  to: { version: 'v2', spec: 'abc' },
  from: { version: 'v1', spec: null },
  images: { echo: { was: 'sluice.test/echo:v1', set: 'sluice.test/echo:v2' } },
  restartedAt: { was: null, set: null },
  template,
  fields: {
    '/spec/replicas': { was: 2, set: 3 },
    '/spec/revisionHistoryLimit': { was: 4, set: 4 },
    '/spec/strategy': { was: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2 } }, set: { type: 'Recreate' } },
    '/metadata/annotations/acme.com~1team': { was: null, set: 'shop' },
  },
  pace: { '/spec/minReadySeconds': { was: null, set: 3 }, '/spec/replicas': { was: 3, set: 9 } },
};

test('the commands by hand put back all that manifests and pace set, and nothing else', () => {
  const patch = {
    spec: { minReadySeconds: null, replicas: 2, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2 } } },
    metadata: { annotations: { 'acme.com/team': null } },
  };
  expect(byHand(siteOf('shop', 'echo'), note, { spec: { containers: [] } })).toEqual([
    'kubectl -n shop rollout undo deployment/echo',
    `kubectl -n shop patch deployment/echo --type=merge -p '${JSON.stringify(patch)}'`,
    'kubectl -n shop annotate deployment/echo sluice-actions.github.io/rollout-',
    'kubectl -n shop rollout status deployment/echo',
  ]);
});

test('of a workload that was not there before nothing is put back by hand', () => {
  expect(byHand(siteOf('shop', 'echo'), { ...note, template: { was: null } }, null)).toEqual([
    'kubectl -n shop annotate deployment/echo sluice-actions.github.io/rollout-',
    'kubectl -n shop rollout status deployment/echo',
  ]);
});

test('where its pods are what they were, an older revision is not asked for', () => {
  const [first] = byHand(siteOf('shop', 'echo'), note, template.was);
  expect(first).toContain('patch deployment/echo');
});
