// The chain of errors behind a failure, for those who want to know more than what to do.

/** One line each, outermost first, without the error itself. At most 8: a chain can be a circle. */
export function causesOf(error: Error): readonly string[] {
  const lines: string[] = [];
  for (let cause = error.cause; cause !== undefined && lines.length < 8;) {
    if (!(cause instanceof Error)) return [...lines, typeof cause === 'string' ? cause : JSON.stringify(cause)];
    const code = 'code' in cause && typeof cause.code === 'string' ? ` [${cause.code}]` : '';
    lines.push(`${cause.name}${code}: ${cause.message}`);
    cause = cause.cause;
  }
  return lines;
}
