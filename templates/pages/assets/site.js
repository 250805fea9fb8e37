// Theme, search, tabs and copy buttons. Without this script all of a page is shown at once.
"use strict";

const store = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* private mode */ } },
};

// What the address says is a convenience: some browsers refuse it to pages from the disk.
const address = (text) => { try { history.replaceState(null, "", text); } catch { /* refused */ } };

// --- light and dark
const root = document.documentElement;
const wanted = store.get("postgen-theme");
if (wanted === "light" || wanted === "dark") root.dataset.theme = wanted;
const themeButton = document.querySelector("[data-theme-button]");
themeButton.hidden = false;
themeButton.addEventListener("click", () => {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.theme = (root.dataset.theme || system) === "dark" ? "light" : "dark";
  store.set("postgen-theme", root.dataset.theme);
});

// --- search
const search = document.querySelector("[data-search]");
if (search) {
  search.hidden = false;
  const input = search.querySelector("input");
  const found = document.getElementById("found");
  const nothing = document.querySelector("[data-nothing]");
  const sections = [...document.querySelectorAll("[data-section]")].map((section) => ({
    section,
    items: [...section.querySelectorAll("[data-words]")],
    link: document.querySelector(`.folders a[href="#${CSS.escape(section.id)}"]`),
  }));
  const filter = () => {
    const terms = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { section, items, link } of sections) {
      let here = 0;
      for (const item of items) {
        item.hidden = !terms.every((term) => item.dataset.words.includes(term));
        if (!item.hidden) here += 1;
      }
      section.hidden = here === 0;
      if (link) link.parentElement.hidden = here === 0;
      count += here;
    }
    nothing.hidden = count > 0;
    found.textContent = terms.length ? `${count} ${count === 1 ? "item matches" : "items match"}` : "";
    address(terms.length ? `#?${encodeURIComponent(input.value)}` : location.pathname);
  };
  input.addEventListener("input", filter);
  document.querySelector("[data-clear]").addEventListener("click", () => {
    input.value = "";
    filter();
    input.focus();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "Escape" && event.target === input && input.value) {
      event.preventDefault();
      input.value = "";
      filter();
    } else if (event.key === "ArrowDown" && event.target === input) {
      event.preventDefault();
      document.querySelector("[data-section]:not([hidden]) li:not([hidden]) a")?.focus();
    }
  });
  // Coming back to the list finds it as it was left.
  if (location.hash.startsWith("#?")) {
    try { input.value = decodeURIComponent(location.hash.slice(2)); } catch { /* not ours */ }
    filter();
  }
}

// --- tabs
for (const block of document.querySelectorAll("[data-tabs]")) {
  const list = block.querySelector("[role=tablist]");
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const panels = tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls")));
  const select = (chosen, { focus = false, keep = false } = {}) => {
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    });
    list.scrollLeft = Math.max(0, tabs[chosen].offsetLeft - list.offsetLeft - 40);
    if (focus) tabs[chosen].focus();
    if (keep) {
      store.set("postgen-language", panels[chosen].id);
      address(`#code=${panels[chosen].id}`);
    }
  };
  panels.forEach((panel, index) => {
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tabs[index].id);
  });
  const indexOf = (name) => panels.findIndex((panel) => panel.id === name);
  block.classList.add("ready");
  list.hidden = false;
  const asked = () => indexOf(location.hash.replace(/^#code=/, ""));
  select([asked(), indexOf(store.get("postgen-language"))].find((index) => index >= 0) ?? 0);
  list.addEventListener("click", (event) => {
    const index = tabs.indexOf(event.target);
    if (index >= 0) select(index, { keep: true });
  });
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select((to + tabs.length) % tabs.length, { focus: true, keep: true });
  });
  addEventListener("hashchange", () => {
    if (asked() >= 0) select(asked());
  });
}

// --- copy
const said = document.querySelector("[data-said]");
let clearing = 0;
const say = (text) => {
  said.textContent = text;
  clearTimeout(clearing);
  clearing = setTimeout(() => { said.textContent = ""; }, 1800);
};
const copyBySelection = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return document.execCommand("copy");
};
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const element = document.getElementById(button.dataset.copy);
    let done = true;
    try { await navigator.clipboard.writeText(element.textContent); } catch { done = copyBySelection(element); }
    say(done ? "Copied" : "Selected; copy it with the keyboard");
    button.classList.toggle("done", done);
    setTimeout(() => button.classList.remove("done"), 1800);
  });
}
