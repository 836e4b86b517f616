/**
 * The environment for what lives on: without what the runner would kill it by, and without what was meant for this step only.
 * All else a program gets that a step starts, also what the service file names for something else: who sets a variable for the step may
 * mean the program to read it by itself, and its own `env` names what it needs, not all that it may have.
 */
export function lastingEnvironment(): NodeJS.ProcessEnv {
  const names = Object.keys(process.env).filter((name) => !/^(RUNNER_TRACKING_ID$|GITHUB_TOKEN$|INPUT_|STATE_|ACTIONS_)/.test(name));
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

/** Sends a signal to a process and its group; nothing where they have ended. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended: what we wanted.
  }
}
