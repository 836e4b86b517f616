import { a as info$1, c as setOutput, d as summary, i as getState$1, l as startGroup, n as error, o as notice, r as getInput, s as saveState$1, t as endGroup$1, u as warning } from "./vendor-actions-core.js";
import { d as logText, m as inlineCode, p as escapeMarkdown, u as logLines } from "./report.js";
import { d as linesOf, p as without } from "./units.js";
const { randomUUID } = process.getBuiltinModule("node:crypto");
const http = process.getBuiltinModule("node:http");
const { setTimeout: setTimeout$1 } = process.getBuiltinModule("node:timers/promises");
const { readFileSync } = process.getBuiltinModule("node:fs");

// src/github/repository.ts
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
/** The run that this process belongs to. Outside a runner the fields are empty and the numbers 0. */
function thisRun(env = process.env) {
	const id = env["GITHUB_RUN_ID"] ?? "";
	const attempt = Number(env["GITHUB_RUN_ATTEMPT"] ?? 0);
	const address = `${repositoryUrl(env)}/actions/runs/${id}`;
	return {
		id,
		attempt,
		number: Number(env["GITHUB_RUN_NUMBER"] ?? 0),
		workflow: env["GITHUB_WORKFLOW"] ?? "",
		ref: env["GITHUB_REF"] ?? "",
		job: env["GITHUB_JOB"] ?? "",
		actor: env["GITHUB_TRIGGERING_ACTOR"] || (env["GITHUB_ACTOR"] ?? ""),
		url: id === "" ? "" : attempt > 1 ? `${address}/attempts/${attempt}` : address
	};
}

// src/github/outputs.ts
/** Sets outputs of the step, in the order given; there are none outside GitHub. What is set again replaces what was. */
function setOutputs(values) {
	if (!process.env["GITHUB_OUTPUT"]) return;
	for (const [name, value] of Object.entries(values)) setOutput(name, value);
}
/** Hands text from `main` to `post`, which there is on GitHub only. Never a token: inputs are there again. */
function saveState(name, value) {
	if (!process.env["GITHUB_STATE"]) return;
	saveState$1(name, value);
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
async function writeSummary(markdown) {
	if (!process.env["GITHUB_STEP_SUMMARY"]) return;
	try {
		await summary.addRaw(markdown, true).write();
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
function endGroup() {
	endGroup$1();
}
/** Any text as lines of the log. */
function info(text) {
	info$1(logLines(text));
}

// src/github/client.ts
const ATTEMPT_TIMEOUT = 1e4;
const RETRIES = 2;
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
	useProxy(env);
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
		retry: { retries: RETRIES },
		throttle: {
			id: randomUUID(),
			onRateLimit: () => false,
			onSecondaryRateLimit: () => false
		}
	});
}
/** Node's own `fetch` asks the proxy of the environment only when told so; runners before the end of 2025 cannot be told. */
function useProxy(env) {
	if (!(env["https_proxy"] || env["HTTPS_PROXY"] || env["http_proxy"] || env["HTTP_PROXY"])) return;
	if (http.setGlobalProxyFromEnv) http.setGlobalProxyFromEnv(env);
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

// src/github/feature.ts
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
			if (this.#off) this.#info(`${this.#what} is left out: the token lacks a permission. ${toAdd(this.#permission)}`);
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

// src/github/run-ended.ts
/**
* Asks GitHub whether the attempt of a run has ended, all its jobs and what they do afterwards. False also where nobody knows: no
* token, another repository, no permission, no answer. Never asks about the run that this process belongs to. Throws nothing.
*/
function runEnded({ token, env, info }) {
	const at = repositoryOf(env);
	let client = null;
	let isAllowed = token !== "";
	return async ({ id, attempt }) => {
		if (!isAllowed || at === null || id === "" || id === env["GITHUB_RUN_ID"]) return false;
		try {
			client ??= githubClient(token, env);
			const { actions } = (await client).rest;
			const { data } = await actions.getWorkflowRunAttempt({
				...at,
				run_id: Number(id),
				attempt_number: attempt
			});
			return data.status === "completed";
		} catch (error) {
			isAllowed = !lacksPermission(error);
			if (!isAllowed) info(`GitHub does not tell whether the other run has ended. To wait less: ${toAdd("actions: read")}`);
			return false;
		}
	};
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

// src/github/comment-body.ts
/** GitHub takes 65,536 characters. */
const BUDGET = 65e3;
const CUT = "\n\n*Cut: too long for a comment. The job summary has all of it.*";
const END = " -->";
/** The first line's beginning: what a comment of ours for `service` is known by. */
function markerOf(service) {
	return `<!-- sluice:${safe(service)} `;
}
/** The text of the comment: a marker with the editions first, then a section for each environment; at most 65,000 characters. */
function writeBody(service, sections) {
	const state = Object.fromEntries([...sections].map(([name, { edition, version }]) => [name, {
		...edition,
		version
	}]));
	const head = `${markerOf(service)}${hidden(state)}${END}`;
	const frames = [...sections].map(([environment, { text }]) => ({
		open: opening(environment),
		text: unmarked(text)
	}));
	const fixed = head.length + frames.reduce((sum, { open }) => sum + open.length + CLOSING.length + RULE.length + 3, 0);
	let left = BUDGET - fixed;
	const texts = /* @__PURE__ */ new Map();
	frames.toSorted((a, b) => a.text.length - b.text.length).forEach(({ open, text }, index) => {
		const fitting = cut(text, Math.max(63, Math.floor(left / (frames.length - index))));
		left -= fitting.length;
		texts.set(open, fitting);
	});
	const body = [head, frames.map(({ open }) => [
		open,
		texts.get(open) ?? "",
		CLOSING
	].join("\n")).join(RULE)].join("\n");
	return body.length <= 65e3 || sections.size < 2 ? body : writeBody(service, withoutOldest(sections));
}
/** The sections of a comment's text; null if it is not a comment of ours for `service`. */
function readBody(service, body) {
	const head = readHead(body);
	if (head?.service !== service) return null;
	const sections = /* @__PURE__ */ new Map();
	for (const [environment, { version, ...edition }] of head.state) {
		const from = body.indexOf(opening(environment));
		const to = body.indexOf(CLOSING, from);
		const text = from < 0 || to < 0 ? "" : body.slice(from + opening(environment).length, to).trim();
		sections.set(environment, {
			edition,
			version,
			text
		});
	}
	return sections;
}
/**
* The service and the versions in flight that a comment shows; null if it has no marker of ours.
* Anyone can paste a marker: look first who wrote the comment.
*/
function readMarker(body) {
	const head = readHead(body);
	return head && {
		service: head.service,
		inFlight: new Map([...head.state].map(([name, { version }]) => [name, version]))
	};
}
/** Whether `a` was written after `b`, or is it. */
function notBefore(a, b) {
	const run = Number(a.run) - Number(b.run);
	return (a.began - b.began || run || a.attempt - b.attempt || a.seq - b.seq) >= 0;
}
function withoutOldest(sections) {
	const [oldest] = [...sections].toSorted(([, a], [, b]) => notBefore(a.edition, b.edition) ? 1 : -1);
	return new Map([...sections].filter(([name]) => name !== oldest?.[0]));
}
function readHead(body) {
	const [, name, json] = /^<!-- sluice:(\S+) (.*) -->$/s.exec(body.split(/\r?\n/, 1)[0] ?? "") ?? [];
	if (name === void 0 || json === void 0) return null;
	try {
		const service = decodeURIComponent(name);
		return safe(service) === name ? {
			service,
			state: readState(json)
		} : null;
	} catch {
		return null;
	}
}
/** What somebody edited is left out: the comment is still ours, what it said there is lost. */
function readState(json) {
	try {
		const state = JSON.parse(json);
		return new Map(Object.entries(state).flatMap(([name, one]) => isTold(one) ? [[name, one]] : []));
	} catch {
		return /* @__PURE__ */ new Map();
	}
}
function isTold(one) {
	return [
		one?.began,
		one?.attempt,
		one?.seq
	].every((number) => Number.isSafeInteger(number)) && /^\d{0,20}$/.test(String(one?.run)) && (one?.version === null || typeof one?.version === "string");
}
const CLOSING = "<!-- sluice-end -->";
const RULE = "\n\n---\n\n";
const opening = (environment) => `<!-- sluice-section:${safe(environment)} -->`;
/** Text that cannot end an HTML comment. */
const safe = (text) => encodeURIComponent(text).replaceAll("--", "%2D%2D");
/** The same for JSON; mails show the comment's text as it is, so nobody is mentioned in it either. */
const hidden = (state) => JSON.stringify(state).replaceAll(/[<>@]|--/g, (found) => [...found].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""));
/** What is told may hold untrusted text; it must not pass for a marker. */
const unmarked = (text) => text.replaceAll(/<!--(?=\s*sluice)/g, "&lt;!--").trim();
/** Whole lines from the beginning, as many as fit; never half of a block of code or of a part that folds: what follows would be in it. */
function cut(text, most) {
	if (text.length <= most) return text;
	let [at, end, fence, folds] = [
		0,
		0,
		"",
		0
	];
	for (const line of text.split("\n")) {
		at += line.length + 1;
		if (at - 1 > most - 63) break;
		const ticks = /^`{3,}/.exec(line)?.[0] ?? "";
		if (fence === "") {
			fence = ticks;
			folds += count(line, "<details") - count(line, "</details");
		} else if (line === fence) fence = "";
		if (fence === "" && folds <= 0) end = at - 1;
	}
	return text.slice(0, end).trimEnd() + CUT;
}
const count = (line, word) => line.split(word).length - 1;

// src/github/authorship.ts
/** What the token of a workflow comments as; it may not ask who it is. No person can have this name. */
const WORKFLOW = "github-actions[bot]";
/** Of comments those that we wrote; `author` is known to be us. Asked once of each author, however many somebody pastes. */
async function writtenByUs(octokit, comments, author = null) {
	const ours = /* @__PURE__ */ new Map([[author, author !== null]]);
	for (const { login, nodeId } of comments) if (!ours.has(login)) ours.set(login, await isOurs(octokit, {
		login,
		nodeId
	}));
	return comments.filter(({ login }) => ours.get(login));
}
/** Whether a comment was written by a workflow, or by the token's owner: how a comment of an app or of a person's token is known. */
async function isOurs(octokit, comment) {
	if (comment.login === "github-actions[bot]") return true;
	try {
		const { node } = await octokit.graphql("query($id: ID!) { node(id: $id) { ... on IssueComment { viewerDidAuthor } } }", { id: comment.nodeId });
		return node?.viewerDidAuthor === true;
	} catch {
		return false;
	}
}

// src/github/comment-search.ts
/** What an answer of GitHub says of a comment. */
function pageOf(data, service) {
	const sections = readBody(service, data.body ?? "") ?? /* @__PURE__ */ new Map();
	return {
		id: data.id,
		author: data.user?.login ?? "",
		url: data.html_url,
		sections
	};
}
/** The comment with this id; null if it is gone, or is not the one that is sought. Throws what the API throws. */
async function getPage(octokit, sought, id) {
	try {
		const { data } = await octokit.rest.issues.getComment({
			...sought.at,
			comment_id: id
		});
		return data.issue_url.endsWith(`/issues/${sought.issue}`) && data.user?.login === (sought.author ?? "github-actions[bot]") ? pageOf(data, sought.service) : null;
	} catch (error) {
		if (isGone(error)) return null;
		throw error;
	}
}
/** The comments with our marker that we wrote, the oldest first: anyone can paste a marker. Throws what the API throws. */
async function listPages(octokit, { at, issue, service, author }) {
	const marked = (await octokit.paginate(octokit.rest.issues.listComments, {
		...at,
		issue_number: issue,
		per_page: 100
	})).filter(({ body }) => body?.startsWith(markerOf(service))).toSorted((a, b) => a.id - b.id).map((data) => ({
		data,
		login: data.user?.login ?? "",
		nodeId: data.node_id
	}));
	return (await writtenByUs(octokit, marked, author)).map(({ data }) => pageOf(data, service));
}
/** The sections of several comments, of each environment the newest. */
function together(pages) {
	const all = /* @__PURE__ */ new Map();
	for (const [environment, section] of pages.flatMap(({ sections }) => [...sections])) {
		const there = all.get(environment);
		if (there === void 0 || !notBefore(there.edition, section.edition)) all.set(environment, section);
	}
	return all;
}

// src/github/comment.ts
const SETTLE = [500, 2e3];
const MOST_ROUNDS = 10;
/** How often is looked whether a list shows by now what was made. */
const MOST_LOOKS = 5;
const MOST_FAILURES = 2;
/**
* The one comment of a pull request about a service. Only our own environment's section is written; others are kept as they are.
*
* GitHub has no compare and swap for comments. Where others may write at the same time, each reads right before it writes, and after
* its last text waits and looks whether that is still there. Whoever makes a comment looks whether there is an older one: the oldest
* is the one, and what later ones say is moved there.
*/
var StickyComment = class {
	#octokit;
	#options;
	/** As it was read or written last. */
	#page = null;
	/** Later ones of ours, to be removed once the oldest says what they do. */
	#later = [];
	/** Whether an older one may be there, because no list showed ours yet. */
	#isDoubtful = false;
	#seq = null;
	/** Milliseconds from the last reading to the end of the writing that followed. */
	#took = 0;
	#told = null;
	constructor(octokit, options) {
		this.#octokit = octokit;
		this.#options = options;
	}
	/** The comment's id, author and address, once it was found or made. */
	get known() {
		return this.#isDoubtful ? null : this.#page;
	}
	/** Writes our section. `same`: it says so already; `outdated`: a newer one is there, so nothing was done. Throws what the API throws. */
	async write(telling) {
		if (telling.text === this.#told?.text && telling.version === this.#told.version && !(telling.last && this.#isShared())) return "same";
		const { environment } = this.#options;
		for (let round = 0, failures = 0; round < MOST_ROUNDS; round++) {
			const page = await this.#find(telling.last);
			const readAt = performance.now();
			const sections = together([...page === null ? [] : [page], ...this.#later]);
			const edition = this.#next(sections.get(environment)?.edition, telling.began);
			if (edition === null) return "outdated";
			const section = {
				edition,
				version: telling.version,
				text: telling.text
			};
			try {
				await this.#put(page, new Map([...sections, [environment, section]]));
			} catch (error) {
				if (!this.#isToTryAgain(error, page) || ++failures > MOST_FAILURES) throw error;
				continue;
			}
			this.#seq = edition.seq;
			this.#took = performance.now() - readAt;
			if (!(page === null ? await this.#isOldest() : !this.#isToBeProven(telling) || await this.#holds(environment, section))) continue;
			await this.#removeLater();
			this.#told = telling;
			return "written";
		}
		throw new Error("others write there all the time");
	}
	#isShared() {
		const others = [...this.#page?.sections.keys() ?? []].some((name) => name !== this.#options.environment);
		return this.#options.shared || others;
	}
	/** Our next edition; null if what is there is newer. A later job of the same run goes on counting where the one before ended. */
	#next(there, began) {
		const { id: run, attempt } = this.#options.run;
		const isOurs = there?.began === began && there.run === run && there.attempt === attempt;
		const last = this.#seq ?? (isOurs ? there.seq : 0);
		const mine = {
			began,
			run,
			attempt,
			seq: last
		};
		const isOfOther = there?.began === began && there.run !== run;
		if (there !== void 0 && !isOfOther && !notBefore(mine, there)) return null;
		return {
			...mine,
			seq: last + 1
		};
	}
	/** The comment to write into; null where one is to be made. Who writes alone need not read before each text, only before the last. */
	async #find(last) {
		if (this.#page !== null && !this.#isDoubtful && !last && !this.#isShared()) return this.#page;
		const id = this.#page?.id ?? this.#options.id;
		const known = id === null || this.#isDoubtful ? null : await this.#get(id);
		this.#page = known ?? await this.#search();
		return this.#page;
	}
	#get(id, author = this.#page?.author ?? this.#options.author) {
		return getPage(this.#octokit, {
			...this.#options,
			author
		}, id);
	}
	async #search() {
		const listed = await listPages(this.#octokit, this.#options);
		const made = this.#isDoubtful ? this.#page : null;
		this.#isDoubtful = made !== null && !listed.some(({ id }) => id === made.id);
		const pages = this.#isDoubtful && made !== null ? [...listed, made].toSorted((a, b) => a.id - b.id) : listed;
		for (const [index, page] of pages.entries()) {
			const present = this.#isShared() || page.sections.size > 1 ? await this.#get(page.id, page.author) : page;
			if (present === null) continue;
			this.#later = [...this.#later, ...pages.slice(index + 1)];
			return present;
		}
		return null;
	}
	async #put(page, sections) {
		const { at, issue, service } = this.#options;
		const body = writeBody(service, sections);
		const { data } = page ? await this.#octokit.rest.issues.updateComment({
			...at,
			comment_id: page.id,
			body,
			...this.#isShared() ? ONCE : {}
		}) : await this.#octokit.rest.issues.createComment({
			...at,
			issue_number: issue,
			body,
			...ONCE
		});
		this.#page = pageOf(data, service);
	}
	/** Whether a text that was not taken is to be written again, after another look. */
	#isToTryAgain(error, page) {
		if (page === null || lacksPermission(error)) return false;
		const { status = 500 } = error;
		if (status === 404) this.#page = null;
		return status === 404 || status >= 500 && this.#isShared();
	}
	/** Nobody comes after the last text of this process, and what is removed must be elsewhere. */
	#isToBeProven({ last }) {
		return this.#isShared() && (last || this.#later.length > 0);
	}
	/** Whether our section, and what later comments say, are in the comment after a while. */
	async #holds(environment, section) {
		await this.#settle();
		this.#page = this.#page && await this.#get(this.#page.id);
		return [...together([...this.#later, { sections: /* @__PURE__ */ new Map([[environment, section]]) }])].every(([name, { edition }]) => {
			const there = this.#page?.sections.get(name);
			return there !== void 0 && notBefore(there.edition, edition);
		});
	}
	/** Whether the comment that was just made is the oldest; a list that shows it shows all that are older. Where it is not, that is known afterwards. */
	async #isOldest() {
		const made = this.#page;
		if (made === null || !this.#isShared()) return true;
		this.#isDoubtful = true;
		for (let look = 0; look < MOST_LOOKS; look++) {
			await this.#settle();
			const pages = await listPages(this.#octokit, this.#options);
			const isListed = pages.some(({ id }) => id === made.id);
			if (!isListed && await this.#get(made.id) !== null) continue;
			this.#isDoubtful = false;
			this.#page = pages[0] ?? null;
			if (isListed && this.#page?.id !== made.id) this.#later = [...this.#later, made];
			return this.#page?.id === made.id;
		}
		return true;
	}
	async #removeLater() {
		const ids = new Set(this.#later.map(({ id }) => id));
		ids.delete(this.#page?.id ?? 0);
		for (const id of ids) try {
			await this.#octokit.rest.issues.deleteComment({
				...this.#options.at,
				comment_id: id
			});
		} catch (error) {
			if (!isGone(error)) throw error;
		}
		this.#later = [];
	}
	/** What others had read before we wrote they have written by then, if GitHub is not much slower for them than for us. */
	#settle() {
		const [least, most] = this.#options.settle ?? SETTLE;
		return setTimeout$1(2 * this.#took + least + Math.random() * (most - least), void 0, { ref: false });
	}
};

// src/github/deployments.ts
/** How many of our own older records are looked at after a failure, which finds out about open ones only. */
const LOOK_BACK = 10;
const OPEN = [
	"queued",
	"pending",
	"in_progress"
];
/** GitHub does not tell environments apart by their case. */
const sameEnvironment = (a, b) => a.toLowerCase() === b.toLowerCase();
/** The deployment records of an environment, read at most once. All methods throw what the API throws. */
var Deployments = class {
	#octokit;
	#where;
	#all = null;
	constructor(octokit, where) {
		this.#octokit = octokit;
		this.#where = where;
	}
	/** They are read again when next needed. */
	forget() {
		this.#all = null;
	}
	/** The record with this task; null where there is none. */
	async find(task) {
		return (await this.#list()).find((one) => one.task === task)?.id ?? null;
	}
	/** Whether there is one for a commit that is not ours. */
	async hasOther(sha) {
		return (await this.#list()).some((one) => one.sha === sha && !one.task.startsWith("sluice:"));
	}
	async post(id, state, description) {
		const { at, url, logUrl } = this.#where;
		await this.#octokit.rest.repos.createDeploymentStatus({
			...at,
			deployment_id: id,
			state,
			description,
			log_url: logUrl,
			...url === null || state === "inactive" ? {} : { environment_url: url },
			auto_inactive: false,
			...ONCE
		});
	}
	/** Whether that is what it says already. */
	async says(id, state, description) {
		const last = await this.#last(id);
		return last?.state === state && last.description === description;
	}
	/**
	* Marks inactive what of this service is older and still open: only one rollout is in flight, so theirs is over, and whoever was to
	* tell it could not. After `success` the one that said so before is inactive too; what is older than that was closed with it.
	*/
	async closeOlder(id, state) {
		const { service } = this.#where;
		const ours = (await this.#list()).filter((one) => one.id < id && one.task.startsWith("sluice:") && serviceOf(one.payload) === service);
		for (const { id: older } of state === "success" ? ours : ours.slice(0, LOOK_BACK)) {
			const last = (await this.#last(older))?.state ?? "queued";
			if (OPEN.includes(last)) await this.post(older, "inactive", "Its rollout is over");
			if (last === "success" && state === "success") await this.post(older, "inactive", "Replaced by a newer rollout");
			if (last === "success") return;
		}
	}
	async #last(id) {
		const { data } = await this.#octokit.rest.repos.listDeploymentStatuses({
			...this.#where.at,
			deployment_id: id,
			per_page: 1
		});
		return data[0] ?? null;
	}
	async #list() {
		const { at, environment } = this.#where;
		this.#all ??= (await this.#octokit.rest.repos.listDeployments({
			...at,
			environment,
			per_page: 100
		})).data;
		return this.#all;
	}
};
/** GitHub hands a payload back as an object, or as the text it was. */
function serviceOf(payload) {
	try {
		return (typeof payload === "string" ? JSON.parse(payload) : payload)?.service;
	} catch {
		return;
	}
}

// src/github/job-deployment.ts
/** Finds the record of the job by its check, as the runner names that. Throws where GitHub does not answer. */
async function jobDeployment(octokit, at, checkRun) {
	if (!/^[1-9]\d*$/.test(checkRun)) return "no-check";
	try {
		const { data } = await octokit.rest.checks.get({
			...at,
			check_run_id: Number(checkRun)
		});
		return data.deployment ? {
			id: data.deployment.id,
			environment: data.deployment.environment
		} : "no-record";
	} catch (error) {
		if (lacksPermission(error)) return "no-permission";
		if (isGone(error)) return "no-record";
		throw error;
	}
}
/** What a person does about it where the record of the job is the one that was asked for. */
const REMEDY = {
	"no-check": "this runner does not tell the check of the job (`job.check_run_id`): update the runner, or set `deployment: create`",
	"no-permission": `the token lacks a permission to find the record of the job. ${toAdd("checks: read")}`,
	"no-record": "the job has no record of its own: give it an `environment` without `deployment: false`, or set `deployment: create`"
};

// src/github/deployment.ts
const DESCRIPTION = 140;
/**
* The deployment record of a rollout: one of our own for all its jobs and runs, found again by the journaled id, else by its task.
* The record of a job is different, as it is GitHub's: when the job ends, its closing status replaces what was told here, and of that
* only the workflow's `environment.url` is kept. So a canary that passed reads as a success. With `attach` each job of a rollout
* tells in its own, and marks the one of the job before inactive.
*/
var DeploymentRecord = class {
	#octokit;
	#options;
	#around;
	#id = null;
	#journaled;
	#isLeftOut = false;
	#told = "";
	constructor(octokit, options) {
		this.#octokit = octokit;
		this.#options = options;
		this.#around = new Deployments(octokit, options);
		this.#journaled = options.id;
	}
	/** The record's id, once it was found or made. */
	get id() {
		return this.#id ?? this.#journaled;
	}
	/**
	* Posts a status if it differs from the last one; finds or makes the record first. After the end, what is older and still open is
	* closed, and after `success` what was live before is marked inactive. Throws what the API throws.
	*/
	async tell(rollout, state, text) {
		const description = text.length > DESCRIPTION ? `${text.slice(0, 139)}…` : text;
		const status = `${state} ${description}`;
		if (status === this.#told || this.#isLeftOut) return;
		const id = await this.#post(rollout, state, description);
		this.#told = status;
		if (id !== null && (state === "success" || state === "failure")) await this.#around.closeOlder(id, state);
	}
	/** @returns the record that has the status now; null where there is none to write to */
	async #post(rollout, state, description) {
		this.#id ??= await this.#choose(rollout);
		if (this.#id === null) return null;
		try {
			if (!(this.#options.mode === "known" && await this.#around.says(this.#id, state, description))) await this.#around.post(this.#id, state, description);
		} catch (error) {
			if (!isGone(error) || this.#id !== this.#journaled) throw error;
			[this.#id, this.#journaled] = [null, null];
			return this.#post(rollout, state, description);
		}
		return this.#id;
	}
	async #choose(rollout) {
		const { mode } = this.#options;
		if (mode === "attach") return this.#attach();
		const known = this.#journaled ?? await this.#around.find(taskOf(rollout));
		if (known !== null || mode === "known") return known;
		return (mode === "auto" ? await this.#ofJob() : null) ?? await this.#create(rollout);
	}
	async #attach() {
		const { at, checkRun, info } = this.#options;
		const own = await jobDeployment(this.#octokit, at, checkRun);
		if (typeof own === "string") {
			this.#isLeftOut = true;
			info(`The deployment record is left out, as \`deployment: attach\` was asked for and ${REMEDY[own]}`);
			return null;
		}
		if (this.#journaled !== null && this.#journaled !== own.id) await this.#around.post(this.#journaled, "inactive", "Goes on in the record of a later job");
		return own.id;
	}
	/** The job's own, if it is about this environment and not about one that is only a gate. */
	async #ofJob() {
		const { at, checkRun, environment, sha, info } = this.#options;
		const own = await jobDeployment(this.#octokit, at, checkRun);
		if (own === "no-permission" && await this.#around.hasOther(sha)) info(`The job seems to have a deployment record of its own in ${environment}, beside that of the rollout. To have one, write \`deployment: false\` into its \`environment\`, or let it be found. ${toAdd("checks: read")}`);
		return typeof own !== "string" && sameEnvironment(own.environment, environment) ? own.id : null;
	}
	async #create(rollout) {
		const { at, ref, service, environment } = this.#options;
		const { id, goal, from, kind, run } = rollout;
		const { data, status } = await this.#octokit.rest.repos.createDeployment({
			...at,
			ref,
			task: taskOf(rollout),
			environment,
			description: `${service} ${goal.version ?? ""}`.trim().slice(0, DESCRIPTION),
			auto_merge: false,
			required_contexts: [],
			production_environment: /^prod/i.test(environment),
			transient_environment: /^pr-/i.test(environment),
			payload: {
				rollout: id,
				service,
				version: goal.version,
				previous: from.version,
				strategy: kind,
				run: run.url
			},
			...ONCE
		}).catch((error) => {
			this.#around.forget();
			throw error;
		});
		if (status !== 201) throw new Error(`GitHub answered ${status} instead of making a deployment`);
		return data.id;
	}
};
const taskOf = (rollout) => `sluice:${rollout.id}`;

// src/github/pull-request.ts
/**
* The pull request (or issue) to tell: the input, else the event's, else that of the run that started this one, else the one the commit
* belongs to, else the one of the branch; null when there is none. Throws what the API throws.
*/
async function findPullRequest(octokit, at, input, env) {
	if (/^[1-9]\d*$/.test(input)) return {
		number: Number(input),
		head: null
	};
	const event = payload(env);
	const named = event.pull_request ?? event.workflow_run?.pull_requests?.[0];
	if (named !== void 0) return {
		number: named.number,
		head: named.head?.sha ?? null
	};
	if (event.issue !== void 0) return {
		number: event.issue.number,
		head: null
	};
	return await ofCommit(octokit, at, event, env) ?? await ofBranch(octokit, at, event, env);
}
async function ofCommit(octokit, at, event, env) {
	const sha = event.workflow_run?.head_sha ?? env["GITHUB_SHA"];
	if (!sha) return null;
	const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({
		...at,
		commit_sha: sha
	});
	const found = data.find((one) => one.state === "open") ?? data.find((one) => one.merged_at !== null);
	return found === void 0 ? null : {
		number: found.number,
		head: found.state === "open" ? found.head.sha : null
	};
}
async function ofBranch(octokit, at, event, env) {
	const run = event.workflow_run;
	const branch = run === void 0 ? /^refs\/heads\/(.+)$/.exec(env["GITHUB_REF"] ?? "")?.[1] : run.head_branch;
	if (!branch) return null;
	const owner = run?.head_repository?.owner.login ?? at.owner;
	const { data } = await octokit.rest.pulls.list({
		...at,
		head: `${owner}:${branch}`,
		state: "open"
	});
	const found = data[0];
	return found === void 0 ? null : {
		number: found.number,
		head: found.head.sha
	};
}
function payload(env) {
	try {
		return JSON.parse(readFileSync(env["GITHUB_EVENT_PATH"] ?? "", "utf8"));
	} catch {
		return {};
	}
}

// src/github/scrub.ts
/**
* Replaces each secret by `***`. The runner masks secrets in logs and summaries, but not in what goes to the API.
* The lines of a secret are secrets too, as for the runner; below four characters a line would blacken ordinary text.
*/
function scrub(text, secrets) {
	return without(text, linesOf(secrets));
}
/** The same for Markdown of ours, in which a secret stands as it was escaped. */
function scrubMarkdown(text, secrets) {
	const code = (line) => inlineCode(line).replace(/^<code>|<\/code>$/g, "");
	return without(text, linesOf(secrets).flatMap((line) => [
		line,
		escapeMarkdown(line),
		code(line)
	]));
}

// src/github/rollout-pages.ts
/** Where GitHub shows one rollout: its deployment record, and the comment on its pull request. */
var RolloutPages = class {
	rollout;
	#options;
	#site;
	#pull;
	#comment = null;
	#record = null;
	constructor(rollout, options, site) {
		this.rollout = rollout;
		this.#options = options;
		this.#site = site;
	}
	marks() {
		const comment = this.#comment?.known;
		const deploymentId = this.#record?.id;
		return {
			...this.#pull ? { pullRequest: this.#pull.number } : {},
			...comment ? {
				commentId: comment.id,
				commentAuthor: comment.author
			} : {},
			...deploymentId ? { deploymentId } : {}
		};
	}
	/** The comment's address; '' while there is none. */
	get commentUrl() {
		return this.#comment?.known?.url ?? "";
	}
	/** Throws what the API throws. */
	async writeRecord({ rollout, state, text }) {
		const { deployment: mode, env, service, environment, url, secrets, checkRun, info } = this.#options;
		const { at, client, commenting } = this.#site;
		if (mode === "none") return;
		const octokit = await client();
		if (this.#record === null) {
			if (rollout.deploymentId === null) await commenting.attempt(() => this.#findPull(rollout));
			const ref = this.#pull?.head ?? (env["GITHUB_SHA"] || env["GITHUB_REF"] || "HEAD");
			const where = {
				at,
				service,
				environment,
				url,
				logUrl: thisRun(env).url
			};
			const sha = env["GITHUB_SHA"] ?? "";
			this.#record = new DeploymentRecord(octokit, {
				...where,
				ref,
				sha,
				id: rollout.deploymentId,
				mode,
				checkRun,
				info
			});
		}
		await this.#record.tell(rollout, state, scrub(text, secrets));
	}
	/** False where there is no pull request to write to. Throws what the API throws. */
	async writeComment(wanted) {
		const { env, service, environment, secrets, shared } = this.#options;
		const { at, client } = this.#site;
		const octokit = await client();
		const pull = await this.#findPull(wanted.rollout);
		if (pull === null) return false;
		const { commentId: id, commentAuthor: author, startedAt: began } = wanted.rollout;
		const of = {
			at,
			issue: pull.number,
			service,
			environment,
			run: thisRun(env),
			id,
			author,
			shared
		};
		this.#comment ??= new StickyComment(octokit, of);
		const { last } = wanted;
		const version = wanted.version !== null && scrub(wanted.version, secrets) === wanted.version ? wanted.version : null;
		await this.#comment.write({
			text: scrubMarkdown(wanted.section(), secrets),
			version,
			began,
			last
		});
		return true;
	}
	async #findPull(rollout) {
		const { env, pullRequest } = this.#options;
		if (this.#pull === void 0) {
			const asked = pullRequest || String(rollout.pullRequest ?? "");
			this.#pull = await findPullRequest(await this.#site.client(), this.#site.at, asked, env);
		}
		return this.#pull;
	}
};

// src/github/reporter.ts
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
		this.#commenting = new Feature("The comment on the pull request", "pull-requests: write", options.info);
		this.#recording = new Feature("The deployment record", "deployments: write", options.info);
		this.#pace = new Pace(options.editGap ?? 2e4);
	}
	see(event) {
		this.#quietly(() => {
			this.#options.view.see(event);
			const stage = this.#options.view.stage() || event.stage;
			if (!(event.rollout.id !== this.#seen || stage !== this.#stage || event.kind === "back" || event.kind === "drift" || event.kind === "warning") || event.kind === "ended") return;
			this.#stage = stage;
			this.#want({
				rollout: event.rollout,
				state: "in_progress",
				text: stage,
				comment: this.#options.comment === "on-change",
				section: () => this.#options.view.section(),
				version: event.rollout.attempted.version,
				last: false
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
			if (wanted) this.#want(wanted);
		});
		const inTime = await this.#within(this.#options.finishWithin ?? 1e4);
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
			const pages = this.#pagesOf(wanted.rollout.id);
			const recorded = await this.#recording.attempt(() => pages.writeRecord(wanted));
			const commented = await this.#commenting.attempt(() => this.#writeComment(pages, wanted));
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
	#pagesOf(rollout) {
		if (this.#pages?.rollout !== rollout) {
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
		const wait = this.#pace.wait(performance.now());
		if (wanted.last || wait === 0) return false;
		if (wait === Number.POSITIVE_INFINITY) return true;
		this.#later = setTimeout(() => {
			if (this.#wanted === null && !this.#abort.signal.aborted) this.#want(wanted);
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

// src/github/answer.ts
/** @param permission what the token needs for it, as it stands in a workflow */
function answering(octokit, at, permission, info) {
	const { owner, repo, issue, comment } = at;
	let isSilent = false;
	async function attempt(work) {
		if (isSilent) return;
		try {
			await work();
		} catch (error) {
			isSilent = lacksPermission(error);
			info(`The comment was not answered: ${isSilent ? `the token lacks a permission. Add to the job:\n  permissions:\n    ${permission}` : error.message}`);
		}
	}
	return {
		react: (content) => attempt(() => octokit.rest.reactions.createForIssueComment({
			owner,
			repo,
			comment_id: comment,
			content
		})),
		reply: (body) => attempt(() => octokit.rest.issues.createComment({
			owner,
			repo,
			issue_number: issue,
			body,
			...ONCE
		}))
	};
}

// src/github/command-facts.ts
/** Whether a person may write to the repository. Asked from GitHub: what the event says of them may be old. Throws what the API throws. */
async function mayWrite(octokit, at, username) {
	const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({
		...at,
		username
	});
	return [
		"write",
		"maintain",
		"admin"
	].includes(data.permission);
}
/** Whether the commits of a pull request come from another repository. Throws what the API throws. */
async function isFromFork(octokit, at, pull) {
	const { data } = await octokit.rest.pulls.get({
		...at,
		pull_number: pull
	});
	return data.head.repo?.id !== data.base.repo.id;
}
/** Whether an earlier attempt of this run has marked the comment as carried out; also true for one that is gone. Throws what the API throws. */
async function isCarriedOut(octokit, at, comment) {
	try {
		const { data } = await octokit.rest.issues.getComment({
			...at,
			comment_id: comment
		});
		return (data.reactions?.rocket ?? 0) > 0;
	} catch (error) {
		if (error.status === 404) return true;
		throw error;
	}
}

// src/github/dispatch.ts
/**
* Starts a workflow as if by hand. Asks once: a run too many is worse than none.
* @param workflow name of its file
* @param ref branch whose file it is
* @returns null where it was started
*/
async function startWorkflow(octokit, at, { workflow, ref, inputs }) {
	try {
		await octokit.rest.actions.createWorkflowDispatch({
			...at,
			workflow_id: workflow,
			ref,
			inputs: { ...inputs },
			...ONCE
		});
		return null;
	} catch (error) {
		const { status = 500, message = String(error) } = error;
		return {
			why: reasonFor(error, status, message),
			message
		};
	}
}
function reasonFor(error, status, message) {
	if (lacksPermission(error) || status === 401) return "permission";
	if (status === 404) return "missing";
	if (status !== 422) return "unknown";
	return /workflow_dispatch/.test(message) ? "no-trigger" : "inputs";
}

// src/github/told.ts
/** What our comments on a pull request or issue show, service by service. Throws what the API throws. */
async function toldOn(octokit, at, issue) {
	const pages = (await octokit.paginate(octokit.rest.issues.listComments, {
		...at,
		issue_number: issue,
		per_page: 100
	})).flatMap(({ body = "", user, node_id: nodeId }) => {
		const service = readMarker(body)?.service ?? null;
		const sections = service === null ? null : readBody(service, body);
		return service === null || sections === null ? [] : [{
			service,
			sections,
			login: user?.login ?? "",
			nodeId
		}];
	});
	return [...Map.groupBy(await writtenByUs(octokit, pages), ({ service }) => service)].map(([service, ofIt]) => ({
		service,
		inFlight: versionsOf(together(ofIt))
	}));
}
const versionsOf = (sections) => new Map([...sections].map(([environment, { version }]) => [environment, version]));

export { repositoryOf as C, thisRun as S, info as _, mayWrite as a, writeSummary as b, isShown as c, githubClient as d, annotate as f, group as g, getState as h, isFromFork as i, runEnded as l, fail as m, startWorkflow as n, answering as o, endGroup as p, isCarriedOut as r, githubReporter as s, toldOn as t, unprotected as u, saveState as v, repositoryUrl as w, readInputs as x, setOutputs as y };