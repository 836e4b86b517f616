import { NOTE, type Note } from './note.ts';
import type { Site } from './site.ts';

/** kubectl commands for a shell, which put back what ran before the rollout and take its note away. Without a note: what the controller itself knows. */
export function byHand({ service }: Site, note: Note | null): readonly string[] {
  const { context, namespace, workload } = service;
  const where = [...(context === null ? [] : ['--context', context]), ...(namespace === null ? [] : ['-n', namespace])];
  const object = `${workload.kind}/${workload.name}`;
  const run = (...words: readonly string[]) => ['kubectl', ...where, ...words].map(quoted).join(' ');
  if (note === null) return [run('rollout', 'undo', object)];
  const images = Object.entries(note.images).map(([name, { was }]) => `${name}=${was}`);
  const pace = Object.entries(note.pace).map(([path, { was }]) =>
    was === null ? { op: 'remove', path } : { op: 'add', path, value: was },
  );
  return [
    run('set', 'image', object, ...images),
    ...(pace.length === 0 ? [] : [run('patch', object, '--type=json', '-p', JSON.stringify(pace))]),
    run('annotate', object, `${NOTE}-`),
    run('rollout', 'status', object),
  ];
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
