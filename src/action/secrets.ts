// Secrets are blanked in everything we write ourselves: files and terminals have no runner that would mask them.

export type Redact = (text: string) => string;

/** @param secrets texts of at least 8 characters (see inputs.ts) */
export function redactor(secrets: readonly string[]): Redact {
  // Errors quote requests, where a secret may stand in its URL-encoded form. Longest first: one may hold another.
  const forms = [...new Set(secrets.flatMap(secret => [secret, encodeURIComponent(secret)]))]
    .filter(form => form !== '')
    .toSorted((a, b) => b.length - a.length);
  return text => forms.reduce((clean, form) => clean.replaceAll(form, '***'), text);
}
