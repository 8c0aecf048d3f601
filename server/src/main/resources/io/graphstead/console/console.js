// What pages do besides being read: none of them needs this for reading.
"use strict";
(() => {
  /* Parts of the page as they are now: one stream, none while the page is hidden. */
  let stream = null;
  let streamOf = "";
  let failures = 0;
  const GONE = "The server does not answer. This page goes on by itself when it is back.";

  const lost = (words) => {
    const notice = document.getElementById("lost");
    if (!notice) return;
    notice.hidden = !words;
    notice.textContent = words;
  };

  /* A stream was refused: the session has ended, or what answers is no server of ours yet and is asked again. */
  const refused = async (url) => {
    const asking = new AbortController();
    let status = 0;
    try {
      status = (await fetch(url, { signal: asking.signal })).status;
      asking.abort();
    } catch {
      // Nobody answers.
    }
    if (streamOf !== url) return;
    if (status >= 400 && status < 500) {
      lost("This page is not kept up to date any more. Reload it: your session may have ended.");
      return;
    }
    if (status !== 200) lost(GONE);
    setTimeout(() => {
      if (streamOf !== url || stream) return;
      streamOf = "";
      listen();
    }, 3000);
  };

  const listen = () => {
    const source = document.querySelector("[data-events]");
    const url = source && !document.hidden ? source.dataset.events : "";
    if (url === streamOf) return;
    stream?.close();
    stream = null;
    streamOf = url;
    if (!url) return;
    stream = new EventSource(url);
    stream.onopen = () => {
      failures = 0;
      lost("");
    };
    stream.onerror = () => {
      if (stream?.readyState === EventSource.CLOSED) {
        stream = null;
        refused(url);
      } else if (failures++ > 0) {
        // A stream that has come to its end is begun again by the browser at once; only a second failure is one.
        lost(GONE);
      }
    };
    stream.addEventListener("part", (event) => {
      lost("");
      const old = document.getElementById(event.lastEventId);
      if (!old || old.contains(document.activeElement)) return;
      const template = document.createElement("template");
      template.innerHTML = event.data;
      const fresh = template.content.firstElementChild;
      if (fresh && fresh.outerHTML !== old.outerHTML) {
        old.replaceWith(fresh);
        enhance(fresh);
      }
    });
  };

  /* A log that goes on. */
  let log = null;
  let following = true;
  const MOST_LINES = 5000;

  const follow = () => {
    const box = document.querySelector("[data-log]");
    const wanted = box && following && !document.hidden;
    if (!wanted) {
      log?.close();
      log = null;
      return;
    }
    if (log) return;
    box.scrollTop = box.scrollHeight;
    log = new EventSource(box.dataset.log + "?after=" + encodeURIComponent(box.dataset.after));
    log.onmessage = (event) => {
      document.querySelector("[data-log-empty]")?.remove();
      const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
      const line = document.createElement("div");
      line.className = "log-line";
      line.textContent = event.data;
      box.append(line);
      box.dataset.after = event.lastEventId;
      while (box.childElementCount > MOST_LINES) box.firstElementChild.remove();
      if (atEnd) box.scrollTop = box.scrollHeight;
    };
  };

  const copy = async (button) => {
    const text = document.getElementById(button.dataset.copy).textContent;
    const label = button.innerHTML;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "✓";
    } catch {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
      button.textContent = "Ctrl-C";
    }
    setTimeout(() => (button.innerHTML = label), 1500);
  };

  const download = (button) => {
    const text = document.getElementById(button.dataset.download).textContent;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = button.dataset.name;
    link.click();
    URL.revokeObjectURL(link.href);
  };

  /* What needs a script shows itself where there is one. */
  const enhance = (root) => {
    for (const each of root.querySelectorAll("[data-copy], [data-download], [data-theme-toggle], [data-back], [data-follow]")) {
      each.hidden = false;
    }
    for (const input of root.querySelectorAll("[data-must-be]")) {
      const button = input.form.querySelector("button");
      const check = () => (button.disabled = input.value !== input.dataset.mustBe);
      input.addEventListener("input", check);
      check();
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) {
      for (const open of document.querySelectorAll(".switcher[open]")) {
        if (!open.contains(event.target)) open.open = false;
      }
      return;
    }
    if (button.dataset.copy) copy(button);
    else if (button.dataset.download) download(button);
    else if ("themeToggle" in button.dataset) window.graphsteadTheme();
    else if ("back" in button.dataset) history.back();
    else if ("follow" in button.dataset) {
      following = !following;
      button.setAttribute("aria-pressed", String(following));
      button.textContent = following ? "Following" : "Follow";
      follow();
    }
  });

  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !confirm(question)) {
      event.preventDefault();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const open of document.querySelectorAll(".switcher[open]")) open.open = false;
      if (location.hash === "#navigation") location.hash = "#content";
    }
    if (event.key === "/" && !event.target.closest("input, textarea, select")) {
      const search = document.querySelector("input[type=search]");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
  });

  /* What is measured is measured for who looks. */
  setInterval(() => {
    if (document.hidden) return;
    for (const each of document.querySelectorAll("[data-again]")) htmx.trigger(each, "graphstead:again");
  }, 10000);

  const begin = () => {
    listen();
    follow();
  };
  document.addEventListener("visibilitychange", begin);
  addEventListener("pagehide", () => {
    stream?.close();
    log?.close();
    stream = log = null;
    streamOf = "";
  });
  addEventListener("pageshow", (event) => {
    // A page that the browser has kept may show what was true long ago.
    if (event.persisted) location.reload();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    enhance(document);
    listen();
  });
  document.addEventListener("DOMContentLoaded", () => {
    enhance(document);
    begin();
  });
  if (document.readyState !== "loading") {
    enhance(document);
    begin();
  }
})();
