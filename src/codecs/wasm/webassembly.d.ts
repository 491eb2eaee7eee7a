// The part of the JavaScript interface of WebAssembly that is used (webassembly.github.io/spec/js-api): TypeScript has it
// only among a browser's types.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
    static exports(module: Module): {readonly name: string; readonly kind: string}[];
  }
  class Memory {
    /** In pages of 64 KiB. */
    constructor(size: {readonly initial: number; readonly maximum: number});
    readonly buffer: ArrayBuffer;
  }
  class Instance {
    constructor(module: Module, imports: {readonly host: {readonly memory: Memory}});
    readonly exports: object;
  }
}
