// The metrics page: what was opened stays open when there is something newer to draw.
"use strict";
(() => {
  let open = false;
  let at = 0;
  let focused = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "charts") return;
    const numbers = document.getElementById("numbers");
    open = numbers?.open ?? false;
    at = numbers?.querySelector(".numbers").scrollTop ?? 0;
    const active = document.activeElement;
    focused = !numbers?.contains(active) ? "" : active.matches("summary") ? "summary" : ".numbers";
  });
  document.addEventListener("htmx:afterSwap", () => {
    const numbers = document.getElementById("numbers");
    if (!numbers) return;
    numbers.open = open;
    numbers.querySelector(".numbers").scrollTop = at;
    if (focused) numbers.querySelector(focused).focus();
  });
})();
