import { createServer } from 'node:http';

// The smallest service that Sluice can replace: it listens on PORT, answers its health check, and says which version it is.
// To see one being caught: a version whose name ends with `-bad` fails every request, one with `-flaky` every fifth.

const version = process.env.SLUICE_VERSION ?? 'unknown';
let asked = 0;

const server = createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok\n');
  asked += 1;
  const broken = version.endsWith('-bad') || (version.endsWith('-flaky') && asked % 5 === 0);
  response.writeHead(broken ? 500 : 200, { 'content-type': 'text/plain' });
  return response.end(broken ? `${version} is broken\n` : `Hello from ${version}\n`);
});

server.listen(Number(process.env.PORT));
