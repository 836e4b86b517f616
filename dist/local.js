import { B as countOf, S as stopGroup, Tt as Refused, Y as withoutSecrets, a as isWritable, b as spawnDetached, c as writeJson, f as askedOf, i as clearTemporary, n as ownFiles, o as namesIn, r as fileJournal, s as readJson, t as exchange, u as askHttp, ut as contentOf, v as isAlive, w as lastingEnvironment, x as startedWith } from "./first.js";
const dirname = process.getBuiltinModule("node:path").dirname; const join = process.getBuiltinModule("node:path").join; const resolve = process.getBuiltinModule("node:path").resolve;
const createHash = (...given) => process.getBuiltinModule("node:crypto").createHash(...given); const randomInt = (...given) => process.getBuiltinModule("node:crypto").randomInt(...given);
const lstatSync = process.getBuiltinModule("node:fs").lstatSync; const mkdirSync = process.getBuiltinModule("node:fs").mkdirSync;
const hostname = process.getBuiltinModule("node:os").hostname;
const setImmediate = process.getBuiltinModule("node:timers/promises").setImmediate; const setTimeout = process.getBuiltinModule("node:timers/promises").setTimeout;
const appendFile = (...given) => process.getBuiltinModule("node:fs/promises").appendFile(...given); const open = (...given) => process.getBuiltinModule("node:fs/promises").open(...given); const readFile = (...given) => process.getBuiltinModule("node:fs/promises").readFile(...given); const rm = (...given) => process.getBuiltinModule("node:fs/promises").rm(...given); const stat = (...given) => process.getBuiltinModule("node:fs/promises").stat(...given);
const createServer = (...given) => process.getBuiltinModule("node:net").createServer(...given);

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
/** The track that has most of the traffic. */
function liveTrack(weights) {
	return TRACKS.reduce((most, track) => (weights[track] ?? 0) > (weights[most] ?? 0) ? track : most, TRACKS[0]);
}

// src/platforms/local/balancer-client.ts
const PATIENCE = 5e3;
const START_PATIENCE = 15e3;
const GRACE = 500;
/** The balancer of one service, in a process of its own. Reads give null where nothing was ever deployed. */
var BalancerClient = class {
	#folder;
	#script;
	#service;
	/** Once started by us it is started again when it died. */
	#ours = false;
	#spawning = null;
	#asking = null;
	constructor(service, folder, script) {
		this.#service = service;
		this.#folder = folder;
		this.#script = script;
	}
	/** Starts it where it does not run, and tells it what the service file says. @throws where it cannot listen */
	async start(signal) {
		this.#ours = true;
		const { health, preview, sticky, port } = this.#service;
		const before = await this.#config();
		const settings = {
			health,
			preview,
			sticky
		};
		if (!before) {
			const config = {
				port,
				...settings,
				weights: {
					blue: 100,
					green: 0
				},
				previewTrack: null,
				servers: {}
			};
			await writeJson(join(this.#folder, "balancer.json"), config);
		}
		await this.change(settings, signal);
	}
	/** One answer is for all who ask at the same moment. */
	state(signal) {
		if (this.#asking?.signal === signal) return this.#asking.answer;
		const answer = Promise.resolve().then(() => {
			this.#asking = null;
			return this.#state(signal);
		});
		this.#asking = {
			signal,
			answer
		};
		return answer;
	}
	async #state(signal) {
		const config = await this.#config();
		if (!config) return null;
		try {
			return await this.#ask("GET", "/state", signal);
		} catch (error) {
			signal.throwIfAborted();
			if (this.#ours || await this.#runs()) throw error;
			return stopped(config);
		}
	}
	change(patch, signal) {
		return this.#ask("PATCH", "/config", signal, patch);
	}
	/** Cuts all requests in flight on a server. */
	cut(server, signal) {
		return this.#ask("POST", `/cut?server=${encodeURIComponent(server)}`, signal);
	}
	/** Resolves with the next state that is another one than `before`, or after 1 s, or on abort. */
	async changed(before, signal) {
		const enough = AbortSignal.any([signal, AbortSignal.timeout(1e3)]);
		await this.#ask("GET", `/changed?process=${before.process}&after=${before.rev}`, enough).catch(() => setTimeout(enough.aborted ? 0 : 200));
	}
	#config() {
		return readJson(join(this.#folder, "balancer.json"));
	}
	#mark() {
		return readJson(join(this.#folder, "balancer.process.json"));
	}
	async #runs() {
		const mark = await this.#mark();
		return mark !== null && isAlive(mark);
	}
	async #ask(method, path, signal, body) {
		signal.throwIfAborted();
		if (this.#ours && !await this.#runs()) {
			this.#spawning ??= this.#spawn(signal).finally(() => {
				this.#spawning = null;
			});
			await this.#spawning;
		}
		const mark = await this.#mark();
		if (!mark) throw new Error(`the balancer of ${this.#service.name} does not run`);
		const bounded = path.startsWith("/changed") ? signal : AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
		return ask(mark.socket, method, path, bounded, body);
	}
	async #spawn(signal) {
		const failure = join(this.#folder, "balancer.error");
		await rm(failure, { force: true });
		const mark = await spawnDetached(process.execPath, [this.#script, this.#folder], {
			cwd: this.#folder,
			env: lastingEnvironment(),
			log: join(this.#folder, "balancer.log")
		});
		const deadline = performance.now() + START_PATIENCE;
		let alive = performance.now();
		while (!await this.#runs()) {
			signal.throwIfAborted();
			if (await isAlive(mark)) alive = performance.now();
			if (performance.now() - alive > GRACE) {
				const why = await readFile(failure, "utf8").catch(() => `it ended at once, see ${join(this.#folder, "balancer.log")}`);
				throw new Error(`The balancer of ${this.#service.name} did not start: ${why}`);
			}
			if (performance.now() > deadline) throw new Error(`The balancer of ${this.#service.name} does not listen after 15s`);
			await setTimeout(20);
		}
	}
};
/** What is known of a balancer that does not run. */
function stopped(config) {
	const note = "the balancer does not run";
	return {
		process: "none",
		rev: 0,
		config,
		servers: Object.values(config.servers).map((entry) => ({
			...entry,
			healthy: false,
			note,
			inFlight: 0,
			users: 0
		})),
		counters: {}
	};
}
/** In HTTP/1.0, where the answer ends with the connection: Node's client takes 3 ms more to load and to begin, at every start. */
async function ask(socket, method, path, signal, body) {
	const text = body === void 0 ? "" : JSON.stringify(body);
	const answer = await exchange(socket, `${method} ${path} HTTP/1.0\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`, signal);
	const [, status, told] = /^HTTP\/1\.1 (\d+) .*?\r\n\r\n(.*)$/s.exec(answer) ?? [];
	const said = parsed(told);
	if (said === null) throw new Error("the balancer gave no answer that can be read");
	if (status !== "200") throw new Error(said.message);
	return said;
}
/** null for what broke off, too. */
function parsed(text = "") {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

// src/platforms/local/records.ts
/** The records in a service's state folder, by track and number. */
async function readRecords(folder) {
	const files = namesIn(join(folder, "instances")).filter((name) => name.endsWith(".json"));
	return (await Promise.all(files.map((name) => readJson(join(folder, "instances", name))))).filter((record) => record !== null).sort(byTrackAndNumber);
}
function byTrackAndNumber(a, b) {
	if (a.track !== b.track) return a.track < b.track ? -1 : 1;
	return numberOf(a) - numberOf(b);
}
function numberOf({ name }) {
	return Number(name.slice(name.lastIndexOf("-") + 1));
}
function writeRecord(folder, record) {
	return writeJson(join(folder, "instances", `${record.name}.json`), record);
}
function forgetRecord(folder, name) {
	return rm(join(folder, "instances", `${name}.json`), { force: true });
}
/** The smallest names of a track that are not taken, `count` of them. */
function spareNames(records, track, count) {
	const taken = new Set(records.map((record) => record.name));
	const names = [];
	for (let number = 1; names.length < count; number++) if (!taken.has(`${track}-${number}`)) names.push(`${track}-${number}`);
	return names;
}

// src/platforms/local/port.ts
/** Below those that outgoing connections get, which would take one between the look and the start (Linux gives them from 32768 on). */
const [LOWEST, HIGHEST] = [2e4, 26e3];
/** A single free port would be missed once in twenty times, ten of them never. */
const MOST_TRIES = 3 * (HIGHEST - LOWEST);
/**
* A port for an instance that nobody listens on; none of `taken`. On Linux nobody else who asks on this machine gets it as
* long as this process lives: an instance may listen on it much later than it was chosen.
*/
async function freePort(taken, signal) {
	for (let tries = 0; tries < MOST_TRIES; tries++) {
		await setImmediate();
		signal.throwIfAborted();
		const port = randomInt(LOWEST, HIGHEST);
		if (!taken.has(port) && await keepPort(port) && await isFree(port) && await isFree(port, "127.0.0.1")) return port;
	}
	throw new Refused("platform-error", `No port from ${LOWEST} to ${HIGHEST - 1} of this machine can be listened on: stop what takes them.`);
}
/**
* The ports of all services of a state folder: those of their instances, also of one that was only chosen, and those that a balancer has or
* asks. It knows an instance by its port, and would take another service's for its own. What cannot be read has none.
*/
async function portsIn(state) {
	const each = (await Promise.resolve(state).then(namesIn).catch(() => [])).flatMap((name) => [readRecords(join(state, name)).then((records) => records.map(({ port }) => port)), readJson(join(state, name, "balancer.json")).then((config) => config ? portsOf(config) : [])]);
	return (await Promise.all(each.map((ports) => ports.catch(() => [])))).flat();
}
function portsOf({ port, servers }) {
	const asked = Object.values(servers).map(({ address }) => Number(address.slice(address.lastIndexOf(":") + 1)));
	return [
		port,
		port + 1,
		...asked
	];
}
/** Whether one can listen on a port; without `host` on all addresses of the machine. */
async function isFree(port, host) {
	const server = await listening({
		port,
		...host === void 0 ? {} : { host }
	});
	if (server instanceof Error) return false;
	await new Promise((resolve) => server.close(resolve));
	return true;
}
/**
* Takes a name that stands for the port, which the system gives to one process at a time, and takes back when that ends: an abstract
* socket (unix(7)), which belongs to a network namespace, as ports do. True where there are none: other systems, or not allowed.
*/
async function keepPort(port) {
	if (process.platform !== "linux") return true;
	const server = await listening({ path: `\0sluice-port-${port}` });
	if (server instanceof Error) return server.code !== "EADDRINUSE";
	server.unref();
	return true;
}
function listening(where) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", resolve);
		server.listen(where, () => resolve(server));
	});
}

// src/platforms/local/check.ts
/** What would fail later, found without writing. */
async function check(site, signal) {
	const { service, folder } = site;
	const state = await site.balancer.state(signal);
	const problems = [];
	if (!await isWritable(await firstPresent(folder))) problems.push({ message: `The folder ${folder} cannot be written to: change its rights, or \`state\`.` });
	if (state && state.config.port !== service.port) problems.push({ message: `The balancer of ${service.name} listens on port ${state.config.port}: write \`port: ${state.config.port}\`, or stop it first.` });
	else if (!state || state.process === "none") {
		for (const [port, host] of [[service.port, void 0], [service.port + 1, "127.0.0.1"]]) if (!await isFree(port, host)) problems.push({ message: `Port ${port} of this machine is in use: stop what listens there, or change \`port\`.` });
	}
	return problems;
}
async function firstPresent(folder) {
	return await stat(folder).catch(() => null) ? folder : firstPresent(dirname(folder));
}

// src/platforms/local/idle.ts
/** Waits until these servers have no request left, at most `drain-timeout`; what then, `on-drain-timeout` says. They must be out of use. */
async function untilIdle(site, isMeant, signal) {
	const { drainTimeout, onDrainTimeout } = site.service.rollout;
	const busy = await wait(site, isMeant, onDrainTimeout === "wait" ? Number.POSITIVE_INFINITY : drainTimeout, signal);
	if (busy.length === 0) return;
	const names = busy.map((server) => `${server.name} (${server.inFlight})`).join(", ");
	if (onDrainTimeout === "fail") throw new Refused("drain-timeout", `Requests are still in flight after ${drainTimeout / 1e3}s on ${names}: raise drain-timeout, or set on-drain-timeout: force.`);
	for (const server of busy) await site.balancer.cut(server.name, signal);
}
/** Waits at most `time` milliseconds until none of these servers has a request by a user; true when so. */
async function untilNoUsers(site, isMeant, time, signal) {
	return (await wait(site, (server) => isMeant(server) && server.users > 0, time, signal)).length === 0;
}
async function wait(site, isMeant, time, signal) {
	const deadline = performance.now() + time;
	for (;;) {
		const state = await site.balancer.state(signal);
		const busy = state?.servers.filter((server) => isMeant(server) && server.inFlight > 0) ?? [];
		const left = deadline - performance.now();
		if (!state || busy.length === 0 || left <= 0) return busy;
		const bound = Number.isFinite(left) ? [AbortSignal.timeout(Math.ceil(left))] : [];
		await site.balancer.changed(state, AbortSignal.any([signal, ...bound]));
		signal.throwIfAborted();
	}
}

// src/platforms/local/instance-log.ts
/** What we write before each start. */
const START = /^--- sluice starts .*$/gm;
/** What Node.js, Bun, Rust, npm and Yarn say at the end of every crash. */
const REFRAIN = /^(?:Node\.js v\d|Bun v\d|\(Use `node |note: |npm (?:err|notice)|info Visit |error Command failed )/i;
/** How a line of a stack, or the end of an object that was printed, begins. */
const CONTINUES = /^[\s})\]]/;
/** Names an error, in the words of Node.js, Python, Java, .NET, Go, Rust, PHP, Ruby and most others. */
const ERROR = /^(?=\S).*?(?:error|exception|fatal|panic)(?: \[\w+\])?\)?(?::|$)|panicked at /i;
const MOST_READ = 16384;
/** Where the output of an instance goes. */
function logPath(folder, name) {
	return join(folder, "instances", `${name}.log`);
}
/** Says in the log of an instance which version writes from here on. What wrote before may have ended in the middle of a line. */
async function headLog(folder, { name, version, port }) {
	const line = `\n--- sluice starts ${JSON.stringify(version)} on port ${port} at ${(/* @__PURE__ */ new Date()).toISOString()}\n`;
	await appendFile(logPath(folder, name), line, { mode: 384 });
}
/**
* The line that tells why an instance ended, as it was printed: its last one since its start; where that belongs to a stack, the last one
* before it that names an error, or that begins it. Empty where it wrote nothing.
*/
async function lastWords(folder, name) {
	const lines = ((await endOf(logPath(folder, name))).split(START).at(-1) ?? "").split("\n").map((line) => line.trimEnd()).filter((line) => line !== "" && !REFRAIN.test(line));
	const last = lines.at(-1) ?? "";
	if (!CONTINUES.test(last)) return last;
	return lines.findLast((line) => ERROR.test(line)) ?? lines.findLast((line) => !CONTINUES.test(line)) ?? last;
}
/** Whole lines only: of a part of one nobody could tell whether it is a part of a secret. */
async function endOf(path) {
	const file = await open(path, "r").catch(() => null);
	if (!file) return "";
	try {
		const { size } = await file.stat();
		const length = Math.min(size, MOST_READ);
		const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
		const text = buffer.toString("utf8");
		return size > length ? text.slice(text.indexOf("\n") + 1 || text.length) : text;
	} finally {
		await file.close();
	}
}

// src/platforms/local/instance.ts
/** Stops what ran under a name, starts `target` there, and tells the balancer, which sends it requests as soon as `state` allows. */
async function startInstance(site, name, target, state, signal) {
	const { folder, service } = site;
	const { version, spec } = target;
	if (version === null || spec === null) throw new Refused("no-previous-version", `Nobody knows what ran as ${name} before: deploy a version that you know.`);
	const run = await commandOf(site, spec);
	const records = await readRecords(folder);
	const before = records.find((record) => record.name === name);
	const previous = before?.version ?? records.find((record) => record.version !== version)?.version ?? "";
	const track = name.slice(0, name.lastIndexOf("-"));
	const port = await freePort(new Set(await portsIn(service.state)), signal);
	let record = {
		name,
		track,
		version,
		spec,
		run,
		port,
		phase: "updating",
		process: before?.process ?? null
	};
	await writeRecord(folder, record);
	if (before) await stopAll(site, before, signal);
	signal.throwIfAborted();
	const [command = "", ...args] = run;
	const env = {
		...lastingEnvironment(),
		...service.env,
		...told(site, record, previous)
	};
	await headLog(folder, record);
	const mark = await spawnDetached(command, args, {
		cwd: site.workspace,
		env,
		log: logPath(folder, name)
	}).catch((error) => {
		throw new Refused("update-failed", `${name} cannot be started by \`${run.join(" ")}\` in ${site.workspace}: ${error.message}`, { cause: error });
	});
	record = {
		...record,
		process: mark
	};
	await writeRecord(folder, record);
	const entry = {
		name,
		track,
		address: `127.0.0.1:${port}`,
		start: `${mark.pid} ${mark.started}`,
		state
	};
	await site.balancer.change({ servers: { [name]: entry } }, signal);
	await writeRecord(folder, {
		...record,
		phase: "done"
	});
}
/** Ends an instance and forgets it. It must be out of use. */
async function endInstance(site, name, signal) {
	const record = (await readRecords(site.folder)).find((one) => one.name === name);
	if (record) {
		await writeRecord(site.folder, {
			...record,
			phase: "updating"
		});
		await stopAll(site, record, signal);
	}
	await site.balancer.change({ servers: { [name]: null } }, signal);
	await forgetRecord(site.folder, name);
}
/** Stops what runs as an instance; also what somebody started who was killed before it could be written down. */
async function stopAll({ service }, record, signal) {
	signal.throwIfAborted();
	if (record.process) await stopGroup(record.process);
	if (record.phase === "done") return;
	const env = {
		PORT: `${record.port}`,
		SLUICE_SERVICE: service.name,
		SLUICE_ENVIRONMENT: service.environment,
		SLUICE_INSTANCE: record.name
	};
	await Promise.all((await startedWith(env)).map(stopGroup));
}
function told(site, record, previous) {
	const { service, workspace } = site;
	return {
		PORT: String(record.port),
		SLUICE_SERVICE: service.name,
		SLUICE_ENVIRONMENT: service.environment,
		SLUICE_VERSION: record.version,
		SLUICE_PREVIOUS_VERSION: previous,
		SLUICE_INSTANCE: record.name,
		SLUICE_HOST: hostname(),
		SLUICE_TRACK: record.track,
		SLUICE_DIR: workspace
	};
}
/** What a digest stands for: the service file's own `run`, kept for the way back, or one kept before. */
async function commandOf(site, spec) {
	const content = contentOf(spec);
	const path = join(site.folder, "specs", `${encodeURIComponent(content)}.json`);
	if (content === site.service.spec) {
		await writeJson(path, { run: site.service.run });
		return site.service.run;
	}
	const kept = await readJson(path);
	if (kept) return kept.run;
	throw new Refused("no-previous-version", `${path} is missing, so nobody knows how to start what ran before: deploy a version again.`);
}

// src/platforms/local/view.ts
/** Characters of a line that an instance wrote. */
const MOST_SHOWN = 200;
/** Records, processes and the balancer's word put together. */
async function look(site, signal) {
	const state = await site.balancer.state(signal);
	const records = state ? await readRecords(site.folder) : [];
	return {
		state,
		records,
		instances: await Promise.all(records.map((record) => instanceOf(site, record, state)))
	};
}
/** Whether an instance needs nothing more to run `target`. */
function runsAndReady(instance, target) {
	return instance.ready && instance.version === target.version && instance.spec === target.spec;
}
async function instanceOf(site, record, state) {
	const server = state?.servers.find((one) => one.name === record.name);
	const done = record.phase === "done";
	const alive = record.process !== null && await isAlive(record.process);
	const shared = {
		name: record.name,
		track: record.track,
		version: done ? record.version : null,
		spec: done ? record.spec : null,
		ready: done && alive && server?.healthy === true,
		inRotation: server?.state === "ready"
	};
	if (shared.ready) return shared;
	if (!done) return {
		...shared,
		note: "its last update did not end"
	};
	if (alive) return {
		...shared,
		note: server?.note ?? "the balancer does not know it"
	};
	const line = withoutSecrets(await lastWords(site.folder, record.name), site.service).trim().slice(0, MOST_SHOWN);
	return {
		...shared,
		note: line ? `exited: ${line}` : "exited",
		failed: true
	};
}

// src/platforms/local/fleet.ts
/** The instances of the track that has the traffic. */
function localFleet(site) {
	const { balancer, service } = site;
	return {
		async instances(signal) {
			const { state, records, instances } = await look(site, signal);
			const live = liveTrack(state?.config.weights ?? {});
			const present = instances.filter((instance) => instance.track === live).map(({ track, ...instance }) => instance);
			return {
				wanted: service.instances,
				instances: present,
				spare: spareNames(records, live, service.instances + surge(site))
			};
		},
		async drain(name, signal) {
			await balancer.change({ servers: { [name]: { state: "drain" } } }, signal);
			await untilIdle(site, (server) => server.name === name, signal);
		},
		async replace(name, target, signal) {
			const { instances } = await look(site, signal);
			const instance = instances.find((one) => one.name === name);
			if (!instance) throw new Refused("drift", `${name} is gone: somebody else removed it.`);
			if (runsAndReady(instance, target)) return;
			await startInstance(site, name, target, "drain", signal);
		},
		async restore(name, signal) {
			await balancer.change({ servers: { [name]: { state: "ready" } } }, signal);
		},
		async add(name, target, signal) {
			const { instances } = await look(site, signal);
			const instance = instances.find((one) => one.name === name);
			if (instance && runsAndReady(instance, target)) return;
			await startInstance(site, name, target, "drain", signal);
		},
		remove: (name, signal) => endInstance(site, name, signal),
		changed: (signal) => changed(site, signal)
	};
}
/** Resolves when the balancer has something new to tell, or after a second: that a process ended, nobody tells. */
async function changed(site, signal) {
	const state = await site.balancer.state(signal).catch(() => null);
	if (state) await site.balancer.changed(state, signal);
}
function surge(site) {
	const { instances, rollout } = site.service;
	return rollout.maxSurge ? countOf(rollout.maxSurge, instances, "up") : 0;
}

// src/platforms/local/router.ts
/** The weights of the one balancer. */
function localRouter(site) {
	const { balancer, service } = site;
	return {
		async read(signal) {
			return {
				weights: (await balancer.state(signal))?.config.weights ?? {
					blue: 100,
					green: 0
				},
				agreed: true,
				silent: []
			};
		},
		async shift(weights, signal) {
			await balancer.change({ weights }, signal);
		},
		async verify(weights, signal) {
			const now = (await balancer.state(signal))?.config.weights ?? {};
			const wrong = TRACKS.find((track) => (now[track] ?? 0) !== (weights[track] ?? 0));
			if (wrong) throw new Error(`the balancer gives ${wrong} ${now[wrong] ?? 0} % instead of ${weights[wrong] ?? 0} %`);
			await untilNoUsers(site, (server) => isOut(weights, server.track), service.rollout.drainTimeout, signal);
		},
		preview: previewOf(site)
	};
}
function isOut(weights, track) {
	return (weights[track] ?? 0) === 0;
}
function previewOf({ balancer, service }) {
	const { preview, port } = service;
	return {
		async point(track, signal) {
			await balancer.change({ previewTrack: track }, signal);
		},
		url: preview?.kind === "url" ? preview.url : `http://127.0.0.1:${port + 1}`,
		...preview?.kind === "header" ? { header: `${preview.name}: ${preview.value}` } : {},
		...preview?.kind === "cookie" ? { header: `Cookie: ${preview.name}=${preview.value}` } : {}
	};
}

// src/platforms/local/site.ts
/** The state folder of a service in one environment. */
function stateFolder(service) {
	return join(service.state, encodeURIComponent(`${service.name}-${service.environment}`));
}

// src/platforms/local/smoke.ts
/** Asks instances at their ports, a track at the preview port, the service at its own. Passes where the service file has no `smoke-test`. */
function localSmokeTest({ balancer, service }) {
	return { async ask(whom, signal) {
		const { smokeTest, port } = service;
		if (!smokeTest) return null;
		if (whom === "service") return askHttp({ url: `http://127.0.0.1:${port}` }, smokeTest, signal);
		const state = await balancer.state(signal);
		if ("track" in whom && state?.config.previewTrack === whom.track) return askHttp({ url: `http://127.0.0.1:${port + 1}` }, smokeTest, signal);
		const all = state?.servers ?? [];
		const { servers, settings } = askedOf(whom, "oneOf" in whom ? all.filter(({ healthy }) => healthy) : all, smokeTest);
		if (servers.length === 0) return "There is no instance to be asked.";
		for (const server of servers) {
			const wrong = await askHttp({ url: `http://${server.address}` }, settings, signal);
			if (wrong !== null) return `${server.name}: ${wrong}`;
		}
		return null;
	} };
}

// src/platforms/local/tracks.ts
/** `blue` and `green`: instances of both stand behind the one balancer. */
function localTracks(site) {
	return {
		async read(signal) {
			const seen = await look(site, signal);
			return {
				full: site.service.instances,
				tracks: [trackOf(seen, TRACKS[0]), trackOf(seen, TRACKS[1])]
			};
		},
		deploy: (track, target, size, signal) => deploy(site, track, target, size, signal),
		async scale(track, size, signal) {
			const { version, spec } = trackOf(await look(site, signal), track);
			if (version === null && size > 0) throw new Refused("platform-error", `The instances of ${track} do not all run one version, so more of them cannot be started: deploy a version.`);
			await resize(site, track, {
				version,
				spec
			}, size, signal);
		},
		async retire(track, signal) {
			const { state, instances } = await look(site, signal);
			if ((state?.config.weights[track] ?? 0) > 0) throw new Refused("has-traffic", `${track} still has traffic and cannot be retired.`);
			await untilIdle(site, (server) => server.track === track, signal);
			const names = instances.filter((instance) => instance.track === track).map((instance) => instance.name);
			await Promise.all(names.map((name) => endInstance(site, name, signal)));
		},
		changed: (signal) => changed(site, signal)
	};
}
async function deploy(site, track, target, size, signal) {
	const { state, instances } = await look(site, signal);
	if (state && (state.config.weights[track] ?? 0) === 0) await site.balancer.change({ previewTrack: track }, signal);
	await endAll(site, instances.filter((instance) => instance.track === track && !runsAndReady(instance, target)).map((instance) => instance.name), signal);
	await resize(site, track, target, size, signal);
}
async function resize(site, track, target, size, signal) {
	const { records } = await look(site, signal);
	const names = records.filter((record) => record.track === track).map((record) => record.name);
	await endAll(site, names.slice(size), signal);
	for (const name of spareNames(records, track, Math.max(0, size - names.length))) await startInstance(site, name, target, "ready", signal);
}
async function endAll(site, names, signal) {
	if (names.length === 0) return;
	const known = (await site.balancer.state(signal))?.servers.filter((server) => names.includes(server.name)) ?? [];
	await site.balancer.change({ servers: Object.fromEntries(known.map((server) => [server.name, { state: "drain" }])) }, signal);
	await untilIdle(site, (server) => names.includes(server.name), signal);
	await Promise.all(names.map((name) => endInstance(site, name, signal)));
}
function trackOf(seen, name) {
	const instances = seen.instances.filter((instance) => instance.track === name);
	const [first] = instances;
	const mixed = instances.some((instance) => instance.version !== first?.version || instance.spec !== first?.spec);
	const waiting = instances.find((instance) => instance.failed) ?? instances.find((instance) => !instance.ready);
	return {
		name,
		version: mixed ? null : first?.version ?? null,
		spec: mixed ? null : first?.spec ?? null,
		mixed,
		wanted: instances.length,
		ready: instances.filter((instance) => instance.ready).length,
		...waiting?.note === void 0 ? {} : { note: waiting.note },
		...instances.some((instance) => instance.failed) ? { failed: true } : {}
	};
}

// src/platforms/local/index.ts
/**
* One machine: processes behind a balancer of our own, which outlives the step.
* `workspace` is where instances start; `balancerScript` the file that Node runs as the balancer.
*/
function local(service, options) {
	const folder = stateFolder(service);
	const balancer = new BalancerClient(service, folder, options.balancerScript);
	const site = {
		service,
		workspace: options.workspace,
		folder,
		balancer
	};
	return {
		journal: fileJournal(ownFiles, folder),
		fleet: localFleet(site),
		tracks: localTracks(site),
		router: localRouter(site),
		smokeTest: localSmokeTest(site),
		metrics: {
			async read(signal) {
				const state = await balancer.state(signal);
				return state && state.process !== "none" ? [{
					process: state.process,
					edges: EDGES,
					tracks: state.counters
				}] : [];
			},
			async byInstance(signal) {
				const state = await balancer.state(signal);
				const counted = (state?.servers ?? []).flatMap(({ name, counted }) => counted ? [[name, counted]] : []);
				return state && counted.length > 0 ? [{
					process: state.process,
					tracks: Object.fromEntries(counted)
				}] : [];
			}
		},
		url: `http://localhost:${service.port}`,
		check: (_kind, signal) => check(site, signal),
		async start(signal) {
			for (const name of ["instances", "specs"]) await clearTemporary(join(folder, name));
			await balancer.start(signal);
		},
		byHand: async (track) => byHand(folder, track),
		async close() {}
	};
}
function byHand(folder, track) {
	const ask = `curl --unix-socket ${socketPath(folder)} http://balancer`;
	if (track === null) return [`${ask}/state`];
	return [`${ask}/config -X PATCH -d '${JSON.stringify({ weights: {
		blue: track === "blue" ? 100 : 0,
		green: track === "green" ? 100 : 0
	} })}'`];
}

export { local };