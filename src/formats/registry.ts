// The formats, in the order in which they may claim keys. docs/adding-a-format.md says what a new line here needs.
import type {BackupFormat} from './format.ts';
import {litestreamLtx} from './litestream-ltx/litestream-ltx.ts';
import {litestreamV3} from './litestream-v3/litestream-v3.ts';
import {objectFormat} from './object/object.ts';
import {unsupportedFormats} from './unsupported.ts';
import {zlayer} from './zlayer/zlayer.ts';

/** `object` is the last one: it takes any file for a database, so it sees only what no layout has recognised. */
export const formats: readonly BackupFormat[] = [
  zlayer,
  litestreamLtx,
  litestreamV3,
  ...unsupportedFormats,
  objectFormat,
];
