// The entry of the bundle, started in three ways. It imports nothing before it knows that this Node can run the rest.
const entry = new URL(import.meta.url);
const [command] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 24) {
  const {refuseOldNode} = await import('./action/old-node.ts');
  refuseOldNode();
} else if (command === 'sqlite-child') {
  const {serveSqliteChild} = await import('./sqlite/child.ts');
  await serveSqliteChild();
} else if (command === undefined) {
  const {runAction} = await import('./action/run.ts');
  await runAction(entry);
} else if (command === 'verify-report') {
  const {runVerifyReport} = await import('./terminal/verify-report.ts');
  await runVerifyReport(entry, process.argv.slice(3));
} else {
  const {runTerminal} = await import('./terminal/run.ts');
  await runTerminal(entry, process.argv.slice(2));
}
