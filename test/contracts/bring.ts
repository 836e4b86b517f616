import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, readlink, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Host } from '../../src/platforms/servers/host/host.ts';
import { newFolder } from './folder.ts';
import { until } from './until.ts';

const never = new AbortController().signal;
const kept = { newest: 5, named: [] };
const ODD = `it's "$(odd)"\n-rf ü`;

/** What every machine does with a folder that is copied to it; it must share its files with the test. */
export function bringContract(title: string, hosted: () => Host): void {
  describe(`a folder for a machine: ${title}`, () => {
    test('comes with all that is in it, and the folders above are the user’s alone', async () => {
      const [from, base] = [newFolder(), newFolder()];
      await mkdir(join(from, 'deep', 'empty'), { recursive: true });
      await writeFile(join(from, 'deep', ODD), 'x'.repeat(300_000));
      await writeFile(join(from, '.hidden'), '');
      await writeFile(join(from, 'run'), '');
      await chmod(join(from, 'run'), 0o755);
      await symlink('run', join(from, 'link'));
      const to = join(base, 'state', 'versions', 'v1');
      await hosted().bring(from, to, kept, never);
      expect((await readdir(to, { recursive: true })).sort()).toEqual(['.hidden', 'deep', 'deep/empty', `deep/${ODD}`, 'link', 'run']);
      expect(await readFile(join(to, 'deep', ODD), 'utf8')).toBe('x'.repeat(300_000));
      expect((await stat(join(to, 'run'))).mode & 0o777).toBe(0o755);
      expect(await readlink(join(to, 'link'))).toBe('run');
      expect(await readdir(join(to, '..'))).toEqual(['v1']);
      expect((await stat(join(base, 'state'))).mode & 0o777).toBe(0o700);
    });

    test('is not copied again where it is', async () => {
      const [from, base] = [await filled('old'), newFolder()];
      await hosted().bring(from, join(base, 'v1'), kept, never);
      await writeFile(join(from, 'file'), 'new');
      await hosted().bring(from, join(base, 'v1'), kept, never);
      expect(await readFile(join(base, 'v1', 'file'), 'utf8')).toBe('old');
    });

    test('leaves the newest of the others, those that are named, and nothing of runs that were lost', async () => {
      const [from, base] = [await filled('new'), newFolder()];
      for (const at of [1, 2, 3, 4, 5, 6]) {
        await mkdir(join(base, `v${at}`));
        await utimes(join(base, `v${at}`), 1_000 + at, 1_000 + at);
      }
      await mkdir(join(base, '.0123.tmp', 'deep'), { recursive: true });
      await utimes(from, 5, 5);
      await hosted().bring(from, join(base, 'v9'), { newest: 3, named: ['v2', 'v0'] }, never);
      expect((await readdir(base)).sort()).toEqual(['v2', 'v5', 'v6', 'v9']);
    });

    test('has no name when it cannot be read, or its reading ends half-way', async () => {
      const base = newFolder();
      const to = join(base, 'v1');
      await expect(hosted().bring(join(base, 'none'), to, kept, never)).rejects.toThrow(/On this machine, .*none cannot be read whole/);
      // At the end of a file, so that who unpacks it does not notice.
      const [from, bin] = [await filled('x'), newFolder()];
      await writeFile(join(bin, 'tar'), '#!/bin/sh\n[ "$1" = -c ] || exec /usr/bin/tar "$@"\n/usr/bin/tar "$@" | head -c 1536\nexit 3\n');
      await chmod(join(bin, 'tar'), 0o755);
      vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
      onTestFinished(() => void vi.unstubAllEnvs());
      await expect(hosted().bring(from, to, kept, never)).rejects.toThrow('cannot be read whole: tar was ended');
      vi.unstubAllEnvs();
      expect(await readdir(base)).not.toContain('v1');
      await hosted().bring(from, to, kept, never);
      expect(await readdir(base)).toEqual(['v1']);
    });

    test('has no name when the copying is aborted, and nothing goes on', async () => {
      const [from, base] = [newFolder(), newFolder()];
      await writeFile(join(from, 'big'), '');
      await truncate(join(from, 'big'), 4e9);
      const abort = new AbortController();
      const copying = hosted().bring(from, join(base, 'v1'), kept, abort.signal);
      await until(async () => (await readdir(base)).some((name) => name.endsWith('.tmp')));
      abort.abort(new Error('enough'));
      await expect(copying).rejects.toThrow('enough');
      await until(async () => (await packers(from)) === 0);
      expect(await readdir(base)).not.toContain('v1');
    });

    test('says where a disk is full, and leaves nothing there', async ({ skip }) => {
      const base = newFolder();
      const mounted = await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'sluice', base]).catch((error: Error) => error);
      if (mounted instanceof Error) return skip(`a small disk needs root: ${mounted.message}`);
      onTestFinished(async () => void (await promisify(execFile)('umount', [base])));
      const from = await filled('x'.repeat(3_000_000));
      const copying = hosted().bring(from, join(base, 'v1'), kept, never);
      await expect(copying).rejects.toThrow(`there is no room left to copy ${from} to ${base}/v1`);
      expect(await readdir(base)).toEqual([]);
    });
  });
}

async function filled(text: string): Promise<string> {
  const folder = newFolder();
  await writeFile(join(folder, 'file'), text);
  return folder;
}

/** How many processes read a folder. */
async function packers(folder: string): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(folder)).length;
}
