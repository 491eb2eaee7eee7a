// Every decoder there is.
import {compressed} from './compressed.ts';
import type {Decoder} from './decoder.ts';
import {names} from './names.ts';
import {pages} from './pages.ts';

export const decoders: readonly Decoder[] = [...compressed, ...pages, ...names];
