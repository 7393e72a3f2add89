// Draws every chart of the page, and again when the colours, the width or the paper change.
(() => {
  const drawn = new Map();

  function draw(element) {
    const kind = element.dataset.chart;
    drawn.get(element)?.destroy();
    drawn.delete(element);
    if (kind === 'floor') floor.draw(element);
    else {
      const made = charts[kind](element, element.dataset.of);
      element.replaceChildren();
      if (made) drawn.set(element, new uPlot(made[0], made[1], element));
      else element.textContent = 'Nothing to show.';
    }

    element.dataset.drawn = 'yes';
  }

  const elements = [...document.querySelectorAll('.chart')];
  const drawAll = () => elements.forEach(draw);
  drawAll();
  document.documentElement.dataset.charts = String(elements.length);

  let width = document.documentElement.clientWidth;
  window.addEventListener('resize', () => {
    if (document.documentElement.clientWidth === width) return;
    width = document.documentElement.clientWidth;
    drawAll();
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  document.querySelectorAll('input[name=floor]').forEach(input => input.addEventListener('change', () => elements.filter(each => each.dataset.chart === 'floor').forEach(draw)));

  // Paper is light, and about 680 pixels wide.
  const paper = on => {
    document.documentElement.classList.toggle('paper', on);
    document.body.style.width = on ? '680px' : '';
    drawAll();
  };
  window.addEventListener('beforeprint', () => paper(true));
  window.addEventListener('afterprint', () => paper(false));
})();
