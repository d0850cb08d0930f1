// Light by default, dark for whoever prefers it. A plain script in the head, before anything is
// drawn, so that the page never flashes in the other colours.
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => document.documentElement.classList.toggle("dark", dark.matches);
  apply();
  dark.addEventListener("change", apply);
})();
