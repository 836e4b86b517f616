import { t as Refused } from "./ports.js";
import { i as signalGroup, n as httpGet } from "./units.js";
const dirname = process.getBuiltinModule("node:path").dirname; const join = process.getBuiltinModule("node:path").join;
const randomBytes = (...given) => process.getBuiltinModule("node:crypto").randomBytes(...given); const randomUUID = (...given) => process.getBuiltinModule("node:crypto").randomUUID(...given);
const constants = process.getBuiltinModule("node:fs").constants; const readFileSync = process.getBuiltinModule("node:fs").readFileSync; const readdirSync = process.getBuiltinModule("node:fs").readdirSync;
const homedir = process.getBuiltinModule("node:os").homedir;
const setTimeout$1 = process.getBuiltinModule("node:timers/promises").setTimeout;
const access = (...given) => process.getBuiltinModule("node:fs/promises").access(...given); const chmod = (...given) => process.getBuiltinModule("node:fs/promises").chmod(...given); const link = (...given) => process.getBuiltinModule("node:fs/promises").link(...given); const lstat = (...given) => process.getBuiltinModule("node:fs/promises").lstat(...given); const mkdir = (...given) => process.getBuiltinModule("node:fs/promises").mkdir(...given); const open = (...given) => process.getBuiltinModule("node:fs/promises").open(...given); const readFile = (...given) => process.getBuiltinModule("node:fs/promises").readFile(...given); const readdir = (...given) => process.getBuiltinModule("node:fs/promises").readdir(...given); const rename = (...given) => process.getBuiltinModule("node:fs/promises").rename(...given); const rm = (...given) => process.getBuiltinModule("node:fs/promises").rm(...given); const stat = (...given) => process.getBuiltinModule("node:fs/promises").stat(...given);
const spawn = (...given) => process.getBuiltinModule("node:child_process").spawn(...given);
const connect = (...given) => process.getBuiltinModule("node:net").connect(...given);
const once = process.getBuiltinModule("node:events").once;

// src/platforms/index.ts
/**
* The service with the files of the workspace that go with its version, where its platform takes any: what they say is a part of its digest.
* Throws `InvalidServiceFile` with all that is wrong with them.
*/
async function withFiles(service, workspace) {
	if (service.platform !== "kubernetes" || service.manifests === null) return service;
	const { bringManifests } = await import("./bring.js");
	return bringManifests(service, workspace);
}
/** Opens the platform that a service names; only its own adapter is loaded. */
async function openPlatform(service, options) {
	switch (service.platform) {
		case "local": {
			const { local } = await import("./local.js");
			return local(service, options);
		}
		case "servers": {
			const { servers } = await import("./servers.js");
			return servers(service, options);
		}
		case "kubernetes": {
			const { kubernetes } = await import("./kubernetes.js");
			return kubernetes(service);
		}
	}
}

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
/** Takes away what {@link replaceFile} left in a folder where its process was killed. Nobody else may write there meanwhile. */
async function clearTemporary(folder) {
	const left = (await readdir(folder).catch(() => [])).filter((name) => /\.[\da-f]{8}-[\da-f-]{27}\.tmp$/.test(name));
	await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}
/** Whether files can be made in a folder. */
function isWritable(folder) {
	return access(folder, constants.W_OK).then(() => true, () => false);
}
/**
* The text of a small file; null where there is none. Read at once: to have a thread read it and wait takes four times as long, and more
* memory, 1 MB of that of an action.
*/
function textOf(path) {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		return orNull$1(error);
	}
}
/** The names in a folder, none where there is none; at once as {@link textOf}. */
function namesIn(folder) {
	try {
		return readdirSync(folder);
	} catch (error) {
		return orNull$1(error) ?? [];
	}
}
/** null for what is not there. Throws every other error. */
function orNull$1(error) {
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

// src/platforms/process.ts
const LOG_KEPT = 65536;
const STOP_GRACE = 5e3;
const PS_PATIENCE = 5e3;
/** When a process started, as the system tells it; null where it has ended. */
async function startOf(pid) {
	if (process.platform === "linux") {
		const fields = statOf(pid);
		return fields[0] === void 0 || fields[0] === "Z" || fields[0] === "X" ? null : fields[19] ?? null;
	}
	const asked = {
		signal: AbortSignal.timeout(PS_PATIENCE),
		timeout: PS_PATIENCE,
		maxOutput: 1024
	};
	return (await run$1("ps", [
		"-o",
		"lstart=",
		"-p",
		String(pid)
	], asked).catch(() => null))?.stdout.trim() || null;
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
/** Those that {@link spawnDetached} started with all these variables, whoever called it; none where the system is not Linux, which alone tells. */
async function startedWith(env) {
	const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
	return (await Promise.all(pids.map(async (pid) => {
		const told = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
		const variables = new Set(told.split("\0"));
		if (!Object.entries(env).every(([name, value]) => variables.has(`${name}=${value}`))) return null;
		const [, , group] = statOf(pid);
		const started = await startOf(pid);
		return group === String(pid) && started !== null ? {
			pid,
			started
		} : null;
	}))).filter((mark) => mark !== null);
}
/** Whether the very process that was started is still there. */
async function isAlive(mark) {
	return await startOf(mark.pid) === mark.started;
}
/** Ends a process and its group: SIGTERM, at most 5 s, then SIGKILL. Does nothing where the number is somebody else's now. */
async function stopGroup(mark) {
	if (!await isAlive(mark)) return;
	signalGroup(mark.pid, "SIGTERM");
	const deadline = performance.now() + STOP_GRACE;
	while (performance.now() < deadline && await isAlive(mark)) await setTimeout$1(20);
	signalGroup(mark.pid, "SIGKILL");
	while (await isAlive(mark)) await setTimeout$1(20);
}
/**
* Starts a program in its own session that lives on after us, its output appended to `log` (cut to the last 64 kB first).
* @throws where the program cannot be started
*/
async function spawnDetached(command, args, options) {
	await cutLog(options.log);
	const log = await open(options.log, "a", 384);
	try {
		const child = spawn(command, args, {
			cwd: options.cwd,
			env: options.env,
			detached: true,
			stdio: [
				"ignore",
				log.fd,
				log.fd
			]
		});
		const pid = await new Promise((resolve, reject) => {
			child.once("spawn", () => resolve(child.pid));
			child.once("error", reject);
		});
		child.unref();
		return {
			pid,
			started: await startOf(pid) ?? ""
		};
	} finally {
		await log.close();
	}
}
/**
* Runs a program to its end in its own process group, killed on abort and after `timeout` milliseconds.
* Keeps the last `maxOutput` bytes of each stream. `code` is null where a signal ended it.
*/
function run$1(command, args, options) {
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
async function cutLog(path) {
	const size = (await stat(path).catch(() => null))?.size ?? 0;
	if (size <= LOG_KEPT) return;
	const file = await open(path, "r+");
	try {
		const { buffer } = await file.read(Buffer.alloc(LOG_KEPT), 0, LOG_KEPT, size - LOG_KEPT);
		await file.truncate(0);
		await file.write(buffer, 0, LOG_KEPT, 0);
	} finally {
		await file.close();
	}
}

// src/platforms/unless-aborted.ts
/** Waits for work that others wait for too: on abort the wait ends with the reason of `signal`, and the work goes on. */
function unlessAborted(promise, signal) {
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason);
		signal.addEventListener("abort", stop, { once: true });
		promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
	});
}

// src/platforms/child.ts
const GRACE = 2e3;
/** Ends a process and its group: closes its stdin, SIGTERM, at most 2 s, SIGKILL. Returns when it has ended. */
async function endGroup(child) {
	if (child.pid === void 0) return;
	child.stdin.on("error", () => {}).end();
	const ended = child.exitCode !== null || child.signalCode !== null ? null : once(child, "exit");
	signalGroup(child.pid, "SIGTERM");
	const late = setTimeout(signalGroup, GRACE, child.pid, "SIGKILL");
	await ended;
	clearTimeout(late);
	signalGroup(child.pid, "SIGKILL");
}

// src/platforms/private-folder.ts
/** A unix socket's path may have 107 bytes; ours add a name of at most 32, the one that ssh has while it makes it another 19. */
const LONGEST = 56;
/** Makes a folder for sockets that only this user may enter, and removes those whose process has ended without doing so. */
async function privateFolder() {
	const base = await ownBase();
	for (const name of await readdir(base)) if (await isAbandoned(name)) await rm(join(base, name), {
		recursive: true,
		force: true
	});
	const folder = join(base, `${process.pid}-${await startOf(process.pid)}-${randomBytes(3).toString("hex")}`);
	await mkdir(folder, { mode: 448 });
	return folder;
}
async function ownBase() {
	const runtime = process.env["XDG_RUNTIME_DIR"];
	const wanted = runtime ? join(runtime, "sluice") : null;
	const uid = process.getuid?.();
	const base = wanted !== null && Buffer.byteLength(wanted) <= LONGEST ? wanted : `/tmp/sluice-${uid}`;
	await mkdir(base, {
		recursive: true,
		mode: 448
	});
	const found = await lstat(base);
	if (found.isDirectory() && found.uid === uid && (found.mode & 63) === 0) return base;
	throw new Error(`${base} is not a folder that only you may enter: remove it, or set XDG_RUNTIME_DIR to one that is`);
}
async function isAbandoned(name) {
	const [, pid, started] = /^(\d+)-([^-]+)-/.exec(name) ?? [];
	return pid !== void 0 && await startOf(Number(pid)) !== started;
}

// src/platforms/journal-shape.ts
const text = (value) => typeof value === "string";
const number = (value) => typeof value === "number";
const flag = (value) => typeof value === "boolean";
const mapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const oneOf = (...words) => (value) => words.some((word) => word === value);
const orNull = (fits) => (value) => value === null || fits(value);
const orNothing = (fits) => (value) => value === void 0 || fits(value);
const listOf = (fits) => (value) => Array.isArray(value) && value.every(fits);
const mappingOf = (fits) => (value) => mapping(value) && Object.values(value).every(fits);
const having = (parts) => (value) => mapping(value) && Object.entries(parts).every(([key, fits]) => fits(value[key]));
const run = having({
	id: text,
	attempt: number,
	number,
	workflow: text,
	ref: text,
	job: text,
	check: orNothing(text),
	actor: text,
	url: text
});
const reason = having({
	code: text,
	message: text
});
const tracked = {
	version: orNull(text),
	spec: orNull(text),
	track: orNull(text)
};
const stage = oneOf("prepared", "canary", "switched", "retired");
const rollout = having({
	id: text,
	kind: oneOf("rolling", "tracks"),
	action: text,
	goal: having({
		...tracked,
		weight: number,
		stage,
		bakeTime: number,
		keepOld: number
	}),
	first: flag,
	from: having(tracked),
	attempted: having({
		version: text,
		spec: text
	}),
	direction: oneOf("forward", "back"),
	reason: orNull(reason),
	paused: orNull(having({
		reason,
		step: text,
		run
	})),
	stuck: orNull(having({
		reason,
		commands: listOf(text)
	})),
	ours: listOf(text),
	replaced: mappingOf(number),
	weight: number,
	proved: orNull(text),
	watched: number,
	retiring: flag,
	broughtHome: flag,
	accepted: orNull(text),
	progressAt: number,
	passed: listOf(text),
	stages: listOf(having({
		name: text,
		result: text,
		from: number,
		to: orNull(number),
		requests: orNull(number),
		failed: orNull(number),
		by: text
	})),
	judge: orNull(mapping),
	counters: listOf(having({
		process: text,
		tracks: mappingOf(having({
			requests: number,
			errors: number
		}))
	})),
	requests: number,
	failed: number,
	samples: listOf(having({
		at: number,
		weight: number,
		requests: number,
		failed: number
	})),
	service: mapping,
	place: text,
	startedAt: number,
	run,
	lastHolder: text,
	pullRequest: orNull(number),
	commentId: orNull(number),
	commentAuthor: orNull(text),
	commentSeq: orNothing(orNull(number)),
	deploymentId: orNull(number)
});
/** Whether a value has all the parts of a journal's document, so that nothing that reads it meets what it cannot take. */
const isJournal = having({
	schema: oneOf(1),
	epoch: number,
	seq: number,
	service: text,
	environment: text,
	place: text,
	live: orNull(having({
		...tracked,
		since: number,
		run: orNull(run)
	})),
	history: listOf(having({
		version: text,
		spec: text,
		run,
		end: oneOf("live", "withdrawn", "rejected", "superseded"),
		service: mapping,
		at: number
	})),
	rollout: orNull(rollout),
	holder: orNull(having({
		id: text,
		run,
		beat: number
	})),
	request: orNull(having({
		what: oneOf("rollback", "supersede"),
		by: text
	})),
	lock: orNull(having({
		why: text,
		by: text,
		at: number,
		url: text
	})),
	unreported: orNull(having({
		rollout,
		outcome: text,
		reason,
		at: number
	}))
});

// src/platforms/journal-text.ts
const LARGEST = 65536;
/** What is written for `next`, under the number after `seq`. Throws `Refused` where that is more than a journal may have. */
function journalText(next, seq, place) {
	const text = JSON.stringify({
		...next,
		seq: seq + 1
	});
	const size = Buffer.byteLength(text);
	if (size > LARGEST) throw new Refused("platform-error", `The journal in ${place} would have ${size} bytes and may have ${LARGEST}.`);
	return text;
}
/** The journal that a text is; null where it is none that this version can read. */
function parseJournal(text) {
	try {
		const found = JSON.parse(text);
		const document = {
			...found,
			lock: found.lock ?? null
		};
		return isJournal(document) ? document : null;
	} catch {
		return null;
	}
}
/** @param where what holds it @param away how a person takes it away */
function unreadable(where, away) {
	return /* @__PURE__ */ new Error(`${where} is no journal that this version of Sluice can read: use the version that wrote it, or ${away}`);
}

// src/platforms/smoke-test.ts
const PATIENCE = 5e3;
/**
* Asks for `settings.path`, `settings.times` times in a row; each answer must be 2xx within 5 s and hold `settings.contains`.
* @returns null when it passed, else what was wrong in one sentence; throws only on abort
*/
function askHttp(door, settings, signal) {
	const ask = (path, within) => httpGet(path, door, within).catch((error) => {
		within.throwIfAborted();
		return `could not be asked: ${error.message || error.code}`;
	});
	return askTimes(ask, door.url, settings, signal);
}
/** The same by another way than HTTP from here. `url` is what people know as its address; throws what `ask` throws. */
async function askTimes(ask, url, settings, signal) {
	for (let time = 1; time <= settings.times; time++) {
		const wrong = await askOnce(ask, settings, signal);
		if (wrong !== null) return `${new URL(settings.path, url)} ${wrong} (request ${time} of ${settings.times}).`;
	}
	return null;
}
/** The instances that are meant, and how they are asked. */
function askedOf(whom, all, settings) {
	if ("instances" in whom) return {
		servers: all.filter(({ name }) => whom.instances.includes(name)),
		settings
	};
	if ("track" in whom) return {
		servers: all.filter(({ track }) => track === whom.track),
		settings
	};
	return {
		servers: anyOf(all.filter(({ track }) => track === whom.oneOf)),
		settings: {
			...settings,
			times: 1
		}
	};
}
/** One of them at random; none where there are none. */
function anyOf(all) {
	const at = Math.floor(Math.random() * all.length);
	return all.slice(at, at + 1);
}
async function askOnce(ask, { path, contains }, signal) {
	const patience = AbortSignal.timeout(PATIENCE);
	try {
		const answer = await ask(path, AbortSignal.any([signal, patience]));
		if (typeof answer === "string") return answer;
		const { status, text } = answer;
		if (status < 200 || status > 299) return `answered ${status} instead of 2xx`;
		return contains === null || text.includes(contains) ? null : `answered ${status} without the text "${contains}"`;
	} catch (error) {
		signal.throwIfAborted();
		if (patience.aborted) return "did not answer within 5s";
		throw error;
	}
}

// src/platforms/file-journal.ts
const KEPT = 3;
/**
* A journal as files `journal.<seq>` in a folder of a machine. Compare and swap is making the next file: only one can; much higher
* numbers in the listing afterwards tell that ours had been taken and cleared away before.
* @param place how people call the folder, with its machine
*/
function fileJournal(files, folder, place = folder) {
	return {
		place,
		async load(signal) {
			let gone = 0;
			for (;;) {
				signal.throwIfAborted();
				const highest = (await numbers(files, folder, signal)).at(-1);
				if (highest === void 0) return null;
				const path = `${place}/journal.${highest}`;
				if (highest === gone) throw new Error(`${path} is a name that leads to no file: remove it`);
				const text = await files.read(`${folder}/journal.${highest}`, signal);
				if (text !== null) {
					const document = parseJournal(text);
					if (document?.seq !== highest) throw unreadable(path, "move the file away");
					return document;
				}
				gone = highest;
			}
		},
		async save(next, seq, signal) {
			const text = journalText(next, seq, place);
			if (((await numbers(files, folder, signal)).at(-1) ?? 0) !== seq) return "lost";
			const mine = `${folder}/journal.${seq + 1}`;
			if (!await files.create(mine, text, signal)) return "lost";
			const names = await files.list(folder, signal);
			const late = (numbersIn(names).at(-1) ?? 0) >= seq + 1 + KEPT;
			const old = late ? [`journal.${seq + 1}`] : names.filter((name) => (numberOf(name) ?? seq) <= seq + 1 - KEPT);
			if (old.length > 0) await files.remove(old.map((name) => `${folder}/${name}`), signal);
			return late ? "lost" : "saved";
		}
	};
}
async function numbers(files, folder, signal) {
	return numbersIn(await files.list(folder, signal));
}
function numbersIn(names) {
	return names.filter((name) => !name.endsWith(".tmp")).map(numberOf).filter((number) => number !== null).sort((a, b) => a - b);
}
/** Of a journal, or of what whoever was killed while making it has left; null: it is neither. */
function numberOf(name) {
	const digits = /^journal\.([1-9]\d{0,14})(\.[\w-]+\.tmp)?$/.exec(name)?.[1];
	return digits === void 0 ? null : Number(digits);
}

// src/platforms/files.ts
/** The files of this machine. */
const ownFiles = {
	read: async (path) => textOf(home(path)),
	async replace(given, text, mode) {
		const path = home(given);
		await mkdir(dirname(path), {
			recursive: true,
			mode: 448
		});
		const kept = mode ?? (await stat(path).catch(orNull$1))?.mode ?? 420;
		await replaceFile(path, text, kept & 511);
	},
	async create(given, text) {
		const path = home(given);
		await mkdir(dirname(path), {
			recursive: true,
			mode: 448
		});
		const temporary = `${path}.${randomUUID()}.tmp`;
		try {
			await writeSynced(temporary, text);
			await link(temporary, path);
		} catch (error) {
			if (error.code === "EEXIST") return false;
			throw error;
		} finally {
			await rm(temporary, { force: true });
		}
		await syncFolder(dirname(path));
		return true;
	},
	list: async (folder) => namesIn(home(folder)),
	async remove(paths) {
		await Promise.all(paths.map((path) => rm(home(path), { force: true })));
	},
	isWritable: (folder) => isWritable(home(folder))
};
function home(path) {
	return path.startsWith("~/") ? `${homedir()}${path.slice(1)}` : path;
}

// src/platforms/exchange.ts
/** Of an HAProxy with 10,000 servers it is 5 MB. */
const MOST_CHARACTERS = 67108864;
/**
* Sends `text` to a unix socket, on a connection of its own, and returns all that is answered until the other side ends the connection.
* Throws where there is nobody, where the answer has no end, and on abort.
*/
function exchange(path, text, signal) {
	return new Promise((resolve, reject) => {
		const socket = connect({
			path,
			signal
		});
		let answer = "";
		socket.setEncoding("utf8").on("data", (part) => {
			answer += part;
			if (answer.length > MOST_CHARACTERS) socket.destroy(/* @__PURE__ */ new Error("it does not end its answer"));
		});
		socket.once("connect", () => socket.write(text));
		socket.once("end", () => resolve(answer));
		socket.once("error", reject);
		socket.once("close", () => reject(/* @__PURE__ */ new Error("it closed the connection")));
	});
}

export { readJson as C, withFiles as E, namesIn as S, openPlatform as T, startOf as _, askHttp as a, clearTemporary as b, journalText as c, privateFolder as d, endGroup as f, spawnDetached as g, run$1 as h, anyOf as i, parseJournal as l, isAlive as m, ownFiles as n, askTimes as o, unlessAborted as p, fileJournal as r, askedOf as s, exchange as t, unreadable as u, startedWith as v, writeJson as w, isWritable as x, stopGroup as y };