"use strict";
// The page is complete without this: here tables learn to sort, figures to hide arms and to tell values, and print to unfold.
document.querySelectorAll("table").forEach(table => {
  const body = table.tBodies[0];
  if (!body || body.rows.length < 3 || table.tHead.rows[0].cells.length < 3) return;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      [...table.tHead.rows[0].cells].forEach(h => h.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = row => {
        const cell = row.cells[column];
        return cell.dataset.key === undefined ? cell.textContent.trim() : Number(cell.dataset.key);
      };
      const compare = (a, b) => {
        const [x, y] = [key(a), key(b)];
        if (typeof x === "number" && typeof y === "number") return x - y;
        return String(x).localeCompare(String(y), "en", { numeric: true });
      };
      [...body.rows].sort((a, b) => (down ? -1 : 1) * compare(a, b)).forEach(row => body.append(row));
    });
  });
});
document.querySelectorAll("figure").forEach(figure => {
  const arms = [...new Set([...figure.querySelectorAll("svg.wide [data-arm]")].map(e => e.dataset.arm))];
  if (arms.length < 2 || arms.length > 24) return;
  const bar = document.createElement("div");
  bar.className = "toggles";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Show or hide arms");
  bar.append("Show");
  arms.forEach(arm => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = arm;
    button.setAttribute("aria-pressed", "true");
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      figure.querySelectorAll("[data-arm]").forEach(e => { if (e.dataset.arm === arm) e.classList.toggle("off", !on); });
    });
    bar.append(button);
  });
  figure.querySelector("figcaption").before(bar);
});
document.querySelectorAll("figure").forEach(figure => {
  const told = [...figure.querySelectorAll("circle, rect, image")].filter(e => e.querySelector("title"));
  if (!told.length) return;
  const values = new Map(told.map(e => [e, e.querySelector("title").textContent]));
  told.forEach(e => e.querySelector("title").remove());
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  figure.append(tip);
  const near = (event, box) => {
    const dx = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
    const dy = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
    return dx * dx + dy * dy + 1e-3 * (box.width + box.height);
  };
  figure.addEventListener("pointermove", event => {
    let best = null, least = 600;
    for (const e of told) {
      if (e.classList.contains("off")) continue;
      const box = e.getBoundingClientRect();
      const far = box.width ? near(event, box) : Infinity;
      if (far < least) [best, least] = [e, far];
    }
    tip.hidden = !best;
    if (!best) return;
    tip.textContent = values.get(best);
    const [at, frame] = [best.getBoundingClientRect(), figure.getBoundingClientRect()];
    const left = Math.min(at.right - frame.left + 6, frame.width - tip.offsetWidth - 8);
    tip.style.left = Math.max(8, left) + "px";
    tip.style.top = Math.max(4, at.top - frame.top - tip.offsetHeight - 6) + "px";
  });
  figure.addEventListener("pointerleave", () => { tip.hidden = true; });
});
const open = () => { const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true; };
addEventListener("hashchange", open);
open();
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => { d.open = true; }));
