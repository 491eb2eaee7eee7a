/** As in package.json (tested): the bundle does not carry that file. */
export const VERSION = '0.1.0';
