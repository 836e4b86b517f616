import { a as parseCount, d as parseDuration, l as quoted, n as parsePercent, o as nearest, r as parseWeights, s as InvalidServiceFile, t as readYaml, v as digest, y as isMapping } from "./units.js";
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
function listOf(value) {
	return (Array.isArray(value) ? value : [value]).filter((one) => one !== void 0).map(String);
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
function mappings(value) {
	return Array.isArray(value) ? value.filter(isMapping) : [];
}
function textOrNull(value) {
	return value === void 0 ? null : String(value);
}

// src/service/finding.ts
/** Writes a path as people do: `servers[0].address`; the whole value is `the file`. */
function showPath(path) {
	const text = path.map((part) => typeof part === "number" ? `[${part}]` : `.${part}`).join("");
	return text === "" ? "the file" : text.replace(/^\./, "");
}

// src/service/validators.ts
const validateFile = validate20;
const schema31 = {
	"$schema": "https://json-schema.org/draft/2020-12/schema",
	"title": "a mapping with the key services",
	"description": "Which services there are, where they run, and how their versions are replaced.",
	"type": "object",
	"required": ["services"],
	"additionalProperties": false,
	"properties": {
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
	"$defs": {
		"name": {
			"type": "string",
			"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
			"title": "a name of letters, digits, dots, dashes and underscores",
			"examples": ["shop", "web1"]
		},
		"haproxy-name": {
			"type": "string",
			"pattern": "^[A-Za-z0-9_.:-]+$|[${]",
			"title": "a name of letters, digits, dots, colons, dashes and underscores",
			"examples": ["api"]
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
					"enum": [
						"local",
						"servers",
						"kubernetes"
					]
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
				},
				"image": {
					"description": "kubernetes: image with {version} where the version goes; the containers whose image has this repository get it. One or a list.",
					"type": ["string", "array"],
					"minLength": 1,
					"minItems": 1,
					"items": {
						"$ref": "#/$defs/text",
						"examples": ["ghcr.io/acme/shop:{version}"]
					},
					"title": "an image or a list of images",
					"examples": ["ghcr.io/acme/shop:{version}"]
				},
				"workload": {
					"description": "kubernetes: what runs the pods; it must be there. The default is the deployment of the service's name.",
					"type": "string",
					"pattern": "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]",
					"title": "deployment/, statefulset/ or daemonset/ with a name",
					"examples": ["deployment/shop"]
				},
				"container": {
					"$ref": "#/$defs/text",
					"description": "kubernetes: the container that gets the image, where its repository does not tell.",
					"examples": ["web"]
				},
				"context": {
					"$ref": "#/$defs/text",
					"description": "kubernetes: context of kubeconfig; the default is the current one.",
					"examples": ["prod"]
				},
				"namespace": {
					"type": "string",
					"pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$|[${]",
					"title": "a namespace of small letters, digits and dashes",
					"description": "kubernetes: namespace of the workload; the default is the context's.",
					"examples": ["shop"]
				},
				"backend": {
					"type": "string",
					"pattern": "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$|[${]",
					"title": "a name of small letters, digits and dashes",
					"description": "kubernetes: the Service by which users reach the workload; the default is the one that selects its pods.",
					"examples": ["shop"]
				},
				"route": {
					"type": "string",
					"pattern": "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]",
					"title": "httproute/, grpcroute/, traefikservice/ or virtualservice/ with a name, after a namespace where that is another one",
					"description": "kubernetes: route of the Gateway API, TraefikService, or VirtualService of Istio, whose rules for the Service take the weights; without it, the Service alone does.",
					"examples": ["httproute/shop", "edge/httproute/shop"]
				},
				"manifests": {
					"description": "kubernetes: rendered manifests that go with the version, the workload's among them: files, or folders whose .yaml, .yml and .json files are taken. One or a list.",
					"type": ["string", "array"],
					"minLength": 1,
					"minItems": 1,
					"items": {
						"$ref": "#/$defs/text",
						"examples": ["k8s/"]
					},
					"title": "a file or folder, or a list of them",
					"examples": ["k8s/"]
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
					"description": "How many instances may be out of rotation at once; percent of the wanted number, rounded down. The default is 1; on kubernetes, the workload's own."
				},
				"max-surge": {
					"$ref": "#/$defs/count",
					"description": "How many instances may be there beyond the wanted number; percent is rounded up. The default is 0; on kubernetes, the workload's own."
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
					"description": "How long an instance must be ready before it counts. The default is 0s; on kubernetes, the workload's own."
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
					"description": "Percent of the traffic that canary-step gives, one or a list that grows.",
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
					"pattern": "^[A-Za-z0-9_.:-]+$|[${]",
					"additionalProperties": false,
					"required": ["blue", "green"],
					"properties": {
						"blue": {
							"$ref": "#/$defs/haproxy-name",
							"description": "Backend of the track blue.",
							"examples": ["api_blue"]
						},
						"green": {
							"$ref": "#/$defs/haproxy-name",
							"description": "Backend of the track green.",
							"examples": ["api_green"]
						}
					},
					"title": "one backend or a mapping of blue and green",
					"examples": ["api", "{ blue: api_blue, green: api_green }"]
				},
				"map": {
					"type": "string",
					"pattern": "^[A-Za-z0-9_./-]+$|[${]",
					"title": "a path of letters, digits, dots, dashes and underscores",
					"description": "Path of the map file that holds the weights; only with tracks.",
					"examples": ["/var/lib/sluice/api.map"]
				},
				"key": {
					"$ref": "#/$defs/haproxy-name",
					"description": "The service's key in the map; only with tracks.",
					"examples": ["api"]
				}
			}
		}
	}
};
const schema59 = {
	"type": "string",
	"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
	"title": "a name of letters, digits, dots, dashes and underscores",
	"examples": ["shop", "web1"]
};
const schema32 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"platform": {
			"description": "Where it runs.",
			"enum": [
				"local",
				"servers",
				"kubernetes"
			]
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
		},
		"image": {
			"description": "kubernetes: image with {version} where the version goes; the containers whose image has this repository get it. One or a list.",
			"type": ["string", "array"],
			"minLength": 1,
			"minItems": 1,
			"items": {
				"$ref": "#/$defs/text",
				"examples": ["ghcr.io/acme/shop:{version}"]
			},
			"title": "an image or a list of images",
			"examples": ["ghcr.io/acme/shop:{version}"]
		},
		"workload": {
			"description": "kubernetes: what runs the pods; it must be there. The default is the deployment of the service's name.",
			"type": "string",
			"pattern": "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]",
			"title": "deployment/, statefulset/ or daemonset/ with a name",
			"examples": ["deployment/shop"]
		},
		"container": {
			"$ref": "#/$defs/text",
			"description": "kubernetes: the container that gets the image, where its repository does not tell.",
			"examples": ["web"]
		},
		"context": {
			"$ref": "#/$defs/text",
			"description": "kubernetes: context of kubeconfig; the default is the current one.",
			"examples": ["prod"]
		},
		"namespace": {
			"type": "string",
			"pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$|[${]",
			"title": "a namespace of small letters, digits and dashes",
			"description": "kubernetes: namespace of the workload; the default is the context's.",
			"examples": ["shop"]
		},
		"backend": {
			"type": "string",
			"pattern": "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$|[${]",
			"title": "a name of small letters, digits and dashes",
			"description": "kubernetes: the Service by which users reach the workload; the default is the one that selects its pods.",
			"examples": ["shop"]
		},
		"route": {
			"type": "string",
			"pattern": "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]",
			"title": "httproute/, grpcroute/, traefikservice/ or virtualservice/ with a name, after a namespace where that is another one",
			"description": "kubernetes: route of the Gateway API, TraefikService, or VirtualService of Istio, whose rules for the Service take the weights; without it, the Service alone does.",
			"examples": ["httproute/shop", "edge/httproute/shop"]
		},
		"manifests": {
			"description": "kubernetes: rendered manifests that go with the version, the workload's among them: files, or folders whose .yaml, .yml and .json files are taken. One or a list.",
			"type": ["string", "array"],
			"minLength": 1,
			"minItems": 1,
			"items": {
				"$ref": "#/$defs/text",
				"examples": ["k8s/"]
			},
			"title": "a file or folder, or a list of them",
			"examples": ["k8s/"]
		}
	}
};
const schema33 = {
	"type": "string",
	"pattern": "^/\\S*$|[${]",
	"title": "a path that starts with /",
	"examples": ["/", "/healthz"]
};
const schema36 = {
	"type": "string",
	"minLength": 1,
	"title": "a text that is not empty",
	"examples": ["shop"]
};
const func1 = Object.prototype.hasOwnProperty;
const func2 = (text) => [...text].length;
const pattern4 = new RegExp("^https?://|[${]", "u");
const pattern5 = new RegExp("^/\\S*$|[${]", "u");
const pattern7 = new RegExp("^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://|[${]", "u");
const pattern8 = new RegExp("^(header|cookie):[A-Za-z0-9_-]+$|[${]", "u");
const pattern9 = new RegExp("^/\\S*$|^header:[A-Za-z0-9-]+$|[${]", "u");
const pattern10 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
const pattern33 = new RegExp("^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]", "u");
const pattern34 = new RegExp("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$|[${]", "u");
const pattern35 = new RegExp("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$|[${]", "u");
const pattern36 = new RegExp("^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]", "u");
const schema34 = {
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
};
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate22.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.path === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "path" },
				message: "must have required property 'path'",
				schema: schema34.required,
				parentSchema: schema34,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "path" || key0 === "contains" || key0 === "times")) {
			const err1 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema34,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.path !== void 0) {
			let data0 = data.path;
			if (typeof data0 === "string") {
				if (!pattern5.test(data0)) {
					const err2 = {
						instancePath: instancePath + "/path",
						schemaPath: "#/$defs/path/pattern",
						keyword: "pattern",
						params: { pattern: "^/\\S*$|[${]" },
						message: "must match pattern \"^/\\S*$|[${]\"",
						schema: "^/\\S*$|[${]",
						parentSchema: schema33,
						data: data0
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
			} else {
				const err3 = {
					instancePath: instancePath + "/path",
					schemaPath: "#/$defs/path/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema33.type,
					parentSchema: schema33,
					data: data0
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.contains !== void 0) {
			let data1 = data.contains;
			if (typeof data1 === "string") {
				if (func2(data1) < 1) {
					const err4 = {
						instancePath: instancePath + "/contains",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema36,
						data: data1
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			} else {
				const err5 = {
					instancePath: instancePath + "/contains",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema36.type,
					parentSchema: schema36,
					data: data1
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.times !== void 0) {
			let data2 = data.times;
			if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
				const err6 = {
					instancePath: instancePath + "/times",
					schemaPath: "#/properties/times/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer",
					schema: schema34.properties.times.type,
					parentSchema: schema34.properties.times,
					data: data2
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 1e3 || isNaN(data2)) {
					const err7 = {
						instancePath: instancePath + "/times",
						schemaPath: "#/properties/times/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						message: "must be <= 1000",
						schema: 1e3,
						parentSchema: schema34.properties.times,
						data: data2
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
				if (data2 < 1 || isNaN(data2)) {
					const err8 = {
						instancePath: instancePath + "/times",
						schemaPath: "#/properties/times/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema34.properties.times,
						data: data2
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			}
		}
	} else {
		const err9 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema34.type,
			parentSchema: schema34,
			data
		};
		if (vErrors === null) vErrors = [err9];
		else vErrors.push(err9);
		errors++;
	}
	validate22.errors = vErrors;
	return errors === 0;
}
validate22.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema38 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"max-unavailable": {
			"$ref": "#/$defs/count",
			"description": "How many instances may be out of rotation at once; percent of the wanted number, rounded down. The default is 1; on kubernetes, the workload's own."
		},
		"max-surge": {
			"$ref": "#/$defs/count",
			"description": "How many instances may be there beyond the wanted number; percent is rounded up. The default is 0; on kubernetes, the workload's own."
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
			"description": "How long an instance must be ready before it counts. The default is 0s; on kubernetes, the workload's own."
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
			"description": "Percent of the traffic that canary-step gives, one or a list that grows.",
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
};
const schema39 = {
	"type": ["string", "integer"],
	"minimum": 0,
	"maximum": 999999,
	"pattern": "^\\d{1,6}%?$|[${]",
	"title": "a whole number or a percentage",
	"examples": [1, "25%"]
};
const schema41 = {
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
};
const pattern11 = new RegExp("^\\d{1,6}%?$|[${]", "u");
const pattern13 = new RegExp("^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]", "u");
const pattern19 = new RegExp("^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$|[${]", "u");
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate24.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!func1.call(schema38.properties, key0)) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema38,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data["max-unavailable"] !== void 0) {
			let data0 = data["max-unavailable"];
			if (typeof data0 !== "string" && !(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
				const err1 = {
					instancePath: instancePath + "/max-unavailable",
					schemaPath: "#/$defs/count/type",
					keyword: "type",
					params: { type: schema39.type },
					message: "must be string,integer",
					schema: schema39.type,
					parentSchema: schema39,
					data: data0
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
			if (typeof data0 == "number" && isFinite(data0)) {
				if (data0 > 999999 || isNaN(data0)) {
					const err2 = {
						instancePath: instancePath + "/max-unavailable",
						schemaPath: "#/$defs/count/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 999999
						},
						message: "must be <= 999999",
						schema: 999999,
						parentSchema: schema39,
						data: data0
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
				if (data0 < 0 || isNaN(data0)) {
					const err3 = {
						instancePath: instancePath + "/max-unavailable",
						schemaPath: "#/$defs/count/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema39,
						data: data0
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			}
			if (typeof data0 === "string") {
				if (!pattern11.test(data0)) {
					const err4 = {
						instancePath: instancePath + "/max-unavailable",
						schemaPath: "#/$defs/count/pattern",
						keyword: "pattern",
						params: { pattern: "^\\d{1,6}%?$|[${]" },
						message: "must match pattern \"^\\d{1,6}%?$|[${]\"",
						schema: "^\\d{1,6}%?$|[${]",
						parentSchema: schema39,
						data: data0
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			}
		}
		if (data["max-surge"] !== void 0) {
			let data1 = data["max-surge"];
			if (typeof data1 !== "string" && !(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
				const err5 = {
					instancePath: instancePath + "/max-surge",
					schemaPath: "#/$defs/count/type",
					keyword: "type",
					params: { type: schema39.type },
					message: "must be string,integer",
					schema: schema39.type,
					parentSchema: schema39,
					data: data1
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 > 999999 || isNaN(data1)) {
					const err6 = {
						instancePath: instancePath + "/max-surge",
						schemaPath: "#/$defs/count/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 999999
						},
						message: "must be <= 999999",
						schema: 999999,
						parentSchema: schema39,
						data: data1
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
				if (data1 < 0 || isNaN(data1)) {
					const err7 = {
						instancePath: instancePath + "/max-surge",
						schemaPath: "#/$defs/count/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema39,
						data: data1
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
			}
			if (typeof data1 === "string") {
				if (!pattern11.test(data1)) {
					const err8 = {
						instancePath: instancePath + "/max-surge",
						schemaPath: "#/$defs/count/pattern",
						keyword: "pattern",
						params: { pattern: "^\\d{1,6}%?$|[${]" },
						message: "must match pattern \"^\\d{1,6}%?$|[${]\"",
						schema: "^\\d{1,6}%?$|[${]",
						parentSchema: schema39,
						data: data1
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			}
		}
		if (data["bake-time"] !== void 0) {
			let data2 = data["bake-time"];
			if (typeof data2 !== "string" && !(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
				const err9 = {
					instancePath: instancePath + "/bake-time",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema41.type },
					message: "must be string,integer",
					schema: schema41.type,
					parentSchema: schema41,
					data: data2
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 0 || isNaN(data2)) {
					const err10 = {
						instancePath: instancePath + "/bake-time",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema41,
						data: data2
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
				if (data2 < 0 || isNaN(data2)) {
					const err11 = {
						instancePath: instancePath + "/bake-time",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema41,
						data: data2
					};
					if (vErrors === null) vErrors = [err11];
					else vErrors.push(err11);
					errors++;
				}
			}
			if (typeof data2 === "string") {
				if (func2(data2) < 1) {
					const err12 = {
						instancePath: instancePath + "/bake-time",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema41,
						data: data2
					};
					if (vErrors === null) vErrors = [err12];
					else vErrors.push(err12);
					errors++;
				}
				if (!pattern13.test(data2)) {
					const err13 = {
						instancePath: instancePath + "/bake-time",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]",
						parentSchema: schema41,
						data: data2
					};
					if (vErrors === null) vErrors = [err13];
					else vErrors.push(err13);
					errors++;
				}
			}
		}
		if (data["keep-old"] !== void 0) {
			let data3 = data["keep-old"];
			if (typeof data3 !== "string" && !(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
				const err14 = {
					instancePath: instancePath + "/keep-old",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema41.type },
					message: "must be string,integer",
					schema: schema41.type,
					parentSchema: schema41,
					data: data3
				};
				if (vErrors === null) vErrors = [err14];
				else vErrors.push(err14);
				errors++;
			}
			if (typeof data3 == "number" && isFinite(data3)) {
				if (data3 > 0 || isNaN(data3)) {
					const err15 = {
						instancePath: instancePath + "/keep-old",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema41,
						data: data3
					};
					if (vErrors === null) vErrors = [err15];
					else vErrors.push(err15);
					errors++;
				}
				if (data3 < 0 || isNaN(data3)) {
					const err16 = {
						instancePath: instancePath + "/keep-old",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema41,
						data: data3
					};
					if (vErrors === null) vErrors = [err16];
					else vErrors.push(err16);
					errors++;
				}
			}
			if (typeof data3 === "string") {
				if (func2(data3) < 1) {
					const err17 = {
						instancePath: instancePath + "/keep-old",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema41,
						data: data3
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				}
				if (!pattern13.test(data3)) {
					const err18 = {
						instancePath: instancePath + "/keep-old",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]",
						parentSchema: schema41,
						data: data3
					};
					if (vErrors === null) vErrors = [err18];
					else vErrors.push(err18);
					errors++;
				}
			}
		}
		if (data["min-ready"] !== void 0) {
			let data4 = data["min-ready"];
			if (typeof data4 !== "string" && !(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
				const err19 = {
					instancePath: instancePath + "/min-ready",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema41.type },
					message: "must be string,integer",
					schema: schema41.type,
					parentSchema: schema41,
					data: data4
				};
				if (vErrors === null) vErrors = [err19];
				else vErrors.push(err19);
				errors++;
			}
			if (typeof data4 == "number" && isFinite(data4)) {
				if (data4 > 0 || isNaN(data4)) {
					const err20 = {
						instancePath: instancePath + "/min-ready",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema41,
						data: data4
					};
					if (vErrors === null) vErrors = [err20];
					else vErrors.push(err20);
					errors++;
				}
				if (data4 < 0 || isNaN(data4)) {
					const err21 = {
						instancePath: instancePath + "/min-ready",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema41,
						data: data4
					};
					if (vErrors === null) vErrors = [err21];
					else vErrors.push(err21);
					errors++;
				}
			}
			if (typeof data4 === "string") {
				if (func2(data4) < 1) {
					const err22 = {
						instancePath: instancePath + "/min-ready",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema41,
						data: data4
					};
					if (vErrors === null) vErrors = [err22];
					else vErrors.push(err22);
					errors++;
				}
				if (!pattern13.test(data4)) {
					const err23 = {
						instancePath: instancePath + "/min-ready",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]",
						parentSchema: schema41,
						data: data4
					};
					if (vErrors === null) vErrors = [err23];
					else vErrors.push(err23);
					errors++;
				}
			}
		}
		if (data["drain-timeout"] !== void 0) {
			let data5 = data["drain-timeout"];
			if (typeof data5 !== "string" && !(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) {
				const err24 = {
					instancePath: instancePath + "/drain-timeout",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema41.type },
					message: "must be string,integer",
					schema: schema41.type,
					parentSchema: schema41,
					data: data5
				};
				if (vErrors === null) vErrors = [err24];
				else vErrors.push(err24);
				errors++;
			}
			if (typeof data5 == "number" && isFinite(data5)) {
				if (data5 > 0 || isNaN(data5)) {
					const err25 = {
						instancePath: instancePath + "/drain-timeout",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema41,
						data: data5
					};
					if (vErrors === null) vErrors = [err25];
					else vErrors.push(err25);
					errors++;
				}
				if (data5 < 0 || isNaN(data5)) {
					const err26 = {
						instancePath: instancePath + "/drain-timeout",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema41,
						data: data5
					};
					if (vErrors === null) vErrors = [err26];
					else vErrors.push(err26);
					errors++;
				}
			}
			if (typeof data5 === "string") {
				if (func2(data5) < 1) {
					const err27 = {
						instancePath: instancePath + "/drain-timeout",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema41,
						data: data5
					};
					if (vErrors === null) vErrors = [err27];
					else vErrors.push(err27);
					errors++;
				}
				if (!pattern13.test(data5)) {
					const err28 = {
						instancePath: instancePath + "/drain-timeout",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]",
						parentSchema: schema41,
						data: data5
					};
					if (vErrors === null) vErrors = [err28];
					else vErrors.push(err28);
					errors++;
				}
			}
		}
		if (data["on-drain-timeout"] !== void 0) {
			let data6 = data["on-drain-timeout"];
			if (!(data6 === "force" || data6 === "wait" || data6 === "fail")) {
				const err29 = {
					instancePath: instancePath + "/on-drain-timeout",
					schemaPath: "#/properties/on-drain-timeout/enum",
					keyword: "enum",
					params: { allowedValues: schema38.properties["on-drain-timeout"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema38.properties["on-drain-timeout"].enum,
					parentSchema: schema38.properties["on-drain-timeout"],
					data: data6
				};
				if (vErrors === null) vErrors = [err29];
				else vErrors.push(err29);
				errors++;
			}
		}
		if (data["progress-deadline"] !== void 0) {
			let data7 = data["progress-deadline"];
			if (typeof data7 !== "string" && !(typeof data7 == "number" && !(data7 % 1) && !isNaN(data7) && isFinite(data7))) {
				const err30 = {
					instancePath: instancePath + "/progress-deadline",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema41.type },
					message: "must be string,integer",
					schema: schema41.type,
					parentSchema: schema41,
					data: data7
				};
				if (vErrors === null) vErrors = [err30];
				else vErrors.push(err30);
				errors++;
			}
			if (typeof data7 == "number" && isFinite(data7)) {
				if (data7 > 0 || isNaN(data7)) {
					const err31 = {
						instancePath: instancePath + "/progress-deadline",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema41,
						data: data7
					};
					if (vErrors === null) vErrors = [err31];
					else vErrors.push(err31);
					errors++;
				}
				if (data7 < 0 || isNaN(data7)) {
					const err32 = {
						instancePath: instancePath + "/progress-deadline",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema41,
						data: data7
					};
					if (vErrors === null) vErrors = [err32];
					else vErrors.push(err32);
					errors++;
				}
			}
			if (typeof data7 === "string") {
				if (func2(data7) < 1) {
					const err33 = {
						instancePath: instancePath + "/progress-deadline",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema41,
						data: data7
					};
					if (vErrors === null) vErrors = [err33];
					else vErrors.push(err33);
					errors++;
				}
				if (!pattern13.test(data7)) {
					const err34 = {
						instancePath: instancePath + "/progress-deadline",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]",
						parentSchema: schema41,
						data: data7
					};
					if (vErrors === null) vErrors = [err34];
					else vErrors.push(err34);
					errors++;
				}
			}
		}
		if (data["preview-size"] !== void 0) {
			let data8 = data["preview-size"];
			if (typeof data8 !== "string" && !(typeof data8 == "number" && !(data8 % 1) && !isNaN(data8) && isFinite(data8))) {
				const err35 = {
					instancePath: instancePath + "/preview-size",
					schemaPath: "#/$defs/count/type",
					keyword: "type",
					params: { type: schema39.type },
					message: "must be string,integer",
					schema: schema39.type,
					parentSchema: schema39,
					data: data8
				};
				if (vErrors === null) vErrors = [err35];
				else vErrors.push(err35);
				errors++;
			}
			if (typeof data8 == "number" && isFinite(data8)) {
				if (data8 > 999999 || isNaN(data8)) {
					const err36 = {
						instancePath: instancePath + "/preview-size",
						schemaPath: "#/$defs/count/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 999999
						},
						message: "must be <= 999999",
						schema: 999999,
						parentSchema: schema39,
						data: data8
					};
					if (vErrors === null) vErrors = [err36];
					else vErrors.push(err36);
					errors++;
				}
				if (data8 < 0 || isNaN(data8)) {
					const err37 = {
						instancePath: instancePath + "/preview-size",
						schemaPath: "#/$defs/count/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema39,
						data: data8
					};
					if (vErrors === null) vErrors = [err37];
					else vErrors.push(err37);
					errors++;
				}
			}
			if (typeof data8 === "string") {
				if (!pattern11.test(data8)) {
					const err38 = {
						instancePath: instancePath + "/preview-size",
						schemaPath: "#/$defs/count/pattern",
						keyword: "pattern",
						params: { pattern: "^\\d{1,6}%?$|[${]" },
						message: "must match pattern \"^\\d{1,6}%?$|[${]\"",
						schema: "^\\d{1,6}%?$|[${]",
						parentSchema: schema39,
						data: data8
					};
					if (vErrors === null) vErrors = [err38];
					else vErrors.push(err38);
					errors++;
				}
			}
		}
		if (data["on-failure"] !== void 0) {
			let data9 = data["on-failure"];
			if (!(data9 === "rollback" || data9 === "pause")) {
				const err39 = {
					instancePath: instancePath + "/on-failure",
					schemaPath: "#/properties/on-failure/enum",
					keyword: "enum",
					params: { allowedValues: schema38.properties["on-failure"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema38.properties["on-failure"].enum,
					parentSchema: schema38.properties["on-failure"],
					data: data9
				};
				if (vErrors === null) vErrors = [err39];
				else vErrors.push(err39);
				errors++;
			}
		}
		if (data["on-cancel"] !== void 0) {
			let data10 = data["on-cancel"];
			if (!(data10 === "rollback" || data10 === "pause")) {
				const err40 = {
					instancePath: instancePath + "/on-cancel",
					schemaPath: "#/properties/on-cancel/enum",
					keyword: "enum",
					params: { allowedValues: schema38.properties["on-cancel"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema38.properties["on-cancel"].enum,
					parentSchema: schema38.properties["on-cancel"],
					data: data10
				};
				if (vErrors === null) vErrors = [err40];
				else vErrors.push(err40);
				errors++;
			}
		}
		if (data["on-busy"] !== void 0) {
			let data11 = data["on-busy"];
			if (!(data11 === "fail" || data11 === "wait" || data11 === "supersede")) {
				const err41 = {
					instancePath: instancePath + "/on-busy",
					schemaPath: "#/properties/on-busy/enum",
					keyword: "enum",
					params: { allowedValues: schema38.properties["on-busy"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema38.properties["on-busy"].enum,
					parentSchema: schema38.properties["on-busy"],
					data: data11
				};
				if (vErrors === null) vErrors = [err41];
				else vErrors.push(err41);
				errors++;
			}
		}
		if (data.deployment !== void 0) {
			let data12 = data.deployment;
			if (!(data12 === "auto" || data12 === "create" || data12 === "none")) {
				const err42 = {
					instancePath: instancePath + "/deployment",
					schemaPath: "#/properties/deployment/enum",
					keyword: "enum",
					params: { allowedValues: schema38.properties.deployment.enum },
					message: "must be equal to one of the allowed values",
					schema: schema38.properties.deployment.enum,
					parentSchema: schema38.properties.deployment,
					data: data12
				};
				if (vErrors === null) vErrors = [err42];
				else vErrors.push(err42);
				errors++;
			}
		}
		if (data.comment !== void 0) {
			let data13 = data.comment;
			if (!(data13 === "on-change" || data13 === "on-failure" || data13 === "never")) {
				const err43 = {
					instancePath: instancePath + "/comment",
					schemaPath: "#/properties/comment/enum",
					keyword: "enum",
					params: { allowedValues: schema38.properties.comment.enum },
					message: "must be equal to one of the allowed values",
					schema: schema38.properties.comment.enum,
					parentSchema: schema38.properties.comment,
					data: data13
				};
				if (vErrors === null) vErrors = [err43];
				else vErrors.push(err43);
				errors++;
			}
		}
		if (data.until !== void 0) {
			let data14 = data.until;
			if (!(data14 === "prepared" || data14 === "switched" || data14 === "retired")) {
				const err44 = {
					instancePath: instancePath + "/until",
					schemaPath: "#/properties/until/enum",
					keyword: "enum",
					params: { allowedValues: schema38.properties.until.enum },
					message: "must be equal to one of the allowed values",
					schema: schema38.properties.until.enum,
					parentSchema: schema38.properties.until,
					data: data14
				};
				if (vErrors === null) vErrors = [err44];
				else vErrors.push(err44);
				errors++;
			}
		}
		if (data.weight !== void 0) {
			let data15 = data.weight;
			if (typeof data15 !== "string" && !(typeof data15 == "number" && !(data15 % 1) && !isNaN(data15) && isFinite(data15))) {
				const err45 = {
					instancePath: instancePath + "/weight",
					schemaPath: "#/properties/weight/type",
					keyword: "type",
					params: { type: schema38.properties.weight.type },
					message: "must be string,integer",
					schema: schema38.properties.weight.type,
					parentSchema: schema38.properties.weight,
					data: data15
				};
				if (vErrors === null) vErrors = [err45];
				else vErrors.push(err45);
				errors++;
			}
			if (typeof data15 == "number" && isFinite(data15)) {
				if (data15 > 100 || isNaN(data15)) {
					const err46 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 100
						},
						message: "must be <= 100",
						schema: 100,
						parentSchema: schema38.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err46];
					else vErrors.push(err46);
					errors++;
				}
				if (data15 < 0 || isNaN(data15)) {
					const err47 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema38.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err47];
					else vErrors.push(err47);
					errors++;
				}
			}
			if (typeof data15 === "string") {
				if (!pattern19.test(data15)) {
					const err48 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/pattern",
						keyword: "pattern",
						params: { pattern: "^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$|[${]" },
						message: "must match pattern \"^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$|[${]\"",
						schema: "^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$|[${]",
						parentSchema: schema38.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err48];
					else vErrors.push(err48);
					errors++;
				}
			}
		}
		if (data["on-outdated"] !== void 0) {
			let data16 = data["on-outdated"];
			if (!(data16 === "fail" || data16 === "deploy")) {
				const err49 = {
					instancePath: instancePath + "/on-outdated",
					schemaPath: "#/properties/on-outdated/enum",
					keyword: "enum",
					params: { allowedValues: schema38.properties["on-outdated"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema38.properties["on-outdated"].enum,
					parentSchema: schema38.properties["on-outdated"],
					data: data16
				};
				if (vErrors === null) vErrors = [err49];
				else vErrors.push(err49);
				errors++;
			}
		}
	} else {
		const err50 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema38.type,
			parentSchema: schema38,
			data
		};
		if (vErrors === null) vErrors = [err50];
		else vErrors.push(err50);
		errors++;
	}
	validate24.errors = vErrors;
	return errors === 0;
}
validate24.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema47 = {
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
};
const schema51 = {
	"type": ["string", "integer"],
	"minimum": 0,
	"maximum": 0,
	"pattern": "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$|[${]",
	"title": "a percentage with its sign",
	"examples": ["0.5%", "2%"]
};
const pattern23 = new RegExp("^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$|[${]", "u");
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate26.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "interval" || key0 === "initial-delay" || key0 === "analysis-timeout" || key0 === "max-error-rate" || key0 === "max-error-ratio" || key0 === "min-polls" || key0 === "on-inconclusive" || key0 === "on-no-data")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema47,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.interval !== void 0) {
			let data0 = data.interval;
			if (typeof data0 !== "string" && !(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
				const err1 = {
					instancePath: instancePath + "/interval",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema41.type },
					message: "must be string,integer",
					schema: schema41.type,
					parentSchema: schema41,
					data: data0
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
			if (typeof data0 == "number" && isFinite(data0)) {
				if (data0 > 0 || isNaN(data0)) {
					const err2 = {
						instancePath: instancePath + "/interval",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema41,
						data: data0
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
				if (data0 < 0 || isNaN(data0)) {
					const err3 = {
						instancePath: instancePath + "/interval",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema41,
						data: data0
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			}
			if (typeof data0 === "string") {
				if (func2(data0) < 1) {
					const err4 = {
						instancePath: instancePath + "/interval",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema41,
						data: data0
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
				if (!pattern13.test(data0)) {
					const err5 = {
						instancePath: instancePath + "/interval",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]",
						parentSchema: schema41,
						data: data0
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
			}
		}
		if (data["initial-delay"] !== void 0) {
			let data1 = data["initial-delay"];
			if (typeof data1 !== "string" && !(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
				const err6 = {
					instancePath: instancePath + "/initial-delay",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema41.type },
					message: "must be string,integer",
					schema: schema41.type,
					parentSchema: schema41,
					data: data1
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 > 0 || isNaN(data1)) {
					const err7 = {
						instancePath: instancePath + "/initial-delay",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema41,
						data: data1
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
				if (data1 < 0 || isNaN(data1)) {
					const err8 = {
						instancePath: instancePath + "/initial-delay",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema41,
						data: data1
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			}
			if (typeof data1 === "string") {
				if (func2(data1) < 1) {
					const err9 = {
						instancePath: instancePath + "/initial-delay",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema41,
						data: data1
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
				if (!pattern13.test(data1)) {
					const err10 = {
						instancePath: instancePath + "/initial-delay",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]",
						parentSchema: schema41,
						data: data1
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
			}
		}
		if (data["analysis-timeout"] !== void 0) {
			let data2 = data["analysis-timeout"];
			if (typeof data2 !== "string" && !(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
				const err11 = {
					instancePath: instancePath + "/analysis-timeout",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema41.type },
					message: "must be string,integer",
					schema: schema41.type,
					parentSchema: schema41,
					data: data2
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 0 || isNaN(data2)) {
					const err12 = {
						instancePath: instancePath + "/analysis-timeout",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema41,
						data: data2
					};
					if (vErrors === null) vErrors = [err12];
					else vErrors.push(err12);
					errors++;
				}
				if (data2 < 0 || isNaN(data2)) {
					const err13 = {
						instancePath: instancePath + "/analysis-timeout",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema41,
						data: data2
					};
					if (vErrors === null) vErrors = [err13];
					else vErrors.push(err13);
					errors++;
				}
			}
			if (typeof data2 === "string") {
				if (func2(data2) < 1) {
					const err14 = {
						instancePath: instancePath + "/analysis-timeout",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema41,
						data: data2
					};
					if (vErrors === null) vErrors = [err14];
					else vErrors.push(err14);
					errors++;
				}
				if (!pattern13.test(data2)) {
					const err15 = {
						instancePath: instancePath + "/analysis-timeout",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]",
						parentSchema: schema41,
						data: data2
					};
					if (vErrors === null) vErrors = [err15];
					else vErrors.push(err15);
					errors++;
				}
			}
		}
		if (data["max-error-rate"] !== void 0) {
			let data3 = data["max-error-rate"];
			if (typeof data3 !== "string" && !(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
				const err16 = {
					instancePath: instancePath + "/max-error-rate",
					schemaPath: "#/$defs/share/type",
					keyword: "type",
					params: { type: schema51.type },
					message: "must be string,integer",
					schema: schema51.type,
					parentSchema: schema51,
					data: data3
				};
				if (vErrors === null) vErrors = [err16];
				else vErrors.push(err16);
				errors++;
			}
			if (typeof data3 == "number" && isFinite(data3)) {
				if (data3 > 0 || isNaN(data3)) {
					const err17 = {
						instancePath: instancePath + "/max-error-rate",
						schemaPath: "#/$defs/share/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema51,
						data: data3
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				}
				if (data3 < 0 || isNaN(data3)) {
					const err18 = {
						instancePath: instancePath + "/max-error-rate",
						schemaPath: "#/$defs/share/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema51,
						data: data3
					};
					if (vErrors === null) vErrors = [err18];
					else vErrors.push(err18);
					errors++;
				}
			}
			if (typeof data3 === "string") {
				if (!pattern23.test(data3)) {
					const err19 = {
						instancePath: instancePath + "/max-error-rate",
						schemaPath: "#/$defs/share/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$|[${]" },
						message: "must match pattern \"^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$|[${]\"",
						schema: "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$|[${]",
						parentSchema: schema51,
						data: data3
					};
					if (vErrors === null) vErrors = [err19];
					else vErrors.push(err19);
					errors++;
				}
			}
		}
		if (data["max-error-ratio"] !== void 0) {
			let data4 = data["max-error-ratio"];
			if (typeof data4 == "number" && isFinite(data4)) {
				if (data4 > 1e3 || isNaN(data4)) {
					const err20 = {
						instancePath: instancePath + "/max-error-ratio",
						schemaPath: "#/properties/max-error-ratio/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						message: "must be <= 1000",
						schema: 1e3,
						parentSchema: schema47.properties["max-error-ratio"],
						data: data4
					};
					if (vErrors === null) vErrors = [err20];
					else vErrors.push(err20);
					errors++;
				}
				if (data4 < 1 || isNaN(data4)) {
					const err21 = {
						instancePath: instancePath + "/max-error-ratio",
						schemaPath: "#/properties/max-error-ratio/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema47.properties["max-error-ratio"],
						data: data4
					};
					if (vErrors === null) vErrors = [err21];
					else vErrors.push(err21);
					errors++;
				}
			} else {
				const err22 = {
					instancePath: instancePath + "/max-error-ratio",
					schemaPath: "#/properties/max-error-ratio/type",
					keyword: "type",
					params: { type: "number" },
					message: "must be number",
					schema: schema47.properties["max-error-ratio"].type,
					parentSchema: schema47.properties["max-error-ratio"],
					data: data4
				};
				if (vErrors === null) vErrors = [err22];
				else vErrors.push(err22);
				errors++;
			}
		}
		if (data["min-polls"] !== void 0) {
			let data5 = data["min-polls"];
			if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) {
				const err23 = {
					instancePath: instancePath + "/min-polls",
					schemaPath: "#/properties/min-polls/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer",
					schema: schema47.properties["min-polls"].type,
					parentSchema: schema47.properties["min-polls"],
					data: data5
				};
				if (vErrors === null) vErrors = [err23];
				else vErrors.push(err23);
				errors++;
			}
			if (typeof data5 == "number" && isFinite(data5)) {
				if (data5 > 1e3 || isNaN(data5)) {
					const err24 = {
						instancePath: instancePath + "/min-polls",
						schemaPath: "#/properties/min-polls/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						message: "must be <= 1000",
						schema: 1e3,
						parentSchema: schema47.properties["min-polls"],
						data: data5
					};
					if (vErrors === null) vErrors = [err24];
					else vErrors.push(err24);
					errors++;
				}
				if (data5 < 1 || isNaN(data5)) {
					const err25 = {
						instancePath: instancePath + "/min-polls",
						schemaPath: "#/properties/min-polls/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema47.properties["min-polls"],
						data: data5
					};
					if (vErrors === null) vErrors = [err25];
					else vErrors.push(err25);
					errors++;
				}
			}
		}
		if (data["on-inconclusive"] !== void 0) {
			let data6 = data["on-inconclusive"];
			if (!(data6 === "pause" || data6 === "pass" || data6 === "rollback")) {
				const err26 = {
					instancePath: instancePath + "/on-inconclusive",
					schemaPath: "#/properties/on-inconclusive/enum",
					keyword: "enum",
					params: { allowedValues: schema47.properties["on-inconclusive"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema47.properties["on-inconclusive"].enum,
					parentSchema: schema47.properties["on-inconclusive"],
					data: data6
				};
				if (vErrors === null) vErrors = [err26];
				else vErrors.push(err26);
				errors++;
			}
		}
		if (data["on-no-data"] !== void 0) {
			let data7 = data["on-no-data"];
			if (!(data7 === "wait" || data7 === "fail" || data7 === "pass")) {
				const err27 = {
					instancePath: instancePath + "/on-no-data",
					schemaPath: "#/properties/on-no-data/enum",
					keyword: "enum",
					params: { allowedValues: schema47.properties["on-no-data"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema47.properties["on-no-data"].enum,
					parentSchema: schema47.properties["on-no-data"],
					data: data7
				};
				if (vErrors === null) vErrors = [err27];
				else vErrors.push(err27);
				errors++;
			}
		}
	} else {
		const err28 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema47.type,
			parentSchema: schema47,
			data
		};
		if (vErrors === null) vErrors = [err28];
		else vErrors.push(err28);
		errors++;
	}
	validate26.errors = vErrors;
	return errors === 0;
}
validate26.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema53 = {
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
};
function validate28(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate28.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "key" || key0 === "known-hosts")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema53,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.key !== void 0) {
			let data0 = data.key;
			if (typeof data0 === "string") {
				if (func2(data0) < 1) {
					const err1 = {
						instancePath: instancePath + "/key",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema36,
						data: data0
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/key",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema36.type,
					parentSchema: schema36,
					data: data0
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data["known-hosts"] !== void 0) {
			let data1 = data["known-hosts"];
			if (typeof data1 === "string") {
				if (func2(data1) < 1) {
					const err3 = {
						instancePath: instancePath + "/known-hosts",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema36,
						data: data1
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/known-hosts",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema36.type,
					parentSchema: schema36,
					data: data1
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
	} else {
		const err5 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema53.type,
			parentSchema: schema53,
			data
		};
		if (vErrors === null) vErrors = [err5];
		else vErrors.push(err5);
		errors++;
	}
	validate28.errors = vErrors;
	return errors === 0;
}
validate28.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema58 = {
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
};
const schema60 = {
	"type": "string",
	"pattern": "^[^\\s-]\\S*$",
	"title": "a machine as ssh takes it, without spaces",
	"examples": ["deploy@web1.example.com", "ssh://deploy@web1.example.com:2222"]
};
const pattern24 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$", "u");
const pattern25 = new RegExp("^[^\\s-]\\S*$", "u");
const pattern26 = new RegExp("^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$|[${]", "u");
function validate30(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate30.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.name === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "name" },
				message: "must have required property 'name'",
				schema: schema58.required,
				parentSchema: schema58,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.address === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "address" },
				message: "must have required property 'address'",
				schema: schema58.required,
				parentSchema: schema58,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "name" || key0 === "host" || key0 === "address" || key0 === "track")) {
			const err2 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema58,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.name !== void 0) {
			let data0 = data.name;
			if (typeof data0 === "string") {
				if (!pattern24.test(data0)) {
					const err3 = {
						instancePath: instancePath + "/name",
						schemaPath: "#/$defs/name/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$" },
						message: "must match pattern \"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$\"",
						schema: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
						parentSchema: schema59,
						data: data0
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/name",
					schemaPath: "#/$defs/name/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema59.type,
					parentSchema: schema59,
					data: data0
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.host !== void 0) {
			let data1 = data.host;
			if (typeof data1 === "string") {
				if (!pattern25.test(data1)) {
					const err5 = {
						instancePath: instancePath + "/host",
						schemaPath: "#/$defs/host/pattern",
						keyword: "pattern",
						params: { pattern: "^[^\\s-]\\S*$" },
						message: "must match pattern \"^[^\\s-]\\S*$\"",
						schema: "^[^\\s-]\\S*$",
						parentSchema: schema60,
						data: data1
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
			} else {
				const err6 = {
					instancePath: instancePath + "/host",
					schemaPath: "#/$defs/host/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema60.type,
					parentSchema: schema60,
					data: data1
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.address !== void 0) {
			let data2 = data.address;
			if (typeof data2 === "string") {
				if (!pattern26.test(data2)) {
					const err7 = {
						instancePath: instancePath + "/address",
						schemaPath: "#/properties/address/pattern",
						keyword: "pattern",
						params: { pattern: "^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$|[${]" },
						message: "must match pattern \"^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$|[${]\"",
						schema: "^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$|[${]",
						parentSchema: schema58.properties.address,
						data: data2
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
			} else {
				const err8 = {
					instancePath: instancePath + "/address",
					schemaPath: "#/properties/address/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema58.properties.address.type,
					parentSchema: schema58.properties.address,
					data: data2
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
		if (data.track !== void 0) {
			let data3 = data.track;
			if (!(data3 === "blue" || data3 === "green")) {
				const err9 = {
					instancePath: instancePath + "/track",
					schemaPath: "#/properties/track/enum",
					keyword: "enum",
					params: { allowedValues: schema58.properties.track.enum },
					message: "must be equal to one of the allowed values",
					schema: schema58.properties.track.enum,
					parentSchema: schema58.properties.track,
					data: data3
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
	} else {
		const err10 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema58.type,
			parentSchema: schema58,
			data
		};
		if (vErrors === null) vErrors = [err10];
		else vErrors.push(err10);
		errors++;
	}
	validate30.errors = vErrors;
	return errors === 0;
}
validate30.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema61 = {
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
			"pattern": "^[A-Za-z0-9_.:-]+$|[${]",
			"additionalProperties": false,
			"required": ["blue", "green"],
			"properties": {
				"blue": {
					"$ref": "#/$defs/haproxy-name",
					"description": "Backend of the track blue.",
					"examples": ["api_blue"]
				},
				"green": {
					"$ref": "#/$defs/haproxy-name",
					"description": "Backend of the track green.",
					"examples": ["api_green"]
				}
			},
			"title": "one backend or a mapping of blue and green",
			"examples": ["api", "{ blue: api_blue, green: api_green }"]
		},
		"map": {
			"type": "string",
			"pattern": "^[A-Za-z0-9_./-]+$|[${]",
			"title": "a path of letters, digits, dots, dashes and underscores",
			"description": "Path of the map file that holds the weights; only with tracks.",
			"examples": ["/var/lib/sluice/api.map"]
		},
		"key": {
			"$ref": "#/$defs/haproxy-name",
			"description": "The service's key in the map; only with tracks.",
			"examples": ["api"]
		}
	}
};
const schema65 = {
	"type": "string",
	"pattern": "^[A-Za-z0-9_.:-]+$|[${]",
	"title": "a name of letters, digits, dots, colons, dashes and underscores",
	"examples": ["api"]
};
const pattern28 = new RegExp("^[A-Za-z0-9_.:-]+$|[${]", "u");
const pattern31 = new RegExp("^[A-Za-z0-9_./-]+$|[${]", "u");
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate32.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.kind === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "kind" },
				message: "must have required property 'kind'",
				schema: schema61.required,
				parentSchema: schema61,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.socket === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "socket" },
				message: "must have required property 'socket'",
				schema: schema61.required,
				parentSchema: schema61,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.backend === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "backend" },
				message: "must have required property 'backend'",
				schema: schema61.required,
				parentSchema: schema61,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "kind" || key0 === "host" || key0 === "socket" || key0 === "config" || key0 === "backend" || key0 === "map" || key0 === "key")) {
			const err3 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema61,
				data
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		if (data.kind !== void 0) {
			let data0 = data.kind;
			if (!(data0 === "haproxy")) {
				const err4 = {
					instancePath: instancePath + "/kind",
					schemaPath: "#/properties/kind/enum",
					keyword: "enum",
					params: { allowedValues: schema61.properties.kind.enum },
					message: "must be equal to one of the allowed values",
					schema: schema61.properties.kind.enum,
					parentSchema: schema61.properties.kind,
					data: data0
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.host !== void 0) {
			let data1 = data.host;
			if (typeof data1 === "string") {
				if (!pattern25.test(data1)) {
					const err5 = {
						instancePath: instancePath + "/host",
						schemaPath: "#/$defs/host/pattern",
						keyword: "pattern",
						params: { pattern: "^[^\\s-]\\S*$" },
						message: "must match pattern \"^[^\\s-]\\S*$\"",
						schema: "^[^\\s-]\\S*$",
						parentSchema: schema60,
						data: data1
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
			} else {
				const err6 = {
					instancePath: instancePath + "/host",
					schemaPath: "#/$defs/host/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema60.type,
					parentSchema: schema60,
					data: data1
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.socket !== void 0) {
			let data2 = data.socket;
			if (typeof data2 === "string") {
				if (func2(data2) < 1) {
					const err7 = {
						instancePath: instancePath + "/socket",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema36,
						data: data2
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
			} else {
				const err8 = {
					instancePath: instancePath + "/socket",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema36.type,
					parentSchema: schema36,
					data: data2
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
		if (data.config !== void 0) {
			let data3 = data.config;
			if (typeof data3 === "string") {
				if (func2(data3) < 1) {
					const err9 = {
						instancePath: instancePath + "/config",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema36,
						data: data3
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
			} else {
				const err10 = {
					instancePath: instancePath + "/config",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema36.type,
					parentSchema: schema36,
					data: data3
				};
				if (vErrors === null) vErrors = [err10];
				else vErrors.push(err10);
				errors++;
			}
		}
		if (data.backend !== void 0) {
			let data4 = data.backend;
			if (typeof data4 !== "string" && !(data4 && typeof data4 == "object" && !Array.isArray(data4))) {
				const err11 = {
					instancePath: instancePath + "/backend",
					schemaPath: "#/properties/backend/type",
					keyword: "type",
					params: { type: schema61.properties.backend.type },
					message: "must be string,object",
					schema: schema61.properties.backend.type,
					parentSchema: schema61.properties.backend,
					data: data4
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
			if (typeof data4 === "string") {
				if (!pattern28.test(data4)) {
					const err12 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_.:-]+$|[${]" },
						message: "must match pattern \"^[A-Za-z0-9_.:-]+$|[${]\"",
						schema: "^[A-Za-z0-9_.:-]+$|[${]",
						parentSchema: schema61.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err12];
					else vErrors.push(err12);
					errors++;
				}
			}
			if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
				if (data4.blue === void 0) {
					const err13 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/required",
						keyword: "required",
						params: { missingProperty: "blue" },
						message: "must have required property 'blue'",
						schema: schema61.properties.backend.required,
						parentSchema: schema61.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err13];
					else vErrors.push(err13);
					errors++;
				}
				if (data4.green === void 0) {
					const err14 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/required",
						keyword: "required",
						params: { missingProperty: "green" },
						message: "must have required property 'green'",
						schema: schema61.properties.backend.required,
						parentSchema: schema61.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err14];
					else vErrors.push(err14);
					errors++;
				}
				for (const key1 in data4) if (!(key1 === "blue" || key1 === "green")) {
					const err15 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema61.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err15];
					else vErrors.push(err15);
					errors++;
				}
				if (data4.blue !== void 0) {
					let data5 = data4.blue;
					if (typeof data5 === "string") {
						if (!pattern28.test(data5)) {
							const err16 = {
								instancePath: instancePath + "/backend/blue",
								schemaPath: "#/$defs/haproxy-name/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9_.:-]+$|[${]" },
								message: "must match pattern \"^[A-Za-z0-9_.:-]+$|[${]\"",
								schema: "^[A-Za-z0-9_.:-]+$|[${]",
								parentSchema: schema65,
								data: data5
							};
							if (vErrors === null) vErrors = [err16];
							else vErrors.push(err16);
							errors++;
						}
					} else {
						const err17 = {
							instancePath: instancePath + "/backend/blue",
							schemaPath: "#/$defs/haproxy-name/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema65.type,
							parentSchema: schema65,
							data: data5
						};
						if (vErrors === null) vErrors = [err17];
						else vErrors.push(err17);
						errors++;
					}
				}
				if (data4.green !== void 0) {
					let data6 = data4.green;
					if (typeof data6 === "string") {
						if (!pattern28.test(data6)) {
							const err18 = {
								instancePath: instancePath + "/backend/green",
								schemaPath: "#/$defs/haproxy-name/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9_.:-]+$|[${]" },
								message: "must match pattern \"^[A-Za-z0-9_.:-]+$|[${]\"",
								schema: "^[A-Za-z0-9_.:-]+$|[${]",
								parentSchema: schema65,
								data: data6
							};
							if (vErrors === null) vErrors = [err18];
							else vErrors.push(err18);
							errors++;
						}
					} else {
						const err19 = {
							instancePath: instancePath + "/backend/green",
							schemaPath: "#/$defs/haproxy-name/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema65.type,
							parentSchema: schema65,
							data: data6
						};
						if (vErrors === null) vErrors = [err19];
						else vErrors.push(err19);
						errors++;
					}
				}
			}
		}
		if (data.map !== void 0) {
			let data7 = data.map;
			if (typeof data7 === "string") {
				if (!pattern31.test(data7)) {
					const err20 = {
						instancePath: instancePath + "/map",
						schemaPath: "#/properties/map/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_./-]+$|[${]" },
						message: "must match pattern \"^[A-Za-z0-9_./-]+$|[${]\"",
						schema: "^[A-Za-z0-9_./-]+$|[${]",
						parentSchema: schema61.properties.map,
						data: data7
					};
					if (vErrors === null) vErrors = [err20];
					else vErrors.push(err20);
					errors++;
				}
			} else {
				const err21 = {
					instancePath: instancePath + "/map",
					schemaPath: "#/properties/map/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema61.properties.map.type,
					parentSchema: schema61.properties.map,
					data: data7
				};
				if (vErrors === null) vErrors = [err21];
				else vErrors.push(err21);
				errors++;
			}
		}
		if (data.key !== void 0) {
			let data8 = data.key;
			if (typeof data8 === "string") {
				if (!pattern28.test(data8)) {
					const err22 = {
						instancePath: instancePath + "/key",
						schemaPath: "#/$defs/haproxy-name/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_.:-]+$|[${]" },
						message: "must match pattern \"^[A-Za-z0-9_.:-]+$|[${]\"",
						schema: "^[A-Za-z0-9_.:-]+$|[${]",
						parentSchema: schema65,
						data: data8
					};
					if (vErrors === null) vErrors = [err22];
					else vErrors.push(err22);
					errors++;
				}
			} else {
				const err23 = {
					instancePath: instancePath + "/key",
					schemaPath: "#/$defs/haproxy-name/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema65.type,
					parentSchema: schema65,
					data: data8
				};
				if (vErrors === null) vErrors = [err23];
				else vErrors.push(err23);
				errors++;
			}
		}
	} else {
		const err24 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema61.type,
			parentSchema: schema61,
			data
		};
		if (vErrors === null) vErrors = [err24];
		else vErrors.push(err24);
		errors++;
	}
	validate32.errors = vErrors;
	return errors === 0;
}
validate32.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const wrapper0 = { validate: validate21 };
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate21.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!func1.call(schema32.properties, key0)) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema32,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.platform !== void 0) {
			let data0 = data.platform;
			if (!(data0 === "local" || data0 === "servers" || data0 === "kubernetes")) {
				const err1 = {
					instancePath: instancePath + "/platform",
					schemaPath: "#/properties/platform/enum",
					keyword: "enum",
					params: { allowedValues: schema32.properties.platform.enum },
					message: "must be equal to one of the allowed values",
					schema: schema32.properties.platform.enum,
					parentSchema: schema32.properties.platform,
					data: data0
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
		}
		if (data.url !== void 0) {
			let data1 = data.url;
			if (typeof data1 === "string") {
				if (!pattern4.test(data1)) {
					const err2 = {
						instancePath: instancePath + "/url",
						schemaPath: "#/properties/url/pattern",
						keyword: "pattern",
						params: { pattern: "^https?://|[${]" },
						message: "must match pattern \"^https?://|[${]\"",
						schema: "^https?://|[${]",
						parentSchema: schema32.properties.url,
						data: data1
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
			} else {
				const err3 = {
					instancePath: instancePath + "/url",
					schemaPath: "#/properties/url/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema32.properties.url.type,
					parentSchema: schema32.properties.url,
					data: data1
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.health !== void 0) {
			let data2 = data.health;
			if (typeof data2 === "string") {
				if (!pattern5.test(data2)) {
					const err4 = {
						instancePath: instancePath + "/health",
						schemaPath: "#/$defs/path/pattern",
						keyword: "pattern",
						params: { pattern: "^/\\S*$|[${]" },
						message: "must match pattern \"^/\\S*$|[${]\"",
						schema: "^/\\S*$|[${]",
						parentSchema: schema33,
						data: data2
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			} else {
				const err5 = {
					instancePath: instancePath + "/health",
					schemaPath: "#/$defs/path/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema33.type,
					parentSchema: schema33,
					data: data2
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data["smoke-test"] !== void 0) {
			if (!validate22(data["smoke-test"], {
				instancePath: instancePath + "/smoke-test",
				parentData: data,
				parentDataProperty: "smoke-test",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
				errors = vErrors.length;
			}
		}
		if (data.preview !== void 0) {
			let data4 = data.preview;
			if (typeof data4 === "string") {
				if (!pattern7.test(data4)) {
					const err6 = {
						instancePath: instancePath + "/preview",
						schemaPath: "#/properties/preview/pattern",
						keyword: "pattern",
						params: { pattern: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://|[${]" },
						message: "must match pattern \"^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://|[${]\"",
						schema: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://|[${]",
						parentSchema: schema32.properties.preview,
						data: data4
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/preview",
					schemaPath: "#/properties/preview/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema32.properties.preview.type,
					parentSchema: schema32.properties.preview,
					data: data4
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.sticky !== void 0) {
			let data5 = data.sticky;
			if (typeof data5 === "string") {
				if (!pattern8.test(data5)) {
					const err8 = {
						instancePath: instancePath + "/sticky",
						schemaPath: "#/properties/sticky/pattern",
						keyword: "pattern",
						params: { pattern: "^(header|cookie):[A-Za-z0-9_-]+$|[${]" },
						message: "must match pattern \"^(header|cookie):[A-Za-z0-9_-]+$|[${]\"",
						schema: "^(header|cookie):[A-Za-z0-9_-]+$|[${]",
						parentSchema: schema32.properties.sticky,
						data: data5
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/sticky",
					schemaPath: "#/properties/sticky/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema32.properties.sticky.type,
					parentSchema: schema32.properties.sticky,
					data: data5
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.reports !== void 0) {
			let data6 = data.reports;
			if (typeof data6 === "string") {
				if (!pattern9.test(data6)) {
					const err10 = {
						instancePath: instancePath + "/reports",
						schemaPath: "#/properties/reports/pattern",
						keyword: "pattern",
						params: { pattern: "^/\\S*$|^header:[A-Za-z0-9-]+$|[${]" },
						message: "must match pattern \"^/\\S*$|^header:[A-Za-z0-9-]+$|[${]\"",
						schema: "^/\\S*$|^header:[A-Za-z0-9-]+$|[${]",
						parentSchema: schema32.properties.reports,
						data: data6
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
			} else {
				const err11 = {
					instancePath: instancePath + "/reports",
					schemaPath: "#/properties/reports/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema32.properties.reports.type,
					parentSchema: schema32.properties.reports,
					data: data6
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
		}
		if (data.env !== void 0) {
			let data7 = data.env;
			if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
				for (const key1 in data7) {
					const _errs17 = errors;
					if (typeof key1 === "string") {
						if (!pattern10.test(key1)) {
							const err12 = {
								instancePath: instancePath + "/env",
								schemaPath: "#/properties/env/propertyNames/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" },
								message: "must match pattern \"^[A-Za-z_][A-Za-z0-9_]*$\"",
								schema: "^[A-Za-z_][A-Za-z0-9_]*$",
								parentSchema: schema32.properties.env.propertyNames,
								data: key1,
								propertyName: key1
							};
							if (vErrors === null) vErrors = [err12];
							else vErrors.push(err12);
							errors++;
						}
					} else {
						const err13 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema32.properties.env.propertyNames.type,
							parentSchema: schema32.properties.env.propertyNames,
							data: key1,
							propertyName: key1
						};
						if (vErrors === null) vErrors = [err13];
						else vErrors.push(err13);
						errors++;
					}
					if (!(_errs17 === errors)) {
						const err14 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 },
							message: "property name must be valid",
							schema: schema32.properties.env.propertyNames,
							parentSchema: schema32.properties.env,
							data: data7
						};
						if (vErrors === null) vErrors = [err14];
						else vErrors.push(err14);
						errors++;
					}
				}
				for (const key2 in data7) {
					let data8 = data7[key2];
					if (typeof data8 !== "string") {
						const err15 = {
							instancePath: instancePath + "/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
							schemaPath: "#/properties/env/additionalProperties/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema32.properties.env.additionalProperties.type,
							parentSchema: schema32.properties.env.additionalProperties,
							data: data8
						};
						if (vErrors === null) vErrors = [err15];
						else vErrors.push(err15);
						errors++;
					}
				}
			} else {
				const err16 = {
					instancePath: instancePath + "/env",
					schemaPath: "#/properties/env/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema32.properties.env.type,
					parentSchema: schema32.properties.env,
					data: data7
				};
				if (vErrors === null) vErrors = [err16];
				else vErrors.push(err16);
				errors++;
			}
		}
		if (data.state !== void 0) {
			let data9 = data.state;
			if (typeof data9 === "string") {
				if (func2(data9) < 1) {
					const err17 = {
						instancePath: instancePath + "/state",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema36,
						data: data9
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				}
			} else {
				const err18 = {
					instancePath: instancePath + "/state",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema36.type,
					parentSchema: schema36,
					data: data9
				};
				if (vErrors === null) vErrors = [err18];
				else vErrors.push(err18);
				errors++;
			}
		}
		if (data.rollout !== void 0) {
			if (!validate24(data.rollout, {
				instancePath: instancePath + "/rollout",
				parentData: data,
				parentDataProperty: "rollout",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
				errors = vErrors.length;
			}
		}
		if (data.analysis !== void 0) {
			if (!validate26(data.analysis, {
				instancePath: instancePath + "/analysis",
				parentData: data,
				parentDataProperty: "analysis",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
				errors = vErrors.length;
			}
		}
		if (data.environments !== void 0) {
			let data12 = data.environments;
			if (data12 && typeof data12 == "object" && !Array.isArray(data12)) for (const key3 in data12) {
				let data13 = data12[key3];
				if (!wrapper0.validate(data13, {
					instancePath: instancePath + "/environments/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data12,
					parentDataProperty: key3,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
					errors = vErrors.length;
				}
				const _errs31 = errors;
				const _errs32 = errors;
				if (errors === _errs32) {
					if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
						if (data13.environments === void 0 && "environments") {
							const err19 = {};
							if (vErrors === null) vErrors = [err19];
							else vErrors.push(err19);
							errors++;
						}
					} else {
						const err20 = {};
						if (vErrors === null) vErrors = [err20];
						else vErrors.push(err20);
						errors++;
					}
				}
				if (_errs32 === errors) {
					const err21 = {
						instancePath: instancePath + "/environments/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
						schemaPath: "#/properties/environments/additionalProperties/not",
						keyword: "not",
						params: {},
						message: "must NOT be valid",
						schema: schema32.properties.environments.additionalProperties.not,
						parentSchema: schema32.properties.environments.additionalProperties,
						data: data13
					};
					if (vErrors === null) vErrors = [err21];
					else vErrors.push(err21);
					errors++;
				} else {
					errors = _errs31;
					if (vErrors !== null) {
						if (_errs31) vErrors.length = _errs31;
						else vErrors = null;
					}
				}
			}
			else {
				const err22 = {
					instancePath: instancePath + "/environments",
					schemaPath: "#/properties/environments/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema32.properties.environments.type,
					parentSchema: schema32.properties.environments,
					data: data12
				};
				if (vErrors === null) vErrors = [err22];
				else vErrors.push(err22);
				errors++;
			}
		}
		if (data.run !== void 0) {
			let data14 = data.run;
			if (Array.isArray(data14)) {
				if (data14.length < 1) {
					const err23 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/properties/run/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema32.properties.run,
						data: data14
					};
					if (vErrors === null) vErrors = [err23];
					else vErrors.push(err23);
					errors++;
				}
				const len0 = data14.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data15 = data14[i0];
					if (typeof data15 !== "string") {
						const err24 = {
							instancePath: instancePath + "/run/" + i0,
							schemaPath: "#/properties/run/items/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema32.properties.run.items.type,
							parentSchema: schema32.properties.run.items,
							data: data15
						};
						if (vErrors === null) vErrors = [err24];
						else vErrors.push(err24);
						errors++;
					}
				}
			} else {
				const err25 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/properties/run/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema32.properties.run.type,
					parentSchema: schema32.properties.run,
					data: data14
				};
				if (vErrors === null) vErrors = [err25];
				else vErrors.push(err25);
				errors++;
			}
		}
		if (data.port !== void 0) {
			let data16 = data.port;
			if (!(typeof data16 == "number" && !(data16 % 1) && !isNaN(data16) && isFinite(data16))) {
				const err26 = {
					instancePath: instancePath + "/port",
					schemaPath: "#/properties/port/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer",
					schema: schema32.properties.port.type,
					parentSchema: schema32.properties.port,
					data: data16
				};
				if (vErrors === null) vErrors = [err26];
				else vErrors.push(err26);
				errors++;
			}
			if (typeof data16 == "number" && isFinite(data16)) {
				if (data16 > 65535 || isNaN(data16)) {
					const err27 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 65535
						},
						message: "must be <= 65535",
						schema: 65535,
						parentSchema: schema32.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err27];
					else vErrors.push(err27);
					errors++;
				}
				if (data16 < 1 || isNaN(data16)) {
					const err28 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema32.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err28];
					else vErrors.push(err28);
					errors++;
				}
			}
		}
		if (data.instances !== void 0) {
			let data17 = data.instances;
			if (!(typeof data17 == "number" && !(data17 % 1) && !isNaN(data17) && isFinite(data17))) {
				const err29 = {
					instancePath: instancePath + "/instances",
					schemaPath: "#/properties/instances/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer",
					schema: schema32.properties.instances.type,
					parentSchema: schema32.properties.instances,
					data: data17
				};
				if (vErrors === null) vErrors = [err29];
				else vErrors.push(err29);
				errors++;
			}
			if (typeof data17 == "number" && isFinite(data17)) {
				if (data17 > 100 || isNaN(data17)) {
					const err30 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 100
						},
						message: "must be <= 100",
						schema: 100,
						parentSchema: schema32.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err30];
					else vErrors.push(err30);
					errors++;
				}
				if (data17 < 1 || isNaN(data17)) {
					const err31 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema32.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err31];
					else vErrors.push(err31);
					errors++;
				}
			}
		}
		if (data.upload !== void 0) {
			let data18 = data.upload;
			if (typeof data18 === "string") {
				if (func2(data18) < 1) {
					const err32 = {
						instancePath: instancePath + "/upload",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema36,
						data: data18
					};
					if (vErrors === null) vErrors = [err32];
					else vErrors.push(err32);
					errors++;
				}
			} else {
				const err33 = {
					instancePath: instancePath + "/upload",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema36.type,
					parentSchema: schema36,
					data: data18
				};
				if (vErrors === null) vErrors = [err33];
				else vErrors.push(err33);
				errors++;
			}
		}
		if (data.ssh !== void 0) {
			if (!validate28(data.ssh, {
				instancePath: instancePath + "/ssh",
				parentData: data,
				parentDataProperty: "ssh",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
				errors = vErrors.length;
			}
		}
		if (data.update !== void 0) {
			let data20 = data.update;
			if (typeof data20 === "string") {
				if (func2(data20) < 1) {
					const err34 = {
						instancePath: instancePath + "/update",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema36,
						data: data20
					};
					if (vErrors === null) vErrors = [err34];
					else vErrors.push(err34);
					errors++;
				}
			} else {
				const err35 = {
					instancePath: instancePath + "/update",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema36.type,
					parentSchema: schema36,
					data: data20
				};
				if (vErrors === null) vErrors = [err35];
				else vErrors.push(err35);
				errors++;
			}
		}
		if (data.stop !== void 0) {
			let data21 = data.stop;
			if (typeof data21 === "string") {
				if (func2(data21) < 1) {
					const err36 = {
						instancePath: instancePath + "/stop",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema36,
						data: data21
					};
					if (vErrors === null) vErrors = [err36];
					else vErrors.push(err36);
					errors++;
				}
			} else {
				const err37 = {
					instancePath: instancePath + "/stop",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema36.type,
					parentSchema: schema36,
					data: data21
				};
				if (vErrors === null) vErrors = [err37];
				else vErrors.push(err37);
				errors++;
			}
		}
		if (data.servers !== void 0) {
			let data22 = data.servers;
			if (Array.isArray(data22)) {
				if (data22.length < 1) {
					const err38 = {
						instancePath: instancePath + "/servers",
						schemaPath: "#/properties/servers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema32.properties.servers,
						data: data22
					};
					if (vErrors === null) vErrors = [err38];
					else vErrors.push(err38);
					errors++;
				}
				const len1 = data22.length;
				for (let i1 = 0; i1 < len1; i1++) if (!validate30(data22[i1], {
					instancePath: instancePath + "/servers/" + i1,
					parentData: data22,
					parentDataProperty: i1,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
					errors = vErrors.length;
				}
			} else {
				const err39 = {
					instancePath: instancePath + "/servers",
					schemaPath: "#/properties/servers/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema32.properties.servers.type,
					parentSchema: schema32.properties.servers,
					data: data22
				};
				if (vErrors === null) vErrors = [err39];
				else vErrors.push(err39);
				errors++;
			}
		}
		if (data.balancers !== void 0) {
			let data24 = data.balancers;
			if (Array.isArray(data24)) {
				if (data24.length < 1) {
					const err40 = {
						instancePath: instancePath + "/balancers",
						schemaPath: "#/properties/balancers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema32.properties.balancers,
						data: data24
					};
					if (vErrors === null) vErrors = [err40];
					else vErrors.push(err40);
					errors++;
				}
				const len2 = data24.length;
				for (let i2 = 0; i2 < len2; i2++) if (!validate32(data24[i2], {
					instancePath: instancePath + "/balancers/" + i2,
					parentData: data24,
					parentDataProperty: i2,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
					errors = vErrors.length;
				}
			} else {
				const err41 = {
					instancePath: instancePath + "/balancers",
					schemaPath: "#/properties/balancers/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema32.properties.balancers.type,
					parentSchema: schema32.properties.balancers,
					data: data24
				};
				if (vErrors === null) vErrors = [err41];
				else vErrors.push(err41);
				errors++;
			}
		}
		if (data.image !== void 0) {
			let data26 = data.image;
			if (typeof data26 !== "string" && !Array.isArray(data26)) {
				const err42 = {
					instancePath: instancePath + "/image",
					schemaPath: "#/properties/image/type",
					keyword: "type",
					params: { type: schema32.properties.image.type },
					message: "must be string,array",
					schema: schema32.properties.image.type,
					parentSchema: schema32.properties.image,
					data: data26
				};
				if (vErrors === null) vErrors = [err42];
				else vErrors.push(err42);
				errors++;
			}
			if (typeof data26 === "string") {
				if (func2(data26) < 1) {
					const err43 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema32.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err43];
					else vErrors.push(err43);
					errors++;
				}
			}
			if (Array.isArray(data26)) {
				if (data26.length < 1) {
					const err44 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema32.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err44];
					else vErrors.push(err44);
					errors++;
				}
				const len3 = data26.length;
				for (let i3 = 0; i3 < len3; i3++) {
					let data27 = data26[i3];
					if (typeof data27 === "string") {
						if (func2(data27) < 1) {
							const err45 = {
								instancePath: instancePath + "/image/" + i3,
								schemaPath: "#/$defs/text/minLength",
								keyword: "minLength",
								params: { limit: 1 },
								message: "must NOT have fewer than 1 characters",
								schema: 1,
								parentSchema: schema36,
								data: data27
							};
							if (vErrors === null) vErrors = [err45];
							else vErrors.push(err45);
							errors++;
						}
					} else {
						const err46 = {
							instancePath: instancePath + "/image/" + i3,
							schemaPath: "#/$defs/text/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema36.type,
							parentSchema: schema36,
							data: data27
						};
						if (vErrors === null) vErrors = [err46];
						else vErrors.push(err46);
						errors++;
					}
				}
			}
		}
		if (data.workload !== void 0) {
			let data28 = data.workload;
			if (typeof data28 === "string") {
				if (!pattern33.test(data28)) {
					const err47 = {
						instancePath: instancePath + "/workload",
						schemaPath: "#/properties/workload/pattern",
						keyword: "pattern",
						params: { pattern: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]" },
						message: "must match pattern \"^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]\"",
						schema: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]",
						parentSchema: schema32.properties.workload,
						data: data28
					};
					if (vErrors === null) vErrors = [err47];
					else vErrors.push(err47);
					errors++;
				}
			} else {
				const err48 = {
					instancePath: instancePath + "/workload",
					schemaPath: "#/properties/workload/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema32.properties.workload.type,
					parentSchema: schema32.properties.workload,
					data: data28
				};
				if (vErrors === null) vErrors = [err48];
				else vErrors.push(err48);
				errors++;
			}
		}
		if (data.container !== void 0) {
			let data29 = data.container;
			if (typeof data29 === "string") {
				if (func2(data29) < 1) {
					const err49 = {
						instancePath: instancePath + "/container",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema36,
						data: data29
					};
					if (vErrors === null) vErrors = [err49];
					else vErrors.push(err49);
					errors++;
				}
			} else {
				const err50 = {
					instancePath: instancePath + "/container",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema36.type,
					parentSchema: schema36,
					data: data29
				};
				if (vErrors === null) vErrors = [err50];
				else vErrors.push(err50);
				errors++;
			}
		}
		if (data.context !== void 0) {
			let data30 = data.context;
			if (typeof data30 === "string") {
				if (func2(data30) < 1) {
					const err51 = {
						instancePath: instancePath + "/context",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema36,
						data: data30
					};
					if (vErrors === null) vErrors = [err51];
					else vErrors.push(err51);
					errors++;
				}
			} else {
				const err52 = {
					instancePath: instancePath + "/context",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema36.type,
					parentSchema: schema36,
					data: data30
				};
				if (vErrors === null) vErrors = [err52];
				else vErrors.push(err52);
				errors++;
			}
		}
		if (data.namespace !== void 0) {
			let data31 = data.namespace;
			if (typeof data31 === "string") {
				if (!pattern34.test(data31)) {
					const err53 = {
						instancePath: instancePath + "/namespace",
						schemaPath: "#/properties/namespace/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$|[${]" },
						message: "must match pattern \"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$|[${]\"",
						schema: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$|[${]",
						parentSchema: schema32.properties.namespace,
						data: data31
					};
					if (vErrors === null) vErrors = [err53];
					else vErrors.push(err53);
					errors++;
				}
			} else {
				const err54 = {
					instancePath: instancePath + "/namespace",
					schemaPath: "#/properties/namespace/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema32.properties.namespace.type,
					parentSchema: schema32.properties.namespace,
					data: data31
				};
				if (vErrors === null) vErrors = [err54];
				else vErrors.push(err54);
				errors++;
			}
		}
		if (data.backend !== void 0) {
			let data32 = data.backend;
			if (typeof data32 === "string") {
				if (!pattern35.test(data32)) {
					const err55 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$|[${]" },
						message: "must match pattern \"^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$|[${]\"",
						schema: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$|[${]",
						parentSchema: schema32.properties.backend,
						data: data32
					};
					if (vErrors === null) vErrors = [err55];
					else vErrors.push(err55);
					errors++;
				}
			} else {
				const err56 = {
					instancePath: instancePath + "/backend",
					schemaPath: "#/properties/backend/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema32.properties.backend.type,
					parentSchema: schema32.properties.backend,
					data: data32
				};
				if (vErrors === null) vErrors = [err56];
				else vErrors.push(err56);
				errors++;
			}
		}
		if (data.route !== void 0) {
			let data33 = data.route;
			if (typeof data33 === "string") {
				if (!pattern36.test(data33)) {
					const err57 = {
						instancePath: instancePath + "/route",
						schemaPath: "#/properties/route/pattern",
						keyword: "pattern",
						params: { pattern: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]" },
						message: "must match pattern \"^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]\"",
						schema: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]",
						parentSchema: schema32.properties.route,
						data: data33
					};
					if (vErrors === null) vErrors = [err57];
					else vErrors.push(err57);
					errors++;
				}
			} else {
				const err58 = {
					instancePath: instancePath + "/route",
					schemaPath: "#/properties/route/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema32.properties.route.type,
					parentSchema: schema32.properties.route,
					data: data33
				};
				if (vErrors === null) vErrors = [err58];
				else vErrors.push(err58);
				errors++;
			}
		}
		if (data.manifests !== void 0) {
			let data34 = data.manifests;
			if (typeof data34 !== "string" && !Array.isArray(data34)) {
				const err59 = {
					instancePath: instancePath + "/manifests",
					schemaPath: "#/properties/manifests/type",
					keyword: "type",
					params: { type: schema32.properties.manifests.type },
					message: "must be string,array",
					schema: schema32.properties.manifests.type,
					parentSchema: schema32.properties.manifests,
					data: data34
				};
				if (vErrors === null) vErrors = [err59];
				else vErrors.push(err59);
				errors++;
			}
			if (typeof data34 === "string") {
				if (func2(data34) < 1) {
					const err60 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema32.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err60];
					else vErrors.push(err60);
					errors++;
				}
			}
			if (Array.isArray(data34)) {
				if (data34.length < 1) {
					const err61 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema32.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err61];
					else vErrors.push(err61);
					errors++;
				}
				const len4 = data34.length;
				for (let i4 = 0; i4 < len4; i4++) {
					let data35 = data34[i4];
					if (typeof data35 === "string") {
						if (func2(data35) < 1) {
							const err62 = {
								instancePath: instancePath + "/manifests/" + i4,
								schemaPath: "#/$defs/text/minLength",
								keyword: "minLength",
								params: { limit: 1 },
								message: "must NOT have fewer than 1 characters",
								schema: 1,
								parentSchema: schema36,
								data: data35
							};
							if (vErrors === null) vErrors = [err62];
							else vErrors.push(err62);
							errors++;
						}
					} else {
						const err63 = {
							instancePath: instancePath + "/manifests/" + i4,
							schemaPath: "#/$defs/text/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema36.type,
							parentSchema: schema36,
							data: data35
						};
						if (vErrors === null) vErrors = [err63];
						else vErrors.push(err63);
						errors++;
					}
				}
			}
		}
	} else {
		const err64 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema32.type,
			parentSchema: schema32,
			data
		};
		if (vErrors === null) vErrors = [err64];
		else vErrors.push(err64);
		errors++;
	}
	validate21.errors = vErrors;
	return errors === 0;
}
validate21.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate20.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.services === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "services" },
				message: "must have required property 'services'",
				schema: schema31.required,
				parentSchema: schema31,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "defaults" || key0 === "services")) {
			const err1 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema31,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.defaults !== void 0) {
			if (!validate21(data.defaults, {
				instancePath: instancePath + "/defaults",
				parentData: data,
				parentDataProperty: "defaults",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
				errors = vErrors.length;
			}
		}
		if (data.services !== void 0) {
			let data1 = data.services;
			if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
				if (Object.keys(data1).length < 1) {
					const err2 = {
						instancePath: instancePath + "/services",
						schemaPath: "#/properties/services/minProperties",
						keyword: "minProperties",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 properties",
						schema: 1,
						parentSchema: schema31.properties.services,
						data: data1
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
				for (const key1 in data1) {
					const _errs5 = errors;
					if (typeof key1 === "string") {
						if (!pattern24.test(key1)) {
							const err3 = {
								instancePath: instancePath + "/services",
								schemaPath: "#/$defs/name/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$" },
								message: "must match pattern \"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$\"",
								schema: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
								parentSchema: schema59,
								data: key1,
								propertyName: key1
							};
							if (vErrors === null) vErrors = [err3];
							else vErrors.push(err3);
							errors++;
						}
					} else {
						const err4 = {
							instancePath: instancePath + "/services",
							schemaPath: "#/$defs/name/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema59.type,
							parentSchema: schema59,
							data: key1,
							propertyName: key1
						};
						if (vErrors === null) vErrors = [err4];
						else vErrors.push(err4);
						errors++;
					}
					if (!(_errs5 === errors)) {
						const err5 = {
							instancePath: instancePath + "/services",
							schemaPath: "#/properties/services/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 },
							message: "property name must be valid",
							schema: schema31.properties.services.propertyNames,
							parentSchema: schema31.properties.services,
							data: data1
						};
						if (vErrors === null) vErrors = [err5];
						else vErrors.push(err5);
						errors++;
					}
				}
				for (const key2 in data1) if (!validate21(data1[key2], {
					instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data1,
					parentDataProperty: key2,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
					errors = vErrors.length;
				}
			} else {
				const err6 = {
					instancePath: instancePath + "/services",
					schemaPath: "#/properties/services/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema31.properties.services.type,
					parentSchema: schema31.properties.services,
					data: data1
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
	} else {
		const err7 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema31.type,
			parentSchema: schema31,
			data
		};
		if (vErrors === null) vErrors = [err7];
		else vErrors.push(err7);
		errors++;
	}
	validate20.errors = vErrors;
	return errors === 0;
}
validate20.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const validateService = validate52;
const schema74 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"platform": {
			"description": "Where it runs.",
			"enum": [
				"local",
				"servers",
				"kubernetes"
			]
		},
		"url": {
			"description": "What people open.",
			"type": "string",
			"pattern": "^https?://",
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
			"pattern": "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://",
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
			"pattern": "^(header|cookie):[A-Za-z0-9_-]+$",
			"title": "a cookie or header",
			"examples": ["cookie:uid", "header:X-User"]
		},
		"reports": {
			"description": "Path or header by which an instance says which version it runs.",
			"type": "string",
			"pattern": "^/\\S*$|^header:[A-Za-z0-9-]+$",
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
		},
		"image": {
			"description": "kubernetes: image with {version} where the version goes; the containers whose image has this repository get it. One or a list.",
			"type": ["string", "array"],
			"minLength": 1,
			"minItems": 1,
			"items": {
				"$ref": "#/$defs/text",
				"examples": ["ghcr.io/acme/shop:{version}"]
			},
			"title": "an image or a list of images",
			"examples": ["ghcr.io/acme/shop:{version}"]
		},
		"workload": {
			"description": "kubernetes: what runs the pods; it must be there. The default is the deployment of the service's name.",
			"type": "string",
			"pattern": "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
			"title": "deployment/, statefulset/ or daemonset/ with a name",
			"examples": ["deployment/shop"]
		},
		"container": {
			"$ref": "#/$defs/text",
			"description": "kubernetes: the container that gets the image, where its repository does not tell.",
			"examples": ["web"]
		},
		"context": {
			"$ref": "#/$defs/text",
			"description": "kubernetes: context of kubeconfig; the default is the current one.",
			"examples": ["prod"]
		},
		"namespace": {
			"type": "string",
			"pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
			"title": "a namespace of small letters, digits and dashes",
			"description": "kubernetes: namespace of the workload; the default is the context's.",
			"examples": ["shop"]
		},
		"backend": {
			"type": "string",
			"pattern": "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",
			"title": "a name of small letters, digits and dashes",
			"description": "kubernetes: the Service by which users reach the workload; the default is the one that selects its pods.",
			"examples": ["shop"]
		},
		"route": {
			"type": "string",
			"pattern": "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
			"title": "httproute/, grpcroute/, traefikservice/ or virtualservice/ with a name, after a namespace where that is another one",
			"description": "kubernetes: route of the Gateway API, TraefikService, or VirtualService of Istio, whose rules for the Service take the weights; without it, the Service alone does.",
			"examples": ["httproute/shop", "edge/httproute/shop"]
		},
		"manifests": {
			"description": "kubernetes: rendered manifests that go with the version, the workload's among them: files, or folders whose .yaml, .yml and .json files are taken. One or a list.",
			"type": ["string", "array"],
			"minLength": 1,
			"minItems": 1,
			"items": {
				"$ref": "#/$defs/text",
				"examples": ["k8s/"]
			},
			"title": "a file or folder, or a list of them",
			"examples": ["k8s/"]
		}
	}
};
const schema75 = {
	"type": "string",
	"pattern": "^/\\S*$",
	"title": "a path that starts with /",
	"examples": ["/", "/healthz"]
};
const schema78 = {
	"type": "string",
	"minLength": 1,
	"title": "a text that is not empty",
	"examples": ["shop"]
};
const pattern38 = new RegExp("^https?://", "u");
const pattern39 = new RegExp("^/\\S*$", "u");
const pattern41 = new RegExp("^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://", "u");
const pattern42 = new RegExp("^(header|cookie):[A-Za-z0-9_-]+$", "u");
const pattern43 = new RegExp("^/\\S*$|^header:[A-Za-z0-9-]+$", "u");
const pattern67 = new RegExp("^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", "u");
const pattern68 = new RegExp("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern69 = new RegExp("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern70 = new RegExp("^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", "u");
const schema76 = {
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
};
function validate38(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate38.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.path === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "path" },
				message: "must have required property 'path'",
				schema: schema76.required,
				parentSchema: schema76,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "path" || key0 === "contains" || key0 === "times")) {
			const err1 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema76,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.path !== void 0) {
			let data0 = data.path;
			if (typeof data0 === "string") {
				if (!pattern39.test(data0)) {
					const err2 = {
						instancePath: instancePath + "/path",
						schemaPath: "#/$defs/path/pattern",
						keyword: "pattern",
						params: { pattern: "^/\\S*$" },
						message: "must match pattern \"^/\\S*$\"",
						schema: "^/\\S*$",
						parentSchema: schema75,
						data: data0
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
			} else {
				const err3 = {
					instancePath: instancePath + "/path",
					schemaPath: "#/$defs/path/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema75.type,
					parentSchema: schema75,
					data: data0
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.contains !== void 0) {
			let data1 = data.contains;
			if (typeof data1 === "string") {
				if (func2(data1) < 1) {
					const err4 = {
						instancePath: instancePath + "/contains",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data1
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			} else {
				const err5 = {
					instancePath: instancePath + "/contains",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data1
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.times !== void 0) {
			let data2 = data.times;
			if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
				const err6 = {
					instancePath: instancePath + "/times",
					schemaPath: "#/properties/times/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer",
					schema: schema76.properties.times.type,
					parentSchema: schema76.properties.times,
					data: data2
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 1e3 || isNaN(data2)) {
					const err7 = {
						instancePath: instancePath + "/times",
						schemaPath: "#/properties/times/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						message: "must be <= 1000",
						schema: 1e3,
						parentSchema: schema76.properties.times,
						data: data2
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
				if (data2 < 1 || isNaN(data2)) {
					const err8 = {
						instancePath: instancePath + "/times",
						schemaPath: "#/properties/times/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema76.properties.times,
						data: data2
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			}
		}
	} else {
		const err9 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema76.type,
			parentSchema: schema76,
			data
		};
		if (vErrors === null) vErrors = [err9];
		else vErrors.push(err9);
		errors++;
	}
	validate38.errors = vErrors;
	return errors === 0;
}
validate38.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema80 = {
	"type": "object",
	"additionalProperties": false,
	"properties": {
		"max-unavailable": {
			"$ref": "#/$defs/count",
			"description": "How many instances may be out of rotation at once; percent of the wanted number, rounded down. The default is 1; on kubernetes, the workload's own."
		},
		"max-surge": {
			"$ref": "#/$defs/count",
			"description": "How many instances may be there beyond the wanted number; percent is rounded up. The default is 0; on kubernetes, the workload's own."
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
			"description": "How long an instance must be ready before it counts. The default is 0s; on kubernetes, the workload's own."
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
			"description": "Percent of the traffic that canary-step gives, one or a list that grows.",
			"type": ["string", "integer"],
			"minimum": 0,
			"maximum": 100,
			"pattern": "^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$",
			"title": "whole numbers from 0 to 100",
			"examples": [25, "5, 25, 50"]
		},
		"on-outdated": {
			"description": "What a run does when a newer run is live.",
			"enum": ["fail", "deploy"],
			"default": "fail"
		}
	}
};
const schema81 = {
	"type": ["string", "integer"],
	"minimum": 0,
	"maximum": 999999,
	"pattern": "^\\d{1,6}%?$",
	"title": "a whole number or a percentage",
	"examples": [1, "25%"]
};
const schema83 = {
	"type": ["string", "integer"],
	"maximum": 0,
	"minimum": 0,
	"pattern": "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$",
	"minLength": 1,
	"title": "a duration with its unit",
	"examples": [
		"90s",
		"5m",
		"1h30m"
	]
};
const pattern45 = new RegExp("^\\d{1,6}%?$", "u");
const pattern47 = new RegExp("^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$", "u");
const pattern53 = new RegExp("^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$", "u");
function validate40(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate40.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!func1.call(schema80.properties, key0)) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema80,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data["max-unavailable"] !== void 0) {
			let data0 = data["max-unavailable"];
			if (typeof data0 !== "string" && !(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
				const err1 = {
					instancePath: instancePath + "/max-unavailable",
					schemaPath: "#/$defs/count/type",
					keyword: "type",
					params: { type: schema81.type },
					message: "must be string,integer",
					schema: schema81.type,
					parentSchema: schema81,
					data: data0
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
			if (typeof data0 == "number" && isFinite(data0)) {
				if (data0 > 999999 || isNaN(data0)) {
					const err2 = {
						instancePath: instancePath + "/max-unavailable",
						schemaPath: "#/$defs/count/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 999999
						},
						message: "must be <= 999999",
						schema: 999999,
						parentSchema: schema81,
						data: data0
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
				if (data0 < 0 || isNaN(data0)) {
					const err3 = {
						instancePath: instancePath + "/max-unavailable",
						schemaPath: "#/$defs/count/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema81,
						data: data0
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			}
			if (typeof data0 === "string") {
				if (!pattern45.test(data0)) {
					const err4 = {
						instancePath: instancePath + "/max-unavailable",
						schemaPath: "#/$defs/count/pattern",
						keyword: "pattern",
						params: { pattern: "^\\d{1,6}%?$" },
						message: "must match pattern \"^\\d{1,6}%?$\"",
						schema: "^\\d{1,6}%?$",
						parentSchema: schema81,
						data: data0
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			}
		}
		if (data["max-surge"] !== void 0) {
			let data1 = data["max-surge"];
			if (typeof data1 !== "string" && !(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
				const err5 = {
					instancePath: instancePath + "/max-surge",
					schemaPath: "#/$defs/count/type",
					keyword: "type",
					params: { type: schema81.type },
					message: "must be string,integer",
					schema: schema81.type,
					parentSchema: schema81,
					data: data1
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 > 999999 || isNaN(data1)) {
					const err6 = {
						instancePath: instancePath + "/max-surge",
						schemaPath: "#/$defs/count/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 999999
						},
						message: "must be <= 999999",
						schema: 999999,
						parentSchema: schema81,
						data: data1
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
				if (data1 < 0 || isNaN(data1)) {
					const err7 = {
						instancePath: instancePath + "/max-surge",
						schemaPath: "#/$defs/count/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema81,
						data: data1
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
			}
			if (typeof data1 === "string") {
				if (!pattern45.test(data1)) {
					const err8 = {
						instancePath: instancePath + "/max-surge",
						schemaPath: "#/$defs/count/pattern",
						keyword: "pattern",
						params: { pattern: "^\\d{1,6}%?$" },
						message: "must match pattern \"^\\d{1,6}%?$\"",
						schema: "^\\d{1,6}%?$",
						parentSchema: schema81,
						data: data1
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			}
		}
		if (data["bake-time"] !== void 0) {
			let data2 = data["bake-time"];
			if (typeof data2 !== "string" && !(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
				const err9 = {
					instancePath: instancePath + "/bake-time",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema83.type },
					message: "must be string,integer",
					schema: schema83.type,
					parentSchema: schema83,
					data: data2
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 0 || isNaN(data2)) {
					const err10 = {
						instancePath: instancePath + "/bake-time",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema83,
						data: data2
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
				if (data2 < 0 || isNaN(data2)) {
					const err11 = {
						instancePath: instancePath + "/bake-time",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema83,
						data: data2
					};
					if (vErrors === null) vErrors = [err11];
					else vErrors.push(err11);
					errors++;
				}
			}
			if (typeof data2 === "string") {
				if (func2(data2) < 1) {
					const err12 = {
						instancePath: instancePath + "/bake-time",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema83,
						data: data2
					};
					if (vErrors === null) vErrors = [err12];
					else vErrors.push(err12);
					errors++;
				}
				if (!pattern47.test(data2)) {
					const err13 = {
						instancePath: instancePath + "/bake-time",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$",
						parentSchema: schema83,
						data: data2
					};
					if (vErrors === null) vErrors = [err13];
					else vErrors.push(err13);
					errors++;
				}
			}
		}
		if (data["keep-old"] !== void 0) {
			let data3 = data["keep-old"];
			if (typeof data3 !== "string" && !(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
				const err14 = {
					instancePath: instancePath + "/keep-old",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema83.type },
					message: "must be string,integer",
					schema: schema83.type,
					parentSchema: schema83,
					data: data3
				};
				if (vErrors === null) vErrors = [err14];
				else vErrors.push(err14);
				errors++;
			}
			if (typeof data3 == "number" && isFinite(data3)) {
				if (data3 > 0 || isNaN(data3)) {
					const err15 = {
						instancePath: instancePath + "/keep-old",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema83,
						data: data3
					};
					if (vErrors === null) vErrors = [err15];
					else vErrors.push(err15);
					errors++;
				}
				if (data3 < 0 || isNaN(data3)) {
					const err16 = {
						instancePath: instancePath + "/keep-old",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema83,
						data: data3
					};
					if (vErrors === null) vErrors = [err16];
					else vErrors.push(err16);
					errors++;
				}
			}
			if (typeof data3 === "string") {
				if (func2(data3) < 1) {
					const err17 = {
						instancePath: instancePath + "/keep-old",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema83,
						data: data3
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				}
				if (!pattern47.test(data3)) {
					const err18 = {
						instancePath: instancePath + "/keep-old",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$",
						parentSchema: schema83,
						data: data3
					};
					if (vErrors === null) vErrors = [err18];
					else vErrors.push(err18);
					errors++;
				}
			}
		}
		if (data["min-ready"] !== void 0) {
			let data4 = data["min-ready"];
			if (typeof data4 !== "string" && !(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
				const err19 = {
					instancePath: instancePath + "/min-ready",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema83.type },
					message: "must be string,integer",
					schema: schema83.type,
					parentSchema: schema83,
					data: data4
				};
				if (vErrors === null) vErrors = [err19];
				else vErrors.push(err19);
				errors++;
			}
			if (typeof data4 == "number" && isFinite(data4)) {
				if (data4 > 0 || isNaN(data4)) {
					const err20 = {
						instancePath: instancePath + "/min-ready",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema83,
						data: data4
					};
					if (vErrors === null) vErrors = [err20];
					else vErrors.push(err20);
					errors++;
				}
				if (data4 < 0 || isNaN(data4)) {
					const err21 = {
						instancePath: instancePath + "/min-ready",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema83,
						data: data4
					};
					if (vErrors === null) vErrors = [err21];
					else vErrors.push(err21);
					errors++;
				}
			}
			if (typeof data4 === "string") {
				if (func2(data4) < 1) {
					const err22 = {
						instancePath: instancePath + "/min-ready",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema83,
						data: data4
					};
					if (vErrors === null) vErrors = [err22];
					else vErrors.push(err22);
					errors++;
				}
				if (!pattern47.test(data4)) {
					const err23 = {
						instancePath: instancePath + "/min-ready",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$",
						parentSchema: schema83,
						data: data4
					};
					if (vErrors === null) vErrors = [err23];
					else vErrors.push(err23);
					errors++;
				}
			}
		}
		if (data["drain-timeout"] !== void 0) {
			let data5 = data["drain-timeout"];
			if (typeof data5 !== "string" && !(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) {
				const err24 = {
					instancePath: instancePath + "/drain-timeout",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema83.type },
					message: "must be string,integer",
					schema: schema83.type,
					parentSchema: schema83,
					data: data5
				};
				if (vErrors === null) vErrors = [err24];
				else vErrors.push(err24);
				errors++;
			}
			if (typeof data5 == "number" && isFinite(data5)) {
				if (data5 > 0 || isNaN(data5)) {
					const err25 = {
						instancePath: instancePath + "/drain-timeout",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema83,
						data: data5
					};
					if (vErrors === null) vErrors = [err25];
					else vErrors.push(err25);
					errors++;
				}
				if (data5 < 0 || isNaN(data5)) {
					const err26 = {
						instancePath: instancePath + "/drain-timeout",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema83,
						data: data5
					};
					if (vErrors === null) vErrors = [err26];
					else vErrors.push(err26);
					errors++;
				}
			}
			if (typeof data5 === "string") {
				if (func2(data5) < 1) {
					const err27 = {
						instancePath: instancePath + "/drain-timeout",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema83,
						data: data5
					};
					if (vErrors === null) vErrors = [err27];
					else vErrors.push(err27);
					errors++;
				}
				if (!pattern47.test(data5)) {
					const err28 = {
						instancePath: instancePath + "/drain-timeout",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$",
						parentSchema: schema83,
						data: data5
					};
					if (vErrors === null) vErrors = [err28];
					else vErrors.push(err28);
					errors++;
				}
			}
		}
		if (data["on-drain-timeout"] !== void 0) {
			let data6 = data["on-drain-timeout"];
			if (!(data6 === "force" || data6 === "wait" || data6 === "fail")) {
				const err29 = {
					instancePath: instancePath + "/on-drain-timeout",
					schemaPath: "#/properties/on-drain-timeout/enum",
					keyword: "enum",
					params: { allowedValues: schema80.properties["on-drain-timeout"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema80.properties["on-drain-timeout"].enum,
					parentSchema: schema80.properties["on-drain-timeout"],
					data: data6
				};
				if (vErrors === null) vErrors = [err29];
				else vErrors.push(err29);
				errors++;
			}
		}
		if (data["progress-deadline"] !== void 0) {
			let data7 = data["progress-deadline"];
			if (typeof data7 !== "string" && !(typeof data7 == "number" && !(data7 % 1) && !isNaN(data7) && isFinite(data7))) {
				const err30 = {
					instancePath: instancePath + "/progress-deadline",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema83.type },
					message: "must be string,integer",
					schema: schema83.type,
					parentSchema: schema83,
					data: data7
				};
				if (vErrors === null) vErrors = [err30];
				else vErrors.push(err30);
				errors++;
			}
			if (typeof data7 == "number" && isFinite(data7)) {
				if (data7 > 0 || isNaN(data7)) {
					const err31 = {
						instancePath: instancePath + "/progress-deadline",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema83,
						data: data7
					};
					if (vErrors === null) vErrors = [err31];
					else vErrors.push(err31);
					errors++;
				}
				if (data7 < 0 || isNaN(data7)) {
					const err32 = {
						instancePath: instancePath + "/progress-deadline",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema83,
						data: data7
					};
					if (vErrors === null) vErrors = [err32];
					else vErrors.push(err32);
					errors++;
				}
			}
			if (typeof data7 === "string") {
				if (func2(data7) < 1) {
					const err33 = {
						instancePath: instancePath + "/progress-deadline",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema83,
						data: data7
					};
					if (vErrors === null) vErrors = [err33];
					else vErrors.push(err33);
					errors++;
				}
				if (!pattern47.test(data7)) {
					const err34 = {
						instancePath: instancePath + "/progress-deadline",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$",
						parentSchema: schema83,
						data: data7
					};
					if (vErrors === null) vErrors = [err34];
					else vErrors.push(err34);
					errors++;
				}
			}
		}
		if (data["preview-size"] !== void 0) {
			let data8 = data["preview-size"];
			if (typeof data8 !== "string" && !(typeof data8 == "number" && !(data8 % 1) && !isNaN(data8) && isFinite(data8))) {
				const err35 = {
					instancePath: instancePath + "/preview-size",
					schemaPath: "#/$defs/count/type",
					keyword: "type",
					params: { type: schema81.type },
					message: "must be string,integer",
					schema: schema81.type,
					parentSchema: schema81,
					data: data8
				};
				if (vErrors === null) vErrors = [err35];
				else vErrors.push(err35);
				errors++;
			}
			if (typeof data8 == "number" && isFinite(data8)) {
				if (data8 > 999999 || isNaN(data8)) {
					const err36 = {
						instancePath: instancePath + "/preview-size",
						schemaPath: "#/$defs/count/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 999999
						},
						message: "must be <= 999999",
						schema: 999999,
						parentSchema: schema81,
						data: data8
					};
					if (vErrors === null) vErrors = [err36];
					else vErrors.push(err36);
					errors++;
				}
				if (data8 < 0 || isNaN(data8)) {
					const err37 = {
						instancePath: instancePath + "/preview-size",
						schemaPath: "#/$defs/count/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema81,
						data: data8
					};
					if (vErrors === null) vErrors = [err37];
					else vErrors.push(err37);
					errors++;
				}
			}
			if (typeof data8 === "string") {
				if (!pattern45.test(data8)) {
					const err38 = {
						instancePath: instancePath + "/preview-size",
						schemaPath: "#/$defs/count/pattern",
						keyword: "pattern",
						params: { pattern: "^\\d{1,6}%?$" },
						message: "must match pattern \"^\\d{1,6}%?$\"",
						schema: "^\\d{1,6}%?$",
						parentSchema: schema81,
						data: data8
					};
					if (vErrors === null) vErrors = [err38];
					else vErrors.push(err38);
					errors++;
				}
			}
		}
		if (data["on-failure"] !== void 0) {
			let data9 = data["on-failure"];
			if (!(data9 === "rollback" || data9 === "pause")) {
				const err39 = {
					instancePath: instancePath + "/on-failure",
					schemaPath: "#/properties/on-failure/enum",
					keyword: "enum",
					params: { allowedValues: schema80.properties["on-failure"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema80.properties["on-failure"].enum,
					parentSchema: schema80.properties["on-failure"],
					data: data9
				};
				if (vErrors === null) vErrors = [err39];
				else vErrors.push(err39);
				errors++;
			}
		}
		if (data["on-cancel"] !== void 0) {
			let data10 = data["on-cancel"];
			if (!(data10 === "rollback" || data10 === "pause")) {
				const err40 = {
					instancePath: instancePath + "/on-cancel",
					schemaPath: "#/properties/on-cancel/enum",
					keyword: "enum",
					params: { allowedValues: schema80.properties["on-cancel"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema80.properties["on-cancel"].enum,
					parentSchema: schema80.properties["on-cancel"],
					data: data10
				};
				if (vErrors === null) vErrors = [err40];
				else vErrors.push(err40);
				errors++;
			}
		}
		if (data["on-busy"] !== void 0) {
			let data11 = data["on-busy"];
			if (!(data11 === "fail" || data11 === "wait" || data11 === "supersede")) {
				const err41 = {
					instancePath: instancePath + "/on-busy",
					schemaPath: "#/properties/on-busy/enum",
					keyword: "enum",
					params: { allowedValues: schema80.properties["on-busy"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema80.properties["on-busy"].enum,
					parentSchema: schema80.properties["on-busy"],
					data: data11
				};
				if (vErrors === null) vErrors = [err41];
				else vErrors.push(err41);
				errors++;
			}
		}
		if (data.deployment !== void 0) {
			let data12 = data.deployment;
			if (!(data12 === "auto" || data12 === "create" || data12 === "none")) {
				const err42 = {
					instancePath: instancePath + "/deployment",
					schemaPath: "#/properties/deployment/enum",
					keyword: "enum",
					params: { allowedValues: schema80.properties.deployment.enum },
					message: "must be equal to one of the allowed values",
					schema: schema80.properties.deployment.enum,
					parentSchema: schema80.properties.deployment,
					data: data12
				};
				if (vErrors === null) vErrors = [err42];
				else vErrors.push(err42);
				errors++;
			}
		}
		if (data.comment !== void 0) {
			let data13 = data.comment;
			if (!(data13 === "on-change" || data13 === "on-failure" || data13 === "never")) {
				const err43 = {
					instancePath: instancePath + "/comment",
					schemaPath: "#/properties/comment/enum",
					keyword: "enum",
					params: { allowedValues: schema80.properties.comment.enum },
					message: "must be equal to one of the allowed values",
					schema: schema80.properties.comment.enum,
					parentSchema: schema80.properties.comment,
					data: data13
				};
				if (vErrors === null) vErrors = [err43];
				else vErrors.push(err43);
				errors++;
			}
		}
		if (data.until !== void 0) {
			let data14 = data.until;
			if (!(data14 === "prepared" || data14 === "switched" || data14 === "retired")) {
				const err44 = {
					instancePath: instancePath + "/until",
					schemaPath: "#/properties/until/enum",
					keyword: "enum",
					params: { allowedValues: schema80.properties.until.enum },
					message: "must be equal to one of the allowed values",
					schema: schema80.properties.until.enum,
					parentSchema: schema80.properties.until,
					data: data14
				};
				if (vErrors === null) vErrors = [err44];
				else vErrors.push(err44);
				errors++;
			}
		}
		if (data.weight !== void 0) {
			let data15 = data.weight;
			if (typeof data15 !== "string" && !(typeof data15 == "number" && !(data15 % 1) && !isNaN(data15) && isFinite(data15))) {
				const err45 = {
					instancePath: instancePath + "/weight",
					schemaPath: "#/properties/weight/type",
					keyword: "type",
					params: { type: schema80.properties.weight.type },
					message: "must be string,integer",
					schema: schema80.properties.weight.type,
					parentSchema: schema80.properties.weight,
					data: data15
				};
				if (vErrors === null) vErrors = [err45];
				else vErrors.push(err45);
				errors++;
			}
			if (typeof data15 == "number" && isFinite(data15)) {
				if (data15 > 100 || isNaN(data15)) {
					const err46 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 100
						},
						message: "must be <= 100",
						schema: 100,
						parentSchema: schema80.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err46];
					else vErrors.push(err46);
					errors++;
				}
				if (data15 < 0 || isNaN(data15)) {
					const err47 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema80.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err47];
					else vErrors.push(err47);
					errors++;
				}
			}
			if (typeof data15 === "string") {
				if (!pattern53.test(data15)) {
					const err48 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/pattern",
						keyword: "pattern",
						params: { pattern: "^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$" },
						message: "must match pattern \"^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$\"",
						schema: "^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$",
						parentSchema: schema80.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err48];
					else vErrors.push(err48);
					errors++;
				}
			}
		}
		if (data["on-outdated"] !== void 0) {
			let data16 = data["on-outdated"];
			if (!(data16 === "fail" || data16 === "deploy")) {
				const err49 = {
					instancePath: instancePath + "/on-outdated",
					schemaPath: "#/properties/on-outdated/enum",
					keyword: "enum",
					params: { allowedValues: schema80.properties["on-outdated"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema80.properties["on-outdated"].enum,
					parentSchema: schema80.properties["on-outdated"],
					data: data16
				};
				if (vErrors === null) vErrors = [err49];
				else vErrors.push(err49);
				errors++;
			}
		}
	} else {
		const err50 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema80.type,
			parentSchema: schema80,
			data
		};
		if (vErrors === null) vErrors = [err50];
		else vErrors.push(err50);
		errors++;
	}
	validate40.errors = vErrors;
	return errors === 0;
}
validate40.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema89 = {
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
};
const schema93 = {
	"type": ["string", "integer"],
	"minimum": 0,
	"maximum": 0,
	"pattern": "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$",
	"title": "a percentage with its sign",
	"examples": ["0.5%", "2%"]
};
const pattern57 = new RegExp("^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$", "u");
function validate42(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate42.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "interval" || key0 === "initial-delay" || key0 === "analysis-timeout" || key0 === "max-error-rate" || key0 === "max-error-ratio" || key0 === "min-polls" || key0 === "on-inconclusive" || key0 === "on-no-data")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema89,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.interval !== void 0) {
			let data0 = data.interval;
			if (typeof data0 !== "string" && !(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
				const err1 = {
					instancePath: instancePath + "/interval",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema83.type },
					message: "must be string,integer",
					schema: schema83.type,
					parentSchema: schema83,
					data: data0
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
			if (typeof data0 == "number" && isFinite(data0)) {
				if (data0 > 0 || isNaN(data0)) {
					const err2 = {
						instancePath: instancePath + "/interval",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema83,
						data: data0
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
				if (data0 < 0 || isNaN(data0)) {
					const err3 = {
						instancePath: instancePath + "/interval",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema83,
						data: data0
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			}
			if (typeof data0 === "string") {
				if (func2(data0) < 1) {
					const err4 = {
						instancePath: instancePath + "/interval",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema83,
						data: data0
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
				if (!pattern47.test(data0)) {
					const err5 = {
						instancePath: instancePath + "/interval",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$",
						parentSchema: schema83,
						data: data0
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
			}
		}
		if (data["initial-delay"] !== void 0) {
			let data1 = data["initial-delay"];
			if (typeof data1 !== "string" && !(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
				const err6 = {
					instancePath: instancePath + "/initial-delay",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema83.type },
					message: "must be string,integer",
					schema: schema83.type,
					parentSchema: schema83,
					data: data1
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
			if (typeof data1 == "number" && isFinite(data1)) {
				if (data1 > 0 || isNaN(data1)) {
					const err7 = {
						instancePath: instancePath + "/initial-delay",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema83,
						data: data1
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
				if (data1 < 0 || isNaN(data1)) {
					const err8 = {
						instancePath: instancePath + "/initial-delay",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema83,
						data: data1
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			}
			if (typeof data1 === "string") {
				if (func2(data1) < 1) {
					const err9 = {
						instancePath: instancePath + "/initial-delay",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema83,
						data: data1
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
				if (!pattern47.test(data1)) {
					const err10 = {
						instancePath: instancePath + "/initial-delay",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$",
						parentSchema: schema83,
						data: data1
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
			}
		}
		if (data["analysis-timeout"] !== void 0) {
			let data2 = data["analysis-timeout"];
			if (typeof data2 !== "string" && !(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
				const err11 = {
					instancePath: instancePath + "/analysis-timeout",
					schemaPath: "#/$defs/duration/type",
					keyword: "type",
					params: { type: schema83.type },
					message: "must be string,integer",
					schema: schema83.type,
					parentSchema: schema83,
					data: data2
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 0 || isNaN(data2)) {
					const err12 = {
						instancePath: instancePath + "/analysis-timeout",
						schemaPath: "#/$defs/duration/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema83,
						data: data2
					};
					if (vErrors === null) vErrors = [err12];
					else vErrors.push(err12);
					errors++;
				}
				if (data2 < 0 || isNaN(data2)) {
					const err13 = {
						instancePath: instancePath + "/analysis-timeout",
						schemaPath: "#/$defs/duration/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema83,
						data: data2
					};
					if (vErrors === null) vErrors = [err13];
					else vErrors.push(err13);
					errors++;
				}
			}
			if (typeof data2 === "string") {
				if (func2(data2) < 1) {
					const err14 = {
						instancePath: instancePath + "/analysis-timeout",
						schemaPath: "#/$defs/duration/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema83,
						data: data2
					};
					if (vErrors === null) vErrors = [err14];
					else vErrors.push(err14);
					errors++;
				}
				if (!pattern47.test(data2)) {
					const err15 = {
						instancePath: instancePath + "/analysis-timeout",
						schemaPath: "#/$defs/duration/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$" },
						message: "must match pattern \"^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$\"",
						schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$",
						parentSchema: schema83,
						data: data2
					};
					if (vErrors === null) vErrors = [err15];
					else vErrors.push(err15);
					errors++;
				}
			}
		}
		if (data["max-error-rate"] !== void 0) {
			let data3 = data["max-error-rate"];
			if (typeof data3 !== "string" && !(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
				const err16 = {
					instancePath: instancePath + "/max-error-rate",
					schemaPath: "#/$defs/share/type",
					keyword: "type",
					params: { type: schema93.type },
					message: "must be string,integer",
					schema: schema93.type,
					parentSchema: schema93,
					data: data3
				};
				if (vErrors === null) vErrors = [err16];
				else vErrors.push(err16);
				errors++;
			}
			if (typeof data3 == "number" && isFinite(data3)) {
				if (data3 > 0 || isNaN(data3)) {
					const err17 = {
						instancePath: instancePath + "/max-error-rate",
						schemaPath: "#/$defs/share/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 0
						},
						message: "must be <= 0",
						schema: 0,
						parentSchema: schema93,
						data: data3
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				}
				if (data3 < 0 || isNaN(data3)) {
					const err18 = {
						instancePath: instancePath + "/max-error-rate",
						schemaPath: "#/$defs/share/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						message: "must be >= 0",
						schema: 0,
						parentSchema: schema93,
						data: data3
					};
					if (vErrors === null) vErrors = [err18];
					else vErrors.push(err18);
					errors++;
				}
			}
			if (typeof data3 === "string") {
				if (!pattern57.test(data3)) {
					const err19 = {
						instancePath: instancePath + "/max-error-rate",
						schemaPath: "#/$defs/share/pattern",
						keyword: "pattern",
						params: { pattern: "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$" },
						message: "must match pattern \"^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$\"",
						schema: "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$",
						parentSchema: schema93,
						data: data3
					};
					if (vErrors === null) vErrors = [err19];
					else vErrors.push(err19);
					errors++;
				}
			}
		}
		if (data["max-error-ratio"] !== void 0) {
			let data4 = data["max-error-ratio"];
			if (typeof data4 == "number" && isFinite(data4)) {
				if (data4 > 1e3 || isNaN(data4)) {
					const err20 = {
						instancePath: instancePath + "/max-error-ratio",
						schemaPath: "#/properties/max-error-ratio/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						message: "must be <= 1000",
						schema: 1e3,
						parentSchema: schema89.properties["max-error-ratio"],
						data: data4
					};
					if (vErrors === null) vErrors = [err20];
					else vErrors.push(err20);
					errors++;
				}
				if (data4 < 1 || isNaN(data4)) {
					const err21 = {
						instancePath: instancePath + "/max-error-ratio",
						schemaPath: "#/properties/max-error-ratio/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema89.properties["max-error-ratio"],
						data: data4
					};
					if (vErrors === null) vErrors = [err21];
					else vErrors.push(err21);
					errors++;
				}
			} else {
				const err22 = {
					instancePath: instancePath + "/max-error-ratio",
					schemaPath: "#/properties/max-error-ratio/type",
					keyword: "type",
					params: { type: "number" },
					message: "must be number",
					schema: schema89.properties["max-error-ratio"].type,
					parentSchema: schema89.properties["max-error-ratio"],
					data: data4
				};
				if (vErrors === null) vErrors = [err22];
				else vErrors.push(err22);
				errors++;
			}
		}
		if (data["min-polls"] !== void 0) {
			let data5 = data["min-polls"];
			if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) {
				const err23 = {
					instancePath: instancePath + "/min-polls",
					schemaPath: "#/properties/min-polls/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer",
					schema: schema89.properties["min-polls"].type,
					parentSchema: schema89.properties["min-polls"],
					data: data5
				};
				if (vErrors === null) vErrors = [err23];
				else vErrors.push(err23);
				errors++;
			}
			if (typeof data5 == "number" && isFinite(data5)) {
				if (data5 > 1e3 || isNaN(data5)) {
					const err24 = {
						instancePath: instancePath + "/min-polls",
						schemaPath: "#/properties/min-polls/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						message: "must be <= 1000",
						schema: 1e3,
						parentSchema: schema89.properties["min-polls"],
						data: data5
					};
					if (vErrors === null) vErrors = [err24];
					else vErrors.push(err24);
					errors++;
				}
				if (data5 < 1 || isNaN(data5)) {
					const err25 = {
						instancePath: instancePath + "/min-polls",
						schemaPath: "#/properties/min-polls/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema89.properties["min-polls"],
						data: data5
					};
					if (vErrors === null) vErrors = [err25];
					else vErrors.push(err25);
					errors++;
				}
			}
		}
		if (data["on-inconclusive"] !== void 0) {
			let data6 = data["on-inconclusive"];
			if (!(data6 === "pause" || data6 === "pass" || data6 === "rollback")) {
				const err26 = {
					instancePath: instancePath + "/on-inconclusive",
					schemaPath: "#/properties/on-inconclusive/enum",
					keyword: "enum",
					params: { allowedValues: schema89.properties["on-inconclusive"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema89.properties["on-inconclusive"].enum,
					parentSchema: schema89.properties["on-inconclusive"],
					data: data6
				};
				if (vErrors === null) vErrors = [err26];
				else vErrors.push(err26);
				errors++;
			}
		}
		if (data["on-no-data"] !== void 0) {
			let data7 = data["on-no-data"];
			if (!(data7 === "wait" || data7 === "fail" || data7 === "pass")) {
				const err27 = {
					instancePath: instancePath + "/on-no-data",
					schemaPath: "#/properties/on-no-data/enum",
					keyword: "enum",
					params: { allowedValues: schema89.properties["on-no-data"].enum },
					message: "must be equal to one of the allowed values",
					schema: schema89.properties["on-no-data"].enum,
					parentSchema: schema89.properties["on-no-data"],
					data: data7
				};
				if (vErrors === null) vErrors = [err27];
				else vErrors.push(err27);
				errors++;
			}
		}
	} else {
		const err28 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema89.type,
			parentSchema: schema89,
			data
		};
		if (vErrors === null) vErrors = [err28];
		else vErrors.push(err28);
		errors++;
	}
	validate42.errors = vErrors;
	return errors === 0;
}
validate42.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema95 = {
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
};
function validate44(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate44.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "key" || key0 === "known-hosts")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema95,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.key !== void 0) {
			let data0 = data.key;
			if (typeof data0 === "string") {
				if (func2(data0) < 1) {
					const err1 = {
						instancePath: instancePath + "/key",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data0
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
			} else {
				const err2 = {
					instancePath: instancePath + "/key",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data0
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data["known-hosts"] !== void 0) {
			let data1 = data["known-hosts"];
			if (typeof data1 === "string") {
				if (func2(data1) < 1) {
					const err3 = {
						instancePath: instancePath + "/known-hosts",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data1
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/known-hosts",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data1
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
	} else {
		const err5 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema95.type,
			parentSchema: schema95,
			data
		};
		if (vErrors === null) vErrors = [err5];
		else vErrors.push(err5);
		errors++;
	}
	validate44.errors = vErrors;
	return errors === 0;
}
validate44.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema100 = {
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
			"pattern": "^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$",
			"title": "host:port",
			"examples": ["10.0.0.11:8080"]
		},
		"track": {
			"description": "The set of servers it belongs to, for blue/green and canary.",
			"enum": ["blue", "green"]
		}
	}
};
const schema101 = {
	"type": "string",
	"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
	"title": "a name of letters, digits, dots, dashes and underscores",
	"examples": ["shop", "web1"]
};
const schema102 = {
	"type": "string",
	"pattern": "^[^\\s-]\\S*$",
	"title": "a machine as ssh takes it, without spaces",
	"examples": ["deploy@web1.example.com", "ssh://deploy@web1.example.com:2222"]
};
const pattern60 = new RegExp("^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$", "u");
function validate46(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate46.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.name === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "name" },
				message: "must have required property 'name'",
				schema: schema100.required,
				parentSchema: schema100,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.address === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "address" },
				message: "must have required property 'address'",
				schema: schema100.required,
				parentSchema: schema100,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "name" || key0 === "host" || key0 === "address" || key0 === "track")) {
			const err2 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema100,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.name !== void 0) {
			let data0 = data.name;
			if (typeof data0 === "string") {
				if (!pattern24.test(data0)) {
					const err3 = {
						instancePath: instancePath + "/name",
						schemaPath: "#/$defs/name/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$" },
						message: "must match pattern \"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$\"",
						schema: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
						parentSchema: schema101,
						data: data0
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/name",
					schemaPath: "#/$defs/name/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema101.type,
					parentSchema: schema101,
					data: data0
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.host !== void 0) {
			let data1 = data.host;
			if (typeof data1 === "string") {
				if (!pattern25.test(data1)) {
					const err5 = {
						instancePath: instancePath + "/host",
						schemaPath: "#/$defs/host/pattern",
						keyword: "pattern",
						params: { pattern: "^[^\\s-]\\S*$" },
						message: "must match pattern \"^[^\\s-]\\S*$\"",
						schema: "^[^\\s-]\\S*$",
						parentSchema: schema102,
						data: data1
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
			} else {
				const err6 = {
					instancePath: instancePath + "/host",
					schemaPath: "#/$defs/host/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema102.type,
					parentSchema: schema102,
					data: data1
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.address !== void 0) {
			let data2 = data.address;
			if (typeof data2 === "string") {
				if (!pattern60.test(data2)) {
					const err7 = {
						instancePath: instancePath + "/address",
						schemaPath: "#/properties/address/pattern",
						keyword: "pattern",
						params: { pattern: "^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$" },
						message: "must match pattern \"^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$\"",
						schema: "^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$",
						parentSchema: schema100.properties.address,
						data: data2
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
			} else {
				const err8 = {
					instancePath: instancePath + "/address",
					schemaPath: "#/properties/address/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema100.properties.address.type,
					parentSchema: schema100.properties.address,
					data: data2
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
		if (data.track !== void 0) {
			let data3 = data.track;
			if (!(data3 === "blue" || data3 === "green")) {
				const err9 = {
					instancePath: instancePath + "/track",
					schemaPath: "#/properties/track/enum",
					keyword: "enum",
					params: { allowedValues: schema100.properties.track.enum },
					message: "must be equal to one of the allowed values",
					schema: schema100.properties.track.enum,
					parentSchema: schema100.properties.track,
					data: data3
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
	} else {
		const err10 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema100.type,
			parentSchema: schema100,
			data
		};
		if (vErrors === null) vErrors = [err10];
		else vErrors.push(err10);
		errors++;
	}
	validate46.errors = vErrors;
	return errors === 0;
}
validate46.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema103 = {
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
			"pattern": "^[A-Za-z0-9_.:-]+$",
			"additionalProperties": false,
			"required": ["blue", "green"],
			"properties": {
				"blue": {
					"$ref": "#/$defs/haproxy-name",
					"description": "Backend of the track blue.",
					"examples": ["api_blue"]
				},
				"green": {
					"$ref": "#/$defs/haproxy-name",
					"description": "Backend of the track green.",
					"examples": ["api_green"]
				}
			},
			"title": "one backend or a mapping of blue and green",
			"examples": ["api", "{ blue: api_blue, green: api_green }"]
		},
		"map": {
			"type": "string",
			"pattern": "^[A-Za-z0-9_./-]+$",
			"title": "a path of letters, digits, dots, dashes and underscores",
			"description": "Path of the map file that holds the weights; only with tracks.",
			"examples": ["/var/lib/sluice/api.map"]
		},
		"key": {
			"$ref": "#/$defs/haproxy-name",
			"description": "The service's key in the map; only with tracks.",
			"examples": ["api"]
		}
	}
};
const schema107 = {
	"type": "string",
	"pattern": "^[A-Za-z0-9_.:-]+$",
	"title": "a name of letters, digits, dots, colons, dashes and underscores",
	"examples": ["api"]
};
const pattern62 = new RegExp("^[A-Za-z0-9_.:-]+$", "u");
const pattern65 = new RegExp("^[A-Za-z0-9_./-]+$", "u");
function validate48(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate48.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.kind === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "kind" },
				message: "must have required property 'kind'",
				schema: schema103.required,
				parentSchema: schema103,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.socket === void 0) {
			const err1 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "socket" },
				message: "must have required property 'socket'",
				schema: schema103.required,
				parentSchema: schema103,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.backend === void 0) {
			const err2 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "backend" },
				message: "must have required property 'backend'",
				schema: schema103.required,
				parentSchema: schema103,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		for (const key0 in data) if (!(key0 === "kind" || key0 === "host" || key0 === "socket" || key0 === "config" || key0 === "backend" || key0 === "map" || key0 === "key")) {
			const err3 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema103,
				data
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		if (data.kind !== void 0) {
			let data0 = data.kind;
			if (!(data0 === "haproxy")) {
				const err4 = {
					instancePath: instancePath + "/kind",
					schemaPath: "#/properties/kind/enum",
					keyword: "enum",
					params: { allowedValues: schema103.properties.kind.enum },
					message: "must be equal to one of the allowed values",
					schema: schema103.properties.kind.enum,
					parentSchema: schema103.properties.kind,
					data: data0
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.host !== void 0) {
			let data1 = data.host;
			if (typeof data1 === "string") {
				if (!pattern25.test(data1)) {
					const err5 = {
						instancePath: instancePath + "/host",
						schemaPath: "#/$defs/host/pattern",
						keyword: "pattern",
						params: { pattern: "^[^\\s-]\\S*$" },
						message: "must match pattern \"^[^\\s-]\\S*$\"",
						schema: "^[^\\s-]\\S*$",
						parentSchema: schema102,
						data: data1
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
			} else {
				const err6 = {
					instancePath: instancePath + "/host",
					schemaPath: "#/$defs/host/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema102.type,
					parentSchema: schema102,
					data: data1
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.socket !== void 0) {
			let data2 = data.socket;
			if (typeof data2 === "string") {
				if (func2(data2) < 1) {
					const err7 = {
						instancePath: instancePath + "/socket",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data2
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
			} else {
				const err8 = {
					instancePath: instancePath + "/socket",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data2
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
		if (data.config !== void 0) {
			let data3 = data.config;
			if (typeof data3 === "string") {
				if (func2(data3) < 1) {
					const err9 = {
						instancePath: instancePath + "/config",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data3
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
			} else {
				const err10 = {
					instancePath: instancePath + "/config",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data3
				};
				if (vErrors === null) vErrors = [err10];
				else vErrors.push(err10);
				errors++;
			}
		}
		if (data.backend !== void 0) {
			let data4 = data.backend;
			if (typeof data4 !== "string" && !(data4 && typeof data4 == "object" && !Array.isArray(data4))) {
				const err11 = {
					instancePath: instancePath + "/backend",
					schemaPath: "#/properties/backend/type",
					keyword: "type",
					params: { type: schema103.properties.backend.type },
					message: "must be string,object",
					schema: schema103.properties.backend.type,
					parentSchema: schema103.properties.backend,
					data: data4
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
			if (typeof data4 === "string") {
				if (!pattern62.test(data4)) {
					const err12 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_.:-]+$" },
						message: "must match pattern \"^[A-Za-z0-9_.:-]+$\"",
						schema: "^[A-Za-z0-9_.:-]+$",
						parentSchema: schema103.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err12];
					else vErrors.push(err12);
					errors++;
				}
			}
			if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
				if (data4.blue === void 0) {
					const err13 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/required",
						keyword: "required",
						params: { missingProperty: "blue" },
						message: "must have required property 'blue'",
						schema: schema103.properties.backend.required,
						parentSchema: schema103.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err13];
					else vErrors.push(err13);
					errors++;
				}
				if (data4.green === void 0) {
					const err14 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/required",
						keyword: "required",
						params: { missingProperty: "green" },
						message: "must have required property 'green'",
						schema: schema103.properties.backend.required,
						parentSchema: schema103.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err14];
					else vErrors.push(err14);
					errors++;
				}
				for (const key1 in data4) if (!(key1 === "blue" || key1 === "green")) {
					const err15 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						message: "must NOT have additional properties",
						schema: false,
						parentSchema: schema103.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err15];
					else vErrors.push(err15);
					errors++;
				}
				if (data4.blue !== void 0) {
					let data5 = data4.blue;
					if (typeof data5 === "string") {
						if (!pattern62.test(data5)) {
							const err16 = {
								instancePath: instancePath + "/backend/blue",
								schemaPath: "#/$defs/haproxy-name/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9_.:-]+$" },
								message: "must match pattern \"^[A-Za-z0-9_.:-]+$\"",
								schema: "^[A-Za-z0-9_.:-]+$",
								parentSchema: schema107,
								data: data5
							};
							if (vErrors === null) vErrors = [err16];
							else vErrors.push(err16);
							errors++;
						}
					} else {
						const err17 = {
							instancePath: instancePath + "/backend/blue",
							schemaPath: "#/$defs/haproxy-name/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema107.type,
							parentSchema: schema107,
							data: data5
						};
						if (vErrors === null) vErrors = [err17];
						else vErrors.push(err17);
						errors++;
					}
				}
				if (data4.green !== void 0) {
					let data6 = data4.green;
					if (typeof data6 === "string") {
						if (!pattern62.test(data6)) {
							const err18 = {
								instancePath: instancePath + "/backend/green",
								schemaPath: "#/$defs/haproxy-name/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z0-9_.:-]+$" },
								message: "must match pattern \"^[A-Za-z0-9_.:-]+$\"",
								schema: "^[A-Za-z0-9_.:-]+$",
								parentSchema: schema107,
								data: data6
							};
							if (vErrors === null) vErrors = [err18];
							else vErrors.push(err18);
							errors++;
						}
					} else {
						const err19 = {
							instancePath: instancePath + "/backend/green",
							schemaPath: "#/$defs/haproxy-name/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema107.type,
							parentSchema: schema107,
							data: data6
						};
						if (vErrors === null) vErrors = [err19];
						else vErrors.push(err19);
						errors++;
					}
				}
			}
		}
		if (data.map !== void 0) {
			let data7 = data.map;
			if (typeof data7 === "string") {
				if (!pattern65.test(data7)) {
					const err20 = {
						instancePath: instancePath + "/map",
						schemaPath: "#/properties/map/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_./-]+$" },
						message: "must match pattern \"^[A-Za-z0-9_./-]+$\"",
						schema: "^[A-Za-z0-9_./-]+$",
						parentSchema: schema103.properties.map,
						data: data7
					};
					if (vErrors === null) vErrors = [err20];
					else vErrors.push(err20);
					errors++;
				}
			} else {
				const err21 = {
					instancePath: instancePath + "/map",
					schemaPath: "#/properties/map/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema103.properties.map.type,
					parentSchema: schema103.properties.map,
					data: data7
				};
				if (vErrors === null) vErrors = [err21];
				else vErrors.push(err21);
				errors++;
			}
		}
		if (data.key !== void 0) {
			let data8 = data.key;
			if (typeof data8 === "string") {
				if (!pattern62.test(data8)) {
					const err22 = {
						instancePath: instancePath + "/key",
						schemaPath: "#/$defs/haproxy-name/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_.:-]+$" },
						message: "must match pattern \"^[A-Za-z0-9_.:-]+$\"",
						schema: "^[A-Za-z0-9_.:-]+$",
						parentSchema: schema107,
						data: data8
					};
					if (vErrors === null) vErrors = [err22];
					else vErrors.push(err22);
					errors++;
				}
			} else {
				const err23 = {
					instancePath: instancePath + "/key",
					schemaPath: "#/$defs/haproxy-name/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema107.type,
					parentSchema: schema107,
					data: data8
				};
				if (vErrors === null) vErrors = [err23];
				else vErrors.push(err23);
				errors++;
			}
		}
	} else {
		const err24 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema103.type,
			parentSchema: schema103,
			data
		};
		if (vErrors === null) vErrors = [err24];
		else vErrors.push(err24);
		errors++;
	}
	validate48.errors = vErrors;
	return errors === 0;
}
validate48.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const wrapper1 = { validate: validate37 };
function validate37(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate37.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!func1.call(schema74.properties, key0)) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema74,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.platform !== void 0) {
			let data0 = data.platform;
			if (!(data0 === "local" || data0 === "servers" || data0 === "kubernetes")) {
				const err1 = {
					instancePath: instancePath + "/platform",
					schemaPath: "#/properties/platform/enum",
					keyword: "enum",
					params: { allowedValues: schema74.properties.platform.enum },
					message: "must be equal to one of the allowed values",
					schema: schema74.properties.platform.enum,
					parentSchema: schema74.properties.platform,
					data: data0
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
		}
		if (data.url !== void 0) {
			let data1 = data.url;
			if (typeof data1 === "string") {
				if (!pattern38.test(data1)) {
					const err2 = {
						instancePath: instancePath + "/url",
						schemaPath: "#/properties/url/pattern",
						keyword: "pattern",
						params: { pattern: "^https?://" },
						message: "must match pattern \"^https?://\"",
						schema: "^https?://",
						parentSchema: schema74.properties.url,
						data: data1
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
			} else {
				const err3 = {
					instancePath: instancePath + "/url",
					schemaPath: "#/properties/url/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.url.type,
					parentSchema: schema74.properties.url,
					data: data1
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.health !== void 0) {
			let data2 = data.health;
			if (typeof data2 === "string") {
				if (!pattern39.test(data2)) {
					const err4 = {
						instancePath: instancePath + "/health",
						schemaPath: "#/$defs/path/pattern",
						keyword: "pattern",
						params: { pattern: "^/\\S*$" },
						message: "must match pattern \"^/\\S*$\"",
						schema: "^/\\S*$",
						parentSchema: schema75,
						data: data2
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			} else {
				const err5 = {
					instancePath: instancePath + "/health",
					schemaPath: "#/$defs/path/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema75.type,
					parentSchema: schema75,
					data: data2
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data["smoke-test"] !== void 0) {
			if (!validate38(data["smoke-test"], {
				instancePath: instancePath + "/smoke-test",
				parentData: data,
				parentDataProperty: "smoke-test",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
				errors = vErrors.length;
			}
		}
		if (data.preview !== void 0) {
			let data4 = data.preview;
			if (typeof data4 === "string") {
				if (!pattern41.test(data4)) {
					const err6 = {
						instancePath: instancePath + "/preview",
						schemaPath: "#/properties/preview/pattern",
						keyword: "pattern",
						params: { pattern: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://" },
						message: "must match pattern \"^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://\"",
						schema: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://",
						parentSchema: schema74.properties.preview,
						data: data4
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/preview",
					schemaPath: "#/properties/preview/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.preview.type,
					parentSchema: schema74.properties.preview,
					data: data4
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.sticky !== void 0) {
			let data5 = data.sticky;
			if (typeof data5 === "string") {
				if (!pattern42.test(data5)) {
					const err8 = {
						instancePath: instancePath + "/sticky",
						schemaPath: "#/properties/sticky/pattern",
						keyword: "pattern",
						params: { pattern: "^(header|cookie):[A-Za-z0-9_-]+$" },
						message: "must match pattern \"^(header|cookie):[A-Za-z0-9_-]+$\"",
						schema: "^(header|cookie):[A-Za-z0-9_-]+$",
						parentSchema: schema74.properties.sticky,
						data: data5
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/sticky",
					schemaPath: "#/properties/sticky/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.sticky.type,
					parentSchema: schema74.properties.sticky,
					data: data5
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.reports !== void 0) {
			let data6 = data.reports;
			if (typeof data6 === "string") {
				if (!pattern43.test(data6)) {
					const err10 = {
						instancePath: instancePath + "/reports",
						schemaPath: "#/properties/reports/pattern",
						keyword: "pattern",
						params: { pattern: "^/\\S*$|^header:[A-Za-z0-9-]+$" },
						message: "must match pattern \"^/\\S*$|^header:[A-Za-z0-9-]+$\"",
						schema: "^/\\S*$|^header:[A-Za-z0-9-]+$",
						parentSchema: schema74.properties.reports,
						data: data6
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
			} else {
				const err11 = {
					instancePath: instancePath + "/reports",
					schemaPath: "#/properties/reports/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.reports.type,
					parentSchema: schema74.properties.reports,
					data: data6
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
		}
		if (data.env !== void 0) {
			let data7 = data.env;
			if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
				for (const key1 in data7) {
					const _errs17 = errors;
					if (typeof key1 === "string") {
						if (!pattern10.test(key1)) {
							const err12 = {
								instancePath: instancePath + "/env",
								schemaPath: "#/properties/env/propertyNames/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" },
								message: "must match pattern \"^[A-Za-z_][A-Za-z0-9_]*$\"",
								schema: "^[A-Za-z_][A-Za-z0-9_]*$",
								parentSchema: schema74.properties.env.propertyNames,
								data: key1,
								propertyName: key1
							};
							if (vErrors === null) vErrors = [err12];
							else vErrors.push(err12);
							errors++;
						}
					} else {
						const err13 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema74.properties.env.propertyNames.type,
							parentSchema: schema74.properties.env.propertyNames,
							data: key1,
							propertyName: key1
						};
						if (vErrors === null) vErrors = [err13];
						else vErrors.push(err13);
						errors++;
					}
					if (!(_errs17 === errors)) {
						const err14 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 },
							message: "property name must be valid",
							schema: schema74.properties.env.propertyNames,
							parentSchema: schema74.properties.env,
							data: data7
						};
						if (vErrors === null) vErrors = [err14];
						else vErrors.push(err14);
						errors++;
					}
				}
				for (const key2 in data7) {
					let data8 = data7[key2];
					if (typeof data8 !== "string") {
						const err15 = {
							instancePath: instancePath + "/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
							schemaPath: "#/properties/env/additionalProperties/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema74.properties.env.additionalProperties.type,
							parentSchema: schema74.properties.env.additionalProperties,
							data: data8
						};
						if (vErrors === null) vErrors = [err15];
						else vErrors.push(err15);
						errors++;
					}
				}
			} else {
				const err16 = {
					instancePath: instancePath + "/env",
					schemaPath: "#/properties/env/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema74.properties.env.type,
					parentSchema: schema74.properties.env,
					data: data7
				};
				if (vErrors === null) vErrors = [err16];
				else vErrors.push(err16);
				errors++;
			}
		}
		if (data.state !== void 0) {
			let data9 = data.state;
			if (typeof data9 === "string") {
				if (func2(data9) < 1) {
					const err17 = {
						instancePath: instancePath + "/state",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data9
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				}
			} else {
				const err18 = {
					instancePath: instancePath + "/state",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data9
				};
				if (vErrors === null) vErrors = [err18];
				else vErrors.push(err18);
				errors++;
			}
		}
		if (data.rollout !== void 0) {
			if (!validate40(data.rollout, {
				instancePath: instancePath + "/rollout",
				parentData: data,
				parentDataProperty: "rollout",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
				errors = vErrors.length;
			}
		}
		if (data.analysis !== void 0) {
			if (!validate42(data.analysis, {
				instancePath: instancePath + "/analysis",
				parentData: data,
				parentDataProperty: "analysis",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
				errors = vErrors.length;
			}
		}
		if (data.environments !== void 0) {
			let data12 = data.environments;
			if (data12 && typeof data12 == "object" && !Array.isArray(data12)) for (const key3 in data12) {
				let data13 = data12[key3];
				if (!wrapper1.validate(data13, {
					instancePath: instancePath + "/environments/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data12,
					parentDataProperty: key3,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? wrapper1.validate.errors : vErrors.concat(wrapper1.validate.errors);
					errors = vErrors.length;
				}
				const _errs31 = errors;
				const _errs32 = errors;
				if (errors === _errs32) {
					if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
						if (data13.environments === void 0 && "environments") {
							const err19 = {};
							if (vErrors === null) vErrors = [err19];
							else vErrors.push(err19);
							errors++;
						}
					} else {
						const err20 = {};
						if (vErrors === null) vErrors = [err20];
						else vErrors.push(err20);
						errors++;
					}
				}
				if (_errs32 === errors) {
					const err21 = {
						instancePath: instancePath + "/environments/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
						schemaPath: "#/properties/environments/additionalProperties/not",
						keyword: "not",
						params: {},
						message: "must NOT be valid",
						schema: schema74.properties.environments.additionalProperties.not,
						parentSchema: schema74.properties.environments.additionalProperties,
						data: data13
					};
					if (vErrors === null) vErrors = [err21];
					else vErrors.push(err21);
					errors++;
				} else {
					errors = _errs31;
					if (vErrors !== null) {
						if (_errs31) vErrors.length = _errs31;
						else vErrors = null;
					}
				}
			}
			else {
				const err22 = {
					instancePath: instancePath + "/environments",
					schemaPath: "#/properties/environments/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema74.properties.environments.type,
					parentSchema: schema74.properties.environments,
					data: data12
				};
				if (vErrors === null) vErrors = [err22];
				else vErrors.push(err22);
				errors++;
			}
		}
		if (data.run !== void 0) {
			let data14 = data.run;
			if (Array.isArray(data14)) {
				if (data14.length < 1) {
					const err23 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/properties/run/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema74.properties.run,
						data: data14
					};
					if (vErrors === null) vErrors = [err23];
					else vErrors.push(err23);
					errors++;
				}
				const len0 = data14.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data15 = data14[i0];
					if (typeof data15 !== "string") {
						const err24 = {
							instancePath: instancePath + "/run/" + i0,
							schemaPath: "#/properties/run/items/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema74.properties.run.items.type,
							parentSchema: schema74.properties.run.items,
							data: data15
						};
						if (vErrors === null) vErrors = [err24];
						else vErrors.push(err24);
						errors++;
					}
				}
			} else {
				const err25 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/properties/run/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema74.properties.run.type,
					parentSchema: schema74.properties.run,
					data: data14
				};
				if (vErrors === null) vErrors = [err25];
				else vErrors.push(err25);
				errors++;
			}
		}
		if (data.port !== void 0) {
			let data16 = data.port;
			if (!(typeof data16 == "number" && !(data16 % 1) && !isNaN(data16) && isFinite(data16))) {
				const err26 = {
					instancePath: instancePath + "/port",
					schemaPath: "#/properties/port/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer",
					schema: schema74.properties.port.type,
					parentSchema: schema74.properties.port,
					data: data16
				};
				if (vErrors === null) vErrors = [err26];
				else vErrors.push(err26);
				errors++;
			}
			if (typeof data16 == "number" && isFinite(data16)) {
				if (data16 > 65535 || isNaN(data16)) {
					const err27 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 65535
						},
						message: "must be <= 65535",
						schema: 65535,
						parentSchema: schema74.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err27];
					else vErrors.push(err27);
					errors++;
				}
				if (data16 < 1 || isNaN(data16)) {
					const err28 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema74.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err28];
					else vErrors.push(err28);
					errors++;
				}
			}
		}
		if (data.instances !== void 0) {
			let data17 = data.instances;
			if (!(typeof data17 == "number" && !(data17 % 1) && !isNaN(data17) && isFinite(data17))) {
				const err29 = {
					instancePath: instancePath + "/instances",
					schemaPath: "#/properties/instances/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer",
					schema: schema74.properties.instances.type,
					parentSchema: schema74.properties.instances,
					data: data17
				};
				if (vErrors === null) vErrors = [err29];
				else vErrors.push(err29);
				errors++;
			}
			if (typeof data17 == "number" && isFinite(data17)) {
				if (data17 > 100 || isNaN(data17)) {
					const err30 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 100
						},
						message: "must be <= 100",
						schema: 100,
						parentSchema: schema74.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err30];
					else vErrors.push(err30);
					errors++;
				}
				if (data17 < 1 || isNaN(data17)) {
					const err31 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema74.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err31];
					else vErrors.push(err31);
					errors++;
				}
			}
		}
		if (data.upload !== void 0) {
			let data18 = data.upload;
			if (typeof data18 === "string") {
				if (func2(data18) < 1) {
					const err32 = {
						instancePath: instancePath + "/upload",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data18
					};
					if (vErrors === null) vErrors = [err32];
					else vErrors.push(err32);
					errors++;
				}
			} else {
				const err33 = {
					instancePath: instancePath + "/upload",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data18
				};
				if (vErrors === null) vErrors = [err33];
				else vErrors.push(err33);
				errors++;
			}
		}
		if (data.ssh !== void 0) {
			if (!validate44(data.ssh, {
				instancePath: instancePath + "/ssh",
				parentData: data,
				parentDataProperty: "ssh",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
				errors = vErrors.length;
			}
		}
		if (data.update !== void 0) {
			let data20 = data.update;
			if (typeof data20 === "string") {
				if (func2(data20) < 1) {
					const err34 = {
						instancePath: instancePath + "/update",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data20
					};
					if (vErrors === null) vErrors = [err34];
					else vErrors.push(err34);
					errors++;
				}
			} else {
				const err35 = {
					instancePath: instancePath + "/update",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data20
				};
				if (vErrors === null) vErrors = [err35];
				else vErrors.push(err35);
				errors++;
			}
		}
		if (data.stop !== void 0) {
			let data21 = data.stop;
			if (typeof data21 === "string") {
				if (func2(data21) < 1) {
					const err36 = {
						instancePath: instancePath + "/stop",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data21
					};
					if (vErrors === null) vErrors = [err36];
					else vErrors.push(err36);
					errors++;
				}
			} else {
				const err37 = {
					instancePath: instancePath + "/stop",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data21
				};
				if (vErrors === null) vErrors = [err37];
				else vErrors.push(err37);
				errors++;
			}
		}
		if (data.servers !== void 0) {
			let data22 = data.servers;
			if (Array.isArray(data22)) {
				if (data22.length < 1) {
					const err38 = {
						instancePath: instancePath + "/servers",
						schemaPath: "#/properties/servers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema74.properties.servers,
						data: data22
					};
					if (vErrors === null) vErrors = [err38];
					else vErrors.push(err38);
					errors++;
				}
				const len1 = data22.length;
				for (let i1 = 0; i1 < len1; i1++) if (!validate46(data22[i1], {
					instancePath: instancePath + "/servers/" + i1,
					parentData: data22,
					parentDataProperty: i1,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
					errors = vErrors.length;
				}
			} else {
				const err39 = {
					instancePath: instancePath + "/servers",
					schemaPath: "#/properties/servers/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema74.properties.servers.type,
					parentSchema: schema74.properties.servers,
					data: data22
				};
				if (vErrors === null) vErrors = [err39];
				else vErrors.push(err39);
				errors++;
			}
		}
		if (data.balancers !== void 0) {
			let data24 = data.balancers;
			if (Array.isArray(data24)) {
				if (data24.length < 1) {
					const err40 = {
						instancePath: instancePath + "/balancers",
						schemaPath: "#/properties/balancers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema74.properties.balancers,
						data: data24
					};
					if (vErrors === null) vErrors = [err40];
					else vErrors.push(err40);
					errors++;
				}
				const len2 = data24.length;
				for (let i2 = 0; i2 < len2; i2++) if (!validate48(data24[i2], {
					instancePath: instancePath + "/balancers/" + i2,
					parentData: data24,
					parentDataProperty: i2,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
					errors = vErrors.length;
				}
			} else {
				const err41 = {
					instancePath: instancePath + "/balancers",
					schemaPath: "#/properties/balancers/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema74.properties.balancers.type,
					parentSchema: schema74.properties.balancers,
					data: data24
				};
				if (vErrors === null) vErrors = [err41];
				else vErrors.push(err41);
				errors++;
			}
		}
		if (data.image !== void 0) {
			let data26 = data.image;
			if (typeof data26 !== "string" && !Array.isArray(data26)) {
				const err42 = {
					instancePath: instancePath + "/image",
					schemaPath: "#/properties/image/type",
					keyword: "type",
					params: { type: schema74.properties.image.type },
					message: "must be string,array",
					schema: schema74.properties.image.type,
					parentSchema: schema74.properties.image,
					data: data26
				};
				if (vErrors === null) vErrors = [err42];
				else vErrors.push(err42);
				errors++;
			}
			if (typeof data26 === "string") {
				if (func2(data26) < 1) {
					const err43 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema74.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err43];
					else vErrors.push(err43);
					errors++;
				}
			}
			if (Array.isArray(data26)) {
				if (data26.length < 1) {
					const err44 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema74.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err44];
					else vErrors.push(err44);
					errors++;
				}
				const len3 = data26.length;
				for (let i3 = 0; i3 < len3; i3++) {
					let data27 = data26[i3];
					if (typeof data27 === "string") {
						if (func2(data27) < 1) {
							const err45 = {
								instancePath: instancePath + "/image/" + i3,
								schemaPath: "#/$defs/text/minLength",
								keyword: "minLength",
								params: { limit: 1 },
								message: "must NOT have fewer than 1 characters",
								schema: 1,
								parentSchema: schema78,
								data: data27
							};
							if (vErrors === null) vErrors = [err45];
							else vErrors.push(err45);
							errors++;
						}
					} else {
						const err46 = {
							instancePath: instancePath + "/image/" + i3,
							schemaPath: "#/$defs/text/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema78.type,
							parentSchema: schema78,
							data: data27
						};
						if (vErrors === null) vErrors = [err46];
						else vErrors.push(err46);
						errors++;
					}
				}
			}
		}
		if (data.workload !== void 0) {
			let data28 = data.workload;
			if (typeof data28 === "string") {
				if (!pattern67.test(data28)) {
					const err47 = {
						instancePath: instancePath + "/workload",
						schemaPath: "#/properties/workload/pattern",
						keyword: "pattern",
						params: { pattern: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$" },
						message: "must match pattern \"^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$\"",
						schema: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
						parentSchema: schema74.properties.workload,
						data: data28
					};
					if (vErrors === null) vErrors = [err47];
					else vErrors.push(err47);
					errors++;
				}
			} else {
				const err48 = {
					instancePath: instancePath + "/workload",
					schemaPath: "#/properties/workload/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.workload.type,
					parentSchema: schema74.properties.workload,
					data: data28
				};
				if (vErrors === null) vErrors = [err48];
				else vErrors.push(err48);
				errors++;
			}
		}
		if (data.container !== void 0) {
			let data29 = data.container;
			if (typeof data29 === "string") {
				if (func2(data29) < 1) {
					const err49 = {
						instancePath: instancePath + "/container",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data29
					};
					if (vErrors === null) vErrors = [err49];
					else vErrors.push(err49);
					errors++;
				}
			} else {
				const err50 = {
					instancePath: instancePath + "/container",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data29
				};
				if (vErrors === null) vErrors = [err50];
				else vErrors.push(err50);
				errors++;
			}
		}
		if (data.context !== void 0) {
			let data30 = data.context;
			if (typeof data30 === "string") {
				if (func2(data30) < 1) {
					const err51 = {
						instancePath: instancePath + "/context",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data30
					};
					if (vErrors === null) vErrors = [err51];
					else vErrors.push(err51);
					errors++;
				}
			} else {
				const err52 = {
					instancePath: instancePath + "/context",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data30
				};
				if (vErrors === null) vErrors = [err52];
				else vErrors.push(err52);
				errors++;
			}
		}
		if (data.namespace !== void 0) {
			let data31 = data.namespace;
			if (typeof data31 === "string") {
				if (!pattern68.test(data31)) {
					const err53 = {
						instancePath: instancePath + "/namespace",
						schemaPath: "#/properties/namespace/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" },
						message: "must match pattern \"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$\"",
						schema: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
						parentSchema: schema74.properties.namespace,
						data: data31
					};
					if (vErrors === null) vErrors = [err53];
					else vErrors.push(err53);
					errors++;
				}
			} else {
				const err54 = {
					instancePath: instancePath + "/namespace",
					schemaPath: "#/properties/namespace/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.namespace.type,
					parentSchema: schema74.properties.namespace,
					data: data31
				};
				if (vErrors === null) vErrors = [err54];
				else vErrors.push(err54);
				errors++;
			}
		}
		if (data.backend !== void 0) {
			let data32 = data.backend;
			if (typeof data32 === "string") {
				if (!pattern69.test(data32)) {
					const err55 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$" },
						message: "must match pattern \"^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$\"",
						schema: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",
						parentSchema: schema74.properties.backend,
						data: data32
					};
					if (vErrors === null) vErrors = [err55];
					else vErrors.push(err55);
					errors++;
				}
			} else {
				const err56 = {
					instancePath: instancePath + "/backend",
					schemaPath: "#/properties/backend/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.backend.type,
					parentSchema: schema74.properties.backend,
					data: data32
				};
				if (vErrors === null) vErrors = [err56];
				else vErrors.push(err56);
				errors++;
			}
		}
		if (data.route !== void 0) {
			let data33 = data.route;
			if (typeof data33 === "string") {
				if (!pattern70.test(data33)) {
					const err57 = {
						instancePath: instancePath + "/route",
						schemaPath: "#/properties/route/pattern",
						keyword: "pattern",
						params: { pattern: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$" },
						message: "must match pattern \"^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$\"",
						schema: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
						parentSchema: schema74.properties.route,
						data: data33
					};
					if (vErrors === null) vErrors = [err57];
					else vErrors.push(err57);
					errors++;
				}
			} else {
				const err58 = {
					instancePath: instancePath + "/route",
					schemaPath: "#/properties/route/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.route.type,
					parentSchema: schema74.properties.route,
					data: data33
				};
				if (vErrors === null) vErrors = [err58];
				else vErrors.push(err58);
				errors++;
			}
		}
		if (data.manifests !== void 0) {
			let data34 = data.manifests;
			if (typeof data34 !== "string" && !Array.isArray(data34)) {
				const err59 = {
					instancePath: instancePath + "/manifests",
					schemaPath: "#/properties/manifests/type",
					keyword: "type",
					params: { type: schema74.properties.manifests.type },
					message: "must be string,array",
					schema: schema74.properties.manifests.type,
					parentSchema: schema74.properties.manifests,
					data: data34
				};
				if (vErrors === null) vErrors = [err59];
				else vErrors.push(err59);
				errors++;
			}
			if (typeof data34 === "string") {
				if (func2(data34) < 1) {
					const err60 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema74.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err60];
					else vErrors.push(err60);
					errors++;
				}
			}
			if (Array.isArray(data34)) {
				if (data34.length < 1) {
					const err61 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema74.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err61];
					else vErrors.push(err61);
					errors++;
				}
				const len4 = data34.length;
				for (let i4 = 0; i4 < len4; i4++) {
					let data35 = data34[i4];
					if (typeof data35 === "string") {
						if (func2(data35) < 1) {
							const err62 = {
								instancePath: instancePath + "/manifests/" + i4,
								schemaPath: "#/$defs/text/minLength",
								keyword: "minLength",
								params: { limit: 1 },
								message: "must NOT have fewer than 1 characters",
								schema: 1,
								parentSchema: schema78,
								data: data35
							};
							if (vErrors === null) vErrors = [err62];
							else vErrors.push(err62);
							errors++;
						}
					} else {
						const err63 = {
							instancePath: instancePath + "/manifests/" + i4,
							schemaPath: "#/$defs/text/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema78.type,
							parentSchema: schema78,
							data: data35
						};
						if (vErrors === null) vErrors = [err63];
						else vErrors.push(err63);
						errors++;
					}
				}
			}
		}
	} else {
		const err64 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema74.type,
			parentSchema: schema74,
			data
		};
		if (vErrors === null) vErrors = [err64];
		else vErrors.push(err64);
		errors++;
	}
	validate37.errors = vErrors;
	return errors === 0;
}
validate37.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate52.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!func1.call(schema74.properties, key0)) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				message: "must NOT have additional properties",
				schema: false,
				parentSchema: schema74,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.platform !== void 0) {
			let data0 = data.platform;
			if (!(data0 === "local" || data0 === "servers" || data0 === "kubernetes")) {
				const err1 = {
					instancePath: instancePath + "/platform",
					schemaPath: "#/properties/platform/enum",
					keyword: "enum",
					params: { allowedValues: schema74.properties.platform.enum },
					message: "must be equal to one of the allowed values",
					schema: schema74.properties.platform.enum,
					parentSchema: schema74.properties.platform,
					data: data0
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
		}
		if (data.url !== void 0) {
			let data1 = data.url;
			if (typeof data1 === "string") {
				if (!pattern38.test(data1)) {
					const err2 = {
						instancePath: instancePath + "/url",
						schemaPath: "#/properties/url/pattern",
						keyword: "pattern",
						params: { pattern: "^https?://" },
						message: "must match pattern \"^https?://\"",
						schema: "^https?://",
						parentSchema: schema74.properties.url,
						data: data1
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
			} else {
				const err3 = {
					instancePath: instancePath + "/url",
					schemaPath: "#/properties/url/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.url.type,
					parentSchema: schema74.properties.url,
					data: data1
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.health !== void 0) {
			let data2 = data.health;
			if (typeof data2 === "string") {
				if (!pattern39.test(data2)) {
					const err4 = {
						instancePath: instancePath + "/health",
						schemaPath: "#/$defs/path/pattern",
						keyword: "pattern",
						params: { pattern: "^/\\S*$" },
						message: "must match pattern \"^/\\S*$\"",
						schema: "^/\\S*$",
						parentSchema: schema75,
						data: data2
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			} else {
				const err5 = {
					instancePath: instancePath + "/health",
					schemaPath: "#/$defs/path/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema75.type,
					parentSchema: schema75,
					data: data2
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data["smoke-test"] !== void 0) {
			if (!validate38(data["smoke-test"], {
				instancePath: instancePath + "/smoke-test",
				parentData: data,
				parentDataProperty: "smoke-test",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
				errors = vErrors.length;
			}
		}
		if (data.preview !== void 0) {
			let data4 = data.preview;
			if (typeof data4 === "string") {
				if (!pattern41.test(data4)) {
					const err6 = {
						instancePath: instancePath + "/preview",
						schemaPath: "#/properties/preview/pattern",
						keyword: "pattern",
						params: { pattern: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://" },
						message: "must match pattern \"^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://\"",
						schema: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://",
						parentSchema: schema74.properties.preview,
						data: data4
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/preview",
					schemaPath: "#/properties/preview/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.preview.type,
					parentSchema: schema74.properties.preview,
					data: data4
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.sticky !== void 0) {
			let data5 = data.sticky;
			if (typeof data5 === "string") {
				if (!pattern42.test(data5)) {
					const err8 = {
						instancePath: instancePath + "/sticky",
						schemaPath: "#/properties/sticky/pattern",
						keyword: "pattern",
						params: { pattern: "^(header|cookie):[A-Za-z0-9_-]+$" },
						message: "must match pattern \"^(header|cookie):[A-Za-z0-9_-]+$\"",
						schema: "^(header|cookie):[A-Za-z0-9_-]+$",
						parentSchema: schema74.properties.sticky,
						data: data5
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/sticky",
					schemaPath: "#/properties/sticky/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.sticky.type,
					parentSchema: schema74.properties.sticky,
					data: data5
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.reports !== void 0) {
			let data6 = data.reports;
			if (typeof data6 === "string") {
				if (!pattern43.test(data6)) {
					const err10 = {
						instancePath: instancePath + "/reports",
						schemaPath: "#/properties/reports/pattern",
						keyword: "pattern",
						params: { pattern: "^/\\S*$|^header:[A-Za-z0-9-]+$" },
						message: "must match pattern \"^/\\S*$|^header:[A-Za-z0-9-]+$\"",
						schema: "^/\\S*$|^header:[A-Za-z0-9-]+$",
						parentSchema: schema74.properties.reports,
						data: data6
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
			} else {
				const err11 = {
					instancePath: instancePath + "/reports",
					schemaPath: "#/properties/reports/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.reports.type,
					parentSchema: schema74.properties.reports,
					data: data6
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
		}
		if (data.env !== void 0) {
			let data7 = data.env;
			if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
				for (const key1 in data7) {
					const _errs17 = errors;
					if (typeof key1 === "string") {
						if (!pattern10.test(key1)) {
							const err12 = {
								instancePath: instancePath + "/env",
								schemaPath: "#/properties/env/propertyNames/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" },
								message: "must match pattern \"^[A-Za-z_][A-Za-z0-9_]*$\"",
								schema: "^[A-Za-z_][A-Za-z0-9_]*$",
								parentSchema: schema74.properties.env.propertyNames,
								data: key1,
								propertyName: key1
							};
							if (vErrors === null) vErrors = [err12];
							else vErrors.push(err12);
							errors++;
						}
					} else {
						const err13 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema74.properties.env.propertyNames.type,
							parentSchema: schema74.properties.env.propertyNames,
							data: key1,
							propertyName: key1
						};
						if (vErrors === null) vErrors = [err13];
						else vErrors.push(err13);
						errors++;
					}
					if (!(_errs17 === errors)) {
						const err14 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 },
							message: "property name must be valid",
							schema: schema74.properties.env.propertyNames,
							parentSchema: schema74.properties.env,
							data: data7
						};
						if (vErrors === null) vErrors = [err14];
						else vErrors.push(err14);
						errors++;
					}
				}
				for (const key2 in data7) {
					let data8 = data7[key2];
					if (typeof data8 !== "string") {
						const err15 = {
							instancePath: instancePath + "/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
							schemaPath: "#/properties/env/additionalProperties/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema74.properties.env.additionalProperties.type,
							parentSchema: schema74.properties.env.additionalProperties,
							data: data8
						};
						if (vErrors === null) vErrors = [err15];
						else vErrors.push(err15);
						errors++;
					}
				}
			} else {
				const err16 = {
					instancePath: instancePath + "/env",
					schemaPath: "#/properties/env/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema74.properties.env.type,
					parentSchema: schema74.properties.env,
					data: data7
				};
				if (vErrors === null) vErrors = [err16];
				else vErrors.push(err16);
				errors++;
			}
		}
		if (data.state !== void 0) {
			let data9 = data.state;
			if (typeof data9 === "string") {
				if (func2(data9) < 1) {
					const err17 = {
						instancePath: instancePath + "/state",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data9
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				}
			} else {
				const err18 = {
					instancePath: instancePath + "/state",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data9
				};
				if (vErrors === null) vErrors = [err18];
				else vErrors.push(err18);
				errors++;
			}
		}
		if (data.rollout !== void 0) {
			if (!validate40(data.rollout, {
				instancePath: instancePath + "/rollout",
				parentData: data,
				parentDataProperty: "rollout",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
				errors = vErrors.length;
			}
		}
		if (data.analysis !== void 0) {
			if (!validate42(data.analysis, {
				instancePath: instancePath + "/analysis",
				parentData: data,
				parentDataProperty: "analysis",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
				errors = vErrors.length;
			}
		}
		if (data.environments !== void 0) {
			let data12 = data.environments;
			if (data12 && typeof data12 == "object" && !Array.isArray(data12)) for (const key3 in data12) {
				let data13 = data12[key3];
				if (!validate37(data13, {
					instancePath: instancePath + "/environments/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data12,
					parentDataProperty: key3,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
					errors = vErrors.length;
				}
				const _errs31 = errors;
				const _errs32 = errors;
				if (errors === _errs32) {
					if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
						if (data13.environments === void 0 && "environments") {
							const err19 = {};
							if (vErrors === null) vErrors = [err19];
							else vErrors.push(err19);
							errors++;
						}
					} else {
						const err20 = {};
						if (vErrors === null) vErrors = [err20];
						else vErrors.push(err20);
						errors++;
					}
				}
				if (_errs32 === errors) {
					const err21 = {
						instancePath: instancePath + "/environments/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
						schemaPath: "#/properties/environments/additionalProperties/not",
						keyword: "not",
						params: {},
						message: "must NOT be valid",
						schema: schema74.properties.environments.additionalProperties.not,
						parentSchema: schema74.properties.environments.additionalProperties,
						data: data13
					};
					if (vErrors === null) vErrors = [err21];
					else vErrors.push(err21);
					errors++;
				} else {
					errors = _errs31;
					if (vErrors !== null) {
						if (_errs31) vErrors.length = _errs31;
						else vErrors = null;
					}
				}
			}
			else {
				const err22 = {
					instancePath: instancePath + "/environments",
					schemaPath: "#/properties/environments/type",
					keyword: "type",
					params: { type: "object" },
					message: "must be object",
					schema: schema74.properties.environments.type,
					parentSchema: schema74.properties.environments,
					data: data12
				};
				if (vErrors === null) vErrors = [err22];
				else vErrors.push(err22);
				errors++;
			}
		}
		if (data.run !== void 0) {
			let data14 = data.run;
			if (Array.isArray(data14)) {
				if (data14.length < 1) {
					const err23 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/properties/run/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema74.properties.run,
						data: data14
					};
					if (vErrors === null) vErrors = [err23];
					else vErrors.push(err23);
					errors++;
				}
				const len0 = data14.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data15 = data14[i0];
					if (typeof data15 !== "string") {
						const err24 = {
							instancePath: instancePath + "/run/" + i0,
							schemaPath: "#/properties/run/items/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema74.properties.run.items.type,
							parentSchema: schema74.properties.run.items,
							data: data15
						};
						if (vErrors === null) vErrors = [err24];
						else vErrors.push(err24);
						errors++;
					}
				}
			} else {
				const err25 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/properties/run/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema74.properties.run.type,
					parentSchema: schema74.properties.run,
					data: data14
				};
				if (vErrors === null) vErrors = [err25];
				else vErrors.push(err25);
				errors++;
			}
		}
		if (data.port !== void 0) {
			let data16 = data.port;
			if (!(typeof data16 == "number" && !(data16 % 1) && !isNaN(data16) && isFinite(data16))) {
				const err26 = {
					instancePath: instancePath + "/port",
					schemaPath: "#/properties/port/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer",
					schema: schema74.properties.port.type,
					parentSchema: schema74.properties.port,
					data: data16
				};
				if (vErrors === null) vErrors = [err26];
				else vErrors.push(err26);
				errors++;
			}
			if (typeof data16 == "number" && isFinite(data16)) {
				if (data16 > 65535 || isNaN(data16)) {
					const err27 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 65535
						},
						message: "must be <= 65535",
						schema: 65535,
						parentSchema: schema74.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err27];
					else vErrors.push(err27);
					errors++;
				}
				if (data16 < 1 || isNaN(data16)) {
					const err28 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema74.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err28];
					else vErrors.push(err28);
					errors++;
				}
			}
		}
		if (data.instances !== void 0) {
			let data17 = data.instances;
			if (!(typeof data17 == "number" && !(data17 % 1) && !isNaN(data17) && isFinite(data17))) {
				const err29 = {
					instancePath: instancePath + "/instances",
					schemaPath: "#/properties/instances/type",
					keyword: "type",
					params: { type: "integer" },
					message: "must be integer",
					schema: schema74.properties.instances.type,
					parentSchema: schema74.properties.instances,
					data: data17
				};
				if (vErrors === null) vErrors = [err29];
				else vErrors.push(err29);
				errors++;
			}
			if (typeof data17 == "number" && isFinite(data17)) {
				if (data17 > 100 || isNaN(data17)) {
					const err30 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 100
						},
						message: "must be <= 100",
						schema: 100,
						parentSchema: schema74.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err30];
					else vErrors.push(err30);
					errors++;
				}
				if (data17 < 1 || isNaN(data17)) {
					const err31 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						message: "must be >= 1",
						schema: 1,
						parentSchema: schema74.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err31];
					else vErrors.push(err31);
					errors++;
				}
			}
		}
		if (data.upload !== void 0) {
			let data18 = data.upload;
			if (typeof data18 === "string") {
				if (func2(data18) < 1) {
					const err32 = {
						instancePath: instancePath + "/upload",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data18
					};
					if (vErrors === null) vErrors = [err32];
					else vErrors.push(err32);
					errors++;
				}
			} else {
				const err33 = {
					instancePath: instancePath + "/upload",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data18
				};
				if (vErrors === null) vErrors = [err33];
				else vErrors.push(err33);
				errors++;
			}
		}
		if (data.ssh !== void 0) {
			if (!validate44(data.ssh, {
				instancePath: instancePath + "/ssh",
				parentData: data,
				parentDataProperty: "ssh",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
				errors = vErrors.length;
			}
		}
		if (data.update !== void 0) {
			let data20 = data.update;
			if (typeof data20 === "string") {
				if (func2(data20) < 1) {
					const err34 = {
						instancePath: instancePath + "/update",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data20
					};
					if (vErrors === null) vErrors = [err34];
					else vErrors.push(err34);
					errors++;
				}
			} else {
				const err35 = {
					instancePath: instancePath + "/update",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data20
				};
				if (vErrors === null) vErrors = [err35];
				else vErrors.push(err35);
				errors++;
			}
		}
		if (data.stop !== void 0) {
			let data21 = data.stop;
			if (typeof data21 === "string") {
				if (func2(data21) < 1) {
					const err36 = {
						instancePath: instancePath + "/stop",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data21
					};
					if (vErrors === null) vErrors = [err36];
					else vErrors.push(err36);
					errors++;
				}
			} else {
				const err37 = {
					instancePath: instancePath + "/stop",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data21
				};
				if (vErrors === null) vErrors = [err37];
				else vErrors.push(err37);
				errors++;
			}
		}
		if (data.servers !== void 0) {
			let data22 = data.servers;
			if (Array.isArray(data22)) {
				if (data22.length < 1) {
					const err38 = {
						instancePath: instancePath + "/servers",
						schemaPath: "#/properties/servers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema74.properties.servers,
						data: data22
					};
					if (vErrors === null) vErrors = [err38];
					else vErrors.push(err38);
					errors++;
				}
				const len1 = data22.length;
				for (let i1 = 0; i1 < len1; i1++) if (!validate46(data22[i1], {
					instancePath: instancePath + "/servers/" + i1,
					parentData: data22,
					parentDataProperty: i1,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
					errors = vErrors.length;
				}
			} else {
				const err39 = {
					instancePath: instancePath + "/servers",
					schemaPath: "#/properties/servers/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema74.properties.servers.type,
					parentSchema: schema74.properties.servers,
					data: data22
				};
				if (vErrors === null) vErrors = [err39];
				else vErrors.push(err39);
				errors++;
			}
		}
		if (data.balancers !== void 0) {
			let data24 = data.balancers;
			if (Array.isArray(data24)) {
				if (data24.length < 1) {
					const err40 = {
						instancePath: instancePath + "/balancers",
						schemaPath: "#/properties/balancers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema74.properties.balancers,
						data: data24
					};
					if (vErrors === null) vErrors = [err40];
					else vErrors.push(err40);
					errors++;
				}
				const len2 = data24.length;
				for (let i2 = 0; i2 < len2; i2++) if (!validate48(data24[i2], {
					instancePath: instancePath + "/balancers/" + i2,
					parentData: data24,
					parentDataProperty: i2,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
					errors = vErrors.length;
				}
			} else {
				const err41 = {
					instancePath: instancePath + "/balancers",
					schemaPath: "#/properties/balancers/type",
					keyword: "type",
					params: { type: "array" },
					message: "must be array",
					schema: schema74.properties.balancers.type,
					parentSchema: schema74.properties.balancers,
					data: data24
				};
				if (vErrors === null) vErrors = [err41];
				else vErrors.push(err41);
				errors++;
			}
		}
		if (data.image !== void 0) {
			let data26 = data.image;
			if (typeof data26 !== "string" && !Array.isArray(data26)) {
				const err42 = {
					instancePath: instancePath + "/image",
					schemaPath: "#/properties/image/type",
					keyword: "type",
					params: { type: schema74.properties.image.type },
					message: "must be string,array",
					schema: schema74.properties.image.type,
					parentSchema: schema74.properties.image,
					data: data26
				};
				if (vErrors === null) vErrors = [err42];
				else vErrors.push(err42);
				errors++;
			}
			if (typeof data26 === "string") {
				if (func2(data26) < 1) {
					const err43 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema74.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err43];
					else vErrors.push(err43);
					errors++;
				}
			}
			if (Array.isArray(data26)) {
				if (data26.length < 1) {
					const err44 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema74.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err44];
					else vErrors.push(err44);
					errors++;
				}
				const len3 = data26.length;
				for (let i3 = 0; i3 < len3; i3++) {
					let data27 = data26[i3];
					if (typeof data27 === "string") {
						if (func2(data27) < 1) {
							const err45 = {
								instancePath: instancePath + "/image/" + i3,
								schemaPath: "#/$defs/text/minLength",
								keyword: "minLength",
								params: { limit: 1 },
								message: "must NOT have fewer than 1 characters",
								schema: 1,
								parentSchema: schema78,
								data: data27
							};
							if (vErrors === null) vErrors = [err45];
							else vErrors.push(err45);
							errors++;
						}
					} else {
						const err46 = {
							instancePath: instancePath + "/image/" + i3,
							schemaPath: "#/$defs/text/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema78.type,
							parentSchema: schema78,
							data: data27
						};
						if (vErrors === null) vErrors = [err46];
						else vErrors.push(err46);
						errors++;
					}
				}
			}
		}
		if (data.workload !== void 0) {
			let data28 = data.workload;
			if (typeof data28 === "string") {
				if (!pattern67.test(data28)) {
					const err47 = {
						instancePath: instancePath + "/workload",
						schemaPath: "#/properties/workload/pattern",
						keyword: "pattern",
						params: { pattern: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$" },
						message: "must match pattern \"^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$\"",
						schema: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
						parentSchema: schema74.properties.workload,
						data: data28
					};
					if (vErrors === null) vErrors = [err47];
					else vErrors.push(err47);
					errors++;
				}
			} else {
				const err48 = {
					instancePath: instancePath + "/workload",
					schemaPath: "#/properties/workload/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.workload.type,
					parentSchema: schema74.properties.workload,
					data: data28
				};
				if (vErrors === null) vErrors = [err48];
				else vErrors.push(err48);
				errors++;
			}
		}
		if (data.container !== void 0) {
			let data29 = data.container;
			if (typeof data29 === "string") {
				if (func2(data29) < 1) {
					const err49 = {
						instancePath: instancePath + "/container",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data29
					};
					if (vErrors === null) vErrors = [err49];
					else vErrors.push(err49);
					errors++;
				}
			} else {
				const err50 = {
					instancePath: instancePath + "/container",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data29
				};
				if (vErrors === null) vErrors = [err50];
				else vErrors.push(err50);
				errors++;
			}
		}
		if (data.context !== void 0) {
			let data30 = data.context;
			if (typeof data30 === "string") {
				if (func2(data30) < 1) {
					const err51 = {
						instancePath: instancePath + "/context",
						schemaPath: "#/$defs/text/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema78,
						data: data30
					};
					if (vErrors === null) vErrors = [err51];
					else vErrors.push(err51);
					errors++;
				}
			} else {
				const err52 = {
					instancePath: instancePath + "/context",
					schemaPath: "#/$defs/text/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema78.type,
					parentSchema: schema78,
					data: data30
				};
				if (vErrors === null) vErrors = [err52];
				else vErrors.push(err52);
				errors++;
			}
		}
		if (data.namespace !== void 0) {
			let data31 = data.namespace;
			if (typeof data31 === "string") {
				if (!pattern68.test(data31)) {
					const err53 = {
						instancePath: instancePath + "/namespace",
						schemaPath: "#/properties/namespace/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" },
						message: "must match pattern \"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$\"",
						schema: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
						parentSchema: schema74.properties.namespace,
						data: data31
					};
					if (vErrors === null) vErrors = [err53];
					else vErrors.push(err53);
					errors++;
				}
			} else {
				const err54 = {
					instancePath: instancePath + "/namespace",
					schemaPath: "#/properties/namespace/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.namespace.type,
					parentSchema: schema74.properties.namespace,
					data: data31
				};
				if (vErrors === null) vErrors = [err54];
				else vErrors.push(err54);
				errors++;
			}
		}
		if (data.backend !== void 0) {
			let data32 = data.backend;
			if (typeof data32 === "string") {
				if (!pattern69.test(data32)) {
					const err55 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$" },
						message: "must match pattern \"^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$\"",
						schema: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",
						parentSchema: schema74.properties.backend,
						data: data32
					};
					if (vErrors === null) vErrors = [err55];
					else vErrors.push(err55);
					errors++;
				}
			} else {
				const err56 = {
					instancePath: instancePath + "/backend",
					schemaPath: "#/properties/backend/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.backend.type,
					parentSchema: schema74.properties.backend,
					data: data32
				};
				if (vErrors === null) vErrors = [err56];
				else vErrors.push(err56);
				errors++;
			}
		}
		if (data.route !== void 0) {
			let data33 = data.route;
			if (typeof data33 === "string") {
				if (!pattern70.test(data33)) {
					const err57 = {
						instancePath: instancePath + "/route",
						schemaPath: "#/properties/route/pattern",
						keyword: "pattern",
						params: { pattern: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$" },
						message: "must match pattern \"^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$\"",
						schema: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
						parentSchema: schema74.properties.route,
						data: data33
					};
					if (vErrors === null) vErrors = [err57];
					else vErrors.push(err57);
					errors++;
				}
			} else {
				const err58 = {
					instancePath: instancePath + "/route",
					schemaPath: "#/properties/route/type",
					keyword: "type",
					params: { type: "string" },
					message: "must be string",
					schema: schema74.properties.route.type,
					parentSchema: schema74.properties.route,
					data: data33
				};
				if (vErrors === null) vErrors = [err58];
				else vErrors.push(err58);
				errors++;
			}
		}
		if (data.manifests !== void 0) {
			let data34 = data.manifests;
			if (typeof data34 !== "string" && !Array.isArray(data34)) {
				const err59 = {
					instancePath: instancePath + "/manifests",
					schemaPath: "#/properties/manifests/type",
					keyword: "type",
					params: { type: schema74.properties.manifests.type },
					message: "must be string,array",
					schema: schema74.properties.manifests.type,
					parentSchema: schema74.properties.manifests,
					data: data34
				};
				if (vErrors === null) vErrors = [err59];
				else vErrors.push(err59);
				errors++;
			}
			if (typeof data34 === "string") {
				if (func2(data34) < 1) {
					const err60 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 characters",
						schema: 1,
						parentSchema: schema74.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err60];
					else vErrors.push(err60);
					errors++;
				}
			}
			if (Array.isArray(data34)) {
				if (data34.length < 1) {
					const err61 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						message: "must NOT have fewer than 1 items",
						schema: 1,
						parentSchema: schema74.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err61];
					else vErrors.push(err61);
					errors++;
				}
				const len4 = data34.length;
				for (let i4 = 0; i4 < len4; i4++) {
					let data35 = data34[i4];
					if (typeof data35 === "string") {
						if (func2(data35) < 1) {
							const err62 = {
								instancePath: instancePath + "/manifests/" + i4,
								schemaPath: "#/$defs/text/minLength",
								keyword: "minLength",
								params: { limit: 1 },
								message: "must NOT have fewer than 1 characters",
								schema: 1,
								parentSchema: schema78,
								data: data35
							};
							if (vErrors === null) vErrors = [err62];
							else vErrors.push(err62);
							errors++;
						}
					} else {
						const err63 = {
							instancePath: instancePath + "/manifests/" + i4,
							schemaPath: "#/$defs/text/type",
							keyword: "type",
							params: { type: "string" },
							message: "must be string",
							schema: schema78.type,
							parentSchema: schema78,
							data: data35
						};
						if (vErrors === null) vErrors = [err63];
						else vErrors.push(err63);
						errors++;
					}
				}
			}
		}
	} else {
		const err64 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			message: "must be object",
			schema: schema74.type,
			parentSchema: schema74,
			data
		};
		if (vErrors === null) vErrors = [err64];
		else vErrors.push(err64);
		errors++;
	}
	validate52.errors = vErrors;
	return errors === 0;
}
validate52.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};

// src/service/schema.ts
/**
* Everything in `value` that the schema forbids, one finding for each place.
* @param shown the same value as its author wrote it, for messages: `value` may hold secrets where variables were expanded
*/
function schemaFindings(value, what, shown = value) {
	const validate = what === "file" ? validateFile : validateService;
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
		message: `${inside(path)}the name ${quoted(error.propertyName)} cannot be used: write ${wanted(parent)}`
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
function wanted(parent) {
	if (Array.isArray(parent["enum"])) return parent["enum"].join(" or ");
	return `${parent["title"] ?? TYPES[String(parent["type"])] ?? String(parent["type"])}${Array.isArray(parent["examples"]) ? `, for example ${parent["examples"].join(" or ")}` : ""}`;
}
function show(value) {
	if (value === null || value === void 0 || value === "") return "empty";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "a mapping";
	return quoted(String(value));
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
const NAMES = /\{(version|service|environment)\}|\$\$|\$([A-Za-z_][A-Za-z0-9_]*)/g;
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
			if (NOT_EXPANDED.has(String(key))) return value;
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
		throw fail(`cannot read the service file (${code === "ENOENT" ? "there is no such file" : message}): check out the repository first, or name another file with the input config`);
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
	const { raw, unmatched, chosen } = resolveService(file.defaults, ownPart(file, name), options.environment);
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
	return service;
}
function ownPart({ services }, name) {
	const own = services[name];
	return isMapping(own) ? own : {};
}
/** What is wrong by the schema, and what else is wrong; of one place only what the schema says. */
function invalid({ problems }, others) {
	const places = new Set(problems.map(({ line, column }) => `${line}:${column}`));
	return new InvalidServiceFile([...problems, ...others.filter(({ line, column }) => line === void 0 || !places.has(`${line}:${column}`))]);
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

export { inputFindings as n, readService as t };