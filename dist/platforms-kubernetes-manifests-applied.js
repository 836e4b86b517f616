import { Tt as Refused, ft as isEqual, pt as isMapping } from "./first.js";
import { u as accepted } from "./platforms-kubernetes-tracks.js";
import { n as ApiError, r as MANAGER } from "./platforms-kubernetes-api.js";
import { d as titleOf } from "./platforms-kubernetes-manifests.js";
import { i as conditionOf, o as aborted } from "./platforms-kubernetes.js";
import { a as rulesOf, i as lacks, r as isAllowed } from "./platforms-kubernetes-check.js";

// src/platforms/kubernetes/manifests/applied/adopt.ts
const BY_CLIENT = "kubectl-client-side-apply";
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
/** As whom workflows write that apply their manifests by themselves: ours takes their place. */
const PREDECESSORS = [
	MANAGER,
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
	const target = managedFields.find((one) => isOf(one, "sluice", "Apply")) ?? theirs[0];
	if (theirs.length === 0 || target === void 0) return null;
	const fieldsV1 = [target, ...theirs.filter((one) => one !== target && one.apiVersion === target.apiVersion)].map((one) => one.fieldsV1 ?? {}).reduce(union);
	const ours = {
		...target,
		manager: MANAGER,
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

// src/platforms/kubernetes/manifests/applied/belonging.ts
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

// src/platforms/kubernetes/manifests/applied/content.ts
/** Whether both say the same to who reads them. */
function hasContentOf(there, object) {
	return isEqual(contentOf({
		...there,
		kind: object.kind
	}), contentOf(object));
}
/** What a ConfigMap or Secret says to who reads it, as the API server stores it. */
function contentOf(object) {
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

// src/platforms/kubernetes/manifests/applied/definitions.ts
/** Milliseconds until it is given up, and between two looks where nothing can be watched. */
const [PATIENCE, AGAIN] = [6e4, 1e3];
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
		if (conditionOf(present, "Established")?.status === "True" && await areServed(site, definition, signal)) return;
		const names = conditionOf(present, "NamesAccepted");
		if (names?.status === "False") throw new Refused("update-failed", `${titleOf(definition)} does not get its names: ${names.message}`);
		if (performance.now() > end) throw new Error(`${titleOf(definition)} is not established after ${PATIENCE / 1e3} s`);
		const soon = AbortSignal.any([signal, AbortSignal.timeout(AGAIN)]);
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

// src/platforms/kubernetes/manifests/applied/dry-run.ts
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

// src/platforms/kubernetes/manifests/applied/kinds.ts
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

// src/platforms/kubernetes/manifests/applied/lacked-rights.ts
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

// src/platforms/kubernetes/manifests/applied/apply.ts
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

export { hasContentOf as i, applyProblems as n, contentOf as r, applyObjects as t };