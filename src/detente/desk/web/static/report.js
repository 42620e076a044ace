// An item and its words light each other up; words that no item has can be jumped to as well.
"use strict";

const text = document.querySelector("article.words");
const items = [...document.querySelectorAll(".item")];
document.documentElement.classList.add("js");

function light(element, on) {
  element.classList.toggle("lit", on);
}

function words(id) {
  return text.getElementsByClassName(`in-${id}`);
}

function itemsOf(mark) {
  const ids = [...mark.classList].filter((name) => name.startsWith("in-"));
  return ids.map((name) => document.getElementById(name.slice(3))).filter(Boolean);
}

for (const item of items) {
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    item.addEventListener(event, () => [...words(item.id)].forEach((mark) => light(mark, on)));
  }
  item.addEventListener("click", (click) => {
    if (click.target.closest("a") || String(getSelection())) return;
    item.querySelector("h3 a.id")?.click();
  });
}

function lightItems(event, on) {
  const mark = event.target.closest("mark");
  if (mark) itemsOf(mark).forEach((item) => light(item, on));
}

// A place in a text node that is so many code points into a paragraph; references are none of it.
function place(paragraph, point) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".ref") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  for (let left = point, node = walker.nextNode(); node; node = walker.nextNode()) {
    const points = [...node.data];
    if (left <= points.length) return { node, at: points.slice(0, left).join("").length };
    left -= points.length;
  }
  return null;
}

function paragraphOf(point) {
  return [...text.children].findLast((one) => Number(one.dataset.start) <= point);
}

// Words that no element holds are lit by a highlight: the page stays as it is.
function mark(start, end) {
  const first = paragraphOf(start), last = paragraphOf(end - 1);
  if (!first || !last) return null;
  const from = place(first, start - Number(first.dataset.start));
  const to = place(last, end - Number(last.dataset.start));
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.at);
  range.setEnd(to.node, to.at);
  globalThis.CSS?.highlights?.set("asked", new Highlight(range));
  return from.node.parentElement;
}

function follow() {
  globalThis.CSS?.highlights?.clear();
  document.querySelectorAll(".lit").forEach((element) => light(element, false));
  const asked = /^#w(\d+)-(\d+)$/.exec(location.hash);
  if (asked) {
    const pieces = document.querySelectorAll(`[data-words="${asked[1]}-${asked[2]}"]`);
    pieces.forEach((piece) => light(piece, true));
    if (!pieces.length) mark(Number(asked[1]), Number(asked[2]))?.scrollIntoView({ block: "center" });
    return;
  }
  const item = items.find((one) => `#${one.id}` === location.hash);
  if (item) [...words(item.id)].forEach((one) => light(one, true));
}

if (text) {
  text.addEventListener("mouseover", (event) => lightItems(event, true));
  text.addEventListener("mouseout", (event) => lightItems(event, false));
  addEventListener("hashchange", follow);
  follow();
}
