// What is going on at the site, for whoever's key it is. Lists are asked once, and kept true by the stream of changes.
'use strict';
const $ = id => document.getElementById(id);
const mostRows = 200;
const uses = ['dedicated', 'guaranteed', 'loan', 'held', 'idle', 'down'];
const jobs = new Map();
let key = sessionStorage.getItem('rhodes-key');
let last = null;
let drawing = false;
let isCut = false;   // there are more than the page has

const number = value => value.toLocaleString('en');
const cell = (text, name) => { const td = document.createElement('td'); td.textContent = text ?? ''; if (name) td.className = name; return td; };
const row = cells => { const tr = document.createElement('tr'); tr.append(...cells); return tr; };
const idOf = job => `${job.tenant}/${job.job}`;
// On a narrow page a name is cut before its number.
const nameCell = job => {
  const td = cell(''), name = document.createElement('span'), number = job.replica ?? job.array_index;
  name.className = 'cut';
  name.textContent = name.title = job.name;
  td.append(name, number === undefined ? '' : `[${number}]`);
  return td;
};
const time = text => text ? text.replace('T', ' ').replace(/(\.\d+)?Z$/, '') : '';

async function ask(path) {
  const answer = await fetch(path, { headers: { Authorization: `Bearer ${key}` } });
  if (!answer.ok) throw Object.assign(new Error((await answer.json()).detail), { status: answer.status });
  return answer.json();
}

async function begin() {
  let me;
  try {
    me = await ask('/api/v1/whoami');
  } catch (no) {
    $('no').textContent = no.message;
    sessionStorage.removeItem('rhodes-key');
    return;
  }
  sessionStorage.setItem('rhodes-key', key);
  $('enter').hidden = true;
  $('leave').hidden = false;
  $('where').textContent = `${me.site}, as ${me.tenant}/${me.user} (${me.role})`;
  document.title = `${me.site} · Rhodes`;
  $('simulated').hidden = !me.hardware_is_simulated;
  const keeps = me.role === 'owner' || me.role === 'operator';
  await Promise.all([showJobs(), showLeases(), keeps ? showUse() : null]);
  if (keeps) setInterval(() => document.hidden || showUse().catch(() => {}), 2000);
  watch();
}

async function showUse() {
  const fabric = await ask('/api/v1/fabric');
  $('use').hidden = false;
  $('bar').replaceChildren(...uses.filter(use => fabric.in_use[use] > 0).map(use => {
    const part = document.createElement('i');
    part.className = `u-${use}`;
    part.style.width = `${100 * fabric.in_use[use] / Math.max(1, fabric.devices)}%`;
    return part;
  }));
  $('bar').setAttribute('aria-label', uses.map(use => `${use} ${fabric.in_use[use]}`).join(', '));
  $('legend').replaceChildren(...uses.map(use => {
    const entry = document.createElement('div'), name = document.createElement('dt'), value = document.createElement('dd');
    entry.className = `u-${use}`;
    name.textContent = use;
    value.textContent = number(fabric.in_use[use]);
    entry.append(name, value);
    return entry;
  }));
  $('pools').tBodies[0].replaceChildren(...fabric.pools.map(pool => row([
    cell(pool.name), cell(pool.kind), cell(number(pool.nodes), 'n'), cell(number(pool.nodes_down), 'n'), cell(number(pool.nodes * pool.devices_per_node), 'n')])));
}

async function showJobs() {
  jobs.clear();
  const page = await ask(`/api/v1/jobs?limit=${mostRows}`);
  for (const job of page.jobs) jobs.set(idOf(job), job);
  isCut = Boolean(page.next);
  $('work').hidden = false;
  draw();
}

async function showLeases() {
  const { leases } = await ask('/api/v1/leases');
  $('sold').hidden = leases.length === 0;
  $('leases').tBodies[0].replaceChildren(...leases.flatMap(lease => lease.steps.map(step => row([
    cell(lease.name), cell(lease.tenant), cell(lease.pool), cell(`${number(step.cells)} × ${lease.shape}`), cell(number(step.devices), 'n'), cell(time(step.from)), cell(time(step.until))]))));
}

function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    const order = { running: 0, stopping: 1, starting: 2, waiting: 3, held: 4, over: 5 };
    const all = [...jobs.values()].sort((a, b) => order[a.state] - order[b.state] || (a.submitted_at < b.submitted_at ? 1 : -1));
    const counts = {};
    for (const job of all) if (job.state !== 'over') counts[job.state] = (counts[job.state] ?? 0) + 1;
    $('counts').textContent = Object.entries(counts).map(([state, count]) => `${number(count)} ${state}`).join(', ') || 'none';
    if (isCut) $('counts').textContent += ', of the newest';
    $('jobs').tBodies[0].replaceChildren(...all.slice(0, mostRows).map(job => row([
      cell(idOf(job)), nameCell(job), cell(job.back_off_until ? 'waiting, exited' : job.outcome ?? job.state, `state s-${job.state}`), cell(job.runs_on ?? job.claim), cell(number(job.devices), 'n'),
      cell(time(job.ended_at ?? job.started_at ?? job.submitted_at))])));
    $('more').textContent = all.length > mostRows ? `and ${number(all.length - mostRows)} more` : '';
  });
}

function take(job) {
  jobs.set(idOf(job), job);
  // Of what is over only the newest are kept on the page.
  const over = [...jobs.values()].filter(each => each.state === 'over');
  if (over.length > 20) for (const old of over.sort((a, b) => (a.ended_at < b.ended_at ? -1 : 1)).slice(0, over.length - 20)) jobs.delete(idOf(old));
  draw();
}

// A stream that is read by hand: an EventSource sends no key.
async function watch() {
  try {
    const answer = await fetch('/api/v1/changes', { headers: { Authorization: `Bearer ${key}`, ...(last ? { 'Last-Event-ID': last } : {}) } });
    if (answer.status === 401) return location.reload();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      text += piece.value;
      const events = text.split('\n\n');
      text = events.pop();
      for (const event of events) {
        const fields = Object.fromEntries(event.split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
        if (fields.id) last = fields.id;
        if (fields.event === 'job') take(JSON.parse(fields.data));
        if (fields.event === 'lost') await showJobs();
      }
    }
  } catch {
    // The server is away for a moment.
  }
  setTimeout(watch, 1000);
}

$('enter').addEventListener('submit', event => { event.preventDefault(); key = $('key').value.trim(); begin(); });
$('leave').addEventListener('click', () => { sessionStorage.removeItem('rhodes-key'); location.reload(); });
// A key may come with the address, behind '#', which is sent nowhere; it does not stay there.
if (location.hash.startsWith('#rhodes_')) {
  key = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
}
if (key) begin();
