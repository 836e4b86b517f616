import { type Echo, echoDeployment, type Manifest, type Namespace } from '../../../test/fakes/kubernetes.ts';
import { deploy, promote, reject, stable } from './k8s-deploy.ts';

/** The service under load, as one way to deliver uses it. */
export type Site = {
  readonly namespace: Namespace;
  /** A good version that is not the one of the Deployment `echo`. */
  next(): Promise<string>;
  /** Runs a built action; throws with its log where it does not end with `outcome`. */
  act(action: string, inputs: Readonly<Record<string, string>>, outcome: string): Promise<void>;
};

/** What may be lost; `behind the gateway, nothing`: what is lost through the ClusterIP is shown. */
export type Loss = 'nothing' | 'behind the gateway, nothing' | 'something';

export type Delivery = {
  readonly name: string;
  readonly objects: readonly Manifest[];
  readonly loses: Loss;
  /** Whether each round needs objects that nobody has delivered to. */
  readonly fresh?: boolean;
  /** One round: afterwards all is as it was, but for the version. */
  round(site: Site): Promise<void>;
};

const WEIGHTS = [0, 5, 25, 50, 100, 0];
const SWITCHES = 5;

const blueGreen = async ({ act, next }: Site) => act('blue-green-switch', { version: await next() }, 'promoted');

async function canary(site: Site, ...weights: readonly number[]): Promise<void> {
  const version = await site.next();
  for (const weight of weights) await site.act('canary-step', { version, weight: `${weight}` }, 'canary');
}

async function canaryAndBack(site: Site, ...weights: readonly number[]): Promise<void> {
  await canary(site, ...weights);
  await site.act('rollback', {}, 'rolled-back');
}

async function promoted(site: Site): Promise<void> {
  await canary(site, 50);
  await site.act('promote', {}, 'promoted');
}

/** Through the built actions: with the Service alone, and with an HTTPRoute. */
export function ours(pod: Echo): Delivery[] {
  const all = [
    {
      name: 'rolling, a good version, then a bad one',
      async round({ act, next }: Site) {
        await act('rolling', { version: await next() }, 'promoted');
        await act('rolling', { version: 'crash' }, 'rolled-back');
      },
    },
    {
      name: `blue-green-switch, ${SWITCHES} times`,
      async round(site: Site) {
        for (let time = 0; time < SWITCHES; time++) await blueGreen(site);
      },
    },
    { name: `canary ${WEIGHTS.join('→')} %`, round: (site: Site) => canaryAndBack(site, ...WEIGHTS) },
    { name: 'promote', round: promoted },
    {
      name: 'rollback, of a canary and to the version before',
      async round(site: Site) {
        await blueGreen(site);
        await canaryAndBack(site, 50);
        await blueGreen(site);
        await site.act('rollback', { to: 'previous' }, 'rolled-back');
      },
    },
    { name: 'adoption of a Deployment that runs', fresh: true, round: blueGreen },
  ];
  return all.map((delivery) => ({ ...delivery, objects: echoDeployment(pod), loses: 'nothing' }));
}

/** Through the built actions, with an HTTPRoute only: all that takes a track out of use before its pods are told to end. */
export function withoutDrain(pod: Echo): Delivery {
  return {
    name: 'blue-green-switch, canary, promote and rollback on pods that do not drain',
    objects: echoDeployment({ ...pod, drain: 0 }),
    loses: 'behind the gateway, nothing',
    async round(site) {
      await blueGreen(site);
      await canaryAndBack(site, ...WEIGHTS);
      await promoted(site);
    },
  };
}

/** What is seen to lose requests. */
export function kubectlWithoutDrain(pod: Echo): Delivery {
  return {
    name: 'kubectl set image and rollout status on pods that do not drain',
    objects: echoDeployment({ ...pod, drain: 0 }),
    loses: 'something',
    async round({ namespace, next }) {
      await namespace.kubectl('set', 'image', 'deployment/echo', `echo=sluice.test/echo:${await next()}`);
      await namespace.whole('deployment/echo');
    },
  };
}

/** What is seen to lose requests, also on pods that drain. */
export function inOrderOfK8sDeploy(pod: Echo): Delivery[] {
  const all = [
    {
      name: "k8s-deploy's order, a good version",
      async round({ namespace, next }: Site) {
        const echo = { ...pod, version: await next() };
        await deploy(namespace, echo, 120);
        await promote(namespace, echo);
      },
    },
    {
      name: "k8s-deploy's order, a version that never gets ready",
      async round({ namespace }: Site) {
        // The image says when it is ready, unless it is told.
        const isReady = await deploy(namespace, { ...pod, readyAfter: 0, version: 'unready' }, 15).then(
          () => true,
          () => false,
        );
        if (isReady) throw new Error('a version that never gets ready was deployed');
        await reject(namespace);
      },
    },
  ];
  return all.map((delivery) => ({ ...delivery, objects: stable(pod), loses: 'something' }));
}
