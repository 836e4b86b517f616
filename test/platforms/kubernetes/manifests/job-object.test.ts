import { expect, test } from 'vitest';
import { JOB, jobMark, jobName, jobObject, jobProblem } from '../../../../src/platforms/kubernetes/manifests/jobs/job-object.ts';
import type { Manifest } from '../../../../src/platforms/kubernetes/manifests/object.ts';
import { siteOf } from '../looked-at.ts';

const ID = '1a2b3c4d';

function jobOf(metadata: object, spec: object = {}): Manifest {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate', ...metadata }, spec } as Manifest;
}

test('keeps what the user says of a Job, but for its time to live and what others know it by', () => {
  const site = siteOf('shop', 'shop');
  const labels = { app: 'shop', 'kueue.x-k8s.io/queue-name': 'batch', 'app.kubernetes.io/managed-by': 'Helm' };
  const theirs = {
    'kubectl.kubernetes.io/last-applied-configuration': '{}',
    'meta.helm.sh/release-name': 'shop',
    'helm.sh/hook': 'pre-upgrade',
    'argocd.argoproj.io/tracking-id': 'shop:batch/Job:shop/migrate',
  };
  const spec = { backoffLimit: 2, activeDeadlineSeconds: 60, suspend: true, template: { metadata: { labels } } };
  const job = jobOf({ labels, annotations: { note: 'of the user', ...theirs }, uid: '1' }, { ...spec, ttlSecondsAfterFinished: 5 });
  expect(jobObject(site, job, ID)).toEqual({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `migrate-${ID}`,
      labels: { app: 'shop', 'kueue.x-k8s.io/queue-name': 'batch', [JOB]: jobMark(site) },
      annotations: { note: 'of the user' },
    },
    spec,
  });
});

test('gives names and labels that fit, and each its own', () => {
  const fitting = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
  const long = ['a', 'b'].map((end) => jobName(`${'x'.repeat(38)}.${'y'.repeat(50)}${end}`, ID));
  for (const name of long) {
    expect(name).toMatch(fitting);
    expect(name).not.toMatch(/\.-|-\./);
    expect(`${name}-abcde`.length).toBeLessThanOrEqual(63);
  }
  expect(new Set(long).size).toBe(2);
  expect(jobName('x'.repeat(48), ID)).toBe(`${'x'.repeat(48)}-${ID}`);
  const marks = ['a', 'b'].map((end) => jobMark(siteOf('shop', `${'x'.repeat(60)}${end}`)));
  for (const mark of marks) expect(mark).toMatch(/^[a-z0-9-]{1,63}$/);
  expect(new Set(marks).size).toBe(2);
});

test('wants other labels of pods than those by which the pods of the service are selected', () => {
  const bearing = (labels: object) => jobOf({}, { template: { metadata: { labels } } });
  const selector = { app: 'shop', tier: 'web' };
  expect(jobProblem(bearing({ app: 'shop', tier: 'web', more: 'yes' }), selector)).toMatch(
    /^Job migrate: .*\(app=shop,tier=web\).* such as `app: shop-migrate`\.$/,
  );
  expect(jobProblem(bearing({ app: 'shop' }), selector)).toBeNull();
  expect(jobProblem(bearing({}), {})).toBeNull();
  expect(jobProblem(jobOf({}), selector)).toBeNull();
});
