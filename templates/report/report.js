"use strict";
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const changes = all("[data-change]");
  const filters = all("[data-filter]");
  const search = one("[data-search]");
  const expand = one("[data-expand]");
  const shown = () => changes.filter((change) => !change.hidden);

  const update = () => {
    const wanted = new Set(filters.filter((filter) => filter.getAttribute("aria-pressed") === "true").map((filter) => filter.dataset.filter));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const change of changes) {
      const said = change.dataset.words;
      change.hidden = !wanted.has(change.dataset.severity) || !words.every((word) => said.includes(word));
    }
    for (const group of all("[data-group]")) {
      group.hidden = !group.querySelector("[data-change]:not([hidden])");
    }
    const count = shown().length;
    one("[data-nothing]").hidden = count > 0 || changes.length === 0;
    one("[data-found]").textContent = count === changes.length ? "" : `${count} of ${changes.length} shown`;
    label();
  };
  const label = () => {
    const open = shown().length > 0 && shown().every((change) => change.open);
    expand.textContent = open ? "Collapse all" : "Expand all";
    expand.setAttribute("aria-expanded", String(open));
  };

  for (const filter of filters) {
    filter.addEventListener("click", () => {
      filter.setAttribute("aria-pressed", String(filter.getAttribute("aria-pressed") !== "true"));
      update();
    });
  }
  search.addEventListener("input", update);
  expand.addEventListener("click", () => {
    const open = expand.getAttribute("aria-expanded") !== "true";
    for (const change of shown()) change.open = open;
    label();
  });
  for (const change of changes) change.addEventListener("toggle", label);
  one("[data-reset]").addEventListener("click", () => {
    for (const filter of filters) filter.setAttribute("aria-pressed", "true");
    search.value = "";
    update();
    search.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
    }
  });

  const theme = one("[data-theme-button]");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  one("[data-tools]").hidden = changes.length === 0;
})();
