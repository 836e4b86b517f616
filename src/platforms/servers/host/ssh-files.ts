import type { Ending } from './conversation.ts';
import { type Files, HostError } from './host.ts';

/** Has the script there do what its verb says; throws where it is not told how that ended. */
export type Ask = (values: readonly string[], content: string, signal: AbortSignal) => Promise<Ending>;

/** The files of a machine, by the script that runs there. */
export function filesThrough(name: string, ask: Ask): Files {
  async function done(what: string, ending: Ending): Promise<Ending> {
    if (ending.told === '0') return ending;
    throw new HostError('failed', `On ${name}, ${what}: ${ending.errors}`);
  }
  const save = (verb: string, path: string, text: string, mode: number | null, signal: AbortSignal) =>
    ask([verb, path, mode?.toString(8) ?? '', `${Buffer.byteLength(text)}`], text, signal);
  return {
    async read(path, signal) {
      const ending = await ask(['read', path], '', signal);
      if (isMissing(ending)) return null;
      return (await done(`${path} cannot be read`, ending)).text;
    },
    async replace(path, text, mode, signal) {
      await done(`${path} cannot be written`, await save('replace', path, text, mode, signal));
    },
    async create(path, text, signal) {
      const ending = await save('create', path, text, 0o600, signal);
      // Not there: who made the file has cleared ours away, as it can only lose.
      if (ending.told === '1' && /(^|\n)ln: [^\n]*: (File exists|No such file or directory)$/.test(ending.errors)) return false;
      await done(`${path} cannot be made`, ending);
      return true;
    },
    async list(folder, signal) {
      const ending = await ask(['list', folder], '', signal);
      if (isMissing(ending)) return [];
      return (await done(`${folder} cannot be listed`, ending)).text.split('\n').filter((name) => name !== '');
    },
    async remove(paths, signal) {
      await done('files cannot be removed', await ask(['remove', ...paths], '', signal));
    },
    async isWritable(folder, signal) {
      return (await ask(['writable', folder], '', signal)).told === '0';
    },
  };
}

function isMissing({ told, errors }: Ending): boolean {
  return told === '1' && errors.endsWith(': No such file or directory');
}
