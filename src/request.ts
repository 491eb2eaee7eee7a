// What a restore is asked to do: the typed, validated form of all inputs, free of GitHub.
import type {AgeIdentity} from './codecs/age.ts';
import type {ChecksFile} from './checks/checks-file.ts';

/** Where the objects are. */
export type Location =
  | {readonly kind: 'directory'; readonly path: string; readonly prefix: string}
  | {
      readonly kind: 's3';
      readonly bucket: string;
      readonly prefix: string;
      readonly endpoint?: string | undefined;
      readonly region?: string | undefined;
      /** Absent: path style with an endpoint, virtual hosts without one. */
      readonly forcePathStyle?: boolean | undefined;
      /** Absent: the SDK's default chain. */
      readonly credentials?: {
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken?: string | undefined;
      };
      readonly anonymous: boolean;
      readonly requestPayer: boolean;
      /** 32 bytes, base64, for SSE-C. */
      readonly sseCustomerKey?: string | undefined;
    };

export type RestoreRequest = {
  readonly location: Location;
  /** A secret, like the credentials in the location. Absent: encrypted objects are refused. */
  readonly ageIdentity?: AgeIdentity | undefined;
  readonly mode: 'restore' | 'verify' | 'plan';
  /** Absolute path of the file to write, inside an allowed folder. Absent only in modes `verify` and `plan`. */
  readonly target?: string | undefined;
  /** Folder for scratch files when there is no target. Absolute. */
  readonly tempFolder: string;
  /** `auto`, or a format's name. */
  readonly format: string;
  /** Milliseconds since 1970. */
  readonly timestamp?: number | undefined;
  readonly position?: string | undefined;
  readonly integrityCheck: 'full' | 'quick' | 'off';
  readonly foreignKeyCheck: 'fail' | 'warn' | 'off';
  readonly onIncomplete: 'fail' | 'warn';
  readonly onInconclusive: 'warn' | 'proven' | 'fail';
  readonly ifNoBackup: 'fail' | 'warn' | 'ignore';
  readonly ifExists: 'replace' | 'fail' | 'skip';
  /** True when the user wrote `if-exists: replace`, not only by default (design: an unreadable old database). */
  readonly replaceWasWritten: boolean;
  readonly allowEmpty: boolean;
  /** Bytes; absent: free disk space less a reserve. */
  readonly maxDatabaseSize?: number | undefined;
  readonly cache: boolean;
  /** Milliseconds: the restore point, and what {@link freshnessQuery} finds, must not be older. */
  readonly maxAge?: number | undefined;
  /** One SELECT whose single value is a time in the data. */
  readonly freshnessQuery?: string | undefined;
  readonly checks?: ChecksFile | undefined;
  /** When the newest restore point fails: look for the newest one that passes, and with `restore` publish that one. */
  readonly lastGood?: 'off' | 'report' | 'restore' | undefined;
  /** Milliseconds for the whole step. */
  readonly timeout?: number | undefined;
};
