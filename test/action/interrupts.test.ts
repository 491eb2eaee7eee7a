import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import {watchInterrupts, type Interrupts} from '../../src/action/interrupts.ts';
import {isRestoreError, type ErrorCode} from '../../src/errors.ts';

function watched(t: TestContext): Interrupts {
  t.mock.timers.enable({apis: ['setTimeout']});
  const interrupts = watchInterrupts();
  t.after(() => interrupts.stop());
  return interrupts;
}

const reasonIs = (code: ErrorCode) => (error: unknown) => isRestoreError(error, code);

suite('interrupts', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`${signal} cancels, once`, t => {
      const interrupts = watched(t);
      interrupts.limit(1_000);
      process.emit(signal, signal);
      process.emit('SIGTERM', 'SIGTERM');
      t.mock.timers.tick(1_000);
      assert.ok(reasonIs('cancelled')(interrupts.signal.reason));
      assert.match(String(interrupts.signal.reason), new RegExp(`cancelled \\(${signal}\\)`));
    });
  }

  test('the time limit ends it, and none ends nothing', t => {
    const interrupts = watched(t);
    interrupts.limit(undefined);
    t.mock.timers.tick(1_000_000);
    assert.ok(!interrupts.signal.aborted);
    interrupts.limit(3_000);
    t.mock.timers.tick(2_999);
    assert.ok(!interrupts.signal.aborted);
    t.mock.timers.tick(1);
    assert.ok(reasonIs('timeout')(interrupts.signal.reason));
  });

  test('work that tidies up in time decides the result', async t => {
    const interrupts = watched(t);
    const {promise, resolve} = Promise.withResolvers<string>();
    const guarded = interrupts.guard(promise);
    process.emit('SIGTERM', 'SIGTERM');
    t.mock.timers.tick(5_000);
    resolve('tidied up');
    assert.equal(await guarded, 'tidied up');
    t.mock.timers.tick(5_000);
  });

  test('work that does not end is left alone before the runner ends the process', async t => {
    const interrupts = watched(t);
    const guarded = interrupts.guard(new Promise<never>(() => {}));
    process.emit('SIGINT', 'SIGINT');
    t.mock.timers.tick(6_999);
    await assert.rejects(guarded, reasonIs('cancelled'));
  });

  test('watches nothing after it was stopped', t => {
    const before = process.listenerCount('SIGTERM');
    const interrupts = watched(t);
    assert.equal(process.listenerCount('SIGTERM'), before + 1);
    interrupts.stop();
    assert.equal(process.listenerCount('SIGTERM'), before);
  });
});
