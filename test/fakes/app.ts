import { createServer } from 'node:http';

const version = process.env['SLUICE_VERSION'] ?? '';

/** `bad5`: the percent of requests that fail. `slower300`: by how many milliseconds each answer is later, and `/slow/300` one. */
const failing = Number(/bad(\d+)/.exec(version)?.[1] ?? 0) / 100;
const slower = Number(/slower(\d+)/.exec(version)?.[1] ?? 0);

let asked = 0;

/** A service to be replaced: it says its version, and stops at once when told so, like most. */
const server = createServer((request, response) => {
  const health = request.url === '/healthz';
  // A test by hand is no user.
  const user = !health && !request.headers['user-agent']?.startsWith('curl/');
  const every20th = user && version.includes('every20th') && ++asked % 20 === 0;
  const broken = every20th || (version.includes('never') ? health : !health && Math.random() < failing);
  const answer = () => response.writeHead(broken ? (health ? 503 : 500) : 200, { 'X-Version': version }).end(`${version}\n`);
  // It is healthy, and no user gets an answer; or it ends soon after the first of them.
  if (!health && version.includes('mute')) return;
  if (!health && version.includes('dies')) setTimeout(() => process.exit(1), 300);
  const slow = /^\/slow(?:\/(\d+))?$/.exec(request.url ?? '');
  const wait = health ? 0 : slower + (slow ? Number(slow[1] ?? 300) : 0);
  if (wait > 0) setTimeout(answer, wait);
  else answer();
});

server.on('upgrade', (_request, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
  socket.on('error', () => socket.destroy());
  socket.pipe(socket);
});

server.listen(Number(process.env['PORT']));
process.once('SIGTERM', () => process.exit(0));
