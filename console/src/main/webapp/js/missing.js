// Says so when the other scripts of this page did not come: they are modules, and if one is missing, none of them does anything.

const PATIENCE = 10_000;

setTimeout(() => {
  if (document.documentElement.dataset.scripts !== "run") {
    const message = document.getElementById("message");
    message.textContent = "The scripts of this page did not come from the server: load the page again.";
    message.hidden = false;
    document.getElementById("summary").textContent = "The adapters were not asked";
  }
}, PATIENCE);
