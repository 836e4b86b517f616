import { readFile } from 'node:fs/promises';
import { Refused } from '../../../ports/reason.ts';
import { run } from '../../process.ts';

const PATIENCE = 10_000;
const MOST_OUTPUT = 256 * 1024;
/** Where a pod finds out which namespace it is in; kubectl itself logs in from beside it. */
const OWN_NAMESPACE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

/** What a context of kubeconfig says, as `kubectl config view -o json` prints it, without what is secret. */
type View = { readonly contexts?: readonly { readonly context?: { readonly namespace?: string } }[] };

/** How people call the cluster. */
export function placeOf(context: string | null): string {
  return context === null ? 'the current context' : `context ${context}`;
}

/** The namespace of a context, `default` where it has none. Throws `Refused` where there is no kubectl, or no such context. */
export async function namespaceOf(context: string | null, signal: AbortSignal): Promise<string> {
  const options = { signal, timeout: PATIENCE, maxOutput: MOST_OUTPUT };
  const { code, stdout, stderr } = await run(
    'kubectl',
    ['config', 'view', '--minify', '--output=json', ...contextOption(context)],
    options,
  ).catch((error: NodeJS.ErrnoException) => Promise.reject(signal.aborted ? signal.reason : missing(error)));
  if (code === null) throw new Error(`kubectl did not read the kubeconfig within ${PATIENCE / 1_000}s`);
  if (code === 0) return (JSON.parse(stdout) as View).contexts?.[0]?.context?.namespace || 'default';
  const inPod = context === null && /current-context must exist/.test(stderr) ? await readFile(OWN_NAMESPACE, 'utf8').catch(() => '') : '';
  if (inPod.trim() !== '') return inPod.trim();
  throw noContext(context, stderr.trim());
}

export function contextOption(context: string | null): readonly string[] {
  return context === null ? [] : [`--context=${context}`];
}

/** kubectl's environment: a login may need any part of it, but not what was meant for this step only. */
export function kubectlEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(INPUT_|STATE_|GITHUB_TOKEN$)/.test(name)));
}

function missing(error: NodeJS.ErrnoException): Error {
  const install = 'install it before this step (uses: azure/setup-kubectl), or put it into PATH';
  return new Refused('precondition', `kubectl cannot be run (${error.code ?? error.message}): ${install}`, { cause: error });
}

function noContext(context: string | null, said: string): Refused {
  const kubectl = said === '' ? '' : ` (kubectl: ${said})`;
  const log = 'log in before this step, or set KUBECONFIG to the file that names the cluster';
  if (/current-context must exist/.test(said)) {
    return new Refused('precondition', `No kubeconfig says which cluster is meant${kubectl}: ${log}; \`context\` chooses one of several`);
  }
  if (/cannot locate context/.test(said)) {
    const choose = '`kubectl config get-contexts` lists those that there are: change `context`, or set KUBECONFIG to the file that has it';
    return new Refused('precondition', `There is no context ${context} in the kubeconfig${kubectl}: ${choose}`);
  }
  return new Refused('precondition', `kubectl cannot use ${placeOf(context)}${kubectl}: ${log}`);
}
