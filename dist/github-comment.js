import { Gt as isGone, Jt as ONCE, Kt as lacksPermission } from "./first.js";
const readFileSync = process.getBuiltinModule("node:fs").readFileSync;
const setTimeout = process.getBuiltinModule("node:timers/promises").setTimeout;

// src/github/comment/authorship.ts
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

// src/github/comment/body.ts
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
/** A section of a version of ours that did not say these yet: it is older than all that do, and nobody knows what is in flight. */
const UNSAID = {
	began: 0,
	version: null
};
/** What somebody edited is left out: the comment is still ours, what it said there is lost. */
function readState(json) {
	try {
		const all = Object.entries(JSON.parse(json)).map(([name, one]) => [name, one && {
			...UNSAID,
			...one
		}]);
		return new Map(all.flatMap(([name, one]) => isTold(one) ? [[name, one]] : []));
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

// src/github/comment/search.ts
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

// src/github/comment/comment.ts
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
	/** As journaled, until that is known to be wrong. */
	#id;
	/** Milliseconds from the last reading to the end of the writing that followed. */
	#took = 0;
	#told = null;
	constructor(octokit, options) {
		this.#octokit = octokit;
		this.#options = options;
		const { id, author, seq, shared } = options;
		this.#id = id;
		if (!shared && id !== null && author !== null && seq !== null) this.#page = {
			id,
			author,
			url: "",
			sections: /* @__PURE__ */ new Map()
		};
	}
	/** The comment's id, author and address, once it was found or made. */
	get known() {
		return this.#isDoubtful ? null : this.#page;
	}
	/** Number of our last text, where it is known that nobody else's is there; else null. */
	get seq() {
		return this.known === null || this.#isShared() ? null : this.#seq ?? this.#options.seq;
	}
	/** Writes our section. `same`: it says so already; `outdated`: a newer one is there, so nothing was done. Throws what the API throws. */
	async write(telling) {
		if (telling.text === this.#told?.text && telling.version === this.#told.version && !(telling.last && this.#isShared())) return "same";
		const { environment } = this.#options;
		for (let round = 0, failures = 0; round < MOST_ROUNDS; round++) {
			const page = await this.#find(telling);
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
		const last = this.#seq ?? (isOurs ? there.seq : this.#options.seq ?? 0);
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
	/**
	* The comment to write into; null where one is to be made. Who writes alone need not read before a text that is told at once: while
	* they hold the journal nobody tells anything newer, and before the last text, when they have let go, the journal is asked first.
	*/
	async #find({ last, waited = false, isLatest }) {
		if (this.#page !== null && !this.#isDoubtful && !this.#isShared() && !waited && (!last || await isLatest?.() === true)) return this.#page;
		const id = this.#page?.id ?? this.#id;
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
		if (status === 404) [this.#page, this.#id] = [null, null];
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
		return setTimeout(2 * this.#took + least + Math.random() * (most - least), void 0, { ref: false });
	}
};

// src/github/comment/pull-request.ts
/**
* The pull request (or issue) to tell: the input, else the event's, else that of the run that started this one, else the one the commit
* belongs to, else the one of the branch; null when there is none. Throws what the API throws.
*/
async function findPullRequest(octokit, at, input, env) {
	if (/^[1-9]\d*$/.test(input)) return {
		number: Number(input),
		head: null,
		kind: "number"
	};
	const event = payload(env);
	const named = event.pull_request ?? event.workflow_run?.pull_requests?.[0];
	if (named !== void 0) return {
		number: named.number,
		head: named.head?.sha ?? null,
		kind: "pull"
	};
	const { issue } = event;
	if (issue !== void 0) return {
		number: issue.number,
		head: null,
		kind: issue.pull_request === void 0 ? "issue" : "pull"
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
		head: found.state === "open" ? found.head.sha : null,
		kind: "pull"
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
		head: found.head.sha,
		kind: "pull"
	};
}
function payload(env) {
	try {
		return JSON.parse(readFileSync(env["GITHUB_EVENT_PATH"] ?? "", "utf8"));
	} catch {
		return {};
	}
}
/** What a token needs to comment there, as it stands in a workflow; also for one that was not found yet. */
function permissionFor({ kind } = { kind: "pull" }) {
	if (kind === "issue") return "issues: write";
	return kind === "pull" ? "pull-requests: write" : "pull-requests: write # for an issue that is no pull request: issues: write";
}

export { readBody as a, together as i, permissionFor as n, readMarker as o, StickyComment as r, writtenByUs as s, findPullRequest as t };