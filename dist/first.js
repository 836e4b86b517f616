import { _ as getState$1, a as isCollection, b as startGroup, c as isScalar, d as sha256, f as bytesToHex, g as getInput, h as error, i as isAlias, l as isSeq, m as endGroup$2, n as LineCounter, o as isMap, p as utf8ToBytes, r as Composer, s as isPair, t as Parser, u as validate, v as info$1, x as warning, y as notice } from "./vendor-first.js";
const dirname = process.getBuiltinModule("node:path").dirname; const join$1 = process.getBuiltinModule("node:path").join; const resolve = process.getBuiltinModule("node:path").resolve;
const randomBytes = (...given) => process.getBuiltinModule("node:crypto").randomBytes(...given); const randomUUID = (...given) => process.getBuiltinModule("node:crypto").randomUUID(...given);
const appendFileSync = process.getBuiltinModule("node:fs").appendFileSync; const constants = process.getBuiltinModule("node:fs").constants; const linkSync = process.getBuiltinModule("node:fs").linkSync; const readFileSync = process.getBuiltinModule("node:fs").readFileSync; const readdirSync = process.getBuiltinModule("node:fs").readdirSync; const rmSync = process.getBuiltinModule("node:fs").rmSync; const statSync = process.getBuiltinModule("node:fs").statSync;
const EOL = process.getBuiltinModule("node:os").EOL; const homedir = process.getBuiltinModule("node:os").homedir;
const setTimeout$1 = process.getBuiltinModule("node:timers/promises").setTimeout;
const get = (...given) => process.getBuiltinModule("node:http").get(...given);
const spawn = (...given) => process.getBuiltinModule("node:child_process").spawn(...given);
const access = (...given) => process.getBuiltinModule("node:fs/promises").access(...given); const chmod = (...given) => process.getBuiltinModule("node:fs/promises").chmod(...given); const lstat = (...given) => process.getBuiltinModule("node:fs/promises").lstat(...given); const mkdir = (...given) => process.getBuiltinModule("node:fs/promises").mkdir(...given); const open = (...given) => process.getBuiltinModule("node:fs/promises").open(...given); const readFile = (...given) => process.getBuiltinModule("node:fs/promises").readFile(...given); const readdir = (...given) => process.getBuiltinModule("node:fs/promises").readdir(...given); const rename = (...given) => process.getBuiltinModule("node:fs/promises").rename(...given); const rm = (...given) => process.getBuiltinModule("node:fs/promises").rm(...given); const stat = (...given) => process.getBuiltinModule("node:fs/promises").stat(...given);
const once = process.getBuiltinModule("node:events").once;
const connect = (...given) => process.getBuiltinModule("node:net").connect(...given);
const addAbortSignal = process.getBuiltinModule("node:stream").addAbortSignal;

// src/github/api/repository.ts
/** The repository that the run belongs to; null outside a runner. */
function repositoryOf(env) {
	const [owner, repo] = (env["GITHUB_REPOSITORY"] ?? "").split("/");
	return owner && repo ? {
		owner,
		repo
	} : null;
}
/** The page of the repository, where people look. */
function repositoryUrl(env) {
	return `${env["GITHUB_SERVER_URL"] || "https://github.com"}/${env["GITHUB_REPOSITORY"] ?? ""}`;
}

// src/github/inputs.ts
/** Reads inputs as the runner hands them over (`INPUT_<NAME>`), trimmed; one that is not set, or empty, is ''. */
function readInputs(names) {
	return Object.fromEntries(names.map((name) => [name, getInput(name)]));
}
/** The folder of the checkout. */
function workspaceOf(env) {
	return env["GITHUB_WORKSPACE"] || process.cwd();
}
/** The run that this process belongs to. Outside a runner the fields are empty and the numbers 0. */
function thisRun(env = process.env) {
	const id = env["GITHUB_RUN_ID"] ?? "";
	const attempt = Number(env["GITHUB_RUN_ATTEMPT"] ?? 0);
	const check = env["INPUT_CHECK-RUN-ID"] ?? "";
	const address = `${repositoryUrl(env)}/actions/runs/${id}`;
	return {
		id,
		attempt,
		number: Number(env["GITHUB_RUN_NUMBER"] ?? 0),
		workflow: env["GITHUB_WORKFLOW"] ?? "",
		ref: env["GITHUB_REF"] ?? "",
		job: env["GITHUB_JOB"] ?? "",
		...check !== "" && { check },
		actor: env["GITHUB_TRIGGERING_ACTOR"] || (env["GITHUB_ACTOR"] ?? ""),
		url: id === "" ? "" : attempt > 1 ? `${address}/attempts/${attempt}` : address
	};
}

// src/github/api/client.ts
const ATTEMPT_TIMEOUT = 1e4;
const RETRIES = 2;
/** The same would be said again; 429: GitHub says how long it wants to be left alone, which is longer than anybody waits for. */
const FINAL = [
	400,
	401,
	403,
	404,
	410,
	422,
	429,
	451
];
/**
* A client of the API named by `GITHUB_API_URL`. An attempt lasts at most 10 s; reads and updates are tried again at most twice,
* nothing is on a rate limit: what we tell people can wait for the end. All its requests end when `signal` aborts.
*/
async function githubClient(token, env, signal) {
	const [{ Octokit: Plain }, { retry }, { throttling }] = await Promise.all([
		import("./dist-src.js"),
		import("./dist-bundle.js"),
		import("./dist-bundle2.js")
	]);
	await useProxy(env);
	const quiet = () => {};
	return new (Plain.plugin(retry, throttling))({
		auth: token,
		baseUrl: env["GITHUB_API_URL"] || "https://api.github.com",
		userAgent: "sluice",
		log: {
			debug: quiet,
			info: quiet,
			warn: quiet,
			error: quiet
		},
		request: { fetch: bounded(signal) },
		retry: {
			retries: RETRIES,
			doNotRetry: FINAL
		},
		throttle: {
			id: randomUUID(),
			onRateLimit: () => false,
			onSecondaryRateLimit: () => false
		}
	});
}
/** Node's own `fetch` asks the proxy of the environment only when told so; runners before the end of 2025 cannot be told. */
async function useProxy(env) {
	if (!(env["https_proxy"] || env["HTTPS_PROXY"] || env["http_proxy"] || env["HTTP_PROXY"])) return;
	const { setGlobalProxyFromEnv } = await import("node:http");
	if (setGlobalProxyFromEnv) setGlobalProxyFromEnv(env);
	else warning("This runner is too old to reach GitHub through the proxy: comment and deployment record may be missing. Update the runner.");
}
function bounded(signal) {
	return (input, init) => {
		const signals = [
			AbortSignal.timeout(ATTEMPT_TIMEOUT),
			signal,
			init?.signal
		].filter((one) => one != null);
		return fetch(input, {
			...init,
			signal: AbortSignal.any(signals)
		});
	};
}
/** For requests that make something: after a lost answer, looking comes before making it again. */
const ONCE = { request: { retries: 0 } };

// src/github/api/feature.ts
/**
* Something we tell on GitHub that a token may or may not be allowed to. Nothing it does throws: a missing permission switches it off
* and says once what to add; anything else that fails is said once, and tried again the next time there is something to tell.
*/
var Feature = class {
	#what;
	#permission;
	#info;
	#off = false;
	#complained = false;
	/** @param permission what the token needs, as far as that is known by now */
	constructor(what, permission, info) {
		this.#what = what;
		this.#permission = permission;
		this.#info = info;
	}
	get off() {
		return this.#off;
	}
	/** True when `work` was done, or is not to be done because the token may not. */
	async attempt(work) {
		if (this.#off) return true;
		try {
			await work();
			return true;
		} catch (error) {
			this.#off = lacksPermission(error);
			if (this.#off) this.#info(`${this.#what} is left out: the token lacks a permission. ${toAdd(this.#permission())}`);
			else if (!this.#complained) this.#info(`${this.#what} could not be written; the rollout goes on: ${error.message ?? String(error)}`);
			this.#complained = true;
			return this.#off;
		}
	}
};
/** The lines that give a job a permission. One that has none of its own loses those of the repository by the first that it writes. */
function toAdd(permission) {
	return `Add to the job:\n  permissions:\n    ${permission}\n    contents: read # for the checkout`;
}
/** Whether GitHub said that there is no such thing (any more). */
function isGone(error) {
	return error.status === 404 && !lacksPermission(error);
}
/** Whether GitHub said that this token may not, ever. */
function lacksPermission(error) {
	const { status, message } = error;
	return (status === 403 || status === 404) && /not accessible by/i.test(message ?? "");
}

// src/github/job-ended.ts
/**
* Asks GitHub whether the job of a run has ended, what it does afterwards too: by the check of the job where the journal has it, else by
* the attempt of the run with all its jobs. False also where nobody knows: no token, another repository, no permission, no answer.
* Never asks about the job that this process belongs to. Throws nothing.
*/
function jobEnded({ token, env, info }) {
	const at = repositoryOf(env);
	const own = thisRun(env);
	let client = null;
	let isAllowed = token !== "";
	return async (run) => {
		const isOwn = run.id === own.id && (run.check === void 0 || run.check === own.check);
		if (!isAllowed || at === null || run.id === "" || isOwn) return false;
		try {
			client ??= githubClient(token, env);
			const octokit = await client;
			return (await statusOfJob(octokit, at, run) ?? (run.id === own.id ? null : await statusOfAttempt(octokit, at, run))) === "completed";
		} catch (error) {
			isAllowed = !lacksPermission(error);
			if (!isAllowed) info(`GitHub does not tell whether the other job has ended. To wait less: ${toAdd("actions: read")}`);
			return false;
		}
	};
}
/** null where it cannot be asked for by its check. */
async function statusOfJob(octokit, at, { check = "" }) {
	if (!/^[1-9]\d*$/.test(check)) return null;
	try {
		const { data } = await octokit.rest.actions.getJobForWorkflowRun({
			...at,
			job_id: Number(check)
		});
		return data.check_run_url.endsWith(`/${check}`) ? data.status : null;
	} catch (error) {
		if (isGone(error)) return null;
		throw error;
	}
}
/** Not that of the run itself, which is about its latest attempt. */
async function statusOfAttempt(octokit, at, { id, attempt }) {
	const { data } = await octokit.rest.actions.getWorkflowRunAttempt({
		...at,
		run_id: Number(id),
		attempt_number: attempt
	});
	return data.status;
}

// src/report/escape.ts
/** Control characters, and marks that change the direction of the text around them or are not seen at all. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const TERMINAL = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g;
/** Any text as one line: line ends become spaces, control characters and marks of direction go. */
function oneLine(text) {
	return text.toWellFormed().replace(TERMINAL, "").replace(/[\r\n\t\u0085\u2028\u2029]+/g, " ").replace(INVISIBLE, "").trim();
}
/** At most `most` UTF-16 units; what was cut ends with `\u2026`, never with half a character. */
function clip(text, most) {
	return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}\u2026`;
}
/** Any text as one line of Markdown that shows it literally: no markup, no HTML, no link, no mention. Fit for a cell of a table. */
function escapeMarkdown(text) {
	return entities(oneLine(text)).replace(/&#(?:64|35);/g, "$&&#8203;");
}
/** Any text as code within a line, to be copied: GitHub finds no mentions in code, so nothing is added to it. */
function inlineCode(text) {
	return `<code>${entities(oneLine(text))}</code>`;
}
/** Lines of untrusted text as a block of code, to be copied. */
function codeBlock(lines) {
	const shown = lines.map(oneLine);
	const longest = shown.flatMap((line) => line.match(/`+/g) ?? []).reduce((most, ticks) => Math.max(most, ticks.length), 2);
	const fence = "`".repeat(longest + 1);
	return [
		fence,
		...shown,
		fence
	].join("\n");
}
/** Any text as one line for an HTML element or a quoted attribute. */
function escapeHtml(text) {
	return oneLine(text).replace(/[&<>"'`]/g, entity);
}
/** A version for people: the first 7 of a commit's 40 hexadecimal digits, others at most 60 characters. Not escaped. */
function shorten(version) {
	const line = oneLine(version);
	return /^[0-9a-f]{40}$/i.test(line) ? line.slice(0, 7) : clip(line, 60);
}
function entities(line) {
	return line.replace(/[&<>|`@[\]*_~#\\$]/g, entity).replace(/:(?=\/\/)/g, entity).replace(/(?<=www)\./gi, entity);
}
const entity = (character) => `&#${character.charCodeAt(0)};`;

// src/report/log.ts
/** GitHub shows no more of an annotation. */
const MOST$1 = 64e3;
/** One line of the log, `+0:12  drain web1`; `sinceMs` are milliseconds since the action began. */
function logLine(event, sinceMs) {
	return `+${elapsed(sinceMs)}  ${logText(event.text)}`;
}
/** Any text as one line of the log that is no command to the runner. */
function logText(text) {
	return oneLine(text).replace(/##(?=\[)/g, "## ").replace(/^::/, ": :");
}
/** Any text as lines of the log that are no commands to the runner; each keeps its indentation. */
function logLines(text) {
	const lines = text.split(/\r?\n/).map((line) => `${/^ */.exec(line)?.[0] ?? ""}${logText(line)}`);
	return clip(lines.join("\n"), MOST$1);
}
/** `25 %`, with at most one digit after the point. */
function percent(value) {
	return `${Math.round(value * 10) / 10} %`;
}
/** Milliseconds as `0:12`, `12:05`, `1:02:03`. */
function elapsed(ms) {
	const seconds = Math.max(0, Math.floor(ms / 1e3));
	const [h, m, s] = [
		Math.floor(seconds / 3600),
		Math.floor(seconds / 60) % 60,
		seconds % 60
	];
	const two = (part) => String(part).padStart(2, "0");
	return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

// src/github/outputs.ts
/** Sets outputs of the step, in the order given; there are none outside GitHub. What is set again replaces what was. */
function setOutputs(values) {
	const file = process.env["GITHUB_OUTPUT"];
	if (!file) return;
	appendFileSync(file, Object.entries(values).map(([name, value]) => entry(name, value)).join(""));
}
/** Hands text from `main` to `post`, which there is on GitHub only. Never a token: inputs are there again. */
function saveState(name, value) {
	const file = process.env["GITHUB_STATE"];
	if (file) appendFileSync(file, entry(name, value));
}
/**
* What is handed over in a file, ended by a line that the value does not have (GitHub, "Workflow commands", *Multiline strings*). The
* library takes a random one, for which it loads all of Node's cryptography, 3 ms at every start.
*/
function entry(name, value) {
	let end = "end";
	while (value.includes(end)) end += ".";
	return `${name}<<${end}${EOL}${value}${EOL}${end}${EOL}`;
}
/** What `main` saved; '' if it did not. */
function getState(name) {
	return getState$1(name);
}
/** An annotation, at a place in a file where there is one. Title and message may be any text. */
function annotate(level, title, message, place = {}) {
	({
		error,
		warning,
		notice
	})[level](logLines(message), {
		title: logText(title),
		...place.file === void 0 ? {} : { file: place.file },
		...place.line === void 0 ? {} : { startLine: place.line },
		...place.column === void 0 ? {} : { startColumn: place.column }
	});
}
/** Adds to the job summary; does nothing where there is none, and throws nothing: a summary is never worth a rollout. */
function writeSummary(markdown) {
	const file = process.env["GITHUB_STEP_SUMMARY"];
	if (!file) return;
	try {
		appendFileSync(file, `${markdown}${EOL}`);
	} catch (error) {
		info$1(`The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`);
	}
}
/** Lets the step end as failed, once everything else is done. */
function fail() {
	process.exitCode = 1;
}
function group(title) {
	startGroup(logText(title));
}
function endGroup$1() {
	endGroup$2();
}
/** Any text as lines of the log. */
function info(text) {
	info$1(logLines(text));
}

// src/github/protection.ts
/**
* Whether an environment makes a job wait for a person or a timer. A gate that cannot be checked is none. Throws nothing.
* @returns what is lacking and what to do, as a sentence; null where it is protected
*/
async function unprotected(name, { token, env }) {
	const at = repositoryOf(env);
	const asked = `environment ${name}, which \`require-protection\` names`;
	if (token === "" || at === null) return `${asked}, cannot be checked: there is no \`github-token\`, or this is no GitHub run`;
	const settings = `${repositoryUrl(env)}/settings/environments`;
	try {
		const { data } = await (await githubClient(token, env)).rest.repos.getEnvironment({
			...at,
			environment_name: name
		});
		const isGate = ({ wait_timer: wait = 0, reviewers = [] }) => wait > 0 || reviewers.length > 0;
		if (data.protection_rules?.some(isGate)) return null;
		return `${asked}, has neither required reviewers nor a wait timer, so nobody was asked: add one at ${settings}`;
	} catch (error) {
		const { status, message } = error;
		if (lacksPermission(error)) return `${asked}, cannot be checked: the token lacks a permission. ${toAdd("actions: read")}`;
		if (status === 404) return `there is no ${asked}, and GitHub makes one without any rule for the first job that names it: make it at ${settings}, with required reviewers or a wait timer`;
		return `${asked}, could not be checked, as GitHub did not answer: ${message ?? String(error)}. Run this again`;
	}
}

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

// src/ports/reason.ts
/**
* Thrown by an adapter where trying again is pointless: the platform said no, the new version cannot become ready,
* a smoke test failed. Everything else that an adapter throws is taken for a passing fault and tried again.
*/
var Refused = class extends Error {
	name = "Refused";
	reason;
	constructor(code, message, options) {
		super(message, options);
		this.reason = {
			code,
			message
		};
	}
};

// src/report/headline.ts
/** What happened or is happening, in a few words: the title of comment, summary, page and annotation. Holds untrusted text. */
function headline(record) {
	const version = record.version === null ? "the version" : shorten(record.version);
	const previous = record.previousVersion === null ? "what ran before" : shorten(record.previousVersion);
	const at = `${version} at ${percent(record.weight)}`;
	switch (record.outcome) {
		case null:
		case "rolling": return atWork(record, version, previous);
		case "promoted": return `Promoted ${version}`;
		case "prepared": return `Prepared ${version}, without traffic`;
		case "switched": return `Switched to ${version}, ${previous} is kept`;
		case "canary": return `Canary ${at}`;
		case "unchanged": return "Nothing changed";
		case "planned": return `Planned ${version}, nothing was changed`;
		case "locked": return record.rollout === null ? "Locked" : `Locked, ${version} stays at ${percent(record.weight)}`;
		case "unlocked": return record.rollout === null ? "Unlocked" : `Unlocked, ${version} is at ${percent(record.weight)}`;
		case "idle": return "Nothing in flight";
		case "empty": return "Nothing deployed yet";
		case "going-back": return `Going back to ${previous}`;
		case "rolled-back": return `Rolled back to ${record.direction === "back" ? previous : version}`;
		case "paused": return `Paused ${at}`;
		case "interrupted": return `Interrupted ${at}`;
		case "refused": return record.version === null ? "Refused" : `Refused ${version}`;
		case "stuck": return `Stuck with ${at}: finish by hand`;
	}
}
function atWork(record, version, previous) {
	if (record.direction === "back") return `Going back to ${previous}`;
	const batch = /^batch (\d+ of \d+)$/.exec(record.stage)?.[1];
	if (record.kind !== "tracks") return batch === void 0 ? `Rolling to ${version}` : `Rolling ${batch} to ${version}`;
	return record.weight > 0 ? `Rolling out ${version}, now at ${percent(record.weight)}` : `Preparing ${version}`;
}

// src/units/moment.ts
/** `2030-01-02 03:04` (UTC) of wall milliseconds, which may come from a journal that is damaged. */
function moment(at) {
	return Math.abs(at) <= 864e13 ? new Date(at).toISOString().slice(0, 16).replace("T", " ") : "an unknown day";
}

// src/units/grouped.ts
/** A number of at least 0 with commas between thousands: `12,345`, and at most one digit after the point. Not by `Intl`, which takes 10 ms to begin. */
function grouped(value) {
	const [whole = "", part = "0"] = value.toFixed(1).split(".");
	return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${part === "0" ? "" : `.${part}`}`;
}

// src/report/chart.ts
/** Of the drawing; the page stretches it to the panel, so that text beside it stays readable on a phone. */
const WIDTH = 1e3;
const HEIGHT = 100;
const MOST_POINTS = 300;
/** Traffic by version, requests and errors over time, one below the other; '' where there are fewer than two samples. */
function trafficChart(samples, sides) {
	const points = measured(thin(samples));
	const [first, last] = [points[0], points.at(-1)];
	if (first === void 0 || last === void 0 || points.length < 2) return "";
	const span = Math.max(1, last.at - first.at);
	const highest = (key) => Math.max(1, ...points.map((point) => point[key]));
	const x = ({ at }) => round(Math.min(1, Math.max(0, (at - first.at) / span)) * WIDTH);
	const curve = (most, value, steps = false) => {
		const y = (point) => round(HEIGHT - Math.min(value(point), most) / most * HEIGHT);
		return points.map((point, i) => i === 0 ? `M${x(point)} ${y(point)}` : steps ? `H${x(point)}V${y(point)}` : `L${x(point)} ${y(point)}`).join("");
	};
	const [rate, failed] = [highest("rate"), highest("failed")];
	const version = curve(100, (point) => point.weight, true);
	const before = sides.before === null ? "" : line$1("line before", curve(100, (point) => 100 - point.weight, true));
	const panels = [
		{
			title: "Traffic, %",
			name: "weight",
			most: 100,
			paths: [
				area(version),
				before,
				line$1("line", version)
			]
		},
		{
			title: "Requests a second",
			name: "requests",
			most: rate,
			paths: filled(curve(rate, (point) => point.rate))
		},
		{
			title: "Failed requests, %",
			name: "failed",
			most: failed,
			paths: filled(curve(failed, (point) => point.failed))
		}
	];
	const worst = Math.max(...points.map((point) => point.failed));
	const isCounted = points.some((point) => point.rate > 0);
	const errors = worst === 0 ? "no request failed" : `at worst ${shown(worst)} % of the requests failed`;
	return [
		`<figcaption>${`From ${first.weight} to ${last.weight} percent of the traffic in ${elapsed(span)}`}; ${isCounted ? errors : "no request was counted"}.</figcaption>`,
		legend(sides),
		...panels.slice(0, isCounted ? panels.length : 1).map(drawn),
		`<div class="ticks">${[
			0,
			.25,
			.5,
			.75,
			1
		].map((part) => `<span>+${elapsed(part * span)}</span>`).join("")}</div>`
	].join("\n");
}
function legend({ version, before }) {
	return `<p class="legend"><span class="now">${escapeHtml(version)}</span>${before === null ? "" : ` <span class="before">${escapeHtml(before)}</span>`}</p>`;
}
function drawn({ title, name, most, paths }) {
	const svg = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${paths.join("")}</svg>`;
	return `<div class="panel ${name}"><h3>${title}</h3><span>${shown(most)}</span><span>0</span>${svg}</div>`;
}
const line$1 = (name, path) => `<path class="${name}" d="${path}"/>`;
const area = (path) => line$1("area", `${path}V${HEIGHT}H0Z`);
const filled = (path) => [area(path), line$1("line", path)];
/** Samples count since the one before, at any distance: rates can be compared with each other. */
function measured(samples) {
	return samples.map(({ at, weight, requests, failed }, index) => {
		const later = Math.max(1, index);
		const seconds = ((samples[later]?.at ?? at) - (samples[later - 1]?.at ?? at)) / 1e3;
		return {
			at,
			weight,
			rate: seconds > 0 ? requests / seconds : 0,
			failed: requests > 0 ? 100 * failed / requests : 0
		};
	});
}
/** Sums neighbours until the points fit the width. */
function thin(samples) {
	const size = Math.ceil(samples.length / MOST_POINTS);
	if (size <= 1) return samples;
	return Array.from({ length: Math.ceil(samples.length / size) }, (_, index) => {
		const part = samples.slice(index * size, (index + 1) * size);
		const last = part.at(-1);
		const total = (key) => part.reduce((sum, sample) => sum + sample[key], 0);
		return {
			...last,
			requests: total("requests"),
			failed: total("failed")
		};
	});
}
const round = (value) => Math.round(value * 10) / 10;
const shown = grouped;

// src/report/next.ts
const NO_WAYS = {
	workflowUrl: "",
	byComment: false
};
/** What there is to do after the record's outcome; null where nothing is. */
function nextSteps(record, ways) {
	const [promote, rollback] = [wayTo("promote", record, ways), wayTo("rollback", record, ways)];
	const choose = (text, ...commands) => ({
		text,
		choice: true,
		commands
	});
	const finish = (text, commands = []) => ({
		text,
		choice: false,
		commands
	});
	if (record.lock !== null && record.outcome !== null && record.outcome !== "stuck") {
		const unlock = wayTo("unlock", record, ways);
		return record.rollout === null || record.outcome === "promoted" || record.outcome === "rolled-back" ? choose("Nothing can be deployed until it is unlocked. Unlock it", unlock) : choose("Nothing goes on until it is unlocked. Unlock it, or take the version back", unlock, rollback);
	}
	switch (record.outcome) {
		case "canary":
		case "prepared":
		case "switched": return choose("Promote it, or take it back", promote, rollback);
		case "unlocked": return record.rollout === null ? null : choose("Promote it, or take it back", promote, rollback);
		case "paused":
		case "interrupted": return choose("Run the failed job again to go on from here. Or promote it, or take it back", promote, rollback);
		case "stuck": return finish("Finish by hand with these commands, then run the job again", record.commands);
		case "rolled-back": return ["requested", "cancelled"].includes(record.reason ?? "") ? null : finish("The version before serves all requests. Mend what the message names, then deploy again");
		case "refused": return finish("Nothing was changed. Do what the message says, then run the job again", record.commands);
		case null:
		case "rolling": return record.direction === "back" ? null : choose("It goes on by itself. You can take it back", rollback);
		default: return null;
	}
}
/** How the commands of a choice are meant: a comment to write, or a step to run. */
function howTo({ choice, commands }) {
	if (!choice) return "";
	return commands[0]?.startsWith("/") ? "by a comment" : "with a step of a workflow";
}
/** What makes a version live again. */
function wayBack(record, version, ways) {
	return wayTo("rollback", record, ways, version);
}
/** Whether the version has a share of the traffic that is worth a bar. */
function hasTraffic(record) {
	return record.rollout !== null && record.outcome !== "refused";
}
/** A comment, or a step of a workflow; what cannot be said in a comment is a step. */
function wayTo(what, { service, environment }, { byComment }, to) {
	const isPlain = /^[A-Za-z0-9][\w.-]*@[A-Za-z0-9][\w./-]*$/.test(`${service}@${environment}`) && /^[A-Za-z0-9][\w.+:/-]*$/.test(to ?? "v");
	if (byComment && isPlain) return `/sluice ${service}@${environment} ${what}${to === void 0 ? "" : ` to ${to}`}`;
	const inputs = {
		service,
		environment,
		...to !== void 0 && { to }
	};
	const pairs = Object.entries(inputs).map(([name, value]) => `${name}: ${JSON.stringify(oneLine(value))}`);
	if (what === "unlock") pairs.push("unlock: true");
	return `- { uses: sluice-actions/sluice/actions/${what === "unlock" ? "lock" : what}@v1, with: { ${pairs.join(", ")} } }`;
}

// src/report/record.ts
/** Whether anybody counted what was served. */
function isCounted$1({ requests, stages }) {
	return requests > 0 || stages.some((stage) => stage.requests !== null);
}
/** A record of nothing yet; events do not say whose they are, so begin with it. */
function emptyRecord(service, environment) {
	return {
		schema: 1,
		service,
		environment,
		rollout: null,
		kind: null,
		direction: "forward",
		version: null,
		previousVersion: null,
		outcome: null,
		reason: null,
		message: null,
		stage: "",
		url: null,
		run: null,
		weight: 0,
		stages: [],
		evidence: [],
		timeline: [],
		samples: [],
		history: [],
		requests: 0,
		failed: 0,
		extraInstanceMinutes: 0,
		picture: null,
		lock: null,
		commands: [],
		startedAt: null,
		updatedAt: null,
		endedAt: null
	};
}
/** The record with what the event tells; null: the first event of a service that has no name here yet. */
function foldEvent(record, event) {
	const before = withRollout(passTime(record ?? emptyRecord("", ""), event.at.wall), event.rollout);
	const picture = event.picture ?? before.picture;
	return {
		...before,
		stage: event.stage || before.stage,
		weight: picture?.weight ?? event.rollout.weight,
		picture,
		evidence: event.evidence.length > 0 ? event.evidence : before.evidence,
		timeline: append(before.timeline, {
			at: event.at.wall,
			kind: event.kind,
			stage: event.stage,
			text: clip(oneLine(event.text), MOST_TEXT)
		})
	};
}
/** The record of an action that ended, whether or not it was about a rollout. */
function foldEnding(record, ending, context) {
	const passed = passTime(record ?? emptyRecord(context.service, context.environment), context.at);
	const rollout = subject(ending, context.version);
	const before = rollout === null ? passed : withRollout(passed, rollout);
	return {
		...before,
		service: context.service,
		environment: context.environment,
		version: rollout?.attempted.version ?? context.version ?? (ending.outcome === "idle" ? ending.journal?.live?.version ?? null : null),
		outcome: ending.outcome,
		reason: ending.reason.code,
		message: clip(oneLine(ending.reason.message), MOST_MESSAGE$1),
		url: context.url,
		run: context.run,
		weight: weightAt(ending, before),
		history: former(ending.journal),
		lock: ending.journal?.lock ?? null,
		commands: ending.commands.length > 0 ? ending.commands : rollout?.stuck?.commands ?? [],
		endedAt: context.at
	};
}
const MOST_TEXT = 300;
const MOST_MESSAGE$1 = 2e3;
const MOST_LINES = 200;
/** The beginning is kept when the timeline is too long, what follows it goes first. */
const FIRST_LINES = 20;
const MOST_FORMER = 5;
function withRollout(record, rollout) {
	return {
		...record,
		rollout: rollout.id,
		kind: rollout.kind,
		direction: rollout.direction,
		version: rollout.attempted.version,
		previousVersion: rollout.from.version,
		run: rollout.run,
		weight: record.picture?.weight ?? rollout.weight,
		stages: rollout.stages,
		samples: rollout.samples,
		requests: rollout.requests,
		failed: rollout.failed,
		startedAt: rollout.startedAt
	};
}
function passTime(record, at) {
	const minutes = Math.max(0, at - (record.updatedAt ?? at)) / 6e4;
	return {
		...record,
		updatedAt: at,
		extraInstanceMinutes: record.extraInstanceMinutes + minutes * Math.max(0, record.picture?.extra ?? 0)
	};
}
/** What is polled again and again is told once, with its latest text. */
function append(timeline, line) {
	const last = timeline.at(-1);
	const lines = [...last !== void 0 && last.kind === line.kind && last.stage === line.stage && (line.kind === "evidence" || last.text === line.text) ? timeline.slice(0, -1) : timeline, line];
	return lines.length <= MOST_LINES ? lines : lines.toSpliced(FIRST_LINES, lines.length - MOST_LINES);
}
/** The rollout to tell of; not the one that was only in the way of another version. */
function subject({ outcome, rollout }, asked) {
	return (outcome === "refused" || outcome === "unchanged") && asked !== null && rollout?.attempted.version !== asked ? null : rollout;
}
function weightAt(ending, record) {
	if (ending.outcome === "promoted" || ending.outcome === "switched") return 100;
	if (ending.outcome !== "rolled-back") return ending.rollout?.kind === "tracks" ? ending.rollout.weight : record.weight;
	return ending.rollout?.direction === "forward" ? 100 : 0;
}
function former(journal) {
	const seen = /* @__PURE__ */ new Set([journal?.live?.version ?? null]);
	return (journal?.history ?? []).filter(({ version, end }) => end === "live" && !seen.has(version) && seen.add(version)).slice(0, MOST_FORMER).map(({ version, at, run }) => ({
		version,
		at,
		runUrl: run.url,
		by: run.actor
	}));
}

// src/report/style.ts
/** The page's style sheet: light and dark as the reader's system says. */
const STYLE = `
:root { --text: #1f2328; --quiet: #59636e; --page: #ffffff; --card: #f6f8fa; --edge: #d1d9e0; --good: #1a7f37; --bad: #cf222e; --open: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --quiet: #9198a1; --page: #0d1117; --card: #151b23; --edge: #3d444d; --good: #3fb950; --bad: #f85149; --open: #4493f8; }
}
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header { border-left: 6px solid var(--open); padding: .25rem 0 .25rem 1rem; }
header.good { border-color: var(--good); }
header.bad { border-color: var(--bad); }
header p { margin: 0; color: var(--quiet); }
header .message { color: var(--text); }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
dl { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; }
dl div { flex: 1 1 auto; min-width: 6rem; background: var(--card); border: 1px solid var(--edge); border-radius: 6px; padding: .5rem .75rem; }
dt { color: var(--quiet); font-size: .85rem; }
dd { margin: 0; font-size: 1.1rem; font-weight: 600; overflow-wrap: normal; }
figure { margin: 0; }
figcaption { color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .5rem 0 0; }
.legend span::before { content: ''; display: inline-block; width: 1.5rem; margin-right: .5rem; border-top: 2px solid var(--open); vertical-align: middle; }
.legend .before::before { border-top: 2px dashed var(--quiet); }
.panel { display: grid; grid-template: auto 6rem / 4rem 1fr; column-gap: .5rem; margin-top: 1rem; }
.panel h3 { grid-area: 1 / 2; margin: 0 0 .25rem; font-size: .85rem; }
.panel span { grid-area: 2 / 1; justify-self: end; align-self: start; line-height: 1; }
.panel span + span { align-self: end; }
.panel span, .ticks { color: var(--quiet); font-size: .8rem; font-variant-numeric: tabular-nums; }
.panel svg { grid-area: 2 / 2; width: 100%; height: 100%; overflow: visible; border: solid var(--edge); border-width: 1px 0; box-sizing: border-box; }
.ticks { display: flex; justify-content: space-between; margin: .25rem 0 0 4.5rem; }
.line { stroke: var(--open); stroke-width: 2px; fill: none; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.line.before { stroke: var(--quiet); stroke-dasharray: 5 4; }
.area { fill: var(--open); opacity: .15; }
.failed .line { stroke: var(--bad); }
.failed .area { fill: var(--bad); }
.wide { overflow-x: auto; overflow-wrap: break-word; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); font-size: .85rem; padding-bottom: .25rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--edge); vertical-align: top; }
th { white-space: nowrap; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.timeline td:nth-child(2) { color: var(--quiet); white-space: nowrap; }
.timeline { font-size: .9rem; }
.timeline .number { width: 1%; }
span.passed { color: var(--good); }
span.failed, span.stopped { color: var(--bad); }
span.running, span.paused { color: var(--open); }
ul { padding-left: 1.25rem; }
.history li { margin-bottom: .5rem; }
pre, code { background: var(--card); border-radius: 4px; font: .875rem/1.5 ui-monospace, monospace; }
code { padding: .1rem .3rem; }
pre { border: 1px solid var(--edge); padding: .75rem; white-space: pre-wrap; }
@media (max-width: 40rem) {
  table { font-size: .8rem; }
  th, td { padding: .35rem .25rem; }
  tbody th, .timeline td:nth-child(2) { white-space: normal; }
  .panel { grid-template-columns: 2.5rem 1fr; }
  .ticks { margin-left: 3rem; }
}
`;

// src/units/duration.ts
const UNITS = {
	d: 864e5,
	h: 36e5,
	m: 6e4,
	s: 1e3,
	ms: 1
};
const WHOLE = /^(?:\d{1,9}(?:ms|[dhms]))+$/;
const PART = /(\d+)(ms|[dhms])/g;
/** Reads `90s`, `5m`, `1h30m`, `500ms`, `2d`, `0` as milliseconds. Throws an Error that says what to write for anything else. */
function parseDuration(text) {
	const trimmed = text.trim();
	if (trimmed === "0") return 0;
	if (/^\d+$/.test(trimmed)) throw new Error(`"${trimmed}" has no unit: write ${trimmed}s for seconds, or ${trimmed}m for minutes`);
	const parts = [...trimmed.matchAll(PART)].map(([, count, unit]) => ({
		count: Number(count),
		size: UNITS[unit]
	}));
	const descending = parts.every((part, at) => at === 0 || part.size < (parts[at - 1]?.size ?? 0));
	if (!WHOLE.test(trimmed) || !descending) throw new Error(`"${text}" is not a duration: write it like 90s, 5m, 1h30m or 500ms`);
	return parts.reduce((sum, part) => sum + part.count * part.size, 0);
}
/** Writes milliseconds as {@link parseDuration} reads them, at most two units: `1h30m`, `90s` as `1m30s`, `500ms`, `0s`. */
function formatDuration(ms) {
	const whole = Math.max(0, Math.round(ms < 1e3 ? ms : ms / 1e3) * (ms < 1e3 ? 1 : 1e3));
	const units = Object.entries(UNITS);
	const first = units.findIndex(([, size]) => whole >= size);
	if (first === -1) return "0s";
	let rest = whole;
	return units.slice(first, first + 2).map(([unit, size]) => {
		const count = Math.floor(rest / size);
		rest -= count * size;
		return count === 0 ? "" : `${count}${unit}`;
	}).join("");
}

// src/report/words.ts
/** How long a stage lasted, or lasts by now. */
function duration(stage, record) {
	return formatDuration(Math.max(0, (stage.to ?? record.updatedAt ?? stage.from) - stage.from));
}
/** A number with commas; `\u2013` where nothing was counted. */
function count(value) {
	return value === null ? "\u2013" : grouped(value);
}
/** Instance·minutes, with at most one digit after the point. */
function minutes(value) {
	return value === 0 ? "none" : `${Math.max(.1, Math.round(value * 10) / 10)} instance·minutes`;
}

// src/report/html.ts
const BUDGET$1 = 3e5;
const ROWS = 100;
/** The record as one page that needs nothing else: no script, no network. Less than 300 kB. */
function renderHtml(record) {
	for (let lines = record.timeline.length; lines > 0; lines = Math.floor(lines / 2)) {
		const html = page(record, lines);
		if (Buffer.byteLength(html) < BUDGET$1) return html;
	}
	return page(record, 0);
}
function page(record, lines) {
	const title = escapeHtml(headline(record));
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${title} · ${escapeHtml(clip(record.service, 63))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header class="${tone(record)}">
<h1>${title}</h1>
${record.message === null ? "" : `<p class="message">${escapeHtml(record.message)}</p>`}
<p>${escapeHtml(clip(record.service, 63))} in ${escapeHtml(clip(record.environment, 63))}</p>
${locked$1(record)}</header>
${[
		facts(record),
		chart$1(record),
		stages$1(record),
		evidence$1(record),
		next$1(record),
		history$1(record),
		timeline$1(record, lines)
	].filter((part) => part !== "").join("\n")}
</main>
</body>
</html>
`;
}
function locked$1({ lock, outcome, reason }) {
	if (lock === null || outcome === "locked" || reason === "locked") return "";
	const why = escapeHtml(clip(lock.why, 200));
	return `<p><strong>Locked</strong> by ${escapeHtml(clip(lock.by || "somebody", 60))} since ${moment(lock.at)} UTC: ${why}</p>\n`;
}
function tone(record) {
	if (record.outcome === null) return "open";
	if ([
		"promoted",
		"switched",
		"prepared",
		"unchanged",
		"idle",
		"planned"
	].includes(record.outcome)) return "good";
	return [
		"rolled-back",
		"refused",
		"stuck",
		"interrupted"
	].includes(record.outcome) ? "bad" : "open";
}
function facts(record) {
	const from = record.startedAt;
	return `<dl>${[
		[`Traffic of ${version(record)}`, hasTraffic(record) ? percent(record.weight) : "\u2013"],
		["Requests", count(isCounted$1(record) ? record.requests : null)],
		["Failed", count(isCounted$1(record) ? record.failed : null)],
		["Lasted", from === null ? "\u2013" : elapsed((record.endedAt ?? record.updatedAt ?? from) - from)],
		["Extra capacity", minutes(record.extraInstanceMinutes)]
	].map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join("")}</dl>`;
}
function version(record) {
	return record.version === null ? "the version" : shorten(record.version);
}
function chart$1(record) {
	const first = record.reason === "first-deployment";
	const before = record.previousVersion === null ? "what ran before" : `${shorten(record.previousVersion)} (before)`;
	const drawn = trafficChart(record.samples, {
		version: `${version(record)} (new)`,
		before: first ? null : before
	});
	return drawn === "" ? "" : section("Traffic and errors", `<figure>${drawn}</figure>`);
}
function stages$1(record) {
	if (record.stages.length === 0) return "";
	const rows = record.stages.slice(-100).map((stage) => {
		const cells = [
			duration(stage, record),
			count(stage.requests),
			count(stage.failed)
		].map((value) => `<td class="number">${escapeHtml(value)}</td>`).join("");
		const result = `<td><span class="result ${stage.result}">${stage.result}</span></td>`;
		return `<tr><th scope="row">${line(stage.name, 60)}</th>${result}${cells}<td>${escapeHtml(clip(stage.by, 60))}</td></tr>`;
	});
	return section("Stages", `<div class="wide"><table><caption>What was done, in order, and what was served meanwhile</caption><thead><tr>${[
		"Stage",
		"Result",
		"Duration",
		"Requests",
		"Failed",
		"By"
	].map((name, index) => {
		return `<th scope="col"${index >= 2 && index <= 4 ? " class=\"number\"" : ""}>${name}</th>`;
	}).join("")}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`);
}
function evidence$1(record) {
	const lines = record.evidence.slice(0, ROWS).map(({ metric, text }) => {
		return `<li><strong>${escapeHtml(clip(metric, 60))}</strong> ${line(text, 300)}</li>`;
	});
	return lines.length === 0 ? "" : section("Evidence", `<ul>${lines.join("")}</ul>`);
}
function next$1(record) {
	const steps = nextSteps(record, NO_WAYS);
	if (steps === null) return "";
	const commands = steps.commands.slice(0, ROWS).map((line) => escapeHtml(clip(line, 400)));
	const how = howTo(steps);
	const blocks = steps.choice ? commands : commands.length === 0 ? [] : [commands.join("\n")];
	return section("Next", `<p>${`${escapeHtml(steps.text)}${how && `, ${how}`}${blocks.length === 0 ? "." : ":"}`}</p>${blocks.map((block) => `<pre>${block}</pre>`).join("")}`);
}
function history$1(record) {
	const rows = record.history.map(({ version, at }) => {
		const since = moment(at);
		return `<li>${escapeHtml(shorten(version))}, live since ${since} UTC: <code>${escapeHtml(clip(wayBack(record, version, NO_WAYS), 400))}</code></li>`;
	});
	return rows.length === 0 ? "" : section("Live before, each with its way back", `<ul class="history">${rows.join("")}</ul>`);
}
function timeline$1(record, most) {
	if (most === 0) return "";
	const from = record.startedAt ?? record.timeline[0]?.at ?? 0;
	return section("Timeline", `<div class="wide"><table class="timeline"><caption>Time since the rollout began</caption><thead><tr><th scope="col" class="number">Time</th><th scope="col">Stage</th><th scope="col">What</th></tr></thead><tbody>${record.timeline.slice(-most).map(({ at, stage, text }) => {
		return `<tr><td class="number">+${elapsed(at - from)}</td><td>${line(stage, 60)}</td><td>${line(text, 300)}</td></tr>`;
	}).join("\n")}</tbody></table></div>`);
}
/** Text of others with at most `most` characters; a number stays with its percent sign. */
function line(text, most) {
	return escapeHtml(clip(text, most)).replace(/(\d) %/g, "$1&nbsp;%");
}
function section(title, body) {
	return `<section><h2>${title}</h2>${body}</section>`;
}

// src/report/mermaid.ts
const POINTS = 60;
/** Mermaid's own colour of a line is all but white; this one is seen by day and by night. */
const COLOUR = "%%{init: {\"themeVariables\": {\"xyChart\": {\"plotColorPalette\": \"#2f81f7\"}}}}%%";
/** The traffic of the version in flight over time as a diagram for GitHub; null where there are fewer than two samples. */
function weightChart(samples) {
	const [first, last] = [samples[0], samples.at(-1)];
	if (first === void 0 || last === void 0 || samples.length < 2) return null;
	const span = Math.max(1, last.at - first.at);
	const count = Math.min(POINTS, Math.max(2, samples.length));
	const points = Array.from({ length: count }, (_, index) => weightWhen(samples, first.at + span * index / (count - 1)));
	return [
		"```mermaid",
		COLOUR,
		"xychart-beta",
		"  title \"Traffic of the new version\"",
		`  x-axis "minutes" 0 --> ${Math.max(.1, Math.round(span / 6e3) / 10)}`,
		"  y-axis \"percent\" 0 --> 100",
		`  line [${points.join(", ")}]`,
		"```"
	].join("\n");
}
function weightWhen(samples, at) {
	const weight = samples.findLast((sample) => sample.at <= at)?.weight ?? 0;
	return Math.round(weight * 10) / 10;
}

// src/report/markdown.ts
/** GitHub takes 65,536 characters in a comment. */
const BUDGET = 65e3;
const EVIDENCE = 20;
const COMMANDS = 40;
const LINES = {
	summary: 200,
	comment: 50
};
/** The record for people, in GitHub's Markdown; what happened is on the first line. At most 65,000 characters. */
function renderMarkdown(record, options) {
	const parts = [
		first(record),
		traffic(record),
		where(record),
		locked(record),
		stages(record),
		evidence(record),
		extra(record),
		next(record, options.ways ?? NO_WAYS),
		history(record, options.ways ?? NO_WAYS),
		chart(record),
		timeline(record, LINES[options.kind])
	];
	while (parts.length > 2 && join(parts).length > BUDGET) parts.pop();
	return join(parts);
}
/** `\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2591\u2591 80 %`; some traffic is never shown as none or all of it. */
function bar(weight) {
	const rounded = Math.round(weight / 10);
	const cells = weight <= 0 ? 0 : weight >= 100 ? 10 : Math.min(9, Math.max(1, rounded));
	return `${"\u2588".repeat(cells)}${"\u2591".repeat(10 - cells)} ${percent(weight)}`;
}
const join = (parts) => `${parts.filter((part) => part !== "").join("\n\n")}\n`;
function first(record) {
	const { picture } = record;
	const more = picture === null ? 0 : picture.serving - picture.wanted;
	const serving = picture === null ? "" : more > 0 ? `: ${picture.serving} serve, ${more} more than usual` : `: ${picture.serving} of ${picture.wanted} serve`;
	const rest = record.outcome === null ? serving : record.message === null ? "" : `: ${escapeMarkdown(record.message)}`;
	return `**${escapeMarkdown(headline(record))}**${rest}`;
}
function where(record) {
	const run = link("run", record.run?.url ?? "");
	const site = link("open", record.url ?? "");
	const who = !record.run?.actor ? "" : `by ${escapeMarkdown(clip(record.run.actor, 60))}`;
	return [
		`${inlineCode(clip(record.service, 63))} in ${escapeMarkdown(clip(record.environment, 63))}`,
		who,
		run,
		site
	].filter((part) => part !== "").join(" · ");
}
/** The message of the action that locked, or was refused for it, says it already. */
function locked({ lock, outcome, reason }) {
	if (lock === null || outcome === "locked" || reason === "locked") return "";
	const who = `by ${escapeMarkdown(clip(lock.by || "somebody", 60))} since ${moment(lock.at)} UTC`;
	return `**Locked** ${link(who, lock.url) || who}: ${escapeMarkdown(clip(lock.why, 200))}`;
}
function traffic(record) {
	if (!hasTraffic(record)) return "";
	const version = record.version === null ? "the version" : escapeMarkdown(shorten(record.version));
	return `${bar(record.weight)} of the traffic goes to ${version}`;
}
function stages(record) {
	if (record.stages.length === 0) return "";
	return [
		"| stage | result | duration | requests | failed | by |",
		"|---|---|--:|--:|--:|---|",
		...record.stages.slice(-40).map((stage) => {
			return `| ${[
				clip(stage.name, 60),
				stage.result,
				duration(stage, record),
				count(stage.requests),
				count(stage.failed),
				clip(stage.by, 60)
			].map(escapeMarkdown).join(" | ")} |`;
		})
	].join("\n");
}
function evidence(record) {
	return record.evidence.slice(0, EVIDENCE).map(({ metric, text }) => `- **${escapeMarkdown(clip(metric, 60))}** ${escapeMarkdown(clip(text, 300))}`).join("\n");
}
function extra(record) {
	return record.rollout === null ? "" : `Extra capacity: ${minutes(record.extraInstanceMinutes)}`;
}
function next(record, ways) {
	const steps = nextSteps(record, ways);
	if (steps === null) return "";
	const commands = steps.commands.slice(0, COMMANDS).map((line) => clip(line, 1e3));
	const button = steps.choice ? link("promotion workflow", ways.workflowUrl) : "";
	const how = [button && `in the ${button}`, howTo(steps)].filter((part) => part !== "").join(" or ");
	return [`**Next:** ${escapeMarkdown(steps.text)}${how && `, ${how}`}${commands.length === 0 ? "." : ":"}`, ...steps.choice ? commands.map((command) => codeBlock([command])) : commands.length === 0 ? [] : [codeBlock(commands)]].join("\n");
}
function history(record, ways) {
	if (record.history.length === 0) return "";
	return details("Live before, each with its way back", [
		"| version | live since | way back |",
		"|---|---|---|",
		...record.history.map((past) => {
			return `| ${link(escapeMarkdown(shorten(past.version)), past.runUrl) || escapeMarkdown(shorten(past.version))} | ${moment(past.at)} UTC | ${inlineCode(clip(wayBack(record, past.version, ways), 400))} |`;
		})
	].join("\n"));
}
function chart(record) {
	const diagram = weightChart(record.samples);
	return diagram === null ? "" : details("Traffic over time", diagram);
}
function timeline(record, most) {
	if (record.timeline.length === 0) return "";
	const from = record.startedAt ?? record.timeline[0]?.at ?? 0;
	return details("Timeline", record.timeline.slice(-most).map(({ at, stage, text }) => {
		const group = stage === "" || text.startsWith(`${stage}: `) ? "" : `${escapeMarkdown(clip(stage, 60))}: `;
		return `- +${elapsed(at - from)} ${group}${escapeMarkdown(text)}`;
	}).join("\n"));
}
function details(title, body) {
	return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
/** A link with a text that is escaped already; '' for what is no plain web address. */
function link(text, url) {
	return /^https?:\/\/[^\s<>()[\]"'`|\\@]{1,500}$/.test(url) ? `[${text}](${url})` : "";
}

// src/units/mapping.ts
function isMapping(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/units/digest.ts
/** Names a plain JSON value: the same 16 hex digits whatever the order of its keys. Throws for what JSON cannot hold. */
function digest(value) {
	const text = canonical(value);
	if (text === void 0) throw new Error("only JSON has a digest: pass null instead of undefined");
	return bytesToHex(sha256(utf8ToBytes(text)).subarray(0, 8));
}
/** Whether two plain JSON values are the same, whatever the order of their keys. */
function isEqual(a, b) {
	return canonical(a) === canonical(b);
}
function canonical(value) {
	return JSON.stringify(value, (_key, part) => isMapping(part) ? sorted(part) : part);
}
function sorted(mapping) {
	return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => a < b ? -1 : 1));
}
/** The digest of what runs besides the version, without the mark of a redeployment (`<digest>+<rollout>`). */
function contentOf(spec) {
	return spec.split("+")[0];
}

// src/rollout/answer.ts
/** What a person is told is at work. */
function inFlight(rollout) {
	return `${rollout.attempted.version} is in flight`;
}
/** The run that did something, as people find it; outside GitHub it has no address. */
function addressOf({ url }) {
	return url || "another process";
}
/** Another rollout is in the way; of the same version, where what goes with that is another. */
function busy(rollout, asked) {
	const otherwise = asked === rollout.attempted.version ? " with other manifests, or another service file, than now" : "";
	return refuse("busy", `${`${inFlight(rollout)}${otherwise}, begun by ${addressOf(rollout.run)}`}; finish it with \`promote\` or \`rollback\``);
}
function refuse(code, message) {
	return {
		do: "refuse",
		reason: {
			code,
			message
		}
	};
}
function nothing(code, message) {
	return {
		do: "nothing",
		reason: {
			code,
			message
		}
	};
}

// src/rollout/begin.ts
/** What a rollout that begins now can go back to. What runs besides the version in an object of the user's own is whatever they make of it. */
function liveNow(version, spec, { tracks }) {
	return {
		version,
		spec: tracks?.home === void 0 ? spec : null,
		track: tracks?.live ?? null
	};
}
/** A new rollout from what is live to what was asked for. */
function begin(asked, from, shown) {
	const version = asked.version;
	const spec = asked.redeploy ? `${asked.spec}+${asked.id}` : asked.spec;
	const kind = asked.action === "rolling" || shown.tracks === null ? "rolling" : "tracks";
	const empty = from.version === null && from.spec === null && !shown.deployed;
	const { stage, weight } = wanted$1(asked, 0, empty);
	const goal = {
		version,
		spec,
		track: kind === "rolling" ? shown.tracks?.live ?? null : shown.tracks?.idle ?? null,
		weight,
		stage,
		bakeTime: empty ? 0 : asked.bakeTime,
		keepOld: empty ? 0 : asked.keepOld
	};
	return {
		id: asked.id,
		kind,
		action: asked.action,
		goal,
		first: empty,
		from,
		attempted: {
			version,
			spec
		},
		direction: "forward",
		reason: null,
		paused: null,
		stuck: null,
		ours: [],
		replaced: {},
		weight: 0,
		proved: null,
		watched: 0,
		retiring: false,
		broughtHome: false,
		accepted: null,
		progressAt: asked.now,
		passed: [],
		stages: [],
		judge: null,
		counters: [],
		requests: 0,
		failed: 0,
		samples: [],
		service: asked.service,
		place: asked.place,
		startedAt: asked.now,
		run: asked.run,
		lastHolder: "",
		pullRequest: null,
		commentId: null,
		commentAuthor: null,
		deploymentId: null
	};
}
function wanted$1(asked, present, empty = false) {
	if (asked.action === "blue-green-switch") return {
		stage: asked.until,
		weight: asked.until === "prepared" ? 0 : 100
	};
	if (asked.action === "canary-step" && !empty) return {
		stage: "canary",
		weight: asked.weight ?? present
	};
	return {
		stage: "retired",
		weight: 100
	};
}
/** The same rollout, on its way to a later goal; its bake begins anew only if the shift is made again. */
function onward(rollout, asked, stage, weight, bakeTime = asked.bakeTime) {
	if (rollout.broughtHome) return rollout;
	const again = rollout.goal.stage === stage && rollout.goal.weight === weight;
	const judgedAnew = stage === "canary" && again;
	return {
		...rollout,
		goal: {
			...rollout.goal,
			stage,
			weight,
			...rollout.first ? {} : {
				bakeTime,
				keepOld: asked.keepOld
			}
		},
		watched: judgedAnew && asked.weight === null ? 0 : rollout.watched
	};
}
/** Goes on after a pause. A verdict that a person has overruled is not held against the version again. */
function unpaused(rollout) {
	const { reason = null } = rollout.paused ?? {};
	const overruled = reason?.code.startsWith("analysis-") ?? false;
	return {
		...rollout,
		paused: null,
		judge: overruled ? null : rollout.judge,
		accepted: reason?.code === "drift" ? reason.message : rollout.accepted
	};
}
/** Whether an action asks for what is in flight; a canary step that names no version does. */
function sameContent(asked, rollout) {
	if (asked.version === null) return asked.action === "canary-step";
	return asked.version === rollout.attempted.version && asked.spec === contentOf(rollout.attempted.spec);
}

// src/rollout/journal.ts
const MOST_PAST = 20;
const MOST_PAST_BYTES = 24576;
const MOST_STAGES = 40;
const MOST_MESSAGE = 600;
const MOST_COMMANDS = 20;
/** The journal of a service that has none yet. */
function emptyJournal(service, environment, place) {
	return {
		schema: 1,
		epoch: 0,
		seq: 0,
		service,
		environment,
		place,
		live: null,
		history: [],
		rollout: null,
		holder: null,
		request: null,
		lock: null,
		unreported: null
	};
}
/** Turns a rollout round: the version before becomes its goal, to be reached as soon as it can. */
function turnBack(rollout, reason) {
	const { version, spec, track } = rollout.from;
	return {
		...rollout,
		direction: "back",
		reason: short(reason),
		paused: null,
		goal: {
			version,
			spec,
			track,
			weight: 100,
			stage: "retired",
			bakeTime: 0,
			keepOld: 0
		},
		replaced: {},
		retiring: rollout.kind === "tracks" && rollout.retiring && !rollout.broughtHome,
		proved: null,
		accepted: null,
		watched: 0
	};
}
/** Notes which stage the rollout is in now, closing the one before. `by`: who started or approved the step that is at work. */
function enterStage(rollout, name, now, by) {
	const last = rollout.stages.at(-1);
	if (last?.name === name && last.result === "running") return rollout;
	const closed = closeStage(rollout, rollout.direction === "back" && last?.result === "running" ? "failed" : "passed", now);
	const none = isCounted(rollout) ? 0 : null;
	const opened = {
		name,
		result: "running",
		from: now.wall,
		to: null,
		requests: none,
		failed: none,
		by
	};
	return {
		...closed,
		stages: folded([...closed.stages, opened])
	};
}
/** Whether anybody counts what is served. */
function isCounted({ counters, requests }) {
	return counters.length > 0 || requests > 0;
}
/** The oldest lines become one where there are too many: what was served in all of them stays. */
function folded(stages) {
	const [a, b, ...others] = stages;
	if (!a || !b || stages.length <= MOST_STAGES) return stages;
	return [{
		...b,
		from: a.from,
		requests: (a.requests ?? 0) + (b.requests ?? 0),
		failed: (a.failed ?? 0) + (b.failed ?? 0)
	}, ...others];
}
/** Closes the stage that runs, with what was served in it. */
function closeStage(rollout, result, now) {
	const last = rollout.stages.at(-1);
	if (last?.result !== "running") return rollout;
	const earlier = rollout.stages.slice(0, -1);
	const total = (key) => isCounted(rollout) ? rollout[key] - earlier.reduce((sum, stage) => sum + (stage[key] ?? 0), 0) : null;
	return {
		...rollout,
		stages: [...earlier, {
			...last,
			result,
			to: now.wall,
			requests: total("requests"),
			failed: total("failed")
		}]
	};
}
/** What the journal says once an action's work on a rollout has ended. The holder lets go. */
function settle(document, ended, outcome, reason, now) {
	const rollout = withShortReasons(ended);
	const rest = {
		...rollout,
		judge: null,
		samples: [],
		counters: [],
		stages: [],
		service: {}
	};
	const over = outcome === "promoted" || outcome === "rolled-back";
	const free = {
		...document,
		holder: null,
		request: null,
		unreported: {
			rollout: rest,
			outcome,
			reason: short(reason),
			at: now.wall
		}
	};
	if (outcome === "canary" && document.holder) {
		const passed = passedKey(document.holder.run, rollout.goal.weight);
		return {
			...free,
			rollout: {
				...rollout,
				passed: [.../* @__PURE__ */ new Set([...rollout.passed, passed])].slice(-40)
			}
		};
	}
	if (!over) return {
		...free,
		rollout
	};
	const { goal } = rollout;
	if (outcome === "promoted") {
		const live = {
			version: goal.version,
			spec: goal.spec,
			track: goal.track,
			since: now.wall,
			run: rollout.run,
			how: rollout.action
		};
		const known = adopt(document, rollout);
		const left = rollout.action === "rollback" ? withdraw(known, rollout.from.version) : known;
		return {
			...free,
			rollout: null,
			live,
			history: past(left, rollout, "live", goal.version, goal.spec, now)
		};
	}
	const { attempted } = rollout;
	const end = rollout.reason?.code === "superseded" ? "superseded" : "rejected";
	return {
		...free,
		rollout: null,
		history: past(document, rollout, end, attempted.version, attempted.spec, now)
	};
}
/** A version that somebody else had made live is one to go back to as well, deployed as the service file said when it was replaced. */
function adopt(document, rollout) {
	const { version } = rollout.from;
	const isKnown = document.history.some((entry) => entry.end === "live" && entry.version === version);
	if (version === null || version === document.live?.version || isKnown) return document;
	const { attempted, run, service, startedAt } = rollout;
	return {
		...document,
		history: [{
			version,
			spec: attempted.spec,
			run,
			end: "live",
			service,
			at: startedAt
		}, ...document.history]
	};
}
/** A version that a rollback left is not what `previous` means from now on. */
function withdraw(document, version) {
	const history = document.history.map((entry) => entry.version === version && entry.end === "live" ? {
		...entry,
		end: "withdrawn"
	} : entry);
	return {
		...document,
		history
	};
}
/** What the journal keeps of a canary step that passed, so that the same run does not walk it twice. */
function passedKey(run, weight) {
	return `${run.id}:${weight}`;
}
function past(document, rollout, end, version, spec, now) {
	if (version === null || spec === null) return document.history;
	const service = end === "rejected" || end === "superseded" ? {} : rollout.service;
	const all = [{
		version,
		spec,
		run: rollout.run,
		end,
		service,
		at: now.wall
	}, ...document.history].slice(0, MOST_PAST);
	const lives = () => all.filter((entry) => entry.end === "live").length;
	while (lives() > 2 && Buffer.byteLength(JSON.stringify(all)) > MOST_PAST_BYTES) all.pop();
	return all;
}
function withShortReasons(rollout) {
	const { reason, paused, stuck } = rollout;
	return {
		...rollout,
		reason: reason && short(reason),
		paused: paused && {
			...paused,
			reason: short(paused.reason)
		},
		stuck: stuck && {
			reason: short(stuck.reason),
			commands: few(stuck.commands)
		}
	};
}
/** Of many servers each has its own; the log of the run that got stuck has all of them. */
function few(commands) {
	const more = commands.length - MOST_COMMANDS;
	return more <= 0 ? commands : [...commands.slice(0, MOST_COMMANDS), `# and ${more} more of this kind: run rollback to print them`];
}
/** Keeps both ends of what may be all that a program printed: what was done, and what it said last. */
function short(reason) {
	const text = reason.message.replace(/[^\P{Cc}\n]/gu, " ");
	if (text.length <= MOST_MESSAGE) return {
		...reason,
		message: text
	};
	const half = MOST_MESSAGE / 2;
	return {
		...reason,
		message: `${text.slice(0, half)} \u2026 ${text.slice(-300)}`.toWellFormed()
	};
}

// src/rollout/going-back.ts
/** `rollback` while a rollout is in flight. */
function back(asked, rollout, state) {
	if (asked.version !== null && asked.version !== rollout.attempted.version) return nothing("other-version-in-flight", `${asked.version} is not in flight: ${inFlight(rollout)}`);
	if (state === "going-back" || state === "stuck" && rollout.direction === "back") return {
		do: "work",
		rollout: {
			...rollout,
			stuck: null,
			paused: null,
			replaced: rollout.stuck ? {} : rollout.replaced
		}
	};
	if (asked.to !== null && rollout.action === "rollback" && (asked.to === "previous" || meant(asked.to, rollout.attempted.version))) return {
		do: "work",
		rollout: {
			...rollout,
			stuck: null,
			paused: null
		}
	};
	if (noWayBack(rollout)) return refuse("no-previous-version", `there is no version before ${rollout.attempted.version} to go back to; run \`promote\` to go on`);
	return {
		do: "work",
		rollout: turnBack({
			...rollout,
			stuck: null
		}, whyBack(asked, rollout))
	};
}
/** Nobody asks for the rollback that a job has for its own failure or cancel, or for the end of an earlier job of its run. */
function whyBack({ jobStatus, run }, rollout) {
	if (jobStatus === "cancelled") return {
		code: "cancelled",
		message: "the job was cancelled"
	};
	if (jobStatus === "failure") return {
		code: "requested",
		message: "the job failed"
	};
	const job = jobOfSameRun(run, rollout);
	if (job === null) return {
		code: "requested",
		message: `taken back as ${whoStarted(run)} asked`
	};
	return {
		code: "requested",
		message: `taken back by ${job}${rollout.paused ? `, after it had paused: ${rollout.paused.reason.message}` : ""}`
	};
}
/** Who wants a rollout to end, as whoever is at work on it reads it. */
function whoAsks({ run }, rollout) {
	return jobOfSameRun(run, rollout) ?? whoStarted(run);
}
/** The job of a run, where that run has begun the rollout: whoever started it wanted the version, and not that it be taken back. */
function jobOfSameRun({ id, job }, rollout) {
	return id !== "" && id === rollout?.run.id ? `the job \`${job}\` of the same run` : null;
}
function whoStarted({ actor }) {
	return actor || "somebody";
}
/** In place, and from a track that is being stopped, only a known version can be brought back. */
function noWayBack({ kind, from, first, retiring }) {
	return from.version === null && (kind === "rolling" || retiring && !first);
}
/** `rollback` while none is in flight: to a version that was live before. */
function backTo(asked, document, shown) {
	const { live, history } = document;
	if (asked.to === null) return nothing("nothing-to-take-back", `no rollout is in flight${offered(document)}`);
	if (asked.to === "previous" && live?.how === "rollback" && live.run?.id === asked.run.id && asked.run.id !== "") return nothing("already-live", `${live.version} is live: this run has gone back to it already`);
	const to = asked.to;
	const before = history.filter((entry) => (entry.end === "live" || entry.end === "withdrawn" && to !== "previous") && entry.version !== live?.version);
	const exact = before.filter((entry) => entry.version === to);
	const matching = exact.length > 0 ? exact : before.filter((entry) => meant(to, entry.version));
	const distinct = [...new Set(matching.map((entry) => entry.version))];
	if (to !== "previous" && live?.version === to) return nothing("already-live", `${to} is live`);
	if (distinct.length > 1) return refuse("nothing-before", `${to} could be any of ${distinct.join(", ")}; write more of it`);
	const goal = to === "previous" ? before[0] : matching[0];
	if (!goal || !live) return refuse("nothing-before", `no version ${to === "previous" ? "before the live one" : to} was live here${offered(document)}`);
	const as = {
		...asked,
		version: goal.version,
		spec: contentOf(goal.spec),
		service: goal.service,
		bakeTime: 0,
		keepOld: 0,
		until: "retired"
	};
	const action = shown.tracks ? "blue-green-switch" : "rolling";
	const from = liveNow(live.version, live.spec, shown);
	return {
		do: "work",
		rollout: {
			...begin({
				...as,
				action
			}, from, shown),
			action: "rollback"
		}
	};
}
/** Whether `to` names this version: in full, or by a prefix of 7 characters or more. */
function meant(to, version) {
	return to === version || to.length >= 7 && version.startsWith(to);
}
function offered(document) {
	const versions = [...new Set(document.history.filter((entry) => entry.end === "live").map((entry) => entry.version))].filter((version) => version !== document.live?.version).slice(0, 5);
	return versions.length > 0 ? `; live before: ${versions.join(", ")} (run \`rollback\` with \`to:\` one of them)` : "";
}

// src/rollout/lock.ts
/** Whether a lock keeps what is in flight from going forward. What brings back a version goes on. */
function isHeld({ lock, rollout }) {
	return lock !== null && rollout?.direction === "forward" && rollout.action !== "rollback";
}
/** Whether whoever is at work is to stop going forward now: somebody asked to go back, or has locked the service. What was taken out of rotation is put back first. */
function isToStop(document) {
	const { request, rollout } = document;
	return request !== null && rollout?.direction === "forward" || isHeld(document) && rollout?.ours.length === 0;
}
/** The document locked for `why`, where it is not locked already: who locked first has the say. */
function withLock(document, why, { run, now }) {
	return document.lock ? document : {
		...document,
		lock: {
			why,
			by: run.actor,
			at: now,
			url: run.url
		}
	};
}
/** Who locked, since when, and why. */
function lockedBy({ by, at, why }) {
	return `locked by ${by || "somebody"} since ${moment(at)} UTC: ${why}`;
}

// src/rollout/state.ts
/**
* The state as the journal tells it.
* @param deployed whether the platform shows anything that runs
*/
function stateOf(document, deployed) {
	const { rollout } = document;
	if (!rollout) return document.live || deployed ? "idle" : "empty";
	if (rollout.stuck) return "stuck";
	if (rollout.paused) return "paused";
	if (rollout.direction === "back") return "going-back";
	if (rollout.kind === "rolling") return "rolling";
	if (rollout.weight === 0) return "prepared";
	return (rollout.goal.stage === "switched" || rollout.goal.stage === "retired") && rollout.weight === 100 ? "switched" : "canary";
}

// src/rollout/admission.ts
/** How far a switch goes, in order. */
const STAGES = [
	"prepared",
	"switched",
	"retired"
];
/** What an action does in the present state: the table that makes chaining work. Pure. */
function admit(asked, document, shown) {
	const over = ownPast(asked, document);
	if (over) return over;
	const admission = byState(asked, document, shown);
	const { lock } = document;
	if (!lock || asked.action === "rollback" || admission.do === "nothing") return admission;
	return refuse("locked", `${document.service} in ${document.environment} is ${lockedBy(lock)}. Only \`rollback\` works until it is unlocked: run the action \`lock\` with \`unlock: true\``);
}
/** The same where nothing is locked. */
function byState(asked, document, shown) {
	const { rollout } = document;
	const state = stateOf(document, shown.deployed);
	if (rollout && asked.action !== "rollback" && rollout.place !== asked.place) return refuse("config-changed", `${rollout.attempted.version} is in flight at another place than the service file says now: ${moved(rollout.service, asked.service)} changed. Put it back as it was, or run \`rollback\` first`);
	if (!rollout) return idle(asked, document, shown, state);
	if (asked.action === "rollback") return back(asked, rollout, state);
	if (state === "going-back") {
		if (asked.action === "promote") return refuse("going-back", `${rollout.attempted.version} is going back`);
		return {
			do: "first",
			rollout
		};
	}
	if (state === "stuck") {
		if (asked.action === "promote") return promote(asked, rollout);
		return refuse("paused", `${rollout.attempted.version} is stuck: ${rollout.stuck?.reason.message}. By hand: ${rollout.stuck?.commands.join(" && ")}`);
	}
	if (asked.action === "promote") return promote(asked, rollout);
	if (state === "paused" && !mayResume(asked, rollout)) {
		if (sameContent(asked, rollout) && hasPassed(asked, rollout)) return alreadyPassed(asked);
		if (rollout.kind === "rolling" && rollout.from.version === null && document.live === null && !sameContent(asked, rollout)) {
			const alone = {
				...shown,
				midway: false,
				deployed: shown.deployed && !rollout.first
			};
			return idle(asked, {
				...document,
				rollout: null
			}, alone, "empty");
		}
		return refuse("paused", `${rollout.attempted.version} is paused: ${rollout.paused?.reason.message}. Run \`promote\` to go on or \`rollback\` to go back`);
	}
	const going = unpaused(rollout);
	return forward(asked, going, stateOf({
		...document,
		rollout: going
	}, shown.deployed));
}
/** A step whose own rollout is over: live, taken back, or replaced by another. null: nothing against going on. */
function ownPast(asked, document) {
	const { rollout, history, live } = document;
	if (asked.run.id === "" || rollout?.run.id === asked.run.id) return null;
	const past = history.filter(({ run }) => run.id === asked.run.id && run.attempt === asked.run.attempt).find(({ version }) => asked.version === null || asked.version === version);
	if (!past) return null;
	if (asked.action === "rollback") {
		if (past.end === "live" && !rollout) return null;
		return nothing("nothing-to-take-back", `the rollout of this run is over: ${past.version} ${past.end === "live" ? "went live" : "was taken back"}`);
	}
	if (asked.version !== null && asked.action !== "promote" && asked.spec !== contentOf(past.spec)) return null;
	if (live?.version === past.version && live.spec === past.spec) return asked.redeploy ? null : nothing("already-live", `${past.version} is live already`);
	if (past.end === "live" && !rollout && live?.run?.id === asked.run.id) return null;
	const now = rollout ? inFlight(rollout) : `${live?.version ?? "nothing"} is live`;
	return refuse(past.end === "rejected" ? "rejected" : "superseded", `${past.version} was ${past.end === "rejected" ? "taken back" : "superseded"} in this run; now ${now}`);
}
function idle(asked, document, shown, state) {
	const { live } = document;
	const isElse = live !== null && shown.version !== null && shown.version !== live.version;
	const version = isElse ? shown.version : live?.version ?? shown.version;
	const spec = isElse ? shown.spec : live?.spec ?? shown.spec;
	if (asked.action === "rollback" && state === "idle" && version === null) return refuse("nothing-before", "nobody knows which version is live or was live before; deploy one");
	if (asked.action === "rollback") return backTo(asked, document, shown);
	const same = version !== null && asked.version === version;
	if (asked.action === "promote") {
		const own = asked.version === null && asked.run.id !== "" && live?.run?.id === asked.run.id;
		return same || own ? nothing("already-live", `${version} is live`) : refuse("nothing-in-flight", "no rollout is in flight that could be promoted; deploy one first");
	}
	if (asked.version === null) return nothing("already-live", "no rollout is in flight; to begin one, write what to deploy into the input version");
	if (same && !asked.redeploy && spec !== null && contentOf(spec) === asked.spec) return nothing("already-live", `${version} is live already`);
	if (shown.midway) return refuse("no-journal", unexplained(shown));
	if (asked.action !== "rolling" && shown.deployed && shown.tracks === null) return refuse("precondition", `this service has no two tracks to put versions side by side, which ${asked.action} needs: use rolling`);
	const outdated = live && asked.onOutdated === "fail" ? olderThan(asked.run, live) : null;
	if (outdated) return outdated;
	if (state === "idle" && version === null && asked.action === "rolling" && asked.onFailure !== "pause") return refuse("unknown-version", "nobody knows which version is live, so there would be no way back; set `reports` in the service file, or `on-failure: pause`");
	const from = state === "empty" ? liveNow(null, null, shown) : liveNow(version, spec, shown);
	return {
		do: "work",
		rollout: begin(asked, from, shown)
	};
}
/** A run's first attempt is refused where a newer run of the same workflow and branch went live; a re-run by hand is meant. */
function olderThan(run, live) {
	const theirs = live.run;
	if (!theirs || run.attempt > 1 || theirs.workflow !== run.workflow || theirs.ref !== run.ref || theirs.number <= run.number) return null;
	return refuse("outdated", `${live.version} is live from a newer run of this workflow (${theirs.url}); re-run this one, or set \`on-outdated: deploy\`, if it is meant`);
}
function forward(asked, rollout, state) {
	const same = sameContent(asked, rollout);
	if (state === "switched" && (!same || asked.action === "rolling")) {
		if (rollout.watched < rollout.goal.bakeTime) return busy(rollout, same ? null : asked.version);
		return {
			do: "first",
			rollout: onward(rollout, {
				...asked,
				keepOld: 0
			}, "retired", 100, 0)
		};
	}
	if (!same) return busy(rollout, asked.version);
	if (!rollout.first && asked.action === "rolling" !== (rollout.kind === "rolling")) return busy(rollout, null);
	if (rollout.kind === "rolling") return {
		do: "work",
		rollout: {
			...rollout,
			goal: {
				...rollout.goal,
				bakeTime: asked.bakeTime
			}
		}
	};
	if (asked.action === "blue-green-switch") {
		if (asked.until === "prepared" && state === "switched") return nothing("already-switched", `${asked.version} has the traffic already`);
		if (asked.until === "prepared" && state === "canary") return refuse("has-traffic", `${asked.version} has ${rollout.weight} % of the traffic already; go on with \`until: switched\`, or go back with \`rollback\``);
		return {
			do: "work",
			rollout: onward(rollout, asked, asked.until, asked.until === "prepared" ? 0 : 100)
		};
	}
	if (state === "switched") return nothing("already-switched", `${rollout.attempted.version} has all the traffic already`);
	const weight = asked.weight ?? rollout.weight;
	if (hasPassed(asked, rollout)) return alreadyPassed(asked);
	return {
		do: "work",
		rollout: onward(rollout, asked, "canary", weight)
	};
}
/** Without a weight the present one is to be judged again, passed or not. */
function hasPassed(asked, rollout) {
	return asked.action === "canary-step" && asked.weight !== null && rollout.passed.includes(passedKey(asked.run, asked.weight));
}
function alreadyPassed(asked) {
	return nothing("already-passed", `this run has passed ${asked.weight} % already`);
}
function promote(asked, rollout) {
	if (asked.version !== null && asked.version !== rollout.attempted.version) return refuse("superseded", `${asked.version} is not in flight any more: ${inFlight(rollout)}, by ${addressOf(rollout.run)}`);
	const going = {
		...unpaused(rollout),
		stuck: null,
		replaced: rollout.stuck ? {} : rollout.replaced
	};
	return {
		do: "work",
		rollout: rollout.kind === "rolling" || rollout.direction === "back" ? going : onward(going, asked, "retired", 100)
	};
}
function mayResume(asked, rollout) {
	const { paused } = rollout;
	if (!paused || !sameContent(asked, rollout)) return false;
	if (asked.step !== paused.step && !isBefore(asked, rollout.goal.stage)) return false;
	return asked.run.id !== paused.run.id || asked.run.attempt > paused.run.attempt;
}
/** A re-run walks its chain from the start: a switch that is to go less far stands before the one that paused. */
function isBefore({ action, until }, paused) {
	if (action !== "blue-green-switch" || paused === "canary") return false;
	return STAGES.indexOf(until) < STAGES.indexOf(paused);
}
/** What a person does with traces of a rollout of which nothing is written down. */
function unexplained({ tracks }) {
	if (tracks?.home === void 0) return "the traffic is split and no journal tells why: set one side to 100 % by hand first, whichever is right";
	const [beside] = [tracks.live, tracks.idle].filter((name) => name !== tracks.home);
	return `a rollout has left something and no journal tells of it: send all traffic to ${tracks.home} by hand, and delete what is named ${beside}`;
}
/** The keys of the service file that decide where it runs, and are others now. */
function moved(before, now) {
	const keys = [
		"platform",
		"port",
		"servers",
		"balancers",
		"state",
		"namespace",
		"workload",
		"backend",
		"route"
	].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]));
	return keys.length > 0 ? keys.map((key) => `\`${key}\``).join(", ") : "what a variable in it stands for";
}

// src/github/ending.ts
/** Outcomes that are about no rollout of this run: what others wrote there stays. */
const SILENT = [
	"refused",
	"planned",
	"unchanged",
	"idle",
	"empty"
];
/** Whether the comment and the record are to show this end. What somebody else took over, they tell. */
function isShown({ rollout, outcome, reason }) {
	return rollout !== null && !SILENT.includes(outcome) && reason.code !== "taken-over";
}
/** Whether a person should look: what `comment: on-failure` writes for. */
function isFailure(ending) {
	if (ending.outcome === "rolled-back") return ending.rollout?.direction === "back";
	return [
		"stuck",
		"paused",
		"interrupted"
	].includes(ending.outcome);
}
/** The version that is in flight after it; null where none is. */
function leftInFlight({ outcome, rollout }) {
	return outcome === "promoted" || outcome === "rolled-back" ? null : rollout?.attempted.version ?? null;
}
/** The last status of the record; `stage` is the last one that was shown. */
function statusOf({ outcome, reason, rollout }, stage) {
	const message = reason.message.replaceAll(/\s+/g, " ").trim();
	switch (outcome) {
		case "promoted": return {
			state: "success",
			text: `${rollout?.goal.version ?? "It"} is live`
		};
		case "rolled-back": return rollout?.direction === "back" ? {
			state: "failure",
			text: `Rolled back: ${message}`
		} : {
			state: "success",
			text: message
		};
		case "stuck": return {
			state: "error",
			text: `Stuck: ${message}`
		};
		case "interrupted": return {
			state: "error",
			text: `Interrupted: ${message}`
		};
		case "locked":
		case "unlocked": return {
			state: "in_progress",
			text: `${outcome === "locked" ? "Locked" : "Unlocked"}: ${message}`
		};
		case "paused": return {
			state: "in_progress",
			text: `Paused: ${message}`
		};
		default:
			if (reason.code === "cancelled") return {
				state: "error",
				text: `Interrupted: ${message}`
			};
			return {
				state: "in_progress",
				text: stage || (outcome === "canary" ? `canary ${rollout?.goal.weight ?? 0} %` : outcome)
			};
	}
}

// src/github/pace.ts
/** Requests left in the hour below which others of the same repository need them more. */
const SCARCE = 100;
/** So many canary steps of a rollout begin with a text in the comment, one that was told before. */
const BEGUN = 2;
/** Milliseconds that those after them wait with it: a short one then tells its end only. */
const LATER = 6e5;
/**
* Milliseconds that the text waits which a step begins with. Of many canary steps, each a process of its own, each would cost two texts, one
* right after the other: how the step before ended, and that this one begins. What is at work the deployment record says at once.
*/
function waitToBegin({ goal, direction, passed, commentId }) {
	return goal.stage === "canary" && direction === "forward" && passed.length > BEGUN && commentId !== null ? LATER : 0;
}
/** How often a comment may be edited while work goes on. */
var Pace = class {
	#gap;
	#last = Number.NEGATIVE_INFINITY;
	#stopped = false;
	/** @param gap least milliseconds between two edits */
	constructor(gap) {
		this.#gap = gap;
	}
	/** Milliseconds until the next edit may be made; Infinity when only the last one may. */
	wait(now) {
		return this.#stopped ? Number.POSITIVE_INFINITY : Math.max(0, this.#last + this.#gap - now);
	}
	edited(now) {
		this.#last = now;
	}
	/** Stops edits when an answer shows that requests run out, or were refused for that. */
	watch(octokit) {
		octokit.hook.after("request", ({ headers }) => {
			const left = headers["x-ratelimit-remaining"];
			if (left !== void 0 && Number(left) < SCARCE) this.#stopped = true;
		});
		octokit.hook.error("request", (error) => {
			const status = error.status;
			if (status === 429 || status === 403 && !lacksPermission(error)) this.#stopped = true;
			throw error;
		});
	}
};

// src/github/reporter.ts
/** What is told also within a stage. */
const ALWAYS = [
	"back",
	"drift",
	"warning"
];
/** Keeps one comment and one deployment record up to date, in the background. Nothing here throws or makes a rollout wait. */
function githubReporter(options) {
	return new BackgroundReporter(options);
}
var BackgroundReporter = class {
	#options;
	#commenting;
	#recording;
	#pace;
	#abort = new AbortController();
	/** Only the latest counts: what GitHub was too slow for is skipped. */
	#wanted = null;
	/** Ends of rollouts, told in this order before `#wanted`; none is skipped. */
	#over = [];
	#work = null;
	#later = null;
	#octokit = null;
	#pages = null;
	/** The rollout that was last to be told. */
	#seen = "";
	#stage = "";
	#said = false;
	#told = true;
	constructor(options) {
		this.#options = options;
		this.#commenting = new Feature("The comment on the pull request", () => this.#pages?.commentNeeds ?? "", options.info);
		this.#recording = new Feature("The deployment record", () => "deployments: write", options.info);
		this.#pace = new Pace(options.editGap ?? 2e4);
	}
	see(event) {
		this.#quietly(() => {
			this.#options.view.see(event);
			const stage = this.#options.view.stage() || event.stage;
			if (!(event.rollout.id !== this.#seen || stage !== this.#stage || ALWAYS.includes(event.kind)) || event.kind === "ended") return;
			this.#stage = stage;
			this.#want({
				rollout: event.rollout,
				state: "in_progress",
				text: stage,
				comment: this.#options.comment === "on-change",
				section: () => this.#options.view.section(),
				version: event.rollout.attempted.version,
				isNew: event.kind === "began",
				last: false,
				notBefore: performance.now() + (this.#seen === "" ? waitToBegin(event.rollout) : 0)
			});
		});
	}
	marks() {
		return this.#pages?.rollout === this.#seen ? this.#pages.marks() : {};
	}
	commentUrl() {
		return this.#pages?.commentUrl ?? "";
	}
	async finish(ending) {
		this.#quietly(() => {
			const { view } = this.#options;
			view.see(ending);
			const wanted = this.#last(ending, view);
			if (wanted) this.#want({
				...wanted,
				isLatest: async () => await this.#options.isLatest?.(ending) === true
			});
		});
		const isCancelled = ending.outcome === "interrupted" && ending.reason.code === "cancelled";
		const inTime = await this.#within(this.#options.finishWithin ?? (isCancelled ? 3e3 : 1e4));
		if (this.#later) clearTimeout(this.#later);
		this.#wanted = null;
		this.#abort.abort();
		return inTime && this.#told;
	}
	over(ending, view) {
		this.#quietly(() => {
			view.see(ending);
			const wanted = this.#last(ending, view);
			if (wanted === null || !this.#canTell()) return;
			if (this.#later) clearTimeout(this.#later);
			if (this.#wanted?.rollout.id === wanted.rollout.id) this.#wanted = null;
			this.#over.push(wanted);
			this.#start();
		});
	}
	#last(ending, view) {
		const { rollout } = ending;
		if (rollout === null || !isShown(ending)) return null;
		const mode = this.#options.comment;
		const comment = mode === "on-change" || mode === "on-failure" && (isFailure(ending) || rollout.commentId !== null);
		const section = () => view.section();
		return {
			rollout,
			...statusOf(ending, this.#stage),
			comment,
			section,
			version: leftInFlight(ending),
			last: true
		};
	}
	#quietly(work) {
		try {
			work();
		} catch (error) {
			this.#told = false;
			this.#options.info(`GitHub was not told of a change; the rollout goes on: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	#want(wanted) {
		this.#seen = wanted.rollout.id;
		if (!this.#canTell()) return;
		if (this.#later) clearTimeout(this.#later);
		this.#wanted = wanted;
		this.#start();
	}
	#canTell() {
		const can = this.#options.token !== null && repositoryOf(this.#options.env) !== null;
		if (!can && !this.#said) this.#options.info("No comment and no deployment record: there is no `github-token`, or this is no GitHub run.");
		this.#said ||= !can;
		return can;
	}
	#start() {
		this.#work ??= this.#drain().finally(() => {
			this.#work = null;
		});
	}
	async #drain() {
		for (;;) {
			const wanted = this.#over.shift() ?? this.#wanted;
			if (wanted === null) return;
			if (wanted === this.#wanted) this.#wanted = null;
			const pages = () => this.#pagesOf(wanted.rollout.id);
			const recorded = await this.#recording.attempt(async () => (await pages()).writeRecord(wanted));
			const commented = await this.#commenting.attempt(async () => this.#writeComment(await pages(), wanted));
			this.#told = recorded && commented;
		}
	}
	/** True when all work was done within `ms`. */
	async #within(ms) {
		if (this.#work === null) return true;
		let timer;
		const late = new Promise((resolve) => {
			timer = setTimeout(resolve, ms, false);
		});
		const done = await Promise.race([this.#work.then(() => true), late]);
		clearTimeout(timer);
		if (!done) this.#options.info(`GitHub did not answer within ${ms / 1e3} s: the comment or the deployment record may be out of date.`);
		return done;
	}
	async #pagesOf(rollout) {
		if (this.#pages?.rollout !== rollout) {
			const { RolloutPages } = await import("./rollout-pages.js");
			const at = repositoryOf(this.#options.env);
			this.#pages = new RolloutPages(rollout, this.#options, {
				at,
				client: () => this.#client(),
				commenting: this.#commenting
			});
		}
		return this.#pages;
	}
	async #writeComment(pages, wanted) {
		if (!wanted.comment || this.#postponed(wanted)) return;
		let isWritten = true;
		try {
			isWritten = await pages.writeComment(wanted);
		} finally {
			if (isWritten) this.#pace.edited(performance.now());
		}
	}
	/** Whether it is too soon for this edit; then it is made when it is time, unless a later one comes first. */
	#postponed(wanted) {
		const wait = Math.max(this.#pace.wait(performance.now()), (wanted.notBefore ?? 0) - performance.now());
		if (wanted.last || wait <= 0) return false;
		if (wait === Number.POSITIVE_INFINITY) return true;
		this.#later = setTimeout(() => {
			if (this.#wanted === null && !this.#abort.signal.aborted) this.#want({
				...wanted,
				waited: true
			});
		}, wait).unref();
		return true;
	}
	async #client() {
		if (this.#octokit === null) {
			this.#octokit = await githubClient(this.#options.token ?? "", this.#options.env, this.#abort.signal);
			this.#pace.watch(this.#octokit);
		}
		return this.#octokit;
	}
};

// src/units/secrets.ts
/** What of a service must be shown to nobody. */
function secretsOf(service) {
	const preview = service.preview && service.preview.kind !== "url" ? [service.preview.value] : [];
	const key = service.platform === "servers" ? service.ssh.key ?? "" : "";
	return [
		...Object.values(service.env),
		...preview,
		key,
		...ofMetrics(service)
	];
}
function ofMetrics({ analysis }) {
	const asked = analysis.metrics.flatMap((metric) => metric.kind === "threshold" ? [] : [metric.source]).flatMap((source) => source.from === "http" ? source.secrets : []);
	return [...analysis.prometheus?.secrets ?? [], ...asked];
}
/**
* The lines of secrets that are worth to be hidden: below four characters one would blacken ordinary text, and so would a short word of a
* structure once it is without its indentation.
*/
function linesOf(secrets) {
	const lines = secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)]).filter((line) => line.trim().length >= 4);
	const indented = lines.filter((line) => line !== line.trim() && line.trim().length >= 8);
	return [...lines, ...indented.map((line) => line.trim())];
}
/** A text that a service printed, without what it was given. */
function withoutSecrets(text, service) {
	return without(text, linesOf(secretsOf(service)));
}
/** Replaces each of the lines by `***`. */
function without(text, lines) {
	return lines.toSorted((a, b) => b.length - a.length).reduce((rest, line) => rest.replaceAll(line, "***"), text);
}

// src/units/problem.ts
/** What a person reads at once, and GitHub shows; where there are more, something else is wrong than each of them. */
const MOST = 50;
/** Thrown with everything that must be changed in the service file, its manifests, or the inputs that win over it; of very many the first. */
var InvalidServiceFile = class extends Error {
	name = "InvalidServiceFile";
	problems;
	constructor(all) {
		const more = all.length - MOST;
		const problems = more <= 0 ? all : [...all.slice(0, MOST), { message: `and ${more} more: correct these first` }];
		super(problems.map(problemLine).join("\n"));
		this.problems = problems;
	}
};
/** A problem in one line, with where it is. */
function problemLine({ file, line, column, message }) {
	const place = [
		file,
		line,
		column
	].filter((part) => part !== void 0).join(":");
	return place === "" ? message : `${place}: ${message}`;
}
const MOST_SHOWN = 80;
/** Text of others in quotes, without line ends and control characters, cut where it is long. */
function quoted(text) {
	return JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\u2026` : text);
}

// src/service/mapping.ts
/** The value at a path; undefined where there is none. */
function valueAt(value, path) {
	return path.reduce((at, part) => {
		return typeof at === "object" && at !== null && Object.hasOwn(at, part) ? at[part] : void 0;
	}, value);
}
/** Lays `over` on `under`: mappings merge, everything else is replaced. */
function merge(under, over) {
	const merged = Object.entries(over).map(([key, value]) => {
		const below = Object.hasOwn(under, key) ? under[key] : void 0;
		return [key, isMapping(value) && isMapping(below) ? merge(below, value) : value];
	});
	return Object.fromEntries([...Object.entries(under), ...merged]);
}
/** One text, or a list of them. */
function listOf$1(value) {
	return (Array.isArray(value) ? value : [value]).filter((one) => one !== void 0).map(String);
}
/** The mappings of a list; none where it is no list. */
function mappings(value) {
	return Array.isArray(value) ? value.filter(isMapping) : [];
}

// src/units/promql.ts
/** `backend`: what carries the track in its balancer. */
const NAMES$1 = [
	"track",
	"version",
	"backend",
	"namespace"
];
/** Blanks and comments, texts, words, and marks; the texts as in https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals. */
const TOKENS = /\s+|#[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|[A-Za-z_:][\w:]*|[=!]~|./gs;
const TEMPLATE = /\{\{([^{}]*)\}\}/g;
const DIFFERENCES = /^(rate|irate|increase|delta|idelta|deriv|predict_linear|\w+_over_time)$/;
const AGGREGATIONS = /^(sum|avg|min|max|count|group|stddev|stdvar|topk|bottomk|quantile|count_values|limitk|limit_ratio)$/;
/** What is wrong with a query for one counter by track, each in a sentence that goes on after its name. */
function counterProblems(query) {
	const tokens = tokensOf(query);
	const names = templatesOf(tokens);
	const isCalled = (at) => [
		"(",
		"by",
		"without"
	].includes(tokens[at + 1] ?? "");
	const called = tokens.filter((_, at) => isCalled(at));
	const difference = called.find((word) => DIFFERENCES.test(word));
	const aggregation = called.find((word) => AGGREGATIONS.test(word));
	const problems = textProblems(tokens);
	if (difference !== void 0) problems.push(`holds ${difference}(): write the counter itself, like shop_requests_total{\u2026}; what it grew by is found out here`);
	else if (tokens.includes("[")) problems.push("holds a range in [ ]: write the counter itself, like shop_requests_total{\u2026}; what it grew by is found out here");
	if (aggregation !== void 0 && !(tokens.includes("by") && tokens.includes("instance"))) problems.push(`holds ${aggregation}(): leave it out; series are added up here, each by itself, so that one that begins again is noticed`);
	if (!names.some((name) => name !== "namespace")) problems.push("is the same for both tracks: put {{track}}, {{version}} or {{backend}} in it, like {version=\"{{version}}\"}");
	return problems;
}
/** What is wrong with a query that gives any number. */
function queryProblems(query) {
	return textProblems(tokensOf(query));
}
/** The names in two braces that a query holds. */
function namesIn$1(query) {
	return templatesOf(tokensOf(query));
}
/** The query of one track. Values are escaped for the text that they stand in, and for a regular expression where it is one. */
function renderQuery(query, values) {
	const tokens = tokensOf(query, true);
	return tokens.map((token, at) => isText(token) ? rendered(token, isPattern(tokens, at), values) : token).join("");
}
function rendered(text, pattern, values) {
	return text.replace(TEMPLATE, (whole, name) => {
		const value = values[name.trim()];
		if (value === void 0 || value === null) return whole;
		return (pattern ? value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&") : value).replace(/[\\"']/g, (mark) => mark === "\\" || mark === text[0] ? `\\${mark}` : mark).replaceAll("\n", "\\n");
	});
}
function isPattern(tokens, at) {
	return /^[=!]~$/.test(tokens.slice(0, at).findLast((token) => !isBlank(token)) ?? "");
}
function textProblems(tokens) {
	const problems = [];
	const unknown = templatesOf(tokens).find((name) => !NAMES$1.includes(name));
	if (unknown !== void 0) problems.push(`holds {{${unknown}}}, which stands for nothing: write {{${NAMES$1.join("}}, {{")}}}`);
	if (tokens.some((token) => /^["'`]$/.test(token))) problems.push("holds a text without an end: close its quotes");
	if (tokens.some((token, at) => token === "{" && tokens[at + 1] === "{")) problems.push("holds {{ outside of quotes: write it in a text, like {version=\"{{version}}\"}");
	if (tokens.some((token) => token.startsWith("`") && token.includes("{{"))) problems.push("holds {{ in backquotes, in which nothing can be escaped: write it in double quotes");
	return problems;
}
function tokensOf(query, blanks = false) {
	const all = query.match(TOKENS) ?? [];
	return blanks ? all : all.filter((token) => !isBlank(token));
}
function templatesOf(tokens) {
	return tokens.filter(isText).flatMap((text) => [...text.matchAll(TEMPLATE)].map(([, name = ""]) => name.trim()));
}
function isBlank(token) {
	return /^(\s|#)/.test(token);
}
function isText(token) {
	return token.length > 1 && /^["'`]/.test(token);
}

// src/service/metrics.ts
/** A second: counters do not move faster than that in a way that could be judged. */
const SHORTEST_INTERVAL = 1e3;
const SOURCES = [
	"queries",
	"command",
	"http",
	"smoke-test"
];
const OF_THRESHOLD = [
	"query",
	"success",
	"interval",
	"failure-limit",
	"consecutive-error-limit"
];
const SETS = {
	haproxy: "servers",
	local: "local",
	traefik: "kubernetes",
	"envoy-gateway": "kubernetes",
	"nginx-gateway-fabric": "kubernetes",
	istio: "kubernetes"
};
/** What can stand in the address of a server that prints counters. */
const ADDRESS_NAMES = [
	"stable.track",
	"stable.version",
	"canary.track",
	"canary.version"
];
/** The metrics of an expanded service, with everything that the schema does not see. `interval`: that of `analysis`. */
function metricSettings(service, shown, interval, findings) {
	const list = isMapping(service["analysis"]) ? service["analysis"]["metrics"] : void 0;
	if (!Array.isArray(list)) return [];
	const written = isMapping(shown["analysis"]) ? shown["analysis"]["metrics"] : void 0;
	return list.flatMap((value, at) => {
		if (!isMapping(value)) return [];
		const place = {
			value,
			shown: Array.isArray(written) ? written[at] : void 0,
			path: [
				"analysis",
				"metrics",
				at
			]
		};
		if (list.slice(0, at).some((other) => isMapping(other) && other["name"] === value["name"])) findings.push({
			path: place.path,
			key: "name",
			message: `${nameOf(place)} stands twice: give each metric a name of its own`
		});
		return [metric(place, service, interval, findings)];
	});
}
function metric(place, service, interval, findings) {
	const { value, path } = place;
	const say = (key, message) => findings.push({
		path,
		key,
		message: `${nameOf(place)}: ${message}`
	});
	const decides = value["dry-run"] !== true && value["kind"] !== "compare";
	const common = {
		name: String(value["name"]),
		weight: Number(value["weight"] ?? 1),
		decides
	};
	const isThreshold = value["kind"] === "threshold";
	const [wanted, other] = isThreshold ? [OF_THRESHOLD, SOURCES] : [SOURCES, OF_THRESHOLD];
	const given = wanted.filter((key) => value[key] !== void 0);
	const strange = other.find((key) => value[key] !== void 0);
	if (strange !== void 0) say(strange, `${strange} cannot stand here: ${isThreshold ? "kind: threshold is asked with query" : "it is for kind: threshold"}`);
	if ((value["queries"] !== void 0 || value["query"] !== void 0) && endpointOf(service, ["analysis", "prometheus"]) === null) say(isThreshold ? "query" : "queries", "it is not known which Prometheus to ask: write analysis.prometheus with its address");
	if (isThreshold) return {
		...common,
		...threshold(place, interval, say)
	};
	if (given.length !== 1) say(given[1] ?? "name", `it has ${given.length === 0 ? "no source" : given.join(" and ")}: write one of ${SOURCES.join(", ")}`);
	return {
		...common,
		kind: value["kind"] === "compare" ? "compare" : "judge",
		source: sourceOf$1(place, service, say, findings)
	};
}
function threshold({ value }, usual, say) {
	const query = String(value["query"] ?? "");
	for (const key of ["query", "success"]) if (value[key] === void 0) say("name", `it has no ${key}: add the key ${key}`);
	for (const problem of queryProblems(query)) say("query", `query ${problem}`);
	const success = parseSuccess(String(value["success"] ?? ""));
	if (success === null && value["success"] !== void 0) say("success", "success is no comparison with a number: write it like \">= 0.99\", or \">= 0.9, < 1.1\" for a range");
	const interval = durationOf(value["interval"], usual);
	if (value["interval"] !== void 0 && interval < 1e3) say("interval", "interval is under a second: write 1s or more");
	else if (interval < usual) say("interval", `interval is shorter than that of analysis, at which all metrics are asked: write ${formatDuration(usual)} or more`);
	return {
		kind: "threshold",
		query,
		success: success ?? [],
		interval,
		failureLimit: Number(value["failure-limit"] ?? 0),
		consecutiveErrorLimit: Number(value["consecutive-error-limit"] ?? 4)
	};
}
function sourceOf$1({ value, shown, path }, service, say, findings) {
	if (Array.isArray(value["command"])) return {
		from: "command",
		command: value["command"].map(String)
	};
	if (isMapping(value["smoke-test"])) {
		if (!isMapping(service["smoke-test"])) say("smoke-test", "the service has no smoke-test to be repeated: write one, with its path");
		return {
			from: "smoke-test",
			rate: Number(value["smoke-test"]["rate"])
		};
	}
	if (isMapping(value["http"])) {
		const written = isMapping(shown) && isMapping(shown["http"]) ? shown["http"] : {};
		const endpoint = endpointFrom(value["http"], written, [...path, "http"], findings);
		const unknown = [...endpoint.address.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = ""]) => name.trim()).find((name) => !ADDRESS_NAMES.includes(name));
		if (unknown !== void 0) say("http", `address holds {{${unknown}}}, which stands for nothing: write {{${ADDRESS_NAMES.join("}}, {{")}}}`);
		return {
			from: "http",
			...endpoint
		};
	}
	const { queries } = value;
	return {
		from: "prometheus",
		queries: isMapping(queries) ? ownQueries(queries, service, say) : readyQueries(queries, service, say)
	};
}
function readyQueries(name, service, say) {
	const set = String(name);
	if (!Object.hasOwn(SETS, set)) return "local";
	const platform = SETS[set];
	if (platform !== service["platform"]) say("queries", `${set} is for platform ${platform}: write queries of your own, with requests and bad`);
	else if (set === "haproxy") backendProblem(service, say);
	else if (platform === "kubernetes") namespaceProblem(service, say);
	if (set === "envoy-gateway" && service["route"] === void 0) say("queries", "envoy-gateway counts by route: write the key route of the service, or queries of your own");
	return set;
}
function ownQueries(queries, service, say) {
	const text = (key) => String(queries[key] ?? "");
	if (queries["requests"] === void 0 === (queries["good"] === void 0)) say("queries", "queries needs either requests or good, beside bad");
	if (queries["bad"] === void 0) say("queries", "queries has no bad: add the query that counts the bad ones");
	const given = [
		"requests",
		"good",
		"bad",
		"histogram"
	].filter((key) => queries[key] !== void 0);
	for (const key of given) for (const problem of counterProblems(text(key))) say("queries", `${key} ${problem}`);
	const names = given.flatMap((key) => namesIn$1(text(key)));
	if (names.includes("namespace")) namespaceProblem(service, say);
	if (names.includes("backend") && service["platform"] === "servers") backendProblem(service, say);
	const what = queries["good"] === void 0 ? "requests" : "good";
	return {
		all: {
			what,
			query: text(what)
		},
		bad: text("bad"),
		histogram: queries["histogram"] === void 0 ? null : text("histogram"),
		unit: queries["unit"] === "ms" ? "ms" : "s"
	};
}
function backendProblem(service, say) {
	const backends = mappings(service["balancers"]).map(({ backend }) => backend);
	const names = new Set(backends.flatMap((one) => isMapping(one) ? [`${one["blue"]} ${one["green"]}`] : []));
	if (!backends.every(isMapping)) say("queries", "{{backend}} is one for each track: write balancers with backend: { blue: \u2026, green: \u2026 }");
	else if (names.size > 1) say("queries", "{{backend}} is one for all balancers, and these have backends of different names: name them alike, or write queries with {{track}}");
}
function namespaceProblem(service, say) {
	if (service["namespace"] === void 0) say("queries", "{{namespace}} is not known: write the key namespace of the service");
}
/** Reads `>= 0.99`, or two of these with a comma between; null where it is something else. */
function parseSuccess(text) {
	const parts = text.split(",").map((part) => /^(>=|<=|==|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.exec(part.trim()));
	if (parts.length > 2) return null;
	const success = parts.map((part) => part && {
		is: part[1],
		than: Number(part[2])
	});
	return success.every((part) => part !== null) ? success : null;
}
/** The server at a path of an expanded service, with what is wrong about its headers; null where there is none. */
function prometheusSettings(service, shown, findings) {
	const path = ["analysis", "prometheus"];
	const value = endpointOf(service, path);
	return value && endpointFrom(value, endpointOf(shown, path) ?? {}, path, findings);
}
function endpointOf(service, [section, key]) {
	const within = service[String(section)];
	const value = isMapping(within) ? within[String(key)] : void 0;
	return isMapping(value) ? value : null;
}
function endpointFrom(value, shown, path, findings) {
	const headers = isMapping(value["headers"]) ? value["headers"] : {};
	const written = isMapping(shown["headers"]) ? shown["headers"] : {};
	const isSecret = (name) => String(written[name] ?? "").includes("$");
	for (const name of Object.keys(headers)) {
		if (!/^(proxy-)?authorization$|^cookie$/i.test(name) || isSecret(name)) continue;
		const message = `${name} stands in the file: keep its value as a secret, and write its name here, such as Bearer $PROMETHEUS_TOKEN`;
		findings.push({
			path: [...path, "headers"],
			key: name,
			message
		});
	}
	const secrets = Object.entries(headers).filter(([name]) => isSecret(name));
	return {
		address: String(value["address"] ?? ""),
		headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])),
		secrets: secrets.flatMap(([, text]) => [String(text), String(text).split(" ").at(-1) ?? ""])
	};
}
function durationOf(value, fallback) {
	try {
		return value === void 0 ? fallback : parseDuration(String(value));
	} catch {
		return fallback;
	}
}
function nameOf({ value, path }) {
	return `metric ${typeof value["name"] === "string" ? value["name"] : Number(path[2]) + 1}`;
}

// src/service/own.ts
/** The part of an expanded service without findings that only its platform has; paths are made whole by `absolute`. */
function ownPart$1(service, absolute, name) {
	switch (service["platform"]) {
		case "local": return localPart(service);
		case "kubernetes": return kubernetesPart(service, name);
		default: return serversPart(service, absolute);
	}
}
function kubernetesPart(service, name) {
	const [kind, own] = String(service["workload"] ?? `deployment/${name}`).split("/");
	return {
		platform: "kubernetes",
		image: listOf$1(service["image"]),
		workload: {
			kind,
			name: own ?? name
		},
		container: textOrNull(service["container"]),
		context: textOrNull(service["context"]),
		namespace: textOrNull(service["namespace"]),
		backend: textOrNull(service["backend"]),
		route: service["route"] === void 0 ? null : routeOf(String(service["route"])),
		manifests: service["manifests"] === void 0 ? null : listOf$1(service["manifests"]),
		objects: null
	};
}
function routeOf(text) {
	const [name = "", kind, namespace = null] = text.split("/").reverse();
	return {
		kind,
		namespace,
		name
	};
}
function localPart(service) {
	return {
		platform: "local",
		run: service["run"],
		port: Number(service["port"]),
		instances: Number(service["instances"] ?? 2)
	};
}
function serversPart(service, absolute) {
	const { key, "known-hosts": knownHosts } = isMapping(service["ssh"]) ? service["ssh"] : {};
	return {
		platform: "servers",
		update: String(service["update"]),
		stop: textOrNull(service["stop"]),
		upload: service["upload"] === void 0 ? null : absolute(String(service["upload"])),
		ssh: {
			key: textOrNull(key),
			knownHosts: knownHosts === void 0 ? null : absolute(String(knownHosts))
		},
		servers: mappings(service["servers"]).map(server),
		balancers: mappings(service["balancers"]).map(balancer)
	};
}
function server(from) {
	return {
		name: String(from["name"]),
		host: textOrNull(from["host"]),
		address: String(from["address"]),
		track: from["track"] ?? null
	};
}
function balancer(from) {
	return {
		kind: "haproxy",
		host: textOrNull(from["host"]),
		socket: String(from["socket"]),
		config: textOrNull(from["config"]),
		backend: from["backend"],
		map: textOrNull(from["map"]),
		key: textOrNull(from["key"])
	};
}
function textOrNull(value) {
	return value === void 0 ? null : String(value);
}

// src/service/platform.ts
const PLATFORMS = [
	"local",
	"servers",
	"kubernetes"
];
/** Keys that do something on some platforms only, and on which. */
const ONLY = {
	...only("local", [
		"run",
		"port",
		"instances"
	]),
	...only("servers", [
		"update",
		"stop",
		"upload",
		"ssh",
		"servers",
		"balancers"
	]),
	...only("kubernetes", [
		"image",
		"workload",
		"container",
		"context",
		"namespace",
		"backend",
		"route",
		"manifests"
	]),
	...Object.fromEntries([
		"health",
		"reports",
		"sticky",
		"env",
		"state"
	].map((key) => [key, ["local", "servers"]]))
};
const NEEDED = {
	local: ["run", "port"],
	servers: [
		"update",
		"servers",
		"balancers"
	],
	kubernetes: ["image"]
};
function only(platform, keys) {
	return Object.fromEntries(keys.map((key) => [key, [platform]]));
}
/** What a service lacks for its platform, has of another one, or has in a way that its platform cannot keep. */
function platformFindings(service) {
	const platform = PLATFORMS.find((known) => known === service["platform"]);
	if (platform === void 0) {
		const message = `the service has no platform: add platform: with one of ${PLATFORMS.join(", ")}`;
		return service["platform"] === void 0 ? [{
			path: [],
			message
		}] : [];
	}
	const missing = NEEDED[platform].filter((key) => service[key] === void 0);
	const foreign = Object.keys(service).filter((key) => service[key] !== void 0 && ONLY[key]?.includes(platform) === false);
	return [
		...missing.map((key) => ({
			path: [],
			message: `the service has no ${key}: with platform: ${platform}, add the key ${key}`
		})),
		...foreign.map((key) => ({
			path: [key],
			message: `${key} does nothing with platform: ${platform}: take it out`
		})),
		...platform === "servers" ? serversFindings(service) : [],
		...platform === "kubernetes" ? kubernetesFindings(service) : []
	];
}
function kubernetesFindings(service) {
	const { image, container } = service;
	const images = listOf$1(image);
	const found = images.flatMap((one, at) => one.includes("{version}") ? [] : [{
		path: Array.isArray(image) ? ["image", at] : ["image"],
		message: `image ${quoted(one)} has no {version}: write it where the version goes, like ghcr.io/acme/shop:{version}`
	}]);
	if (container !== void 0 && images.length > 1) found.push({
		path: ["container"],
		message: "container goes with one image: take it out, or write one image"
	});
	return [...found, ...trafficFindings(service)];
}
/** Only a Deployment has tracks between which requests can be told apart. */
function trafficFindings({ workload = "deployment/", backend, route, preview }) {
	const keys = Object.entries({
		backend,
		route
	}).filter(([, value]) => value !== void 0);
	const found = String(workload).startsWith("deployment/") ? [] : keys.map(([key]) => ({
		path: [key],
		message: `${key} does nothing with workload: ${workload}: take it out`
	}));
	if (preview === void 0) return found;
	if (/^https?:/.test(String(preview))) found.push({
		path: ["preview"],
		message: "preview is an address, which nothing leads to here: write header:<name>=<value> or cookie:<name>=<value>"
	});
	else if (route === void 0) found.push({
		path: ["preview"],
		message: "preview needs a route that can tell requests apart: add route: httproute/<name>, or take preview out"
	});
	else if (/(^|\/)traefikservice\//.test(String(route))) found.push({
		path: ["preview"],
		message: "preview needs a route that can tell requests apart, which a TraefikService cannot: take preview out, or write another route"
	});
	return found;
}
function serversFindings(service) {
	const servers = mappings(service["servers"]);
	const balancers = mappings(service["balancers"]);
	const state = service["state"];
	const relative = [...servers, ...balancers].some((one) => one["host"] !== void 0) && typeof state === "string" && !/^(\/|~\/)/.test(state);
	const message = "state is a folder of other machines too: write a path that starts with / or ~/";
	return [...trackFindings(servers, balancers), ...relative ? [{
		path: ["state"],
		message
	}] : []];
}
function trackFindings(servers, balancers) {
	const names = servers.map((server) => server["name"]);
	const findings = names.flatMap((name, at) => name !== void 0 && names.indexOf(name) < at ? [{
		path: [
			"servers",
			at,
			"name"
		],
		message: `servers[${at}].name is "${name}" as before: give each server its own name`
	}] : []);
	const tracks = new Set(servers.map((server) => server["track"]));
	const tracked = tracks.has("blue") || tracks.has("green");
	if (tracked && (tracks.has(void 0) || tracks.size < 2)) findings.push({
		path: ["servers"],
		message: "servers: give every server a track, some blue and some green, or none of them"
	});
	return [...findings, ...balancers.flatMap((balancer, at) => balancerFindings(balancer, at, tracked))];
}
function balancerFindings(balancer, at, tracked) {
	const path = ["balancers", at];
	const name = `balancers[${at}]`;
	if (tracked !== isMapping(balancer["backend"])) {
		const wanted = tracked ? "a backend for each track, { blue: \u2026, green: \u2026 }" : "one backend, as the servers have no tracks";
		return [{
			path: [...path, "backend"],
			message: `${name}.backend: write ${wanted}`
		}];
	}
	return ["map", "key"].filter((key) => balancer[key] !== void 0 !== tracked).map((key) => tracked ? {
		path,
		message: `${name} has no ${key}: weights of tracks are kept in a map, add map and key`
	} : {
		path: [...path, key],
		message: `${name}.${key} does nothing without tracks: take it out, or give every server a track`
	});
}

// src/units/nearest.ts
/** The one of `known` that was most likely meant by `text`; null where none is close. */
function nearest(text, known) {
	if (text.length > 64) return null;
	const best = known.map((word) => ({
		word,
		edits: distance(text.toLowerCase(), word.toLowerCase())
	})).sort((a, b) => a.edits - b.edits)[0];
	return best !== void 0 && best.edits <= Math.max(2, Math.floor(best.word.length / 3)) && best.edits < best.word.length ? best.word : null;
}
/** Letters to insert, delete or replace to get from one word to the other. */
function distance(from, to) {
	let row = Array.from({ length: to.length + 1 }, (_, at) => at);
	for (const [i, letter] of [...from].entries()) {
		const next = [i + 1];
		for (let j = 0; j < to.length; j++) {
			const replaced = (row[j] ?? 0) + (letter === to[j] ? 0 : 1);
			next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
		}
		row = next;
	}
	return row[to.length] ?? 0;
}

// src/service/finding.ts
/** Writes a path as people do: `servers[0].address`; the whole value is `the file`. */
function showPath(path) {
	const text = path.map((part) => typeof part === "number" ? `[${part}]` : `.${part}`).join("");
	return text === "" ? "the file" : text.replace(/^\./, "");
}

// schema/sluice.schema.json
var sluice_schema_default = JSON.parse("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"a mapping with the key services\",\"type\":\"object\",\"required\":[\"services\"],\"additionalProperties\":false,\"properties\":{\"defaults\":{\"$ref\":\"#/$defs/service\"},\"services\":{\"type\":\"object\",\"title\":\"a mapping with at least one service\",\"minProperties\":1,\"propertyNames\":{\"$ref\":\"#/$defs/name\"},\"additionalProperties\":{\"$ref\":\"#/$defs/service\"}}},\"$defs\":{\"name\":{\"type\":\"string\",\"pattern\":\"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$\",\"title\":\"a name of letters, digits, dots, dashes and underscores\",\"examples\":[\"shop\",\"web1\"]},\"haproxy-name\":{\"type\":\"string\",\"pattern\":\"^[A-Za-z0-9_.:-]+$|[${]\",\"title\":\"a name of letters, digits, dots, colons, dashes and underscores\",\"examples\":[\"api\"]},\"text\":{\"type\":\"string\",\"minLength\":1,\"title\":\"a text that is not empty\",\"examples\":[\"shop\"]},\"path\":{\"type\":\"string\",\"pattern\":\"^/\\\\S*$|[${]\",\"title\":\"a path that starts with /\",\"examples\":[\"/\",\"/healthz\"]},\"duration\":{\"type\":[\"string\",\"integer\"],\"maximum\":0,\"minimum\":0,\"pattern\":\"^(0|(\\\\d{1,9}d)?(\\\\d{1,9}h)?(\\\\d{1,9}m)?(\\\\d{1,9}s)?(\\\\d{1,9}ms)?)$|[${]\",\"minLength\":1,\"title\":\"a duration with its unit\",\"examples\":[\"90s\",\"5m\",\"1h30m\"]},\"count\":{\"type\":[\"string\",\"integer\"],\"minimum\":0,\"maximum\":999999,\"pattern\":\"^\\\\d{1,6}%?$|[${]\",\"title\":\"a whole number or a percentage\",\"examples\":[1,\"25%\"]},\"share\":{\"type\":[\"string\",\"integer\"],\"minimum\":0,\"maximum\":0,\"pattern\":\"^(0|\\\\d{1,3}(\\\\.\\\\d{1,9})? ?%)$|[${]\",\"title\":\"a percentage with its sign\",\"examples\":[\"0.5%\",\"2%\"]},\"service\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"platform\":{\"enum\":[\"local\",\"servers\",\"kubernetes\"]},\"url\":{\"type\":\"string\",\"pattern\":\"^https?://|[${]\",\"title\":\"an address\",\"examples\":[\"https://shop.example.com\"]},\"health\":{\"$ref\":\"#/$defs/path\",\"default\":\"/\"},\"smoke-test\":{\"$ref\":\"#/$defs/smoke-test\"},\"preview\":{\"type\":\"string\",\"pattern\":\"^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://|[${]\",\"title\":\"a header or cookie with its value, or an address\",\"examples\":[\"header:X-Preview=$PREVIEW_KEY\",\"cookie:preview=1\",\"https://preview.example.com\"]},\"sticky\":{\"type\":\"string\",\"pattern\":\"^(header|cookie):[A-Za-z0-9_-]+$|[${]\",\"title\":\"a cookie or header\",\"examples\":[\"cookie:uid\",\"header:X-User\"]},\"reports\":{\"type\":\"string\",\"pattern\":\"^/\\\\S*$|^header:[A-Za-z0-9-]+$|[${]\",\"title\":\"a path or a header\",\"examples\":[\"/version\",\"header:X-Version\"]},\"env\":{\"type\":\"object\",\"propertyNames\":{\"type\":\"string\",\"pattern\":\"^[A-Za-z_][A-Za-z0-9_]*$\",\"title\":\"a variable's name\",\"examples\":[\"TOKEN\"]},\"additionalProperties\":{\"type\":\"string\",\"title\":\"a text in quotes\",\"examples\":[\"$TOKEN\"]}},\"state\":{\"$ref\":\"#/$defs/text\",\"default\":\"~/.local/state/sluice\",\"examples\":[\"~/.local/state/sluice\"]},\"rollout\":{\"$ref\":\"#/$defs/rollout\"},\"analysis\":{\"$ref\":\"#/$defs/analysis\"},\"environments\":{\"type\":\"object\",\"additionalProperties\":{\"$ref\":\"#/$defs/service\",\"not\":{\"type\":\"object\",\"required\":[\"environments\"]}}},\"run\":{\"type\":\"array\",\"minItems\":1,\"items\":{\"type\":\"string\",\"title\":\"a text in quotes\",\"examples\":[\"server.js\"]},\"title\":\"a list of the program and its arguments\",\"examples\":[\"[node, server.js]\"]},\"port\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":65535,\"title\":\"a port\",\"examples\":[8080]},\"instances\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":100,\"default\":2,\"title\":\"a whole number from 1 to 100\",\"examples\":[2]},\"upload\":{\"$ref\":\"#/$defs/text\",\"examples\":[\"dist\"]},\"ssh\":{\"$ref\":\"#/$defs/ssh\"},\"update\":{\"$ref\":\"#/$defs/text\",\"examples\":[\"sudo api-install $SLUICE_VERSION\"]},\"stop\":{\"$ref\":\"#/$defs/text\",\"examples\":[\"sudo api-stop\"]},\"servers\":{\"type\":\"array\",\"minItems\":1,\"items\":{\"$ref\":\"#/$defs/server\"},\"title\":\"a list of servers\",\"examples\":[\"[{ name: web1, address: 10.0.0.11:8080 }]\"]},\"balancers\":{\"type\":\"array\",\"minItems\":1,\"items\":{\"$ref\":\"#/$defs/balancer\"},\"title\":\"a list of balancers\",\"examples\":[\"[{ kind: haproxy, socket: /run/haproxy/admin.sock, backend: api }]\"]},\"image\":{\"type\":[\"string\",\"array\"],\"minLength\":1,\"minItems\":1,\"items\":{\"$ref\":\"#/$defs/text\",\"examples\":[\"ghcr.io/acme/shop:{version}\"]},\"title\":\"an image or a list of images\",\"examples\":[\"ghcr.io/acme/shop:{version}\"]},\"workload\":{\"type\":\"string\",\"pattern\":\"^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]\",\"title\":\"deployment/, statefulset/ or daemonset/ with a name\",\"examples\":[\"deployment/shop\"]},\"container\":{\"$ref\":\"#/$defs/text\",\"examples\":[\"web\"]},\"context\":{\"$ref\":\"#/$defs/text\",\"examples\":[\"prod\"]},\"namespace\":{\"type\":\"string\",\"pattern\":\"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$|[${]\",\"title\":\"a namespace of small letters, digits and dashes\",\"examples\":[\"shop\"]},\"backend\":{\"type\":\"string\",\"pattern\":\"^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$|[${]\",\"title\":\"a name of small letters, digits and dashes\",\"examples\":[\"shop\"]},\"route\":{\"type\":\"string\",\"pattern\":\"^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]\",\"title\":\"httproute/, grpcroute/, traefikservice/ or virtualservice/ with a name, after a namespace where that is another one\",\"examples\":[\"httproute/shop\",\"edge/httproute/shop\"]},\"manifests\":{\"type\":[\"string\",\"array\"],\"minLength\":1,\"minItems\":1,\"items\":{\"$ref\":\"#/$defs/text\",\"examples\":[\"k8s/\"]},\"title\":\"a file or folder, or a list of them\",\"examples\":[\"k8s/\"]}}},\"host\":{\"type\":\"string\",\"pattern\":\"^[^\\\\s-]\\\\S*$\",\"title\":\"a machine as ssh takes it, without spaces\",\"examples\":[\"deploy@web1.example.com\",\"ssh://deploy@web1.example.com:2222\"]},\"ssh\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"key\":{\"$ref\":\"#/$defs/text\",\"examples\":[\"$DEPLOY_KEY\"]},\"known-hosts\":{\"$ref\":\"#/$defs/text\",\"default\":\"~/.ssh/known_hosts\",\"examples\":[\".github/known_hosts\"]}}},\"smoke-test\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"path\"],\"properties\":{\"path\":{\"$ref\":\"#/$defs/path\"},\"contains\":{\"$ref\":\"#/$defs/text\"},\"times\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000,\"default\":1,\"title\":\"a whole number from 1 to 1000\",\"examples\":[3]}}},\"rollout\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"max-unavailable\":{\"$ref\":\"#/$defs/count\"},\"max-surge\":{\"$ref\":\"#/$defs/count\"},\"bake-time\":{\"$ref\":\"#/$defs/duration\"},\"keep-old\":{\"$ref\":\"#/$defs/duration\",\"default\":\"0s\"},\"min-ready\":{\"$ref\":\"#/$defs/duration\"},\"drain-timeout\":{\"$ref\":\"#/$defs/duration\",\"default\":\"30s\"},\"on-drain-timeout\":{\"enum\":[\"force\",\"wait\",\"fail\"],\"default\":\"force\"},\"progress-deadline\":{\"$ref\":\"#/$defs/duration\",\"default\":\"10m\"},\"preview-size\":{\"$ref\":\"#/$defs/count\",\"default\":\"100%\"},\"on-failure\":{\"enum\":[\"rollback\",\"pause\"],\"default\":\"rollback\"},\"on-cancel\":{\"enum\":[\"rollback\",\"pause\"],\"default\":\"rollback\"},\"on-busy\":{\"enum\":[\"fail\",\"wait\",\"supersede\"],\"default\":\"fail\"},\"deployment\":{\"enum\":[\"auto\",\"attach\",\"create\",\"none\"],\"default\":\"auto\"},\"comment\":{\"enum\":[\"on-change\",\"on-failure\",\"never\"],\"default\":\"on-change\"},\"until\":{\"enum\":[\"prepared\",\"switched\",\"retired\"],\"default\":\"retired\"},\"weight\":{\"type\":[\"string\",\"integer\"],\"minimum\":0,\"maximum\":100,\"pattern\":\"^\\\\s*(100|\\\\d{1,2})\\\\s*(,\\\\s*(100|\\\\d{1,2})\\\\s*)*$|[${]\",\"title\":\"whole numbers from 0 to 100\",\"examples\":[25,\"5, 25, 50\"]},\"on-outdated\":{\"enum\":[\"fail\",\"deploy\"],\"default\":\"fail\"}}},\"analysis\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"interval\":{\"$ref\":\"#/$defs/duration\",\"default\":\"10s\"},\"initial-delay\":{\"$ref\":\"#/$defs/duration\",\"default\":\"0s\"},\"analysis-timeout\":{\"$ref\":\"#/$defs/duration\",\"default\":\"1h\"},\"max-error-rate\":{\"$ref\":\"#/$defs/share\",\"default\":\"0.5%\"},\"max-error-ratio\":{\"type\":\"number\",\"minimum\":1,\"maximum\":1000,\"default\":2,\"title\":\"a number from 1\",\"examples\":[2]},\"min-polls\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000,\"default\":3,\"title\":\"a whole number from 1 to 1000\",\"examples\":[3]},\"on-inconclusive\":{\"enum\":[\"pause\",\"pass\",\"rollback\"],\"default\":\"pause\"},\"on-no-data\":{\"enum\":[\"wait\",\"fail\",\"pass\"],\"default\":\"wait\"},\"false-alarm-rate\":{\"type\":\"number\",\"minimum\":0.000001,\"maximum\":0.5,\"default\":0.01,\"title\":\"a number from 0.000001 to 0.5\",\"examples\":[0.01]},\"confidence\":{\"type\":\"number\",\"minimum\":0.5,\"maximum\":0.999999,\"default\":0.95,\"title\":\"a number from 0.5 to 0.999999\",\"examples\":[0.95]},\"tolerance\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"errors\":{\"$ref\":\"#/$defs/odds\",\"default\":1},\"latency\":{\"$ref\":\"#/$defs/odds\",\"default\":1.1}}},\"latency-threshold\":{\"$ref\":\"#/$defs/duration\",\"examples\":[\"500ms\"]},\"burst\":{\"type\":[\"string\",\"number\"],\"minimum\":1,\"maximum\":100000,\"pattern\":\"^auto$|[${]\",\"default\":\"auto\",\"title\":\"auto or a number from 1\",\"examples\":[\"auto\",5]},\"early-pass\":{\"type\":\"boolean\",\"title\":\"true or false\",\"default\":false},\"prometheus\":{\"$ref\":\"#/$defs/endpoint\"},\"metrics\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":20,\"items\":{\"$ref\":\"#/$defs/metric\"},\"title\":\"a list of metrics\",\"examples\":[\"[{ name: users, queries: haproxy }]\"]}}},\"odds\":{\"type\":\"number\",\"minimum\":1,\"maximum\":100,\"title\":\"a number from 1 to 100\",\"examples\":[1.1]},\"endpoint\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"address\"],\"properties\":{\"address\":{\"type\":\"string\",\"pattern\":\"^https?://[^\\\\s@]+$|[${]\",\"title\":\"an address without a user name\",\"examples\":[\"http://prometheus.example.com:9090\"]},\"headers\":{\"type\":\"object\",\"propertyNames\":{\"type\":\"string\",\"pattern\":\"^[A-Za-z0-9-]+$\",\"title\":\"the name of a header\",\"examples\":[\"Authorization\"]},\"additionalProperties\":{\"type\":\"string\",\"pattern\":\"^[\\\\x20-\\\\x7e]*$\",\"title\":\"a text in quotes, in one line of plain letters\",\"examples\":[\"Bearer $PROMETHEUS_TOKEN\"]}}}},\"query\":{\"type\":\"string\",\"minLength\":1,\"title\":\"a query in PromQL\",\"examples\":[\"shop_requests_total{version=\\\"{{version}}\\\"}\"]},\"metric\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"name\"],\"properties\":{\"name\":{\"$ref\":\"#/$defs/name\",\"examples\":[\"users\"]},\"kind\":{\"enum\":[\"judge\",\"compare\",\"threshold\"],\"default\":\"judge\"},\"weight\":{\"type\":\"number\",\"minimum\":0.001,\"maximum\":1000,\"default\":1,\"title\":\"a number from 0.001 to 1000\",\"examples\":[2]},\"dry-run\":{\"type\":\"boolean\",\"title\":\"true or false\",\"default\":false},\"queries\":{\"type\":[\"string\",\"object\"],\"pattern\":\"^(haproxy|local|traefik|envoy-gateway|nginx-gateway-fabric|istio)$\",\"title\":\"haproxy, local, traefik, envoy-gateway, nginx-gateway-fabric or istio, or a mapping of queries\",\"examples\":[\"haproxy\"],\"additionalProperties\":false,\"properties\":{\"requests\":{\"$ref\":\"#/$defs/query\"},\"good\":{\"$ref\":\"#/$defs/query\"},\"bad\":{\"$ref\":\"#/$defs/query\"},\"histogram\":{\"$ref\":\"#/$defs/query\"},\"unit\":{\"enum\":[\"s\",\"ms\"],\"default\":\"s\"}}},\"command\":{\"type\":\"array\",\"minItems\":1,\"items\":{\"type\":\"string\",\"title\":\"a text in quotes\",\"examples\":[\"metric.js\"]},\"title\":\"a list of the program and its arguments\",\"examples\":[\"[node, metric.js]\"]},\"http\":{\"$ref\":\"#/$defs/endpoint\"},\"smoke-test\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"rate\"],\"properties\":{\"rate\":{\"type\":\"number\",\"minimum\":0.01,\"maximum\":20,\"title\":\"a number from 0.01 to 20\",\"examples\":[2]}}},\"query\":{\"$ref\":\"#/$defs/query\"},\"success\":{\"type\":\"string\",\"title\":\"a comparison\",\"examples\":[\">= 0.99\",\">= 0.9, < 1.1\"]},\"interval\":{\"$ref\":\"#/$defs/duration\"},\"failure-limit\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":1000,\"default\":0,\"title\":\"a whole number from 0 to 1000\",\"examples\":[1]},\"consecutive-error-limit\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":1000,\"default\":4,\"title\":\"a whole number from 0 to 1000\",\"examples\":[4]}}},\"server\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"name\",\"address\"],\"properties\":{\"name\":{\"$ref\":\"#/$defs/name\",\"examples\":[\"web1\"]},\"host\":{\"$ref\":\"#/$defs/host\",\"examples\":[\"deploy@web1.example.com\"]},\"address\":{\"type\":\"string\",\"pattern\":\"^(\\\\[[0-9A-Fa-f:.]+\\\\]|[^\\\\s:/]+):\\\\d{1,5}$|[${]\",\"title\":\"host:port\",\"examples\":[\"10.0.0.11:8080\"]},\"track\":{\"enum\":[\"blue\",\"green\"]}}},\"balancer\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"kind\",\"socket\",\"backend\"],\"properties\":{\"kind\":{\"enum\":[\"haproxy\"]},\"host\":{\"$ref\":\"#/$defs/host\",\"examples\":[\"deploy@lb1.example.com\"]},\"socket\":{\"$ref\":\"#/$defs/text\",\"examples\":[\"/run/haproxy/admin.sock\"]},\"config\":{\"$ref\":\"#/$defs/text\",\"examples\":[\"/etc/haproxy/haproxy.cfg\"]},\"backend\":{\"type\":[\"string\",\"object\"],\"pattern\":\"^[A-Za-z0-9_.:-]+$|[${]\",\"additionalProperties\":false,\"required\":[\"blue\",\"green\"],\"properties\":{\"blue\":{\"$ref\":\"#/$defs/haproxy-name\",\"examples\":[\"api_blue\"]},\"green\":{\"$ref\":\"#/$defs/haproxy-name\",\"examples\":[\"api_green\"]}},\"title\":\"one backend or a mapping of blue and green\",\"examples\":[\"api\",\"{ blue: api_blue, green: api_green }\"]},\"map\":{\"type\":\"string\",\"pattern\":\"^[A-Za-z0-9_./-]+$|[${]\",\"title\":\"a path of letters, digits, dots, dashes and underscores\",\"examples\":[\"/var/lib/sluice/api.map\"]},\"key\":{\"$ref\":\"#/$defs/haproxy-name\",\"examples\":[\"api\"]}}}}}");

// src/service/validators.ts
const FILE = sluice_schema_default;
/** Everything that the schema forbids in a service file. */
function fileViolations(value) {
	return violations(FILE, "#", value);
}
/** Everything that the schema forbids in a service in which all `$NAME` and `{version}` are expanded. */
function serviceViolations(value) {
	expanded ??= JSON.parse(JSON.stringify(FILE).replaceAll("|[${]\"", "\""));
	return violations(expanded, "#/$defs/service", value);
}
let expanded;
function violations(schema, from, value) {
	const parts = Object.entries(schema.$defs ?? {});
	const lookup = Object.fromEntries(parts.map(([name, part]) => [`#/$defs/${name}`, part]));
	const { errors } = validate(value, partAt(schema, keysOf(from)), "2020-12", lookup, false, null, "#", from);
	const told = errors.filter(({ keyword }) => !PASSED_ON.has(keyword));
	return [...new Map(told.map((error) => [`${error.keywordLocation} ${error.instanceLocation}`, error])).values()].map((error) => violation(schema, error));
}
/** What only says that something below is wrong, which is told of itself. */
const PASSED_ON = /* @__PURE__ */ new Set([
	"$ref",
	"properties",
	"items",
	"propertyNames",
	"false"
]);
function violation(schema, { keyword, keywordLocation, instanceLocation }) {
	const keys = keysOf(keywordLocation).slice(0, -1);
	return {
		keyword,
		place: keysOf(instanceLocation),
		schema: partAt(schema, keys),
		isName: keys.findLast((key) => key !== "$ref") === "propertyNames"
	};
}
/** The keys of a JSON pointer that is written as the fragment of an address (RFC 6901, section 6). */
function keysOf(pointer) {
	return pointer.split("/").slice(1).map((key) => decodeURI(key.replaceAll("%23", "#")).replaceAll("~1", "/").replaceAll("~0", "~"));
}
/** Part of the schema, also behind the references on the way. */
function partAt(schema, keys) {
	return keys.reduce((at, key) => key === "$ref" ? partAt(schema, keysOf(at.$ref ?? "")) : at[key], schema);
}

// src/service/schema.ts
/**
* Everything in `value` that the schema forbids, one finding for each place.
* @param shown the same value as its author wrote it, for messages: `value` may hold secrets where variables were expanded
*/
function schemaFindings(value, what, shown = value) {
	let violations;
	try {
		violations = what === "file" ? fileViolations(value) : serviceViolations(value);
	} catch (error) {
		if (error instanceof RangeError) return [{
			path: [],
			message: "more is wrong here than can be told: is this a service file?"
		}];
		throw error;
	}
	const findings = /* @__PURE__ */ new Map();
	for (const finding of violations.flatMap((violation) => findingsOf(violation, value, shown))) {
		const place = JSON.stringify([finding.path, finding.key]);
		if (!findings.has(place)) findings.set(place, finding);
	}
	return [...findings.values()];
}
function findingsOf({ keyword, place, schema, isName }, value, shown) {
	const path = pathOf(isName ? place.slice(0, -1) : place, value);
	const at = valueAt(value, path);
	const keys = isMapping(at) ? Object.keys(at) : [];
	if (isName) {
		const key = place.at(-1) ?? "";
		return [{
			path,
			key,
			message: `${inside(path)}the name ${quoted(key)} cannot be used: write ${wanted(schema)}`
		}];
	}
	switch (keyword) {
		case "additionalProperties": {
			const known = Object.keys(schema.properties ?? {});
			return (schema.additionalProperties === false ? keys.filter((key) => !known.includes(key)) : []).map((key) => unknownKey(path, key, known));
		}
		case "required": {
			const missing = schema.required?.find((key) => !keys.includes(key));
			return [{
				path,
				message: `${showPath(path)} has no ${missing}: add the key ${missing}`
			}];
		}
		case "not": return [{
			path,
			key: "environments",
			message: `${showPath(path)}: an environment cannot have environments; move the key one level up`
		}];
		default: return [{
			path,
			message: `${showPath(path)} is ${show(valueAt(shown, path))}: write ${wanted(schema)}`
		}];
	}
}
function unknownKey(path, key, known) {
	const near = nearest(key, known);
	const hint = near === null ? `write one of ${known.join(", ")}` : `did you mean ${near}?`;
	return {
		path,
		key,
		message: `${inside(path)}${quoted(key)} is not a key that can stand here: ${hint}`
	};
}
function inside(path) {
	return path.length === 0 ? "" : `${showPath(path)}: `;
}
const TYPES = {
	object: "a mapping of keys",
	array: "a list",
	string: "a text in quotes"
};
/** What the schema asks for, in words, with its examples. */
function wanted({ enum: values, title, type, examples }) {
	if (values) return values.join(" or ");
	return `${title ?? TYPES[String(type)] ?? String(type)}${Array.isArray(examples) ? `, for example ${examples.join(" or ")}` : ""}`;
}
function show(value) {
	if (value === null || value === void 0 || value === "") return "empty";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "a mapping";
	return quoted(String(value));
}
/** The keys as a path: numbers where they go into a list. */
function pathOf(keys, value) {
	const path = [];
	for (const key of keys) path.push(Array.isArray(valueAt(value, path)) ? Number(key) : key);
	return path;
}

// src/units/count.ts
/** Reads `3`, or `25%` of the wanted number. Throws an Error that says what to write for anything else. */
function parseCount(text) {
	const match = /^(\d{1,6})(%?)$/.exec(String(text).trim());
	if (match === null) throw new Error(`"${text}" is not a count: write a whole number like 1, or a percentage like 25%`);
	return {
		value: Number(match[1]),
		unit: match[2] === "%" ? "percent" : "instances"
	};
}
/** How many instances a count is where `wanted` of them should be there. */
function countOf(count, wanted, round) {
	if (count.unit === "instances") return count.value;
	const exact = count.value * wanted / 100;
	return round === "up" ? Math.ceil(exact) : Math.floor(exact);
}

// src/units/percent.ts
/** Reads `0.5%` as the share 0.005; `0` needs no sign. Throws an Error that says what to write for anything else. */
function parsePercent(text) {
	const trimmed = text.trim();
	if (trimmed === "0") return 0;
	const match = /^(\d{1,3}(?:\.\d{1,9})?) ?%$/.exec(trimmed);
	const percent = Number(match?.[1]);
	if (/^[\d.]+$/.test(trimmed)) throw new Error(`"${text}" has no percent sign: write ${trimmed}%`);
	if (match === null || percent > 100) throw new Error(`"${text}" is not a percentage: write it like 0.5%, from 0% to 100%`);
	return percent / 100;
}
/** Reads one weight or a list that grows, `5, 25,50`: whole percentages from 0 to 100. Throws an Error that says what to write for anything else. */
function parseWeights(text) {
	const weights = text.split(",").map((part) => {
		const match = /^(\d{1,3})\s*%?$/.exec(part.trim());
		const weight = Number(match?.[1]);
		if (match === null || weight > 100) throw new Error(`"${part.trim()}" is not a weight: write whole numbers from 0 to 100, like 25 or 5, 25, 50`);
		return weight;
	});
	const falls = weights.findIndex((weight, at) => at > 0 && weight <= (weights[at - 1] ?? 0));
	if (falls === -1) return weights;
	throw new Error(`"${text.trim()}" does not grow: ${weights[falls]} comes after ${weights[falls - 1]}; write it like 5, 25, 50`);
}

// src/service/settings.ts
/** Parses values of an expanded service; messages show them as in `shown`, since an expanded value may be secret. */
function parserOf(expanded, shown, findings) {
	return (path, fallback, parser) => {
		const value = String(valueAt(expanded, path) ?? fallback);
		try {
			return parser(value);
		} catch (error) {
			const said = error instanceof Error ? error.message : String(error);
			const message = value === "" ? said : said.replaceAll(value, () => String(valueAt(shown, path)));
			findings.push({
				path,
				message: `${path.join(".")}: ${message}`
			});
			return parser(fallback);
		}
	};
}
function rolloutSettings(parse) {
	const of = (key, fallback, parser) => parse(["rollout", key], fallback, parser);
	return {
		maxUnavailable: of("max-unavailable", "", given(parseCount)),
		maxSurge: of("max-surge", "", given(parseCount)),
		bakeTime: of("bake-time", "", given(parseDuration)),
		keepOld: of("keep-old", "0s", parseDuration),
		minReady: of("min-ready", "", given(parseDuration)),
		drainTimeout: of("drain-timeout", "30s", parseDuration),
		onDrainTimeout: of("on-drain-timeout", "force", oneOf$1("force", "wait", "fail")),
		progressDeadline: of("progress-deadline", "10m", parseDuration),
		previewSize: of("preview-size", "100%", parseCount),
		onFailure: of("on-failure", "rollback", oneOf$1("rollback", "pause")),
		onCancel: of("on-cancel", "rollback", oneOf$1("rollback", "pause")),
		until: of("until", "retired", oneOf$1("retired", "switched", "prepared")),
		weights: of("weight", "", given(parseWeights)),
		onOutdated: of("on-outdated", "fail", oneOf$1("fail", "deploy")),
		onBusy: of("on-busy", "fail", oneOf$1("fail", "wait", "supersede")),
		comment: of("comment", "on-change", oneOf$1("on-change", "on-failure", "never")),
		deployment: of("deployment", "auto", oneOf$1("auto", "attach", "create", "none"))
	};
}
/** All of `analysis` but the metrics. `asks`: whether Prometheus is asked, which has new numbers every 15 s where nobody changed that. */
function analysisSettings(parse, asks) {
	const of = (key, fallback, parser) => parse(["analysis", key], fallback, parser);
	return {
		interval: of("interval", asks ? "15s" : "10s", parseInterval),
		initialDelay: of("initial-delay", "0s", parseDuration),
		analysisTimeout: of("analysis-timeout", "1h", parseDuration),
		maxErrorRate: of("max-error-rate", "0.5%", parsePercent),
		maxErrorRatio: of("max-error-ratio", "2", Number),
		minPolls: of("min-polls", "3", Number),
		onInconclusive: of("on-inconclusive", "pause", oneOf$1("pause", "pass", "rollback")),
		onNoData: of("on-no-data", "wait", oneOf$1("wait", "fail", "pass")),
		falseAlarmRate: of("false-alarm-rate", "0.01", Number),
		confidence: of("confidence", "0.95", Number),
		tolerance: {
			errors: parse([
				"analysis",
				"tolerance",
				"errors"
			], "1", Number),
			latency: parse([
				"analysis",
				"tolerance",
				"latency"
			], "1.1", Number)
		},
		latencyThreshold: of("latency-threshold", "", given(parseDuration)),
		burst: of("burst", "auto", (text) => text === "auto" ? null : Number(text)),
		earlyPass: of("early-pass", "false", (text) => text === "true")
	};
}
function parseInterval(text) {
	const interval = parseDuration(text);
	if (interval < 1e3) throw new Error(`"${text}" is under a second: write 1s or more`);
	return interval;
}
/** What is not given is null: whoever uses it has a default of its own. */
function given(parser) {
	return (text) => text === "" ? null : parser(text);
}
function oneOf$1(...words) {
	return (text) => {
		const word = words.find((known) => known === text);
		if (word === void 0) throw new Error(`"${text}" is not known: write ${words.join(" or ")}`);
		return word;
	};
}
function smokeTestSettings(value) {
	if (!isMapping(value)) return null;
	return {
		path: String(value["path"]),
		contains: value["contains"] === void 0 ? null : String(value["contains"]),
		times: Number(value["times"] ?? 1)
	};
}
/** Reads `header:Name=value`, `cookie:name=value` or an address. The error does not show the text: its value may be secret. */
function parsePreview(text) {
	if (text === "") return null;
	if (/^https?:\/\/\S+$/.test(text)) return {
		kind: "url",
		url: text
	};
	const match = /^(header|cookie):([A-Za-z0-9_-]+)=([\x20-\x7e]+)$/.exec(text);
	if (match === null) throw new Error("write header:X-Preview=<value>, cookie:preview=<value> or an address, in one line of plain letters");
	return {
		kind: match[1],
		name: match[2] ?? "",
		value: match[3] ?? ""
	};
}
function parseSticky(text) {
	if (text === "") return null;
	const match = /^(header|cookie):([A-Za-z0-9_-]+)$/.exec(text);
	if (match === null) throw new Error("write cookie:uid or header:X-User");
	return {
		kind: match[1],
		name: match[2] ?? ""
	};
}
function parseReports(text) {
	if (text === "") return null;
	if (/^\/\S*$/.test(text)) return {
		kind: "path",
		name: text
	};
	const name = /^header:([A-Za-z0-9-]+)$/.exec(text)?.[1];
	if (name === void 0) throw new Error("write a path like /version, or header:X-Version");
	return {
		kind: "header",
		name
	};
}

// src/service/variables.ts
/** Commands: they get these values as variables, so that no value can become a part of a command. */
const NOT_EXPANDED = /* @__PURE__ */ new Set([
	"run",
	"update",
	"stop"
]);
/** Which version that is, each target says for itself. */
const KEEPS_VERSION = /* @__PURE__ */ new Set(["image"]);
/** What stands in two braces is for queries, and left to them. */
const NAMES = /\{\{[^{}]*\}\}|\{(version|service|environment)\}|\$\$|\$([A-Za-z_][A-Za-z0-9_]*)/g;
/** Replaces `{version}`, `{service}`, `{environment}`, `$NAME` and `$$` in all strings but the commands; what it put in is not looked at again. */
function expandStrings(raw, values) {
	const findings = [];
	const walk = (value, path) => {
		if (typeof value === "string") {
			if (value.includes("\0")) findings.push({
				path,
				message: `${showPath(path)} holds a NUL character: take it out`
			});
			const [key] = path;
			if (NOT_EXPANDED.has(String(key)) || isCommandOfMetric(path)) return value;
			const known = KEEPS_VERSION.has(String(key)) ? {
				...values,
				version: null
			} : values;
			const isNeeded = key !== "env" || values.starts !== false;
			return expandText(value, known, (name) => isNeeded && findings.push(missing(name, path)));
		}
		if (Array.isArray(value)) return value.map((item, at) => walk(item, [...path, at]));
		if (!isMapping(value)) return value;
		return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part, [...path, key])]));
	};
	const entries = Object.entries(raw).map(([key, value]) => [key, walk(value, [key])]);
	return {
		expanded: Object.fromEntries(entries),
		findings
	};
}
function isCommandOfMetric(path) {
	return path[0] === "analysis" && path[1] === "metrics" && path[3] === "command";
}
function missing(name, path) {
	return {
		path,
		message: `$${name} is not set: hand it to the step with env: { ${name}: \u2026 }, or write $$ for a dollar`
	};
}
function expandText(text, values, report) {
	return text.replace(NAMES, (whole, word, name) => {
		if (whole === "$$") return "$";
		if (whole.startsWith("{{")) return whole;
		if (word !== void 0) return values[word] ?? whole;
		const value = Object.hasOwn(values.variables, name ?? "") ? values.variables[name ?? ""] : void 0;
		if (value === void 0) report(name ?? "");
		return value ?? whole;
	});
}

// src/service/expand.ts
/** As {@link expandService}; with the findings, and null, instead of throwing. Findings of inputs start with `input`. */
function tryExpand(raw, expansion) {
	const needed = expansion.starts === false ? withoutMetrics(raw) : raw;
	const { expanded, findings } = expandStrings(needed, expansion);
	const given = Object.entries(expansion.inputs).map(([key, value]) => [key, value.trim()]);
	const inputs = Object.fromEntries(given.filter(([, value]) => value !== ""));
	const rollout = { rollout: inputs };
	const full = merge(expanded, rollout);
	const shown = merge(needed, rollout);
	const wrong = [...schemaFindings(full, "service", shown), ...platformFindings(full)];
	const placeOf = ({ path, key }) => JSON.stringify([path, key]);
	const isNew = (finding) => finding.path.length === 0 || !findings.some((known) => placeOf(known) === placeOf(finding));
	findings.push(...wrong.filter(isNew));
	const late = [];
	const service = build(full, shown, raw, expansion, late);
	findings.push(...late.filter(isNew));
	return {
		service: findings.length === 0 ? service : null,
		findings: findings.map((finding) => ofInput(finding, inputs))
	};
}
/** What is wrong with the inputs alone, where there is no service to hold them against. */
function inputFindings(inputs) {
	const findings = [];
	const given = Object.fromEntries(Object.entries(inputs).filter(([, value]) => value.trim() !== ""));
	rolloutSettings(parserOf({ rollout: given }, { rollout: given }, findings));
	return findings.map((finding) => ofInput(finding, given));
}
function ofInput(finding, inputs) {
	const [section, key] = finding.path;
	if (section !== "rollout" || typeof key !== "string" || !Object.hasOwn(inputs, key)) return finding;
	return {
		path: ["input", key],
		message: finding.message.replace(/^rollout\./, "input ")
	};
}
function build(full, shown, raw, { service: name, environment, root, inputs }, findings) {
	const parse = parserOf(full, shown, findings);
	const folder = String(full["state"] ?? "~/.local/state/sluice");
	const state = !(full["platform"] === "local") && folder.startsWith("~/") ? folder : absolute(folder, root);
	const own = ownPart$1(full, (path) => absolute(path, root), name);
	if (isMapping(shown["ssh"]) && !String(shown["ssh"]["key"] ?? "$").startsWith("$")) findings.push({
		path: ["ssh", "key"],
		message: "ssh.key stands in the file: keep it as a secret, and write its name here, such as $DEPLOY_KEY"
	});
	const env = isMapping(full["env"]) ? full["env"] : {};
	const rollout = rolloutSettings(parse);
	const surge = rollout.maxSurge ?? (own.platform === "kubernetes" ? null : { value: 0 });
	if (rollout.maxUnavailable?.value === 0 && surge?.value === 0) {
		const byInputs = ["max-unavailable", "max-surge"].every((key) => (inputs[key] ?? "").trim() !== "");
		findings.push({
			path: byInputs ? ["rollout", "max-unavailable"] : ["rollout"],
			message: `${byInputs ? "inputs " : ""}max-unavailable and max-surge are both 0, so no instance could ever be replaced: set one to 1 or more`
		});
	}
	return {
		...own,
		name,
		environment,
		elsewhere: JSON.stringify(raw).includes("{environment}"),
		url: full["url"] === void 0 ? null : String(full["url"]),
		health: String(full["health"] ?? "/"),
		smokeTest: smokeTestSettings(full["smoke-test"]),
		preview: parse(["preview"], "", parsePreview),
		sticky: parse(["sticky"], "", parseSticky),
		reports: parse(["reports"], "", parseReports),
		env,
		state,
		rollout,
		analysis: analysisOf(full, shown, parse, findings),
		place: placeOf(own, state),
		spec: specOf(own, env),
		raw
	};
}
function analysisOf(full, shown, parse, findings) {
	const prometheus = prometheusSettings(full, shown, findings);
	const settings = analysisSettings(parse, prometheus !== null);
	const metrics = metricSettings(full, shown, settings.interval, findings);
	const isCounted = full["platform"] !== "kubernetes" || metrics.some(({ decides }) => decides);
	if (settings.latencyThreshold !== null && !isCounted) findings.push({
		path: ["analysis", "latency-threshold"],
		message: "latency-threshold does nothing here without a metric that decides: name one that has a histogram, or take it out"
	});
	return {
		...settings,
		prometheus,
		metrics
	};
}
/** Without what is asked for metrics, which only who starts something needs to reach. */
function withoutMetrics(raw) {
	const { analysis } = raw;
	if (!isMapping(analysis)) return raw;
	const { prometheus, metrics, ...rest } = analysis;
	return {
		...raw,
		analysis: rest
	};
}
function absolute(path, root) {
	return path === "~" || path.startsWith("~/") ? resolve(homedir(), path.slice(2)) : resolve(root, path);
}
function placeOf(own, state) {
	if (own.platform === "local") return digest({
		platform: own.platform,
		port: own.port,
		state
	});
	if (own.platform === "kubernetes") {
		const { platform, namespace, workload, backend, route } = own;
		return digest({
			platform,
			namespace,
			workload,
			...backend !== null && { backend },
			...route !== null && { route }
		});
	}
	return digest({
		platform: own.platform,
		servers: own.servers,
		balancers: own.balancers,
		state
	});
}
/** Of the variables only the names: values are often secrets that change from run to run. */
function specOf(own, env) {
	const names = Object.keys(env).sort();
	if (own.platform === "local") return digest({
		run: own.run,
		env: names
	});
	if (own.platform === "kubernetes") return digest({ image: own.image });
	const { update, stop, upload } = own;
	return digest({
		update,
		stop,
		env: names,
		...upload === null ? {} : { upload: true }
	});
}

// src/service/environment.ts
/** The name under `environments` that is for this environment: its own, else the first glob that matches; null where none does. */
function matchEnvironment(names, environment) {
	return names.find((name) => name === environment) ?? names.find((name) => matches(name, environment)) ?? null;
}
/** Whether a glob fits the whole text; `*` stands for any text, also none. Linear, whatever the glob. */
function matches(glob, text) {
	const [first = "", ...rest] = glob.split("*");
	const last = rest.pop();
	if (last === void 0) return glob === text;
	if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
	const end = text.length - last.length;
	let at = first.length;
	for (const part of rest) {
		const found = text.indexOf(part, at);
		if (found === -1 || found + part.length > end) return false;
		at = found + part.length;
	}
	return true;
}
/**
* Puts together what holds for a service in an environment. Where it lists environments and none matches, `unmatched` lists them.
* `elsewhere`: whether the list is of more than this one.
*/
function resolveService(defaults, own, environment) {
	const { environments, ...base } = merge(defaults, own);
	if (!isMapping(environments)) return {
		raw: base,
		unmatched: [],
		chosen: null,
		elsewhere: false
	};
	const names = Object.keys(environments);
	const chosen = matchEnvironment(names, environment);
	const over = chosen === null ? void 0 : environments[chosen];
	return {
		raw: isMapping(over) ? merge(base, over) : base,
		unmatched: chosen === null ? names : [],
		chosen,
		elsewhere: names.some((name) => name !== environment)
	};
}

// src/units/yaml.ts
const MAX_ALIASES = 100;
/** All that kubectl takes for a number, `0644` as octal. The library takes `e5` for one too. */
const NUMBER = /^[-+]?(0b[01_]+|0o[0-7_]+|0x[\da-f_]+|(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)(e[-+]?\d+)?)$/i;
/**
* How kubectl reads YAML 1.1: `0644` is octal and `yes` is true, but times, dates and binary data are texts. What else has a tag of its own,
* JSON cannot hold.
*/
const AS_KUBECTL = {
	version: "1.1",
	customTags: (tags) => [...tags.filter((tag) => typeof tag === "string" || !/:(binary|omap|pairs|set|timestamp|int|float)$/.test(tag.tag) || isNan(tag)), ...["int", "float"].map((name) => ({
		tag: `tag:yaml.org,2002:${name}`,
		default: true,
		test: NUMBER,
		resolve: numberOf$1
	}))]
};
function isNan({ test }) {
	return test?.test(".nan") === true;
}
function numberOf$1(text) {
	const [, sign = "", plain = ""] = /^([-+]?)(.*)$/.exec(text.replaceAll("_", "")) ?? [];
	const size = /^0[0-7]+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain);
	return sign === "-" ? -size : size;
}
/** Reads a text of at most `most` documents: YAML 1.2, or as kubectl does. A text without any has an empty one. */
function readYaml(text, most, as = "yaml") {
	const lines = new LineCounter();
	const composer = new Composer({
		uniqueKeys: false,
		logLevel: "error",
		...as === "kubectl" && AS_KUBECTL
	});
	const documents = [];
	const at = (offset) => positionAt(lines, offset);
	try {
		for (const document of composer.compose(new Parser(lines.addNewLine).parse(text), true, text.length)) {
			if (documents.length === most) return {
				documents,
				next: at(document.range[0])
			};
			documents.push(readDocument(document, at, as));
		}
	} catch {
		documents.push({
			value: void 0,
			problems: [{
				message: "this cannot be read as YAML: nest less deeply",
				line: 1,
				column: 1
			}],
			start: at(0),
			locate: () => void 0
		});
	}
	return {
		documents,
		next: null
	};
}
function readDocument(document, at, as) {
	const start = at(document.contents?.range[0] ?? document.range[0]);
	const entries = entriesByKey();
	const locate = (path, key) => {
		const node = nodeAt(document, entries, path, key);
		return node?.range ? at(node.range[0]) : void 0;
	};
	const parts = partsOf(document);
	const checks = [
		() => syntaxProblems(document, at),
		() => as === "kubectl" ? jsonProblems(document, parts, at) : [],
		() => keysTwice(parts, at),
		() => halves(parts, at)
	];
	for (const check of checks) {
		const problems = check();
		if (problems.length > 0) return {
			value: void 0,
			problems,
			start,
			locate
		};
	}
	try {
		return {
			value: plain(document),
			problems: [],
			start,
			locate
		};
	} catch (error) {
		return {
			value: void 0,
			problems: [{
				message: `its aliases cannot be followed (${why(error)}): write the values out instead of *aliases`,
				...start
			}],
			start,
			locate
		};
	}
}
function why(error) {
	return String(error instanceof Error ? error.message.split("\n")[0] : error);
}
/** What is no YAML; of one line the first only, as what follows comes from that. */
function syntaxProblems({ errors }, at) {
	const found = /* @__PURE__ */ new Map();
	for (const { message, pos } of errors) {
		const place = at(pos[0]);
		const said = /call stack|stack overflow/i.test(message) ? "it cannot be read: nest less deeply" : `this is no YAML (${message}): look at brackets, quotes and indentation here`;
		if (!found.has(place.line)) found.set(place.line, {
			message: said,
			...place
		});
	}
	return [...found.values()];
}
/** What a document holds, from its first line to its last. The library's own walk makes a copy of the way to each of them. */
function partsOf({ contents }) {
	const maps = [];
	const pairs = [];
	const scalars = [];
	const left = [contents];
	while (left.length > 0) {
		const node = left.pop();
		if (isScalar(node)) scalars.push(node);
		if (isMap(node)) maps.push(node);
		if (isPair(node)) pairs.push(node);
		const below = isPair(node) ? [node.key, node.value] : isCollection(node) ? node.items : [];
		for (const one of below.toReversed()) left.push(one);
	}
	return {
		maps,
		pairs,
		scalars
	};
}
/** What JSON cannot hold, which is all that the API server takes. */
function jsonProblems(document, { pairs, scalars }, at) {
	const found = document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED").map(({ message, pos }) => ({
		message: `${message}: write the value without it`,
		...at(pos[0])
	}));
	for (const { key } of pairs) if (isCollection(key) || isScalar(key) && key.value === null) found.push({
		message: "this key is no text: put it in quotes",
		...at(key.range?.[0] ?? 0)
	});
	for (const { value, range } of scalars) if (typeof value === "number" && !Number.isFinite(value)) found.push({
		message: `${value} is no number that JSON can hold: put it in quotes`,
		...at(range?.[0] ?? 0)
	});
	return found.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
/** Keys that stand more than once in one mapping: the first would be lost. */
function keysTwice({ maps }, at) {
	const found = [];
	for (const map of maps) {
		const seen = /* @__PURE__ */ new Set();
		for (const { key } of map.items) {
			if (!isScalar(key)) continue;
			const name = String(key.value);
			if (seen.has(name)) found.push({
				message: `the key ${quoted(name)} stands twice here: take one out`,
				...at(key.range?.[0] ?? 0)
			});
			seen.add(name);
		}
	}
	return found;
}
/** Texts that no file, address or answer can hold: they have half of a character that takes two escapes, as in `"\\ud83d"`. */
function halves({ scalars }, at) {
	return scalars.filter(({ value }) => typeof value === "string" && !value.isWellFormed()).map(({ range }) => ({
		message: "this text has half of a character: write the character itself",
		...at(range?.[0] ?? 0)
	}));
}
function plain(document) {
	const value = document.toJS({ maxAliasCount: MAX_ALIASES });
	JSON.stringify(value);
	return value;
}
function positionAt(lines, offset) {
	const { line, col } = lines.linePos(offset);
	return {
		line: Math.max(1, line),
		column: Math.max(1, col)
	};
}
function nodeAt(document, entries, path, key) {
	const follow = (node) => isAlias(node) ? node.resolve(document) : node;
	let node = document.contents;
	for (const part of path) {
		const at = follow(node);
		if (isMap(at)) node = entries(at).get(String(part))?.value;
		else if (isSeq(at)) node = at.items[Number(part)];
		else return void 0;
	}
	if (key === void 0) return node ?? void 0;
	const end = follow(node);
	return isMap(end) ? entries(end).get(key)?.key : void 0;
}
/** The entries of a mapping by their keys; made once for each, as there can be a great many. */
function entriesByKey() {
	const known = /* @__PURE__ */ new Map();
	return (map) => {
		const entries = known.get(map) ?? new Map(map.items.flatMap((pair) => isScalar(pair.key) ? [[String(pair.key.value), pair]] : []));
		known.set(map, entries);
		return entries;
	};
}

// src/service/file.ts
const MAX_BYTES = 1048576;
/** Reads the service file. Throws {@link InvalidServiceFile} where it holds no services at all, `path` as the problems' file. */
function loadServiceFile(path, root = ".") {
	return parseServiceFile(readText(path, resolve(root, path)), path);
}
/** At once: to have a thread read a small file takes an action 2 ms more. */
function readText(path, absolute) {
	const fail = (message) => new InvalidServiceFile([{
		file: path,
		message
	}]);
	try {
		const found = statSync(absolute);
		if (!found.isFile()) throw fail("this is no file: name the service file with the input config");
		if (found.size > MAX_BYTES) throw fail("the file is larger than 1 MB: keep only services in it");
		return readFileSync(absolute, "utf8");
	} catch (error) {
		if (error instanceof InvalidServiceFile) throw error;
		const { code, message } = error;
		throw fail(`cannot read the service file (${code === "ENOENT" ? "there is no such file" : message}): check out the repository before this step, write the file, or name another with the input config`);
	}
}
/** Reads the text of a service file; errors as {@link loadServiceFile}. */
function parseServiceFile(text, path) {
	const { documents, next } = readYaml(text, 1);
	const [{ value, locate, problems: wrong }] = documents;
	const second = next === null ? [] : [{
		message: "a second document starts here: keep one, without ---",
		...next
	}];
	const all = [...wrong, ...second];
	if (all.length > 0) throw new InvalidServiceFile(all.map((problem) => ({
		file: path,
		...problem
	})));
	const problems = schemaFindings(value, "file").map((finding) => inFile(finding, path, locate));
	const { defaults, services } = isMapping(value) ? value : {};
	if (!isMapping(services) || Object.keys(services).length === 0) throw new InvalidServiceFile(problems);
	return {
		path,
		defaults: isMapping(defaults) ? defaults : {},
		services,
		problems,
		locate
	};
}
/** A finding with the file, and the nearest line that is known. */
function inFile(finding, file, locate) {
	return {
		file,
		message: finding.message,
		...locate(finding.path, finding.key) ?? locate(finding.path.slice(0, -1))
	};
}

// src/service/read.ts
/** Names that are listed in a message. */
const MOST_NAMES = 30;
/** Reads one service for one environment. Throws {@link InvalidServiceFile} with all problems and their lines. */
async function readService(options) {
	const file = loadServiceFile(options.file, options.root);
	const name = chooseService(file, options.service);
	const { raw, unmatched, chosen, elsewhere } = resolveService(file.defaults, ownPart(file, name), options.environment);
	if (unmatched.length > 0) {
		const message = `${name} has no environment ${quoted(options.environment)}: set the input environment to one of ${list(unmatched)}, or add it here`;
		throw invalid(file, [{
			file: file.path,
			message,
			...sourceOf(file, name, null, ["environments"])
		}]);
	}
	const { service, findings } = tryExpand(raw, {
		...options,
		service: name
	});
	if (service === null || file.problems.length > 0) throw invalid(file, findings.map((finding) => problemOf(finding, file, name, chosen)));
	return elsewhere ? {
		...service,
		elsewhere
	} : service;
}
/** The services of a file that are in the environment; all, where none is, so that each can say so. Throws as {@link readService} does. */
async function servicesIn({ file: path, root, environment }) {
	const file = loadServiceFile(path, root);
	const names = Object.keys(file.services);
	const there = names.filter((name) => resolveService(file.defaults, ownPart(file, name), environment).unmatched.length === 0);
	return there.length > 0 ? there : names;
}
function ownPart({ services }, name) {
	const own = services[name];
	return isMapping(own) ? own : {};
}
/** What is wrong by the schema, and what else is wrong, in the order of the file; of one place only what the schema says. */
function invalid({ problems }, others) {
	const places = new Set(problems.map(({ line, column }) => `${line}:${column}`));
	const rest = others.filter(({ line, column }) => line === void 0 || !places.has(`${line}:${column}`));
	return new InvalidServiceFile([...problems, ...rest].toSorted(byPlace));
}
function byPlace(a, b) {
	return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
function chooseService(file, wanted) {
	const names = Object.keys(file.services);
	const [only] = names;
	const fail = (message) => invalid(file, [{
		file: file.path,
		message,
		...file.locate([], "services")
	}]);
	if (wanted === null) {
		if (only !== void 0 && names.length === 1) return only;
		throw fail(`the file has several services: set the input service to one of ${list(names)}`);
	}
	if (names.includes(wanted)) return wanted;
	const near = nearest(wanted, names);
	throw fail(`there is no service ${quoted(wanted)}: ${near === null ? `set the input service to one of ${list(names)}` : `did you mean ${near}?`}`);
}
function list(names) {
	return names.length <= MOST_NAMES ? names.join(", ") : `${names.slice(0, MOST_NAMES).join(", ")} \u2026`;
}
function problemOf(finding, file, name, chosen) {
	if (finding.path[0] === "input") return { message: finding.message };
	return {
		file: file.path,
		message: finding.message,
		...sourceOf(file, name, chosen, finding.path, finding.key)
	};
}
/** Where a value of a merged service was written: what wins is looked at first; without the value, the nearest that holds it. */
function sourceOf(file, name, chosen, path, key) {
	const bases = [["services", name], ["defaults"]].flatMap((base) => chosen === null ? [base] : [[
		...base,
		"environments",
		chosen
	], base]);
	for (let length = path.length; length >= 0; length--) {
		const part = path.slice(0, length);
		for (const base of bases) {
			const found = (key === void 0 ? void 0 : file.locate([...base, ...part], key)) ?? (length > 0 ? file.locate([...base, ...part]) : void 0);
			if (found !== void 0) return found;
		}
	}
	return file.locate(["services"], name);
}

// src/units/one-line.ts
/** Whether a text is one line without control characters. */
function isOneLine(text) {
	return !/\p{Cc}|[\u2028\u2029]/u.test(text);
}

// src/rollout/in-time.ts
/**
* A signal that aborts with `signal`, and as soon as it is asked once `isLate` says so. A timer would be too late for that: after a sleep the
* answers that came meanwhile are heard before any timer, and what they lead to would be begun. So it is the asking that looks at the clock:
* who asks before each write, as an abort needs anyway, begins none.
*/
function inTime(signal, isLate) {
	const late = new AbortController();
	const both = AbortSignal.any([signal, late.signal]);
	const look = () => {
		if (!late.signal.aborted && isLate()) late.abort();
	};
	const { prototype } = AbortSignal;
	return Object.defineProperties(both, {
		aborted: { get() {
			look();
			return Reflect.get(prototype, "aborted", both);
		} },
		throwIfAborted: { value() {
			look();
			prototype.throwIfAborted.call(both);
		} }
	});
}

// src/rollout/holder.ts
/** Milliseconds between two beats of a holder; with each it reads requests, which it is to obey within 5 s. */
const BEAT = 4e3;
/** The same where somebody else knows that its job has ended: two beats. */
const GONE_WITH_ITS_JOB = 1e4;
/** Thrown when somebody else took the rollout over: whoever fails to save writes nothing more. */
var TakenOver = class extends Error {
	name = "TakenOver";
	by;
	constructor(by) {
		super(by ? `taken over by run ${by.run.url}` : "the journal was changed by somebody else");
		this.by = by;
	}
};
/** Tries to save `next` as the new holder; null when somebody else wrote in between: load, and think again. */
async function takeHold(journal, present, next, signal) {
	if (!next.holder) throw new Error("a hold needs a holder");
	const taken = {
		...next,
		epoch: present.epoch + 1,
		seq: present.seq + 1
	};
	if (await journal.save(taken, present.seq, signal) === "lost") return null;
	return holding(journal, taken, next.holder.id);
}
function holding(journal, taken, id) {
	let document = taken;
	/** What was sent, and no answer came. */
	let unsure = null;
	let turn = Promise.resolve();
	const always = new AbortController().signal;
	async function write(change) {
		for (;;) {
			const next = {
				...change(document),
				seq: document.seq + 1
			};
			if (await journal.save(next, document.seq, always).catch((error) => {
				unsure = JSON.stringify(next);
				throw error;
			}) === "saved") {
				document = next;
				return;
			}
			const theirs = await journal.load(always);
			if (theirs && unsure === JSON.stringify(theirs)) {
				document = theirs;
				if (theirs.holder?.id !== id) return;
				continue;
			}
			if (theirs?.holder?.id !== id || theirs.epoch !== document.epoch) throw new TakenOver(theirs?.holder ?? null);
			document = {
				...document,
				seq: theirs.seq,
				request: theirs.request,
				lock: theirs.lock
			};
		}
	}
	return {
		id,
		document: () => document,
		save(change) {
			turn = turn.then(() => write(change), () => write(change));
			return turn;
		}
	};
}
/** The document with the holder's beat counted up. */
function beaten(document) {
	const { holder } = document;
	return holder ? {
		...document,
		holder: {
			...holder,
			beat: holder.beat + 1
		}
	} : document;
}
/**
* Does, under a hold, what may last: `save` beats meanwhile. An abort ends it, and so does a request to go back, or a lock; and whoever
* has saved no beat since `beatAt` for so long that they may have been replaced, as they were asleep or the journal cannot be reached.
* @returns whether it was done; false where it was ended so: before anything else is written, a beat is to be saved
* @throws {@link TakenOver} where somebody else took over, and what `work` throws
*/
async function besideBeats({ hold, clock, save, beatAt }, signal, work) {
	const [stop, over] = [new AbortController(), new AbortController()];
	let savedAt = beatAt;
	const until = inTime(AbortSignal.any([signal, stop.signal]), () => clock.now().mono - savedAt >= GONE_WITH_ITS_JOB);
	let lost = null;
	const beats = (async () => {
		while (!over.signal.aborted) {
			await clock.sleep(BEAT, over.signal);
			if (over.signal.aborted) return;
			const began = clock.now().mono;
			await save().then(() => {
				savedAt = began;
			}, (error) => {
				if (error instanceof TakenOver) lost = error;
			});
			if (lost || isToStop(hold.document())) stop.abort();
		}
	})();
	let isDone = false;
	try {
		await work(until);
		isDone = true;
	} catch (error) {
		if (!until.aborted) throw error;
	} finally {
		over.abort();
		await beats;
	}
	if (lost) throw lost;
	return isDone;
}
/**
* Watches a holder until it lets go, changes, or is gone: its beat unchanged for {@link GONE} milliseconds on our own clock,
* and one beat longer, so that one that wakes up fails to save before we write; for {@link GONE_WITH_ITS_JOB} where `ended` says
* that its job has ended. A holder that beats is never gone, whatever `ended` says.
*/
async function watchHolder(journal, clock, watched, until, signal, ended = async () => false) {
	let { beat } = watched;
	let changedAt = clock.now().mono;
	let isOver = false;
	let asking = null;
	let askedAt = Number.NEGATIVE_INFINITY;
	while (!signal.aborted) {
		const document = await journal.load(signal);
		if (document?.holder?.id !== watched.id) return {
			end: "free",
			ended: false,
			document
		};
		const now = clock.now().mono;
		if (document.holder.beat !== beat) [beat, changedAt, isOver] = [
			document.holder.beat,
			now,
			false
		];
		const still = now - changedAt;
		if (still >= 34e3 || isOver && still >= 1e4) return {
			end: "gone",
			ended: isOver,
			document
		};
		if (now >= until) return {
			end: "alive",
			ended: false,
			document
		};
		if (still >= 1e4 && asking === null && now - askedAt >= 4e3) {
			askedAt = now;
			asking = ended(watched.run).then((isSo) => {
				[isOver, asking] = [isSo, null];
			});
		}
		await clock.sleep(1e3, signal);
	}
	return {
		end: "alive",
		ended: false,
		document: null
	};
}

// src/rollout/reasons.ts
/** Why it ended, with what went wrong and changed nothing. */
function withWarnings({ code, message }, warnings) {
	return {
		code,
		message: [message, ...warnings].join("; ")
	};
}
/** Why it went back; and what it came to, where that is not what was there before. */
function withEnd(why, end) {
	if (why === null) return end;
	return end.code === "drift" ? {
		...why,
		message: `${why.message}; ${end.message}`
	} : why;
}
/** Whether the user's own object has the version and all the traffic: what cannot be taken away any more is no reason to replace that. */
function isOver({ direction, broughtHome, retiring }) {
	return direction === "forward" && broughtHome && retiring;
}
/** What a person reads where all of it runs, and something is left. */
function uncleared({ code, message }, { goal }) {
	return {
		code,
		message: `${`${goal.track} runs ${goal.version} and has all the traffic`}, and what served it meanwhile could not be taken away: ${message}`
	};
}

// src/rollout/strategy.ts
/** Memory of a process that has just begun to look at a rollout: deadlines and readiness start anew. */
function remembering(rollout, now) {
	return {
		rollout,
		nearest: {
			distance: Number.POSITIVE_INFINITY,
			at: now.mono
		},
		lookedAt: null,
		readySince: {},
		evidence: [],
		pending: {
			served: {},
			elapsed: 0
		},
		measured: {
			reading: 0,
			counters: {}
		},
		verdict: null,
		capacity: null,
		unready: 0,
		restarts: null,
		provedAt: null,
		driftSince: null,
		silentSince: null
	};
}

// src/rollout/told.ts
/** Milliseconds between two lines that tell the evidence, or another number, while nothing is decided. */
const OFTEN = 6e4;
/** What was told last, of all that is seen at each look: the same twice is no news. All times are `mono`. */
var Told = class {
	#why = "";
	#wait = {
		why: "",
		at: Number.NEGATIVE_INFINITY
	};
	#evidence = {
		last: [],
		at: Number.NEGATIVE_INFINITY
	};
	/** Whether evidence is told now. What an end or a turn rests on always is. */
	evidence(found, isDecided, now) {
		if (found.length === 0 || found === this.#evidence.last || !(isDecided || now - this.#evidence.at >= OFTEN)) return false;
		this.#evidence = {
			last: found,
			at: now
		};
		return true;
	}
	/** Whether a wait is told now: once a reason, as `until` moves and the words before it do not. */
	wait({ why, news = why }, now) {
		const isNews = news !== this.#why || why !== this.#wait.why && now - this.#wait.at >= OFTEN;
		this.#why = news;
		if (isNews) this.#wait = {
			why,
			at: now
		};
		return isNews;
	}
	/** Whether a fault is told now. */
	fault(message) {
		const isNews = message !== this.#why;
		this.#why = message;
		return isNews;
	}
	/** After a step the same is news again. */
	step() {
		this.#why = "";
	}
};

// src/rollout/engine.ts
/**
* Works on the rollout in the journal until its goal is reached, it is back, or it can go neither way: looks, remembers,
* decides, writes down what it is about to do, does it. There is no program counter: after a kill the next one looks and decides again.
* @param signal cancels: the work stops where it is, journaled, with outcome `interrupted`
*/
async function* work(job, signal) {
	const { strategy, hold, clock } = job;
	let memory = remembering(hold.document().rollout, clock.now());
	let view = null;
	let beatAt = Number.NEGATIVE_INFINITY;
	let faultSince = null;
	/** Why it is to go back, or to end, as soon as that can be written down. */
	let failing = null;
	let cancelledAt = null;
	/** What went wrong and changed nothing. */
	const warnings = [];
	const told = new Told();
	const tell = (kind, text) => ({
		at: clock.now(),
		kind,
		stage: strategy.stage(memory.rollout),
		text,
		picture: view === null ? null : strategy.picture(view, memory),
		evidence: memory.evidence,
		rollout: memory.rollout
	});
	/** Writes the rollout down together with a beat. Who slept since that began may have been replaced: only one that comes back in time tells. */
	async function save() {
		do {
			memory = {
				...memory,
				rollout: {
					...memory.rollout,
					...job.marks?.()
				}
			};
			const began = clock.now().mono;
			await hold.save((document) => ({
				...beaten(document),
				rollout: memory.rollout
			}));
			beatAt = began;
		} while (clock.now().mono - beatAt >= GONE_WITH_ITS_JOB);
	}
	async function end(outcome, reason, commands = []) {
		const now = clock.now();
		const result = RESULT_OF_STAGE[outcome] ?? "passed";
		memory = {
			...memory,
			rollout: {
				...closeStage(memory.rollout, result, now),
				...job.marks?.()
			}
		};
		await hold.save((document) => settle(document, memory.rollout, outcome, reason, now));
		return {
			outcome,
			reason,
			rollout: memory.rollout,
			commands
		};
	}
	/** By what the journal says as of the last save. */
	function mustStop() {
		return isToStop({
			...hold.document(),
			rollout: memory.rollout
		});
	}
	/** Who started the run that is at work. */
	function actor() {
		return (hold.document().holder?.run ?? memory.rollout.run).actor;
	}
	function turn(reason) {
		memory = remembering(turnBack(memory.rollout, reason), clock.now());
	}
	for (;;) try {
		if (signal.aborted) return await end("interrupted", {
			code: "cancelled",
			message: "cancelled; the next run or `rollback` goes on from here"
		});
		if (failing) {
			const over = await (isOver(memory.rollout) ? pause(uncleared(failing, memory.rollout)) : fail(failing));
			if (over) return over;
			yield tell("back", `going back: ${failing.message}`);
			failing = null;
		}
		const { request, lock } = hold.document();
		if (request && memory.rollout.direction === "forward") {
			if (noWayBack(memory.rollout)) return await pause({
				code: "no-previous-version",
				message: `${request.by} asked to go back; there is no version before it to go back to`
			});
			turn(request.what === "supersede" ? {
				code: "superseded",
				message: `superseded by what ${request.by} deploys`
			} : {
				code: "requested",
				message: `taken back as ${request.by} asked`
			});
			yield tell("back", `going back: asked by ${request.by}`);
		}
		if (lock && mustStop()) return await pause({
			code: "locked",
			message: lockedBy(lock)
		});
		view = await strategy.observe(signal);
		const now = clock.now();
		memory = strategy.remember(memory, view, now);
		memory = {
			...memory,
			rollout: enterStage(memory.rollout, strategy.stage(memory.rollout), now, actor())
		};
		const decision = strategy.decide(view, memory, now);
		const { evidence } = memory;
		if (told.evidence(evidence, decision.do !== "wait", now.mono)) yield tell("evidence", evidence.map(({ metric, text }) => `${metric} ${text}`).join(" · "));
		switch (decision.do) {
			case "step": {
				const before = memory;
				memory = strategy.intend(memory, decision.step);
				await save();
				if (mustStop()) {
					memory = before;
					break;
				}
				yield tell("step", strategy.say(decision.step, view, memory));
				const warn = (text) => warnings.push(text);
				const from = warnings.length;
				const isDone = await besideBeats({
					hold,
					clock,
					save,
					beatAt
				}, signal, (until) => strategy.perform(decision.step, memory, until, warn));
				for (const text of warnings.slice(from)) yield tell("warning", text);
				if (isDone) memory = strategy.done(memory, decision.step);
				told.step();
				break;
			}
			case "wait":
				if (now.mono - beatAt >= 4e3) await save();
				if (told.wait(decision, now.mono)) yield tell("wait", decision.why);
				await waitForNews(decision.until);
				break;
			case "finish":
				if (memory.rollout.direction === "forward") return await end(decision.outcome, withWarnings(decision.reason, warnings));
				return await end("rolled-back", withEnd(memory.rollout.reason, decision.reason));
			case "back": {
				const over = await fail(decision.reason);
				if (over) return over;
				yield tell("back", `going back: ${decision.reason.message}`);
				break;
			}
			case "pause": return await pause(decision.reason);
			case "stuck": return await stuck(decision.reason);
		}
		faultSince = null;
	} catch (error) {
		if (error instanceof TakenOver) return {
			outcome: "interrupted",
			reason: {
				code: "taken-over",
				message: error.message
			},
			rollout: memory.rollout,
			commands: []
		};
		const now = clock.now().mono;
		if (signal.aborted) {
			cancelledAt ??= now;
			if (now - cancelledAt >= CANCEL_PATIENCE) throw error;
			await clock.sleep(CANCEL_RETRY, new AbortController().signal);
			continue;
		}
		faultSince ??= now;
		const message = error instanceof Error ? error.message : String(error);
		const hopeless = error instanceof Refused;
		if (hopeless || now - faultSince >= job.patience) {
			if (failing) throw error;
			failing = hopeless ? error.reason : {
				code: "platform-error",
				message
			};
			faultSince = null;
			continue;
		}
		if (told.fault(message)) yield tell("warning", `${message}; trying again`);
		await clock.sleep(job.interval, signal);
	}
	/** Turns round, or ends where there is no way back; null: it has turned round. */
	async function fail(reason) {
		const { rollout } = memory;
		if (rollout.direction === "back") return stuck(reason);
		if (noWayBack(rollout)) return pause({
			code: "no-previous-version",
			message: `${reason.message}; there is no version before it to go back to`
		});
		if (job.onFailure === "pause") return pause(reason);
		turn(reason);
		return null;
	}
	async function pause(reason) {
		const run = hold.document().holder?.run ?? memory.rollout.run;
		memory = {
			...memory,
			rollout: {
				...memory.rollout,
				paused: {
					reason,
					step: job.step,
					run
				}
			}
		};
		return end("paused", reason);
	}
	async function stuck(reason) {
		const commands = await job.byHand(memory.rollout);
		memory = {
			...memory,
			rollout: {
				...memory.rollout,
				stuck: {
					reason,
					commands
				}
			}
		};
		return end("stuck", reason, commands);
	}
	async function waitForNews(until) {
		const over = new AbortController();
		const both = AbortSignal.any([signal, over.signal]);
		const left = Math.max(0, until.mono - clock.now().mono);
		const news = strategy.changed?.(both);
		await Promise.race([clock.sleep(Math.min(left, job.interval), both), ...news ? [news] : []]);
		over.abort();
		await news?.catch(() => {});
	}
}
/** Milliseconds in which a cancelled action tries to write its end down: the runner gives it 7.5 s. */
const CANCEL_PATIENCE = 5e3;
const CANCEL_RETRY = 200;
const RESULT_OF_STAGE = {
	paused: "paused",
	interrupted: "stopped",
	stuck: "failed"
};

// src/units/http-get.ts
/** Of a longer answer the rest is not looked at. */
const MOST_BYTES = 1048576;
/** Asks for a path once, on a connection of its own, without following a redirect. Throws where there is no answer, and on abort. */
async function httpGet(path, { url, headers = {}, socket }, signal) {
	const address = new URL(path, url);
	const get$1 = address.protocol === "https:" ? (await import("node:https")).get : get;
	return new Promise((resolve, reject) => {
		const request = get$1(address, {
			agent: false,
			headers,
			signal,
			...socket === void 0 ? {} : { socketPath: socket }
		}, (answer) => {
			let text = "";
			const done = () => resolve({
				status: answer.statusCode ?? 0,
				headers: answer.headers,
				text
			});
			answer.setEncoding("utf8");
			answer.on("data", (part) => {
				text += part;
				if (text.length < 1048576) return;
				done();
				request.destroy();
			});
			answer.once("end", done).once("error", reject);
		});
		request.once("error", reject);
	});
}

// src/units/child-process.ts
/**
* The environment for what lives on: without what the runner would kill it by, and without what was meant for this step only.
* All else a program gets that a step starts, also what the service file names for something else: who sets a variable for the step may
* mean the program to read it by itself, and its own `env` names what it needs, not all that it may have.
*/
function lastingEnvironment() {
	const names = Object.keys(process.env).filter((name) => !/^(RUNNER_TRACKING_ID$|GITHUB_TOKEN$|INPUT_|STATE_|ACTIONS_)/.test(name));
	return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
/** Sends a signal to a process and its group; nothing where they have ended. */
function signalGroup(pid, signal) {
	try {
		process.kill(-pid, signal);
	} catch {}
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
		signal: new AbortController().signal,
		timeout: PS_PATIENCE,
		maxOutput: 1024
	};
	const { code, stdout } = await run$1("ps", [
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
	for (const name of await readdir(base)) if (await isAbandoned(name)) await rm(join$1(base, name), {
		recursive: true,
		force: true
	});
	const folder = join$1(base, `${process.pid}-${await startOf(process.pid)}-${randomBytes(3).toString("hex")}`);
	await mkdir(folder, { mode: 448 });
	return folder;
}
async function ownBase() {
	const runtime = process.env["XDG_RUNTIME_DIR"];
	const wanted = runtime ? join$1(runtime, "sluice") : null;
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
const orNull$1 = (fits) => (value) => value === null || fits(value);
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
	version: orNull$1(text),
	spec: orNull$1(text),
	track: orNull$1(text)
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
	reason: orNull$1(reason),
	paused: orNull$1(having({
		reason,
		step: text,
		run
	})),
	stuck: orNull$1(having({
		reason,
		commands: listOf(text)
	})),
	ours: listOf(text),
	replaced: mappingOf(number),
	weight: number,
	proved: orNull$1(text),
	watched: number,
	retiring: flag,
	broughtHome: flag,
	accepted: orNull$1(text),
	progressAt: number,
	passed: listOf(text),
	stages: listOf(having({
		name: text,
		result: text,
		from: number,
		to: orNull$1(number),
		requests: orNull$1(number),
		failed: orNull$1(number),
		by: text
	})),
	judge: orNull$1(mapping),
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
	pullRequest: orNull$1(number),
	commentId: orNull$1(number),
	commentAuthor: orNull$1(text),
	commentSeq: orNothing(orNull$1(number)),
	deploymentId: orNull$1(number)
});
/** Whether a value has all the parts of a journal's document, so that nothing that reads it meets what it cannot take. */
const isJournal = having({
	schema: oneOf(1),
	epoch: number,
	seq: number,
	service: text,
	environment: text,
	place: text,
	live: orNull$1(having({
		...tracked,
		since: number,
		run: orNull$1(run)
	})),
	history: listOf(having({
		version: text,
		spec: text,
		run,
		end: oneOf("live", "withdrawn", "rejected", "superseded"),
		service: mapping,
		at: number
	})),
	rollout: orNull$1(rollout),
	holder: orNull$1(having({
		id: text,
		run,
		beat: number
	})),
	request: orNull$1(having({
		what: oneOf("rollback", "supersede"),
		by: text
	})),
	lock: orNull$1(having({
		why: text,
		by: text,
		at: number,
		url: text
	})),
	unreported: orNull$1(having({
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
	await Promise.all(left.map((name) => rm(join$1(folder, name), { force: true })));
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
		return orNull(error);
	}
}
/** The names in a folder, none where there is none; at once as {@link textOf}. */
function namesIn(folder) {
	try {
		return readdirSync(folder);
	} catch (error) {
		return orNull(error) ?? [];
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
			const isOld = (name) => (numberOf(name) ?? Number.POSITIVE_INFINITY) <= (name.endsWith(".tmp") ? seq + 1 : seq + 1 - KEPT);
			const old = late ? [`journal.${seq + 1}`] : names.filter(isOld);
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
		const kept = mode ?? (await stat(path).catch(orNull))?.mode ?? 420;
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
			if (!named(temporary, path)) return false;
		} finally {
			rmSync(temporary, { force: true });
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
/** Whether a file got a second name. Not where that is taken, nor where who took it has cleared the file away, as it can only lose. */
function named(file, path) {
	try {
		linkSync(file, path);
		return true;
	} catch (error) {
		const { code = "" } = error;
		if (["EEXIST", "ENOENT"].includes(code)) return false;
		throw error;
	}
}
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
		const socket = addAbortSignal(signal, connect({ path }));
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

export { stateOf as $, repositoryOf as $t, TakenOver as A, endGroup$1 as At, countOf as B, codeBlock as Bt, unlessAborted as C, grouped as Ct, httpGet as D, withFiles as Dt, MOST_BYTES as E, openPlatform as Et, isOneLine as F, saveState as Ft, quoted as G, isGone as Gt, renderQuery as H, inlineCode as Ht, readService as I, setOutputs as It, without as J, ONCE as Jt, linesOf as K, lacksPermission as Kt, servicesIn as L, writeSummary as Lt, besideBeats as M, getState as Mt, takeHold as N, group as Nt, work as O, unprotected as Ot, watchHolder as P, info as Pt, admit as Q, workspaceOf as Qt, readYaml as R, logLine as Rt, stopGroup as S, NO_WAYS as St, signalGroup as T, Refused as Tt, InvalidServiceFile as U, oneLine as Ut, nearest as V, escapeMarkdown as Vt, problemLine as W, jobEnded as Wt, githubReporter as X, readInputs as Xt, withoutSecrets as Y, githubClient as Yt, isShown as Z, thisRun as Zt, endGroup as _, parseDuration as _t, isWritable as a, whoAsks as at, spawnDetached as b, foldEvent as bt, writeJson as c, sameContent as ct, askTimes as d, digest as dt, repositoryUrl as en, isHeld as et, askedOf as f, isEqual as ft, privateFolder as g, formatDuration as gt, unreadable as h, renderHtml as ht, clearTemporary as i, meant as it, beaten as j, fail as jt, remembering as k, annotate as kt, anyOf as l, addressOf as lt, parseJournal as m, renderMarkdown as mt, ownFiles as n, lockedBy as nt, namesIn as o, emptyJournal as ot, journalText as p, isMapping as pt, secretsOf as q, toAdd as qt, fileJournal as r, withLock as rt, readJson as s, turnBack as st, exchange as t, isToStop as tt, askHttp as u, contentOf as ut, isAlive as v, emptyRecord as vt, lastingEnvironment as w, headline as wt, startedWith as x, isCounted$1 as xt, run$1 as y, foldEnding as yt, inputFindings as z, logText as zt };