const lstatSync = process.getBuiltinModule("node:fs").lstatSync; const mkdirSync = process.getBuiltinModule("node:fs").mkdirSync; const readFileSync = process.getBuiltinModule("node:fs").readFileSync; const rmSync = process.getBuiltinModule("node:fs").rmSync; const writeFileSync = process.getBuiltinModule("node:fs").writeFileSync;
const createServer = (...given) => process.getBuiltinModule("node:http").createServer(...given); const get = (...given) => process.getBuiltinModule("node:http").get(...given); const request = (...given) => process.getBuiltinModule("node:http").request(...given);
const dirname = process.getBuiltinModule("node:path").dirname; const join = process.getBuiltinModule("node:path").join; const resolve = process.getBuiltinModule("node:path").resolve;
const createHash = (...given) => process.getBuiltinModule("node:crypto").createHash(...given); const randomUUID = (...given) => process.getBuiltinModule("node:crypto").randomUUID(...given);
const chmod = (...given) => process.getBuiltinModule("node:fs/promises").chmod(...given); const mkdir = (...given) => process.getBuiltinModule("node:fs/promises").mkdir(...given); const open = (...given) => process.getBuiltinModule("node:fs/promises").open(...given); const rename = (...given) => process.getBuiltinModule("node:fs/promises").rename(...given); const rm = (...given) => process.getBuiltinModule("node:fs/promises").rm(...given);
const spawn = (...given) => process.getBuiltinModule("node:child_process").spawn(...given);
const json = (...given) => process.getBuiltinModule("node:stream/consumers").json(...given);
const connect$1 = (...given) => process.getBuiltinModule("node:net").connect(...given);

// src/platforms/durable-file.ts
/** Replaces a JSON file at once and durably: who reads it sees the old or the new one, also after a power cut. Only the user may read it. */
async function writeJson(path, value) {
	await mkdir(dirname(path), {
		recursive: true,
		mode: 448
	});
	await replaceFile(path, JSON.stringify(value), 384);
}
/** Replaces a file at once and durably; it then has the rights `mode`. Its folder must be there. */
async function replaceFile(path, text, mode) {
	const temporary = `${path}.${randomUUID()}.tmp`;
	try {
		await writeSynced(temporary, text);
		await chmod(temporary, mode);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	await syncFolder(dirname(path));
}
/**
* The text of a small file; null where there is none. Read at once: to have a thread read it and wait takes four times as long, and more
* memory, 1 MB of that of an action.
*/
function textOf(path) {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		return orNull(error);
	}
}
/** null for what is not there. Throws every other error. */
function orNull(error) {
	if (error.code === "ENOENT") return null;
	throw error;
}
/** Reads a JSON file that we wrote; null where there is none. */
async function readJson(path) {
	const text = textOf(path);
	if (text === null) return null;
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new Error(`${path} is damaged (${error.message}): restore or delete it`, { cause: error });
	}
}
/** Writes a file that is on the disk when this returns. */
async function writeSynced(path, text) {
	const file = await open(path, "w", 384);
	try {
		await file.writeFile(text);
		await file.sync();
	} finally {
		await file.close();
	}
}
/** Makes names that were added to or taken from a folder durable. */
async function syncFolder(path) {
	const folder = await open(path, "r");
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}

// src/units/child-process.ts
/** Sends a signal to a process and its group; nothing where they have ended. */
function signalGroup(pid, signal) {
	try {
		process.kill(-pid, signal);
	} catch {}
}

// src/platforms/process.ts
const PS_PATIENCE = 5e3;
/** When a process started, as the system tells it; null where it has ended. */
async function startOf(pid) {
	if (process.platform === "linux") {
		const fields = statOf(pid);
		return fields[0] === void 0 || fields[0] === "Z" || fields[0] === "X" ? null : fields[19] ?? null;
	}
	const asked = {
		signal: new AbortController().signal,
		timeout: PS_PATIENCE,
		maxOutput: 1024
	};
	const { code, stdout } = await run("ps", [
		"-o",
		"lstart=",
		"-p",
		String(pid)
	], asked);
	if (code === null) throw new Error(`ps did not tell within 5s whether process ${pid} is there`);
	return stdout.trim() || null;
}
/** What Linux tells of a process, from its state on (proc(5), `stat`); nothing where there is none. */
function statOf(pid) {
	try {
		const line = readFileSync(`/proc/${pid}/stat`, "utf8");
		return line.slice(line.lastIndexOf(")") + 2).split(" ");
	} catch {
		return [];
	}
}
/**
* Runs a program to its end in its own process group, killed on abort and after `timeout` milliseconds.
* Keeps the last `maxOutput` bytes of each stream. `code` is null where a signal ended it.
*/
function run(command, args, options) {
	options.signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			detached: true,
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			]
		});
		const stop = () => child.pid !== void 0 && signalGroup(child.pid, "SIGKILL");
		const ended = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeout)]);
		ended.addEventListener("abort", stop);
		let stdout = "";
		let stderr = "";
		child.stdout.setEncoding("utf8").on("data", (text) => {
			stdout = (stdout + text).slice(-options.maxOutput);
		});
		child.stderr.setEncoding("utf8").on("data", (text) => {
			stderr = (stderr + text).slice(-options.maxOutput);
		});
		child.once("error", reject);
		child.once("close", (code) => {
			ended.removeEventListener("abort", stop);
			if (options.signal.aborted) reject(options.signal.reason);
			else resolve({
				code,
				stdout,
				stderr
			});
		});
	});
}

// src/platforms/local/balancer/member.ts
const PATIENCE$1 = 5e3;
const OFTEN = 200;
const SELDOM = 1e3;
/** One server as this process sees it: its health and its requests. */
var Member = class {
	entry;
	healthy = false;
	note = "not asked yet";
	users = 0;
	counted = {
		requests: 0,
		errors: 0
	};
	#flights = /* @__PURE__ */ new Set();
	#path;
	#tell;
	#ended = new AbortController();
	#good = 0;
	#bad = 0;
	/** `changed` is called when its health is another, `idle` when its last request, or its last by a user, ended. */
	constructor(entry, path, tell) {
		this.entry = entry;
		this.#path = path;
		this.#tell = tell;
	}
	get inFlight() {
		return this.#flights.size;
	}
	get available() {
		return this.healthy && this.entry.state === "ready";
	}
	state() {
		const { entry, healthy, inFlight, users, counted } = this;
		return {
			...entry,
			healthy,
			note: healthy ? "" : this.note,
			inFlight,
			users,
			counted
		};
	}
	/** Counts a request in until the returned function is called; `cut` ends it by force. */
	begin(counted, cut) {
		this.#flights.add(cut);
		if (counted) this.users++;
		return () => {
			if (!this.#flights.delete(cut)) return;
			if (counted) this.users--;
			if (this.users === 0 || this.inFlight === 0) this.#tell.idle();
		};
	}
	/** Cuts the requests that are still in flight. */
	cut() {
		for (const cut of [...this.#flights]) cut();
	}
	/** Asks once, now; the loop asks again and again until `forget`. */
	async check() {
		const wrong = await ask(this.entry.address, this.#path(), this.#ended.signal);
		if (this.#ended.signal.aborted) return;
		this.#good = wrong === null ? this.#good + 1 : 0;
		this.#bad = wrong === null ? 0 : this.#bad + 1;
		const was = {
			healthy: this.healthy,
			note: this.note
		};
		if (this.#good >= 2) this.healthy = true;
		else if (this.#bad >= 2 || wrong === REFUSED) this.healthy = false;
		if (wrong !== null) this.note = wrong;
		if (was.healthy !== this.healthy || !this.healthy && was.note !== this.note) this.#tell.changed();
	}
	async watch() {
		while (!this.#ended.signal.aborted) {
			await this.check();
			const pause = this.healthy && this.#bad === 0 ? SELDOM : OFTEN;
			await new Promise((resolve) => setTimeout(resolve, pause));
		}
	}
	forget() {
		this.#ended.abort();
	}
};
const REFUSED = "connection refused";
function ask(address, path, ended) {
	const patience = AbortSignal.timeout(PATIENCE$1);
	return new Promise((resolve) => {
		get(`http://${address}${path}`, {
			agent: false,
			signal: AbortSignal.any([patience, ended])
		}, (answer) => {
			answer.resume();
			const code = answer.statusCode ?? 0;
			resolve(code >= 200 && code < 300 ? null : `answers ${code}`);
		}).on("error", (error) => {
			if (patience.aborted) resolve("no answer within 5s");
			else resolve(error.code === "ECONNREFUSED" ? REFUSED : error.message);
		});
	});
}

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

// src/platforms/local/balancer/metrics-page.ts
/** Where the page is, on the preview port; no path of an application is called so. */
const METRICS_PATH = "/_sluice/metrics";
const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
const BEGAN = Date.now() / 1e3 - process.uptime();
/**
* Counters in the text format of Prometheus, version 0.0.4
* (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format). `seconds`: how long all requests took together, by track.
*/
function metricsPage(port, counters, seconds) {
	const tracks = Object.entries(counters).map(([track, counter]) => ({
		...counter,
		track,
		labels: `port="${port}",track="${track}"`
	}));
	const duration = "sluice_request_duration_seconds";
	return [
		...head("sluice_requests_total", "counter", "Requests of users that ended."),
		...tracks.map(({ labels, requests }) => `sluice_requests_total{${labels}} ${requests}`),
		...head("sluice_errors_total", "counter", "Those answered with 5xx, or not at all."),
		...tracks.map(({ labels, errors }) => `sluice_errors_total{${labels}} ${errors}`),
		...head(duration, "histogram", "How long they took until the answer began."),
		...tracks.flatMap(({ track, labels, requests, slower }) => [
			...EDGES.map((edge, at) => `${duration}_bucket{${labels},le="${edge / 1e3}"} ${requests - (slower[at] ?? 0)}`),
			`${duration}_bucket{${labels},le="+Inf"} ${requests}`,
			`${duration}_sum{${labels}} ${seconds[track] ?? 0}`,
			`${duration}_count{${labels}} ${requests}`
		]),
		...head("process_start_time_seconds", "gauge", "When this balancer began, in seconds since 1970."),
		`process_start_time_seconds ${BEGAN.toFixed(3)}`,
		""
	].join("\n");
}
function head(name, type, help) {
	return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

// src/platforms/local/balancer/balancer.ts
/** What one balancer process knows: its configuration, servers and counters. */
var Balancer = class Balancer {
	process = randomUUID();
	config;
	#path;
	#members = /* @__PURE__ */ new Map();
	#counters = Object.fromEntries(TRACKS.map((track) => [track, {
		requests: 0,
		errors: 0,
		slower: EDGES.map(() => 0)
	}]));
	/** Seconds that users' requests took, by track. */
	#seconds = Object.fromEntries(TRACKS.map((track) => [track, 0]));
	#waiting = /* @__PURE__ */ new Set();
	#rev = 1;
	#last = Promise.resolve();
	constructor(folder, config) {
		this.#path = configPath(folder);
		this.config = config;
		this.#follow();
	}
	/** Goes on with the configuration in the state folder. */
	static async open(folder) {
		const config = await readJson(configPath(folder));
		if (!config) throw new Error(`${configPath(folder)} is missing: deploy the service once more`);
		return new Balancer(folder, config);
	}
	state() {
		const servers = [...this.#members.values()].map((member) => member.state());
		return {
			process: this.process,
			rev: this.#rev,
			config: this.config,
			servers,
			counters: this.#counters
		};
	}
	/** Changes the configuration, one change after the other; on the disk before it counts. */
	change(patch) {
		const done = this.#last.then(async () => {
			const next = applyPatch(this.config, patch);
			await writeJson(this.#path, next);
			this.config = next;
			this.#follow();
			this.#changed();
			return this.state();
		});
		this.#last = done.catch(() => void 0);
		return done;
	}
	/** Resolves when there is more to see than `rev` of `process`, or on abort. */
	async after(process, rev, signal) {
		if (process !== this.process || rev !== this.#rev || signal.aborted) return;
		await new Promise((resolve) => {
			const wake = () => {
				this.#waiting.delete(wake);
				resolve();
			};
			this.#waiting.add(wake);
			signal.addEventListener("abort", wake, { once: true });
		});
	}
	/** The server with the fewest requests in the first of the tracks that has one, without those tried already. */
	next(tracks, tried) {
		for (const track of tracks) {
			const able = [...this.#members.values()].filter((member) => member.entry.track === track && member.available && !tried.has(member));
			const least = Math.min(...able.map((member) => member.inFlight));
			const idle = able.filter((member) => member.inFlight === least);
			const picked = idle[Math.floor(Math.random() * idle.length)];
			if (picked) return picked;
		}
		return null;
	}
	/** What it counted, for Prometheus. */
	metrics() {
		return metricsPage(this.config.port, this.#counters, this.#seconds);
	}
	/** Counts a user's request that ended; no member: none could be reached. */
	count(track, member, failed, took) {
		const counter = this.#counters[track];
		if (!counter) return;
		for (const counted of member ? [counter, member.counted] : [counter]) {
			counted.requests++;
			if (failed) counted.errors++;
		}
		this.#seconds[track] = (this.#seconds[track] ?? 0) + took / 1e3;
		EDGES.forEach((edge, at) => {
			if (took > edge) counter.slower[at] = (counter.slower[at] ?? 0) + 1;
		});
	}
	cut(name) {
		this.#members.get(name)?.cut();
	}
	/** Asks every server twice, so that a restarted balancer knows whom to use before the first request. */
	async warm() {
		const members = [...this.#members.values()];
		const rounds = Promise.all(members.map((member) => member.check().then(() => member.check())));
		await Promise.race([rounds, new Promise((resolve) => setTimeout(resolve, 1e3))]);
	}
	#follow() {
		for (const [name, member] of this.#members) {
			if (this.config.servers[name]?.start === member.entry.start) continue;
			member.forget();
			this.#members.delete(name);
		}
		for (const entry of Object.values(this.config.servers)) {
			const member = this.#members.get(entry.name);
			if (member) {
				member.entry = entry;
				continue;
			}
			const fresh = new Member(entry, () => this.config.health, {
				changed: () => this.#changed(),
				idle: () => this.#idle(fresh.entry)
			});
			this.#members.set(entry.name, fresh);
			fresh.watch();
		}
	}
	/** A busy server that is idle for a moment is nothing to tell; one that is out of use is. */
	#idle(entry) {
		if (entry.state === "drain" || (this.config.weights[entry.track] ?? 0) === 0) this.#changed();
	}
	#changed() {
		this.#rev++;
		for (const wake of [...this.#waiting]) wake();
	}
};
function configPath(folder) {
	return join(folder, "balancer.json");
}

// src/platforms/local/balancer/control.ts
/**
* How the actions command the balancer: HTTP and JSON on a socket that only the user may open.
* `GET /state` · `PATCH /config` (all or none, durable) · `GET /changed?process=\u2026&after=\u2026` (waits) · `POST /cut?server=\u2026`
*/
function control(balancer, socket) {
	rmSync(socket, { force: true });
	const server = createServer((request, response) => {
		const gone = new AbortController();
		response.once("close", () => gone.abort());
		obey(balancer, request, gone.signal).then((answer) => response.writeHead(200, { "Content-Type": "application/json" }).end(`${JSON.stringify(answer)}\n`), (error) => response.writeHead(400, { "Content-Type": "application/json" }).end(`${JSON.stringify({ message: error.message })}\n`));
	});
	server.requestTimeout = 0;
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(socket, () => resolve(server));
	});
}
async function obey(balancer, request, gone) {
	const { pathname, searchParams } = new URL(request.url ?? "/", "http://balancer");
	switch (`${request.method} ${pathname}`) {
		case "GET /state": return balancer.state();
		case "PATCH /config": return balancer.change(await json(request));
		case "GET /changed":
			await balancer.after(searchParams.get("process") ?? "", Number(searchParams.get("after")), gone);
			return balancer.state();
		case "POST /cut":
			balancer.cut(searchParams.get("server") ?? "");
			return balancer.state();
		default: throw new Error(`${request.method} ${pathname} is nothing that the balancer does`);
	}
}

// src/platforms/local/balancer/choose.ts
/**
* Where a request goes. Of the users the first `weight of blue` percent get blue: as one weight grows and the other shrinks, nobody
* who was moved moves again.
*/
function choose(config, headers, byPort, random = Math.random) {
	const byPreview = byPort || sentValue(config.preview, headers) === secretOf(config);
	if (byPreview && config.previewTrack !== null) return {
		tracks: [config.previewTrack],
		counted: false
	};
	if (byPreview) return {
		tracks: withFallback(config, liveTrack(config.weights)),
		counted: false
	};
	const who = sentValue(config.sticky, headers);
	return {
		tracks: withFallback(config, (who === null ? random() * 100 : bucketOf(who)) < (config.weights[TRACKS[0]] ?? 0) ? TRACKS[0] : TRACKS[1]),
		counted: true
	};
}
/** The other track serves when the picked one cannot, unless it is the one not proven yet. */
function withFallback(config, picked) {
	return [picked, ...TRACKS.filter((track) => track !== picked).filter((track) => (config.weights[track] ?? 0) > 0 || config.previewTrack !== track)];
}
function secretOf(config) {
	return config.preview && "value" in config.preview ? config.preview.value : void 0;
}
function bucketOf(who) {
	return createHash("sha256").update(who).digest().readUInt32BE(0) % 100;
}
function sentValue(where, headers) {
	if (where?.name === void 0) return null;
	if (where.kind === "header") {
		const value = headers[where.name.toLowerCase()];
		return value === void 0 ? null : String(value);
	}
	const found = (headers.cookie ?? "").split(";").map((pair) => pair.trim()).find((pair) => pair.startsWith(`${where.name}=`));
	return found === void 0 ? null : found.slice(where.name.length + 1);
}

// src/platforms/local/balancer/connect.ts
const PATIENCE = 5e3;
/**
* Connects to the best server of a route, and to the next one where nobody is at its port: nothing was sent yet, so that is safe.
* The request counts as in flight from before the connection on. null where no server is left.
*/
async function takeOff(balancer, route, cut) {
	const tried = /* @__PURE__ */ new Set();
	for (;;) {
		const member = balancer.next(route.tracks, tried);
		if (!member) return null;
		const end = member.begin(route.counted, cut);
		const socket = await connect(member.entry.address);
		if (socket) return {
			socket,
			member,
			end
		};
		end();
		tried.add(member);
	}
}
function connect(address) {
	const at = address.lastIndexOf(":");
	return new Promise((resolve) => {
		const socket = connect$1({
			host: address.slice(0, at),
			port: Number(address.slice(at + 1)),
			noDelay: true
		});
		const give = (result) => {
			clearTimeout(patience);
			socket.off("connect", done).off("error", fail);
			if (!result) socket.on("error", () => void 0).destroy();
			resolve(result);
		};
		const done = () => give(socket);
		const fail = () => give(null);
		const patience = setTimeout(fail, PATIENCE);
		socket.once("connect", done).once("error", fail);
	});
}

// src/platforms/local/balancer/proxy.ts
/** Meant for one connection, not for the next. */
const HOP = /* @__PURE__ */ new Set([
	"connection",
	"keep-alive",
	"proxy-connection",
	"te",
	"upgrade"
]);
/** Answers one request with what a server answers; each on a connection of its own, so that none meets one that is just being closed. */
async function proxy(balancer, request, response, byPort) {
	const route = choose(balancer.config, request.headers, byPort);
	const began = performance.now();
	const told = {
		at: null,
		failed: false
	};
	const cut = () => {
		told.failed = true;
		response.destroy();
	};
	request.on("error", () => response.destroy());
	const flight = await takeOff(balancer, route, cut);
	const track = flight?.member.entry.track ?? route.tracks[0] ?? "";
	const finish = () => {
		flight?.socket.destroy();
		flight?.end();
		if (route.counted) balancer.count(track, flight?.member, told.failed, (told.at ?? performance.now()) - began);
	};
	if (response.closed || response.destroyed) return finish();
	response.once("close", finish);
	if (flight) relay(flight, request, response, told);
	else {
		told.failed = true;
		refuse(response, 503, "No server of this service is ready.");
	}
}
function relay(flight, request$1, response, told) {
	const fail = () => {
		told.failed = true;
		if (response.headersSent) response.destroy();
		else refuse(response, 502, "The server ended without an answer.");
	};
	const headers = [
		...without(request$1.rawHeaders, HOP),
		"X-Forwarded-For",
		request$1.socket.remoteAddress ?? ""
	];
	const upstream = request({
		createConnection: () => flight.socket,
		method: request$1.method,
		path: request$1.url,
		headers
	});
	upstream.on("error", fail);
	upstream.on("response", (answer) => {
		told.at = performance.now();
		told.failed = (answer.statusCode ?? 500) >= 500;
		answer.on("error", fail);
		const passed = without(answer.rawHeaders, /* @__PURE__ */ new Set([...HOP, "transfer-encoding"]));
		response.writeHead(answer.statusCode ?? 502, answer.statusMessage, passed);
		answer.pipe(response);
	});
	request$1.pipe(upstream);
}
function refuse(response, status, text) {
	response.writeHead(status, {
		"Content-Type": "text/plain",
		"Cache-Control": "no-store",
		"Retry-After": "1"
	}).end(`${text}\n`);
}
/** A flat list of names and values without those of `dropped`, and without those that its `Connection` names. */
function without(raw, dropped) {
	const names = raw.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
	const listed = names.flatMap((name, at) => name === "connection" ? (raw[at * 2 + 1] ?? "").toLowerCase().split(/\s*,\s*/) : []);
	return raw.filter((_, at) => {
		const name = names[at >> 1] ?? "";
		return !dropped.has(name) && !listed.includes(name);
	});
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

// src/platforms/local/balancer/upgrade.ts
/** Joins a client and a server that are about to change the protocol (WebSocket); in flight until one of them hangs up. */
async function upgrade(balancer, request, client, head, byPort) {
	const route = choose(balancer.config, request.headers, byPort);
	const began = performance.now();
	let answered = null;
	client.on("error", () => client.destroy());
	const flight = await takeOff(balancer, route, () => client.destroy());
	const finish = () => {
		flight?.socket.destroy();
		flight?.end();
		const track = flight?.member.entry.track ?? route.tracks[0] ?? "";
		if (route.counted) balancer.count(track, flight?.member, answered === null, (answered ?? performance.now()) - began);
	};
	if (client.destroyed) return finish();
	client.once("close", finish);
	if (!flight) {
		client.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
		return;
	}
	const { socket } = flight;
	socket.once("data", () => {
		answered = performance.now();
	});
	socket.on("error", () => client.destroy());
	socket.once("close", () => client.destroy());
	socket.write(opening(request));
	if (head.length > 0) socket.write(head);
	client.pipe(socket).pipe(client);
}
function opening(request) {
	const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
	for (let at = 0; at < request.rawHeaders.length; at += 2) lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
	return `${lines.join("\r\n")}\r\nX-Forwarded-For: ${request.socket.remoteAddress ?? ""}\r\n\r\n`;
}

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