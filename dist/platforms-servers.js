import { D as httpGet, Tt as Refused, Y as withoutSecrets, f as askedOf, r as fileJournal, t as exchange, u as askHttp } from "./first.js";
import { a as sectionsOfProcess, i as sectionsAt, n as slowerOf, o as recommendedFrontend, r as configProblems, t as latencyOf } from "./platforms-servers-config.js";
import { n as lane, r as HostError, t as machines } from "./platforms-servers-host.js";
const randomUUID = (...given) => process.getBuiltinModule("node:crypto").randomUUID(...given);
const setTimeout = process.getBuiltinModule("node:timers/promises").setTimeout;
const stat = (...given) => process.getBuiltinModule("node:fs/promises").stat(...given);
const dirname = process.getBuiltinModule("node:path/posix").dirname; const join = process.getBuiltinModule("node:path/posix").join;

// src/platforms/servers/socket.ts
const PATIENCE$2 = 5e3;
const MOST_SHOWN$1 = 200;
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
/** How people call the HAProxy behind a socket. */
function titleOf({ machine, socket }) {
	return `HAProxy at ${placeOf({
		machine,
		socket
	})}`;
}
/** `/run/haproxy.sock`, on another machine `lb1:/run/haproxy.sock`. */
function placeOf({ machine, socket }) {
	return machine.name === null ? socket : `${machine.name}:${socket}`;
}
/**
* Sends one command to HAProxy's runtime socket on a connection of its own and returns the answer, trimmed.
* Throws {@link CommandError} where HAProxy says no, an Error where it cannot be asked within 5 s, and on abort.
*/
async function ask(at, command, signal) {
	signal.throwIfAborted();
	const whole = await exchangeWhenFree(at, `set severity-output number;${command}\n`, signal);
	const text = whole.trim();
	if (/^\[[0-3]\]|^(\[\d\]:\s*)?(Unknown command|Permission denied)/m.test(text)) throw new CommandError(`${titleOf(at)} refused "${command}": ${shown(text)}`);
	if (!whole.endsWith(/^(show|get) /.test(command) ? "\n\n" : "\n")) throw new Error(`${titleOf(at)} broke off its answer to "${command}"`);
	return text;
}
function shown(text) {
	return (text.replace(/^\[\d\]:\s*/, "").split("\n")[0] ?? "").replace(/\p{Cc}/gu, " ").slice(0, MOST_SHOWN$1);
}
/** Many runs at once fill the queue of the socket: nothing was sent then, so it is tried again. */
async function exchangeWhenFree(at, line, signal) {
	const deadline = performance.now() + PATIENCE$2;
	for (;;) try {
		return await told$1(await at.machine.socket(at.socket, signal), titleOf(at), line, signal);
	} catch (error) {
		if (!(error.cause?.code === "EAGAIN") || performance.now() > deadline) throw error;
		await setTimeout(20, void 0, { signal });
	}
}
async function told$1(path, title, line, signal) {
	const patience = AbortSignal.timeout(PATIENCE$2);
	try {
		return await exchange(path, line, AbortSignal.any([signal, patience]));
	} catch (error) {
		signal.throwIfAborted();
		if (patience.aborted) throw new Error(`${title} did not answer within 5s`);
		throw new Error(`${title} cannot be asked: ${error.message}`, { cause: error });
	}
}

// src/platforms/servers/haproxy.ts
/** The backend of a server, on this balancer. */
function backendOf(balancer, track) {
	const { backend } = balancer;
	return plainName(typeof backend === "string" ? backend : backend[track ?? "blue"]);
}
/** All servers of a backend, by name. Throws where HAProxy does not know the backend, or what it answers cannot be understood. */
async function serverStates(balancer, backend, signal) {
	const [admin, stat] = await Promise.all([ask(balancer, `show servers state ${backend}`, signal), ask(balancer, `show stat ${backend} 4 -1`, signal)]);
	const number = numbersOf(balancer);
	const flags = new Map(table(balancer, admin, " ").map((row) => [row["srv_name"], number(row, "srv_admin_state")]));
	return new Map(table(balancer, stat, ",").map((row) => [row["svname"] ?? "", stateOf(row, flags.get(row["svname"]) ?? 0, number)]));
}
/**
* The counters of a backend as a whole. Where a server ends without an answer to a later request of a kept connection, HAProxy closes
* that connection and counts the request nowhere but in `stot`; one whose answer breaks off has its good status, and `srv_abrt`.
* Both show in `srv_abrt` after a reset, so that the larger one counts. `eresp` has some of `hrsp_5xx` too.
*/
async function backendCounters(balancer, backend, signal) {
	const [row = {}] = table(balancer, await ask(balancer, `show stat ${backend} 2 -1`, signal), ",");
	const number = numbersOf(balancer);
	const value = (name) => number(row, name);
	const requests = value("stot") - value("scur");
	return {
		requests,
		errors: value("hrsp_5xx") + Math.max(requests - value("req_tot"), value("srv_abrt"))
	};
}
/** The counters of each server of a backend, by name, as those of the backend; what it was sent and has no status is what `req_tot` tells of that. */
async function serverCounters(balancer, backend, signal) {
	const rows = table(balancer, await ask(balancer, `show stat ${backend} 4 -1`, signal), ",");
	const number = numbersOf(balancer);
	const counters = (row) => {
		const value = (name) => number(row, name);
		const requests = value("stot") - value("scur") - value("wredis");
		const answered = STATUSES.reduce((sum, name) => sum + value(name), 0);
		return {
			requests,
			errors: value("hrsp_5xx") + Math.max(requests - answered, value("srv_abrt"))
		};
	};
	return Object.fromEntries(rows.map((row) => [row["svname"] ?? "", counters(row)]));
}
const STATUSES = [
	"hrsp_1xx",
	"hrsp_2xx",
	"hrsp_3xx",
	"hrsp_4xx",
	"hrsp_5xx",
	"hrsp_other"
];
/** Names the process: another one after a reload or a crash, also in a container, where its id is the same again. */
async function processOf(balancer, signal) {
	const value = await infoOf(balancer, signal);
	return `${placeOf(balancer)}:${value("Pid")}:${value("Start_time_sec")}`;
}
/** Its process id. */
async function pidOf(balancer, signal) {
	return (await infoOf(balancer, signal))("Pid");
}
/** What it says of itself, by name; `unknown` where it does not. */
async function infoOf(balancer, signal) {
	const info = await ask(balancer, "show info", signal);
	return (name) => new RegExp(`^${name}: (\\d+)`, "m").exec(info)?.[1] ?? "unknown";
}
/** Sets a server's administrative state. */
async function setState(balancer, server, state, signal) {
	await ask(balancer, `set server ${backendOf(balancer, server.track)}/${plainName(server.name)} state ${state}`, signal);
}
/** Ends the sessions that a server still has. */
async function cutSessions(balancer, server, signal) {
	await ask(balancer, `shutdown sessions server ${backendOf(balancer, server.track)}/${plainName(server.name)}`, signal);
}
function stateOf(row, flags, number) {
	const full = number(row, "check_rise") + number(row, "check_fall") - 1;
	return {
		name: row["svname"] ?? "",
		admitted: flags === 0,
		status: row["status"] ?? "",
		inFlight: number(row, "scur"),
		queued: number(row, "qcur"),
		checked: number(row, "check_health") === full,
		weight: number(row, "weight"),
		fall: number(row, "check_fall")
	};
}
/** The number in a column, 0 where it is empty. Throws where there is no such column: to be taken for 0, it would say that nothing is in flight. */
function numbersOf(balancer) {
	return (row, name) => {
		const value = row[name];
		if (value === void 0 || !/^\d*$/.test(value)) throw notUnderstood(balancer, `${name} is ${value ?? "missing"}`);
		return Number(value);
	};
}
/** Reads a table whose header begins with `# `. */
function table(balancer, text, separator) {
	const lines = text.split("\n");
	const at = lines.findIndex((line) => line.startsWith("# "));
	if (at === -1) throw notUnderstood(balancer, "it has no header");
	const names = (lines[at] ?? "").slice(2).split(separator);
	return lines.slice(at + 1).filter((line) => line.trim() !== "").map((line) => {
		const values = line.split(separator);
		if (values.length !== names.length) throw notUnderstood(balancer, `it has ${values.length} columns of ${names.length}`);
		return Object.fromEntries(values.map((value, column) => [names[column] ?? "", value]));
	});
}
function notUnderstood(balancer, why) {
	return /* @__PURE__ */ new Error(`${titleOf(balancer)} answered with a table that cannot be understood: ${why.slice(0, 100)}`);
}

// src/platforms/servers/map.ts
/** The map file and key of a balancer; refused where the service file names none. */
function mapOf(balancer) {
	const { map, key } = balancer;
	if (map === null || key === null) throw new Refused("precondition", `${titleOf(balancer)} has no map and key: add both.`);
	if (!/^[A-Za-z0-9_./-]+$/.test(map)) throw new Refused("precondition", `The map file ${map} has a name that HAProxy cannot be told.`);
	return {
		path: map,
		key: plainName(key)
	};
}
/** What the balancer's own lookup gives for a key, at most 100; null where it has none, or no number. */
async function readEntry(balancer, key, signal) {
	const text = await ask(balancer, `get map ${mapOf(balancer).path} ${plainName(key)}`, signal);
	const value = /found=yes/.test(text) ? /value="(\d+)"/.exec(text)?.[1] : void 0;
	return value === void 0 ? null : Math.min(100, Number(value));
}
/** Sets a key in the file first, so that a reload starts with it, then in the process, and reads it back. */
async function writeEntry(balancer, key, value, signal) {
	const { path } = mapOf(balancer);
	await writeFileEntry(balancer, path, key, value, signal);
	await ask(balancer, `set map ${path} ${plainName(key)} ${value}`, signal);
	const now = await readEntry(balancer, key, signal);
	if (now !== value) throw new Error(`${titleOf(balancer)} has ${now} for ${key} instead of ${value}`);
}
async function writeFileEntry({ machine }, path, key, value, signal) {
	const text = await machine.files.read(path, signal);
	if (text === null) throw new Error(`${path} is not there any more: HAProxy would not start without it.`);
	const others = text.split("\n").filter((line) => line !== "" && line.trim().split(/\s+/)[0] !== key);
	await machine.files.replace(path, `${[...others, `${key} ${value}`].join("\n")}\n`, null, signal);
}

// src/platforms/servers/state-file.ts
/**
* Saves the servers' states where HAProxy reads them when it starts (`load-server-state-from-file global`), so that a reload
* does not send requests to a server that is out. Nothing to do where `config` does not say where.
*/
async function saveStates(balancer, signal) {
	const { machine } = balancer;
	const path = stateFileOf(await sectionsOfProcess(balancer, await processOf(balancer, signal), signal));
	if (path === null) return;
	const states = await ask(balancer, "show servers state", signal);
	if (await machine.files.isWritable(dirname(path), signal)) await machine.files.replace(path, `${states}\n`, null, signal);
}
/** Where HAProxy reads the states of all servers; null where it does not, or the path is not known. */
function stateFileOf(sections) {
	const loads = sections.some(({ kind, lines }) => kind !== "global" && lines.some(({ words }) => words.join(" ") === LOADS));
	const global = (name) => sections.filter(({ kind }) => kind === "global").flatMap(({ lines }) => lines.filter(({ words }) => words[0] === name))[0]?.words[1];
	const file = global("server-state-file");
	if (!loads || file === void 0) return null;
	const path = join(file.startsWith("/") ? "" : global("server-state-base") ?? "", file);
	return path.startsWith("/") ? path : null;
}
const LOADS = "load-server-state-from-file global";

// src/platforms/servers/unreachable.ts
/** Asks every machine at once. @returns those that cannot be asked, each with what to change */
async function unreachable({ servers, balancers, folder }, signal) {
	const all = [...new Set([...balancers, ...servers].map(({ machine }) => machine))];
	const asked = await Promise.allSettled(all.map((machine) => machine.files.list(folder, signal)));
	signal.throwIfAborted();
	return new Map(all.flatMap((machine, at) => {
		const answer = asked[at];
		return answer?.status === "rejected" ? [[machine, answer.reason.message]] : [];
	}));
}
/**
* A way to read that tells, until it was there once, of all machines that cannot be asked where one cannot. Later on, when work is under
* way, the others are not asked for that.
*/
function tellingAll(site, read) {
	let wasThere = false;
	return async (signal) => {
		try {
			const answer = await read(signal);
			wasThere = true;
			return answer;
		} catch (error) {
			if (wasThere || !(error instanceof HostError) || signal.aborted) throw error;
			const all = [...(await unreachable(site, signal)).values()];
			throw all.length === 0 ? error : new HostError(error.why, all.join("\n"), { cause: error });
		}
	};
}

// src/platforms/servers/records.ts
/** null where Sluice never deployed to the server. */
async function readRecord(site, server, signal) {
	return recordAt(server.machine, pathOf(site, server), signal);
}
/** The versions that the records of a machine name, also those of servers that the service file has no more. */
async function versionsIn(machine, folder, signal) {
	const paths = (await machine.files.list(folder, signal)).filter((name) => name.endsWith(".json")).map((name) => `${folder}/${name}`);
	return (await Promise.all(paths.map((path) => recordAt(machine, path, signal)))).map((record) => record?.version ?? null).filter((version) => version !== null);
}
async function recordAt(machine, path, signal) {
	const text = await machine.files.read(path, signal);
	if (text === null) return null;
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new Error(`${path} is damaged (${error.message}): restore or delete it`, { cause: error });
	}
}
/** Durable when it returns. */
async function writeRecord(site, server, target, phase, signal) {
	const record = {
		version: target.version,
		spec: target.spec,
		phase,
		nonce: randomUUID(),
		at: Date.now()
	};
	await server.machine.files.replace(pathOf(site, server), JSON.stringify(record), 384, signal);
}
function pathOf(site, { name }) {
	return `${site.folder}/${encodeURIComponent(name)}.json`;
}

// src/platforms/servers/upload.ts
/** Machines that are copied to at once. */
const WIDTH = 4;
/** Folders that stay beside those that the records name. */
const NEWEST = 5;
/** The folder of a version on the machines; its name never leads out of the folder, and never is one of ours. */
function versionFolder(site, version) {
	return `${versionsFolder(site)}/${folderName(version)}`;
}
/**
* Brings the files of a version to every machine with a server, or makes sure that they are there. Throws {@link Refused} or a HostError
* that tells of all machines where that failed. Nothing without `upload`.
*/
async function supply(site, needed, signal) {
	if (needed === null || site.service.upload === null) return;
	if (needed.bring) await upload(site, site.service.upload, needed, signal);
	else await refuseMissing(site, needed.version, signal);
}
/** What {@link supply} would copy, one line for each machine that has not got it. */
async function foreseen(site, { version }, signal) {
	const from = site.service.upload;
	const lines = [];
	if (from === null) return lines;
	await onEach(site, signal, async (machine) => {
		if (!await isThere$1(site, machine, version, signal)) lines.push(`copy ${from} to ${nameOf(machine)}:${versionFolder(site, version)}`);
	});
	return lines;
}
/** What is wrong with the folder that is uploaded; null where it is there. */
async function uploadProblem({ service: { upload: folder } }) {
	const found = folder === null ? null : await stat(folder).catch(() => null);
	if (folder === null || found?.isDirectory()) return null;
	return `\`upload\`: there is no folder ${folder} on this machine: build it before this step, or correct the path.`;
}
async function upload(site, from, { version, say }, signal) {
	const wrong = await uploadProblem(site);
	if (wrong !== null) throw new Refused("precondition", wrong);
	const { progressDeadline } = site.service.rollout;
	const late = AbortSignal.timeout(progressDeadline);
	const turn = lane(WIDTH);
	await onEach(site, signal, async (machine) => {
		const until = AbortSignal.any([signal, late]);
		const to = versionFolder(site, version);
		if (await isThere$1(site, machine, version, until)) return;
		say(`copies ${from} to ${nameOf(machine)}:${to}`);
		const named = (await versionsIn(machine, site.folder, until)).map(folderName);
		await turn(() => machine.bring(from, to, {
			newest: NEWEST,
			named
		}, until), until).catch((error) => {
			if (!late.aborted) throw error;
			throw new Error(`On ${nameOf(machine)}, ${from} was not copied within ${progressDeadline / 1e3}s: raise progress-deadline.`);
		});
	});
}
async function refuseMissing(site, version, signal) {
	await onEach(site, signal, async (machine) => {
		if (await isThere$1(site, machine, version, signal)) return;
		throw new Refused("precondition", `On ${nameOf(machine)}, ${versionFolder(site, version)} with the files of ${version} is not there any more: deploy it again by \`rolling\`, \`blue-green-switch\` or \`canary-step\`, which copy it.`);
	});
}
async function isThere$1(site, machine, version, signal) {
	return (await machine.files.list(versionsFolder(site), signal)).includes(folderName(version));
}
/** Does it on each machine once, and throws of all that fail. */
async function onEach({ servers }, signal, work) {
	const done = await Promise.allSettled([...new Set(servers.map(({ machine }) => machine))].map(work));
	signal.throwIfAborted();
	const [first, ...others] = done.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
	if (!first) return;
	const message = [first, ...others].map((error) => error.message).join("\n");
	throw first instanceof Refused ? new Refused(first.reason.code, message) : new Error(message, { cause: first });
}
function nameOf({ name }) {
	return name ?? "this machine";
}
function versionsFolder({ folder }) {
	return `${folder}/versions`;
}
function folderName(version) {
	return encodeURIComponent(version).replace(/^\./, "%2E");
}

// src/platforms/servers/check.ts
/** What would fail later, found without writing. */
async function check(site, kind, signal, brings = false) {
	const found = [];
	const { previewSize } = site.service.rollout;
	const tracked = site.servers.some((server) => server.track !== null);
	if (kind === "tracks" && !tracked) found.push(`${site.service.name} has no tracks: give each server \`track: blue\` or \`track: green\`.`);
	if (kind === "tracks" && !(previewSize.unit === "percent" && previewSize.value === 100)) found.push("`preview-size` below 100% needs instances that can be made: a track has the servers of the service file. Leave it out.");
	if (kind === "tracks" && site.service.smokeTest && site.service.url === null) found.push(`${site.service.name} has a smoke-test and no address to ask through the balancer: write \`url: http://\u2026\`.`);
	const away = await unreachable(site, signal);
	const there = site.balancers.filter(({ machine }) => !away.has(machine));
	const each = await Promise.all(there.map(async (balancer) => [
		...await balancerProblems(site, balancer, tracked, signal).catch((error) => {
			signal.throwIfAborted();
			return [`${error.message}. Check \`socket\` and that HAProxy runs.`];
		}),
		...await configProblems(site.service, balancer, kind, signal),
		...kind === "tracks" ? await latencyProblems(site, balancer, signal) : []
	]));
	const unchecked = (await Promise.all(there.map((balancer) => uncheckedOf(site, balancer, signal)))).flat();
	const upload = brings ? await uploadProblem(site) : null;
	return [...[
		...found,
		...away.values(),
		...each.flat(),
		...upload === null ? [] : [upload]
	].map((message) => ({ message })), ...unchecked.map((message) => ({
		message,
		unchecked: true
	}))];
}
/** Backends whose slow requests are to be judged and are not counted, or not by the same bounds. */
async function latencyProblems({ service }, balancer, signal) {
	const { latencyThreshold, metrics } = service.analysis;
	if (latencyThreshold === null || metrics.some(({ decides }) => decides)) return [];
	const mend = "leave `latency-threshold` out, or name metrics that have a histogram";
	if (balancer.config === null) return [`It is not known whether ${titleOf(balancer)} counts slow requests: say \`config\` of this balancer, ${mend}.`];
	const sections = await sectionsAt(balancer, signal);
	const [blue, green] = [backendOf(balancer, "blue"), backendOf(balancer, "green")];
	const [edges, others] = [blue, green].map((backend) => latencyOf(sections, backend)?.edges.join());
	if (edges !== void 0 && edges === others) return [];
	return [`${titleOf(balancer)} does not count slow requests by the same bounds in ${blue} and ${green}, as \`latency-threshold\` needs it: write the lines with \`track-sc2\` and \`sc-inc-gpc\` of examples/haproxy/haproxy.cfg there, ${mend}.`];
}
/** What the socket does not show, and the configuration does not either. */
async function uncheckedOf({ service }, balancer, signal) {
	const { config, machine } = balancer;
	if (config === null) {
		const settings = [
			"option idle-close-on-response",
			service.sticky && "sticky",
			service.preview && "preview"
		].filter(Boolean);
		return [`${titleOf(balancer)} does not show its rules: say \`config\` of this balancer to have ${settings.join(", ")} checked.`];
	}
	const path = stateFileOf(await sectionsAt(balancer, signal));
	if (path === null || await machine.files.isWritable(dirname(path), signal)) return [];
	return [`${path} cannot be written: a reload of HAProxy brings back the states that somebody else saved there.`];
}
async function balancerProblems(site, balancer, tracked, signal) {
	if (!(await ask(balancer, "show cli level", signal)).includes("admin")) return [`HAProxy's socket ${placeOf(balancer)} does not have level admin: write \`stats socket \u2026 level admin\`.`];
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
	return site.servers.flatMap((server) => {
		if (server.track !== track) return [];
		const state = states.get(server.name);
		if (!state) return [`The backend ${backend} at ${placeOf(balancer)} has no server ${server.name}; it has ${[...states.keys()].join(", ")}.`];
		if (state.status === "no check") return [`${backend}/${server.name} has no health check in HAProxy: add \`check\` to its line.`];
		if (state.fall === 1) return [`${backend}/${server.name} has \`fall 1\` in HAProxy: write \`fall 2\` or more.`];
		return state.weight === 100 ? [] : [`${backend}/${server.name} has weight ${state.weight} in HAProxy: write \`weight 100\`.`];
	});
}
async function mapProblems(site, balancer, signal) {
	const { path, key } = mapOf(balancer);
	const keys = site.service.preview ? [key, `${key}.preview`] : [key];
	const found = [];
	for (const one of keys) {
		const entry = await readEntry(balancer, one, signal).catch((error) => {
			if (error instanceof CommandError) return "no map";
			throw error;
		});
		if (entry === "no map") {
			const lines = recommendedFrontend(site.service, balancer);
			return [`${titleOf(balancer)} does not load the map ${path}: correct \`map\`, or write in its frontend:\n${lines}`];
		}
		if (entry === null) found.push(`The map ${path} has no number for ${one}: write the line \`${one} 0\`.`);
	}
	if (await balancer.machine.files.isWritable(dirname(path), signal)) return found;
	return [...found, `The folder of ${path} cannot be written to: keep the map in one that the deploying user may write.`];
}

// src/platforms/servers/command.ts
const MOST_SHOWN = 60;
/**
* Runs a shell line of the service file for one server, on its machine. Returns when the shell has ended, whatever it left in the
* background. Refused (`update-failed`) where it ends with anything but 0, or not within `progress-deadline`.
*/
async function runLine(site, server, line, versions, signal) {
	const { service } = site;
	const name = `${site.folder}/${encodeURIComponent(server.name)}`;
	const uploaded = service.upload !== null && versions.version !== "";
	const folder = uploaded ? versionFolder(site, versions.version) : server.machine.name === null ? site.workspace : null;
	const options = {
		env: {
			SLUICE_SERVICE: service.name,
			SLUICE_ENVIRONMENT: service.environment,
			SLUICE_VERSION: versions.version,
			SLUICE_PREVIOUS_VERSION: versions.previous,
			SLUICE_INSTANCE: server.name,
			SLUICE_HOST: server.host ?? "localhost",
			SLUICE_TRACK: server.track ?? "",
			SLUICE_DIR: uploaded ? "" : folder ?? "",
			...service.env
		},
		folder,
		lock: `${name}.lock`,
		log: `${name}.log`,
		time: service.rollout.progressDeadline
	};
	const { code, lines } = await server.machine.run(uploaded ? `SLUICE_DIR=$PWD\n${line}` : line, options, signal).catch((error) => {
		throw error instanceof HostError && error.why === "no-folder" && uploaded ? new Refused("update-failed", gone(error, versions)) : error;
	});
	if (code === 0) return;
	const why = code === null ? "was ended, or took longer than progress-deadline" : `ended with ${code}`;
	throw new Refused("update-failed", `On ${server.name}, \`${clipped(line)}\` ${why}. ${told(lines, service)}`.trim());
}
function gone({ message }, { version }) {
	return `${message}. The files of ${version} were removed there: put them back, or deploy another version.`;
}
/** The line is in the service file: here it only shows which one it was. */
function clipped(line) {
	const first = line.trim().split("\n", 1)[0] ?? "";
	return first.length < line.trim().length || first.length > MOST_SHOWN ? `${first.slice(0, MOST_SHOWN)} \u2026` : first;
}
/** What it printed may hold what it was given. */
function told(lines, service) {
	const last = withoutSecrets(lines.slice(-5).join(" / "), service);
	return last === "" ? "" : `Its last lines: ${last}`;
}

// src/platforms/servers/every.ts
/** Asks every balancer at once. Throws what one of them refuses, where none answers, and on abort. */
async function every(site, ask, signal) {
	const { balancers } = site;
	const asked = await Promise.allSettled(balancers.map(ask));
	signal.throwIfAborted();
	const failed = asked.filter((one) => one.status === "rejected");
	const refused = failed.find((one) => one.reason instanceof CommandError) ?? (failed.length === asked.length ? failed[0] : void 0);
	if (refused) throw refused.reason;
	return {
		answers: asked.flatMap((one) => one.status === "fulfilled" ? [one.value] : []),
		silent: balancers.filter((_, at) => asked[at]?.status === "rejected").map(placeOf)
	};
}

// src/platforms/servers/health.ts
const PATIENCE$1 = 5e3;
/** Where a server is asked: from its own machine, so that it need not be reached from this one. */
async function doorOf({ machine, address }, signal) {
	const way = await machine.reach(address, signal);
	return "socket" in way ? {
		url: `http://${address}`,
		socket: way.socket
	} : { url: `http://${way.address}` };
}
/** Asks a server itself for its health, `times` times in a row. @returns null when healthy, else what was wrong */
async function askHealth(service, server, times, signal) {
	return askHttp(await doorOf(server, signal), {
		path: service.health,
		contains: null,
		times
	}, signal);
}
/** Whether anybody is at a server's address, well or not. */
async function isThere({ health }, server, signal) {
	const patience = AbortSignal.timeout(PATIENCE$1);
	return httpGet(health, await doorOf(server, signal), AbortSignal.any([signal, patience])).then(() => true, () => patience.aborted);
}
/** The version that a server says it runs (`reports`); null where it is not to be asked or does not say. */
async function askVersion(service, server, signal) {
	const { reports, health } = service;
	if (!reports) return null;
	const path = reports.kind === "path" ? reports.name : health;
	try {
		const within = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE$1)]);
		const { status, headers, text } = await httpGet(path, await doorOf(server, signal), within);
		if (status < 200 || status > 299) return null;
		return (reports.kind === "path" ? text.trim() : headers[reports.name.toLowerCase()]?.toString()) || null;
	} catch {
		signal.throwIfAborted();
		return null;
	}
}

// src/platforms/servers/generations.ts
/**
* Whether workers from before a reload still serve: they end their connections by the old state, and no command reaches them.
* Known where HAProxy runs in master-worker mode (as Debian's does) and its processes can be seen; else false.
*/
async function oldWorkers(balancer, signal) {
	const { machine } = balancer;
	const pid = await pidOf(balancer, signal);
	const worker = await statOf(machine, pid, signal);
	if (worker?.name !== "haproxy") return false;
	const path = `${worker.parent}/task/${worker.parent}/children`;
	const [master, children] = await Promise.all([statOf(machine, worker.parent, signal), procOf(machine, path, signal)]);
	if (master?.name !== "haproxy") return false;
	const others = children.split(" ").filter((child) => child !== "" && child !== pid);
	return (await Promise.all(others.map((other) => statOf(machine, other, signal)))).some((one) => one?.name === "haproxy" && !one.ended);
}
/** null where there is no such process, or it is not to be seen. */
async function statOf(machine, pid, signal) {
	const [, name, state, parent] = /^\d+ \((.*)\) (\S) (\d+)/s.exec(await procOf(machine, `${pid}/stat`, signal)) ?? [];
	return name === void 0 || parent === void 0 ? null : {
		name,
		parent,
		ended: state === "Z"
	};
}
async function procOf({ files }, path, signal) {
	const text = await files.read(`/proc/${path}`, signal).catch(() => null);
	signal.throwIfAborted();
	return text?.trimEnd() ?? "";
}

// src/platforms/servers/view.ts
/** How every balancer that answers sees a server; one that was restarted since is first told again what it forgot. */
async function statesOf(site, server, signal) {
	const { answers, silent } = await backendStates(site, [server], signal);
	return {
		answers: answers.map((states) => states.get(server)),
		silent
	};
}
/** Of several servers: each balancer is asked once for each of their backends. */
function backendStates(site, servers, signal) {
	const ask = async (balancer) => {
		await site.orders.giveAgain(balancer, signal);
		const names = [...new Set(servers.map((server) => backendOf(balancer, server.track)))];
		const backends = new Map(await Promise.all(names.map(async (name) => [name, await serverStates(balancer, name, signal)])));
		const stateOf = (server) => {
			const backend = backendOf(balancer, server.track);
			const state = backends.get(backend)?.get(server.name);
			if (!state) throw new CommandError(`${titleOf(balancer)} has no server ${server.name} in ${backend}`);
			return [server, state];
		};
		return new Map(servers.map(stateOf));
	};
	return every(site, ask, signal);
}
/** Records, balancers and the servers' own answers put together. */
async function look(site, servers, signal) {
	const { answers, silent } = await backendStates(site, servers, signal);
	return Promise.all(servers.map((server) => {
		return lookAt(site, server, {
			answers: answers.map((one) => one.get(server)),
			silent
		}, signal);
	}));
}
async function lookAt(site, server, { answers: states, silent }, signal) {
	const { service } = site;
	const [record, reported] = await Promise.all([readRecord(site, server, signal), askVersion(service, server, signal)]);
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
		answers: wrong === null,
		silent
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
/** Milliseconds between two looks at a balancer. */
const POLL = 100;
/** Watches a server on all balancers until `isSo` of each, at most `time` milliseconds; false when that ran out. */
async function watch(site, server, isSo, time, signal) {
	return within(time, async () => (await statesOf(site, server, signal)).answers.every(isSo), signal);
}
/** Looks until it is so, at most `time` milliseconds; false when that ran out. */
async function within(time, isSo, signal) {
	const deadline = performance.now() + time;
	for (;;) {
		if (await isSo()) return true;
		if (performance.now() > deadline) return false;
		await setTimeout(100, void 0, { signal });
	}
}
/** Waits until a server that gets no new requests has none left, at most `drain-timeout`; what then, `on-drain-timeout` says. */
async function untilIdle(site, server, signal) {
	const { drainTimeout, onDrainTimeout } = site.service.rollout;
	const time = onDrainTimeout === "wait" ? Number.POSITIVE_INFINITY : drainTimeout;
	const deadline = performance.now() + time;
	const idle = (state) => state.inFlight === 0 && state.queued === 0;
	const gone = async () => !(await every(site, (balancer) => oldWorkers(balancer, signal), signal)).answers.includes(true);
	if (await watch(site, server, idle, time, signal) && await within(deadline - performance.now(), gone, signal)) return;
	if (onDrainTimeout === "fail") {
		const message = `${server.name} still has requests after ${drainTimeout / 1e3}s: raise drain-timeout, or set on-drain-timeout: force.`;
		throw new Refused("drain-timeout", message);
	}
	await every(site, (balancer) => cutSessions(balancer, server, signal), signal);
}

// src/platforms/servers/instance.ts
/** Takes a server out of rotation on every balancer and waits for its requests. Nothing to do where it is out and idle. */
async function drain(site, server, signal) {
	const { answers } = await statesOf(site, server, signal);
	if (answers.every((state) => state.status === "MAINT" && state.inFlight === 0)) return;
	await command(site, server, "drain", signal);
	await untilIdle(site, server, signal);
	await command(site, server, "maint", signal);
	await untilIdle(site, server, signal);
}
/** Runs `update` for a server, which must get no requests. The record says `updating` until the line has ended well. */
async function update(site, server, target, signal) {
	const { version } = target;
	if (version === null) throw new Refused("no-previous-version", `What ran on ${server.name} before was not deployed by Sluice, so it cannot be started again.`);
	await refuseSilence(site, server, signal);
	const previous = (await readRecord(site, server, signal))?.version ?? "";
	await writeRecord(site, server, target, "updating", signal);
	const work = () => runLine(site, server, site.service.update, {
		version,
		previous
	}, signal);
	await watchedOver(site, server, work, signal);
	await writeRecord(site, server, target, "done", signal);
}
/** Runs `stop`, where there is one, for a server without requests, and notes that it is not to be counted on. */
async function stop(site, server, signal) {
	await refuseSilence(site, server, signal);
	const { version, spec } = await readRecord(site, server, signal) ?? {
		version: null,
		spec: null
	};
	if (site.service.stop !== null) {
		const versions = {
			version: version ?? "",
			previous: version ?? ""
		};
		await runLine(site, server, site.service.stop, versions, signal).catch(async (error) => {
			if (!(error instanceof Refused) || await isThere(site.service, server, signal)) throw error;
		});
	}
	await writeRecord(site, server, {
		version,
		spec
	}, "stopped", signal);
}
/** Puts a server back into rotation on every balancer; returns when each has seen it healthy afresh and says `UP`. */
async function restore(site, server, signal) {
	const { answers } = await statesOf(site, server, signal);
	if (!answers.every((state) => state.admitted)) {
		await command(site, server, "maint", signal);
		await command(site, server, "drain", signal);
		await reached(site, server, "healthy", (state) => state.status === "DRAIN" && state.checked, signal);
		await command(site, server, "ready", signal);
	}
	await reached(site, server, "UP", (state) => state.status === "UP", signal);
}
/** Tells every balancer that answers, and makes it known to the one that starts after the next reload. */
async function command(site, server, state, signal) {
	site.orders.note(server, state);
	const tell = async (balancer) => {
		await setState(balancer, server, state, signal);
		await saveStates(balancer, signal);
	};
	await every(site, tell, signal);
}
/** A balancer that does not answer may still send requests to a server: it must not be stopped. */
async function refuseSilence(site, server, signal) {
	const { silent } = await statesOf(site, server, signal);
	if (silent.length > 0) throw new Error(`${silent.join(", ")} cannot be asked, and may still use ${server.name}`);
}
/** A balancer that is restarted in the middle would send requests to a server that is being replaced. */
async function watchedOver(site, server, work, signal) {
	const over = new AbortController();
	const until = AbortSignal.any([signal, over.signal]);
	const watching = (async () => {
		while (!until.aborted) await watch(site, server, () => false, Number.POSITIVE_INFINITY, until).catch(() => setTimeout(100));
	})();
	try {
		await work();
	} finally {
		over.abort();
		await watching;
	}
}
async function reached(site, server, what, isSo, signal) {
	const { progressDeadline } = site.service.rollout;
	if (await watch(site, server, isSo, progressDeadline, signal)) return;
	throw new Error(`${server.name} is not ${what} on every balancer after ${progressDeadline / 1e3}s: look at its health check in HAProxy.`);
}

// src/platforms/servers/router.ts
const PATIENCE = 5e3;
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
			await every(site, (balancer) => writeEntry(balancer, mapOf(balancer).key, green, signal), signal);
		},
		async verify(weights, signal) {
			let green;
			const isSo = async () => {
				const now = await weightsOf(site, signal);
				green = now.weights["green"];
				return now.agreed && green === weights["green"];
			};
			if (await within(PATIENCE, isSo, signal)) return;
			throw new Error(`After 5s the balancers send ${green} % to green, not ${weights["green"]} %`);
		},
		...preview ? { preview } : {}
	};
}
/** What the balancers' own lookups say. Throws where none can be asked. */
async function weightsOf(site, signal) {
	const { answers, silent } = await every(site, (balancer) => readEntry(balancer, mapOf(balancer).key, signal), signal);
	const [green = 0, ...others] = answers.map((percent) => percent ?? 0);
	return {
		weights: weightsFor(green),
		agreed: others.every((one) => one === green),
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
	const { preview } = site.service;
	if (!preview) return null;
	return {
		async point(track, signal) {
			const value = POINTED[track === "green" || track === "blue" ? track : "none"];
			await every(site, (balancer) => writeEntry(balancer, `${mapOf(balancer).key}.preview`, value, signal), signal);
		},
		...preview.kind === "url" ? { url: preview.url } : {},
		...preview.kind === "header" ? { header: `${preview.name}: ${preview.value}` } : {},
		...preview.kind === "cookie" ? { header: `Cookie: ${preview.name}=${preview.value}` } : {}
	};
}

// src/platforms/servers/site.ts
/** The state folder of a service in one environment. */
function stateFolder(service) {
	return `${service.state}/${encodeURIComponent(`${service.name}-${service.environment}`)}`;
}
/** The server of this name; refused where the service file has none. */
function serverNamed(site, name) {
	const server = site.servers.find((one) => one.name === name);
	if (!server) throw new Refused("drift", `${name} is not among the servers of ${site.service.name}: somebody changed the service file.`);
	return server;
}

// src/platforms/servers/fleet.ts
/** The servers behind the balancers; where there are tracks, those of the one with most of the traffic. */
function serversFleet(site) {
	return {
		async instances(signal) {
			const live = await liveTrack(site, signal);
			const servers = site.servers.filter((server) => live === null || server.track === live);
			const seen = await look(site, servers, signal);
			const silent = [...new Set(seen.flatMap((one) => one.silent))];
			return {
				wanted: servers.length,
				instances: seen.map(({ record, answers, silent: _, ...instance }) => instance),
				silent
			};
		},
		drain: (name, signal) => drain(site, serverNamed(site, name), signal),
		async replace(name, target, signal) {
			const server = serverNamed(site, name);
			const [seen] = await look(site, [server], signal);
			if (seen && runsAndReady(seen, target)) return;
			await update(site, server, target, signal);
		},
		restore: (name, signal) => restore(site, serverNamed(site, name), signal)
	};
}
async function liveTrack(site, signal) {
	if (site.servers.every((server) => server.track === null)) return null;
	const { weights } = await weightsOf(site, signal);
	return (weights["green"] ?? 0) > 50 ? "green" : "blue";
}

// src/platforms/servers/metrics.ts
/** The counters of the backends, of every balancer that answers. HAProxy does not tell requests by `preview` from users': it counts both. */
function metricsOf(site) {
	return {
		read: async (signal) => (await every(site, (balancer) => countersOf(balancer, signal), signal)).answers,
		byInstance: async (signal) => (await every(site, (balancer) => ofServers(balancer, signal), signal)).answers
	};
}
async function ofServers(balancer, signal) {
	const counted = backendsOf(balancer).map(({ backend }) => serverCounters(balancer, backend, signal));
	const [process, ...servers] = await Promise.all([processOf(balancer, signal), ...counted]);
	return {
		process,
		tracks: Object.assign({}, ...servers)
	};
}
function backendsOf(balancer) {
	return (typeof balancer.backend === "string" ? [null] : ["blue", "green"]).map((track) => ({
		track,
		backend: backendOf(balancer, track)
	}));
}
async function countersOf(balancer, signal) {
	const backends = backendsOf(balancer);
	const process = await processOf(balancer, signal);
	const sections = await sectionsOfProcess(balancer, process, signal);
	const tables = backends.map(({ backend }) => latencyOf(sections, backend));
	const [edges, ...others] = tables.map((table) => table?.edges);
	const latency = edges !== void 0 && others.every((one) => String(one) === String(edges));
	const counted = backends.map(async ({ track, backend }, at) => {
		const table = tables[at];
		const counters = await backendCounters(balancer, backend, signal);
		const slower = latency && table ? { slower: await slowerOf(balancer, table, signal) } : {};
		return [track ?? backend, {
			...counters,
			...slower
		}];
	});
	return {
		process,
		...latency ? { edges } : {},
		tracks: Object.fromEntries(await Promise.all(counted))
	};
}

// src/platforms/servers/orders.ts
/** The states that this run put servers into: a balancer that was reloaded or restarted has forgotten them. */
var Orders = class {
	given = /* @__PURE__ */ new Map();
	processes = /* @__PURE__ */ new Map();
	note(server, state) {
		this.given.set(server.name, {
			server,
			state
		});
	}
	/** Gives them again to a balancer that is another process than at the look before. What a person changed in the same process stays. */
	async giveAgain(balancer, signal) {
		const now = await processOf(balancer, signal);
		const before = this.processes.get(balancer);
		if (before !== void 0 && before !== now) await Promise.all([...this.given.values()].map(({ server, state }) => setState(balancer, server, state, signal)));
		this.processes.set(balancer, now);
	}
};

// src/platforms/servers/smoke.ts
/** Asks servers at their addresses, a track by `preview` where that can be, the service at its `url`. Passes without `smoke-test`. */
function serversSmokeTest({ service, servers }) {
	const { smokeTest, preview, url } = service;
	return { async ask(whom, signal) {
		if (!smokeTest) return null;
		if (whom === "service" && url !== null) return askHttp({ url }, smokeTest, signal);
		if (whom !== "service" && "track" in whom && preview?.kind === "url") return askHttp({ url: preview.url }, smokeTest, signal);
		if (whom !== "service" && "track" in whom && preview && preview.kind !== "url" && url !== null) {
			const { kind, name, value } = preview;
			return askHttp({
				url,
				headers: kind === "header" ? { [name]: value } : { Cookie: `${name}=${value}` }
			}, smokeTest, signal);
		}
		if (whom === "service") return null;
		const { servers: meant, settings } = askedOf(whom, servers, smokeTest);
		for (const server of meant) {
			const wrong = await askHttp(await doorOf(server, signal), settings, signal);
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
				return trackOf(name, await look(site, serversOf(site, name), signal), (weights[name] ?? 0) > 0);
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
		const [seen] = await look(site, [server], signal);
		const runs = seen !== void 0 && runsAndReady(seen, target);
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
	return site.servers.filter((server) => server.track === track);
}
function trackOf(name, all, hasTraffic) {
	const found = all.some((seen) => seen.answers);
	const present = all.filter((seen) => seen.record ? seen.record.phase !== "stopped" : seen.answers || hasTraffic && found);
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
* Servers behind HAProxy, which is told through its runtime socket; both on this machine or on others, which are reached over ssh.
* `workspace` is where `update` runs on this one. The journal lies on the machine of the first balancer.
*/
function servers(service, options) {
	const { at, close } = machines(service.ssh);
	const site = {
		service,
		servers: service.servers.map((server) => ({
			...server,
			machine: at(server.host)
		})),
		balancers: service.balancers.map((balancer) => ({
			...balancer,
			machine: at(balancer.host)
		})),
		workspace: options.workspace,
		folder: stateFolder(service),
		orders: new Orders()
	};
	const first = at(service.balancers[0]?.host ?? null);
	const tracked = service.servers.some((server) => server.track !== null);
	const journal = fileJournal(first.files, site.folder, placeOf({
		machine: first,
		socket: site.folder
	}));
	const [fleet, tracks, router] = [
		serversFleet(site),
		serversTracks(site),
		serversRouter(site)
	];
	return {
		journal: {
			...journal,
			load: tellingAll(site, journal.load)
		},
		fleet: {
			...fleet,
			instances: tellingAll(site, fleet.instances)
		},
		...tracked ? {
			tracks: {
				...tracks,
				read: tellingAll(site, tracks.read)
			},
			router: {
				...router,
				read: tellingAll(site, router.read)
			}
		} : {},
		metrics: metricsOf(site),
		smokeTest: serversSmokeTest(site),
		...service.url === null ? {} : { url: service.url },
		check: (kind, signal, ahead) => check(site, kind, signal, ahead?.brings),
		start: (signal, needed) => supply(site, needed, signal),
		foresee: (signal, needed) => foreseen(site, needed, signal),
		byHand: async (track) => byHand(site, track),
		close
	};
}
/** On each balancer: the servers into rotation, then, where there are two tracks, all the traffic to this one. */
function byHand({ servers: all, balancers }, track) {
	return balancers.flatMap((balancer) => {
		const { host, socket, map, key } = balancer;
		const tell = (command) => `echo '${command}' | ${host === null ? "" : `ssh ${host} `}socat stdio ${socket}`;
		const ready = all.filter((server) => track === null || server.track === track).map((server) => tell(`set server ${backendOf(balancer, server.track)}/${server.name} state ready`));
		return track === null || map === null ? ready : [...ready, tell(`set map ${map} ${key} ${track === "green" ? 100 : 0}`)];
	});
}

export { ask as n, plainName as r, servers as t };