// npm run demo: a real database, backed up as two writers do it, served by an S3 server on this machine, restored through
// the committed bundle as a runner would start it. Then one damaged byte.
import {createHash} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {styleText} from 'node:util';
import {setTimeout as pause} from 'node:timers/promises';
import {constants, zstdCompressSync} from 'node:zlib';
import Database from 'better-sqlite3';
import {jobFolders, runAction, type Ran} from '../test/action/run-action.ts';
import {startS3} from '../test/servers/s3.ts';

const cleanups: (() => unknown)[] = [];
const job = {after: (work: () => unknown) => void cleanups.push(work)};

function say(title: string, text: string): void {
  console.log(`\n${styleText('bold', `== ${title}`)}\n${text}`);
}

/** Shows what a person sees of a step: the log without the commands that the runner swallows, and the summary. */
function show(ran: Ran, inputs: Readonly<Record<string, string>>): void {
  const shown = Object.entries(inputs).filter(([name]) => !name.includes('access-key') && name !== 'endpoint');
  say('the step', shown.map(([name, value]) => `    ${name}: ${value}`).join('\n'));
  const log = ran.stdout
    .split('\n')
    .filter(line => !/^::(?:add-mask|debug|set-output)/.test(line))
    .map(line =>
      line
        .replace(/^::group::/, '▾ ')
        .replace(/^::(error|warning|notice)[^:]*::/, '$1: ')
        .replaceAll('%0A', '\n'),
    )
    .filter(line => line !== '::endgroup::' && line !== '');
  say('its log', log.map(line => `    ${line}`).join('\n'));
  say('its job summary (Markdown)', ran.summary.replaceAll(/^/gm, '    '));
  const wanted = ['restored', 'verdict', 'proof', 'bytes', 'walSegmentsApplied', 'integrity', 'errorCode'];
  say(`exit code ${ran.status}, outputs`, wanted.map(name => `    ${name}=${ran.outputs[name]}`).join('\n'));
}

/** As the zstd command compresses: with a checksum of the content at the end. */
function zstd(bytes: Uint8Array): Buffer {
  return zstdCompressSync(bytes, {params: {[constants.ZSTD_c_checksumFlag]: 1}});
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The number in a capture's key: slots of the WAL file, each one frame of a 4 KiB page. */
function slots(wal: Buffer): string {
  return String(Math.floor((wal.length - 32) / (24 + 4096))).padStart(20, '0');
}

function expect(what: string, holds: boolean): void {
  if (!holds) throw new Error(`The demo did not go as it should: ${what}.`);
  console.log(styleText('green', `\n✓ ${what}`));
}

const folder = mkdtempSync(join(tmpdir(), 'restore-sqlite-demo-'));
cleanups.push(() => rmSync(folder, {recursive: true, force: true}));
try {
  say('1. a database in use', 'An application writes a shop’s orders; nothing has been checkpointed yet.');
  const path = join(folder, 'shop.db');
  const db = new Database(path);
  db.exec(`pragma journal_mode=wal; pragma wal_autocheckpoint=0;
    create table orders(id integer primary key, customer text, cents integer); create index by_customer on orders(customer)`);
  const captures: Buffer[] = [];
  for (let day = 1; day <= 3; day += 1) {
    const add = db.prepare('insert into orders(customer, cents) values (?, ?)');
    db.transaction(() => {
      for (let i = 0; i < 400; i += 1) add.run(`customer-${(i * day) % 97}`, i * 100 + day);
    })();
    captures.push(readFileSync(`${path}-wal`));
  }
  const main = readFileSync(path);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  const truth = readFileSync(path);

  say(
    '2. its backups',
    'zlayer/: a snapshot and copies of the WAL. nightly/: one zstd file. Both on an S3 server on this machine.',
  );
  await using server = await startS3();
  const upload = async (key: string, body: Uint8Array) => {
    await server.put({key, body});
    // S3 keeps whole seconds: the writer's uploads are as far apart here as in life.
    await pause(1100);
  };
  const stamp = new Date()
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .replace('T', '_');
  await upload(`zlayer/snapshots/${stamp}.sqlite.zst`, zstdCompressSync(main));
  for (const wal of captures) await upload(`zlayer/wal/${slots(wal)}.wal.zst`, zstdCompressSync(wal));
  const nightly = `nightly/shop-${stamp}.db.zst`;
  await upload(nightly, zstd(truth));
  const entry = fileURLToPath(new URL('../dist/index.js', import.meta.url));
  const folders = jobFolders(job);
  const target = join(folders.workspace, 'data/shop.sqlite');
  const run = async (prefix: string): Promise<Ran> => {
    const inputs = {bucket: server.bucket, prefix, 'db-path': 'data/shop.sqlite'};
    const ran = await runAction(job, {
      entry,
      folders,
      inputs: {
        ...inputs,
        endpoint: server.endpoint,
        'access-key-id': server.credentials.accessKeyId,
        'secret-access-key': server.credentials.secretAccessKey,
      },
    });
    show(ran, inputs);
    return ran;
  };
  say('3. restored from the WAL copies', '');
  const restored = await run('zlayer/');
  expect('the step succeeded', restored.status === 0 && restored.outputs['restored'] === 'true');
  expect(
    'the restored file is the application’s database, byte for byte',
    sha256(readFileSync(target)) === sha256(truth),
  );

  say(
    '4. one byte of the nightly backup is damaged',
    'A bit flips on the way to the bucket. The file that was restored in step 3 lies at the target.',
  );
  const damaged = zstd(truth);
  const middle = Math.floor(damaged.length / 2);
  damaged[middle] = (damaged[middle] ?? 0) ^ 0x10;
  await server.put({key: nightly, body: damaged});
  const refused = await run('nightly/');
  expect('the step failed and says why', refused.status === 1 && refused.outputs['errorCode'] === 'checksum');
  expect('the old file is as it was', sha256(readFileSync(target)) === sha256(truth));
} finally {
  for (const clean of cleanups.toReversed()) await clean();
}
