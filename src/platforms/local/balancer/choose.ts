import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type BalancerConfig, liveTrack, TRACKS } from './state.ts';

export type Route = {
  /** The track to be asked, then the one to fall back to. */
  readonly tracks: readonly string[];
  /** Whether a user asked, not we ourselves by preview. */
  readonly counted: boolean;
};

/**
 * Where a request goes. Of the users the first `weight of blue` percent get blue: as one weight grows and the other shrinks, nobody
 * who was moved moves again.
 */
export function choose(config: BalancerConfig, headers: IncomingHttpHeaders, byPort: boolean, random: () => number = Math.random): Route {
  const byPreview = byPort || sentValue(config.preview, headers) === secretOf(config);
  // No fallback: a smoke test must not pass by the old version.
  if (byPreview && config.previewTrack !== null) return { tracks: [config.previewTrack], counted: false };
  if (byPreview) return { tracks: withFallback(config, liveTrack(config.weights)), counted: false };
  const who = sentValue(config.sticky, headers);
  const share = who === null ? random() * 100 : bucketOf(who);
  const picked = share < (config.weights[TRACKS[0]] ?? 0) ? TRACKS[0] : TRACKS[1];
  return { tracks: withFallback(config, picked), counted: true };
}

/** The other track serves when the picked one cannot, unless it is the one not proven yet. */
function withFallback(config: BalancerConfig, picked: string): readonly string[] {
  const others = TRACKS.filter((track) => track !== picked);
  return [picked, ...others.filter((track) => (config.weights[track] ?? 0) > 0 || config.previewTrack !== track)];
}

function secretOf(config: BalancerConfig): string | undefined {
  return config.preview && 'value' in config.preview ? config.preview.value : undefined;
}

function bucketOf(who: string): number {
  return createHash('sha256').update(who).digest().readUInt32BE(0) % 100;
}

function sentValue(where: { kind: string; name?: string } | null, headers: IncomingHttpHeaders): string | null {
  if (where?.name === undefined) return null;
  if (where.kind === 'header') {
    const value = headers[where.name.toLowerCase()];
    return value === undefined ? null : String(value);
  }
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${where.name}=`));
  return found === undefined ? null : found.slice(where.name.length + 1);
}
