import type { Kind } from '../journeys/database.ts';
import type { Random } from '../journeys/random.ts';
import type { Cluster, Network } from './cluster.ts';
import type { FaultLayer } from './fault_layer.ts';
import type { Island } from './island.ts';
import type { Place } from './place.ts';
import type { Server } from './server.ts';

/** What a fault has before it. */
export interface Scene {
  kind: Kind;
  place: Place;
  server: Server;
  layer: FaultLayer;
  random: Random;
  lmtp: number;
  /** On PostgreSQL. */
  cluster: Cluster | null;
  network: Network | null;
  /** Where the node stands whose network is its own. */
  island: Island | null;
  /** A second node on the same PostgreSQL, where the fault asks for one. */
  second: { server: Server; layer: FaultLayer } | null;
  /** What was done, for who reads of a violation. */
  tell(words: string): void;
}

export interface Fault {
  name: string;
  kinds: Kind[];
  /** The data folder is a small file system of its own. */
  mounts?: boolean;
  network?: boolean;
  /** The node has a network of its own. */
  island?: boolean;
  second?: boolean;
  /** PostgreSQL has a standby. */
  standby?: boolean;
  /** The program serves TLS. */
  tls?: boolean;
  /** The process may end; systemd would start it again. */
  mayEnd?: boolean;
  /** A line of the log that names the cause, where the fault was felt. */
  cause?: RegExp;
  /** Breaks, waits, and heals what is around the program. The program itself is not helped, unless it was killed. */
  strike(scene: Scene): Promise<void>;
}
