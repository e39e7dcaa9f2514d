// What wagtail-localize writes into its pages as inline scripts.
"use strict";

const addresses = document.getElementById("chooser-addresses");
if (addresses) window.chooserUrls ??= { ...addresses.dataset };

const all = document.querySelector("[name=select_all]");
all?.addEventListener("change", () => {
  for (const one of document.querySelectorAll("[name=locales]")) one.checked = all.checked;
});
