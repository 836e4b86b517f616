const join = process.getBuiltinModule("node:path").join; const resolve = process.getBuiltinModule("node:path").resolve;
const createHash = (...given) => process.getBuiltinModule("node:crypto").createHash(...given);
const lstatSync = process.getBuiltinModule("node:fs").lstatSync; const mkdirSync = process.getBuiltinModule("node:fs").mkdirSync;

// src/platforms/local/balancer/state.ts
const TRACKS = ["blue", "green"];
/** Latency edges in milliseconds. */
const EDGES = [
	5,
	10,
	25,
	50,
	100,
	250,
	500,
	1e3,
	2500,
	5e3
];
/** Applies a change. A state for a server that is not there is an error: it would be lost silently. */
function applyPatch(config, patch) {
	const servers = { ...config.servers };
	for (const [name, change] of Object.entries(patch.servers ?? {})) {
		const before = servers[name];
		if (change === null) delete servers[name];
		else if ("address" in change) servers[name] = change;
		else if (before) servers[name] = {
			...before,
			state: change.state
		};
		else throw new Error(`the balancer has no server ${name}`);
	}
	return {
		...config,
		...patch,
		port: config.port,
		servers
	};
}
/** The track that has most of the traffic. */
function liveTrack(weights) {
	return TRACKS.reduce((most, track) => (weights[track] ?? 0) > (weights[most] ?? 0) ? track : most, TRACKS[0]);
}

// src/platforms/local/balancer/socket.ts
/** Longest path that a unix socket may have, in bytes. */
const LONGEST = 107;
/**
* Where the balancer of a state folder listens for commands. Not in that folder itself: its path may be too long for a socket.
* Makes the folder, for the user only. @throws where somebody else owns it, or others may write to it
*/
function socketPath(stateFolder) {
	const name = `${createHash("sha256").update(resolve(stateFolder)).digest("hex").slice(0, 24)}.sock`;
	const shared = join("/tmp", `sluice-${process.getuid?.()}`);
	const runtime = process.env.XDG_RUNTIME_DIR;
	const wished = runtime ? join(runtime, "sluice") : shared;
	const folder = Buffer.byteLength(join(wished, name)) <= LONGEST ? wished : shared;
	mkdirSync(folder, {
		recursive: true,
		mode: 448
	});
	const found = lstatSync(folder);
	if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 63) !== 0) throw new Error(`${folder} must be a folder that only this user may open (chmod 700), and is not: remove it`);
	return join(folder, name);
}

export { liveTrack as a, applyPatch as i, EDGES as n, TRACKS as r, socketPath as t };