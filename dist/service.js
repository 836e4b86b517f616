import { a as nearest, i as parseCount, l as digest, n as parseWeights, s as parseDuration, t as parsePercent } from "./units.js";
import { t as require__2020 } from "./vendor-ajv.js";
import { t as require_dist } from "./vendor-yaml.js";
import { resolve } from "node:path";
import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";

// src/service/finding.ts
/** Thrown with everything that must be changed in the service file, or in the inputs that win over it. */
var InvalidServiceFile = class extends Error {
	name = "InvalidServiceFile";
	problems;
	constructor(problems) {
		super(problems.map(problemLine).join("\n"));
		this.problems = problems;
	}
};
function problemLine({ file, line, column, message }) {
	const place = [
		file,
		line,
		column
	].filter((part) => part !== void 0).join(":");
	return place === "" ? message : `${place}: ${message}`;
}
/** Writes a path as people do: `servers[0].address`; the whole value is `the file`. */
function showPath(path) {
	const text = path.map((part) => typeof part === "number" ? `[${part}]` : `.${part}`).join("");
	return text === "" ? "the file" : text.replace(/^\./, "");
}

// src/service/mapping.ts
function isMapping(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
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

// src/service/platform.ts
const OWN = {
	local: [
		"run",
		"port",
		"instances"
	],
	servers: [
		"update",
		"stop",
		"upload",
		"ssh",
		"servers",
		"balancers"
	]
};
const NEEDED = {
	local: ["run", "port"],
	servers: [
		"update",
		"servers",
		"balancers"
	]
};
/** What a service lacks for its platform, has of another one, or has in a way that its platform cannot keep. */
function platformFindings(service) {
	const platform = service["platform"];
	if (platform !== "local" && platform !== "servers") return platform === void 0 ? [{
		path: [],
		message: "the service has no platform: add platform: local or platform: servers"
	}] : [];
	const missing = NEEDED[platform].filter((key) => service[key] === void 0);
	const foreign = OWN[platform === "local" ? "servers" : "local"].filter((key) => service[key] !== void 0);
	return [
		...missing.map((key) => ({
			path: [],
			message: `the service has no ${key}: with platform: ${platform}, add the key ${key}`
		})),
		...foreign.map((key) => ({
			path: [key],
			message: `${key} does nothing with platform: ${platform}: take it out`
		})),
		...platform === "servers" ? serversFindings(service) : []
	];
}
function serversFindings(service) {
	const servers = mappings(service["servers"]);
	const balancers = mappings(service["balancers"]);
	const state = service["state"];
	const relative = [...servers, ...balancers].some((one) => one["host"] !== void 0) && typeof state === "string" && !/^(\/|~\/)/.test(state);
	const message = `state: ${String(state)} is a folder of other machines too: write a path that starts with / or ~/`;
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
/** The part of an expanded service without findings that only `local` has. */
function localPart(service) {
	return {
		platform: "local",
		run: service["run"],
		port: Number(service["port"]),
		instances: Number(service["instances"] ?? 2)
	};
}
/** The part of an expanded service without findings that only `servers` has. */
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
function mappings(value) {
	return Array.isArray(value) ? value.filter(isMapping) : [];
}
function textOrNull(value) {
	return value === void 0 ? null : String(value);
}

// schema/sluice.schema.json
var sluice_schema_default = {
	$schema: "https://json-schema.org/draft/2020-12/schema",
	title: "a mapping with the key services",
	description: "Which services there are, where they run, and how their versions are replaced.",
	type: "object",
	required: ["services"],
	additionalProperties: false,
	properties: {
		"defaults": {
			"$ref": "#/$defs/service",
			"description": "Any key of a service, for all services that do not say otherwise."
		},
		"services": {
			"description": "The services by name. The name is used in every input and comment.",
			"type": "object",
			"title": "a mapping with at least one service",
			"minProperties": 1,
			"propertyNames": { "$ref": "#/$defs/name" },
			"additionalProperties": { "$ref": "#/$defs/service" }
		}
	},
	$defs: {
		"name": {
			"type": "string",
			"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
			"title": "a name of letters, digits, dots, dashes and underscores",
			"examples": ["shop", "web1"]
		},
		"text": {
			"type": "string",
			"minLength": 1,
			"title": "a text that is not empty",
			"examples": ["shop"]
		},
		"path": {
			"type": "string",
			"pattern": "^/\\S*$|[${]",
			"title": "a path that starts with /",
			"examples": ["/", "/healthz"]
		},
		"duration": {
			"type": ["string", "integer"],
			"maximum": 0,
			"minimum": 0,
			"pattern": "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]",
			"minLength": 1,
			"title": "a duration with its unit",
			"examples": [
				"90s",
				"5m",
				"1h30m"
			]
		},
		"count": {
			"type": ["string", "integer"],
			"minimum": 0,
			"maximum": 999999,
			"pattern": "^\\d{1,6}%?$|[${]",
			"title": "a whole number or a percentage",
			"examples": [1, "25%"]
		},
		"share": {
			"type": ["string", "integer"],
			"minimum": 0,
			"maximum": 0,
			"pattern": "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$|[${]",
			"title": "a percentage with its sign",
			"examples": ["0.5%", "2%"]
		},
		"service": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"platform": {
					"description": "Where it runs.",
					"enum": ["local", "servers"]
				},
				"url": {
					"description": "What people open.",
					"type": "string",
					"pattern": "^https?://|[${]",
					"title": "an address",
					"examples": ["https://shop.example.com"]
				},
				"health": {
					"$ref": "#/$defs/path",
					"description": "Path of the health check: an answer 2xx within 5s, twice in a row, is healthy.",
					"default": "/"
				},
				"smoke-test": {
					"$ref": "#/$defs/smoke-test",
					"description": "Request that a version must answer before users see it."
				},
				"preview": {
					"description": "Requests that always reach the version not yet live: by header, by cookie, or at an address of their own.",
					"type": "string",
					"pattern": "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://|[${]",
					"title": "a header or cookie with its value, or an address",
					"examples": [
						"header:X-Preview=$PREVIEW_KEY",
						"cookie:preview=1",
						"https://preview.example.com"
					]
				},
				"sticky": {
					"description": "Cookie or header that tells users apart, so that each keeps their side while the weight grows.",
					"type": "string",
					"pattern": "^(header|cookie):[A-Za-z0-9_-]+$|[${]",
					"title": "a cookie or header",
					"examples": ["cookie:uid", "header:X-User"]
				},
				"reports": {
					"description": "Path or header by which an instance says which version it runs.",
					"type": "string",
					"pattern": "^/\\S*$|^header:[A-Za-z0-9-]+$|[${]",
					"title": "a path or a header",
					"examples": ["/version", "header:X-Version"]
				},
				"env": {
					"description": "Variables for run, update and stop. Values may be $NAME of the step's environment.",
					"type": "object",
					"propertyNames": {
						"type": "string",
						"pattern": "^[A-Za-z_][A-Za-z0-9_]*$",
						"title": "a variable's name",
						"examples": ["TOKEN"]
					},
					"additionalProperties": {
						"type": "string",
						"title": "a text in quotes",
						"examples": ["$TOKEN"]
					}
				},
				"state": {
					"$ref": "#/$defs/text",
					"description": "Folder where records and the journal lie.",
					"default": "~/.local/state/sluice",
					"examples": ["~/.local/state/sluice"]
				},
				"rollout": {
					"$ref": "#/$defs/rollout",
					"description": "How versions are replaced. An input of the same name wins."
				},
				"analysis": {
					"$ref": "#/$defs/analysis",
					"description": "How the version in flight is judged by the traffic it gets."
				},
				"environments": {
					"description": "Keys that differ by environment, by name or glob. The exact name wins, then the first glob. Mappings merge, lists replace.",
					"type": "object",
					"additionalProperties": {
						"$ref": "#/$defs/service",
						"not": {
							"type": "object",
							"required": ["environments"]
						}
					}
				},
				"run": {
					"description": "local: program and arguments of one instance, never through a shell. It gets PORT and SLUICE_VERSION.",
					"type": "array",
					"minItems": 1,
					"items": {
						"type": "string",
						"title": "a text in quotes",
						"examples": ["server.js"]
					},
					"title": "a list of the program and its arguments",
					"examples": ["[node, server.js]"]
				},
				"port": {
					"description": "local: port where people reach the service.",
					"type": "integer",
					"minimum": 1,
					"maximum": 65535,
					"title": "a port",
					"examples": [8080]
				},
				"instances": {
					"description": "local: how many instances run.",
					"type": "integer",
					"minimum": 1,
					"maximum": 100,
					"default": 2,
					"title": "a whole number from 1 to 100",
					"examples": [2]
				},
				"upload": {
					"$ref": "#/$defs/text",
					"description": "servers: folder that is copied to every server before the first is touched; update runs in the copy. The last five are kept.",
					"examples": ["dist"]
				},
				"ssh": {
					"$ref": "#/$defs/ssh",
					"description": "servers: how other machines are reached; without it, by the agent and the usual files."
				},
				"update": {
					"$ref": "#/$defs/text",
					"description": "servers: shell line that starts the new version on a server; returns when it was started.",
					"examples": ["sudo api-install $SLUICE_VERSION"]
				},
				"stop": {
					"$ref": "#/$defs/text",
					"description": "servers: shell line that stops the service on a server; without it a retired track keeps running.",
					"examples": ["sudo api-stop"]
				},
				"servers": {
					"description": "servers: every server that runs the service.",
					"type": "array",
					"minItems": 1,
					"items": { "$ref": "#/$defs/server" },
					"title": "a list of servers",
					"examples": ["[{ name: web1, address: 10.0.0.11:8080 }]"]
				},
				"balancers": {
					"description": "servers: every balancer in front; all are commanded.",
					"type": "array",
					"minItems": 1,
					"items": { "$ref": "#/$defs/balancer" },
					"title": "a list of balancers",
					"examples": ["[{ kind: haproxy, socket: /run/haproxy/admin.sock, backend: api }]"]
				}
			}
		},
		"host": {
			"type": "string",
			"pattern": "^[^\\s-]\\S*$",
			"title": "a machine as ssh takes it, without spaces",
			"examples": ["deploy@web1.example.com", "ssh://deploy@web1.example.com:2222"]
		},
		"ssh": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"key": {
					"$ref": "#/$defs/text",
					"description": "Private key, as $NAME of the step's environment. It is handed to an agent, and never written to a file.",
					"examples": ["$DEPLOY_KEY"]
				},
				"known-hosts": {
					"$ref": "#/$defs/text",
					"description": "File with the machines' keys.",
					"default": "~/.ssh/known_hosts",
					"examples": [".github/known_hosts"]
				}
			}
		},
		"smoke-test": {
			"type": "object",
			"additionalProperties": false,
			"required": ["path"],
			"properties": {
				"path": {
					"$ref": "#/$defs/path",
					"description": "Path that is asked for."
				},
				"contains": {
					"$ref": "#/$defs/text",
					"description": "Text that the answer must hold."
				},
				"times": {
					"description": "How many times it is asked.",
					"type": "integer",
					"minimum": 1,
					"maximum": 1e3,
					"default": 1,
					"title": "a whole number from 1 to 1000",
					"examples": [3]
				}
			}
		},
		"rollout": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"max-unavailable": {
					"$ref": "#/$defs/count",
					"description": "How many instances may be out of rotation at once; percent of the wanted number, rounded down.",
					"default": 1
				},
				"max-surge": {
					"$ref": "#/$defs/count",
					"description": "How many instances may be there beyond the wanted number; percent is rounded up.",
					"default": 0
				},
				"bake-time": {
					"$ref": "#/$defs/duration",
					"description": "How long the version is watched after a batch or a shift; the default is the action's."
				},
				"keep-old": {
					"$ref": "#/$defs/duration",
					"description": "How long the old version stays up after the bake, ready to take the traffic back.",
					"default": "0s"
				},
				"min-ready": {
					"$ref": "#/$defs/duration",
					"description": "How long an instance must be ready before it gets requests.",
					"default": "0s"
				},
				"drain-timeout": {
					"$ref": "#/$defs/duration",
					"description": "How long requests in flight may take to end.",
					"default": "30s"
				},
				"on-drain-timeout": {
					"description": "What happens to requests that did not end in time.",
					"enum": [
						"force",
						"wait",
						"fail"
					],
					"default": "force"
				},
				"progress-deadline": {
					"$ref": "#/$defs/duration",
					"description": "How long a rollout may go without progress.",
					"default": "10m"
				},
				"preview-size": {
					"$ref": "#/$defs/count",
					"description": "How many instances of a version run before it has traffic.",
					"default": "100%"
				},
				"on-failure": {
					"description": "What a failed rollout does.",
					"enum": ["rollback", "pause"],
					"default": "rollback"
				},
				"on-cancel": {
					"description": "What a cancelled rollout does.",
					"enum": ["rollback", "pause"],
					"default": "rollback"
				},
				"on-busy": {
					"description": "What is done where another version is in flight: refuse, wait for its end up to progress-deadline, or have it taken back first.",
					"enum": [
						"fail",
						"wait",
						"supersede"
					],
					"default": "fail"
				},
				"deployment": {
					"description": "Whether a deployment record is written on GitHub.",
					"enum": [
						"auto",
						"create",
						"none"
					],
					"default": "auto"
				},
				"comment": {
					"description": "When the pull request gets a comment.",
					"enum": [
						"on-change",
						"on-failure",
						"never"
					],
					"default": "on-change"
				},
				"until": {
					"description": "How far blue-green-switch goes.",
					"enum": [
						"prepared",
						"switched",
						"retired"
					],
					"default": "retired"
				},
				"weight": {
					"description": "Percent of the traffic that canary-step gives, one or a list.",
					"type": ["string", "integer"],
					"minimum": 0,
					"maximum": 100,
					"pattern": "^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$|[${]",
					"title": "whole numbers from 0 to 100",
					"examples": [25, "5, 25, 50"]
				},
				"on-outdated": {
					"description": "What a run does when a newer run is live.",
					"enum": ["fail", "deploy"],
					"default": "fail"
				}
			}
		},
		"analysis": {
			"type": "object",
			"additionalProperties": false,
			"properties": {
				"interval": {
					"$ref": "#/$defs/duration",
					"description": "Time between two looks at the metrics.",
					"default": "10s"
				},
				"initial-delay": {
					"$ref": "#/$defs/duration",
					"description": "Time after a shift before the first look.",
					"default": "0s"
				},
				"analysis-timeout": {
					"$ref": "#/$defs/duration",
					"description": "How long to look before the verdict is inconclusive.",
					"default": "1h"
				},
				"max-error-rate": {
					"$ref": "#/$defs/share",
					"description": "Share of failed requests that is always tolerated.",
					"default": "0.5%"
				},
				"max-error-ratio": {
					"description": "How many times the live version's share of failed requests is tolerated.",
					"type": "number",
					"minimum": 1,
					"maximum": 1e3,
					"default": 2,
					"title": "a number from 1",
					"examples": [2]
				},
				"min-polls": {
					"description": "How many looks a verdict needs.",
					"type": "integer",
					"minimum": 1,
					"maximum": 1e3,
					"default": 3,
					"title": "a whole number from 1 to 1000",
					"examples": [3]
				},
				"on-inconclusive": {
					"description": "What happens when there is no verdict in time.",
					"enum": [
						"pause",
						"pass",
						"rollback"
					],
					"default": "pause"
				},
				"on-no-data": {
					"description": "What happens when the metrics cannot be read.",
					"enum": [
						"wait",
						"fail",
						"pass"
					],
					"default": "wait"
				}
			}
		},
		"server": {
			"type": "object",
			"additionalProperties": false,
			"required": ["name", "address"],
			"properties": {
				"name": {
					"$ref": "#/$defs/name",
					"description": "Name of the server, as the balancers know it.",
					"examples": ["web1"]
				},
				"host": {
					"$ref": "#/$defs/host",
					"description": "Where ssh reaches it; without it, this machine.",
					"examples": ["deploy@web1.example.com"]
				},
				"address": {
					"description": "Host and port where it serves.",
					"type": "string",
					"pattern": "^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$|[${]",
					"title": "host:port",
					"examples": ["10.0.0.11:8080"]
				},
				"track": {
					"description": "The set of servers it belongs to, for blue/green and canary.",
					"enum": ["blue", "green"]
				}
			}
		},
		"balancer": {
			"type": "object",
			"additionalProperties": false,
			"required": [
				"kind",
				"socket",
				"backend"
			],
			"properties": {
				"kind": {
					"description": "What it is.",
					"enum": ["haproxy"]
				},
				"host": {
					"$ref": "#/$defs/host",
					"description": "Where ssh reaches it; without it, this machine.",
					"examples": ["deploy@lb1.example.com"]
				},
				"socket": {
					"$ref": "#/$defs/text",
					"description": "Path of the admin socket.",
					"examples": ["/run/haproxy/admin.sock"]
				},
				"config": {
					"$ref": "#/$defs/text",
					"description": "Path of its configuration, to check what the socket does not show.",
					"examples": ["/etc/haproxy/haproxy.cfg"]
				},
				"backend": {
					"description": "The backend with the servers, or one for each track.",
					"type": ["string", "object"],
					"minLength": 1,
					"additionalProperties": false,
					"required": ["blue", "green"],
					"properties": {
						"blue": {
							"$ref": "#/$defs/text",
							"description": "Backend of the track blue.",
							"examples": ["api_blue"]
						},
						"green": {
							"$ref": "#/$defs/text",
							"description": "Backend of the track green.",
							"examples": ["api_green"]
						}
					},
					"title": "one backend or a mapping of blue and green",
					"examples": ["api", "{ blue: api_blue, green: api_green }"]
				},
				"map": {
					"$ref": "#/$defs/text",
					"description": "Path of the map file that holds the weights; only with tracks.",
					"examples": ["/var/lib/sluice/api.map"]
				},
				"key": {
					"$ref": "#/$defs/text",
					"description": "The service's key in the map; only with tracks.",
					"examples": ["api"]
				}
			}
		}
	}
};

// src/service/schema.ts
var import__2020 = require__2020();
const ID = "sluice";
const EXPANDED = "expanded";
const ajv = new import__2020.Ajv2020({
	allErrors: true,
	verbose: true,
	allowUnionTypes: true,
	strictRequired: false
});
ajv.addSchema(sluice_schema_default, ID);
ajv.addSchema(JSON.parse(JSON.stringify(sluice_schema_default).replaceAll("|[${]\"", "\"")), EXPANDED);
/**
* Everything in `value` that the schema forbids, one finding for each place.
* @param shown the same value as its author wrote it, for messages: `value` may hold secrets where variables were expanded
*/
function schemaFindings(value, what, shown = value) {
	const validate = ajv.getSchema(what === "file" ? ID : `${EXPANDED}#/$defs/service`);
	if (validate === void 0) throw new Error(`the schema has no ${what}`);
	validate(value);
	const findings = /* @__PURE__ */ new Map();
	for (const error of validate.errors ?? []) {
		const finding = findingOf(error, value, shown);
		const place = JSON.stringify([finding?.path, finding?.key]);
		if (finding !== null && !findings.has(place)) findings.set(place, finding);
	}
	return [...findings.values()];
}
function findingOf(error, value, shown) {
	const path = pathOf(error.instancePath, value);
	const parent = error.parentSchema ?? {};
	if (error.propertyName !== void 0) return {
		path,
		key: error.propertyName,
		message: `${inside(path)}the name "${error.propertyName}" cannot be used: write ${wanted(parent)}`
	};
	switch (error.keyword) {
		case "propertyNames": return null;
		case "additionalProperties": return unknownKey(path, String(error.params.additionalProperty), Object.keys(parent.properties ?? {}));
		case "required": return {
			path,
			message: `${showPath(path)} has no ${error.params.missingProperty}: add the key ${error.params.missingProperty}`
		};
		case "not": return {
			path,
			key: "environments",
			message: `${showPath(path)}: an environment cannot have environments; move the key one level up`
		};
		default: return {
			path,
			message: `${showPath(path)} is ${show(valueAt(shown, path))}: write ${wanted(parent)}`
		};
	}
}
function unknownKey(path, key, known) {
	const near = nearest(key, known);
	const hint = near === null ? `write one of ${known.join(", ")}` : `did you mean ${near}?`;
	return {
		path,
		key,
		message: `${inside(path)}"${key}" is not a key that can stand here: ${hint}`
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
function wanted(parent) {
	if (Array.isArray(parent["enum"])) return parent["enum"].join(" or ");
	return `${parent["title"] ?? TYPES[String(parent["type"])] ?? String(parent["type"])}${Array.isArray(parent["examples"]) ? `, for example ${parent["examples"].join(" or ")}` : ""}`;
}
function show(value) {
	if (value === null || value === void 0 || value === "") return "empty";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "a mapping";
	const text = String(value);
	return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
/** A JSON pointer as a path; a number where it goes into a list. */
function pathOf(pointer, value) {
	const path = [];
	for (const part of pointer.split("/").slice(1)) {
		const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
		path.push(Array.isArray(valueAt(value, path)) ? Number(key) : key);
	}
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
		maxUnavailable: of("max-unavailable", "1", parseCount),
		maxSurge: of("max-surge", "0", parseCount),
		bakeTime: of("bake-time", "", (text) => text === "" ? null : parseDuration(text)),
		keepOld: of("keep-old", "0s", parseDuration),
		minReady: of("min-ready", "0s", parseDuration),
		drainTimeout: of("drain-timeout", "30s", parseDuration),
		onDrainTimeout: of("on-drain-timeout", "force", oneOf("force", "wait", "fail")),
		progressDeadline: of("progress-deadline", "10m", parseDuration),
		previewSize: of("preview-size", "100%", parseCount),
		onFailure: of("on-failure", "rollback", oneOf("rollback", "pause")),
		onCancel: of("on-cancel", "rollback", oneOf("rollback", "pause")),
		until: of("until", "retired", oneOf("retired", "switched", "prepared")),
		weights: of("weight", "", (text) => text === "" ? null : parseWeights(text)),
		onOutdated: of("on-outdated", "fail", oneOf("fail", "deploy")),
		onBusy: of("on-busy", "fail", oneOf("fail", "wait", "supersede")),
		comment: of("comment", "on-change", oneOf("on-change", "on-failure", "never")),
		deployment: of("deployment", "auto", oneOf("auto", "create", "none"))
	};
}
function analysisSettings(parse) {
	const of = (key, fallback, parser) => parse(["analysis", key], fallback, parser);
	return {
		interval: of("interval", "10s", parseDuration),
		initialDelay: of("initial-delay", "0s", parseDuration),
		analysisTimeout: of("analysis-timeout", "1h", parseDuration),
		maxErrorRate: of("max-error-rate", "0.5%", parsePercent),
		maxErrorRatio: of("max-error-ratio", "2", Number),
		minPolls: of("min-polls", "3", Number),
		onInconclusive: of("on-inconclusive", "pause", oneOf("pause", "pass", "rollback")),
		onNoData: of("on-no-data", "wait", oneOf("wait", "fail", "pass"))
	};
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
const NAMES = /\{(version|service|environment)\}|\$\$|\$([A-Za-z_][A-Za-z0-9_]*)/g;
/** Replaces `{version}`, `{service}`, `{environment}`, `$NAME` and `$$` in all strings but the commands; what it put in is not looked at again. */
function expandStrings(raw, values) {
	const findings = [];
	const walk = (value, path) => {
		if (typeof value === "string") return expandText(value, values, (name) => findings.push(missing(name, path)));
		if (Array.isArray(value)) return value.map((item, at) => walk(item, [...path, at]));
		if (!isMapping(value)) return value;
		return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part, [...path, key])]));
	};
	const entries = Object.entries(raw).map(([key, value]) => [key, NOT_EXPANDED.has(key) ? value : walk(value, [key])]);
	return {
		expanded: Object.fromEntries(entries),
		findings
	};
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
		if (word !== void 0) return values[word] ?? whole;
		const value = Object.hasOwn(values.variables, name ?? "") ? values.variables[name ?? ""] : void 0;
		if (value === void 0) report(name ?? "");
		return value ?? whole;
	});
}

// src/service/expand.ts
/** As {@link expandService}; with the findings, and null, instead of throwing. Findings of inputs start with `input`. */
function tryExpand(raw, expansion) {
	const { expanded, findings } = expandStrings(raw, expansion);
	const given = Object.entries(expansion.inputs).map(([key, value]) => [key, value.trim()]);
	const inputs = Object.fromEntries(given.filter(([, value]) => value !== ""));
	const rollout = { rollout: inputs };
	const full = merge(expanded, rollout);
	const shown = merge(raw, rollout);
	const wrong = [...schemaFindings(full, "service", shown), ...platformFindings(full)];
	findings.push(...wrong.filter(({ path }) => !findings.some((known) => known.path.join("\0") === path.join("\0") && path.length > 0)));
	const service = findings.length === 0 ? build(full, shown, raw, expansion, findings) : null;
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
function build(full, shown, raw, { service: name, environment, root }, findings) {
	const parse = parserOf(full, shown, findings);
	const folder = String(full["state"] ?? "~/.local/state/sluice");
	const isLocal = full["platform"] === "local";
	const state = !isLocal && folder.startsWith("~/") ? folder : absolute(folder, root);
	const own = isLocal ? localPart(full) : serversPart(full, (path) => absolute(path, root));
	if (isMapping(shown["ssh"]) && !String(shown["ssh"]["key"] ?? "$").startsWith("$")) findings.push({
		path: ["ssh", "key"],
		message: "ssh.key stands in the file: keep it as a secret, and write its name here, such as $DEPLOY_KEY"
	});
	const env = isMapping(full["env"]) ? full["env"] : {};
	const rollout = rolloutSettings(parse);
	if (rollout.maxUnavailable.value === 0 && rollout.maxSurge.value === 0) findings.push({
		path: ["rollout"],
		message: "max-unavailable and max-surge are both 0, so no instance could ever be replaced: set one to 1 or more"
	});
	return {
		...own,
		name,
		environment,
		url: full["url"] === void 0 ? null : String(full["url"]),
		health: String(full["health"] ?? "/"),
		smokeTest: smokeTestSettings(full["smoke-test"]),
		preview: parse(["preview"], "", parsePreview),
		sticky: parse(["sticky"], "", parseSticky),
		reports: parse(["reports"], "", parseReports),
		env,
		state,
		rollout,
		analysis: analysisSettings(parse),
		place: placeOf(own, state),
		spec: specOf(own, env),
		raw
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
/** Puts together what holds for a service in an environment. Where it lists environments and none matches, `unmatched` lists them. */
function resolveService(defaults, own, environment) {
	const { environments, ...base } = merge(defaults, own);
	if (!isMapping(environments)) return {
		raw: base,
		unmatched: [],
		chosen: null
	};
	const names = Object.keys(environments);
	const chosen = matchEnvironment(names, environment);
	const over = chosen === null ? void 0 : environments[chosen];
	return {
		raw: isMapping(over) ? merge(base, over) : base,
		unmatched: chosen === null ? names : [],
		chosen
	};
}

// src/service/file.ts
var import_dist = require_dist();
const MAX_BYTES = 1048576;
const MAX_ALIASES = 100;
/** Reads the service file. Throws {@link InvalidServiceFile} with all problems at once, `path` as their file. */
async function loadServiceFile(path, root = ".") {
	return parseServiceFile(await readText(path, resolve(root, path)), path);
}
async function readText(path, absolute) {
	try {
		if ((await stat(absolute)).size > MAX_BYTES) throw new InvalidServiceFile([{
			file: path,
			message: "the file is larger than 1 MB: keep only services in it"
		}]);
		return await readFile(absolute, "utf8");
	} catch (error) {
		if (error instanceof InvalidServiceFile) throw error;
		const message = `cannot read the service file (${error instanceof Error ? error.message : error}): check out the repository first, or name another file with the input config`;
		throw new InvalidServiceFile([{
			file: path,
			message
		}]);
	}
}
/** Reads the text of a service file; errors as {@link loadServiceFile}. */
function parseServiceFile(text, path) {
	const lines = new import_dist.LineCounter();
	const fail = (message, offset) => {
		throw new InvalidServiceFile([{
			file: path,
			message,
			...offset === void 0 ? {} : positionAt(lines, offset)
		}]);
	};
	const document = parsed(text, lines, fail);
	if (document.errors.length > 0) throw new InvalidServiceFile(document.errors.map((error) => ({
		file: path,
		message: error.code === "MULTIPLE_DOCS" ? "a second document starts here: keep one, without ---" : error.message,
		...positionAt(lines, error.pos[0])
	})));
	const value = plain(document, fail);
	const locate = (at, key) => {
		const node = nodeAt(document, at, key);
		return node?.range ? positionAt(lines, node.range[0]) : void 0;
	};
	const findings = schemaFindings(value, "file");
	if (findings.length > 0) throw new InvalidServiceFile(findings.map((finding) => inFile(finding, path, locate)));
	const { defaults = {}, services } = value;
	return {
		path,
		defaults,
		services,
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
function parsed(text, lineCounter, fail) {
	try {
		return (0, import_dist.parseDocument)(text, {
			lineCounter,
			prettyErrors: false
		});
	} catch (error) {
		return fail(`cannot be read as YAML (${error instanceof Error ? error.message : error}): nest less deeply`);
	}
}
function plain(document, fail) {
	let value;
	try {
		value = document.toJS({ maxAliasCount: MAX_ALIASES });
		JSON.stringify(value);
	} catch (error) {
		return fail(`its aliases cannot be followed (${error instanceof Error ? error.message.split("\n")[0] : error}): write the values out instead of *aliases`, document.contents?.range[0]);
	}
	return value;
}
function positionAt(lines, offset) {
	const { line, col } = lines.linePos(offset);
	return {
		line: Math.max(1, line),
		column: Math.max(1, col)
	};
}
function nodeAt(document, path, key) {
	const follow = (node) => (0, import_dist.isAlias)(node) ? node.resolve(document) : node;
	let node = document.contents;
	for (const part of path) {
		const at = follow(node);
		if ((0, import_dist.isMap)(at)) node = at.items.find((pair) => (0, import_dist.isScalar)(pair.key) && String(pair.key.value) === String(part))?.value;
		else if ((0, import_dist.isSeq)(at)) node = at.items[Number(part)];
		else return void 0;
	}
	const end = key === void 0 ? node : follow(node);
	if (key === void 0) return end ?? void 0;
	return (0, import_dist.isMap)(end) ? end.items.find((pair) => (0, import_dist.isScalar)(pair.key) && String(pair.key.value) === key)?.key : void 0;
}

// src/service/read.ts
/** Reads one service for one environment. Throws {@link InvalidServiceFile} with all problems and their lines. */
async function readService(options) {
	const file = await loadServiceFile(options.file, options.root);
	const name = chooseService(file, options.service);
	const { raw, unmatched, chosen } = resolveService(file.defaults, file.services[name] ?? {}, options.environment);
	if (unmatched.length > 0) {
		const message = `${name} has no environment "${options.environment}": set the input environment to one of ${unmatched.join(", ")}, or add it here`;
		throw new InvalidServiceFile([{
			file: file.path,
			message,
			...sourceOf(file, name, null, ["environments"])
		}]);
	}
	const { service, findings } = tryExpand(raw, {
		...options,
		service: name
	});
	if (service === null) throw new InvalidServiceFile(findings.map((finding) => problemOf(finding, file, name, chosen)));
	return service;
}
function chooseService(file, wanted) {
	const names = Object.keys(file.services);
	const [only] = names;
	const fail = (message) => new InvalidServiceFile([{
		file: file.path,
		message,
		...file.locate([], "services")
	}]);
	if (wanted === null) {
		if (only !== void 0 && names.length === 1) return only;
		throw fail(`the file has several services: set the input service to one of ${names.join(", ")}`);
	}
	if (names.includes(wanted)) return wanted;
	const near = nearest(wanted, names);
	throw fail(`there is no service "${wanted}": ${near === null ? `set the input service to one of ${names.join(", ")}` : `did you mean ${near}?`}`);
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
	for (let length = path.length; length > 0; length--) {
		const part = path.slice(0, length);
		for (const base of bases) {
			const found = (key === void 0 ? void 0 : file.locate([...base, ...part], key)) ?? file.locate([...base, ...part]);
			if (found !== void 0) return found;
		}
	}
	return file.locate(["services"], name);
}

export { inputFindings as n, InvalidServiceFile as r, readService as t };