import { atMost, beside, type Figure } from '../figure.ts';

/** What one way to deliver took, in all its rounds. */
export type Taken = {
  readonly rounds: number;
  readonly seconds: number;
  /** To the API server. */
  readonly requests: number;
  /** The most memory that its process had, and its seconds of CPU. */
  readonly megabytes: number;
  readonly cpu: number;
};

export type Scaled = { readonly kubectl: Taken; readonly rolling: Taken; readonly blueGreen: Taken };

/** Megabytes. */
const MOST_MEMORY = 120;
const MOST_TIME = 1.1;
/** Looks are at all pods at once; none is at one of them. */
const MOST_REQUESTS = 0.5;

export const NOTHING: Taken = { rounds: 0, seconds: 0, requests: 0, megabytes: 0, cpu: 0 };

export function sum(a: Taken, b: Taken): Taken {
  return {
    rounds: a.rounds + b.rounds,
    seconds: a.seconds + b.seconds,
    requests: a.requests + b.requests,
    megabytes: Math.max(a.megabytes, b.megabytes),
    cpu: a.cpu + b.cpu,
  };
}

/** Of each way, its time for one round, what it asked for, and its memory. */
export function scaleFigures(pods: number, { kubectl, rolling, blueGreen }: Scaled): Figure[] {
  const about = (what: string) => `kubernetes, ${pods} pods, ${what}`;
  const time = (way: string, { seconds, rounds }: Taken) => beside(about(way), seconds / rounds, 's');
  const costs = (way: string, { requests, rounds, megabytes, cpu }: Taken) => [
    // Of this machine the cluster has most.
    beside(about(`${way}: its own CPU time`), cpu / rounds, 's'),
    atMost(about(`${way}: requests to the API server per pod`), requests / rounds / pods, '', MOST_REQUESTS),
    atMost(about(`${way}: peak memory`), Math.round(megabytes), 'MB', MOST_MEMORY),
  ];
  return [
    time('kubectl set image and rollout status', kubectl),
    time('rolling', rolling),
    atMost(about('rolling beside that'), rolling.seconds / rolling.rounds / (kubectl.seconds / kubectl.rounds), '×', MOST_TIME),
    ...costs('rolling', rolling),
    time('blue-green-switch', blueGreen),
    ...costs('blue-green-switch', blueGreen),
  ];
}
