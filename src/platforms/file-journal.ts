import type { Journal } from '../ports/journal.ts';
import type { Files } from './files.ts';
import { journalText, parseJournal, unreadable } from './journal-text.ts';

const KEPT = 3;

/**
 * A journal as files `journal.<seq>` in a folder of a machine. Compare and swap is making the next file: only one can; much higher
 * numbers in the listing afterwards tell that ours had been taken and cleared away before.
 * @param place how people call the folder, with its machine
 */
export function fileJournal(files: Files, folder: string, place = folder): Journal {
  return {
    place,
    async load(signal) {
      let gone = 0;
      for (;;) {
        signal.throwIfAborted();
        const highest = (await numbers(files, folder, signal)).at(-1);
        if (highest === undefined) return null;
        const path = `${place}/journal.${highest}`;
        if (highest === gone) throw new Error(`${path} is a name that leads to no file: remove it`);
        const text = await files.read(`${folder}/journal.${highest}`, signal);
        if (text !== null) {
          const document = parseJournal(text);
          // With another number inside, what is written next would count as lost for ever.
          if (document?.seq !== highest) throw unreadable(path, 'move the file away');
          return document;
        }
        // Cleared away between the listing and the look: newer ones are there.
        gone = highest;
      }
    },
    async save(next, seq, signal) {
      const text = journalText(next, seq, place);
      if (((await numbers(files, folder, signal)).at(-1) ?? 0) !== seq) return 'lost';
      const mine = `${folder}/journal.${seq + 1}`;
      if (!(await files.create(mine, text, signal))) return 'lost';
      const names = await files.list(folder, signal);
      const now = numbersIn(names);
      // Up to here somebody may have built upon ours. Further up, ours came late to a number that had been taken and cleared away.
      const late = (now.at(-1) ?? 0) >= seq + 1 + KEPT;
      // What somebody was killed while making goes with the number that it was for: nobody can make that any more.
      const isOld = (name: string) => (numberOf(name) ?? Number.POSITIVE_INFINITY) <= (name.endsWith('.tmp') ? seq + 1 : seq + 1 - KEPT);
      const old = late ? [`journal.${seq + 1}`] : names.filter(isOld);
      if (old.length > 0)
        await files.remove(
          old.map((name) => `${folder}/${name}`),
          signal,
        );
      return late ? 'lost' : 'saved';
    },
  };
}

async function numbers(files: Files, folder: string, signal: AbortSignal): Promise<number[]> {
  return numbersIn(await files.list(folder, signal));
}

function numbersIn(names: readonly string[]): number[] {
  const found = names.filter((name) => !name.endsWith('.tmp')).map(numberOf);
  return found.filter((number) => number !== null).sort((a, b) => a - b);
}

/** Of a journal, or of what whoever was killed while making it has left; null: it is neither. */
function numberOf(name: string): number | null {
  const digits = /^journal\.([1-9]\d{0,14})(\.[\w-]+\.tmp)?$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}
