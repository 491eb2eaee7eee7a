// Secrets are blanked in everything we write ourselves: files and terminals have no runner that would mask them.

import {escapeMarkdown} from '../markdown.ts';

export type Redact = (text: string) => string;

/** @param secrets texts of at least 8 characters (see inputs.ts) */
export function redactor(secrets: readonly string[]): Redact {
  // Longest first: one form may hold another.
  const forms = [...new Set(secrets.flatMap(formsOf))].toSorted((a, b) => b.length - a.length);
  return text => forms.reduce((clean, form) => clean.replaceAll(form, '***'), text);
}

/** As it is, in a URL that an error quotes, in the report's JSON and in the summary's Markdown. */
function formsOf(secret: string): readonly string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), escapeMarkdown(secret)];
}
