// Shows how much of a file has gone up. Without this, the browser sends the same form by itself.
"use strict";
(() => {
  const words = (bytes) => (bytes < 1 << 20 ? Math.ceil(bytes / 1024) + " kB" : Math.round(bytes / (1 << 20)) + " MB");

  const begin = (form) => {
    const state = form.querySelector("[data-upload-state]");
    const bar = state.querySelector("progress");
    const text = state.querySelector("[data-upload-words]");
    const buttons = [...form.querySelectorAll("button")].filter((button) => !state.contains(button));
    const request = new XMLHttpRequest();
    const stop = state.querySelector("[data-upload-stop]");
    const end = (said) => {
      text.textContent = said;
      stop.hidden = true;
      for (const button of buttons) button.disabled = false;
    };
    request.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      bar.value = (100 * event.loaded) / event.total;
      text.textContent =
        event.loaded < event.total
          ? words(event.loaded) + " of " + words(event.total) + " sent"
          : "Sent. The server looks at it.";
    };
    request.onload = () => {
      if (request.status < 400) {
        location.assign(request.responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      end(page.getElementById("problem")?.textContent.trim() || "The server refused it.");
      text.className = "text-red";
    };
    request.onerror = () => end("The connection was lost. Nothing was changed; send it again.");
    request.onabort = () => end("Stopped. Nothing was changed.");
    stop.hidden = false;
    stop.onclick = () => request.abort();
    text.className = "text-secondary";
    state.hidden = false;
    bar.value = 0;
    text.textContent = "Begins…";
    request.open("POST", form.action);
    request.send(new FormData(form));
    for (const button of buttons) button.disabled = true;
  };

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !("upload" in event.target.dataset)) return;
    event.preventDefault();
    begin(event.target);
  });
})();
