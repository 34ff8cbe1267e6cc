// "Leave this site": one tap, and this page is no longer in the history of the browser tab.
for (const link of document.querySelectorAll("[data-safe-exit]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true; // gone at once, also while the next page is slow to come
    document.title = "…";
    window.location.replace(link.href);
  });
}
