// What the tests of the whole pipeline ask for where they do not say otherwise.
import type {RestoreRequest} from '../../src/request.ts';

export const DEFAULTS: Omit<RestoreRequest, 'location' | 'target' | 'tempFolder'> = {
  mode: 'restore',
  format: 'auto',
  integrityCheck: 'full',
  foreignKeyCheck: 'off',
  onIncomplete: 'fail',
  onInconclusive: 'warn',
  ifNoBackup: 'fail',
  ifExists: 'replace',
  replaceWasWritten: false,
  allowEmpty: true,
  cache: false,
};
