import type { JournalDocument, Live, Rollout, Run, Stage } from '../ports/journal.ts';
import type { RawService } from '../ports/service.ts';
import { contentOf } from '../units/digest.ts';
import { type Admission, addressOf, busy, inFlight, nothing, refuse } from './answer.ts';
import { type Asked, begin, liveNow, onward, type Shown, sameContent, unpaused } from './begin.ts';
import { back, backTo } from './going-back.ts';
import { passedKey } from './journal.ts';
import { lockedBy } from './lock.ts';
import { type State, stateOf } from './state.ts';

/** How far a switch goes, in order. */
const STAGES: readonly Stage[] = ['prepared', 'switched', 'retired'];

/** What an action does in the present state: the table that makes chaining work. Pure. */
export function admit(asked: Asked, document: JournalDocument, shown: Shown): Admission {
  const over = ownPast(asked, document);
  if (over) return over;
  const admission = byState(asked, document, shown);
  const { lock } = document;
  if (!lock || asked.action === 'rollback' || admission.do === 'nothing') return admission;
  return refuse(
    'locked',
    `${document.service} in ${document.environment} is ${lockedBy(lock)}. Only \`rollback\` works until it is unlocked: run the action \`lock\` with \`unlock: true\``,
  );
}

/** The same where nothing is locked. */
function byState(asked: Asked, document: JournalDocument, shown: Shown): Admission {
  const { rollout } = document;
  const state = stateOf(document, shown.deployed);
  if (rollout && asked.action !== 'rollback' && rollout.place !== asked.place) {
    return refuse(
      'config-changed',
      `${rollout.attempted.version} is in flight at another place than the service file says now: ${moved(rollout.service, asked.service)} changed. Put it back as it was, or run \`rollback\` first`,
    );
  }
  if (!rollout) return idle(asked, document, shown, state);
  if (asked.action === 'rollback') return back(asked, rollout, state);
  if (state === 'going-back') {
    if (asked.action === 'promote') return refuse('going-back', `${rollout.attempted.version} is going back`);
    return { do: 'first', rollout };
  }
  if (state === 'stuck') {
    if (asked.action === 'promote') return promote(asked, rollout);
    return refuse(
      'paused',
      `${rollout.attempted.version} is stuck: ${rollout.stuck?.reason.message}. By hand: ${rollout.stuck?.commands.join(' && ')}`,
    );
  }
  if (asked.action === 'promote') return promote(asked, rollout);
  if (state === 'paused' && !mayResume(asked, rollout)) {
    // A re-run walks its chain from the start: the steps before the one that paused must let it through.
    if (sameContent(asked, rollout) && hasPassed(asked, rollout)) return alreadyPassed(asked);
    // In place and with nothing before it there is no way back: only a fixed version gets it out of there.
    const noWayBack = rollout.kind === 'rolling' && rollout.from.version === null && document.live === null;
    if (noWayBack && !sameContent(asked, rollout)) {
      // What it left is no trace of an unknown one; of a first deployment there is nothing that serves yet.
      const alone = { ...shown, midway: false, deployed: shown.deployed && !rollout.first };
      return idle(asked, { ...document, rollout: null }, alone, 'empty');
    }
    return refuse(
      'paused',
      `${rollout.attempted.version} is paused: ${rollout.paused?.reason.message}. Run \`promote\` to go on or \`rollback\` to go back`,
    );
  }
  const going = unpaused(rollout);
  const settled = stateOf({ ...document, rollout: going }, shown.deployed);
  return forward(asked, going, settled);
}

/** A step whose own rollout is over: live, taken back, or replaced by another. null: nothing against going on. */
function ownPast(asked: Asked, document: JournalDocument): Admission | null {
  const { rollout, history, live } = document;
  if (asked.run.id === '' || rollout?.run.id === asked.run.id) return null;
  const mine = history.filter(({ run }) => run.id === asked.run.id && run.attempt === asked.run.attempt);
  const past = mine.find(({ version }) => asked.version === null || asked.version === version);
  if (!past) return null;
  if (asked.action === 'rollback') {
    // What went live may be taken back on purpose; somebody else's rollout is not this run's to take back.
    if (past.end === 'live' && !rollout) return null;
    return nothing(
      'nothing-to-take-back',
      `the rollout of this run is over: ${past.version} ${past.end === 'live' ? 'went live' : 'was taken back'}`,
    );
  }
  const otherContent = asked.version !== null && asked.action !== 'promote' && asked.spec !== contentOf(past.spec);
  if (otherContent) return null;
  if (live?.version === past.version && live.spec === past.spec) {
    return asked.redeploy ? null : nothing('already-live', `${past.version} is live already`);
  }
  // The run itself went on to another version, and may come back to this one.
  if (past.end === 'live' && !rollout && live?.run?.id === asked.run.id) return null;
  const now = rollout ? inFlight(rollout) : `${live?.version ?? 'nothing'} is live`;
  return refuse(
    past.end === 'rejected' ? 'rejected' : 'superseded',
    `${past.version} was ${past.end === 'rejected' ? 'taken back' : 'superseded'} in this run; now ${now}`,
  );
}

function idle(asked: Asked, document: JournalDocument, shown: Shown, state: State): Admission {
  const { live } = document;
  // The platform is the truth: where it shows another version, somebody else has deployed that.
  const isElse = live !== null && shown.version !== null && shown.version !== live.version;
  const version = isElse ? shown.version : (live?.version ?? shown.version);
  const spec = isElse ? shown.spec : (live?.spec ?? shown.spec);
  if (asked.action === 'rollback' && state === 'idle' && version === null) {
    return refuse('nothing-before', 'nobody knows which version is live or was live before; deploy one');
  }
  if (asked.action === 'rollback') return backTo(asked, document, shown);
  const same = version !== null && asked.version === version;
  if (asked.action === 'promote') {
    const own = asked.version === null && asked.run.id !== '' && live?.run?.id === asked.run.id;
    return same || own
      ? nothing('already-live', `${version} is live`)
      : refuse('nothing-in-flight', 'no rollout is in flight that could be promoted; deploy one first');
  }
  if (asked.version === null)
    return nothing('already-live', 'no rollout is in flight; to begin one, write what to deploy into the input version');
  if (same && !asked.redeploy && spec !== null && contentOf(spec) === asked.spec)
    return nothing('already-live', `${version} is live already`);
  if (shown.midway) return refuse('no-journal', unexplained(shown));
  if (asked.action !== 'rolling' && shown.deployed && shown.tracks === null) {
    return refuse('precondition', `this service has no two tracks to put versions side by side, which ${asked.action} needs: use rolling`);
  }
  const outdated = live && asked.onOutdated === 'fail' ? olderThan(asked.run, live) : null;
  if (outdated) return outdated;
  if (state === 'idle' && version === null && asked.action === 'rolling' && asked.onFailure !== 'pause') {
    return refuse(
      'unknown-version',
      'nobody knows which version is live, so there would be no way back; set `reports` in the service file, or `on-failure: pause`',
    );
  }
  const from = state === 'empty' ? liveNow(null, null, shown) : liveNow(version, spec, shown);
  return { do: 'work', rollout: begin(asked, from, shown) };
}

/** A run's first attempt is refused where a newer run of the same workflow and branch went live; a re-run by hand is meant. */
function olderThan(run: Run, live: Live): Admission | null {
  const theirs = live.run;
  if (!theirs || run.attempt > 1 || theirs.workflow !== run.workflow || theirs.ref !== run.ref || theirs.number <= run.number) return null;
  return refuse(
    'outdated',
    `${live.version} is live from a newer run of this workflow (${theirs.url}); re-run this one, or set \`on-outdated: deploy\`, if it is meant`,
  );
}

function forward(asked: Asked, rollout: Rollout, state: State): Admission {
  const same = sameContent(asked, rollout);
  if (state === 'switched' && (!same || asked.action === 'rolling')) {
    if (rollout.watched < rollout.goal.bakeTime) return busy(rollout, same ? null : asked.version);
    return { do: 'first', rollout: onward(rollout, { ...asked, keepOld: 0 }, 'retired', 100, 0) };
  }
  if (!same) return busy(rollout, asked.version);
  // A first deployment has no second track, whatever it was asked for by.
  if (!rollout.first && (asked.action === 'rolling') !== (rollout.kind === 'rolling')) return busy(rollout, null);
  if (rollout.kind === 'rolling') return { do: 'work', rollout: { ...rollout, goal: { ...rollout.goal, bakeTime: asked.bakeTime } } };
  if (asked.action === 'blue-green-switch') {
    if (asked.until === 'prepared' && state === 'switched') return nothing('already-switched', `${asked.version} has the traffic already`);
    if (asked.until === 'prepared' && state === 'canary')
      return refuse(
        'has-traffic',
        `${asked.version} has ${rollout.weight} % of the traffic already; go on with \`until: switched\`, or go back with \`rollback\``,
      );
    return { do: 'work', rollout: onward(rollout, asked, asked.until, asked.until === 'prepared' ? 0 : 100) };
  }
  if (state === 'switched') return nothing('already-switched', `${rollout.attempted.version} has all the traffic already`);
  const weight = asked.weight ?? rollout.weight;
  if (hasPassed(asked, rollout)) return alreadyPassed(asked);
  return { do: 'work', rollout: onward(rollout, asked, 'canary', weight) };
}

/** Without a weight the present one is to be judged again, passed or not. */
function hasPassed(asked: Asked, rollout: Rollout): boolean {
  return asked.action === 'canary-step' && asked.weight !== null && rollout.passed.includes(passedKey(asked.run, asked.weight));
}

function alreadyPassed(asked: Asked): Admission {
  return nothing('already-passed', `this run has passed ${asked.weight} % already`);
}

function promote(asked: Asked, rollout: Rollout): Admission {
  if (asked.version !== null && asked.version !== rollout.attempted.version) {
    return refuse('superseded', `${asked.version} is not in flight any more: ${inFlight(rollout)}, by ${addressOf(rollout.run)}`);
  }
  const going = { ...unpaused(rollout), stuck: null, replaced: rollout.stuck ? {} : rollout.replaced };
  // One that is stuck on its way back tries that again.
  return { do: 'work', rollout: rollout.kind === 'rolling' || rollout.direction === 'back' ? going : onward(going, asked, 'retired', 100) };
}

function mayResume(asked: Asked, rollout: Rollout): boolean {
  const { paused } = rollout;
  if (!paused || !sameContent(asked, rollout)) return false;
  if (asked.step !== paused.step && !isBefore(asked, rollout.goal.stage)) return false;
  return asked.run.id !== paused.run.id || asked.run.attempt > paused.run.attempt;
}

/** A re-run walks its chain from the start: a switch that is to go less far stands before the one that paused. */
function isBefore({ action, until }: Asked, paused: Stage): boolean {
  if (action !== 'blue-green-switch' || paused === 'canary') return false;
  return STAGES.indexOf(until) < STAGES.indexOf(paused);
}

/** What a person does with traces of a rollout of which nothing is written down. */
function unexplained({ tracks }: Shown): string {
  if (tracks?.home === undefined)
    return 'the traffic is split and no journal tells why: set one side to 100 % by hand first, whichever is right';
  const [beside] = [tracks.live, tracks.idle].filter((name) => name !== tracks.home);
  return `a rollout has left something and no journal tells of it: send all traffic to ${tracks.home} by hand, and delete what is named ${beside}`;
}

/** The keys of the service file that decide where it runs, and are others now. */
function moved(before: RawService, now: RawService): string {
  const keys = ['platform', 'port', 'servers', 'balancers', 'state', 'namespace', 'workload', 'backend', 'route'].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]),
  );
  return keys.length > 0 ? keys.map((key) => `\`${key}\``).join(', ') : 'what a variable in it stands for';
}
