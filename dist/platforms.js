import { t as Refused } from "./ports.js";
import { dirname, join } from "node:path";
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, chmod, link, mkdir, open, readFile, readdir, rename, stat, unlink } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";

// src/platforms/index.ts
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
	await writeSynced(temporary, text);
	await chmod(temporary, mode);
	await rename(temporary, path);
	await syncFolder(dirname(path));
}
/** Whether files can be made in a folder. */
function isWritable(folder) {
	return access(folder, constants.W_OK).then(() => true, () => false);
}
/** Reads a JSON file that we wrote; null where there is none. */
async function readJson(path) {
	const text = await readFile(path, "utf8").catch((error) => {
		if (error.code === "ENOENT") return null;
		throw error;
	});
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
/** When a process started, as the system tells it; null where it has ended. */
async function startOf(pid) {
	if (process.platform === "linux") {
		const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
		const fields = line?.slice(line.lastIndexOf(")") + 2).split(" ") ?? [];
		return fields[0] === void 0 || fields[0] === "Z" || fields[0] === "X" ? null : fields[19] ?? null;
	}
	return (await promisify(execFile)("ps", [
		"-o",
		"lstart=",
		"-p",
		String(pid)
	]).catch(() => null))?.stdout.trim() || null;
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
	while (performance.now() < deadline && await isAlive(mark)) await setTimeout(20);
	signalGroup(mark.pid, "SIGKILL");
	while (await isAlive(mark)) await setTimeout(20);
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
/** The environment for what lives on: without what the runner would kill it by, and without what was meant for this step only. */
function lastingEnvironment() {
	const names = Object.keys(process.env).filter((name) => !/^(RUNNER_TRACKING_ID$|GITHUB_TOKEN$|INPUT_|STATE_|ACTIONS_)/.test(name));
	return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
function signalGroup(pid, signal) {
	try {
		process.kill(-pid, signal);
	} catch {}
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

// src/platforms/file-journal.ts
const LARGEST = 65536;
const KEPT = 3;
const ABANDONED_AFTER = 6e4;
/**
* A journal as files `journal.<seq>` in a folder of this machine. Compare and swap is `link(2)`: it fails where the next number
* is taken; much higher ones in the listing afterwards tell that ours had been taken and cleared away before.
*/
function fileJournal(folder) {
	return {
		place: folder,
		load: (signal) => load(folder, signal),
		save: (next, seq, signal) => save(folder, next, seq, signal)
	};
}
async function load(folder, signal) {
	for (;;) {
		signal.throwIfAborted();
		const highest = (await numbers(folder)).at(-1);
		if (highest === void 0) return null;
		const path = join(folder, `journal.${highest}`);
		const text = await readFile(path, "utf8").catch(orNull);
		if (text !== null) return parse(text, path);
	}
}
async function save(folder, next, seq, signal) {
	signal.throwIfAborted();
	const text = JSON.stringify({
		...next,
		seq: seq + 1
	});
	const size = Buffer.byteLength(text);
	if (size > LARGEST) throw new Refused("platform-error", `The journal in ${folder} would have ${size} bytes and may have ${LARGEST}.`);
	await mkdir(folder, {
		recursive: true,
		mode: 448
	});
	if (((await numbers(folder)).at(-1) ?? 0) !== seq) return "lost";
	const mine = join(folder, `journal.${seq + 1}`);
	const temporary = join(folder, `.journal-${process.pid}-${randomUUID()}`);
	try {
		await writeSynced(temporary, text);
		await link(temporary, mine);
	} catch (error) {
		if (error.code === "EEXIST") return "lost";
		throw error;
	} finally {
		await unlink(temporary).catch(orNull);
	}
	await syncFolder(folder);
	const now = await numbers(folder);
	if ((now.at(-1) ?? 0) >= seq + 1 + KEPT) {
		await unlink(mine).catch(orNull);
		return "lost";
	}
	await clear(folder, now, seq + 1);
	return "saved";
}
async function clear(folder, present, seq) {
	const old = present.filter((number) => number <= seq - KEPT).map((number) => join(folder, `journal.${number}`));
	const abandoned = [];
	for (const name of await readdir(folder)) {
		const pid = /^\.journal-(\d+)-/.exec(name)?.[1];
		if (pid !== void 0 && await isAbandoned(join(folder, name), Number(pid))) abandoned.push(join(folder, name));
	}
	await Promise.all([...old, ...abandoned].map((path) => unlink(path).catch(orNull)));
}
async function isAbandoned(path, pid) {
	const file = await stat(path).catch(orNull);
	if (file === null || Date.now() - file.mtimeMs < ABANDONED_AFTER) return false;
	try {
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return error.code === "ESRCH";
	}
}
async function numbers(folder) {
	return (await readdir(folder).catch(orNull) ?? []).map((name) => /^journal\.(\d+)$/.exec(name)?.[1]).filter((digits) => digits !== void 0).map(Number).sort((a, b) => a - b);
}
function parse(text, path) {
	let document = null;
	try {
		document = JSON.parse(text);
	} catch {}
	if (document?.schema === 1 && typeof document.seq === "number") return document;
	throw new Error(`${path} is no journal that this version of Sluice can read: use the version that wrote it, or move the file away`);
}
function orNull(error) {
	if (error.code === "ENOENT") return null;
	throw error;
}

// src/platforms/smoke-test.ts
const PATIENCE = 5e3;
/**
* Asks `settings.path` below `url`, `settings.times` times in a row; each answer must be 2xx within 5 s and hold `settings.contains`.
* @returns null when it passed, else what was wrong in one sentence; throws only on abort
*/
async function askHttp(url, settings, headers, signal) {
	const address = new URL(settings.path, url);
	for (let time = 1; time <= settings.times; time++) {
		const wrong = await askOnce(address, settings.contains, headers, signal);
		if (wrong !== null) return `${address} ${wrong} (request ${time} of ${settings.times}).`;
	}
	return null;
}
async function askOnce(address, contains, headers, signal) {
	const patience = AbortSignal.timeout(PATIENCE);
	try {
		const answer = await fetch(address, {
			headers,
			redirect: "manual",
			signal: AbortSignal.any([signal, patience])
		});
		const text = await answer.text();
		if (!answer.ok) return `answered ${answer.status} instead of 2xx`;
		return contains === null || text.includes(contains) ? null : `answered ${answer.status} without the text "${contains}"`;
	} catch (error) {
		signal.throwIfAborted();
		if (patience.aborted) return "did not answer within 5s";
		const cause = error.cause;
		return `could not be asked: ${cause instanceof Error ? cause.message : error.message}`;
	}
}

export { spawnDetached as a, isWritable as c, writeJson as d, openPlatform as f, lastingEnvironment as i, readJson as l, fileJournal as n, startOf as o, isAlive as r, stopGroup as s, askHttp as t, replaceFile as u };