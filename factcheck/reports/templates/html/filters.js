"use strict";
(() => {
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const cards = Array.from(document.querySelectorAll(".card"));
  const marks = Array.from(document.querySelectorAll("mark[data-claims]"));
  const words = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
  const passes = (card, chosen) =>
    ["state", "finding", "said"].every((axis) => !chosen[axis] || card.dataset[axis] === chosen[axis]) &&
    ["flags", "sources"].every((list) => !chosen[list] || card.dataset[list].split(" ").includes(chosen[list])) &&
    words.get(card).includes(chosen.words.trim().toLowerCase());
  const apply = () => {
    const chosen = Object.fromEntries(new FormData(form));
    const shown = new Set();
    for (const card of cards) {
      card.hidden = !passes(card, chosen);
      if (!card.hidden) shown.add(card.id.slice("claim-".length));
    }
    for (const mark of marks) mark.classList.toggle("out", !mark.dataset.claims.split(" ").some((claim) => shown.has(claim)));
    const total = Number(count.dataset.total);
    count.textContent = shown.size === total ? `All ${total} claims` : `${shown.size} of ${total} claims`;
  };
  const reveal = () => {
    const card = document.getElementById(location.hash.slice(1));
    if (card && card.hidden) {
      form.reset();
      apply();
      card.scrollIntoView();
    }
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  window.addEventListener("hashchange", reveal);
  // nobody opens anything on paper
  window.addEventListener("beforeprint", () => {
    const opened = Array.from(document.querySelectorAll("details:not([open])"));
    for (const one of opened) one.open = true;
    window.addEventListener("afterprint", () => opened.forEach((one) => (one.open = false)), { once: true });
  });
  form.hidden = false;
  apply();
})();
