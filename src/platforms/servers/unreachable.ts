import { type Host, HostError } from './host/host.ts';
import type { Site } from './site.ts';

/** Asks every machine at once. @returns those that cannot be asked, each with what to change */
export async function unreachable({ servers, balancers, folder }: Site, signal: AbortSignal): Promise<Map<Host, string>> {
  const all = [...new Set([...balancers, ...servers].map(({ machine }) => machine))];
  const asked = await Promise.allSettled(all.map((machine) => machine.files.list(folder, signal)));
  signal.throwIfAborted();
  return new Map(
    all.flatMap((machine, at): [Host, string][] => {
      const answer = asked[at];
      return answer?.status === 'rejected' ? [[machine, (answer.reason as Error).message]] : [];
    }),
  );
}

/**
 * A way to read that tells, until it was there once, of all machines that cannot be asked where one cannot. Later on, when work is under
 * way, the others are not asked for that.
 */
export function tellingAll<T>(site: Site, read: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let wasThere = false;
  return async (signal) => {
    try {
      const answer = await read(signal);
      wasThere = true;
      return answer;
    } catch (error) {
      if (wasThere || !(error instanceof HostError) || signal.aborted) throw error;
      const all = [...(await unreachable(site, signal)).values()];
      throw all.length === 0 ? error : new HostError(error.why, all.join('\n'), { cause: error });
    }
  };
}
