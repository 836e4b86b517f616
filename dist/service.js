import { _ as isMapping, c as InvalidServiceFile, g as digest, i as parseWeights, n as readYaml, o as parseCount, r as parsePercent, s as nearest, u as quoted, y as parseDuration } from "./units.js";
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
const validateFile = validate52;
const schema19 = {
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
					"description": "Which deployment record is written on GitHub: auto takes that of the job where it has one of its own for the environment and else makes one, attach only takes that of the job, create always makes one.",
					"enum": [
						"auto",
						"attach",
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
const schema20 = {
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
const func1 = Object.prototype.hasOwnProperty;
const func2 = (text) => [...text].length;
const pattern3 = new RegExp("^https?://|[${]", "u");
const pattern5 = new RegExp("^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://|[${]", "u");
const pattern6 = new RegExp("^(header|cookie):[A-Za-z0-9_-]+$|[${]", "u");
const pattern7 = new RegExp("^/\\S*$|^header:[A-Za-z0-9-]+$|[${]", "u");
const pattern8 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
const pattern19 = new RegExp("^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]", "u");
const pattern20 = new RegExp("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$|[${]", "u");
const pattern21 = new RegExp("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$|[${]", "u");
const pattern22 = new RegExp("^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]", "u");
const schema21 = {
	"type": "string",
	"pattern": "^/\\S*$|[${]",
	"title": "a path that starts with /",
	"examples": ["/", "/healthz"]
};
const pattern4 = new RegExp("^/\\S*$|[${]", "u");
function validate54(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate54.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data === "string") {
		if (!pattern4.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^/\\S*$|[${]" },
				schema: "^/\\S*$|[${]",
				parentSchema: schema21,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" },
			schema: schema21.type,
			parentSchema: schema21,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate54.errors = vErrors;
	return errors === 0;
}
validate54.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const schema22 = {
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
const schema23 = {
	"type": "string",
	"minLength": 1,
	"title": "a text that is not empty",
	"examples": ["shop"]
};
function validate58(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate58.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data === "string") {
		if (func2(data) < 1) {
			const err0 = {
				instancePath,
				schemaPath: "#/minLength",
				keyword: "minLength",
				params: { limit: 1 },
				schema: 1,
				parentSchema: schema23,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" },
			schema: schema23.type,
			parentSchema: schema23,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate58.errors = vErrors;
	return errors === 0;
}
validate58.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
function validate56(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate56.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.path === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "path" },
				schema: schema22.required,
				parentSchema: schema22,
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
				schema: false,
				parentSchema: schema22,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.path !== void 0) {
			if (!validate54(data.path, {
				instancePath: instancePath + "/path",
				parentData: data,
				parentDataProperty: "path",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
				errors = vErrors.length;
			}
		}
		if (data.contains !== void 0) {
			if (!validate58(data.contains, {
				instancePath: instancePath + "/contains",
				parentData: data,
				parentDataProperty: "contains",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
				errors = vErrors.length;
			}
		}
		if (data.times !== void 0) {
			let data2 = data.times;
			if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
				const err2 = {
					instancePath: instancePath + "/times",
					schemaPath: "#/properties/times/type",
					keyword: "type",
					params: { type: "integer" },
					schema: schema22.properties.times.type,
					parentSchema: schema22.properties.times,
					data: data2
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 1e3 || isNaN(data2)) {
					const err3 = {
						instancePath: instancePath + "/times",
						schemaPath: "#/properties/times/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						schema: 1e3,
						parentSchema: schema22.properties.times,
						data: data2
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
				if (data2 < 1 || isNaN(data2)) {
					const err4 = {
						instancePath: instancePath + "/times",
						schemaPath: "#/properties/times/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema22.properties.times,
						data: data2
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			}
		}
	} else {
		const err5 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema22.type,
			parentSchema: schema22,
			data
		};
		if (vErrors === null) vErrors = [err5];
		else vErrors.push(err5);
		errors++;
	}
	validate56.errors = vErrors;
	return errors === 0;
}
validate56.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema24 = {
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
			"description": "Which deployment record is written on GitHub: auto takes that of the job where it has one of its own for the environment and else makes one, attach only takes that of the job, create always makes one.",
			"enum": [
				"auto",
				"attach",
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
const schema25 = {
	"type": ["string", "integer"],
	"minimum": 0,
	"maximum": 999999,
	"pattern": "^\\d{1,6}%?$|[${]",
	"title": "a whole number or a percentage",
	"examples": [1, "25%"]
};
const pattern9 = new RegExp("^\\d{1,6}%?$|[${]", "u");
function validate63(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate63.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data !== "string" && !(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema25.type },
			schema: schema25.type,
			parentSchema: schema25,
			data
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data > 999999 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/maximum",
				keyword: "maximum",
				params: {
					comparison: "<=",
					limit: 999999
				},
				schema: 999999,
				parentSchema: schema25,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data < 0 || isNaN(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/minimum",
				keyword: "minimum",
				params: {
					comparison: ">=",
					limit: 0
				},
				schema: 0,
				parentSchema: schema25,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (!pattern9.test(data)) {
			const err3 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^\\d{1,6}%?$|[${]" },
				schema: "^\\d{1,6}%?$|[${]",
				parentSchema: schema25,
				data
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
	}
	validate63.errors = vErrors;
	return errors === 0;
}
validate63.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const schema26 = {
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
const pattern10 = new RegExp("^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]", "u");
function validate66(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate66.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data !== "string" && !(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema26.type },
			schema: schema26.type,
			parentSchema: schema26,
			data
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data > 0 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/maximum",
				keyword: "maximum",
				params: {
					comparison: "<=",
					limit: 0
				},
				schema: 0,
				parentSchema: schema26,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data < 0 || isNaN(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/minimum",
				keyword: "minimum",
				params: {
					comparison: ">=",
					limit: 0
				},
				schema: 0,
				parentSchema: schema26,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (func2(data) < 1) {
			const err3 = {
				instancePath,
				schemaPath: "#/minLength",
				keyword: "minLength",
				params: { limit: 1 },
				schema: 1,
				parentSchema: schema26,
				data
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		if (!pattern10.test(data)) {
			const err4 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]" },
				schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$|[${]",
				parentSchema: schema26,
				data
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
	}
	validate66.errors = vErrors;
	return errors === 0;
}
validate66.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const pattern11 = new RegExp("^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$|[${]", "u");
function validate62(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate62.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!func1.call(schema24.properties, key0)) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				schema: false,
				parentSchema: schema24,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data["max-unavailable"] !== void 0) {
			if (!validate63(data["max-unavailable"], {
				instancePath: instancePath + "/max-unavailable",
				parentData: data,
				parentDataProperty: "max-unavailable",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
				errors = vErrors.length;
			}
		}
		if (data["max-surge"] !== void 0) {
			if (!validate63(data["max-surge"], {
				instancePath: instancePath + "/max-surge",
				parentData: data,
				parentDataProperty: "max-surge",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
				errors = vErrors.length;
			}
		}
		if (data["bake-time"] !== void 0) {
			if (!validate66(data["bake-time"], {
				instancePath: instancePath + "/bake-time",
				parentData: data,
				parentDataProperty: "bake-time",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
				errors = vErrors.length;
			}
		}
		if (data["keep-old"] !== void 0) {
			if (!validate66(data["keep-old"], {
				instancePath: instancePath + "/keep-old",
				parentData: data,
				parentDataProperty: "keep-old",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
				errors = vErrors.length;
			}
		}
		if (data["min-ready"] !== void 0) {
			if (!validate66(data["min-ready"], {
				instancePath: instancePath + "/min-ready",
				parentData: data,
				parentDataProperty: "min-ready",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
				errors = vErrors.length;
			}
		}
		if (data["drain-timeout"] !== void 0) {
			if (!validate66(data["drain-timeout"], {
				instancePath: instancePath + "/drain-timeout",
				parentData: data,
				parentDataProperty: "drain-timeout",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
				errors = vErrors.length;
			}
		}
		if (data["on-drain-timeout"] !== void 0) {
			let data6 = data["on-drain-timeout"];
			if (!(data6 === "force" || data6 === "wait" || data6 === "fail")) {
				const err1 = {
					instancePath: instancePath + "/on-drain-timeout",
					schemaPath: "#/properties/on-drain-timeout/enum",
					keyword: "enum",
					params: { allowedValues: schema24.properties["on-drain-timeout"].enum },
					schema: schema24.properties["on-drain-timeout"].enum,
					parentSchema: schema24.properties["on-drain-timeout"],
					data: data6
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
		}
		if (data["progress-deadline"] !== void 0) {
			if (!validate66(data["progress-deadline"], {
				instancePath: instancePath + "/progress-deadline",
				parentData: data,
				parentDataProperty: "progress-deadline",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
				errors = vErrors.length;
			}
		}
		if (data["preview-size"] !== void 0) {
			if (!validate63(data["preview-size"], {
				instancePath: instancePath + "/preview-size",
				parentData: data,
				parentDataProperty: "preview-size",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
				errors = vErrors.length;
			}
		}
		if (data["on-failure"] !== void 0) {
			let data9 = data["on-failure"];
			if (!(data9 === "rollback" || data9 === "pause")) {
				const err2 = {
					instancePath: instancePath + "/on-failure",
					schemaPath: "#/properties/on-failure/enum",
					keyword: "enum",
					params: { allowedValues: schema24.properties["on-failure"].enum },
					schema: schema24.properties["on-failure"].enum,
					parentSchema: schema24.properties["on-failure"],
					data: data9
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data["on-cancel"] !== void 0) {
			let data10 = data["on-cancel"];
			if (!(data10 === "rollback" || data10 === "pause")) {
				const err3 = {
					instancePath: instancePath + "/on-cancel",
					schemaPath: "#/properties/on-cancel/enum",
					keyword: "enum",
					params: { allowedValues: schema24.properties["on-cancel"].enum },
					schema: schema24.properties["on-cancel"].enum,
					parentSchema: schema24.properties["on-cancel"],
					data: data10
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data["on-busy"] !== void 0) {
			let data11 = data["on-busy"];
			if (!(data11 === "fail" || data11 === "wait" || data11 === "supersede")) {
				const err4 = {
					instancePath: instancePath + "/on-busy",
					schemaPath: "#/properties/on-busy/enum",
					keyword: "enum",
					params: { allowedValues: schema24.properties["on-busy"].enum },
					schema: schema24.properties["on-busy"].enum,
					parentSchema: schema24.properties["on-busy"],
					data: data11
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.deployment !== void 0) {
			let data12 = data.deployment;
			if (!(data12 === "auto" || data12 === "attach" || data12 === "create" || data12 === "none")) {
				const err5 = {
					instancePath: instancePath + "/deployment",
					schemaPath: "#/properties/deployment/enum",
					keyword: "enum",
					params: { allowedValues: schema24.properties.deployment.enum },
					schema: schema24.properties.deployment.enum,
					parentSchema: schema24.properties.deployment,
					data: data12
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.comment !== void 0) {
			let data13 = data.comment;
			if (!(data13 === "on-change" || data13 === "on-failure" || data13 === "never")) {
				const err6 = {
					instancePath: instancePath + "/comment",
					schemaPath: "#/properties/comment/enum",
					keyword: "enum",
					params: { allowedValues: schema24.properties.comment.enum },
					schema: schema24.properties.comment.enum,
					parentSchema: schema24.properties.comment,
					data: data13
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.until !== void 0) {
			let data14 = data.until;
			if (!(data14 === "prepared" || data14 === "switched" || data14 === "retired")) {
				const err7 = {
					instancePath: instancePath + "/until",
					schemaPath: "#/properties/until/enum",
					keyword: "enum",
					params: { allowedValues: schema24.properties.until.enum },
					schema: schema24.properties.until.enum,
					parentSchema: schema24.properties.until,
					data: data14
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.weight !== void 0) {
			let data15 = data.weight;
			if (typeof data15 !== "string" && !(typeof data15 == "number" && !(data15 % 1) && !isNaN(data15) && isFinite(data15))) {
				const err8 = {
					instancePath: instancePath + "/weight",
					schemaPath: "#/properties/weight/type",
					keyword: "type",
					params: { type: schema24.properties.weight.type },
					schema: schema24.properties.weight.type,
					parentSchema: schema24.properties.weight,
					data: data15
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
			if (typeof data15 == "number" && isFinite(data15)) {
				if (data15 > 100 || isNaN(data15)) {
					const err9 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 100
						},
						schema: 100,
						parentSchema: schema24.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
				if (data15 < 0 || isNaN(data15)) {
					const err10 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						schema: 0,
						parentSchema: schema24.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
			}
			if (typeof data15 === "string") {
				if (!pattern11.test(data15)) {
					const err11 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/pattern",
						keyword: "pattern",
						params: { pattern: "^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$|[${]" },
						schema: "^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$|[${]",
						parentSchema: schema24.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err11];
					else vErrors.push(err11);
					errors++;
				}
			}
		}
		if (data["on-outdated"] !== void 0) {
			let data16 = data["on-outdated"];
			if (!(data16 === "fail" || data16 === "deploy")) {
				const err12 = {
					instancePath: instancePath + "/on-outdated",
					schemaPath: "#/properties/on-outdated/enum",
					keyword: "enum",
					params: { allowedValues: schema24.properties["on-outdated"].enum },
					schema: schema24.properties["on-outdated"].enum,
					parentSchema: schema24.properties["on-outdated"],
					data: data16
				};
				if (vErrors === null) vErrors = [err12];
				else vErrors.push(err12);
				errors++;
			}
		}
	} else {
		const err13 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema24.type,
			parentSchema: schema24,
			data
		};
		if (vErrors === null) vErrors = [err13];
		else vErrors.push(err13);
		errors++;
	}
	validate62.errors = vErrors;
	return errors === 0;
}
validate62.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema27 = {
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
const schema28 = {
	"type": ["string", "integer"],
	"minimum": 0,
	"maximum": 0,
	"pattern": "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$|[${]",
	"title": "a percentage with its sign",
	"examples": ["0.5%", "2%"]
};
const pattern12 = new RegExp("^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$|[${]", "u");
function validate78(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate78.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data !== "string" && !(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema28.type },
			schema: schema28.type,
			parentSchema: schema28,
			data
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data > 0 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/maximum",
				keyword: "maximum",
				params: {
					comparison: "<=",
					limit: 0
				},
				schema: 0,
				parentSchema: schema28,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data < 0 || isNaN(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/minimum",
				keyword: "minimum",
				params: {
					comparison: ">=",
					limit: 0
				},
				schema: 0,
				parentSchema: schema28,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (!pattern12.test(data)) {
			const err3 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$|[${]" },
				schema: "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$|[${]",
				parentSchema: schema28,
				data
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
	}
	validate78.errors = vErrors;
	return errors === 0;
}
validate78.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
function validate74(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate74.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "interval" || key0 === "initial-delay" || key0 === "analysis-timeout" || key0 === "max-error-rate" || key0 === "max-error-ratio" || key0 === "min-polls" || key0 === "on-inconclusive" || key0 === "on-no-data")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				schema: false,
				parentSchema: schema27,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.interval !== void 0) {
			if (!validate66(data.interval, {
				instancePath: instancePath + "/interval",
				parentData: data,
				parentDataProperty: "interval",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
				errors = vErrors.length;
			}
		}
		if (data["initial-delay"] !== void 0) {
			if (!validate66(data["initial-delay"], {
				instancePath: instancePath + "/initial-delay",
				parentData: data,
				parentDataProperty: "initial-delay",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
				errors = vErrors.length;
			}
		}
		if (data["analysis-timeout"] !== void 0) {
			if (!validate66(data["analysis-timeout"], {
				instancePath: instancePath + "/analysis-timeout",
				parentData: data,
				parentDataProperty: "analysis-timeout",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
				errors = vErrors.length;
			}
		}
		if (data["max-error-rate"] !== void 0) {
			if (!validate78(data["max-error-rate"], {
				instancePath: instancePath + "/max-error-rate",
				parentData: data,
				parentDataProperty: "max-error-rate",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
				errors = vErrors.length;
			}
		}
		if (data["max-error-ratio"] !== void 0) {
			let data4 = data["max-error-ratio"];
			if (typeof data4 == "number" && isFinite(data4)) {
				if (data4 > 1e3 || isNaN(data4)) {
					const err1 = {
						instancePath: instancePath + "/max-error-ratio",
						schemaPath: "#/properties/max-error-ratio/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						schema: 1e3,
						parentSchema: schema27.properties["max-error-ratio"],
						data: data4
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data4 < 1 || isNaN(data4)) {
					const err2 = {
						instancePath: instancePath + "/max-error-ratio",
						schemaPath: "#/properties/max-error-ratio/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema27.properties["max-error-ratio"],
						data: data4
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
			} else {
				const err3 = {
					instancePath: instancePath + "/max-error-ratio",
					schemaPath: "#/properties/max-error-ratio/type",
					keyword: "type",
					params: { type: "number" },
					schema: schema27.properties["max-error-ratio"].type,
					parentSchema: schema27.properties["max-error-ratio"],
					data: data4
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data["min-polls"] !== void 0) {
			let data5 = data["min-polls"];
			if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) {
				const err4 = {
					instancePath: instancePath + "/min-polls",
					schemaPath: "#/properties/min-polls/type",
					keyword: "type",
					params: { type: "integer" },
					schema: schema27.properties["min-polls"].type,
					parentSchema: schema27.properties["min-polls"],
					data: data5
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
			if (typeof data5 == "number" && isFinite(data5)) {
				if (data5 > 1e3 || isNaN(data5)) {
					const err5 = {
						instancePath: instancePath + "/min-polls",
						schemaPath: "#/properties/min-polls/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						schema: 1e3,
						parentSchema: schema27.properties["min-polls"],
						data: data5
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
				if (data5 < 1 || isNaN(data5)) {
					const err6 = {
						instancePath: instancePath + "/min-polls",
						schemaPath: "#/properties/min-polls/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema27.properties["min-polls"],
						data: data5
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			}
		}
		if (data["on-inconclusive"] !== void 0) {
			let data6 = data["on-inconclusive"];
			if (!(data6 === "pause" || data6 === "pass" || data6 === "rollback")) {
				const err7 = {
					instancePath: instancePath + "/on-inconclusive",
					schemaPath: "#/properties/on-inconclusive/enum",
					keyword: "enum",
					params: { allowedValues: schema27.properties["on-inconclusive"].enum },
					schema: schema27.properties["on-inconclusive"].enum,
					parentSchema: schema27.properties["on-inconclusive"],
					data: data6
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data["on-no-data"] !== void 0) {
			let data7 = data["on-no-data"];
			if (!(data7 === "wait" || data7 === "fail" || data7 === "pass")) {
				const err8 = {
					instancePath: instancePath + "/on-no-data",
					schemaPath: "#/properties/on-no-data/enum",
					keyword: "enum",
					params: { allowedValues: schema27.properties["on-no-data"].enum },
					schema: schema27.properties["on-no-data"].enum,
					parentSchema: schema27.properties["on-no-data"],
					data: data7
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
	} else {
		const err9 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema27.type,
			parentSchema: schema27,
			data
		};
		if (vErrors === null) vErrors = [err9];
		else vErrors.push(err9);
		errors++;
	}
	validate74.errors = vErrors;
	return errors === 0;
}
validate74.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema29 = {
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
function validate82(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate82.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "key" || key0 === "known-hosts")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				schema: false,
				parentSchema: schema29,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.key !== void 0) {
			if (!validate58(data.key, {
				instancePath: instancePath + "/key",
				parentData: data,
				parentDataProperty: "key",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
				errors = vErrors.length;
			}
		}
		if (data["known-hosts"] !== void 0) {
			if (!validate58(data["known-hosts"], {
				instancePath: instancePath + "/known-hosts",
				parentData: data,
				parentDataProperty: "known-hosts",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
				errors = vErrors.length;
			}
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema29.type,
			parentSchema: schema29,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate82.errors = vErrors;
	return errors === 0;
}
validate82.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema30 = {
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
const schema31 = {
	"type": "string",
	"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
	"title": "a name of letters, digits, dots, dashes and underscores",
	"examples": ["shop", "web1"]
};
const pattern13 = new RegExp("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$", "u");
function validate89(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate89.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data === "string") {
		if (!pattern13.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$" },
				schema: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
				parentSchema: schema31,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" },
			schema: schema31.type,
			parentSchema: schema31,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate89.errors = vErrors;
	return errors === 0;
}
validate89.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const schema32 = {
	"type": "string",
	"pattern": "^[^\\s-]\\S*$",
	"title": "a machine as ssh takes it, without spaces",
	"examples": ["deploy@web1.example.com", "ssh://deploy@web1.example.com:2222"]
};
const pattern14 = new RegExp("^[^\\s-]\\S*$", "u");
function validate91(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate91.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data === "string") {
		if (!pattern14.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^[^\\s-]\\S*$" },
				schema: "^[^\\s-]\\S*$",
				parentSchema: schema32,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" },
			schema: schema32.type,
			parentSchema: schema32,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate91.errors = vErrors;
	return errors === 0;
}
validate91.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const pattern15 = new RegExp("^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$|[${]", "u");
function validate88(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate88.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.name === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "name" },
				schema: schema30.required,
				parentSchema: schema30,
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
				schema: schema30.required,
				parentSchema: schema30,
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
				schema: false,
				parentSchema: schema30,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.name !== void 0) {
			if (!validate89(data.name, {
				instancePath: instancePath + "/name",
				parentData: data,
				parentDataProperty: "name",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate89.errors : vErrors.concat(validate89.errors);
				errors = vErrors.length;
			}
		}
		if (data.host !== void 0) {
			if (!validate91(data.host, {
				instancePath: instancePath + "/host",
				parentData: data,
				parentDataProperty: "host",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate91.errors : vErrors.concat(validate91.errors);
				errors = vErrors.length;
			}
		}
		if (data.address !== void 0) {
			let data2 = data.address;
			if (typeof data2 === "string") {
				if (!pattern15.test(data2)) {
					const err3 = {
						instancePath: instancePath + "/address",
						schemaPath: "#/properties/address/pattern",
						keyword: "pattern",
						params: { pattern: "^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$|[${]" },
						schema: "^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$|[${]",
						parentSchema: schema30.properties.address,
						data: data2
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/address",
					schemaPath: "#/properties/address/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema30.properties.address.type,
					parentSchema: schema30.properties.address,
					data: data2
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.track !== void 0) {
			let data3 = data.track;
			if (!(data3 === "blue" || data3 === "green")) {
				const err5 = {
					instancePath: instancePath + "/track",
					schemaPath: "#/properties/track/enum",
					keyword: "enum",
					params: { allowedValues: schema30.properties.track.enum },
					schema: schema30.properties.track.enum,
					parentSchema: schema30.properties.track,
					data: data3
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
	} else {
		const err6 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema30.type,
			parentSchema: schema30,
			data
		};
		if (vErrors === null) vErrors = [err6];
		else vErrors.push(err6);
		errors++;
	}
	validate88.errors = vErrors;
	return errors === 0;
}
validate88.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema33 = {
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
const schema34 = {
	"type": "string",
	"pattern": "^[A-Za-z0-9_.:-]+$|[${]",
	"title": "a name of letters, digits, dots, colons, dashes and underscores",
	"examples": ["api"]
};
const pattern16 = new RegExp("^[A-Za-z0-9_.:-]+$|[${]", "u");
function validate98(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate98.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data === "string") {
		if (!pattern16.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^[A-Za-z0-9_.:-]+$|[${]" },
				schema: "^[A-Za-z0-9_.:-]+$|[${]",
				parentSchema: schema34,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" },
			schema: schema34.type,
			parentSchema: schema34,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate98.errors = vErrors;
	return errors === 0;
}
validate98.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const pattern18 = new RegExp("^[A-Za-z0-9_./-]+$|[${]", "u");
function validate94(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate94.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.kind === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "kind" },
				schema: schema33.required,
				parentSchema: schema33,
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
				schema: schema33.required,
				parentSchema: schema33,
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
				schema: schema33.required,
				parentSchema: schema33,
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
				schema: false,
				parentSchema: schema33,
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
					params: { allowedValues: schema33.properties.kind.enum },
					schema: schema33.properties.kind.enum,
					parentSchema: schema33.properties.kind,
					data: data0
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.host !== void 0) {
			if (!validate91(data.host, {
				instancePath: instancePath + "/host",
				parentData: data,
				parentDataProperty: "host",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate91.errors : vErrors.concat(validate91.errors);
				errors = vErrors.length;
			}
		}
		if (data.socket !== void 0) {
			if (!validate58(data.socket, {
				instancePath: instancePath + "/socket",
				parentData: data,
				parentDataProperty: "socket",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
				errors = vErrors.length;
			}
		}
		if (data.config !== void 0) {
			if (!validate58(data.config, {
				instancePath: instancePath + "/config",
				parentData: data,
				parentDataProperty: "config",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
				errors = vErrors.length;
			}
		}
		if (data.backend !== void 0) {
			let data4 = data.backend;
			if (typeof data4 !== "string" && !(data4 && typeof data4 == "object" && !Array.isArray(data4))) {
				const err5 = {
					instancePath: instancePath + "/backend",
					schemaPath: "#/properties/backend/type",
					keyword: "type",
					params: { type: schema33.properties.backend.type },
					schema: schema33.properties.backend.type,
					parentSchema: schema33.properties.backend,
					data: data4
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
			if (typeof data4 === "string") {
				if (!pattern16.test(data4)) {
					const err6 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_.:-]+$|[${]" },
						schema: "^[A-Za-z0-9_.:-]+$|[${]",
						parentSchema: schema33.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			}
			if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
				if (data4.blue === void 0) {
					const err7 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/required",
						keyword: "required",
						params: { missingProperty: "blue" },
						schema: schema33.properties.backend.required,
						parentSchema: schema33.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
				if (data4.green === void 0) {
					const err8 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/required",
						keyword: "required",
						params: { missingProperty: "green" },
						schema: schema33.properties.backend.required,
						parentSchema: schema33.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
				for (const key1 in data4) if (!(key1 === "blue" || key1 === "green")) {
					const err9 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						schema: false,
						parentSchema: schema33.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
				if (data4.blue !== void 0) {
					if (!validate98(data4.blue, {
						instancePath: instancePath + "/backend/blue",
						parentData: data4,
						parentDataProperty: "blue",
						rootData,
						dynamicAnchors
					})) {
						vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
						errors = vErrors.length;
					}
				}
				if (data4.green !== void 0) {
					if (!validate98(data4.green, {
						instancePath: instancePath + "/backend/green",
						parentData: data4,
						parentDataProperty: "green",
						rootData,
						dynamicAnchors
					})) {
						vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
						errors = vErrors.length;
					}
				}
			}
		}
		if (data.map !== void 0) {
			let data7 = data.map;
			if (typeof data7 === "string") {
				if (!pattern18.test(data7)) {
					const err10 = {
						instancePath: instancePath + "/map",
						schemaPath: "#/properties/map/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_./-]+$|[${]" },
						schema: "^[A-Za-z0-9_./-]+$|[${]",
						parentSchema: schema33.properties.map,
						data: data7
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
			} else {
				const err11 = {
					instancePath: instancePath + "/map",
					schemaPath: "#/properties/map/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema33.properties.map.type,
					parentSchema: schema33.properties.map,
					data: data7
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
		}
		if (data.key !== void 0) {
			if (!validate98(data.key, {
				instancePath: instancePath + "/key",
				parentData: data,
				parentDataProperty: "key",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
				errors = vErrors.length;
			}
		}
	} else {
		const err12 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema33.type,
			parentSchema: schema33,
			data
		};
		if (vErrors === null) vErrors = [err12];
		else vErrors.push(err12);
		errors++;
	}
	validate94.errors = vErrors;
	return errors === 0;
}
validate94.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const wrapper0 = { validate: validate53 };
function validate53(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate53.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!func1.call(schema20.properties, key0)) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				schema: false,
				parentSchema: schema20,
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
					params: { allowedValues: schema20.properties.platform.enum },
					schema: schema20.properties.platform.enum,
					parentSchema: schema20.properties.platform,
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
				if (!pattern3.test(data1)) {
					const err2 = {
						instancePath: instancePath + "/url",
						schemaPath: "#/properties/url/pattern",
						keyword: "pattern",
						params: { pattern: "^https?://|[${]" },
						schema: "^https?://|[${]",
						parentSchema: schema20.properties.url,
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
					schema: schema20.properties.url.type,
					parentSchema: schema20.properties.url,
					data: data1
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.health !== void 0) {
			if (!validate54(data.health, {
				instancePath: instancePath + "/health",
				parentData: data,
				parentDataProperty: "health",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
				errors = vErrors.length;
			}
		}
		if (data["smoke-test"] !== void 0) {
			if (!validate56(data["smoke-test"], {
				instancePath: instancePath + "/smoke-test",
				parentData: data,
				parentDataProperty: "smoke-test",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
				errors = vErrors.length;
			}
		}
		if (data.preview !== void 0) {
			let data4 = data.preview;
			if (typeof data4 === "string") {
				if (!pattern5.test(data4)) {
					const err4 = {
						instancePath: instancePath + "/preview",
						schemaPath: "#/properties/preview/pattern",
						keyword: "pattern",
						params: { pattern: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://|[${]" },
						schema: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://|[${]",
						parentSchema: schema20.properties.preview,
						data: data4
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			} else {
				const err5 = {
					instancePath: instancePath + "/preview",
					schemaPath: "#/properties/preview/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema20.properties.preview.type,
					parentSchema: schema20.properties.preview,
					data: data4
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.sticky !== void 0) {
			let data5 = data.sticky;
			if (typeof data5 === "string") {
				if (!pattern6.test(data5)) {
					const err6 = {
						instancePath: instancePath + "/sticky",
						schemaPath: "#/properties/sticky/pattern",
						keyword: "pattern",
						params: { pattern: "^(header|cookie):[A-Za-z0-9_-]+$|[${]" },
						schema: "^(header|cookie):[A-Za-z0-9_-]+$|[${]",
						parentSchema: schema20.properties.sticky,
						data: data5
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/sticky",
					schemaPath: "#/properties/sticky/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema20.properties.sticky.type,
					parentSchema: schema20.properties.sticky,
					data: data5
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.reports !== void 0) {
			let data6 = data.reports;
			if (typeof data6 === "string") {
				if (!pattern7.test(data6)) {
					const err8 = {
						instancePath: instancePath + "/reports",
						schemaPath: "#/properties/reports/pattern",
						keyword: "pattern",
						params: { pattern: "^/\\S*$|^header:[A-Za-z0-9-]+$|[${]" },
						schema: "^/\\S*$|^header:[A-Za-z0-9-]+$|[${]",
						parentSchema: schema20.properties.reports,
						data: data6
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/reports",
					schemaPath: "#/properties/reports/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema20.properties.reports.type,
					parentSchema: schema20.properties.reports,
					data: data6
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.env !== void 0) {
			let data7 = data.env;
			if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
				for (const key1 in data7) {
					const _errs15 = errors;
					if (typeof key1 === "string") {
						if (!pattern8.test(key1)) {
							const err10 = {
								instancePath: instancePath + "/env",
								schemaPath: "#/properties/env/propertyNames/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" },
								schema: "^[A-Za-z_][A-Za-z0-9_]*$",
								parentSchema: schema20.properties.env.propertyNames,
								data: key1,
								propertyName: key1
							};
							if (vErrors === null) vErrors = [err10];
							else vErrors.push(err10);
							errors++;
						}
					} else {
						const err11 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames/type",
							keyword: "type",
							params: { type: "string" },
							schema: schema20.properties.env.propertyNames.type,
							parentSchema: schema20.properties.env.propertyNames,
							data: key1,
							propertyName: key1
						};
						if (vErrors === null) vErrors = [err11];
						else vErrors.push(err11);
						errors++;
					}
					if (!(_errs15 === errors)) {
						const err12 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 },
							schema: schema20.properties.env.propertyNames,
							parentSchema: schema20.properties.env,
							data: data7
						};
						if (vErrors === null) vErrors = [err12];
						else vErrors.push(err12);
						errors++;
					}
				}
				for (const key2 in data7) {
					let data8 = data7[key2];
					if (typeof data8 !== "string") {
						const err13 = {
							instancePath: instancePath + "/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
							schemaPath: "#/properties/env/additionalProperties/type",
							keyword: "type",
							params: { type: "string" },
							schema: schema20.properties.env.additionalProperties.type,
							parentSchema: schema20.properties.env.additionalProperties,
							data: data8
						};
						if (vErrors === null) vErrors = [err13];
						else vErrors.push(err13);
						errors++;
					}
				}
			} else {
				const err14 = {
					instancePath: instancePath + "/env",
					schemaPath: "#/properties/env/type",
					keyword: "type",
					params: { type: "object" },
					schema: schema20.properties.env.type,
					parentSchema: schema20.properties.env,
					data: data7
				};
				if (vErrors === null) vErrors = [err14];
				else vErrors.push(err14);
				errors++;
			}
		}
		if (data.state !== void 0) {
			if (!validate58(data.state, {
				instancePath: instancePath + "/state",
				parentData: data,
				parentDataProperty: "state",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
				errors = vErrors.length;
			}
		}
		if (data.rollout !== void 0) {
			if (!validate62(data.rollout, {
				instancePath: instancePath + "/rollout",
				parentData: data,
				parentDataProperty: "rollout",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors);
				errors = vErrors.length;
			}
		}
		if (data.analysis !== void 0) {
			if (!validate74(data.analysis, {
				instancePath: instancePath + "/analysis",
				parentData: data,
				parentDataProperty: "analysis",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate74.errors : vErrors.concat(validate74.errors);
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
				const _errs27 = errors;
				const _errs28 = errors;
				if (errors === _errs28) {
					if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
						if (data13.environments === void 0 && "environments") {
							const err15 = {};
							if (vErrors === null) vErrors = [err15];
							else vErrors.push(err15);
							errors++;
						}
					} else {
						const err16 = {};
						if (vErrors === null) vErrors = [err16];
						else vErrors.push(err16);
						errors++;
					}
				}
				if (_errs28 === errors) {
					const err17 = {
						instancePath: instancePath + "/environments/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
						schemaPath: "#/properties/environments/additionalProperties/not",
						keyword: "not",
						params: {},
						schema: schema20.properties.environments.additionalProperties.not,
						parentSchema: schema20.properties.environments.additionalProperties,
						data: data13
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				} else {
					errors = _errs27;
					if (vErrors !== null) {
						if (_errs27) vErrors.length = _errs27;
						else vErrors = null;
					}
				}
			}
			else {
				const err18 = {
					instancePath: instancePath + "/environments",
					schemaPath: "#/properties/environments/type",
					keyword: "type",
					params: { type: "object" },
					schema: schema20.properties.environments.type,
					parentSchema: schema20.properties.environments,
					data: data12
				};
				if (vErrors === null) vErrors = [err18];
				else vErrors.push(err18);
				errors++;
			}
		}
		if (data.run !== void 0) {
			let data14 = data.run;
			if (Array.isArray(data14)) {
				if (data14.length < 1) {
					const err19 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/properties/run/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema20.properties.run,
						data: data14
					};
					if (vErrors === null) vErrors = [err19];
					else vErrors.push(err19);
					errors++;
				}
				const len0 = data14.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data15 = data14[i0];
					if (typeof data15 !== "string") {
						const err20 = {
							instancePath: instancePath + "/run/" + i0,
							schemaPath: "#/properties/run/items/type",
							keyword: "type",
							params: { type: "string" },
							schema: schema20.properties.run.items.type,
							parentSchema: schema20.properties.run.items,
							data: data15
						};
						if (vErrors === null) vErrors = [err20];
						else vErrors.push(err20);
						errors++;
					}
				}
			} else {
				const err21 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/properties/run/type",
					keyword: "type",
					params: { type: "array" },
					schema: schema20.properties.run.type,
					parentSchema: schema20.properties.run,
					data: data14
				};
				if (vErrors === null) vErrors = [err21];
				else vErrors.push(err21);
				errors++;
			}
		}
		if (data.port !== void 0) {
			let data16 = data.port;
			if (!(typeof data16 == "number" && !(data16 % 1) && !isNaN(data16) && isFinite(data16))) {
				const err22 = {
					instancePath: instancePath + "/port",
					schemaPath: "#/properties/port/type",
					keyword: "type",
					params: { type: "integer" },
					schema: schema20.properties.port.type,
					parentSchema: schema20.properties.port,
					data: data16
				};
				if (vErrors === null) vErrors = [err22];
				else vErrors.push(err22);
				errors++;
			}
			if (typeof data16 == "number" && isFinite(data16)) {
				if (data16 > 65535 || isNaN(data16)) {
					const err23 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 65535
						},
						schema: 65535,
						parentSchema: schema20.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err23];
					else vErrors.push(err23);
					errors++;
				}
				if (data16 < 1 || isNaN(data16)) {
					const err24 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema20.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err24];
					else vErrors.push(err24);
					errors++;
				}
			}
		}
		if (data.instances !== void 0) {
			let data17 = data.instances;
			if (!(typeof data17 == "number" && !(data17 % 1) && !isNaN(data17) && isFinite(data17))) {
				const err25 = {
					instancePath: instancePath + "/instances",
					schemaPath: "#/properties/instances/type",
					keyword: "type",
					params: { type: "integer" },
					schema: schema20.properties.instances.type,
					parentSchema: schema20.properties.instances,
					data: data17
				};
				if (vErrors === null) vErrors = [err25];
				else vErrors.push(err25);
				errors++;
			}
			if (typeof data17 == "number" && isFinite(data17)) {
				if (data17 > 100 || isNaN(data17)) {
					const err26 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 100
						},
						schema: 100,
						parentSchema: schema20.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err26];
					else vErrors.push(err26);
					errors++;
				}
				if (data17 < 1 || isNaN(data17)) {
					const err27 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema20.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err27];
					else vErrors.push(err27);
					errors++;
				}
			}
		}
		if (data.upload !== void 0) {
			if (!validate58(data.upload, {
				instancePath: instancePath + "/upload",
				parentData: data,
				parentDataProperty: "upload",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
				errors = vErrors.length;
			}
		}
		if (data.ssh !== void 0) {
			if (!validate82(data.ssh, {
				instancePath: instancePath + "/ssh",
				parentData: data,
				parentDataProperty: "ssh",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors);
				errors = vErrors.length;
			}
		}
		if (data.update !== void 0) {
			if (!validate58(data.update, {
				instancePath: instancePath + "/update",
				parentData: data,
				parentDataProperty: "update",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
				errors = vErrors.length;
			}
		}
		if (data.stop !== void 0) {
			if (!validate58(data.stop, {
				instancePath: instancePath + "/stop",
				parentData: data,
				parentDataProperty: "stop",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
				errors = vErrors.length;
			}
		}
		if (data.servers !== void 0) {
			let data22 = data.servers;
			if (Array.isArray(data22)) {
				if (data22.length < 1) {
					const err28 = {
						instancePath: instancePath + "/servers",
						schemaPath: "#/properties/servers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema20.properties.servers,
						data: data22
					};
					if (vErrors === null) vErrors = [err28];
					else vErrors.push(err28);
					errors++;
				}
				const len1 = data22.length;
				for (let i1 = 0; i1 < len1; i1++) if (!validate88(data22[i1], {
					instancePath: instancePath + "/servers/" + i1,
					parentData: data22,
					parentDataProperty: i1,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors);
					errors = vErrors.length;
				}
			} else {
				const err29 = {
					instancePath: instancePath + "/servers",
					schemaPath: "#/properties/servers/type",
					keyword: "type",
					params: { type: "array" },
					schema: schema20.properties.servers.type,
					parentSchema: schema20.properties.servers,
					data: data22
				};
				if (vErrors === null) vErrors = [err29];
				else vErrors.push(err29);
				errors++;
			}
		}
		if (data.balancers !== void 0) {
			let data24 = data.balancers;
			if (Array.isArray(data24)) {
				if (data24.length < 1) {
					const err30 = {
						instancePath: instancePath + "/balancers",
						schemaPath: "#/properties/balancers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema20.properties.balancers,
						data: data24
					};
					if (vErrors === null) vErrors = [err30];
					else vErrors.push(err30);
					errors++;
				}
				const len2 = data24.length;
				for (let i2 = 0; i2 < len2; i2++) if (!validate94(data24[i2], {
					instancePath: instancePath + "/balancers/" + i2,
					parentData: data24,
					parentDataProperty: i2,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate94.errors : vErrors.concat(validate94.errors);
					errors = vErrors.length;
				}
			} else {
				const err31 = {
					instancePath: instancePath + "/balancers",
					schemaPath: "#/properties/balancers/type",
					keyword: "type",
					params: { type: "array" },
					schema: schema20.properties.balancers.type,
					parentSchema: schema20.properties.balancers,
					data: data24
				};
				if (vErrors === null) vErrors = [err31];
				else vErrors.push(err31);
				errors++;
			}
		}
		if (data.image !== void 0) {
			let data26 = data.image;
			if (typeof data26 !== "string" && !Array.isArray(data26)) {
				const err32 = {
					instancePath: instancePath + "/image",
					schemaPath: "#/properties/image/type",
					keyword: "type",
					params: { type: schema20.properties.image.type },
					schema: schema20.properties.image.type,
					parentSchema: schema20.properties.image,
					data: data26
				};
				if (vErrors === null) vErrors = [err32];
				else vErrors.push(err32);
				errors++;
			}
			if (typeof data26 === "string") {
				if (func2(data26) < 1) {
					const err33 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema20.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err33];
					else vErrors.push(err33);
					errors++;
				}
			}
			if (Array.isArray(data26)) {
				if (data26.length < 1) {
					const err34 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema20.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err34];
					else vErrors.push(err34);
					errors++;
				}
				const len3 = data26.length;
				for (let i3 = 0; i3 < len3; i3++) if (!validate58(data26[i3], {
					instancePath: instancePath + "/image/" + i3,
					parentData: data26,
					parentDataProperty: i3,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
					errors = vErrors.length;
				}
			}
		}
		if (data.workload !== void 0) {
			let data28 = data.workload;
			if (typeof data28 === "string") {
				if (!pattern19.test(data28)) {
					const err35 = {
						instancePath: instancePath + "/workload",
						schemaPath: "#/properties/workload/pattern",
						keyword: "pattern",
						params: { pattern: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]" },
						schema: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]",
						parentSchema: schema20.properties.workload,
						data: data28
					};
					if (vErrors === null) vErrors = [err35];
					else vErrors.push(err35);
					errors++;
				}
			} else {
				const err36 = {
					instancePath: instancePath + "/workload",
					schemaPath: "#/properties/workload/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema20.properties.workload.type,
					parentSchema: schema20.properties.workload,
					data: data28
				};
				if (vErrors === null) vErrors = [err36];
				else vErrors.push(err36);
				errors++;
			}
		}
		if (data.container !== void 0) {
			if (!validate58(data.container, {
				instancePath: instancePath + "/container",
				parentData: data,
				parentDataProperty: "container",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
				errors = vErrors.length;
			}
		}
		if (data.context !== void 0) {
			if (!validate58(data.context, {
				instancePath: instancePath + "/context",
				parentData: data,
				parentDataProperty: "context",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
				errors = vErrors.length;
			}
		}
		if (data.namespace !== void 0) {
			let data31 = data.namespace;
			if (typeof data31 === "string") {
				if (!pattern20.test(data31)) {
					const err37 = {
						instancePath: instancePath + "/namespace",
						schemaPath: "#/properties/namespace/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$|[${]" },
						schema: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$|[${]",
						parentSchema: schema20.properties.namespace,
						data: data31
					};
					if (vErrors === null) vErrors = [err37];
					else vErrors.push(err37);
					errors++;
				}
			} else {
				const err38 = {
					instancePath: instancePath + "/namespace",
					schemaPath: "#/properties/namespace/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema20.properties.namespace.type,
					parentSchema: schema20.properties.namespace,
					data: data31
				};
				if (vErrors === null) vErrors = [err38];
				else vErrors.push(err38);
				errors++;
			}
		}
		if (data.backend !== void 0) {
			let data32 = data.backend;
			if (typeof data32 === "string") {
				if (!pattern21.test(data32)) {
					const err39 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$|[${]" },
						schema: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$|[${]",
						parentSchema: schema20.properties.backend,
						data: data32
					};
					if (vErrors === null) vErrors = [err39];
					else vErrors.push(err39);
					errors++;
				}
			} else {
				const err40 = {
					instancePath: instancePath + "/backend",
					schemaPath: "#/properties/backend/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema20.properties.backend.type,
					parentSchema: schema20.properties.backend,
					data: data32
				};
				if (vErrors === null) vErrors = [err40];
				else vErrors.push(err40);
				errors++;
			}
		}
		if (data.route !== void 0) {
			let data33 = data.route;
			if (typeof data33 === "string") {
				if (!pattern22.test(data33)) {
					const err41 = {
						instancePath: instancePath + "/route",
						schemaPath: "#/properties/route/pattern",
						keyword: "pattern",
						params: { pattern: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]" },
						schema: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|[${]",
						parentSchema: schema20.properties.route,
						data: data33
					};
					if (vErrors === null) vErrors = [err41];
					else vErrors.push(err41);
					errors++;
				}
			} else {
				const err42 = {
					instancePath: instancePath + "/route",
					schemaPath: "#/properties/route/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema20.properties.route.type,
					parentSchema: schema20.properties.route,
					data: data33
				};
				if (vErrors === null) vErrors = [err42];
				else vErrors.push(err42);
				errors++;
			}
		}
		if (data.manifests !== void 0) {
			let data34 = data.manifests;
			if (typeof data34 !== "string" && !Array.isArray(data34)) {
				const err43 = {
					instancePath: instancePath + "/manifests",
					schemaPath: "#/properties/manifests/type",
					keyword: "type",
					params: { type: schema20.properties.manifests.type },
					schema: schema20.properties.manifests.type,
					parentSchema: schema20.properties.manifests,
					data: data34
				};
				if (vErrors === null) vErrors = [err43];
				else vErrors.push(err43);
				errors++;
			}
			if (typeof data34 === "string") {
				if (func2(data34) < 1) {
					const err44 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema20.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err44];
					else vErrors.push(err44);
					errors++;
				}
			}
			if (Array.isArray(data34)) {
				if (data34.length < 1) {
					const err45 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema20.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err45];
					else vErrors.push(err45);
					errors++;
				}
				const len4 = data34.length;
				for (let i4 = 0; i4 < len4; i4++) if (!validate58(data34[i4], {
					instancePath: instancePath + "/manifests/" + i4,
					parentData: data34,
					parentDataProperty: i4,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
					errors = vErrors.length;
				}
			}
		}
	} else {
		const err46 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema20.type,
			parentSchema: schema20,
			data
		};
		if (vErrors === null) vErrors = [err46];
		else vErrors.push(err46);
		errors++;
	}
	validate53.errors = vErrors;
	return errors === 0;
}
validate53.evaluated = {
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
		if (data.services === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "services" },
				schema: schema19.required,
				parentSchema: schema19,
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
				schema: false,
				parentSchema: schema19,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.defaults !== void 0) {
			if (!validate53(data.defaults, {
				instancePath: instancePath + "/defaults",
				parentData: data,
				parentDataProperty: "defaults",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
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
						schema: 1,
						parentSchema: schema19.properties.services,
						data: data1
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
				for (const key1 in data1) {
					const _errs5 = errors;
					if (!validate89(key1, {
						instancePath: instancePath + "/services",
						parentData: data1,
						parentDataProperty: "services",
						rootData,
						dynamicAnchors
					})) {
						vErrors = vErrors === null ? validate89.errors : vErrors.concat(validate89.errors);
						errors = vErrors.length;
					}
					if (!(_errs5 === errors)) {
						const err3 = {
							instancePath: instancePath + "/services",
							schemaPath: "#/properties/services/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 },
							schema: schema19.properties.services.propertyNames,
							parentSchema: schema19.properties.services,
							data: data1
						};
						if (vErrors === null) vErrors = [err3];
						else vErrors.push(err3);
						errors++;
					}
				}
				for (const key2 in data1) if (!validate53(data1[key2], {
					instancePath: instancePath + "/services/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data1,
					parentDataProperty: key2,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
					errors = vErrors.length;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/services",
					schemaPath: "#/properties/services/type",
					keyword: "type",
					params: { type: "object" },
					schema: schema19.properties.services.type,
					parentSchema: schema19.properties.services,
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
			schema: schema19.type,
			parentSchema: schema19,
			data
		};
		if (vErrors === null) vErrors = [err5];
		else vErrors.push(err5);
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
const validateService = validate168;
const schema36 = {
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
const pattern23 = new RegExp("^https?://", "u");
const pattern25 = new RegExp("^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://", "u");
const pattern26 = new RegExp("^(header|cookie):[A-Za-z0-9_-]+$", "u");
const pattern27 = new RegExp("^/\\S*$|^header:[A-Za-z0-9-]+$", "u");
const pattern39 = new RegExp("^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", "u");
const pattern40 = new RegExp("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern41 = new RegExp("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", "u");
const pattern42 = new RegExp("^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", "u");
const schema37 = {
	"type": "string",
	"pattern": "^/\\S*$",
	"title": "a path that starts with /",
	"examples": ["/", "/healthz"]
};
const pattern24 = new RegExp("^/\\S*$", "u");
function validate112(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate112.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data === "string") {
		if (!pattern24.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^/\\S*$" },
				schema: "^/\\S*$",
				parentSchema: schema37,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" },
			schema: schema37.type,
			parentSchema: schema37,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate112.errors = vErrors;
	return errors === 0;
}
validate112.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const schema38 = {
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
const schema39 = {
	"type": "string",
	"minLength": 1,
	"title": "a text that is not empty",
	"examples": ["shop"]
};
function validate116(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate116.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data === "string") {
		if (func2(data) < 1) {
			const err0 = {
				instancePath,
				schemaPath: "#/minLength",
				keyword: "minLength",
				params: { limit: 1 },
				schema: 1,
				parentSchema: schema39,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" },
			schema: schema39.type,
			parentSchema: schema39,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate116.errors = vErrors;
	return errors === 0;
}
validate116.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
function validate114(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate114.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.path === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "path" },
				schema: schema38.required,
				parentSchema: schema38,
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
				schema: false,
				parentSchema: schema38,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data.path !== void 0) {
			if (!validate112(data.path, {
				instancePath: instancePath + "/path",
				parentData: data,
				parentDataProperty: "path",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors);
				errors = vErrors.length;
			}
		}
		if (data.contains !== void 0) {
			if (!validate116(data.contains, {
				instancePath: instancePath + "/contains",
				parentData: data,
				parentDataProperty: "contains",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.times !== void 0) {
			let data2 = data.times;
			if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
				const err2 = {
					instancePath: instancePath + "/times",
					schemaPath: "#/properties/times/type",
					keyword: "type",
					params: { type: "integer" },
					schema: schema38.properties.times.type,
					parentSchema: schema38.properties.times,
					data: data2
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
			if (typeof data2 == "number" && isFinite(data2)) {
				if (data2 > 1e3 || isNaN(data2)) {
					const err3 = {
						instancePath: instancePath + "/times",
						schemaPath: "#/properties/times/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						schema: 1e3,
						parentSchema: schema38.properties.times,
						data: data2
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
				if (data2 < 1 || isNaN(data2)) {
					const err4 = {
						instancePath: instancePath + "/times",
						schemaPath: "#/properties/times/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema38.properties.times,
						data: data2
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			}
		}
	} else {
		const err5 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema38.type,
			parentSchema: schema38,
			data
		};
		if (vErrors === null) vErrors = [err5];
		else vErrors.push(err5);
		errors++;
	}
	validate114.errors = vErrors;
	return errors === 0;
}
validate114.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema40 = {
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
			"description": "Which deployment record is written on GitHub: auto takes that of the job where it has one of its own for the environment and else makes one, attach only takes that of the job, create always makes one.",
			"enum": [
				"auto",
				"attach",
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
const schema41 = {
	"type": ["string", "integer"],
	"minimum": 0,
	"maximum": 999999,
	"pattern": "^\\d{1,6}%?$",
	"title": "a whole number or a percentage",
	"examples": [1, "25%"]
};
const pattern29 = new RegExp("^\\d{1,6}%?$", "u");
function validate121(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate121.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data !== "string" && !(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema41.type },
			schema: schema41.type,
			parentSchema: schema41,
			data
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data > 999999 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/maximum",
				keyword: "maximum",
				params: {
					comparison: "<=",
					limit: 999999
				},
				schema: 999999,
				parentSchema: schema41,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data < 0 || isNaN(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/minimum",
				keyword: "minimum",
				params: {
					comparison: ">=",
					limit: 0
				},
				schema: 0,
				parentSchema: schema41,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (!pattern29.test(data)) {
			const err3 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^\\d{1,6}%?$" },
				schema: "^\\d{1,6}%?$",
				parentSchema: schema41,
				data
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
	}
	validate121.errors = vErrors;
	return errors === 0;
}
validate121.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const schema42 = {
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
const pattern30 = new RegExp("^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$", "u");
function validate124(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate124.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data !== "string" && !(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema42.type },
			schema: schema42.type,
			parentSchema: schema42,
			data
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data > 0 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/maximum",
				keyword: "maximum",
				params: {
					comparison: "<=",
					limit: 0
				},
				schema: 0,
				parentSchema: schema42,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data < 0 || isNaN(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/minimum",
				keyword: "minimum",
				params: {
					comparison: ">=",
					limit: 0
				},
				schema: 0,
				parentSchema: schema42,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (func2(data) < 1) {
			const err3 = {
				instancePath,
				schemaPath: "#/minLength",
				keyword: "minLength",
				params: { limit: 1 },
				schema: 1,
				parentSchema: schema42,
				data
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
		if (!pattern30.test(data)) {
			const err4 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$" },
				schema: "^(0|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?)$",
				parentSchema: schema42,
				data
			};
			if (vErrors === null) vErrors = [err4];
			else vErrors.push(err4);
			errors++;
		}
	}
	validate124.errors = vErrors;
	return errors === 0;
}
validate124.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const pattern31 = new RegExp("^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$", "u");
function validate120(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate120.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!func1.call(schema40.properties, key0)) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				schema: false,
				parentSchema: schema40,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data["max-unavailable"] !== void 0) {
			if (!validate121(data["max-unavailable"], {
				instancePath: instancePath + "/max-unavailable",
				parentData: data,
				parentDataProperty: "max-unavailable",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate121.errors : vErrors.concat(validate121.errors);
				errors = vErrors.length;
			}
		}
		if (data["max-surge"] !== void 0) {
			if (!validate121(data["max-surge"], {
				instancePath: instancePath + "/max-surge",
				parentData: data,
				parentDataProperty: "max-surge",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate121.errors : vErrors.concat(validate121.errors);
				errors = vErrors.length;
			}
		}
		if (data["bake-time"] !== void 0) {
			if (!validate124(data["bake-time"], {
				instancePath: instancePath + "/bake-time",
				parentData: data,
				parentDataProperty: "bake-time",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
				errors = vErrors.length;
			}
		}
		if (data["keep-old"] !== void 0) {
			if (!validate124(data["keep-old"], {
				instancePath: instancePath + "/keep-old",
				parentData: data,
				parentDataProperty: "keep-old",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
				errors = vErrors.length;
			}
		}
		if (data["min-ready"] !== void 0) {
			if (!validate124(data["min-ready"], {
				instancePath: instancePath + "/min-ready",
				parentData: data,
				parentDataProperty: "min-ready",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
				errors = vErrors.length;
			}
		}
		if (data["drain-timeout"] !== void 0) {
			if (!validate124(data["drain-timeout"], {
				instancePath: instancePath + "/drain-timeout",
				parentData: data,
				parentDataProperty: "drain-timeout",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
				errors = vErrors.length;
			}
		}
		if (data["on-drain-timeout"] !== void 0) {
			let data6 = data["on-drain-timeout"];
			if (!(data6 === "force" || data6 === "wait" || data6 === "fail")) {
				const err1 = {
					instancePath: instancePath + "/on-drain-timeout",
					schemaPath: "#/properties/on-drain-timeout/enum",
					keyword: "enum",
					params: { allowedValues: schema40.properties["on-drain-timeout"].enum },
					schema: schema40.properties["on-drain-timeout"].enum,
					parentSchema: schema40.properties["on-drain-timeout"],
					data: data6
				};
				if (vErrors === null) vErrors = [err1];
				else vErrors.push(err1);
				errors++;
			}
		}
		if (data["progress-deadline"] !== void 0) {
			if (!validate124(data["progress-deadline"], {
				instancePath: instancePath + "/progress-deadline",
				parentData: data,
				parentDataProperty: "progress-deadline",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
				errors = vErrors.length;
			}
		}
		if (data["preview-size"] !== void 0) {
			if (!validate121(data["preview-size"], {
				instancePath: instancePath + "/preview-size",
				parentData: data,
				parentDataProperty: "preview-size",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate121.errors : vErrors.concat(validate121.errors);
				errors = vErrors.length;
			}
		}
		if (data["on-failure"] !== void 0) {
			let data9 = data["on-failure"];
			if (!(data9 === "rollback" || data9 === "pause")) {
				const err2 = {
					instancePath: instancePath + "/on-failure",
					schemaPath: "#/properties/on-failure/enum",
					keyword: "enum",
					params: { allowedValues: schema40.properties["on-failure"].enum },
					schema: schema40.properties["on-failure"].enum,
					parentSchema: schema40.properties["on-failure"],
					data: data9
				};
				if (vErrors === null) vErrors = [err2];
				else vErrors.push(err2);
				errors++;
			}
		}
		if (data["on-cancel"] !== void 0) {
			let data10 = data["on-cancel"];
			if (!(data10 === "rollback" || data10 === "pause")) {
				const err3 = {
					instancePath: instancePath + "/on-cancel",
					schemaPath: "#/properties/on-cancel/enum",
					keyword: "enum",
					params: { allowedValues: schema40.properties["on-cancel"].enum },
					schema: schema40.properties["on-cancel"].enum,
					parentSchema: schema40.properties["on-cancel"],
					data: data10
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data["on-busy"] !== void 0) {
			let data11 = data["on-busy"];
			if (!(data11 === "fail" || data11 === "wait" || data11 === "supersede")) {
				const err4 = {
					instancePath: instancePath + "/on-busy",
					schemaPath: "#/properties/on-busy/enum",
					keyword: "enum",
					params: { allowedValues: schema40.properties["on-busy"].enum },
					schema: schema40.properties["on-busy"].enum,
					parentSchema: schema40.properties["on-busy"],
					data: data11
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.deployment !== void 0) {
			let data12 = data.deployment;
			if (!(data12 === "auto" || data12 === "attach" || data12 === "create" || data12 === "none")) {
				const err5 = {
					instancePath: instancePath + "/deployment",
					schemaPath: "#/properties/deployment/enum",
					keyword: "enum",
					params: { allowedValues: schema40.properties.deployment.enum },
					schema: schema40.properties.deployment.enum,
					parentSchema: schema40.properties.deployment,
					data: data12
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.comment !== void 0) {
			let data13 = data.comment;
			if (!(data13 === "on-change" || data13 === "on-failure" || data13 === "never")) {
				const err6 = {
					instancePath: instancePath + "/comment",
					schemaPath: "#/properties/comment/enum",
					keyword: "enum",
					params: { allowedValues: schema40.properties.comment.enum },
					schema: schema40.properties.comment.enum,
					parentSchema: schema40.properties.comment,
					data: data13
				};
				if (vErrors === null) vErrors = [err6];
				else vErrors.push(err6);
				errors++;
			}
		}
		if (data.until !== void 0) {
			let data14 = data.until;
			if (!(data14 === "prepared" || data14 === "switched" || data14 === "retired")) {
				const err7 = {
					instancePath: instancePath + "/until",
					schemaPath: "#/properties/until/enum",
					keyword: "enum",
					params: { allowedValues: schema40.properties.until.enum },
					schema: schema40.properties.until.enum,
					parentSchema: schema40.properties.until,
					data: data14
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.weight !== void 0) {
			let data15 = data.weight;
			if (typeof data15 !== "string" && !(typeof data15 == "number" && !(data15 % 1) && !isNaN(data15) && isFinite(data15))) {
				const err8 = {
					instancePath: instancePath + "/weight",
					schemaPath: "#/properties/weight/type",
					keyword: "type",
					params: { type: schema40.properties.weight.type },
					schema: schema40.properties.weight.type,
					parentSchema: schema40.properties.weight,
					data: data15
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
			if (typeof data15 == "number" && isFinite(data15)) {
				if (data15 > 100 || isNaN(data15)) {
					const err9 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 100
						},
						schema: 100,
						parentSchema: schema40.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
				if (data15 < 0 || isNaN(data15)) {
					const err10 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 0
						},
						schema: 0,
						parentSchema: schema40.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
			}
			if (typeof data15 === "string") {
				if (!pattern31.test(data15)) {
					const err11 = {
						instancePath: instancePath + "/weight",
						schemaPath: "#/properties/weight/pattern",
						keyword: "pattern",
						params: { pattern: "^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$" },
						schema: "^\\s*(100|\\d{1,2})\\s*(,\\s*(100|\\d{1,2})\\s*)*$",
						parentSchema: schema40.properties.weight,
						data: data15
					};
					if (vErrors === null) vErrors = [err11];
					else vErrors.push(err11);
					errors++;
				}
			}
		}
		if (data["on-outdated"] !== void 0) {
			let data16 = data["on-outdated"];
			if (!(data16 === "fail" || data16 === "deploy")) {
				const err12 = {
					instancePath: instancePath + "/on-outdated",
					schemaPath: "#/properties/on-outdated/enum",
					keyword: "enum",
					params: { allowedValues: schema40.properties["on-outdated"].enum },
					schema: schema40.properties["on-outdated"].enum,
					parentSchema: schema40.properties["on-outdated"],
					data: data16
				};
				if (vErrors === null) vErrors = [err12];
				else vErrors.push(err12);
				errors++;
			}
		}
	} else {
		const err13 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema40.type,
			parentSchema: schema40,
			data
		};
		if (vErrors === null) vErrors = [err13];
		else vErrors.push(err13);
		errors++;
	}
	validate120.errors = vErrors;
	return errors === 0;
}
validate120.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema43 = {
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
const schema44 = {
	"type": ["string", "integer"],
	"minimum": 0,
	"maximum": 0,
	"pattern": "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$",
	"title": "a percentage with its sign",
	"examples": ["0.5%", "2%"]
};
const pattern32 = new RegExp("^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$", "u");
function validate136(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate136.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data !== "string" && !(typeof data == "number" && !(data % 1) && !isNaN(data) && isFinite(data))) {
		const err0 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: schema44.type },
			schema: schema44.type,
			parentSchema: schema44,
			data
		};
		if (vErrors === null) vErrors = [err0];
		else vErrors.push(err0);
		errors++;
	}
	if (typeof data == "number" && isFinite(data)) {
		if (data > 0 || isNaN(data)) {
			const err1 = {
				instancePath,
				schemaPath: "#/maximum",
				keyword: "maximum",
				params: {
					comparison: "<=",
					limit: 0
				},
				schema: 0,
				parentSchema: schema44,
				data
			};
			if (vErrors === null) vErrors = [err1];
			else vErrors.push(err1);
			errors++;
		}
		if (data < 0 || isNaN(data)) {
			const err2 = {
				instancePath,
				schemaPath: "#/minimum",
				keyword: "minimum",
				params: {
					comparison: ">=",
					limit: 0
				},
				schema: 0,
				parentSchema: schema44,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
	}
	if (typeof data === "string") {
		if (!pattern32.test(data)) {
			const err3 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$" },
				schema: "^(0|\\d{1,3}(\\.\\d{1,9})? ?%)$",
				parentSchema: schema44,
				data
			};
			if (vErrors === null) vErrors = [err3];
			else vErrors.push(err3);
			errors++;
		}
	}
	validate136.errors = vErrors;
	return errors === 0;
}
validate136.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
function validate132(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate132.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "interval" || key0 === "initial-delay" || key0 === "analysis-timeout" || key0 === "max-error-rate" || key0 === "max-error-ratio" || key0 === "min-polls" || key0 === "on-inconclusive" || key0 === "on-no-data")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				schema: false,
				parentSchema: schema43,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.interval !== void 0) {
			if (!validate124(data.interval, {
				instancePath: instancePath + "/interval",
				parentData: data,
				parentDataProperty: "interval",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
				errors = vErrors.length;
			}
		}
		if (data["initial-delay"] !== void 0) {
			if (!validate124(data["initial-delay"], {
				instancePath: instancePath + "/initial-delay",
				parentData: data,
				parentDataProperty: "initial-delay",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
				errors = vErrors.length;
			}
		}
		if (data["analysis-timeout"] !== void 0) {
			if (!validate124(data["analysis-timeout"], {
				instancePath: instancePath + "/analysis-timeout",
				parentData: data,
				parentDataProperty: "analysis-timeout",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
				errors = vErrors.length;
			}
		}
		if (data["max-error-rate"] !== void 0) {
			if (!validate136(data["max-error-rate"], {
				instancePath: instancePath + "/max-error-rate",
				parentData: data,
				parentDataProperty: "max-error-rate",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate136.errors : vErrors.concat(validate136.errors);
				errors = vErrors.length;
			}
		}
		if (data["max-error-ratio"] !== void 0) {
			let data4 = data["max-error-ratio"];
			if (typeof data4 == "number" && isFinite(data4)) {
				if (data4 > 1e3 || isNaN(data4)) {
					const err1 = {
						instancePath: instancePath + "/max-error-ratio",
						schemaPath: "#/properties/max-error-ratio/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						schema: 1e3,
						parentSchema: schema43.properties["max-error-ratio"],
						data: data4
					};
					if (vErrors === null) vErrors = [err1];
					else vErrors.push(err1);
					errors++;
				}
				if (data4 < 1 || isNaN(data4)) {
					const err2 = {
						instancePath: instancePath + "/max-error-ratio",
						schemaPath: "#/properties/max-error-ratio/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema43.properties["max-error-ratio"],
						data: data4
					};
					if (vErrors === null) vErrors = [err2];
					else vErrors.push(err2);
					errors++;
				}
			} else {
				const err3 = {
					instancePath: instancePath + "/max-error-ratio",
					schemaPath: "#/properties/max-error-ratio/type",
					keyword: "type",
					params: { type: "number" },
					schema: schema43.properties["max-error-ratio"].type,
					parentSchema: schema43.properties["max-error-ratio"],
					data: data4
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data["min-polls"] !== void 0) {
			let data5 = data["min-polls"];
			if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) {
				const err4 = {
					instancePath: instancePath + "/min-polls",
					schemaPath: "#/properties/min-polls/type",
					keyword: "type",
					params: { type: "integer" },
					schema: schema43.properties["min-polls"].type,
					parentSchema: schema43.properties["min-polls"],
					data: data5
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
			if (typeof data5 == "number" && isFinite(data5)) {
				if (data5 > 1e3 || isNaN(data5)) {
					const err5 = {
						instancePath: instancePath + "/min-polls",
						schemaPath: "#/properties/min-polls/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 1e3
						},
						schema: 1e3,
						parentSchema: schema43.properties["min-polls"],
						data: data5
					};
					if (vErrors === null) vErrors = [err5];
					else vErrors.push(err5);
					errors++;
				}
				if (data5 < 1 || isNaN(data5)) {
					const err6 = {
						instancePath: instancePath + "/min-polls",
						schemaPath: "#/properties/min-polls/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema43.properties["min-polls"],
						data: data5
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			}
		}
		if (data["on-inconclusive"] !== void 0) {
			let data6 = data["on-inconclusive"];
			if (!(data6 === "pause" || data6 === "pass" || data6 === "rollback")) {
				const err7 = {
					instancePath: instancePath + "/on-inconclusive",
					schemaPath: "#/properties/on-inconclusive/enum",
					keyword: "enum",
					params: { allowedValues: schema43.properties["on-inconclusive"].enum },
					schema: schema43.properties["on-inconclusive"].enum,
					parentSchema: schema43.properties["on-inconclusive"],
					data: data6
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data["on-no-data"] !== void 0) {
			let data7 = data["on-no-data"];
			if (!(data7 === "wait" || data7 === "fail" || data7 === "pass")) {
				const err8 = {
					instancePath: instancePath + "/on-no-data",
					schemaPath: "#/properties/on-no-data/enum",
					keyword: "enum",
					params: { allowedValues: schema43.properties["on-no-data"].enum },
					schema: schema43.properties["on-no-data"].enum,
					parentSchema: schema43.properties["on-no-data"],
					data: data7
				};
				if (vErrors === null) vErrors = [err8];
				else vErrors.push(err8);
				errors++;
			}
		}
	} else {
		const err9 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema43.type,
			parentSchema: schema43,
			data
		};
		if (vErrors === null) vErrors = [err9];
		else vErrors.push(err9);
		errors++;
	}
	validate132.errors = vErrors;
	return errors === 0;
}
validate132.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema45 = {
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
function validate140(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate140.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!(key0 === "key" || key0 === "known-hosts")) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				schema: false,
				parentSchema: schema45,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
		if (data.key !== void 0) {
			if (!validate116(data.key, {
				instancePath: instancePath + "/key",
				parentData: data,
				parentDataProperty: "key",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data["known-hosts"] !== void 0) {
			if (!validate116(data["known-hosts"], {
				instancePath: instancePath + "/known-hosts",
				parentData: data,
				parentDataProperty: "known-hosts",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema45.type,
			parentSchema: schema45,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate140.errors = vErrors;
	return errors === 0;
}
validate140.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema46 = {
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
const schema47 = {
	"type": "string",
	"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
	"title": "a name of letters, digits, dots, dashes and underscores",
	"examples": ["shop", "web1"]
};
function validate147(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate147.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data === "string") {
		if (!pattern13.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$" },
				schema: "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
				parentSchema: schema47,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" },
			schema: schema47.type,
			parentSchema: schema47,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate147.errors = vErrors;
	return errors === 0;
}
validate147.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const schema48 = {
	"type": "string",
	"pattern": "^[^\\s-]\\S*$",
	"title": "a machine as ssh takes it, without spaces",
	"examples": ["deploy@web1.example.com", "ssh://deploy@web1.example.com:2222"]
};
function validate149(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate149.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data === "string") {
		if (!pattern14.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^[^\\s-]\\S*$" },
				schema: "^[^\\s-]\\S*$",
				parentSchema: schema48,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" },
			schema: schema48.type,
			parentSchema: schema48,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate149.errors = vErrors;
	return errors === 0;
}
validate149.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const pattern35 = new RegExp("^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$", "u");
function validate146(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate146.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.name === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "name" },
				schema: schema46.required,
				parentSchema: schema46,
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
				schema: schema46.required,
				parentSchema: schema46,
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
				schema: false,
				parentSchema: schema46,
				data
			};
			if (vErrors === null) vErrors = [err2];
			else vErrors.push(err2);
			errors++;
		}
		if (data.name !== void 0) {
			if (!validate147(data.name, {
				instancePath: instancePath + "/name",
				parentData: data,
				parentDataProperty: "name",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate147.errors : vErrors.concat(validate147.errors);
				errors = vErrors.length;
			}
		}
		if (data.host !== void 0) {
			if (!validate149(data.host, {
				instancePath: instancePath + "/host",
				parentData: data,
				parentDataProperty: "host",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors);
				errors = vErrors.length;
			}
		}
		if (data.address !== void 0) {
			let data2 = data.address;
			if (typeof data2 === "string") {
				if (!pattern35.test(data2)) {
					const err3 = {
						instancePath: instancePath + "/address",
						schemaPath: "#/properties/address/pattern",
						keyword: "pattern",
						params: { pattern: "^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$" },
						schema: "^(\\[[0-9A-Fa-f:.]+\\]|[^\\s:/]+):\\d{1,5}$",
						parentSchema: schema46.properties.address,
						data: data2
					};
					if (vErrors === null) vErrors = [err3];
					else vErrors.push(err3);
					errors++;
				}
			} else {
				const err4 = {
					instancePath: instancePath + "/address",
					schemaPath: "#/properties/address/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema46.properties.address.type,
					parentSchema: schema46.properties.address,
					data: data2
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.track !== void 0) {
			let data3 = data.track;
			if (!(data3 === "blue" || data3 === "green")) {
				const err5 = {
					instancePath: instancePath + "/track",
					schemaPath: "#/properties/track/enum",
					keyword: "enum",
					params: { allowedValues: schema46.properties.track.enum },
					schema: schema46.properties.track.enum,
					parentSchema: schema46.properties.track,
					data: data3
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
	} else {
		const err6 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema46.type,
			parentSchema: schema46,
			data
		};
		if (vErrors === null) vErrors = [err6];
		else vErrors.push(err6);
		errors++;
	}
	validate146.errors = vErrors;
	return errors === 0;
}
validate146.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const schema49 = {
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
const schema50 = {
	"type": "string",
	"pattern": "^[A-Za-z0-9_.:-]+$",
	"title": "a name of letters, digits, dots, colons, dashes and underscores",
	"examples": ["api"]
};
const pattern36 = new RegExp("^[A-Za-z0-9_.:-]+$", "u");
function validate156(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate156.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (typeof data === "string") {
		if (!pattern36.test(data)) {
			const err0 = {
				instancePath,
				schemaPath: "#/pattern",
				keyword: "pattern",
				params: { pattern: "^[A-Za-z0-9_.:-]+$" },
				schema: "^[A-Za-z0-9_.:-]+$",
				parentSchema: schema50,
				data
			};
			if (vErrors === null) vErrors = [err0];
			else vErrors.push(err0);
			errors++;
		}
	} else {
		const err1 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "string" },
			schema: schema50.type,
			parentSchema: schema50,
			data
		};
		if (vErrors === null) vErrors = [err1];
		else vErrors.push(err1);
		errors++;
	}
	validate156.errors = vErrors;
	return errors === 0;
}
validate156.evaluated = {
	"dynamicProps": false,
	"dynamicItems": false
};
const pattern38 = new RegExp("^[A-Za-z0-9_./-]+$", "u");
function validate152(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate152.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		if (data.kind === void 0) {
			const err0 = {
				instancePath,
				schemaPath: "#/required",
				keyword: "required",
				params: { missingProperty: "kind" },
				schema: schema49.required,
				parentSchema: schema49,
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
				schema: schema49.required,
				parentSchema: schema49,
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
				schema: schema49.required,
				parentSchema: schema49,
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
				schema: false,
				parentSchema: schema49,
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
					params: { allowedValues: schema49.properties.kind.enum },
					schema: schema49.properties.kind.enum,
					parentSchema: schema49.properties.kind,
					data: data0
				};
				if (vErrors === null) vErrors = [err4];
				else vErrors.push(err4);
				errors++;
			}
		}
		if (data.host !== void 0) {
			if (!validate149(data.host, {
				instancePath: instancePath + "/host",
				parentData: data,
				parentDataProperty: "host",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors);
				errors = vErrors.length;
			}
		}
		if (data.socket !== void 0) {
			if (!validate116(data.socket, {
				instancePath: instancePath + "/socket",
				parentData: data,
				parentDataProperty: "socket",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.config !== void 0) {
			if (!validate116(data.config, {
				instancePath: instancePath + "/config",
				parentData: data,
				parentDataProperty: "config",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.backend !== void 0) {
			let data4 = data.backend;
			if (typeof data4 !== "string" && !(data4 && typeof data4 == "object" && !Array.isArray(data4))) {
				const err5 = {
					instancePath: instancePath + "/backend",
					schemaPath: "#/properties/backend/type",
					keyword: "type",
					params: { type: schema49.properties.backend.type },
					schema: schema49.properties.backend.type,
					parentSchema: schema49.properties.backend,
					data: data4
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
			if (typeof data4 === "string") {
				if (!pattern36.test(data4)) {
					const err6 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_.:-]+$" },
						schema: "^[A-Za-z0-9_.:-]+$",
						parentSchema: schema49.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			}
			if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
				if (data4.blue === void 0) {
					const err7 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/required",
						keyword: "required",
						params: { missingProperty: "blue" },
						schema: schema49.properties.backend.required,
						parentSchema: schema49.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err7];
					else vErrors.push(err7);
					errors++;
				}
				if (data4.green === void 0) {
					const err8 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/required",
						keyword: "required",
						params: { missingProperty: "green" },
						schema: schema49.properties.backend.required,
						parentSchema: schema49.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
				for (const key1 in data4) if (!(key1 === "blue" || key1 === "green")) {
					const err9 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/additionalProperties",
						keyword: "additionalProperties",
						params: { additionalProperty: key1 },
						schema: false,
						parentSchema: schema49.properties.backend,
						data: data4
					};
					if (vErrors === null) vErrors = [err9];
					else vErrors.push(err9);
					errors++;
				}
				if (data4.blue !== void 0) {
					if (!validate156(data4.blue, {
						instancePath: instancePath + "/backend/blue",
						parentData: data4,
						parentDataProperty: "blue",
						rootData,
						dynamicAnchors
					})) {
						vErrors = vErrors === null ? validate156.errors : vErrors.concat(validate156.errors);
						errors = vErrors.length;
					}
				}
				if (data4.green !== void 0) {
					if (!validate156(data4.green, {
						instancePath: instancePath + "/backend/green",
						parentData: data4,
						parentDataProperty: "green",
						rootData,
						dynamicAnchors
					})) {
						vErrors = vErrors === null ? validate156.errors : vErrors.concat(validate156.errors);
						errors = vErrors.length;
					}
				}
			}
		}
		if (data.map !== void 0) {
			let data7 = data.map;
			if (typeof data7 === "string") {
				if (!pattern38.test(data7)) {
					const err10 = {
						instancePath: instancePath + "/map",
						schemaPath: "#/properties/map/pattern",
						keyword: "pattern",
						params: { pattern: "^[A-Za-z0-9_./-]+$" },
						schema: "^[A-Za-z0-9_./-]+$",
						parentSchema: schema49.properties.map,
						data: data7
					};
					if (vErrors === null) vErrors = [err10];
					else vErrors.push(err10);
					errors++;
				}
			} else {
				const err11 = {
					instancePath: instancePath + "/map",
					schemaPath: "#/properties/map/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema49.properties.map.type,
					parentSchema: schema49.properties.map,
					data: data7
				};
				if (vErrors === null) vErrors = [err11];
				else vErrors.push(err11);
				errors++;
			}
		}
		if (data.key !== void 0) {
			if (!validate156(data.key, {
				instancePath: instancePath + "/key",
				parentData: data,
				parentDataProperty: "key",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate156.errors : vErrors.concat(validate156.errors);
				errors = vErrors.length;
			}
		}
	} else {
		const err12 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema49.type,
			parentSchema: schema49,
			data
		};
		if (vErrors === null) vErrors = [err12];
		else vErrors.push(err12);
		errors++;
	}
	validate152.errors = vErrors;
	return errors === 0;
}
validate152.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
const wrapper1 = { validate: validate111 };
function validate111(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate111.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!func1.call(schema36.properties, key0)) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				schema: false,
				parentSchema: schema36,
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
					params: { allowedValues: schema36.properties.platform.enum },
					schema: schema36.properties.platform.enum,
					parentSchema: schema36.properties.platform,
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
				if (!pattern23.test(data1)) {
					const err2 = {
						instancePath: instancePath + "/url",
						schemaPath: "#/properties/url/pattern",
						keyword: "pattern",
						params: { pattern: "^https?://" },
						schema: "^https?://",
						parentSchema: schema36.properties.url,
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
					schema: schema36.properties.url.type,
					parentSchema: schema36.properties.url,
					data: data1
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.health !== void 0) {
			if (!validate112(data.health, {
				instancePath: instancePath + "/health",
				parentData: data,
				parentDataProperty: "health",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors);
				errors = vErrors.length;
			}
		}
		if (data["smoke-test"] !== void 0) {
			if (!validate114(data["smoke-test"], {
				instancePath: instancePath + "/smoke-test",
				parentData: data,
				parentDataProperty: "smoke-test",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate114.errors : vErrors.concat(validate114.errors);
				errors = vErrors.length;
			}
		}
		if (data.preview !== void 0) {
			let data4 = data.preview;
			if (typeof data4 === "string") {
				if (!pattern25.test(data4)) {
					const err4 = {
						instancePath: instancePath + "/preview",
						schemaPath: "#/properties/preview/pattern",
						keyword: "pattern",
						params: { pattern: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://" },
						schema: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://",
						parentSchema: schema36.properties.preview,
						data: data4
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			} else {
				const err5 = {
					instancePath: instancePath + "/preview",
					schemaPath: "#/properties/preview/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.preview.type,
					parentSchema: schema36.properties.preview,
					data: data4
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.sticky !== void 0) {
			let data5 = data.sticky;
			if (typeof data5 === "string") {
				if (!pattern26.test(data5)) {
					const err6 = {
						instancePath: instancePath + "/sticky",
						schemaPath: "#/properties/sticky/pattern",
						keyword: "pattern",
						params: { pattern: "^(header|cookie):[A-Za-z0-9_-]+$" },
						schema: "^(header|cookie):[A-Za-z0-9_-]+$",
						parentSchema: schema36.properties.sticky,
						data: data5
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/sticky",
					schemaPath: "#/properties/sticky/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.sticky.type,
					parentSchema: schema36.properties.sticky,
					data: data5
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.reports !== void 0) {
			let data6 = data.reports;
			if (typeof data6 === "string") {
				if (!pattern27.test(data6)) {
					const err8 = {
						instancePath: instancePath + "/reports",
						schemaPath: "#/properties/reports/pattern",
						keyword: "pattern",
						params: { pattern: "^/\\S*$|^header:[A-Za-z0-9-]+$" },
						schema: "^/\\S*$|^header:[A-Za-z0-9-]+$",
						parentSchema: schema36.properties.reports,
						data: data6
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/reports",
					schemaPath: "#/properties/reports/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.reports.type,
					parentSchema: schema36.properties.reports,
					data: data6
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.env !== void 0) {
			let data7 = data.env;
			if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
				for (const key1 in data7) {
					const _errs15 = errors;
					if (typeof key1 === "string") {
						if (!pattern8.test(key1)) {
							const err10 = {
								instancePath: instancePath + "/env",
								schemaPath: "#/properties/env/propertyNames/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" },
								schema: "^[A-Za-z_][A-Za-z0-9_]*$",
								parentSchema: schema36.properties.env.propertyNames,
								data: key1,
								propertyName: key1
							};
							if (vErrors === null) vErrors = [err10];
							else vErrors.push(err10);
							errors++;
						}
					} else {
						const err11 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames/type",
							keyword: "type",
							params: { type: "string" },
							schema: schema36.properties.env.propertyNames.type,
							parentSchema: schema36.properties.env.propertyNames,
							data: key1,
							propertyName: key1
						};
						if (vErrors === null) vErrors = [err11];
						else vErrors.push(err11);
						errors++;
					}
					if (!(_errs15 === errors)) {
						const err12 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 },
							schema: schema36.properties.env.propertyNames,
							parentSchema: schema36.properties.env,
							data: data7
						};
						if (vErrors === null) vErrors = [err12];
						else vErrors.push(err12);
						errors++;
					}
				}
				for (const key2 in data7) {
					let data8 = data7[key2];
					if (typeof data8 !== "string") {
						const err13 = {
							instancePath: instancePath + "/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
							schemaPath: "#/properties/env/additionalProperties/type",
							keyword: "type",
							params: { type: "string" },
							schema: schema36.properties.env.additionalProperties.type,
							parentSchema: schema36.properties.env.additionalProperties,
							data: data8
						};
						if (vErrors === null) vErrors = [err13];
						else vErrors.push(err13);
						errors++;
					}
				}
			} else {
				const err14 = {
					instancePath: instancePath + "/env",
					schemaPath: "#/properties/env/type",
					keyword: "type",
					params: { type: "object" },
					schema: schema36.properties.env.type,
					parentSchema: schema36.properties.env,
					data: data7
				};
				if (vErrors === null) vErrors = [err14];
				else vErrors.push(err14);
				errors++;
			}
		}
		if (data.state !== void 0) {
			if (!validate116(data.state, {
				instancePath: instancePath + "/state",
				parentData: data,
				parentDataProperty: "state",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.rollout !== void 0) {
			if (!validate120(data.rollout, {
				instancePath: instancePath + "/rollout",
				parentData: data,
				parentDataProperty: "rollout",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate120.errors : vErrors.concat(validate120.errors);
				errors = vErrors.length;
			}
		}
		if (data.analysis !== void 0) {
			if (!validate132(data.analysis, {
				instancePath: instancePath + "/analysis",
				parentData: data,
				parentDataProperty: "analysis",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate132.errors : vErrors.concat(validate132.errors);
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
				const _errs27 = errors;
				const _errs28 = errors;
				if (errors === _errs28) {
					if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
						if (data13.environments === void 0 && "environments") {
							const err15 = {};
							if (vErrors === null) vErrors = [err15];
							else vErrors.push(err15);
							errors++;
						}
					} else {
						const err16 = {};
						if (vErrors === null) vErrors = [err16];
						else vErrors.push(err16);
						errors++;
					}
				}
				if (_errs28 === errors) {
					const err17 = {
						instancePath: instancePath + "/environments/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
						schemaPath: "#/properties/environments/additionalProperties/not",
						keyword: "not",
						params: {},
						schema: schema36.properties.environments.additionalProperties.not,
						parentSchema: schema36.properties.environments.additionalProperties,
						data: data13
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				} else {
					errors = _errs27;
					if (vErrors !== null) {
						if (_errs27) vErrors.length = _errs27;
						else vErrors = null;
					}
				}
			}
			else {
				const err18 = {
					instancePath: instancePath + "/environments",
					schemaPath: "#/properties/environments/type",
					keyword: "type",
					params: { type: "object" },
					schema: schema36.properties.environments.type,
					parentSchema: schema36.properties.environments,
					data: data12
				};
				if (vErrors === null) vErrors = [err18];
				else vErrors.push(err18);
				errors++;
			}
		}
		if (data.run !== void 0) {
			let data14 = data.run;
			if (Array.isArray(data14)) {
				if (data14.length < 1) {
					const err19 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/properties/run/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.run,
						data: data14
					};
					if (vErrors === null) vErrors = [err19];
					else vErrors.push(err19);
					errors++;
				}
				const len0 = data14.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data15 = data14[i0];
					if (typeof data15 !== "string") {
						const err20 = {
							instancePath: instancePath + "/run/" + i0,
							schemaPath: "#/properties/run/items/type",
							keyword: "type",
							params: { type: "string" },
							schema: schema36.properties.run.items.type,
							parentSchema: schema36.properties.run.items,
							data: data15
						};
						if (vErrors === null) vErrors = [err20];
						else vErrors.push(err20);
						errors++;
					}
				}
			} else {
				const err21 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/properties/run/type",
					keyword: "type",
					params: { type: "array" },
					schema: schema36.properties.run.type,
					parentSchema: schema36.properties.run,
					data: data14
				};
				if (vErrors === null) vErrors = [err21];
				else vErrors.push(err21);
				errors++;
			}
		}
		if (data.port !== void 0) {
			let data16 = data.port;
			if (!(typeof data16 == "number" && !(data16 % 1) && !isNaN(data16) && isFinite(data16))) {
				const err22 = {
					instancePath: instancePath + "/port",
					schemaPath: "#/properties/port/type",
					keyword: "type",
					params: { type: "integer" },
					schema: schema36.properties.port.type,
					parentSchema: schema36.properties.port,
					data: data16
				};
				if (vErrors === null) vErrors = [err22];
				else vErrors.push(err22);
				errors++;
			}
			if (typeof data16 == "number" && isFinite(data16)) {
				if (data16 > 65535 || isNaN(data16)) {
					const err23 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 65535
						},
						schema: 65535,
						parentSchema: schema36.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err23];
					else vErrors.push(err23);
					errors++;
				}
				if (data16 < 1 || isNaN(data16)) {
					const err24 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema36.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err24];
					else vErrors.push(err24);
					errors++;
				}
			}
		}
		if (data.instances !== void 0) {
			let data17 = data.instances;
			if (!(typeof data17 == "number" && !(data17 % 1) && !isNaN(data17) && isFinite(data17))) {
				const err25 = {
					instancePath: instancePath + "/instances",
					schemaPath: "#/properties/instances/type",
					keyword: "type",
					params: { type: "integer" },
					schema: schema36.properties.instances.type,
					parentSchema: schema36.properties.instances,
					data: data17
				};
				if (vErrors === null) vErrors = [err25];
				else vErrors.push(err25);
				errors++;
			}
			if (typeof data17 == "number" && isFinite(data17)) {
				if (data17 > 100 || isNaN(data17)) {
					const err26 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 100
						},
						schema: 100,
						parentSchema: schema36.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err26];
					else vErrors.push(err26);
					errors++;
				}
				if (data17 < 1 || isNaN(data17)) {
					const err27 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema36.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err27];
					else vErrors.push(err27);
					errors++;
				}
			}
		}
		if (data.upload !== void 0) {
			if (!validate116(data.upload, {
				instancePath: instancePath + "/upload",
				parentData: data,
				parentDataProperty: "upload",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.ssh !== void 0) {
			if (!validate140(data.ssh, {
				instancePath: instancePath + "/ssh",
				parentData: data,
				parentDataProperty: "ssh",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate140.errors : vErrors.concat(validate140.errors);
				errors = vErrors.length;
			}
		}
		if (data.update !== void 0) {
			if (!validate116(data.update, {
				instancePath: instancePath + "/update",
				parentData: data,
				parentDataProperty: "update",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.stop !== void 0) {
			if (!validate116(data.stop, {
				instancePath: instancePath + "/stop",
				parentData: data,
				parentDataProperty: "stop",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.servers !== void 0) {
			let data22 = data.servers;
			if (Array.isArray(data22)) {
				if (data22.length < 1) {
					const err28 = {
						instancePath: instancePath + "/servers",
						schemaPath: "#/properties/servers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.servers,
						data: data22
					};
					if (vErrors === null) vErrors = [err28];
					else vErrors.push(err28);
					errors++;
				}
				const len1 = data22.length;
				for (let i1 = 0; i1 < len1; i1++) if (!validate146(data22[i1], {
					instancePath: instancePath + "/servers/" + i1,
					parentData: data22,
					parentDataProperty: i1,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate146.errors : vErrors.concat(validate146.errors);
					errors = vErrors.length;
				}
			} else {
				const err29 = {
					instancePath: instancePath + "/servers",
					schemaPath: "#/properties/servers/type",
					keyword: "type",
					params: { type: "array" },
					schema: schema36.properties.servers.type,
					parentSchema: schema36.properties.servers,
					data: data22
				};
				if (vErrors === null) vErrors = [err29];
				else vErrors.push(err29);
				errors++;
			}
		}
		if (data.balancers !== void 0) {
			let data24 = data.balancers;
			if (Array.isArray(data24)) {
				if (data24.length < 1) {
					const err30 = {
						instancePath: instancePath + "/balancers",
						schemaPath: "#/properties/balancers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.balancers,
						data: data24
					};
					if (vErrors === null) vErrors = [err30];
					else vErrors.push(err30);
					errors++;
				}
				const len2 = data24.length;
				for (let i2 = 0; i2 < len2; i2++) if (!validate152(data24[i2], {
					instancePath: instancePath + "/balancers/" + i2,
					parentData: data24,
					parentDataProperty: i2,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate152.errors : vErrors.concat(validate152.errors);
					errors = vErrors.length;
				}
			} else {
				const err31 = {
					instancePath: instancePath + "/balancers",
					schemaPath: "#/properties/balancers/type",
					keyword: "type",
					params: { type: "array" },
					schema: schema36.properties.balancers.type,
					parentSchema: schema36.properties.balancers,
					data: data24
				};
				if (vErrors === null) vErrors = [err31];
				else vErrors.push(err31);
				errors++;
			}
		}
		if (data.image !== void 0) {
			let data26 = data.image;
			if (typeof data26 !== "string" && !Array.isArray(data26)) {
				const err32 = {
					instancePath: instancePath + "/image",
					schemaPath: "#/properties/image/type",
					keyword: "type",
					params: { type: schema36.properties.image.type },
					schema: schema36.properties.image.type,
					parentSchema: schema36.properties.image,
					data: data26
				};
				if (vErrors === null) vErrors = [err32];
				else vErrors.push(err32);
				errors++;
			}
			if (typeof data26 === "string") {
				if (func2(data26) < 1) {
					const err33 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err33];
					else vErrors.push(err33);
					errors++;
				}
			}
			if (Array.isArray(data26)) {
				if (data26.length < 1) {
					const err34 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err34];
					else vErrors.push(err34);
					errors++;
				}
				const len3 = data26.length;
				for (let i3 = 0; i3 < len3; i3++) if (!validate116(data26[i3], {
					instancePath: instancePath + "/image/" + i3,
					parentData: data26,
					parentDataProperty: i3,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
					errors = vErrors.length;
				}
			}
		}
		if (data.workload !== void 0) {
			let data28 = data.workload;
			if (typeof data28 === "string") {
				if (!pattern39.test(data28)) {
					const err35 = {
						instancePath: instancePath + "/workload",
						schemaPath: "#/properties/workload/pattern",
						keyword: "pattern",
						params: { pattern: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$" },
						schema: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
						parentSchema: schema36.properties.workload,
						data: data28
					};
					if (vErrors === null) vErrors = [err35];
					else vErrors.push(err35);
					errors++;
				}
			} else {
				const err36 = {
					instancePath: instancePath + "/workload",
					schemaPath: "#/properties/workload/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.workload.type,
					parentSchema: schema36.properties.workload,
					data: data28
				};
				if (vErrors === null) vErrors = [err36];
				else vErrors.push(err36);
				errors++;
			}
		}
		if (data.container !== void 0) {
			if (!validate116(data.container, {
				instancePath: instancePath + "/container",
				parentData: data,
				parentDataProperty: "container",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.context !== void 0) {
			if (!validate116(data.context, {
				instancePath: instancePath + "/context",
				parentData: data,
				parentDataProperty: "context",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.namespace !== void 0) {
			let data31 = data.namespace;
			if (typeof data31 === "string") {
				if (!pattern40.test(data31)) {
					const err37 = {
						instancePath: instancePath + "/namespace",
						schemaPath: "#/properties/namespace/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" },
						schema: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
						parentSchema: schema36.properties.namespace,
						data: data31
					};
					if (vErrors === null) vErrors = [err37];
					else vErrors.push(err37);
					errors++;
				}
			} else {
				const err38 = {
					instancePath: instancePath + "/namespace",
					schemaPath: "#/properties/namespace/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.namespace.type,
					parentSchema: schema36.properties.namespace,
					data: data31
				};
				if (vErrors === null) vErrors = [err38];
				else vErrors.push(err38);
				errors++;
			}
		}
		if (data.backend !== void 0) {
			let data32 = data.backend;
			if (typeof data32 === "string") {
				if (!pattern41.test(data32)) {
					const err39 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$" },
						schema: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",
						parentSchema: schema36.properties.backend,
						data: data32
					};
					if (vErrors === null) vErrors = [err39];
					else vErrors.push(err39);
					errors++;
				}
			} else {
				const err40 = {
					instancePath: instancePath + "/backend",
					schemaPath: "#/properties/backend/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.backend.type,
					parentSchema: schema36.properties.backend,
					data: data32
				};
				if (vErrors === null) vErrors = [err40];
				else vErrors.push(err40);
				errors++;
			}
		}
		if (data.route !== void 0) {
			let data33 = data.route;
			if (typeof data33 === "string") {
				if (!pattern42.test(data33)) {
					const err41 = {
						instancePath: instancePath + "/route",
						schemaPath: "#/properties/route/pattern",
						keyword: "pattern",
						params: { pattern: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$" },
						schema: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
						parentSchema: schema36.properties.route,
						data: data33
					};
					if (vErrors === null) vErrors = [err41];
					else vErrors.push(err41);
					errors++;
				}
			} else {
				const err42 = {
					instancePath: instancePath + "/route",
					schemaPath: "#/properties/route/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.route.type,
					parentSchema: schema36.properties.route,
					data: data33
				};
				if (vErrors === null) vErrors = [err42];
				else vErrors.push(err42);
				errors++;
			}
		}
		if (data.manifests !== void 0) {
			let data34 = data.manifests;
			if (typeof data34 !== "string" && !Array.isArray(data34)) {
				const err43 = {
					instancePath: instancePath + "/manifests",
					schemaPath: "#/properties/manifests/type",
					keyword: "type",
					params: { type: schema36.properties.manifests.type },
					schema: schema36.properties.manifests.type,
					parentSchema: schema36.properties.manifests,
					data: data34
				};
				if (vErrors === null) vErrors = [err43];
				else vErrors.push(err43);
				errors++;
			}
			if (typeof data34 === "string") {
				if (func2(data34) < 1) {
					const err44 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err44];
					else vErrors.push(err44);
					errors++;
				}
			}
			if (Array.isArray(data34)) {
				if (data34.length < 1) {
					const err45 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err45];
					else vErrors.push(err45);
					errors++;
				}
				const len4 = data34.length;
				for (let i4 = 0; i4 < len4; i4++) if (!validate116(data34[i4], {
					instancePath: instancePath + "/manifests/" + i4,
					parentData: data34,
					parentDataProperty: i4,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
					errors = vErrors.length;
				}
			}
		}
	} else {
		const err46 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema36.type,
			parentSchema: schema36,
			data
		};
		if (vErrors === null) vErrors = [err46];
		else vErrors.push(err46);
		errors++;
	}
	validate111.errors = vErrors;
	return errors === 0;
}
validate111.evaluated = {
	"props": true,
	"dynamicProps": false,
	"dynamicItems": false
};
function validate168(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
	let vErrors = null;
	let errors = 0;
	const evaluated0 = validate168.evaluated;
	if (evaluated0.dynamicProps) evaluated0.props = void 0;
	if (evaluated0.dynamicItems) evaluated0.items = void 0;
	if (data && typeof data == "object" && !Array.isArray(data)) {
		for (const key0 in data) if (!func1.call(schema36.properties, key0)) {
			const err0 = {
				instancePath,
				schemaPath: "#/additionalProperties",
				keyword: "additionalProperties",
				params: { additionalProperty: key0 },
				schema: false,
				parentSchema: schema36,
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
					params: { allowedValues: schema36.properties.platform.enum },
					schema: schema36.properties.platform.enum,
					parentSchema: schema36.properties.platform,
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
				if (!pattern23.test(data1)) {
					const err2 = {
						instancePath: instancePath + "/url",
						schemaPath: "#/properties/url/pattern",
						keyword: "pattern",
						params: { pattern: "^https?://" },
						schema: "^https?://",
						parentSchema: schema36.properties.url,
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
					schema: schema36.properties.url.type,
					parentSchema: schema36.properties.url,
					data: data1
				};
				if (vErrors === null) vErrors = [err3];
				else vErrors.push(err3);
				errors++;
			}
		}
		if (data.health !== void 0) {
			if (!validate112(data.health, {
				instancePath: instancePath + "/health",
				parentData: data,
				parentDataProperty: "health",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors);
				errors = vErrors.length;
			}
		}
		if (data["smoke-test"] !== void 0) {
			if (!validate114(data["smoke-test"], {
				instancePath: instancePath + "/smoke-test",
				parentData: data,
				parentDataProperty: "smoke-test",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate114.errors : vErrors.concat(validate114.errors);
				errors = vErrors.length;
			}
		}
		if (data.preview !== void 0) {
			let data4 = data.preview;
			if (typeof data4 === "string") {
				if (!pattern25.test(data4)) {
					const err4 = {
						instancePath: instancePath + "/preview",
						schemaPath: "#/properties/preview/pattern",
						keyword: "pattern",
						params: { pattern: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://" },
						schema: "^header:[A-Za-z0-9-]+=.+|^cookie:[A-Za-z0-9_-]+=.+|^https?://",
						parentSchema: schema36.properties.preview,
						data: data4
					};
					if (vErrors === null) vErrors = [err4];
					else vErrors.push(err4);
					errors++;
				}
			} else {
				const err5 = {
					instancePath: instancePath + "/preview",
					schemaPath: "#/properties/preview/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.preview.type,
					parentSchema: schema36.properties.preview,
					data: data4
				};
				if (vErrors === null) vErrors = [err5];
				else vErrors.push(err5);
				errors++;
			}
		}
		if (data.sticky !== void 0) {
			let data5 = data.sticky;
			if (typeof data5 === "string") {
				if (!pattern26.test(data5)) {
					const err6 = {
						instancePath: instancePath + "/sticky",
						schemaPath: "#/properties/sticky/pattern",
						keyword: "pattern",
						params: { pattern: "^(header|cookie):[A-Za-z0-9_-]+$" },
						schema: "^(header|cookie):[A-Za-z0-9_-]+$",
						parentSchema: schema36.properties.sticky,
						data: data5
					};
					if (vErrors === null) vErrors = [err6];
					else vErrors.push(err6);
					errors++;
				}
			} else {
				const err7 = {
					instancePath: instancePath + "/sticky",
					schemaPath: "#/properties/sticky/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.sticky.type,
					parentSchema: schema36.properties.sticky,
					data: data5
				};
				if (vErrors === null) vErrors = [err7];
				else vErrors.push(err7);
				errors++;
			}
		}
		if (data.reports !== void 0) {
			let data6 = data.reports;
			if (typeof data6 === "string") {
				if (!pattern27.test(data6)) {
					const err8 = {
						instancePath: instancePath + "/reports",
						schemaPath: "#/properties/reports/pattern",
						keyword: "pattern",
						params: { pattern: "^/\\S*$|^header:[A-Za-z0-9-]+$" },
						schema: "^/\\S*$|^header:[A-Za-z0-9-]+$",
						parentSchema: schema36.properties.reports,
						data: data6
					};
					if (vErrors === null) vErrors = [err8];
					else vErrors.push(err8);
					errors++;
				}
			} else {
				const err9 = {
					instancePath: instancePath + "/reports",
					schemaPath: "#/properties/reports/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.reports.type,
					parentSchema: schema36.properties.reports,
					data: data6
				};
				if (vErrors === null) vErrors = [err9];
				else vErrors.push(err9);
				errors++;
			}
		}
		if (data.env !== void 0) {
			let data7 = data.env;
			if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
				for (const key1 in data7) {
					const _errs15 = errors;
					if (typeof key1 === "string") {
						if (!pattern8.test(key1)) {
							const err10 = {
								instancePath: instancePath + "/env",
								schemaPath: "#/properties/env/propertyNames/pattern",
								keyword: "pattern",
								params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*$" },
								schema: "^[A-Za-z_][A-Za-z0-9_]*$",
								parentSchema: schema36.properties.env.propertyNames,
								data: key1,
								propertyName: key1
							};
							if (vErrors === null) vErrors = [err10];
							else vErrors.push(err10);
							errors++;
						}
					} else {
						const err11 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames/type",
							keyword: "type",
							params: { type: "string" },
							schema: schema36.properties.env.propertyNames.type,
							parentSchema: schema36.properties.env.propertyNames,
							data: key1,
							propertyName: key1
						};
						if (vErrors === null) vErrors = [err11];
						else vErrors.push(err11);
						errors++;
					}
					if (!(_errs15 === errors)) {
						const err12 = {
							instancePath: instancePath + "/env",
							schemaPath: "#/properties/env/propertyNames",
							keyword: "propertyNames",
							params: { propertyName: key1 },
							schema: schema36.properties.env.propertyNames,
							parentSchema: schema36.properties.env,
							data: data7
						};
						if (vErrors === null) vErrors = [err12];
						else vErrors.push(err12);
						errors++;
					}
				}
				for (const key2 in data7) {
					let data8 = data7[key2];
					if (typeof data8 !== "string") {
						const err13 = {
							instancePath: instancePath + "/env/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),
							schemaPath: "#/properties/env/additionalProperties/type",
							keyword: "type",
							params: { type: "string" },
							schema: schema36.properties.env.additionalProperties.type,
							parentSchema: schema36.properties.env.additionalProperties,
							data: data8
						};
						if (vErrors === null) vErrors = [err13];
						else vErrors.push(err13);
						errors++;
					}
				}
			} else {
				const err14 = {
					instancePath: instancePath + "/env",
					schemaPath: "#/properties/env/type",
					keyword: "type",
					params: { type: "object" },
					schema: schema36.properties.env.type,
					parentSchema: schema36.properties.env,
					data: data7
				};
				if (vErrors === null) vErrors = [err14];
				else vErrors.push(err14);
				errors++;
			}
		}
		if (data.state !== void 0) {
			if (!validate116(data.state, {
				instancePath: instancePath + "/state",
				parentData: data,
				parentDataProperty: "state",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.rollout !== void 0) {
			if (!validate120(data.rollout, {
				instancePath: instancePath + "/rollout",
				parentData: data,
				parentDataProperty: "rollout",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate120.errors : vErrors.concat(validate120.errors);
				errors = vErrors.length;
			}
		}
		if (data.analysis !== void 0) {
			if (!validate132(data.analysis, {
				instancePath: instancePath + "/analysis",
				parentData: data,
				parentDataProperty: "analysis",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate132.errors : vErrors.concat(validate132.errors);
				errors = vErrors.length;
			}
		}
		if (data.environments !== void 0) {
			let data12 = data.environments;
			if (data12 && typeof data12 == "object" && !Array.isArray(data12)) for (const key3 in data12) {
				let data13 = data12[key3];
				if (!validate111(data13, {
					instancePath: instancePath + "/environments/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
					parentData: data12,
					parentDataProperty: key3,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate111.errors : vErrors.concat(validate111.errors);
					errors = vErrors.length;
				}
				const _errs27 = errors;
				const _errs28 = errors;
				if (errors === _errs28) {
					if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
						if (data13.environments === void 0 && "environments") {
							const err15 = {};
							if (vErrors === null) vErrors = [err15];
							else vErrors.push(err15);
							errors++;
						}
					} else {
						const err16 = {};
						if (vErrors === null) vErrors = [err16];
						else vErrors.push(err16);
						errors++;
					}
				}
				if (_errs28 === errors) {
					const err17 = {
						instancePath: instancePath + "/environments/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),
						schemaPath: "#/properties/environments/additionalProperties/not",
						keyword: "not",
						params: {},
						schema: schema36.properties.environments.additionalProperties.not,
						parentSchema: schema36.properties.environments.additionalProperties,
						data: data13
					};
					if (vErrors === null) vErrors = [err17];
					else vErrors.push(err17);
					errors++;
				} else {
					errors = _errs27;
					if (vErrors !== null) {
						if (_errs27) vErrors.length = _errs27;
						else vErrors = null;
					}
				}
			}
			else {
				const err18 = {
					instancePath: instancePath + "/environments",
					schemaPath: "#/properties/environments/type",
					keyword: "type",
					params: { type: "object" },
					schema: schema36.properties.environments.type,
					parentSchema: schema36.properties.environments,
					data: data12
				};
				if (vErrors === null) vErrors = [err18];
				else vErrors.push(err18);
				errors++;
			}
		}
		if (data.run !== void 0) {
			let data14 = data.run;
			if (Array.isArray(data14)) {
				if (data14.length < 1) {
					const err19 = {
						instancePath: instancePath + "/run",
						schemaPath: "#/properties/run/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.run,
						data: data14
					};
					if (vErrors === null) vErrors = [err19];
					else vErrors.push(err19);
					errors++;
				}
				const len0 = data14.length;
				for (let i0 = 0; i0 < len0; i0++) {
					let data15 = data14[i0];
					if (typeof data15 !== "string") {
						const err20 = {
							instancePath: instancePath + "/run/" + i0,
							schemaPath: "#/properties/run/items/type",
							keyword: "type",
							params: { type: "string" },
							schema: schema36.properties.run.items.type,
							parentSchema: schema36.properties.run.items,
							data: data15
						};
						if (vErrors === null) vErrors = [err20];
						else vErrors.push(err20);
						errors++;
					}
				}
			} else {
				const err21 = {
					instancePath: instancePath + "/run",
					schemaPath: "#/properties/run/type",
					keyword: "type",
					params: { type: "array" },
					schema: schema36.properties.run.type,
					parentSchema: schema36.properties.run,
					data: data14
				};
				if (vErrors === null) vErrors = [err21];
				else vErrors.push(err21);
				errors++;
			}
		}
		if (data.port !== void 0) {
			let data16 = data.port;
			if (!(typeof data16 == "number" && !(data16 % 1) && !isNaN(data16) && isFinite(data16))) {
				const err22 = {
					instancePath: instancePath + "/port",
					schemaPath: "#/properties/port/type",
					keyword: "type",
					params: { type: "integer" },
					schema: schema36.properties.port.type,
					parentSchema: schema36.properties.port,
					data: data16
				};
				if (vErrors === null) vErrors = [err22];
				else vErrors.push(err22);
				errors++;
			}
			if (typeof data16 == "number" && isFinite(data16)) {
				if (data16 > 65535 || isNaN(data16)) {
					const err23 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 65535
						},
						schema: 65535,
						parentSchema: schema36.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err23];
					else vErrors.push(err23);
					errors++;
				}
				if (data16 < 1 || isNaN(data16)) {
					const err24 = {
						instancePath: instancePath + "/port",
						schemaPath: "#/properties/port/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema36.properties.port,
						data: data16
					};
					if (vErrors === null) vErrors = [err24];
					else vErrors.push(err24);
					errors++;
				}
			}
		}
		if (data.instances !== void 0) {
			let data17 = data.instances;
			if (!(typeof data17 == "number" && !(data17 % 1) && !isNaN(data17) && isFinite(data17))) {
				const err25 = {
					instancePath: instancePath + "/instances",
					schemaPath: "#/properties/instances/type",
					keyword: "type",
					params: { type: "integer" },
					schema: schema36.properties.instances.type,
					parentSchema: schema36.properties.instances,
					data: data17
				};
				if (vErrors === null) vErrors = [err25];
				else vErrors.push(err25);
				errors++;
			}
			if (typeof data17 == "number" && isFinite(data17)) {
				if (data17 > 100 || isNaN(data17)) {
					const err26 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/maximum",
						keyword: "maximum",
						params: {
							comparison: "<=",
							limit: 100
						},
						schema: 100,
						parentSchema: schema36.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err26];
					else vErrors.push(err26);
					errors++;
				}
				if (data17 < 1 || isNaN(data17)) {
					const err27 = {
						instancePath: instancePath + "/instances",
						schemaPath: "#/properties/instances/minimum",
						keyword: "minimum",
						params: {
							comparison: ">=",
							limit: 1
						},
						schema: 1,
						parentSchema: schema36.properties.instances,
						data: data17
					};
					if (vErrors === null) vErrors = [err27];
					else vErrors.push(err27);
					errors++;
				}
			}
		}
		if (data.upload !== void 0) {
			if (!validate116(data.upload, {
				instancePath: instancePath + "/upload",
				parentData: data,
				parentDataProperty: "upload",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.ssh !== void 0) {
			if (!validate140(data.ssh, {
				instancePath: instancePath + "/ssh",
				parentData: data,
				parentDataProperty: "ssh",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate140.errors : vErrors.concat(validate140.errors);
				errors = vErrors.length;
			}
		}
		if (data.update !== void 0) {
			if (!validate116(data.update, {
				instancePath: instancePath + "/update",
				parentData: data,
				parentDataProperty: "update",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.stop !== void 0) {
			if (!validate116(data.stop, {
				instancePath: instancePath + "/stop",
				parentData: data,
				parentDataProperty: "stop",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.servers !== void 0) {
			let data22 = data.servers;
			if (Array.isArray(data22)) {
				if (data22.length < 1) {
					const err28 = {
						instancePath: instancePath + "/servers",
						schemaPath: "#/properties/servers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.servers,
						data: data22
					};
					if (vErrors === null) vErrors = [err28];
					else vErrors.push(err28);
					errors++;
				}
				const len1 = data22.length;
				for (let i1 = 0; i1 < len1; i1++) if (!validate146(data22[i1], {
					instancePath: instancePath + "/servers/" + i1,
					parentData: data22,
					parentDataProperty: i1,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate146.errors : vErrors.concat(validate146.errors);
					errors = vErrors.length;
				}
			} else {
				const err29 = {
					instancePath: instancePath + "/servers",
					schemaPath: "#/properties/servers/type",
					keyword: "type",
					params: { type: "array" },
					schema: schema36.properties.servers.type,
					parentSchema: schema36.properties.servers,
					data: data22
				};
				if (vErrors === null) vErrors = [err29];
				else vErrors.push(err29);
				errors++;
			}
		}
		if (data.balancers !== void 0) {
			let data24 = data.balancers;
			if (Array.isArray(data24)) {
				if (data24.length < 1) {
					const err30 = {
						instancePath: instancePath + "/balancers",
						schemaPath: "#/properties/balancers/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.balancers,
						data: data24
					};
					if (vErrors === null) vErrors = [err30];
					else vErrors.push(err30);
					errors++;
				}
				const len2 = data24.length;
				for (let i2 = 0; i2 < len2; i2++) if (!validate152(data24[i2], {
					instancePath: instancePath + "/balancers/" + i2,
					parentData: data24,
					parentDataProperty: i2,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate152.errors : vErrors.concat(validate152.errors);
					errors = vErrors.length;
				}
			} else {
				const err31 = {
					instancePath: instancePath + "/balancers",
					schemaPath: "#/properties/balancers/type",
					keyword: "type",
					params: { type: "array" },
					schema: schema36.properties.balancers.type,
					parentSchema: schema36.properties.balancers,
					data: data24
				};
				if (vErrors === null) vErrors = [err31];
				else vErrors.push(err31);
				errors++;
			}
		}
		if (data.image !== void 0) {
			let data26 = data.image;
			if (typeof data26 !== "string" && !Array.isArray(data26)) {
				const err32 = {
					instancePath: instancePath + "/image",
					schemaPath: "#/properties/image/type",
					keyword: "type",
					params: { type: schema36.properties.image.type },
					schema: schema36.properties.image.type,
					parentSchema: schema36.properties.image,
					data: data26
				};
				if (vErrors === null) vErrors = [err32];
				else vErrors.push(err32);
				errors++;
			}
			if (typeof data26 === "string") {
				if (func2(data26) < 1) {
					const err33 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err33];
					else vErrors.push(err33);
					errors++;
				}
			}
			if (Array.isArray(data26)) {
				if (data26.length < 1) {
					const err34 = {
						instancePath: instancePath + "/image",
						schemaPath: "#/properties/image/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.image,
						data: data26
					};
					if (vErrors === null) vErrors = [err34];
					else vErrors.push(err34);
					errors++;
				}
				const len3 = data26.length;
				for (let i3 = 0; i3 < len3; i3++) if (!validate116(data26[i3], {
					instancePath: instancePath + "/image/" + i3,
					parentData: data26,
					parentDataProperty: i3,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
					errors = vErrors.length;
				}
			}
		}
		if (data.workload !== void 0) {
			let data28 = data.workload;
			if (typeof data28 === "string") {
				if (!pattern39.test(data28)) {
					const err35 = {
						instancePath: instancePath + "/workload",
						schemaPath: "#/properties/workload/pattern",
						keyword: "pattern",
						params: { pattern: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$" },
						schema: "^(deployment|statefulset|daemonset)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
						parentSchema: schema36.properties.workload,
						data: data28
					};
					if (vErrors === null) vErrors = [err35];
					else vErrors.push(err35);
					errors++;
				}
			} else {
				const err36 = {
					instancePath: instancePath + "/workload",
					schemaPath: "#/properties/workload/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.workload.type,
					parentSchema: schema36.properties.workload,
					data: data28
				};
				if (vErrors === null) vErrors = [err36];
				else vErrors.push(err36);
				errors++;
			}
		}
		if (data.container !== void 0) {
			if (!validate116(data.container, {
				instancePath: instancePath + "/container",
				parentData: data,
				parentDataProperty: "container",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.context !== void 0) {
			if (!validate116(data.context, {
				instancePath: instancePath + "/context",
				parentData: data,
				parentDataProperty: "context",
				rootData,
				dynamicAnchors
			})) {
				vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
				errors = vErrors.length;
			}
		}
		if (data.namespace !== void 0) {
			let data31 = data.namespace;
			if (typeof data31 === "string") {
				if (!pattern40.test(data31)) {
					const err37 = {
						instancePath: instancePath + "/namespace",
						schemaPath: "#/properties/namespace/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" },
						schema: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
						parentSchema: schema36.properties.namespace,
						data: data31
					};
					if (vErrors === null) vErrors = [err37];
					else vErrors.push(err37);
					errors++;
				}
			} else {
				const err38 = {
					instancePath: instancePath + "/namespace",
					schemaPath: "#/properties/namespace/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.namespace.type,
					parentSchema: schema36.properties.namespace,
					data: data31
				};
				if (vErrors === null) vErrors = [err38];
				else vErrors.push(err38);
				errors++;
			}
		}
		if (data.backend !== void 0) {
			let data32 = data.backend;
			if (typeof data32 === "string") {
				if (!pattern41.test(data32)) {
					const err39 = {
						instancePath: instancePath + "/backend",
						schemaPath: "#/properties/backend/pattern",
						keyword: "pattern",
						params: { pattern: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$" },
						schema: "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",
						parentSchema: schema36.properties.backend,
						data: data32
					};
					if (vErrors === null) vErrors = [err39];
					else vErrors.push(err39);
					errors++;
				}
			} else {
				const err40 = {
					instancePath: instancePath + "/backend",
					schemaPath: "#/properties/backend/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.backend.type,
					parentSchema: schema36.properties.backend,
					data: data32
				};
				if (vErrors === null) vErrors = [err40];
				else vErrors.push(err40);
				errors++;
			}
		}
		if (data.route !== void 0) {
			let data33 = data.route;
			if (typeof data33 === "string") {
				if (!pattern42.test(data33)) {
					const err41 = {
						instancePath: instancePath + "/route",
						schemaPath: "#/properties/route/pattern",
						keyword: "pattern",
						params: { pattern: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$" },
						schema: "^([a-z0-9][a-z0-9-]*/)?(httproute|grpcroute|traefikservice|virtualservice)/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
						parentSchema: schema36.properties.route,
						data: data33
					};
					if (vErrors === null) vErrors = [err41];
					else vErrors.push(err41);
					errors++;
				}
			} else {
				const err42 = {
					instancePath: instancePath + "/route",
					schemaPath: "#/properties/route/type",
					keyword: "type",
					params: { type: "string" },
					schema: schema36.properties.route.type,
					parentSchema: schema36.properties.route,
					data: data33
				};
				if (vErrors === null) vErrors = [err42];
				else vErrors.push(err42);
				errors++;
			}
		}
		if (data.manifests !== void 0) {
			let data34 = data.manifests;
			if (typeof data34 !== "string" && !Array.isArray(data34)) {
				const err43 = {
					instancePath: instancePath + "/manifests",
					schemaPath: "#/properties/manifests/type",
					keyword: "type",
					params: { type: schema36.properties.manifests.type },
					schema: schema36.properties.manifests.type,
					parentSchema: schema36.properties.manifests,
					data: data34
				};
				if (vErrors === null) vErrors = [err43];
				else vErrors.push(err43);
				errors++;
			}
			if (typeof data34 === "string") {
				if (func2(data34) < 1) {
					const err44 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minLength",
						keyword: "minLength",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err44];
					else vErrors.push(err44);
					errors++;
				}
			}
			if (Array.isArray(data34)) {
				if (data34.length < 1) {
					const err45 = {
						instancePath: instancePath + "/manifests",
						schemaPath: "#/properties/manifests/minItems",
						keyword: "minItems",
						params: { limit: 1 },
						schema: 1,
						parentSchema: schema36.properties.manifests,
						data: data34
					};
					if (vErrors === null) vErrors = [err45];
					else vErrors.push(err45);
					errors++;
				}
				const len4 = data34.length;
				for (let i4 = 0; i4 < len4; i4++) if (!validate116(data34[i4], {
					instancePath: instancePath + "/manifests/" + i4,
					parentData: data34,
					parentDataProperty: i4,
					rootData,
					dynamicAnchors
				})) {
					vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
					errors = vErrors.length;
				}
			}
		}
	} else {
		const err46 = {
			instancePath,
			schemaPath: "#/type",
			keyword: "type",
			params: { type: "object" },
			schema: schema36.type,
			parentSchema: schema36,
			data
		};
		if (vErrors === null) vErrors = [err46];
		else vErrors.push(err46);
		errors++;
	}
	validate168.errors = vErrors;
	return errors === 0;
}
validate168.evaluated = {
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
		deployment: of("deployment", "auto", oneOf("auto", "attach", "create", "none"))
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

export { servicesIn as n, inputFindings as r, readService as t };