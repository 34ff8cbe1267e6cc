// Looks for watched words in the preview beside Wagtail's editor; content/views/checker.py says which.
// The server looks again before a page is published (content/rules/language.py): both read a text in the same way.

const OWN = "p, li, h1, h2, h3, h4, h5, h6, dt, dd, td, th, caption, figcaption, blockquote, label, legend, summary, div";
const INVISIBLE = /[\u00AD\u034F\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/gu;
const APOSTROPHES = /[‘’ʼ‛′＇`´]/gu;
const HYPHENS = /[‐‑‒–—−﹣－]/gu;

const alike = (text) =>
  text.replace(INVISIBLE, "").normalize("NFC").replace(APOSTROPHES, "'").replace(HYPHENS, "-").replace(/\s+/gu, " ");

/** What is read in one go: the words of an element without those of the paragraphs, cells or items in it. */
function ownText(element) {
  let text = "";
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.data;
    else if (child.nodeType === Node.ELEMENT_NODE) text += child.matches(OWN) ? "\n|\n" : ownText(child);
  }
  return text;
}

/** True when nothing is found but what somebody allowed. */
export function isClean(node, { pattern, allowed }) {
  let text = alike(node.tagName === "IMG" ? node.alt : ownText(node));
  for (const passage of allowed) text = text.replaceAll(alike(passage), " | ");
  return !new RegExp(pattern, "iu").test(text);
}

const bar = document.querySelector("wagtail-userbar");
const configuration = bar?.shadowRoot?.getElementById("checker-axe-configuration");
for (const check of configuration ? JSON.parse(configuration.textContent).spec.checks : []) {
  if (check.id.startsWith("check-words-")) bar.registerCheck(check.id, isClean);
}
