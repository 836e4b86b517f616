import type { Tried } from './case.ts';

type Bug = { readonly name: string; readonly is: (tried: Tried) => boolean };

/** What the walk finds and is not mended. Take a line off once it is. */
const bugs: readonly Bug[] = [
  {
    // No platform knows who holds the journal. What was called in the same moment was on its way too; nothing may follow it.
    name: 'what was on its way when its process fell asleep arrives',
    is: ({ fault, first: { process }, wrong }) => {
      if (fault?.how !== 'sleeps before' || wrong.some((text) => text.includes('after it was told'))) return false;
      const onItsWay = process.crossed.filter(({ at, writes }) => writes && at === process.faultAt).map(({ call }) => call);
      const strays = wrong.filter((text) => text.endsWith('without holding the journal'));
      return strays.length > 0 && strays.every((text) => onItsWay.some((call) => text.includes(`: ${call} at `)));
    },
  },
];

/** The name of what is known to go wrong in a case; null where it is not known. */
export function knownBug(tried: Tried): string | null {
  return bugs.find(({ is }) => is(tried))?.name ?? null;
}
