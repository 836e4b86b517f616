import type { PreviewSettings } from '../../../../ports/service.ts';

/** How a preview request is told apart. */
export type Mark = Exclude<PreviewSettings, { readonly kind: 'url' }>;

/** Matches the whole of a Cookie header that has this cookie. Some routers take a part for a match, others want all of it. */
export function cookiePattern({ name, value }: Mark): string {
  return `^(.*;\\s*)?${escaped(name)}=${escaped(value)}(\\s*;.*)?$`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
