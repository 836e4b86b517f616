import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Service } from '../../src/ports/service.ts';
import { type ReadOptions, readService } from '../../src/service/read.ts';
import { InvalidServiceFile } from '../../src/units/problem.ts';

/** A folder of its own for each test of the file, and in it what is written as its service file. */
export type ServiceFile = {
  /** Absolute; only within a test. */
  readonly root: () => string;
  /** The service of production in this text. */
  read(text: string, options?: Partial<ReadOptions>): Promise<Service>;
  /** What is wrong, a line each; throws where nothing is. */
  problems(text: string, options?: Partial<ReadOptions>): Promise<string[]>;
};

/** @param variables of the step, where a test does not say */
export function useServiceFile(variables: Readonly<Record<string, string>> = {}): ServiceFile {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sluice-service-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  async function read(text: string, options: Partial<ReadOptions> = {}): Promise<Service> {
    await writeFile(join(root, 'sluice.yml'), text);
    return readService({ file: 'sluice.yml', root, service: null, environment: 'production', variables, inputs: {}, ...options });
  }
  return {
    root: () => root,
    read,
    async problems(text, options) {
      const error = await read(text, options).then(
        () => null,
        (caught: unknown) => caught,
      );
      if (!(error instanceof InvalidServiceFile)) throw new Error(`expected problems, got ${error}`);
      return error.message.split('\n');
    },
  };
}
