import { t as Refused } from "./ports.js";
import { c as readJson, d as writeSynced, i as lastingEnvironment, l as syncFolder, n as fileJournal, t as askHttp, u as writeJson } from "./platforms.js";
import { dirname, join } from "node:path";
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, chmod, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { spawn } from "node:child_process";
import { connect } from "node:net";

// src/platforms/servers/socket.ts
const PATIENCE$2 = 5e3;
const NAME = /^[A-Za-z0-9_.:-]+$/;
/** What HAProxy answered to a command that it did not carry out. */
var CommandError = class extends Error {
	name = "CommandError";
};
/** A name that may stand in a command; throws where it could be read as something else. */
function plainName(name) {
	if (!NAME.test(name)) throw new CommandError(`"${name}" is no name that HAProxy can be told: use letters, digits and _ . : -`);
	return name;
}
/**
* Sends one command to HAProxy's runtime socket on a connection of its own and returns the answer, trimmed.
* Throws {@link CommandError} where HAProxy says no, an Error where it cannot be asked within 5 s, and on abort.
*/
async function ask(path, command, signal) {
	signal.throwIfAborted();
	const text = (await exchange(path, `set severity-output number;${command}\n`, signal)).trim();
	if (/^\[[0-3]\]|^(\[\d\]:\s*)?(Unknown command|Permission denied)/m.test(text)) throw new CommandError(`HAProxy at ${path} refused "${command}": ${text.replace(/^\[\d\]:\s*/, "").split("\n")[0]}`);
	return text;
}
function exchange(path, line, signal) {
	return new Promise((resolve, reject) => {
		const patience = AbortSignal.timeout(PATIENCE$2);
		const socket = connect({ path });
		let text = "";
		const stop = () => {
			socket.destroy();
			reject(signal.aborted ? signal.reason : /* @__PURE__ */ new Error(`HAProxy at ${path} did not answer within 5s`));
		};
		signal.addEventListener("abort", stop);
		patience.addEventListener("abort", stop);
		socket.setEncoding("utf8").on("data", (part) => {
			text += part;
		});
		socket.once("connect", () => socket.write(line));
		socket.once("error", (error) => reject(new Error(`HAProxy at ${path} cannot be asked: ${error.message}`, { cause: error })));
		socket.once("end", () => resolve(text));
		socket.once("close", () => {
			signal.removeEventListener("abort", stop);
			patience.removeEventListener("abort", stop);
			reject(/* @__PURE__ */ new Error(`HAProxy at ${path} closed the connection`));
		});
	});
}

// src/platforms/servers/haproxy.ts
/** The backend of a server, on this balancer. */
function backendOf(balancer, track) {
	const { backend } = balancer;
	return plainName(typeof backend === "string" ? backend : backend[track ?? "blue"]);
}
/** All servers of a backend, by name. Throws where HAProxy does not know the backend. */
async function serverStates(balancer, backend, signal) {
	const [admin, stat] = await Promise.all([ask(balancer.socket, `show servers state ${backend}`, signal), ask(balancer.socket, `show stat ${backend} 4 -1`, signal)]);
	const flags = new Map(table(admin, " ").map((row) => [row["srv_name"], Number(row["srv_admin_state"])]));
	return new Map(table(stat, ",").map((row) => [row["svname"] ?? "", stateOf(row, flags.get(row["svname"]) ?? 0)]));
}
/** The counters of a backend as a whole. HAProxy answers 502 for a server that does not: `hrsp_5xx` has those too, and adding `eresp` would count them twice. */
async function backendCounters(balancer, backend, signal) {
	const [row = {}] = table(await ask(balancer.socket, `show stat ${backend} 2 -1`, signal), ",");
	return {
		requests: Number(row["req_tot"] ?? 0),
		errors: Number(row["hrsp_5xx"] ?? 0)
	};
}
/** Names the process: another one after a reload or a crash. */
async function processOf(balancer, signal) {
	const info = await ask(balancer.socket, "show info", signal);
	return `${balancer.socket}:${/^Pid: (\d+)/m.exec(info)?.[1] ?? "unknown"}`;
}
/** Sets a server's administrative state. */
async function setState(balancer, server, state, signal) {
	await ask(balancer.socket, `set server ${backendOf(balancer, server.track)}/${plainName(server.name)} state ${state}`, signal);
}
/** Ends the sessions that a server still has. */
async function cutSessions(balancer, server, signal) {
	await ask(balancer.socket, `shutdown sessions server ${backendOf(balancer, server.track)}/${plainName(server.name)}`, signal);
}
function stateOf(row, flags) {
	const full = Number(row["check_rise"]) + Number(row["check_fall"]) - 1;
	return {
		name: row["svname"] ?? "",
		admitted: flags === 0,
		status: row["status"] ?? "",
		inFlight: Number(row["scur"] ?? 0),
		queued: Number(row["qcur"] ?? 0),
		checked: Number(row["check_health"]) === full,
		weight: Number(row["weight"] ?? 0),
		fall: Number(row["check_fall"] || 0)
	};
}
/** Reads a table whose header begins with `# `. */
function table(text, separator) {
	const lines = text.split("\n");
	const at = lines.findIndex((line) => line.startsWith("# "));
	const names = (lines[at] ?? "").slice(2).split(separator);
	return lines.slice(at + 1).filter((line) => line.trim() !== "").map((line) => Object.fromEntries(line.split(separator).map((value, column) => [names[column] ?? "", value])));
}

// src/platforms/servers/map.ts
/** The map file and key of a balancer; refused where the service file names none. */
function mapOf(balancer) {
	const { map, key, socket } = balancer;
	if (map === null || key === null) throw new Refused("precondition", `The balancer at ${socket} has no map and key: add both.`);
	if (!/^[A-Za-z0-9_./-]+$/.test(map)) throw new Refused("precondition", `The map file ${map} has a name that HAProxy cannot be told.`);
	return {
		path: map,
		key: plainName(key)
	};
}
/** What the balancer's own lookup gives for a key; null where it has none. */
async function readEntry(balancer, key, signal) {
	const text = await ask(balancer.socket, `get map ${mapOf(balancer).path} ${plainName(key)}`, signal);
	const value = /found=yes/.test(text) ? /value="(\d+)"/.exec(text)?.[1] : void 0;
	return value === void 0 ? null : Number(value);
}
/** Sets a key in the file first, so that a reload starts with it, then in the process, and reads it back. */
async function writeEntry(balancer, key, value, signal) {
	const { path } = mapOf(balancer);
	signal.throwIfAborted();
	await writeFileEntry(path, key, value);
	await ask(balancer.socket, `set map ${path} ${plainName(key)} ${value}`, signal);
	const now = await readEntry(balancer, key, signal);
	if (now !== value) throw new Error(`HAProxy at ${balancer.socket} has ${now} for ${key} instead of ${value}`);
}
async function writeFileEntry(path, key, value) {
	const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
	const isIt = (line) => line.trim().split(/\s+/)[0] === key;
	const others = lines.filter((line) => !isIt(line));
	const temporary = `${path}.${randomUUID()}.tmp`;
	const { mode } = await stat(path);
	await writeSynced(temporary, `${[...others, `${key} ${value}`].join("\n")}\n`);
	await chmod(temporary, mode & 511);
	await rename(temporary, path);
	await syncFolder(dirname(path));
}

// src/platforms/servers/check.ts
/** What would fail later, found without writing. */
async function check(site, kind, signal) {
	const found = [];
	const tracked = site.service.servers.some((server) => server.track !== null);
	if (kind === "tracks" && !tracked) found.push(`${site.service.name} has no tracks: give each server \`track: blue\` or \`track: green\`.`);
	if (kind === "tracks" && site.service.smokeTest && site.service.url === null) found.push(`${site.service.name} has a smoke-test and no address to ask through the balancer: write \`url: http://…\`.`);
	for (const balancer of site.service.balancers) try {
		found.push(...await balancerProblems(site, balancer, tracked, signal));
	} catch (error) {
		signal.throwIfAborted();
		found.push(`${error.message}. Check \`socket\` and that HAProxy runs.`);
	}
	return found.map((message) => ({ message }));
}
async function balancerProblems(site, balancer, tracked, signal) {
	if (!(await ask(balancer.socket, "show cli level", signal)).includes("admin")) return [`HAProxy's socket ${balancer.socket} does not have level admin: write \`stats socket … level admin\`.`];
	const found = [];
	for (const track of tracked ? ["blue", "green"] : [null]) found.push(...await backendProblems(site, balancer, track, signal));
	return tracked ? [...found, ...await mapProblems(site, balancer, signal)] : found;
}
async function backendProblems(site, balancer, track, signal) {
	const backend = backendOf(balancer, track);
	const states = await serverStates(balancer, backend, signal).catch((error) => {
		signal.throwIfAborted();
		return error.message;
	});
	if (typeof states === "string") return [`${states}: check the name ${backend} under \`backend\`.`];
	return site.service.servers.flatMap((server) => {
		if (server.track !== track) return [];
		const state = states.get(server.name);
		if (!state) return [`The backend ${backend} at ${balancer.socket} has no server ${server.name}; it has ${[...states.keys()].join(", ")}.`];
		if (state.status === "no check") return [`${backend}/${server.name} has no health check in HAProxy: add \`check\` to its line.`];
		if (state.fall === 1) return [`${backend}/${server.name} has \`fall 1\` in HAProxy: write \`fall 2\` or more.`];
		return state.weight === 100 ? [] : [`${backend}/${server.name} has weight ${state.weight} in HAProxy: write \`weight 100\`.`];
	});
}
async function mapProblems(site, balancer, signal) {
	const { path, key } = mapOf(balancer);
	const keys = site.service.preview ? [key, `${key}.preview`] : [key];
	const found = [];
	for (const one of keys) if (await readEntry(balancer, one, signal) === null) found.push(`The map ${path} has no entry ${one}: add the line \`${one} 0\`.`);
	return await access(dirname(path), constants.W_OK).then(() => false, () => true) ? [...found, `The folder of ${path} cannot be written to: keep the map in one that the deploying user may write.`] : found;
}

// src/platforms/servers/command.ts
/**
* Runs a shell line of the service file for one server, in the workspace and in a process group that an abort kills.
* Returns when the shell has ended, whatever it left in the background. Refused (`update-failed`) where it ends with
* anything but 0, or not within `progress-deadline`.
*/
async function runLine(site, server, line, versions, signal) {
	const path = join(site.folder, `${encodeURIComponent(server.name)}.log`);
	await mkdir(site.folder, {
		recursive: true,
		mode: 448
	});
	await rm(path, { force: true });
	const log = await open(path, "a", 384);
	try {
		const code = await ended(line, site, {
			...variables(site, server),
			...versionVariables(versions),
			...site.service.env
		}, log.fd, signal);
		if (code === 0) return;
		const why = code === null ? "was ended, or took longer than progress-deadline" : `ended with ${code}`;
		throw new Refused("update-failed", `On ${server.name}, \`${line}\` ${why}. ${lastLines(await readFile(path, "utf8"))}`.trim());
	} finally {
		await log.close();
	}
}
function ended(line, site, env, log, signal) {
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const stdio = [
			"ignore",
			log,
			log
		];
		const child = spawn("/bin/sh", ["-c", line], {
			cwd: site.workspace,
			env: {
				...lastingEnvironment(),
				...env
			},
			detached: true,
			stdio
		});
		const until = AbortSignal.any([signal, AbortSignal.timeout(site.service.rollout.progressDeadline)]);
		const stop = () => killGroup(child.pid);
		until.addEventListener("abort", stop);
		child.once("error", reject);
		child.once("exit", (code) => {
			until.removeEventListener("abort", stop);
			if (signal.aborted) reject(signal.reason);
			else resolve(code);
		});
	});
}
function killGroup(pid) {
	try {
		if (pid !== void 0) process.kill(-pid, "SIGKILL");
	} catch {}
}
function variables({ service, workspace }, server) {
	return {
		SLUICE_SERVICE: service.name,
		SLUICE_ENVIRONMENT: service.environment,
		SLUICE_INSTANCE: server.name,
		SLUICE_HOST: server.host ?? "localhost",
		SLUICE_TRACK: server.track ?? "",
		SLUICE_DIR: workspace
	};
}
function versionVariables({ version, previous }) {
	return {
		SLUICE_VERSION: version,
		SLUICE_PREVIOUS_VERSION: previous
	};
}
function lastLines(text) {
	const lines = text.split("\n").filter((line) => line.trim() !== "");
	return lines.length === 0 ? "" : `Its last lines: ${lines.slice(-5).join(" / ")}`;
}

// src/platforms/servers/health.ts
const PATIENCE$1 = 5e3;
/** Asks a server itself for its health, `times` times in a row. @returns null when healthy, else what was wrong */
function askHealth(service, server, times, signal) {
	return askHttp(`http://${server.address}`, {
		path: service.health,
		contains: null,
		times
	}, {}, signal);
}
/** The version that a server says it runs (`reports`); null where it is not to be asked or does not say. */
async function askVersion(service, server, signal) {
	const { reports, health } = service;
	if (!reports) return null;
	const url = new URL(reports.kind === "path" ? reports.name : health, `http://${server.address}`);
	try {
		const answer = await fetch(url, {
			redirect: "manual",
			signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE$1)])
		});
		const text = (await answer.text()).trim();
		if (!answer.ok) return null;
		return (reports.kind === "path" ? text : answer.headers.get(reports.name)) || null;
	} catch {
		signal.throwIfAborted();
		return null;
	}
}

// src/platforms/servers/records.ts
/** null where Sluice never deployed to the server. */
function readRecord(site, name) {
	return readJson(pathOf(site, name));
}
/** Durable when it returns. */
function writeRecord(site, name, target, phase) {
	const record = {
		version: target.version,
		spec: target.spec,
		phase,
		nonce: randomUUID(),
		at: Date.now()
	};
	return writeJson(pathOf(site, name), record);
}
function pathOf(site, name) {
	return join(site.folder, `${encodeURIComponent(name)}.json`);
}

// src/platforms/servers/view.ts
/** How every balancer sees a server, in the order of the service file. Throws where one cannot be asked or does not know it. */
function statesOf(site, server, signal) {
	return Promise.all(site.service.balancers.map(async (balancer) => {
		const backend = backendOf(balancer, server.track);
		const state = (await serverStates(balancer, backend, signal)).get(server.name);
		if (!state) throw new Error(`HAProxy at ${balancer.socket} has no server ${server.name} in ${backend}`);
		return state;
	}));
}
/** Records, balancers and the server's own answers put together. */
async function look(site, server, signal) {
	const { service } = site;
	const [states, record, reported] = await Promise.all([
		statesOf(site, server, signal),
		readRecord(site, server.name),
		askVersion(service, server, signal)
	]);
	const inRotation = states.every((state) => state.admitted);
	const wrong = await askHealth(service, server, inRotation ? 1 : 2, signal);
	const other = inRotation ? states.find((state) => state.status !== "UP")?.status : void 0;
	const runs = runsNow(record, reported, inRotation);
	const note = runs.note ?? wrong ?? (other === void 0 ? void 0 : `the balancer says ${other}`);
	return {
		name: server.name,
		version: runs.version,
		spec: runs.spec,
		ready: note === void 0,
		inRotation,
		...note === void 0 ? {} : { note },
		record,
		answers: wrong === null
	};
}
/** Whether an instance needs nothing more to run `target`. */
function runsAndReady(seen, target) {
	return seen.ready && seen.record?.phase === "done" && seen.version === target.version && seen.spec === target.spec;
}
function runsNow(record, reported, inRotation) {
	if (!record) return {
		version: reported,
		spec: null
	};
	if (record.phase === "updating") return {
		version: null,
		spec: null,
		note: "its last update did not end"
	};
	if (record.phase === "stopped") return {
		version: null,
		spec: null,
		note: "stopped"
	};
	const { version, spec } = record;
	if (reported === null || reported === version) return {
		version,
		spec
	};
	return inRotation ? {
		version: reported,
		spec: null
	} : {
		version,
		spec,
		note: `says that it runs ${reported}`
	};
}

// src/platforms/servers/idle.ts
const POLL$1 = 100;
/** Watches a server on all balancers until `isSo` of each, at most `time` milliseconds; false when that ran out. */
async function watch(site, server, isSo, time, signal) {
	const deadline = performance.now() + time;
	for (;;) {
		if ((await statesOf(site, server, signal)).every(isSo)) return true;
		if (performance.now() > deadline) return false;
		await setTimeout(POLL$1, void 0, { signal });
	}
}
/** Waits until a server that gets no new requests has none left, at most `drain-timeout`; what then, `on-drain-timeout` says. */
async function untilIdle(site, server, signal) {
	const { drainTimeout, onDrainTimeout } = site.service.rollout;
	if (await watch(site, server, (state) => state.inFlight === 0 && state.queued === 0, onDrainTimeout === "wait" ? Number.POSITIVE_INFINITY : drainTimeout, signal)) return;
	if (onDrainTimeout === "fail") {
		const message = `${server.name} still has requests after ${drainTimeout / 1e3}s: raise drain-timeout, or set on-drain-timeout: force.`;
		throw new Refused("drain-timeout", message);
	}
	for (const balancer of site.service.balancers) await cutSessions(balancer, server, signal);
}

// src/platforms/servers/instance.ts
/** Takes a server out of rotation on every balancer and waits for its requests. Nothing to do where it is out and idle. */
async function drain(site, server, signal) {
	if ((await statesOf(site, server, signal)).every((state) => state.status === "MAINT" && state.inFlight === 0)) return;
	await command(site, server, "drain", signal);
	await untilIdle(site, server, signal);
	await command(site, server, "maint", signal);
	await untilIdle(site, server, signal);
}
/** Runs `update` for a server, which must get no requests. The record says `updating` until the line has ended well. */
async function update(site, server, target, signal) {
	const { version } = target;
	if (version === null) throw new Refused("no-previous-version", `What ran on ${server.name} before was not deployed by Sluice, so it cannot be started again.`);
	const previous = (await readRecord(site, server.name))?.version ?? "";
	await writeRecord(site, server.name, target, "updating");
	await runLine(site, server, site.service.update, {
		version,
		previous
	}, signal);
	await writeRecord(site, server.name, target, "done");
}
/** Runs `stop`, where there is one, for a server without requests, and notes that it is not to be counted on. */
async function stop(site, server, signal) {
	const { version, spec } = await readRecord(site, server.name) ?? {
		version: null,
		spec: null
	};
	if (site.service.stop !== null) await runLine(site, server, site.service.stop, {
		version: version ?? "",
		previous: version ?? ""
	}, signal);
	await writeRecord(site, server.name, {
		version,
		spec
	}, "stopped");
}
/** Puts a server back into rotation on every balancer; returns when each has seen it healthy afresh and says `UP`. */
async function restore(site, server, signal) {
	if (!(await statesOf(site, server, signal)).every((state) => state.admitted)) {
		await command(site, server, "maint", signal);
		await command(site, server, "drain", signal);
		await reached(site, server, "healthy", (state) => state.status === "DRAIN" && state.checked, signal);
		await command(site, server, "ready", signal);
	}
	await reached(site, server, "UP", (state) => state.status === "UP", signal);
}
/** Tells every balancer. */
async function command(site, server, state, signal) {
	await Promise.all(site.service.balancers.map((balancer) => setState(balancer, server, state, signal)));
}
async function reached(site, server, what, isSo, signal) {
	const { progressDeadline } = site.service.rollout;
	if (await watch(site, server, isSo, progressDeadline, signal)) return;
	throw new Error(`${server.name} is not ${what} on every balancer after ${progressDeadline / 1e3}s: look at its health check in HAProxy.`);
}

// src/platforms/servers/router.ts
const PATIENCE = 5e3;
const POLL = 50;
const POINTED = {
	none: 0,
	green: 1,
	blue: 2
};
/** Two backends and, on each balancer, one map entry: the percent of requests that green gets. */
function serversRouter(site) {
	const preview = previewOf(site);
	return {
		read: (signal) => weightsOf(site, signal),
		async shift(weights, signal) {
			const green = weights["green"] ?? 0;
			for (const balancer of site.service.balancers) await writeEntry(balancer, mapOf(balancer).key, green, signal);
		},
		async verify(weights, signal) {
			const deadline = performance.now() + PATIENCE;
			for (;;) {
				const now = await weightsOf(site, signal);
				if (now.agreed && now.silent.length === 0 && now.weights["green"] === weights["green"]) return;
				if (performance.now() > deadline) throw new Error(`After 5s the balancers send ${now.weights["green"]} % to green, not ${weights["green"]} %`);
				await setTimeout(POLL, void 0, { signal });
			}
		},
		...preview ? { preview } : {}
	};
}
/** What the balancers' own lookups say. Throws where none can be asked. */
async function weightsOf(site, signal) {
	const { balancers } = site.service;
	const asked = await Promise.allSettled(balancers.map((balancer) => readEntry(balancer, mapOf(balancer).key, signal)));
	signal.throwIfAborted();
	const greens = asked.flatMap((one) => one.status === "fulfilled" ? [one.value ?? 0] : []);
	const silent = balancers.filter((_, at) => asked[at]?.status === "rejected").map((balancer) => balancer.socket);
	const [green] = greens;
	if (green === void 0) throw asked[0].reason;
	return {
		weights: weightsFor(green),
		agreed: greens.every((one) => one === green),
		silent
	};
}
function weightsFor(green) {
	return {
		blue: 100 - green,
		green
	};
}
function previewOf(site) {
	const { preview, balancers } = site.service;
	if (!preview) return null;
	return {
		async point(track, signal) {
			const value = POINTED[track === "green" || track === "blue" ? track : "none"];
			for (const balancer of balancers) await writeEntry(balancer, `${mapOf(balancer).key}.preview`, value, signal);
		},
		...preview.kind === "url" ? { url: preview.url } : {},
		...preview.kind === "header" ? { header: `${preview.name}: ${preview.value}` } : {},
		...preview.kind === "cookie" ? { header: `Cookie: ${preview.name}=${preview.value}` } : {}
	};
}

// src/platforms/servers/site.ts
/** The state folder of a service in one environment. */
function stateFolder(service) {
	return join(service.state, encodeURIComponent(`${service.name}-${service.environment}`));
}
/** The server of this name; refused where the service file has none. */
function serverNamed(site, name) {
	const server = site.service.servers.find((one) => one.name === name);
	if (!server) throw new Refused("drift", `${name} is not among the servers of ${site.service.name}: somebody changed the service file.`);
	return server;
}

// src/platforms/servers/fleet.ts
/** The servers behind the balancers; where there are tracks, those of the one with most of the traffic. */
function serversFleet(site) {
	return {
		async instances(signal) {
			const live = await liveTrack(site, signal);
			const servers = site.service.servers.filter((server) => live === null || server.track === live);
			const seen = await Promise.all(servers.map((server) => look(site, server, signal)));
			return {
				wanted: servers.length,
				instances: seen.map(({ record, answers, ...instance }) => instance)
			};
		},
		drain: (name, signal) => drain(site, serverNamed(site, name), signal),
		async replace(name, target, signal) {
			const server = serverNamed(site, name);
			if (runsAndReady(await look(site, server, signal), target)) return;
			await update(site, server, target, signal);
		},
		restore: (name, signal) => restore(site, serverNamed(site, name), signal)
	};
}
async function liveTrack(site, signal) {
	if (site.service.servers.every((server) => server.track === null)) return null;
	const { weights } = await weightsOf(site, signal);
	return (weights["green"] ?? 0) > 50 ? "green" : "blue";
}

// src/platforms/servers/metrics.ts
/** The counters of the backends, of every balancer. */
function metricsOf({ service }) {
	return { read: (signal) => Promise.all(service.balancers.map(async (balancer) => {
		const read = (typeof balancer.backend === "string" ? [null] : ["blue", "green"]).map(async (track) => {
			const backend = backendOf(balancer, track);
			return [track ?? backend, await backendCounters(balancer, backend, signal)];
		});
		return {
			process: await processOf(balancer, signal),
			tracks: Object.fromEntries(await Promise.all(read))
		};
	})) };
}

// src/platforms/servers/smoke.ts
/** Asks servers at their addresses, a track by `preview` where that can be, the service at its `url`. Passes without `smoke-test`. */
function serversSmokeTest({ service }) {
	const { smokeTest, preview, servers, url } = service;
	return { async ask(whom, signal) {
		if (!smokeTest) return null;
		if (whom === "service" && url !== null) return askHttp(url, smokeTest, {}, signal);
		if (whom !== "service" && "track" in whom && preview?.kind === "url") return askHttp(preview.url, smokeTest, {}, signal);
		if (whom !== "service" && "track" in whom && preview && preview.kind !== "url" && url !== null) {
			const { kind, name, value } = preview;
			return askHttp(url, smokeTest, kind === "header" ? { [name]: value } : { Cookie: `${name}=${value}` }, signal);
		}
		if (whom === "service") return null;
		const meant = servers.filter((server) => "track" in whom ? server.track === whom.track : whom.instances.includes(server.name));
		for (const server of meant) {
			const wrong = await askHttp(`http://${server.address}`, smokeTest, {}, signal);
			if (wrong !== null) return `${server.name}: ${wrong}`;
		}
		return meant.length === 0 ? "There is no instance to be asked." : null;
	} };
}

// src/platforms/servers/tracks.ts
/** `blue` and `green`: fixed sets of servers, always of their full size. */
function serversTracks(site) {
	return {
		alwaysFull: true,
		async read(signal) {
			const { weights } = await weightsOf(site, signal);
			const both = await Promise.all(["blue", "green"].map(async (name) => {
				return trackOf(name, await Promise.all(serversOf(site, name).map((server) => look(site, server, signal))), (weights[name] ?? 0) > 0);
			}));
			return {
				full: Math.max(serversOf(site, "blue").length, serversOf(site, "green").length),
				tracks: both
			};
		},
		deploy: (track, target, _size, signal) => deploy(site, track, target, signal),
		async scale() {},
		async retire(track, signal) {
			await refuseTraffic(site, track, signal);
			for (const server of serversOf(site, track)) {
				await drain(site, server, signal);
				await stop(site, server, signal);
			}
		}
	};
}
async function deploy(site, track, target, signal) {
	for (const server of serversOf(site, track)) {
		const seen = await look(site, server, signal);
		const runs = runsAndReady(seen, target);
		if (runs && seen.inRotation) continue;
		await refuseTraffic(site, track, signal);
		if (!runs) {
			await drain(site, server, signal);
			await update(site, server, target, signal);
		}
		await command(site, server, "ready", signal);
	}
}
async function refuseTraffic(site, track, signal) {
	const { weights } = await weightsOf(site, signal);
	if ((weights[track] ?? 0) > 0) throw new Refused("has-traffic", `${track} still has ${weights[track]} % of the traffic.`);
}
function serversOf(site, track) {
	return site.service.servers.filter((server) => server.track === track);
}
function trackOf(name, all, hasTraffic) {
	const present = all.filter((seen) => seen.record ? seen.record.phase !== "stopped" : hasTraffic || seen.answers);
	const [first] = present;
	const mixed = present.some((seen) => seen.version !== first?.version || seen.spec !== first?.spec);
	const serves = (seen) => seen.ready && seen.inRotation;
	const waiting = present.find((seen) => !serves(seen));
	const note = waiting && (waiting.note ?? `${waiting.name} is out of rotation`);
	return {
		name,
		version: mixed ? null : first?.version ?? null,
		spec: mixed ? null : first?.spec ?? null,
		mixed,
		wanted: present.length,
		ready: present.filter(serves).length,
		...note === void 0 ? {} : { note }
	};
}

// src/platforms/servers/index.ts
/**
* Servers of this machine behind HAProxy, which is told through its runtime socket. `workspace` is where `update` runs.
* Refused (`precondition`) where a server or balancer names a `host`.
*/
function servers(service, options) {
	const remote = [...service.servers, ...service.balancers].find((one) => one.host !== null);
	if (remote) throw new Refused("precondition", `host: ${remote.host} over ssh is not there yet; run the action on the machine itself.`);
	const site = {
		service,
		workspace: options.workspace,
		folder: stateFolder(service)
	};
	const tracked = service.servers.some((server) => server.track !== null);
	return {
		journal: fileJournal(site.folder),
		fleet: serversFleet(site),
		...tracked ? {
			tracks: serversTracks(site),
			router: serversRouter(site)
		} : {},
		metrics: metricsOf(site),
		smokeTest: serversSmokeTest(site),
		...service.url === null ? {} : { url: service.url },
		check: (kind, signal) => check(site, kind, signal),
		byHand: (track) => byHand(service, track),
		async close() {}
	};
}
function byHand(service, track) {
	return service.balancers.flatMap(({ socket, map, key, backend }) => {
		const tell = (command) => `echo '${command}' | socat stdio ${socket}`;
		if (track !== null && map !== null) return [tell(`set map ${map} ${key} ${track === "green" ? 100 : 0}`)];
		return typeof backend === "string" ? service.servers.map((server) => tell(`set server ${backend}/${server.name} state ready`)) : [];
	});
}

export { servers as t };