// Makes pages better that work without it: moments also in the reader's own time.
"use strict";

for (const time of document.querySelectorAll("time.moment")) {
  const written = time.dateTime;
  if (!/T.*(Z|[+-]\d\d:?\d\d)$/.test(written)) continue; // without a zone it is not known when
  const at = new Date(written);
  if (Number.isNaN(at.valueOf())) continue;
  const own = at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  const beside = document.createElement("small");
  beside.textContent = ` (${own} where you are)`;
  time.after(beside);
}
