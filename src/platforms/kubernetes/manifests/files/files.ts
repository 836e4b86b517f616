import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { Problem } from '../../../../ports/service.ts';
import { quoted } from '../../../../units/problem.ts';

const MAX_BYTES = 1024 * 1024;
const MAX_ALL = 5 * MAX_BYTES;
const MAX_FILES = 1_000;

const ENDINGS = /\.(yaml|yml|json)$/;
const KUSTOMIZATION = /^(kustomization\.ya?ml|Kustomization)$/;

/** A file of manifests; its path is as people write it, from the root of the repository on. */
export type ManifestFile = { readonly file: string; readonly text: string };

/** The files that `manifests` names, and those directly in its folders, as `kubectl apply -f` takes them; with all that is wrong with the paths. */
export async function readManifestFiles(
  paths: readonly string[],
  root: string,
): Promise<{ readonly files: readonly ManifestFile[]; readonly problems: readonly Problem[] }> {
  const base = await realpath(root);
  const listed = await Promise.all(paths.map((path) => listPath(base, path)));
  const all = [...new Set(listed.flatMap((one) => ('names' in one ? one.names : [])))];
  const problems: Problem[] = listed.flatMap((one) => ('names' in one ? [] : [one]));
  if (all.length > MAX_FILES) return { files: [], problems: [...problems, { message: tooMany(`${all.length} files`) }] };
  const files: ManifestFile[] = [];
  let bytes = 0;
  for (const file of all) {
    const read = await readSafely(base, file);
    if ('message' in read) problems.push(read);
    else files.push(read);
    bytes += 'text' in read ? Buffer.byteLength(read.text) : 0;
    if (bytes > MAX_ALL) return { files: [], problems: [...problems, { file, message: tooMany('more than 5 MB') }] };
  }
  return { files, problems };
}

/** The files at a path of `manifests`, or what is wrong with it. */
async function listPath(base: string, path: string): Promise<{ readonly names: readonly string[] } | Problem> {
  const absolute = resolve(base, path);
  const file = shown(base, absolute);
  if (/\p{C}/u.test(path))
    return { message: `manifests: ${quoted(path)} holds a line end or a control character: write the path of a file or folder` };
  const outside = { file: path, message: 'this leads out of the repository: write a path in it under `manifests`' };
  if (!isInside(base, absolute)) return outside;
  try {
    if (!isInside(base, await realpath(absolute))) return outside;
    if (!(await stat(absolute)).isDirectory()) return KUSTOMIZATION.test(basename(file)) ? kustomize(join(file, '..')) : { names: [file] };
    return inFolder(
      file,
      (await readdir(absolute, { withFileTypes: true })).filter((one) => !one.isDirectory()).map(({ name }) => name),
    );
  } catch (error) {
    return unreadable(path, error);
  }
}

function inFolder(folder: string, names: readonly string[]): { readonly names: readonly string[] } | Problem {
  if (names.some((name) => KUSTOMIZATION.test(name))) return kustomize(folder);
  const [written, name] = [rendered(folder), basename(folder)];
  if (names.includes('Chart.yaml'))
    return {
      file: folder,
      message: `this is a chart: run \`helm template ${name} ${folder} > ${written}\`, and write \`manifests: ${written}\``,
    };
  const found = names.filter((one) => ENDINGS.test(one)).toSorted();
  if (found.length === 0)
    return { file: folder, message: 'no .yaml, .yml or .json file is directly in this folder: name the one that has them' };
  const odd = found.find((one) => /\p{C}/u.test(one));
  if (odd !== undefined) return { file: folder, message: `the name of ${quoted(odd)} holds a line end or a control character: rename it` };
  return { names: found.map((one) => join(folder, one)) };
}

function kustomize(folder: string): Problem {
  const written = rendered(folder);
  const message = `this is a kustomization: run \`kubectl kustomize ${folder} > ${written}\` before, and write \`manifests: ${written}\``;
  return { file: folder, message };
}

/** Where the output of a folder goes: beside it. */
function rendered(folder: string): string {
  return folder === '.' ? 'rendered.yaml' : `${folder}.yaml`;
}

async function readSafely(base: string, file: string): Promise<ManifestFile | Problem> {
  const absolute = resolve(base, file);
  try {
    if (!isInside(base, await realpath(absolute)))
      return { file, message: 'this is a link that leads out of the repository: put the file itself here' };
    const found = await stat(absolute);
    // A device or a pipe may have no end.
    if (!found.isFile()) return { file, message: 'this is no file: take it out of the manifests' };
    if (found.size > MAX_BYTES) return { file, message: 'the file is larger than 1 MB: split it' };
    return { file, text: await readFile(absolute, 'utf8') };
  } catch (error) {
    return unreadable(file, error);
  }
}

function tooMany(what: string): string {
  return `the manifests have ${what}: name only those of this service`;
}

function unreadable(file: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = code === 'ENOENT' ? 'there is no such file or folder' : message;
  return { file, message: `cannot be read (${why}): correct \`manifests\`, or make the file in a step before` };
}

function isInside(base: string, path: string): boolean {
  return path === base || path.startsWith(base.endsWith(sep) ? base : `${base}${sep}`);
}

function shown(base: string, absolute: string): string {
  return relative(base, absolute) || '.';
}
