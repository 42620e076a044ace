// Draws charts that are pictures without it: their marks lead to what they stand for, arrow
// keys go from mark to mark, and dragging over a chart shows the days between.
"use strict";

const DAY = 86_400_000; // milliseconds
const LEAST = 6; // pixels that are a drag and not a click
const charts = document.getElementById("charts");
const form = document.getElementById("period");
const narrow = matchMedia("(max-width: 48rem)");
const zoom = { first: form.elements.from.value, last: form.elements.to.value };
const whole = { first: charts.dataset.first, last: charts.dataset.last };

const all = document.createElement("button");
all.type = "button";
all.className = "plain";
all.textContent = "Show all days";
all.addEventListener("click", () => show("", ""));
form.append(all);
const hint = document.createElement("p");
hint.className = "hint";
hint.textContent = matchMedia("(pointer: fine)").matches
  ? "A mark leads to what it stands for; drag over a chart to see the days between."
  : "A mark leads to what it stands for.";
form.after(hint);

const near = new IntersectionObserver((seen) => {
  for (const one of seen) {
    if (!one.isIntersecting) continue;
    near.unobserve(one.target);
    draw(one.target);
  }
}, { rootMargin: "400px" });

function follow() {
  all.hidden = !zoom.first && !zoom.last;
  for (const figure of charts.querySelectorAll(".chart")) near.observe(figure);
}

async function draw(figure) {
  const address = new URL(figure.dataset.address, location.href);
  if (zoom.first) address.searchParams.set("from", zoom.first);
  if (zoom.last) address.searchParams.set("to", zoom.last);
  address.searchParams.set("width", narrow.matches ? "narrow" : "wide");
  address.searchParams.set("theme", "page");
  figure.dataset.wanted = address.href;
  let answer;
  try {
    answer = await fetch(address);
  } catch {
    return say(figure, `${figure.dataset.title}: it could not be fetched; load the page again.`);
  }
  const text = await answer.text();
  if (figure.dataset.wanted !== address.href) return; // other days were asked for since
  if (answer.ok) place(figure, text);
  else if (answer.status === 404) say(figure, `${figure.dataset.title}: nothing to draw of these days.`);
  else say(figure, `${figure.dataset.title}: it was not drawn (${answer.status}); load the page again.`);
}

function say(figure, words) {
  const told = document.createElement("p");
  told.className = "none";
  told.textContent = words;
  figure.replaceChildren(told);
}

function place(figure, text) {
  const svg = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
  if (svg.localName !== "svg") return;
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", figure.dataset.title);
  for (const part of svg.querySelectorAll("[role], [aria-roledescription]")) {
    part.removeAttribute("role"); // links and texts speak for themselves
    part.removeAttribute("aria-roledescription");
  }
  const marks = [...svg.querySelectorAll("a")];
  marks.forEach((mark, at) => prepare(mark, at === 0));
  for (const group of svg.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  svg.addEventListener("keydown", (event) => step(event, marks));
  figure.replaceChildren(svg);
  figure.classList.add("drawn");
  const plot = plotOf(svg);
  if (plot) choose(svg, plot);
}

// The whole chart is one stop of the tabulator; arrow keys go on from there.
function prepare(mark, first) {
  const shape = mark.firstElementChild;
  const name = shape?.getAttribute("aria-label") ?? "";
  const title = document.createElementNS(mark.namespaceURI, "title");
  title.textContent = name;
  mark.append(title);
  mark.setAttribute("href", mark.getAttributeNS("http://www.w3.org/1999/xlink", "href") ?? mark.getAttribute("href"));
  mark.setAttribute("aria-label", name);
  shape?.removeAttribute("aria-label");
  mark.setAttribute("tabindex", first ? "0" : "-1");
}

function step(event, marks) {
  const at = marks.indexOf(document.activeElement);
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const to = event.key === "Home" ? 0 : event.key === "End" ? marks.length - 1 : at + by;
  if (at < 0 || !marks[to]) return;
  event.preventDefault();
  marks[at].setAttribute("tabindex", "-1");
  marks[to].setAttribute("tabindex", "0");
  marks[to].focus();
}

// The widest area that marks stand in; all plots of a chart are as wide and begin at the same place.
function plotOf(svg) {
  const areas = [...svg.querySelectorAll(".role-scope path.background")];
  const width = (area) => area.getBoundingClientRect().width;
  return areas.reduce((best, area) => (!best || width(area) > width(best) ? area : best), null);
}

function choose(svg, plot) {
  const span = { ...shown() };
  let begun = null;
  let band = null;
  const inside = (event) => {
    const box = plot.getBoundingClientRect();
    return { box, x: Math.min(Math.max(event.clientX - box.left, 0), box.width) };
  };
  const end = () => {
    band?.remove();
    begun = band = null;
  };
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls
    begun = inside(event).x;
  });
  svg.addEventListener("pointermove", (event) => {
    if (begun === null) return;
    const { box, x } = inside(event);
    if (!band && Math.abs(x - begun) < LEAST) return;
    if (!band) {
      svg.setPointerCapture(event.pointerId);
      band = document.createElementNS(svg.namespaceURI, "rect");
      band.classList.add("chosen");
      svg.append(band);
    }
    const outer = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / outer.width;
    const sizes = {
      x: (box.left - outer.left + Math.min(begun, x)) * scale, y: 0,
      width: Math.abs(x - begun) * scale, height: svg.viewBox.baseVal.height,
    };
    for (const [name, size] of Object.entries(sizes)) band.setAttribute(name, size);
  });
  svg.addEventListener("pointerup", (event) => {
    if (!band) return end();
    const { box, x } = inside(event);
    const ends = [Math.min(begun, x), Math.max(begun, x)].map((at) => dayAt(span, at / box.width));
    swallowClick(svg);
    end();
    show(...ends);
  });
  svg.addEventListener("pointercancel", end);
}

// A drag that ends over a mark is no click on it.
function swallowClick(svg) {
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  svg.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => svg.removeEventListener("click", swallow, { capture: true }), 0);
}

function shown() {
  return { first: zoom.first || whole.first, last: zoom.last || whole.last };
}

function dayAt(span, part) {
  const [first, last] = [span.first, span.last].map((day) => Date.parse(`${day}T00:00Z`));
  return new Date(Math.round((first + part * (last - first)) / DAY) * DAY).toISOString().slice(0, 10);
}

function show(first, last) {
  Object.assign(zoom, { first, last });
  form.elements.from.value = first;
  form.elements.to.value = last;
  const address = new URL(location.href);
  for (const [name, day] of [["from", first], ["to", last]]) {
    if (day) address.searchParams.set(name, day);
    else address.searchParams.delete(name);
  }
  address.hash = "charts";
  history.pushState(null, "", address);
  follow();
}

addEventListener("popstate", () => location.reload());
narrow.addEventListener("change", follow);
follow();
