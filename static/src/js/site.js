// What makes the pages more comfortable. Everything works without it.
"use strict";

const wide = window.matchMedia("(min-width: 64rem)");

function unfold() {
  for (const fold of document.querySelectorAll("details.fold--wide")) {
    fold.open = wide.matches || fold.dataset.open === "" || fold.querySelector(".fault") !== null;
  }
}

function closeOthers(event) {
  const opened = event.target;
  if (!opened.open || !opened.matches("details.source-mark")) return;
  for (const mark of document.querySelectorAll("details.source-mark[open]")) {
    if (mark !== opened) mark.open = false;
  }
}

function closeOnEscape(event) {
  if (event.key !== "Escape") return;
  const mark = event.target.closest?.("details.source-mark[open]");
  if (!mark) return;
  mark.open = false;
  mark.querySelector("summary").focus();
}

async function copy(button) {
  await navigator.clipboard.writeText(new URL(button.dataset.copy, window.location.href).href);
  const label = button.querySelector("[data-label]");
  const before = label.textContent;
  label.textContent = button.dataset.done;
  window.setTimeout(() => (label.textContent = before), 3000);
}

function prepareButtons() {
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.classList.remove("needs-script");
    button.addEventListener("click", () => window.print());
  }
  for (const button of document.querySelectorAll("button[data-copy]")) {
    if (!navigator.clipboard) {
      button.remove();
      continue;
    }
    button.classList.remove("needs-script");
    button.addEventListener("click", () => copy(button));
  }
}

// The section that is being read, in the contents beside it.
function followSections() {
  const links = new Map();
  for (const link of document.querySelectorAll(".contents a[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  if (!links.size) return;
  const update = () => {
    let current = null;
    for (const heading of links.keys()) {
      if (heading.getBoundingClientRect().top < window.innerHeight / 3) current = heading;
    }
    for (const [heading, link] of links) {
      if (heading === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const observer = new IntersectionObserver(update, { rootMargin: "-33% 0px -66% 0px" });
  links.forEach((_, heading) => observer.observe(heading.closest("section") ?? heading));
  update();
}

// Suggestions come with the first visit to a search field.
async function suggest(event) {
  const form = event.target.closest?.("form[data-suggesting]");
  if (!form || form.dataset.suggests) return;
  form.dataset.suggests = "yes";
  const { attach } = await import(form.dataset.suggesting);
  attach(form);
}

// A map that is wider than the window opens on the home of the archive, or in its middle.
function centreMaps() {
  for (const map of document.querySelectorAll(".world-window")) {
    const home = map.querySelector(".world-home .dot")?.getBoundingClientRect();
    const left = map.getBoundingClientRect().left;
    const middle = home ? home.left + home.width / 2 - left : map.scrollWidth / 2;
    map.scrollLeft = middle - map.clientWidth / 2;
  }
}

unfold();
centreMaps();
wide.addEventListener("change", unfold);
document.addEventListener("toggle", closeOthers, true);
document.addEventListener("keydown", closeOnEscape);
document.addEventListener("focusin", suggest);
if (document.activeElement) suggest({ target: document.activeElement });
prepareButtons();
followSections();
