// The tables of a database as a report names them: bounded in number and length.
import {NAMES_KEPT, NAME_LENGTH, cut} from './reply-limits.ts';
import type {CheckReport} from './sqlite.ts';
import type {UserTables} from './user-tables.ts';

export type NamedTables = Pick<CheckReport, 'tables' | 'tableCount' | 'unreadableTables'>;

export function nameTables({ordinary, virtual}: UserTables, unreadable: UserTables['virtual']): NamedTables {
  return {
    tables: [...ordinary, ...virtual.map(({table}) => table)]
      .toSorted()
      .slice(0, NAMES_KEPT)
      .map(name => cut(name, NAME_LENGTH)),
    tableCount: ordinary.length + virtual.length,
    unreadableTables: unreadable
      .slice(0, NAMES_KEPT)
      .map(({table, module}) => ({table: cut(table, NAME_LENGTH), module: cut(module, NAME_LENGTH)})),
  };
}
