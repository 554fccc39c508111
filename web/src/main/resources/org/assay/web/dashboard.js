"use strict";
// Pages are complete without this: here the parts that change are put in place as they change.
const feed = document.body.dataset.feed;
const voice = document.createElement("p");
voice.className = "voice";
voice.setAttribute("role", "status");
document.getElementById("main").append(voice);

const focusable = part => [...part.querySelectorAll("a, button, summary, [tabindex]")];

const replace = ({ part: name, version, html }) => {
  const part = document.getElementById("part-" + name);
  if (!part || part.dataset.version === version) return;
  const said = part.querySelector("[data-announce]")?.textContent;
  const focus = focusable(part).indexOf(document.activeElement);
  const open = new Map([...part.querySelectorAll("details[id]")].map(d => [d.id, d.open]));
  const scrolled = [...part.querySelectorAll(".scroll, pre")].map(e => [e.scrollLeft, e.scrollTop]);
  part.innerHTML = html;
  part.dataset.version = version;
  part.querySelectorAll("details[id]").forEach(d => { if (open.has(d.id)) d.open = open.get(d.id); });
  part.querySelectorAll(".scroll, pre").forEach((e, i) => { if (scrolled[i]) [e.scrollLeft, e.scrollTop] = scrolled[i]; });
  if (focus >= 0) focusable(part)[focus]?.focus({ preventScroll: true });
  const says = part.querySelector("[data-announce]")?.textContent;
  if (says !== undefined && says !== said) voice.textContent = says;
};

if (feed) {
  const source = new EventSource(feed);
  source.addEventListener("open", () => { document.body.dataset.link = "live"; });
  source.addEventListener("error", () => { document.body.dataset.link = "lost"; });
  source.addEventListener("part", event => replace(JSON.parse(event.data)));
  source.addEventListener("gone", event => { source.close(); document.body.dataset.link = "gone"; voice.textContent = JSON.parse(event.data); });
  addEventListener("pagehide", () => source.close());
}
