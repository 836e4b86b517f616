import { request as ask } from 'node:http';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request that is upgraded, so that it never ends by itself. */
export function webSocket(url: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const sent = ask(url, { headers: { Connection: 'Upgrade', Upgrade: 'echo' } });
    sent.once('upgrade', (_answer, socket) => {
      onTestFinished(() => void socket.destroy());
      socket.on('error', () => {});
      resolve(socket as Socket);
    });
    sent.once('error', reject);
    sent.end();
  });
}
