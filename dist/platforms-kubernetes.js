import { n as ApiError, r as MANAGER, t as openApi } from "./platforms-kubernetes-api.js";
import { g as digest, h as contentOf } from "./units.js";
import { a as renderedOf, d as holderOf, i as runBefore, n as makeWorkload, o as manifestNote, r as endManifests, s as manifestOperations, t as supplyManifests } from "./platforms-kubernetes-manifests.js";
import { n as readObserved, t as check } from "./platforms-kubernetes-check.js";
import { t as Refused } from "./ports.js";
import { c as unreadable, i as askTimes, o as journalText, s as parseJournal } from "./platforms.js";
import { t as routerFor } from "./platforms-kubernetes-router.js";
import { t as heldRouter } from "./platforms-kubernetes-scaling.js";
import { n as tracksByHand, t as workloadTracks } from "./platforms-kubernetes-tracks.js";
const { setTimeout } = process.getBuiltinModule("node:timers/promises");

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
/**
* An annotation that we wrote; null: there is none. What somebody else wrote is none: annotations are copied from object to object, and come
* back with old versions of one.
*/
function ourAnnotation({ metadata }, name) {
	const field = pointer("f:metadata", "f:annotations", `f:${name}`);
	const writers = (metadata.managedFields ?? []).filter(({ fieldsV1 }) => valueAt(fieldsV1, field) !== void 0);
	return writers.length === 0 || writers.some(({ manager }) => manager === "sluice") ? metadata.annotations?.[name] ?? null : null;
}
/** Writes an annotation of ours, also on an object that has none yet. */
function annotating({ metadata }, name, value) {
	return metadata.annotations ? {
		op: "add",
		path: pointer("metadata", "annotations", name),
		value
	} : {
		op: "add",
		path: pointer("metadata", "annotations"),
		value: { [name]: value }
	};
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
/**
* kubectl commands for a shell, which put back what ran before the rollout and take its note away. Without a note: what the controller itself
* knows.
* @param pods as the workload has them now; null where that is not known
*/
function byHand({ service }, note, pods) {
	const { kind, name } = service.workload;
	const object = `${kind}/${name}`;
	const run = (...words) => kubectlLine(service, words);
	if (note === null) return [run("rollout", "undo", object)];
	if (note.template !== void 0) {
		const undo = pods !== null && digest(pods) === digest(note.template.was) || note.template.was === null ? [] : [run("rollout", "undo", object)];
		const set = note.template.was === null ? {} : besides(note);
		const patch = Object.keys(set).length === 0 ? [] : [run("patch", object, "--type=merge", "-p", JSON.stringify(set))];
		return [
			...undo,
			...patch,
			run("annotate", object, `${NOTE}-`),
			run("rollout", "status", object)
		];
	}
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
/** What a rollout set besides the pods, as it was before, as a merge patch: in that null takes away, and also what is not there. */
function besides({ fields = {}, pace }) {
	const patch = {};
	for (const [path, { was, set }] of [...Object.entries(pace), ...Object.entries(fields)]) {
		if (digest(was) === digest(set)) continue;
		const [part, key] = holderOf(patch, path);
		part[key] = was;
	}
	return patch;
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
async function appsPath(site, plural, signal) {
	return groupPath(site, "apps/v1", plural, signal);
}
/** Path of what an API group has in the namespace, such as `policy/v1` and `poddisruptionbudgets`. */
async function groupPath({ api }, group, plural, signal) {
	return `/apis/${group}/namespaces/${encodeURIComponent(await api.namespace(signal))}/${plural}`;
}
/** Path of what the core has in the namespace: `pods`, `events`, `configmaps`. */
async function corePath({ api }, plural, signal) {
	return `/api/v1/namespaces/${encodeURIComponent(await api.namespace(signal))}/${plural}`;
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
/** The template's annotation by which pods of the same image are replaced. */
const RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
/** The note of a rollout that sets images, and nothing else of the pods. */
function imageNote(site, workload, target, before) {
	const from = fromOf(site, workload, before);
	const isBack = before !== null && leadsBack(before, target);
	const images = isBack ? imagesBefore(before) : imagesOf(site, workload, target, before);
	const changes = setImages(workload, images).length > 0;
	return {
		to: target,
		from,
		images,
		restartedAt: restartedAt(workload, before, isBack, !isBack && !changes && target.spec !== null && contentOf(target.spec) !== target.spec),
		pace: pacing(site.service, workload, before?.pace ?? {}),
		...isBack && goingBack(site)
	};
}
/** What ran before the rollout. */
function fromOf({ service }, workload, before) {
	return before?.from ?? {
		version: versionOf(service, workload.spec.template),
		spec: null
	};
}
function goingBack({ service }) {
	return {
		back: true,
		...service.workload.kind === "statefulset" && { clearing: true }
	};
}
/** Whether the target is what was there before the rollout. */
function leadsBack({ to, from, back }, target) {
	return (target.version === null || target.version === from.version) && (back === true || !isSame(to, target));
}
/** One write of all that an {@link imageNote} says, and of the note itself, as long as nobody changed what it was made from. */
function imageOperations(workload, note, before) {
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
function annotate(workload, note) {
	return annotating(workload, NOTE, JSON.stringify(note));
}
function isSame(a, b) {
	return a.version === b.version && a.spec === b.spec;
}
/** The mark by which pods of the same image are replaced; null: none. */
function restartOf({ spec }) {
	return spec.template.metadata?.annotations?.["kubectl.kubernetes.io/restartedAt"] ?? null;
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
const LONGEST$3 = 63;
const SUFFIX = "-next";
/** Fits a Deployment, a Service and a value of a label. */
const FITTING = new RegExp(`^[a-z][a-z0-9-]{0,57}$`);
/** The name of the track beside a workload, and of its Deployment, Service and PodDisruptionBudget. */
function nextName(workload) {
	if (FITTING.test(workload)) return `${workload}${SUFFIX}`;
	const plain = workload.replaceAll(".", "-").replace(/^\d/, "n$&");
	const end = `-${digest(workload).slice(0, 8)}${SUFFIX}`;
	return `${plain.slice(0, LONGEST$3 - end.length)}${end}`;
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
/** Whether pods with these labels are among those that are selected. */
function selects(selector, podLabels) {
	const wanted = Object.entries(selector ?? {});
	return wanted.length > 0 && wanted.every(([key, value]) => podLabels[key] === value);
}

// src/platforms/kubernetes/backend.ts
/** On the Service, in the same write as the selector that leads to the next track: what {@link Switch} says. */
const SWITCH = "sluice-actions.github.io/selector";
/** The Service before a workload whose traffic can be moved; a sentence where there is none, or several. */
async function backendOf(site, home, signal) {
	const found = await serviceOf(site, home.spec.template.metadata?.labels ?? {}, signal);
	if ("names" in found) return missing(site, found);
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
function missing(site, { names, aside }) {
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

// src/platforms/kubernetes/workload.ts
/** null where there is none of this name. */
async function readWorkload(site, signal) {
	return site.api.get(await workloadPath(site, signal), signal);
}
/** Whether its controller has seen what it is told now: before that its status speaks of what was told before. */
function isObserved({ metadata, status }) {
	return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
}
/** Whether a reference names this workload. */
function isIt(named, { kind, name }) {
	return named?.name === name && named.kind?.toLowerCase() === kind;
}

// src/platforms/kubernetes/changed.ts
/** Milliseconds between two looks that changes ask for. */
const LONGEST$2 = 1e3;
/** Resolves when the workload or one of the pods that were looked at changed since, or on abort. What cannot be watched changes unseen. */
async function changedSince(site, { name, version, pods, count = pods?.count ?? 0 }, signal) {
	await setTimeout(Math.min(count, LONGEST$2), void 0, { signal }).catch(() => {});
	if (signal.aborted) return;
	const watches = [[
		workloadsPath(site, signal),
		version,
		{ fieldSelector: `metadata.name=${name}` }
	]];
	if (pods) watches.push([
		corePath(site, "pods", signal),
		pods.version,
		pods.query
	]);
	await firstChange(site, watches, signal);
}
/** Resolves when the first of these changed, with no watch left behind, or on abort. What cannot be watched changes unseen. */
async function firstChange({ api }, all, signal) {
	const over = new AbortController();
	const both = AbortSignal.any([signal, over.signal]);
	const watches = all.map(async ([path, from, query]) => {
		try {
			await api.changed(await path, from, both, query);
		} catch {
			await aborted(both);
		}
	});
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

// src/platforms/kubernetes/journal-name.ts
/**
* What the ConfigMap is called that holds the journal. Two services never have the same one: what could be read in two ways
* (`a-b` in `c`, `a` in `b-c`), or is no name for the API server, becomes a digest.
*/
function journalName(service, environment) {
	return /^[a-z0-9][a-z0-9-]*$/.test(service) && /^[a-z0-9]+$/.test(environment) ? `sluice-${service}-${environment}` : `sluice-${digest([service, environment])}`;
}

// src/platforms/kubernetes/pods.ts
/** Query for the pods of a workload; with `more`, only for those of it that carry these labels too. */
function podsOf(workload, more = {}) {
	const extra = Object.entries(more).map(([key, value]) => `${key}=${value}`);
	return { labelSelector: [labelSelector(workload.spec.selector), ...extra].join(",") };
}
/** How many pods are asked for at once: each is some kilobytes of text, of which little is kept. */
const PAGE = "100";
/** All that there are at one moment, that of the list's `resourceVersion`, as far as we look at them. */
function listPods(site, query, signal) {
	return ofOneMoment(async () => {
		const items = [];
		let metadata = { resourceVersion: "" };
		for await (const page of pagesOf(site, query, signal)) {
			metadata = page.metadata;
			items.push(...page.items);
		}
		return {
			metadata,
			items
		};
	});
}
const MOST_TRIES = 3;
/** Reads pages of a list again from the first where the API server has forgotten of which moment they are: it does after some minutes. */
async function ofOneMoment(read) {
	for (let tries = 1;; tries++) try {
		return await read();
	} catch (error) {
		if (!(error instanceof ApiError && error.status === GONE$1) || tries === MOST_TRIES) throw error;
	}
}
const GONE$1 = 410;
/**
* The same, some at a time: who keeps little of each needs little memory, and who has seen enough asks for no more. Within {@link ofOneMoment}.
*/
async function* pagesOf(site, query, signal) {
	const path = await corePath(site, "pods", signal);
	for (let next = ""; next !== void 0;) {
		const page = await pageOf(site, path, {
			...query,
			limit: PAGE,
			...next !== "" && { continue: next }
		}, signal);
		yield page;
		next = page.metadata.continue || void 0;
	}
}
/** Keeps nothing of the page as it came: it would be there until the next one is. */
async function pageOf(site, path, query, signal) {
	const page = await site.api.get(path, signal, query);
	if (page === null) throw new Error(`the namespace of ${site.service.workload.name} has no pods to be listed`);
	return {
		metadata: page.metadata,
		items: page.items.map(shortened$1)
	};
}
function countPods(site, query, signal) {
	return ofOneMoment(async () => {
		let [version, all, ready, ending] = [
			"",
			0,
			0,
			0
		];
		for await (const { metadata, items } of pagesOf(site, query, signal)) {
			version = metadata.resourceVersion;
			all += items.length;
			ready += items.filter(isReady).length;
			ending += items.filter(isEnding).length;
		}
		return {
			version,
			all,
			ready,
			ending
		};
	});
}
const IDENTITY = [
	"name",
	"uid",
	"labels",
	"ownerReferences",
	"deletionTimestamp"
];
const STATE = [
	"phase",
	"reason",
	"message",
	"nominatedNodeName"
];
const CONTAINER = [
	"name",
	"ready",
	"restartCount",
	"state",
	"lastState"
];
const CONDITIONS = /* @__PURE__ */ new Set(["Ready", "PodScheduled"]);
/** Of the kilobytes that each is, what is looked at: there may be thousands. */
function shortened$1({ metadata, status }) {
	return {
		metadata: part(metadata, IDENTITY),
		...status && { status: shortStatus(status) }
	};
}
function shortStatus(status) {
	const { conditions, initContainerStatuses, containerStatuses } = status;
	const short = (one) => part(one, CONTAINER);
	return {
		...part(status, STATE),
		...conditions && { conditions: conditions.filter(({ type }) => CONDITIONS.has(type)) },
		...initContainerStatuses && { initContainerStatuses: initContainerStatuses.map(short) },
		...containerStatuses && { containerStatuses: containerStatuses.map(short) }
	};
}
function part(whole, keys) {
	return Object.fromEntries(keys.flatMap((key) => key in whole ? [[key, whole[key]]] : []));
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

// src/platforms/kubernetes/rarely.ts
function rarely(now = () => performance.now()) {
	let last = null;
	return {
		async read(key, milliseconds, read) {
			const at = now();
			if (last !== null && last.key === key && at < last.at + milliseconds) return last.value;
			const value = await read();
			last = {
				key,
				at,
				value
			};
			return value;
		},
		forget() {
			last = null;
		}
	};
}

// src/platforms/kubernetes/crowd.ts
/** Of more pods than this not each is looked at where their controller gets on with them: it takes long, and costs the cluster something. */
const MANY = 200;
/** Milliseconds in which one more becomes ready, or one less is: after that some may be in trouble. */
const STILL = 5e3;
/** Milliseconds for which a list of them is used, for each pod. */
const FOR_EACH = 5;
/** Whether they are so many. */
function isCrowd(pods) {
	return pods > MANY;
}
/** For how many milliseconds what was found by looking at each of so many pods is good enough. */
function goodFor(pods) {
	return isCrowd(pods) ? pods * FOR_EACH : 0;
}
/** Of many pods of a revision, those that are neither ready nor on their way out; null as long as more of them become ready. */
function stragglers(site, lasting) {
	const listed = rarely();
	return async (workload, revision, counts, signal) => {
		const { uid, generation } = workload.metadata;
		if (lasting.seen(`${uid} ${generation} ${counts.available} available, ${counts.serving} ready`) < STILL) {
			listed.forget();
			return null;
		}
		const query = podsOf(workload, revision.labels);
		const read = async () => {
			const unready = [];
			for await (const { items } of pagesOf(site, query, signal)) unready.push(...items.filter((pod) => !isReady(pod) && !isEnding(pod)));
			return unready;
		};
		return listed.read(query.labelSelector, goodFor(counts.updated), () => ofOneMoment(read));
	};
}

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
/** Ready pods of it for as long as is asked, by its controller's own numbers: of a StatefulSet or DaemonSet at least so many. */
async function availableOf(site, { labels, owner }, counts, signal) {
	const { updated, existing, available } = counts;
	if (existing <= updated || owner.kind !== "ReplicaSet") return Math.max(0, updated - Math.max(0, existing - available));
	const query = { labelSelector: labelSelector({ matchLabels: labels }) };
	return (await site.api.get(await appsPath(site, "replicasets", signal), signal, query))?.items.find(({ metadata }) => metadata.name === owner.name)?.status?.availableReplicas ?? 0;
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
/** How it begins where there are no lines. */
const NO_LOG = "(no log of ";
/** What a kubelet has for lines where the container is gone. */
const GONE = /^unable to retrieve container logs for \S+$/;
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
		if (GONE.test(text)) why = text;
		else if (text !== "") return shortened(text);
	} catch (error) {
		signal.throwIfAborted();
		why = error instanceof Error ? error.message : String(error);
	}
	return `${NO_LOG}${container}: ${why})`;
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
/** What keeps a pod from being ready, for people, in one line. */
function headOf({ pod, container, reason, message }) {
	return `pod ${pod}${container === null ? "" : `, container ${container}`}: ${reason}${message === "" ? "" : `: ${message}`}`;
}
async function told(site, symptom, signal) {
	const { pod, container, crashed } = symptom;
	if (container === null || !crashed) return headOf(symptom);
	return `${headOf(symptom)}\n${await lastLines(site, pod, container, crashed, signal)}`;
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
	return ofOneMoment(async () => {
		for await (const { items } of pagesOf(site, podsOf(workload), signal)) if (items.some(isEnding)) return true;
		return false;
	});
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
	return `no pod of ${revision.owner.kind === "Job" ? `job ${revision.owner.name}` : workloadName(site)} can be made: ${said.reason}: ${said.message}`;
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

// src/platforms/kubernetes/plan.ts
/**
* The note that `workload` gets for this target; `before` is the one of the same rollout that it has. Throws `Refused` where it cannot be
* deployed there.
* @param rendered what the manifests of that version say; null where none go with it
*/
function noteFor(site, workload, target, before, rendered) {
	if (workload.spec.paused) {
		const { kind, name } = site.service.workload;
		throw new Refused("drift", `${workloadName(site)} is paused: nothing would happen. Run \`kubectl rollout resume ${kind}/${name}\``);
	}
	return rendered !== null || before?.template !== void 0 ? manifestNote(site, workload, target, before, rendered) : imageNote(site, workload, target, before);
}
/** One write of all that the note says, and of the note itself, as long as nobody changed what it was made from. */
function operations(workload, note, before, rendered) {
	return note.template === void 0 ? imageOperations(workload, note, before) : manifestOperations(workload, note, rendered);
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
	const first = pod.status?.initContainerStatuses?.find(({ ready, state }) => state?.running !== void 0 && !ready);
	if (first !== void 0) return `${first.name}: runs, and has to end before the others start`;
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
/**
* A workload, which its controller rolls.
* @param first what has to have happened before a version with manifests has its first pod
*/
function workloadFleet(site, first = runBefore) {
	const { api, service } = site;
	const times = lasting();
	const revisionOf = revisions(site);
	const behind = stragglers(site, times);
	/** As it was when the next step was decided: a write is made from that, or not at all. */
	let workload = null;
	let pods = null;
	let count = 0;
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
		count = Math.max(counts.wanted, counts.existing);
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
		const { available, unready } = await (isCrowd(count) ? inCrowd : inAll)(found, counts, revision, signal);
		const seen = {
			site,
			workload: found,
			counts,
			revision,
			unready: unready ?? [],
			lasting: times,
			isBack: note?.back === true
		};
		const failed = unready && await hopeless(seen, signal);
		const waits = await waitsFor(seen, signal);
		return {
			...view,
			available,
			...waits !== null && { note: waits },
			...failed !== null && { failed }
		};
	}
	async function inAll(found, _counts, revision, signal) {
		const query = podsOf(found, revision.labels);
		const { metadata, items } = await listPods(site, query, signal);
		pods = {
			query,
			version: metadata.resourceVersion,
			count: items.length
		};
		return {
			available: items.filter((pod) => isAvailable(pod, found.spec.minReadySeconds ?? 0)).length,
			unready: items.filter((pod) => !isReady(pod) && !isEnding(pod))
		};
	}
	async function inCrowd(found, counts, revision, signal) {
		const available = await availableOf(site, revision, counts, signal);
		return {
			available,
			unready: await behind(found, revision, {
				...counts,
				available
			}, signal)
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
		found: () => workload,
		note: () => noted?.note ?? null,
		async progress(signal) {
			times.next();
			pods = null;
			workload = await readWorkload(site, signal);
			return workload === null ? NOTHING : look(workload, signal);
		},
		async update(target, signal) {
			const rendered = await renderedOf(site, target, signal);
			workload ??= await readWorkload(site, signal);
			if (workload === null && rendered !== null) {
				await first(site, rendered, signal);
				workload = await makeWorkload(site, target, rendered, signal);
				return;
			}
			let from = await present(signal);
			const before = noteOn(from);
			if (!(before !== null && isSame(before.to, target) && driftOf(site, from, before) === null)) {
				const isBack = before !== null && leadsBack(before, target);
				if (rendered !== null && !isBack) await first(site, rendered, signal);
				await write(from, (of) => operations(of, noteFor(site, of, target, before, rendered), before, rendered), signal);
			}
			from = await present(signal);
			const note = noteOn(from);
			if (!note?.clearing) return;
			await clearBroken(site, signal);
			const { clearing: _done, ...cleared } = note;
			from = await present(signal);
			await write(from, (of) => [...unchanged(of), annotate(of, cleared)], signal);
		},
		async settle(signal, warn = () => {}) {
			let from = await readWorkload(site, signal);
			const note = from && noteOn(from);
			await endManifests(site, note, warn, signal);
			if (note !== null) from = await readWorkload(site, signal);
			if (from !== null && note !== null) await write(from, (of) => settling(of, note), signal);
			noted = null;
		},
		async changed(signal) {
			const { name, resourceVersion } = workload?.metadata ?? {};
			if (name === void 0 || resourceVersion === void 0) return aborted(signal);
			return changedSince(site, {
				name,
				version: resourceVersion,
				pods,
				count
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
			for (;;) {
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
				if (await api.replace(`${all}/${name}`, changed, signal) !== "conflict") return "saved";
			}
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
	let say = () => {};
	const site = {
		service,
		api,
		say: (line) => say(line)
	};
	const { note, found, ...managed } = workloadFleet(site);
	return {
		journal: configMapJournal(api, service.name, service.environment),
		managed,
		...service.workload.kind === "deployment" && {
			tracks: workloadTracks(site),
			router: heldRouter(site, routerFor(site))
		},
		...service.smokeTest === null ? {} : { smokeTest: kubernetesSmokeTest(site) },
		...service.manifests !== null && { async start(signal, supply) {
			if (supply === null) return;
			({say} = supply);
			await supplyManifests(site, supply, signal);
		} },
		...service.objects !== null && { makes: true },
		check: (kind, signal, ahead) => check(site, kind, signal, ahead),
		byHand: async (track, signal) => track === null ? byHand(site, note(), found()?.spec.template ?? null) : tracksByHand(site, signal),
		close: () => api.close()
	};
}

export { versionOf as $, isUncalled as A, driftOf as B, journalName as C, isIt as D, firstChange as E, labelSelector as F, goingBack as G, RESTARTED_AT as H, selects as I, unchanged as J, isSame as K, TRACK as L, SWITCH as M, backendOf as N, isObserved as O, switchOf as P, repositoryOf as Q, nextName as R, podsOf as S, changedSince as T, annotate as U, lastWriter as V, fromOf as W, imageFor as X, paceOf as Y, ourContainers as Z, isEnding as _, headOf as a, workloadsPath as at, ofOneMoment as b, lastLines as c, noteOf as ct, goodFor as d, pointer as dt, appsPath as et, isCrowd as f, valueAt as ft, isAvailable as g, countPods as h, lasting as i, workloadPath as it, door as j, readWorkload as k, symptomOf as l, annotating as lt, containersOf as m, workloadFleet as n, groupPath as nt, hopeless as o, byHand as ot, rarely as p, kubectlLine as pt, leadsBack as q, noteFor as r, workloadName as rt, NO_LOG as s, NOTE as st, kubernetes as t, corePath as tt, eventsOf as u, ourAnnotation as ut, isReady as v, aborted as w, pagesOf as x, listPods as y, nextSite as z };