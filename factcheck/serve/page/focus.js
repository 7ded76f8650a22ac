// Keys go to the terminal from the start: nobody should have to click first.
function give() {
  const terminal = document.querySelector(".xterm-helper-textarea");
  if (terminal && document.activeElement !== terminal) terminal.focus();
  return terminal;
}
const watch = new MutationObserver(() => {
  if (document.body.classList.contains("-first-byte") && give()) watch.disconnect();
});
watch.observe(document.body, { attributes: true });
window.addEventListener("focus", give);
