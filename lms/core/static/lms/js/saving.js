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

function save(form, place) {
  const words = place.querySelector("[data-save-words]");
  const signIn = place.querySelector("[data-save-sign-in]");
  let changes = 0; // made on this page
  let arrived = 0; // of them, the last that the server has
  let wait = FIRST_WAIT;
  let timer = 0;
  let sending = false;
  let leaving = false;

  function show(state, sentence) {
    place.dataset.saveState = state;
    const told = sentence || place.dataset[state.replace(/-(.)/, (_, letter) => letter.toUpperCase())] || "";
    if (words.textContent !== told) words.textContent = told;
    signIn.hidden = state !== "signed-out";
  }

  function later(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(send, milliseconds);
  }

  function again() {
    show("waiting");
    later(wait);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }

  async function take(answer, sent) {
    const told = await answer.json();
    arrived = sent;
    wait = FIRST_WAIT;
    for (const [name, revision] of Object.entries(told.seen || {})) form.elements[name].value = revision;
    if (arrived === changes || ENDS.includes(told.state)) show(told.state, told.words);
  }

  async function send() {
    if (sending || leaving || arrived === changes || ENDS.includes(place.dataset.saveState)) return;
    const sent = changes;
    const body = new URLSearchParams(new FormData(form)).toString();
    sending = true;
    if (place.dataset.saveState !== "waiting") show("saving");
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
        redirect: "error",
        keepalive: body.length < OUTLIVES, // it arrives though the page is being left
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.headers.get("Content-Type")?.startsWith("application/json")) await take(answer, sent);
      else if (answer.status >= 500 || answer.status === 429) again();
      else show("stopped");
    } catch {
      if (!leaving) again();
    } finally {
      sending = false;
      if (arrived !== changes && place.dataset.saveState !== "waiting") later(PAUSE);
    }
  }

  function change(milliseconds) {
    changes += 1;
    if (!ENDS.includes(place.dataset.saveState)) later(milliseconds);
  }

  const isTyped = (field) => field.matches("textarea, input[type=text], input:not([type])");
  form.addEventListener("input", (event) => change(isTyped(event.target) ? PAUSE : 0));
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && arrived !== changes) event.preventDefault();
  });
  // Back from the browser's memory, after going on: what is shown there may be older than what is saved.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}

for (const form of document.querySelectorAll("form[data-saves]")) save(form, form.querySelector("[data-save-state]"));
