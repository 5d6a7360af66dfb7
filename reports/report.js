// Sorting of tables, and the search over every line. The page is whole without it.
(() => {
  const page = document;
  page.documentElement.classList.add("script");

  const element = (name, text, className) => {
    const made = page.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  // What a feed says in free text turns nothing round that stands beside it.
  const undirected = (text) => text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
  const isolated = (text) => element("bdi", undirected(text));
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const grouped = (number) => number.toLocaleString("en-US", { maximumFractionDigits: 0 });
  const compare = (a, b) => (a > b ? 1 : a < b ? -1 : 0);

  const sortButton = (head, onSort) => {
    const button = element("button", head.textContent);
    button.type = "button";
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", () => {
      const direction = head.getAttribute("aria-sort") === "descending" ? 1 : -1;
      head.parentNode.querySelectorAll("[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      onSort(direction);
    });
  };

  // Numbers as numbers, days and names as texts; empty cells last.
  const cellValue = (cell) => {
    const text = (cell.getAttribute("data-value") ?? cell.textContent).trim();
    const number = /^[−-]?[\d,]+(\.\d+)?$/.test(text) ? Number(text.replace(/,/g, "").replace("−", "-")) : NaN;
    return Number.isNaN(number) ? (text === "–" || text === "None" ? "" : text) : number;
  };
  page.querySelectorAll("table[data-sort]").forEach((table) => {
    table.querySelectorAll("thead th").forEach((head, index) => {
      sortButton(head, (direction) => {
        const body = table.tBodies[0];
        [...body.rows]
          .map((row) => [cellValue(row.cells[index]), row])
          .sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : direction * (typeof a === typeof b ? compare(a, b) : compare(String(a), String(b)))))
          .forEach(([, row]) => body.appendChild(row));
      });
    });
  });

  const data = JSON.parse(page.getElementById("data").textContent);
  const { lines, enterprises, codes, channels, destinations, verdicts, rules, routes, reliefs, texts } = data;
  const [RETURN, LINE, ENTERPRISE, CHANNEL, VERDICT, BROKEN, OPEN, AWAITED, FOLLOWING, DOCUMENT, GOODS, LEFT, VALUE, RELIEF, ROUTE, IS_OPEN, IS_BACK, DESTINATION] = Array(18).keys();
  const PAGE = 50;
  const table = page.getElementById("every");
  const body = table.tBodies[0];
  const control = (id) => page.getElementById(id);
  const haystacks = lines.map((line) => [line[RETURN], line[DOCUMENT] ?? "", line[GOODS] ?? ""].join(" ").toLowerCase());

  const options = (id, names) => names.forEach((name, index) => {
    const option = element("option", name);
    option.value = String(index);
    control(id).appendChild(option);
  });
  options("verdict", verdicts.map(([, name]) => name));
  const nameOf = (index) => (enterprises[index] === codes[index] ? "" : enterprises[index]);
  // An option holds no element: signs isolate the name within it.
  options("enterprise", codes.map((code, index) => (nameOf(index) ? `\u2068${undirected(nameOf(index))}\u2069 ${code}` : code)));
  options("channel", channels);
  options("rule", rules.map(([, title]) => title));

  const left = (days) => {
    if (days === null) return "–";
    if (days === 0) return texts.today;
    const form = Math.abs(days) === 1 ? "one" : "other";
    return filled(days > 0 ? texts[`left_${form}`] : texts[`over_${form}`], { n: grouped(Math.abs(days)) });
  };

  let chosen = [];
  let first = 0;
  let key = VALUE;
  let direction = -1;

  const outcomeOf = (line, rule) => (line[BROKEN].includes(rule) ? "broken" : line[OPEN].includes(rule) ? "open" : line[AWAITED].includes(rule) ? "awaited" : line[FOLLOWING].includes(rule) ? "following" : "kept");

  // As a shell takes it for one word.
  const quoted = (text) => (/^[\w.-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`);

  const trace = (line) => {
    const row = element("tr", undefined, "trace");
    const cell = element("td");
    cell.colSpan = 7;
    const facts = [texts.relief + texts.colon + reliefs[line[RELIEF]]];
    if (line[ROUTE] !== null) facts.unshift(texts.route + texts.colon + routes[line[ROUTE]]);
    if (!line[IS_OPEN]) facts.push(texts.closed);
    cell.appendChild(element("p", facts.join(" · ")));
    if (line[GOODS] !== null) {
      const goods = element("p", texts.goods + texts.colon);
      goods.appendChild(isolated(line[GOODS]));
      cell.appendChild(goods);
    }
    const list = element("ul");
    rules.forEach(([, title, source, cure, cureBroken], rule) => {
      const outcome = outcomeOf(line, rule);
      const toDo = outcome === "broken" ? cureBroken : outcome === "following" ? null : cure;
      const item = element("li");
      item.appendChild(element("span", texts[outcome], `outcome ${outcome}`));
      const words = element("span", title);
      if (outcome !== "kept") words.appendChild(element("span", [source, toDo].filter(Boolean).join(" · "), "sub"));
      item.appendChild(words);
      list.appendChild(item);
    });
    cell.appendChild(list);
    cell.appendChild(element("p", filled(texts.explain, { return_no: quoted(undirected(line[RETURN])), line_no: line[LINE], enterprise: quoted(codes[line[ENTERPRISE]]) }), "note"));
    row.appendChild(cell);
    return row;
  };

  const drawn = (line) => {
    const row = element("tr");
    const head = element("th");
    head.scope = "row";
    const button = element("button", undefined, "mono");
    button.append(isolated(line[RETURN]), ` / ${line[LINE]}`);
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    const documentNo = element("span", undefined, "sub mono");
    documentNo.appendChild(isolated(line[DOCUMENT] ?? "–"));
    head.append(button, documentNo);
    const [verdict, name] = verdicts[line[VERDICT]];
    const verdictCell = element("td");
    verdictCell.appendChild(element("span", name, `tag ${verdict}`));
    const enterprise = element("td", undefined, "wide");
    if (nameOf(line[ENTERPRISE])) enterprise.append(isolated(nameOf(line[ENTERPRISE])), " ");
    enterprise.append(codes[line[ENTERPRISE]], element("span", channels[line[CHANNEL]] ?? "–", "sub"));
    if (line[DESTINATION] !== null) enterprise.appendChild(element("span", destinations[line[DESTINATION]], "sub"));
    const goods = element("td", undefined, "wide");
    const clipped = element("span", undefined, "clipped");
    clipped.appendChild(isolated(line[GOODS] ?? "–"));
    goods.appendChild(clipped);
    const missed = [...line[BROKEN], ...line[OPEN], ...line[AWAITED]].map((rule) => rules[rule][1]).join(texts.separator);
    row.append(head, verdictCell, enterprise, goods, element("td", missed || "–", "wide"),
      element("td", left(line[LEFT]), "number"), element("td", line[VALUE] === null ? "–" : grouped(line[VALUE]), "number"));
    button.addEventListener("click", () => {
      const isOpen = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!isOpen));
      if (isOpen) row.nextSibling.remove();
      else row.after(trace(line));
    });
    return row;
  };

  const draw = () => {
    const last = Math.min(chosen.length, first + PAGE);
    body.replaceChildren(...chosen.slice(first, last).map((index) => drawn(lines[index])));
    const value = chosen.reduce((sum, index) => sum + (lines[index][VALUE] ?? 0), 0);
    control("shown").textContent = filled(texts.shown, { from: grouped(chosen.length ? first + 1 : 0), to: grouped(last), n: grouped(chosen.length), value: grouped(value) });
    control("previous").disabled = first === 0;
    control("next").disabled = last >= chosen.length;
  };

  const choose = () => {
    control("named").hidden = true;
    const words = control("search").value.trim().toLowerCase();
    const [state, verdict, enterprise, channel, rule, due] = ["state", "verdict", "enterprise", "channel", "rule", "due"].map((id) => control(id).value);
    const missed = rule === "" ? null : Number(rule);
    chosen = [...lines.keys()].filter((index) => {
      const line = lines[index];
      return (state === "" || line[IS_OPEN] === 1)
        && (verdict === "" || line[VERDICT] === Number(verdict))
        && (enterprise === "" || line[ENTERPRISE] === Number(enterprise))
        && (channel === "" || line[CHANNEL] === Number(channel))
        && (missed === null || line[BROKEN].includes(missed) || line[OPEN].includes(missed) || line[AWAITED].includes(missed))
        && (due === "" || (line[IS_OPEN] === 1 && line[IS_BACK] === 0 && line[VERDICT] < 2 && line[LEFT] !== null && line[LEFT] >= 0 && line[LEFT] <= Number(due)))
        && (words === "" || haystacks[index].includes(words));
    });
    chosen.sort((a, b) => {
      const x = lines[a][key];
      const y = lines[b][key];
      return x === null ? 1 : y === null ? -1 : direction * compare(x, y);
    });
    first = 0;
    draw();
  };

  table.querySelectorAll("thead th[data-key]").forEach((head) => sortButton(head, (way) => {
    key = Number(head.getAttribute("data-key"));
    direction = way;
    choose();
  }));
  control("filter").addEventListener("input", choose);
  control("filter").addEventListener("submit", (event) => event.preventDefault());
  control("previous").addEventListener("click", () => { first -= PAGE; draw(); });
  control("next").addEventListener("click", () => { first += PAGE; draw(); });

  // A cell that a spreadsheet would run as a formula is kept a text.
  const cell = (value) => {
    const text = undirected(String(value ?? ""));
    const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return `"${safe.replace(/"/g, '""')}"`;
  };
  control("save").addEventListener("click", () => {
    const titles = (indexes) => indexes.map((rule) => rules[rule][0]).join(" ");
    const rows = chosen.map((index) => lines[index]).map((line) => [
      `${line[RETURN]} / ${line[LINE]}`, line[DOCUMENT], `${nameOf(line[ENTERPRISE])} ${codes[line[ENTERPRISE]]}`.trim(), channels[line[CHANNEL]], destinations[line[DESTINATION]], verdicts[line[VERDICT]][1],
      titles(line[BROKEN]), titles(line[OPEN]), titles(line[AWAITED]), line[LEFT], line[VALUE], line[ROUTE] === null ? "" : routes[line[ROUTE]], reliefs[line[RELIEF]],
    ]);
    const text = [data.head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
    const link = element("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
    link.download = data.file;
    link.click();
    URL.revokeObjectURL(link.href);
  });

  // #line=RETURN/LINE&enterprise=CODE opens one line; tables link to it. Older links lack the enterprise.
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const openNamed = () => {
    const named = /^#line=(.+)\/(\d+)(?:&enterprise=(.+))?$/.exec(location.hash);
    if (!named) return;
    const [returnNo, lineNo, code] = [decoded(named[1]), Number(named[2]), named[3] && decoded(named[3])];
    control("filter").reset();
    control("state").value = "";
    control("search").value = returnNo;
    choose();
    page.getElementById("lines").scrollIntoView();
    const those = chosen.filter((index) => lines[index][RETURN] === returnNo && lines[index][LINE] === lineNo
      && (code === undefined || codes[lines[index][ENTERPRISE]] === code));
    if (those.length === 1) {
      const at = chosen.indexOf(those[0]);
      first = at - (at % PAGE);
      draw();
      body.querySelectorAll("th button")[at - first].click();
      return;
    }
    if (those.length) {
      chosen = those;
      draw();
    }
    const words = those.length ? texts.several_lines : texts.unknown_line;
    control("named").textContent = filled(words, { n: grouped(those.length), line: `${returnNo} / ${lineNo}` });
    control("named").hidden = false;
  };
  // A link followed once more changes no hash.
  page.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#line="]');
    if (link && link.hash === location.hash) openNamed();
  });
  addEventListener("hashchange", openNamed);
  addEventListener("beforeprint", () => page.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
  choose();
  openNamed();
})();
