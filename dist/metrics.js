import { D as httpGet, E as MOST_BYTES, G as quoted, H as renderQuery, J as without, K as linesOf, T as signalGroup, _t as parseDuration, gt as formatDuration, pt as isMapping, w as lastingEnvironment } from "./first.js";
const randomUUID = (...given) => process.getBuiltinModule("node:crypto").randomUUID(...given);
const spawn = (...given) => process.getBuiltinModule("node:child_process").spawn(...given);

// src/metrics/no-data.ts
/** Thrown where a source has nothing to say now; its message is one sentence. */
var NoData = class extends Error {
	name = "NoData";
};
const MOST_SHOWN = 300;
/** Milliseconds for which whoever counts is waited for. */
const PATIENCE = 5e3;
/** What `work` gives; what it throws becomes the reason, without secrets and in one line. Throws on abort only. */
async function reading(work, secrets, signal) {
	try {
		return { value: await work() };
	} catch (error) {
		signal.throwIfAborted();
		return { noData: shown(error instanceof Error ? error.message : String(error), secrets) };
	}
}
/** Text of others in one line, without secrets, cut where it is long: what is cut is no secret any more. */
function shown(text, secrets) {
	const line = without(text, linesOf(secrets)).replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
	return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}\u2026` : line;
}
/** The beginning of an answer that is something else than it should be, in quotes. */
function beginning(text, secrets) {
	const plain = without(text, linesOf(secrets)).trimStart();
	return plain === "" ? "nothing" : `${JSON.stringify(plain.slice(0, 40))}, which is no JSON`;
}

// src/metrics/ask.ts
/** Asks a server for JSON. Throws {@link NoData} for everything else; `who` begins its sentence. */
async function askJson(who, url, { headers, secrets }, signal) {
	const answer = await askedInTime(who, url, headers, signal);
	const value = parsed$1(answer.text);
	if (answer.status < 200 || answer.status > 299) {
		const said = isMapping(value) && typeof value["error"] === "string" ? `: ${shown(value["error"], secrets)}` : "";
		throw new NoData(`${who} answered ${answer.status}${said}`);
	}
	if (answer.text.length >= 1048576) throw new NoData(`${who} answered more than 1 MB: narrow what is asked for`);
	if (isMapping(value)) return value;
	throw new NoData(`${who} answered ${beginning(answer.text, secrets)}: is the address the right one?`);
}
async function askedInTime(who, url, headers, signal) {
	const patience = AbortSignal.timeout(PATIENCE);
	try {
		return await httpGet(url, {
			url,
			headers
		}, AbortSignal.any([signal, patience]));
	} catch (error) {
		signal.throwIfAborted();
		const { message, code } = error;
		throw new NoData(patience.aborted ? `${who} did not answer within 5s` : `${who} could not be asked: ${message || code}`);
	}
}
function parsed$1(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/metrics/command.ts
/** What a program prints, never through a shell, in 5 s; it and what it started is ended then. Throws `NoData` where it does not end well. */
function printedBy([program = "", ...args], options, signal) {
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const env = {
			...lastingEnvironment(),
			...options.env
		};
		const child = spawn(program, args, {
			cwd: options.cwd,
			env,
			detached: true,
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			]
		});
		const stop = () => {
			if (child.pid !== void 0) signalGroup(child.pid, "SIGKILL");
			child.stdout.destroy();
			child.stderr.destroy();
		};
		const patience = AbortSignal.timeout(PATIENCE);
		const ended = AbortSignal.any([signal, patience]);
		ended.addEventListener("abort", stop);
		let printed = "";
		let complaint = "";
		child.stdout.setEncoding("utf8").on("data", (text) => {
			printed += text;
			if (printed.length > 1048576) stop();
		});
		child.stderr.setEncoding("utf8").on("data", (text) => {
			complaint = (complaint + text).slice(-MOST_BYTES);
		});
		child.once("error", ({ message }) => reject(new NoData(`${program} could not be started: ${message}`)));
		child.once("close", (code) => {
			ended.removeEventListener("abort", stop);
			if (signal.aborted) reject(signal.reason);
			else if (printed.length > 1048576) reject(new NoData(`${program} printed more than 1 MB`));
			else if (patience.aborted) reject(new NoData(`${program} did not end within 5s`));
			else if (code === 0) resolve(printed);
			else reject(new NoData(`${program} ended with ${code ?? "a signal"}${saidIn(complaint, options.secrets)}`));
		});
	});
}
/** The line that names an error, which node prints before its stack and its own version; else the last one. */
function saidIn(complaint, secrets) {
	const lines = complaint.trim().split("\n");
	const line = shown(lines.findLast((one) => /^\w*(Error|Exception)\b/.test(one)) ?? lines.at(-1) ?? "", secrets);
	return line === "" ? "" : `; it said: ${line}`;
}

// src/metrics/edges.ts
/** The most edges that are looked at. */
const MOST_EDGES = 12;
/** Where users feel a difference, in milliseconds. */
const [LOWEST, HIGHEST] = [5, 1e4];
/** Puts the buckets of classic histograms together: `le` counts those that took at most so long. */
function histogramsOf(buckets, unit) {
	const groups = /* @__PURE__ */ new Map();
	for (const bucket of buckets) {
		const { le: _, ...labels } = bucket.labels;
		const key = JSON.stringify(Object.entries(labels).sort());
		groups.set(key, [...groups.get(key) ?? [], bucket]);
	}
	return [...groups.values()].map((group) => {
		const { le: _, ...labels } = group[0]?.labels ?? {};
		const upTo = new Map(group.map((one) => [edgeOf(one.labels["le"], unit), one.value]));
		const all = upTo.get(Number.POSITIVE_INFINITY);
		if (all === void 0) throw new NoData("the histogram has no bucket le=\"+Inf\": write a query for all of its buckets");
		upTo.delete(Number.POSITIVE_INFINITY);
		return {
			labels,
			slower: new Map([...upTo].map(([edge, count]) => [edge, Math.max(0, all - count)]))
		};
	});
}
function edgeOf(le, unit) {
	if (le === "+Inf") return Number.POSITIVE_INFINITY;
	const edge = Number(le);
	if (le === void 0 || !Number.isFinite(edge)) throw new NoData("the histogram has series without le: write the query for its _bucket series");
	return Math.round(edge * (unit === "s" ? 1e6 : 1e3)) / 1e3;
}
/**
* Of the edges that all histograms have, at most twelve, always the same ones; the one nearest to `threshold` is among them.
* null where they have none in common.
*/
function edgesFor(histograms, threshold) {
	const [first, ...others] = histograms;
	const common = [...first?.slower.keys() ?? []].filter((edge) => others.every(({ slower }) => slower.has(edge))).sort((a, b) => a - b);
	return common.length === 0 ? null : chosenOf(common, threshold);
}
/** At most twelve of these, those that users feel first. */
function chosenOf(edges, threshold) {
	const felt = edges.filter((edge) => edge >= LOWEST && edge <= HIGHEST);
	const some = felt.length > 0 ? felt : edges;
	const step = (some.length - 1) / 11;
	const chosen = some.length <= 12 ? [...some] : Array.from({ length: 12 }, (_, at) => some[Math.round(at * step)]);
	const wanted = threshold === null ? void 0 : nearestOf(edges, threshold);
	if (wanted === void 0 || chosen.includes(wanted)) return chosen;
	return [...chosen.length < 12 ? chosen : chosen.filter((edge) => edge !== nearestOf(chosen, wanted)), wanted].sort((a, b) => a - b);
}
function nearestOf(edges, wanted) {
	return edges.toSorted((a, b) => Math.abs(Math.log(a / wanted)) - Math.abs(Math.log(b / wanted)))[0];
}

// src/metrics/document.ts
const ROLES = ["stable", "canary"];
const MOST_TOLD = 5;
/** The counters of a custom metric, and the edges that both versions have. Throws `NoData` with everything that is wrong. */
function countsIn(value, tracks, threshold) {
	const problems = documentProblems(value);
	if (problems.length > 0) {
		const more = problems.length > MOST_TOLD ? `; and ${problems.length - MOST_TOLD} more` : "";
		throw new NoData(`it does not keep to schema/metric.schema.json: ${problems.slice(0, MOST_TOLD).join("; ")}${more}`);
	}
	const document = value;
	const process = document.process ?? null;
	const began = process === null ? null : Number.POSITIVE_INFINITY;
	const [one, other] = ROLES.map((role) => Object.keys(histogramOf(document[role])).map(millisecondsOf));
	const common = (one ?? []).filter((edge) => other?.includes(edge)).sort((a, b) => a - b);
	const edges = common.length === 0 ? null : chosenOf(common, threshold);
	return {
		counts: ROLES.flatMap((role) => {
			const part = document[role];
			const requests = "good" in part ? part.good + part.bad : part.requests;
			const upTo = new Map(Object.entries(histogramOf(part)).map(([edge, count]) => [millisecondsOf(edge), count]));
			const count = (what, amount) => {
				return {
					name: JSON.stringify([
						role,
						what,
						process
					]),
					process,
					began,
					track: tracks[role],
					what,
					value: amount
				};
			};
			return [
				count("requests", requests),
				count("errors", part.bad),
				...(edges ?? []).map((edge) => count(edge, requests - (upTo.get(edge) ?? 0)))
			];
		}),
		edges
	};
}
function histogramOf(part) {
	return "histogram" in part ? part.histogram ?? {} : {};
}
function millisecondsOf(edge) {
	return Math.round(Number(edge) * 1e6) / 1e3;
}
/** All that is wrong with what a custom metric printed, each with its place. */
function documentProblems(value) {
	if (!isMapping(value)) return ["it is no object: print { \"stable\": { \"good\": 1, \"bad\": 0 }, \"canary\": { \"good\": 1, \"bad\": 0 } }"];
	const problems = unknownKeys("it", value, ["process", ...ROLES]);
	const { process } = value;
	if (process !== void 0 && (typeof process !== "string" || process === "")) problems.push("process is no text: name what counts, or leave it out");
	for (const role of ROLES) problems.push(...partProblems(role, value[role]));
	return problems;
}
function partProblems(role, part) {
	if (!isMapping(part)) return [`${role} is ${part === void 0 ? "missing" : "no object"}: write { "good": \u2026, "bad": \u2026 }`];
	const isPlain = part["good"] !== void 0;
	const problems = unknownKeys(role, part, isPlain ? ["good", "bad"] : [
		"requests",
		"bad",
		"histogram"
	]);
	for (const key of isPlain ? ["good", "bad"] : ["requests", "bad"]) if (!isCount(part[key])) problems.push(wrongCount(`${role}.${key}`, part[key]));
	if (isCount(part["requests"]) && isCount(part["bad"]) && part["bad"] > part["requests"]) problems.push(`${role}.bad is more than ${role}.requests: requests are all of them`);
	if (isPlain || part["histogram"] === void 0) return problems;
	return [...problems, ...histogramProblems(`${role}.histogram`, part["histogram"], part["requests"])];
}
function histogramProblems(place, histogram, requests) {
	if (!isMapping(histogram)) return [`${place} is no object: write { "0.1": 90, "0.5": 99 }, how many took at most so many seconds`];
	const problems = Object.entries(histogram).flatMap(([edge, count]) => [.../^(\d+\.?\d*|\.\d+)$/.test(edge) && Number(edge) > 0 ? [] : [`${place} has the key ${quoted(edge)}: write seconds, like "0.25"`], ...isCount(count) ? [] : [wrongCount(`${place}[${quoted(edge)}]`, count)]]);
	if (problems.length > 0) return problems;
	const counts = Object.entries(histogram).sort(([a], [b]) => Number(a) - Number(b));
	const falls = counts.find(([, count], at) => count < (counts[at - 1]?.[1] ?? 0));
	if (falls) problems.push(`${place}[${quoted(falls[0])}] is less than the one before: each counts all that took at most so long`);
	const last = counts.at(-1);
	if (last && isCount(requests) && last[1] > requests) problems.push(`${place}[${quoted(last[0])}] is more than requests`);
	return problems;
}
function unknownKeys(place, value, known) {
	return Object.keys(value).filter((key) => !known.includes(key)).map((key) => `${place} has the key ${quoted(key)}: leave it out, or write ${known.join(", ")}`);
}
function isCount(value) {
	return typeof value === "number" && Number.isFinite(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}
function wrongCount(place, value) {
	return `${place} is ${value === void 0 ? "missing" : quoted(JSON.stringify(value))}: write how many there were in all, a number from 0`;
}

// src/metrics/odometer.ts
/** Two clocks, or two ways to say when a process began, may differ by so many seconds. */
const SLACK$1 = 2;
/**
* Adds up by how much counters have grown since it was made, each by itself, and shows the sums as counters that only grow: those of one
* process of its own. Nothing is taken for growth that may have been there before: of a process that was not seen before and may be older
* than the last reading, the first reading counts as the start; a decrease is a new start where one process counts, and else nothing.
*/
var Odometer = class {
	#id = randomUUID();
	/** Sums of other latency edges are those of another process. */
	#life = 0;
	#edges = "";
	#at = null;
	#last = /* @__PURE__ */ new Map();
	#began = /* @__PURE__ */ new Map();
	#sums = /* @__PURE__ */ new Map();
	/**
	* @param tracks all that are to be shown, also without a count
	* @param edges  in milliseconds, ascending; null: latency is not counted
	* @param at     when this was so, in seconds by the source's clock
	*/
	add(counts, tracks, edges, at) {
		if (String(edges) !== this.#edges) {
			this.#edges = String(edges);
			this.#life++;
			this.#sums = /* @__PURE__ */ new Map();
		}
		const grown = counts.map((count) => this.#growth(count));
		counts.forEach((count, at) => {
			const key = keyOf(count.track, count.what);
			this.#sums.set(key, (this.#sums.get(key) ?? 0) + (grown[at] ?? 0));
			this.#last.set(count.name, count);
			if (count.process !== null) this.#began.set(count.process, count.began);
		});
		this.#at = at;
		const shown = tracks.map((track) => [track, this.#trackOf(track, edges)]);
		return {
			process: `${this.#id}.${this.#life}`,
			...edges && { edges },
			tracks: Object.fromEntries(shown)
		};
	}
	#growth(count) {
		const { process, began, value } = count;
		const last = this.#last.get(count.name);
		if (this.#at === null || process === null) return last ? Math.max(0, value - last.value) : 0;
		const known = this.#began.get(process);
		if (known !== void 0 && known !== null && began !== null && Math.abs(began - known) > SLACK$1) return value;
		if (last) return value < last.value ? value : value - last.value;
		return known === void 0 && (began === null || began <= this.#at) ? 0 : value;
	}
	/** Never more bad ones than there are at all, whatever two sources say. */
	#trackOf(track, edges) {
		const sum = (what) => this.#sums.get(keyOf(track, what)) ?? 0;
		const requests = sum("requests");
		const within = (count) => Math.min(requests, count);
		return {
			requests,
			errors: within(sum("errors")),
			...edges && { slower: edges.map((edge) => within(sum(edge))) }
		};
	}
};
function keyOf(track, what) {
	return `${what} ${track}`;
}

// src/metrics/custom.ts
/** Reads what a program or a server of the user's own counts. */
function customCounters(source, { service, workspace, tracks }) {
	const odometer = new Odometer();
	const { stable, canary } = tracks;
	const print = async (signal) => {
		if (source.from === "http") {
			const url = addressOf(source.address, tracks);
			return askJson(new URL(url).origin, url, source, signal);
		}
		const [program = ""] = source.command;
		const secrets = Object.values(service.env);
		return parsed(program, await printedBy(source.command, {
			cwd: workspace,
			env: environmentOf(service, tracks),
			secrets
		}, signal), secrets);
	};
	return async (signal) => {
		const document = await print(signal);
		const names = {
			stable: stable.name,
			canary: canary.name
		};
		const { counts, edges } = countsIn(document, names, service.analysis.latencyThreshold);
		return [odometer.add(counts, Object.values(names), edges, Date.now() / 1e3)];
	};
}
function addressOf(address, tracks) {
	return address.replace(/\{\{\s*(stable|canary)\.(track|version)\s*\}\}/g, (_, role, what) => {
		const { name, version } = tracks[role];
		return encodeURIComponent(what === "track" ? name : version);
	});
}
function environmentOf({ name, environment, env }, { stable, canary }) {
	return {
		SLUICE_SERVICE: name,
		SLUICE_ENVIRONMENT: environment,
		SLUICE_STABLE_TRACK: stable.name,
		SLUICE_STABLE_VERSION: stable.version,
		SLUICE_CANARY_TRACK: canary.name,
		SLUICE_CANARY_VERSION: canary.version,
		...env
	};
}
function parsed(program, text, secrets) {
	try {
		return JSON.parse(text);
	} catch {
		throw new NoData(`${program} printed ${beginning(text, secrets)}`);
	}
}

// src/metrics/prometheus.ts
/** A server with the HTTP API of Prometheus (https://prometheus.io/docs/prometheus/latest/querying/api/). */
var Prometheus = class {
	#endpoint;
	#base;
	constructor(endpoint) {
		this.#endpoint = endpoint;
		this.#base = endpoint.address.replace(/\/+$/, "");
	}
	get secrets() {
		return this.#endpoint.secrets;
	}
	/** The time by its own clock, in seconds. */
	async now(signal) {
		const [series] = await this.query("time()", null, signal);
		return series?.value ?? Date.now() / 1e3;
	}
	/** What an expression is at a time of its clock (null: now): a number without labels, or a vector. Throws `NoData`. */
	async query(query, time, signal) {
		const parameters = new URLSearchParams({
			query,
			timeout: "5s",
			...time !== null && { time: String(time) }
		});
		const { data } = await askJson(`Prometheus at ${this.#base}`, `${this.#base}/api/v1/query?${parameters}`, this.#endpoint, signal);
		const result = isMapping(data) ? data["result"] : void 0;
		if (!isMapping(data) || !Array.isArray(result)) throw new NoData(`${this.#base} does not answer as Prometheus does: is address the right one?`);
		if (data["resultType"] === "scalar") return [{
			labels: {},
			value: numberOf(result)
		}];
		if (data["resultType"] !== "vector") throw new NoData(`\`${query}\` gives no numbers of one moment: leave out [ ] at its end`);
		return result.map((one) => seriesOf(one, query));
	}
	/** How often each target is scraped, in milliseconds, by `job/instance`. Throws `NoData` where that is not told. */
	async scrapeIntervals(signal) {
		const url = `${this.#base}/api/v1/targets?state=active`;
		const { data } = await askJson(`Prometheus at ${this.#base}`, url, this.#endpoint, signal);
		const targets = isMapping(data) ? data["activeTargets"] : void 0;
		if (!Array.isArray(targets)) throw new NoData(`Prometheus at ${this.#base} names no targets`);
		return new Map(targets.filter(isMapping).flatMap(({ labels, scrapeInterval }) => {
			const name = isMapping(labels) ? targetOf(labels) : null;
			return name !== null && typeof scrapeInterval === "string" && /^[\dhms]+$/.test(scrapeInterval) ? [[name, parseDuration(scrapeInterval)]] : [];
		}));
	}
};
/** Who counted a series, as Prometheus names its targets; null where it does not say. */
function targetOf({ job = "", instance }) {
	return instance === void 0 ? null : `${job}/${instance}`;
}
function seriesOf(one, query) {
	const { metric, value, histogram } = isMapping(one) ? one : {};
	if (histogram !== void 0) throw new NoData(`\`${query}\` gives a native histogram: write the query for a classic one, which ends in _bucket`);
	const labels = Object.entries(isMapping(metric) ? metric : {}).map(([name, text]) => [name, String(text)]);
	return {
		labels: Object.fromEntries(labels),
		value: numberOf(value)
	};
}
/** `[time, "number"]`; NaN for what is something else. */
function numberOf(pair) {
	const text = Array.isArray(pair) ? pair[1] : void 0;
	if (typeof text !== "string") return NaN;
	return /^[+-]?Inf$/.test(text) ? Number(text.replace("Inf", "Infinity")) : Number.parseFloat(text);
}

// src/metrics/prometheus-counters.ts
/** A sample older than this says nothing about now; in seconds. More where one looks less often. */
const FRESH = 30;
/** Where processes say when they began; HAProxy's exporter has a name of its own for it. */
const STARTS = "{__name__=~\"process_start_time_seconds|haproxy_process_start_time_seconds\"}";
/** The counters of both tracks, all at the same moment of Prometheus's clock. */
var PrometheusCounters = class {
	#options;
	#odometer = new Odometer();
	/** Tracks of which there was something once. */
	#seen = /* @__PURE__ */ new Set();
	#targets = /* @__PURE__ */ new Set();
	constructor(options) {
		this.#options = options;
	}
	/** Who counted what was read last, as `job/instance`. */
	get targets() {
		return this.#targets;
	}
	async read(signal) {
		const { prometheus, tracks, queries, threshold } = this.#options;
		const [one, other] = tracks.map(({ values }) => renderQuery(queries.all.query, values));
		if (one === other) throw new NoData(`\`${one}\` is the same for both tracks, which run the same version: put {{track}} in it`);
		const at = await prometheus.now(signal);
		const found = await Promise.all(tracks.map((track) => this.#readTrack(track, at, signal)));
		if (found.every((track) => track.all.length === 0)) throw new NoData(`Prometheus has no series for \`${one}\`, and none for the other track`);
		for (const track of found) this.#demand(track, at);
		const histograms = found.flatMap((track) => track.histograms);
		const edges = edgesFor(histograms, threshold);
		const counts = found.flatMap((track) => countsOf(track, queries, edges ?? []));
		this.#targets = new Set(counts.flatMap(({ process }) => process ?? []));
		const names = tracks.map(({ name }) => name);
		return [this.#odometer.add(counts, names, edges, at)];
	}
	async #readTrack({ name, values }, at, signal) {
		const { prometheus, queries } = this.#options;
		const ask = (query) => prometheus.query(query, at, signal);
		const all = renderQuery(queries.all.query, values);
		const [requests, bad, buckets, ages, starts] = await Promise.all([
			ask(all),
			ask(renderQuery(queries.bad, values)),
			queries.histogram === null ? [] : ask(renderQuery(queries.histogram, values)),
			ask(`timestamp(up) and on (job, instance) (${all}\n)`),
			ask(`${STARTS} and on (job, instance) (${all}\n)`)
		]);
		for (const { value } of [
			...requests,
			...bad,
			...buckets
		]) if (!Number.isFinite(value) || value < 0) throw new NoData(`Prometheus answered ${value} for ${name}, which is no count: is \`${all}\` a counter?`);
		return {
			name,
			all: requests,
			bad,
			histograms: histogramsOf(buckets, queries.unit),
			ages,
			starts
		};
	}
	#demand({ name, all, ages }, at) {
		if (all.length > 0) this.#seen.add(name);
		else if (this.#seen.has(name)) throw new NoData(`Prometheus has no series of ${name} any more: its targets do not answer, or are not scraped`);
		const age = at - Math.max(...ages.map(({ value }) => value));
		const oldest = Math.max(FRESH, 2 * this.#options.interval / 1e3);
		if (ages.length === 0 || age <= oldest) return;
		const targets = ages.map(({ labels }) => labels["instance"]).join(", ");
		throw new NoData(`the newest sample of ${name} is ${Math.round(age)} s old: Prometheus does not scrape ${targets}`);
	}
};
function countsOf({ name: track, all, bad, histograms, starts }, queries, edges) {
	const begans = new Map(starts.map(({ labels, value }) => [targetOf(labels), value]));
	const count = (part, { labels, value }, what) => {
		const process = targetOf(labels);
		return {
			name: JSON.stringify([
				part,
				track,
				what,
				Object.entries(labels).sort()
			]),
			process,
			began: begans.get(process) ?? null,
			track,
			what,
			value
		};
	};
	return [
		...all.map((series) => count("all", series, "requests")),
		...bad.map((series) => count("bad", series, "errors")),
		...queries.all.what === "good" ? bad.map((series) => count("both", series, "requests")) : [],
		...histograms.flatMap(({ labels, slower }) => edges.map((edge) => count("slower", {
			labels,
			value: slower.get(edge) ?? 0
		}, edge)))
	];
}

// src/metrics/query-sets.ts
/**
* Ready-made queries for what counts by track. `{{route}}` and `{{position}}`, which queries of users cannot have: the kind, namespace and
* name of the route, and the place of the track among its backends.
*/
const QUERY_SETS = {
	haproxy: {
		all: {
			what: "requests",
			query: "haproxy_backend_sessions_total{proxy=\"{{backend}}\"}"
		},
		bad: "haproxy_backend_http_responses_total{proxy=\"{{backend}}\",code=\"5xx\"} or haproxy_backend_server_aborts_total{proxy=\"{{backend}}\"}",
		histogram: null,
		unit: "s"
	},
	local: {
		all: {
			what: "requests",
			query: "sluice_requests_total{port=\"{{backend}}\",track=\"{{track}}\"}"
		},
		bad: "sluice_errors_total{port=\"{{backend}}\",track=\"{{track}}\"}",
		histogram: "sluice_request_duration_seconds_bucket{port=\"{{backend}}\",track=\"{{track}}\"}",
		unit: "s"
	},
	traefik: {
		all: {
			what: "requests",
			query: "traefik_service_requests_total{service=~\"(httproute-.+-svc-)?{{namespace}}-{{backend}}-[a-z0-9]+@.+\"}"
		},
		bad: "traefik_service_requests_total{service=~\"(httproute-.+-svc-)?{{namespace}}-{{backend}}-[a-z0-9]+@.+\",code=~\"5..|0\"}",
		histogram: "traefik_service_request_duration_seconds_bucket{service=~\"(httproute-.+-svc-)?{{namespace}}-{{backend}}-[a-z0-9]+@.+\"}",
		unit: "s"
	},
	"envoy-gateway": {
		all: {
			what: "requests",
			query: "envoy_cluster_upstream_rq_completed{envoy_cluster_name=~\"{{route}}/rule/[0-9]+/backend/{{position}}\"}"
		},
		bad: "envoy_cluster_upstream_rq_xx{envoy_cluster_name=~\"{{route}}/rule/[0-9]+/backend/{{position}}\",envoy_response_code_class=\"5\"}",
		histogram: "envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name=~\"{{route}}/rule/[0-9]+/backend/{{position}}\"}",
		unit: "ms"
	},
	"nginx-gateway-fabric": {
		all: {
			what: "requests",
			query: "{__name__=~\"nginx_http_upstream_peer_requests(_total)?\",nginx_upstream_name=~\"{{namespace}}_{{backend}}_[0-9]+\"}"
		},
		bad: "{__name__=~\"nginx_http_upstream_peer_responses(_total)?\",nginx_upstream_name=~\"{{namespace}}_{{backend}}_[0-9]+\",nginx_status_range=\"5xx\"}",
		histogram: null,
		unit: "s"
	},
	istio: {
		all: {
			what: "requests",
			query: "istio_requests_total{reporter=\"source\",destination_workload_namespace=\"{{namespace}}\",destination_workload=\"{{track}}\"}"
		},
		bad: "istio_requests_total{reporter=\"source\",destination_workload_namespace=\"{{namespace}}\",destination_workload=\"{{track}}\",response_code=~\"5..|0\"}",
		histogram: "istio_request_duration_milliseconds_bucket{reporter=\"source\",destination_workload_namespace=\"{{namespace}}\",destination_workload=\"{{track}}\"}",
		unit: "ms"
	}
};

// src/metrics/smoke-counters.ts
/** Pairs of tries that may be under way at once: where both versions hang, no more are sent. */
const MOST_AT_ONCE = 100;
/**
* Sends the smoke test again and again, to both versions at the same moments, and counts the tries by itself. A pair of which one could not
* be sent counts for neither. Begins after the first reading, once the canary has traffic: before that it may not have been up yet.
*/
var SmokeCounters = class {
	#ask;
	#tracks;
	#pause;
	#process = randomUUID();
	#counters = {
		stable: {
			requests: 0,
			errors: 0
		},
		canary: {
			requests: 0,
			errors: 0
		}
	};
	#ended = new AbortController();
	#hasTraffic;
	#isBegun = false;
	#timer = null;
	#underWay = 0;
	/**
	* @param rate tries a second for each version
	* @param hasTraffic whether the canary has any
	*/
	constructor(ask, tracks, rate, hasTraffic) {
		this.#hasTraffic = hasTraffic;
		this.#ask = ask;
		this.#tracks = tracks;
		this.#pause = 1e3 / rate;
	}
	async read() {
		if (this.#timer === null && !this.#ended.signal.aborted) this.#timer = setInterval(() => void this.#try(), this.#pause);
		const { stable, canary } = this.#counters;
		const tracks = {
			[this.#tracks.stable.name]: { ...stable },
			[this.#tracks.canary.name]: { ...canary }
		};
		return [{
			process: this.#process,
			tracks
		}];
	}
	close() {
		if (this.#timer !== null) clearInterval(this.#timer);
		this.#ended.abort();
	}
	async #try() {
		if (this.#underWay >= MOST_AT_ONCE) return;
		this.#underWay++;
		await this.#pair(this.#ended.signal);
		this.#underWay--;
	}
	async #pair(signal) {
		this.#isBegun ||= await this.#hasTraffic(signal).catch(() => false);
		if (!this.#isBegun) return;
		const [stable, canary] = await Promise.allSettled([this.#ask("stable", signal), this.#ask("canary", signal)]);
		if (stable.status === "rejected" || canary.status === "rejected") return;
		this.#count("stable", stable.value);
		this.#count("canary", canary.value);
	}
	#count(role, wrong) {
		const counters = this.#counters[role];
		counters.requests++;
		if (wrong !== null) counters.errors++;
	}
};

// src/metrics/values.ts
/** What the names in braces of a query stand for, of one track. */
function valuesOf(service, { name: track, version }) {
	const plain = {
		track,
		version,
		namespace: null
	};
	switch (service.platform) {
		case "local": return {
			...plain,
			backend: String(service.port)
		};
		case "servers": {
			const backend = service.balancers[0]?.backend;
			return {
				...plain,
				backend: typeof backend === "object" ? backend[track] ?? null : backend ?? null
			};
		}
		case "kubernetes": {
			const { workload, namespace, route } = service;
			const isHome = track === workload.name;
			return {
				...plain,
				namespace,
				backend: isHome ? service.backend ?? workload.name : track,
				route: route && `${route.kind}/${route.namespace ?? namespace}/${route.name}`,
				position: isHome ? "0" : "1"
			};
		}
	}
}

// src/metrics/index.ts
/** The metrics of a service file in one rollout. */
function openMetrics(site) {
	const { prometheus: endpoint, metrics } = site.service.analysis;
	const prometheus = new Prometheus(endpoint ?? NOWHERE);
	const opened = metrics.map((metric) => open(metric, site, prometheus));
	const named = (all) => Object.fromEntries(all.filter((one) => one !== null));
	const counters = named(opened.map(({ name, counts }) => counts && [name, { read: counts }]));
	const numbers = named(opened.map(({ name, tells }) => tells && [name, { read: tells }]));
	return {
		counters,
		numbers,
		async check(signal) {
			const looks = Object.entries({
				...counters,
				...numbers
			}).map(async ([name, { read }]) => {
				const told = await read(signal);
				return "noData" in told ? [{
					message: `metric ${name}: ${told.noData}`,
					unchecked: true
				}] : [];
			});
			const silent = (await Promise.all(looks)).flat();
			const asked = opened.flatMap(({ asks }) => asks === null ? [] : [...asks.targets]);
			const often = asked.length === 0 ? [] : await scrapeProblems(prometheus, new Set(asked), site.service.analysis.interval, signal);
			return [
				...silent,
				...often,
				...latencyProblems(site.service.analysis)
			];
		},
		close() {
			for (const { close } of opened) close();
		}
	};
}
/** A `latency-threshold` that no metric could be held against. Where none decides, the platform counts, and says itself whether it can. */
function latencyProblems({ latencyThreshold, metrics }) {
	const deciding = metrics.filter(({ decides }) => decides);
	const tells = deciding.some((metric) => metric.kind === "judge" && tellsLatency(metric.source));
	if (latencyThreshold === null || deciding.length === 0 || tells) return [];
	return [{ message: "analysis.latency-threshold: no metric that decides has a histogram: give one of them its `histogram`, or leave out `latency-threshold`" }];
}
function tellsLatency(source) {
	return source.from === "prometheus" ? queriesOf(source).histogram !== null : source.from !== "smoke-test";
}
function queriesOf({ queries }) {
	return typeof queries === "string" ? QUERY_SETS[queries] : queries;
}
/** Never asked: the service file has an address wherever a metric needs one. */
const NOWHERE = {
	address: "",
	headers: {},
	secrets: []
};
function open(metric, site, prometheus) {
	const { name } = metric;
	const nothing = {
		name,
		counts: null,
		tells: null,
		asks: null,
		close: () => {}
	};
	if (metric.kind === "threshold") {
		const query = renderQuery(metric.query, valuesOf(site.service, site.tracks.canary));
		return {
			...nothing,
			tells: (signal) => reading(() => oneNumber(prometheus, query, signal), prometheus.secrets, signal)
		};
	}
	const { read, secrets, ...more } = openSource(metric.source, site, prometheus);
	return {
		...nothing,
		...more,
		counts: (signal) => reading(() => read(signal), secrets, signal)
	};
}
function openSource(source, site, prometheus) {
	const { service, tracks, smokeTest } = site;
	const { latencyThreshold: threshold, interval } = service.analysis;
	switch (source.from) {
		case "prometheus": {
			const asked = Object.values(tracks).map((track) => ({
				name: track.name,
				values: valuesOf(service, track)
			}));
			const counters = new PrometheusCounters({
				prometheus,
				queries: queriesOf(source),
				tracks: asked,
				threshold,
				interval
			});
			return {
				read: (signal) => counters.read(signal),
				secrets: prometheus.secrets,
				asks: counters
			};
		}
		case "smoke-test": {
			const ask = (role, signal) => {
				if (!smokeTest) throw new NoData("this platform cannot send the smoke test to one version");
				return smokeTest.ask({ oneOf: tracks[role].name }, signal);
			};
			const counters = new SmokeCounters(async (...args) => ask(...args), tracks, source.rate, site.hasTraffic);
			return {
				read: () => counters.read(),
				secrets: [],
				close: () => counters.close()
			};
		}
		case "command": return {
			read: customCounters(source, site),
			secrets: Object.values(service.env)
		};
		case "http": return {
			read: customCounters(source, site),
			secrets: source.secrets
		};
	}
}
async function oneNumber(prometheus, query, signal) {
	const series = await prometheus.query(query, null, signal);
	const [first] = series;
	if (first === void 0) throw new NoData(`Prometheus has nothing for \`${query}\``);
	if (series.length > 1) throw new NoData(`\`${query}\` gives ${series.length} numbers: write a query that gives one, for example with sum()`);
	if (Number.isNaN(first.value)) throw new NoData(`\`${query}\` is NaN, as 0 / 0 is: there was nothing to count`);
	return first.value;
}
/** Counters that stand still between two scrapes would be judged as no traffic. */
async function scrapeProblems(prometheus, asked, interval, signal) {
	const told = await reading(() => prometheus.scrapeIntervals(signal), prometheus.secrets, signal);
	if ("noData" in told) return [{
		message: `it could not be seen how often the metrics are scraped (${told.noData}): analysis.interval must not be shorter`,
		unchecked: true
	}];
	const slow = [...asked].filter((target) => (told.value.get(target) ?? 0) > interval);
	const longest = Math.max(...slow.map((target) => told.value.get(target) ?? 0));
	if (slow.length === 0) return [];
	const [own, wanted] = [interval, longest].map(formatDuration);
	return [{ message: `analysis.interval is ${own}, and Prometheus scrapes ${slow.join(", ")} every ${wanted} only: write interval: ${wanted}` }];
}

// src/metrics/measures.ts
/** So that a look that comes a little early does not wait for the next one. */
const SLACK = 500;
/**
* Asks the metrics of a service file again and again, beside the work: whoever looks gets at once what they said last.
* @param interval milliseconds between two readings
*/
function measures(open, interval) {
	const ended = new AbortController();
	let said = {
		reading: 0,
		counters: {},
		numbers: {}
	};
	let begun = Number.NEGATIVE_INFINITY;
	let isReading = false;
	const all = async (sources) => {
		const told = Object.entries(sources).map(async ([name, { read }]) => [name, await read(ended.signal)]);
		return Object.fromEntries(await Promise.all(told));
	};
	const read = async () => {
		isReading = true;
		begun = performance.now();
		try {
			const [counters, numbers] = await Promise.all([all(open.counters), all(open.numbers)]);
			said = {
				reading: said.reading + 1,
				counters,
				numbers
			};
		} catch (error) {
			if (!ended.signal.aborted) throw error;
		} finally {
			isReading = false;
		}
	};
	return {
		last() {
			if (!isReading && !ended.signal.aborted && performance.now() - begun >= interval - SLACK) read();
			return said;
		},
		close() {
			ended.abort();
			open.close();
		}
	};
}

export { openMetrics as n, measures as t };