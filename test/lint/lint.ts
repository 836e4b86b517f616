import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CHECKERS } from './checkers.ts';
import { findPieces, type Piece } from './pieces.ts';

/** Something that a checker says of a file. */
export type Finding = {
  readonly checker: string;
  readonly file: string;
  readonly kind: Piece['kind'];
  readonly line: number;
  readonly rule: string;
  readonly message: string;
};

/** What all checkers say of all that `root` has. */
export async function lint(root: string): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-lint-'));
  try {
    const pieces = findPieces(root).map((piece) => ({ ...piece, text: withLocalUses(piece.text) }));
    write(folder, pieces);
    const by = new Map(pieces.map((piece) => [piece.path, piece]));
    const found: Finding[] = [];
    for (const [checker, check] of Object.entries(CHECKERS)) {
      for (const { path, ...said } of await check(folder, pieces)) {
        const { file, kind } = by.get(path) ?? { file: path, kind: 'workflow' };
        found.push({ checker, file, kind, ...said });
      }
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function shown({ checker, file, line, rule, message }: Finding): string {
  return `${file}:${line}: ${message} [${checker}${rule === '' ? '' : `: ${rule}`}]`;
}

/** Actions of ours as files, so that their inputs and outputs are known. */
function withLocalUses(text: string): string {
  return text.replaceAll(/\bsluice-actions\/sluice(\/\S+?)?@v1\b/g, (_, path: string | undefined) => `.${path ?? '/'}`);
}

/** As a repository. An action must find its program. */
function write(folder: string, pieces: readonly Piece[]): void {
  mkdirSync(join(folder, '.git'));
  symlinkSync(join(import.meta.dirname, '../../dist'), join(folder, 'dist'));
  for (const { path, text } of pieces) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
