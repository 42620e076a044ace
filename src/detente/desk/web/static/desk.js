// Makes pages better that work without it: moments also in the reader's own time.
"use strict";

for (const time of document.querySelectorAll("time.moment")) {
  const written = time.dateTime;
  if (!/T.*(Z|[+-]\d\d:?\d\d)$/.test(written)) continue; // without a zone it is not known when
  const at = new Date(written);
  if (Number.isNaN(at.valueOf()) || minutes(written) === -at.getTimezoneOffset()) continue;
  const own = at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  const beside = document.createElement("small");
  beside.textContent = ` (${own} where you are)`;
  time.after(beside);
}

// How far a zone is from UTC.
function minutes(written) {
  const [, sign, hours, rest] = /([+-])(\d\d):?(\d\d)$/.exec(written) ?? [null, "+", "0", "0"];
  return Number(`${sign}1`) * (Number(hours) * 60 + Number(rest));
}
