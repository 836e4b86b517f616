/** What a controller says of an object. */
export type Condition = {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
};

export type Conditioned = { readonly status?: { readonly conditions?: readonly Condition[] } };

/** Whatever its status is. */
export function conditionOf({ status }: Conditioned, wanted: string): Condition | undefined {
  return status?.conditions?.find(({ type }) => type === wanted);
}

/** Only where it is true. */
export function trueConditionOf(object: Conditioned, wanted: string): Condition | undefined {
  const found = conditionOf(object, wanted);
  return found?.status === 'True' ? found : undefined;
}
