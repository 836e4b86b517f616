import { expect } from 'vitest';
import type { JournalDocument } from '../../src/ports/journal.ts';
import type { StepOptions, StepResult } from '../fakes/step.ts';
import { lasting } from './journal-file.ts';
import type { Shop } from './shop.ts';

/** `canary-step v2 25`, `blue-green-switch v2 prepared`, `rollback to previous`: an action with its inputs, in short. */
function read(short: string): { action: string; inputs: Record<string, string> } {
  const [action = '', ...words] = short.split(' ');
  const to = words.indexOf('to');
  const inputs: Record<string, string> = to >= 0 ? { to: words[to + 1] ?? '' } : {};
  for (const word of to >= 0 ? words.slice(0, to) : words) {
    if (word.startsWith('v')) inputs['version'] = word;
    else if (/^\d/.test(word)) inputs['weight'] = word;
    else if (word === 'redeploy') inputs['redeploy'] = 'true';
    else inputs['until'] = word;
  }
  return { action, inputs };
}

type More = Pick<Partial<StepOptions>, 'started' | 'said' | 'state'> & {
  readonly env?: Record<string, string>;
  readonly inputs?: Record<string, string>;
};

/** Runs an action given in short. */
export function job(shop: Shop, short: string, { inputs = {}, ...more }: More = {}): Promise<StepResult> {
  const asked = read(short);
  return shop.act(asked.action, { ...asked.inputs, ...inputs }, more);
}

/** Runs an action given in short, and expects `outcome reason exit-code`. */
export async function expectDone(shop: Shop, short: string, said: string, more: More = {}): Promise<StepResult> {
  const result = await job(shop, short, more);
  const { outcome, reason } = result.outputs;
  expect(`${short} → ${outcome} ${reason} ${result.code}`, result.stdout).toBe(`${short} → ${said}`);
  return result;
}

/** Expects each of these to end so and to change nothing: not the journal, not the traffic, not what runs. */
export async function expectNothingDone(shop: Shop, cells: Readonly<Record<string, string>>, more: More = {}): Promise<void> {
  const picture = async () => ({ journal: lasting(await shop.journal()), traffic: await shop.traffic(), running: await shop.running() });
  const before = await picture();
  const said: Record<string, string> = {};
  for (const short of Object.keys(cells)) {
    const { code, outputs } = await job(shop, short, more);
    said[short] = `${outputs['outcome']} ${outputs['reason']} ${code}`;
  }
  expect(said).toEqual(cells);
  expect(await picture()).toEqual(before);
}

/** Expects what users get and what runs, both by version. */
export async function expectServed(shop: Shop, traffic: Record<string, number>, running: Record<string, number>): Promise<void> {
  expect({ traffic: await shop.traffic(), running: await shop.running() }).toEqual({ traffic, running });
  expect(await shop.users()).toEqual(
    Object.keys(traffic)
      .flatMap((versions) => versions.split('+'))
      .sort(),
  );
}

type IsSo = (document: JournalDocument) => boolean | Promise<boolean>;

/** Starts an action and kills it, as a lost runner does, as soon as the journal and the service are so. */
export async function kill(shop: Shop, short: string, isSo: IsSo, more: More = {}): Promise<void> {
  await interrupt(shop, short, isSo, 'SIGKILL', more);
}

/** Starts an action and sends it a signal as soon as it is at work and the journal and the service are so. */
export async function interrupt(
  shop: Shop,
  short: string,
  isSo: IsSo,
  signal: 'SIGINT' | 'SIGKILL',
  { env = {}, inputs = {} }: More = {},
): Promise<StepResult> {
  const asked = read(short);
  let pid = 0;
  let over = false;
  const options = { env, started: (started: number) => (pid = started) };
  const work = shop.act(asked.action, { ...asked.inputs, ...inputs }, options).finally(() => (over = true));
  const deadline = performance.now() + 60_000;
  for (;;) {
    const document = await shop.journal().catch(() => null);
    if (document?.holder && (await isSo(document))) break;
    if (over) throw new Error(`${short} ended by itself:\n${(await work).stdout}`);
    if (performance.now() > deadline) throw new Error(`${short} never came to where it is to be stopped`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  process.kill(pid, signal);
  return work;
}
