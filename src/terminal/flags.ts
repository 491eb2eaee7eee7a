// The terminal command takes the action's inputs as flags: --bucket, --db-path and so on.
import {parseArgs} from 'node:util';
import {INPUT_NAMES, INPUTS, isFlag, type GivenInputs, type InputName} from '../action/input-table.ts';
import {unknownInput} from '../action/inputs.ts';
import {RestoreError} from '../errors.ts';

const BARE = new Set<string>(INPUT_NAMES.filter(isFlag).map(name => `--${name}`));

/** `--anonymous` alone means `--anonymous=true`. */
function withValues(args: readonly string[]): string[] {
  return args.map((arg, index) => {
    const next = args[index + 1];
    return BARE.has(arg) && (next === undefined || next.startsWith('--')) ? `${arg}=true` : arg;
  });
}

/**
 * @returns the inputs given, or `help` when they ask for it
 * @throws RestoreError `input` for what is not a flag
 */
export function givenFlags(args: readonly string[]): GivenInputs | 'help' {
  if (args.includes('--help') || args.includes('-h')) return 'help';
  const options = Object.fromEntries(INPUT_NAMES.map(name => [name, {type: 'string' as const}]));
  try {
    const {values} = parseArgs({args: withValues(args), options, strict: true, allowPositionals: false});
    const given = INPUT_NAMES.map(name => [name, (values[name] ?? '').trim()] as const);
    return new Map<InputName, string>(given.filter(([, value]) => value !== ''));
  } catch (cause) {
    const unknown = args.find(arg => arg.startsWith('--') && !Object.hasOwn(INPUTS, nameOf(arg)));
    throw new RestoreError('input', {
      what:
        unknown === undefined
          ? `The flags are wrong: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`
          : unknownInput(nameOf(unknown)),
      todo: 'See --help for the list.',
      cause,
    });
  }
}

const nameOf = (arg: string) => arg.slice(2).split('=')[0] ?? '';

/** One line per input; the long form stands in the README. */
export function helpText(): string {
  const lines = INPUT_NAMES.map(name => {
    const preset: string = INPUTS[name].default;
    return `  --${name}${isFlag(name) ? '[=true|false]' : ' VALUE'}${preset === '' ? '' : `   (default ${preset})`}`;
  });
  return [
    'Restores a SQLite database from its backup, proves that nothing is missing, and checks it.',
    '',
    'npm run restore -- --bucket s3://my-backups/app --db-path data/app.sqlite',
    '',
    'Flags are the inputs of the action (see README.md). Prefer AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and',
    'AWS_SESSION_TOKEN to the flags for secrets: other users of the machine can read flags.',
    '',
    ...lines,
    '',
  ].join('\n');
}
