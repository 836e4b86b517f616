import { Jt as ONCE, Kt as lacksPermission } from "./first.js";
import { a as readBody, i as together, o as readMarker, s as writtenByUs } from "./github-comment.js";

// src/github/command/answer.ts
/** @param permission what the token needs for it, as it stands in a workflow */
function answering(octokit, at, permission, info) {
	const { owner, repo, issue, comment } = at;
	let isSilent = false;
	async function attempt(work) {
		if (isSilent) return;
		try {
			await work();
		} catch (error) {
			isSilent = lacksPermission(error);
			info(`The comment was not answered: ${isSilent ? `the token lacks a permission. Add to the job:\n  permissions:\n    ${permission}` : error.message}`);
		}
	}
	return {
		react: (content) => attempt(() => octokit.rest.reactions.createForIssueComment({
			owner,
			repo,
			comment_id: comment,
			content
		})),
		reply: (body) => attempt(() => octokit.rest.issues.createComment({
			owner,
			repo,
			issue_number: issue,
			body,
			...ONCE
		}))
	};
}

// src/github/command/dispatch.ts
/**
* Starts a workflow as if by hand. Asks once: a run too many is worse than none.
* @param workflow name of its file
* @param ref branch whose file it is
* @returns null where it was started
*/
async function startWorkflow(octokit, at, { workflow, ref, inputs }) {
	try {
		await octokit.rest.actions.createWorkflowDispatch({
			...at,
			workflow_id: workflow,
			ref,
			inputs: { ...inputs },
			...ONCE
		});
		return null;
	} catch (error) {
		const { status = 500, message = String(error) } = error;
		return {
			why: reasonFor(error, status, message),
			message
		};
	}
}
function reasonFor(error, status, message) {
	if (lacksPermission(error) || status === 401) return "permission";
	if (status === 404) return "missing";
	if (status !== 422) return "unknown";
	return /workflow_dispatch/.test(message) ? "no-trigger" : "inputs";
}

// src/github/command/facts.ts
/** Whether a person may write to the repository. Asked from GitHub: what the event says of them may be old. Throws what the API throws. */
async function mayWrite(octokit, at, username) {
	const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({
		...at,
		username
	});
	return [
		"write",
		"maintain",
		"admin"
	].includes(data.permission);
}
/** Whether the commits of a pull request come from another repository. Throws what the API throws. */
async function isFromFork(octokit, at, pull) {
	const { data } = await octokit.rest.pulls.get({
		...at,
		pull_number: pull
	});
	return data.head.repo?.id !== data.base.repo.id;
}
/** Whether an earlier attempt of this run has marked the comment as carried out; also true for one that is gone. Throws what the API throws. */
async function isCarriedOut(octokit, at, comment) {
	try {
		const { data } = await octokit.rest.issues.getComment({
			...at,
			comment_id: comment
		});
		return (data.reactions?.rocket ?? 0) > 0;
	} catch (error) {
		if (error.status === 404) return true;
		throw error;
	}
}

// src/github/command/told.ts
/** What our comments on a pull request or issue show, service by service. Throws what the API throws. */
async function toldOn(octokit, at, issue) {
	const pages = (await octokit.paginate(octokit.rest.issues.listComments, {
		...at,
		issue_number: issue,
		per_page: 100
	})).flatMap(({ body = "", user, node_id: nodeId }) => {
		const service = readMarker(body)?.service ?? null;
		const sections = service === null ? null : readBody(service, body);
		return service === null || sections === null ? [] : [{
			service,
			sections,
			login: user?.login ?? "",
			nodeId
		}];
	});
	return [...Map.groupBy(await writtenByUs(octokit, pages), ({ service }) => service)].map(([service, ofIt]) => ({
		service,
		inFlight: versionsOf(together(ofIt))
	}));
}
const versionsOf = (sections) => new Map([...sections].map(([environment, { version }]) => [environment, version]));

export { startWorkflow as a, mayWrite as i, isCarriedOut as n, answering as o, isFromFork as r, toldOn as t };