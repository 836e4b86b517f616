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
					"description": "Time between two looks at the metrics, 1s or more; where Prometheus is asked, the default is 15s.",
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
					"description": "A version that fails less than this passes. Beside no live version, one that fails more is taken back.",
					"default": "0.5%"
				},
				"max-error-ratio": {
					"description": "A version that fails fewer than this many times the live version's share passes.",
					"type": "number",
					"minimum": 1,
					"maximum": 1e3,
					"default": 2,
					"title": "a number from 1",
					"examples": [2]
				},
				"min-polls": {
					"description": "How many looks must agree before a version is taken back.",
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
				},
				"false-alarm-rate": {
					"description": "How likely a version that is not worse may be taken back, in a whole rollout.",
					"type": "number",
					"minimum": 1e-6,
					"maximum": .5,
					"default": .01,
					"title": "a number from 0.000001 to 0.5",
					"examples": [.01]
				},
				"confidence": {
					"description": "How sure it must be that a version is safe before it passes.",
					"type": "number",
					"minimum": .5,
					"maximum": .999999,
					"default": .95,
					"title": "a number from 0.5 to 0.999999",
					"examples": [.95]
				},
				"tolerance": {
					"description": "How many times the odds of stable are still called not worse, for errors and for slow requests.",
					"type": "object",
					"additionalProperties": false,
					"properties": {
						"errors": {
							"$ref": "#/$defs/odds",
							"description": "For failed requests.",
							"default": 1
						},
						"latency": {
							"$ref": "#/$defs/odds",
							"description": "For slow requests.",
							"default": 1.1
						}
					}
				},
				"latency-threshold": {
					"$ref": "#/$defs/duration",
					"description": "A request that takes longer is slow, and is judged as failed ones are. Left out: only failed requests are judged.",
					"examples": ["500ms"]
				},
				"burst": {
					"description": "How many failed requests come together; auto learns it from the stable version.",
					"type": ["string", "number"],
					"minimum": 1,
					"maximum": 1e5,
					"pattern": "^auto$|[${]",
					"default": "auto",
					"title": "auto or a number from 1",
					"examples": ["auto", 5]
				},
				"early-pass": {
					"description": "Whether a version that is proven safe goes on before its bake time is over.",
					"type": "boolean",
					"title": "true or false",
					"default": false
				},
				"prometheus": {
					"$ref": "#/$defs/endpoint",
					"description": "The Prometheus that metrics with queries are asked of."
				},
				"metrics": {
					"description": "What the version is judged by; without it, the platform's own counters.",
					"type": "array",
					"minItems": 1,
					"maxItems": 20,
					"items": { "$ref": "#/$defs/metric" },
					"title": "a list of metrics",
					"examples": ["[{ name: users, queries: haproxy }]"]
				}
			}
		},
		"odds": {
			"type": "number",
			"minimum": 1,
			"maximum": 100,
			"title": "a number from 1 to 100",
			"examples": [1.1]
		},
		"endpoint": {
			"type": "object",
			"additionalProperties": false,
			"required": ["address"],
			"properties": {
				"address": {
					"description": "Where it answers.",
					"type": "string",
					"pattern": "^https?://[^\\s@]+$|[${]",
					"title": "an address without a user name",
					"examples": ["http://prometheus.example.com:9090"]
				},
				"headers": {
					"description": "Headers of every request; secrets as $NAME of the step's environment.",
					"type": "object",
					"propertyNames": {
						"type": "string",
						"pattern": "^[A-Za-z0-9-]+$",
						"title": "the name of a header",
						"examples": ["Authorization"]
					},
					"additionalProperties": {
						"type": "string",
						"pattern": "^[\\x20-\\x7e]*$",
						"title": "a text in quotes, in one line of plain letters",
						"examples": ["Bearer $PROMETHEUS_TOKEN"]
					}
				}
			}
		},
		"query": {
			"type": "string",
			"minLength": 1,
			"title": "a query in PromQL",
			"examples": ["shop_requests_total{version=\"{{version}}\"}"]
		},
		"metric": {
			"type": "object",
			"additionalProperties": false,
			"required": ["name"],
			"properties": {
				"name": {
					"$ref": "#/$defs/name",
					"description": "What it is called in reports.",
					"examples": ["users"]
				},
				"kind": {
					"description": "judge: whether the new version is worse. compare: how it differs, which never decides. threshold: whether a number is as it must be.",
					"enum": [
						"judge",
						"compare",
						"threshold"
					],
					"default": "judge"
				},
				"weight": {
					"description": "How much it counts beside the other metrics.",
					"type": "number",
					"minimum": .001,
					"maximum": 1e3,
					"default": 1,
					"title": "a number from 0.001 to 1000",
					"examples": [2]
				},
				"dry-run": {
					"description": "Whether it is reported only, and never decides.",
					"type": "boolean",
					"title": "true or false",
					"default": false
				},
				"queries": {
					"description": "Counters of Prometheus: ready-made ones by name, or your own.",
					"type": ["string", "object"],
					"pattern": "^(haproxy|local|traefik|envoy-gateway|nginx-gateway-fabric|istio)$",
					"title": "haproxy, local, traefik, envoy-gateway, nginx-gateway-fabric or istio, or a mapping of queries",
					"examples": ["haproxy"],
					"additionalProperties": false,
					"properties": {
						"requests": {
							"$ref": "#/$defs/query",
							"description": "Counts all requests of a track."
						},
						"good": {
							"$ref": "#/$defs/query",
							"description": "Counts the good ones, instead of requests."
						},
						"bad": {
							"$ref": "#/$defs/query",
							"description": "Counts the bad ones."
						},
						"histogram": {
							"$ref": "#/$defs/query",
							"description": "The buckets of a classic histogram of how long requests took."
						},
						"unit": {
							"description": "What the bounds of the buckets are in.",
							"enum": ["s", "ms"],
							"default": "s"
						}
					}
				},
				"command": {
					"description": "Program and arguments, never through a shell, that prints counters as JSON (schema/metric.schema.json).",
					"type": "array",
					"minItems": 1,
					"items": {
						"type": "string",
						"title": "a text in quotes",
						"examples": ["metric.js"]
					},
					"title": "a list of the program and its arguments",
					"examples": ["[node, metric.js]"]
				},
				"http": {
					"$ref": "#/$defs/endpoint",
					"description": "Server that answers with counters as JSON (schema/metric.schema.json)."
				},
				"smoke-test": {
					"description": "Sends the smoke test again and again, to both versions alike.",
					"type": "object",
					"additionalProperties": false,
					"required": ["rate"],
					"properties": { "rate": {
						"description": "How many tries a second each version gets.",
						"type": "number",
						"minimum": .01,
						"maximum": 20,
						"title": "a number from 0.01 to 20",
						"examples": [2]
					} }
				},
				"query": {
					"$ref": "#/$defs/query",
					"description": "threshold: query of Prometheus that gives one number."
				},
				"success": {
					"description": "threshold: what the number must be; two parts with a comma between.",
					"type": "string",
					"title": "a comparison",
					"examples": [">= 0.99", ">= 0.9, < 1.1"]
				},
				"interval": {
					"$ref": "#/$defs/duration",
					"description": "threshold: time between two looks; the default is that of analysis."
				},
				"failure-limit": {
					"description": "threshold: how many looks may find something else.",
					"type": "integer",
					"minimum": 0,
					"maximum": 1e3,
					"default": 0,
					"title": "a whole number from 0 to 1000",
					"examples": [1]
				},
				"consecutive-error-limit": {
					"description": "threshold: how many looks in a row may find nothing.",
					"type": "integer",
					"minimum": 0,
					"maximum": 1e3,
					"default": 4,
					"title": "a whole number from 0 to 1000",
					"examples": [4]
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

export { sluice_schema_default as t };