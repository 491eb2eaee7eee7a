// The answers of S3's ListObjects and ListObjectsV2: pages of a thousand, and common prefixes.

export type Entry = {
  readonly key: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtimeMs: number;
};

/** As S3's. */
const PAGE = 1000;

export const etagOf = ({size, mtimeMs}: Omit<Entry, 'key'>): string => `"${size.toString(16)}-${mtimeMs.toString(16)}"`;

const element = (name: string, value: string | number | boolean): string => `<${name}>${value}</${name}>`;

/**
 * One page of a listing as XML. Keys of the benchmark need no escaping.
 * @param entries sorted by key
 * @param query of the request: prefix, delimiter, and where to go on (V2: continuation-token, start-after; V1: marker)
 */
export function listPage(entries: readonly Entry[], query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const isV2 = query.get('list-type') === '2';
  const most = Math.min(PAGE, Number(query.get('max-keys') ?? PAGE));
  const after = query.get('continuation-token') ?? query.get('start-after') ?? query.get('marker') ?? '';
  const contents: Entry[] = [];
  const folders: string[] = [];
  let last = '';
  let more = false;
  for (const entry of entries) {
    const {key} = entry;
    if (!key.startsWith(prefix) || key <= after || (after.endsWith('/') && key.startsWith(after))) continue;
    if (last.endsWith('/') && key.startsWith(last) && folders.at(-1) === last) continue;
    if (contents.length + folders.length === most) {
      more = true;
      break;
    }
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (end === -1) {
      contents.push(entry);
      last = key;
    } else {
      last = key.slice(0, end + delimiter.length);
      folders.push(last);
    }
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    element('Name', 'bench') + element('Prefix', prefix) + element('MaxKeys', most),
    element('KeyCount', contents.length + folders.length) + element('IsTruncated', more),
    more ? element(isV2 ? 'NextContinuationToken' : 'NextMarker', last) : '',
    ...contents.map(({key, ...info}) =>
      element(
        'Contents',
        element('Key', key) +
          element('LastModified', new Date(info.mtimeMs).toISOString()) +
          element('ETag', etagOf(info)) +
          element('Size', info.size) +
          element('StorageClass', 'STANDARD'),
      ),
    ),
    ...folders.map(folder => element('CommonPrefixes', element('Prefix', folder))),
    '</ListBucketResult>',
  ].join('');
}
