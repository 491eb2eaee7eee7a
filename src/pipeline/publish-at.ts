// Publishing, as the pipeline does it.
import {publish} from '../publish.ts';
import type {CachedDatabase} from './cached-database.ts';
import type {Context} from './context.ts';

/** @throws RestoreError those of {@link publish} */
export async function publishAt(target: string, entry: CachedDatabase, context: Context): Promise<void> {
  const {request, sqlite, log, signal, journal} = context;
  const {ifExists, replaceWasWritten} = request;
  log.info(`Publishing ${entry.database.bytes} bytes at ${target}`);
  await journal.timed('publish', () =>
    publish({scratch: entry.path, target, ifExists, replaceWasWritten, sqlite, log, signal}),
  );
}
