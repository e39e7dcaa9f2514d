// At the translators' desk: puts what a passage was translated as elsewhere into its box.
"use strict";

for (const button of document.querySelectorAll("[data-fills]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const box = document.getElementById(button.dataset.fills);
    box.value = button.closest("li").querySelector("[lang]").textContent;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    box.focus();
  });
}
