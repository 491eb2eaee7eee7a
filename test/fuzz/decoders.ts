// Every decoder there is.
import {compressed} from './compressed.ts';
import type {Decoder} from './decoder.ts';
import {encrypted} from './encrypted.ts';
import {names} from './names.ts';
import {pages} from './pages.ts';

export const decoders: readonly Decoder[] = [...compressed, ...encrypted, ...pages, ...names];
