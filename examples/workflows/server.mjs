import { createServer } from 'node:http';

// The smallest service that Sluice can replace: it listens on PORT, and says which version it is.
createServer((_, response) => response.end(`Hello from ${process.env.SLUICE_VERSION}\n`)).listen(process.env.PORT);
