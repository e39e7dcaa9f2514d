// Suggestions under a search field: a combobox with a list (ARIA 1.2). The form works without it.

const WAIT = 120;

export function attach(form) {
  const field = form.elements.q;
  const list = document.createElement("ul");
  const status = document.createElement("span");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  list.hidden = true;
  status.className = "sr-only";
  status.setAttribute("role", "status");
  form.append(list, status);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  // Where results follow what is typed, suggestions leave them in view.
  const most = form.hasAttribute("hx-get") ? 5 : 8;
  let found = [];
  let active = -1;
  let typed = "";
  let timer = 0;
  let request = null;

  function close() {
    window.clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(number) {
    active = number;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === number)));
    const option = list.children[number];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function show(suggestions) {
    found = suggestions;
    list.replaceChildren(
      ...found.map((suggestion, number) => {
        const option = document.createElement("li");
        const text = document.createElement("span");
        const kind = document.createElement("small");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        text.lang = suggestion.lang;
        text.textContent = suggestion.text;
        kind.textContent = suggestion.label;
        option.append(text, " ", kind);
        return option;
      }),
    );
    choose(-1);
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = found.length ? form.dataset.count.replace("{n}", found.length) : "";
  }

  async function ask() {
    request?.abort();
    request = new AbortController();
    try {
      const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: request.signal });
      if (answer.ok && document.activeElement === field) show((await answer.json()).slice(0, most));
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function take(suggestion) {
    close();
    if (suggestion.url) {
      window.location.assign(suggestion.url);
      return;
    }
    typed = field.value = suggestion.query;
    form.requestSubmit();
  }

  function follow() {
    typed = field.value.trim();
    window.clearTimeout(timer);
    if (typed) timer = window.setTimeout(ask, WAIT);
    else close();
  }

  field.addEventListener("input", follow);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing && event.key !== "ArrowDown") return;
    const last = found.length - 1;
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && active >= 0) take(found[active]);
    else if (event.key === "ArrowDown" && list.hidden && field.value.trim()) {
      typed = field.value.trim();
      ask();
    } else if (event.key === "ArrowDown" && !list.hidden) choose(active === last ? -1 : active + 1);
    else if (event.key === "ArrowUp" && !list.hidden) choose(active < 0 ? last : active - 1);
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", close);
  field.addEventListener("blur", close);
  // A press must not take the focus from the field before the click has come.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(found[[...list.children].indexOf(option)]);
  });
  // What was typed before this script had come.
  if (field.value !== field.defaultValue) follow();
}
