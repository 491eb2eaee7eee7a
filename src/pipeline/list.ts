// The first step: what is under the prefix. Nothing that it does without is imported here: this is what the action starts with.
import type {Listing} from '../formats/format.ts';
import {listAll} from '../storage/listing.ts';
import type {Context} from './context.ts';

export type ListContext = Pick<Context, 'request' | 'store' | 'journal' | 'log' | 'signal'>;

/** Leaves a group of the log open. @throws RestoreError of the store */
export async function list({request, store, journal, log, signal}: ListContext): Promise<Listing> {
  log.group(`Listing ${store.name}`);
  const listing = await journal.timed('list', () => listAll(store, request.location.prefix, signal));
  const {length} = listing.objects;
  log.info(`${length} ${length === 1 ? 'object' : 'objects'} under “${listing.prefix}”`);
  return listing;
}
