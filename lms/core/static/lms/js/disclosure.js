// Menus close by Escape or by a click elsewhere; what is folded on a phone lies open on a wide screen.
const menus = document.querySelectorAll("details[data-menu]");

document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (!menu.open) continue;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

const wide = window.matchMedia("(min-width: 60em)");

function unfold() {
  for (const part of document.querySelectorAll("details[data-wide-open]")) part.open = wide.matches;
}

wide.addEventListener("change", unfold);
unfold();
