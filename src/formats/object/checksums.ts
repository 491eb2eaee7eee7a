// Checksum files that a writer put beside its objects: sha256sum and md5sum output, and `.meta.json` (bunqueue).
import type {ObjectInfo, ObjectStore} from '../../storage/store.ts';
import {readSmall} from '../../storage/parallel.ts';
import {baseName, folderOf, roleOf, withoutWrappings} from './names.ts';

export type ExpectedDigest = {
  readonly algorithm: 'sha256' | 'md5';
  /** Lower case. */
  readonly hex: string;
  /** Key of the file that says so. */
  readonly source: string;
};

export type Digests = {
  readonly digests: readonly ExpectedDigest[];
  readonly notes: readonly string[];
};

/** Bytes: a list of the checksums of ten thousand objects still fits. */
const LARGEST = 1024 * 1024;

/** What the files beside `object` say of it. Files that say nothing of it, or cannot be understood, are notes. */
export async function readDigests(
  store: ObjectStore,
  object: ObjectInfo,
  checksums: readonly ObjectInfo[],
  signal: AbortSignal,
): Promise<Digests> {
  const digests: ExpectedDigest[] = [];
  const notes: string[] = [];
  for (const file of checksums) {
    const role = roleOf(file.key);
    const own = role.kind === 'checksum' && (role.of === object.key || role.of === withoutWrappings(object.key));
    const ofFolder = role.kind === 'checksum-list' && role.folder === folderOf(object.key);
    if (!own && !ofFolder) continue;
    if (file.size > LARGEST) {
      notes.push(`${file.key} is too large for a checksum file and was not used`);
      continue;
    }
    const text = Buffer.from(await readSmall(store, file, {signal, cap: LARGEST})).toString('utf8');
    const hex = file.key.endsWith('.json') ? fromJson(text) : fromLines(text, object.key, own);
    if (hex !== undefined) digests.push({algorithm: hex.length === 64 ? 'sha256' : 'md5', hex, source: file.key});
    else if (own) notes.push(`${file.key} holds no checksum that could be understood and was not used`);
  }
  return {digests, notes};
}

/**
 * `<hex>  <name>` and `<hex> *<name>` (coreutils), `SHA256 (<name>) = <hex>` (BSD), or the digest alone.
 * @param own the file is about this object only, so a single line counts whatever name it holds
 */
function fromLines(text: string, key: string, own: boolean): string | undefined {
  const lines = text
    .split(/\r?\n/)
    .map(line => {
      const [, coreutils, name] = /^\\?([0-9a-f]{64}|[0-9a-f]{32})(?:\s+\*?(.*))?$/i.exec(line.trim()) ?? [];
      if (coreutils !== undefined) return {hex: coreutils.toLowerCase(), name: name ?? ''};
      const [, bsdName, bsd] = /^(?:SHA256|MD5) \((.*)\) = ([0-9a-f]{64}|[0-9a-f]{32})$/i.exec(line.trim()) ?? [];
      return bsd === undefined ? undefined : {hex: bsd.toLowerCase(), name: bsdName ?? ''};
    })
    .filter(line => line !== undefined);
  const names = [baseName(key), baseName(withoutWrappings(key))];
  const named = lines.find(({name}) => names.includes(baseName(name.replaceAll('\\', '/'))));
  return named?.hex ?? (own && lines.length === 1 ? lines[0]?.hex : undefined);
}

/** The first SHA-256 under a name that promises one: bunqueue's field names are not documented. */
function fromJson(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, field] of Object.entries(value)) {
    if (!/sha-?256|checksum|digest|hash/i.test(name) || typeof field !== 'string') continue;
    const hex = /^(?:sha256[:-])?([0-9a-f]{64})$/i.exec(field)?.[1];
    if (hex !== undefined) return hex.toLowerCase();
  }
  return undefined;
}
