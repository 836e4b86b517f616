import type { Tried } from './case.ts';

type Bug = { readonly name: string; readonly is: (tried: Tried, wrong: string) => boolean };

/** What the walk has found in the sources and is not mended there yet. Take a line off once it is. */
const bugs: readonly Bug[] = [
  {
    // No platform knows who holds the journal: what was on its way, and what follows at once, still arrives.
    name: 'a step in the midst of which its process fell asleep goes on until its next beat',
    is: ({ fault, call }, wrong) => {
      const asleep = fault?.how === 'sleeps before' || fault?.how === 'sleeps after';
      // A platform that compares and swaps refuses what was decided from an old look.
      if (wrong.includes('managed.update')) return false;
      return asleep && !call.startsWith('journal') && wrong.includes('without holding the journal') && !wrong.includes('after it was told');
    },
  },
];

/** The name of what is known to go wrong in a case; null where it is not known. */
export function knownBug(tried: Tried): string | null {
  return bugs.find(({ is }) => is(tried, tried.wrong.join('\n')))?.name ?? null;
}
