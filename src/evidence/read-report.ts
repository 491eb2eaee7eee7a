// A report that comes back from somewhere: taken apart field by field, for it may be anything.
import {RestoreError} from '../errors.ts';
import {fields, integer, list, text, type Fields} from '../json-fields.ts';
import {REPORT_SCHEMA} from './report.ts';
import {sealOf} from './seal.ts';

/** What verification needs of a report. */
export type StoredReport = {
  readonly plan: {
    readonly hash: string;
    readonly format: string;
    readonly point: {readonly position: string};
    readonly proof: {readonly word: string};
    readonly snapshotKey: string;
    readonly layers: readonly {
      readonly label: string;
      readonly kind: string;
      readonly frames: number;
      readonly commit: number | null;
      readonly objects: readonly {readonly key: string; readonly size: number; readonly etag: string}[];
    }[];
  };
  readonly database: {
    readonly bytes: number;
    readonly pageSize: number;
    readonly pages: number;
    readonly sha256: string;
  };
  readonly evidence: string;
  readonly integrity: string;
  readonly tables: readonly {readonly name: string; readonly rows: number | null; readonly hash: string | null}[];
  /** All tables, those included that the report does not name; 0 where it counted none. */
  readonly tableCount: number;
  readonly schemaFingerprint: string | null;
  /** As it is written, and as it has to be. */
  readonly seal: {readonly stored: string; readonly computed: string};
  /** Prefix of the backup, as it was asked for. */
  readonly prefix: string;
};

/** @throws RestoreError `input` */
export function readReport(json: string): StoredReport {
  try {
    const report = fields(JSON.parse(json), 'the report');
    if (report['schema'] !== REPORT_SCHEMA) {
      throw new TypeError(`its schema is ${JSON.stringify(report['schema'])?.slice(0, 100)}, not ${REPORT_SCHEMA}`);
    }
    if (report['plan'] === null || report['database'] === null) {
      throw new TypeError('it tells of a run that restored nothing, so there is nothing to compare');
    }
    return stored(report);
  } catch (cause) {
    throw new RestoreError('input', {
      what: `The report cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
      todo: 'Give the JSON file that the output reportPath names.',
      cause,
    });
  }
}

function stored(report: Fields): StoredReport {
  const plan = fields(report['plan'], 'plan');
  const database = fields(report['database'], 'database');
  const checks = report['checks'] === null ? {} : fields(report['checks'], 'checks');
  const data = report['data'] === null ? {} : fields(report['data'], 'data');
  const request = fields(report['request'], 'request');
  return {
    plan: {
      hash: text(plan['hash'], 'plan.hash'),
      format: text(plan['format'], 'plan.format'),
      point: {position: text(fields(plan['point'], 'plan.point')['position'], 'plan.point.position')},
      proof: {word: text(fields(plan['proof'], 'plan.proof')['word'], 'plan.proof.word')},
      snapshotKey: text(plan['snapshotKey'], 'plan.snapshotKey'),
      layers: list(plan['layers'], 'plan.layers', layer),
    },
    database: {
      bytes: integer(database['bytes'], 'database.bytes'),
      pageSize: integer(database['pageSize'], 'database.pageSize'),
      pages: integer(database['pages'], 'database.pages'),
      sha256: text(database['sha256'], 'database.sha256'),
    },
    evidence: text(report['evidence'], 'evidence'),
    seal: {stored: text(report['seal'], 'seal'), computed: sealOf(report)},
    integrity: text(checks['integrity'] ?? 'skipped', 'checks.integrity'),
    tables: list(data['tables'] ?? [], 'data.tables', table),
    tableCount: integer(data['tableCount'] ?? 0, 'data.tableCount'),
    schemaFingerprint: textOrNull(data['schemaFingerprint'] ?? null, 'data.schemaFingerprint'),
    prefix: text(fields(request['location'], 'request.location')['prefix'], 'request.location.prefix'),
  };
}

function layer(value: unknown, place: string): StoredReport['plan']['layers'][number] {
  const {label, kind, frames, commit, objects} = fields(value, place);
  return {
    label: text(label, `${place}.label`),
    kind: text(kind, `${place}.kind`),
    frames: integer(frames, `${place}.frames`),
    commit: commit === null ? null : integer(commit, `${place}.commit`),
    objects: list(objects, `${place}.objects`, (entry, at) => {
      const {key, size, etag} = fields(entry, at);
      return {key: text(key, `${at}.key`), size: integer(size, `${at}.size`), etag: text(etag, `${at}.etag`)};
    }),
  };
}

function table(value: unknown, place: string): StoredReport['tables'][number] {
  const {name, rows, hash} = fields(value, place);
  return {
    name: text(name, `${place}.name`),
    rows: rows === null ? null : integer(rows, `${place}.rows`),
    hash: textOrNull(hash, `${place}.hash`),
  };
}

function textOrNull(value: unknown, place: string): string | null {
  return value === null ? null : text(value, place);
}
