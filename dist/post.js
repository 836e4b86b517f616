import { Et as openPlatform, Mt as getState, N as takeHold, Qt as workspaceOf, kt as annotate, st as turnBack } from "./first.js";
import { f as systemClock, o as announcer, r as readRequest, t as drive } from "./drive.js";
const join = process.getBuiltinModule("node:path").join;
const randomUUID = (...given) => process.getBuiltinModule("node:crypto").randomUUID(...given);

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
	const workspace = workspaceOf(env);
	const request = await readRequest("rollback", workspace, env);
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
		const announce = announcer(request, platform, env);
		const ending = await cleanUp(request, present, rollout, platform, announce, signal);
		if (ending) await announce.end(ending, ending.outcome !== "rolled-back");
	} finally {
		await platform.close();
	}
}
async function cleanUp({ service, steps: [asked] }, present, rollout, platform, announce, signal) {
	const run = asked?.run ?? rollout.run;
	const reason = {
		code: "cancelled",
		message: "the job was cancelled"
	};
	if (service.rollout.onCancel === "pause" && rollout.direction === "forward") {
		const paused = {
			...rollout,
			paused: {
				reason,
				step: getState("step"),
				run
			}
		};
		const journal = {
			...present,
			holder: null,
			rollout: paused,
			epoch: present.epoch + 1,
			seq: present.seq + 1
		};
		if (await platform.journal.save(journal, present.seq, signal) === "lost") return null;
		return {
			outcome: "paused",
			reason,
			journal,
			rollout: paused,
			commands: []
		};
	}
	const holder = {
		id: randomUUID(),
		run,
		beat: 0
	};
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
	if (!hold) return null;
	await platform.start?.(signal, null);
	const site = {
		service,
		platform,
		clock: systemClock,
		see: announce.see,
		marks: announce.marks
	};
	return drive(next, "resumed", hold, site, {
		onFailure: "rollback",
		step: "",
		patience: WITHIN
	}, signal);
}
try {
	await post();
} catch (error) {
	const message = error instanceof Error ? error.message : String(error);
	annotate("warning", "Could not clean up", `${message}. Run the action rollback to go back, or re-run the job to go on`);
}

export {  };