// Leads through the form: which pages and questions are shown, what is wrong, which language is spoken.

const told = JSON.parse(document.getElementById("told").textContent);
const form = document.getElementById("form");
const pages = [...form.querySelectorAll(".page")];
const end = form.querySelector(".end");
const last = pages.length;
let shown = [];
let now = 0;
let whole = false;
let refused = false;

const find = (name) => form.elements.namedItem(name);
const box = (rule) => document.getElementById(`q-${rule.at}`);
const checked = (name) => form.querySelector(`input[name="${name}"]:checked`);

// What is answered, as conditions see it; undefined for nothing.
function answer(rule) {
  const name = `q${rule.at}`;
  switch (rule.kind) {
    case "rating": case "single": case "consent":
      return checked(name)?.value;
    case "multiple":
      return several([...form.querySelectorAll(`input[name="${name}"]:checked`)].map((one) => one.value));
    case "ranking":
      return several(rule.codes.filter((code, at) => find(`${name}_${at}`).value));
    case "notice": case "battery":
      return undefined;
    case "number":  // as tools keep it, whether typed with a comma or a point
      return find(name).value.trim().replace(",", ".") || undefined;
    default:
      return find(name).value || undefined;
  }
}

const several = (codes) => (codes.length ? new Set(codes) : undefined);

// Look at everything in order: a question that is not shown was not answered.
function look() {
  const answers = new Map();
  shown = told.pages.map((page, at) => {
    const open = holds(page.when, answers);
    const visible = page.questions.filter((rule) => {
      const asked = open && holds(rule.when, answers);
      box(rule).hidden = !asked;
      if (!asked) return false;
      if (rule.kind === "battery") {
        rule.rows.forEach((row, place) => note(answers, row, checked(`q${rule.at}_${place}`)?.value));
      } else {
        note(answers, rule.name, answer(rule));
      }
      return true;
    });
    return open && (visible.length > 0 || pages[at].dataset.says === "yes") ? visible : null;
  });
}

function note(answers, name, given) {
  if (given !== undefined && !answers.has(name)) answers.set(name, given);
}

function show() {
  look();
  pages.forEach((page, at) => { page.hidden = !(shown[at] && (whole || at === now)); });
  end.hidden = !(whole || now === last);
  form.querySelector(".thanks").hidden = refused;
  form.querySelector(".refused").hidden = !refused;
  const open = shown.map((one, at) => (one ? at : -1)).filter((at) => at >= 0);
  const place = now === last ? open.length : open.indexOf(now) + 1;
  const says = told.pageOf[form.lang] ?? told.pageOf[told.own];
  form.querySelector(".step").textContent = whole || now === last
    ? "" : says.replace("{n}", place).replace("{total}", open.length);
  form.querySelector(".bar span").style.inlineSize = `${(100 * place) / Math.max(open.length, 1)}%`;
  form.querySelector(".turn").hidden = whole;
  form.querySelector(".back").hidden = open.length === 0 || (now !== last && open.indexOf(now) <= 0);
  form.querySelector(".next").hidden = now === last;
  const finish = now === open[open.length - 1];
  form.querySelector(".next .go").hidden = finish;
  form.querySelector(".next .send").hidden = !finish;
  form.querySelector(".again").hidden = now !== last;
  document.querySelectorAll(".listed").forEach((one) => {
    one.classList.toggle("here", !whole && Number(one.dataset.page) === now);
  });
}

// What is wrong with an answer: the name of a message, or nothing.
function wrong(rule) {
  const name = `q${rule.at}`;
  const given = answer(rule);
  if (rule.kind === "battery") {
    return rule.required && rule.rows.some((_, at) => !checked(`${name}_${at}`)) ? "wrong-rows" : "";
  }
  if (rule.kind === "day" && find(name).validity.badInput) return "wrong-day";
  if (given === undefined) {
    return rule.required && rule.kind !== "notice" && rule.kind !== "consent" ? "wrong-missing" : "";
  }
  switch (rule.kind) {
    case "multiple": {
      const alone = rule.alone.some((code) => given.has(code));
      if (alone) return given.size > 1 ? "wrong-alone" : "";
      return (rule.least !== null && given.size < rule.least) || (rule.most !== null && given.size > rule.most)
        ? "wrong-count" : "";
    }
    case "ranking": {
      const places = rule.codes.map((_, at) => Number(find(`${name}_${at}`).value)).filter(Boolean);
      places.sort((one, other) => one - other);
      const sound = places.every((place, at) => place === at + 1);
      return sound && (!rule.required || places.length === Math.min(rule.most, rule.codes.length))
        ? "" : "wrong-rank";
    }
    case "number": {
      const value = figure(given);
      const sound = value !== null && Number.isFinite(value) && (!rule.whole || Number.isInteger(value))
        && (rule.low === null || value >= rule.low) && (rule.high === null || value <= rule.high);
      return sound ? "" : "wrong-number";
    }
    case "text":
      return rule.most !== null && [...given].length > rule.most ? "wrong-long" : "";
    case "day":
      return (rule.low && given < rule.low) || (rule.high && given > rule.high) ? "wrong-day" : "";
    default:
      return "";
  }
}

function mark(rule) {
  const found = wrong(rule);
  const place = box(rule);
  place.classList.toggle("bad", Boolean(found));
  place.querySelectorAll(".wrong span").forEach((one) => { one.hidden = one.dataset.why !== found; });
  place.querySelectorAll("input, select, textarea").forEach((one) => {
    if (found) one.setAttribute("aria-invalid", "true");
    else one.removeAttribute("aria-invalid");
  });
  return !found;
}

function go(to) {
  now = to;
  show();
  const head = now === last ? end : pages[now];
  const title = head.querySelector(".start") ?? head;
  form.querySelector(".some").hidden = true;
  form.closest(".glass").scrollTop = 0;
  title.focus({ preventScroll: true });
}

// Bring a part of the form into sight: inside the phone where there is one, without moving the page.
function reach(place) {
  const glass = form.closest(".glass");
  if (glass.scrollHeight > glass.clientHeight + 1) {
    glass.scrollTop += place.getBoundingClientRect().top - glass.getBoundingClientRect().top - 24;
  } else {
    place.scrollIntoView({ block: "start" });
  }
}

function next() {
  look();
  const rules = shown[now] ?? [];
  const bad = rules.filter((rule) => !mark(rule));
  form.querySelector(".some").hidden = bad.length === 0;
  if (bad.length) {
    const first = box(bad[0]);
    const empty = [...first.querySelectorAll(".row")].find((row) => !row.querySelector("input:checked"));
    (empty ?? first).querySelector("input, select, textarea")?.focus({ preventScroll: true });
    reach(empty ?? first);
    return;
  }
  refused = rules.some((rule) => rule.kind === "consent" && answer(rule) === undefined);
  const after = shown.findIndex((one, at) => at > now && one);
  go(refused || after < 0 ? last : after);
}

function back() {
  refused = false;
  look();
  const open = shown.map((one, at) => (one ? at : -1)).filter((at) => at >= 0 && at < now);
  if (now === last && refusedAt() >= 0) go(refusedAt());
  else if (open.length) go(open[open.length - 1]);
}

// The page on which agreement is missing, after which nothing is asked.
function refusedAt() {
  return shown.findIndex((rules) => rules?.some((rule) => rule.kind === "consent" && answer(rule) === undefined));
}

function speak(language) {
  const texts = told.texts[language] ?? {};
  form.lang = language;
  form.dir = told.directions[language];
  form.querySelectorAll("[data-t]").forEach((one) => {
    one.dataset.own ??= one.textContent;
    const said = texts[one.dataset.t];
    one.textContent = said ?? one.dataset.own;
    const other = said === undefined && language !== told.own && one.textContent !== "";
    if (other) {
      one.lang = told.own;
      one.dir = told.directions[told.own];
    } else {
      one.removeAttribute("lang");
      one.removeAttribute("dir");
    }
  });
  show();
}

document.documentElement.classList.add("led");
form.addEventListener("submit", (event) => { event.preventDefault(); next(); });
form.querySelector(".back").addEventListener("click", back);
form.querySelector(".again").addEventListener("click", () => {
  form.reset();
  refused = false;
  told.pages.forEach((page) => page.questions.forEach((rule) => box(rule).classList.remove("bad")));
  form.querySelectorAll(".wrong span").forEach((one) => { one.hidden = true; });
  look();
  go(shown.findIndex(Boolean) < 0 ? last : shown.findIndex(Boolean));
});
// Not "change": that waits until a field is left, and what it moves would then slip from under the pointer.
form.addEventListener("input", (event) => {
  const place = event.target.closest(".q");
  show();
  if (!place?.classList.contains("bad")) return;
  const rule = told.pages.flatMap((page) => page.questions).find((one) => `q-${one.at}` === place.id);
  mark(rule);
  form.querySelector(".some").hidden = form.querySelector(".q.bad:not([hidden])") === null;
});
document.getElementById("language")?.addEventListener("change", (event) => speak(event.target.value));
document.getElementById("whole").addEventListener("change", (event) => {
  whole = event.target.checked;
  if (whole && now === last) now = 0;
  show();
});
document.querySelectorAll('input[name="width"]').forEach((one) => {
  one.addEventListener("change", () => document.body.classList.toggle("wide", one.value === "wide"));
});
document.querySelectorAll("a[data-q]").forEach((link) => {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const place = document.getElementById(`q-${link.dataset.q}`);
    refused = false;
    const page = pages.findIndex((one) => one.contains(place));
    go(page);
    // A page that skip logic leaves out is shown all the same to whoever asks for it.
    pages[page].hidden = false;
    place.hidden = false;
    place.focus({ preventScroll: true });
    reach(place);
  });
});
look();
now = Math.max(shown.findIndex(Boolean), 0);
show();
