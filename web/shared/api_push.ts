import type { Id, Instant } from './api.ts';

/** What became of the last note. */
export type PushDeviceState = 'untold' | 'told' | 'refused' | 'unreachable';

/** A browser in which an agent switched push on. */
export interface PushDevice {
  id: Id;
  name: string;
  /** By which a browser knows itself. */
  mark: string;
  state: PushDeviceState;
  created_at: Instant;
  told_at: Instant | null;
}
