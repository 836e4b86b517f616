import { Tt as Refused, dt as digest, ft as isEqual } from "./first.js";
import { C as nextName, D as ourAnnotation, E as annotating, O as pointer, S as TRACK, h as corePath, k as valueAt } from "./platforms-kubernetes.js";
import { a as selectorSwitch, c as readPresent, l as readyPods, o as untilDone, s as selectorDrift, u as awaitEndpoints } from "./platforms-kubernetes-router.js";
import { f as lastWriter } from "./platforms-kubernetes-workload.js";
import { n as ApiError, r as MANAGER } from "./platforms-kubernetes-api.js";
const setTimeout = process.getBuiltinModule("node:timers/promises").setTimeout;

// src/platforms/kubernetes/router/route/mark.ts
/** Matches the whole of a Cookie header that has this cookie. Some routers take a part for a match, others want all of it. */
function cookiePattern({ name, value }) {
	return `^(.*;\\s*)?${escaped(name)}=${escaped(value)}(\\s*;.*)?$`;
}
function escaped(text) {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

// src/platforms/kubernetes/router/route/gateway.ts
/** HTTPRoute and GRPCRoute of the Gateway API. */
const gateway = {
	api: "gateway.networking.k8s.io/v1",
	at: ["spec", "rules"],
	list: "backendRefs",
	unwritten: "one",
	lag: 2500,
	needsPods: false,
	isTo({ group = "", kind = "Service", namespace, name, port }, service, ends) {
		return group === "" && kind === "Service" && name === service && (namespace ?? ends.routeNamespace) === ends.namespace && ends.ports.includes(port);
	},
	withService: (ref, name) => ({
		...ref,
		name
	}),
	nameOf: ({ name }) => String(name),
	lacking,
	marked: marked$1
};
function lacking(route, { title, namespace }, wholly) {
	const { metadata, spec, status } = route;
	const all = status?.parents ?? [];
	for (const parent of spec?.parentRefs ?? []) {
		const who = `${parent.kind ?? "Gateway"} ${parent.name}`;
		const said = all.filter(({ parentRef }) => nameOf(parentRef, namespace) === nameOf(parent, namespace));
		if (said.length === 0) return `no controller of ${who} has looked at ${title}: does its GatewayClass have one, and does it run?`;
		for (const type of ["Accepted", "ResolvedRefs"]) for (const { conditions = [] } of said) {
			const condition = conditions.find((one) => one.type === type);
			if ((condition?.observedGeneration ?? -1) < (metadata.generation ?? 0)) return `${who} has not seen the change of ${title}`;
			if (wholly && condition?.status !== "True") return `${title} is not ${type} by ${who}: ${[condition?.reason, condition?.message].filter(Boolean).join(": ")}`;
		}
	}
	return null;
}
function nameOf({ group, kind, namespace: own, name, sectionName, port }, namespace) {
	return JSON.stringify([
		group ?? "gateway.networking.k8s.io",
		kind ?? "Gateway",
		own ?? namespace,
		name,
		sectionName ?? null,
		port ?? null
	]);
}
/** Its name is left out: a name is there once only. */
function marked$1({ name: _name, ...rule }, next, mark) {
	const { kind, name, value } = mark;
	const header = kind === "header" ? {
		type: "Exact",
		name,
		value
	} : {
		type: "RegularExpression",
		name: "Cookie",
		value: cookiePattern(mark)
	};
	const matches = (rule["matches"] ?? [{}]).map((match) => ({
		...match,
		headers: [...match.headers ?? [], header]
	}));
	return {
		...rule,
		matches,
		backendRefs: [{
			...next,
			weight: 1
		}]
	};
}

// src/platforms/kubernetes/router/route/traefik.ts
/** TraefikService, whose `weighted.services` is one rule for all requests that lead to it. */
const traefik = {
	api: "traefik.io/v1alpha1",
	at: ["spec", "weighted"],
	list: "services",
	unwritten: "one",
	lag: 4e3,
	needsPods: true,
	isTo({ kind = "Service", namespace, name, port }, service, ends) {
		return kind === "Service" && name === service && (namespace ?? ends.routeNamespace) === ends.namespace && ends.ports.includes(port);
	},
	withService: (ref, name) => ({
		...ref,
		name
	}),
	nameOf: ({ name }) => String(name),
	wrong(route, title, ends) {
		const { weighted } = route.spec ?? {};
		const entry = `\`weighted: { services: [{ name: ${ends.home}, port: ${ends.ports[0]} }] }\``;
		if (weighted !== void 0) {
			if ((weighted.services ?? []).some((ref) => traefik.isTo(ref, ends.home, ends))) return null;
			return `${title} does not name ${`the Service ${ends.home} at port ${ends.ports.join(" or ")}`}: add it to its \`weighted.services\`, or change \`route\` of the service.`;
		}
		const [kind = "nothing"] = Object.keys(route.spec ?? {});
		return `${title} has no \`weighted\`, but ${kind}, which has no shares: ${`write another TraefikService with ${entry}, name that one there (\`kind: TraefikService\`), and as \`route\` of the service`}.`;
	}
};

// src/platforms/kubernetes/router/route/rule.ts
/** All rules of a route, in their order. */
function rulesOf(route, { at, list }) {
	const path = pointer(...at);
	const found = valueAt(route, path);
	const ruleAt = (raw, where) => ({
		path: where,
		raw,
		refs: raw[list] ?? []
	});
	if (found === void 0) return [];
	return isList(found) ? found.map((raw, place) => ruleAt(raw, `${path}${pointer(place)}`)) : [ruleAt(found, path)];
}
function isList(found) {
	return Array.isArray(found);
}
/** The backends that the user wrote, in their order. */
function pairsOf({ refs }, ends) {
	const nexts = refs.filter((ref) => isNext(ref, ends));
	const pairs = [];
	for (const ref of refs) {
		if (isNext(ref, ends)) continue;
		const isHome = ends.dialect.isTo(ref, ends.home, ends);
		pairs.push({
			ref,
			isHome,
			next: isHome ? nexts.shift() ?? null : null
		});
	}
	return pairs;
}
/** Whether the rule sends requests to home. */
function namesHome({ refs }, ends) {
	return refs.some((ref) => ends.dialect.isTo(ref, ends.home, ends));
}
function namesNext({ refs }, ends) {
	return refs.some((ref) => isNext(ref, ends));
}
/** Whether it is a rule of our own: nobody else knows the next track. */
function isOfOurs({ refs }, ends) {
	return ends.dialect.marked !== void 0 && refs.length > 0 && refs.every((ref) => isNext(ref, ends));
}
function isNext(ref, ends) {
	return ends.dialect.isTo(ref, ends.next, ends);
}
/** What the rules of a route are known by, whatever their weights and wherever they stand; the same one twice has two names. */
function ruleKeys(rules, ends) {
	const seen = /* @__PURE__ */ new Map();
	return rules.map((rule) => {
		const refs = pairsOf(rule, ends).map(({ ref: { weight: _weight, ...ref } }) => ref);
		const key = digest({
			...rule.raw,
			[ends.dialect.list]: refs
		});
		const count = (seen.get(key) ?? 0) + 1;
		seen.set(key, count);
		return count === 1 ? key : `${key}-${count}`;
	});
}

// src/platforms/kubernetes/router/route/virtual-service.ts
/** Istio's VirtualService, of which `http` only: what `tcp` and `tls` lead to home stays there until the Service follows. */
const virtualService = {
	api: "networking.istio.io/v1",
	at: ["spec", "http"],
	list: "route",
	unwritten: "all",
	lag: 11e3,
	needsPods: false,
	isTo(ref, service, { namespace, routeNamespace, ports }) {
		const { host = "", port } = destinationOf(ref);
		return (host === service ? routeNamespace === namespace : host.startsWith(`${service}.${namespace}.svc.`)) && (port?.number === void 0 || ports.includes(port.number));
	},
	withService(ref, service) {
		const { host = "", ...destination } = destinationOf(ref);
		return {
			...ref,
			destination: {
				...destination,
				host: host.replace(/^[^.]*/, service)
			}
		};
	},
	nameOf: (ref) => destinationOf(ref).host ?? "nobody",
	wrong,
	marked
};
function destinationOf({ destination = {} }) {
	return destination;
}
/** What a DestinationRule says of home it does not say of the next track. */
function wrong(route, title, ends) {
	const subset = rulesOf(route, virtualService).flatMap((rule) => rule.refs).filter((ref) => virtualService.isTo(ref, ends.home, ends)).find((ref) => destinationOf(ref).subset !== void 0);
	if (subset === void 0) return null;
	const { host, subset: name } = destinationOf(subset);
	return `${title} sends requests to the subset ${name} of ${host}, which is not there for ${ends.next}: take \`subset: ${name}\` out, so that it names all pods of the Service.`;
}
/** Its name is left out: the two would not be told apart by it. */
function marked({ name: _name, ...rule }, { weight: _weight, ...next }, mark) {
	const name = mark.kind === "header" ? mark.name.toLowerCase() : "cookie";
	const wanted = mark.kind === "header" ? { exact: mark.value } : { regex: cookiePattern(mark) };
	const match = (rule["match"] ?? [{}]).map((one) => {
		if (one.headers?.[name] === void 0) return {
			...one,
			headers: {
				...one.headers,
				[name]: wanted
			}
		};
		const why = `a rule of the virtualservice matches the header ${name} already, so that preview requests cannot be told apart by it`;
		throw new Refused("precondition", `${why}: write another \`preview\`.`);
	});
	return {
		...rule,
		match,
		route: [next]
	};
}

// src/platforms/kubernetes/router/route/dialects.ts
const DIALECTS = {
	httproute: gateway,
	grpcroute: gateway,
	traefikservice: traefik,
	virtualservice: virtualService
};
function dialectOf({ kind }) {
	return DIALECTS[kind];
}
/** The route that the service file names. */
function namedRoute({ service }) {
	if (service.route === null) throw new Error("the service has no route");
	return service.route;
}
/** Of the route that the service file names. */
async function routePlace(site, signal) {
	const named = namedRoute(site);
	const namespace = named.namespace ?? await site.api.namespace(signal);
	const all = `/apis/${dialectOf(named).api}/namespaces/${encodeURIComponent(namespace)}/${named.kind}s`;
	const title = `${named.kind} ${named.namespace === null ? "" : `${namespace}/`}${named.name}`;
	return {
		all,
		path: `${all}/${encodeURIComponent(named.name)}`,
		title,
		namespace
	};
}

// src/platforms/kubernetes/router/route/note.ts
/** The annotation of a route, from the first change of it until it is again as its user wrote it. */
const WEIGHTS = "sluice-actions.github.io/weights";
const PATH = pointer("metadata", "annotations", WEIGHTS);
/** Empty where there is none, or what somebody else wrote. */
function weightsNote(route) {
	try {
		const note = JSON.parse(ourAnnotation(route, "sluice-actions.github.io/weights") ?? "{}");
		const isWhole = (one) => Array.isArray(one.was) && Array.isArray(one.set);
		return Object.fromEntries(Object.entries(note).filter(([, one]) => isWhole(one)));
	} catch {
		return {};
	}
}
/** Puts the note on the route, or takes it off where there is nothing to be noted. */
function noteWeights(route, note) {
	const now = route.metadata.annotations?.[WEIGHTS];
	if (Object.keys(note).length === 0) return now === void 0 ? [] : [{
		op: "remove",
		path: PATH
	}];
	const value = JSON.stringify(note);
	return now === value ? [] : [annotating(route, WEIGHTS, value)];
}

// src/platforms/kubernetes/router/route/split.ts
/** The largest weight of the Gateway API; the others take larger ones. */
const MOST = 1e6;
/**
* Weights by which so many percent of what a rule sends to the shifted backends goes to the next track, and every other backend keeps its
* share. All are as they were, or those times one factor. null where whole numbers up to a million cannot say that.
*/
function split(shares, percent) {
	if (percent === 0) return shares.map(({ weight }) => ({
		weight,
		next: 0
	}));
	const plain = shares.map(({ weight }) => weight ?? 1);
	const shifted = (_, at) => shares[at]?.shifted === true;
	const smallest = plain.map((weight) => weight / (plain.reduce(gcd, 0) || 1));
	const weights = [plain, smallest].map((weights) => scaled(weights, factor(weights.filter(shifted), percent))).find(fits) ?? scaled(smallest, Math.floor(MOST / Math.max(...smallest)));
	const next = weights.map((weight, at) => shifted(weight, at) ? Math.round(weight * percent / 100) : 0);
	return weights.filter(shifted).every((weight, at) => isShare(next.filter(shifted)[at] ?? 0, weight, percent)) ? weights.map((weight, at) => ({
		weight: weight - (next[at] ?? 0),
		next: next[at] ?? 0
	})) : null;
}
/** The smallest number by which all are multiplied so that a percentage of each is a whole number. */
function factor(weights, percent) {
	return weights.map((weight) => 100 / gcd(100, weight * percent)).reduce((all, one) => all * one / gcd(all, one), 1);
}
function scaled(weights, by) {
	return weights.map((weight) => weight * by);
}
function fits(weights) {
	return weights.every((weight) => weight <= MOST);
}
function isShare(part, whole, percent) {
	return whole === 0 || Math.round(part / whole * 100) === percent;
}
function gcd(a, b) {
	return b === 0 ? a : gcd(b, a % b);
}

// src/platforms/kubernetes/router/route/view.ts
/** What a weight means in a rule of so many backends; null or left out: none is written. */
function weightOf(weight, backends, { unwritten }) {
	if (unwritten === "one") return weight ?? 1;
	return backends === 1 ? weight || 100 : weight ?? 0;
}
/** Whole percent of what a rule sends to home and to the next track that the latter gets; null where neither gets anything. */
function percentOf(rule, ends) {
	const pairs = pairsOf(rule, ends).filter(({ isHome }) => isHome);
	const weigh = ({ weight }) => weightOf(weight, rule.refs.length, ends.dialect);
	const next = pairs.reduce((sum, pair) => sum + (pair.next === null ? 0 : weigh(pair.next)), 0);
	const all = pairs.reduce((sum, { ref }) => sum + weigh(ref), next);
	return all === 0 ? null : Math.round(100 * next / all);
}
/** The same of each rule that sends requests to home. */
function percentsOf(route, ends) {
	return rulesOf(route, ends.dialect).filter((rule) => namesHome(rule, ends)).flatMap((rule) => percentOf(rule, ends) ?? []);
}
/** Who changed since our last write what the rules send to the next track, in one sentence; null: nobody. */
function routeDrift(route, title, ends) {
	const { dialect } = ends;
	const rules = rulesOf(route, dialect);
	const keys = ruleKeys(rules, ends);
	for (const [key, { set }] of Object.entries(weightsNote(route))) {
		const rule = rules[keys.indexOf(key)];
		const fields = dialect.at.map((field) => `f:${field}`);
		const who = `somebody (${lastWriter(route, fields)})`;
		if (!rules.some((one) => namesNext(one, ends))) return `${who} took ${ends.next} out of ${title}`;
		if (rule === void 0) return `${who} changed the rules of ${title}`;
		if (!namesNext(rule, ends)) return `${who} took ${ends.next} out of a rule of ${title}`;
		const weights = rule.refs.map(({ weight }) => weightOf(weight, rule.refs.length, dialect));
		if (weights.length !== set.length || weights.some((weight, at) => weight !== set[at])) return `${who} set the weights of ${title} to ${rule.refs.map((ref, at) => `${dialect.nameOf(ref)} ${weights[at]}`).join(", ")}`;
	}
	return null;
}

// src/platforms/kubernetes/router/route/change.ts
/** Adds the next track without any traffic to every rule that sends requests to home; where it is already, nothing changes. */
function wiring(route, ends) {
	return changes(route, ends, (rule) => {
		return pairsOf(rule, ends).every(({ isHome, next }) => !isHome || next !== null) ? "as it is" : percentOf(rule, ends) ?? 0;
	});
}
/** Gives the next track so many percent of what each of these rules sends to home; throws `Refused` where weights cannot say that. */
function shifting(route, ends, percent) {
	return changes(route, ends, (rule) => {
		const isWired = pairsOf(rule, ends).some(({ next }) => next !== null);
		return percent === 0 && !isWired ? "as it was" : percent;
	});
}
/** Makes it again what its user wrote, without rules of ours. */
function restoring(route, ends) {
	return [
		...changes(route, ends, () => "as it was"),
		...withoutNext(route, ends),
		...withoutOurs(route, ends)
	];
}
/** Where somebody took home out of a rule that has other backends, the next track goes too: it would lead to nobody. */
function withoutNext(route, ends) {
	return rulesOf(route, ends.dialect).flatMap((rule) => {
		const kept = rule.refs.filter((ref) => !isNext(ref, ends));
		if (namesHome(rule, ends) || !namesNext(rule, ends) || kept.length === 0) return [];
		return [{
			op: "replace",
			path: `${rule.path}/${ends.dialect.list}`,
			value: kept
		}];
	});
}
/** Takes rules of ours out, the last one first, so that each is where it was read. */
function withoutOurs(route, ends) {
	return rulesOf(route, ends.dialect).filter((rule) => isOfOurs(rule, ends)).reverse().map(({ path }) => ({
		op: "remove",
		path
	}));
}
function changes(route, ends, wantedOf) {
	const rules = rulesOf(route, ends.dialect);
	const note = weightsNote(route);
	const next = {};
	const keys = ruleKeys(rules, ends);
	return [...rules.flatMap((rule, at) => {
		const key = keys[at];
		if (!namesHome(rule, ends)) return [];
		const wanted = wantedOf(rule);
		if (wanted === "as it is") {
			Object.assign(next, note[key] && { [key]: note[key] });
			return [];
		}
		const { refs, noted } = ruleFor(rule, wanted, note[key], ends);
		Object.assign(next, noted && { [key]: noted });
		return isEqual(refs, rule.refs) ? [] : [{
			op: "replace",
			path: `${rule.path}/${ends.dialect.list}`,
			value: refs
		}];
	}), ...noteWeights(route, next)];
}
/** The backends of a rule as they are to be, and what is to be noted of it. */
function ruleFor(rule, wanted, note, ends) {
	const { dialect } = ends;
	const pairs = pairsOf(rule, ends);
	const was = weightsBefore(rule, pairs, note, ends);
	if (wanted === "as it was") return { refs: pairs.map(({ ref }, at) => weighted(ref, was[at] ?? null)) };
	const plain = was.map((weight) => weightOf(weight, was.length, dialect));
	const shares = pairs.map(({ isHome }, at) => ({
		weight: (dialect.unwritten === "one" ? was : plain)[at] ?? null,
		shifted: isHome
	}));
	const parts = split(shares, wanted);
	if (parts === null) {
		const weights = pairs.map(({ ref }, at) => `${dialect.nameOf(ref)} ${plain[at]}`).join(", ");
		throw new Refused("precondition", `${wanted} % of ${ends.home} cannot be said beside the weights of that rule (${weights}): write smaller ones, whose sum is at most 10000.`);
	}
	const refs = pairs.flatMap(({ ref, isHome }, at) => {
		const { weight, next } = parts[at];
		return [weighted(ref, weight), ...isHome ? [weighted(dialect.withService(ref, ends.next), next)] : []];
	});
	return {
		refs,
		noted: {
			was,
			set: refs.map(({ weight }) => weightOf(weight, refs.length, dialect))
		}
	};
}
/** What the user wrote. Where somebody changed since which share of all home and the next track have together, that is what the user wrote. */
function weightsBefore(rule, pairs, note, { dialect }) {
	if (pairs.every(({ next }) => next === null)) return pairs.map(({ ref }) => ref.weight ?? null);
	const weigh = ({ weight }) => weightOf(weight, rule.refs.length, dialect);
	const now = pairs.map(({ ref, next }) => weigh(ref) + (next === null ? 0 : weigh(next)));
	const was = note?.was.map((weight, _, { length }) => weightOf(weight, length, dialect));
	return was?.length === now.length && now.every((a, i) => now.every((b, j) => a * was[j] === b * was[i])) && note ? note.was : now;
}
function weighted({ weight: _weight, ...ref }, weight) {
	return weight === null ? ref : {
		...ref,
		weight
	};
}

// src/platforms/kubernetes/router/route/let-go.ts
/**
* Ends that the API server takes what we changed for ours: with `kubectl apply --server-side` its user would be told of a conflict with us at the
* next change of it. What we applied for them, from their manifests, stays ours. None where there is nothing to end.
*/
function lettingGo({ metadata }) {
	const at = (metadata.managedFields ?? []).findIndex(({ manager, operation }) => manager === "sluice" && operation === "Update");
	return at < 0 ? [] : [{
		op: "remove",
		path: `/metadata/managedFields/${at}`
	}];
}

// src/platforms/kubernetes/router/route/scene.ts
async function sceneOf(site, signal) {
	const present = await readPresent(site, signal);
	const place = await routePlace(site, signal);
	const { name, ports } = present.backend;
	const ends = {
		namespace: await site.api.namespace(signal),
		home: name,
		next: nextName(site.service.workload.name),
		ports: ports.flatMap(({ port, name: called }) => called === void 0 ? [port] : [port, called]),
		routeNamespace: place.namespace,
		dialect: dialectOf(namedRoute(site))
	};
	return {
		...present,
		place,
		ends
	};
}
async function readRoute({ api }, { place }, signal) {
	return api.get(place.path, signal);
}
/** Whether the next track has its Service. */
async function hasNextService(site, { ends }, signal) {
	return await site.api.get(`${await corePath(site, "services", signal)}/${encodeURIComponent(ends.next)}`, signal) !== null;
}
/** Writes what `decide` makes of a route that was just read, unless somebody was faster: then it is read and decided again. The route as it was; null: there is none. */
async function editRoute(site, scene, decide, signal) {
	const { path, title } = scene.place;
	let route = null;
	await untilDone(title, async () => {
		route = await readRoute(site, scene, signal);
		const operations = route === null ? [] : decide(route);
		if (route === null || operations.length === 0) return true;
		const isSame = {
			op: "test",
			path: "/metadata/resourceVersion",
			value: route.metadata.resourceVersion
		};
		const done = await site.api.patch(path, [isSame, ...operations], signal).catch((error) => {
			if (error instanceof ApiError) throw new Refused("update-failed", error.message, { cause: error });
			throw error;
		});
		return done !== null && done !== "conflict";
	});
	return route;
}

// src/platforms/kubernetes/router/route/preview.ts
/** Preview requests by rules of our own, which are there as long as they lead to the next track; home has no address of its own. */
function routePreview(site, mark, inUse) {
	const { kind, name, value } = mark;
	return {
		async point(track, signal) {
			const isNext = track === nextName(site.service.workload.name);
			const scene = await sceneOf(site, signal);
			await editRoute(site, scene, (route) => isNext ? previewing(route, scene.ends, mark) : withoutOurs(route, scene.ends), signal);
			await inUse(scene.place, isNext, signal);
		},
		header: kind === "header" ? `${name}: ${value}` : `Cookie: ${name}=${value}`
	};
}
/**
* Before each rule that sends requests to home one of our own: the same, for requests with the mark, to the next track. One before all others
* would not do: a Gateway takes the rule with the more special path first, and Istio the first one that fits, also where it is not home's.
*/
function previewing(route, ends, mark) {
	const { at, marked } = ends.dialect;
	const rules = rulesOf(route, ends.dialect);
	const wanted = rules.filter((rule) => !isOfOurs(rule, ends)).flatMap(({ raw, refs }) => {
		const home = refs.find((ref) => ends.dialect.isTo(ref, ends.home, ends));
		const own = home && marked?.(raw, ends.dialect.withService(home, ends.next), mark);
		return own === void 0 ? [{
			rule: raw,
			isOurs: false
		}] : [{
			rule: own,
			isOurs: true
		}, {
			rule: raw,
			isOurs: false
		}];
	});
	if (isEqual(rules.map(({ raw }) => raw), wanted.map(({ rule }) => rule))) return [];
	const adding = wanted.flatMap(({ rule, isOurs }, place) => isOurs ? [{
		op: "add",
		path: pointer(...at, place),
		value: rule
	}] : []);
	return [...withoutOurs(route, ends), ...adding];
}

// src/platforms/kubernetes/router/route/taken.ts
/** Milliseconds in which a controller that runs has seen a change, many times over. */
const PATIENCE = 3e4;
function routeInUse(site) {
	let used = null;
	return async (place, wholly, signal) => {
		const route = await taken(site, place, wholly, signal);
		const what = `${route?.metadata.uid} ${route?.metadata.generation}`;
		if (used !== what) await routerLag(site, signal);
		used = what;
		return route;
	};
}
/** Until the router has what the API server has, and its controller, where one says so. */
async function routerLag(site, signal) {
	await setTimeout(dialectOf(namedRoute(site)).lag, void 0, { signal });
}
/**
* Resolves with the route when all controllers that say what they have seen have seen what it says now; `wholly`: and accept it, with all that
* it refers to. null where there is no route. Throws a plain error with what they say where that is not so after 30 s.
*/
async function taken(site, place, wholly, signal) {
	const patience = AbortSignal.timeout(PATIENCE);
	const named = namedRoute(site);
	const query = { fieldSelector: `metadata.name=${named.name}` };
	for (;;) {
		const route = await site.api.get(place.path, signal);
		const lacks = (route && dialectOf(named).lacking?.(route, place, wholly)) ?? null;
		if (route === null || lacks === null) return route;
		if (patience.aborted) throw new Error(`after ${PATIENCE / 1e3} s ${lacks}`);
		await site.api.changed(place.all, route.metadata.resourceVersion ?? "", AbortSignal.any([signal, patience]), query);
		signal.throwIfAborted();
	}
}

// src/platforms/kubernetes/router/route/route-router.ts
/**
* A route has the weights. Callers within the cluster ask the Service itself: its selector follows where all the traffic goes to the next
* track, and goes back first.
*/
function routeRouter(site) {
	const home = site.service.workload.name;
	const next = nextName(home);
	const { preview } = site.service;
	const selector = selectorSwitch(site);
	const inUse = routeInUse(site);
	/** What `read` has told last: nobody's change is written over before it was told. */
	let told = null;
	async function write(scene, percent, signal) {
		const isThere = percent > 0 || await canStay(site, scene, signal);
		const decide = (route) => {
			const drift = driftOf(site, scene, route);
			if (percent > 0 && drift !== null && drift !== told) throw new Error(drift);
			return isThere ? shifting(route, scene.ends, percent) : restoring(route, scene.ends);
		};
		if (await editRoute(site, scene, decide, signal) === null && percent > 0) throw new Refused("drift", `There is no ${scene.place.title} any more: create it again.`);
	}
	return {
		async read(signal) {
			const scene = await sceneOf(site, signal);
			const route = await readRoute(site, scene, signal);
			const [percent = 0, ...others] = route === null ? [] : percentsOf(route, scene.ends);
			told = driftOf(site, scene, route);
			const agreed = scene.backend.switched === (percent === 100) && selectorDrift(site, scene.backend) === null && others.every((one) => one === percent);
			return {
				weights: {
					[home]: 100 - percent,
					[next]: percent
				},
				agreed,
				silent: [],
				...told !== null && { drift: told }
			};
		},
		async wire(track, signal) {
			if (track !== next) return;
			const scene = await sceneOf(site, signal);
			if (!await hasNextService(site, scene, signal)) throw new Error(`there is no Service ${next} yet`);
			if (scene.ends.dialect.needsPods) await answering(site, scene, 100, signal);
			const wrong = namelessness(scene, await editRoute(site, scene, (of) => wiring(of, scene.ends), signal));
			if (wrong !== null) throw new Refused("precondition", wrong);
			await inUse(scene.place, true, signal);
		},
		async shift(weights, signal) {
			const percent = percentIn(weights);
			const scene = await sceneOf(site, signal);
			const before = await readRoute(site, scene, signal);
			if (percent < 100) {
				await selector.toHome(signal);
				if (scene.backend.switched || before !== null && percentsOf(before, scene.ends).includes(100)) await routerLag(site, signal);
			}
			if (before === null || percentsOf(before, scene.ends).some((one) => one !== percent)) await answering(site, scene, percent, signal);
			await write(scene, percent, signal);
			if (percent < 100) return;
			await inUse(scene.place, true, signal);
			await selector.toNext(signal);
		},
		async verify(weights, signal) {
			const percent = percentIn(weights);
			const { place, ends } = await sceneOf(site, signal);
			const route = await inUse(place, percent > 0, signal);
			const wrong = (route === null ? [] : percentsOf(route, ends)).find((one) => one !== percent);
			if (wrong !== void 0) throw new Error(`${place.title} sends ${wrong} % to ${next}, not ${percent} %`);
			await selector.verify(percent === 100 ? "next" : "home", signal);
		},
		async unwire(signal) {
			const scene = await sceneOf(site, signal);
			await editRoute(site, scene, (route) => restoring(route, scene.ends), signal);
			await inUse(scene.place, false, signal);
			await editRoute(site, scene, lettingGo, signal);
		},
		...preview !== null && preview.kind !== "url" && { preview: routePreview(site, preview, inUse) }
	};
	function percentIn(weights) {
		return weights[next] ?? 0;
	}
}
function driftOf(site, { place, ends, backend }, route) {
	return (route === null ? `there is no ${place.title} any more` : routeDrift(route, place.title, ends)) ?? selectorDrift(site, backend);
}
/** Why a route cannot send requests to the workload; null: it does. */
function namelessness({ place: { title }, ends }, route) {
	const path = "change `route` of the service";
	if (route === null) return `There is no ${title}: make it, or ${path}.`;
	const { dialect } = ends;
	const wrong = dialect.wrong?.(route, title, ends) ?? null;
	if (wrong !== null || rulesOf(route, dialect).some((rule) => namesHome(rule, ends))) return wrong;
	return `No rule of ${title} sends requests to ${`the Service ${ends.home} at port ${ends.ports.join(" or ")}`}: add it to its \`${dialect.list}\`, or ${path}.`;
}
/** Whether a route that names the next track without traffic is good for all others: its Service has to be there, and for some a pod too. */
async function canStay(site, scene, signal) {
	const { dialect, next } = scene.ends;
	if (!await hasNextService(site, scene, signal)) return false;
	return !dialect.needsPods || (await readyPods(site, { ["sluice-actions.github.io/track"]: next }, signal)).length > 0;
}
/** Throws where a track that is to get requests has nobody to answer them. */
async function answering(site, { backend, ends }, percent, signal) {
	const sides = [...percent < 100 ? [{
		service: backend.name,
		selector: backend.selector
	}] : [], ...percent > 0 ? [{
		service: ends.next,
		selector: { [TRACK]: ends.next }
	}] : []];
	for (const side of sides) {
		if ((await readyPods(site, side.selector, signal)).length === 0) throw new Error(`no pod behind the Service ${side.service} is ready, so that nobody would answer`);
		await awaitEndpoints(site, side, signal);
	}
}

export { lettingGo as a, dialectOf as c, sceneOf as i, routeRouter as n, restoring as o, readRoute as r, shifting as s, namelessness as t };