import { a as nearest, m as digest, p as contentOf } from "./units.js";
import { t as Refused } from "./ports.js";
import { c as nextLabels, l as matches, n as tracksByHand, o as readOwned, t as workloadTracks } from "./platforms-kubernetes-tracks.js";
import { i as sceneOf, r as readRoute, t as namelessness } from "./platforms-kubernetes-router-route.js";
import { n as beyond, t as routerFor } from "./platforms-kubernetes-router.js";
import { l as homeScalers, t as heldRouter, u as keeperOf } from "./platforms-kubernetes-scaling.js";
import { c as unreadable, d as unlessAborted, i as askTimes, l as privateFolder, m as run, o as journalText, s as parseJournal, u as endGroup } from "./platforms.js";
const { join } = process.getBuiltinModule("node:path");
const { Agent, request } = process.getBuiltinModule("node:http");
const { readFile, rm } = process.getBuiltinModule("node:fs/promises");
const { setImmediate, setTimeout } = process.getBuiltinModule("node:timers/promises");
const { spawn } = process.getBuiltinModule("node:child_process");
const { once } = process.getBuiltinModule("node:events");

// src/platforms/kubernetes/kubectl-line.ts
/** A line for a shell that runs the user's kubectl where the service is, in its own namespace or another one. */
function kubectlLine({ context, namespace }, words, other = namespace) {
	return [
		"kubectl",
		...[...context === null ? [] : ["--context", context], ...other === null ? [] : ["-n", other]],
		...words
	].map(quoted).join(" ");
}
function quoted(word) {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

// src/platforms/kubernetes/pointer.ts
/** A JSON pointer (RFC 6901) to these keys. */
function pointer(...keys) {
	return keys.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
/** What is there in `object`; undefined where nothing is. */
function valueAt(object, path) {
	return path.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~")).reduce((part, key) => part?.[key], object);
}

// src/platforms/kubernetes/ours.ts
/** As whom the API server knows us. */
const MANAGER = "sluice";
/**
* An annotation that we wrote; null: there is none. What somebody else wrote is none: annotations are copied from object to object, and come
* back with old versions of one.
*/
function ourAnnotation({ metadata }, name) {
	const field = pointer("f:metadata", "f:annotations", `f:${name}`);
	const writers = (metadata.managedFields ?? []).filter(({ fieldsV1 }) => valueAt(fieldsV1, field) !== void 0);
	return writers.length === 0 || writers.some(({ manager }) => manager === MANAGER) ? metadata.annotations?.[name] ?? null : null;
}

// src/platforms/kubernetes/note.ts
/** The annotation of the workload itself, never of its pods: a change of it restarts nothing. */
const NOTE = "sluice-actions.github.io/rollout";
const NOTE_PATH = pointer("metadata", "annotations", NOTE);
/** null where none is there: `kubectl rollout undo` brings back what a ReplicaSet keeps of its Deployment long after that rollout has ended. */
function noteOf(workload) {
	try {
		const note = JSON.parse(ourAnnotation(workload, "sluice-actions.github.io/rollout") ?? "null");
		return isNote(note) ? note : null;
	} catch {
		return null;
	}
}
function isNote(value) {
	const note = value;
	return [
		note?.to,
		note?.from,
		note?.images,
		note?.restartedAt,
		note?.pace
	].every((part) => typeof part === "object" && part !== null);
}

// src/platforms/kubernetes/by-hand.ts
/** kubectl commands for a shell, which put back what ran before the rollout and take its note away. Without a note: what the controller itself knows. */
function byHand({ service }, note) {
	const { kind, name } = service.workload;
	const object = `${kind}/${name}`;
	const run = (...words) => kubectlLine(service, words);
	if (note === null) return [run("rollout", "undo", object)];
	const images = Object.entries(note.images).map(([container, { was }]) => `${container}=${was}`);
	const pace = Object.entries(note.pace).map(([path, { was }]) => was === null ? {
		op: "remove",
		path
	} : {
		op: "add",
		path,
		value: was
	});
	return [
		run("set", "image", object, ...images),
		...pace.length === 0 ? [] : [run("patch", object, "--type=json", "-p", JSON.stringify(pace))],
		run("annotate", object, `${NOTE}-`),
		run("rollout", "status", object)
	];
}

// src/platforms/kubernetes/site.ts
const PLURALS = {
	deployment: "deployments",
	statefulset: "statefulsets",
	daemonset: "daemonsets"
};
/** How people name it: `deployment shop`. */
function workloadName({ service }) {
	return `${service.workload.kind} ${service.workload.name}`;
}
/** Path of the workload itself. */
async function workloadPath(site, signal) {
	return `${await workloadsPath(site, signal)}/${encodeURIComponent(site.service.workload.name)}`;
}
/** Path of all workloads of its kind in its namespace. */
async function workloadsPath(site, signal) {
	return appsPath(site, PLURALS[site.service.workload.kind], signal);
}
/** Path of what `apps/v1` has in the namespace: `replicasets`, `controllerrevisions`. */
async function appsPath({ api }, plural, signal) {
	return `/apis/apps/v1/namespaces/${encodeURIComponent(await api.namespace(signal))}/${plural}`;
}
/** Path of what the core has in the namespace: `pods`, `events`, `configmaps`. */
async function corePath({ api }, plural, signal) {
	return `/api/v1/namespaces/${encodeURIComponent(await api.namespace(signal))}/${plural}`;
}

// src/platforms/kubernetes/absent.ts
const KINDS = [
	"deployment",
	"statefulset",
	"daemonset"
];
const MOST_NAMED = 20;
/** What to write instead of a workload that is not there: all that are there, and the one that was most likely meant. */
async function absent$1(site, signal) {
	const { api, service } = site;
	const there = (await Promise.all(KINDS.map((kind) => named(site, kind, signal)))).flat();
	const namespace = await api.namespace(signal);
	const missing = `There is no ${workloadName(site)} in namespace ${namespace} (${api.place})`;
	if (there.length === 0) return `${missing}, and no other workload can be seen there: apply its manifest first, or correct \`namespace\` or \`context\`.`;
	const wanted = `${service.workload.kind}/${service.workload.name}`;
	const meant = there.find((one) => one.endsWith(`/${service.workload.name}`)) ?? nearest(wanted, there);
	return `${missing}; there is ${`${there.slice(0, MOST_NAMED).join(", ")}${there.length > MOST_NAMED ? ` and ${there.length - MOST_NAMED} more` : ""}`}: ${meant === null ? "correct `workload` or `namespace`" : `write \`workload: ${meant}\` if that is it`}, or apply its manifest first.`;
}
async function named(site, kind, signal) {
	return (await all(site.api, await appsPath(site, `${kind}s`, signal), signal)).map(({ metadata }) => `${kind}/${metadata.name}`).sort();
}
async function all(api, path, signal) {
	const list = await api.get(path, signal).catch(() => null);
	signal.throwIfAborted();
	return list?.items ?? [];
}

// src/platforms/kubernetes/image.ts
const VERSION = "{version}";
const DIGEST = "(?:@[a-z0-9+._-]+:[0-9a-f]+)?";
/** The image without tag and digest. */
function repositoryOf(image) {
	const [name] = image.split("@");
	const colon = name.lastIndexOf(":");
	return colon > name.lastIndexOf("/") ? name.slice(0, colon) : name;
}
/** The image of one version. */
function imageFor(template, version) {
	return template.replaceAll(VERSION, () => version);
}
/** Containers and init containers that the service file's `image` is for: the one that `container` names, else those of the same repository. */
function ourContainers({ image, container }, template) {
	const matching = (name, present) => container === null ? image.find((one) => repositoryOf(one) === repositoryOf(present) || versionIn(one, present) !== null) : image.find(() => container === name);
	return ["initContainers", "containers"].flatMap((list) => (template.spec[list] ?? []).flatMap(({ name, image: present = "" }, at) => {
		const line = matching(name, present);
		return line === void 0 ? [] : [{
			name,
			image: present,
			template: line,
			path: pointer("spec", "template", "spec", list, at, "image")
		}];
	}));
}
/** The version that all of our containers agree on; null where they do not, or their images are not of the service file's form. */
function versionOf(service, template) {
	const versions = ourContainers(service, template).map((ours) => versionIn(ours.template, ours.image));
	const [first = null] = versions;
	return versions.every((version) => version === first) ? first : null;
}
/** What stands for `{version}`. A digest that somebody added behind it is no part of it. */
function versionIn(template, image) {
	const [before = "", ...after] = template.split(VERSION).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	return new RegExp(`^${[before, ...after].reduce((all, part, at) => `${all}${at === 1 ? "(.+?)" : "\\1"}${part}`)}${DIGEST}$`).exec(image)?.[1] ?? null;
}

// src/platforms/kubernetes/pace.ts
const ROLLING_UPDATE = {
	deployment: "/spec/strategy/rollingUpdate",
	statefulset: "/spec/updateStrategy/rollingUpdate",
	daemonset: "/spec/updateStrategy/rollingUpdate"
};
/** How fast the service file wants it, by JSON pointer; only what it says. */
function paceOf({ workload, rollout }) {
	const { maxUnavailable, maxSurge, minReady } = rollout;
	const within = ROLLING_UPDATE[workload.kind];
	return {
		...maxUnavailable && { [`${within}/maxUnavailable`]: written(maxUnavailable) },
		...maxSurge && { [`${within}/maxSurge`]: written(maxSurge) },
		...minReady !== null && { "/spec/minReadySeconds": Math.ceil(minReady / 1e3) }
	};
}
function written({ value, unit }) {
	return unit === "percent" ? `${value}%` : value;
}
/** What there was of it before us, and what is to be. What the note says was there before wins: what is there now, we may have set. */
function pacing(service, workload, before) {
	const changes = Object.entries(paceOf(service)).flatMap(([path, set]) => {
		const now = valueAt(workload, path) ?? null;
		const was = before[path] ? before[path].was : now;
		return was === set && !before[path] ? [] : [[path, {
			was,
			set
		}]];
	});
	return {
		...before,
		...Object.fromEntries(changes)
	};
}
function setPace(workload, pace) {
	return Object.entries(pace).flatMap(([path, { set }]) => valueAt(workload, path) === set ? [] : [put(path, set)]);
}
/** Puts back what was there, but for what somebody else has set since. */
function restorePace(workload, pace) {
	return Object.entries(pace).flatMap(([path, { was, set }]) => valueAt(workload, path) === set ? [put(path, was)] : []);
}
function put(path, value) {
	return value === null ? {
		op: "remove",
		path
	} : {
		op: "add",
		path,
		value
	};
}

// src/platforms/kubernetes/update.ts
const RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
/** The note that `workload` gets for this target; `before` is the one of the same rollout that it has. Throws `Refused` where it cannot be deployed there. */
function noteFor(site, workload, target, before) {
	const { service } = site;
	if (workload.spec.paused) {
		const { kind, name } = service.workload;
		throw new Refused("drift", `${workloadName(site)} is paused: nothing would happen. Run \`kubectl rollout resume ${kind}/${name}\``);
	}
	const from = before?.from ?? {
		version: versionOf(service, workload.spec.template),
		spec: null
	};
	const isBack = before !== null && leadsBack(before, target);
	const images = isBack ? imagesBefore(before) : imagesOf(site, workload, target, before);
	const changes = setImages(workload, images).length > 0;
	return {
		to: target,
		from,
		images,
		restartedAt: restartedAt(workload, before, isBack, !isBack && !changes && target.spec !== null && contentOf(target.spec) !== target.spec),
		pace: pacing(service, workload, before?.pace ?? {}),
		...isBack && { back: true },
		...isBack && service.workload.kind === "statefulset" && { clearing: true }
	};
}
function leadsBack({ to, from, back }, target) {
	return (target.version === null || target.version === from.version) && (back === true || !isSame(to, target));
}
/** One write of all that the note says, and of the note itself, as long as nobody changed what it was made from. */
function operations(workload, note, before) {
	return [
		...unchanged(workload),
		...setImages(workload, note.images),
		...setRestart(workload, note, before),
		...setPace(workload, note.pace),
		annotate(workload, note)
	];
}
/** Fails where it is not what was read any more: what is told and how, not what its controller says of it. */
function unchanged({ metadata }) {
	const note = metadata.annotations?.[NOTE];
	return [
		{
			op: "test",
			path: "/metadata/uid",
			value: metadata.uid
		},
		{
			op: "test",
			path: "/metadata/generation",
			value: metadata.generation
		},
		...note === void 0 ? [] : [{
			op: "test",
			path: NOTE_PATH,
			value: note
		}]
	];
}
function annotate({ metadata }, note) {
	const value = JSON.stringify(note);
	return metadata.annotations ? {
		op: "add",
		path: NOTE_PATH,
		value
	} : {
		op: "add",
		path: "/metadata/annotations",
		value: { [NOTE]: value }
	};
}
function isSame(a, b) {
	return a.version === b.version && a.spec === b.spec;
}
/** The mark by which pods of the same image are replaced; null: none. */
function restartOf({ spec }) {
	return spec.template.metadata?.annotations?.[RESTARTED_AT] ?? null;
}
function imagesBefore({ images }) {
	return Object.fromEntries(Object.entries(images).map(([name, { was }]) => [name, {
		was,
		set: was
	}]));
}
function imagesOf(site, workload, { version }, before) {
	const { image, container } = site.service;
	if (version === null) throw new Refused("no-previous-version", `Nobody knows what ${workloadName(site)} ran before: set its image by hand`);
	const ours = ourContainers(site.service, workload.spec.template);
	if (ours.length === 0) {
		const looked = container === null ? `an image like ${image.join(" or ")}` : `the name ${container}`;
		throw new Refused("precondition", `${workloadName(site)} has no container with ${looked}: change \`image\` or \`container\` of the service`);
	}
	const set = ours.map(({ name, image: now, template }) => {
		return [name, {
			was: before?.images[name]?.was ?? now,
			set: imageFor(template, version)
		}];
	});
	return {
		...before?.images,
		...Object.fromEntries(set)
	};
}
function setImages({ spec }, images) {
	return ["initContainers", "containers"].flatMap((list) => (spec.template.spec[list] ?? []).flatMap(({ name, image }, at) => {
		const wanted = images[name]?.set;
		const path = pointer("spec", "template", "spec", list, at, "image");
		return wanted === void 0 || wanted === image ? [] : [{
			op: "replace",
			path,
			value: wanted
		}];
	}));
}
function restartedAt(workload, before, isBack, restarts) {
	const now = restartOf(workload);
	const was = before?.restartedAt.set == null ? now : before.restartedAt.was;
	if (restarts) return {
		was,
		set: (/* @__PURE__ */ new Date()).toISOString()
	};
	return isBack || before === null ? {
		was,
		set: null
	} : before.restartedAt;
}
function setRestart(workload, { restartedAt: { was, set } }, before) {
	const path = pointer("spec", "template", "metadata", "annotations", RESTARTED_AT);
	const now = restartOf(workload);
	if (set !== null) {
		if (workload.spec.template.metadata?.annotations) return set === now ? [] : [{
			op: "add",
			path,
			value: set
		}];
		return [{
			op: "add",
			path: pointer("spec", "template", "metadata", "annotations"),
			value: { [RESTARTED_AT]: set }
		}];
	}
	const ours = before?.restartedAt.set ?? null;
	if (ours === null || ours !== now) return [];
	return [was === null ? {
		op: "remove",
		path
	} : {
		op: "add",
		path,
		value: was
	}];
}

// src/platforms/kubernetes/drift.ts
const SPEC = ["f:spec"];
const TEMPLATE = [...SPEC, "f:template"];
/** Who changed since the note what is to run, and to what, in one sentence; null: nobody. */
function driftOf(site, workload, note) {
	const { containers, initContainers = [] } = workload.spec.template.spec;
	for (const [name, { set }] of Object.entries(note.images)) {
		const list = containers.some((one) => one.name === name) ? "containers" : "initContainers";
		const container = [...containers, ...initContainers].find((one) => one.name === name);
		if (!container) return `somebody (${lastWriter(workload)}) took the container ${name} out of ${workloadName(site)}`;
		const field = [
			...TEMPLATE,
			"f:spec",
			`f:${list}`,
			`k:${JSON.stringify({ name })}`,
			"f:image"
		];
		if (!isImage(container.image ?? "", set)) return `somebody (${lastWriter(workload, field)}) set the image of ${name} to ${container.image}`;
	}
	const mark = restartOf(workload);
	const { set } = note.restartedAt;
	if (set === null || mark !== null && Date.parse(mark) >= Math.floor(Date.parse(set) / 1e3) * 1e3) return null;
	return `somebody (${lastWriter(workload)}) took the restart of ${workloadName(site)} back`;
}
/** What checks images at the API server may add the digest. */
function isImage(present, set) {
	return present === set || present.startsWith(`${set}@`);
}
/** Manager and time, as the API server noted them, of the last write of a field; of what is to run where it is not said whose that field is. */
function lastWriter({ metadata }, field = TEMPLATE) {
	const writes = (metadata.managedFields ?? []).toSorted((a, b) => (b.time ?? "").localeCompare(a.time ?? ""));
	const write = [
		field,
		TEMPLATE,
		SPEC
	].flatMap((part) => writes.find(({ fieldsV1 }) => holds(fieldsV1, part)) ?? [])[0];
	return [write?.manager ?? "unknown", ...write?.time === void 0 ? [] : [`${write.time.slice(11, 19)} UTC`]].join(", ");
}
function holds(fields, [key, ...rest]) {
	if (key === void 0) return true;
	const inner = fields?.[key];
	return inner !== void 0 && holds(inner, rest);
}

// src/platforms/kubernetes/next.ts
/** On everything that a rollout makes beside the user's own objects, with the name of the next track: its pods are selected by it, and it says what may be deleted. */
const TRACK = "sluice-actions.github.io/track";
const LONGEST$2 = 63;
const SUFFIX = "-next";
/** Fits a Deployment, a Service and a value of a label. */
const FITTING = new RegExp(`^[a-z][a-z0-9-]{0,57}$`);
/** The name of the track beside a workload, and of its Deployment, Service and PodDisruptionBudget. */
function nextName(workload) {
	if (FITTING.test(workload)) return `${workload}${SUFFIX}`;
	const plain = workload.replaceAll(".", "-").replace(/^\d/, "n$&");
	const end = `-${digest(workload).slice(0, 8)}${SUFFIX}`;
	return `${plain.slice(0, LONGEST$2 - end.length)}${end}`;
}
/** The same service with the Deployment of its next track for a workload. */
function nextSite({ service, api }) {
	return {
		service: {
			...service,
			workload: {
				kind: "deployment",
				name: nextName(service.workload.name)
			}
		},
		api
	};
}

// src/platforms/kubernetes/installed.ts
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

// src/platforms/kubernetes/others.ts
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
/** Whether a reference names this workload. */
function isIt(named, { kind, name }) {
	return named?.name === name && named.kind?.toLowerCase() === kind;
}
/** Whether pods with these labels are among those that are selected. */
function selects(selector, podLabels) {
	const wanted = Object.entries(selector ?? {});
	return wanted.length > 0 && wanted.every(([key, value]) => podLabels[key] === value);
}

// src/platforms/kubernetes/selector.ts
/** The query for what a selector of an object selects. */
function labelSelector({ matchLabels = {}, matchExpressions = [] }) {
	const equal = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
	const others = matchExpressions.map(({ key, operator, values = [] }) => {
		if (operator === "Exists") return key;
		if (operator === "DoesNotExist") return `!${key}`;
		return `${key} ${operator === "In" ? "in" : "notin"} (${values.join(",")})`;
	});
	return [...equal, ...others].join(",");
}

// src/platforms/kubernetes/backend.ts
/** On the Service, in the same write as the selector that leads to the next track: what {@link Switch} says. */
const SWITCH = "sluice-actions.github.io/selector";
/** The Service before a workload whose traffic can be moved; a sentence where there is none, or several. */
async function backendOf(site, home, signal) {
	const found = await serviceOf(site, home.spec.template.metadata?.labels ?? {}, signal);
	if ("names" in found) return missing$1(site, found);
	const { name } = found.metadata;
	if (isHeadless(found)) return `The Service ${name} is headless: its callers take the addresses of pods from DNS and keep them, so that nobody can shift its traffic. Make one without \`clusterIP: None\`, and let callers use that.`;
	const present = switchOf(site, found);
	const selector = ownSelector(site, found);
	const keys = Object.keys(selector).toSorted();
	const key = keys.find((one) => one === present?.key) ?? keys.find((one) => home.spec.selector.matchLabels?.[one] !== void 0) ?? keys[0];
	return {
		name,
		ports: (found.spec?.ports ?? []).map(({ nodePort: _own, ...port }) => port),
		selector,
		key,
		switched: present !== null && found.spec?.selector?.[key] === present.set,
		object: found
	};
}
/** The switch that is noted on a Service for the next track of this workload; null: none. Its selector may be another one again. */
function switchOf(site, service) {
	try {
		const noted = JSON.parse(ourAnnotation(service, "sluice-actions.github.io/selector") ?? "null");
		return typeof noted?.key === "string" && typeof noted.was === "string" && noted.set === nextName(site.service.workload.name) ? noted : null;
	} catch {
		return null;
	}
}
/**
* The Service that leads to pods with these labels, or would if it were not switched. Of several, the one with a name of ours; headless ones,
* which a StatefulSet has for names, count only where there is no other. Where it cannot be told: the names of all that do, and
* where none does, the one with a name of ours that leads elsewhere.
*/
async function serviceOf(site, podLabels, signal) {
	const { name, workload } = site.service;
	const all = await candidates(site, signal);
	const isOurs = (one) => selects(ownSelector(site, one), podLabels) || switchOf(site, one) !== null;
	const leading = all.filter((one) => isOurs(one) && (one.spec?.ports ?? []).length > 0);
	const balanced = leading.filter((one) => !isHeadless(one));
	const choice = balanced.length > 0 ? balanced : leading;
	const names = [name, workload.name];
	const chosen = choice.length === 1 ? choice[0] : choice.find(({ metadata }) => names.includes(metadata.name));
	if (chosen !== void 0) return chosen;
	const aside = choice.length > 0 ? void 0 : all.find(({ metadata }) => names.includes(metadata.name));
	return {
		names: choice.map(({ metadata }) => metadata.name),
		aside: aside ?? null
	};
}
async function candidates(site, signal) {
	const path = await corePath(site, "services", signal);
	const { backend } = site.service;
	if (backend === null) return (await site.api.get(path, signal))?.items ?? [];
	const one = await site.api.get(`${path}/${encodeURIComponent(backend)}`, signal);
	return one === null ? [] : [one];
}
function ownSelector(site, service) {
	const selector = service.spec?.selector ?? {};
	const present = switchOf(site, service);
	return present !== null && selector[present.key] === present.set ? {
		...selector,
		[present.key]: present.was
	} : selector;
}
function isHeadless({ spec }) {
	return spec?.clusterIP === "None";
}
function missing$1(site, { names, aside }) {
	const { backend, name } = site.service;
	const pods = `the pods of ${workloadName(site)}`;
	if (names.length > 0) {
		const write = `write the one that users reach to the service file, such as \`backend: ${names[0]}\``;
		return `Several Services select ${pods} (${names.join(", ")}), and none is named ${name}: ${write}.`;
	}
	if (backend !== null) return `There is no Service ${backend} that selects ${pods} and has ports: change \`backend\` of the service, or make it.`;
	if (aside !== null) {
		const { metadata, spec } = aside;
		const selector = labelSelector({ matchLabels: spec?.selector ?? {} }) || "nothing";
		const who = lastWriter(aside, ["f:spec", "f:selector"]);
		return `The Service ${metadata.name} selects ${selector} (${who}) and not ${pods}: put its selector right, or write another one as \`backend\`.`;
	}
	return `No Service selects ${pods}: make one by which users reach them.`;
}

// src/platforms/kubernetes/containers.ts
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

// src/platforms/kubernetes/door.ts
/** The Service that leads to pods with these labels, also while it leads to those of the next track. */
async function door(site, podLabels, signal) {
	const found = await serviceOf(site, podLabels, signal);
	if (!("names" in found)) return {
		name: found.metadata.name,
		port: found.spec?.ports?.[0]?.port
	};
	const { names } = found;
	const { backend, name } = site.service;
	const pods = `the pods of ${workloadName(site)}`;
	if (names.length === 0) return `${backend === null ? "No Service selects" : `There is no Service ${backend} that selects`} ${pods}: make one, or take \`smoke-test\` out.`;
	return `${`Several Services select ${pods} (${names.join(", ")}), and none is named ${name}`}: name the one that users reach so, or take \`smoke-test\` out.`;
}

// src/platforms/kubernetes/drain.ts
const USUAL_GRACE = 30;
/** What a pod may lack to end without failing a request, with the lines to add; null where it lacks nothing that can be seen from outside. */
function drainHint({ terminationGracePeriodSeconds: grace = USUAL_GRACE, containers }) {
	const without = containers.filter(({ lifecycle }) => lifecycle?.preStop === void 0).map(({ name }) => name);
	if (grace === 0) return "The pods are killed at once (`terminationGracePeriodSeconds: 0`), and the requests in them with them. Write `terminationGracePeriodSeconds: 30`.";
	if (without.length === 0) return null;
	return `${without.length === 1 ? `Container ${without[0]} has` : `Containers ${without.join(", ")} have`} no preStop. Requests still come in for some seconds after a pod was told to end. If the program does not go on serving for 5 s after SIGTERM by itself, add to the container: \`lifecycle: { preStop: { sleep: { seconds: 5 } } }\`.`;
}

// src/platforms/kubernetes/api.ts
/** What the API server said no to; what it could not be asked is a plain error, and tried again. */
var ApiError = class extends Error {
	name = "ApiError";
	status;
	constructor(status, message) {
		super(message);
		this.status = status;
	}
};

// src/platforms/kubernetes/workload.ts
/** null where there is none of this name. */
async function readWorkload(site, signal) {
	return site.api.get(await workloadPath(site, signal), signal);
}
/** Whether its controller has seen what it is told now: before that its status speaks of what was told before. */
function isObserved({ metadata, status }) {
	return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
}

// src/platforms/kubernetes/left-over.ts
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

// src/platforms/kubernetes/pods.ts
/** Query for the pods of a workload; with `more`, only for those of it that carry these labels too. */
function podsOf(workload, more = {}) {
	const extra = Object.entries(more).map(([key, value]) => `${key}=${value}`);
	return { labelSelector: [labelSelector(workload.spec.selector), ...extra].join(",") };
}
async function listPods(site, query, signal) {
	const list = await site.api.get(await corePath(site, "pods", signal), signal, query);
	if (list === null) throw new Error(`the namespace of ${site.service.workload.name} has no pods to be listed`);
	return list;
}
function conditionOf({ status }, type) {
	return status?.conditions?.find((condition) => condition.type === type);
}
/** Gets requests: ready, and not on its way out. */
function isReady(pod) {
	return !isEnding(pod) && conditionOf(pod, "Ready")?.status === "True";
}
function isEnding({ metadata }) {
	return metadata.deletionTimestamp !== void 0;
}
/** Ready for as long as is asked, in seconds; by this machine's clock against the cluster's, as good as that is. */
function isAvailable(pod, minReadySeconds) {
	if (!isReady(pod)) return false;
	return minReadySeconds === 0 || Date.now() >= Date.parse(conditionOf(pod, "Ready")?.lastTransitionTime ?? "") + minReadySeconds * 1e3;
}
/** All its containers, in the order in which they start. */
function containersOf({ status }) {
	return [...status?.initContainerStatuses ?? [], ...status?.containerStatuses ?? []];
}

// src/platforms/kubernetes/neighbours.ts
const HASH$1 = "pod-template-hash";
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
	const end = `-${metadata.labels?.[HASH$1]}`;
	return [owner.kind === "ReplicaSet" && owner.name.endsWith(end) ? `deployment ${owner.name.slice(0, -end.length)}` : `${owner.kind.toLowerCase()} ${owner.name}`];
}

// src/platforms/kubernetes/owners.ts
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

// src/platforms/kubernetes/journal-name.ts
/**
* What the ConfigMap is called that holds the journal. Two services never have the same one: what could be read in two ways
* (`a-b` in `c`, `a` in `b-c`), or is no name for the API server, becomes a digest.
*/
function journalName(service, environment) {
	return /^[a-z0-9][a-z0-9-]*$/.test(service) && /^[a-z0-9]+$/.test(environment) ? `sluice-${service}-${environment}` : `sluice-${digest([service, environment])}`;
}

// src/platforms/kubernetes/needed.ts
const WATCHED = "to say at once how a pod is, and why";
const SEEN = "to see whether a NetworkPolicy means only the pods that run now";
/**
* All that a rollout of this kind asks of the API server, the way back and the journal included; but for what only the names of its Service and
* its autoscaler tell.
*/
function neededRights(service, kind) {
	return [...workloadRights(service, kind), ...kind === "tracks" ? trackRights(service) : doorRights(service)];
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
	return [{
		group: "gateway.networking.k8s.io",
		resource: `${kind}s`,
		name,
		...where,
		verbs: [
			"get",
			"patch",
			"watch"
		]
	}];
}

// src/platforms/kubernetes/rights.ts
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

// src/platforms/kubernetes/serving.ts
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

// src/platforms/kubernetes/policies.ts
/** NetworkPolicies that mean the pods of home and would not mean those of the next track, or the other way round. */
async function policies(site, home, backend, signal) {
	const path = `/apis/networking.k8s.io/v1/namespaces/${encodeURIComponent(await site.api.namespace(signal))}/networkpolicies`;
	const all = await readable(() => site.api.get(path, signal));
	if (all === "forbidden") return [];
	const next = nextName(site.service.workload.name);
	const [ofHome, ofNext] = [home.spec.template.metadata?.labels ?? {}, nextLabels(home, backend, next)];
	return (all?.items ?? []).filter((policy) => selectorsOf(policy).some((selector) => tells(selector, ofHome, ofNext))).map(({ metadata }) => ({ message: told$1(site, metadata.name, backend, next) }));
}
/** All by which a policy means pods of its own namespace: whom it holds for, and whom it lets through. */
function selectorsOf({ spec }) {
	const peers = [...(spec?.ingress ?? []).flatMap(({ from = [] }) => from), ...(spec?.egress ?? []).flatMap(({ to = [] }) => to)];
	return [spec?.podSelector, ...peers.map(({ podSelector }) => podSelector)].filter((selector) => selector !== void 0);
}
function tells(selector, ofHome, ofNext) {
	return matches(selector, ofHome) !== matches(selector, ofNext);
}
function told$1(site, name, { key, selector }, next) {
	const line = `matchExpressions: [{ key: ${key}, operator: In, values: [${selector[key]}, ${next}] }]`;
	return `The NetworkPolicy ${name} tells pods apart by ${key}, which is ${selector[key]} on the pods of ${workloadName(site)} and ${next} on those of the next track, so that one of them would not be reached, or reach others: write \`${line}\` there in place of \`${key}: ${selector[key]}\`.`;
}

// src/platforms/kubernetes/scalers.ts
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

// src/platforms/kubernetes/services.ts
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

// src/platforms/kubernetes/changed.ts
/** Resolves when the workload or one of the pods that were looked at changed since, or on abort. What cannot be watched changes unseen. */
async function changedSince(site, { name, version, pods }, signal) {
	const over = new AbortController();
	const both = AbortSignal.any([signal, over.signal]);
	const watched = async (path, from, query) => {
		try {
			await site.api.changed(await path, from, both, query);
		} catch {
			await aborted(both);
		}
	};
	await setTimeout(Math.min(pods?.count ?? 0, 1e3), void 0, { signal }).catch(() => {});
	if (signal.aborted) return;
	const watches = [watched(workloadsPath(site, signal), version, { fieldSelector: `metadata.name=${name}` })];
	if (pods) watches.push(watched(corePath(site, "pods", signal), pods.version, pods.query));
	await Promise.race(watches);
	over.abort();
	await Promise.all(watches);
}
/** Resolves on abort. */
function aborted(signal) {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resolve) => {
		signal.addEventListener("abort", () => resolve(), { once: true });
	});
}

// src/platforms/kubernetes/share-check.ts
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

// src/platforms/kubernetes/tracks-check.ts
/**
* What two tracks need beside what a rolling update does: of the workload itself, and of the Service before it.
* @param backend null where it is not known; `none` where nobody calls the workload
*/
async function tracksProblems(site, home, backend, ahead, signal) {
	return [
		...sizeProblems(site, home),
		...backend === "none" ? shareProblems(site, ahead) : weightProblems(site, ahead),
		...backend === null || backend === "none" ? [] : await backendProblems(site, home, backend, signal),
		...await scalers(site, home, signal)
	];
}
function sizeProblems(site, { spec }) {
	if (spec.replicas !== 0) return [];
	const { kind, name } = site.service.workload;
	const scale = `\`kubectl scale ${kind}/${name} --replicas=2\``;
	return [{ message: `${workloadName(site)} is scaled to 0, so that there is no traffic to be moved: scale it up first (${scale}).` }];
}
/** Where only the number of pods gives a share, the next track cannot have more than home. */
function weightProblems({ service }, ahead) {
	if (service.route !== null || ahead?.goal.stage !== "canary") return [];
	const beyond = [.../* @__PURE__ */ new Set([ahead.goal.weight, ...service.rollout.weights ?? []])].filter((weight) => weight > 50 && weight < 100);
	if (beyond.length === 0) return [];
	const write = `write weights up to ${50}, and 100, or a \`route\` that can give any share`;
	return [{ message: `The Service alone gives each pod the same share, and home keeps its pods, so that ${beyond.join(", ")} % cannot be given: ${write}.` }];
}
async function backendProblems(site, home, backend, signal) {
	const found = await Promise.all([
		missingAtBackend(site, backend, signal),
		policies(site, home, backend, signal),
		otherServices(site, home, backend, signal),
		routeProblems(site, signal)
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
async function routeProblems(site, signal) {
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
	return [...wrong === null ? [] : [{ message: wrong }], ...(route === null ? [] : trafficOwners(route, scene.place.title, undone)).map((message) => ({
		message,
		unchecked: true
	}))];
}
function serviceOwners(site, { name, object }) {
	const undone = `brings back its selector, and with it all callers to ${workloadName(site)}`;
	return trafficOwners(object, `service ${name}`, undone).map((message) => ({
		message,
		unchecked: true
	}));
}

// src/platforms/kubernetes/uncalled.ts
/**
* Whether nobody calls the workload, as the consumers of a queue: no Service selects its pods, and the service file names none. Then a share of
* its work is a share of its pods. Not where one that led callers to it is gone in the middle of a rollout.
*/
async function isUncalled(site, home, signal) {
	const { backend, route, workload } = site.service;
	if (backend !== null || route !== null) return false;
	const found = await serviceOf(site, home.spec.template.metadata?.labels ?? {}, signal);
	if (!("names" in found) || found.names.length > 0 || found.aside !== null) return false;
	return await site.api.get(`${await corePath(site, "services", signal)}/${nextName(workload.name)}`, signal) === null;
}

// src/platforms/kubernetes/underway.ts
/** Milliseconds that a controller may take to see what it is told, and between two looks at that. */
const [PATIENCE$3, AGAIN$1] = [5e3, 100];
/** The workload as soon as its status speaks of what it is told now: it may have been applied or scaled a moment ago. null: there is none. */
async function readObserved(site, signal) {
	for (const until = performance.now() + PATIENCE$3;; await setTimeout(AGAIN$1, void 0, { signal })) {
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

// src/platforms/kubernetes/check.ts
/**
* What would fail later, or would be undone by others, found without writing. What cannot be seen for want of a right is left out: the right is
* named.
*/
async function check(site, kind, signal, ahead) {
	if (kind === "tracks" && site.service.workload.kind !== "deployment") return [{ message: noTracks(site) }];
	const { problems, blind } = await missingRights(site, kind, signal);
	if (blind) return problems;
	const workload = await readObserved(site, signal);
	if (workload === null) return [...problems, { message: await absent$1(site, signal) }];
	const backend = await readable(() => backendOf(site, workload, signal));
	const known = typeof backend === "string" ? null : backend;
	const isWithout = kind === "tracks" && known === null && await readable(() => isUncalled(site, workload, signal)) === true;
	return [
		...problems,
		...workloadProblems(site, kind, workload),
		...kind === "tracks" && typeof backend === "string" && backend !== "forbidden" && !isWithout ? [{ message: backend }] : [],
		...await doorProblems(site, kind, workload, signal),
		...known === null ? [] : await neighbours(site, known, signal),
		...await leftOver(site, kind, known, ahead, signal),
		...kind === "tracks" ? await tracksProblems(site, workload, isWithout ? "none" : known, ahead, signal) : [],
		...await others(site, workload.spec.template.metadata?.labels ?? {}, signal),
		...owners(workload, workloadName(site)).map(unchecked),
		...isWithout ? [] : hints(workload)
	];
}
function noTracks(site) {
	return `${workloadName(site)} has no two tracks, which only a deployment can have: use \`rolling\`, or write \`workload: deployment/NAME\`.`;
}
function workloadProblems(site, kind, workload) {
	const name = workloadName(site);
	const rolling = underway(site.service, workload);
	return [
		...containerProblems(site, workload.spec.template).map((message) => ({ message })),
		...servingProblems(site, kind, workload),
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

// src/platforms/kubernetes/call.ts
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

// src/platforms/kubernetes/kubectl.ts
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

// src/platforms/kubernetes/proxy.ts
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

// src/platforms/kubernetes/connection.ts
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

// src/platforms/kubernetes/forbidden.ts
const SAID = /cannot ([\w-]+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?/;
/** What a 403 of the API server means: its own sentence, and where a right is missing the rule that gives it. */
function forbidden(message) {
	const [, verb, resource, group, namespace] = SAID.exec(message) ?? [];
	if (verb === void 0 || resource === void 0) return new Refused("precondition", `The API server does not allow it: ${message}`);
	const role = namespace === void 0 ? "a ClusterRole of that user" : `a Role of that user in namespace ${namespace}`;
	const rule = [
		`- apiGroups: ["${group}"]`,
		`  resources: ["${resource}"]`,
		`  verbs: ["${verb}"]`
	];
	return new Refused("precondition", [`${message}. Add this rule to ${role}:`, ...rule].join("\n"));
}

// src/platforms/kubernetes/refusal.ts
const MOST_SHOWN = 600;
/** What an answer means that is neither what was asked for nor one that the caller knows what to do with. */
function refusal(place, { method, path }, answer, said) {
	const { status, headers } = answer;
	if (isOfKubectl(answer)) return unreached(place, shown(answer.text), said);
	const message = messageOf(answer);
	if (status === 403) return forbidden(message);
	if (status === 401) return new Refused("precondition", `The API server of ${place} does not accept the login of kubectl (${message}): log in again before this step, or renew the token or certificate in the kubeconfig`);
	if (status === 429 || status >= 500) {
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
/** Whether the answer is kubectl's own: the API server gives each of its answers a number for its audit. */
function isOfKubectl({ status, headers }) {
	return status === 500 && headers["audit-id"] === void 0 && headers["content-type"]?.startsWith("text/plain") === true;
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

// src/platforms/kubernetes/watch.ts
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

// src/platforms/kubernetes/client.ts
/** As whom the API server notes our writes in `managedFields`. */
const WRITES = { fieldManager: "sluice" };
/** How many times a read is asked again where the server is busy and says so; a write is decided anew by who made it. */
const MOST_BUSY = 3;
const LONGEST_PAUSE = 5;
const [JSON_TEXT, JSON_PATCH] = ["application/json", "application/json-patch+json"];
/** The API server that a context of the user's kubeconfig leads to; null: the current context, its namespace. Nothing is started before the first call. */
function openApi(options) {
	const connection = connectionTo(options.context);
	async function tell(call, signal) {
		let answer = await exchange(connection, call, signal);
		if (answer.status === 401) answer = await exchange(connection, call, signal);
		for (let time = 0; time < MOST_BUSY && call.method === "GET" && answer.status === 429 && statusOf(answer) !== null; time++) {
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
		async remove(path, signal) {
			const call = {
				method: "DELETE",
				path
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
const isGood = ({ status }) => status >= 200 && status < 300;
const absent = ({ status }) => status === 404 ? null : void 0;
const isTaken = (answer) => statusOf(answer)?.reason === "AlreadyExists" ? "exists" : void 0;
const overtaken = (answer) => [404, 409].includes(answer.status) || isMisfit(answer) ? "conflict" : void 0;

// src/platforms/kubernetes/revision.ts
const REVISION = "deployment.kubernetes.io/revision";
const HASH = "pod-template-hash";
/** The label by which StatefulSets and DaemonSets mark the pods of a revision. */
const REVISION_HASH = "controller-revision-hash";
/**
* Finds the present revision of a workload: null as long as its controller has not made it. What makes the pods of a Deployment is asked
* for only where that may have changed.
*/
function revisions(site) {
	let known = null;
	return async (workload, signal) => {
		if (!isObserved(workload)) return null;
		const { kind, name } = site.service.workload;
		if (kind === "statefulset") return marked(workload.status?.updateRevision, {
			kind: "StatefulSet",
			name
		});
		const { uid, generation, annotations } = workload.metadata;
		const key = `${uid} ${generation} ${annotations?.[REVISION]}`;
		if (known?.key === key) return known.revision;
		const revision = kind === "deployment" ? await newestReplicaSet(site, workload, signal) : await newestRevision(site, workload, signal);
		known = revision && {
			key,
			revision
		};
		return revision;
	};
}
function marked(hash, owner) {
	return hash === void 0 ? null : {
		labels: { [REVISION_HASH]: hash },
		owner
	};
}
async function newestReplicaSet(site, workload, signal) {
	const wanted = workload.metadata.annotations?.[REVISION];
	const found = (await owned(site, "replicasets", workload, signal)).find(({ metadata }) => wanted !== void 0 && metadata.annotations?.[REVISION] === wanted);
	const hash = found?.metadata.labels?.[HASH];
	return found && hash !== void 0 ? {
		labels: { [HASH]: hash },
		owner: {
			kind: "ReplicaSet",
			name: found.metadata.name
		}
	} : null;
}
async function newestRevision(site, workload, signal) {
	const [newest] = (await owned(site, "controllerrevisions", workload, signal)).toSorted((a, b) => b.revision - a.revision);
	return marked(newest?.metadata.labels?.[REVISION_HASH], {
		kind: "DaemonSet",
		name: workload.metadata.name
	});
}
async function owned(site, plural, workload, signal) {
	const query = { labelSelector: labelSelector(workload.spec.selector) };
	return ((await site.api.get(await appsPath(site, plural, signal), signal, query))?.items ?? []).filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === workload.metadata.uid));
}

// src/platforms/kubernetes/broken.ts
/**
* Deletes the pods of a StatefulSet that are not ready and of another revision than it is told to run. It waits for each pod to be ready before
* it replaces the next, so that one that never will be keeps it from going back. Ready ones it replaces itself.
*/
async function clearBroken(site, signal) {
	const workload = await readObserved(site, signal);
	if (workload === null) return;
	if (!isObserved(workload)) throw new Error(`the controller of ${workloadName(site)} has not taken in yet what it was told`);
	const { items } = await listPods(site, podsOf(workload), signal);
	const isTold = (labels = {}) => labels[REVISION_HASH] === workload.status?.updateRevision;
	const broken = items.filter((pod) => !isReady(pod) && !isEnding(pod) && !isTold(pod.metadata.labels));
	const pods = await corePath(site, "pods", signal);
	for (const { metadata } of broken) await site.api.remove(`${pods}/${encodeURIComponent(metadata.name)}`, signal);
}

// src/platforms/kubernetes/events.ts
/** What was said about one object, the newest first. Empty where it may not be read: it only explains. */
async function eventsOf(site, object, signal) {
	const fieldSelector = `involvedObject.kind=${object.kind},involvedObject.name=${object.name}`;
	try {
		return ((await site.api.get(await corePath(site, "events", signal), signal, {
			fieldSelector,
			limit: "100"
		}))?.items ?? []).toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof Error) return [];
		throw error;
	}
}
function timeOf({ series, lastTimestamp, eventTime, metadata }) {
	return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? "";
}

// src/platforms/kubernetes/failure.ts
/** What may be a passing fault: a registry that was busy once, a ConfigMap that comes with the next command. */
const MAY_PASS = 1e4;
/** Room may be made: by pods that end, by another node. */
const ROOM = 3e4;
/** What containers wait for in vain. Where the kubelet backs off, it has tried more than once, or was told no for good. */
const HOPELESS = {
	ImagePullBackOff: 0,
	InvalidImageName: 0,
	ErrImageNeverPull: 0,
	CrashLoopBackOff: 0,
	ErrImagePull: MAY_PASS,
	CreateContainerConfigError: MAY_PASS,
	CreateContainerError: MAY_PASS,
	RunContainerError: MAY_PASS
};
/** What keeps a pod that is not ready from becoming so, as far as waiting may be pointless; null: nothing of the kind. */
function symptomOf(pod) {
	const common = {
		pod: pod.metadata.name,
		container: null,
		crashed: false,
		needsRoom: false
	};
	for (const status of containersOf(pod)) {
		const { waiting } = status.state ?? {};
		const ended = lastEnd(status);
		const crashed = ended !== void 0;
		if (ended?.reason === "OOMKilled") {
			const message = `it used more memory than its limit, and was ended${ended.exitCode === void 0 ? "" : ` with ${ended.exitCode}`}`;
			return {
				...common,
				container: status.name,
				reason: "OOMKilled",
				message,
				patience: 0,
				crashed
			};
		}
		const patience = HOPELESS[waiting?.reason ?? ""];
		if (patience === void 0) continue;
		const exit = ended?.exitCode === void 0 ? "" : `it ended with ${ended.exitCode}${ended.message ? ` (${ended.message.trim()})` : ""}: `;
		return {
			...common,
			container: status.name,
			reason: waiting?.reason ?? "",
			message: `${exit}${waiting?.message ?? ""}`,
			patience,
			crashed
		};
	}
	const scheduled = conditionOf(pod, "PodScheduled");
	if (scheduled?.status !== "False" || scheduled.reason !== "Unschedulable") return null;
	return {
		...common,
		reason: "FailedScheduling",
		message: scheduled.message ?? "",
		patience: ROOM,
		needsRoom: true
	};
}
function lastEnd({ state, lastState }) {
	return state?.terminated ?? lastState?.terminated;
}

// src/platforms/kubernetes/log.ts
const LINES = 20;
const LONGEST$1 = 3500;
/** The last lines that a container printed, also one that has ended; as it printed them. Says why where they cannot be had: they only explain. */
async function lastLines(site, pod, container, crashed, signal) {
	const path = `${await corePath(site, "pods", signal)}/${encodeURIComponent(pod)}/log`;
	const query = {
		container,
		tailLines: `${LINES}`,
		limitBytes: "65536"
	};
	const tries = crashed ? [{
		...query,
		previous: "true"
	}, query] : [query];
	let why = "it printed nothing";
	for (const one of tries) try {
		const text = (await site.api.text(path, signal, one))?.trimEnd() ?? "";
		if (text !== "") return shortened(text);
	} catch (error) {
		signal.throwIfAborted();
		why = error instanceof Error ? error.message : String(error);
	}
	return `(no log of ${container}: ${why})`;
}
/** The end of it, which tells why. */
function shortened(text) {
	return text.length <= LONGEST$1 ? text : `…${text.slice(-3500)}`;
}

// src/platforms/kubernetes/hopeless.ts
/** Events by which somebody says that a node is on its way: the cluster autoscaler, Karpenter, the scheduler that makes room. */
const NODE_COMES = /* @__PURE__ */ new Set([
	"TriggeredScaleUp",
	"Nominated",
	"Preempted"
]);
/** Milliseconds in which a controller, or the scheduler, takes what has become free. */
const TAKEN = 5e3;
/** Milliseconds in which a pod is there that takes the place of another. */
const USUAL$1 = 1e4;
/** Why waiting cannot help, with what Kubernetes and the container said last; null: it may. Asks for more than it was given only where it seems so. */
async function hopeless(look, signal) {
	const { site, unready, lasting } = look;
	const [first = null] = unready.flatMap((pod) => {
		const symptom = symptomOf(pod);
		if (symptom === null) return [];
		return lasting.seen(`${pod.metadata.uid} ${symptom.container} ${symptom.reason}`) >= symptom.patience ? [{
			pod,
			symptom
		}] : [];
	}).toSorted((a, b) => Number(a.symptom.needsRoom) - Number(b.symptom.needsRoom));
	if (first === null) return notCreated(look, signal);
	if (first.symptom.needsRoom && (look.isBack || await roomMayCome(look, first.pod, signal))) return null;
	return told(site, first.symptom, signal);
}
async function told(site, { pod, container, reason, message, crashed }, signal) {
	const head = `pod ${pod}${container === null ? "" : `, container ${container}`}: ${reason}${message === "" ? "" : `: ${message}`}`;
	return container === null || !crashed ? head : `${head}\n${await lastLines(site, pod, container, crashed, signal)}`;
}
/** Pods on their way out still hold what they have; a node may be on its way. */
async function roomMayCome(look, pod, signal) {
	if (pod.status?.nominatedNodeName || await someEnd(look, signal)) return true;
	if (look.lasting.seen(`${pod.metadata.uid} none ends`) < TAKEN) return true;
	return (await eventsOf(look.site, {
		kind: "Pod",
		name: pod.metadata.name
	}, signal)).some(({ reason = "" }) => NODE_COMES.has(reason));
}
async function someEnd({ site, workload }, signal) {
	const { items } = await listPods(site, podsOf(workload), signal);
	return items.some(isEnding);
}
/** A quota, or whatever checks pods at the API server, lets none be made: that is told of their owner, for there is no pod. */
async function notCreated(look, signal) {
	const { site, workload, counts, revision, unready, lasting, isBack } = look;
	if (isBack) return null;
	const failure = workload.status?.conditions?.find(({ type, status }) => type === "ReplicaFailure" && status === "True");
	if (!failure && (counts.existing >= counts.wanted || unready.length > 0)) return null;
	const what = `${workload.metadata.uid} ${workload.metadata.generation} no pod`;
	const total = lasting.seen(what);
	if (!failure && total < USUAL$1 || await someEnd(look, signal)) return null;
	if (lasting.seen(`${what} ${counts.updated} ${counts.existing} ${counts.serving}`) < 3e4) return null;
	const said = failure ?? (await eventsOf(site, revision.owner, signal))[0];
	if (said?.reason !== "FailedCreate") return null;
	return `no pod of ${workloadName(site)} can be made: ${said.reason}: ${said.message}`;
}

// src/platforms/kubernetes/lasting.ts
function lasting(now = () => performance.now()) {
	let before = /* @__PURE__ */ new Map();
	let present = /* @__PURE__ */ new Map();
	return {
		seen(what) {
			const since = present.get(what) ?? before.get(what) ?? now();
			present.set(what, since);
			return now() - since;
		},
		next() {
			before = present;
			present = /* @__PURE__ */ new Map();
		}
	};
}

// src/platforms/kubernetes/progress.ts
/** How far the controller is, by its own numbers; what is settled, `kubectl rollout status` calls successfully rolled out. */
function countsOf(kind, workload) {
	const counts = kind === "daemonset" ? onNodes(workload) : inReplicas(workload);
	const { wanted, updated, existing, serving, available } = counts;
	if (!isObserved(workload)) return {
		...counts,
		updated: 0,
		settled: false
	};
	const all = updated >= wanted && available >= wanted;
	switch (kind) {
		case "deployment": return {
			...counts,
			settled: all && existing <= updated && available >= updated
		};
		case "statefulset": {
			const { currentRevision, updateRevision } = workload.status ?? {};
			return {
				...counts,
				settled: all && serving >= wanted && existing <= wanted && currentRevision === updateRevision
			};
		}
		case "daemonset": return {
			...counts,
			settled: all
		};
	}
}
function inReplicas({ spec, status = {} }) {
	return {
		wanted: spec.replicas ?? 1,
		updated: status.updatedReplicas ?? 0,
		existing: status.replicas ?? 0,
		serving: status.readyReplicas ?? 0,
		available: status.availableReplicas ?? 0
	};
}
function onNodes({ status = {} }) {
	return {
		wanted: status.desiredNumberScheduled ?? 0,
		updated: status.updatedNumberScheduled ?? 0,
		existing: status.currentNumberScheduled ?? 0,
		serving: status.numberReady ?? 0,
		available: status.numberAvailable ?? 0
	};
}

// src/platforms/kubernetes/settle.ts
/** One write that takes back what was for the time of the rollout only. */
function settling(workload, note) {
	const isThere = workload.metadata.annotations?.[NOTE] !== void 0;
	return [
		...unchanged(workload),
		...restorePace(workload, note.pace),
		...isThere ? [{
			op: "remove",
			path: NOTE_PATH
		}] : []
	];
}

// src/platforms/kubernetes/waiting.ts
const LONGEST = 240;
/** Milliseconds in which a pod gets ready, and nothing need be said of it. */
const USUAL = 3e3;
/** What the pod waits for that has not been ready for longest, in one line; null where none waits for long. Asks for events of that one only. */
async function waitsFor({ site, workload, unready, lasting }, signal) {
	if (workload.spec.paused) return "it is paused";
	const [longest] = unready.map((pod) => ({
		pod,
		time: lasting.seen(`${pod.metadata.uid} unready`)
	})).toSorted((a, b) => b.time - a.time);
	if (!longest || longest.time < USUAL) return null;
	const { name } = longest.pod.metadata;
	const state = stateOf(longest.pod);
	const line = `${name}: ${(state === NOT_READY ? await eventsOf(site, {
		kind: "Pod",
		name
	}, signal) : []).find(({ reason }) => reason === "Unhealthy")?.message ?? state}`.replace(/\s+/g, " ");
	return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}
const NOT_READY = "runs, and is not ready";
function stateOf(pod) {
	const scheduled = conditionOf(pod, "PodScheduled");
	if (scheduled?.status === "False") return `${scheduled.reason}: ${scheduled.message}`;
	for (const { name, state = {} } of containersOf(pod)) {
		if (state.waiting) return `${name}: ${state.waiting.reason ?? "waits"}${state.waiting.message ? `: ${state.waiting.message}` : ""}`;
		if (state.terminated && state.terminated.exitCode !== 0) return `${name}: ended with ${state.terminated.exitCode}`;
	}
	return pod.status?.phase === "Running" ? NOT_READY : `is ${pod.status?.phase?.toLowerCase() ?? "new"}`;
}

// src/platforms/kubernetes/fleet.ts
const NOTHING = {
	wanted: 0,
	version: null,
	noted: null,
	drift: null,
	updated: 0,
	available: 0,
	existing: 0,
	serving: 0,
	settled: false
};
/** A workload, which its controller rolls; and what was noted on it when it was looked at last, for the commands that finish by hand. */
function workloadFleet(site) {
	const { api, service } = site;
	const times = lasting();
	const revisionOf = revisions(site);
	/** As it was when the next step was decided: a write is made from that, or not at all. */
	let workload = null;
	let pods = null;
	/** Also where the object lost it since: `kubectl rollout undo` of a Deployment brings back the annotations of that time as well. */
	let noted = null;
	function noteOn(found) {
		const { uid } = found.metadata;
		const note = noteOf(found);
		if (note !== null) noted = {
			note,
			uid
		};
		return noted?.uid === uid ? noted?.note ?? null : null;
	}
	async function look(found, signal) {
		const note = noteOn(found);
		const counts = countsOf(service.workload.kind, found);
		const { available: _all, ...shown } = counts;
		const view = {
			...shown,
			version: versionOf(service, found.spec.template),
			noted: note === null || note.clearing ? null : note.to,
			drift: note && driftOf(site, found, note)
		};
		if (counts.settled) return {
			...view,
			available: counts.wanted
		};
		const revision = await revisionOf(found, signal);
		if (revision === null) return {
			...view,
			available: 0
		};
		const query = podsOf(found, revision.labels);
		const list = await listPods(site, query, signal);
		pods = {
			query,
			version: list.metadata.resourceVersion,
			count: list.items.length
		};
		const seen = {
			site,
			workload: found,
			counts,
			revision,
			unready: list.items.filter((pod) => !isReady(pod) && !isEnding(pod)),
			lasting: times,
			isBack: note?.back === true
		};
		const [failed, waits] = [await hopeless(seen, signal), await waitsFor(seen, signal)];
		const available = list.items.filter((pod) => isAvailable(pod, found.spec.minReadySeconds ?? 0)).length;
		return {
			...view,
			available,
			...waits !== null && { note: waits },
			...failed !== null && { failed }
		};
	}
	/** Writes what is made from what was read, also where its controller wrote something of its own meanwhile. */
	async function write(from, changes, signal) {
		workload = null;
		const done = await api.patch(await workloadPath(site, signal), changes(from), signal).catch((error) => {
			if (error instanceof ApiError) throw new Refused("update-failed", error.message, { cause: error });
			throw error;
		});
		if (done !== null && done !== "conflict") {
			workload = done;
			return;
		}
		const now = await readWorkload(site, signal);
		if (now === null) throw gone();
		if (isTheSame(from, now) && from.metadata.generation !== now.metadata.generation) return write(now, changes, signal);
		throw new Error(`somebody (${lastWriter(now)}) changed ${workloadName(site)} meanwhile, so that nothing was written to it`);
	}
	async function present(signal) {
		workload ??= await readWorkload(site, signal);
		if (workload === null) throw gone();
		return workload;
	}
	function gone() {
		return new Refused("drift", `There is no ${workloadName(site)} any more in ${api.place}: create it again, then deploy`);
	}
	return {
		note: () => noted?.note ?? null,
		async progress(signal) {
			times.next();
			pods = null;
			workload = await readWorkload(site, signal);
			return workload === null ? NOTHING : look(workload, signal);
		},
		async update(target, signal) {
			let from = await present(signal);
			const before = noteOn(from);
			if (!(before !== null && isSame(before.to, target) && driftOf(site, from, before) === null)) await write(from, (of) => operations(of, noteFor(site, of, target, before), before), signal);
			from = await present(signal);
			const note = noteOn(from);
			if (!note?.clearing) return;
			await clearBroken(site, signal);
			const { clearing: _done, ...cleared } = note;
			from = await present(signal);
			await write(from, (of) => [...unchanged(of), annotate(of, cleared)], signal);
		},
		async settle(signal) {
			const from = await readWorkload(site, signal);
			const note = from && noteOn(from);
			if (from !== null && note !== null) await write(from, (of) => settling(of, note), signal);
			noted = null;
		},
		async changed(signal) {
			const { name, resourceVersion } = workload?.metadata ?? {};
			if (name === void 0 || resourceVersion === void 0) return aborted(signal);
			return changedSince(site, {
				name,
				version: resourceVersion,
				pods
			}, signal);
		}
	};
}
/** Whether people say the same in both. */
function isTheSame(a, b) {
	const said = ({ metadata, spec }) => digest([
		metadata.uid,
		spec,
		metadata.annotations?.["sluice-actions.github.io/rollout"] ?? null
	]);
	return said(a) === said(b);
}

// src/platforms/kubernetes/journal.ts
const KEY = "journal";
const LABELS = { "app.kubernetes.io/managed-by": "sluice" };
/**
* A journal in a ConfigMap of the namespace. Compare and swap is the API server's own, by `resourceVersion`. One that somebody made without
* the key is an empty journal: so a Role can do without `create`.
*/
function configMapJournal(api, service, environment) {
	const name = journalName(service, environment);
	let namespace = null;
	const place = () => `configmap/${name}${namespace === null ? "" : ` in namespace ${namespace}`} (${api.place})`;
	async function folder(signal) {
		namespace = await api.namespace(signal);
		return `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps`;
	}
	function documentOf(found) {
		const text = found.data?.[KEY];
		if (text === void 0) return null;
		const document = parseJournal(text);
		if (document === null) throw unreadable(place(), `rename its key \`${KEY}\``);
		return document;
	}
	return {
		get place() {
			return place();
		},
		async load(signal) {
			const found = await api.get(`${await folder(signal)}/${name}`, signal);
			return found && documentOf(found);
		},
		async save(next, seq, signal) {
			const all = await folder(signal);
			const data = { [KEY]: journalText(next, seq, place()) };
			const found = await api.get(`${all}/${name}`, signal);
			if (((found && documentOf(found))?.seq ?? 0) !== seq) return "lost";
			if (found === null) {
				const made = {
					apiVersion: "v1",
					kind: "ConfigMap",
					metadata: {
						name,
						labels: LABELS
					},
					data
				};
				return await api.create(all, made, signal) === "exists" ? "lost" : "saved";
			}
			const metadata = {
				...found.metadata,
				labels: {
					...found.metadata.labels,
					...LABELS
				}
			};
			const changed = {
				...found,
				metadata,
				data: {
					...found.data,
					...data
				}
			};
			return await api.replace(`${all}/${name}`, changed, signal) === "conflict" ? "lost" : "saved";
		}
	};
}

// src/platforms/kubernetes/smoke.ts
/** Asks through the API server, which reaches every pod and Service: the runner need not. Passes without `smoke-test`. */
function kubernetesSmokeTest(site) {
	const { smokeTest } = site.service;
	return { async ask(whom, signal) {
		if (!smokeTest) return null;
		const asked = whom === "service" ? await servicePaths(site, signal) : await podPaths(site, "track" in whom ? await readyOf(site, whom.track, signal) : whom.instances, signal);
		for (const one of asked) {
			if (!("path" in one)) return one.wrong;
			const ask = (path, within) => throughServer(site.api, `${one.path}/proxy${path}`, within);
			const wrong = await askTimes(ask, one.title, smokeTest, signal);
			if (wrong !== null) return wrong;
		}
		return asked.length === 0 ? "There is no instance to be asked." : null;
	} };
}
/** Milliseconds until it is asked again for what the API server did not reach. */
const AGAIN = 200;
/**
* What a pod answers. Where the API server itself answers that it reached none, it may know of a pod that has just ended, or not yet of
* one that is ready: so it is asked again as long as there is time.
*/
async function throughServer(api, path, signal) {
	for (;;) {
		const answer = await api.ask(path, signal);
		if (answer.status < 500 || !answer.text.startsWith("{\"kind\":\"Status\"")) return answer;
		await setTimeout(AGAIN, void 0, { signal });
	}
}
/** Where nobody calls it, the pods of both tracks are the service. */
async function servicePaths(site, signal) {
	const workload = await readWorkload(site, signal);
	if (workload === null) return [{ wrong: `There is no ${workloadName(site)} any more.` }];
	const found = await door(site, workload.spec.template.metadata?.labels ?? {}, signal);
	if (typeof found === "string") return await isUncalled(site, workload, signal) ? podPaths(site, await readyPods(site, podsOf(workload), signal), signal) : [{ wrong: found }];
	return [{
		path: `${await corePath(site, "services", signal)}/${encodeURIComponent(`${found.name}:${found.port}`)}`,
		title: `http://${found.name}:${found.port}`
	}];
}
/** How many pods of a track are asked. */
const MOST_OF_TRACK = 3;
/** Ready pods of a track. Those of the next one may bear home's labels too while they get a share of its requests. */
async function readyOf(site, track, signal) {
	const isHome = track === site.service.workload.name;
	const home = isHome ? await readWorkload(site, signal) : null;
	const query = isHome ? home && `${podsOf(home).labelSelector},!${"sluice-actions.github.io/track"}` : `${TRACK}=${track}`;
	return query === null ? [] : readyPods(site, { labelSelector: query }, signal);
}
async function readyPods(site, query, signal) {
	return (await listPods(site, query, signal)).items.filter(isReady).slice(0, MOST_OF_TRACK).map(({ metadata }) => metadata.name);
}
/** A pod's own first port, which is what the API server takes where none is named. */
async function podPaths(site, names, signal) {
	const pods = await corePath(site, "pods", signal);
	return names.map((name) => ({
		path: `${pods}/${encodeURIComponent(name)}`,
		title: `http://${name}`
	}));
}

// src/platforms/kubernetes/index.ts
/** A workload of a cluster, which the user's kubectl reaches. Its controller replaces the pods. The journal lies in a ConfigMap beside it. */
function kubernetes(service) {
	const api = openApi({
		context: service.context,
		namespace: service.namespace
	});
	const site = {
		service,
		api
	};
	const { note, ...managed } = workloadFleet(site);
	return {
		journal: configMapJournal(api, service.name, service.environment),
		managed,
		...service.workload.kind === "deployment" && {
			tracks: workloadTracks(site),
			router: heldRouter(site, routerFor(site))
		},
		...service.smokeTest === null ? {} : { smokeTest: kubernetesSmokeTest(site) },
		check: (kind, signal, ahead) => check(site, kind, signal, ahead),
		byHand: async (track, signal) => track === null ? byHand(site, note()) : tracksByHand(site, signal),
		close: () => api.close()
	};
}

export { workloadPath as A, driftOf as C, appsPath as D, noteFor as E, kubectlLine as F, noteOf as M, ourAnnotation as N, corePath as O, pointer as P, nextSite as S, isSame as T, labelSelector as _, changedSince as a, TRACK as b, isEnding as c, podsOf as d, readWorkload as f, switchOf as g, backendOf as h, aborted as i, byHand as j, workloadName as k, isReady as l, SWITCH as m, workloadFleet as n, containersOf as o, ApiError as p, isUncalled as r, isAvailable as s, kubernetes as t, listPods as u, isIt as v, lastWriter as w, nextName as x, selects as y };