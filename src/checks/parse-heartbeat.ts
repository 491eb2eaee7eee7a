// The address that is called after a full pass. Whoever knows it can pretend that all is well, so that it is a secret: no
// message here holds any of it.
import * as forms from './forms.ts';
import type {At, Form} from './forms.ts';
import type {Outside} from './parse-run.ts';

/** `undefined` inside where a secret is not there, as in a pull request from a fork. */
export type Heartbeat = {readonly url: string | undefined; readonly warning?: string};

const ALLOWED = 'an https URL without name and password (http for this machine only); its value is not shown';

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function usable(text: string): boolean {
  if (text.length > 2000 || !URL.canParse(text)) return false;
  const {protocol, hostname, username, password} = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function fromText(at: At, text: string): Heartbeat | undefined {
  if (text === '') return {url: undefined, warning: '`checks`: the heartbeat is empty, so that none is called'};
  return usable(text) ? {url: text} : forms.refuse(at, `has a wrong form; allowed: ${ALLOWED}`);
}

const url: Form<Heartbeat> = at => {
  const {tree} = at;
  if (tree.kind !== 'scalar') return forms.refuse(at, `has a wrong form; allowed: ${ALLOWED}`);
  // A secret that is not there leaves nothing behind the colon.
  return fromText(at, tree.value === null ? '' : String(tree.value).trim());
};

export function heartbeatForm(outside: Outside): Form<Heartbeat> {
  const env: Form<Heartbeat> = at => {
    const {tree} = at;
    const name = tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : '';
    if (!/^[A-Za-z_]\w{0,100}$/.test(name)) {
      // The name is not shown: somebody may have written the address itself.
      return forms.refuse(at, 'has a wrong form; allowed: the name of an environment variable, such as HEARTBEAT_URL');
    }
    const text = outside.variable(name)?.trim() ?? '';
    if (text === '') {
      return {url: undefined, warning: `\`checks\`: the environment has no ${name}, so that no heartbeat is called`};
    }
    return usable(text)
      ? {url: text}
      : forms.refuse(at, `names ${name}, whose value has a wrong form; allowed: ${ALLOWED}`);
  };
  return at => {
    const {tree} = at;
    if (tree.kind === 'scalar') return url(at);
    const read = forms.fields({env, url})(at);
    if (tree.kind === 'map' && tree.entries.size !== 1) return forms.refuse(at, 'needs one of env and url');
    return read?.env ?? read?.url;
  };
}

/** Forms of the address that must not be printed: as written, as a client sends it, and the part that makes it secret. */
export function secretsOfHeartbeat(text: string): readonly string[] {
  const {href, pathname, search} = new URL(text);
  return [...new Set([text, href, `${pathname}${search}`, pathname])].filter(part => part.length >= 8);
}
