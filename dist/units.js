import { n as bytesToHex, r as utf8ToBytes, t as sha256 } from "./vendor-noble-hashes.js";
import { a as isAlias, c as isScalar, i as visit, l as isSeq, n as LineCounter, o as isCollection, r as Composer, s as isMap, t as Parser } from "./vendor-yaml.js";
const get = (...given) => process.getBuiltinModule("node:http").get(...given);

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
/** The lines of secrets that are worth to be hidden: below four characters one would blacken ordinary text. */
function linesOf(secrets) {
	return secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)]).filter((line) => line.trim().length >= 4);
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

// src/units/promql.ts
/** `backend`: what carries the track in its balancer. */
const NAMES = [
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
function namesIn(query) {
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
	const unknown = templatesOf(tokens).find((name) => !NAMES.includes(name));
	if (unknown !== void 0) problems.push(`holds {{${unknown}}}, which stands for nothing: write {{${NAMES.join("}}, {{")}}}`);
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
		resolve: numberOf
	}))]
};
function isNan({ test }) {
	return test?.test(".nan") === true;
}
function numberOf(text) {
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
	const checks = [
		() => syntaxProblems(document, at),
		() => as === "kubectl" ? jsonProblems(document, at) : [],
		() => keysTwice(document, at),
		() => halves(document, at)
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
/** What JSON cannot hold, which is all that the API server takes. */
function jsonProblems(document, at) {
	const found = document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED").map(({ message, pos }) => ({
		message: `${message}: write the value without it`,
		...at(pos[0])
	}));
	visit(document, {
		Pair(_key, { key }) {
			if (isCollection(key) || isScalar(key) && key.value === null) found.push({
				message: "this key is no text: put it in quotes",
				...at(key.range?.[0] ?? 0)
			});
		},
		Scalar(_key, { value, range }) {
			if (typeof value === "number" && !Number.isFinite(value)) found.push({
				message: `${value} is no number that JSON can hold: put it in quotes`,
				...at(range?.[0] ?? 0)
			});
		}
	});
	return found;
}
/** Keys that stand more than once in one mapping: the first would be lost. */
function keysTwice(document, at) {
	const found = [];
	visit(document, { Map(_key, map) {
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
	} });
	return found;
}
/** Texts that no file, address or answer can hold: they have half of a character that takes two escapes, as in `"\\ud83d"`. */
function halves(document, at) {
	const found = [];
	visit(document, { Scalar(_key, { value, range }) {
		if (typeof value !== "string" || value.isWellFormed()) return;
		found.push({
			message: "this text has half of a character: write the character itself",
			...at(range?.[0] ?? 0)
		});
	} });
	return found;
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

// src/units/one-line.ts
/** Whether a text is one line without control characters. */
function isOneLine(text) {
	return !/\p{Cc}|[\u2028\u2029]/u.test(text);
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

export { moment as A, contentOf as C, formatDuration as D, isMapping as E, parseDuration as O, withoutSecrets as S, isEqual as T, problemLine as _, isOneLine as a, secretsOf as b, parseWeights as c, nearest as d, counterProblems as f, InvalidServiceFile as g, renderQuery as h, signalGroup as i, grouped as k, countOf as l, queryProblems as m, httpGet as n, readYaml as o, namesIn as p, lastingEnvironment as r, parsePercent as s, MOST_BYTES as t, parseCount as u, quoted as v, digest as w, without as x, linesOf as y };