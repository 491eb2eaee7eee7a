// Says when the age library was loaded: after the import of the whole pipeline, a plain object, and an encrypted one.
import {registerHooks} from 'node:module';

let loaded = false;
registerHooks({
  resolve(specifier, context, next) {
    loaded ||= specifier === 'age-encryption';
    return next(specifier, context);
  },
});

await import('../../src/restore.ts');
const {ageDecryption} = await import('../../src/codecs/age.ts');
const afterImport = loaded;

async function tried(text: string): Promise<boolean> {
  async function* stored(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  }
  const decrypt = ageDecryption({kind: 'passphrase', passphrase: 'correct horse'});
  try {
    for await (const _ of decrypt(stored(), {where: 'object', signal: new AbortController().signal}));
  } catch {
    // The content does not matter.
  }
  return loaded;
}

const afterPlain = await tried('SQLite format 3');
const afterEncrypted = await tried('age-encryption.org/v1\n-> X25519 A\nAAAA\n--- AAAA\n');
console.log(JSON.stringify({afterImport, afterPlain, afterEncrypted}));
