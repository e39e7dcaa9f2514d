// Where Wagtail leads to a fault in a tab that is not open, the tab opens after it has looked for the fault, and stays at
// its head: the fault is brought into sight once it is there.
"use strict";

document.addEventListener("w-focus:focused", ({ target }) => {
  if (target.offsetParent) return;
  const show = () => target.scrollIntoView({ block: "center", behavior: "instant" });
  document.addEventListener("w-tabs:changed", () => setTimeout(show, 50), { once: true });
});
