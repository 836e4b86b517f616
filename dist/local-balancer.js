import { C as writeJson, g as startOf } from "./platforms.js";
import { a as Balancer, i as control, n as socketPath, o as METRICS_PATH, r as proxy, s as METRICS_TYPE, t as upgrade } from "./platforms-local-balancer.js";
const { join } = process.getBuiltinModule("node:path");
const { createServer } = process.getBuiltinModule("node:http");
const { rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

// src/platforms/local/balancer/main.ts
/** Longer than clients and balancers before us keep idle connections, so that it is them who close. */
const IDLE = 75e3;
async function main(folder) {
	const balancer = await Balancer.open(folder);
	await balancer.warm();
	const { port } = balancer.config;
	await listen(balancer, port, false);
	await listen(balancer, port + 1, true);
	const socket = socketPath(folder);
	await control(balancer, socket);
	const mark = {
		pid: process.pid,
		started: await startOf(process.pid) ?? "",
		socket
	};
	await writeJson(join(folder, "balancer.process.json"), mark);
	process.once("SIGTERM", () => {
		rmSync(socket, { force: true });
		process.exit(0);
	});
}
/** The preview port is for this machine only: it leads to what is not live yet, and shows what was counted. */
function listen(balancer, port, preview) {
	const server = createServer({
		keepAliveTimeout: IDLE,
		requestTimeout: 0
	}, (request, response) => {
		if (preview && request.url === "/_sluice/metrics") response.writeHead(200, { "Content-Type": METRICS_TYPE }).end(balancer.metrics());
		else proxy(balancer, request, response, preview);
	});
	server.on("upgrade", (request, client, head) => void upgrade(balancer, request, client, head, preview));
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen({
			port,
			...preview ? { host: "127.0.0.1" } : {}
		}, () => resolve(server));
	});
}
const folder = process.argv[2] ?? ".";
main(folder).catch((error) => {
	const message = error.code === "EADDRINUSE" ? `port ${error.port} is in use: stop what listens there, or change \`port\`` : error.message;
	writeFileSync(join(folder, "balancer.error"), message);
	process.exit(1);
});

export {  };