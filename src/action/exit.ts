// The end of the process.

const flushed = (stream: NodeJS.WriteStream) => new Promise<void>(resolve => stream.write('', () => resolve()));

/** Ends the process once all that was printed is out: sockets that a client keeps open would hold it up for minutes. */
export async function leave(code: number): Promise<never> {
  process.exitCode = code;
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit();
}
