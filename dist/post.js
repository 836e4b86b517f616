// src/actions/post.ts
/**
* Cleans up after a step that was cancelled or killed: only while its own rollout is in flight, and it was the last to work on it.
* A failure elsewhere in the job changes nothing. Nearly always there is nothing to do, which is found out before anything is loaded.
*/
const { STATE_rollout: rollout = "", STATE_done: done, "INPUT_JOB-STATUS": status } = process.env;
if (rollout !== "" && (done !== "yes" || status === "cancelled")) {
	const { cleanUp } = await import("./clean-up.js");
	await cleanUp();
}

export {  };