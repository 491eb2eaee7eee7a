// The contract of a backup format: recognise keys, and make a plan. Nothing after the plan knows a format's name.
import type {Decrypt} from '../codecs/age.ts';
import type {Layer, LayerFacts} from '../engine/layer.ts';
import type {Proof} from '../engine/proof.ts';
import type {Replay} from '../engine/replay.ts';
import type {RestoreError} from '../errors.ts';
import type {ObjectInfo, ObjectStore} from '../storage/store.ts';
import type {Log} from '../log.ts';

/** All objects under the asked prefix, sorted by the bytes of their keys. */
export type Listing = {
  readonly prefix: string;
  readonly objects: readonly ObjectInfo[];
};

/** One backup that a format recognised by its keys alone. */
export type DetectedBackup = {
  /** What the user would write as `prefix` to mean just this backup. */
  readonly prefix: string;
  /** The objects that belong to it, in the listing's order. Those that no detected backup owns are foreign. */
  readonly objects: readonly ObjectInfo[];
  /** For people: `zlayer, 3 snapshots, 12 WAL captures`. */
  readonly description: string;
};

/** What the user asked for. */
export type RestoreTarget = {
  /** The newest state not after this time (milliseconds since 1970). */
  readonly timestamp?: number | undefined;
  /** An exact restore point, in the text form of {@link RestorePoint.position}. */
  readonly position?: string | undefined;
  /** `warn`: restore what lies before a known gap or damaged increment, and say `partial`. */
  readonly onIncomplete: 'fail' | 'warn';
  /** `proven`: the newest proven restore point, or a RestoreError `not-proven` where there is none. */
  readonly prefer: 'likeliest' | 'proven';
};

export type RestorePoint = {
  /** The format's own coordinate. Given back as the input `position`, it leads to the same plan. */
  readonly position: string;
  /** Milliseconds since 1970 that the data stands for, or the tightest bound known; absent when nothing is known. */
  readonly time?: number | undefined;
  /** What `time` is: the moment itself, or a bound: the data is not newer than it. */
  readonly timeIs: 'exact' | 'upper-bound' | 'unknown';
  /** Why the data may be much older than an upper bound, a clause: the bucket looks copied. Absent: nothing says so. */
  readonly timeDoubt?: string | undefined;
};

export type LeftOut = {
  readonly key: string;
  /** A clause: `an older capture of generation ce04b188`. */
  readonly reason: string;
  /** False when the object was neither applied nor shown to be older or foreign. */
  readonly explained: boolean;
};

/** Another restore point that the backup offers, and that the user can ask for by its position. */
export type Alternative = {
  readonly position: string;
  /** For people: what it is, why it was not chosen. */
  readonly note: string;
  readonly proven: boolean;
};

/** What a plan says, without the means to carry it out: what the summary, the report and the cache keep. */
export type PlanFacts = Omit<RestorePlan, 'layers'> & {readonly layers: readonly LayerFacts[]};

export type RestorePlan = {
  readonly format: string;
  readonly point: RestorePoint;
  /** Base image first (where there is one), newest last. */
  readonly layers: readonly Layer[];
  /** Key of the base image; empty where the increments stand alone. */
  readonly snapshotKey: string;
  /** Distinct increment objects (never the base) whose committed frames or pages belong to the chain. */
  readonly incrementsApplied: number;
  readonly leftOut: readonly LeftOut[];
  readonly alternatives: readonly Alternative[];
  readonly proof: Proof;
  /** What else a person should know (clauses): metadata that disagrees, identical snapshots, overwritten keys. */
  readonly notes: readonly string[];
};

/** A candidate's layers put together on a scratch file and looked at by SQLite: `[]` when integrity_check says ok. */
export type Examine = (layers: readonly Layer[]) => Promise<readonly string[]>;

export type PlanRequest = {
  readonly backup: DetectedBackup;
  readonly listing: Listing;
  readonly target: RestoreTarget;
  readonly store: ObjectStore;
  /**
   * Between an object's stored bytes and its compression, for formats whose writers encrypt. Layers keep it: the engine
   * does not know of it. Objects that are not encrypted pass through.
   */
  readonly decrypt: Decrypt;
  /** Keys that failed before, with the reason (one clause): plan without them. */
  readonly excluded: ReadonlyMap<string, string>;
  /**
   * An empty folder on the target's file system for what planning reads and the layers will need again. It lives until
   * the restore ends, and is removed then.
   */
  readonly scratchFolder: string;
  /** In bytes: the largest database that may be written. */
  readonly maxDatabaseSize: number;
  /** For formats whose rules ask SQLite about a candidate. The last candidate examined is not built again. */
  readonly examine: Examine;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Called with stored bytes read while planning. */
  readonly progress: (bytes: number) => void;
};

/** A way from an older image to a newer one: that they agree shows that nothing is missing in between. */
export type PlannedReplay = {
  /** For people: `snapshot 00000002`. */
  readonly older: string;
  readonly newer: string;
  /** What is to be read and compared, or what is missing or damaged on the way. */
  readonly steps: Replay | RestoreError;
  /** The plan's proof, once every page of the newer image is found equal. */
  readonly proves?: Proof | undefined;
  /** True when {@link proves} holds also where pages are accepted because a later increment has them so. */
  readonly provesAhead?: boolean | undefined;
};

/** When the states of a backup were written. */
export type BackupSpan = {
  /** Milliseconds since 1970: the oldest state that can be restored. */
  readonly from: number;
  /** Milliseconds since 1970: the newest one. */
  readonly to: number;
  /** `written`: by the files' own bytes. `stored`: by the store's times, which copying a bucket makes later. */
  readonly times: 'written' | 'stored';
  /** What shows that the store's times are not the writer's, a clause; empty when nothing does. */
  readonly doubt: string;
  /** The position of the newest state. */
  readonly end: string;
};

export interface BackupFormat {
  /** As in the input `format` and the output `format`. */
  readonly name: string;
  /** Looks at keys only. Several backups under one prefix are several entries. */
  detect(listing: Listing): readonly DetectedBackup[];
  /**
   * Reads what it needs to decide, and says what would be restored.
   * @throws RestoreError with a code that says why nothing can be restored
   */
  plan(request: PlanRequest): Promise<RestorePlan>;
  /**
   * Points that can be asked for by their position, newest first, cheap to name: from the listing and what planning reads
   * anyway. They are candidates: whether one can be restored is found out by planning it. On a backup without damage each
   * is reached exactly. May be absent where a backup is one state.
   * @throws RestoreError as {@link plan} does where nothing says which history is the newest; of the store
   */
  restorePoints?(request: PlanRequest): Promise<readonly RestorePoint[]>;
  /**
   * What the newer of two positions holds beyond the older one, a clause in the format's own units (`TXIDs 41 to 57`);
   * empty when nothing can be said.
   */
  between?(older: string, newer: string, backup: DetectedBackup): string;
  /**
   * The newest state that the names promise, whether or not anything leads there: what is lost is measured against it where
   * a gap keeps it from being planned. Absent where {@link restorePoints} lists what cannot be reached, too.
   */
  newest?(backup: DetectedBackup): RestorePoint | undefined;
  /**
   * For mode `verify`, where images were written independently of the increments between them: the ways between images
   * that bear on the plan's restore point. Objects that fail come back as `excluded`, as for planning.
   * @throws RestoreError of the store
   */
  replays?(request: PlanRequest, plan: PlanFacts): Promise<readonly PlannedReplay[]>;
  /**
   * Present where a site's backups of two layouts may lie under one prefix, after an upgrade of the writer. Reads the
   * listing and a few headers; undefined when they cannot be read.
   */
  span?(request: Pick<PlanRequest, 'backup' | 'store' | 'signal' | 'progress'>): Promise<BackupSpan | undefined>;
  /** With {@link span}: whether a position is written as this format's are. */
  isPosition?(text: string): boolean;
}
