// While a page of a course is visible and in use, it says so to the server every few seconds. Nothing is measured here:
// what that is worth, the server knows by its own clock. Without this module it estimates from page to page.
const form = document.querySelector("form[data-study-time]");
const SECOND = 1000;

// What counts as using the page; a film or recording that plays does, too.
const SIGNS = ["pointerdown", "pointermove", "wheel", "scroll", "keydown", "input", "touchstart"];

function plays() {
  return [...document.querySelectorAll("video, audio")].some((media) => !media.paused && !media.ended);
}

function study({ every, idle, renew }) {
  let usedAt = Date.now();
  let toldAt = 0;
  let askedAt = Date.now();
  let running = false;
  let waiting = false;
  let over = false;

  const inUse = () => document.visibilityState === "visible" && (plays() || Date.now() - usedAt < idle);

  async function tell(kind) {
    if (over) return;
    const body = new URLSearchParams(new FormData(form));
    if (kind) body.set(kind, "1");
    toldAt = Date.now();
    waiting = true;
    try {
      // Let it arrive though the page is being left; somebody who was signed out is not to fetch the sign-in page.
      const answer = await fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" });
      if (answer.ok) form.elements.ticket.value = (await answer.json()).ticket;
      else if (answer.status < 500) over = true; // signed out, or no longer theirs to study
    } catch {
      // No network: the next beat tries again with the same ticket.
    } finally {
      waiting = false;
    }
  }

  function begin() {
    running = true;
    tell("begins");
  }

  function look() {
    if (!inUse()) running = false;
    else if (!running) begin();
  }

  async function beat() {
    look();
    if (!running || waiting || Date.now() - toldAt < every) return;
    // A device that slept comes back later than any timer: what lies between was no studying.
    if (Date.now() - toldAt > 3 * every) return void begin();
    await tell();
    if (Date.now() - askedAt < renew) return;
    askedAt = Date.now();
    await tell("renew");
  }

  function leave() {
    if (running && !waiting) tell();
    running = false;
  }

  function use() {
    usedAt = Date.now();
    if (!running) look();
  }

  for (const sign of SIGNS) window.addEventListener(sign, use, { capture: true, passive: true });
  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? use() : leave()));
  window.addEventListener("pagehide", leave);
  window.setInterval(beat, Math.min(every, SECOND));
  look();
}

if (form) {
  const { every, idle, renew } = form.dataset;
  study({ every: every * SECOND, idle: idle * SECOND, renew: renew * SECOND });
}
