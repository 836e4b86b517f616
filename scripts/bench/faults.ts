import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../../src/platforms/servers/socket.ts';
import { job } from '../../test/actions/job.ts';
import { again, openShop, QUICK, type Shop } from '../../test/actions/shop.ts';
import { haproxyOf } from '../../test/actions/whole-state.ts';
import { runtimeSocket } from '../../test/fakes/runtime-socket.ts';
import { atEveryLine, cancelled, killed, TRIALS } from '../../test/faults/trials.ts';
import { lieIn, wrongWith } from '../../test/faults/whole.ts';
import { beside, type Figure, type Part } from './figure.ts';

type Closes = { readonly onTestFinished: (close: () => Promise<void>) => void };

const INSTANCES = 2;
/** Milliseconds that the balancer hangs: shorter and longer than a step waits for it. */
const HUNG = [1_500, 20_000];
const ROLLOUT = { 'progress-deadline': '3s', 'bake-time': '1s', 'drain-timeout': '3s' };

/**
 * Kills a real action at every line of its log, and cancels it there, on servers behind a real HAProxy, under load, and hangs that HAProxy in
 * the middle; each is then run again, or taken back.
 */
export const faults: Part = async ({ signal, say }) => {
  const figures: Figure[] = [];
  let boundaries = 0;
  const add = async (name: string, walk: (closes: Closes) => Promise<void>) => {
    signal.throwIfAborted();
    const closes: (() => Promise<void>)[] = [];
    const wrong = await walk({ onTestFinished: (close) => void closes.push(close) }).then(
      () => '',
      (error: Error) => error.message,
    );
    for (const close of closes) await close();
    if (wrong !== '') say(wrong);
    const value = wrong === '' ? 0 : wrong.split('\n').length;
    figures.push({ name: `servers, ${name}: wrong afterwards`, value, unit: '', bound: '≤ 0', holds: wrong === '' });
  };
  for (const trial of TRIALS)
    await add(`killed anywhere in ${trial.name}`, async (closes) => {
      boundaries += await atEveryLine('servers', trial, killed, closes);
    });
  for (const trial of TRIALS)
    await add(`cancelled anywhere in ${trial.name}`, async (closes) => {
      await atEveryLine('servers', trial, cancelled, closes);
    });
  for (const milliseconds of HUNG)
    await add(`HAProxy hung for ${milliseconds / 1000} s in the middle`, (closes) => hung(milliseconds, closes));
  return [beside('boundaries on servers at which an action was killed', boundaries, ''), ...figures];
};

/** Hangs HAProxy, which then serves nobody and answers nothing, at every third line of a few steps. Throws with all that was wrong. */
async function hung(milliseconds: number, closes: Closes): Promise<void> {
  const shop = await openShop('servers', { ...closes, settings: { ...QUICK, rollout: ROLLOUT } });
  await job(shop, 'blue-green-switch v1');
  const wrong: string[] = [];
  let versions = 1;
  for (const action of ['rolling', 'blue-green-switch', 'canary-step']) {
    for (let at = 1, isReached = true; isReached; at += 3) {
      const short = `${action} v${++versions}${action === 'canary-step' ? ' 50' : ''}`;
      const env = shop.newRun();
      let lines = 0;
      let hanging: Promise<void> | null = null;
      const said = (text: string) => {
        if (text.startsWith('+') && ++lines === at) hanging = hang(shop, milliseconds);
      };
      const { outputs } = await job(shop, short, { env, said });
      await hanging;
      isReached = hanging !== null;
      const lie = await lieIn(shop, `v${versions}`, outputs['outcome'] ?? '');
      await job(shop, short, { env: again(env) });
      if ((await shop.journal())?.rollout) await job(shop, action === 'canary-step' ? `promote v${versions}` : 'rollback');
      wrong.push(...[...lie, ...(await wrongWith(shop, INSTANCES))].map((what) => `${short}, hung at line ${at}: ${what}`));
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** Stops the process that serves, and lets it go on. */
async function hang(shop: Shop, milliseconds: number): Promise<void> {
  const socket = haproxyOf(shop)?.balancers[0]?.socket ?? '';
  const pid = Number(/^Pid: (\d+)/m.exec(await ask(runtimeSocket(socket), 'show info', new AbortController().signal))?.[1]);
  process.kill(pid, 'SIGSTOP');
  await sleep(milliseconds);
  process.kill(pid, 'SIGCONT');
}
