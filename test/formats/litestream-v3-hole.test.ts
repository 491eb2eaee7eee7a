// The hole of the layout: the last segments of a WAL that another one follows.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {exact, refused} from './litestream-v3-expect.ts';
import {changed, keysOf, replica, v3Writer} from './litestream-v3-writer.ts';

suite('What shows that the end of an earlier WAL is missing', () => {
  test('the size with which the next WAL begins', async () => {
    const {bucket} = replica({rows: 200});
    const last = keysOf(bucket, '/wal/00000001_').at(-1) ?? '';
    assert.match(
      await refused(changed(bucket, {[last]: undefined}), 'gap'),
      /end of index 00000001: the next WAL begins with another database size/,
    );
    const {result} = await restoreInMemory(changed(bucket, {[last]: undefined}), {onIncomplete: 'warn'});
    assert.equal(result.plan?.proof.word, 'partial');
  });

  test('a step of Litestream’s counter', async () => {
    const writer = v3Writer();
    writer.run('create table t (x)');
    writer.snapshot();
    writer.sync();
    writer.checkpoint();
    writer.raiseCounter();
    writer.sync();
    const raised = writer.key('last');
    writer.checkpoint();
    const {bucket} = writer;
    await exact(bucket, writer.finish());
    assert.match(
      await refused(changed(bucket, {[raised]: undefined}), 'gap'),
      /end of index 00000001: Litestream’s counter/,
    );
  });

  test('nothing: then the verdict is not pass', async () => {
    const writer = v3Writer();
    writer.run("create table t (x); insert into t values ('a')");
    writer.snapshot();
    writer.sync();
    writer.run("update t set x = 'b'");
    writer.sync();
    const lost = writer.key('last');
    writer.checkpoint();
    const {bucket} = writer;
    const image = writer.finish();
    const found = await restoreInMemory(changed(bucket, {[lost]: undefined}));
    assert.ok(found.image !== undefined && !found.image.equals(image));
    assert.equal(found.result.verdict, 'inconclusive');
  });

  test('is not confused by a VACUUM, which writes the counter anew as it is', async () => {
    const writer = v3Writer();
    writer.run("create table t (x); insert into t values ('a')");
    writer.snapshot();
    writer.sync();
    writer.checkpoint();
    writer.checkpoint(() => writer.run('vacuum'));
    const {bucket} = writer;
    await exact(bucket, writer.finish());
  });

  test('is not confused by a table of the application that looks like Litestream’s', async () => {
    const writer = v3Writer();
    writer.run('create table counter (id integer primary key, n integer); insert into counter values (1, 40)');
    writer.snapshot();
    writer.sync();
    for (let index = 0; index < 3; index += 1) {
      writer.checkpoint();
      writer.run('update counter set n = n + 7');
      writer.sync();
      writer.run('update counter set n = n + 7');
      writer.sync();
    }
    const {bucket} = writer;
    await exact(bucket, writer.finish());
  });

  test('follows Litestream’s table when VACUUM moves it', async () => {
    const writer = v3Writer();
    writer.run('create table a (x); insert into a values (zeroblob(9000)); create table t (x)');
    writer.checkpoint();
    writer.snapshot();
    for (let round = 0; round < 3; round += 1) {
      writer.run(`drop table if exists a; create table n${round} (x); vacuum; insert into t values (${round})`);
      writer.sync();
      writer.checkpoint();
    }
    const {bucket} = writer;
    await exact(bucket, writer.finish());
  });
});
