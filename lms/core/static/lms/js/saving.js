// While somebody answers, each change is saved by itself a moment later, and the page says when. Without a connection
// it tries again until it is there; after a sign-out, or when another window answered too, the form's own buttons lead
// on. Nothing is kept in the browser: it may be a shared one.
const PAUSE = 1000; // after the last key
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const PATIENCE = 20000; // for one answer of the server
const OUTLIVES = 60000; // letters that a browser still sends for a page it has left
// States in which only a person can help: nothing more is sent until they press a button.
const ENDS = ["signed-out", "stopped"];
const SEEN = "_seen-"; // and the key of a question: which saving of its answer the page shows

function save(form, place) {
  const words = place.querySelector("[data-save-words]");
  const signIn = place.querySelector("[data-save-sign-in]");
  const [page] = form.elements._page.value.split(":");
  const changed = new Set(); // keys of questions that are to be sent
  const lacking = new Set(); // and of those that were sent and not taken: not complete, or answered elsewhere
  let sent = 0; // how often this page sent something: what comes late is known by it
  let wait = FIRST_WAIT;
  let timer = 0;
  let sending = false;
  let leaving = false;
  let pressed = false; // a button that waits for a connection
  let button = null;
  let lacked = null; // what was said of what is lacking

  const state = () => place.dataset.saveState;
  const isOver = () => ENDS.includes(state());

  function show(next, sentence) {
    place.dataset.saveState = next;
    const told = sentence || place.dataset[next.replace(/-(.)/, (_, letter) => letter.toUpperCase())] || "";
    if (words.textContent !== told) words.textContent = told;
    signIn.hidden = next !== "signed-out";
  }

  function later(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(send, milliseconds);
  }

  function number() {
    sent += 1;
    form.elements._page.value = `${page}:${sent}`;
  }

  const keys = () => [...form.elements].map((field) => field.name).filter((name) => name.startsWith(SEEN));
  const isOf = (name, key) => name === SEEN + key || name.startsWith(`question-${key}`);

  // What the form holds, without the questions that nothing was changed in.
  function body() {
    const data = new FormData(form);
    for (const key of keys().map((name) => name.slice(SEEN.length))) {
      if (changed.has(key)) continue;
      for (const name of [...data.keys()]) if (isOf(name, key)) data.delete(name);
    }
    return new URLSearchParams(data).toString();
  }

  function again(those) {
    those.forEach((key) => changed.add(key));
    pressed = false;
    show("waiting");
    later(wait);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }

  async function take(answer, those) {
    const told = await answer.json();
    const seen = told.seen || {};
    wait = FIRST_WAIT;
    for (const key of those) lacking[SEEN + key in seen ? "delete" : "add"](key);
    for (const [name, revision] of Object.entries(seen)) form.elements[name].value = revision;
    // One question is saved while another one is not: the page goes on saying what it lacks.
    const hides = told.state === "saved" && lacking.size && lacked;
    const [next, said] = hides ? lacked : [told.state, told.words];
    if (told.state !== "saved") lacked = [told.state, told.words];
    if (!changed.size || ENDS.includes(told.state)) show(next, said);
    if (pressed) form.requestSubmit(button);
  }

  async function send() {
    if (sending || leaving || !changed.size || isOver()) return;
    number();
    const what = body();
    const those = [...changed];
    changed.clear();
    sending = true;
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST",
        body: what,
        headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
        redirect: "error",
        keepalive: what.length < OUTLIVES, // it arrives though the page is being left
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.headers.get("Content-Type")?.startsWith("application/json")) await take(answer, those);
      else if (answer.status >= 500 || answer.status === 429) again(those);
      else show("stopped");
    } catch {
      if (!leaving) again(those);
    } finally {
      sending = false;
      if (changed.size && state() !== "waiting") later(PAUSE);
    }
  }

  function change(field, milliseconds) {
    const key = keys().map((name) => name.slice(SEEN.length)).find((one) => isOf(field.name, one));
    if (!key) return;
    changed.add(key);
    if (isOver()) return;
    if (state() !== "waiting") show("saving");
    later(milliseconds);
  }

  function submit(event) {
    // Without a connection the browser would put its own page in the place of this one, and of what was typed.
    if (state() === "waiting" && !pressed) {
      event.preventDefault();
      pressed = true;
      button = event.submitter;
      later(0);
      return;
    }
    number();
    leaving = true;
    clearTimeout(timer);
  }

  function stay() {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "stay", value: "yes" });
    form.append(field);
    form.requestSubmit();
  }

  const isTyped = (field) => field.matches("textarea, input[type=text], input:not([type])");
  form.addEventListener("input", (event) => change(event.target, isTyped(event.target) ? PAUSE : 0));
  form.addEventListener("submit", submit);
  signIn.addEventListener("click", stay);
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (changed.size || lacking.size || sending)) event.preventDefault();
  });
  // Back from the browser's memory, after going on: what is shown there may be older than what is saved.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}

for (const form of document.querySelectorAll("form[data-saves]")) save(form, form.querySelector("[data-save-state]"));
