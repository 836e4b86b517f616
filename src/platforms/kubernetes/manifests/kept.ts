import { gunzipSync, gzipSync } from 'node:zlib';
import type { Target } from '../../../ports/fleet.ts';
import { Refused } from '../../../ports/reason.ts';
import { contentOf, digest } from '../../../units/digest.ts';
import type { Resource } from '../api/api.ts';
import { journalName } from '../journal-name.ts';
import { corePath, type Site } from '../site.ts';
import type { Rendered } from './rendered.ts';

type ConfigMap = Resource & { readonly binaryData?: Readonly<Record<string, string>> };

/** One version beside the journal. */
type Entry = { readonly version: string; readonly spec: string | null; readonly at: number; readonly rendered: Rendered };

const PREFIX = 'version-';
/** How many versions can be gone back to, and bytes that one may come to there: a ConfigMap holds 1 MiB in all, the journal included. */
const [MOST, LARGEST] = [6, 150_000];

/**
 * What the manifests of a version came to; null where that is not kept. Of one that is known by its version only, what was kept last.
 * They lie in the journal's ConfigMap, compressed: a later job has no manifests, or those of another commit.
 */
export async function kept(site: Site, target: Target, signal: AbortSignal): Promise<Rendered | null> {
  const found = await read(site, signal);
  const entries = entriesOf(found).filter(({ version }) => version === target.version);
  const exact = entries.find(({ spec }) => spec === specOf(target));
  return (exact ?? (target.spec === null ? entries[0] : undefined))?.rendered ?? null;
}

/** What goes with a version besides its image; null where it has no manifests. */
export async function renderedOf(site: Site, target: Target, signal: AbortSignal): Promise<Rendered | null> {
  return site.service.manifests === null ? null : kept(site, target, signal);
}

/** Keeps it, and only the latest versions; those that never came to their end go first, since nobody goes back to them. Throws `Refused` where it is too large. */
export async function keep(site: Site, target: Target, rendered: Rendered, signal: AbortSignal): Promise<void> {
  const entry = { version: target.version as string, spec: specOf(target), at: Date.now(), rendered };
  const text = gzipSync(JSON.stringify(entry)).toString('base64');
  if (text.length > LARGEST) {
    const message = `What the manifests say of ${site.service.workload.name} and its Jobs has ${text.length} bytes, compressed; ${LARGEST} can be kept`;
    throw new Refused('precondition', `${message}: move what is large into a ConfigMap that they mount`);
  }
  for (;;) {
    const found = await read(site, signal);
    if (found === null) throw new Error(`the journal's ConfigMap ${nameOf(site)} is gone`);
    const { binaryData = {} } = found;
    const key = keyOf(entry);
    const rank = ({ rendered: { over } }: Entry) => (over ? 0 : 1);
    const others = entriesOf(found)
      .filter((one) => keyOf(one) !== key)
      .toSorted((a, b) => rank(a) - rank(b));
    const dropped = new Set(others.slice(MOST - 1).map(keyOf));
    const data = Object.fromEntries(Object.entries(binaryData).filter(([name]) => !dropped.has(name)));
    const path = await pathOf(site, signal);
    if ((await site.api.replace(path, { ...found, binaryData: { ...data, [key]: text } } as ConfigMap, signal)) !== 'conflict') return;
  }
}

/** Names of all copies that a kept version needs. */
export async function keptCopies(site: Site, signal: AbortSignal): Promise<ReadonlySet<string>> {
  return new Set(entriesOf(await read(site, signal)).flatMap(({ rendered }) => rendered.copies));
}

/** The latest first. */
function entriesOf(found: ConfigMap | null): readonly Entry[] {
  const all = Object.entries(found?.binaryData ?? {}).filter(([key]) => key.startsWith(PREFIX));
  return all.flatMap(([, text]) => entryOf(text) ?? []).toSorted((a, b) => b.at - a.at);
}

/** null for what somebody else put there. */
function entryOf(text: string): Entry | null {
  try {
    const entry = JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString()) as Partial<Entry> | null;
    return typeof entry?.version === 'string' && typeof entry.rendered === 'object' ? (entry as Entry) : null;
  } catch {
    return null;
  }
}

function keyOf({ version, spec }: Pick<Entry, 'version' | 'spec'>): string {
  return `${PREFIX}${digest([version, spec])}`;
}

function specOf({ spec }: Target): string | null {
  return spec === null ? null : contentOf(spec);
}

function nameOf({ service }: Site): string {
  return journalName(service.name, service.environment);
}

async function pathOf(site: Site, signal: AbortSignal): Promise<string> {
  return `${await corePath(site, 'configmaps', signal)}/${nameOf(site)}`;
}

async function read(site: Site, signal: AbortSignal): Promise<ConfigMap | null> {
  return site.api.get<ConfigMap>(await pathOf(site, signal), signal);
}
