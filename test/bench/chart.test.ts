import {test} from 'node:test';
import {chart} from '../../bench/chart.ts';
import {assertChart, chartsOf} from '../action/mermaid.ts';

test('the growth study’s charts can be drawn, whatever was measured', async () => {
  const [drawing = ''] = chartsOf(
    chart('Seconds: "a", b', 'database, MB', ['10', '5000'], 'seconds', [
      [0.5, 1e21],
      [NaN, -1],
    ]),
  );
  await assertChart(drawing, 'xychart');
});
