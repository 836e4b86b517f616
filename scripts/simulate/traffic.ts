import type { Side, Sides } from '../../src/analysis/evidence.ts';
import { bursty, normal, poisson, type Random } from './random.ts';

/** A canary beside a stable track, as their users see them. */
export type Traffic = {
  /** Requests a second to both together. */
  readonly rate: number;
  /** The canary's share of them. */
  readonly weight: number;
  /** Seconds. */
  readonly interval: number;
  /** Shares of bad requests. */
  readonly stable: number;
  readonly canary: number;
  /** Shares of requests that take longer than is allowed; left out: latency is not judged. */
  readonly slow?: { readonly stable: number; readonly canary: number };
  /** How many bad requests come together, in the mean of a geometric distribution. */
  readonly burst?: number;
  /** How much each track's share of bad requests wavers from poll to poll: the standard deviation of its logarithm. */
  readonly noise?: number;
  /** From this poll to that one both sides have this share of bad requests. */
  readonly incident?: { readonly from: number; readonly to: number; readonly share: number };
  /** The canary is as stable until this poll. */
  readonly worseFrom?: number;
};

/** What both sides served in a poll, by what is bad about it. Slow ones are drawn as if of other requests: nobody looks at both together. */
export type Drawn = Sides & { readonly slow?: Sides };

/** What both sides serve in a poll, counted from 1. A Poisson stream of which a share is bad is two streams, each of its own. */
export function drawn(next: Random, traffic: Traffic, poll: number): Drawn {
  const { incident, slow, worseFrom = 0 } = traffic;
  const isIncident = incident !== undefined && poll >= incident.from && poll < incident.to;
  const stable = isIncident ? incident.share : traffic.stable;
  const canary = isIncident ? Math.max(incident.share, traffic.canary) : poll < worseFrom ? traffic.stable : traffic.canary;
  const errors = sides(next, { stable, canary }, traffic);
  if (slow === undefined) return errors;
  return { ...errors, slow: sides(next, poll < worseFrom ? { ...slow, canary: slow.stable } : slow, traffic) };
}

function sides(next: Random, { stable, canary }: { readonly stable: number; readonly canary: number }, traffic: Traffic): Sides {
  const { rate, weight, interval } = traffic;
  return {
    canary: side(next, rate * interval * weight, canary, traffic),
    stable: side(next, rate * interval * (1 - weight), stable, traffic),
  };
}

function side(next: Random, requests: number, share: number, { burst = 1, noise = 0 }: Traffic): Side {
  const now = noise === 0 ? share : Math.min(1, share * Math.exp(noise * normal(next) - noise ** 2 / 2));
  const bad = bursty(next, requests * now, burst);
  return { requests: bad + poisson(next, requests * (1 - now)), bad };
}
