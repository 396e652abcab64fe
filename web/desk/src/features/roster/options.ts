import type { Option } from '../../platform/resource/spec.ts';
import { useRosters } from './queries.ts';

/** Rosters for choices of other screens. */
export function useRosterOptions(): Option[] {
  return (useRosters().data ?? []).map((one) => ({ value: String(one.id), label: one.name }));
}
