// What the input `bucket` can name: a bucket, a place in a bucket, or a local directory whose files are the objects.
import {resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

export type Bucket =
  | {readonly kind: 'bucket'; readonly name: string}
  | {readonly kind: 'bucket-and-prefix'; readonly name: string; readonly prefix: string}
  | {readonly kind: 'directory'; readonly path: string}
  | {readonly kind: 'wrong'; readonly problem: string};

export const BUCKET_FORMS =
  'a bucket name, s3://bucket/prefix, or a directory: ./dir, ../dir, /dir, file:///dir (Windows: C:\\dir)';

const wrong = (problem: string): Bucket => ({kind: 'wrong', problem});

/**
 * A name as S3 and its relatives allow it (S3: 3 to 63 of a-z, 0-9, `.` and `-`; buckets from before 2018 and other stores
 * also have capitals, `_`, and up to 255 characters).
 */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/;

/** `text` is trimmed and not empty; relative directories begin at `workspace` (absolute). */
export function parseBucket(text: string, workspace: string): Bucket {
  if (text.includes('\0')) return wrong('must not contain a NUL character');
  if (/^s3:\/\//i.test(text)) {
    const [, name = '', prefix = ''] = /^s3:\/\/([^/]*)\/?(.*)$/is.exec(text) ?? [];
    if (!NAME.test(name)) return wrong(`has no valid bucket name after s3://; allowed: ${BUCKET_FORMS}`);
    return {kind: 'bucket-and-prefix', name, prefix};
  }
  if (/^file:/i.test(text)) {
    try {
      return {kind: 'directory', path: fileURLToPath(text)};
    } catch {
      return wrong('is not a file URL of this machine; allowed: file:///dir');
    }
  }
  if (/^\.{0,2}\//.test(text) || /^\.{1,2}$/.test(text) || /^(?:[A-Za-z]:|\.{1,2})[\\/]/.test(text)) {
    return {kind: 'directory', path: resolve(workspace, text)};
  }
  if (/^https?:\/\//i.test(text)) {
    return wrong('is a web address; write the bucket name here, and the address of the server as endpoint');
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return wrong(`has a scheme that is not known; allowed: ${BUCKET_FORMS}`);
  if (text.startsWith('arn:')) return wrong('is an ARN; write the bucket name, or the alias of the access point');
  if (NAME.test(text)) return {kind: 'bucket', name: text};
  if (/[\\/]/.test(text)) return wrong(`contains a slash; write s3://${text} or ./${text}; allowed: ${BUCKET_FORMS}`);
  return wrong(`is not a bucket name; allowed: ${BUCKET_FORMS}`);
}
