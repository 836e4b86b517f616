import type { Resource } from './api.ts';

/**
 * Who else says what this object is, and what they will undo, a sentence each. They forbid nothing: all of them can be told the new
 * version too.
 * @param name how people name the object: `deployment shop`
 */
export function owners(object: Resource, name: string): readonly string[] {
  const { labels = {}, annotations = {}, ownerReferences = [] } = object.metadata;
  const application = argoApplication(object);
  const kustomization = labels['kustomize.toolkit.fluxcd.io/name'];
  const flux = labels['helm.toolkit.fluxcd.io/name'];
  const release = annotations['meta.helm.sh/release-name'];
  const controller = ownerReferences.find((owner) => owner.controller);
  const said: string[] = [];
  if (application !== null)
    said.push(`Argo CD (application ${application}) ${keeps(name, 'sync', 'Git has: set it there too, or have it ignore the image')}`);
  if (kustomization !== undefined)
    said.push(`Flux (kustomization ${kustomization}) ${keeps(name, 'reconciliation', 'Git has: set it there too, or suspend it')}`);
  if (flux !== undefined) said.push(`Flux (HelmRelease ${flux}) ${keeps(name, 'upgrade', 'its values have: set it there too')}`);
  // A HelmRelease of Flux is a release of Helm too; that one need not be told twice.
  if (release !== undefined && flux === undefined)
    said.push(`Helm (release ${release}) ${keeps(name, '`helm upgrade`', 'its values have: set it there too')}`);
  if (controller !== undefined)
    said.push(
      `${controller.kind} ${controller.name} ${keeps(name, 'look of its controller', 'it wants: set it there, if it has a place for it')}`,
    );
  return said;
}

function keeps(name: string, when: string, what: string): string {
  return `keeps ${name}: its next ${when} brings back the image that ${what}.`;
}

/** Older Argo CDs mark with a label that others use too; who wrote the object tells them apart. */
function argoApplication({ metadata }: Resource): string | null {
  const { labels = {}, annotations = {}, managedFields = [] } = metadata;
  const tracked = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0] ?? labels['argocd.argoproj.io/instance'];
  if (tracked !== undefined) return tracked;
  const isTheirs = managedFields.some(({ manager }) => manager?.startsWith('argocd'));
  return isTheirs ? (labels['app.kubernetes.io/instance'] ?? null) : null;
}
