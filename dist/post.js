import { a as getState, n as annotate, s as info } from "./github.js";
import { f as openPlatform } from "./platforms.js";
import { s as logLine } from "./report.js";
import { c as turnBack, r as takeHold, t as work } from "./rollout.js";
import { a as InvalidRequest, i as strategyFor, n as INTERVAL, o as readRequest, t as systemClock } from "./clock.js";
import { join } from "node:path";
import { randomUUID } from "node:crypto";

// src/actions/post.ts
/** The runner gives `post` a few minutes. What is not done by then is in the journal. */
const WITHIN = 24e4;
/**
* Cleans up after a step that was cancelled or killed: only while its own rollout is in flight, and it was the last to work on it.
* A failure elsewhere in the job changes nothing.
*/
async function post(env = process.env) {
	const [rolloutId, holderId] = [getState("rollout"), getState("holder")];
	const cancelled = env["INPUT_JOB-STATUS"] === "cancelled";
	if (rolloutId === "" || getState("done") === "yes" && !cancelled) return;
	const workspace = env["GITHUB_WORKSPACE"] || process.cwd();
	const request = await readRequest("status", workspace, env);
	const platform = await openPlatform(request.service, {
		workspace,
		balancerScript: join(import.meta.dirname, "local-balancer.js")
	});
	const signal = AbortSignal.timeout(WITHIN);
	try {
		const present = await platform.journal.load(signal);
		const rollout = present?.rollout;
		if (!present || rollout?.id !== rolloutId || rollout.lastHolder !== holderId || rollout.paused || rollout.stuck) return;
		if (present.holder && present.holder.id !== holderId) return;
		await cleanUp(request, present, rollout, platform, signal);
	} finally {
		await platform.close();
	}
}
async function cleanUp({ service, steps: [asked] }, present, rollout, platform, signal) {
	const run = asked?.run ?? rollout.run;
	const reason = {
		code: "cancelled",
		message: "the job was cancelled"
	};
	const holder = {
		id: randomUUID(),
		run,
		beat: 0
	};
	if (service.rollout.onCancel === "pause" && rollout.direction === "forward") {
		const paused = {
			...present,
			holder: null,
			rollout: {
				...rollout,
				paused: {
					reason,
					step: asked?.step ?? "",
					run
				}
			}
		};
		await platform.journal.save({
			...paused,
			epoch: present.epoch + 1,
			seq: present.seq + 1
		}, present.seq, signal);
		return annotate("warning", "Paused", `${rollout.attempted.version} stays as it is: run promote to go on, or rollback`);
	}
	const next = {
		...rollout.direction === "back" ? rollout : turnBack(rollout, reason),
		lastHolder: holder.id
	};
	const hold = await takeHold(platform.journal, present, {
		...present,
		rollout: next,
		holder,
		request: null
	}, signal);
	if (!hold) return;
	await platform.start?.(signal);
	const job = work({
		strategy: strategyFor(next, platform, service),
		hold,
		clock: systemClock,
		onFailure: "rollback",
		step: "",
		interval: INTERVAL,
		patience: WITHIN,
		byHand: (of) => platform.byHand(of.goal.track)
	}, signal);
	const start = performance.now();
	for (;;) {
		const { value, done } = await job.next();
		if (done) return annotate("warning", `After the cancel: ${value.outcome}`, value.reason.message);
		info(logLine(value, value.at.mono - start));
	}
}
try {
	await post();
} catch (error) {
	const message = error instanceof InvalidRequest ? error.message : error instanceof Error ? error.message : String(error);
	annotate("warning", "Could not clean up", `${message}. Run the action rollback to go back, or re-run the job to go on`);
}

export {  };