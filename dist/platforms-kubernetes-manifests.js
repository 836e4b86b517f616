import { t as Refused } from "./ports.js";
import { _ as contentOf$2, l as quoted, o as nearest, s as InvalidServiceFile, t as readYaml, v as digest, y as isMapping } from "./units.js";
import { n as ApiError } from "./platforms-kubernetes-api.js";
import { $ as appsPath, C as journalName, E as isIt, F as selects, H as annotate, J as paceOf, K as leadsBack, O as readWorkload, P as labelSelector, Q as versionOf, R as nextSite, U as fromOf, V as RESTARTED_AT, W as goingBack, X as ourContainers, Y as imageFor, _ as isEnding, a as headOf, c as lastLines, dt as valueAt, et as corePath, i as lasting, it as workloadsPath, l as symptomOf, m as containersOf, nt as workloadName, o as hopeless, ot as NOTE, q as unchanged, s as NO_LOG, tt as groupPath, u as eventsOf, ut as pointer, w as aborted, y as listPods } from "./platforms-kubernetes.js";
import { a as rulesOf, i as lacks, o as readable, r as isAllowed, s as containerProblems } from "./platforms-kubernetes-check.js";
import { l as homeScalers } from "./platforms-kubernetes-scaling.js";
import { a as matches, u as accepted } from "./platforms-kubernetes-tracks.js";
const { basename, join, relative, resolve, sep } = process.getBuiltinModule("node:path");
const { readFile, readdir, realpath, stat } = process.getBuiltinModule("node:fs/promises");
const { gunzipSync, gzipSync } = process.getBuiltinModule("node:zlib");

// src/platforms/kubernetes/manifests/rendered.ts
/** Never changed of a workload that is there, or not by these. */
const LEFT_ALONE = ["template", "selector"];
/** Strategies that know no pace of a rolling update: the API server takes none with them. */
const WITHOUT_PACE = ["Recreate", "OnDelete"];
/** By which keys of its spec a workload says it. */
const STRATEGIES = ["strategy", "updateStrategy"];
/** What the manifests say of a workload besides its pods, by JSON pointer: only what they say. Lists are one value, and so is a strategy that takes the pace away. */
function fieldsOf({ metadata, spec }) {
	const said = Object.fromEntries(Object.entries(spec).filter(([key]) => !LEFT_ALONE.includes(key)));
	return {
		...leaves(["metadata", "labels"], metadata.labels ?? {}),
		...leaves(["metadata", "annotations"], metadata.annotations ?? {}),
		...Object.assign({}, ...Object.entries(said).map(([key, value]) => fieldsIn(key, value)))
	};
}
function fieldsIn(key, value) {
	return STRATEGIES.includes(key) && isMapping(value) && WITHOUT_PACE.includes(value["type"]) ? { [pointer("spec", key)]: { type: value["type"] } } : leaves(["spec", key], value);
}
function leaves(path, value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return { [pointer(...path)]: value };
	return Object.assign({}, ...Object.entries(value).map(([key, part]) => leaves([...path, key], part)));
}
/** The pods of the version, marked where they are to be new ones although nothing else of them is. */
function templateOf({ workload }, mark) {
	const { template } = workload.spec;
	const annotations = {
		...template.metadata?.annotations,
		...mark
	};
	return Object.keys(mark).length === 0 ? template : {
		...template,
		metadata: {
			...template.metadata,
			annotations
		}
	};
}

// src/platforms/kubernetes/manifests/onto.ts
/** The workload with other pods and other values at these JSON pointers; null takes one away. `workload` itself stays as it is. */
function onto(workload, template, fields) {
	const made = structuredClone({
		...workload,
		spec: {
			...workload.spec,
			template
		}
	});
	const spec = made.spec;
	for (const [path, value] of Object.entries(fields)) put(made, path, value);
	for (const key of STRATEGIES) {
		const strategy = spec[key];
		if (strategy !== void 0 && WITHOUT_PACE.includes(strategy.type)) spec[key] = { type: strategy.type };
	}
	return made;
}
/** What makes of one state of a workload another, as long as nobody changed its spec since it was read. */
function towards(from, to) {
	return [...mapped$1(["spec"], from.spec, to.spec), ...["labels", "annotations"].flatMap((part) => {
		const [before, after] = [from.metadata[part], to.metadata[part] ?? {}];
		if (before === void 0) return Object.keys(after).length === 0 ? [] : [added(["metadata", part], after)];
		return mapped$1(["metadata", part], before, after);
	})];
}
function mapped$1(path, from, to) {
	const [before, after] = [from, to];
	const gone = Object.keys(before).filter((key) => after[key] === void 0);
	const changed = Object.keys(after).filter((key) => after[key] !== void 0 && !isSame(before[key], after[key]));
	return [...gone.map((key) => ({
		op: "remove",
		path: pointer(...path, key)
	})), ...changed.map((key) => added([...path, key], after[key]))];
}
function added(path, value) {
	return {
		op: "add",
		path: pointer(...path),
		value
	};
}
function isSame(a, b) {
	return digest(a ?? null) === digest(b ?? null);
}
function put(object, path, value) {
	const [part, last] = holderOf(object, path);
	if (value === null) delete part[last];
	else part[last] = value;
}
/** What has the value at a JSON pointer, and by which key; made where it is missing. */
function holderOf(object, path) {
	const keys = path.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
	const last = keys.pop();
	let part = object;
	for (const key of keys) {
		if (typeof part[key] !== "object" || part[key] === null) part[key] = {};
		part = part[key];
	}
	return [part, last];
}

// src/platforms/kubernetes/manifests/adopt.ts
const OURS = "sluice";
const BY_CLIENT = "kubectl-client-side-apply";
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
/** As whom workflows write that apply their manifests by themselves: ours takes their place. */
const PREDECESSORS = [
	OURS,
	BY_CLIENT,
	"kubectl-create",
	"kubectl"
];
/** Whether a field was set by `kubectl apply` or `kubectl create`. What `kubectl scale` set was set through a part of the object. */
function isPredecessors({ manager, subresource }) {
	return PREDECESSORS.includes(manager) && subresource === null;
}
/**
* Reads an object, and makes what `kubectl apply` set ours, as `kubectl apply --server-side` does: what the manifest no longer says is taken away
* with the next apply, with kubectl's own note of what it applied. null: there is none.
*/
async function adopted(site, path, signal) {
	for (;;) {
		const present = await site.api.get(path, signal);
		const fields = present && ownFields(present);
		if (present === null || fields === null) return present;
		const changed = await site.api.patch(path, [{
			op: "test",
			path: "/metadata/resourceVersion",
			value: present.metadata.resourceVersion
		}, {
			op: "replace",
			path: "/metadata/managedFields",
			value: fields
		}], signal);
		if (changed !== "conflict") return changed;
	}
}
/** The `managedFields` in which kubectl's are ours; null where there are none of kubectl's. */
function ownFields({ metadata: { annotations = {}, managedFields = [] } }) {
	const isApplied = annotations[LAST_APPLIED] !== void 0;
	const theirs = managedFields.filter((one) => isApplied && isOf(one, BY_CLIENT, "Update") || isOf(one, "kubectl", "Apply"));
	const target = managedFields.find((one) => isOf(one, OURS, "Apply")) ?? theirs[0];
	if (theirs.length === 0 || target === void 0) return null;
	const fieldsV1 = [target, ...theirs.filter((one) => one !== target && one.apiVersion === target.apiVersion)].map((one) => one.fieldsV1 ?? {}).reduce(union);
	const ours = {
		...target,
		manager: OURS,
		operation: "Apply",
		fieldsV1
	};
	return [...managedFields.filter((one) => one !== target && !theirs.includes(one)), ours];
}
function isOf({ manager, operation, subresource = "" }, name, how) {
	return manager === name && operation === how && subresource === "";
}
/** Both sets of fields. A field without more in it is a set of itself, which is `.` where there is more. */
function union(a, b) {
	const [inA, inB] = [Object.keys(a), Object.keys(b)];
	if (inA.length === 0 && inB.length === 0) return {};
	const itself = inA.length === 0 || inB.length === 0 ? { ".": {} } : {};
	const both = [.../* @__PURE__ */ new Set([...inA, ...inB])].map((key) => {
		const [one, other] = [a[key], b[key]];
		return [key, one && other ? union(one, other) : one ?? other ?? {}];
	});
	return {
		...itself,
		...Object.fromEntries(both)
	};
}

// src/platforms/kubernetes/manifests/title.ts
/** How people name an object of the manifests: `ConfigMap shop-config`. */
function titleOf(object) {
	const { name } = object["metadata"];
	return `${object["kind"]} ${name}`;
}
/** What no other object of the manifests may be: the same in another version of its API is the same. */
function identityOf(object, namespace) {
	const [group] = String(object["apiVersion"]).split("/").reverse().slice(1);
	const { name, namespace: own = namespace } = object["metadata"];
	return JSON.stringify([
		group ?? "",
		object["kind"],
		own,
		name
	]);
}

// src/platforms/kubernetes/manifests/belonging.ts
/** Whose the fields are that an object is not given, and what to do, a sentence for each of their owners. */
function belonging(object, conflicts) {
	return [...Map.groupBy(conflicts, ({ manager, subresource }) => subresource === null ? manager : `${manager} (by ${subresource})`)].map(([owner, theirs]) => {
		const fields = [...new Set(theirs.map(({ field }) => field))];
		const [noun, them, belong] = fields.length === 1 ? [
			"field",
			"it",
			"belongs"
		] : [
			"fields",
			"them",
			"belong"
		];
		const { manager } = theirs[0];
		const keep = `take ${them} out of the manifest, so that ${manager} keeps ${them}`;
		return `The ${noun} ${fields.join(", ")} of ${titleOf(object)} ${belong} to ${owner}, which set another value: ${keep}, or stop ${manager} from setting ${them}, and run \`kubectl apply --server-side --force-conflicts --field-manager=sluice --filename=FILE\`.`;
	});
}

// src/platforms/kubernetes/manifests/content.ts
/** Whether both say the same to who reads them. */
function hasContentOf(there, object) {
	return digest(contentOf$1({
		...there,
		kind: object.kind
	})) === digest(contentOf$1(object));
}
/** What a ConfigMap or Secret says to who reads it, as the API server stores it. */
function contentOf$1(object) {
	const { kind, type = "Opaque", data, binaryData, stringData } = object;
	if (kind !== "Secret") return {
		data: data ?? {},
		binaryData: mapped(binaryData, rewritten)
	};
	return {
		type,
		data: {
			...mapped(data, rewritten),
			...mapped(stringData, encoded)
		}
	};
}
/** The object with all that a Secret holds where the API server stores it: of `stringData` it does not notice when a key of it is gone. */
function asStored(object) {
	const { stringData, ...stored } = object;
	const data = stored.data ?? {};
	if (object.kind !== "Secret" || !isMapping(stringData) || !isMapping(data)) return object;
	return {
		...stored,
		data: {
			...data,
			...mapped(stringData, encoded)
		}
	};
}
/** Base64 as the API server writes it: without line breaks. */
function rewritten(text) {
	return Buffer.from(text, "base64").toString("base64");
}
function encoded(text) {
	return Buffer.from(text).toString("base64");
}
/** What is no text stays as it is: the API server refuses it. */
function mapped(all, change) {
	const entries = Object.entries(isMapping(all) ? all : {});
	return Object.fromEntries(entries.map(([key, text]) => [key, typeof text === "string" ? change(text) : text]));
}

// src/platforms/kubernetes/manifests/definitions.ts
/** Milliseconds until it is given up, and between two looks where nothing can be watched. */
const [PATIENCE, AGAIN$1] = [6e4, 1e3];
function isDefinition(object) {
	return object.kind === "CustomResourceDefinition" && object.apiVersion.startsWith("apiextensions.k8s.io/");
}
/** Whether the kind of an object comes with the same manifests. */
function isDefinedIn(objects, { apiVersion, kind }) {
	return objects.some((one) => isDefinition(one) && one.spec.names.kind === kind && servedBy(one).includes(apiVersion));
}
/** Resolves when objects of the kind can be made. Throws a plain error where that is not so after 60 s, `Refused` where its names are taken. */
async function established(site, definition, { all, path }, signal) {
	const { name } = definition.metadata;
	const query = { fieldSelector: `metadata.name=${name}` };
	for (const end = performance.now() + PATIENCE;; signal.throwIfAborted()) {
		const present = await site.api.get(path, signal);
		if (present === null) throw new Refused("drift", `${titleOf(definition)} was deleted while it was applied: apply it again`);
		if (conditionOf$1(present, "Established")?.status === "True" && await areServed(site, definition, signal)) return;
		const names = conditionOf$1(present, "NamesAccepted");
		if (names?.status === "False") throw new Refused("update-failed", `${titleOf(definition)} does not get its names: ${names.message}`);
		if (performance.now() > end) throw new Error(`${titleOf(definition)} is not established after ${PATIENCE / 1e3} s`);
		const soon = AbortSignal.any([signal, AbortSignal.timeout(AGAIN$1)]);
		await site.api.changed(all, present.metadata.resourceVersion ?? "", soon, query).catch(() => aborted(soon));
	}
}
async function areServed({ api }, definition, signal) {
	return (await Promise.all(servedBy(definition).map((apiVersion) => api.get(`/apis/${apiVersion}`, signal)))).every((kinds) => kinds?.resources.some(({ kind }) => kind === definition.spec.names.kind));
}
/** Each as an `apiVersion`. */
function servedBy({ spec: { group, versions } }) {
	return versions.filter(({ served }) => served !== false).map(({ name }) => `${group}/${name}`);
}
function conditionOf$1({ status }, wanted) {
	return status?.conditions?.find(({ type }) => type === wanted);
}

// src/platforms/kubernetes/manifests/dry-run.ts
/** What the API server would say to one of these objects. */
async function dryRun(site, place, objects, object, signal) {
	const at = await placed(place, object, signal);
	const comesLater = isDefinedIn(objects, object);
	if (typeof at === "string") return { problems: comesLater ? [] : [{ message: at }] };
	let present = null;
	try {
		present = await site.api.get(at.path, signal);
		return { problems: (await refusedFields(site, at, object, signal)).map((message) => ({
			message,
			code: "managed-elsewhere"
		})) };
	} catch (error) {
		if (error instanceof Refused) return {
			problems: [],
			forbidden: {
				object,
				place: at,
				isThere: present !== null,
				said: error.message
			}
		};
		if (!(error instanceof ApiError)) throw error;
		const message = `${titleOf(object)}: ${error.message}`;
		const isMixed = error.status === 422 && present !== null && ownFields(present) !== null;
		const unchecked = comesLater || isMixed || /does not support dry run/.test(error.message);
		return { problems: [{
			message: isMixed ? `${message}; it may be right once the fields that kubectl set are ours` : message,
			...unchecked && { unchecked }
		}] };
	}
}
/** Why it is nowhere, where that is so. */
async function placed(place, object, signal) {
	try {
		return await place(object, signal);
	} catch (error) {
		if (error instanceof Refused) return error.message;
		throw error;
	}
}
async function refusedFields({ api }, { path }, object, signal) {
	for (let force = false;; signal.throwIfAborted()) {
		const answer = await api.apply(path, asStored(object), signal, {
			dryRun: true,
			force
		});
		if (answer === "conflict") continue;
		if ("applied" in answer) return [];
		const others = answer.conflicts.filter((one) => !isPredecessors(one));
		if (others.length > 0) return belonging(object, others);
		force = true;
	}
}

// src/platforms/kubernetes/manifests/kinds.ts
/**
* Where objects are, by what the API server says of their kinds, which it is asked once. Objects without a namespace are in the service's.
* Throws `Refused` for a kind that it does not know; it is asked for that anew each time.
*/
function places(site) {
	const known = /* @__PURE__ */ new Map();
	function kinds(apiVersion, signal) {
		const asked = known.get(apiVersion) ?? kindsOf(site, apiVersion, signal);
		known.set(apiVersion, asked);
		asked.catch(() => known.delete(apiVersion));
		return asked;
	}
	return async (object, signal) => {
		const { apiVersion } = object;
		const found = kindIn(await kinds(apiVersion, signal), object);
		if (found !== null) return placeOf(site, object, found, signal);
		known.delete(apiVersion);
		throw await unknown(site, object, signal);
	};
}
async function placeOf({ api }, { apiVersion, metadata }, kind, signal) {
	const namespace = kind.namespaced ? metadata.namespace ?? await api.namespace(signal) : null;
	const within = namespace === null ? "" : `/namespaces/${encodeURIComponent(namespace)}`;
	const all = `${rootOf(apiVersion)}${within}/${kind.name}`;
	return {
		path: `${all}/${encodeURIComponent(metadata.name)}`,
		all,
		namespace,
		group: groupOf(apiVersion),
		resource: kind.name
	};
}
async function kindsOf({ api }, apiVersion, signal) {
	return (await api.get(rootOf(apiVersion), signal))?.resources ?? [];
}
function kindIn(kinds, { kind }) {
	return kinds.find((one) => one.kind === kind && !one.name.includes("/")) ?? null;
}
async function unknown(site, object, signal) {
	const { apiVersion, kind } = object;
	const others = await elsewhere(site, object, signal);
	const missing = `${titleOf(object)}: ${site.api.place} has no kind ${kind} in ${apiVersion}`;
	if (others.length > 0) return new Refused("precondition", `${missing}: write \`apiVersion: ${others.join("` or `")}\``);
	const definition = `the CustomResourceDefinition of the kind ${kind} and the group ${groupOf(apiVersion) || apiVersion} is not there`;
	return new Refused("precondition", `${missing}: ${definition}. Install what brings it first, or add it to \`manifests\``);
}
/** Other versions of its group that have the kind. */
async function elsewhere(site, object, signal) {
	const group = groupOf(object.apiVersion);
	const versions = ((group === "" ? null : await site.api.get(`/apis/${encodeURIComponent(group)}`, signal))?.versions ?? []).map(({ groupVersion }) => groupVersion);
	const each = await Promise.all(versions.map((version) => kindsOf(site, version, signal)));
	return versions.filter((_, at) => kindIn(each[at] ?? [], object) !== null);
}
/** Empty for the core. */
function groupOf(apiVersion) {
	return apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
}
function rootOf(apiVersion) {
	const path = apiVersion.split("/").map(encodeURIComponent).join("/");
	return apiVersion.includes("/") ? `/apis/${path}` : `/api/${path}`;
}

// src/platforms/kubernetes/manifests/lacked-rights.ts
/** Which rights are missing where an apply was not allowed, as the rules to add; where none is, what the API server said. */
async function lackedRights(site, forbidden, signal) {
	const each = await Promise.all(forbidden.map(async (one) => ({
		...one,
		missing: await missingFor(site, one, signal)
	})));
	const byScope = Map.groupBy(each.flatMap(({ missing }) => missing), ({ namespace }) => namespace === "" ? "cluster" : "namespace");
	const cluster = byScope.get("cluster") ?? [];
	const message = "kubectl's user lacks rights to apply the manifests. Add to the rules of its ClusterRole:";
	return [
		...each.filter(({ missing }) => missing.length === 0).map(({ object, said }) => ({ message: `${titleOf(object)}: ${said}` })),
		...await lacks(site, "to apply the manifests", byScope.get("namespace") ?? [], signal),
		...cluster.length === 0 ? [] : [{ message: [message, ...rulesOf(cluster)].join("\n") }]
	];
}
async function missingFor(site, { place, object, isThere }, signal) {
	const { group, resource, namespace } = place;
	const asked = (isThere ? ["get", "patch"] : [
		"get",
		"patch",
		"create"
	]).map((verb) => ({
		group,
		resource,
		namespace: namespace ?? "",
		name: object.metadata.name,
		verb
	}));
	const answers = await Promise.all(asked.map((right) => isAllowed(site, right, signal)));
	return asked.filter((_, at) => !answers[at]);
}

// src/platforms/kubernetes/manifests/apply.ts
/**
* Makes objects, or sets what the manifests say of them, in this order; nothing is deleted. What `kubectl apply` or `kubectl create` set before is
* ours from here on. A kind is waited for where its definition is among them. Throws `Refused` before the first write where any would be
* refused, and where one is refused later.
*/
async function applyObjects(site, objects, signal) {
	const place = places(site);
	if (await isDoubtful(site, objects, signal)) {
		for (const object of objects) {
			const at = await placed(place, object, signal);
			if (typeof at !== "string") await adopted(site, at.path, signal);
		}
		await isDoubtful(site, objects, signal);
	}
	for (const object of objects) {
		const at = await place(object, signal);
		await accepted(applied(site, at, asStored(object), signal));
		if (isDefinition(object)) await established(site, object, at, signal);
	}
}
/** Whether something cannot be known before it is applied. Throws `Refused` with all that is certain to be refused. */
async function isDoubtful(site, objects, signal) {
	const problems = await applyProblems(site, objects, signal);
	const certain = problems.filter(({ unchecked }) => !unchecked);
	const [first] = certain;
	if (first !== void 0) throw new Refused(first.code ?? "precondition", certain.map(({ message }) => message).join("\n"));
	return problems.length > 0;
}
/**
* All that the API server would say no to: values that it does not take, fields that belong to somebody else, kinds that it does not know, and
* rights that kubectl's user lacks. It is asked not to write anything. What only comes to be with these objects is not asked for.
*/
async function applyProblems(site, objects, signal) {
	const place = places(site);
	const runs = await Promise.all(objects.map((object) => dryRun(site, place, objects, object, signal)));
	const forbidden = runs.flatMap(({ forbidden: one }) => one ?? []);
	return [...runs.flatMap(({ problems }) => problems), ...await lackedRights(site, forbidden, signal)];
}
/** Takes fields from predecessors only, and only as long as nobody changed the object since it was known that they are theirs. */
async function applied(site, { path }, object, signal) {
	for (;;) {
		const present = await adopted(site, path, signal);
		const answer = await site.api.apply(path, object, signal);
		if (answer === "conflict") continue;
		if ("applied" in answer) return;
		const others = answer.conflicts.filter((one) => !isPredecessors(one));
		if (others.length > 0) throw new Refused("managed-elsewhere", belonging(object, others).join("\n"));
		const { resourceVersion } = present?.metadata ?? {};
		if (resourceVersion === void 0) continue;
		const exact = {
			...object,
			metadata: {
				...object.metadata,
				resourceVersion
			}
		};
		if (await site.api.apply(path, exact, signal, { force: true }) !== "conflict") return;
	}
}

// src/platforms/kubernetes/manifests/pods.ts
/** Where the containers of a pod stand. */
const CONTAINERS = [
	"containers",
	"initContainers",
	"ephemeralContainers"
];
const NAME$1 = /^[a-z0-9-]{1,63}$/;
const IMAGE = /^[^\s\p{C}]{0,1000}$/u;
/** All pod specs in an object, wherever they stand: in a template, in that of a Job of a CronJob, in a kind that we do not know. */
function podSpecsIn(part) {
	if (Array.isArray(part)) return part.flatMap(podSpecsIn);
	if (!isMapping(part)) return [];
	const inner = Object.values(part).flatMap(podSpecsIn);
	return Array.isArray(part["containers"]) ? [part, ...inner] : inner;
}
/** What is wrong with the pods of a workload or a Job, so far that nobody could run them; null: nothing. */
function podProblem(object) {
	const spec = mappingIn(object, "spec");
	const template = mappingIn(spec, "template");
	const pod = mappingIn(template, "spec");
	const metadata = template?.["metadata"] ?? {};
	if (spec === null || template === null || pod === null || !Array.isArray(pod["containers"]) || pod["containers"].length === 0) return "it has no pods: write containers under `spec.template.spec.containers`";
	if (!isMapping(metadata)) return "`spec.template.metadata` is no mapping: write `labels` under it";
	return textsProblem(metadata, "spec.template.metadata") ?? containersProblem(pod);
}
function containersProblem(pod) {
	for (const key of ["initContainers", "containers"]) {
		const all = pod[key] ?? [];
		const where = `\`spec.template.spec.${key}\``;
		if (!Array.isArray(all)) return `${where} is no list: write one, with \`- name: …\` for each`;
		const nameless = all.findIndex((one) => !isMapping(one) || typeof one["name"] !== "string" || !NAME$1.test(one["name"]));
		if (nameless !== -1) return `number ${nameless + 1} of ${where} has no name: write \`name: …\` with small letters, digits and dashes`;
		const wrong = all.find(({ image = "" }) => typeof image !== "string" || !IMAGE.test(image));
		if (wrong !== void 0) return `the image of the container ${wrong["name"]} cannot be one: write it like \`image: ghcr.io/acme/shop:1.2\``;
	}
	return null;
}
/** A label or an annotation that is no text, of what is called `where`; null: all are. */
function textsProblem(metadata, where) {
	for (const key of ["labels", "annotations"]) {
		const all = metadata[key] ?? {};
		if (!isMapping(all)) return `\`${where}.${key}\` is no mapping: write \`name: value\` under it`;
		const wrong = Object.keys(all).find((name) => typeof all[name] !== "string");
		if (wrong !== void 0) return `the value of ${quoted(wrong)} in \`${where}.${key}\` is no text: put it in quotes`;
	}
	return null;
}
function mappingIn(object, key) {
	const value = object?.[key];
	return isMapping(value) ? value : null;
}

// src/platforms/kubernetes/manifests/images.ts
/**
* An object with the images of one version in all pods that it describes: those of the service file get it, and in all others `{version}` is
* replaced. The object itself stays as it is.
*/
function withVersion(service, object, version) {
	const { kind, metadata } = object;
	const owner = isIt({
		kind: kind ?? "",
		name: metadata?.name ?? ""
	}, service.workload) ? service : {
		...service,
		container: null
	};
	const imageOf = (container) => {
		const [ours] = ourContainers(owner, { spec: { containers: [container] } });
		return imageFor(ours?.template ?? container.image, version);
	};
	const walk = (part) => {
		if (Array.isArray(part)) return part.map(walk);
		if (!isMapping(part)) return part;
		const entries = Object.entries(part).map(([key, value]) => {
			const inner = walk(value);
			return [key, CONTAINERS.includes(key) && Array.isArray(inner) ? inner.map(set) : inner];
		});
		return Object.fromEntries(entries);
	};
	const set = (container) => isMapping(container) && typeof container["image"] === "string" ? {
		...container,
		image: imageOf(container)
	} : container;
	return walk(object);
}

// src/platforms/kubernetes/manifests/stripped.ts
/** What the API server writes; it stands in what was taken from a cluster. */
const SERVER_MADE = [
	"uid",
	"resourceVersion",
	"managedFields",
	"creationTimestamp",
	"generation",
	"selfLink"
];
/** By which annotations Helm, kubectl, Argo CD and controllers know an object: a copy with them would be theirs to change and to delete. */
const MARKS = /^(kubectl\.kubernetes\.io\/last-applied-configuration|argocd\.argoproj\.io\/tracking-id|deployment\.kubernetes\.io\/revision|(meta\.helm\.sh\/|helm\.sh\/hook).*)$/;
/** The same of labels; on the workload's own object they stay. */
const LABELS = /^(app\.kubernetes\.io\/(instance|managed-by)|argocd\.argoproj\.io\/instance|applyset\.kubernetes\.io\/part-of|(helm|kustomize)\.toolkit\.fluxcd\.io\/.*)$/;
/** An object without what only the API server can say of it. */
function withoutServerMade(object) {
	const { status: _status, ...kept } = object;
	return {
		...kept,
		metadata: without(kept.metadata, SERVER_MADE)
	};
}
/** The same without marks of others, and without what binds it to others. Also its pods are without what the API server says. */
function withoutMarks(object) {
	const { metadata, ...kept } = withoutServerMade(object);
	const own = without(metadata, ["ownerReferences", "finalizers"]);
	const spec = "spec" in kept ? kept.spec : null;
	return {
		...kept,
		metadata: {
			...own,
			...own.annotations && { annotations: unmarked(own.annotations, MARKS) }
		},
		...isMapping(spec) && { spec: {
			...spec,
			...isMapping(spec["template"]) && { template: ownTemplate(spec["template"]) }
		} }
	};
}
/** The same for an object that is made anew under another name: nobody but us is to know it. */
function asCopy(object) {
	const { metadata, ...kept } = withoutMarks(object);
	return {
		...kept,
		metadata: {
			...metadata,
			...metadata.labels && { labels: unmarked(metadata.labels, LABELS) }
		}
	};
}
function ownTemplate(template) {
	const { metadata } = template;
	return {
		...template,
		...isMapping(metadata) && { metadata: without(metadata, SERVER_MADE) }
	};
}
function without(mapping, keys) {
	return Object.fromEntries(Object.entries(mapping).filter(([key]) => !keys.includes(key)));
}
function unmarked(all, marks) {
	return Object.fromEntries(Object.entries(all).filter(([name]) => !marks.test(name)));
}

// src/platforms/kubernetes/manifests/job-object.ts
/** On each Job that we make, never on its pods: whose it is, so that what is deleted is ours. */
const JOB = "sluice-actions.github.io/job";
/** How long the value of a label may be. */
const LONGEST$1 = 63;
/** The same of a Job's name, so that its name as a label, and that of a pod of it (`-abcde`), fit. */
const LONGEST_NAME = 57;
/** Path of all Jobs in the namespace. */
function jobsPath(site, signal) {
	return groupPath(site, "batch/v1", "jobs", signal);
}
/** Path of one of them. */
async function jobPath(site, name, signal) {
	return `${await jobsPath(site, signal)}/${encodeURIComponent(name)}`;
}
/** What the label of the service's Jobs says. */
function jobMark({ service }) {
	const name = journalName(service.name, service.environment);
	return name.length <= LONGEST$1 ? name : `sluice-${digest(name)}`;
}
/**
* The Job as it is made for one run. All of its `spec` is as the user wrote it, but for `ttlSecondsAfterFinished`: how it ended must not vanish
* before it was seen, and it is deleted with the rollout.
*/
function jobObject(site, job, id) {
	const { metadata, spec, ...kept } = asCopy(job);
	const { ttlSecondsAfterFinished: _left, ...said } = spec ?? {};
	const labels = {
		...metadata.labels,
		[JOB]: jobMark(site)
	};
	return {
		...kept,
		metadata: {
			...metadata,
			name: jobName(metadata.name, id),
			labels
		},
		spec: said
	};
}
/** `<name>-<id>`. Of a name that is too long the digest tells it from others that begin as it does. */
function jobName(name, id) {
	const whole = `${name}-${id}`;
	if (whole.length <= LONGEST_NAME) return whole;
	const end = `-${digest(name).slice(0, 8)}-${id}`;
	return `${name.slice(0, LONGEST_NAME - end.length).replace(/[^a-z0-9]+$/, "")}${end}`;
}
/**
* What is wrong where the pods of a Job would be taken for instances; null: nothing.
* @param selector by which the Service before the workload, or the workload itself, selects its pods
*/
function jobProblem(job, selector) {
	const { name } = job.metadata;
	const labels = job.spec?.template?.metadata?.labels ?? {};
	if (!selects(selector, labels)) return null;
	const [[key, value] = []] = Object.entries(selector);
	return `Job ${name}: its pods have the labels by which the pods of the service are selected (${labelSelector({ matchLabels: selector })}), so that they would be sent requests, and counted as its instances. Write another value under its \`spec.template.metadata.labels\`, such as \`${key}: ${value}-${name}\`.`;
}

// src/platforms/kubernetes/manifests/namespace.ts
/** Objects that say another namespace than the one that the service is in. */
function namespaceProblems(objects, namespace) {
	return objects.flatMap(({ object, file, line }) => {
		const said = namespaceIn(object);
		if (said === null || said === namespace) return [];
		return [{
			file,
			line,
			message: `${titleOf(object)} is of the namespace ${said}, and not of ${namespace}: take its \`namespace\` out, or write \`namespace: ${said}\` for the service; apply by itself what belongs elsewhere`
		}];
	});
}
/** The namespace that an object says; null: none. */
function namespaceIn(object) {
	const { namespace } = object["metadata"];
	return namespace ?? null;
}

// src/platforms/kubernetes/manifests/marks.ts
const RUN = "sluice-actions.github.io/run";
const HOOK = "helm.sh/hook";
const WEIGHT = "helm.sh/hook-weight";
/** When Helm's hooks run here; null: never, as with an install and an upgrade of Helm. */
const HOOKS = {
	"pre-install": "before",
	"pre-upgrade": "before",
	"post-install": "after",
	"post-upgrade": "after",
	"pre-delete": null,
	"post-delete": null,
	"pre-rollback": null,
	"post-rollback": null,
	test: null,
	"test-success": null,
	"test-failure": null,
	"crd-install": "before"
};
/** What the marks on an object say is done with it, or what is wrong with them, with what to write. */
function useOf(object) {
	const annotations = object.metadata.annotations ?? {};
	const run = annotations[RUN];
	const given = (annotations[HOOK] ?? "").split(",").map((one) => one.trim()).filter((one) => one !== "");
	const unknown = given.find((one) => !Object.hasOwn(HOOKS, one));
	if (unknown !== void 0) {
		const near = nearest(unknown, Object.keys(HOOKS));
		return wrong(`\`${HOOK}: ${quoted(unknown)}\` is no hook of Helm: write ${near ?? "pre-upgrade or post-upgrade"}, or take it out`);
	}
	if (run !== void 0 && run !== "before" && run !== "after") return wrong(`\`${RUN}: ${quoted(run)}\` says no time: write \`${RUN}: before\` or \`${RUN}: after\``);
	const moments = [...new Set(given.map((one) => HOOKS[one]))];
	if (isJob(object)) return jobUse(run ?? null, moments);
	if (run !== void 0) return wrong(`\`${RUN}\` does something on a Job only: take it out`);
	return given.length > 0 && moments.every((moment) => moment === null) ? "left-out" : "rest";
}
function jobUse(run, all) {
	const moments = all.filter((moment) => moment !== null);
	if (run !== null) {
		if (moments.length === 0 || moments.includes(run)) return run;
		return wrong(`\`${RUN}: ${run}\` says ${run} the rollout, and \`${HOOK}\` says ${moments[0]} it: take one out`);
	}
	const [first] = moments;
	if (moments.length > 1) return wrong(`its \`${HOOK}\` says both before and after a rollout: add \`${RUN}: before\` or \`${RUN}: after\``);
	if (first !== void 0) return first;
	if (all.length > 0) return "left-out";
	const lines = (moment) => `\`annotations: { ${RUN}: ${moment} }\``;
	return wrong(`it does not say when it runs: add under its \`metadata\` ${lines("before")} (once in a rollout, before the first instance) or ${lines("after")} (once, after the promotion)`);
}
function isJob({ apiVersion, kind }) {
	return kind === "Job" && apiVersion.startsWith("batch/");
}
/** Jobs of one moment in the order in which they run: by Helm's weight, then by name. */
function inTurn(jobs) {
	const weight = ({ metadata }) => Number.parseInt(metadata.annotations?.[WEIGHT] ?? "", 10) || 0;
	return jobs.toSorted((a, b) => weight(a) - weight(b) || (a.metadata.name < b.metadata.name ? -1 : 1));
}
function wrong(problem) {
	return { problem };
}

// src/platforms/kubernetes/manifests/order.ts
/** Kinds that others need, or that need others, in the order in which Helm installs them. */
const KINDS$1 = [
	"PriorityClass",
	"Namespace",
	"NetworkPolicy",
	"ResourceQuota",
	"LimitRange",
	"PodDisruptionBudget",
	"ServiceAccount",
	"Secret",
	"ConfigMap",
	"StorageClass",
	"PersistentVolume",
	"PersistentVolumeClaim",
	"CustomResourceDefinition",
	"ClusterRole",
	"ClusterRoleBinding",
	"Role",
	"RoleBinding",
	"Service",
	"DaemonSet",
	"Pod",
	"ReplicationController",
	"ReplicaSet",
	"Deployment",
	"HorizontalPodAutoscaler",
	"StatefulSet",
	"Job",
	"CronJob",
	"IngressClass",
	"Ingress",
	"APIService"
];
/** As they are to be applied: what is of no kind that is known here comes last, all else stays as it was written. */
function inOrder(objects) {
	const rank = ({ kind }) => KINDS$1.includes(kind) ? KINDS$1.indexOf(kind) : KINDS$1.length;
	return objects.toSorted((a, b) => rank(a) - rank(b));
}

// src/platforms/kubernetes/manifests/problems.ts
/** Names that are listed in a message. */
const MOST_NAMES = 10;
const WORKLOADS = [
	"Deployment",
	"StatefulSet",
	"DaemonSet"
];
/** What is wrong with objects that are whole, but for the workload: where they are, what they say twice, and when they run. */
function objectProblems(service, objects) {
	const said = service.namespace ?? objects.map(({ object }) => namespaceIn(object)).find((one) => one !== null) ?? null;
	const own = objects.flatMap((one) => {
		const object = one.object;
		const use = useOf(object);
		const pods = isJob(object) ? podProblem(one.object) : null;
		return [...typeof use === "object" ? [use.problem] : [], ...pods === null ? [] : [pods]].map((message) => problem(one, message));
	});
	return [
		...said === null ? [] : namespaceProblems(objects, said),
		...twice(objects, said),
		...own
	];
}
function twice(objects, namespace) {
	const first = /* @__PURE__ */ new Map();
	return objects.flatMap((one) => {
		const identity = identityOf(one.object, namespace);
		const known = first.get(identity);
		if (known === void 0) first.set(identity, one);
		return known === void 0 ? [] : [problem(one, `it stands in ${known.file}:${known.line} too: take one of them out`)];
	});
}
/** The service's workload among the objects; null where there is none. */
function workloadIn({ workload }, objects) {
	return objects.find(({ object }) => isIt(named$1(object), workload)) ?? null;
}
/** What is wrong with the service's workload, or what is there instead. */
function workloadProblems(service, objects) {
	const found = workloadIn(service, objects);
	if (found === null) return [missing(service, objects)];
	if (found.object["apiVersion"] !== "apps/v1") return [problem(found, `it has apiVersion ${quoted(String(found.object["apiVersion"]))}: write \`apiVersion: apps/v1\``)];
	const pods = podProblem(found.object);
	if (pods !== null) return [problem(found, pods)];
	const { spec } = found.object;
	const containers = containerProblems({ service }, spec.template).map((message) => ({
		file: found.file,
		line: found.line,
		message
	}));
	const selector = selectorProblem(spec);
	return [...selector === null ? [] : [problem(found, selector)], ...containers];
}
function selectorProblem({ selector, template }) {
	if (!isSelector(selector)) return "it has no selector: write the labels of its pods under `spec.selector.matchLabels`";
	const labels = template.metadata?.labels ?? {};
	if (matches(selector, labels)) return null;
	const wrong = Object.entries(selector.matchLabels ?? {}).find(([key, value]) => labels[key] !== value);
	if (wrong !== void 0 && typeof wrong[1] !== "string") return `the value of ${quoted(wrong[0])} in \`spec.selector.matchLabels\` is no text: put it in quotes`;
	return `it does not select its own pods: write ${wrong === void 0 ? "labels that `spec.selector` selects" : quoted(`${wrong[0]}: ${wrong[1]}`)} under \`spec.template.metadata.labels\``;
}
/** An empty one would select all pods; the API server takes none. */
function isSelector(selector) {
	if (!isMapping(selector)) return false;
	const { matchLabels = {}, matchExpressions = [] } = selector;
	const isWhole = (one) => isMapping(one) && (one["values"] === void 0 || Array.isArray(one["values"]));
	if (!isMapping(matchLabels) || !Array.isArray(matchExpressions) || !matchExpressions.every(isWhole)) return false;
	return Object.keys(matchLabels).length + matchExpressions.length > 0;
}
function missing({ workload, manifests }, objects) {
	const wanted = `${workload.kind} ${workload.name}`;
	const there = objects.filter(({ object }) => WORKLOADS.includes(String(object["kind"])));
	const names = there.map(({ object }) => titleOf(object));
	const paths = (manifests ?? []).join(", ");
	if (names.length === 0) return { message: `there is no ${wanted} in the manifests (${paths}), and no other workload: name the file that has it` };
	const near = nearest(wanted, names) ?? names[0];
	const { file, line } = there[names.indexOf(near)];
	const [kind, name] = near.split(" ");
	return {
		file,
		line,
		message: `there is no ${wanted} in the manifests (${paths}), but ${(names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), "…"] : names).join(", ")}: correct its name, or write \`workload: ${kind.toLowerCase()}/${name}\``
	};
}
function named$1(object) {
	const { kind, metadata } = object;
	return {
		kind,
		name: metadata.name
	};
}
function problem({ object, file, line }, message) {
	return {
		file,
		line,
		message: `${titleOf(object)}: ${message}`
	};
}

// src/platforms/kubernetes/manifests/references.ts
/** ConfigMaps and Secrets that the pods of an object use, as `ConfigMap/shop-config`: mounted, or as variables. */
function configurationOf(object) {
	return podSpecsIn(object).flatMap((pod) => {
		const volumes = listIn(pod, "volumes");
		const sources = volumes.flatMap((volume) => listIn(volume["projected"], "sources"));
		const containers = ["containers", "initContainers"].flatMap((key) => listIn(pod, key));
		const env = containers.flatMap((container) => listIn(container, "env")).map((one) => one["valueFrom"]);
		const envFrom = containers.flatMap((container) => listIn(container, "envFrom"));
		return [
			...[...volumes, ...sources].flatMap((one) => [
				...named("ConfigMap", one["configMap"], "name"),
				...named("Secret", one["secret"], "secretName"),
				...named("Secret", one["secret"], "name")
			]),
			...envFrom.flatMap((one) => [...named("ConfigMap", one["configMapRef"], "name"), ...named("Secret", one["secretRef"], "name")]),
			...env.filter(isMapping).flatMap((one) => [...named("ConfigMap", one["configMapKeyRef"], "name"), ...named("Secret", one["secretKeyRef"], "name")])
		];
	});
}
/** The same of any object, with what else it calls by its name: the certificate of an Ingress, the registry of a ServiceAccount. */
function usedBy(object) {
	return [...configurationOf(object), ...secretsIn(object)];
}
function secretsIn(part) {
	if (Array.isArray(part)) return part.flatMap(secretsIn);
	if (!isMapping(part)) return [];
	const pull = listIn(part, "imagePullSecrets").flatMap((one) => named("Secret", one, "name"));
	return [
		...named("Secret", part, "secretName"),
		...pull,
		...Object.values(part).flatMap(secretsIn)
	];
}
function named(kind, holder, key) {
	const name = isMapping(holder) ? holder[key] : void 0;
	return typeof name === "string" ? [`${kind}/${name}`] : [];
}
function listIn(holder, key) {
	const value = isMapping(holder) ? holder[key] : void 0;
	return Array.isArray(value) ? value.filter(isMapping) : [];
}

// src/platforms/kubernetes/manifests/sort.ts
/** Tells what is done with each object, or all that is wrong with them; each is without what only the API server or others say of it. */
function sortManifests(service, objects) {
	const problems = [...objectProblems(service, objects), ...workloadProblems(service, objects)];
	const workload = workloadIn(service, objects);
	return {
		manifests: problems.length > 0 || workload === null ? null : sorted(workload, objects),
		problems
	};
}
function sorted(workload, objects) {
	const own = workload.object;
	const others = objects.filter((one) => one !== workload).map(({ object }) => object);
	const usedAs = (use) => others.filter((object) => useOf(object) === use);
	const [before, after, plain] = [
		inTurn(usedAs("before")),
		inTurn(usedAs("after")),
		usedAs("rest")
	];
	const used = new Set([
		own,
		...before,
		...after
	].flatMap(configurationOf));
	const isUsed = ({ apiVersion, kind, metadata }) => apiVersion === "v1" && used.has(`${kind}/${metadata.name}`);
	return {
		workload: withoutMarks(own),
		before: before.map(asCopy),
		after: after.map(asCopy),
		configuration: plain.filter(isUsed).map(asCopy),
		rest: inOrder(plain.filter((object) => !isUsed(object)).map(withoutServerMade))
	};
}

// src/platforms/kubernetes/manifests/told.ts
/** Bytes that the pods of before may come to in the note. The API server takes 256 KiB of annotations in all. */
const LARGEST$1 = 1e5;
/** What is wrong where pods are too large to be noted, as a rollout notes them that replaces them; null: nothing. */
function sizeProblem(site, pods) {
	if (JSON.stringify(pods).length <= LARGEST$1) return null;
	return `${`what the pods of ${workloadName(site)} are has over ${LARGEST$1} bytes, which could not be put back`}: move what is large into a ConfigMap that they mount`;
}
/** The note of a rollout that makes a workload what its manifests say. Throws `Refused` where what was there before cannot be noted. */
function manifestNote(site, workload, target, before, rendered) {
	const isBack = before === null ? isThere(site, workload, target, rendered) : leadsBack(before, target);
	const template = before?.template ?? { was: workload.spec.template };
	const large = isBack || template.was === null ? null : sizeProblem(site, template.was);
	if (large !== null) throw new Refused("precondition", large);
	const fields = isBack ? backwards(before?.fields ?? {}) : changes(workload, before, rendered);
	const restarts = !isBack && target.spec !== null && contentOf$2(target.spec) !== target.spec;
	const told = {
		to: target,
		from: fromOf(site, workload, before),
		template,
		fields,
		restartedAt: {
			was: null,
			set: restarts ? (/* @__PURE__ */ new Date()).toISOString() : null
		},
		...isBack && (before === null ? { back: true } : goingBack(site))
	};
	const pods = podsOf$1(told, rendered);
	return {
		...told,
		images: imagesOf(site, workload, before, pods),
		pace: paceOver(site, onto(workload, pods, set(fields)), fields, before)
	};
}
/** One write of all that a {@link manifestNote} says, and of the note itself, as long as nobody changed what it was made from. */
function manifestOperations(workload, note, rendered) {
	const made = onto(workload, podsOf$1(note, rendered), {
		...set(note.fields ?? {}),
		...set(note.pace)
	});
	return [
		...unchanged(workload),
		...towards(workload, made),
		annotate(made, note)
	];
}
/** Whether it runs what it is to go back to, since it was told nothing else: what people did to it by hand is theirs. */
function isThere(site, workload, { version }, rendered) {
	return rendered?.over === true && versionOf(site.service, workload.spec.template) === version;
}
function podsOf$1({ back, template, restartedAt }, rendered) {
	if (back && template?.was) return template.was;
	if (rendered === null) throw new Refused("no-previous-version", "Nobody knows what the manifests of that version said: deploy it again");
	return templateOf(rendered, restartedAt.set === null ? {} : { [RESTARTED_AT]: restartedAt.set });
}
function changes(workload, before, rendered) {
	const changed = Object.entries(rendered === null ? {} : fieldsOf(rendered.workload)).map(([path, set]) => {
		const noted = before?.fields?.[path];
		return [path, {
			was: noted === void 0 ? valueAt(workload, path) ?? null : noted.was,
			set
		}];
	});
	return {
		...before?.fields,
		...Object.fromEntries(changed)
	};
}
function backwards(fields) {
	return Object.fromEntries(Object.entries(fields).map(([path, { was }]) => [path, {
		was,
		set: was
	}]));
}
function set(changed) {
	return Object.fromEntries(Object.entries(changed).map(([path, { set: value }]) => [path, value]));
}
/** What is compared with what runs, to find out what somebody else did. */
function imagesOf({ service }, workload, before, pods) {
	const now = new Map([...workload.spec.template.spec.initContainers ?? [], ...workload.spec.template.spec.containers].map((one) => [one.name, one.image]));
	return Object.fromEntries(ourContainers(service, pods).map(({ name, image }) => [name, {
		was: before?.images[name]?.was ?? now.get(name) ?? image,
		set: image
	}]));
}
/** What the service file sets for the time of the rollout; afterwards it is as the manifests say, where they say it. */
function paceOver({ service }, made, fields, before) {
	const changed = Object.entries(paceOf(service)).flatMap(([path, set]) => {
		const noted = before?.pace[path];
		const was = path in fields || noted === void 0 ? valueAt(made, path) ?? null : noted.was;
		return was === set && noted === void 0 ? [] : [[path, {
			was,
			set
		}]];
	});
	return {
		...before?.pace,
		...Object.fromEntries(changed)
	};
}

// src/platforms/kubernetes/manifests/copy.ts
/** On each copy that may be deleted when no version of the service needs it: whose it is. */
const COPY = "sluice-actions.github.io/copy";
/** The annotation of each copy that says of what it is one. */
const COPY_OF = "sluice-actions.github.io/copy-of";
/** What a name may be long. */
const LONGEST = 253;
/**
* A copy named by its content, which nobody can change. Two services have each their own.
* @param isShared whether others than the workload and its Jobs use it: it is then not to be deleted, so it has no label of ours
*/
function copyOf(site, object, isShared) {
	const { service } = site;
	const { metadata, ...kept } = asCopy(object);
	const { name } = metadata;
	const whose = journalName(service.name, service.environment);
	const end = `-${digest([
		whose,
		object.kind,
		name,
		isShared,
		contentOf$1(object)
	]).slice(0, 8)}`;
	const copy = {
		...metadata,
		name: `${name.slice(0, LONGEST - end.length).replace(/[^a-z0-9]+$/, "")}${end}`,
		labels: {
			...metadata.labels,
			...!isShared && { ["sluice-actions.github.io/copy"]: jobMark(site) }
		},
		annotations: {
			...metadata.annotations,
			[COPY_OF]: name
		}
	};
	return {
		...kept,
		metadata: copy,
		immutable: true
	};
}

// src/platforms/kubernetes/manifests/versioned.ts
/**
* Which ConfigMaps and Secrets this version reads; only looks. What is not there yet is made under its plain name; what is there as the manifests
* say it is used; of what is there with other content, the version gets a copy, and the plain one stays as older versions have it.
*
* What others of the manifests use too (a worker, an Ingress) is applied to its plain name, which they read; the workload then always has
* a copy, so that the next change does not reach its pods. Only where its present pods still read the plain one, that may not change: then the
* others get a copy as well, which is never deleted, since nobody counts who uses it.
*
* Throws `Refused` where a copy was changed by somebody.
*/
async function versioned(site, manifests, signal) {
	const present = await Promise.all([readWorkload(site, signal), readable(() => readWorkload(nextSite(site), signal))]);
	const uses = {
		rest: new Set(usedBy(manifests.rest)),
		present: new Set(usedBy(present))
	};
	const all = await Promise.all(manifests.configuration.map((object) => one(site, object, uses, signal)));
	return {
		names: Object.fromEntries(all.map(({ key, name }) => [key, name])),
		shared: Object.fromEntries(all.map(({ key, shared }) => [key, shared])),
		missing: all.flatMap(({ missing }) => missing)
	};
}
async function one(site, object, uses, signal) {
	const { name } = object.metadata;
	const key = `${object.kind}/${name}`;
	const plain = await readLike(site, object, signal);
	const isAsSaid = plain !== null && hasContentOf(plain, object);
	const isShared = uses.rest.has(key);
	if (isShared && !uses.present.has(key)) {
		const copy = await copied(site, object, false, signal);
		return {
			key,
			name: copy.name,
			shared: name,
			missing: [object, ...copy.missing]
		};
	}
	if (plain === null || isAsSaid) return {
		key,
		name,
		shared: name,
		missing: isAsSaid ? [] : [object]
	};
	const copy = await copied(site, object, isShared, signal);
	return {
		key,
		name: copy.name,
		shared: copy.name,
		missing: copy.missing
	};
}
async function copied(site, object, isShared, signal) {
	const copy = copyOf(site, object, isShared);
	const { name } = copy.metadata;
	const there = await readLike(site, copy, signal);
	if (there === null) return {
		name,
		missing: [copy]
	};
	if (hasContentOf(there, copy)) return {
		name,
		missing: []
	};
	const look = `\`kubectl delete ${copy.kind.toLowerCase()} ${name}\` lets it be made again`;
	throw new Refused("drift", `${titleOf(copy)} is to be a copy of ${titleOf(object)}, and somebody gave it other content: ${look}`);
}
/** What is there under the name of a ConfigMap or Secret. */
async function readLike(site, { kind, metadata }, signal) {
	const plural = kind === "Secret" ? "secrets" : "configmaps";
	return site.api.get(`${await corePath(site, plural, signal)}/${encodeURIComponent(metadata.name)}`, signal);
}
/** By what pods call configuration, and the kind of that. */
const CALLS = {
	configMap: "ConfigMap",
	configMapRef: "ConfigMap",
	configMapKeyRef: "ConfigMap",
	secret: "Secret",
	secretRef: "Secret",
	secretKeyRef: "Secret",
	imagePullSecrets: "Secret"
};
/** An object whose pods call their configuration by these names. The object itself stays as it is. */
function withNames(object, names) {
	const walk = (part, inPods) => {
		if (Array.isArray(part)) return part.map((item) => walk(item, inPods));
		if (!isMapping(part)) return part;
		const isWithin = inPods || Array.isArray(part["containers"]);
		const entries = Object.entries(part).map(([key, value]) => {
			const kind = isWithin ? CALLS[key] : void 0;
			return [key, walk(kind === void 0 ? value : renamed(value, kind, names), isWithin)];
		});
		return Object.fromEntries(entries);
	};
	return walk(object, false);
}
function renamed(call, kind, names) {
	if (Array.isArray(call)) return call.map((item) => renamed(item, kind, names));
	if (!isMapping(call)) return call;
	const set = (key) => {
		const name = names[`${kind}/${call[key]}`];
		return name === void 0 ? {} : { [key]: name };
	};
	return {
		...call,
		...set("name"),
		...set("secretName")
	};
}

// src/platforms/kubernetes/manifests/job-words.ts
const SPOKEN = {
	message: "",
	patience: 0,
	crashed: true,
	needsRoom: false
};
/** How a container of the newest pod that failed has ended, else how the newest is; null: there is no pod. */
function telling(pods) {
	const newest = pods.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
	const [first = null] = newest;
	return newest.map(endIn).find((end) => end !== null) ?? (first && stateOf(first));
}
/** The same for people: a line, and where a container ran the last lines of its log. Not `whole` where these cannot be had. */
async function wordsOf(site, { symptom, restarted }, signal) {
	const { pod, container, crashed, message } = symptom;
	if (container === null || !crashed) return {
		words: headOf(message === "" ? await fromEvents(site, symptom, signal) : symptom),
		whole: true
	};
	const lines = await lastLines(site, pod, container, restarted, signal);
	return {
		words: `${headOf(symptom)}\n${lines}`,
		whole: !lines.startsWith(NO_LOG)
	};
}
/** A volume that cannot be mounted is told in events only. */
async function fromEvents(site, symptom, signal) {
	const [event] = await eventsOf(site, {
		kind: "Pod",
		name: symptom.pod
	}, signal);
	return event === void 0 ? symptom : {
		...symptom,
		message: `${event.reason}: ${event.message}`
	};
}
function endIn(pod) {
	const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
	const failed = [...containerStatuses, ...initContainerStatuses].find((status) => (endOf(status)?.exitCode ?? 0) !== 0);
	if (failed === void 0) return null;
	const { reason = "Error", exitCode, message } = endOf(failed) ?? {};
	const said = `it ended with ${exitCode}${message ? ` (${message.trim()})` : ""}`;
	const symptom = {
		...SPOKEN,
		pod: pod.metadata.name,
		container: failed.name,
		reason,
		message: said
	};
	return {
		key: `${pod.metadata.uid} ${failed.name} ${failed.restartCount}`,
		ended: true,
		restarted: failed.state?.running !== void 0,
		symptom
	};
}
function stateOf(pod) {
	const symptom = symptomOf(pod) ?? ranIn(pod) ?? waitingOf(pod);
	return {
		key: `${pod.metadata.uid} ${symptom.container} ${symptom.reason}`,
		ended: false,
		restarted: false,
		symptom
	};
}
function ranIn(pod) {
	const ran = containersOf(pod).findLast(({ state }) => state?.running !== void 0 || state?.terminated !== void 0);
	if (ran === void 0) return null;
	const reason = ran.state?.running === void 0 ? "it ended with 0" : "it runs";
	return {
		...SPOKEN,
		pod: pod.metadata.name,
		container: ran.name,
		reason
	};
}
function waitingOf({ metadata, status = {} }) {
	const { phase = "Pending", reason = phase, message = "" } = status;
	return {
		...SPOKEN,
		pod: metadata.name,
		container: null,
		reason,
		message,
		crashed: false
	};
}
function endOf({ state, lastState }) {
	return state?.terminated ?? lastState?.terminated;
}
function timeOf({ metadata }) {
	return `${metadata.creationTimestamp} ${metadata.name}`;
}

// src/platforms/kubernetes/manifests/job-end.ts
/** Milliseconds between two looks where nothing changes: what lasts is told after a while. */
const AGAIN = 2e3;
/** What a Job's own controller tries again, as often as its `backoffLimit` says. */
const TRIED_AGAIN = /* @__PURE__ */ new Set(["CrashLoopBackOff", "OOMKilled"]);
/** Watches a Job until it has ended, or waiting cannot help, or none of its pods completed within the service's progress deadline. */
async function endOfJob(site, { metadata: { name, uid } }, signal) {
	const { progressDeadline } = site.service.rollout;
	const tell = teller(site);
	const times = lasting();
	let nearest = {
		succeeded: 0,
		at: performance.now()
	};
	for (;;) {
		times.next();
		const job = await site.api.get(await jobPath(site, name, signal), signal);
		if (job === null || job.metadata.uid !== uid || job.metadata.deletionTimestamp !== void 0) return "deleted";
		if (conditionOf(job, "Complete")) return "completed";
		const list = await listPods(site, podsOf(job), signal);
		const look = {
			job,
			pods: list.items,
			version: list.metadata.resourceVersion
		};
		const failed = conditionOf(job, "Failed");
		const words = await tell(look, failed !== void 0 || conditionOf(job, "FailureTarget") !== void 0, signal);
		if (failed) return { failed: `Job ${name} failed: ${failed.reason}: ${failed.message}${below(words)}` };
		const why = await hopelessly(site, look, times, signal);
		if (why !== null) return { failed: `Job ${name} cannot run: ${why}` };
		const succeeded = job.status?.succeeded ?? 0;
		if (succeeded > nearest.succeeded) nearest = {
			succeeded,
			at: performance.now()
		};
		const left = nearest.at + progressDeadline - performance.now();
		if (left <= 0) return { failed: await late(site, look, await tell(look, true, signal), signal) };
		await changed(site, look, Math.min(Math.ceil(left), AGAIN), signal);
	}
}
/** What its pods tell, kept from before they went. Of what still runs only `atLast`: from then on they are being ended, and tell nothing else. */
function teller(site) {
	let kept = null;
	return async ({ pods }, atLast, signal) => {
		const now = telling(pods);
		if (kept?.atLast || now === null || !now.ended && !atLast) return kept?.words ?? null;
		const said = now.key === kept?.key ? kept : await wordsOf(site, now, signal);
		kept = {
			...kept?.whole && !said.whole ? kept : {
				words: said.words,
				whole: said.whole
			},
			key: now.key,
			atLast
		};
		return kept.words;
	};
}
function hopelessly(site, { job, pods }, times, signal) {
	const waiting = pods.filter((pod) => !isEnding(pod) && !isOver(pod) && !TRIED_AGAIN.has(symptomOf(pod)?.reason ?? ""));
	const existing = pods.length;
	const counts = {
		wanted: job.spec.suspend ? 0 : 1,
		updated: existing,
		existing,
		serving: 0,
		available: 0,
		settled: false
	};
	const revision = {
		labels: {},
		owner: {
			kind: "Job",
			name: job.metadata.name
		}
	};
	return hopeless({
		site,
		workload: job,
		counts,
		revision,
		unready: waiting,
		lasting: times,
		isBack: false
	}, signal);
}
async function late(site, { job, pods }, words, signal) {
	const { name } = job.metadata;
	const head = `Job ${name} did not complete within ${site.service.rollout.progressDeadline / 1e3} s`;
	const longer = "where it needs longer, write a longer `progress-deadline` under `rollout` of the service";
	if (job.spec.suspend) return `${head}: it is suspended, and nobody resumed it; ${longer}`;
	if (words !== null || pods.length > 0) return `${head}; ${longer}${below(words)}`;
	const [event] = await eventsOf(site, {
		kind: "Job",
		name
	}, signal);
	return `${head}: it has no pod${event === void 0 ? "" : ` (${event.reason}: ${event.message})`}; ${longer}`;
}
/** Resolves when the Job or one of its pods changed since, or after that time, or on abort. What cannot be watched changes unseen. */
async function changed(site, { job, version }, time, signal) {
	const over = new AbortController();
	const both = AbortSignal.any([
		signal,
		over.signal,
		AbortSignal.timeout(time)
	]);
	const watched = async (path, from, query) => {
		try {
			await site.api.changed(await path, from, both, query);
		} catch {
			await aborted(both);
		}
	};
	const watches = [watched(jobsPath(site, both), job.metadata.resourceVersion ?? version, { fieldSelector: `metadata.name=${job.metadata.name}` }), watched(corePath(site, "pods", both), version, podsOf(job))];
	await Promise.race(watches);
	over.abort();
	await Promise.all(watches);
	signal.throwIfAborted();
}
function podsOf({ spec }) {
	return { labelSelector: labelSelector(spec.selector) };
}
function conditionOf({ status }, wanted) {
	return status?.conditions?.find(({ type, status: is }) => type === wanted && is === "True");
}
function isOver({ status }) {
	return status?.phase === "Succeeded" || status?.phase === "Failed";
}
function below(words) {
	return words === null ? "" : `\n${words}`;
}

// src/platforms/kubernetes/manifests/jobs.ts
/**
* Runs a Job to its end, once for each `id` (8 hex digits): where it is there already, this goes on with it. null: it completed, and stays until
* {@link removeJobs}; else why not, with the last lines of its last pod. One that failed is deleted, so that the next run makes it anew.
* On abort it runs on, for whoever comes next.
*/
async function runJob(site, job, id, signal) {
	const made = await jobFor(site, jobObject(site, job, id), signal);
	if (typeof made === "string") return made;
	const end = await endOfJob(site, made, signal);
	if (end === "completed") return null;
	const { name } = made.metadata;
	if (end === "deleted") return `Job ${name} was deleted by somebody before it had ended: let it end, and deploy again.`;
	await removeJob(site, made, signal);
	return end.failed;
}
/** Deletes all Jobs of the service that were made by {@link runJob}, with their pods, also those that still run. Done also where there is none. */
async function removeJobs(site, signal) {
	const query = { labelSelector: `${JOB}=${jobMark(site)}` };
	const list = await site.api.get(await jobsPath(site, signal), signal, query);
	await Promise.all((list?.items ?? []).map((job) => removeJob(site, job, signal)));
}
async function removeJob(site, { metadata: { name } }, signal) {
	await site.api.remove(await jobPath(site, name, signal), signal);
}
/** The Job that is there, else one that is made; a sentence where there can be none. */
async function jobFor(site, object, signal) {
	const { name } = object.metadata;
	const found = await site.api.get(await jobPath(site, name, signal), signal);
	if (found === null) return make(site, object, signal);
	if (found.metadata.labels?.["sluice-actions.github.io/job"] !== jobMark(site)) return `${`There is a Job ${name} without the label ${JOB}=${jobMark(site)}: no rollout of this service made it`}. Run \`kubectl delete job ${name}\`, or give one of both another name.`;
	if (found.metadata.deletionTimestamp !== void 0) throw new Error(`Job ${name} is still being deleted, and cannot be made anew before`);
	return found;
}
async function make(site, object, signal) {
	try {
		const made = await site.api.create(await jobsPath(site, signal), object, signal);
		return made === "exists" ? jobFor(site, object, signal) : made;
	} catch (error) {
		if (error instanceof ApiError || error instanceof Refused) return `Job ${object.metadata.name} cannot be made: ${error.message}`;
		throw error;
	}
}

// src/platforms/kubernetes/manifests/kept.ts
const PREFIX = "version-";
/** How many versions can be gone back to, and bytes that one may come to there: a ConfigMap holds 1 MiB in all, the journal included. */
const [MOST, LARGEST] = [6, 15e4];
/**
* What the manifests of a version came to; null where that is not kept. Of one that is known by its version only, what was kept last.
* They lie in the journal's ConfigMap, compressed: a later job has no manifests, or those of another commit.
*/
async function kept(site, target, signal) {
	const entries = entriesOf(await read(site, signal)).filter(({ version }) => version === target.version);
	return (entries.find(({ spec }) => spec === specOf(target)) ?? (target.spec === null ? entries[0] : void 0))?.rendered ?? null;
}
/** What goes with a version besides its image; null where it has no manifests. */
async function renderedOf(site, target, signal) {
	return site.service.manifests === null ? null : kept(site, target, signal);
}
/** Keeps it, and only the latest versions; those that never came to their end go first, since nobody goes back to them. Throws `Refused` where it is too large. */
async function keep(site, target, rendered, signal) {
	const entry = {
		version: target.version,
		spec: specOf(target),
		at: Date.now(),
		rendered
	};
	const text = gzipSync(JSON.stringify(entry)).toString("base64");
	if (text.length > LARGEST) {
		const message = `What the manifests say of ${site.service.workload.name} and its Jobs has ${text.length} bytes, compressed; ${LARGEST} can be kept`;
		throw new Refused("precondition", `${message}: move what is large into a ConfigMap that they mount`);
	}
	for (;;) {
		const found = await read(site, signal);
		if (found === null) throw new Error(`the journal's ConfigMap ${nameOf(site)} is gone`);
		const { binaryData = {} } = found;
		const key = `${PREFIX}${digest([entry.version, entry.spec])}`;
		const rank = ({ rendered: { over } }) => over ? 0 : 1;
		const others = entriesOf(found).filter((one) => keyOf(one) !== key).toSorted((a, b) => rank(a) - rank(b));
		const dropped = new Set(others.slice(MOST - 1).map(keyOf));
		const data = Object.fromEntries(Object.entries(binaryData).filter(([name]) => !dropped.has(name)));
		const path = await pathOf(site, signal);
		if (await site.api.replace(path, {
			...found,
			binaryData: {
				...data,
				[key]: text
			}
		}, signal) !== "conflict") return;
	}
}
/** Names of all copies that a kept version needs. */
async function keptCopies(site, signal) {
	return new Set(entriesOf(await read(site, signal)).flatMap(({ rendered }) => rendered.copies));
}
/** The latest first. */
function entriesOf(found) {
	return Object.entries(found?.binaryData ?? {}).filter(([key]) => key.startsWith(PREFIX)).flatMap(([, text]) => entryOf(text) ?? []).toSorted((a, b) => b.at - a.at);
}
/** null for what somebody else put there. */
function entryOf(text) {
	try {
		const entry = JSON.parse(gunzipSync(Buffer.from(text, "base64")).toString());
		return typeof entry?.version === "string" && typeof entry.rendered === "object" ? entry : null;
	} catch {
		return null;
	}
}
function keyOf({ version, spec }) {
	return `${PREFIX}${digest([version, spec])}`;
}
function specOf({ spec }) {
	return spec === null ? null : contentOf$2(spec);
}
function nameOf({ service }) {
	return journalName(service.name, service.environment);
}
async function pathOf(site, signal) {
	return `${await corePath(site, "configmaps", signal)}/${nameOf(site)}`;
}
async function read(site, signal) {
	return site.api.get(await pathOf(site, signal), signal);
}

// src/platforms/kubernetes/manifests/unused.ts
const KINDS = {
	ConfigMap: "configmaps",
	Secret: "secrets"
};
/**
* Deletes copies of configuration that were made for a version of this service, and that no version needs any more: neither the workload, nor its
* next track, nor a revision that their controllers keep to go back to.
* @param kept copies that are needed besides, such as `ConfigMap/shop-1a2b3c4d`
*/
async function removeUnused(site, kept, signal) {
	const candidates = (await copies(site, signal)).filter(({ title }) => !kept.has(title));
	if (candidates.length === 0) return;
	const used = await templates(site, signal);
	for (const { name, path } of candidates) if (!used.includes(name)) await site.api.remove(path, signal);
}
async function copies(site, signal) {
	const query = { labelSelector: `${COPY}=${jobMark(site)}` };
	return (await Promise.all(Object.entries(KINDS).map(async ([kind, plural]) => {
		const all = await corePath(site, plural, signal);
		const list = await readable(() => site.api.get(all, signal, query));
		return (list === "forbidden" ? [] : list?.items ?? []).map(({ metadata: { name } }) => ({
			title: `${kind}/${name}`,
			name,
			path: `${all}/${encodeURIComponent(name)}`
		}));
	}))).flat();
}
/** All that the controllers of the workload and its next track make pods of, now or when they go back, as one text. */
async function templates(site, signal) {
	const both = [site, nextSite(site)].map(async (one) => {
		const workload = await (one === site ? readWorkload(one, signal) : readable(() => readWorkload(one, signal)));
		if (workload === null || workload === "forbidden") return [];
		const plural = one.service.workload.kind === "deployment" ? "replicasets" : "controllerrevisions";
		return [workload, ...((await site.api.get(await appsPath(one, plural, signal), signal))?.items ?? []).filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === workload.metadata.uid))];
	});
	return JSON.stringify(await Promise.all(both));
}

// src/platforms/kubernetes/manifests/around.ts
/** What has to have happened before the first instance of a version: its Jobs, one after the other, once in a rollout. Throws `Refused` where one fails. */
async function runBefore(site, { rollout, before }, signal) {
	for (const job of before) {
		site.say?.(`run Job ${job.metadata.name} before ${site.service.workload.name}`);
		const wrong = await runJob(site, job, runOf(rollout), signal);
		if (wrong !== null) throw new Refused("update-failed", wrong);
	}
}
/**
* What comes at the end of a rollout, while its note is still there: the Jobs after a promotion, of which a failure is said and changes nothing;
* then what only the rollout needed is deleted.
* @param note null where the workload was not told anything
*/
async function endManifests(site, note, warn, signal) {
	if (site.service.manifests === null) return;
	const rendered = note === null || note.back ? null : await kept(site, note.to, signal);
	for (const job of rendered?.after ?? []) {
		site.say?.(`run Job ${job.metadata.name} after ${site.service.workload.name}`);
		const wrong = await runJob(site, job, runOf(rendered?.rollout ?? ""), signal);
		if (wrong !== null) warn(wrong);
	}
	if (note !== null && rendered !== null) await keep(site, note.to, {
		...rendered,
		before: [],
		after: [],
		over: true
	}, signal);
	await removeJobs(site, signal);
	await removeUnused(site, await keptCopies(site, signal), signal);
}
/** Names a run of Jobs, short enough to be a part of their names. */
function runOf(rollout) {
	return digest(rollout).slice(0, 8);
}

// src/platforms/kubernetes/manifests/make.ts
/** Makes the workload of a first deployment, with the note of its rollout; null where somebody made and deleted it meanwhile. */
async function makeWorkload(site, target, rendered, signal) {
	const { metadata, ...object } = rendered.workload;
	const annotations = {
		...metadata.annotations,
		[NOTE]: JSON.stringify(noteOf(site, target, rendered))
	};
	const made = {
		...object,
		metadata: {
			...metadata,
			annotations
		}
	};
	const answer = await accepted(site.api.create(await workloadsPath(site, signal), made, signal));
	return answer === "exists" ? readWorkload(site, signal) : answer;
}
function noteOf({ service }, target, rendered) {
	const images = ourContainers(service, templateOf(rendered, {})).map(({ name, image }) => [name, {
		was: image,
		set: image
	}]);
	return {
		to: target,
		from: {
			version: null,
			spec: null
		},
		images: Object.fromEntries(images),
		template: { was: null },
		restartedAt: {
			was: null,
			set: null
		},
		pace: {}
	};
}

// src/platforms/kubernetes/manifests/supply.ts
/**
* Brings what goes with a version to the cluster, before its first instance: all but the workload and its Jobs is applied, its configuration gets
* names of its own, and what the workload and the Jobs are to be is kept. Once in a rollout: what is applied again later could take traffic back.
*/
async function supplyManifests(site, supply, signal) {
	const present = await kept(site, supply, signal) ?? (supply.returns ? await kept(site, {
		version: supply.version,
		spec: null
	}, signal) : null);
	if (present?.rollout === supply.rollout) return;
	if (supply.bring) return bring(site, supply, signal);
	if (present !== null) return keep(site, supply, {
		...present,
		rollout: supply.rollout,
		before: [],
		after: [],
		over: false
	}, signal);
	if (supply.returns) return supply.say(`the manifests of ${supply.version} are not kept: only its image is set`);
	throw new Refused("precondition", `The manifests of ${supply.version} never came to the cluster: run its deployment again`);
}
async function bring(site, supply, signal) {
	const { manifests } = sortManifests(site.service, site.service.objects ?? []);
	if (manifests === null) throw new Refused("precondition", "the manifests cannot be used");
	await keepPresent(site, signal);
	const { names, shared, missing } = await versioned(site, manifests, signal);
	const rest = manifests.rest.map((object) => withNames(withVersion(site.service, object, supply.version), shared));
	const applied = [...missing, ...rest];
	if (applied.length > 0) supply.say(`apply ${applied.map(titleOf).join(", ")}`);
	await applyObjects(site, applied, signal);
	const whole = rendered$1(site, manifests, supply, names);
	const isScaled = await readWorkload(site, signal) !== null && await hasScaler(site, manifests, signal);
	await keep(site, supply, isScaled ? {
		...whole,
		workload: unsized(whole.workload)
	} : whole, signal);
}
function rendered$1(site, manifests, { version, rollout }, names) {
	const own = (object) => withNames(withVersion(site.service, object, version), names);
	const copies = Object.entries(names).filter(([plain, name]) => plain !== `${kindOf(plain)}/${name}`);
	return {
		rollout,
		workload: own(manifests.workload),
		before: manifests.before.map(own),
		after: manifests.after.map(own),
		copies: copies.map(([plain, name]) => `${kindOf(plain)}/${name}`)
	};
}
/** Whether an autoscaler says how many pods it has, of the manifests or of somebody else. */
async function hasScaler(site, { rest }, signal) {
	return rest.map((object) => valueAt(object, "/spec/scaleTargetRef")).some((target) => isIt(target, site.service.workload)) || (await homeScalers(site, signal)).length > 0;
}
function unsized({ spec: { replicas: _said, ...spec }, ...workload }) {
	return {
		...workload,
		spec
	};
}
/** `ConfigMap` of `ConfigMap/shop`. */
function kindOf(plain) {
	return plain.split("/")[0];
}
/** So that it can be gone back to, with its configuration: what runs now and never came with manifests. */
async function keepPresent(site, signal) {
	const home = await readWorkload(site, signal);
	const version = home && versionOf(site.service, home.spec.template);
	if (home === null || version === null) return;
	const target = {
		version,
		spec: null
	};
	if (await kept(site, target, signal) !== null) return;
	await keep(site, target, {
		rollout: "",
		workload: podsOnly(home),
		before: [],
		after: [],
		copies: [],
		over: true
	}, signal);
}
function podsOnly({ metadata: { name }, spec: { selector, template } }) {
	return {
		apiVersion: "apps/v1",
		kind: "",
		metadata: { name },
		spec: {
			selector,
			template
		}
	};
}

// src/platforms/kubernetes/manifests/files.ts
const MAX_BYTES = 1048576;
const MAX_ALL = 5 * MAX_BYTES;
const MAX_FILES = 1e3;
const ENDINGS = /\.(yaml|yml|json)$/;
const KUSTOMIZATION = /^(kustomization\.ya?ml|Kustomization)$/;
/** The files that `manifests` names, and those directly in its folders, as `kubectl apply -f` takes them; with all that is wrong with the paths. */
async function readManifestFiles(paths, root) {
	const base = await realpath(root);
	const listed = await Promise.all(paths.map((path) => listPath(base, path)));
	const all = [...new Set(listed.flatMap((one) => "names" in one ? one.names : []))];
	const problems = listed.flatMap((one) => "names" in one ? [] : [one]);
	if (all.length > MAX_FILES) return {
		files: [],
		problems: [...problems, { message: tooMany$1(`${all.length} files`) }]
	};
	const files = [];
	let bytes = 0;
	for (const file of all) {
		const read = await readSafely(base, file);
		if ("message" in read) problems.push(read);
		else files.push(read);
		bytes += "text" in read ? Buffer.byteLength(read.text) : 0;
		if (bytes > MAX_ALL) return {
			files: [],
			problems: [...problems, {
				file,
				message: tooMany$1("more than 5 MB")
			}]
		};
	}
	return {
		files,
		problems
	};
}
/** The files at a path of `manifests`, or what is wrong with it. */
async function listPath(base, path) {
	const absolute = resolve(base, path);
	const file = shown$1(base, absolute);
	if (/\p{C}/u.test(path)) return { message: `manifests: ${quoted(path)} holds a line end or a control character: write the path of a file or folder` };
	const outside = {
		file: path,
		message: "this leads out of the repository: write a path in it under `manifests`"
	};
	if (!isInside(base, absolute)) return outside;
	try {
		if (!isInside(base, await realpath(absolute))) return outside;
		if (!(await stat(absolute)).isDirectory()) return KUSTOMIZATION.test(basename(file)) ? kustomize(join(file, "..")) : { names: [file] };
		return inFolder(file, (await readdir(absolute, { withFileTypes: true })).filter((one) => !one.isDirectory()).map(({ name }) => name));
	} catch (error) {
		return unreadable(path, error);
	}
}
function inFolder(folder, names) {
	if (names.some((name) => KUSTOMIZATION.test(name))) return kustomize(folder);
	const [written, name] = [rendered(folder), basename(folder)];
	if (names.includes("Chart.yaml")) return {
		file: folder,
		message: `this is a chart: run \`helm template ${name} ${folder} > ${written}\`, and write \`manifests: ${written}\``
	};
	const found = names.filter((one) => ENDINGS.test(one)).toSorted();
	if (found.length === 0) return {
		file: folder,
		message: "no .yaml, .yml or .json file is directly in this folder: name the one that has them"
	};
	const odd = found.find((one) => /\p{C}/u.test(one));
	if (odd !== void 0) return {
		file: folder,
		message: `the name of ${quoted(odd)} holds a line end or a control character: rename it`
	};
	return { names: found.map((one) => join(folder, one)) };
}
function kustomize(folder) {
	const written = rendered(folder);
	return {
		file: folder,
		message: `this is a kustomization: run \`kubectl kustomize ${folder} > ${written}\` before, and write \`manifests: ${written}\``
	};
}
/** Where the output of a folder goes: beside it. */
function rendered(folder) {
	return folder === "." ? "rendered.yaml" : `${folder}.yaml`;
}
async function readSafely(base, file) {
	const absolute = resolve(base, file);
	try {
		if (!isInside(base, await realpath(absolute))) return {
			file,
			message: "this is a link that leads out of the repository: put the file itself here"
		};
		const found = await stat(absolute);
		if (!found.isFile()) return {
			file,
			message: "this is no file: take it out of the manifests"
		};
		if (found.size > MAX_BYTES) return {
			file,
			message: "the file is larger than 1 MB: split it"
		};
		return {
			file,
			text: await readFile(absolute, "utf8")
		};
	} catch (error) {
		return unreadable(file, error);
	}
}
function tooMany$1(what) {
	return `the manifests have ${what}: name only those of this service`;
}
function unreadable(file, error) {
	const { code, message } = error;
	return {
		file,
		message: `cannot be read (${code === "ENOENT" ? "there is no such file or folder" : message}): correct \`manifests\`, or make the file in a step before`
	};
}
function isInside(base, path) {
	return path === base || path.startsWith(base.endsWith(sep) ? base : `${base}${sep}`);
}
function shown$1(base, absolute) {
	return relative(base, absolute) || ".";
}

// src/platforms/kubernetes/manifests/unrendered.ts
/** What to write where a template stands that nobody has rendered. */
function unrendered(text) {
	const [found = text] = /\{\{.*?(\}\}|$)/.exec(text) ?? [];
	return `${quoted(found)} is a template that nobody has rendered: run \`helm template\` before, with its output in a file, and name that file in \`manifests\``;
}

// src/platforms/kubernetes/manifests/shape.ts
const API_VERSION = /^([a-z0-9.-]{1,253}\/)?[a-z0-9]{1,63}$/;
const KIND = /^[A-Za-z][A-Za-z0-9]{0,62}$/;
/** What can be the end of a path. */
const NAME = /^[^\s/%\p{C}]{1,253}$/u;
const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Why a value is no object of Kubernetes that could be told from others, with what to write; none: it is one. */
function shapeProblems(value) {
	if (!isMapping(value)) return ["this is no object: write `apiVersion`, `kind` and `metadata`, or take it out"];
	const metadata = value["metadata"];
	const template = templateIn$1(value);
	if (template !== null) return [unrendered(template)];
	if (String(value["apiVersion"]).startsWith("kustomize.config.k8s.io/")) return ["this is a kustomization: run `kubectl kustomize` before, with its output in a file, and name that file in `manifests`"];
	return [
		...textProblem(value, "apiVersion", API_VERSION, "apps/v1"),
		...textProblem(value, "kind", KIND, "Deployment"),
		...isMapping(metadata) ? metadataProblems(metadata) : ["this has no metadata: write `metadata: { name: … }`"]
	];
}
function metadataProblems(metadata) {
	const { name, namespace, generateName } = metadata;
	const texts = textsProblem(metadata, "metadata");
	const named = typeof name === "string" && name !== "";
	const isOdd = named && (!NAME.test(name) || name === "." || name === "..");
	return [
		...generateName === void 0 ? [] : ["`generateName` makes another object each time: write `metadata.name` instead"],
		...named || generateName !== void 0 ? [] : ["this has no name: write `metadata.name`, in quotes where it is a number"],
		...isOdd ? [`metadata.name ${quoted(name)} cannot be a name: write one of small letters, digits, dots and dashes`] : [],
		...namespace === void 0 || typeof namespace === "string" && NAMESPACE.test(namespace) ? [] : ["metadata.namespace is no name of a namespace: write one of small letters, digits and dashes, or take it out"],
		...texts === null ? [] : [texts]
	];
}
function textProblem(object, key, form, example) {
	const value = object[key];
	if (value === void 0 || value === null) return [`this has no ${key}: write it, like \`${key}: ${example}\``];
	return typeof value === "string" && form.test(value) ? [] : [`${key} is ${quoted(shown(value))}: write it like \`${key}: ${example}\``];
}
function shown(value) {
	return typeof value === "object" ? "a list or a mapping" : String(value);
}
/** A template in quotes is YAML: looked for where an object has its names, and its images. null: none. */
function templateIn$1(object) {
	const { name, namespace } = isMapping(object["metadata"]) ? object["metadata"] : {};
	const images = podSpecsIn(object).flatMap((pod) => [pod["containers"], pod["initContainers"]].flat().map((one) => isMapping(one) && one["image"]));
	return [
		object["apiVersion"],
		object["kind"],
		name,
		namespace,
		...images
	].find((text) => typeof text === "string" && text.includes("{{")) ?? null;
}

// src/platforms/kubernetes/manifests/parse.ts
const MAX_OBJECTS = 1e3;
/** The objects of the files as they were written, and all that is wrong with what is none. */
function parseManifests(files) {
	const parsed = files.map(parseFile);
	const objects = parsed.flatMap((one) => one.objects);
	const problems = parsed.flatMap((one) => one.problems);
	if (objects.length <= MAX_OBJECTS) return {
		objects,
		problems
	};
	const { file, line } = objects[MAX_OBJECTS];
	return {
		objects: [],
		problems: [...problems, {
			file,
			line,
			message: tooMany()
		}]
	};
}
function parseFile({ file, text }) {
	const { documents, next } = readYaml(text, MAX_OBJECTS, "kubectl");
	const syntax = documents.flatMap((document) => document.problems);
	const template = templateIn(text, syntax);
	if (template !== null) return {
		objects: [],
		problems: [{
			file,
			...template
		}]
	};
	const looked = documents.flatMap(({ value, locate, start }) => {
		const at = (index) => (locate(["items", index]) ?? start).line;
		return value === null || value === void 0 ? [] : unfolded({
			value,
			line: start.line
		}, at);
	}).map(({ value, line }) => ({
		value,
		line,
		wrong: shapeProblems(value)
	}));
	const more = next === null ? [] : [{
		file,
		...next,
		message: tooMany()
	}];
	return {
		objects: looked.flatMap(({ value, line, wrong }) => wrong.length > 0 ? [] : [{
			object: value,
			file,
			line
		}]),
		problems: [
			...syntax.map((problem) => ({
				file,
				...problem
			})),
			...looked.flatMap(({ line, wrong }) => wrong.map((message) => ({
				file,
				line,
				message
			}))),
			...more
		]
	};
}
/** What a List holds, each with its line; all else as it is. */
function unfolded({ value, line }, lineOf) {
	return isMapping(value) && /List$/.test(String(value["kind"])) && Array.isArray(value["items"]) ? value["items"].map((item, at) => ({
		value: item,
		line: lineOf(at)
	})) : [{
		value,
		line
	}];
}
/** A template that nobody has rendered is no YAML just there; null: it is not that. */
function templateIn(text, problems) {
	if (problems.length === 0) return null;
	const lines = text.split("\n");
	for (const { line } of problems) {
		const near = [
			line,
			line - 1,
			line + 1
		].find((one) => lines[one - 1]?.includes("{{"));
		if (near !== void 0) return {
			line: near,
			message: unrendered(lines[near - 1])
		};
	}
	return null;
}
function tooMany() {
	return `the manifests have more than ${MAX_OBJECTS} objects: name only those of this service`;
}

// src/platforms/kubernetes/manifests/bring.ts
/**
* The service with what stands in its manifests, which is a part of its `spec` from then on; without manifests as it is. `root` is the folder
* of the repository. Throws {@link InvalidServiceFile} with all that is wrong, each with its file and line.
*/
async function bringManifests(service, root) {
	if (service.manifests === null) return service;
	const read = await readManifestFiles(service.manifests, root);
	const { objects, problems: wrong } = parseManifests(read.files);
	const unread = [...read.problems, ...wrong];
	if (unread.length > 0) throw new InvalidServiceFile([...unread, ...objectProblems(service, objects)]);
	const { manifests, problems } = sortManifests(service, objects);
	if (manifests === null) throw new InvalidServiceFile(problems);
	return {
		...service,
		objects,
		spec: digest({
			spec: service.spec,
			manifests: contentOf(manifests)
		})
	};
}
/** The same whatever file an object stands in, and in whatever order. */
function contentOf({ workload, before, after, configuration, rest }) {
	const all = Object.entries({
		workload: [workload],
		before,
		after,
		configuration,
		rest
	});
	return Object.fromEntries(all.map(([use, objects]) => [use, Object.fromEntries(objects.map((one) => [identityOf(one, null), one]))]));
}

export { fieldsOf as C, WITHOUT_PACE as S, applyProblems as _, runBefore as a, onto as b, withNames as c, sizeProblem as d, sortManifests as f, withVersion as g, jobProblem as h, endManifests as i, manifestNote as l, jobObject as m, supplyManifests as n, renderedOf as o, namespaceProblems as p, makeWorkload as r, versioned as s, bringManifests as t, manifestOperations as u, titleOf as v, STRATEGIES as x, holderOf as y };