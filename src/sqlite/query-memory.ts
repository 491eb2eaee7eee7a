// How much memory a question may take. SQLite's own limit (PRAGMA hard_heap_limit) counts nothing in the addon, which is
// built without memory statistics (SQLITE_DEFAULT_MEMSTATUS=0).

/** Bytes of the child's resident memory, of which Node takes some 60 MB and the page cache 32 MB. */
export const QUERY_MEMORY = 768 * 1024 * 1024;

/** What the child says on standard error before it ends itself. */
export const OVER_QUERY_MEMORY = 'Error: it needs more than 768 MiB of memory';
