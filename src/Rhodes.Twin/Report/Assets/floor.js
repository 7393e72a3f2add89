// The heat map of the floor: groups of squares, one group for each pod, on one canvas for all.
const floor = (() => {
  const gap = 1, label = 15;
  let places = [];   // where each square was drawn last: [x, y, group, square]
  let texts = [];    // [x, y, text]

  const parts = { use: square => square[1] + square[2], loan: square => square[2], down: square => square[3] };

  function rgb(color) {
    const number = parseInt(color.slice(1), 16);
    return [number >> 16, number >> 8 & 255, number & 255];
  }

  function mixed(from, to, part) {
    const [a, b] = [rgb(from), rgb(to)];
    return 'rgb(' + a.map((value, i) => Math.round(value + (b[i] - value) * part)).join(',') + ')';
  }

  // Squares a side, so that a group is about twice as wide as high and eight racks of a pod are one block.
  const columns = count => Math.max(1, Math.ceil(Math.sqrt(count * 2)));

  // Each area has a line with its name, and its groups below it, with their names where there are few.
  function layOut(width, size) {
    const groups = data.floor.groups, named = groups.length <= 80 ? label : 0;
    let [x, y, high, area] = [0, 0, 0, null];
    [places, texts] = [[], []];
    groups.forEach((group, g) => {
      if (group.area !== area) {
        y += high + (area === null ? 0 : 14);
        texts.push([0, y + 11, group.area]);
        [x, y, high, area] = [0, y + label + 2, 0, group.area];
      }

      const across = Math.min(columns(group.squares.length), Math.floor(width / size));
      const needed = Math.max(across * size, named ? Math.min(width, 6.3 * group.name.length) : 0);
      if (x > 0 && x + needed > width) [x, y, high] = [0, y + high + 6, 0];
      if (named) texts.push([x, y + 11, group.name]);
      group.squares.forEach((square, i) => places.push([x + i % across * size, y + named + Math.floor(i / across) * size, g, square]));
      high = Math.max(high, Math.ceil(group.squares.length / across) * size + named);
      x += needed + Math.max(5, size / 2);
    });
    return y + high;
  }

  // The largest squares with which the floor is no higher than a screen.
  function fit(width) {
    for (let size = 18; size > 4; size--) {
      const height = layOut(width, size);
      if (height <= 640 || size === 5) return [size, height];
    }
  }

  function draw(element) {
    const width = Math.max(200, element.clientWidth), ratio = window.devicePixelRatio || 1;
    const [size, height] = fit(width);
    const shown = document.querySelector('input[name=floor]:checked').value, part = parts[shown];
    const color = hue({ use: 'own', loan: 'loan', down: 'down' }[shown]);
    const most = shown === 'use' ? 1000 : Math.max(1, ...places.map(place => part(place[3])));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    [canvas.style.width, canvas.style.height] = [width + 'px', height + 'px'];
    const pen = canvas.getContext('2d');
    pen.scale(ratio, ratio);
    for (const [x, y, , square] of places) {
      pen.fillStyle = mixed(hue('idle'), color, part(square) / most);
      pen.fillRect(x, y, size - gap, size - gap);
    }

    pen.fillStyle = hue('soft');
    pen.font = '11px system-ui, sans-serif';
    for (const [x, y, text] of texts) pen.fillText(text, x, y);

    const ramp = document.createElement('div'), bar = document.createElement('i');
    ramp.className = 'ramp';
    bar.style.background = 'linear-gradient(90deg,' + hue('idle') + ',' + color + ')';
    ramp.append('0 %', bar, +(most / 10).toFixed(1) + ' % of the time');
    canvas.onpointermove = canvas.onpointerdown = event => tell(event, size);
    element.replaceChildren(canvas, ramp);
  }

  function tell(event, size) {
    const box = event.target.getBoundingClientRect(), [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const found = places.find(place => x >= place[0] && x < place[0] + size && y >= place[1] && y < place[1] + size);
    if (!found) return;
    const [name, own, loan, down, faults] = found[3], percent = value => +(value / 10).toFixed(1) + ' %';
    document.getElementById('square').textContent = [data.floor.groups[found[2]].area, data.floor.groups[found[2]].name, name].filter(part => part !== '').join(' · ') + ': ' + percent(own) + ' in use on its own claim, '
      + percent(loan) + ' on loan, ' + percent(down) + ' down, ' + faults + (faults === 1 ? ' fault' : ' faults');
  }

  return { draw };
})();
