import { a as NOT_ALLOWED, c as notUnderstood, d as needsTold, f as workflowInputs, i as FROM_A_FORK, l as whichService, m as readCommand, n as repairReply, o as noVersion, p as readComment, r as repairText, s as notAsked, t as repair, u as choose } from "./commands.js";
import { $t as repositoryOf, It as setOutputs, Pt as info, Xt as readInputs, Yt as githubClient, en as repositoryUrl, jt as fail, kt as annotate } from "./first.js";
import { a as startWorkflow, i as mayWrite, n as isCarriedOut, o as answering, r as isFromFork, t as toldOn } from "./github-command.js";
const readFileSync = process.getBuiltinModule("node:fs").readFileSync;

// src/actions/obey.ts
/** Why a command is not carried out, and how that is answered. */
var NotDone = class extends Error {
	name = "NotDone";
	as;
	constructor(message, as) {
		super(message);
		this.as = as;
	}
};
/** Answers a comment, and starts the promotion workflow where its author may command that. Throws nothing that GitHub answers. */
async function obey(obeying) {
	const { at, commanded, token, env } = obeying;
	const { issue, comment, isPull } = commanded;
	const octokit = await githubClient(token, env);
	const answer = answering(octokit, {
		...at,
		issue,
		comment
	}, isPull ? "pull-requests: write" : "issues: write", info);
	try {
		return await carryOut({
			...obeying,
			octokit,
			answer
		});
	} catch (error) {
		if (!(error instanceof NotDone)) throw error;
		const { reason, reaction, reply, isBroken = false } = error.as;
		await answer.react(reaction);
		await answer.reply(reply);
		return {
			outcome: "refused",
			reason,
			message: error.message,
			isBroken
		};
	}
}
async function carryOut(site) {
	const { octokit, at, commanded, workflow, answer } = site;
	const { author, issue } = commanded;
	if (!await asked("whether you may command", () => mayWrite(octokit, at, author))) throw new NotDone(`${author} may not write to this repository`, {
		reason: "not-allowed",
		reaction: "-1",
		reply: NOT_ALLOWED
	});
	if (Number(site.env["GITHUB_RUN_ATTEMPT"]) > 1 && await asked("what was done", () => isCarriedOut(octokit, at, commanded.comment))) return {
		outcome: "ignored",
		reason: "carried-out",
		message: "an earlier attempt has carried this command out, or the comment is gone; write a new comment",
		isBroken: false
	};
	const command = readCommand(commanded.line);
	if ("mistake" in command) throw new NotDone(command.mistake, {
		reason: "not-understood",
		reaction: "confused",
		reply: notUnderstood(command.mistake)
	});
	await answer.react("eyes");
	await refuseForks(site);
	const target = await targetOf(command, site);
	const inputs = workflowInputs(command, target, `${author} in #${issue}`);
	const obstacle = await startWorkflow(octokit, at, {
		workflow: workflow.file,
		ref: workflow.branch,
		inputs
	});
	if (obstacle) {
		const mend = repair(obstacle.why, workflow, obstacle.message);
		const as = {
			reason: `workflow-${obstacle.why}`,
			reaction: "confused",
			reply: repairReply(mend, workflow),
			isBroken: true
		};
		throw new NotDone(repairText(mend), as);
	}
	await answer.react("rocket");
	return {
		outcome: "dispatched",
		reason: "done",
		message: `${author} asked for ${Object.entries(inputs).map(([name, value]) => `${name}: ${value}`).join(", ")}`,
		isBroken: false
	};
}
async function refuseForks({ octokit, at, commanded: { isPull, issue }, forks }) {
	if (forks === "allow" || !isPull || !await asked("where the pull request comes from", () => isFromFork(octokit, at, issue))) return;
	throw new NotDone("the pull request comes from a fork", {
		reason: "fork",
		reaction: "-1",
		reply: FROM_A_FORK
	});
}
async function targetOf(command, { octokit, at, commanded, workflow }) {
	if (!needsTold(command)) return {
		service: command.service,
		version: null
	};
	const told = asked(command.service === null ? "which service is meant; name it, as in `/sluice shop rollback`" : "which version you have seen", () => toldOn(octokit, at, commanded.issue));
	const canDoWithout = command.action !== "promote" && command.service !== null;
	const target = choose(command, canDoWithout ? await told.catch(() => []) : await told);
	if ("services" in target) {
		const message = `several services are told of here: ${target.services.join(", ")}`;
		throw new NotDone(message, {
			reason: "which-service",
			reaction: "confused",
			reply: whichService(target.services, command)
		});
	}
	if (command.action === "promote" && target.version === null) {
		const message = `nothing tells which version is to be promoted in ${command.environment}`;
		throw new NotDone(message, {
			reason: "no-version",
			reaction: "confused",
			reply: noVersion({
				...command,
				...target
			}, workflow)
		});
	}
	return target;
}
/** What GitHub has to say first; the command is not carried out where it does not. */
async function asked(what, ask) {
	try {
		return await ask();
	} catch (error) {
		const { message } = error;
		const as = {
			reason: "github-error",
			reaction: "confused",
			reply: notAsked(what, message),
			isBroken: true
		};
		throw new NotDone(`GitHub did not say ${what}: ${message}`, as);
	}
}

// src/actions/command.ts
/** The comment that started this run, as a command; nothing is done, nor said, for any other event. */
async function command(env) {
	const at = repositoryOf(env);
	const commanded = readComment(env["GITHUB_EVENT_NAME"], eventOf(env));
	if (at === null || commanded === null) return setOutputs({
		outcome: "ignored",
		reason: "no-command",
		message: ""
	});
	const { workflow = "", forks = "", "github-token": token = "" } = readInputs([
		"workflow",
		"forks",
		"github-token"
	]);
	const problems = [
		/^[\w.-]+\.ya?ml$/.test(workflow) ? "" : "input workflow: write the name of a file in .github/workflows, like promote.yml",
		forks === "refuse" || forks === "allow" ? "" : "input forks: write refuse or allow",
		token !== "" ? "" : "input github-token is empty: leave it out, so that the token of the job is taken"
	].filter((problem) => problem !== "");
	if (problems.length > 0) return end({
		outcome: "refused",
		reason: "invalid-input",
		message: problems.join("\n")
	}, true);
	const url = `${repositoryUrl(env)}/actions/workflows/${workflow}`;
	const { isBroken, ...obeyed } = await obey({
		at,
		commanded,
		workflow: {
			file: workflow,
			branch: commanded.defaultBranch,
			url
		},
		forks: forks === "allow" ? "allow" : "refuse",
		token,
		env
	});
	end(obeyed, isBroken);
}
/** The text of a comment comes from this file and goes through no shell and no expression. */
function eventOf(env) {
	try {
		return JSON.parse(readFileSync(env["GITHUB_EVENT_PATH"] ?? "", "utf8"));
	} catch {
		return null;
	}
}
const TITLES = {
	dispatched: "Started the promotion workflow",
	refused: "Command not carried out"
};
function end(outputs, isBroken) {
	setOutputs(outputs);
	annotate(isBroken ? "error" : "notice", TITLES[outputs.outcome] ?? "Nothing to do", outputs.message);
	if (isBroken) fail();
}
try {
	await command(process.env);
} catch (error) {
	annotate("error", "Failed", error instanceof Error ? error.stack ?? error.message : String(error));
	fail();
}
process.exit();

export {  };