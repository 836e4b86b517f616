import { get as getHttp, type IncomingHttpHeaders } from 'node:http';

/** Where an HTTP server is asked. */
export type Door = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A unix socket that leads to it. */
  readonly socket?: string;
};

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

/** Of a longer answer the rest is not looked at. */
export const MOST_BYTES = 1024 * 1024;

/** Asks for a path once, on a connection of its own, without following a redirect. Throws where there is no answer, and on abort. */
export async function httpGet(path: string, { url, headers = {}, socket }: Door, signal: AbortSignal): Promise<Answer> {
  const address = new URL(path, url);
  // Loaded only where it is needed: at each start it costs 8 ms.
  const get = address.protocol === 'https:' ? (await import('node:https')).get : getHttp;
  return new Promise((resolve, reject) => {
    const request = get(address, { agent: false, headers, signal, ...(socket === undefined ? {} : { socketPath: socket }) }, (answer) => {
      let text = '';
      const done = () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
        if (text.length < MOST_BYTES) return;
        done();
        request.destroy();
      });
      answer.once('end', done).once('error', reject);
    });
    request.once('error', reject);
  });
}
