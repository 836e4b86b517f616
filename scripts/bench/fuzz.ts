import fc from 'fast-check';
import { haproxy } from '../../test/input/haproxy.ts';
import { journal } from '../../test/input/journal.ts';
import { manifests } from '../../test/input/manifests.ts';
import { serviceFile } from '../../test/input/service-file.ts';
import type { Target } from '../../test/input/target.ts';

/** Cases that are made at once. */
const AT_ONCE = 500;
/** Lines that are kept: the same mistake is found again and again. */
const MOST_BROKEN = 20;

export type Fuzzed = { readonly cases: number; readonly broken: readonly string[] };

/**
 * Throws so many inputs at all that takes input from outside: service files with inputs, manifests, HAProxy's answers, journals. `broken` has a line for each
 * one that crashed, hung, wrote, or was refused without a sentence. The same seed, the same cases.
 */
export async function fuzz(cases: number, seed: number): Promise<Fuzzed> {
  const broken: string[] = [];
  let done = 0;
  // Of these one takes some milliseconds, of the others less.
  const shares = [
    [await serviceFile(), 0.4],
    [await manifests(), 0.15],
    [await journal(), 0.25],
    [await haproxy(), 0.2],
  ] as const;
  for (const [target, share] of shares) {
    const found = await each(target as Target<unknown>, Math.ceil(cases * share), seed).finally(target.close);
    done += found.cases;
    broken.push(...found.broken);
  }
  return { cases: done, broken };
}

async function each<T>(target: Target<T>, cases: number, seed: number): Promise<Fuzzed> {
  const broken: string[] = [];
  let done = 0;
  for (let round = 0; done < cases && broken.length < MOST_BROKEN; round++) {
    for (const one of fc.sample(target.cases, { numRuns: Math.min(AT_ONCE, cases - done), seed: seed + round })) {
      const wrong = await target.attempt(one).catch((error: Error) => `the attempt fails: ${error.stack}`);
      if (wrong !== null) broken.push(`${target.name}: ${wrong} with ${JSON.stringify(one).slice(0, 600)}`);
      done++;
    }
  }
  return { cases: done, broken: broken.slice(0, MOST_BROKEN) };
}
