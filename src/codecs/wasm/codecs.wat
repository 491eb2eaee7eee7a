;; What the formats spend their time in: LZ4 blocks and CRC-64. scripts/wat.ts assembles this into bytes.ts.
;; The memory is the host's; all positions are bytes in it. Nothing is read or written outside the ranges given.
(module
  (import "host" "memory" (memory 1))

  ;; One LZ4 block (github.com/lz4/lz4, doc/lz4_Block_format.md), as decodeLz4Block of lz4-block.ts does it: from $from to
  ;; $end, written from $to, never at or beyond $limit; matches reach back to $lowest at most. Gives the position after the
  ;; last byte written, or -1 when the block is damaged: bytes up to $limit are undefined then, and before that as well,
  ;; because copies of 16 bytes may write beyond what they mean to write, though not beyond $limit.
  (func $lz4 (export "lz4")
    (param $from i32) (param $end i32) (param $to i32) (param $limit i32) (param $lowest i32)
    (result i32)
    (local $token i32) (local $length i32) (local $more i32) (local $offset i32) (local $source i32) (local $stop i32)
    (block $damaged
      (loop $sequence
        ;; A block has at least one token, and its last sequence ends with literals.
        (br_if $damaged (i32.ge_u (local.get $from) (local.get $end)))
        (local.set $token (i32.load8_u (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (local.set $length (i32.shr_u (local.get $token) (i32.const 4)))
        (if (i32.eq (local.get $length) (i32.const 15))
          (then
            (loop $extend
              (br_if $damaged (i32.ge_u (local.get $from) (local.get $end)))
              (local.set $more (i32.load8_u (local.get $from)))
              (local.set $from (i32.add (local.get $from) (i32.const 1)))
              (local.set $length (i32.add (local.get $length) (local.get $more)))
              (br_if $extend (i32.eq (local.get $more) (i32.const 255))))))
        (br_if $damaged (i32.gt_u (local.get $length) (i32.sub (local.get $end) (local.get $from))))
        (br_if $damaged (i32.gt_u (local.get $length) (i32.sub (local.get $limit) (local.get $to))))
        (block $literals
          (if (i32.le_u (local.get $length) (i32.const 16))
            (then
              (if (i32.ge_u (i32.sub (local.get $end) (local.get $from)) (i32.const 16))
                (then
                  (if (i32.ge_u (i32.sub (local.get $limit) (local.get $to)) (i32.const 16))
                    (then
                      (v128.store (local.get $to) (v128.load (local.get $from)))
                      (br $literals)))))))
          (memory.copy (local.get $to) (local.get $from) (local.get $length)))
        (local.set $from (i32.add (local.get $from) (local.get $length)))
        (local.set $to (i32.add (local.get $to) (local.get $length)))
        ;; The last sequence has literals only.
        (if (i32.eq (local.get $from) (local.get $end)) (then (return (local.get $to))))
        (br_if $damaged (i32.lt_u (i32.sub (local.get $end) (local.get $from)) (i32.const 2)))
        (local.set $offset (i32.load16_u (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.const 2)))
        (br_if $damaged (i32.eqz (local.get $offset)))
        (br_if $damaged (i32.gt_u (local.get $offset) (i32.sub (local.get $to) (local.get $lowest))))
        (local.set $length (i32.add (i32.and (local.get $token) (i32.const 15)) (i32.const 4)))
        (if (i32.eq (local.get $length) (i32.const 19))
          (then
            (loop $extend
              (br_if $damaged (i32.ge_u (local.get $from) (local.get $end)))
              (local.set $more (i32.load8_u (local.get $from)))
              (local.set $from (i32.add (local.get $from) (i32.const 1)))
              (local.set $length (i32.add (local.get $length) (local.get $more)))
              (br_if $extend (i32.eq (local.get $more) (i32.const 255))))))
        (br_if $damaged (i32.gt_u (local.get $length) (i32.sub (local.get $limit) (local.get $to))))
        (local.set $source (i32.sub (local.get $to) (local.get $offset)))
        (local.set $stop (i32.add (local.get $to) (local.get $length)))
        (block $match
          ;; 16 bytes at a time, where neither what they repeat nor what follows the room for output is touched too early.
          (if (i32.ge_u (local.get $offset) (i32.const 16))
            (then
              (if (i32.ge_u (i32.sub (local.get $limit) (local.get $stop)) (i32.const 16))
                (then
                  (loop $wide
                    (v128.store (local.get $to) (v128.load (local.get $source)))
                    (local.set $to (i32.add (local.get $to) (i32.const 16)))
                    (local.set $source (i32.add (local.get $source) (i32.const 16)))
                    (br_if $wide (i32.lt_u (local.get $to) (local.get $stop))))
                  (br $match)))))
          (if (i32.eq (local.get $offset) (i32.const 1))
            (then
              (memory.fill (local.get $to) (i32.load8_u (local.get $source)) (local.get $length))
              (br $match)))
          (if (i32.ge_u (local.get $offset) (i32.const 8))
            (then
              (if (i32.ge_u (i32.sub (local.get $limit) (local.get $stop)) (i32.const 8))
                (then
                  (loop $wide
                    (i64.store (local.get $to) (i64.load (local.get $source)))
                    (local.set $to (i32.add (local.get $to) (i32.const 8)))
                    (local.set $source (i32.add (local.get $source) (i32.const 8)))
                    (br_if $wide (i32.lt_u (local.get $to) (local.get $stop))))
                  (br $match)))))
          ;; An overlapping match repeats what it has just written.
          (loop $narrow
            (i32.store8 (local.get $to) (i32.load8_u (local.get $source)))
            (local.set $to (i32.add (local.get $to) (i32.const 1)))
            (local.set $source (i32.add (local.get $source) (i32.const 1)))
            (br_if $narrow (i32.lt_u (local.get $to) (local.get $stop)))))
        (local.set $to (local.get $stop))
        (br $sequence)))
    (i32.const -1))

  ;; CRC-64/GO-ISO (crc64.ts says why there is no table): the register lies, inverted as it runs, in the 8 bytes at $state.
  ;; Shifting 64 bits out xors them back in times x^4 + x^3 + x + 1; the few bits that this moves out again at the low end
  ;; come back in the same way, so they are put on top first.
  (func $crc64 (export "crc64") (param $state i32) (param $from i32) (param $end i32)
    (local $register i64) (local $words i32)
    (local.set $register (i64.load (local.get $state)))
    (local.set $words
      (i32.add (local.get $from) (i32.and (i32.sub (local.get $end) (local.get $from)) (i32.const -8))))
    (block $tail
      (br_if $tail (i32.eq (local.get $from) (local.get $words)))
      (loop $word
        (local.set $register (i64.xor (local.get $register) (i64.load (local.get $from))))
        (local.set $register
          (i64.xor
            (i64.xor (local.get $register) (i64.shl (local.get $register) (i64.const 63)))
            (i64.xor
              (i64.shl (local.get $register) (i64.const 61))
              (i64.shl (local.get $register) (i64.const 60)))))
        (local.set $register
          (i64.xor
            (i64.xor (local.get $register) (i64.shr_u (local.get $register) (i64.const 1)))
            (i64.xor
              (i64.shr_u (local.get $register) (i64.const 3))
              (i64.shr_u (local.get $register) (i64.const 4)))))
        (local.set $from (i32.add (local.get $from) (i32.const 8)))
        (br_if $word (i32.lt_u (local.get $from) (local.get $words)))))
    (call $crc64bytes (local.get $state) (local.get $from) (local.get $end) (local.get $register)))

  ;; The same, byte by byte: 8 bits shifted out never reach the low end again.
  (func $crc64bytes (export "crc64bytes") (param $state i32) (param $from i32) (param $end i32) (param $register i64)
    (local $out i64)
    (block $done
      (loop $byte
        (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
        (local.set $out
          (i64.shl
            (i64.and (i64.xor (local.get $register) (i64.load8_u (local.get $from))) (i64.const 255))
            (i64.const 56)))
        (local.set $register
          (i64.xor
            (i64.xor (i64.shr_u (local.get $register) (i64.const 8)) (local.get $out))
            (i64.xor
              (i64.shr_u (local.get $out) (i64.const 1))
              (i64.xor
                (i64.shr_u (local.get $out) (i64.const 3))
                (i64.shr_u (local.get $out) (i64.const 4))))))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (br $byte)))
    (i64.store (local.get $state) (local.get $register)))
)
