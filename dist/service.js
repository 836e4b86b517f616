import { D as parseDuration, E as formatDuration, T as isMapping, c as parseWeights, d as nearest, f as counterProblems, g as InvalidServiceFile, m as queryProblems, o as readYaml, p as namesIn, s as parsePercent, u as parseCount, v as quoted, w as digest } from "./units.js";
import { t as validate } from "./vendor-cfworker-json-schema.js";
import { t as sluice_schema_default } from "./schema.js";
const { resolve } = process.getBuiltinModule("node:path");
const { readFile, stat } = process.getBuiltinModule("node:fs/promises");
const { homedir } = process.getBuiltinModule("node:os");

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
function listOf(value) {
	return (Array.isArray(value) ? value : [value]).filter((one) => one !== void 0).map(String);
}
/** The mappings of a list; none where it is no list. */
function mappings(value) {
	return Array.isArray(value) ? value.filter(isMapping) : [];
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
	const names = given.flatMap((key) => namesIn(text(key)));
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
	if (!backends.every(isMapping)) say("queries", "{{backend}} is one for each track: write balancers with backend: { blue: …, green: … }");
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
		image: listOf(service["image"]),
		workload: {
			kind,
			name: own ?? name
		},
		container: textOrNull(service["container"]),
		context: textOrNull(service["context"]),
		namespace: textOrNull(service["namespace"]),
		backend: textOrNull(service["backend"]),
		route: service["route"] === void 0 ? null : routeOf(String(service["route"])),
		manifests: service["manifests"] === void 0 ? null : listOf(service["manifests"]),
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
	const images = listOf(image);
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
		const wanted = tracked ? "a backend for each track, { blue: …, green: … }" : "one backend, as the servers have no tracks";
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

// src/service/finding.ts
/** Writes a path as people do: `servers[0].address`; the whole value is `the file`. */
function showPath(path) {
	const text = path.map((part) => typeof part === "number" ? `[${part}]` : `.${part}`).join("");
	return text === "" ? "the file" : text.replace(/^\./, "");
}

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
		onDrainTimeout: of("on-drain-timeout", "force", oneOf("force", "wait", "fail")),
		progressDeadline: of("progress-deadline", "10m", parseDuration),
		previewSize: of("preview-size", "100%", parseCount),
		onFailure: of("on-failure", "rollback", oneOf("rollback", "pause")),
		onCancel: of("on-cancel", "rollback", oneOf("rollback", "pause")),
		until: of("until", "retired", oneOf("retired", "switched", "prepared")),
		weights: of("weight", "", given(parseWeights)),
		onOutdated: of("on-outdated", "fail", oneOf("fail", "deploy")),
		onBusy: of("on-busy", "fail", oneOf("fail", "wait", "supersede")),
		comment: of("comment", "on-change", oneOf("on-change", "on-failure", "never")),
		deployment: of("deployment", "auto", oneOf("auto", "attach", "create", "none"))
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
		onInconclusive: of("on-inconclusive", "pause", oneOf("pause", "pass", "rollback")),
		onNoData: of("on-no-data", "wait", oneOf("wait", "fail", "pass")),
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
function oneOf(...words) {
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
		message: `$${name} is not set: hand it to the step with env: { ${name}: … }, or write $$ for a dollar`
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

// src/service/file.ts
const MAX_BYTES = 1048576;
/** Reads the service file. Throws {@link InvalidServiceFile} where it holds no services at all, `path` as the problems' file. */
async function loadServiceFile(path, root = ".") {
	return parseServiceFile(await readText(path, resolve(root, path)), path);
}
async function readText(path, absolute) {
	const fail = (message) => new InvalidServiceFile([{
		file: path,
		message
	}]);
	try {
		const found = await stat(absolute);
		if (!found.isFile()) throw fail("this is no file: name the service file with the input config");
		if (found.size > MAX_BYTES) throw fail("the file is larger than 1 MB: keep only services in it");
		return await readFile(absolute, "utf8");
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
	const file = await loadServiceFile(options.file, options.root);
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
	const file = await loadServiceFile(path, root);
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
	return names.length <= MOST_NAMES ? names.join(", ") : `${names.slice(0, MOST_NAMES).join(", ")} …`;
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

export { servicesIn as n, inputFindings as r, readService as t };