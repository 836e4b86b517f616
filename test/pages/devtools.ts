// What the browser answers has many shapes and no types of ours; each caller picks what it needs.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any;

/** Commands to the browser or one of its tabs, and what it tells. */
export type Session = {
  send(method: string, params?: object): Promise<Answer>;
  on(event: string, listener: (params: Answer) => void): void;
  /** Resolves with the next event of that name. */
  once(event: string): Promise<Answer>;
};

export type Tab = Session & { close(): Promise<void> };

type Message = { id?: number; sessionId?: string; method?: string; params?: unknown; result?: unknown; error?: { message: string } };

/** Connects to a browser at its WebSocket address, for as long as it runs. */
export async function connect(url: string): Promise<Session & { tab(): Promise<Tab> }> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (message: Message) => void>();
  const listeners = new Map<string, ((params: Answer) => void)[]>();
  let sent = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    else for (const listener of listeners.get(`${message.sessionId ?? ''} ${message.method}`) ?? []) listener(message.params);
  });
  socket.addEventListener('close', () => {
    for (const answer of waiting.values()) answer({ error: { message: 'the browser is gone' } });
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`The browser does not answer at ${url}`)));
  });

  function session(sessionId?: string): Session {
    const on = (event: string, listener: (params: Answer) => void) => {
      const key = `${sessionId ?? ''} ${event}`;
      listeners.set(key, [...(listeners.get(key) ?? []), listener]);
    };
    return {
      on,
      once: (event) => new Promise((resolve) => on(event, resolve)),
      send: (method, params = {}) =>
        new Promise((resolve, reject) => {
          const id = ++sent;
          waiting.set(id, ({ result, error }) => {
            waiting.delete(id);
            if (error) reject(new Error(`${method}: ${error.message}`));
            else resolve(result);
          });
          socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
        }),
    };
  }

  const browser = session();
  return {
    ...browser,
    async tab() {
      const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
      const close = async () => void (await browser.send('Target.closeTarget', { targetId }));
      return { ...session(sessionId), close };
    },
  };
}
