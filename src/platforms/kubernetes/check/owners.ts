import type { Resource } from '../api/api.ts';

/** Who else says what an object is. */
type Owner = {
  readonly who: string;
  /** When it does so again. */
  readonly when: string;
  /** From what it takes the image, and what to do about that. */
  readonly source: string;
};

/**
 * Who else says what this object is, and what they will undo, a sentence each. They forbid nothing: all of them can be told the new
 * version too.
 * @param name how people name the object: `deployment shop`
 */
export function owners(object: Resource, name: string): readonly string[] {
  return ownersOf(object).map(({ who, when, source }) => `${who} keeps ${name}: its next ${when} brings back the image that ${source}.`);
}

/**
 * The same of an object that has the traffic: what they undo is a step of a rollout.
 * @param what they bring back, and what that does
 */
export function trafficOwners(object: Resource, name: string, what: string): readonly string[] {
  return ownersOf(object).map(
    ({ who, when }) => `${who} keeps ${name}: its next ${when} ${what}. Let none happen while a rollout is in flight.`,
  );
}

function ownersOf(object: Resource): readonly Owner[] {
  const { labels = {}, annotations = {}, ownerReferences = [] } = object.metadata;
  const application = argoApplication(object);
  const kustomization = labels['kustomize.toolkit.fluxcd.io/name'];
  const flux = labels['helm.toolkit.fluxcd.io/name'];
  const release = annotations['meta.helm.sh/release-name'];
  const controller = ownerReferences.find((owner) => owner.controller);
  const found: Owner[] = [];
  if (application !== null)
    found.push({
      who: `Argo CD (application ${application})`,
      when: 'sync',
      source: 'Git has: set it there too, or have it ignore the image',
    });
  if (kustomization !== undefined)
    found.push({
      who: `Flux (kustomization ${kustomization})`,
      when: 'reconciliation',
      source: 'Git has: set it there too, or suspend it',
    });
  if (flux !== undefined) found.push({ who: `Flux (HelmRelease ${flux})`, when: 'upgrade', source: 'its values have: set it there too' });
  // A HelmRelease of Flux is a release of Helm too; that one need not be told twice.
  if (release !== undefined && flux === undefined)
    found.push({ who: `Helm (release ${release})`, when: '`helm upgrade`', source: 'its values have: set it there too' });
  if (controller !== undefined)
    found.push({
      who: `${controller.kind} ${controller.name}`,
      when: 'look of its controller',
      source: 'it wants: set it there, if it has a place for it',
    });
  return found;
}

/** Older Argo CDs mark with a label that others use too; who wrote the object tells them apart. */
function argoApplication({ metadata }: Resource): string | null {
  const { labels = {}, annotations = {}, managedFields = [] } = metadata;
  const tracked = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0] ?? labels['argocd.argoproj.io/instance'];
  if (tracked !== undefined) return tracked;
  const isTheirs = managedFields.some(({ manager }) => manager?.startsWith('argocd'));
  return isTheirs ? (labels['app.kubernetes.io/instance'] ?? null) : null;
}
