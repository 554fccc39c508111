"use strict";
// The page is complete without this: here tables learn to sort, figures to hide arms, and print to unfold.
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
const open = () => { const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true; };
addEventListener("hashchange", open);
open();
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => { d.open = true; }));
