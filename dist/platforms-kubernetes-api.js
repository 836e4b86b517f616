import { C as unlessAborted, Tt as Refused, _ as endGroup, g as privateFolder, y as run } from "./first.js";
const join = process.getBuiltinModule("node:path").join;
const setImmediate = process.getBuiltinModule("node:timers/promises").setImmediate; const setTimeout = process.getBuiltinModule("node:timers/promises").setTimeout;
const Agent = process.getBuiltinModule("node:http").Agent; const request = (...given) => process.getBuiltinModule("node:http").request(...given);
const spawn = (...given) => process.getBuiltinModule("node:child_process").spawn(...given);
const readFile = (...given) => process.getBuiltinModule("node:fs/promises").readFile(...given); const rm = (...given) => process.getBuiltinModule("node:fs/promises").rm(...given);
const once = process.getBuiltinModule("node:events").once;

// src/platforms/kubernetes/api/api.ts
/** As whom the API server notes our writes in `managedFields`. */
const MANAGER = "sluice";
/** What the API server said no to; what it could not be asked is a plain error, and tried again. */
var ApiError = class extends Error {
	name = "ApiError";
	status;
	constructor(status, message) {
		super(message);
		this.status = status;
	}
};

// src/platforms/kubernetes/api/call.ts
/** Milliseconds in which something must come. */
const PATIENCE$2 = 1e4;
/** The code of the error that is the cause where nothing came in that time. */
const SILENT = "ETIMEDOUT";
/** Asks the API server once. Throws a plain error where no whole answer comes, and the reason of `signal` on abort. */
async function exchange(connection, call, signal) {
	return whole(connection, call, await begin(connection, call, signal), signal);
}
/** Asks, and returns as soon as the head of the answer is there. Who has enough of it destroys it. */
async function begin(connection, call, signal) {
	const tell = (line) => head(send(line, call, signal), (error) => cut(connection, call, error));
	try {
		const line = await connection.line(signal);
		return await tell(line).catch(async (error) => {
			if (!isUnsent(error)) throw error;
			await connection.drop(line);
			return tell(await connection.line(signal));
		});
	} catch (error) {
		signal.throwIfAborted();
		connection.closed.throwIfAborted();
		throw error;
	}
}
/** The rest of an answer. */
async function whole(connection, call, message, signal) {
	try {
		let text = "";
		for await (const part of message.setEncoding("utf8")) text += part;
		return {
			status: message.statusCode ?? 0,
			headers: message.headers,
			text
		};
	} catch (error) {
		signal.throwIfAborted();
		connection.closed.throwIfAborted();
		throw cut(connection, call, error);
	}
}
function send({ socket, agent }, { method, path, query, body }, signal) {
	const text = body === void 0 ? null : JSON.stringify(body.value);
	const headers = {
		accept: "application/json, */*",
		...text === null ? {} : {
			"content-type": body?.type,
			"content-length": Buffer.byteLength(text)
		}
	};
	const search = new URLSearchParams(query).toString();
	const sent = request({
		socketPath: socket,
		agent,
		method,
		path: search === "" ? path : `${path}?${search}`,
		headers,
		signal,
		timeout: PATIENCE$2
	});
	sent.on("timeout", () => sent.destroy(Object.assign(/* @__PURE__ */ new Error(`there was no answer for ${PATIENCE$2 / 1e3}s`), { code: SILENT })));
	return sent.end(text ?? void 0);
}
function head(sent, wrong) {
	return new Promise((resolve, reject) => {
		sent.once("response", resolve).on("error", (error) => reject(wrong(error)));
	});
}
function isUnsent({ cause }) {
	const { syscall, code } = cause ?? {};
	return syscall === "connect" && (code === "ECONNREFUSED" || code === "ENOENT");
}
function cut({ place }, { method, path }, error) {
	return new Error(`The API server of ${place} gave no answer to ${method} ${path}: ${error.message}`, { cause: error });
}

// src/platforms/kubernetes/api/forbidden.ts
const SAID$1 = /cannot ([\w-]+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?/;
/** What a 403 of the API server means: its own sentence, and where a right is missing the rule that gives it. */
function forbidden(message) {
	const [, verb, resource, group, namespace] = SAID$1.exec(message) ?? [];
	if (verb === void 0 || resource === void 0) return new Refused("precondition", `The API server does not allow it: ${message}`);
	const role = namespace === void 0 ? "a ClusterRole of that user" : `a Role of that user in namespace ${namespace}`;
	const rule = [
		`- apiGroups: ["${group}"]`,
		`  resources: ["${resource}"]`,
		`  verbs: ["${verb}"]`
	];
	return new Refused("precondition", [`${message}. Add this rule to ${role}:`, ...rule].join("\n"));
}

// src/platforms/kubernetes/api/refusal.ts
const MOST_SHOWN = 600;
const NO_DRY_RUN = /does not support dry run/;
const LACKED = /^.* cannot [\w-]+ resource "[^"]+" in API group "[^"]*"( in the namespace "[^"]+")?/;
/** What an answer means that is neither what was asked for nor one that the caller knows what to do with. */
function refusal(place, call, answer, said) {
	const { method, path } = call;
	const { status, headers } = answer;
	if (isOfKubectl(answer)) return unreached(place, shown(answer.text), said);
	const message = call.secret ? withoutQuotes(answer) : messageOf(answer);
	if (status === 403) return forbidden(message);
	if (status === 401) return new Refused("precondition", `The API server of ${place} does not accept the login of kubectl (${message}): log in again before this step, or renew the token or certificate in the kubeconfig`);
	if ((status === 429 || status >= 500) && !isMalformed(answer)) {
		const after = headers["retry-after"] === void 0 ? "" : `; it wants to be asked again after ${headers["retry-after"]}s`;
		return /* @__PURE__ */ new Error(`The API server of ${place} answers ${status} to ${method} ${path}: ${message}${after}`);
	}
	if (status === 409) return /* @__PURE__ */ new Error(`The API server of ${place} refuses ${method} ${path} for now: ${message}`);
	return new ApiError(status, `The API server of ${place} refuses ${method} ${path} with ${status}: ${message}`);
}
/** What the API server itself says no with; null for what else answers through it. */
function statusOf({ headers, text }) {
	if (!headers["content-type"]?.startsWith("application/json")) return null;
	try {
		const said = JSON.parse(text);
		return said?.kind === "Status" ? said : null;
	} catch {
		return null;
	}
}
/** Whether a patch does not fit what is there: a failed `test` is told in no other words. What makes an object invalid is told with its name. */
function isMisfit(answer) {
	const details = statusOf(answer)?.details;
	return answer.status === 422 && details !== void 0 && details.name === void 0 && details.causes === void 0;
}
/** Whether what was to be applied has fields that its kind does not have, or values of another type: the API server has no other status for it. */
function isMalformed(answer) {
	return /^failed to (create typed patch|convert new) object /.test(statusOf(answer)?.message ?? "");
}
/** Whether the answer is kubectl's own: the API server gives each of its answers a number for its audit. */
function isOfKubectl({ status, headers }) {
	return status === 500 && headers["audit-id"] === void 0 && headers["content-type"]?.startsWith("text/plain") === true;
}
/** What is wrong without any value: which fields, or which right is missing. Parsers, validation and webhooks quote what they do not like. */
function withoutQuotes(answer) {
	const { message = "", details } = statusOf(answer) ?? {};
	const [right] = answer.status === 403 && LACKED.exec(message) || [];
	if (right !== void 0) return shown(right);
	if (NO_DRY_RUN.test(message)) return "an admission webhook does not support dry run";
	const fields = (details?.causes ?? []).flatMap(({ field }) => field ?? []);
	const where = isMalformed(answer) ? ": a field that its kind does not have, a value of another type, or no base64 under `data`" : "";
	return `it is ${fields.length === 0 ? "not accepted" : `invalid at ${shown(fields.join(", "))}`}${where} (more is not shown, as it may quote what is secret)`;
}
function messageOf(answer) {
	return shown(statusOf(answer)?.message ?? answer.text) || `status ${answer.status}`;
}
function shown(text) {
	return text.replace(/\p{Cc}+/gu, " ").trim().slice(0, MOST_SHOWN);
}
/** kubectl did not get through to the API server. */
function unreached(place, kubectl, said) {
	if (/getting credentials|exec plugin|oauth2|refresh token/i.test(kubectl)) {
		const words = said === "" ? kubectl : `${kubectl}; ${shown(said)}`;
		return /* @__PURE__ */ new Error(`kubectl cannot log in to ${place} (${words}): log in again before this step, or renew what it logs in with`);
	}
	const look = /x509|certificate|tls:/i.test(kubectl) ? "look at `certificate-authority` and `server` of its cluster in the kubeconfig" : "look at `server` of its cluster in the kubeconfig, the network between, and whether it is up";
	return /* @__PURE__ */ new Error(`The API server of ${place} cannot be reached (kubectl: ${kubectl}): ${look}`);
}

// src/platforms/kubernetes/api/conflicts.ts
const SAID = /^conflict with ("(?:[^"\\]|\\.)*")(?: with subresource "([^"]+)")?/;
/** Whose fields an apply did not get; `conflict` where the object is another one than was read; null for every other answer. */
function conflictsIn(answer) {
	const said = statusOf(answer);
	if (answer.status !== 409 || said?.reason !== "Conflict") return null;
	const conflicts = (said.details?.causes ?? []).flatMap(({ reason, field, message }) => {
		return reason === "FieldManagerConflict" ? conflictOf(field ?? "", message ?? "") : [];
	});
	return conflicts.length === 0 ? "conflict" : { conflicts };
}
function conflictOf(field, message) {
	const [, quoted, subresource = null] = SAID.exec(message) ?? [];
	return {
		field,
		manager: quoted === void 0 ? message : JSON.parse(quoted),
		subresource
	};
}

// src/platforms/kubernetes/api/kubectl.ts
const PATIENCE$1 = 1e4;
const MOST_OUTPUT = 262144;
/** Where a pod finds out which namespace it is in; kubectl itself logs in from beside it. */
const OWN_NAMESPACE = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";
/** How people call the cluster. */
function placeOf(context) {
	return context === null ? "the current context" : `context ${context}`;
}
/** The namespace of a context, `default` where it has none. Throws `Refused` where there is no kubectl, or no such context. */
async function namespaceOf(context, signal) {
	const options = {
		signal,
		timeout: PATIENCE$1,
		maxOutput: MOST_OUTPUT
	};
	const { code, stdout, stderr } = await run("kubectl", [
		"config",
		"view",
		"--minify",
		"--output=json",
		...contextOption(context)
	], options).catch((error) => Promise.reject(signal.aborted ? signal.reason : missing(error)));
	if (code === null) throw new Error(`kubectl did not read the kubeconfig within ${PATIENCE$1 / 1e3}s`);
	if (code === 0) return JSON.parse(stdout).contexts?.[0]?.context?.namespace || "default";
	const inPod = context === null && /current-context must exist/.test(stderr) ? await readFile(OWN_NAMESPACE, "utf8").catch(() => "") : "";
	if (inPod.trim() !== "") return inPod.trim();
	throw noContext(context, stderr.trim());
}
function contextOption(context) {
	return context === null ? [] : [`--context=${context}`];
}
/** kubectl's environment: a login may need any part of it, but not what was meant for this step only. */
function kubectlEnvironment() {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(INPUT_|STATE_|GITHUB_TOKEN$)/.test(name)));
}
function missing(error) {
	return new Refused("precondition", `kubectl cannot be run (${error.code ?? error.message}): install it before this step (uses: azure/setup-kubectl), or put it into PATH`, { cause: error });
}
function noContext(context, said) {
	const kubectl = said === "" ? "" : ` (kubectl: ${said})`;
	const log = "log in before this step, or set KUBECONFIG to the file that names the cluster";
	if (/current-context must exist/.test(said)) return new Refused("precondition", `No kubeconfig says which cluster is meant${kubectl}: ${log}; \`context\` chooses one of several`);
	if (/cannot locate context/.test(said)) return new Refused("precondition", `There is no context ${context} in the kubeconfig${kubectl}: \`kubectl config get-contexts\` lists those that there are: change \`context\`, or set KUBECONFIG to the file that has it`);
	return new Refused("precondition", `kubectl cannot use ${placeOf(context)}${kubectl}: ${log}`);
}

// src/platforms/kubernetes/api/proxy.ts
const PATIENCE = 1e4;
const READY = "Starting to serve on";
/** Becomes kubectl, and leaves somebody behind who ends it and what it started when our end of stdin closes, by SIGKILL too. */
const WITH_US = `
exec 3<&0 </dev/null
( trap '' TERM; cat <&3; kill -TERM 0; sleep 1; kill -KILL 0 ) >/dev/null 2>&1 &
exec kubectl "$@" 3<&-
`;
/** Starts one; an abort of `signal` ends that. Throws an error with what kubectl said where it does not serve. */
async function openProxy(context, signal) {
	const folder = await privateFolder();
	const socket = join(folder, "kubectl");
	const args = [
		"proxy",
		`--unix-socket=${socket}`,
		"--append-server-path",
		...contextOption(context)
	];
	const child = spawn("/bin/sh", [
		"-c",
		WITH_US,
		"sh",
		...args
	], {
		env: kubectlEnvironment(),
		detached: true,
		stdio: "pipe"
	});
	let errors = "";
	child.stderr.setEncoding("utf8").on("data", (text) => {
		errors = (errors + text).slice(-8192);
	});
	const close = async () => {
		await endGroup(child);
		await rm(folder, {
			recursive: true,
			force: true
		});
	};
	try {
		await serving(child, signal);
	} catch (error) {
		await close();
		signal.throwIfAborted();
		throw new Error(`kubectl does not serve ${placeOf(context)} (${error.message}; ${errors.trim()}): \`kubectl proxy\` must work here`);
	}
	return {
		socket,
		ended: child.exitCode === null && child.signalCode === null ? once(child, "exit").then(close) : close(),
		said: () => saidIn(errors),
		close
	};
}
async function serving(child, signal) {
	const over = new AbortController();
	const late = AbortSignal.any([
		signal,
		over.signal,
		AbortSignal.timeout(PATIENCE)
	]);
	let out = "";
	const ready = new Promise((resolve) => {
		child.stdout.setEncoding("utf8").on("data", (text) => {
			out = (out + text).slice(-8192);
			if (out.includes(READY)) resolve();
		});
	});
	const ended = once(child, "close", { signal: late }).then(([code]) => Promise.reject(/* @__PURE__ */ new Error(`it ended with ${code}`)), (error) => Promise.reject(error.name === "AbortError" ? /* @__PURE__ */ new Error(`it was not ready within ${PATIENCE / 1e3}s`) : error));
	try {
		await Promise.race([ready, ended]);
	} finally {
		over.abort();
	}
}
/** Without what kubectl itself logs about each request; a login says the same each time. */
function saidIn(errors) {
	const lines = errors.split("\n").filter((line) => line.trim() !== "" && !/^[IWEF]\d{4} /.test(line));
	return [...new Set(lines)].slice(-3).join(" ").slice(-600);
}

// src/platforms/kubernetes/api/connection.ts
/** At most two processes of kubectl at once: the one that stays, and one that reads the kubeconfig. */
function connectionTo(context) {
	const closing = new AbortController();
	let opening = null;
	let reading = null;
	let said = () => "";
	function namespace(signal) {
		if (reading === null) {
			const mine = namespaceOf(context, closing.signal);
			reading = mine;
			mine.catch(() => {
				reading = null;
			});
		}
		return unlessAborted(reading, signal);
	}
	async function open() {
		await namespace(closing.signal);
		const proxy = await openProxy(context, closing.signal);
		said = proxy.said;
		return {
			proxy,
			socket: proxy.socket,
			agent: new Agent({ keepAlive: true })
		};
	}
	function forget(one) {
		if (opening === one) opening = null;
	}
	function begin() {
		const mine = open();
		mine.then(({ proxy, agent }) => proxy.ended.then(() => agent.destroy()), () => forget(mine));
		return mine;
	}
	return {
		place: placeOf(context),
		namespace,
		async line(signal) {
			closing.signal.throwIfAborted();
			opening ??= begin();
			return unlessAborted(opening, signal);
		},
		async said() {
			await setImmediate();
			return said();
		},
		async drop(broken) {
			const mine = opening;
			const now = await mine?.catch(() => null);
			if (!mine || now !== broken) return;
			forget(mine);
			await now.proxy.close();
		},
		closed: closing.signal,
		async close() {
			closing.abort(/* @__PURE__ */ new Error(`The connection to ${placeOf(context)} was closed.`));
			await reading?.catch(() => null);
			await (await opening?.catch(() => null))?.proxy.close();
		}
	};
}

// src/platforms/kubernetes/api/watch.ts
/** A watch that ends without an event lasts this long, so that one that is always cut does not make its caller run in circles. */
const SHORTEST = 1e3;
const GONE = 410;
/**
* Resolves at the first event under the path, when the watch ended, and on abort and close. Throws where the API server says no.
* Where its answer does not begin, that is an end as well: some kubectl hold it back until there is an event.
*/
async function watch(connection, call, stop) {
	const signal = AbortSignal.any([stop, connection.closed]);
	const began = performance.now();
	try {
		const message = await begin(connection, call, signal);
		if (message.statusCode === 200) {
			if (await hasEvent(message)) return;
		} else if (message.statusCode !== GONE) {
			const answer = await whole(connection, call, message, signal);
			throw refusal(connection.place, call, answer, await connection.said());
		} else message.destroy();
		await setTimeout(began + SHORTEST - performance.now(), void 0, { signal });
	} catch (error) {
		if (!signal.aborted && !isSilence(error)) throw error;
	}
}
/** Reads up to the first event; false where it is an error, or the watch ended before. */
async function hasEvent(message) {
	message.setTimeout(0);
	let text = "";
	try {
		for await (const part of message.setEncoding("utf8")) {
			text += part;
			if (text.includes("\n")) return !text.startsWith("{\"type\":\"ERROR\"");
		}
	} catch {} finally {
		message.destroy();
	}
	return false;
}
function isSilence(error) {
	return error.cause?.code === SILENT;
}

// src/platforms/kubernetes/api/client.ts
const WRITES = { fieldManager: MANAGER };
/** What a Job made stays without it. */
const REMOVES = { propagationPolicy: "Background" };
/** How many times a read is asked again where the server is busy or fails; a write is decided anew by who made it. */
const MOST_BUSY = 3;
const LONGEST_PAUSE = 5;
const [JSON_TEXT, JSON_PATCH] = ["application/json", "application/json-patch+json"];
/** JSON is YAML as well. */
const APPLY_PATCH = "application/apply-patch+yaml";
/** The API server that a context of the user's kubeconfig leads to; null: the current context, its namespace. Nothing is started before the first call. */
function openApi(options) {
	const connection = connectionTo(options.context);
	async function tell(call, signal) {
		let answer = await exchange(connection, call, signal);
		if (answer.status === 401) answer = await exchange(connection, call, signal);
		for (let time = 0; time < MOST_BUSY && call.method === "GET" && isBusy(answer); time++) {
			await setTimeout(pauseOf(answer), void 0, { signal }).catch(() => signal.throwIfAborted());
			answer = await exchange(connection, call, signal);
		}
		return answer;
	}
	const no = async (call, answer) => refusal(connection.place, call, answer, await connection.said());
	function parsed({ method, path }, { text }) {
		try {
			return JSON.parse(text);
		} catch (error) {
			throw new Error(`The API server of ${connection.place} answers ${method} ${path} with what is no JSON`, { cause: error });
		}
	}
	/** The object that was asked for, or what `others` make of other answers. */
	async function object(call, others, signal) {
		const answer = await tell(call, signal);
		if (isGood(answer)) return parsed(call, answer);
		const other = others(answer);
		if (other === void 0) throw await no(call, answer);
		return other;
	}
	return {
		place: connection.place,
		namespace: async (signal) => options.namespace ?? connection.namespace(signal),
		get: (path, signal, query = {}) => object({
			method: "GET",
			path,
			query
		}, absent, signal),
		create: (path, value, signal) => object({
			method: "POST",
			path,
			query: WRITES,
			body: {
				type: JSON_TEXT,
				value
			}
		}, isTaken, signal),
		replace: (path, value, signal) => object({
			method: "PUT",
			path,
			query: WRITES,
			body: {
				type: JSON_TEXT,
				value
			}
		}, overtaken, signal),
		patch: (path, value, signal) => object({
			method: "PATCH",
			path,
			query: WRITES,
			body: {
				type: JSON_PATCH,
				value
			}
		}, (answer) => answer.status === 404 ? null : overtaken(answer), signal),
		async apply(path, value, signal, { force = false, dryRun = false } = {}) {
			const call = {
				method: "PATCH",
				path,
				query: {
					...WRITES,
					...force && { force: "true" },
					...dryRun && { dryRun: "All" }
				},
				body: {
					type: APPLY_PATCH,
					value
				},
				secret: value.kind === "Secret"
			};
			const answer = await tell(call, signal);
			if (isGood(answer)) return { applied: parsed(call, answer) };
			const other = conflictsIn(answer);
			if (other === null) throw await no(call, answer);
			return other;
		},
		async remove(path, signal) {
			const call = {
				method: "DELETE",
				path,
				query: REMOVES
			};
			const answer = await tell(call, signal);
			if (!isGood(answer) && answer.status !== 404) throw await no(call, answer);
		},
		async text(path, signal, query = {}) {
			const call = {
				method: "GET",
				path,
				query
			};
			const answer = await tell(call, signal);
			if (isGood(answer)) return answer.text;
			if (answer.status === 404) return null;
			throw await no(call, answer);
		},
		async ask(path, signal) {
			const call = {
				method: "GET",
				path
			};
			const answer = await tell(call, signal);
			if ([
				401,
				403,
				429
			].includes(answer.status) && statusOf(answer) !== null || isOfKubectl(answer)) throw await no(call, answer);
			return {
				status: answer.status,
				text: answer.text
			};
		},
		changed: (path, from, signal, query = {}) => watch(connection, {
			method: "GET",
			path,
			query: {
				...query,
				watch: "1",
				resourceVersion: from,
				allowWatchBookmarks: "false"
			}
		}, signal),
		close: connection.close
	};
}
/** How long a busy server wants to be left alone, in milliseconds; of a long time only a part. */
function pauseOf({ headers }) {
	const seconds = Number(headers["retry-after"] ?? 1);
	return Math.min(Number.isFinite(seconds) ? seconds : 1, LONGEST_PAUSE) * 1e3;
}
/** Says so itself, or has a bad moment: a look needs many answers, and one that failed would be all of it. */
const isBusy = (answer) => (answer.status === 429 || answer.status >= 500) && statusOf(answer) !== null;
const isGood = ({ status }) => status >= 200 && status < 300;
const absent = ({ status }) => status === 404 ? null : void 0;
const isTaken = (answer) => statusOf(answer)?.reason === "AlreadyExists" ? "exists" : void 0;
const overtaken = (answer) => [404, 409].includes(answer.status) || isMisfit(answer) ? "conflict" : void 0;

export { ApiError as n, MANAGER as r, openApi as t };