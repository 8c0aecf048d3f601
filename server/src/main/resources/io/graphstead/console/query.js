// The query page: colors, history, running and cancelling, and the picture. Without it the form still asks, and all is listed.
"use strict";
(() => {
  // Where the database does not answer yet, the page is asked for again once it does.
  if (document.querySelector("[data-away]")) {
    new MutationObserver(() => {
      if (/Running/.test(document.getElementById("state")?.textContent ?? "")) location.reload();
    }).observe(document.querySelector(".title-and-state"), { childList: true, subtree: true });
    return;
  }
  const form = document.getElementById("query");
  if (!form) return;
  const text = document.getElementById("text");
  const result = document.getElementById("result");
  const run = document.getElementById("run");
  const id = form.querySelector("input[name=run]");
  const cancel = document.getElementById("cancel");
  const running = document.getElementById("running");

  /* Colors: a layer below the text, which stays a text field like any other. */
  const shade = form.querySelector(".editor-shade code");
  const typeql = {
    comment: /#.*/,
    string: { pattern: /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/, greedy: true },
    variable: /\$[\w-]+/,
    keyword:
      /\b(?:match|insert|delete|define|undefine|redefine|put|update|fetch|select|sort|offset|limit|reduce|require|distinct|with|fun|return|let|in|or|not|try|is|isa!?|sub!?|has|links|owns|plays|relates|as|alias|value|label|iid|of|from|asc|desc|entity|relation|attribute|role)\b/,
    function: /\b(?:count|sum|max|min|mean|median|std|list|groupby|abs|ceil|floor|round)(?=\s*\()/,
    number: /\b\d[\w.:+-]*\b/,
    boolean: /\b(?:true|false)\b/,
    operator: /[=<>!+*\/%^~-]+|\|/,
    punctuation: /[{}()[\],;:.@]/,
  };
  const grammar = () => (form.dataset.language === "cypher" ? window.Prism?.languages.cypher : typeql);
  const paint = () => {
    if (!window.Prism || !grammar() || text.value.length > 20000) {
      form.classList.remove("shaded");
      return;
    }
    form.classList.add("shaded");
    shade.innerHTML = Prism.highlight(text.value + "\n", grammar(), form.dataset.language);
    follow();
  };
  const follow = () => {
    const layer = shade.parentElement;
    layer.scrollTop = text.scrollTop;
    layer.scrollLeft = text.scrollLeft;
  };
  const fit = () => {
    text.rows = Math.min(24, Math.max(6, text.value.split("\n").length + 1));
    paint();
  };
  text.addEventListener("input", fit);
  text.addEventListener("scroll", follow);

  const write = (words) => {
    text.value = words;
    fit();
    text.focus();
    for (const open of form.querySelectorAll(".menu[open]")) open.open = false;
  };

  /* What was asked, in this browser alone. */
  const KEY = "graphstead-queries " + form.dataset.query;
  const MOST = 50;
  const past = () => {
    try {
      const all = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(all) ? all.filter((each) => typeof each === "string") : [];
    } catch {
      return [];
    }
  };
  const keep = (queries) => {
    try {
      if (queries.length) localStorage.setItem(KEY, JSON.stringify(queries));
      else localStorage.removeItem(KEY);
    } catch {
      // Then there is no history.
    }
    showHistory();
  };
  const history = document.getElementById("history");
  const showHistory = () => {
    const queries = past();
    history.hidden = queries.length === 0;
    history.querySelector("ul").replaceChildren(
      ...queries.map((query) => {
        const line = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "menu-entry";
        button.textContent = query;
        button.addEventListener("click", () => write(query));
        line.append(button);
        return line;
      }),
    );
  };
  document.getElementById("forget").addEventListener("click", () => {
    keep([]);
    history.open = false;
    text.focus();
  });
  for (const each of form.querySelectorAll("[data-example]")) {
    each.addEventListener("click", () => write(each.textContent));
  }
  document.addEventListener("click", (event) => {
    for (const open of form.querySelectorAll(".menu[open]")) if (!open.contains(event.target)) open.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of form.querySelectorAll(".menu[open]")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  /* Running and cancelling. */
  let clock = 0;
  let asking = false;
  const newRun = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    id.value = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
  };
  const cancelFields = () => {
    const fields = new URLSearchParams();
    fields.set("form-token", form.elements["form-token"].value);
    fields.set("run", id.value);
    return fields;
  };
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!asking) form.requestSubmit(run);
    }
  });
  form.addEventListener("htmx:configRequest", (event) => {
    if (asking) {
      event.preventDefault();
      return;
    }
    newRun();
    event.detail.parameters.set("run", id.value);
    if (text.value.trim()) keep([text.value, ...past().filter((each) => each !== text.value)].slice(0, MOST));
  });
  form.addEventListener("htmx:beforeRequest", () => {
    asking = true;
    const begun = Date.now();
    run.disabled = true;
    cancel.hidden = false;
    cancel.disabled = false;
    running.textContent = "Running…";
    clock = setInterval(() => {
      const seconds = Math.floor((Date.now() - begun) / 1000);
      if (seconds > 0 && seconds % 5 === 0) running.textContent = "Running for " + seconds + " s…";
    }, 1000);
  });
  form.addEventListener("htmx:afterRequest", () => {
    asking = false;
    clearInterval(clock);
    const held = document.activeElement === cancel || document.activeElement === document.body;
    run.disabled = false;
    cancel.hidden = true;
    running.textContent = "";
    if (held) text.focus();
  });
  cancel.addEventListener("click", () => {
    cancel.disabled = true;
    running.textContent = "Cancelling…";
    fetch(form.dataset.query + "/query/cancel", {
      method: "POST",
      headers: { "HX-Request": "true" },
      body: cancelFields(),
    }).then((answer) => {
      // It may not have begun yet.
      if (answer.headers.get("X-Found") !== "true") cancel.disabled = false;
    });
  });
  addEventListener("pagehide", () => {
    if (asking) navigator.sendBeacon(form.dataset.query + "/query/cancel", cancelFields());
  });

  const failure = (title, words) => {
    const box = document.createElement("div");
    box.className = "alert alert-danger";
    box.setAttribute("role", "alert");
    const strong = document.createElement("strong");
    strong.textContent = title + " ";
    box.append(strong, words);
    result.replaceChildren(box);
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== result) return;
    const answer = event.detail.xhr.responseText;
    if (answer.trimStart().startsWith('<div class="query-result">')) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      return;
    }
    // A page about what is wrong: its words belong here.
    event.detail.shouldSwap = false;
    const page = new DOMParser().parseFromString(answer, "text/html");
    failure("Not done.", page.getElementById("problem")?.textContent ?? "Reload the page: your session may have ended.");
  });
  form.addEventListener("htmx:sendError", () => failure("The server does not answer.", "Nothing is known of the query."));

  /* Views of the answer: tabs where there is a script. */
  const enhance = () => {
    const go = result.querySelector("[data-line]");
    if (go) {
      go.hidden = false;
      go.addEventListener("click", () => {
        const lines = text.value.split("\n");
        const line = Math.min(lines.length, Number(go.dataset.line));
        const begin = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
        const at = Math.min(begin + Number(go.dataset.column) - 1, begin + lines[line - 1].length);
        text.focus();
        text.setSelectionRange(at, begin + lines[line - 1].length);
      });
    }
    const views = result.querySelector("[data-views]");
    const sections = views ? [...views.querySelectorAll("[data-view]")] : [];
    if (sections.length === 0) return;
    const tabs = document.createElement("div");
    tabs.className = "view-tabs btn-list mb-2";
    tabs.setAttribute("role", "tablist");
    tabs.setAttribute("aria-label", "Ways to look at the answer");
    const show = (chosen, focus) => {
      sections.forEach((section, at) => {
        const here = at === chosen;
        section.hidden = !here;
        const tab = tabs.children[at];
        tab.setAttribute("aria-selected", String(here));
        tab.tabIndex = here ? 0 : -1;
        tab.classList.toggle("active", here);
        if (here && focus) tab.focus();
      });
      if (sections[chosen].dataset.view === "Graph") draw(sections[chosen]);
      wanted = sections[chosen].dataset.view;
    };
    sections.forEach((section, at) => {
      section.id = "view-" + at;
      section.setAttribute("role", "tabpanel");
      const tab = document.createElement("button");
      tab.type = "button";
      tab.className = "btn btn-sm";
      tab.id = "view-tab-" + at;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", section.id);
      tab.textContent = section.dataset.view;
      tab.addEventListener("click", () => show(at, true));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) show((at + step + sections.length) % sections.length, true);
      });
      tabs.append(tab);
    });
    views.prepend(tabs);
    show(Math.max(0, sections.findIndex((section) => section.dataset.view === wanted)), false);
  };
  let wanted = "Table";

  /* The picture. */
  const COLORS = ["#1f8a7d", "#3b73c8", "#b1560f", "#8a4fc2", "#b8336a", "#5d7a1f", "#8a6d1a", "#4d6478"];
  let library = null;
  const load = () =>
    (library ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = form.dataset.cytoscape;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    }));
  const draw = async (section) => {
    const box = section.querySelector("#graph");
    if (box.dataset.drawn) return;
    box.dataset.drawn = "begun";
    await load();
    if (!box.isConnected) return;
    section.querySelector(".graph-side").hidden = false;
    const graph = JSON.parse(box.dataset.graph);
    const colors = new Map();
    for (const node of graph.nodes) {
      if (!colors.has(node.kind)) colors.set(node.kind, COLORS[colors.size % COLORS.length]);
    }
    section.querySelector(".graph-legend").replaceChildren(
      ...[...colors].map(([kind, color]) => {
        const line = document.createElement("li");
        const dot = document.createElement("span");
        dot.className = "dot";
        dot.style.backgroundColor = color;
        line.append(dot, kind || "without a label");
        return line;
      }),
    );
    const ink = getComputedStyle(document.body).color;
    const things = [...section.querySelectorAll(".thing")];
    const picture = cytoscape({
      container: box,
      elements: [
        ...graph.nodes.map((node, at) => ({ data: { id: "n" + node.id, caption: node.caption, color: colors.get(node.kind), at } })),
        ...graph.edges.map((edge) => ({ data: { id: "e" + edge.id, source: "n" + edge.from, target: "n" + edge.to, kind: edge.kind, properties: edge.properties } })),
      ],
      style: [
        { selector: "node", style: { "background-color": "data(color)", label: "data(caption)", color: ink, "font-size": 11, "text-valign": "bottom", "text-margin-y": 4, "text-max-width": 110, "text-wrap": "ellipsis", width: 30, height: 30 } },
        { selector: "edge", style: { width: 1.5, "line-color": "#8a95a3", "target-arrow-color": "#8a95a3", "target-arrow-shape": "triangle", "curve-style": "bezier", label: "data(kind)", color: ink, "font-size": 9, "text-rotation": "autorotate", "text-margin-y": -7 } },
        { selector: ":selected", style: { "border-width": 4, "border-color": "#d9a400", "line-color": "#d9a400", "target-arrow-color": "#d9a400" } },
      ],
      layout: { name: graph.nodes.length > 1 ? "cose" : "grid", animate: false, padding: 24, nodeRepulsion: () => 12000, idealEdgeLength: () => 90 },
      minZoom: 0.2,
      maxZoom: 3,
      wheelSensitivity: 0.3,
    });
    const hint = section.querySelector("#thing-hint");
    picture.on("tap", "node", (event) => {
      const thing = things[event.target.data("at")];
      for (const each of things) each.open = each === thing;
      thing.scrollIntoView({ block: "nearest" });
    });
    picture.on("tap", "edge", (event) => {
      const edge = event.target.data();
      const list = Object.entries(edge.properties).map(([key, value]) => key + ": " + value);
      hint.textContent = edge.kind + (list.length ? " {" + list.join(", ") + "}" : ", without properties");
    });
    for (const [at, thing] of things.entries()) {
      thing.addEventListener("toggle", () => {
        const node = picture.nodes().filter((each) => each.data("at") === at);
        if (thing.open) node.select();
        else node.unselect();
      });
    }
    new MutationObserver(() => {
      const now = getComputedStyle(document.body).color;
      picture.style().selector("node, edge").style({ color: now }).update();
    }).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
    new ResizeObserver(() => {
      picture.resize();
      picture.fit(undefined, 24);
    }).observe(box);
    box.dataset.drawn = "done";
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === result) enhance();
  });
  addEventListener("DOMContentLoaded", () => {
    fit();
    showHistory();
    enhance();
  });
})();
