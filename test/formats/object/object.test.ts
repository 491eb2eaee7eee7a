import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {crc32, gzipSync, zstdCompressSync} from 'node:zlib';
import Database from 'better-sqlite3';
import type {ErrorCode} from '../../../src/errors.ts';
import {memoryStore, type Bucket} from '../../models/memory-store.ts';
import {
  askedOf,
  isRight,
  needsMore,
  objectCases,
  restoreObject,
  TAGGED,
  type Asked,
  type Outcome,
} from '../object-corpus.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'object');

describe('objects of many writers', () => {
  const cases = objectCases(FIXTURES);

  it('come in pairs of an archive and its truth', () => {
    const files = readdirSync(FIXTURES).filter(file => /\.(tar\.zst|truth\.json)$/.test(file));
    assert.equal(files.length, 2 * cases.length);
    assert.ok(cases.length > 100, `${cases.length} cases`);
  });

  for (const {name, truth, bucket} of cases) {
    it(`${name}: ${truth.why}`, async () => {
      const outcome = await restoreObject(bucket(), askedOf(truth));
      const told = tell(outcome);
      if (needsMore(truth) && outcome.kind === 'refused' && TAGGED.includes(outcome.error.code)) return;
      assert.ok(isRight(truth, outcome), `expected ${truth.expect} ${truth.reason ?? ''}, found ${told}`);
      const said = outcome.kind === 'restored' ? [...outcome.plan.notes, ...outcome.plan.proof.because].join('\n') : '';
      if (truth.mustReport === 'names and LastModified disagree') assert.match(said, /LastModified disagree/);
      if (truth.mustReport === 'checksum verified') assert.match(said, /checksum is verified/);
      if (truth.mustNote === 'raw copy') assert.match(said, /raw copy/);
    });
  }
});

function tell(outcome: Outcome): string {
  return outcome.kind === 'refused'
    ? outcome.error.message
    : `${outcome.verdict} (${outcome.plan.proof.word}) of ${outcome.plan.snapshotKey}`;
}

const HOUR = 3_600_000;
const NOON = Date.parse('2026-10-01T12:00:00Z');

/** A database whose only row is `mark`. */
function database(mark: string, pageSize = 4096): Buffer {
  const db = new Database(':memory:');
  try {
    db.pragma(`page_size = ${pageSize}`);
    db.exec('create table t(x)');
    db.prepare('insert into t values (?)').run(mark);
    for (let row = 0; row < 200; row++) db.prepare('insert into t values (?)').run(`${mark} ${row} `.repeat(20));
    return db.serialize();
  } finally {
    db.close();
  }
}

/** Objects written an hour apart, in the order given; a number says otherwise. */
function bucketOf(objects: Readonly<Record<string, Buffer | string | readonly [Buffer | string, number]>>): Bucket {
  return new Map(
    Object.entries(objects).map(([key, value], index) => {
      const [content, lastModified] =
        typeof value === 'string' || Buffer.isBuffer(value) ? [value, NOON + index * HOUR] : value;
      return [key, {key, bytes: Buffer.from(content), lastModified}];
    }),
  );
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function restored(bucket: Bucket, asked: Asked = {}): Promise<Extract<Outcome, {kind: 'restored'}>> {
  const outcome = await restoreObject(bucket, asked);
  assert.ok(outcome.kind === 'restored', tell(outcome));
  return outcome;
}

async function refused(bucket: Bucket, code: ErrorCode, asked: Asked = {}): Promise<string> {
  const outcome = await restoreObject(bucket, asked);
  assert.ok(outcome.kind === 'refused', tell(outcome));
  assert.equal(outcome.error.code, code, outcome.error.message);
  return outcome.error.message;
}

describe('one object', () => {
  it('comes out byte for byte, whatever its page size and compression', async () => {
    for (const pageSize of [512, 1024, 4096, 65_536]) {
      const image = database('a', pageSize);
      for (const stored of [image, gzipSync(image), zstdCompressSync(image), gzipSync(zstdCompressSync(image))]) {
        const {sha256: found, verdict} = await restored(bucketOf({backup: stored}));
        assert.equal(found, sha256(image));
        assert.equal(verdict, 'pass');
      }
    }
  });

  it('comes out byte for byte where its beginning alone is looked at first', async () => {
    const db = new Database(':memory:');
    db.exec('create table t(x); insert into t values (randomblob(3000000))');
    const image = db.serialize();
    db.close();
    for (const stored of [image, gzipSync(image), zstdCompressSync(image), gzipSync(zstdCompressSync(image))]) {
      assert.ok(stored.length > 2_000_000);
      const {sha256: found, verdict} = await restored(bucketOf({backup: stored}));
      assert.equal(found, sha256(image));
      assert.equal(verdict, 'pass');
    }
  });

  it('is never restored from a part of it', async () => {
    const image = database('a');
    for (const stored of [image, gzipSync(image), zstdCompressSync(image)]) {
      for (let part = 0; part < 40; part++) {
        const length = Math.floor((stored.length * part) / 40);
        const outcome = await restoreObject(bucketOf({'app.db': stored.subarray(0, length)}), {});
        assert.equal(outcome.kind, 'refused', `${length} of ${stored.length} bytes`);
      }
    }
  });

  it('may end in empty pages that its header does not count, and in nothing else', async () => {
    const image = database('a');
    const {sha256: found} = await restored(bucketOf({'app.db': Buffer.concat([image, Buffer.alloc(8192)])}));
    assert.equal(found, sha256(image));
    await refused(bucketOf({'app.db': Buffer.concat([image, Buffer.alloc(8192, 1)])}), 'trailing');
    await refused(bucketOf({'app.db': Buffer.concat([image, Buffer.from('\n')])}), 'trailing');
  });

  it('is measured by its size where its header does not tell', async () => {
    const image = database('a');
    image.writeUInt32BE(0, 92);
    assert.equal((await restored(bucketOf({'app.db': image}))).sha256, sha256(image));
    await refused(bucketOf({'app.db': image.subarray(0, -100)}), 'truncated');
  });

  it('may not be larger than allowed, as stored, as its header says, or as it expands', async () => {
    const image = database('a');
    const lying = Buffer.from(image);
    lying.writeUInt32BE(0, 92);
    for (const stored of [image, gzipSync(image), lying, gzipSync(lying)]) {
      await restored(bucketOf({'app.db': stored}), {maxDatabaseSize: image.length});
      await refused(bucketOf({'app.db': stored}), 'limit', {maxDatabaseSize: image.length - 1});
    }
  });

  it('is refused by its header alone when that promises too much', async () => {
    const promising = database('a').subarray(0, 4096);
    promising.writeUInt32BE(2 ** 21, 28);
    await refused(bucketOf({'app.db': gzipSync(promising)}), 'limit', {maxDatabaseSize: 1e9});
    await refused(bucketOf({'app.db': gzipSync(promising)}), 'truncated', {maxDatabaseSize: 1e11});
  });

  it('is called encrypted when it is noise in whole pages, also behind a readable header', async () => {
    const noise = randomBytes(40_960);
    await refused(bucketOf({'app.db': noise}), 'encrypted');
    await refused(bucketOf({'app.db': gzipSync(noise)}), 'encrypted');
    await refused(bucketOf({'app.db': noise.subarray(1)}), 'not-sqlite');
    await refused(bucketOf({'app.db': Buffer.alloc(40_960, 'structure')}), 'not-sqlite');
    const plaintextHeader = Buffer.concat([database('a').subarray(0, 32), noise.subarray(32)]);
    plaintextHeader.writeUInt8(80, 20);
    plaintextHeader.writeUInt8(0xee, 100);
    // SQLite would say so too, but only after all of it was fetched.
    assert.match(await refused(bucketOf({'app.db': plaintextHeader}), 'encrypted'), /header is readable/);
  });

  it('is compared with the CRC32 that the store keeps', async () => {
    const bucket = bucketOf({'app.db': database('a')});
    const inner = memoryStore(bucket);
    const keeping = (sum: number) => ({
      ...inner,
      async *read(...[object, options]: Parameters<typeof inner.read>) {
        const base64 = Buffer.alloc(4);
        base64.writeUInt32BE(sum);
        options.onChecksum?.(base64.toString('base64'));
        yield* inner.read(object, options);
      },
    });
    const right = crc32(bucket.get('app.db')?.bytes ?? '');
    await restored(bucket, {store: keeping(right)});
    await refused(bucket, 'checksum', {store: keeping((right ^ 1) >>> 0)});
  });
});

describe('choosing the object', () => {
  const dated = bucketOf({
    'b/app-20260930-120000.db': [database('old'), NOON - 24 * HOUR],
    'b/app-20261001-120000.db.gz': [gzipSync(database('new')), NOON + 5000],
  });

  it('takes the newest by name, and gives the older ones as alternatives', async () => {
    const {plan} = await restored(dated, {prefix: 'b'});
    assert.equal(plan.point.position, 'b/app-20261001-120000.db.gz');
    assert.deepEqual(
      plan.alternatives.map(({position}) => position),
      ['b/app-20260930-120000.db'],
    );
  });

  it('comes to the same plan from the position that it gave', async () => {
    for (const position of ['b/app-20261001-120000.db.gz', 'b/app-20260930-120000.db']) {
      const {plan} = await restored(dated, {prefix: 'b/', position});
      assert.equal(plan.point.position, position);
    }
    await refused(dated, 'position-not-found', {prefix: 'b/', position: 'b/app.db'});
  });

  it('comes to the same plan from the restore point, and from the time in the name', async () => {
    const {plan} = await restored(dated, {prefix: 'b/'});
    for (const timestamp of [plan.point.time, NOON]) {
      assert.equal((await restored(dated, {prefix: 'b/', timestamp})).plan.point.position, plan.point.position);
    }
    const before = await restored(dated, {prefix: 'b/', timestamp: NOON - 1});
    assert.equal(before.plan.point.position, 'b/app-20260930-120000.db');
    await refused(dated, 'before-first', {prefix: 'b/', timestamp: NOON - 25 * HOUR});
  });

  it('takes a name without a time of day for its whole day in a copied bucket', async () => {
    const copied = bucketOf({
      'app-20260930.db': [database('a'), NOON + 90 * 24 * HOUR],
      'app-20261001.db': [database('b'), NOON + 90 * 24 * HOUR + 1],
    });
    const noon = await restored(copied, {timestamp: NOON});
    assert.equal(noon.plan.snapshotKey, 'app-20260930.db');
    const midnight = await restored(copied, {timestamp: NOON + 12 * HOUR});
    assert.equal(midnight.plan.snapshotKey, 'app-20261001.db');
  });

  it('plans without an object that failed, and names it', async () => {
    const excluded = new Map([['b/app-20261001-120000.db.gz', 'it is damaged']]);
    const {plan, verdict} = await restored(dated, {prefix: 'b/', excluded});
    assert.equal(plan.snapshotKey, 'b/app-20260930-120000.db');
    assert.equal(verdict, 'inconclusive');
    assert.deepEqual(plan.leftOut, [{key: 'b/app-20261001-120000.db.gz', reason: 'it is damaged', explained: false}]);
  });

  it('asks when names hold no time and all were written at once', async () => {
    const tie = bucketOf({'app-1.db': [database('a'), NOON], 'app-2.db': [database('b'), NOON]});
    await refused(tie, 'ambiguous');
    const copied = bucketOf({'app-1.db': [database('a'), NOON], 'app-2.db': [database('b'), NOON + 1000]});
    const {verdict, plan} = await restored(copied);
    assert.equal(verdict, 'inconclusive');
    assert.equal(plan.proof.word, 'weak');
    await refused(copied, 'not-proven', {prefer: 'proven'});
  });

  it('does not pass over an object without a date in its name that was written later', async () => {
    const mixed = bucketOf({'app-20261001.db': database('a'), 'app-20261399.db': database('b')});
    const {plan, verdict} = await restored(mixed);
    assert.equal(plan.snapshotKey, 'app-20261001.db');
    assert.equal(verdict, 'inconclusive');
    assert.equal(plan.leftOut[0]?.key, 'app-20261399.db');
  });

  it('takes latest.db for a copy of the newest object only when it is one', async () => {
    const objects = {'app-20260930.db': database('old'), 'app-20261001.db': database('new')};
    const copy = await restored(bucketOf({...objects, 'latest.db': database('new')}));
    assert.equal(copy.plan.snapshotKey, 'app-20261001.db');
    await refused(bucketOf({...objects, 'latest.db': database('now')}), 'ambiguous');
    await refused(bucketOf({...objects, 'latest.db': database('a longer one')}), 'ambiguous');
    const stale = bucketOf({...objects, 'latest.db': [database('now'), NOON - HOUR]});
    assert.equal((await restored(stale)).plan.snapshotKey, 'app-20261001.db');
  });

  it('does not take two folders with numbers for one database', async () => {
    const tenants = bucketOf({'tenants/17/app.db': database('a'), 'tenants/18/app.db': database('b')});
    const message = await refused(tenants, 'ambiguous');
    assert.match(message, /tenants\/17\/ .*tenants\/18\/ /);
    assert.equal((await restored(tenants, {prefix: 'tenants/17/'})).plan.snapshotKey, 'tenants/17/app.db');
  });
});

describe('what lies beside the object', () => {
  const main = database('a');
  const wal = Buffer.from('377f0682002de218', 'hex');

  it('is refused when it holds commits, with the folder and with the exact key as prefix', async () => {
    const journal = Buffer.concat([Buffer.from('d9d505f920a163d7', 'hex'), Buffer.alloc(504)]);
    for (const [name, content] of [
      ['b/app.db-wal', wal],
      ['b/app.db-journal', journal],
    ] as const) {
      const bucket = bucketOf({'b/app.db': main, [name]: content});
      for (const prefix of ['b/', 'b/app.db']) await refused(bucket, 'live-pair', {prefix});
    }
    await refused(bucketOf({'app.db.gz': gzipSync(main), 'app.db-wal.gz': gzipSync(wal)}), 'live-pair');
    await refused(bucketOf({'app.db.gz': gzipSync(main), 'app.db-wal': wal}), 'live-pair');
  });

  it('is only noted when it is empty or at rest', async () => {
    for (const [name, content] of [
      ['app.db-wal', ''],
      ['app.db-journal', ''],
      ['app.db-journal', Buffer.alloc(512)],
      ['app.db-journal', Buffer.concat([Buffer.alloc(28), Buffer.alloc(2000, 7)])],
    ] as const) {
      const {verdict, plan} = await restored(bucketOf({'app.db': main, [name]: content}));
      assert.equal(verdict, 'pass');
      assert.match(plan.notes.join(), new RegExp(name));
    }
  });

  it('makes a -shm without its -wal a doubt, which `proven` passes over', async () => {
    const bucket = bucketOf({
      'app-20260930.db': main,
      'app-20261001.db': database('b'),
      'app-20261001.db-shm': Buffer.alloc(32_768),
    });
    const {verdict, plan} = await restored(bucket);
    assert.equal(verdict, 'inconclusive');
    assert.equal(plan.proof.word, 'snapshot-only');
    const proven = await restored(bucket, {prefer: 'proven'});
    assert.equal(proven.plan.snapshotKey, 'app-20260930.db');
    assert.equal(proven.verdict, 'pass');
  });

  it('counts against the result when its database is gone and it is newer', async () => {
    const objects = {'app-20260930.db': main, 'app-20261001.db-wal': wal};
    assert.equal((await restored(bucketOf(objects))).verdict, 'inconclusive');
    const older = bucketOf({...objects, 'app-20260930.db': [main, NOON + 24 * HOUR]});
    assert.equal((await restored(older)).verdict, 'pass');
  });

  it('is all there is when only a log was copied', async () => {
    await refused(bucketOf({'app.db-wal': wal}), 'wal-only');
    await refused(bucketOf({'app.db-wal': wal}), 'wal-only', {prefix: 'app.db'});
    await refused(bucketOf({'renamed.db': wal}), 'wal-only');
  });

  it('is newer commits when the object is a snapshot of a layout', async () => {
    const key = 'p/snapshots/20261001_120000.sqlite.zst';
    const bucket = bucketOf({[key]: zstdCompressSync(main), 'p/wal/00000000000000000001.wal.zst': 'x'});
    const {verdict, plan} = await restored(bucket, {prefix: key, format: 'object'});
    assert.equal(verdict, 'inconclusive');
    assert.match(plan.proof.because.join(), /zlayer/);
  });
});

describe('checksum files', () => {
  const image = database('a');
  const stored = gzipSync(image);
  const md5 = createHash('md5').update(stored).digest('hex');
  const right: Readonly<Record<string, string>> = {
    'app.db.gz.sha256': sha256(stored),
    'app.db.gz.sha256sum': `${sha256(stored).toUpperCase()} *elsewhere/app.db.gz\n`,
    'app.db.sha256': `${sha256(image)}  app.db\n`,
    'app.db.gz.md5': `MD5 (app.db.gz) = ${md5}\n`,
    SHA256SUMS: `${'0'.repeat(64)}  other.db.gz\n${sha256(stored)}  app.db.gz\n`,
    'app.db.gz.meta.json': JSON.stringify({size: image.length, sha256: sha256(image)}),
  };

  for (const [name, text] of Object.entries(right)) {
    it(`verifies ${name}`, async () => {
      const {plan} = await restored(bucketOf({'app.db.gz': stored, [name]: text}));
      assert.match(plan.proof.because.join(), new RegExp(`${name} tells its`));
      const wrong = [sha256(stored), sha256(image), md5].reduce(
        (left, digest) => left.replaceAll(new RegExp(digest, 'gi'), '1'.repeat(digest.length)),
        text,
      );
      assert.notEqual(wrong, text);
      await refused(bucketOf({'app.db.gz': stored, [name]: wrong}), 'checksum');
    });
  }

  it('verifies the one beside an exact key', async () => {
    const bucket = bucketOf({'b/app.db.gz': stored, 'b/app.db.gz.sha256': '1'.repeat(64)});
    await refused(bucket, 'checksum', {prefix: 'b/app.db.gz'});
  });

  it('notes one that it cannot understand', async () => {
    const {plan} = await restored(bucketOf({'app.db.gz': stored, 'app.db.gz.sha256': 'see the wiki'}));
    assert.match(plan.notes.join(), /could be understood/);
  });
});
