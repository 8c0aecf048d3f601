// The API's own description, shown by Swagger UI, with a token to try calls with.
"use strict";
(() => {
  const place = document.getElementById("reference");
  const form = document.getElementById("token-form");
  const said = document.getElementById("token-said");

  /* Swagger UI has a dark look of its own, by a class. */
  const root = document.documentElement;
  const theme = () => root.classList.toggle("dark-mode", root.dataset.bsTheme === "dark");
  new MutationObserver(theme).observe(root, { attributes: true, attributeFilter: ["data-bs-theme"] });
  theme();

  /* What it draws without a name gets one: for those who cannot see what stands beside it. */
  const nameOf = (control) => {
    if (control.closest(".copy-to-clipboard")) return "Copy";
    const parameter = control.closest("[data-param-name]");
    if (parameter) return parameter.dataset.paramName;
    if (control.closest(".content-type, .response-control-media-type, .body-param-content-type")) return "Media type";
    if (control.classList.contains("operation-filter-input")) return "Filter by tag";
    if (control.closest(".examples-select, .example")) return "Example";
    return control.tagName === "TEXTAREA" ? "Body" : "Choice";
  };
  const name = () => {
    for (const control of place.querySelectorAll("select, textarea, input, button")) {
      const named = control.labels?.length || control.getAttribute("aria-label") || control.textContent.trim() && control.tagName === "BUTTON";
      if (!named) control.setAttribute("aria-label", nameOf(control));
    }
    for (const scrolled of place.querySelectorAll("pre")) scrolled.tabIndex = 0;
  };
  new MutationObserver(name).observe(place, { childList: true, subtree: true });

  const ui = SwaggerUIBundle({
    url: place.dataset.document,
    domNode: place,
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    validatorUrl: null,
    /* A link inside of what opens a call could not be told from it by the keyboard. */
    deepLinking: false,
    /* Its colors are inline, and too faint to be corrected here. */
    syntaxHighlight: false,
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    filter: true,
  });

  const token = async (id, secret) => {
    const basic = form.dataset.kind === "basic";
    const answer = basic
      ? await fetch("/api/v1/auth", { method: "POST", credentials: "omit", headers: { Authorization: `Basic ${id}:${secret}` } })
      : await fetch("/organizations/oauth/token", {
          method: "POST",
          credentials: "omit",
          body: new URLSearchParams({ client_id: id, client_secret: secret, grant_type: "client_credentials" }),
        });
    const text = await answer.text();
    if (!answer.ok) {
      const told = JSON.parse(text);
      throw new Error(told.message || told.error_description || told.error || String(answer.status));
    }
    return basic ? text : JSON.parse(text).access_token;
  };

  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.className = "mb-0 mt-2";
    said.textContent = "Asking…";
    try {
      ui.preauthorizeApiKey(
        "bearer",
        await token(document.getElementById("client-id").value.trim(), document.getElementById("client-secret").value.trim()),
      );
      said.textContent = "Calls below are sent with the token. It is good for an hour, and gone when you leave this page.";
      said.classList.add("text-green");
    } catch (error) {
      said.textContent = "No token: " + error.message;
      said.classList.add("text-red");
    }
  });
})();
