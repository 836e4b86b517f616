import { corePath, type Site } from '../site.ts';

const LINES = 20;
const LONGEST = 3_500;
/** How it begins where there are no lines. */
export const NO_LOG = '(no log of ';
/** What a kubelet has for lines where the container is gone. */
const GONE = /^unable to retrieve container logs for \S+$/;

/** The last lines that a container printed, also one that has ended; as it printed them. Says why where they cannot be had: they only explain. */
export async function lastLines(site: Site, pod: string, container: string, crashed: boolean, signal: AbortSignal): Promise<string> {
  const path = `${await corePath(site, 'pods', signal)}/${encodeURIComponent(pod)}/log`;
  const query = { container, tailLines: `${LINES}`, limitBytes: '65536' };
  // Its log before the crash may be gone, then that of now is better than none.
  const tries = crashed ? [{ ...query, previous: 'true' }, query] : [query];
  let why = 'it printed nothing';
  for (const one of tries) {
    try {
      const text = (await site.api.text(path, signal, one))?.trimEnd() ?? '';
      if (GONE.test(text)) why = text;
      else if (text !== '') return shortened(text);
    } catch (error) {
      signal.throwIfAborted();
      why = error instanceof Error ? error.message : String(error);
    }
  }
  return `${NO_LOG}${container}: ${why})`;
}

/** The end of it, which tells why. */
function shortened(text: string): string {
  return text.length <= LONGEST ? text : `…${text.slice(-LONGEST)}`;
}
