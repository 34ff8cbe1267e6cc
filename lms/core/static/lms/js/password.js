// A button beside each password field shows what was typed, and hides it again.
for (const holder of document.querySelectorAll("[data-password]")) {
  const input = holder.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--secondary";
  const words = document.body.dataset;
  const label = () => {
    const hidden = input.type === "password";
    button.textContent = hidden ? words.show || "Show" : words.hide || "Hide";
    button.setAttribute("aria-label", `${button.textContent} ${input.labels[0]?.textContent ?? ""}`.trim());
  };
  button.addEventListener("click", () => {
    input.type = input.type === "password" ? "text" : "password";
    label();
  });
  // What is sent must leave as a password, so that browsers offer to keep it and do not remember it as plain text.
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  label();
  holder.append(button);
}
