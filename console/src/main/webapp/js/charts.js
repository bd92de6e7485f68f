// Figures over time, drawn by uPlot.

import { element } from "./dom.js";

const CHARTS = [
  ["Messages a second", [["accepted", "--good"], ["deferred", "--warn"], ["refused", "--bad"]]],
  ["Seconds with the bean", [["meanSeconds", "--link", "mean"], ["mostWithinSeconds", "--warn", "95 % within"]]],
  ["Octets of a message", [["size", "--link", "mean"]]],
  ["At that moment", [["connections", "--link"], ["waiting", "--warn"]]],
];

const HEIGHT = 200;
let drawn = [];

const clock = (chart, moments) => moments.map((moment) => new Date(moment * 1000).toTimeString().slice(0, 5));

/** False if there is nothing to draw. */
export function draw(place, samples) {
  drawn.forEach((chart) => chart.destroy());
  drawn = [];
  place.replaceChildren();
  if (!samples.time?.length || !window.uPlot) {
    return false;
  }
  const colours = getComputedStyle(document.documentElement);
  const colour = (name) => colours.getPropertyValue(name).trim();
  const axis = { stroke: colour("--faint"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
  const figures = CHARTS.map(([title, lines]) => {
    const latest = lines.map(([column, , label]) => `${label ?? column} ${samples[column].at(-1) ?? "none"}`).join(", ");
    return element("figure", { role: "group", "aria-label": `${title}; latest: ${latest}` }, element("figcaption", {}, title));
  });
  place.append(...figures); // All of them first: how wide one is depends on the others.
  CHARTS.forEach(([, lines], i) => {
    const figure = figures[i];
    drawn.push(new window.uPlot(
      {
        width: Math.max(200, figure.clientWidth - 20),
        height: HEIGHT,
        series: [
          { value: (chart, moment) => (moment ? new Date(moment * 1000).toLocaleTimeString() : "") },
          ...lines.map(([column, name, label]) => ({ label: label ?? column, stroke: colour(name), width: 2, points: { show: samples.time.length < 40 } })),
        ],
        axes: [{ ...axis, values: clock, space: 60 }, { ...axis, size: 60 }],
        scales: { y: { range: (chart, low, high) => [0, high > 0 ? high * 1.1 : 1] } },
      },
      [samples.time, ...lines.map(([column]) => samples[column])],
      figure,
    ));
  });
  return true;
}
