// Loopback S3 servers for tests: fauxqs (npm, always there) and versitygw (a real gateway over files, where it is at hand).
import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {createReadStream, existsSync} from 'node:fs';
import {copyFile, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join, relative, sep} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {startFauxqs} from 'fauxqs';
import type {Location} from '../../src/request.ts';

export type TestObject = {
  readonly key: string;
  readonly body: Uint8Array | string | {readonly file: string};
  /** Milliseconds since 1970; S3 servers keep whole seconds. Absent: now. */
  readonly lastModified?: number;
};

export type S3Server = AsyncDisposable & {
  readonly name: S3ServerName;
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly credentials: {readonly accessKeyId: string; readonly secretAccessKey: string};
  /** As the inputs would name it. */
  location(prefix?: string): Extract<Location, {readonly kind: 's3'}>;
  /** Writes through the API, as a backup's writer would. fauxqs takes 11 MiB at most here. */
  put(object: TestObject): Promise<void>;
  remove(key: string): Promise<void>;
  close(): Promise<void>;
};

export type S3ServerName = 'fauxqs' | 'versitygw';

const BUCKET = 'backups';
const REGION = 'us-east-1';
const CREDENTIALS = {accessKeyId: 'AKIATESTACCESSKEY', secretAccessKey: 'test-secret-access-key'};

/** Path of versitygw: from the environment, or on PATH. */
function versitygw(): string | undefined {
  const {RESTORE_SQLITE_S3_SERVER: asked, PATH = ''} = process.env;
  return [asked, ...PATH.split(delimiter).map(folder => join(folder, 'versitygw'))].find(
    path => path !== undefined && path !== '' && existsSync(path),
  );
}

/** The servers that can be had here. Tests run against each of them. */
export function s3ServersHere(): readonly S3ServerName[] {
  return versitygw() === undefined ? ['fauxqs'] : ['fauxqs', 'versitygw'];
}

/** Every file below `folder` as an object, with the file's time. */
export async function objectsOf(folder: string, prefix = ''): Promise<readonly TestObject[]> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async file => ({
      key: prefix + relative(folder, file).split(sep).join('/'),
      body: {file},
      lastModified: (await stat(file)).mtimeMs,
    })),
  );
}

/** Starts a server whose bucket holds `objects`. */
export async function startS3(objects: readonly TestObject[] = [], name: S3ServerName = 'fauxqs'): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  try {
    return await (name === 'fauxqs' ? startFauxqsServer : startVersitygw)(folder, objects);
  } catch (error) {
    await rm(folder, {recursive: true, force: true});
    throw error;
  }
}

function clientOf(endpoint: string): S3Client {
  return new S3Client({endpoint, region: REGION, forcePathStyle: true, credentials: CREDENTIALS});
}

async function send(client: S3Client, {key, body}: TestObject): Promise<void> {
  const isFile = typeof body === 'object' && 'file' in body;
  const content = isFile
    ? {Body: createReadStream(body.file), ContentLength: (await stat(body.file)).size}
    : {Body: typeof body === 'string' ? Buffer.from(body) : body};
  await client.send(new PutObjectCommand({Bucket: BUCKET, Key: key, ...content}));
}

function server(
  name: S3ServerName,
  endpoint: string,
  own: {readonly stop: () => Promise<void>; readonly written?: (object: TestObject) => Promise<void>},
): S3Server {
  const client = clientOf(endpoint);
  const close = async () => {
    client.destroy();
    await own.stop();
  };
  return {
    name,
    endpoint,
    bucket: BUCKET,
    region: REGION,
    credentials: CREDENTIALS,
    location: (prefix = '') => ({
      kind: 's3',
      bucket: BUCKET,
      prefix,
      endpoint,
      region: REGION,
      credentials: CREDENTIALS,
      anonymous: false,
      requestPayer: false,
    }),
    async put(object) {
      await send(client, object);
      await own.written?.(object);
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({Bucket: BUCKET, Key: key}));
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function md5OfFile(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path)) {
    // A stream without an encoding yields buffers.
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

async function layDown(folder: string, {key, body, lastModified = Date.now()}: TestObject): Promise<void> {
  const path = join(folder, ...key.replaceAll(/[<>:"|?*\\%]/g, percent).split('/'));
  await mkdir(dirname(`${path}.data`), {recursive: true});
  await (typeof body === 'object' && 'file' in body
    ? copyFile(body.file, `${path}.data`)
    : writeFile(`${path}.data`, body));
  const meta = {
    key,
    contentType: 'application/octet-stream',
    contentLength: (await stat(`${path}.data`)).size,
    etag: `"${await md5OfFile(`${path}.data`)}"`,
    lastModified: new Date(lastModified).toISOString(),
    metadata: {},
  };
  await writeFile(`${path}.meta.json`, JSON.stringify(meta));
}

/**
 * The objects are laid down as fauxqs stores them itself (fileS3Persistence.js): only so can they have their times, and
 * more than 11 MiB. Its listing is in locale order, and a listing of several pages loses keys of mixed case.
 */
async function startFauxqsServer(folder: string, objects: readonly TestObject[]): Promise<S3Server> {
  const bucket = join(folder, 'buckets', BUCKET);
  await mkdir(join(bucket, 'objects'), {recursive: true});
  await writeFile(
    join(bucket, '.bucket.json'),
    JSON.stringify({name: BUCKET, creationDate: new Date(0).toISOString()}),
  );
  for (let first = 0; first < objects.length; first += 64) {
    await Promise.all(objects.slice(first, first + 64).map(object => layDown(join(bucket, 'objects'), object)));
  }
  const fauxqs = await startFauxqs({port: 0, logger: false, s3StorageDir: folder});
  return server('fauxqs', `http://127.0.0.1:${fauxqs.port}`, {
    async stop() {
      await fauxqs.stop();
      await rm(folder, {recursive: true, force: true});
    },
  });
}

const percent = (char: string) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  // A listening TCP server has an address object.
  const {port} = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** versitygw takes an object's time from its file's; it answers as soon as it lists buckets. */
async function startVersitygw(folder: string, objects: readonly TestObject[]): Promise<S3Server> {
  const program = versitygw();
  if (program === undefined) {
    throw new Error('versitygw is not on PATH, and RESTORE_SQLITE_S3_SERVER does not name it');
  }
  const data = join(folder, 'data');
  await mkdir(data);
  const port = await freePort();
  const child = spawn(program, ['--quiet', '--port', `127.0.0.1:${port}`, 'posix', data], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {ROOT_ACCESS_KEY: CREDENTIALS.accessKeyId, ROOT_SECRET_KEY: CREDENTIALS.secretAccessKey},
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, 'exit');
    }
    await rm(folder, {recursive: true, force: true});
  };
  const endpoint = `http://127.0.0.1:${port}`;
  const client = clientOf(endpoint);
  try {
    for (let tries = 0; ; tries++) {
      try {
        await client.send(new ListBucketsCommand({}));
        break;
      } catch (error) {
        if (child.exitCode !== null || tries === 100) {
          throw new Error(`versitygw does not answer: ${complaint}`, {cause: error});
        }
        await pause(100);
      }
    }
    await client.send(new CreateBucketCommand({Bucket: BUCKET}));
    const written = async ({key, lastModified}: TestObject) => {
      if (lastModified !== undefined) {
        await utimes(join(data, BUCKET, ...key.split('/')), lastModified / 1000, lastModified / 1000);
      }
    };
    for (const object of objects) {
      await send(client, object);
      await written(object);
    }
    return server('versitygw', endpoint, {stop, written});
  } catch (error) {
    await stop();
    throw error;
  } finally {
    client.destroy();
  }
}
