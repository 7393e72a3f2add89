'use strict';
// The page's charts over time. Data come from the page itself; names are only ever set as text.
window.addEventListener('error', event => { document.documentElement.dataset.error = event.message; });

const data = JSON.parse(document.getElementById('data').textContent);

const hue = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

// The start of each stretch in seconds, and the end, so that the last stretch has its width.
const starts = [...Array(data.stretches).keys()].map(i => (data.from + i * data.width) / 1000).concat(data.end / 1000);

const steps = values => values.concat(values.slice(-1));

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = number => String(number).padStart(2, '0');

function dayAndTime(seconds) {
  const at = new Date(seconds * 1000);
  const day = at.getUTCDate() + ' ' + months[at.getUTCMonth()] + ' ' + at.getUTCFullYear();
  return data.end - data.from > 60 * 86400e3 && data.width >= 86400e3 ? day : day + ' ' + two(at.getUTCHours()) + ':' + two(at.getUTCMinutes());
}

function tick(seconds, step) {
  const at = new Date(seconds * 1000);
  if (step >= 28 * 86400) return months[at.getUTCMonth()] + (at.getUTCMonth() === 0 ? ' ' + at.getUTCFullYear() : '');
  const midnight = at.getUTCHours() === 0 && at.getUTCMinutes() === 0;
  return step >= 86400 || midnight ? at.getUTCDate() + ' ' + months[at.getUTCMonth()] : two(at.getUTCHours()) + ':' + two(at.getUTCMinutes());
}

const short = value => Math.abs(value) >= 1e6 ? +(value / 1e6).toFixed(2) + 'M' : Math.abs(value) >= 1e4 ? +(value / 1e3).toFixed(1) + 'k' : String(+value.toFixed(2));

const figure = value => value == null ? '–' : value.toLocaleString('en', { maximumFractionDigits: value >= 100 ? 0 : 1 });

function axes(ySize) {
  const shared = { stroke: hue('soft'), font: '12px system-ui, sans-serif', ticks: { stroke: hue('line'), width: 1, size: 4 } };
  return [
    { ...shared, grid: { show: false }, space: 64, size: 26, values: (u, splits, axis, space, step) => splits.map(at => tick(at, step)) },
    { ...shared, grid: { stroke: hue('line'), width: 1 }, size: ySize, space: 28, values: (u, splits) => splits.map(short) },
  ];
}

function options(element, height, series, extra) {
  return {
    width: Math.max(200, element.clientWidth), height, series,
    tzDate: at => uPlot.tzDate(new Date(at * 1000), 'Etc/UTC'),
    cursor: { drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: true, range: [data.from / 1000, data.end / 1000] }, y: { range: (u, low, high) => [0, Math.max(1, high * 1.04)] } },
    axes: axes(50), legend: { show: true }, padding: [8, 22, 0, 0], ...extra,
  };
}

const time = { label: 'from', value: (u, at) => at == null ? '–' : dayAndTime(at) };

const stepped = uPlot.paths.stepped({ align: 1 });

// Areas on top of each other. uPlot draws in order, so the highest sum comes first and what lies below is drawn over it.
function stacked(xs, layers, paths) {
  const sums = [];
  layers.forEach((layer, i) => sums.push(layer.values.map((value, at) => value + (i > 0 ? sums[i - 1][at] : 0))));
  const order = [...layers.keys()].reverse();
  return {
    columns: [xs, ...order.map(i => sums[i])],
    series: [time, ...order.map(i => ({
      label: layers[i].name, fill: hue(layers[i].hue), stroke: hue(layers[i].hue), width: 0, paths, points: { show: false },
      value: (u, sum, series, at) => at == null ? '–' : figure(layers[i].values[at]),
    }))],
  };
}

const line = (name, color, more) => ({
  label: name, stroke: hue(color), width: 1.5, paths: stepped, points: { show: false }, value: (u, value) => figure(value), ...more,
});

// Neighbouring stretches joined until there are few enough for bars that can be seen.
function joined(values, most) {
  const by = Math.ceil(values.length / most), sums = [];
  for (let i = 0; i < values.length; i += by) sums.push(values.slice(i, i + by).reduce((sum, value) => sum + value, 0));
  return sums;
}

const barStarts = most => { const by = Math.ceil(data.stretches / most); return starts.slice(0, data.stretches).filter((_, i) => i % by === 0); };

const barPaths = uPlot.paths.bars({ size: [0.86, 60], align: 1 });

const mostBars = 90;

// Each takes the element and what it is of, and gives uPlot's options and columns.
const charts = {
  use: element => {
    const chart = stacked(starts, data.use.filter(use => use.values.some(value => value > 0)).map(use => ({ ...use, values: steps(use.values) })), stepped);
    return [options(element, 300, chart.series), chart.columns];
  },
  waiting: element => [
    options(element, 200, [time, line('on average', 'wait', { fill: hue('wait') + '40' }), line('most at once', 'wait', { width: 1, dash: [3, 3] })]),
    [starts, steps(data.waiting), steps(data.most_waiting)],
  ],
  tenant: (element, of) => {
    const tenant = data.tenants[of];
    const chart = stacked(starts, [{ name: 'own', hue: 'own', values: steps(tenant.own) }, { name: 'on loan', hue: 'loan', values: steps(tenant.loan) }], stepped);
    return [
      options(element, 130, [...chart.series, line('leased', 'leased')], { legend: { show: false }, axes: axes(44) }),
      [...chart.columns, steps(tenant.leased)],
    ];
  },
  queue: (element, of) => {
    const plain = axes(44);
    plain[0].show = false;
    plain[1].space = 18;
    return [
      options(element, 60, [time, line('jobs waiting', 'wait', { fill: hue('wait') + '40', width: 1 })], { legend: { show: false }, axes: plain, padding: [8, 22, 8, 0] }),
      [starts, steps(data.tenants[of].waiting)],
    ];
  },
  lost: element => {
    const layers = data.lost.map(cause => ({ name: cause.name, hue: cause.hue, values: joined(cause.hours, mostBars) }));
    if (layers.length === 0) return null;
    const chart = stacked(barStarts(mostBars), layers, barPaths);
    return [options(element, 200, chart.series), chart.columns];
  },
  recalls: element => {
    const chart = stacked(barStarts(mostBars), [{ name: 'recalls', hue: 'loan', values: joined(data.recalls, mostBars) }], barPaths);
    return [options(element, 150, chart.series), chart.columns];
  },
  spares: (element, of) => {
    const pool = data.pools[of];
    return [
      options(element, 180, [time, line('down', 'down', { fill: hue('down') + '50' }), line('most down at once', 'down', { width: 1, dash: [3, 3] }), line('not leased', 'dedicated', { width: 2 })]),
      [starts, steps(pool.down), steps(pool.most_down), steps(pool.spare)],
    ];
  },
};
