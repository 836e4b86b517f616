import { createServer } from 'node:http';

const version = process.env['SLUICE_VERSION'] ?? '';

let asked = 0;

/** A service to be replaced: it says its version, and stops at once when told so, like most. */
const server = createServer((request, response) => {
  const health = request.url === '/healthz';
  const every20th = !health && version.includes('every20th') && ++asked % 20 === 0;
  const broken = every20th || (version.includes('never') ? health : !health && version.includes('bad5') && Math.random() < 0.05);
  const answer = () => response.writeHead(broken ? (health ? 503 : 500) : 200, { 'X-Version': version }).end(`${version}\n`);
  // It is healthy, and no user gets an answer; or it ends soon after the first of them.
  if (!health && version.includes('mute')) return;
  if (!health && version.includes('dies')) setTimeout(() => process.exit(1), 300);
  if (request.url?.startsWith('/slow')) setTimeout(answer, 300);
  else answer();
});

server.on('upgrade', (_request, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
  socket.on('error', () => socket.destroy());
  socket.pipe(socket);
});

server.listen(Number(process.env['PORT']));
process.once('SIGTERM', () => process.exit(0));
