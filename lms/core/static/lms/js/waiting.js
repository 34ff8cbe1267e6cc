// What is being made elsewhere: looks again every few seconds and puts in what is new, until nothing waits any more.
// Without JavaScript the button "See how far it is" asks for the page again.
const SECONDS = 4;

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const place of document.querySelectorAll("[data-waiting]")) {
    const fresh = page.getElementById(place.id);
    if (!fresh || fresh.innerHTML === place.innerHTML) continue;
    const wasIn = place.contains(document.activeElement);
    place.replaceChildren(...fresh.childNodes);
    if (wasIn) place.querySelector("a, button")?.focus();
    place.toggleAttribute("data-waiting", fresh.hasAttribute("data-waiting"));
  }
}

function again() {
  if (document.querySelector("[data-waiting]")) setTimeout(() => look().catch(() => {}).finally(again), SECONDS * 1000);
}

again();
