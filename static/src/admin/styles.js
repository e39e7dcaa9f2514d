// Draftail and wagtail-localize make style elements by script: they carry the nonce of the page, others do nothing.
"use strict";

const { nonce } = document.currentScript;
const { createElement } = Document.prototype;

document.createElement = function (name, ...options) {
  const element = createElement.call(this, name, ...options);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
};
