import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export type FakeHaproxy = {
  /** By the command, with `MAP` for the path of the map; a function answers by itself. */
  answers: Readonly<Record<string, string | ((socket: Socket) => void)>>;
  /** All that was asked. */
  commands: string[];
  close(): Promise<void>;
};

/** A runtime socket that answers what it is told to. */
export async function startFake(path: string, map: string): Promise<FakeHaproxy> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
    socket.once('data', (line) => {
      const command = line.toString('utf8').replace(/^set severity-output number;|\n$/g, '');
      fake.commands.push(command);
      const answer = fake.answers[command.replace(map, 'MAP')] ?? '\n\n';
      if (typeof answer === 'string') socket.end(answer);
      else answer(socket);
    });
  });
  server.listen(path);
  await once(server, 'listening');
  const fake: FakeHaproxy = {
    answers: {},
    commands: [],
    close() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return fake;
}
