/** The part of a pod's specification that says how it ends. */
export type Ending = {
  readonly terminationGracePeriodSeconds?: number;
  readonly containers: readonly { readonly name: string; readonly lifecycle?: { readonly preStop?: unknown } }[];
};

const USUAL_GRACE = 30;

/** What a pod may lack to end without failing a request, with the lines to add; null where it lacks nothing that can be seen from outside. */
export function drainHint({ terminationGracePeriodSeconds: grace = USUAL_GRACE, containers }: Ending): string | null {
  const without = containers.filter(({ lifecycle }) => lifecycle?.preStop === undefined).map(({ name }) => name);
  if (grace === 0)
    return 'The pods are killed at once (`terminationGracePeriodSeconds: 0`), and the requests in them with them. Write `terminationGracePeriodSeconds: 30`.';
  if (without.length === 0) return null;
  const these = without.length === 1 ? `Container ${without[0]} has` : `Containers ${without.join(', ')} have`;
  return (
    `${these} no preStop. Requests still come in for some seconds after a pod was told to end. ` +
    'If the program does not go on serving for 5 s after SIGTERM by itself, add to the container: `lifecycle: { preStop: { sleep: { seconds: 5 } } }`.'
  );
}
