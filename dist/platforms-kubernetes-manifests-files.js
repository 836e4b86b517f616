import { G as quoted, R as readYaml, U as InvalidServiceFile, V as nearest, dt as digest, pt as isMapping } from "./first.js";
import { d as titleOf, u as identityOf } from "./platforms-kubernetes-manifests.js";
import { S as ourContainers, c as isIt, x as imageFor } from "./platforms-kubernetes-workload.js";
import { s as containerProblems } from "./platforms-kubernetes-check.js";
import { a as matches } from "./platforms-kubernetes-tracks.js";
const basename = process.getBuiltinModule("node:path").basename; const join = process.getBuiltinModule("node:path").join; const relative = process.getBuiltinModule("node:path").relative; const resolve = process.getBuiltinModule("node:path").resolve; const sep = process.getBuiltinModule("node:path").sep;
const readFile = (...given) => process.getBuiltinModule("node:fs/promises").readFile(...given); const readdir = (...given) => process.getBuiltinModule("node:fs/promises").readdir(...given); const realpath = (...given) => process.getBuiltinModule("node:fs/promises").realpath(...given); const stat = (...given) => process.getBuiltinModule("node:fs/promises").stat(...given);

// src/platforms/kubernetes/manifests/files/pods.ts
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
		if (!Array.isArray(all)) return `${where} is no list: write one, with \`- name: \u2026\` for each`;
		const nameless = all.findIndex((one) => !isMapping(one) || typeof one["name"] !== "string" || !NAME$1.test(one["name"]));
		if (nameless !== -1) return `number ${nameless + 1} of ${where} has no name: write \`name: \u2026\` with small letters, digits and dashes`;
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

// src/platforms/kubernetes/manifests/files/references.ts
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
				...named$1("ConfigMap", one["configMap"], "name"),
				...named$1("Secret", one["secret"], "secretName"),
				...named$1("Secret", one["secret"], "name")
			]),
			...envFrom.flatMap((one) => [...named$1("ConfigMap", one["configMapRef"], "name"), ...named$1("Secret", one["secretRef"], "name")]),
			...env.filter(isMapping).flatMap((one) => [...named$1("ConfigMap", one["configMapKeyRef"], "name"), ...named$1("Secret", one["secretKeyRef"], "name")])
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
	const pull = listIn(part, "imagePullSecrets").flatMap((one) => named$1("Secret", one, "name"));
	return [
		...named$1("Secret", part, "secretName"),
		...pull,
		...Object.values(part).flatMap(secretsIn)
	];
}
function named$1(kind, holder, key) {
	const name = isMapping(holder) ? holder[key] : void 0;
	return typeof name === "string" ? [`${kind}/${name}`] : [];
}
function listIn(holder, key) {
	const value = isMapping(holder) ? holder[key] : void 0;
	return Array.isArray(value) ? value.filter(isMapping) : [];
}

// src/platforms/kubernetes/manifests/files/stripped.ts
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

// src/platforms/kubernetes/manifests/files/images.ts
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

// src/platforms/kubernetes/manifests/files/namespace.ts
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

// src/platforms/kubernetes/manifests/files/marks.ts
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

// src/platforms/kubernetes/manifests/files/order.ts
/** Kinds that others need, or that need others, in the order in which Helm installs them. */
const KINDS = [
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
	const rank = ({ kind }) => KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length;
	return objects.toSorted((a, b) => rank(a) - rank(b));
}

// src/platforms/kubernetes/manifests/files/problems.ts
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
	return objects.find(({ object }) => isIt(named(object), workload)) ?? null;
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
		message: `there is no ${wanted} in the manifests (${paths}), but ${(names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), "\u2026"] : names).join(", ")}: correct its name, or write \`workload: ${kind.toLowerCase()}/${name}\``
	};
}
function named(object) {
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

// src/platforms/kubernetes/manifests/files/sort.ts
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

// src/platforms/kubernetes/manifests/files/files.ts
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

// src/platforms/kubernetes/manifests/files/unrendered.ts
/** What to write where a template stands that nobody has rendered. */
function unrendered(text) {
	const [found = text] = /\{\{.*?(\}\}|$)/.exec(text) ?? [];
	return `${quoted(found)} is a template that nobody has rendered: run \`helm template\` before, with its output in a file, and name that file in \`manifests\``;
}

// src/platforms/kubernetes/manifests/files/shape.ts
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
		...isMapping(metadata) ? metadataProblems(metadata) : ["this has no metadata: write `metadata: { name: \u2026 }`"]
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

// src/platforms/kubernetes/manifests/files/parse.ts
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

// src/platforms/kubernetes/manifests/files/bring.ts
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

export { asCopy as a, withVersion as i, sortManifests as n, usedBy as o, namespaceProblems as r, bringManifests as t };