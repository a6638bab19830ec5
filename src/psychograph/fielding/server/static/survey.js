// Makes respondents' pages handier. Every one of them works without it: what it adds, it adds to what is there.
"use strict";
(() => {
  const all = (where, what) => [...where.querySelectorAll(what)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const seen = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  };
  const show = (element, block) =>
    element.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
  const say = (where, text) => {
    if (where) where.textContent = text;
  };

  // Where something is wrong, reading begins there, also where a browser does not know autofocus on it.
  const summary = document.getElementById("summary");
  // A browser that does has done so before the first frame after loading is drawn: one frame later, however slow.
  const look = () => document.activeElement === document.body && summary.focus();
  if (summary) addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(look)));

  // What was chosen or typed and is not sent yet outlives a reload, a look at another page, a change of language
  // and a connection that breaks while it is sent. It stays in this tab, for one screen, and is gone as soon as
  // the page after it is there.
  const KEPT = "not-sent";
  const form = document.querySelector(".question form[data-once]");
  const store = (work) => {
    try { return work(sessionStorage); } catch { return null; }
  };
  const kept = store((room) => JSON.parse(room.getItem(KEPT)));
  const here = Boolean(form && kept && kept.path === location.pathname);
  if (kept && kept.sent && !here && document.body.matches(".question, .end, .done"))
    store((room) => room.removeItem(KEPT));
  if (form) {
    const fields = [...form.elements].filter((one) => one.name && one.matches("input:not([type=hidden]), select, textarea"));
    const ticked = (one) => one.type === "radio" || one.type === "checkbox";
    if (here && !summary) {
      for (const one of fields) {
        const values = kept.values.filter(([name]) => name === one.name).map(([, value]) => value);
        if (ticked(one)) one.checked = values.includes(one.value);
        else one.value = values[0] || "";
      }
    }
    const keep = (sent) => store((room) => {
      const values = fields.filter((one) => !ticked(one) || one.checked).map((one) => [one.name, one.value]);
      room.setItem(KEPT, JSON.stringify({ path: location.pathname, values, sent }));
    });
    for (const what of ["input", "change"]) form.addEventListener(what, () => setTimeout(keep, 0, false));
    form.addEventListener("click", (event) => event.target.type === "button" && setTimeout(keep, 0, false));
    form.addEventListener("submit", () => keep(true));
  }

  // A battery: after a tap, the next statement without an answer comes into view. Arrows of a keyboard move
  // nothing, since they choose on their way; nor does an answer that is changed.
  for (const battery of all(document, "[data-battery]")) {
    const cards = all(battery, ".card");
    const done = (card) => card.querySelector("input:checked") !== null;
    let before = new Set(cards.filter(done));
    battery.addEventListener("click", (event) => {
      if (!event.target.matches("input[type=radio]")) return;
      const card = event.target.closest(".card");
      const first = !before.has(card);
      before = new Set(cards.filter(done));
      if (!first || pointed === 0 || performance.now() - pointed > 1000) return;
      pointed = 0;
      const next = cards.slice(cards.indexOf(card) + 1).find((one) => !done(one));
      const to = next || (cards.every(done) ? document.querySelector(".turn .main") : null);
      if (to && !seen(to)) show(to, next ? "center" : "end");
    });
  }
  let pointed = 0;
  addEventListener("pointerup", () => { pointed = performance.now(); }, true);
  addEventListener("keydown", () => { pointed = 0; }, true);

  // Answers of radio buttons can be taken back where they may be left open. The place of the button is kept, so
  // that nothing moves under a thumb.
  for (const clear of all(document, "[data-clear]")) {
    const radios = all(clear.form, "input[type=radio]");
    const look = () => clear.classList.toggle("unseen", !radios.some((one) => one.checked));
    clear.addEventListener("click", () => {
      for (const one of radios) one.checked = false;
      look();
      radios[0].focus();
    });
    clear.form.addEventListener("change", look);
    clear.hidden = false;
    look();
  }

  // "None of these" and the like stand alone.
  for (const group of all(document, "[data-several]")) {
    const status = group.querySelector("[role=status]");
    group.addEventListener("change", (event) => {
      if (event.target.type !== "checkbox" || !event.target.checked) return;
      const alone = "alone" in event.target.dataset;
      const others = all(group, "input:checked").filter(
        (one) => one !== event.target && (alone || "alone" in one.dataset));
      for (const one of others) one.checked = false;
      if (others.length) say(status, alone ? status.dataset.alone : status.dataset.others);
    });
  }

  // A ranking: tap in order. The fields of places stay, unseen, and are what is sent.
  for (const ranking of all(document, "[data-ranking]")) {
    const list = ranking.querySelector(".ranked");
    const status = ranking.querySelector("[role=status]");
    const how = ranking.querySelector("[data-tap]");
    const most = Number(ranking.dataset.places);
    const rows = all(list, "li").map((row) => {
      const field = row.querySelector("select");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tap";
      button.append(row.querySelector(".said"));
      const described = field.getAttribute("aria-describedby");
      if (described) button.setAttribute("aria-describedby", described);
      button.id = field.id;
      field.removeAttribute("id");
      row.querySelector("label").remove();
      field.hidden = true;
      row.prepend(button);
      return { field, button, label: button.textContent };
    });
    list.classList.add("tapped");
    how.textContent = how.dataset.tap;
    const place = (row) => Number(row.field.value) || 0;
    let order = rows.filter(place).sort((one, other) => place(one) - place(other)).slice(0, most);
    const look = () => {
      for (const row of rows) {
        const at = order.indexOf(row) + 1;
        row.field.value = at ? String(at) : "";
        row.button.dataset.place = at ? String(at) : "";
        row.button.setAttribute("aria-pressed", String(at > 0));
        row.button.setAttribute("aria-label", at ? told("given", row, at) : row.label);
      }
    };
    const told = (key, row, at) =>
      ranking.dataset[key].replace("{label}", () => row.label).replace("{n}", String(at));
    for (const row of rows) {
      row.button.addEventListener("click", () => {
        if (order.includes(row)) {
          order = order.filter((one) => one !== row);
          say(status, told("taken", row, 0));
        } else if (order.length < most) {
          order.push(row);
          say(status, told("given", row, order.length));
        } else say(status, ranking.dataset.full);
        look();
      });
    }
    look();
  }

  // How many characters are left; said aloud when typing rests.
  for (const field of all(document, "[data-most]")) {
    const note = document.getElementById(`${field.name}-left`);
    const status = note.nextElementSibling;
    let rest = 0;
    const look = () => {
      const left = Number(field.dataset.most) - [...field.value.replace(/\r\n/g, "\n")].length;
      const text = (left < 0 ? note.dataset.over : note.dataset.left).replace("{n}", String(Math.abs(left)));
      note.textContent = text;
      note.classList.toggle("over", left < 0);
      note.hidden = false;
      return text;
    };
    field.addEventListener("input", () => {
      const text = look();
      clearTimeout(rest);
      rest = setTimeout(() => say(status, text), 1500);
    });
    look();
  }

  // One press sends once. Without a connection nothing is sent, and nothing that was typed is lost.
  for (const form of all(document, "form[data-once]")) {
    const offline = form.querySelector(".offline");
    form.addEventListener("submit", (event) => {
      if (offline) offline.hidden = true;
      if (offline && navigator.onLine === false) {
        event.preventDefault();
        offline.hidden = false;
      } else if (form.classList.contains("busy")) event.preventDefault();
      else {
        form.classList.add("busy");
        setTimeout(() => form.classList.remove("busy"), 8000);
      }
    });
    addEventListener("pageshow", (event) => {
      form.classList.remove("busy");
      // A page that the browser kept has a form that was sent: asked anew, each answer counts as a new one.
      if (event.persisted) location.reload();
    });
  }

  // A person touches, scrolls or types; scanners that follow links in mail seldom do. Said once.
  if (document.body.matches(".landing") && location.pathname.startsWith("/s/")) {
    const touch = ["pointerdown", "keydown", "scroll", "touchstart"];
    const said = (event) => {
      if (!event.isTrusted) return;
      for (const kind of touch) removeEventListener(kind, said);
      fetch(`${location.pathname}/seen`, { method: "POST", keepalive: true }).catch(() => {});
    };
    for (const kind of touch) addEventListener(kind, said, { passive: true });
  }

  // Copy the link to go on with.
  for (const button of all(document, "[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).href);
        say(button.nextElementSibling, button.dataset.copied);
      } catch { /* the link stands there to be copied by hand */ }
    });
  }
})();
