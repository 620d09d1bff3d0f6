// Draws the plots. Everything else on the page works without.
(function () {
  "use strict";
  var root = document.documentElement;
  var plots = JSON.parse(document.getElementById("plots").textContent);
  var DASHES = [[], [7, 4], [2, 3], [9, 3, 2, 3], [], [7, 4]];
  root.classList.add("drawn");

  function colour(name) {
    return getComputedStyle(root).getPropertyValue(name).trim();
  }

  function data(plot) {
    return plot.series.length === 0 ? [[]] : uPlot.join(plot.series.map(function (s) { return [s.x, s.y]; }));
  }

  // A logarithmic axis has a line for 10, 100, …, not for 20, 30, …
  function decades(chart, splits) {
    return splits.map(function (split) {
      var power = Math.log10(split);
      return Math.abs(power - Math.round(power)) < 1e-9 ? split : null;
    });
  }

  function every(chart, splits) {
    return splits;
  }

  function figure(value) {
    return value == null ? "" : Number(value.toPrecision(3)).toString();
  }

  // The table below the chart shows what stands under the cursor.
  function follow(chart) {
    var table = chart.root.parentNode.parentNode.querySelector("table");
    var at = chart.cursor.idx;
    table.querySelector("thead .at").textContent = at == null ? "at the cursor" : "at " + figure(chart.data[0][at]);
    table.querySelectorAll("tbody .at").forEach(function (cell, i) {
      cell.textContent = at == null ? "–" : figure(nearest(chart.data[i + 1], at));
    });
  }

  // Series measured at different moments have gaps in the joined data.
  function nearest(values, at) {
    for (var i = 0; i < values.length; i++) {
      if (values[at - i] != null) {
        return values[at - i];
      }
      if (values[at + i] != null) {
        return values[at + i];
      }
    }
    return null;
  }

  function axis(scale, size) {
    return {
      label: scale.label,
      labelSize: 22,
      labelFont: "12px system-ui, sans-serif",
      font: "11px system-ui, sans-serif",
      stroke: colour("--faint"),
      size: size,
      grid: { stroke: colour("--line"), width: 1, filter: scale.logarithmic ? decades : every },
      ticks: { stroke: colour("--line"), width: 1, size: 5, filter: scale.logarithmic ? decades : every }
    };
  }

  function draw(plot, place) {
    var width = place.clientWidth;
    if (width === 0) {
      return;
    }
    if (place.chart) {
      place.chart.destroy();
    }
    var options = {
      width: width,
      height: Math.round(Math.max(220, Math.min(320, width * 0.45))),
      scales: {
        x: { time: false, distr: plot.x.logarithmic ? 3 : 1 },
        y: { distr: plot.y.logarithmic ? 3 : 1 }
      },
      axes: [axis(plot.x, 34), axis(plot.y, 48)],
      legend: { show: false },
      hooks: { setCursor: [follow] },
      cursor: { y: false, points: { size: 7 } },
      series: [{ label: plot.x.label }].concat(plot.series.map(function (s, i) {
        return {
          label: s.name,
          stroke: colour("--s" + (i + 1)),
          dash: DASHES[i],
          width: 2,
          spanGaps: true,
          points: { show: s.x.length < 3, size: 6 }
        };
      }))
    };
    place.chart = new uPlot(options, data(plot), place);
    place.drawnAt = width;
  }

  function drawAll() {
    plots.forEach(function (plot) {
      draw(plot, document.querySelector("#" + plot.id + " .chart"));
    });
  }

  // A chart inside closed details has no width yet; it is drawn when it gets one.
  var sizes = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) {
      var place = entry.target;
      if (place.clientWidth !== place.drawnAt) {
        requestAnimationFrame(function () { draw(plots[place.plot], place); });
      }
    });
  });
  plots.forEach(function (plot, i) {
    var place = document.querySelector("#" + plot.id + " .chart");
    place.plot = i;
    sizes.observe(place);
  });

  // Canvases do not follow the style sheet: draw again when its colours change, and for paper.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  addEventListener("beforeprint", function () { root.classList.add("printing"); drawAll(); });
  addEventListener("afterprint", function () { root.classList.remove("printing"); drawAll(); });
})();
