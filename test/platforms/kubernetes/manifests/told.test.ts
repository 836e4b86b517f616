import { expect, test } from 'vitest';
import { onto, towards } from '../../../../src/platforms/kubernetes/manifests/onto.ts';
import { fieldsOf, type Rendered } from '../../../../src/platforms/kubernetes/manifests/rendered.ts';
import { manifestNote, manifestOperations } from '../../../../src/platforms/kubernetes/manifests/told.ts';
import { NOTE, type Note } from '../../../../src/platforms/kubernetes/workload/note.ts';
import { settling } from '../../../../src/platforms/kubernetes/workload/settle.ts';
import type { Workload } from '../../../../src/platforms/kubernetes/workload/workload.ts';
import { echoDeployment } from '../../../fakes/kubernetes.ts';
import { applied } from '../applied.ts';
import { siteOf } from '../looked-at.ts';

const siteOfEcho = () => siteOf('shop', 'echo', { rollout: { 'max-surge': 3 } });
const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };

/** As it is on the cluster: with what its user did not say. */
function live(): Workload {
  const [{ metadata, spec }] = echoDeployment({ version: 'v1', replicas: 4, spec: { strategy, progressDeadlineSeconds: 600 } });
  return { metadata: { ...metadata, uid: 'u', generation: 7 }, spec } as unknown as Workload;
}

/** What the manifests say: less of the workload, and more of its pods. */
function rendered(): Rendered {
  const [workload] = echoDeployment({ version: 'v2', replicas: 6, spec: { strategy: { type: 'RollingUpdate' } } });
  workload.metadata['annotations'] = { 'acme.com/team': 'shop' };
  workload['spec'].template.spec.priorityClassName = 'high';
  return { rollout: 'r-1', workload: workload as never, before: [], after: [], copies: [] };
}

const to = { version: 'v2', spec: 'abc' };

/** Tells it, as the API server would do it. */
function told(workload: Workload, target: typeof to | { version: string; spec: null }, of: Rendered | null): Workload {
  const before = noted(workload);
  const note = manifestNote(siteOfEcho(), workload, target, before, of);
  return applied(workload as never, manifestOperations(workload, note, of)) as unknown as Workload;
}

function noted({ metadata }: Workload): Note | null {
  return JSON.parse(metadata.annotations?.[NOTE] ?? 'null');
}

test('a workload gets what its manifests say, what they do not say stays, and the way back restores all of it', () => {
  const before = live();
  const after = told(before, to, rendered());
  expect(after.spec).toMatchObject({
    replicas: 6,
    progressDeadlineSeconds: 600,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 0 } },
  });
  expect(after.spec.template).toEqual(rendered().workload.spec.template);
  expect(after.metadata.annotations).toMatchObject({ 'acme.com/team': 'shop' });
  expect(noted(after)).toMatchObject({ to, from: { version: 'v1' }, images: { echo: { was: 'sluice.test/echo:v1' } } });

  const back = told(after, { version: 'v1', spec: null }, null);
  const settled = applied(back as never, settling(back, noted(back) as Note)) as unknown as Workload;
  expect(settled.spec).toEqual(before.spec);
  expect(settled.metadata.annotations).toEqual({});
});

test('what is told twice is noted once: the first note says what there was', () => {
  const once = told(live(), to, rendered());
  const twice = told(once, to, rendered());
  expect(noted(twice)).toEqual(noted(once));
  expect(twice.spec).toEqual(once.spec);
});

test('pods of the same version are replaced where that is asked for', () => {
  const again = told(live(), { ...to, spec: 'abc+r-2' }, rendered());
  expect(again.spec.template.metadata?.annotations?.['kubectl.kubernetes.io/restartedAt']).toMatch(/^\d{4}-/);
});

test('a strategy that knows no pace loses the one that was there, which the API server would not take', () => {
  const made = onto(live(), live().spec.template, { '/spec/strategy/type': 'Recreate' });
  expect(made.spec).toMatchObject({ strategy: { type: 'Recreate' } });
  expect(made.spec).not.toHaveProperty('strategy.rollingUpdate');
  expect(towards(live(), made)).toEqual([{ op: 'add', path: '/spec/strategy', value: { type: 'Recreate' } }]);
});

test('a strategy that knows no pace comes and goes with the version', () => {
  const of = rendered();
  const recreated = { ...of, workload: { ...of.workload, spec: { ...of.workload.spec, strategy: { type: 'Recreate' } } } as never };
  const site = siteOf('shop', 'echo');
  const tell = (workload: Workload, target: Note['to'], now: Rendered | null) => {
    const note = manifestNote(site, workload, target, noted(workload), now);
    return applied(workload as never, manifestOperations(workload, note, now)) as unknown as Workload;
  };
  const after = tell(live(), to, recreated);
  expect(after.spec).toMatchObject({ strategy: { type: 'Recreate' } });
  expect(tell(after, { version: 'v1', spec: null }, null).spec).toEqual(live().spec);
});

test('what was told nothing yet stays as it is on the way back, with all that people did to it', () => {
  const edited = live();
  const template = { ...edited.spec.template, metadata: { ...edited.spec.template.metadata, annotations: { edited: 'yes' } } };
  const before = { ...edited, spec: { ...edited.spec, template } };
  const [workload] = echoDeployment({ version: 'v1', replicas: 6 });
  const over = { ...rendered(), workload: workload as never, over: true };
  const back = told(before, { version: 'v1', spec: null }, over);
  expect(noted(back)).toMatchObject({ back: true });
  expect(noted(back)).not.toHaveProperty('clearing');
  const settled = applied(back as never, settling(back, noted(back) as Note)) as unknown as Workload;
  expect(settled.spec).toEqual(before.spec);
});

test('fields are single values by their path, and lists are one', () => {
  const [workload] = echoDeployment({ spec: { a: { b: 1, c: [1, 2] } } });
  expect(fieldsOf(workload as never)).toEqual({ '/metadata/labels/app': 'echo', '/spec/replicas': 3, '/spec/a/b': 1, '/spec/a/c': [1, 2] });
});
