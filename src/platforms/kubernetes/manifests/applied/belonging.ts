import type { FieldConflict } from '../../api/api.ts';
import type { Manifest } from '../object.ts';
import { titleOf } from '../title.ts';

/** Whose the fields are that an object is not given, and what to do, a sentence for each of their owners. */
export function belonging(object: Manifest, conflicts: readonly FieldConflict[]): readonly string[] {
  const owners = Map.groupBy(conflicts, ({ manager, subresource }) => (subresource === null ? manager : `${manager} (by ${subresource})`));
  return [...owners].map(([owner, theirs]) => {
    const fields = [...new Set(theirs.map(({ field }) => field))];
    const [noun, them, belong] = fields.length === 1 ? ['field', 'it', 'belongs'] : ['fields', 'them', 'belong'];
    const { manager } = theirs[0] as FieldConflict;
    const keep = `take ${them} out of the manifest, so that ${manager} keeps ${them}`;
    const take = `\`kubectl apply --server-side --force-conflicts --field-manager=sluice --filename=FILE\``;
    return `The ${noun} ${fields.join(', ')} of ${titleOf(object)} ${belong} to ${owner}, which set another value: ${keep}, or stop ${manager} from setting ${them}, and run ${take}.`;
  });
}
