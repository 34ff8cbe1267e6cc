// Tells the server how far somebody has read: the last heading they came to, and the end. And warns before text that
// was typed but not saved is left behind. Without this script the page does the same by its buttons.
const WAIT = 15000; // milliseconds between two messages about headings

const form = document.querySelector("[data-reading]");

function tell(fields) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  data.set("script", "yes");
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return fetch(form.action, { method: "POST", body: data, credentials: "same-origin", keepalive: true }).catch(() => null);
}

function followHeadings() {
  const headings = [...document.querySelectorAll("article [id^=part-]")];
  let told = "";
  let timer = 0;
  let moved = false;
  const reached = () => headings.filter((one) => one.getBoundingClientRect().top < window.innerHeight * 0.7).at(-1)?.id;
  const send = () => {
    window.clearTimeout(timer);
    timer = 0;
    const last = reached() ?? "";
    // Whoever only opened the page has not moved: their place of last time stands.
    if (moved && last && last !== told) {
      told = last;
      tell({ anchor: last });
    }
  };
  window.addEventListener("scroll", () => {
    moved = true;
    if (!timer) timer = window.setTimeout(send, WAIT);
  }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });
  window.addEventListener("pagehide", send);
}

function followEnd() {
  if (form.hasAttribute("data-end-seen")) return;
  const watch = new IntersectionObserver(async (seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    const answer = await tell({ end: "yes" });
    if (answer?.ok) markEnd();
  });
  watch.observe(form);
}

function markEnd() {
  for (const button of form.querySelectorAll("button")) button.hidden = true;
  for (const point of document.querySelectorAll('[data-open-point="end"]')) point.hidden = true;
  for (const list of document.querySelectorAll("[data-open-points]")) {
    if (!list.querySelector("[data-open-point]:not([hidden])")) list.hidden = true;
  }
}

if (form) {
  followHeadings();
  followEnd();
}

const sheets = [...document.querySelectorAll("form[data-sheet]")];
const changed = new Set();
let leaving = null;

for (const sheet of sheets) {
  sheet.addEventListener("input", (event) => {
    if (event.target.matches("textarea, input[type=text], input[type=number]")) changed.add(sheet);
  });
  sheet.addEventListener("submit", () => { leaving = sheet; });
}

// Who presses "Leave this site" is never held back by a question.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-safe-exit]")) changed.clear();
}, true);

window.addEventListener("beforeunload", (event) => {
  const lost = [...changed].some((sheet) => sheet !== leaving);
  leaving = null;
  if (lost) event.preventDefault();
});
