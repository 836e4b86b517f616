import { Et as openPlatform, Mt as getState, N as takeHold, Qt as workspaceOf, kt as annotate, st as turnBack } from "./first.js";
import { i as readRequest, n as drive, p as systemClock, s as announcer, t as staySmall } from "./stay-small.js";
const join = process.getBuiltinModule("node:path").join;
const randomUUID = (...given) => process.getBuiltinModule("node:crypto").randomUUID(...given);

// src/actions/clean-up.ts
/** The runner gives `post` a few minutes. What is not done by then is in the journal. */
const WITHIN = 24e4;
/** Goes back, or leaves the rollout paused, as the service file says; nothing where it ended, or somebody else is at work on it. Throws nothing. */
async function cleanUp(env = process.env) {
	try {
		await afterStep(env);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		annotate("warning", "Could not clean up", `${message}. Run the action rollback to go back, or re-run the job to go on`);
	}
}
async function afterStep(env) {
	staySmall();
	const [rolloutId, holderId] = [getState("rollout"), getState("holder")];
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
		const ending = await turnOrPause(request, present, rollout, platform, announce, signal);
		if (ending) await announce.end(ending, ending.outcome !== "rolled-back");
	} finally {
		await platform.close();
	}
}
async function turnOrPause({ service, steps: [asked] }, present, rollout, platform, announce, signal) {
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

export { cleanUp };