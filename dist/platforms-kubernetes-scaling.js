import { C as nextName, D as ourAnnotation, E as annotating, O as pointer, S as TRACK, _ as workloadName, g as groupPath, w as nextSite } from "./platforms-kubernetes.js";
import { a as matches, c as readOwned, l as remove, o as make, s as ownedOnly, u as accepted } from "./platforms-kubernetes-tracks.js";
import { c as isIt, u as readWorkload } from "./platforms-kubernetes-workload.js";
import { o as untilDone } from "./platforms-kubernetes-router.js";

// src/platforms/kubernetes/scaling/scaler.ts
/** Path of all HorizontalPodAutoscalers of the namespace. */
async function scalersPath(site, signal) {
	return groupPath(site, "autoscaling/v2", "horizontalpodautoscalers", signal);
}
/** Path of this one. */
async function scalerPath(site, { metadata }, signal) {
	return `${await scalersPath(site, signal)}/${encodeURIComponent(metadata.name)}`;
}
/** All that scale home. */
async function homeScalers(site, signal) {
	return ((await site.api.get(await scalersPath(site, signal), signal))?.items ?? []).filter(({ spec }) => isIt(spec.scaleTargetRef, site.service.workload));
}
/** The one of home that may be changed; null: there is none. What a controller made, such as KEDA's, it would make again as it was. */
async function homeScaler(site, signal) {
	return (await homeScalers(site, signal)).find((one) => keeperOf(one) === null) ?? null;
}
/** The object whose controller says what it is; null: its user does. */
function keeperOf({ metadata }) {
	return metadata.ownerReferences?.find(({ controller }) => controller) ?? null;
}

// src/platforms/kubernetes/scaling/floor.ts
/** On home's HorizontalPodAutoscaler, in the same write as its `minReplicas`: what {@link Floor} says. */
const FLOOR = "sluice-actions.github.io/floor";
/** null where nothing was set for a rollout. */
function floorOf(scaler) {
	try {
		const floor = JSON.parse(ourAnnotation(scaler, FLOOR) ?? "null");
		return typeof floor?.set === "number" && (floor.was === null || typeof floor.was === "number") ? floor : null;
	} catch {
		return null;
	}
}
/** How many pods home is to have, where its Deployment says so many: as many as it is kept at, also before its autoscaler has seen that. */
function heldSize(wanted, scaler) {
	const isHeld = scaler !== null && floorOf(scaler) !== null;
	return wanted > 0 && isHeld ? Math.max(wanted, scaler.spec.minReplicas ?? 1) : wanted;
}
/** What keeps home at so many pods, or at the most that it may have; null: it is kept there already. */
function raising(scaler, pods) {
	const { minReplicas, maxReplicas } = scaler.spec;
	const set = Math.min(pods, maxReplicas);
	if ((minReplicas ?? 1) >= set) return null;
	const before = floorOf(scaler);
	const was = before !== null && before.set === minReplicas ? before.was : minReplicas ?? null;
	const value = JSON.stringify({
		was,
		set
	});
	return [
		unchanged(scaler),
		{
			op: "add",
			path: "/spec/minReplicas",
			value: set
		},
		annotating(scaler, FLOOR, value)
	];
}
/** What its user wrote, again; what somebody else set since is left to them. null: nothing was set for a rollout. */
function releasing(scaler) {
	const floor = floorOf(scaler);
	if (floor === null) return null;
	const { was, set } = floor;
	const path = "/spec/minReplicas";
	const back = was === null ? {
		op: "remove",
		path
	} : {
		op: "replace",
		path,
		value: was
	};
	const forget = {
		op: "remove",
		path: pointer("metadata", "annotations", FLOOR)
	};
	return [
		unchanged(scaler),
		...scaler.spec.minReplicas === set ? [back] : [],
		forget
	];
}
/** Fails where anything of it is another one than was read. */
function unchanged({ metadata }) {
	return {
		op: "test",
		path: "/metadata/resourceVersion",
		value: metadata.resourceVersion
	};
}

// src/platforms/kubernetes/scaling/hold.ts
/**
* Keeps home's autoscaler from shrinking it below what it is to have now, and below `least`: it may not see the load any more. Returns it as it
* is then; null where there is none. Repeatable; until {@link letGo}.
*/
async function holdUp(site, signal, least = 0) {
	return change(site, signal, async (scaler) => {
		const home = await readWorkload(site, signal);
		return raising(scaler, Math.max(home?.spec.replicas ?? 1, least));
	});
}
/** Gives home's autoscaler back what its user wrote. Done also where nothing was changed. */
async function letGo(site, signal) {
	await change(site, signal, releasing);
}
async function change(site, signal, decide) {
	let scaler = null;
	await untilDone(`the HorizontalPodAutoscaler of ${workloadName(site)}`, async () => {
		scaler = await homeScaler(site, signal);
		const operations = scaler && await decide(scaler);
		if (scaler === null || operations === null) return true;
		const done = await accepted(site.api.patch(await scalerPath(site, scaler, signal), operations, signal));
		if (done === null || done === "conflict") return false;
		scaler = done;
		return true;
	});
	return scaler;
}

// src/platforms/kubernetes/scaling/as-large.ts
/** Has home's autoscaler make it as large as the next track is, which served all; throws a plain error as long as it is not. */
async function asLargeAsNext(site, scaler, signal) {
	const next = nextSite(site);
	const size = Math.min((await readWorkload(next, signal))?.status?.availableReplicas ?? 0, scaler.spec.maxReplicas);
	await holdUp(site, signal, size);
	const ready = (await readWorkload(site, signal))?.status?.readyReplicas ?? 0;
	if (ready >= size) return;
	throw new Error(`${workloadName(site)} has ${ready} of ${size} pods ready, which is how many ${workloadName(next)} serves with`);
}

// src/platforms/kubernetes/scaling/next-scaler.ts
/**
* Gives the next track an autoscaler as home's is, with the same fewest pods. One that is there is not made smaller. Repeatable; throws `Refused`
* where somebody else has one of that name.
*/
async function scaleNext(site, scaler, signal) {
	if (await isCounted(site, signal)) return;
	if (await make(site, nextScaler(site, scaler), signal) === "exists") await keepNext(site, scaler.spec.minReplicas ?? 1, signal);
}
/** Whether home's autoscaler takes the pods of the next track for home's. Then Kubernetes would follow neither of two, since both mean the same pods. */
async function isCounted(site, signal) {
	const [home, next] = await Promise.all([readWorkload(site, signal), readWorkload(nextSite(site), signal)]);
	return home === null || next === null || matches(home.spec.selector, next.spec.template.metadata?.labels ?? {});
}
/** Keeps the autoscaler of the next track, where it has one, from shrinking it below so many pods. */
async function keepNext(site, pods, signal) {
	await untilDone(`the HorizontalPodAutoscaler ${nextName(site.service.workload.name)}`, async () => {
		const { scaler } = await ownedOnly(site, signal);
		if (scaler === null) return true;
		const least = Math.min(pods, scaler.spec.maxReplicas);
		if ((scaler.spec.minReplicas ?? 1) >= least) return true;
		const operations = [{
			op: "test",
			path: "/metadata/resourceVersion",
			value: scaler.metadata.resourceVersion
		}, {
			op: "add",
			path: "/spec/minReplicas",
			value: least
		}];
		const done = await accepted(site.api.patch(await scalerPath(site, scaler, signal), operations, signal));
		return done !== null && done !== "conflict";
	});
}
function nextScaler(site, { spec }) {
	const name = nextName(site.service.workload.name);
	return {
		apiVersion: "autoscaling/v2",
		kind: "HorizontalPodAutoscaler",
		metadata: {
			name,
			labels: { [TRACK]: name }
		},
		spec: {
			...spec,
			scaleTargetRef: {
				...spec.scaleTargetRef,
				name
			}
		}
	};
}

// src/platforms/kubernetes/scaling/held-router.ts
/**
* The same router; before it gives the next track any traffic, home's autoscaler is kept from making home smaller, so that it can take all of it
* back; and while the next track has all the traffic, it has an autoscaler too.
*/
function heldRouter(site, router) {
	const next = nextName(site.service.workload.name);
	return {
		...router,
		async shift(weights, signal) {
			const weight = weights[next] ?? 0;
			const home = weight > 0 ? await holdUp(site, signal) : null;
			if (weight === 100 && home !== null) await scaleNext(site, home, signal);
			if (weight < 100) {
				const { scaler } = await readOwned(site, signal);
				if (scaler !== null && home !== null) await asLargeAsNext(site, home, signal);
				await remove(site, [scaler], signal);
			}
			await router.shift(weights, signal);
		}
	};
}

export { floorOf as a, homeScaler as c, scalersPath as d, letGo as i, homeScalers as l, keepNext as n, heldSize as o, holdUp as r, releasing as s, heldRouter as t, keeperOf as u };