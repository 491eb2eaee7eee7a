// What a store must be able to do before retries, resumption and checks are put on top (resilient.ts).
import type {RestoreError} from '../errors.ts';
import type {ByteRange, ObjectInfo} from './store.ts';

/** One answer to a listing request. */
export type ListPage = {
  readonly objects: readonly ObjectInfo[];
  /** Given back to ask for the next page; absent on the last one. */
  readonly next?: string | undefined;
};

/** An answer to a read request as the server gave it: nothing of it has been checked yet. */
export type RawAnswer = {
  /** True when the server sends the object from its first byte, whatever range was asked for (HTTP 200). */
  readonly whole: boolean;
  /** The header `Content-Range`, as sent with HTTP 206. */
  readonly contentRange?: string | undefined;
  /** Bytes that the server promises to send. */
  readonly length?: number | undefined;
  readonly etag?: string | undefined;
  /** Base64 of the CRC32 that the store keeps for the whole object; never a composite of parts. */
  readonly crc32?: string | undefined;
  /** The version's id where the bucket keeps versions. */
  readonly version?: string | undefined;
  /** The body. Ends or throws when the connection does; leaving the loop early closes it. */
  readonly chunks: AsyncIterable<Uint8Array>;
};

export interface RawStore {
  readonly name: string;
  /** @throws RestoreError when asking again cannot help, {@link TransientFailure} when it can */
  listPage(prefix: string, token: string | undefined, signal: AbortSignal): Promise<ListPage>;
  /** Asks for `range` (absent: the whole object) of the version `object.etag`. Throws as `listPage` does, in the body too. */
  open(
    object: ObjectInfo,
    range: ByteRange | undefined,
    signal: AbortSignal,
    /** `checksum`: ask for {@link RawAnswer.crc32}. Servers tell it with whole objects only. */
    options: {readonly checksum: boolean},
  ): Promise<RawAnswer>;
}

/** A failure after which the same request may work. Never leaves `src/storage/`: {@link TransientFailure.failure} does. */
export class TransientFailure extends Error {
  override readonly name = 'TransientFailure';
  /** What the user is told when retrying has not helped. */
  readonly failure: RestoreError;
  /** The server asked for fewer requests: wait longer. */
  readonly throttled: boolean;
  /** Milliseconds that the server asked to wait (`Retry-After`). */
  readonly retryAfter: number | undefined;
  /** Attempts after which this kind of failure is final, where that is fewer than usual. */
  readonly attempts: number | undefined;

  constructor(
    failure: RestoreError,
    {
      throttled = false,
      retryAfter,
      attempts,
    }: {throttled?: boolean; retryAfter?: number | undefined; attempts?: number} = {},
  ) {
    super(failure.message);
    this.failure = failure;
    this.throttled = throttled;
    this.retryAfter = retryAfter;
    this.attempts = attempts;
  }
}
