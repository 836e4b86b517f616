import type { Endpoint } from '../ports/service.ts';
import { type Answer, httpGet, MOST_BYTES } from '../units/http-get.ts';
import { isMapping, type Mapping } from '../units/mapping.ts';
import { beginning, NoData, PATIENCE, shown } from './no-data.ts';

/** Asks a server for JSON. Throws {@link NoData} for everything else; `who` begins its sentence. */
export async function askJson(
  who: string,
  url: string,
  { headers, secrets }: Pick<Endpoint, 'headers' | 'secrets'>,
  signal: AbortSignal,
): Promise<Mapping> {
  const answer = await askedInTime(who, url, headers, signal);
  const value = parsed(answer.text);
  if (answer.status < 200 || answer.status > 299) {
    const said = isMapping(value) && typeof value['error'] === 'string' ? `: ${shown(value['error'], secrets)}` : '';
    throw new NoData(`${who} answered ${answer.status}${said}`);
  }
  if (answer.text.length >= MOST_BYTES) throw new NoData(`${who} answered more than 1 MB: narrow what is asked for`);
  if (isMapping(value)) return value;
  throw new NoData(`${who} answered ${beginning(answer.text, secrets)}: is the address the right one?`);
}

async function askedInTime(who: string, url: string, headers: Endpoint['headers'], signal: AbortSignal): Promise<Answer> {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    return await httpGet(url, { url, headers }, AbortSignal.any([signal, patience]));
  } catch (error) {
    signal.throwIfAborted();
    const { message, code } = error as NodeJS.ErrnoException;
    throw new NoData(patience.aborted ? `${who} did not answer within 5s` : `${who} could not be asked: ${message || code}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
