import { C as nextName, S as TRACK, _ as workloadName, b as labelSelector, f as backendOf, h as corePath, k as valueAt, l as isUncalled, m as appsPath, r as journalName, u as door, v as workloadPath, w as nextSite, x as selects } from "./platforms-kubernetes.js";
import { Tt as Refused, V as nearest, ft as isEqual } from "./first.js";
import { C as repositoryOf, E as noteOf, S as ourContainers, b as paceOf, c as isIt, l as isObserved, u as readWorkload } from "./platforms-kubernetes-workload.js";
import { a as matches, c as readOwned, i as nextLabels } from "./platforms-kubernetes-tracks.js";
import { n as ApiError } from "./platforms-kubernetes-api.js";
import { n as applyProblems } from "./platforms-kubernetes-manifests-applied.js";
import { n as versioned, r as withNames } from "./platforms-kubernetes-manifests-configuration.js";
import { i as withVersion, n as sortManifests, r as namespaceProblems } from "./platforms-kubernetes-manifests-files.js";
import { a as jobProblem, i as jobObject } from "./platforms-kubernetes-manifests-jobs.js";
import { d as titleOf, g as fieldsOf, h as WITHOUT_PACE, l as sizeProblem, m as STRATEGIES, p as onto } from "./platforms-kubernetes-manifests.js";
import { _ as isEnding, y as listPods } from "./platforms-kubernetes-pods.js";
import { c as dialectOf, i as sceneOf, r as readRoute, s as shifting, t as namelessness } from "./platforms-kubernetes-router-route.js";
import { n as beyond } from "./platforms-kubernetes-router.js";
import { l as homeScalers, u as keeperOf } from "./platforms-kubernetes-scaling.js";
const setTimeout = process.getBuiltinModule("node:timers/promises").setTimeout;

// src/platforms/kubernetes/check/absent.ts
const KINDS = [
	"deployment",
	"statefulset",
	"daemonset"
];
const MOST_NAMED = 20;
/** What to write instead of a workload that is not there: all that are there, and the one that was most likely meant. */
async function absent(site, signal) {
	const { api, service } = site;
	const there = (await Promise.all(KINDS.map((kind) => named(site, kind, signal)))).flat();
	const namespace = await api.namespace(signal);
	const missing = `There is no ${workloadName(site)} in namespace ${namespace} (${api.place})`;
	if (there.length === 0) return `${missing}, and no other workload can be seen there: apply its manifest first, or name its file with \`manifests\`, or correct \`namespace\` or \`context\`.`;
	const wanted = `${service.workload.kind}/${service.workload.name}`;
	const meant = there.find((one) => one.endsWith(`/${service.workload.name}`)) ?? nearest(wanted, there);
	return `${missing}; there is ${`${there.slice(0, MOST_NAMED).join(", ")}${there.length > MOST_NAMED ? ` and ${there.length - MOST_NAMED} more` : ""}`}: ${meant === null ? "correct `workload` or `namespace`" : `write \`workload: ${meant}\` if that is it`}, or apply its manifest first, or name its file with \`manifests\`.`;
}
async function named(site, kind, signal) {
	return (await all(site.api, await appsPath(site, `${kind}s`, signal), signal)).map(({ metadata }) => `${kind}/${metadata.name}`).sort();
}
async function all(api, path, signal) {
	const list = await api.get(path, signal).catch(() => null);
	signal.throwIfAborted();
	return list?.items ?? [];
}

// src/platforms/kubernetes/check/containers.ts
/** What to write where an image of the service file has no container, with what is there instead. */
function containerProblems(site, template) {
	const { service } = site;
	const all = [...template.spec.initContainers ?? [], ...template.spec.containers];
	const ours = ourContainers(service, template);
	const shown = all.map(({ name, image }) => `${name} (${image})`).join(", ");
	const there = `${workloadName(site)} has ${shown}`;
	if (service.container !== null && ours.length === 0) {
		const names = all.map(({ name }) => name);
		return [`There is no container ${service.container}; ${there}: write \`container: ${nearest(service.container, names) ?? names[0]}\`.`];
	}
	return service.image.filter((line) => !ours.some((one) => one.template === line)).map((line) => {
		return `No container runs ${repositoryOf(line)}; ${there}: correct \`image\`, or name the one that shall get it with \`container\`.`;
	});
}

// src/platforms/kubernetes/check/drain.ts
const USUAL_GRACE = 30;
/** What a pod may lack to end without failing a request, with the lines to add; null where it lacks nothing that can be seen from outside. */
function drainHint({ terminationGracePeriodSeconds: grace = USUAL_GRACE, containers }) {
	const without = containers.filter(({ lifecycle }) => lifecycle?.preStop === void 0).map(({ name }) => name);
	if (grace === 0) return "The pods are killed at once (`terminationGracePeriodSeconds: 0`), and the requests in them with them. Write `terminationGracePeriodSeconds: 30`.";
	if (without.length === 0) return null;
	return `${without.length === 1 ? `Container ${without[0]} has` : `Containers ${without.join(", ")} have`} no preStop. Requests still come in for some seconds after a pod was told to end. If the program does not go on serving for 5 s after SIGTERM by itself, add to the container: \`lifecycle: { preStop: { sleep: { seconds: 5 } } }\`.`;
}

// src/platforms/kubernetes/check/installed.ts
/** What API groups the cluster has. */
async function groups({ api }, signal) {
	return readable(async () => await api.get("/apis", signal) ?? { groups: [] });
}
/** All objects of a kind that may not be installed. */
async function listed(api, { group, plural }, known, signal) {
	const version = known.groups.find(({ name }) => name === group)?.preferredVersion.groupVersion;
	if (version === void 0) return [];
	return readable(async () => {
		if (!(await api.get(`/apis/${version}`, signal))?.resources.some(({ name }) => name === plural)) return [];
		const namespace = encodeURIComponent(await api.namespace(signal));
		return (await api.get(`/apis/${version}/namespaces/${namespace}/${plural}`, signal))?.items ?? [];
	});
}
/** What is read; `forbidden` where kubectl's user lacks the right to. */
async function readable(read) {
	try {
		return await read();
	} catch (error) {
		if (error instanceof Refused) return "forbidden";
		throw error;
	}
}

// src/platforms/kubernetes/check/left-over.ts
/**
* A next track of which no journal knows, where none may be there; and what somebody else has under its names, where it needs them.
* @param backend null where it is not known
*/
async function leftOver(site, kind, backend, ahead, signal) {
	const next = nextName(site.service.workload.name);
	if (kind === "rolling") {
		const found = await readable(() => readWorkload(nextSite(site), signal));
		return found !== null && found !== "forbidden" && found.metadata.labels?.["sluice-actions.github.io/track"] === next || backend?.switched ? [await left(site, next, backend, signal)] : [];
	}
	const foreign = [];
	const owned = await readable(() => readOwned(site, signal, (what) => foreign.push(what)));
	const isThere = owned !== "forbidden" && Object.values(owned).some((one) => one !== null) || backend?.switched === true;
	return [...foreign.sort().map((what) => taken(what.toLowerCase(), next)), ...ahead?.begins && isThere ? [await left(site, next, backend, signal)] : []];
}
function taken(what, next) {
	return {
		code: "managed-elsewhere",
		message: `There is a ${what} ${next} that no rollout made, and the next track needs that name: give it another one, or delete it (\`kubectl delete ${what} ${next}\`).`
	};
}
async function left(site, next, backend, signal) {
	const namespace = await site.api.namespace(signal);
	const home = backend?.switched ? {
		name: backend.name,
		patch: JSON.stringify({ spec: { selector: backend.selector } })
	} : null;
	const commands = [...home ? [`kubectl patch service ${home.name} --namespace ${namespace} --patch '${home.patch}'`] : [], `kubectl delete deployment,service,poddisruptionbudget,horizontalpodautoscaler --namespace ${namespace} --selector ${TRACK}=${next}`];
	return {
		code: "managed-elsewhere",
		message: `${next} is there, left by a rollout of which no journal knows${home ? `, and the Service ${home.name} leads to it` : ""}: delete it with \`${commands.join(" && ")}\`.`
	};
}

// src/platforms/kubernetes/check/needed.ts
const WATCHED = "to say at once how a pod is, and why";
const SEEN = "to see whether a NetworkPolicy means only the pods that run now";
/**
* All that a rollout of this kind asks of the API server, the way back and the journal included; but for what only the names of its Service and
* its autoscaler tell.
*/
function neededRights(service, kind) {
	return [
		...workloadRights(service, kind),
		...kind === "tracks" ? trackRights(service) : doorRights(service),
		...service.manifests === null ? [] : manifestRights(service, kind)
	];
}
/** For what goes with a version; what its other objects need is found when they are tried. */
function manifestRights({ objects }, kind) {
	const verbs = [
		"get",
		"list",
		"create",
		"patch",
		"delete"
	];
	const has = (wanted) => objects?.some(({ object }) => object["kind"] === wanted) ?? false;
	return [
		{
			group: "",
			resource: "configmaps",
			verbs
		},
		...has("Secret") ? [{
			group: "",
			resource: "secrets",
			verbs
		}] : [],
		...has("Job") ? [{
			group: "batch",
			resource: "jobs",
			verbs: [
				"get",
				"create",
				"watch",
				"patch"
			]
		}] : [],
		{
			group: "batch",
			resource: "jobs",
			verbs: ["list", "delete"]
		},
		...kind === "tracks" ? [] : [{
			group: "autoscaling",
			resource: "horizontalpodautoscalers",
			verbs: ["list"]
		}]
	];
}
/** To replace the pods of the workload. */
function workloadRights(service, rollout) {
	const { kind, name } = service.workload;
	const revisions = {
		deployment: "replicasets",
		daemonset: "controllerrevisions",
		statefulset: null
	}[kind];
	return [
		{
			group: "apps",
			resource: `${kind}s`,
			name,
			verbs: ["get", "patch"]
		},
		{
			group: "apps",
			resource: `${kind}s`,
			name,
			verbs: ["watch"],
			spare: WATCHED
		},
		...revisions === null ? [] : [{
			group: "apps",
			resource: revisions,
			verbs: ["list"]
		}],
		{
			group: "",
			resource: "pods",
			verbs: kind === "statefulset" ? ["list", "delete"] : ["list"]
		},
		...rollout === "tracks" ? [] : [{
			group: "",
			resource: "pods",
			verbs: ["watch"],
			spare: WATCHED
		}],
		{
			group: "",
			resource: "pods/log",
			verbs: ["get"],
			spare: WATCHED
		},
		{
			group: "",
			resource: "events",
			verbs: ["list"],
			spare: WATCHED
		},
		{
			group: "",
			resource: "configmaps",
			verbs: ["create"]
		},
		{
			group: "",
			resource: "configmaps",
			name: journalName(service.name, service.environment),
			verbs: ["get", "update"]
		}
	];
}
function doorRights(service) {
	return service.smokeTest ? [backendRight(service)] : [];
}
/** To find the Service by which users reach the workload. */
function backendRight({ backend }) {
	return {
		group: "",
		resource: "services",
		...backend === null ? { verbs: ["list"] } : {
			name: backend,
			verbs: ["get"]
		}
	};
}
/** To put a second version beside the workload, give it traffic, and take it away. */
function trackRights(service) {
	const next = nextName(service.workload.name);
	return [
		{
			group: "apps",
			resource: "deployments",
			verbs: ["create"]
		},
		{
			group: "apps",
			resource: "deployments",
			name: next,
			verbs: [
				"get",
				"patch",
				"delete"
			]
		},
		{
			group: "apps",
			resource: "deployments",
			name: next,
			verbs: ["watch"],
			spare: WATCHED
		},
		{
			group: "",
			resource: "pods",
			verbs: service.route === null ? ["watch", "patch"] : ["watch"]
		},
		...service.smokeTest ? [{
			group: "",
			resource: "pods/proxy",
			verbs: ["get"]
		}] : [],
		backendRight(service),
		{
			group: "",
			resource: "services",
			verbs: ["create"]
		},
		{
			group: "",
			resource: "services",
			name: next,
			verbs: ["get", "delete"]
		},
		{
			group: "discovery.k8s.io",
			resource: "endpointslices",
			verbs: ["list", "watch"]
		},
		{
			group: "policy",
			resource: "poddisruptionbudgets",
			verbs: ["list", "create"]
		},
		{
			group: "policy",
			resource: "poddisruptionbudgets",
			name: next,
			verbs: ["get", "delete"]
		},
		{
			group: "autoscaling",
			resource: "horizontalpodautoscalers",
			verbs: ["list", "create"]
		},
		{
			group: "autoscaling",
			resource: "horizontalpodautoscalers",
			name: next,
			verbs: [
				"get",
				"patch",
				"delete"
			]
		},
		...routeRights(service),
		{
			group: "networking.k8s.io",
			resource: "networkpolicies",
			verbs: ["list"],
			spare: SEEN
		}
	];
}
function routeRights({ route }) {
	if (route === null) return [];
	const { kind, name, namespace } = route;
	const where = namespace === null ? {} : { namespace };
	const { api, lacking } = dialectOf(route);
	const [group = ""] = api.split("/");
	const verbs = lacking === void 0 ? ["get", "patch"] : [
		"get",
		"patch",
		"watch"
	];
	return [{
		group,
		resource: `${kind}s`,
		name,
		...where,
		verbs
	}];
}

// src/platforms/kubernetes/check/rights.ts
/**
* Which of the rights that a rollout of this kind needs kubectl's user does not have, with the rules to add: a problem where nothing works
* without, others for what only explains. `blind`: not even the workload may be read.
*/
async function missingRights(site, kind, signal) {
	const { workload } = site.service;
	const asked = neededRights(site.service, kind).flatMap(({ verbs, ...right }) => verbs.map((verb) => ({
		...right,
		verb
	})));
	const answers = await Promise.all(asked.map((right) => isAllowed(site, right, signal)));
	const missing = asked.filter((_, at) => !answers[at]);
	const has = (verb, resource, name) => !missing.some((right) => right.verb === verb && right.resource === resource && right.name === name);
	const journal = journalName(site.service.name, site.service.environment);
	const mayMake = has("create", "configmaps") || has("get", "configmaps", journal) && await journalIsThere(site, signal);
	const lacking = missing.filter(({ spare, verb, resource }) => !spare && (verb !== "create" || resource !== "configmaps" || !mayMake));
	const spare = Map.groupBy(missing.filter((right) => right.spare !== void 0), (right) => right.spare);
	const explained = await Promise.all([...spare].map(([what, some]) => lacks(site, what, some, signal)));
	return {
		problems: [...await lacks(site, purposeOf(site, kind), lacking, signal), ...explained.flat().map((problem) => ({
			...problem,
			unchecked: true
		}))],
		blind: !has("get", `${workload.kind}s`, workload.name)
	};
}
function purposeOf(site, kind) {
	return kind === "rolling" ? `to roll ${workloadName(site)}` : `to put a second version beside ${workloadName(site)}`;
}
/** The right to lead the Service to the other track, where that is lacking: its name is known only once it was found. */
async function missingAtBackend(site, { name }, signal) {
	const right = {
		group: "",
		resource: "services",
		name,
		verb: "patch"
	};
	return await isAllowed(site, right, signal) ? [] : lacks(site, "to lead the Service to the next track", [right], signal);
}
/** The right to keep home's autoscaler from shrinking it, where that is lacking: its name too is known only once it was found. */
async function missingAtScaler(site, { metadata: { name } }, signal) {
	const right = {
		group: "autoscaling",
		resource: "horizontalpodautoscalers",
		name,
		verb: "patch"
	};
	if (await isAllowed(site, right, signal)) return [];
	return lacks(site, `to keep ${workloadName(site)} as large as it is until the rollout is over`, [right], signal);
}
/** The right that the smoke test needs, where that is lacking. A Role may give it for one port of one Service only. */
async function missingAtDoor(site, { name, port }, signal) {
	const right = {
		group: "",
		resource: "services/proxy",
		name: `${name}:${port}`,
		verb: "get"
	};
	return await isAllowed(site, right, signal) ? [] : lacks(site, "for the smoke test", [right], signal);
}
/** A problem for each namespace whose Role lacks some. */
async function lacks({ api }, what, missing, signal) {
	const own = await api.namespace(signal);
	return [...Map.groupBy(missing, ({ namespace = own }) => namespace)].map(([namespace, some]) => {
		return { message: [`kubectl's user lacks rights in namespace ${namespace} ${what}. Add to the rules of its Role:`, ...rulesOf(some)].join("\n") };
	});
}
async function isAllowed(site, { group, resource, name, verb, ...where }, signal) {
	const [plural, subresource = ""] = resource.split("/");
	const review = {
		apiVersion: "authorization.k8s.io/v1",
		kind: "SelfSubjectAccessReview",
		spec: { resourceAttributes: {
			namespace: where.namespace ?? await site.api.namespace(signal),
			verb,
			group,
			resource: plural,
			subresource,
			...name !== void 0 && { name }
		} }
	};
	const answer = await site.api.create("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review, signal);
	return answer !== "exists" && answer.status?.allowed === true;
}
async function journalIsThere(site, signal) {
	const name = journalName(site.service.name, site.service.environment);
	return await site.api.get(`${await corePath(site, "configmaps", signal)}/${name}`, signal) !== null;
}
/** As they stand under `rules:` of a Role, a line for each kind of object. */
function rulesOf(missing) {
	return [...Map.groupBy(missing, ({ group, resource, name = "" }) => `${group}/${resource}/${name}`).values()].map((some) => {
		const [{ group, resource, name }] = some;
		return `- { apiGroups: ["${group}"], resources: [${resource}]${name === void 0 ? "" : `, resourceNames: [${/^[\w.-]+$/.test(name) ? name : `"${name}"`}]`}, verbs: [${some.map(({ verb }) => verb).join(", ")}] }`;
	});
}

// src/platforms/kubernetes/check/target-port.ts
/**
* Ports of a Service that would lead where the pods that run now do not listen: it is applied before the first new pod, so that their users would be
* refused. A target without a name counts as listened to where a container declares it.
* @param present as it is in the cluster
* @param said as the manifests say it
*/
function targetProblems(said, present, pods) {
	const before = present.spec?.ports ?? [];
	return (said.spec?.ports ?? []).flatMap((port) => {
		const was = before.find((one) => one.port === port.port && protocolOf(one) === protocolOf(port));
		if (was === void 0) return [];
		const [from, to] = [targetOf(was, pods), targetOf(port, pods)];
		if (from === void 0 || from === to || to !== void 0 && declared(pods).some(({ containerPort }) => containerPort === to)) return [];
		return [sentence(said.metadata.name, port, from)];
	});
}
function sentence(name, { port, targetPort = port }, from) {
	return `Service ${name}: port ${port} would lead to ${targetPort}, where the pods that run now do not answer: ${typeof targetPort === "string" ? `they have no port named ${targetPort}` : `they listen on ${from}`}. ${`Give the port of the containers a name first, with the Service as it is (\`ports: [{ name: http, containerPort: ${from} }]\`)`}; then write \`targetPort: http\`, so that each version has a port of its own.`;
}
/** The number of the port on these pods; undefined where they have none of that name. */
function targetOf({ port, targetPort = port, protocol }, pods) {
	if (typeof targetPort === "number") return targetPort;
	return declared(pods).find((one) => one.name === targetPort && protocolOf(one) === protocolOf({ protocol }))?.containerPort;
}
function declared({ spec }) {
	return spec.containers.flatMap(({ ports = [] }) => ports);
}
function protocolOf({ protocol = "TCP" }) {
	return protocol;
}

// src/platforms/kubernetes/check/led.ts
/**
* Services that lead to the pods that run now, and would not lead to these, or to a port of theirs, or to those of the manifests: they are applied before the first new pod, and
* stay as they are where the version goes back.
* @param selector of the Service by which users reach the workload; null where that is not known
*/
async function ledProblems(site, { rest, workload: made }, { spec }, selector, signal) {
	const [now, then] = [spec, made.spec].map(({ template }) => template.metadata?.labels ?? {});
	const path = await corePath(site, "services", signal);
	const own = rest.filter(({ apiVersion, kind }) => apiVersion === "v1" && kind === "Service");
	const leading = (await Promise.all(own.map(async (said) => {
		const found = await readable(() => site.api.get(`${path}/${said.metadata.name}`, signal));
		return found === null || found === "forbidden" ? [] : [{
			said,
			present: found
		}];
	}))).flat().filter(({ present }) => selects(present.spec?.selector, now));
	const lost = leading.flatMap(({ said, present }) => {
		const name = `Service ${said.metadata.name}`;
		const wanted = said.spec?.selector;
		if (!selects(wanted, now)) return [{ message: leadsAway(name, wanted, now) }];
		if (!selects(wanted, then)) return [{ message: leadsNowhere(name, wanted ?? {}, then) }];
		return targetProblems(said, present, spec.template).map((message) => ({ message }));
	});
	const isApplied = leading.some(({ present }) => isEqual(present.spec?.selector ?? null, selector));
	if (selector === null || isApplied || !selects(selector, now) || selects(selector, then)) return lost;
	return [...lost, { message: leadsNowhere("The Service by which users reach it", selector, then) }];
}
function leadsAway(name, wanted, now) {
	const [key, value] = Object.entries(wanted ?? {}).find(([label, said]) => now[label] !== said) ?? [];
	return `${name}: it would not lead to the pods that run now any more, and nothing would serve: ${key === void 0 ? "it has no selector" : `they have no label \`${key}: ${value}\``}. Deploy the labels first, with the selector as it is, and the selector with the next version.`;
}
function leadsNowhere(name, wanted, then) {
	const [key, value] = Object.entries(wanted).find(([label, said]) => then[label] !== said) ?? [];
	return `${name} would not lead to the pods of the manifests: write \`${key}: ${value}\` under their \`spec.template.metadata.labels\`.`;
}

// src/platforms/kubernetes/check/manifests.ts
/** The workload as the manifests say it; null where none are brought. */
function manifested({ service }) {
	return sortManifests(service, service.objects ?? []).manifests?.workload ?? null;
}
/** What the manifests would make of the workload, with the images of now; itself where none are brought. */
function asManifested(site, workload) {
	const said = manifested(site);
	return said === null ? workload : onto(workload, said.spec.template, fieldsOf(said));
}
/**
* What the API server would not take of the manifests, asked for all of them without writing; nothing where none are brought.
* @param workload null where it is not there yet
* @param selector of the Service by which users reach it; null where that is not known
*/
async function manifestProblems(site, workload, selector, version, signal) {
	const { manifests, problems } = sortManifests(site.service, site.service.objects ?? []);
	if (manifests === null) return problems;
	const jobs = [...manifests.before, ...manifests.after];
	const selectors = [selector, manifests.workload.spec.selector.matchLabels ?? null].filter((one) => one !== null);
	const dangerous = new Set(jobs.flatMap((job) => selectors.flatMap((one) => jobProblem(job, one) ?? [])));
	const elsewhere = site.service.namespace === null ? namespaceProblems(site.service.objects ?? [], await site.api.namespace(signal)) : [];
	return [
		...problems,
		...elsewhere,
		...selectorProblems(site, workload, manifests.workload),
		...sizeProblems$1(site, workload, manifests.workload),
		...[...dangerous].map((message) => ({ message })),
		...workload === null ? [] : await ledProblems(site, manifests, workload, selector, signal),
		...await refused(titleOf(manifests.workload), async () => applyProblems(site, await brought(site, manifests, version, signal), signal)),
		...await refused(titleOf(manifests.workload), async () => {
			const own = withVersion(site.service, withoutSwitch(manifests.workload, workload), version);
			await site.api.apply(await workloadPath(site, signal), own, signal, {
				force: true,
				dryRun: true
			});
			return [];
		})
	];
}
/** All that a rollout would apply or make, but for the workload, under the names that it would have. */
async function brought(site, manifests, version, signal) {
	const { names, shared, missing } = await versioned(site, manifests, signal);
	const { rest, before, after } = manifests;
	const jobs = [...before, ...after].map((job) => jobObject(site, withNames(job, names), "0".repeat(8)));
	return [...missing, ...[...rest.map((object) => withNames(object, shared)), ...jobs].map((one) => withVersion(site.service, one, version))];
}
/** Of the pods that run now, and of those that run then: the next version replaces these. */
function sizeProblems$1(site, workload, made) {
	const all = [...workload === null ? [] : [workload], made].map(({ spec }) => sizeProblem(site, spec.template));
	return [...new Set(all.filter((one) => one !== null))].map((message) => ({ message }));
}
/** A change of the strategy's type takes the pace of before away with it, which an apply cannot say. */
function withoutSwitch(said, workload) {
	const isSwitch = (key) => {
		const type = valueAt(said, `/spec/${key}/type`);
		return WITHOUT_PACE.includes(type) && workload !== null && valueAt(workload, `/spec/${key}/type`) !== type;
	};
	const spec = Object.entries(said.spec).filter(([key]) => !STRATEGIES.includes(key) || !isSwitch(key));
	return {
		...said,
		spec: Object.fromEntries(spec)
	};
}
/** It says which pods are the workload's, for as long as there is one. */
function selectorProblems(site, workload, { spec }) {
	if (workload === null || isEqual(workload.spec.selector, spec.selector)) return [];
	const [now, said] = [workload.spec.selector, spec.selector].map((selector) => JSON.stringify(selector.matchLabels ?? selector));
	return [{ message: `The selector of ${workloadName(site)} cannot be changed: it is ${now}, and the manifests say ${said}. Write what it is, or give the workload another name.` }];
}
/** The problems that were found, or the refusal that came first. */
async function refused(title, find) {
	try {
		return await find();
	} catch (error) {
		if (error instanceof Refused) return [{ message: error.message }];
		if (error instanceof ApiError) return [{ message: `${title}: ${error.message}` }];
		throw error;
	}
}

// src/platforms/kubernetes/check/neighbours.ts
const HASH = "pod-template-hash";
/** Other workloads whose pods the Service leads to as well, by what these pods say of themselves: no right is needed but to list them. */
async function neighbours(site, backend, signal) {
	const query = { labelSelector: labelSelector({ matchLabels: backend.selector }) };
	const list = await readable(() => listPods(site, query, signal));
	const items = list === "forbidden" ? [] : list.items;
	const owners = new Set(items.filter((pod) => !isOver(pod) && !isOfNext(site, pod)).flatMap(ownerOf));
	owners.delete(workloadName(site));
	if (owners.size === 0) return [];
	return [{
		code: "managed-elsewhere",
		message: `${[workloadName(site), ...[...owners].sort()].join(" and ")} stand behind the Service ${backend.name}, so that nobody can tell whose version its callers get: give the others a label of their own, and the Service one that only ${workloadName(site)} has, or delete what is not needed.`
	}];
}
/** Gets no requests any more. */
function isOver(pod) {
	return isEnding(pod) || pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
}
function isOfNext({ service }, { metadata }) {
	return metadata.labels?.[TRACK] === nextName(service.workload.name);
}
/** What keeps a pod, as people name it. One that runs once, or that nobody keeps, is no version of the service. */
function ownerOf({ metadata }) {
	const owner = metadata.ownerReferences?.find(({ controller }) => controller);
	if (owner === void 0 || owner.kind === "Job") return [];
	const end = `-${metadata.labels?.[HASH]}`;
	return [owner.kind === "ReplicaSet" && owner.name.endsWith(end) ? `deployment ${owner.name.slice(0, -end.length)}` : `${owner.kind.toLowerCase()} ${owner.name}`];
}

// src/platforms/kubernetes/check/others.ts
const OTHERS = [
	{
		group: "argoproj.io",
		plural: "rollouts",
		title: "the Argo Rollout",
		claims: ({ spec }, workload) => isIt(spec?.workloadRef, workload) || selects(spec?.selector?.matchLabels, workload.podLabels)
	},
	{
		group: "flagger.app",
		plural: "canaries",
		title: "the Flagger Canary",
		claims: ({ spec }, workload) => isIt(spec?.targetRef, workload) || isIt(spec?.targetRef, {
			...workload,
			name: workload.name.replace(/-primary$/, "")
		})
	},
	{
		group: "rollouts.kruise.io",
		plural: "rollouts",
		title: "the OpenKruise Rollout",
		claims: ({ spec }, workload) => isIt(spec?.workloadRef ?? spec?.objectRef?.workloadRef, workload)
	}
];
/** Controllers that roll this workload themselves: a problem each, also where it cannot be looked at. */
async function others(site, podLabels, signal) {
	const known = await groups(site, signal);
	if (known === "forbidden") return [unseen(site, [])];
	const each = await Promise.all(OTHERS.map((other) => ofOne(site, other, known, podLabels, signal)));
	const hidden = OTHERS.filter((_, at) => each[at] === "forbidden");
	return [...each.filter((one) => one !== "forbidden").flat(), ...hidden.length === 0 ? [] : [unseen(site, hidden)]];
}
async function ofOne(site, other, known, podLabels, signal) {
	const there = await listed(site.api, other, known, signal);
	if (there === "forbidden") return there;
	const workload = {
		...site.service.workload,
		podLabels
	};
	return there.filter((claim) => other.claims(claim, workload)).map(({ metadata }) => ({
		code: "managed-elsewhere",
		message: `${other.title} ${metadata.name} rolls ${workloadName(site)} by itself: deploy by changing what it refers to, or remove it first.`
	}));
}
function unseen(site, hidden) {
	const rules = hidden.map(({ group, plural }) => `- { apiGroups: [${group}], resources: [${plural}], verbs: [list] }`);
	const message = `Whether another controller rolls ${workloadName(site)} too cannot be seen by kubectl's user.`;
	return {
		message: rules.length === 0 ? message : [`${message} Add to the rules of its Role:`, ...rules].join("\n"),
		unchecked: true
	};
}

// src/platforms/kubernetes/check/owners.ts
/**
* Who else says what this object is, and what they will undo, a sentence each. They forbid nothing: all of them can be told the new
* version too.
* @param name how people name the object: `deployment shop`
*/
function owners(object, name) {
	return ownersOf(object).map(({ who, when, source }) => `${who} keeps ${name}: its next ${when} brings back the image that ${source}.`);
}
/**
* The same of an object that has the traffic: what they undo is a step of a rollout.
* @param what they bring back, and what that does
*/
function trafficOwners(object, name, what) {
	return ownersOf(object).map(({ who, when }) => `${who} keeps ${name}: its next ${when} ${what}. Let none happen while a rollout is in flight.`);
}
function ownersOf(object) {
	const { labels = {}, annotations = {}, ownerReferences = [] } = object.metadata;
	const application = argoApplication(object);
	const kustomization = labels["kustomize.toolkit.fluxcd.io/name"];
	const flux = labels["helm.toolkit.fluxcd.io/name"];
	const release = annotations["meta.helm.sh/release-name"];
	const controller = ownerReferences.find((owner) => owner.controller);
	const found = [];
	if (application !== null) found.push({
		who: `Argo CD (application ${application})`,
		when: "sync",
		source: "Git has: set it there too, or have it ignore the image"
	});
	if (kustomization !== void 0) found.push({
		who: `Flux (kustomization ${kustomization})`,
		when: "reconciliation",
		source: "Git has: set it there too, or suspend it"
	});
	if (flux !== void 0) found.push({
		who: `Flux (HelmRelease ${flux})`,
		when: "upgrade",
		source: "its values have: set it there too"
	});
	if (release !== void 0 && flux === void 0) found.push({
		who: `Helm (release ${release})`,
		when: "`helm upgrade`",
		source: "its values have: set it there too"
	});
	if (controller !== void 0) found.push({
		who: `${controller.kind} ${controller.name}`,
		when: "look of its controller",
		source: "it wants: set it there, if it has a place for it"
	});
	return found;
}
/** Older Argo CDs mark with a label that others use too; who wrote the object tells them apart. */
function argoApplication({ metadata }) {
	const { labels = {}, annotations = {}, managedFields = [] } = metadata;
	const tracked = annotations["argocd.argoproj.io/tracking-id"]?.split(":")[0] ?? labels["argocd.argoproj.io/instance"];
	if (tracked !== void 0) return tracked;
	return managedFields.some(({ manager }) => manager?.startsWith("argocd")) ? labels["app.kubernetes.io/instance"] ?? null : null;
}

// src/platforms/kubernetes/check/serving.ts
/** JSON pointer to what `min-ready` sets. */
const MIN_READY = "/spec/minReadySeconds";
/**
* What of a workload's own strategy, or of the pace of the service file, would not roll, or would leave nothing that serves. With tracks it is
* rolled while it serves nobody.
*/
function servingProblems(site, rollout, workload) {
	const { kind } = site.service.workload;
	return kind === "deployment" ? deploymentProblems(site, rollout === "rolling", workload) : otherProblems(site, workload);
}
function deploymentProblems(site, serves, workload) {
	const { maxUnavailable, maxSurge } = site.service.rollout;
	const name = workloadName(site);
	const found = [];
	if (workload.spec.paused) {
		const resume = `\`kubectl rollout resume deployment/${site.service.workload.name}\``;
		found.push({
			code: "managed-elsewhere",
			message: `${name} is paused: whoever paused it is not done. Run ${resume} when they are.`
		});
	}
	if (valueAt(workload, "/spec/strategy/type") === "Recreate") {
		if (maxUnavailable !== null || maxSurge !== null) found.push({ message: `${name} has the strategy Recreate, which knows no max-unavailable and no max-surge: take them out, or write \`strategy: { type: RollingUpdate }\`.` });
		else if (serves) found.push(said(`${name} has the strategy Recreate: all its pods end before new ones start, and nothing serves meanwhile.`));
		return found;
	}
	const wanted = workload.spec.replicas ?? 1;
	const surge = resolved(site, workload, "strategy", "maxSurge", "25%", wanted, Math.ceil);
	const asked = resolved(site, workload, "strategy", "maxUnavailable", "25%", wanted, Math.floor);
	if (surge.given === 0 && asked.given === 0) return [...found, { message: `max-unavailable and max-surge of ${name} would both be 0, so that no pod could be replaced: write \`max-surge: 1\`.` }];
	const away = surge.pods === 0 && asked.pods === 0 ? 1 : asked.pods;
	if (serves && wanted > 0 && away >= wanted) {
		const pods = wanted === 1 ? "its only pod" : `all its ${wanted} pods`;
		found.push({ message: `${name} may end ${pods} before a new one is ready (max-unavailable ${asked.given}, max-surge ${surge.given}), and nothing would serve: write \`max-surge: 1\` and \`max-unavailable: 0\` under \`rollout\`.` });
	}
	return found;
}
function otherProblems(site, workload) {
	const { kind } = site.service.workload;
	const { maxSurge } = site.service.rollout;
	const name = workloadName(site);
	const found = [];
	if (valueAt(workload, "/spec/updateStrategy/type") === "OnDelete") found.push({ message: `${name} has the strategy OnDelete, which replaces no pod by itself: write \`updateStrategy: { type: RollingUpdate }\`.` });
	const partition = Number(valueAt(workload, "/spec/updateStrategy/rollingUpdate/partition") ?? 0);
	if (partition > 0) found.push({ message: `${name} has \`partition: ${partition}\`, so that pods below ${partition} would keep the old version: set it to 0.` });
	if (kind === "statefulset") {
		if (maxSurge !== null) found.push({ message: `max-surge does nothing for ${name}: a pod's name is free only when the pod has ended. Take it out.` });
		if (workload.spec.replicas === 1) found.push(said(`${name} has one pod: nothing serves from its end until the new one is ready.`));
		return found;
	}
	const wanted = workload.status?.desiredNumberScheduled ?? 0;
	const surge = resolved(site, workload, "updateStrategy", "maxSurge", 0, wanted, Math.ceil);
	const away = resolved(site, workload, "updateStrategy", "maxUnavailable", 1, wanted, Math.ceil);
	if (surge.pods > 0 && away.pods > 0) found.push({ message: `${name} takes either max-surge or max-unavailable, and has ${surge.given} and ${away.given}: write \`max-unavailable: 0\` with \`max-surge\`.` });
	if (surge.pods === 0 && away.pods === 0) found.push({ message: `max-unavailable and max-surge of ${name} would both be 0, so that no pod could be replaced: write one of them.` });
	if (surge.pods > 0) found.push(...stalls(site, workload));
	return found;
}
/** A surge never ends where the same write makes pods that served until then too young to count: seen in Kubernetes 1.37. */
function stalls({ service }, workload) {
	const wanted = Number(paceOf(service)[MIN_READY] ?? 0);
	if (wanted <= (workload.spec.minReadySeconds ?? 0)) return [];
	return [{ message: `A DaemonSet that surges can stand still for ever where min-ready is raised together with the image of ${`${service.workload.kind} ${service.workload.name}`}: ${`write \`minReadySeconds: ${wanted}\` into the DaemonSet itself, apply it, and take \`min-ready\` out of the service file`}.` }];
}
/** As it will be during the roll: what the service file says, else the workload's own, else what Kubernetes takes; and in pods. */
function resolved(site, workload, within, key, usual, wanted, round) {
	const path = `/spec/${within}/rollingUpdate/${key}`;
	const given = paceOf(site.service)[path] ?? valueAt(workload, path) ?? usual;
	return {
		given,
		pods: typeof given === "number" ? given : round(Number.parseInt(given, 10) * wanted / 100)
	};
}
function said(message) {
	return {
		message,
		unchecked: true
	};
}

// src/platforms/kubernetes/check/policies.ts
/** NetworkPolicies that mean the pods of home and would not mean those of the next track, or the other way round. */
async function policies(site, home, backend, signal) {
	const path = `/apis/networking.k8s.io/v1/namespaces/${encodeURIComponent(await site.api.namespace(signal))}/networkpolicies`;
	const live = await readable(() => site.api.get(path, signal));
	const brought = (site.service.objects ?? []).map(({ object }) => object).filter(({ kind }) => kind === "NetworkPolicy");
	const all = [...(live === "forbidden" ? [] : live?.items ?? []).filter(({ metadata }) => !brought.some((one) => one.metadata.name === metadata.name)), ...brought];
	const next = nextName(site.service.workload.name);
	const [ofHome, ofNext] = [home.spec.template.metadata?.labels ?? {}, nextLabels(home, backend, next)];
	return all.filter((policy) => selectorsOf(policy).some((selector) => tells(selector, ofHome, ofNext))).map(({ metadata }) => ({ message: told(site, metadata.name, backend, next) }));
}
/** All by which a policy means pods of its own namespace: whom it holds for, and whom it lets through. */
function selectorsOf({ spec }) {
	const peers = [...(spec?.ingress ?? []).flatMap(({ from = [] }) => from), ...(spec?.egress ?? []).flatMap(({ to = [] }) => to)];
	return [spec?.podSelector, ...peers.map(({ podSelector }) => podSelector)].filter((selector) => selector !== void 0);
}
function tells(selector, ofHome, ofNext) {
	return matches(selector, ofHome) !== matches(selector, ofNext);
}
function told(site, name, { key, selector }, next) {
	const line = `matchExpressions: [{ key: ${key}, operator: In, values: [${selector[key]}, ${next}] }]`;
	return `The NetworkPolicy ${name} tells pods apart by ${key}, which is ${selector[key]} on the pods of ${workloadName(site)} and ${next} on those of the next track, so that one of them would not be reached, or reach others: write \`${line}\` there in place of \`${key}: ${selector[key]}\`.`;
}

// src/platforms/kubernetes/check/scalers.ts
/** What autoscalers of home do to a rollout, and what is needed against that. Those that may not be listed are left out. */
async function scalers(site, home, signal) {
	const [horizontal, vertical] = await Promise.all([readable(() => homeScalers(site, signal)), verticalScalers(site, signal)]);
	const sizes = horizontal === "forbidden" ? [] : horizontal;
	const own = sizes.find((one) => keeperOf(one) === null);
	const said = [
		...sizes.filter(({ spec }) => (spec.minReplicas ?? 1) < (home.spec.replicas ?? 1)).flatMap((one) => shrinks(site, home, one)),
		...own === void 0 ? [] : keepers(site, own),
		...vertical.map((one) => sizesPods(site, one))
	].map((message) => ({
		message,
		unchecked: true
	}));
	return [...own === void 0 ? [] : await missingAtScaler(site, own, signal), ...said];
}
async function verticalScalers(site, signal) {
	const known = await groups(site, signal);
	if (known === "forbidden") return [];
	const all = await listed(site.api, {
		group: "autoscaling.k8s.io",
		plural: "verticalpodautoscalers"
	}, known, signal);
	if (all === "forbidden") return [];
	return all.filter(({ spec }) => isIt(spec?.targetRef, site.service.workload) && spec?.updatePolicy?.updateMode !== "Off");
}
/** One that its controller keeps cannot be told otherwise for a while: that would be undone. */
function shrinks(site, { spec: { replicas = 1 } }, scaler) {
	const keeper = keeperOf(scaler);
	if (keeper === null) return [];
	const { kind, name } = keeper;
	const whose = kind === "ScaledObject" ? "KEDA's ScaledObject" : kind;
	const set = kind === "ScaledObject" ? `set minReplicaCount of ScaledObject ${name}` : `have ${kind} ${name} set its minReplicas`;
	return [`HorizontalPodAutoscaler ${scaler.metadata.name} (of ${whose} ${name}) scales ${workloadName(site)} and not ${nextName(site.service.workload.name)}: as long as that has the traffic, it may shrink ${workloadName(site)} to ${scaler.spec.minReplicas ?? 1}. To keep its ${replicas} pods ready for a way back, ${set} to ${replicas} until the rollout is over.`];
}
function keepers(site, scaler) {
	const undone = `brings back its minReplicas, so that it may shrink ${workloadName(site)} while that has no traffic`;
	return trafficOwners(scaler, `horizontalpodautoscaler ${scaler.metadata.name}`, undone);
}
function sizesPods(site, { metadata }) {
	return `VerticalPodAutoscaler ${metadata.name} sizes the pods of ${workloadName(site)} and not those of ${nextName(site.service.workload.name)}: these have the requests that the template says.`;
}

// src/platforms/kubernetes/check/services.ts
/** Services before home that the traffic is not moved by: what their callers get is said, and nothing is forbidden. */
async function otherServices(site, home, backend, signal) {
	const path = await corePath(site, "services", signal);
	const all = await readable(() => site.api.get(path, signal));
	if (all === "forbidden") return [];
	const next = nextName(site.service.workload.name);
	const [ofHome, ofNext] = [home.spec.template.metadata?.labels ?? {}, nextLabels(home, backend, next)];
	return (all?.items ?? []).filter(({ metadata, spec }) => metadata.name !== backend.name && metadata.labels?.["sluice-actions.github.io/track"] !== next && selects(spec?.selector, ofHome)).map(({ metadata, spec }) => {
		const which = `The Service ${metadata.name} leads to the pods of ${workloadName(site)} too, and is not switched`;
		return selects(spec?.selector, ofNext) ? `${which}: it does not select by ${backend.key}, so that its callers reach pods of both versions as soon as these are ready.` : `${which}: its callers stay on ${workloadName(site)}, which gets the version last.`;
	}).map((message) => ({
		message,
		unchecked: true
	}));
}

// src/platforms/kubernetes/check/share-check.ts
/** What of a rollout cannot be done to a workload that nobody calls; and, before it begins, what is different there. */
function shareProblems(site, ahead) {
	if (ahead === void 0) return [];
	const next = nextName(site.service.workload.name);
	const nobody = `No Service selects the pods of ${workloadName(site)}`;
	if (switches(ahead)) return [{ message: `${nobody}, so that nothing can be switched: both versions take work as soon as their pods run, and none can be kept from it. So use \`canary-step\` and \`promote\`, or \`rolling\`; or, where users call it, make a Service.` }];
	const said = `${nobody}, so that a share of its work is a share of its pods: those of ${next} take work as soon as they run, before they are proven.`;
	return [...weightProblems$1(site, next, ahead), ...ahead.begins ? [{
		message: said,
		unchecked: true
	}] : []];
}
/** A rollback asks for all as well, and has no other way. */
function switches({ goal: { stage }, begins, brings }) {
	return stage === "prepared" || stage === "switched" || stage === "retired" && begins && brings;
}
function weightProblems$1({ service }, next, { goal }) {
	if (goal.stage !== "canary") return [];
	const asked = [.../* @__PURE__ */ new Set([goal.weight, ...service.rollout.weights ?? []])];
	const most = asked.filter((weight) => weight > 50 && weight < 100);
	const none = `0 % cannot be given: pods of ${next} take work as soon as they run. Write a weight from 1 to ${50}.`;
	return [...asked.includes(0) ? [none] : [], ...most.length > 0 ? [beyond(most)] : []].map((message) => ({ message }));
}

// src/platforms/kubernetes/check/tracks-check.ts
/**
* What two tracks need beside what a rolling update does: of the workload itself, and of the Service before it.
* @param backend null where it is not known; `none` where nobody calls the workload
*/
async function tracksProblems(site, home, backend, ahead, signal) {
	return [
		...sizeProblems(site, home),
		...backend === "none" ? shareProblems(site, ahead) : weightProblems(site, ahead),
		...backend === null || backend === "none" ? [] : await backendProblems(site, home, backend, ahead, signal),
		...await scalers(site, home, signal)
	];
}
function sizeProblems(site, { spec }) {
	if (spec.replicas !== 0) return [];
	const { kind, name } = site.service.workload;
	const scale = `\`kubectl scale ${kind}/${name} --replicas=2\``;
	return [{ message: `${workloadName(site)} is scaled to 0, so that there is no traffic to be moved: scale it up first (${scale}).` }];
}
/** All that a canary is to be given; of others none. */
function askedWeights({ service }, ahead) {
	return ahead?.goal.stage === "canary" ? [.../* @__PURE__ */ new Set([ahead.goal.weight, ...service.rollout.weights ?? []])] : [];
}
/** Where only the number of pods gives a share, the next track cannot have more than home. */
function weightProblems({ service }, ahead) {
	if (service.route !== null) return [];
	const beyond = askedWeights({ service }, ahead).filter((weight) => weight > 50 && weight < 100);
	if (beyond.length === 0) return [];
	const write = `write weights up to ${50}, and 100, or a \`route\` that can give any share`;
	return [{ message: `The Service alone gives each pod the same share, and home keeps its pods, so that ${beyond.join(", ")} % cannot be given: ${write}.` }];
}
async function backendProblems(site, home, backend, ahead, signal) {
	const found = await Promise.all([
		missingAtBackend(site, backend, signal),
		policies(site, home, backend, signal),
		otherServices(site, home, backend, signal),
		routeProblems(site, ahead, signal)
	]);
	return [
		...keyProblems(site, backend),
		...found.flat(),
		...serviceOwners(site, backend)
	];
}
function keyProblems(site, { name, key, selector }) {
	if (selector[key] !== nextName(site.service.workload.name)) return [];
	return [{ message: `The Service ${name} selects by \`${key}: ${selector[key]}\`, which is the label of the next track: give the pods of ${workloadName(site)}, and this selector, another value of ${key}.` }];
}
/** The route itself, and who else writes it. */
async function routeProblems(site, ahead, signal) {
	if (site.service.route === null) return [];
	const read = await readable(async () => {
		const scene = await sceneOf(site, signal);
		return {
			scene,
			route: await readRoute(site, scene, signal)
		};
	});
	if (read === "forbidden") return [];
	const { scene, route } = read;
	const wrong = namelessness(scene, route);
	const undone = `brings back its weights, and with them the traffic to ${workloadName(site)}`;
	return [
		...wrong === null ? [] : [{ message: wrong }],
		...route === null ? [] : askedWeights(site, ahead).flatMap((weight) => shareProblem(() => shifting(route, scene.ends, weight))),
		...(route === null ? [] : trafficOwners(route, scene.place.title, undone)).map((message) => ({
			message,
			unchecked: true
		}))
	];
}
/** What would be refused in the middle of a rollout: a share that weights of whole numbers cannot give. */
function shareProblem(shift) {
	try {
		shift();
		return [];
	} catch (error) {
		if (error instanceof Refused) return [{ message: error.message }];
		throw error;
	}
}
function serviceOwners(site, { name, object }) {
	const undone = `brings back its selector, and with it all callers to ${workloadName(site)}`;
	return trafficOwners(object, `service ${name}`, undone).map((message) => ({
		message,
		unchecked: true
	}));
}

// src/platforms/kubernetes/check/underway.ts
/** Milliseconds that a controller may take to see what it is told, and between two looks at that. */
const [PATIENCE, AGAIN] = [5e3, 100];
/** The workload as soon as its status speaks of what it is told now: it may have been applied or scaled a moment ago. null: there is none. */
async function readObserved(site, signal) {
	for (const until = performance.now() + PATIENCE;; await setTimeout(AGAIN, void 0, { signal })) {
		const workload = await readWorkload(site, signal);
		if (workload === null || isObserved(workload) || performance.now() >= until) return workload;
	}
}
/** What of a roll that somebody else began is not done yet, in a few words; null: there is none. Pods that are broken are no roll. */
function underway({ workload: { kind } }, workload) {
	if (noteOf(workload) !== null) return null;
	if (!isObserved(workload)) return "its controller has not taken in its last change";
	const { status = {} } = workload;
	const [all = 0, updated = 0] = kind === "daemonset" ? [status.currentNumberScheduled, status.updatedNumberScheduled] : [status.replicas, status.updatedReplicas];
	return (kind === "statefulset" ? status.currentRevision !== status.updateRevision : updated < all) ? `${updated} of ${all} pods are updated` : null;
}

// src/platforms/kubernetes/check/check.ts
/**
* What would fail later, or would be undone by others, found without writing. What cannot be seen for want of a right is left out: the right is
* named.
*/
async function check(site, kind, signal, ahead) {
	if (kind === "tracks" && site.service.workload.kind !== "deployment") return [{ message: noTracks(site) }];
	const { problems, blind } = await missingRights(site, kind, signal);
	if (blind) return problems;
	const workload = await readObserved(site, signal);
	const version = ahead?.goal.version ?? null;
	const brings = site.service.objects !== null && version !== null && ahead?.begins;
	if (workload === null && brings) return [...problems, ...await firstProblems(site, version, signal)];
	if (workload === null) return [...problems, { message: await absent(site, signal) }];
	const backend = await readable(() => backendOf(site, workload, signal));
	const known = typeof backend === "string" ? null : backend;
	const isWithout = kind === "tracks" && known === null && await readable(() => isUncalled(site, workload, signal)) === true;
	return [
		...problems,
		...workloadProblems(site, kind, workload),
		...brings ? await manifestProblems(site, workload, known?.selector ?? null, version, signal) : [],
		...kind === "tracks" && typeof backend === "string" && backend !== "forbidden" && !isWithout ? [{ message: backend }] : [],
		...await doorProblems(site, kind, workload, signal),
		...known === null ? [] : await neighbours(site, known, signal),
		...await leftOver(site, kind, known, ahead, signal),
		...kind === "tracks" ? await tracksProblems(site, workload, isWithout ? "none" : known, ahead, signal) : [],
		...await others(site, workload.spec.template.metadata?.labels ?? {}, signal),
		...owners(workload, workloadName(site)).map(unchecked),
		...isWithout || ahead?.begins === false ? [] : hints(asManifested(site, workload))
	];
}
/** Of a workload that the rollout makes. */
async function firstProblems(site, version, signal) {
	const made = manifested(site);
	const paused = `${workloadName(site)} says \`paused: true\`, so that no pod would be made: take it out of the manifest.`;
	return [
		...made?.spec.paused ? [{ message: paused }] : [],
		...await manifestProblems(site, null, null, version, signal),
		...made === null ? [] : hints(made)
	];
}
function noTracks(site) {
	return `${workloadName(site)} has no two tracks, which only a deployment can have: use \`rolling\`, or write \`workload: deployment/NAME\`.`;
}
function workloadProblems(site, kind, workload) {
	const name = workloadName(site);
	const rolling = underway(site.service, workload);
	const made = asManifested(site, workload);
	return [
		...containerProblems(site, made.spec.template).map((message) => ({ message })),
		...servingProblems(site, kind, made),
		...rolling === null ? [] : [elsewhere(site, `${name} is being rolled, and Sluice did not begin that (${rolling})`)]
	];
}
/** Where the smoke test asks the service. With tracks the same Service was asked for already. */
async function doorProblems(site, kind, { spec }, signal) {
	if (!site.service.smokeTest) return [];
	const found = await readable(() => door(site, spec.template.metadata?.labels ?? {}, signal));
	if (typeof found !== "string") return missingAtDoor(site, found, signal);
	return found === "forbidden" || kind === "tracks" ? [] : [{ message: found }];
}
/** What its callers would lose. */
function hints(workload) {
	const hint = drainHint(workload.spec.template.spec);
	return hint === null ? [] : [unchecked(hint)];
}
function unchecked(message) {
	return {
		message,
		unchecked: true
	};
}
function elsewhere({ service }, message) {
	const { kind, name } = service.workload;
	return {
		code: "managed-elsewhere",
		message: `${message}: ${`wait for its end (\`kubectl rollout status ${kind}/${name}\`), or put back what was there before`}.`
	};
}

export { rulesOf as a, lacks as i, readObserved as n, readable as o, isAllowed as r, containerProblems as s, check as t };