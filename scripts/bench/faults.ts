import { job } from '../../test/actions/job.ts';
import { atEveryLine, runAgain, TRIALS } from '../../test/faults/trials.ts';
import { beside, type Figure, type Part } from './figure.ts';

/** Kills a real action at every line of its log, on servers behind a real HAProxy, under load; each is then run again. */
export const faults: Part = async ({ signal, say }) => {
  const figures: Figure[] = [];
  let boundaries = 0;
  for (const trial of TRIALS) {
    signal.throwIfAborted();
    const closes: (() => Promise<void>)[] = [];
    const onTestFinished = (close: () => Promise<void>) => void closes.push(close);
    const wrong = await atEveryLine(
      'servers',
      trial,
      async (stopped) => {
        await stopped.interrupt('SIGKILL');
        await runAgain(stopped);
        if ((await stopped.shop.journal())?.rollout) await job(stopped.shop, 'rollback');
        return [];
      },
      { onTestFinished },
    ).then(
      (count) => {
        boundaries += count;
        return '';
      },
      (error: Error) => error.message,
    );
    for (const close of closes) await close();
    if (wrong !== '') say(wrong);
    figures.push({
      name: `servers, killed anywhere in ${trial.name}: wrong afterwards`,
      value: wrong === '' ? 0 : wrong.split('\n').length,
      unit: '',
      bound: '≤ 0',
      holds: wrong === '',
    });
  }
  return [beside('boundaries on servers at which an action was killed', boundaries, ''), ...figures];
};
