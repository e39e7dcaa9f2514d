// Passkeys: asks the browser for one and sends what it says. Pages that need it load it; without it they say so.
"use strict";

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const named = (list) => (list ?? []).map((entry) => ({ ...entry, id: bytes(entry.id) }));

function forCreating(options, alone) {
  const given = structuredClone(options.publicKey);
  const chosen = {
    ...given.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  };
  return {
    ...given,
    challenge: bytes(given.challenge),
    user: { ...given.user, id: bytes(given.user.id) },
    excludeCredentials: named(given.excludeCredentials),
    authenticatorSelection: chosen,
  };
}

function forGetting(options) {
  const given = structuredClone(options.publicKey);
  return { ...given, challenge: bytes(given.challenge), allowCredentials: named(given.allowCredentials) };
}

function asJson(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const fault = form.querySelector("[data-fault]");
  const button = form.querySelector("button[type=submit]");
  fault.hidden = true;
  button.disabled = true;
  try {
    const options = await optionsOf(form);
    const creates = form.dataset.passkey === "create";
    const alone = form.elements.passwordless?.checked ?? false;
    const credential = creates
      ? await navigator.credentials.create({ publicKey: forCreating(options, alone) })
      : await navigator.credentials.get({ publicKey: forGetting(options) });
    form.elements.credential.value = asJson(credential);
    form.submit();
  } catch {
    fault.hidden = false;
    button.disabled = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    form.closest("[data-passkeys]").hidden = true;
    continue;
  }
  form.querySelector("button[type=submit]").classList.remove("needs-script");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}
