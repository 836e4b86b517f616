import { a as info$1, c as setOutput, d as summary, i as getState$1, l as startGroup, n as error, o as notice, r as getInput, s as saveState$1, t as endGroup$1, u as warning } from "./vendor-actions-core.js";
import { d as escapeMarkdown, f as inlineCode, l as logLines, u as logText } from "./report.js";
import { h as without, p as linesOf } from "./units.js";
const { randomUUID } = process.getBuiltinModule("node:crypto");
const http = process.getBuiltinModule("node:http");
const { readFileSync } = process.getBuiltinModule("node:fs");

// src/github/inputs.ts
/** Reads inputs as the runner hands them over (`INPUT_<NAME>`), trimmed; one that is not set, or empty, is ''. */
function readInputs(names) {
	return Object.fromEntries(names.map((name) => [name, getInput(name)]));
}
/** The run that this process belongs to. Outside a runner the fields are empty and the numbers 0. */
function thisRun(env = process.env) {
	const id = env["GITHUB_RUN_ID"] ?? "";
	const attempt = Number(env["GITHUB_RUN_ATTEMPT"] ?? 0);
	const address = `${env["GITHUB_SERVER_URL"] ?? "https://github.com"}/${env["GITHUB_REPOSITORY"] ?? ""}/actions/runs/${id}`;
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
			if (this.#off) this.#info(`${this.#what} is left out: the token lacks a permission. Add to the job:\n  permissions:\n    ${this.#permission}`);
			else if (!this.#complained) this.#info(`${this.#what} could not be written; the rollout goes on: ${error.message ?? String(error)}`);
			this.#complained = true;
			return this.#off;
		}
	}
};
/** Whether GitHub said that this token may not, ever. */
function lacksPermission(error) {
	const { status, message } = error;
	return (status === 403 || status === 404) && /not accessible by/i.test(message ?? "");
}

// src/github/repository.ts
/** The repository that the run belongs to; null outside a runner. */
function repositoryOf(env) {
	const [owner, repo] = (env["GITHUB_REPOSITORY"] ?? "").split("/");
	return owner && repo ? {
		owner,
		repo
	} : null;
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
			if (!isAllowed) info("GitHub does not tell whether the other run has ended. Add to the job, to wait less:\n  permissions:\n    actions: read");
			return false;
		}
	};
}

// src/github/comment-body.ts
/** GitHub takes 65,536 characters. */
const BUDGET = 65e3;
const CUT = "\n\n*Cut: too long for a comment. The job summary has all of it.*";
/** The first line's beginning: what a comment of ours for `service` is known by. */
function markerOf(service) {
	return `<!-- sluice:${safe(service)} `;
}
/** The text of the comment: a marker with the editions first, then a section for each environment; at most 65,000 characters. */
function writeBody(service, sections) {
	const state = Object.fromEntries([...sections].map(([environment, { edition }]) => [environment, edition]));
	const head = `${markerOf(service)}${JSON.stringify(state).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e")} -->`;
	const frames = [...sections].map(([environment, { text }]) => ({
		open: opening(environment),
		text: unmarked(text)
	}));
	const fixed = head.length + frames.reduce((sum, { open }) => sum + open.length + CLOSING.length + 4, 0);
	let left = BUDGET - fixed;
	const texts = /* @__PURE__ */ new Map();
	frames.toSorted((a, b) => a.text.length - b.text.length).forEach(({ open, text }, index) => {
		const fitting = cut(text, Math.max(63, Math.floor(left / (frames.length - index))));
		left -= fitting.length;
		texts.set(open, fitting);
	});
	return [head, ...frames.flatMap(({ open }) => [
		open,
		texts.get(open) ?? "",
		CLOSING
	])].join("\n");
}
/** The sections of a comment's text; null if it is not a comment of ours for `service`. */
function readBody(service, body) {
	const first = body.split(/\r?\n/, 1)[0] ?? "";
	if (!first.startsWith(markerOf(service)) || !first.endsWith(" -->")) return null;
	const sections = /* @__PURE__ */ new Map();
	try {
		const state = JSON.parse(first.slice(markerOf(service).length, -4));
		for (const [environment, edition] of Object.entries(state)) {
			const from = body.indexOf(opening(environment));
			const to = body.indexOf(CLOSING, from);
			const text = from < 0 || to < 0 ? "" : body.slice(from + opening(environment).length, to).trim();
			sections.set(environment, {
				edition,
				text
			});
		}
	} catch {}
	return sections;
}
/** Whether `a` was written after `b`, or is it. */
function notBefore(a, b) {
	return (Number(a.run) - Number(b.run) || a.attempt - b.attempt || a.seq - b.seq) >= 0;
}
const CLOSING = "<!-- sluice-end -->";
const opening = (environment) => `<!-- sluice-section:${safe(environment)} -->`;
/** Text that cannot end an HTML comment. */
const safe = (text) => encodeURIComponent(text).replaceAll("--", "%2D%2D");
/** What is told may hold untrusted text; it must not pass for a marker. */
const unmarked = (text) => text.replaceAll(/<!--(?=\s*sluice)/g, "&lt;!--").trim();
function cut(text, most) {
	if (text.length <= most) return text;
	const whole = text.slice(0, most - 63);
	return whole.slice(0, Math.max(whole.lastIndexOf("\n"), 0)) + CUT;
}

// src/github/comment.ts
/** What the token of a workflow comments as; it may not ask who it is. */
const WORKFLOW = "github-actions[bot]";
/** The one comment of a pull request about a service. Only our own environment's section is written; others are kept as they are. */
var StickyComment = class {
	#octokit;
	#options;
	#known = null;
	#seq = null;
	#text = null;
	constructor(octokit, options) {
		this.#octokit = octokit;
		this.#options = options;
	}
	/** The comment's id, author and address, once it was found or made. */
	get known() {
		return this.#known;
	}
	/** Writes our section. `same`: it says so already; `outdated`: a newer run wrote there, so nothing was done. Throws what the API throws. */
	async write(text) {
		if (text === this.#text) return "same";
		const { service, environment } = this.#options;
		const found = await this.#find();
		const sections = (found && readBody(service, found.body)) ?? /* @__PURE__ */ new Map();
		const there = sections.get(environment);
		const edition = this.#next(there?.edition);
		if (edition === null) return "outdated";
		const body = writeBody(service, new Map([...sections, [environment, {
			edition,
			text
		}]]));
		await this.#put(found, body);
		this.#seq = edition.seq;
		this.#text = text;
		return "written";
	}
	/** Our next edition; null if what is there is newer. A later job of the same run goes on counting where the one before ended. */
	#next(there) {
		const { id: run, attempt } = this.#options.run;
		const last = this.#seq ?? (there?.run === run && there.attempt === attempt ? there.seq : 0);
		const mine = {
			run,
			attempt,
			seq: last
		};
		if (there !== void 0 && !notBefore(mine, there)) return null;
		return {
			...mine,
			seq: last + 1
		};
	}
	async #put(found, body) {
		const { at, issue } = this.#options;
		const { data } = found ? await this.#octokit.rest.issues.updateComment({
			...at,
			comment_id: found.id,
			body
		}) : await this.#octokit.rest.issues.createComment({
			...at,
			issue_number: issue,
			body,
			...ONCE
		});
		this.#known = {
			id: data.id,
			author: data.user?.login ?? "",
			url: data.html_url
		};
	}
	async #find() {
		const id = this.#known?.id ?? this.#options.id;
		return (id === null ? null : await this.#get(id)) ?? await this.#search();
	}
	/** The comment with this id; null if it is gone, or was not written by whom we know. */
	async #get(id) {
		try {
			const { data } = await this.#octokit.rest.issues.getComment({
				...this.#options.at,
				comment_id: id
			});
			const author = data.user?.login ?? "";
			const expected = this.#known?.author ?? this.#options.author ?? WORKFLOW;
			return data.issue_url.endsWith(`/issues/${this.#options.issue}`) && author === expected ? {
				id,
				author,
				url: data.html_url,
				body: data.body ?? ""
			} : null;
		} catch (error) {
			if (error.status === 404) return null;
			throw error;
		}
	}
	/** The oldest comment with our marker that we wrote: anyone can paste a marker. */
	async #search() {
		const { at, issue, service, author } = this.#options;
		const all = await this.#octokit.paginate(this.#octokit.rest.issues.listComments, {
			...at,
			issue_number: issue,
			per_page: 100
		});
		for (const one of all.filter(({ body }) => body?.startsWith(markerOf(service)))) {
			const login = one.user?.login ?? "";
			if (login === WORKFLOW || login === author || await this.#wrote(one.node_id)) return {
				id: one.id,
				author: login,
				url: one.html_url,
				body: one.body ?? ""
			};
		}
		return null;
	}
	/** Whether the token's owner wrote it: how a comment of an app or a person's token is known. */
	async #wrote(nodeId) {
		try {
			const { node } = await this.#octokit.graphql("query($id: ID!) { node(id: $id) { ... on IssueComment { viewerDidAuthor } } }", { id: nodeId });
			return node?.viewerDidAuthor === true;
		} catch {
			return false;
		}
	}
};

// src/github/deployment.ts
const DESCRIPTION = 140;
/** How many of our own older records are looked at for the one that is still marked active. */
const LOOK_BACK = 3;
/** The one deployment record of a rollout. */
var DeploymentRecord = class {
	#octokit;
	#options;
	#id;
	#told = "";
	constructor(octokit, options) {
		this.#octokit = octokit;
		this.#options = options;
		this.#id = options.id;
	}
	/** The record's id, once it was found or made. */
	get id() {
		return this.#id;
	}
	/**
	* Posts a status if it differs from the last one; makes the record first where there is none. After `success`, what this rollout
	* replaced is marked inactive. Throws what the API throws.
	*/
	async tell(rollout, state, text) {
		const description = text.length > DESCRIPTION ? `${text.slice(0, 139)}…` : text;
		const status = `${state} ${description}`;
		if (status === this.#told) return;
		this.#id ??= await this.#find(rollout) ?? await this.#create(rollout);
		await this.#post(this.#id, state, description);
		this.#told = status;
		if (state === "success") await this.#retirePrevious(this.#id);
	}
	async #find(rollout) {
		const { at, environment } = this.#options;
		const { data } = await this.#octokit.rest.repos.listDeployments({
			...at,
			task: taskOf(rollout),
			environment
		});
		return data[0]?.id ?? null;
	}
	async #create(rollout) {
		const { at, ref, service, environment } = this.#options;
		const { data, status } = await this.#octokit.rest.repos.createDeployment({
			...at,
			ref,
			task: taskOf(rollout),
			environment,
			description: `${service} ${rollout.goal.version ?? ""}`.trim().slice(0, DESCRIPTION),
			auto_merge: false,
			required_contexts: [],
			production_environment: /^prod/i.test(environment),
			payload: {
				rollout: rollout.id,
				service,
				version: rollout.goal.version,
				previous: rollout.from.version,
				strategy: rollout.kind,
				run: rollout.run.url
			},
			...ONCE
		});
		if (status !== 201) throw new Error(`GitHub answered ${status} instead of making a deployment`);
		return data.id;
	}
	async #post(id, state, description) {
		const { at, url, logUrl } = this.#options;
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
	/** Marks the record that said `success` for this service before. */
	async #retirePrevious(id) {
		const { at, environment, service } = this.#options;
		const { data } = await this.#octokit.rest.repos.listDeployments({
			...at,
			environment,
			per_page: 30
		});
		const ours = data.filter((one) => one.id < id && one.task.startsWith("sluice:") && serviceOf(one.payload) === service);
		for (const { id: older } of ours.slice(0, LOOK_BACK)) {
			if ((await this.#octokit.rest.repos.listDeploymentStatuses({
				...at,
				deployment_id: older,
				per_page: 1
			})).data[0]?.state !== "success") continue;
			await this.#post(older, "inactive", "Replaced by a newer rollout");
			return;
		}
	}
};
const taskOf = (rollout) => `sluice:${rollout.id}`;
/** GitHub hands a payload back as an object, or as the text it was. */
function serviceOf(payload) {
	try {
		return (typeof payload === "string" ? JSON.parse(payload) : payload)?.service;
	} catch {
		return;
	}
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
/** Whether the comment and the record are to show this end. */
function isShown(ending) {
	return ending.rollout !== null && !SILENT.includes(ending.outcome);
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
			state: "failure",
			text: `Stuck: ${message}`
		};
		case "locked":
		case "unlocked": return {
			state: "in_progress",
			text: `${outcome === "locked" ? "Locked" : "Unlocked"}: ${message}`
		};
		case "paused":
		case "interrupted": return {
			state: "in_progress",
			text: `${outcome === "paused" ? "Paused" : "Interrupted"}: ${message}`
		};
		default: return {
			state: "in_progress",
			text: stage || outcome
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
	#wanted = null;
	#work = null;
	#later = null;
	#octokit = null;
	#pull;
	#comment = null;
	#record = null;
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
			if (!(stage !== this.#stage || event.kind === "back" || event.kind === "drift" || event.kind === "warning") || event.kind === "ended") return;
			this.#stage = stage;
			this.#want({
				rollout: event.rollout,
				state: "in_progress",
				text: stage,
				comment: this.#options.comment === "on-change",
				last: false
			});
		});
	}
	marks() {
		const comment = this.#comment?.known;
		const deploymentId = this.#record?.of.id;
		return {
			...this.#pull ? { pullRequest: this.#pull.number } : {},
			...comment ? {
				commentId: comment.id,
				commentAuthor: comment.author
			} : {},
			...deploymentId ? { deploymentId } : {}
		};
	}
	commentUrl() {
		return this.#comment?.known?.url ?? "";
	}
	async finish(ending) {
		this.#quietly(() => {
			this.#options.view.see(ending);
			if (ending.rollout === null || !isShown(ending)) return;
			const mode = this.#options.comment;
			const comment = mode === "on-change" || mode === "on-failure" && (isFailure(ending) || ending.rollout.commentId !== null);
			this.#want({
				rollout: ending.rollout,
				...statusOf(ending, this.#stage),
				comment,
				last: true
			});
		});
		const inTime = await this.#within(this.#options.finishWithin ?? 1e4);
		if (this.#later) clearTimeout(this.#later);
		this.#wanted = null;
		this.#abort.abort();
		return inTime && this.#told;
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
		if (this.#options.token === null || repositoryOf(this.#options.env) === null) {
			if (!this.#said) this.#options.info("No comment and no deployment record: there is no `github-token`, or this is no GitHub run.");
			this.#said = true;
			return;
		}
		if (this.#later) clearTimeout(this.#later);
		this.#wanted = wanted;
		this.#work ??= this.#drain().finally(() => {
			this.#work = null;
		});
	}
	async #drain() {
		while (this.#wanted !== null) {
			const wanted = this.#wanted;
			this.#wanted = null;
			const recorded = await this.#recording.attempt(() => this.#writeRecord(wanted));
			const commented = await this.#commenting.attempt(() => this.#writeComment(wanted));
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
	async #writeRecord({ rollout, state, text }) {
		const { deployment, env, service, environment, url, secrets } = this.#options;
		const at = repositoryOf(env);
		if (deployment === "none" || at === null) return;
		const octokit = await this.#client();
		if (this.#record?.rollout !== rollout.id) {
			if (rollout.deploymentId === null) await this.#commenting.attempt(() => this.#findPull(rollout));
			const ref = this.#pull?.head ?? (env["GITHUB_SHA"] || env["GITHUB_REF"] || "HEAD");
			const of = new DeploymentRecord(octokit, {
				at,
				ref,
				service,
				environment,
				url,
				logUrl: thisRun(env).url,
				id: rollout.deploymentId
			});
			this.#record = {
				rollout: rollout.id,
				of
			};
		}
		await this.#record.of.tell(rollout, state, scrub(text, secrets));
	}
	async #writeComment(wanted) {
		const { env, service, environment, secrets, view } = this.#options;
		const at = repositoryOf(env);
		if (!wanted.comment || at === null || this.#postponed(wanted)) return;
		const octokit = await this.#client();
		const pull = await this.#findPull(wanted.rollout);
		if (pull === null) return;
		const { commentId: id, commentAuthor: author } = wanted.rollout;
		this.#comment ??= new StickyComment(octokit, {
			at,
			issue: pull.number,
			service,
			environment,
			run: thisRun(env),
			id,
			author
		});
		try {
			await this.#comment.write(scrubMarkdown(view.section(), secrets));
		} finally {
			this.#pace.edited(performance.now());
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
	async #findPull(rollout) {
		const { env, pullRequest } = this.#options;
		const at = repositoryOf(env);
		if (this.#pull === void 0 && at !== null) {
			const asked = pullRequest || String(rollout.pullRequest ?? "");
			this.#pull = await findPullRequest(await this.#client(), at, asked, env);
		}
		return this.#pull ?? null;
	}
};

export { fail as a, info as c, writeSummary as d, readInputs as f, endGroup as i, saveState as l, runEnded as n, getState as o, thisRun as p, annotate as r, group as s, githubReporter as t, setOutputs as u };