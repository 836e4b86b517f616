import type { Mark } from './mark.ts';
import type { Place, Route } from './object.ts';

/** What a rule sends requests to. Fields that we do not know stay in it. */
export type Ref = Readonly<Record<string, unknown>> & { readonly weight?: number };

/** One list of backends in a route, with all that stands beside it. */
export type Rule = {
  /** JSON pointer from the root of the route. */
  readonly path: string;
  readonly raw: RawRule;
  readonly refs: readonly Ref[];
};

/** As it stands in the route. */
export type RawRule = Readonly<Record<string, unknown>>;

/** Whose traffic is moved: the Services of home and of the next track, which have the same ports. */
export type Ends = {
  /** Of both. */
  readonly namespace: string;
  readonly home: string;
  readonly next: string;
  /** Their numbers, and their names where they have any. */
  readonly ports: readonly (number | string)[];
  /** Of the route: what its rules mean where they name none. */
  readonly routeNamespace: string;
  readonly dialect: Dialect;
};

/** How one kind of route says what all of them say: which backend gets what share of which requests. */
export type Dialect = {
  /** Group and version of the API. */
  readonly api: string;
  /** The keys to its list of rules, or to its only one. */
  readonly at: readonly string[];
  /** The key of the backends in a rule. */
  readonly list: string;
  /** What a backend without a weight gets: as one with weight 1, or all where it is alone and else nothing. */
  readonly unwritten: 'one' | 'all';
  /** Milliseconds from a change that can be seen at the API server, or that a controller has said it saw, until all requests go by it. */
  readonly lag: number;
  /** Whether a Service without ready pods, at whatever weight, may take down all the others of its rule. */
  readonly needsPods: boolean;
  /** Whether a backend is one of the two Services. */
  isTo(ref: Ref, service: string, ends: Ends): boolean;
  /** The same backend with another Service. */
  withService(ref: Ref, service: string): Ref;
  /** How people call a backend. */
  nameOf(ref: Ref): string;
  /** Why nothing can be shifted by this route, with what to write; null: it can be, where a rule names home. */
  wrong?(route: Route, title: string, ends: Ends): string | null;
  /** What controllers have not said of this route yet; left out where none says anything. `wholly`: they are to accept it. */
  lacking?(route: Route, place: Place, wholly: boolean): string | null;
  /** The rule that sends requests with the mark to `next`, and else is the same; left out where rules cannot tell requests apart. */
  marked?(rule: RawRule, next: Ref, mark: Mark): RawRule;
};
