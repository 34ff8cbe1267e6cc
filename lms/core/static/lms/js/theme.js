// Light, dark, or as the device: kept in a cookie, so that the server draws the next page right from the start.
const YEAR = 31536000;

function remember(theme) {
  const age = theme === "system" ? 0 : YEAR;
  document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`;
}

function apply(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

for (const group of document.querySelectorAll("[data-theme-switch]")) {
  const now = document.documentElement.dataset.theme || "system";
  group.querySelector(`[value="${now}"]`).checked = true;
  group.hidden = !CSS.supports("color", "light-dark(#000, #fff)");
  group.addEventListener("change", (event) => {
    remember(event.target.value);
    apply(event.target.value);
  });
}
