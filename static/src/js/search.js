// The results follow what is typed. Everything here comes on top of a form and links that work without it.

const findings = document.getElementById("findings");
const form = document.getElementById("search-form");
const count = document.getElementById("result-count");
// A letter that is not yet a syllable: the reader is in the middle of it.
const HALF = /[\u3131-\u318e]$/u;
let open = [];
let asking = "";
let typing = false;

document.body.classList.add("is-live");

document.body.addEventListener("htmx:beforeRequest", (event) => {
  asking = event.detail.requestConfig.triggeringEvent?.type;
  const words = asking === "input";
  if (words && HALF.test(form.elements.q.value)) {
    event.preventDefault();
    return;
  }
  // One step back leads to what was there before the typing began, not to half a word.
  form.removeAttribute(words && typing ? "hx-push-url" : "hx-replace-url");
  form.setAttribute(words && typing ? "hx-replace-url" : "hx-push-url", "true");
});
document.body.addEventListener("htmx:beforeSwap", () => {
  open = [...findings.querySelectorAll("details[open]")].map((fold) => fold.id);
});
document.body.addEventListener("htmx:afterSwap", () => {
  for (const fold of findings.querySelectorAll("details")) fold.open ||= open.includes(fold.id);
});
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.body.addEventListener(failure, () => (count.textContent = count.dataset.failed));
}
for (const moved of ["htmx:pushedIntoHistory", "htmx:replacedInHistory"]) {
  document.body.addEventListener(moved, () => {
    typing = asking === "input";
    for (const link of document.querySelectorAll(".language-switch a")) link.search = window.location.search;
  });
}
