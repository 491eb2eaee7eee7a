// What a person reads must hold no text from outside that acts: no markup, link or mention, no command to the runner.
import assert from 'node:assert/strict';

/** Text that is everything at once: Markdown, HTML, workflow commands old and new, a second line, a reversed direction. */
export const HOSTILE =
  '`<script>alert(1)</script>|[x](https://evil.example)@octocat ##[set-output name=verdict]::error::#%%;:"\u202e\n::set-output name=verdict::pass';

/** Tags that the summary and the report use themselves. */
const OWN_TAG = /<\/?(?:code|details|summary|table|tr|td|th align="left"|th)>/g;

/** A summary or a report in Markdown: whatever names it shows are plain text. */
export function assertCleanMarkdown(text: string): void {
  const prose = text.replaceAll(/```mermaid\n[\s\S]*?\n```/g, '');
  assert.doesNotMatch(prose, /\]\(|@octocat|https?:\/\/evil|^\s*::|\u202e|##\[/m);
  assert.doesNotMatch(prose.replaceAll(OWN_TAG, ''), /<[a-z/!]/i, 'a tag that is not ours');
  assert.ok(!prose.includes('`'), 'a backtick can open or close code');
  // Every row of a table has as many cells as its head: no name has broken out.
  for (const block of prose.split('\n\n').filter(part => part.startsWith('| '))) {
    const bars = block
      .trim()
      .split('\n')
      .map(line => line.split('|').length);
    assert.equal(new Set(bars).size, 1, block);
  }
}

/** Commands that the action itself gives. Outputs go into a file. */
const OWN_COMMAND =
  /^::(?:add-mask|debug|group|endgroup|(?:error|warning|notice)(?: title=restore-sqlite%3A [a-z -]+(?: \(proof [a-z-]+\))?)?)::/;

/** @param stdout what the runner reads line by line: a line begins a command only where the action meant one */
export function assertCleanLog(stdout: string): void {
  for (const line of stdout.split(/\r\n|[\n\r\u2028\u2029]/)) {
    if (/^\s*::/.test(line)) assert.match(line, OWN_COMMAND);
    // The older form counts anywhere in a line, unless that is a command of the newer form (TryProcessCommand).
    else assert.ok(!line.includes('##['), line);
  }
  assert.doesNotMatch(stdout, /[\u202a-\u202e\u2066-\u2069]/);
  assert.ok(!stdout.includes('\u001B'), 'an escape sequence of a terminal');
}
